// SPDX-License-Identifier: MIT
// Every column type goes into each engine and comes back the same, by both ways; what cannot is refused before it is sent.
// The types and their values are in roundtrip/.
#include "roundtrip/typecase.h"
#include "testsupport.h"

#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace quoin::literals;
using namespace quoin::test;
using namespace roundtrip;
using quoin::Database;
using quoin::Decimal;
using quoin::ErrorKind;
using quoin::Result;

using Check = std::function<void(Database &)>;

class LargeRow
{
    Q_GADGET
    QUOIN_MODEL("rt_large", "")
    QUOIN_FIELD(qint64, id, "primaryKey, autoIncrement")
    QUOIN_FIELD(QString, text, "")
    QUOIN_FIELD(QByteArray, bytes, "")
};

class MomentRow
{
    Q_GADGET
    QUOIN_MODEL("rt_moment", "")
    QUOIN_FIELD(qint64, id, "primaryKey, autoIncrement")
    QUOIN_FIELD(QDateTime, at, "")
};

class DocumentRow
{
    Q_GADGET
    QUOIN_MODEL("rt_document", "")
    QUOIN_FIELD(qint64, id, "primaryKey, autoIncrement")
    QUOIN_FIELD(QString, name, "")
    QUOIN_FIELD(std::optional<QJsonValue>, json, "")
};

class LimitedRow
{
    Q_GADGET
    QUOIN_MODEL("rt_limited", "")
    QUOIN_FIELD(qint64, id, "primaryKey, autoIncrement")
    QUOIN_FIELD(QString, text, "maxLength=5")
    QUOIN_FIELD(QString, unbounded, "")
    QUOIN_FIELD(QByteArray, bytes, "maxLength=4")
    QUOIN_FIELD(int, small, "min=-32768, max=32767")
    QUOIN_FIELD(quoin::Decimal, price, "precision=6, scale=2")
    QUOIN_FIELD(QStringList, words, "")
    QUOIN_FIELD(QList<float>, vector, "dimensions=3")
    QUOIN_FIELD(QJsonValue, json, "")
    QUOIN_FIELD(std::optional<QDate>, day, "")
    QUOIN_FIELD(std::optional<QDateTime>, at, "")
};

class RealRow
{
    Q_GADGET
    QUOIN_MODEL("rt_real", "")
    QUOIN_FIELD(qint64, id, "primaryKey, autoIncrement")
    QUOIN_FIELD(double, real, "")
    QUOIN_FIELD(std::optional<double>, maybe, "")
    QUOIN_FIELD(float, single, "")
};

class DeepFractionRow
{
    Q_GADGET
    QUOIN_MODEL("rt_deep_fraction", "")
    QUOIN_FIELD(qint64, id, "primaryKey, autoIncrement")
    QUOIN_FIELD(quoin::Decimal, value, "precision=65, scale=60")
};

class tst_RoundTrip : public QObject
{
    Q_OBJECT

public:
    tst_RoundTrip()
    {
        for (const auto &cases : { numberCases(), textCases(), timeCases(), documentCases(), listCases(), userTypeCases() })
            m_cases += cases;
    }

private slots:
    void fixedValues_data() { rows(&TypeCase::values); }
    void fixedValues() { run(&TypeCase::values); }
    void nulls_data() { rows(&TypeCase::nulls); }
    void nulls() { run(&TypeCase::nulls); }
    void equality_data() { rows(&TypeCase::filters); }
    void equality() { run(&TypeCase::filters); }
    void ordering_data() { rows(&TypeCase::ordering); }
    void ordering() { run(&TypeCase::ordering); }
    void generatedValues_data() { rows(&TypeCase::random); }
    void generatedValues() { run(&TypeCase::random); }

    void largeValues_data() { QUOIN_TARGET_ROWS(); }
    void largeValues();
    void charactersThatDriversDrop_data();
    void charactersThatDriversDrop();
    void anyTimeZoneIsTheSameMoment_data();
    void anyTimeZoneIsTheSameMoment();
    void jsonNullIsNotSqlNull_data() { QUOIN_TARGET_ROWS(); }
    void jsonNullIsNotSqlNull();
    void nonFiniteNumbers_data();
    void nonFiniteNumbers();
    void negativeZero_data() { QUOIN_TARGET_ROWS(); }
    void negativeZero();
    void refusedBeforeSending_data();
    void refusedBeforeSending();
    void refusedInFilters_data() { QUOIN_TARGET_ROWS(); }
    void refusedInFilters();
    void deepFractions_data() { QUOIN_TARGET_ROWS(); }
    void deepFractions();

private:
    void rows(Check TypeCase::*check) const;
    void run(Check TypeCase::*check);
    /// One database a target for the whole test.
    Database &database(const Target &target);

    QList<TypeCase> m_cases;
    QHash<QString, Database> m_databases;
};

void tst_RoundTrip::rows(Check TypeCase::*check) const
{
    QTest::addColumn<int>("target");
    QTest::addColumn<int>("type");
    for (int target = 0; target < targets().size(); ++target) {
        for (int type = 0; type < m_cases.size(); ++type) {
            if (m_cases.at(type).*check)
                QTest::addRow("%s: %s", qPrintable(targets().at(target).name), m_cases.at(type).name.constData())
                        << target << type;
        }
    }
}

Database &tst_RoundTrip::database(const Target &target)
{
    Database &database = m_databases[target.name];
    if (!database.isValid()) {
        database = Database::open(freshDatabase(target)).value();
        const auto connection = database.connection();
        if (connection.value()->isNative() != target.native)
            qFatal("%s does not run by the way its name says", qPrintable(target.name));
    }
    return database;
}

/// A table of its own for each run: nothing is left from the check before.
static Result<void> freshTable(Database &database, const QString &table, const std::function<Result<void>()> &create)
{
    const auto tables = database.tables();
    if (!tables)
        return tables.error();
    if (tables->contains(table)) {
        if (auto done = database.execute(u"DROP TABLE "_s + table); !done)
            return done.error();
    }
    return create();
}

template<class Model>
static Result<void> freshTable(Database &database)
{
    const auto &model = quoin::modelOf<Model>();
    if (!model)
        return model.error();
    return freshTable(database, (*model)->table, [&] { return createTables<Model>(database); });
}

void tst_RoundTrip::run(Check TypeCase::*check)
{
    QFETCH(int, type);
    const TypeCase &typeCase = m_cases.at(type);
    Database &on = database(QUOIN_TARGET());
    QVERIFY_RESULT(freshTable(on, typeCase.table, [&] { return typeCase.createTable(on); }));
    (typeCase.*check)(on);
}

void tst_RoundTrip::largeValues()
{
    Database &on = database(QUOIN_TARGET());
    QVERIFY_RESULT(freshTable<LargeRow>(on));
    LargeRow large;
    while (large.text.size() < 1024 * 1024)
        large.text += u"0123456789 äöü 日本語 😀 '\\\" "_s + QString::number(large.text.size());
    large.bytes.resize(16 * 1024 * 1024);
    quint32 state = 1;
    for (char &byte : large.bytes) {
        state = state * 1664525u + 1013904223u;
        byte = char(state >> 24);
    }
    QVERIFY_RESULT(on.insert(large));
    const auto read = on.get<LargeRow>(large.id);
    QVERIFY_RESULT(read);
    QVERIFY(read->text == large.text);
    QVERIFY(read->bytes == large.bytes);
}

void tst_RoundTrip::charactersThatDriversDrop_data()
{
    QTest::addColumn<int>("target");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("kept");
    for (int i = 0; i < targets().size(); ++i) {
        const Target &target = targets().at(i);
        QTest::addRow("%s: byte order mark", qPrintable(target.name)) << i << u"\uFEFFa"_s << target.native;
        QTest::addRow("%s: U+FFFE", qPrintable(target.name)) << i << u"a\uFFFE"_s << (target.name != "sqlite-qsqlquery"_L1);
        QTest::addRow("%s: U+FFFF", qPrintable(target.name)) << i << u"\uFFFFa"_s << (target.name != "sqlite-qsqlquery"_L1);
    }
}

/// A byte order mark at the beginning is lost in Qt's drivers, two noncharacters in QSQLITE: by these they are refused.
void tst_RoundTrip::charactersThatDriversDrop()
{
    QFETCH(QString, text);
    QFETCH(bool, kept);
    Database &on = database(QUOIN_TARGET());
    QVERIFY_RESULT(freshTable<DocumentRow>(on));
    DocumentRow row;
    row.name = text;
    const auto inserted = on.insert(row);
    QCOMPARE(inserted.has_value(), kept);
    if (kept)
        QCOMPARE(on.get<DocumentRow>(row.id).value().name, text);
    else
        QCOMPARE(inserted.error().kind(), ErrorKind::Conversion);
}

// ---- moments

void tst_RoundTrip::anyTimeZoneIsTheSameMoment_data()
{
    QTest::addColumn<int>("target");
    QTest::addColumn<QDateTime>("given");
    const QTimeZone berlin("Europe/Berlin");
    const QTimeZone newYork("America/New_York");
    const QTimeZone kathmandu("Asia/Kathmandu");
    const QTimeZone lordHowe("Australia/Lord_Howe"); // moves by half an hour
    const QTimeZone apia("Pacific/Apia");            // left out 2011-12-30
    for (const QTimeZone &zone : { berlin, newYork, kathmandu, lordHowe, apia })
        QVERIFY2(zone.isValid(), "the time zones of the system are needed (Debian: tzdata)");
    const auto second
            = [](const QTimeZone &zone, qint64 milliseconds) { return QDateTime::fromMSecsSinceEpoch(milliseconds, zone); };
    const QList<std::pair<const char *, QDateTime>> moments {
        { "winter", QDateTime(QDate(2024, 1, 15), QTime(12, 0), berlin) },
        { "summer", QDateTime(QDate(2024, 7, 15), QTime(12, 0), berlin) },
        { "before the skipped hour", QDateTime(QDate(2024, 3, 31), QTime(1, 59, 59, 999), berlin) },
        { "after the skipped hour", QDateTime(QDate(2024, 3, 31), QTime(3, 0), berlin) },
        { "02:30 the first time", second(berlin, 1729989000000) },
        { "02:30 the second time", second(berlin, 1729992600000) },
        { "New York, 01:30 twice", second(newYork, 1730611800000) },
        { "New York, 01:30 again", second(newYork, 1730615400000) },
        { "Kathmandu", QDateTime(QDate(2024, 2, 29), QTime(0, 15), kathmandu) },
        { "Lord Howe", QDateTime(QDate(2024, 4, 7), QTime(1, 45), lordHowe) },
        { "Apia, after the day that was not", QDateTime(QDate(2011, 12, 31), QTime(0, 0), apia) },
        { "before there were zones", QDateTime(QDate(1880, 1, 1), QTime(0, 0), berlin) },
        { "fixed offset", QDateTime(QDate(2024, 2, 29), QTime(23, 59, 59, 999), Qt::OffsetFromUTC, -12 * 3600) },
        { "offset with seconds", QDateTime(QDate(1890, 5, 5), QTime(5, 5), Qt::OffsetFromUTC, 3208) },
        { "this machine's zone, winter", QDateTime(QDate(2024, 1, 15), QTime(12, 0), Qt::LocalTime) },
        { "this machine's zone, summer", QDateTime(QDate(2024, 7, 15), QTime(12, 0), Qt::LocalTime) },
        { "1969 in local time", QDateTime(QDate(1969, 12, 31), QTime(23, 59, 59, 1), Qt::LocalTime) },
        { "UTC", QDateTime(QDate(2024, 2, 29), QTime(12, 30), Qt::UTC) },
    };
    for (int target = 0; target < targets().size(); ++target) {
        for (const auto &[name, given] : moments)
            QTest::addRow("%s: %s", qPrintable(targets().at(target).name), name) << target << given;
    }
}

void tst_RoundTrip::anyTimeZoneIsTheSameMoment()
{
    QFETCH(QDateTime, given);
    QVERIFY(given.isValid());
    Database &on = database(QUOIN_TARGET());
    QVERIFY_RESULT(freshTable<MomentRow>(on));
    MomentRow row;
    row.at = given;
    QVERIFY_RESULT(on.insert(row));
    const auto read = on.get<MomentRow>(row.id);
    QVERIFY_RESULT(read);
    QCOMPARE(read->at.toMSecsSinceEpoch(), given.toMSecsSinceEpoch());
    QCOMPARE(read->at.timeSpec(), Qt::UTC);
    const auto found = on.query<MomentRow>().filter(quoin::field<&MomentRow::at> == given).count();
    QVERIFY_RESULT(found);
    QCOMPARE(*found, 1);
    const auto later = on.query<MomentRow>().filter(quoin::field<&MomentRow::at> > given).count();
    QVERIFY_RESULT(later);
    QCOMPARE(*later, 0);
}

// ---- three kinds of nothing

void tst_RoundTrip::jsonNullIsNotSqlNull()
{
    Database &on = database(QUOIN_TARGET());
    QVERIFY_RESULT(freshTable<DocumentRow>(on));
    const QList<std::pair<QString, std::optional<QJsonValue>>> documents {
        { u"SQL NULL"_s, std::nullopt },
        { u"JSON null"_s, QJsonValue(QJsonValue::Null) },
        { u"the text null"_s, QJsonValue(u"null"_s) },
        { u"an empty text"_s, QJsonValue(QString()) },
    };
    for (const auto &[name, json] : documents) {
        DocumentRow row;
        row.name = name;
        row.json = json;
        QVERIFY_RESULT(on.insert(row));
        const auto read = on.get<DocumentRow>(row.id);
        QVERIFY_RESULT(read);
        QCOMPARE(read->json.has_value(), json.has_value());
        if (json) {
            QCOMPARE(read->json->type(), json->type());
            QCOMPARE(*read->json, *json);
        }
    }
    const auto null = on.query<DocumentRow>().filter(quoin::field<&DocumentRow::json>.isNull()).get();
    QVERIFY_RESULT(null);
    QCOMPARE(null->name, u"SQL NULL"_s);
}

// ---- numbers that are none

void tst_RoundTrip::nonFiniteNumbers_data()
{
    QTest::addColumn<int>("target");
    QTest::addColumn<double>("given");
    for (int target = 0; target < targets().size(); ++target) {
        const QByteArray name = targets().at(target).name.toLatin1();
        QTest::addRow("%s: NaN", name.constData()) << target << qQNaN();
        QTest::addRow("%s: infinity", name.constData()) << target << qInf();
        QTest::addRow("%s: -infinity", name.constData()) << target << -qInf();
    }
}

/// Refused on every engine alike: one would store NULL instead, another has no place for them.
void tst_RoundTrip::nonFiniteNumbers()
{
    QFETCH(double, given);
    Database &on = database(QUOIN_TARGET());
    QVERIFY_RESULT(freshTable<RealRow>(on));
    const auto check = [&](RealRow row, const QString &property) {
        const auto inserted = on.insert(row);
        QVERIFY(!inserted);
        QCOMPARE(inserted.error().kind(), ErrorKind::Validation);
        QCOMPARE(inserted.error().fieldErrors().size(), 1);
        QCOMPARE(inserted.error().fieldErrors().first().field, property);
        QCOMPARE(inserted.error().fieldErrors().first().code, u"notFinite"_s);
        QCOMPARE(on.query<RealRow>().count().value_or(-1), 0);
    };
    RealRow row;
    row.real = given;
    check(row, u"real"_s);
    row = {};
    row.maybe = given;
    check(row, u"maybe"_s);
    row = {};
    row.single = float(given);
    check(row, u"single"_s);
}

void tst_RoundTrip::negativeZero()
{
    Database &on = database(QUOIN_TARGET());
    QVERIFY_RESULT(freshTable<RealRow>(on));
    RealRow row;
    row.real = -0.0;
    QVERIFY_RESULT(on.insert(row));
    const auto read = on.query<RealRow>().filter(quoin::field<&RealRow::real> == 0.0).get();
    QVERIFY_RESULT(read);
    QVERIFY(read->real == 0.0); // its sign may be lost
}

// ---- what is refused

using Spoil = std::function<void(LimitedRow &)>;

static LimitedRow goodRow()
{
    LimitedRow row;
    row.text = u"12345"_s;
    row.bytes = "1234";
    row.small = -32768;
    row.price = "9999.99"_dec;
    row.vector = { 1, 2, 3 };
    row.json = QJsonObject { { u"a"_s, 1 } };
    return row;
}

void tst_RoundTrip::refusedBeforeSending_data()
{
    QTest::addColumn<int>("target");
    QTest::addColumn<Spoil>("spoil");
    QTest::addColumn<QString>("field");
    const QList<std::tuple<const char *, Spoil, QString>> spoils {
        { "NUL in a bounded text", [](LimitedRow &row) { row.text = u"a\0b"_s; }, u"text"_s },
        { "NUL in a text", [](LimitedRow &row) { row.unbounded = u"a\0b"_s; }, u"unbounded"_s },
        { "NUL at the end", [](LimitedRow &row) { row.unbounded = u"a\0"_s; }, u"unbounded"_s },
        { "high surrogate alone", [](LimitedRow &row) { row.unbounded = QString(QChar(0xd83d)); }, u"unbounded"_s },
        { "high surrogate before a letter", [](LimitedRow &row) { row.unbounded = QChar(0xd83d) + u"a"_s; }, u"unbounded"_s },
        { "low surrogate alone", [](LimitedRow &row) { row.unbounded = u"a"_s + QChar(0xde00); }, u"unbounded"_s },
        { "surrogates the wrong way round", [](LimitedRow &row) { row.unbounded = QString(QChar(0xde00)) + QChar(0xd83d); },
                u"unbounded"_s },
        { "NUL in a list", [](LimitedRow &row) { row.words = QStringList { u"a"_s, u"\0"_s }; }, u"words"_s },
        { "half a pair in a list", [](LimitedRow &row) { row.words = QStringList { QString(QChar(0xd83d)) }; }, u"words"_s },
        { "NUL in JSON", [](LimitedRow &row) { row.json = QJsonArray { u"a\0b"_s }; }, u"json"_s },
        { "NUL in a key of JSON", [](LimitedRow &row) { row.json = QJsonObject { { u"a\0"_s, 1 } }; }, u"json"_s },
        { "half a pair in JSON", [](LimitedRow &row) { row.json = QString(QChar(0xd83d)); }, u"json"_s },
        { "text too long by one", [](LimitedRow &row) { row.text = u"123456"_s; }, u"text"_s },
        { "text too long by a blank", [](LimitedRow &row) { row.text = u"12345 "_s; }, u"text"_s },
        { "text too long by an emoji", [](LimitedRow &row) { row.text = u"😀😀😀😀😀😀"_s; }, u"text"_s },
        { "bytes too long", [](LimitedRow &row) { row.bytes = "12345"; }, u"bytes"_s },
        { "number above the column", [](LimitedRow &row) { row.small = 32768; }, u"small"_s },
        { "number below the column", [](LimitedRow &row) { row.small = -32769; }, u"small"_s },
        { "decimal with a digit too many behind", [](LimitedRow &row) { row.price = "1.005"_dec; }, u"price"_s },
        { "decimal with a digit too many before", [](LimitedRow &row) { row.price = "10000"_dec; }, u"price"_s },
        { "vector too short", [](LimitedRow &row) { row.vector = QList<float> { 1, 2 }; }, u"vector"_s },
        { "vector too long", [](LimitedRow &row) { row.vector = QList<float> { 1, 2, 3, 4 }; }, u"vector"_s },
        { "vector with NaN", [](LimitedRow &row) { row.vector = QList<float> { 1, 2, float(qQNaN()) }; }, u"vector"_s },
        { "year 10000", [](LimitedRow &row) { row.day = QDate(10000, 1, 1); }, u"day"_s },
        { "before our era", [](LimitedRow &row) { row.day = QDate(-1, 12, 31); }, u"day"_s },
        { "moment in the year 10000",
                [](LimitedRow &row) { row.at = QDateTime(QDate(9999, 12, 31), QTime(23, 0), Qt::OffsetFromUTC, -7200); },
                u"at"_s },
    };
    for (int target = 0; target < targets().size(); ++target) {
        for (const auto &[name, spoil, field] : spoils)
            QTest::addRow("%s: %s", qPrintable(targets().at(target).name), name) << target << spoil << field;
    }
}

void tst_RoundTrip::refusedBeforeSending()
{
    QFETCH(Spoil, spoil);
    QFETCH(QString, field);
    Database &on = database(QUOIN_TARGET());
    QVERIFY_RESULT(freshTable<LimitedRow>(on));
    LimitedRow row = goodRow();
    QVERIFY_RESULT(on.insert(row));

    const auto isTyped = [&](const quoin::Error &error) {
        const bool kind = error.kind() == ErrorKind::Conversion || error.kind() == ErrorKind::Validation;
        return kind && error.engineCode().isEmpty() && error.sqlState().isEmpty();
    };
    const auto named = [&](const quoin::Error &error) {
        return error.field() == field
                || std::ranges::any_of(error.fieldErrors(), [&](const quoin::FieldError &each) { return each.field == field; });
    };
    LimitedRow spoiled = goodRow();
    spoil(spoiled);
    const auto inserted = on.insert(spoiled);
    QVERIFY(!inserted);
    QVERIFY2(isTyped(inserted.error()), qPrintable(inserted.error().toString()));
    QVERIFY2(named(inserted.error()), qPrintable(inserted.error().toString()));

    // In a transaction, too; and as nothing was sent, nothing is lost.
    {
        auto transaction = on.begin();
        QVERIFY_RESULT(transaction);
        spoil(row);
        const auto updated = on.update(row);
        QVERIFY(!updated);
        QVERIFY2(isTyped(updated.error()), qPrintable(updated.error().toString()));
    }
    QCOMPARE(on.query<LimitedRow>().count().value_or(-1), 1);
    const auto kept = on.get<LimitedRow>(row.id);
    QVERIFY_RESULT(kept);
    QCOMPARE(kept->text, u"12345"_s);
    QCOMPARE(kept->price, "9999.99"_dec);
}

void tst_RoundTrip::refusedInFilters()
{
    Database &on = database(QUOIN_TARGET());
    QVERIFY_RESULT(freshTable<LimitedRow>(on));
    using quoin::field;
    const QList<quoin::Condition> conditions {
        field<&LimitedRow::unbounded> == u"a\0b"_s,
        field<&LimitedRow::unbounded>.contains(u"a\0b"_s),
        field<&LimitedRow::unbounded> == QString(QChar(0xd83d)),
        field<&LimitedRow::unbounded>.startsWith(QString(QChar(0xd83d))),
        field<&LimitedRow::unbounded>.in(QStringList { u"a"_s, u"\0"_s }),
        field<&LimitedRow::day> > QDate(10000, 1, 1),
    };
    for (const quoin::Condition &condition : conditions) {
        const auto found = on.query<LimitedRow>().filter(condition).count();
        QVERIFY(!found);
        QVERIFY2(found.error().kind() == ErrorKind::Conversion, qPrintable(found.error().toString()));
        QVERIFY2(
                found.error().engineCode().isEmpty() && found.error().sqlState().isEmpty(), qPrintable(found.error().toString()));
    }
}

/// More digits after the point than a server's decimal has: refused when the table is made, exact everywhere else.
void tst_RoundTrip::deepFractions()
{
    Database &on = database(QUOIN_TARGET());
    const auto created = freshTable<DeepFractionRow>(on);
    if (on.dialect().capabilities().maxDecimalScale < 60) {
        QVERIFY(!created);
        QCOMPARE(created.error().kind(), ErrorKind::Unsupported);
        QVERIFY2(created.error().toString().contains(QString::number(on.dialect().capabilities().maxDecimalScale)),
                qPrintable(created.error().toString()));
        return;
    }
    QVERIFY_RESULT(created);
    DeepFractionRow row;
    row.value = "-12345.123456789012345678901234567890123456789012345678901234567891"_dec;
    QVERIFY_RESULT(on.insert(row));
    const auto read = on.get<DeepFractionRow>(row.id);
    QVERIFY_RESULT(read);
    QCOMPARE(read->value.toString(), row.value.toString());
}

int main(int argc, char *argv[])
{
    // A zone with half hours and summer time: whatever took local time for UTC would be seen.
    qputenv("TZ", "America/St_Johns");
    if (!qEnvironmentVariableIsSet("RC_PARAMS"))
        qputenv("RC_PARAMS", "max_success=25");
    QCoreApplication application(argc, argv);
    tst_RoundTrip test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_roundtrip.moc"
