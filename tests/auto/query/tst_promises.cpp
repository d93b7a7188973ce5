// SPDX-License-Identifier: MIT
// What docs/portability.md promises beside its table: complements, lists, values that would lose something, names, transactions.
#include <quoin/quoin.h>

#include <quoin/dialect/capabilities.h>
#include <quoin/dialect/dialect.h>
#include <quoin/telemetry/statementevent.h>

#include <hostiletexts.h>
#include <tables/tables.h>
#include <testsupport.h>

#include <QtTest/qtest.h>

#include <limits>

using namespace Qt::StringLiterals;
using namespace quoin;
using namespace quoin::literals;
using quoin::test::createTables;
using quoin::test::Target;

namespace promised {

class Thing
{
    Q_GADGET
    QUOIN_MODEL("things", "")
    QUOIN_FIELD(qint64, id, "primaryKey, autoIncrement=no")
    QUOIN_FIELD(QString, name, "maxLength=400")
    QUOIN_FIELD(std::optional<int>, size, "")
    QUOIN_FIELD(short, small, "")
    QUOIN_FIELD(quint64, natural, "")
    QUOIN_FIELD(quoin::Decimal, price, "precision=6, scale=2")
    QUOIN_FIELD(std::optional<QJsonValue>, json, "")
};

/// A name with all that has to be quoted somewhere, and the reserved words.
class Odd
{
    Q_GADGET
    QUOIN_MODEL("select \"from\" `where`; --", "")
    QUOIN_FIELD(qint64, id, "primaryKey, autoIncrement=no, column='order by'")
    QUOIN_FIELD(QString, name, "maxLength=40, column='a\"b`c'")
    QUOIN_FIELD(int, dotted, "column='a.b'")
    QUOIN_FIELD(int, foreign, "column='日本 ä'")
    QUOIN_FIELD(int, group, "")
};

} // namespace promised

using namespace promised;

namespace {

const auto id = field<&Thing::id>;
const auto name = field<&Thing::name>;
const auto size = field<&Thing::size>;

Thing thing(qint64 id, std::optional<int> size)
{
    Thing made;
    made.id = id;
    made.name = u"n%1"_s.arg(id);
    made.size = size;
    made.price = "1.50"_dec;
    return made;
}

} // namespace

class tst_Promises : public QObject
{
    Q_OBJECT

private slots:
    void excludeIsTheComplement_data() { QUOIN_TARGET_ROWS(); }
    void excludeIsTheComplement();
    void emptyListsMatchNothing_data() { QUOIN_TARGET_ROWS(); }
    void emptyListsMatchNothing();
    void nullsInListsAreIgnored_data() { QUOIN_TARGET_ROWS(); }
    void nullsInListsAreIgnored();
    void valuesThatWouldLoseSomethingAreErrors_data() { QUOIN_TARGET_ROWS(); }
    void valuesThatWouldLoseSomethingAreErrors();
    void literalsOutOfRangeHaveTheirPlace_data() { QUOIN_TARGET_ROWS(); }
    void literalsOutOfRangeHaveTheirPlace();
    void threeKindsOfNull_data() { QUOIN_TARGET_ROWS(); }
    void threeKindsOfNull();
    void anyNameWorks_data() { QUOIN_TARGET_ROWS(); }
    void anyNameWorks();
    void hostileTextsAreData_data() { QUOIN_TARGET_ROWS(); }
    void hostileTextsAreData();
    void namesBeyondTheLimitAreErrors_data() { QUOIN_TARGET_ROWS(); }
    void namesBeyondTheLimitAreErrors();

private:
    static Database open()
    {
        Database database = Database::open(test::freshDatabase(QUOIN_TARGET())).value();
        createTables<Thing, Odd>(database).value();
        return database;
    }
    static Database filled()
    {
        Database database = open();
        QList<Thing> things { thing(1, 1), thing(2, 2), thing(3, std::nullopt) };
        database.bulkInsert(things).value();
        return database;
    }
};

void tst_Promises::excludeIsTheComplement()
{
    const Database db = filled();
    const auto all = db.query<Thing>();
    const Condition null = size > 99; // false, or SQL's unknown
    for (const Condition &condition : { size == 1, size != 1, size < 2, !(size < 2), size.in({ 1, 2 }), size.between(0, 1),
                 size == 1 || null, size == 1 && null, !(size == 1 && null), size.isNull(), size + 1 == 2, size / 0 == 1,
                 coalesce(size, 0) == 0, when(size == 1, 1).otherwise(std::nullopt) == 1, Condition(), !Condition(),
                 name.contains(u"1"_s) || size > 1, size == std::nullopt, size != std::nullopt }) {
        const auto in = all.filter(condition).values(id).all();
        const auto out = all.exclude(condition).values(id).all();
        QVERIFY_RESULT(in);
        QVERIFY_RESULT(out);
        QList<qint64> together = *in + *out;
        std::sort(together.begin(), together.end());
        QCOMPARE(together, QList<qint64>({ 1, 2, 3 }));
    }
}

void tst_Promises::emptyListsMatchNothing()
{
    const Database db = filled();
    const auto none = size.in(QList<int>());
    QCOMPARE(db.query<Thing>().filter(none).count().value(), 0);
    QCOMPARE(db.query<Thing>().exclude(none).count().value(), 3);
    QCOMPARE(db.query<Thing>().filter((size + 1).in(QList<int>()) || id == 2).count().value(), 1);
}

void tst_Promises::nullsInListsAreIgnored()
{
    const Database db = filled();
    const auto all = db.query<Thing>();
    const QList<std::optional<int>> list { std::nullopt, 2, std::nullopt };
    QCOMPARE(all.filter(size.in(list)).values(id).all().value(), QList<qint64>({ 2 }));
    QCOMPARE(all.exclude(size.in(list)).values(id).orderBy(id).all().value(), QList<qint64>({ 1, 3 }));
    const QList<std::optional<int>> nulls { std::nullopt };
    QCOMPARE(all.filter(size.in(nulls)).count().value(), 0);
    QCOMPARE(all.filter((size + 0).in(nulls)).count().value(), 0);
    QCOMPARE(all.exclude(size.in(nulls)).count().value(), 3);
}

/// Integers out of range, decimals with too many digits, text that no engine keeps: before anything is sent.
void tst_Promises::valuesThatWouldLoseSomethingAreErrors()
{
    Database db = filled();
    int sent = 0;
    {
        const StatementObserver observer([&](const StatementEvent &) { ++sent; });
        const auto one = db.query<Thing>().filter(id == 1);
        QVERIFY(!one.update(set(field<&Thing::small>, 40'000)));
        QVERIFY(!one.update(set(field<&Thing::small>, std::numeric_limits<quint64>::max())));
        QVERIFY(!one.update(set(field<&Thing::natural>, -1)));
        QVERIFY(!one.update(set(field<&Thing::price>, "0.001"_dec)));
        QVERIFY(!one.update(set(field<&Thing::price>, 100'000)));
        Thing wrong = thing(9, 1);
        wrong.price = "12345.00"_dec;
        QVERIFY(!db.insert(wrong));
        for (const QString &text : test::unstorableTexts()) {
            QVERIFY(!one.update(set(name, text)));
            wrong = thing(9, 1);
            wrong.name = text;
            QVERIFY(!db.insert(wrong));
            for (const Condition &condition : { name == text, name < text, name.in({ text }), name.contains(text),
                         concat(name, text) == u"a", replace(name, u"a"_s, text) == u"a" }) {
                const auto found = db.query<Thing>().filter(condition).count();
                QVERIFY(!found);
                QCOMPARE(found.error().kind(), ErrorKind::Conversion);
            }
        }
    }
    QCOMPARE(sent, 0);
    QCOMPARE(db.query<Thing>().count().value(), 3);
}

void tst_Promises::literalsOutOfRangeHaveTheirPlace()
{
    const Database db = filled();
    const auto all = db.query<Thing>();
    const auto small = field<&Thing::small>;
    QCOMPARE(all.filter(small < 40'000).count().value(), 3);
    QCOMPARE(all.filter(small > 40'000).count().value(), 0);
    QCOMPARE(all.filter(small != 40'000).count().value(), 3);
    QCOMPARE(all.filter(size > std::numeric_limits<qint64>::min()).count().value(), 2);
    QCOMPARE(all.filter(size != std::numeric_limits<quint64>::max()).count().value(), 3);
    QCOMPARE(all.filter(field<&Thing::natural> > -1).count().value(), 3);
    QCOMPARE(all.filter(field<&Thing::price> == "1.501"_dec).count().value(), 0);
    QCOMPARE(all.filter(field<&Thing::price> < "1.501"_dec).count().value(), 3);
}

/// JSON null, SQL NULL and the text "null" are three things.
void tst_Promises::threeKindsOfNull()
{
    Database db = open();
    const QList<std::optional<QJsonValue>> kinds { std::nullopt, QJsonValue(QJsonValue::Null), QJsonValue(u"null"_s) };
    for (qsizetype i = 0; i < kinds.size(); ++i) {
        Thing one = thing(i, 1);
        one.json = kinds.at(i);
        QVERIFY_RESULT(db.insert(one));
    }
    for (qsizetype i = 0; i < kinds.size(); ++i) {
        const auto read = db.get<Thing>(i);
        QVERIFY_RESULT(read);
        QCOMPARE(read->json, kinds.at(i));
    }
    QCOMPARE(db.query<Thing>().filter(field<&Thing::json>.isNull()).values(id).all().value(), QList<qint64>({ 0 }));
}

void tst_Promises::anyNameWorks()
{
    Database db = open();
    Odd odd { .id = 1, .name = u"x"_s, .dotted = 2, .foreign = 3, .group = 4 };
    QVERIFY_RESULT(db.insert(odd));
    odd.group = 5;
    QVERIFY_RESULT(db.update(odd));
    const auto row = db.query<Odd>()
                             .filter(field<&Odd::name> == u"x" && field<&Odd::dotted> + 1 == field<&Odd::foreign>)
                             .orderBy(field<&Odd::group>, trim(field<&Odd::name>).desc())
                             .get();
    QVERIFY_RESULT(row);
    QCOMPARE(row->group, 5);
    QCOMPARE(db.query<Odd>().values(field<&Odd::name>, max(field<&Odd::group>)).all().value(),
            (QList<std::tuple<QString, std::optional<qint64>>>({ { u"x"_s, 5 } })));
}

/// Each of the corpus as a value of every kind of condition, expression and change.
void tst_Promises::hostileTextsAreData()
{
    Database db = open();
    const QStringList &texts = test::hostileTexts();
    QList<Thing> things;
    for (qsizetype i = 0; i < texts.size(); ++i) {
        things << thing(i, 1);
        things.last().name = texts.at(i);
    }
    QVERIFY_RESULT(db.bulkInsert(things));
    const auto all = db.query<Thing>();
    for (qsizetype i = 0; i < texts.size(); ++i) {
        const QString &text = texts.at(i);
        const QString twice = text + text;
        const auto ids = [&](const Condition &condition) { return all.filter(condition).values(id).orderBy(id).all(); };
        const QList<qint64> itself { i };
        QCOMPARE(ids(name == text).value(), itself);
        QCOMPARE(ids(name.in({ text, u"nobody has this"_s })).value(), itself);
        QCOMPARE(ids(name.between(text, text)).value(), itself);
        QCOMPARE(ids(id == i && concat(name, text) == twice).value(), itself);
        QCOMPARE(ids(id == i && coalesce(nullIf(name, text), u"gone"_s) == u"gone").value(), itself);
        QCOMPARE(ids(id == i && replace(name, text, u"r"_s) == (text.isEmpty() ? u""_s : u"r"_s)).value(), itself);
        QCOMPARE(ids(id == i && strIndex(name, text) == 1).value(), itself);
        QCOMPARE(ids(when(name == text, text).otherwise(u"nobody has this"_s) == text).value(), itself);
        QCOMPARE(all.filter(id == i).values(concat(name, text)).first().value(), twice);
    }
    for (qsizetype i = 0; i < texts.size(); ++i) {
        const QString &text = texts.at(i);
        QCOMPARE(all.filter(id == i).update(set(name, concat(name, text))).value(), 1);
        QCOMPARE(all.filter(id == i).values(name).first().value(), QString(text + text));
        QCOMPARE(all.filter(id == i).update(set(name, text)).value(), 1);
        QCOMPARE(all.filter(id == i).values(name).first().value(), text);
    }
    QCOMPARE(all.count().value(), texts.size());
}

void tst_Promises::namesBeyondTheLimitAreErrors()
{
    Database db = open();
    const auto &syntax = db.dialect().syntax();
    for (const QString &hostile : test::hostileNames())
        QVERIFY_RESULT(syntax.checkIdentifier(hostile));
    const int limit = db.dialect().capabilities().maxIdentifierBytes;
    QVERIFY_RESULT(syntax.checkIdentifier(u"x"_s.repeated(limit)));
    if (db.dialect().name() != "sqlite"_L1) // whose limit is that of the statement
        QCOMPARE(syntax.checkIdentifier(u"x"_s.repeated(limit + 1)).error().kind(), ErrorKind::Configuration);
}

QTEST_GUILESS_MAIN(tst_Promises)
#include "tst_promises.moc"
