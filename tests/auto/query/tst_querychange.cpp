// SPDX-License-Identifier: MIT
// UPDATE and DELETE of what a query chooses, the guard against doing so to a whole table, and long lists of keys.
#include <quoin/quoin.h>

#include <quoin/query/dynamicquery.h>

#include <quoin/dialect/dialect.h>
#include <quoin/telemetry/statementevent.h>

#include <tables/tables.h>
#include <testsupport.h>

#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace quoin;
using quoin::test::createTables;
using quoin::test::Target;

namespace changing {

class Person
{
    Q_GADGET
    QUOIN_MODEL("writers", "")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(QString, name, "maxLength=50")
};

class Text
{
    Q_GADGET
    QUOIN_MODEL("texts", "")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(QString, title, "maxLength=50")
    QUOIN_FIELD(int, views, "")
    QUOIN_FIELD(int, likes, "")
    QUOIN_FIELD(std::optional<int>, score, "")
    QUOIN_FIELD(QUuid, token, "")
    QUOIN_FIELD(QDateTime, changedAt, "autoNow")
    QUOIN_FIELD(quoin::ForeignKey<Person>, writer, "null, onDelete=cascade")
};

class Square
{
    Q_GADGET
    QUOIN_MODEL("squares", "primaryKey=(line, place)")
    QUOIN_FIELD(int, line, "")
    QUOIN_FIELD(int, place, "")
    QUOIN_FIELD(int, value, "")
};

} // namespace changing

using namespace changing;

class tst_QueryChange : public QObject
{
    Q_OBJECT

private slots:
    void update_data() { QUOIN_TARGET_ROWS(); }
    void update();
    void valuesAreThoseOfTheOldRow_data() { QUOIN_TARGET_ROWS(); }
    void valuesAreThoseOfTheOldRow();
    void acrossRelations_data() { QUOIN_TARGET_ROWS(); }
    void acrossRelations();
    void limits_data() { QUOIN_TARGET_ROWS(); }
    void limits();
    void compositeKeys_data() { QUOIN_TARGET_ROWS(); }
    void compositeKeys();
    void wholeTableIsRefused_data() { QUOIN_TARGET_ROWS(); }
    void wholeTableIsRefused();
    void refusedValues_data() { QUOIN_TARGET_ROWS(); }
    void refusedValues();
    void aMillionKeys_data() { QUOIN_TARGET_ROWS(); }
    void aMillionKeys();
    void longListsOfOtherTypes_data() { QUOIN_TARGET_ROWS(); }
    void longListsOfOtherTypes();

private:
    /// A database made once per target, with 20 texts of 4 writers, fresh for each test.
    Database &open(const Target &target);
    QHash<QString, Database> m_databases;
};

Database &tst_QueryChange::open(const Target &target)
{
    Database &db = m_databases[target.name];
    if (!db.isValid()) {
        db = Database::open(test::freshDatabase(target)).value();
        createTables<Person, Text, Square>(db).value();
    }
    for (const QString &table : { u"texts"_s, u"writers"_s, u"squares"_s })
        db.execute(u"DELETE FROM "_s + table).value();
    QList<Person> writers { { .name = u"Ann"_s }, { .name = u"Bob"_s }, { .name = u"Cid"_s }, { .name = u"Dot"_s } };
    db.bulkInsert(writers).value();
    QList<Text> texts;
    for (int i = 0; i < 20; ++i) {
        Text text { .title = u"t%1"_s.arg(i), .views = i, .likes = 100 + i };
        text.token = QUuid::createUuidV5(QUuid(), text.title);
        if (i % 5 < 4)
            text.writer.setKey(writers.at(i % 5).id);
        texts << text;
    }
    db.bulkInsert(texts).value();
    return db;
}

void tst_QueryChange::update()
{
    Database &db = open(QUOIN_TARGET());
    const Text before = db.query<Text>().filter(field<&Text::title> == u"t3"_s).get().value();
    QTest::qWait(5);
    const auto all = db.query<Text>();
    QCOMPARE(all.filter(field<&Text::views> < 5)
                     .update(set(field<&Text::score>, 7), set(field<&Text::title>, u"it's ?"_s))
                     .value(),
            5);
    QCOMPARE(all.filter(field<&Text::score> == 7 && field<&Text::title> == u"it's ?"_s).count().value(), 5);
    QVERIFY(db.get<Text>(before.id).value().changedAt > before.changedAt);
    QCOMPARE(all.filter(field<&Text::score> == 7).update(set(field<&Text::score>, 7)).value(), 5); // found, not changed
    QCOMPARE(all.filter(field<&Text::views> < 2).update(set(field<&Text::score>, std::nullopt)).value(), 2);
    QCOMPARE(all.filter(field<&Text::score> == 7).count().value(), 3);
    QCOMPARE(all.filter(field<&Text::views> > 1000).update(set(field<&Text::score>, 1)).value(), 0);
    QCOMPARE(all.filter(field<&Text::views>.in({ 1, 2, 3 })).remove().value(), 3);
    QCOMPARE(all.count().value(), 17);
}

void tst_QueryChange::valuesAreThoseOfTheOldRow()
{
    Database &db = open(QUOIN_TARGET());
    const auto one = db.query<Text>().filter(field<&Text::title> == u"t3"_s);
    QCOMPARE(one.update(set(field<&Text::likes>, field<&Text::likes> + field<&Text::views> - 3)).value(), 1);
    QCOMPARE(one.get().value().likes, 103);
    // On every engine, also on the one that sets one column after the other.
    QCOMPARE(one.update(set(field<&Text::views>, field<&Text::likes>), set(field<&Text::score>, field<&Text::views>)).value(), 1);
    QCOMPARE(one.get().value().views, 103);
    QCOMPARE(one.get().value().score, 3);
    const auto exchanged
            = one.update(set(field<&Text::views>, field<&Text::likes>), set(field<&Text::likes>, field<&Text::views>));
    if (db.dialect().capabilities().updateReadsNewValues)
        QCOMPARE(exchanged.error().kind(), ErrorKind::Unsupported);
    else
        QCOMPARE(exchanged.value(), 1);
}

void tst_QueryChange::acrossRelations()
{
    Database &db = open(QUOIN_TARGET());
    const auto ofAnn = db.query<Text>().filter(field<&Text::writer, &Person::name> == u"Ann"_s);
    QCOMPARE(ofAnn.update(set(field<&Text::score>, 1)).value(), 4);
    QCOMPARE(db.query<Text>().filter(field<&Text::score> == 1).count().value(), 4);
    QCOMPARE(db.query<Text>().exclude(field<&Text::writer, &Person::name> == u"Ann"_s).remove().value(), 16);
    QCOMPARE(ofAnn.remove().value(), 4);
}

void tst_QueryChange::limits()
{
    Database &db = open(QUOIN_TARGET());
    const auto newest = db.query<Text>().orderBy(field<&Text::views>.desc()).limit(3);
    QCOMPARE(newest.update(set(field<&Text::score>, 9)).value(), 3);
    QCOMPARE(db.query<Text>().filter(field<&Text::score> == 9 && field<&Text::views> >= 17).count().value(), 3);
    QCOMPARE(newest.offset(1).remove().value(), 3);
    QCOMPARE(db.query<Text>().filter(field<&Text::views> >= 16).get().value().views, 19);
    QCOMPARE(newest.limit(0).remove().value(), 0);
    QCOMPARE(db.query<Text>().count().value(), 17);
}

void tst_QueryChange::compositeKeys()
{
    Database &db = open(QUOIN_TARGET());
    QList<Square> squares;
    for (int i = 0; i < 30; ++i)
        squares << Square { .line = i / 10, .place = i % 10, .value = i };
    db.bulkInsert(squares).value();
    QCOMPARE(db.query<Square>().limit(12).update(set(field<&Square::value>, -1)).value(), 12);
    QCOMPARE(db.get<Square>(1, 1).value().value, -1);
    QCOMPARE(db.get<Square>(1, 2).value().value, 12);
}

void tst_QueryChange::wholeTableIsRefused()
{
    Database &db = open(QUOIN_TARGET());
    int statements = 0;
    {
        const StatementObserver observer([&](const StatementEvent &) { ++statements; });
        const auto removed = db.query<Text>().remove();
        QCOMPARE(removed.error().kind(), ErrorKind::InvalidQuery);
        QVERIFY(removed.error().hint().contains(u"allowAll()"));
        const auto updated = db.query<Text>().filter(Condition()).update(set(field<&Text::views>, 0));
        QCOMPARE(updated.error().kind(), ErrorKind::InvalidQuery);
        // What a program has put together of nothing.
        const Condition nothing;
        const QList<qint64> keys;
        const Condition notAmongNone = !field<&Text::id>.in(keys);
        for (const Condition &condition :
                { nothing, nothing && nothing, nothing || nothing, field<&Text::id> == 1 || nothing, notAmongNone,
                        notAmongNone && nothing, notAmongNone && notAmongNone, notAmongNone || field<&Text::id> == 1 }) {
            for (const auto &all :
                    { db.query<Text>().filter(condition), db.query<Text>().filter(condition).exclude(!condition) }) {
                QVERIFY(!all.remove());
                QCOMPARE(all.remove().error().kind(), ErrorKind::InvalidQuery);
            }
        }
        QVERIFY(!db.query<Text>().exclude(field<&Text::id>.in(keys)).remove());
        QVERIFY(!db.query(u"changing::Text").filter(Q()).remove());
    }
    QCOMPARE(statements, 0);
    QCOMPARE(db.query<Text>().filter(field<&Text::id>.in(QList<qint64>())).remove().value(), 0);
    QCOMPARE(db.query<Text>().exclude(Condition()).remove().value(), 0);
    QCOMPARE(db.query<Text>().allowAll().update(set(field<&Text::views>, 0)).value(), 20);
    QCOMPARE(db.query<Text>().allowAll().remove().value(), 20);
}

void tst_QueryChange::refusedValues()
{
    Database &db = open(QUOIN_TARGET());
    const auto some = db.query<Text>().filter(field<&Text::views> < 3);
    QCOMPARE(some.update(set(field<&Text::views>, 1LL << 40)).error().kind(), ErrorKind::Conversion);
    QCOMPARE(some.update(set(field<&Text::id>, 1)).error().kind(), ErrorKind::InvalidQuery);
    QCOMPARE(some.update(set(field<&Text::views>, 1), set(field<&Text::views>, 2)).error().kind(), ErrorKind::InvalidQuery);
    QCOMPARE(some.update().error().kind(), ErrorKind::InvalidQuery);
    QCOMPARE(some.update(set(field<&Text::title>, std::optional<QString>())).error().kind(), ErrorKind::Validation);
    QCOMPARE(Database().query<Text>().allowAll().remove().error().kind(), ErrorKind::Configuration);
}

void tst_QueryChange::aMillionKeys()
{
    Database &db = open(QUOIN_TARGET());
    std::vector<qint64> keys(1'000'000);
    for (size_t i = 0; i < keys.size(); ++i)
        keys[i] = qint64(i) - 5;
    QCOMPARE(db.query<Text>().filter(field<&Text::views>.in(keys)).remove().value(), 20);
}

void tst_QueryChange::longListsOfOtherTypes()
{
    Database &db = open(QUOIN_TARGET());
    QStringList titles;
    QList<QUuid> tokens;
    for (int i = 10; i < 70'000; ++i) { // more than any engine has placeholders for, but SQLite as Debian builds it
        titles << (i % 2 ? u"t%1"_s.arg(i) : u"T%1 \"\\'é "_s.arg(i));
        tokens << QUuid::createUuidV5(QUuid(), u"t%1"_s.arg(i));
    }
    QCOMPARE(db.query<Text>().filter(field<&Text::title>.in(titles)).count().value(), 5);
    QCOMPARE(db.query<Text>().exclude(field<&Text::token>.in(tokens)).count().value(), 10);
}

QTEST_GUILESS_MAIN(tst_QueryChange)
#include "tst_querychange.moc"
