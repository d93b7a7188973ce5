// SPDX-License-Identifier: MIT
// The text of a query is written once for all queries that differ in their values alone.
#include <quoin/quoin.h>

#include <tables/tables.h>
#include <testsupport.h>

#include <QtTest/qtest.h>

#include <thread>

using namespace Qt::StringLiterals;
using namespace quoin;

namespace shapecache {

class Item
{
    Q_GADGET
    QUOIN_MODEL("items", "")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(short, size, "")
    QUOIN_FIELD(std::optional<int>, weight, "")
    QUOIN_FIELD(QString, label, "maxLength=40")
};

} // namespace shapecache

using namespace shapecache;

namespace {

/// Eight items of sizes 0 to 7.
void fill(Database &db)
{
    test::createTables<Item>(db).value();
    QList<Item> items;
    for (int i = 0; i < 8; ++i)
        items << Item {
            .size = short(i), .weight = i % 2 ? std::optional<int>(i * 10) : std::nullopt, .label = u"item %1"_s.arg(i)
        };
    db.bulkInsert(items).value();
}

} // namespace

class tst_ShapeCache : public QObject
{
    Q_OBJECT

private slots:
    void hits_data() { QUOIN_TARGET_ROWS(); }
    void hits();
    void queriesInside_data() { QUOIN_TARGET_ROWS(); }
    void queriesInside();
    void valuesThatDoNotFit_data() { QUOIN_TARGET_ROWS(); }
    void valuesThatDoNotFit();
    void bounded_data() { QUOIN_TARGET_ROWS(); }
    void bounded();
    void switchedOff_data() { QUOIN_TARGET_ROWS(); }
    void switchedOff();
    void threads_data() { QUOIN_TARGET_ROWS(); }
    void threads();
};

void tst_ShapeCache::hits()
{
    Database db = Database::open(test::freshDatabase(QUOIN_TARGET())).value();
    fill(db);
    const auto before = db.statistics();
    for (int i = 0; i < 8; ++i) {
        const auto found = db.query<Item>()
                                   .filter(field<&Item::size> >= i && field<&Item::label> != u"item %1"_s.arg(i))
                                   .orderBy(field<&Item::size>)
                                   .all();
        QVERIFY_RESULT(found);
        QCOMPARE(found->size(), 7 - i);
        for (int at = 0; at < found->size(); ++at)
            QCOMPARE(found->at(at).size, short(i + 1 + at));
    }
    const auto after = db.statistics();
    QCOMPARE(after.shapeMisses - before.shapeMisses, 1);
    QCOMPARE(after.shapeHits - before.shapeHits, 7);
    QCOMPARE(after.shapes - before.shapes, 1);
    QCOMPARE(after.prepared - before.prepared, 1);
    QCOMPARE(after.preparedHits - before.preparedHits, 7);

    // A list of another length, and NULL, are other texts.
    QCOMPARE(db.query<Item>().filter(field<&Item::size>.in({ 1, 2 })).count().value(), 2);
    QCOMPARE(db.query<Item>().filter(field<&Item::size>.in({ 1, 2, 3 })).count().value(), 3);
    QCOMPARE(db.query<Item>().filter(field<&Item::weight> == 10).count().value(), 1);
    QCOMPARE(db.query<Item>().filter(field<&Item::weight> == std::nullopt).count().value(), 4);
    QCOMPARE(db.statistics().shapeHits, after.shapeHits);
    db.close();
    QCOMPARE(db.statistics().shapes, 0);
    QCOMPARE(db.statistics().prepared, 0);
}

void tst_ShapeCache::queriesInside()
{
    Database db = Database::open(test::freshDatabase(QUOIN_TARGET())).value();
    fill(db);
    const auto size = field<&Item::size>;
    const auto before = db.statistics();
    for (int i = 0; i < 6; ++i) {
        const auto equal = db.query<Item>().filter(size == outer<&Item::size> && field<&Item::id> > i);
        const auto smaller = db.query<Item>().filter(size < 7 - i).values(size);
        const auto most = subquery(db.query<Item>().filter(field<&Item::label> != u"item %1"_s.arg(i)).values(max(size)));
        const auto found = db.query<Item>().filter(exists(equal) && size.in(smaller) && size < most && size > i - 2).count();
        // The items' keys are their sizes and one.
        QCOMPARE(found.value(), qMax(0, 7 - 2 * i));
    }
    const auto after = db.statistics();
    QCOMPARE(after.shapeMisses - before.shapeMisses, 1);
    QCOMPARE(after.shapeHits - before.shapeHits, 5);
}

void tst_ShapeCache::valuesThatDoNotFit()
{
    Database db = Database::open(test::freshDatabase(QUOIN_TARGET())).value();
    fill(db);
    const auto smaller = [&](int than) { return db.query<Item>().filter(field<&Item::size> < than).count().value(); };
    const auto like
            = [&](const QString &text) { return db.query<Item>().filter(field<&Item::label>.startsWith(text)).count().value(); };
    for (int round = 0; round < 2; ++round) {
        QCOMPARE(smaller(3), 3);
        QCOMPARE(smaller(100'000), 8); // more than the column can hold
        QCOMPARE(smaller(-100'000), 0);
        QCOMPARE(like(u"item"_s), 8);
        QCOMPARE(like(u"i%"_s), 0);
        QCOMPARE(like(u"item 1"_s), 1);
    }
}

void tst_ShapeCache::bounded()
{
    const QString url = test::freshDatabase(QUOIN_TARGET());
    Database db = Database::open(url + (url.contains(u'?') ? u"&"_s : u"?"_s) + u"statementCache=3"_s).value();
    fill(db);
    for (int round = 0; round < 2; ++round) {
        for (int length = 1; length <= 8; ++length) // of the list, which is part of the text
            QCOMPARE(db.query<Item>().filter(field<&Item::size>.in(QList<int>(length, 3))).all().value().size(), 1);
    }
    QCOMPARE(db.statistics().shapes, 3);
    QVERIFY(db.statistics().prepared <= 3);
}

void tst_ShapeCache::switchedOff()
{
    const QString url = test::freshDatabase(QUOIN_TARGET());
    Database db = Database::open(url + (url.contains(u'?') ? u"&"_s : u"?"_s) + u"statementCache=0"_s).value();
    fill(db);
    for (int i = 0; i < 3; ++i)
        QCOMPARE(db.query<Item>().filter(field<&Item::size> == i).all().value().size(), 1);
    QCOMPARE(db.statistics().shapeHits, 0);
    QCOMPARE(db.statistics().shapes, 0);
    QCOMPARE(db.statistics().prepared, 0);
}

void tst_ShapeCache::threads()
{
    Database db = Database::open(test::freshDatabase(QUOIN_TARGET())).value();
    fill(db);
    const auto before = db.statistics();
    constexpr int threads = 4;
    constexpr int rounds = 50;
    std::atomic<int> wrong = 0;
    std::vector<std::thread> running;
    for (int thread = 0; thread < threads; ++thread) {
        running.emplace_back([&db, &wrong, thread] {
            for (int i = 0; i < rounds; ++i) {
                const auto item = db.query<Item>().filter(field<&Item::size> == (i + thread) % 8).get();
                if (!item || item->size != (i + thread) % 8)
                    ++wrong;
            }
        });
    }
    for (std::thread &thread : running)
        thread.join();
    QCOMPARE(wrong, 0);
    const auto after = db.statistics();
    QCOMPARE(after.shapeMisses - before.shapeMisses, threads); // each has a connection of its own
    QCOMPARE(after.shapeHits - before.shapeHits, threads * (rounds - 1));
    QCOMPARE(after.shapes, before.shapes); // those of the threads went with them
}

QTEST_GUILESS_MAIN(tst_ShapeCache)
#include "tst_shapecache.moc"
