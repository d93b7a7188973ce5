// SPDX-License-Identifier: MIT
// SQLite keeps decimals and 64-bit unsigned numbers as text: the key that is compared has the order of the numbers, exactly.
#include <decimalgenerator.h>

#include <quoin/db/catalog.h>
#include <quoin/db/connection.h>
#include <quoin/dialect/sqlite/dialect.h>

#include <QtSql/qsqldatabase.h>
#include <QtSql/qsqlquery.h>
#include <QtTest/qtest.h>

#include <limits>

using namespace Qt::StringLiterals;
using namespace quoin;
using namespace quoin::dialect;
using schema::ColumnType;
using schema::TypeKind;

class tst_DecimalOrder : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();
    void fixedCases();
    void anyTwoDecimals();
    void neighbours();
    void anyTwoNaturals();
    void theFunctionMakesTheSameKey();
    void nullStaysNull();
    void otherTypesAreLeftAlone();

private:
    QHash<QString, QSqlQuery> m_queries; ///< By type.
    static QString key(const ColumnType &type, const QString &operand);
    int compared(const ColumnType &type, const QString &a, const QString &b);

    std::shared_ptr<const Dialect> m_dialect = sqlite::makeDialect({ .version = u"3.40.1"_s });
};

void tst_DecimalOrder::initTestCase()
{
    QSqlDatabase db = QSqlDatabase::addDatabase(u"QSQLITE"_s);
    db.setDatabaseName(u":memory:"_s);
    QVERIFY(db.open());
}

void tst_DecimalOrder::cleanupTestCase()
{
    m_queries.clear();
    QSqlDatabase::removeDatabase(QLatin1StringView(QSqlDatabase::defaultConnection));
}

QString tst_DecimalOrder::key(const ColumnType &type, const QString &operand)
{
    static const auto dialect = sqlite::makeDialect({ .version = u"3.40.1"_s, .ownFunctions = false });
    SqlWriter out(dialect->syntax());
    dialect->syntax().comparable(out, type, [&](SqlWriter &w) { w.raw(operand); });
    return out.text();
}

/// -1, 0 or 1, as SQLite compares the keys of two columns.
int tst_DecimalOrder::compared(const ColumnType &type, const QString &a, const QString &b)
{
    QSqlQuery &query = m_queries[type.toString()];
    if (query.lastQuery().isEmpty()) {
        const QString left = key(type, u"a"_s);
        const QString right = key(type, u"b"_s);
        if (!query.prepare(u"SELECT CASE WHEN %1 < %2 THEN -1 WHEN %1 = %2 THEN 0 WHEN %1 > %2 THEN 1 END "_s.arg(left, right)
                    + u"FROM (SELECT ? AS a, ? AS b)"))
            qFatal("the key is not valid SQL");
    }
    query.bindValue(0, a);
    query.bindValue(1, b);
    if (!query.exec() || !query.next())
        qFatal("the key cannot be computed");
    const int result = query.value(0).toInt();
    query.finish();
    return result;
}

namespace {

int sign(std::strong_ordering order) { return order < 0 ? -1 : order > 0 ? 1 : 0; }

} // namespace

void tst_DecimalOrder::fixedCases()
{
    const QStringList rising { u"-99999999999999999999999999999999999999999999999999999999999999999"_s, u"-100.01"_s, u"-100"_s,
        u"-19.91"_s, u"-19.9"_s, u"-1.55"_s, u"-1.5"_s, u"-1"_s, u"-0.01"_s, u"0"_s, u"0.001"_s, u"0.01"_s, u"1"_s, u"1.5"_s,
        u"1.55"_s, u"2"_s, u"9"_s, u"10"_s, u"99.99"_s, u"100"_s,
        u"99999999999999999999999999999999999999999999999999999999999999999"_s };
    const ColumnType type = ColumnType::decimal(65, 30);
    for (qsizetype i = 0; i < rising.size(); ++i) {
        for (qsizetype j = 0; j < rising.size(); ++j)
            QCOMPARE(compared(type, rising.at(i), rising.at(j)), i < j ? -1 : i > j ? 1 : 0);
    }
    QCOMPARE(compared(type, u"1.50"_s, u"1.5"_s), 0);
    QCOMPARE(compared(type, u"0.00"_s, u"0"_s), 0);
    QCOMPARE(compared(type, u"-2.00"_s, u"-2"_s), 0);
}

void tst_DecimalOrder::anyTwoDecimals()
{
    QVERIFY(rc::check([this](const Decimal &a, const Decimal &b) {
        RC_ASSERT(compared(ColumnType::decimal(65, 30), a.toString(), b.toString()) == sign(a <=> b));
    }));
}

/// Numbers that differ in the last digit, or in their scale alone.
void tst_DecimalOrder::neighbours()
{
    QVERIFY(rc::check([this] {
        const qint64 coefficient = *rc::gen::arbitrary<qint64>();
        const int scale = *rc::gen::inRange(0, 19);
        const Decimal a = Decimal::fromUnscaled(coefficient, scale).value();
        const Decimal b = Decimal::fromUnscaled(
                coefficient == std::numeric_limits<qint64>::max() ? coefficient - 1 : coefficient + 1, scale)
                                  .value();
        const Decimal same = a.rescaled(scale + *rc::gen::inRange(0, 5)).value();
        RC_ASSERT(compared(ColumnType::decimal(65, 30), a.toString(), b.toString()) == sign(a <=> b));
        RC_ASSERT(compared(ColumnType::decimal(65, 30), a.toString(), same.toString()) == 0);
    }));
}

void tst_DecimalOrder::anyTwoNaturals()
{
    const ColumnType type = ColumnType::of(TypeKind::UInt64);
    QCOMPARE(compared(type, u"18446744073709551615"_s, u"9223372036854775808"_s), 1);
    QCOMPARE(compared(type, u"9"_s, u"10"_s), -1);
    QVERIFY(rc::check([&](quint64 a, quint64 b) {
        a >>= *rc::gen::inRange(0, 64);
        b >>= *rc::gen::inRange(0, 64);
        RC_ASSERT(compared(type, QString::number(a), QString::number(b)) == (a < b ? -1 : a > b ? 1 : 0));
    }));
}

/// Where the key's query cannot stand, around an aggregate, a function of ours takes its place.
void tst_DecimalOrder::theFunctionMakesTheSameKey()
{
    const auto connection = Connection::open(ConnectionOptions::fromUrl(u"sqlite::memory:"_s).value());
    QVERIFY(connection.has_value());
    const auto own = (*connection)->dialect().syntax().spelling("sum", Value::Type::Decimal);
    QVERIFY(own && !own->unsupported);
    const QString inSql = key(ColumnType::decimal(65, 30), u"v"_s);
    for (const char16_t *number : { u"0", u"0.00", u"5", u"19.90", u"19.9", u"-19.90", u"-0.01", u"100", u"-100.00",
                 u"99999999999999999999999999999999999999999999999999999999999999999",
                 u"-0.99999999999999999999999999999999999999999999999999999999999999999" }) {
        const auto rows = rawRows(**connection,
                u"SELECT quoin_decimal_key(v), %1 FROM (SELECT '%2' AS v)"_s.arg(inSql, QStringView(number).toString()), {});
        QVERIFY(rows.has_value());
        QCOMPARE(rows->constFirst().at(0), rows->constFirst().at(1));
    }
}

void tst_DecimalOrder::nullStaysNull()
{
    for (const ColumnType &type : { ColumnType::decimal(10, 2), ColumnType::of(TypeKind::UInt64) }) {
        QSqlQuery query;
        QVERIFY(query.exec(u"SELECT "_s + key(type, u"NULL"_s) + u" IS NULL"));
        QVERIFY(query.next());
        QVERIFY(query.value(0).toBool());
    }
}

void tst_DecimalOrder::otherTypesAreLeftAlone()
{
    for (int kind = 0; kind <= int(TypeKind::Opaque); ++kind) {
        const ColumnType type = ColumnType::of(TypeKind(kind));
        const bool isText = type.kind == TypeKind::Decimal || type.kind == TypeKind::UInt64;
        QCOMPARE(key(type, u"x"_s) == u"x"_s, !isText);
    }
}

QTEST_GUILESS_MAIN(tst_DecimalOrder)
#include "tst_decimalorder.moc"
