// SPDX-License-Identifier: MIT
#include "testsupport.h"

#include <quoin/core/decimal.h>
#include <quoin/db/connection.h>

#include <QJsonDocument>
#include <QTest>
#include <QTimeZone>

#include <cmath>
#include <limits>
#include <map>

using namespace Qt::StringLiterals;
using namespace quoin;
using namespace quoin::literals;
using quoin::schema::ColumnType;
using quoin::schema::TypeKind;
using quoin::test::Target;

namespace {

struct Case
{
    QString name;
    ColumnType type;
    Value value;
    bool nonFinite = false; ///< For engines that can store NaN and infinities.
};

Value utc(int year, int month, int day, int hour = 0, int minute = 0, int second = 0, int ms = 0)
{
    return QDateTime(QDate(year, month, day), QTime(hour, minute, second, ms), Qt::UTC);
}

Value json(const char *text) { return JsonText { QByteArray(text) }; }

ColumnType arrayOf(ColumnType element) { return ColumnType::array(std::move(element)); }

const QList<Case> &cases()
{
    using Longs = std::numeric_limits<qint64>;
    using Doubles = std::numeric_limits<double>;
    const auto of = [](TypeKind kind) { return ColumnType::of(kind); };
    static const QList<Case> all {
        { u"bool true"_s, of(TypeKind::Bool), true },
        { u"bool false"_s, of(TypeKind::Bool), false },
        { u"int16 minimum"_s, of(TypeKind::Int16), -32768 },
        { u"int16 maximum"_s, of(TypeKind::Int16), 32767 },
        { u"int32 minimum"_s, of(TypeKind::Int32), qint64(std::numeric_limits<qint32>::min()) },
        { u"int32 maximum"_s, of(TypeKind::Int32), qint64(std::numeric_limits<qint32>::max()) },
        { u"int64 zero"_s, of(TypeKind::Int64), qint64(0) },
        { u"int64 minimum"_s, of(TypeKind::Int64), Longs::min() },
        { u"int64 maximum"_s, of(TypeKind::Int64), Longs::max() },
        { u"uint16 maximum"_s, of(TypeKind::UInt16), qint64(65535) },
        { u"uint32 maximum"_s, of(TypeKind::UInt32), qint64(4294967295) },
        { u"uint64 zero"_s, of(TypeKind::UInt64), quint64(0) },
        { u"uint64 maximum"_s, of(TypeKind::UInt64), std::numeric_limits<quint64>::max() },
        { u"float third"_s, of(TypeKind::Float), double(1.0f / 3.0f) },
        { u"float maximum"_s, of(TypeKind::Float), double(std::numeric_limits<float>::max()) },
        { u"double tenth"_s, of(TypeKind::Double), 0.1 },
        { u"double zero"_s, of(TypeKind::Double), 0.0 },
        { u"double minus zero"_s, of(TypeKind::Double), -0.0 },
        { u"double maximum"_s, of(TypeKind::Double), Doubles::max() },
        { u"double lowest"_s, of(TypeKind::Double), Doubles::lowest() },
        { u"double smallest"_s, of(TypeKind::Double), Doubles::min() },
        { u"double 17 digits"_s, of(TypeKind::Double), 1.0 + Doubles::epsilon() },
        { u"double NaN"_s, of(TypeKind::Double), Doubles::quiet_NaN(), true },
        { u"double infinity"_s, of(TypeKind::Double), Doubles::infinity(), true },
        { u"double -infinity"_s, of(TypeKind::Double), -Doubles::infinity(), true },
        { u"decimal zero"_s, ColumnType::decimal(12, 2), "0.00"_dec },
        { u"decimal negative"_s, ColumnType::decimal(12, 2), "-1234567890.12"_dec },
        { u"decimal cents"_s, ColumnType::decimal(12, 2), "0.07"_dec },
        { u"decimal ten thousand"_s, ColumnType::decimal(12, 2), "10000.00"_dec },
        { u"decimal hundred million"_s, ColumnType::decimal(12, 2), "100000001.00"_dec },
        { u"decimal 65 digits"_s, ColumnType::decimal(65, 0),
                "-12345678901234567890123456789012345678901234567890123456789012345"_dec },
        { u"decimal 65 digits, scale 30"_s, ColumnType::decimal(65, 30),
                "12345678901234567890123456789012345.678901234567890123456789012345"_dec },
        { u"decimal small fraction"_s, ColumnType::decimal(38, 30), "0.000000000000000000000000000001"_dec },
        { u"string empty"_s, ColumnType::string(10), u""_s },
        { u"string null QString"_s, ColumnType::string(10), QString() },
        { u"string quotes"_s, ColumnType::string(80), u"it's a \"test\" \\ with \\n, ? and :name, $1; -- `x`"_s },
        { u"string trailing blanks"_s, ColumnType::string(10), u"a  "_s },
        { u"string emoji"_s, ColumnType::string(10), u"🦊 fox"_s },
        { u"text combining"_s, of(TypeKind::Text), u"e\u0301 ﬁ ǆ"_s },
        { u"text right to left"_s, of(TypeKind::Text), u"שלום, مرحبا"_s },
        { u"text controls"_s, of(TypeKind::Text), u"\u0001\t\r\n\u007f\u0085"_s },
        { u"text 1 MB"_s, of(TypeKind::Text), QString(QString(350'000, u'ж') + u'x') },
        { u"binary empty"_s, of(TypeKind::Binary), QByteArray() },
        { u"binary NUL and quotes"_s, of(TypeKind::Binary), QByteArray("\0'\\\"\xff\x80x", 7) },
        { u"binary 4 MB"_s, of(TypeKind::Binary), QByteArray(4 << 20, '\xa5') },
        { u"date first"_s, of(TypeKind::Date), QDate(1, 1, 1) },
        { u"date last"_s, of(TypeKind::Date), QDate(9999, 12, 31) },
        { u"date leap day"_s, of(TypeKind::Date), QDate(2000, 2, 29) },
        { u"date before 1970"_s, of(TypeKind::Date), QDate(1905, 6, 30) },
        { u"time midnight"_s, of(TypeKind::Time), QTime(0, 0) },
        { u"time last"_s, of(TypeKind::Time), QTime(23, 59, 59, 999) },
        { u"time milliseconds"_s, of(TypeKind::Time), QTime(12, 34, 56, 7) },
        { u"dateTime epoch"_s, of(TypeKind::DateTime), utc(1970, 1, 1) },
        { u"dateTime 2000"_s, of(TypeKind::DateTime), utc(2000, 1, 1) },
        { u"dateTime before 2000"_s, of(TypeKind::DateTime), utc(1999, 12, 31, 23, 59, 59, 999) },
        { u"dateTime before 1970"_s, of(TypeKind::DateTime), utc(1900, 3, 1, 1, 2, 3, 4) },
        { u"dateTime after 2038"_s, of(TypeKind::DateTime), utc(2500, 2, 28, 23, 59, 59, 1) },
        { u"dateTime first"_s, of(TypeKind::DateTime), utc(1, 1, 1) },
        { u"dateTime last"_s, of(TypeKind::DateTime), utc(9999, 12, 31, 23, 59, 59, 999) },
        { u"dateTime of a zone"_s, of(TypeKind::DateTime),
                QDateTime(QDate(2024, 7, 1), QTime(12, 0), QTimeZone("Europe/Berlin")) },
        { u"dateTime in the gap of a zone"_s, of(TypeKind::DateTime),
                QDateTime(QDate(2024, 10, 27), QTime(2, 30), QTimeZone("Europe/Berlin")) },
        { u"uuid"_s, of(TypeKind::Uuid), QUuid(u"01234567-89ab-cdef-0123-456789abcdef"_s) },
        { u"uuid null"_s, of(TypeKind::Uuid), QUuid() },
        { u"json object"_s, of(TypeKind::Json), json(R"({"a":[1,2.5,"x",null,true],"b":{"ü":"\u20ac \"q\" \\"}})") },
        { u"json null"_s, of(TypeKind::Json), json("null") },
        { u"json text null"_s, of(TypeKind::Json), json("\"null\"") },
        { u"json number"_s, of(TypeKind::Json), json("-12.5") },
        { u"list of integers"_s, arrayOf(of(TypeKind::Int64)), ValueList { Longs::min(), qint64(0), Value(), Longs::max() } },
        { u"list of int32"_s, arrayOf(of(TypeKind::Int32)), ValueList { qint64(1), qint64(-1) } },
        { u"list empty"_s, arrayOf(of(TypeKind::Int64)), ValueList {} },
        { u"list of text"_s, arrayOf(of(TypeKind::Text)),
                ValueList { u""_s, u"NULL"_s, u"null"_s, u"a,b}"_s, u"\"q\" \\ 'x'"_s, u"🦊\n"_s, Value(), u" "_s, u"[{}]"_s } },
        { u"list of decimals"_s, arrayOf(ColumnType::decimal(30, 10)),
                ValueList { "12345678901234567890.0123456789"_dec, "-0.0000000001"_dec } },
        { u"list of booleans"_s, arrayOf(of(TypeKind::Bool)), ValueList { true, Value(), false } },
        { u"list of doubles"_s, arrayOf(of(TypeKind::Double)), ValueList { 0.1, 1.0, -1e300, 1e-300 } },
        { u"list of dates"_s, arrayOf(of(TypeKind::Date)), ValueList { QDate(1, 1, 1), QDate(2024, 2, 29) } },
        { u"list of times"_s, arrayOf(of(TypeKind::Time)), ValueList { QTime(23, 59, 59, 999), QTime(0, 0) } },
        { u"list of moments"_s, arrayOf(of(TypeKind::DateTime)),
                ValueList { utc(1969, 12, 31, 23, 59, 59, 999), utc(2040, 1, 1) } },
        { u"list of UUIDs"_s, arrayOf(of(TypeKind::Uuid)),
                ValueList { QUuid(u"01234567-89ab-cdef-0123-456789abcdef"_s), QUuid() } },
        { u"list of binary"_s, arrayOf(of(TypeKind::Binary)), ValueList { QByteArray("\0\xff\\x", 4), QByteArray("") } },
        { u"vector"_s, ColumnType::vector(4), Value::Vector { 0.1f, -2.0f, 1.0f / 3.0f, 3.4e38f } },
    };
    return all;
}

bool same(const Value &a, const Value &b, const ColumnType &type)
{
    if (const double *x = a.get<double>(), *y = b.get<double>(); x && y)
        return *x == *y || (std::isnan(*x) && std::isnan(*y));
    if (type.kind == TypeKind::Json && !a.isNull() && !b.isNull()) {
        // PostgreSQL keeps JSON in its own order and spacing.
        const auto parse = [](const Value &value) { return QJsonDocument::fromJson('[' + value.get<JsonText>()->utf8 + ']'); };
        return parse(a) == parse(b);
    }
    if (type.kind == TypeKind::Decimal && a.decimal() && b.decimal() && a.decimal()->toString() != b.decimal()->toString())
        return false; // the scale is part of what was stored
    return a == b;
}

} // namespace

/// Values on their way to the engines and back, below models and queries.
class tst_DriverBinding : public QObject
{
    Q_OBJECT

private slots:
    void roundTrip_data();
    void roundTrip();
    void null_data() { roundTrip_data(); }
    void null();
    void refused_data();
    void refused();
    void invalidDatesAreNull_data() { QUOIN_TARGET_ROWS(); }
    void invalidDatesAreNull();
    void wrongGetter_data() { QUOIN_TARGET_ROWS(); }
    void wrongGetter();
    void expressions_data() { QUOIN_TARGET_ROWS(); }
    void expressions();
    void serverTypes_data();
    void serverTypes();
    void textAmongOthers_data() { QUOIN_TARGET_ROWS(); }
    void textAmongOthers();
    void rebinding_data() { QUOIN_TARGET_ROWS(); }
    void rebinding();
    void tooManyValues_data() { QUOIN_TARGET_ROWS(); }
    void tooManyValues();
    void textOnly_data() { QUOIN_TARGET_ROWS(); }
    void textOnly();

private:
    /// One connection a target for the whole program.
    Connection &connectionTo(const Target &target)
    {
        auto &connection = m_connections[target.name];
        if (!connection) {
            auto options = ConnectionOptions::fromUrl(test::freshDatabase(target));
            auto opened = options ? Connection::open(*options) : Result<std::unique_ptr<Connection>>(options.error());
            if (!opened)
                qFatal("%s", qPrintable(opened.error().toString()));
            connection = *std::move(opened);
            if (connection->isNative() != target.native)
                qFatal("%s: the connection goes the wrong way", qPrintable(target.name));
        }
        return *connection;
    }

    QString freshTable(Connection &connection, const ColumnType &type)
    {
        const QString name = u"t%1"_s.arg(++m_tables);
        const auto sqlType = connection.dialect().types().sqlType(type);
        if (!sqlType)
            qFatal("%s", qPrintable(sqlType.error().toString()));
        const QString charset = connection.options().engine == Engine::Mysql ? u" CHARACTER SET utf8mb4"_s : QString();
        const auto made = connection.run(u"CREATE TABLE %1 (id integer PRIMARY KEY, v %2)%3"_s.arg(name, *sqlType, charset));
        if (!made)
            qFatal("%s", qPrintable(made.error().toString()));
        return name;
    }

    static Result<Value> only(
            Connection &connection, const QString &sql, const ColumnType &type, const QList<Value> &bindings = {})
    {
        auto statement = connection.prepare(sql);
        if (!statement)
            return statement.error();
        (*statement)->bindAll(bindings);
        auto cursor = (*statement)->query();
        if (!cursor)
            return cursor.error();
        Value value;
        const bool found = (*cursor)->next();
        if (found)
            value = (*cursor)->value(0, type);
        if ((*cursor)->error())
            return *(*cursor)->error();
        if (!found)
            return Error(ErrorKind::NotFound, u"no row"_s);
        (*statement)->close();
        return value;
    }

    std::map<QString, std::unique_ptr<Connection>> m_connections;
    int m_tables = 0;
};

void tst_DriverBinding::roundTrip_data()
{
    QTest::addColumn<int>("target");
    QTest::addColumn<int>("index");
    for (int target = 0; target < test::targets().size(); ++target) {
        for (int index = 0; index < cases().size(); ++index) {
            const bool isPostgresql = test::targets().at(target).engine == "postgresql"_L1;
            if (cases().at(index).nonFinite && !isPostgresql)
                continue;
            QTest::addRow("%s: %s", qPrintable(test::targets().at(target).name), qPrintable(cases().at(index).name))
                    << target << index;
        }
    }
}

void tst_DriverBinding::roundTrip()
{
    QFETCH(int, index);
    Connection &connection = connectionTo(QUOIN_TARGET());
    const Case &given = cases().at(index);
    const QString table = freshTable(connection, given.type);
    QVERIFY_RESULT(connection.execute(u"INSERT INTO %1 VALUES (1, ?)"_s.arg(table), { given.value }));
    const auto read = only(connection, u"SELECT v FROM "_s + table, given.type);
    QVERIFY_RESULT(read);
    QVERIFY2(same(*read, given.value, given.type), qPrintable(u"read: "_s + read->toDisplay().left(300)));
}

void tst_DriverBinding::null()
{
    QFETCH(int, index);
    Connection &connection = connectionTo(QUOIN_TARGET());
    const Case &given = cases().at(index);
    const QString table = freshTable(connection, given.type);
    QVERIFY_RESULT(connection.execute(u"INSERT INTO %1 VALUES (1, ?)"_s.arg(table), { Value() }));
    const auto read = only(connection, u"SELECT v FROM "_s + table, given.type);
    QVERIFY_RESULT(read);
    QVERIFY(read->isNull());
}

void tst_DriverBinding::refused_data()
{
    QTest::addColumn<int>("target");
    QTest::addColumn<ColumnType>("type");
    QTest::addColumn<Value>("value");
    using Doubles = std::numeric_limits<double>;
    const auto of = [](TypeKind kind) { return ColumnType::of(kind); };
    for (int target = 0; target < test::targets().size(); ++target) {
        const QString name = test::targets().at(target).name;
        const auto row = [&](const char *what, const ColumnType &type, const Value &value) {
            QTest::addRow("%s: %s", qPrintable(name), what) << target << type << value;
        };
        row("text with NUL", of(TypeKind::Text), QString(u"a\0b"_s));
        row("text that ends with NUL", of(TypeKind::Text), QString(u"a\0"_s));
        row("lone high surrogate", of(TypeKind::Text), QString(u"a"_s + QChar(0xD83E) + u'b'));
        row("lone high surrogate at the end", of(TypeKind::Text), QString(u"a"_s + QChar(0xD83E)));
        row("lone low surrogate", of(TypeKind::Text), QString(u"a"_s + QChar(0xDD8A)));
        row("NUL in a list", arrayOf(of(TypeKind::Text)), ValueList { u"fine"_s, QString(u"a\0b"_s) });
        row("date before year 1", of(TypeKind::Date), QDate(-1, 12, 31));
        row("date after 9999", of(TypeKind::Date), QDate(10000, 1, 1));
        row("dateTime after 9999", of(TypeKind::DateTime), utc(10000, 1, 1));
        if (test::targets().at(target).engine != "postgresql"_L1) {
            row("NaN", of(TypeKind::Double), Doubles::quiet_NaN());
            row("NaN in a list", arrayOf(of(TypeKind::Double)), ValueList { Doubles::quiet_NaN() });
        }
        if (test::targets().at(target).engine == "mysql"_L1)
            row("infinity", of(TypeKind::Double), Doubles::infinity());
        if (test::targets().at(target).engine != "sqlite"_L1) {
            row("int32 too large", of(TypeKind::Int32), qint64(1) << 31);
            row("int16 too large", of(TypeKind::Int16), qint64(32768));
            row("uint64 too large for int64", of(TypeKind::Int64), std::numeric_limits<quint64>::max());
        }
    }
}

void tst_DriverBinding::refused()
{
    QFETCH(ColumnType, type);
    QFETCH(Value, value);
    Connection &connection = connectionTo(QUOIN_TARGET());
    const QString table = freshTable(connection, type);
    const auto stored = connection.execute(u"INSERT INTO %1 VALUES (1, ?)"_s.arg(table), { value });
    QVERIFY(!stored);
    QCOMPARE(stored.error().kind(), ErrorKind::Conversion);
    QVERIFY(!stored.error().message().isEmpty());
    // Nothing was stored, and the same statement works with another value.
    const auto count = only(connection, u"SELECT count(*) FROM "_s + table, ColumnType::of(TypeKind::Int64));
    QVERIFY_RESULT(count);
    QCOMPARE(*count, Value(0));
    QVERIFY_RESULT(connection.execute(u"INSERT INTO %1 VALUES (1, ?)"_s.arg(table), { Value() }));
}

void tst_DriverBinding::invalidDatesAreNull()
{
    Connection &connection = connectionTo(QUOIN_TARGET());
    for (const auto &[kind, value] : std::initializer_list<std::pair<TypeKind, Value>> {
                 { TypeKind::Date, QDate() }, { TypeKind::Time, QTime() }, { TypeKind::DateTime, QDateTime() } }) {
        const ColumnType type = ColumnType::of(kind);
        const QString table = freshTable(connection, type);
        QVERIFY_RESULT(connection.execute(u"INSERT INTO %1 VALUES (1, ?)"_s.arg(table), { value }));
        const auto read = only(connection, u"SELECT v FROM "_s + table, type);
        QVERIFY_RESULT(read);
        QVERIFY(read->isNull());
    }
}

void tst_DriverBinding::wrongGetter()
{
    Connection &connection = connectionTo(QUOIN_TARGET());
    const QString table = freshTable(connection, ColumnType::of(TypeKind::Text));
    QVERIFY_RESULT(connection.execute(u"INSERT INTO %1 VALUES (1, ?)"_s.arg(table), { u"twelve"_s }));
    for (const TypeKind kind : { TypeKind::Int64, TypeKind::UInt64, TypeKind::Double, TypeKind::Decimal, TypeKind::Date,
                 TypeKind::Time, TypeKind::DateTime, TypeKind::Uuid, TypeKind::Bool }) {
        const auto read = only(connection, u"SELECT v FROM "_s + table, ColumnType::of(kind));
        QVERIFY2(!read, qPrintable(ColumnType::of(kind).toString()));
        QCOMPARE(read.error().kind(), ErrorKind::Conversion);
        QVERIFY2(read.error().message().contains(u"\"v\""_s), qPrintable(read.error().message()));
    }
    // The connection is as before.
    const auto read = only(connection, u"SELECT v FROM "_s + table, ColumnType::of(TypeKind::Text));
    QVERIFY_RESULT(read);
    QCOMPARE(*read, Value(u"twelve"_s));
}

/// What engines type in their own way: counts, sums, literals, NULLs.
void tst_DriverBinding::expressions()
{
    Connection &connection = connectionTo(QUOIN_TARGET());
    const QString table = freshTable(connection, ColumnType::of(TypeKind::Int64));
    QVERIFY_RESULT(connection.execute(u"INSERT INTO %1 VALUES (1, 7), (2, 8), (3, NULL)"_s.arg(table)));
    const auto check = [&](const QString &expression, TypeKind kind, const Value &wanted) {
        const auto read = only(connection, u"SELECT %1 FROM %2"_s.arg(expression, table), ColumnType::of(kind));
        if (!read)
            return QTest::qVerify(false, qPrintable(expression), qPrintable(read.error().toString()), __FILE__, __LINE__);
        return QTest::qVerify(*read == wanted, qPrintable(expression), qPrintable(read->toDisplay()), __FILE__, __LINE__);
    };
    QVERIFY(check(u"count(*)"_s, TypeKind::Int64, 3));
    QVERIFY(check(u"count(v)"_s, TypeKind::UInt64, 2));
    QVERIFY(check(u"sum(v)"_s, TypeKind::Int64, 15));
    QVERIFY(check(u"sum(v)"_s, TypeKind::UInt64, 15));
    QVERIFY(check(u"sum(v)"_s, TypeKind::Double, 15.0));
    QVERIFY(check(u"avg(v)"_s, TypeKind::Double, 7.5));
    QVERIFY(check(u"max(v)"_s, TypeKind::Int64, 8));
    QVERIFY(check(u"max(v)"_s, TypeKind::Text, u"8"_s));
    QVERIFY(check(u"max(v) > 7"_s, TypeKind::Bool, true));
    QVERIFY(check(u"max(NULL)"_s, TypeKind::Text, Value()));
    QVERIFY(check(u"'a b'"_s, TypeKind::Text, u"a b"_s));
    QVERIFY(check(u"-12"_s, TypeKind::Int64, -12));
}

/// Types that models do not use but databases have; what Quoin's types cannot hold is an error, never another value.
void tst_DriverBinding::serverTypes_data()
{
    QTest::addColumn<int>("target");
    QTest::addColumn<QString>("expression");
    QTest::addColumn<ColumnType>("type");
    QTest::addColumn<Value>("expected"); // null: a Conversion error
    for (int target = 0; target < test::targets().size(); ++target) {
        const auto row = [&](const QString &engine, const QString &expression, TypeKind kind, const Value &expected) {
            if (test::targets().at(target).engine != engine)
                return;
            const ColumnType type = ColumnType::of(kind);
            QTest::addRow("%s: %s as %s", qPrintable(test::targets().at(target).name), qPrintable(expression),
                    qPrintable(type.toString()))
                    << target << expression << type << expected;
        };
        const QString postgresql = u"postgresql"_s;
        row(postgresql, u"interval '1 day 2 hours'"_s, TypeKind::Text, u"P1DT2H"_s);
        row(postgresql, u"inet '10.0.0.1'"_s, TypeKind::Text, u"10.0.0.1"_s);
        row(postgresql, u"'x'::\"char\""_s, TypeKind::Text, u"x"_s);
        row(postgresql, u"'pg_class'::name"_s, TypeKind::Text, u"pg_class"_s);
        row(postgresql, u"4294967295::oid"_s, TypeKind::Int64, qint64(4294967295));
        row(postgresql, u"'NaN'::numeric"_s, TypeKind::Double, std::numeric_limits<double>::quiet_NaN());
        row(postgresql, u"'NaN'::numeric"_s, TypeKind::Decimal, Value());
        row(postgresql, u"12345678901234567890::numeric"_s, TypeKind::Int64, Value());
        row(postgresql, u"1.5::numeric"_s, TypeKind::Int64, Value());
        row(postgresql, u"1e70::numeric"_s, TypeKind::Decimal, Value());
        row(postgresql, u"0.00001234::numeric"_s, TypeKind::Decimal, "0.00001234"_dec);
        row(postgresql, u"100000000::numeric"_s, TypeKind::Decimal, "100000000"_dec);
        row(postgresql, u"timestamptz '2024-07-01 12:00:00+02'"_s, TypeKind::DateTime, utc(2024, 7, 1, 10));
        row(postgresql, u"date '2024-07-01'"_s, TypeKind::DateTime, utc(2024, 7, 1));
        row(postgresql, u"'infinity'::timestamptz"_s, TypeKind::DateTime, Value());
        row(postgresql, u"'infinity'::date"_s, TypeKind::Date, Value());
        if (test::targets().at(target).native) // Qt's driver takes it for midnight
            row(postgresql, u"time '24:00'"_s, TypeKind::Time, Value());
        row(postgresql, u"1.5::float4"_s, TypeKind::Double, 1.5);
        const QString mysql = u"mysql"_s;
        row(mysql, u"cast(255 AS unsigned)"_s, TypeKind::UInt64, quint64(255));
        row(mysql, u"18446744073709551615"_s, TypeKind::UInt64, std::numeric_limits<quint64>::max());
        row(mysql, u"18446744073709551615"_s, TypeKind::Int64, Value());
        row(mysql, u"cast('1.50' AS decimal(10,2))"_s, TypeKind::Decimal, "1.50"_dec);
        row(mysql, u"cast('1.50' AS decimal(10,2))"_s, TypeKind::Int64, Value());
        row(mysql, u"cast('2024-07-01' AS date)"_s, TypeKind::DateTime, utc(2024, 7, 1));
        row(mysql, u"cast('12:34:56.789' AS time(3))"_s, TypeKind::Time, QTime(12, 34, 56, 789));
        row(mysql, u"_binary'abc'"_s, TypeKind::Binary, QByteArray("abc"));
    }
}

void tst_DriverBinding::serverTypes()
{
    QFETCH(QString, expression);
    QFETCH(ColumnType, type);
    QFETCH(Value, expected);
    Connection &connection = connectionTo(QUOIN_TARGET());
    const auto read = only(connection, u"SELECT "_s + expression, type);
    if (expected.isNull()) {
        QVERIFY2(!read, qPrintable(read ? read->toDisplay() : QString()));
        QCOMPARE(read.error().kind(), ErrorKind::Conversion);
    } else {
        QVERIFY_RESULT(read);
        QVERIFY2(same(*read, expected, type), qPrintable(read->toDisplay()));
    }
}

/// One column of a type that is only known as text must not change how the others are read.
void tst_DriverBinding::textAmongOthers()
{
    const Target target = QUOIN_TARGET();
    Connection &connection = connectionTo(target);
    if (target.engine == "postgresql"_L1)
        QVERIFY_RESULT(connection.run(u"CREATE TYPE mood AS ENUM ('happy', 'it''s so-so')"_s));
    const QString mood = target.engine == "postgresql"_L1 ? u"mood"_s : u"varchar(20)"_s;
    const QList<Case> columns {
        { u"bool"_s, ColumnType::of(TypeKind::Bool), true },
        { u"int64"_s, ColumnType::of(TypeKind::Int64), std::numeric_limits<qint64>::min() },
        { u"double"_s, ColumnType::of(TypeKind::Double), 0.1 },
        { u"decimal"_s, ColumnType::decimal(10, 2), "-0.50"_dec },
        { u"binary"_s, ColumnType::of(TypeKind::Binary), QByteArray("\0\xff\\", 3) },
        { u"moment"_s, ColumnType::of(TypeKind::DateTime), utc(1999, 12, 31, 23, 59, 59, 999) },
        { u"day"_s, ColumnType::of(TypeKind::Date), QDate(2024, 2, 29) },
        { u"clock"_s, ColumnType::of(TypeKind::Time), QTime(1, 2, 3, 4) },
        { u"uuid"_s, ColumnType::of(TypeKind::Uuid), QUuid(u"01234567-89ab-cdef-0123-456789abcdef"_s) },
        { u"json"_s, ColumnType::of(TypeKind::Json), json(R"({"a":[1,null]})") },
        { u"list"_s, arrayOf(ColumnType::of(TypeKind::Text)), ValueList { u"a,\"b\""_s, Value(), u""_s } },
        { u"vector"_s, ColumnType::vector(2), Value::Vector { 0.1f, -1.0f } },
    };
    QStringList definitions { u"mood "_s + mood };
    QStringList placeholders { u"?"_s };
    QList<Value> values { u"it's so-so"_s };
    for (const Case &column : columns) {
        definitions << column.name + u"_ "_s + connection.dialect().types().sqlType(column.type).value();
        placeholders << u"?"_s;
        values << column.value;
    }
    QVERIFY_RESULT(connection.run(u"CREATE TABLE mixed (%1)"_s.arg(definitions.join(u", "_s))));
    QVERIFY_RESULT(connection.execute(u"INSERT INTO mixed VALUES (%1)"_s.arg(placeholders.join(u", "_s)), values));
    auto statement = connection.prepare(u"SELECT * FROM mixed WHERE mood = ?"_s);
    QVERIFY_RESULT(statement);
    (*statement)->bindText(0, u"it's so-so");
    auto cursor = (*statement)->query();
    QVERIFY_RESULT(cursor);
    QVERIFY((*cursor)->next());
    QString text;
    QVERIFY((*cursor)->text(0, text));
    QCOMPARE(text, u"it's so-so"_s);
    for (int i = 0; i < columns.size(); ++i) {
        const Value read = (*cursor)->value(i + 1, columns.at(i).type);
        QVERIFY2(!(*cursor)->error(), qPrintable((*cursor)->error().value_or(Error()).toString()));
        QVERIFY2(
                same(read, columns.at(i).value, columns.at(i).type), qPrintable(columns.at(i).name + u": "_s + read.toDisplay()));
    }
    (*statement)->close();
}

/// One prepared statement, run with values of other types, sizes and NULLs in turn.
void tst_DriverBinding::rebinding()
{
    Connection &connection = connectionTo(QUOIN_TARGET());
    const QString table = freshTable(connection, ColumnType::of(TypeKind::Text));
    auto statement = connection.prepare(u"INSERT INTO %1 VALUES (?, ?)"_s.arg(table));
    QVERIFY_RESULT(statement);
    const QStringList texts { u"a"_s, QString(100, u'b'), QString(), u""_s, QString(100'000, u'c'), u"d"_s };
    for (int i = 0; i < texts.size(); ++i) {
        (*statement)->bindInt64(0, i);
        if (texts.at(i).isNull())
            (*statement)->bindNull(1);
        else
            (*statement)->bindText(1, texts.at(i));
        const auto rows = (*statement)->execute();
        QVERIFY_RESULT(rows);
        QCOMPARE(*rows, 1);
    }
    auto reader = connection.prepare(u"SELECT id, v FROM %1 WHERE id >= ? ORDER BY id"_s.arg(table));
    QVERIFY_RESULT(reader);
    for (const int from : { 0, 3, 100, 1 }) {
        (*reader)->bindInt64(0, from);
        auto cursor = (*reader)->query();
        QVERIFY_RESULT(cursor);
        int id = from;
        while ((*cursor)->next()) {
            qint64 readId = -1;
            QString text;
            QVERIFY((*cursor)->int64(0, readId));
            QCOMPARE(readId, id);
            QCOMPARE((*cursor)->isNull(1), texts.at(id).isNull());
            QCOMPARE((*cursor)->text(1, text), !texts.at(id).isNull());
            QCOMPARE(text, texts.at(id));
            ++id;
        }
        QVERIFY(!(*cursor)->error());
        QCOMPARE(id, qMax(from, int(texts.size())));
    }
}

void tst_DriverBinding::tooManyValues()
{
    const Target target = QUOIN_TARGET();
    Connection &connection = connectionTo(target);
    const auto rows = connection.execute(u"SELECT ?"_s, { u"a"_s, u"b"_s });
    QVERIFY(!rows);
    QVERIFY_RESULT(connection.execute(u"SELECT 1"_s));
}

/// Placeholders are found in code only.
void tst_DriverBinding::textOnly()
{
    Connection &connection = connectionTo(QUOIN_TARGET());
    const auto read = only(connection, u"SELECT '? ''?' /* ? */ FROM (SELECT 1 AS one) AS t WHERE one = ? -- ?\n"_s,
            ColumnType::of(TypeKind::Text), { 1 });
    QVERIFY_RESULT(read);
    QCOMPARE(*read, Value(u"? '?"_s));
}

Q_DECLARE_METATYPE(quoin::schema::ColumnType)

QTEST_GUILESS_MAIN(tst_DriverBinding)
#include "tst_driverbinding.moc"
