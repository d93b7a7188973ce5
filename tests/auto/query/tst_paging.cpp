// SPDX-License-Identifier: MIT
// Pages by number, and by where the page before ended.
#include <quoin/quoin.h>

#include <quoin/dialect/dialect.h>
#include <quoin/expr/window.h>

#include <statementcounter.h>
#include <tables/tables.h>
#include <testsupport.h>

#include <QtTest/qtest.h>

#include <rapidcheck.h>

using namespace Qt::StringLiterals;
using namespace quoin;
using quoin::test::createTables;
using quoin::test::StatementCounter;
using quoin::test::Target;

namespace paged {
Q_NAMESPACE

enum class Colour { Red = 3, Green = 1, Blue = 2 };
Q_ENUM_NS(Colour)

class Group
{
    Q_GADGET
    QUOIN_MODEL("groups_of_items", "")
    QUOIN_FIELD(qint64, id, "primaryKey, autoIncrement=no")
    QUOIN_FIELD(QString, name, "maxLength=40")
};

class Item
{
    Q_GADGET
    QUOIN_MODEL("items", "")
    QUOIN_FIELD(qint64, id, "primaryKey, autoIncrement=no")
    QUOIN_FIELD(int, rank, "")
    QUOIN_FIELD(std::optional<int>, score, "")
    QUOIN_FIELD(QString, name, "maxLength=40")
    QUOIN_FIELD(std::optional<QDateTime>, time, "")
    QUOIN_FIELD(quoin::Decimal, price, "precision=20, scale=2")
    QUOIN_FIELD(double, weight, "")
    QUOIN_FIELD(paged::Colour, colour, "enum=text")
    QUOIN_FIELD(QUuid, code, "")
    QUOIN_FIELD(QString, secret, "maxLength=40, sensitive")
    QUOIN_FIELD(quoin::ForeignKey<Group>, group, "null")
};

class Pair
{
    Q_GADGET
    QUOIN_MODEL("pairs", "")
    QUOIN_FIELD(qint64, one, "primaryKey, autoIncrement=no")
    QUOIN_FIELD(QString, two, "maxLength=10, primaryKey")
};

} // namespace paged

using namespace paged;

class tst_Paging : public QObject
{
    Q_OBJECT

private slots:
    void numbers_data() { QUOIN_TARGET_ROWS(); }
    void numbers();
    void numbersOfACutQuery_data() { QUOIN_TARGET_ROWS(); }
    void numbersOfACutQuery();
    void numbersOfSelections_data() { QUOIN_TARGET_ROWS(); }
    void numbersOfSelections();
    void countsOfPutTogether_data() { QUOIN_TARGET_ROWS(); }
    void countsOfPutTogether();
    void walks_data() { QUOIN_TARGET_ROWS(); }
    void walks();
    void randomWalks_data() { QUOIN_TARGET_ROWS(); }
    void randomWalks();
    void ends_data() { QUOIN_TARGET_ROWS(); }
    void ends();
    void selections_data() { QUOIN_TARGET_ROWS(); }
    void selections();
    void otherQueries_data() { QUOIN_TARGET_ROWS(); }
    void otherQueries();
    void changesMeanwhile_data() { QUOIN_TARGET_ROWS(); }
    void changesMeanwhile();
    void wrongPositions_data() { QUOIN_TARGET_ROWS(); }
    void wrongPositions();
    void refused_data() { QUOIN_TARGET_ROWS(); }
    void refused();
    void costsTheSame_data() { QUOIN_TARGET_ROWS(); }
    void costsTheSame();

private:
    Database &open(const Target &target);
    QHash<QString, Database> m_databases;
};

namespace {

constexpr int items = 97;

QList<qint64> ids(const QList<Item> &rows)
{
    QList<qint64> list;
    for (const Item &item : rows)
        list << item.id;
    return list;
}

/// Orders with ties, NULLs at both ends, mixed directions, computed values and related rows.
QList<QList<Order>> orders()
{
    const auto id = field<&Item::id>;
    const auto rank = field<&Item::rank>;
    const auto score = field<&Item::score>;
    return {
        {},
        { id.desc() },
        { rank.asc() },
        { rank.desc() },
        { rank.desc(), id.desc() },
        { rank.asc(), field<&Item::name>.desc() },
        { rank.desc(), field<&Item::name>.asc(), id.desc() },
        { score.asc() },
        { score.desc() },
        { score.asc().nullsLast() },
        { score.desc().nullsFirst(), rank.asc() },
        { rank.asc(), score.desc(), field<&Item::time>.asc().nullsLast() },
        { field<&Item::time>.desc(), id.asc() },
        { field<&Item::name>.asc() },
        { field<&Item::price>.desc(), rank.desc() },
        { field<&Item::weight>.asc() },
        { field<&Item::colour>.asc(), rank.desc() },
        { field<&Item::code>.desc() },
        { field<&Item::group>.asc() },
        { field<&Item::group, &Group::name>.desc(), rank.asc() },
        { (rank * 2).desc() },
        { coalesce(score, -1).asc(), rank.desc() },
        { upper(field<&Item::name>).desc() },
        { when(rank == 3, 0).otherwise(1).asc() },
    };
}

/// From the first page to the last, and back again.
template<class Rows, class Read, class Id>
void compareWalks(const Rows &all, qint64 size, const Read &read, const Id &id)
{
    KeysetPosition position { .size = size };
    qsizetype at = 0;
    QString last;
    for (int page = 0;; ++page) {
        const auto got = read(position);
        QVERIFY_RESULT(got);
        QCOMPARE(got->hasPrevious(), page > 0);
        QVERIFY(got->rows.size() <= size);
        for (const auto &row : got->rows) {
            QVERIFY(at < all.size());
            QCOMPARE(id(row), id(all.at(at)));
            ++at;
        }
        QCOMPARE(got->hasNext(), at < all.size());
        last = got->previous;
        if (!got->hasNext())
            break;
        QVERIFY(got->rows.size() == size);
        position.after = got->next;
    }
    QCOMPARE(at, all.size());
    // The way back: each page ends where the one before began.
    at -= (at - 1) % size + 1;
    while (!last.isEmpty()) {
        const auto got = read(KeysetPosition { .size = size, .before = last });
        QVERIFY_RESULT(got);
        QCOMPARE(got->rows.size(), size);
        QVERIFY(got->hasNext());
        at -= size;
        for (qsizetype i = 0; i < size; ++i)
            QCOMPARE(id(got->rows.at(i)), id(all.at(at + i)));
        QCOMPARE(got->hasPrevious(), at > 0);
        last = got->previous;
    }
    QCOMPARE(at, 0);
}

Query<Item> ordered(const Query<Item> &query, const QList<Order> &order)
{
    switch (order.size()) {
    case 0: return query;
    case 1: return query.orderBy(order.at(0));
    case 2: return query.orderBy(order.at(0), order.at(1));
    default: return query.orderBy(order.at(0), order.at(1), order.at(2));
    }
}

const auto idOf = [](const Item &item) { return item.id; };

} // namespace

Database &tst_Paging::open(const Target &target)
{
    Database &db = m_databases[target.name];
    if (db.isValid())
        return db;
    db = Database::open(test::freshDatabase(target)).value();
    createTables<Group, Item, Pair>(db).value();
    QList<Group> groups { { .id = 1, .name = u"b"_s }, { .id = 2, .name = u"a"_s }, { .id = 3, .name = u"b"_s } };
    db.bulkInsert(groups).value();
    QList<Item> rows;
    const QStringList names { u"anna"_s, u"Anna"_s, u"Ärger"_s, u"zoe"_s, u""_s, u"a%'\"_"_s };
    for (int i = 0; i < items; ++i) {
        Item item { .id = i * 7 % items, // no order of their own
            .rank = i % 5,
            .name = names.at(i % 6),
            .price = Decimal::fromString(u"%1.%2"_s.arg(i % 4 * 5).arg(i % 3)).value(),
            .weight = i % 6 / 3.0,
            .colour = i % 3 == 0 ? Colour::Red
                    : i % 3 == 1 ? Colour::Green
                                 : Colour::Blue,
            .code = QUuid(uint(i % 9) << 28 | uint(i % 2), 0, 0, 0, 0, 0, 0, 0, 0, 0, 1) };
        if (i % 4 != 0)
            item.score = i % 3;
        if (i % 7 != 0)
            item.time = QDateTime(QDate(2024, 3, 31), QTime(1, 0), Qt::UTC).addMSecs(i % 6 * 1'800'001);
        if (i % 8 != 0)
            item.group.setKey(Value(i % 3 + 1));
        rows << item;
    }
    db.bulkInsert(rows).value();
    QList<Pair> pairs;
    for (int i = 0; i < 30; ++i)
        pairs << Pair { .one = i % 6, .two = QString::number(i) };
    db.bulkInsert(pairs).value();
    return db;
}

void tst_Paging::numbers()
{
    Database &db = open(QUOIN_TARGET());
    const auto query = db.query<Item>().orderBy(field<&Item::rank>);
    const QList<qint64> all = ids(query.limit(1000).all().value()); // with the key at the end, as pages have it
    StatementCounter statements;
    QList<qint64> seen;
    for (int number = 1; number <= 10; ++number) {
        const auto page = query.page(number, 10);
        QVERIFY_RESULT(page);
        QCOMPARE(page->number, number);
        QCOMPARE(page->size, 10);
        QCOMPARE(page->total, items);
        QCOMPARE(page->pages(), 10);
        QCOMPARE(page->hasNext(), number < 10);
        QCOMPARE(page->hasPrevious(), number > 1);
        QCOMPARE_STATEMENTS(statements, number < 10 ? 2 : 1); // the last one says by itself how many there are
        seen << ids(page->rows);
    }
    QCOMPARE(seen, all);

    const auto behind = query.page(11, 10);
    QVERIFY_RESULT(behind);
    QVERIFY(behind->rows.isEmpty());
    QCOMPARE(behind->total, items);
    QVERIFY(!behind->hasNext());
    QVERIFY(behind->hasPrevious());
    for (const qint64 number : { qint64(1'000'000'000'000), std::numeric_limits<qint64>::max() }) {
        const auto far = query.page(number, 1'000'000'000);
        QVERIFY_RESULT(far);
        QVERIFY(far->rows.isEmpty());
        QCOMPARE(far->total, items);
    }
    const auto whole = query.page(1, std::numeric_limits<qint64>::max());
    QVERIFY_RESULT(whole);
    QCOMPARE(ids(whole->rows), all);
    QCOMPARE(whole->pages(), 1);

    const auto none = query.filter(field<&Item::id> < 0).page(1, 10);
    QVERIFY_RESULT(none);
    QCOMPARE(none->total, 0);
    QCOMPARE(none->pages(), 0);
    QVERIFY(!none->hasNext() && !none->hasPrevious());
    for (const auto &wrong : { query.page(0, 10), query.page(-1, 10), query.page(1, 0), query.page(1, -5) }) {
        QVERIFY(!wrong);
        QCOMPARE(wrong.error().kind(), ErrorKind::InvalidQuery);
        QVERIFY2(wrong.error().message().contains("from 1"_L1), qPrintable(wrong.error().message()));
    }
}

/// What limit() and offset() leave is what there is.
void tst_Paging::numbersOfACutQuery()
{
    Database &db = open(QUOIN_TARGET());
    const auto query = db.query<Item>().orderBy(field<&Item::id>).slice(10, 35);
    const auto first = query.page(1, 10);
    const auto last = query.page(3, 10);
    const auto behind = query.page(4, 10);
    QVERIFY(first && last && behind);
    QCOMPARE(ids(first->rows), ids(query.limit(10).all().value()));
    QCOMPARE(first->total, 25);
    QCOMPARE(ids(last->rows), QList<qint64>({ 30, 31, 32, 33, 34 }));
    QCOMPARE(last->total, 25);
    QVERIFY(behind->rows.isEmpty());
    QCOMPARE(behind->total, 25);
    QCOMPARE(query.limit(0).page(1, 10)->total, 0);
    QCOMPARE(query.limit(20).page(2, 10)->total, 20);
}

void tst_Paging::numbersOfSelections()
{
    Database &db = open(QUOIN_TARGET());
    const auto groups = db.query<Item>().values(field<&Item::rank>, count()).orderBy(field<&Item::rank>.desc());
    const auto page = groups.page(2, 2);
    QVERIFY_RESULT(page);
    QCOMPARE(page->total, 5);
    QCOMPARE(page->rows.size(), 2);
    QCOMPARE(std::get<0>(page->rows.first()), 2);
    const auto names = db.query<Item>().values(field<&Item::name>).distinct().page(1, 4);
    QVERIFY_RESULT(names);
    QCOMPARE(names->total, 6);
    QCOMPARE(names->rows.size(), 4);
}

void tst_Paging::countsOfPutTogether()
{
    Database &db = open(QUOIN_TARGET());
    const auto names = db.query<Item>().values(field<&Item::name>);
    const auto together = names.unite(db.query<Group>().values(field<&Group::name>));
    QCOMPARE(together.count().value(), 8);
    QCOMPARE(together.all()->size(), 8);
    QCOMPARE(names.uniteAll(db.query<Group>().values(field<&Group::name>)).count().value(), items + 3);
    QCOMPARE(names.except(names).count().value(), 0);
    QCOMPARE(together.exists().value(), true);
    QCOMPARE(names.except(names).exists().value(), false);
    QCOMPARE(together.orderBy(field<&Item::name>).limit(3).count().value(), 3);
    const auto page = together.orderBy(field<&Item::name>).page(3, 3);
    QVERIFY_RESULT(page);
    QCOMPARE(page->rows.size(), 2);
    QCOMPARE(page->total, 8);
    const auto few = db.query<Item>().filter(field<&Item::rank> == 1);
    QCOMPARE(few.unite(db.query<Item>().filter(field<&Item::rank> == 2)).count().value(), 20 + 19);
}

void tst_Paging::walks()
{
    Database &db = open(QUOIN_TARGET());
    int number = 0;
    for (const QList<Order> &order : orders()) {
        for (const bool reversed : { false, true }) {
            Query<Item> query = ordered(db.query<Item>(), order);
            if (reversed)
                query = query.reverse();
            const auto all = query.limit(1000).all(); // cut, so that the key is at the end of the order
            QVERIFY_RESULT(all);
            QCOMPARE(all->size(), items);
            for (const qint64 size : { 1, 10, 96, 97, 200 }) {
                if (size == 1 && number % 4 != 0)
                    continue; // 97 statements
                compareWalks(*all, size, [&](const KeysetPosition &position) { return query.keysetPage(position); }, idOf);
                if (QTest::currentTestFailed())
                    QFAIL(qPrintable(u"order %1%2, pages of %3"_s.arg(number).arg(reversed ? u" reversed" : u"").arg(size)));
            }
        }
        ++number;
    }
}

/// Any filter and any order of several terms.
void tst_Paging::randomWalks()
{
    Database &db = open(QUOIN_TARGET());
    const QList<QList<Order>> all = orders();
    const bool holds = rc::check([&] {
        const auto pick = [&] { return all.at(*rc::gen::inRange<qsizetype>(1, all.size())).first(); };
        Query<Item> query = ordered(db.query<Item>(), { pick(), pick(), pick() });
        if (*rc::gen::arbitrary<bool>())
            query = query.reverse();
        query = query.filter(field<&Item::rank> != *rc::gen::inRange(0, 6) || field<&Item::score>.isNull());
        const qint64 size = *rc::gen::inRange(1, 40);
        const QList<Item> rows = query.limit(1000).all().value();
        KeysetPosition position { .size = size };
        QList<qint64> seen;
        do {
            const auto page = query.keysetPage(position).value();
            seen << ids(page.rows);
            position.after = page.next;
        } while (!position.after.isEmpty() && seen.size() <= items);
        RC_ASSERT(seen == ids(rows));
    });
    QVERIFY(holds);
}

void tst_Paging::ends()
{
    Database &db = open(QUOIN_TARGET());
    const auto query = db.query<Item>().orderBy(field<&Item::id>);
    const auto none = query.filter(field<&Item::id> < 0).keysetPage({});
    QVERIFY_RESULT(none);
    QVERIFY(none->rows.isEmpty() && !none->hasNext() && !none->hasPrevious());
    const auto whole = query.keysetPage({ .size = items });
    QVERIFY_RESULT(whole);
    QCOMPARE(whole->rows.size(), items);
    QVERIFY(!whole->hasNext() && !whole->hasPrevious());
    const auto first = query.keysetPage({ .size = 10 });
    QVERIFY_RESULT(first);
    // Nothing is left behind it: the way back stays open.
    const auto gone = query.filter(field<&Item::id> < 10).keysetPage({ .size = 10, .after = first->next });
    QVERIFY_RESULT(gone);
    QVERIFY(gone->rows.isEmpty() && !gone->hasNext());
    const auto back = query.keysetPage({ .size = 10, .before = gone->previous });
    QVERIFY_RESULT(back);
    QCOMPARE(ids(back->rows), QList<qint64>({ 0, 1, 2, 3, 4, 5, 6, 7, 8 }));
    const QRegularExpression url(u"\\A[A-Za-z0-9_-]+\\z"_s);
    QVERIFY2(url.match(first->next).hasMatch(), qPrintable(first->next));
}

void tst_Paging::selections()
{
    Database &db = open(QUOIN_TARGET());
    struct Line
    {
        QString name;
        QString group;
        qint64 id;
    };
    const auto lines
            = db.query<Item>()
                      .select<Line>(field<&Item::name>, coalesce(field<&Item::group, &Group::name>, u"none"_s), field<&Item::id>)
                      .orderBy(field<&Item::group, &Group::name>.desc(), field<&Item::rank>, field<&Item::score>.desc());
    const auto all = lines.limit(1000).all();
    QVERIFY_RESULT(all);
    for (const qint64 size : { 7, 50 })
        compareWalks(
                *all, size, [&](const KeysetPosition &position) { return lines.keysetPage(position); },
                [](const Line &line) { return std::pair(line.id, line.group); });
    const auto values = db.query<Item>().values(field<&Item::id>); // by the key
    compareWalks(
            values.limit(1000).all().value(), 30, [&](const KeysetPosition &position) { return values.keysetPage(position); },
            [](qint64 id) { return id; });
}

/// What else a query can be: with relations, of parts of rows, put together, distinct, of keys of two columns.
void tst_Paging::otherQueries()
{
    Database &db = open(QUOIN_TARGET());
    const auto query = db.query<Item>().orderBy(field<&Item::score>, field<&Item::rank>.desc());
    const auto related = query.with<&Item::group>();
    const auto first = related.keysetPage({ .size = 10 });
    QVERIFY_RESULT(first);
    const auto second = related.keysetPage({ .size = 10, .after = first->next });
    QVERIFY_RESULT(second);
    const auto joined = query.join<&Item::group>().keysetPage({ .size = 10, .after = first->next });
    QVERIFY_RESULT(joined);
    QCOMPARE(ids(joined->rows), ids(second->rows));
    for (const auto &page : { *first, *second, *joined }) {
        for (const Item &item : page.rows)
            QVERIFY(item.group.isNull() || item.group.isLoaded());
    }
    const auto walk = [&](const Query<Item> &some) {
        const auto all = some.limit(1000).all();
        QVERIFY_RESULT(all);
        QVERIFY(all->size() > 3);
        compareWalks(*all, 3, [&](const KeysetPosition &position) { return some.keysetPage(position); }, idOf);
    };
    walk(query.filter(field<&Item::rank> == 1).unite(query.filter(field<&Item::rank> == 3)));
    walk(db.query<Item>().distinctOn(field<&Item::rank>).orderBy(field<&Item::score>, field<&Item::name>));
    walk(query.filter(field<&Item::group, &Group::name> == u"b"_s || field<&Item::group>.isNull()));

    for (const auto &pairs : { db.query<Pair>(), db.query<Pair>().orderBy(field<&Pair::one>.desc()) }) {
        const auto all = pairs.limit(1000).all();
        QVERIFY_RESULT(all);
        compareWalks(
                *all, 4, [&](const KeysetPosition &position) { return pairs.keysetPage(position); },
                [](const Pair &pair) { return std::pair(pair.one, pair.two); });
    }
}

/// Rows that come and go on pages that were seen shift nothing.
void tst_Paging::changesMeanwhile()
{
    Database &db = open(QUOIN_TARGET());
    const auto query = db.query<Pair>().orderBy(field<&Pair::one>, field<&Pair::two>);
    const auto first = query.keysetPage({ .size = 10 });
    QVERIFY_RESULT(first);
    const auto second = query.keysetPage({ .size = 10, .after = first->next });
    QVERIFY_RESULT(second);
    auto transaction = db.begin();
    QVERIFY_RESULT(transaction);
    Pair early { .one = -1, .two = u"new"_s };
    QVERIFY_RESULT(db.insert(early));
    for (Pair pair : { first->rows.at(3), first->rows.last() }) // the one that the position is of, too
        QVERIFY_RESULT(db.remove(pair));
    const auto again = query.keysetPage({ .size = 10, .after = first->next });
    QVERIFY_RESULT(again);
    QCOMPARE(again->rows.size(), 10);
    for (int i = 0; i < 10; ++i)
        QCOMPARE(again->rows.at(i).two, second->rows.at(i).two);
    QVERIFY_RESULT(transaction->rollback());
}

void tst_Paging::wrongPositions()
{
    Database &db = open(QUOIN_TARGET());
    const auto query = db.query<Item>().orderBy(field<&Item::name>, field<&Item::score>.desc());
    const QString good = query.keysetPage({ .size = 10 })->next;
    QVERIFY_RESULT(query.keysetPage({ .size = 10, .after = good }));
    QVERIFY_RESULT(query.filter(field<&Item::rank> == 1).keysetPage({ .size = 10, .after = good }));

    const auto compareRefused = [&](const auto &page, QLatin1StringView why) {
        QVERIFY(!page);
        QCOMPARE(page.error().kind(), ErrorKind::InvalidQuery);
        QVERIFY2(page.error().message().contains(why), qPrintable(page.error().message()));
    };
    StatementCounter statements;
    for (qsizetype i = 0; i < good.size(); ++i) {
        QString changed = good;
        changed[i] = good.at(i) == u'x' ? u'y' : u'x';
        compareRefused(query.keysetPage({ .after = changed }), "changed"_L1);
        compareRefused(query.keysetPage({ .before = changed }), "changed"_L1);
    }
    const QStringList wrongs { good.chopped(1), good.chopped(4), good.sliced(1), good + u'A', good + u"AAAA"_s, u"AAAA"_s,
        u"not a position"_s, u"ä"_s, u" "_s, QString(100'000, u'A'), good + good, u"' OR 1 = 1 --"_s };
    for (const QString &wrong : wrongs)
        compareRefused(query.keysetPage({ .after = wrong }), "changed"_L1);

    compareRefused(query.reverse().keysetPage({ .after = good }), "another query"_L1);
    compareRefused(query.orderBy(field<&Item::name>).keysetPage({ .after = good }), "another query"_L1);
    compareRefused(query.orderBy(field<&Item::name>, field<&Item::score>.desc().nullsFirst()).keysetPage({ .after = good }),
            "another query"_L1);
    compareRefused(query.orderBy(lower(field<&Item::name>), field<&Item::score>.desc()).keysetPage({ .after = good }),
            "another query"_L1);
    compareRefused(db.query<Group>().orderBy(field<&Group::name>).keysetPage({ .after = good }), "another query"_L1);
    compareRefused(query.keysetPage({ .after = good, .before = good }), "not both"_L1);
    compareRefused(query.keysetPage({ .size = 0 }), "at least one row"_L1);
    compareRefused(query.keysetPage({ .size = -1, .after = good }), "at least one row"_L1);
    QCOMPARE_STATEMENTS(statements, 0);

    // It is the same text in every run of the program.
    const auto fixed = db.query<Pair>().filter(field<&Pair::one> == 3).keysetPage({ .size = 1 });
    QVERIFY_RESULT(fixed);
    QVERIFY_RESULT(db.query<Pair>().keysetPage({ .after = fixed->next }));
    QCOMPARE(fixed->next, u"ARLMFyhuRgdVAgAAAAAAAAADBQAAAAIxNWAZWSJTmNdJ"_s);
}

void tst_Paging::refused()
{
    Database &db = open(QUOIN_TARGET());
    const auto query = db.query<Item>();
    const auto compareRefused = [&](const auto &page, QLatin1StringView why, ErrorKind kind = ErrorKind::InvalidQuery) {
        QVERIFY(!page);
        QCOMPARE(page.error().kind(), kind);
        QVERIFY2(page.error().message().contains(why), qPrintable(page.error().message()));
    };
    compareRefused(query.limit(10).keysetPage({}), "limit()"_L1);
    compareRefused(query.offset(10).keysetPage({}), "offset()"_L1);
    compareRefused(query.orderBy(field<&Item::secret>).keysetPage({}), "sensitive"_L1);
    compareRefused(query.values(field<&Item::rank>, count()).keysetPage({}), "Groups"_L1);
    compareRefused(query.values(field<&Item::rank>).distinct().keysetPage({}), "distinct()"_L1);
    compareRefused(query.values(field<&Item::rank>).groupBy(field<&Item::rank>).keysetPage({}), "Groups"_L1);
    compareRefused(query.values(field<&Item::rank>).unite(query.values(field<&Item::rank>)).keysetPage({}), "put together"_L1);
    compareRefused(
            query.values(field<&Item::id>, rowNumber().over(Window().orderBy(field<&Item::id>))).keysetPage({}), "Windows"_L1);
    compareRefused(Database().query<Item>().keysetPage({}), "never opened"_L1, ErrorKind::Configuration);
}

namespace {

/// How many rows of tables the session has looked at so far; -1: it does not tell.
qint64 rowsLookedAt(Database &db, const Target &target)
{
    if (target.engine == "mysql"_L1) {
        const auto rows = db.rows(u"SELECT sum(variable_value) FROM information_schema.session_status"
                                  " WHERE variable_name IN ('HANDLER_READ_NEXT', 'HANDLER_READ_PREV', 'HANDLER_READ_KEY',"
                                  " 'HANDLER_READ_FIRST', 'HANDLER_READ_LAST', 'HANDLER_READ_RND_NEXT')"_s);
        return rows->first().first().toVariant().toLongLong();
    }
    if (target.engine == "postgresql"_L1) // of the transaction at hand
        return db
                .rows(u"SELECT (coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::bigint"
                      " FROM pg_stat_xact_user_tables WHERE relname = 'items'"_s)
                ->first()
                .first()
                .toVariant()
                .toLongLong();
    return -1;
}

} // namespace

/// Page 1000 looks at no more rows than page 1, with ties, NULLs and both directions: given an index of the order.
void tst_Paging::costsTheSame()
{
    const Target target = QUOIN_TARGET();
    auto db = Database::open(test::freshDatabase(target)).value();
    createTables<Group, Item>(db).value();
    constexpr int count = 20'000;
    constexpr qint64 size = 20;
    QList<Item> rows;
    for (int i = 0; i < count; ++i) {
        const int mixed = i * 7919 % count; // which says nothing of the key: planners count on that
        Item item { .id = i, .rank = mixed / 5000, .name = u"name"_s, .colour = Colour::Red };
        if (mixed >= count / 10)
            item.score = mixed / 2000;
        rows << item;
    }
    db.bulkInsert(rows).value();
    const bool hasDescending = target.engine != "mysql"_L1; // MariaDB from 10.8
    const QString rank = db.dialect().syntax().quoted(u"rank");
    QVERIFY_RESULT(db.execute(u"CREATE INDEX i_ranks ON items (%1, id)"_s.arg(rank)));
    if (target.engine == "mysql"_L1) {
        QVERIFY_RESULT(db.execute(u"CREATE INDEX i_score ON items (score, id)"_s));
    } else if (target.engine == "postgresql"_L1) {
        QVERIFY_RESULT(db.execute(u"CREATE INDEX i_score ON items (score NULLS FIRST, id)"_s));
        QVERIFY_RESULT(db.execute(u"CREATE INDEX i_mixed ON items (rank DESC, id)"_s));
    } else {
        QVERIFY_RESULT(db.execute(u"CREATE INDEX i_score ON items (score, id)"_s));
        QVERIFY_RESULT(db.execute(u"CREATE INDEX i_mixed ON items (rank DESC, id)"_s));
    }
    QVERIFY_RESULT(db.analyze());

    QList<std::pair<Query<Item>, QByteArray>> queries { { db.query<Item>(), "key" },
        { db.query<Item>().orderBy(field<&Item::rank>), "ties" },
        { db.query<Item>().orderBy(field<&Item::rank>.desc(), field<&Item::id>.desc()), "ties, down" },
        { db.query<Item>().orderBy(field<&Item::score>), "NULLs" } };
    if (hasDescending)
        queries << std::pair(
                db.query<Item>().orderBy(field<&Item::rank>.desc(), field<&Item::id>), QByteArray("both directions"));
    for (const auto &[query, name] : std::as_const(queries)) {
        // A position is good for every filter: the one of a row far behind.
        const qint64 far = query.offset(count - 2000).first()->id;
        const auto two
                = query.filter(field<&Item::id>.in({ far, query.offset(count - 1).first()->id })).keysetPage({ .size = 1 });
        QVERIFY_RESULT(two);
        QVERIFY(two->hasNext());
        const QString position = two->next;

        if (target.engine == "sqlite"_L1) {
            StatementCounter statements;
            const auto page = query.keysetPage({ .size = size, .after = position });
            QVERIFY_RESULT(page);
            QCOMPARE(page->rows.size(), size);
            const QString sql = statements.texts().last();
            const auto plan = db.rows(u"EXPLAIN QUERY PLAN "_s + sql, QList<Value>(sql.count(u'?')));
            QVERIFY_RESULT(plan);
            for (const QList<Value> &line : *plan) {
                const QString detail = line.last().toVariant().toString();
                QVERIFY2(!detail.startsWith("SCAN items"_L1) && !detail.contains("SCAN t"_L1),
                        qPrintable(QString::fromLatin1(name) + u": "_s + detail + u'\n' + sql));
            }
            continue;
        }
        const auto looked = [&](const KeysetPosition &where) {
            auto transaction = db.begin().value();
            const qint64 before = rowsLookedAt(db, target);
            const auto page = query.keysetPage(where).value();
            const qint64 after = rowsLookedAt(db, target);
            return page.rows.size() == size ? after - before : -1;
        };
        const qint64 first = looked({ .size = size });
        const qint64 deep = looked({ .size = size, .after = position });
        const qint64 back = looked({ .size = size, .before = position });
        const QString figures = u"%1: %2, %3, %4"_s.arg(QString::fromLatin1(name)).arg(first).arg(deep).arg(back);
        QVERIFY2(first >= 0 && deep >= 0 && back >= 0, qPrintable(figures));
        QVERIFY2(first < 1000 && deep < 1000 && back < 1000, qPrintable(figures));
    }
}

QTEST_GUILESS_MAIN(tst_Paging)
#include "tst_paging.moc"
