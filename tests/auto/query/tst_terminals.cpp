// SPDX-License-Identifier: MIT
// The calls that run a query: which row is the first and the last, many by their keys, parts of rows, rows as maps.
#include <quoin/quoin.h>

#include <quoin/query/valuemaps.h>

#include <quoin/telemetry/statementevent.h>

#include <tables/tables.h>
#include <testsupport.h>

#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace quoin;
using quoin::test::createTables;
using quoin::test::Target;

namespace terminals {
Q_NAMESPACE

enum class Kind { Plain, Fancy };
Q_ENUM_NS(Kind)

class Author
{
    Q_GADGET
    QUOIN_MODEL("authors", "")
    QUOIN_FIELD(qint64, id, "primaryKey, autoIncrement=no")
    QUOIN_FIELD(QString, name, "maxLength=40")
};

class Post : public quoin::Record<Post>
{
    Q_GADGET
    QUOIN_MODEL("posts", "ordering=-rank")
    QUOIN_FIELD(qint64, id, "primaryKey, autoIncrement=no")
    QUOIN_FIELD(QString, slug, "maxLength=40, unique")
    QUOIN_FIELD(QString, title, "maxLength=40, minLength=1")
    QUOIN_FIELD(int, rank, "")
    QUOIN_FIELD(std::optional<QDate>, day, "")
    QUOIN_FIELD(Kind, kind, "")
    QUOIN_FIELD(quoin::ForeignKey<Author>, author, "null")
};

class Pair
{
    Q_GADGET
    QUOIN_MODEL("pairs", "")
    QUOIN_FIELD(qint64, one, "primaryKey, autoIncrement=no")
    QUOIN_FIELD(qint64, two, "primaryKey, autoIncrement=no")
};

} // namespace terminals

using namespace terminals;

class tst_Terminals : public QObject
{
    Q_OBJECT

private slots:
    void firstAndLast_data() { QUOIN_TARGET_ROWS(); }
    void firstAndLast();
    void earliestAndLatest_data() { QUOIN_TARGET_ROWS(); }
    void earliestAndLatest();
    void slices_data() { QUOIN_TARGET_ROWS(); }
    void slices();
    void inBulk_data() { QUOIN_TARGET_ROWS(); }
    void inBulk();
    void manyKeys_data() { QUOIN_TARGET_ROWS(); }
    void manyKeys();
    void inBulkRefused();
    void onlySomeColumns_data() { QUOIN_TARGET_ROWS(); }
    void onlySomeColumns();
    void deferredAreNotWritten_data() { QUOIN_TARGET_ROWS(); }
    void deferredAreNotWritten();
    void deferredAreNotStoredAsTheyAre_data() { QUOIN_TARGET_ROWS(); }
    void deferredAreNotStoredAsTheyAre();
    void rowsByName_data() { QUOIN_TARGET_ROWS(); }
    void rowsByName();
    void countsOfSelections_data() { QUOIN_TARGET_ROWS(); }
    void countsOfSelections();

private:
    Database &open(const Target &target);
    QHash<QString, Database> m_databases;
};

namespace {

QList<qint64> ids(const Result<QList<Post>> &posts)
{
    QList<qint64> out;
    for (const Post &post : posts.value())
        out << post.id;
    return out;
}

} // namespace

/// Ten posts; two share each rank from 0 to 4; those with an even number have a day.
Database &tst_Terminals::open(const Target &target)
{
    Database &db = m_databases[target.name];
    if (db.isValid()) {
        db.query<Post>().allowAll().remove().value();
    } else {
        db = Database::open(test::freshDatabase(target)).value();
        createTables<Author, Post, Pair>(db).value();
        Author ann { .id = 1, .name = u"Ann"_s };
        db.insert(ann).value();
    }
    QList<Post> posts;
    for (int i = 0; i < 10; ++i) {
        Post post;
        post.id = i;
        post.slug = u"post-%1"_s.arg(i);
        post.title = u"Post %1"_s.arg(i);
        post.rank = i / 2;
        post.kind = i == 3 ? Kind::Fancy : Kind::Plain;
        if (i % 2 == 0)
            post.day = QDate(2024, 1, 10 - i);
        if (i > 7)
            post.author.setKey(Value(1));
        posts << post;
    }
    db.bulkInsert(posts).value();
    return db;
}

void tst_Terminals::firstAndLast()
{
    Database &db = open(QUOIN_TARGET());
    const auto all = db.query<Post>(); // by rank, the greatest first
    QCOMPARE(all.first()->id, 8);
    QCOMPARE(all.last()->id, 1);
    QCOMPARE(ids(all.reverse().all()), QList<qint64>({ 1, 0, 3, 2, 5, 4, 7, 6, 9, 8 }));
    QCOMPARE(ids(all.reverse().reverse().all()), QList<qint64>({ 8, 9, 6, 7, 4, 5, 2, 3, 0, 1 }));
    const auto byDay = all.orderBy(field<&Post::day>); // NULLs are smallest
    QCOMPARE(byDay.first()->id, 1);
    QCOMPARE(byDay.last()->id, 0);
    QCOMPARE(all.orderBy(field<&Post::day>.desc().nullsFirst()).last()->id, 8);
    QCOMPARE(all.orderBy(field<&Post::author, &Author::name>, field<&Post::rank>).last()->id, 9);
    QCOMPARE(ids(all.reverse().limit(3).all()), QList<qint64>({ 1, 0, 3 }));
    QCOMPARE(all.filter(field<&Post::id> > 100).last().error().kind(), ErrorKind::NotFound);
    QCOMPARE(all.limit(3).last().error().kind(), ErrorKind::InvalidQuery);
    QCOMPARE(all.offset(3).last().error().kind(), ErrorKind::InvalidQuery);
}

void tst_Terminals::earliestAndLatest()
{
    Database &db = open(QUOIN_TARGET());
    const auto all = db.query<Post>();
    QCOMPARE(all.earliest(field<&Post::day>)->id, 8);
    QCOMPARE(all.latest(field<&Post::day>)->id, 0);
    QCOMPARE(all.latest(field<&Post::rank>, field<&Post::id>)->id, 9);
    QCOMPARE(all.earliest(field<&Post::author, &Author::name>)->id, 8);
    QCOMPARE(all.filter(field<&Post::day>.isNull()).latest(field<&Post::day>).error().kind(), ErrorKind::NotFound);
    QCOMPARE(all.limit(3).earliest(field<&Post::day>).error().kind(), ErrorKind::InvalidQuery);
    QCOMPARE(all.slice(1, 3).latest(field<&Post::day>).error().kind(), ErrorKind::InvalidQuery);
}

/// A slice is one of what those before it leave, and never more than that.
void tst_Terminals::slices()
{
    Database &db = open(QUOIN_TARGET());
    const auto byId = db.query<Post>().orderBy(field<&Post::id>);
    const auto rows = [](const Query<Post> &query) { return ids(query.all()); };
    QCOMPARE(rows(byId.slice(2, 5)), QList<qint64>({ 2, 3, 4 }));
    QCOMPARE(rows(byId.slice(2, 8).slice(1, 3)), QList<qint64>({ 3, 4 }));
    QCOMPARE(rows(byId.slice(2, 5).slice(1, 100)), QList<qint64>({ 3, 4 }));
    QCOMPARE(rows(byId.slice(2, 5).slice(3, 4)), QList<qint64>());
    QCOMPARE(rows(byId.slice(2, 5).slice(7, 9)), QList<qint64>());
    QCOMPARE(rows(byId.slice(4, 4)), QList<qint64>());
    QCOMPARE(rows(byId.limit(3).slice(1, 9)), QList<qint64>({ 1, 2 }));
    QCOMPARE(rows(byId.offset(7).slice(1, 9)), QList<qint64>({ 8, 9 }));
    QCOMPARE(rows(byId.slice(8, 20).slice(0, 20).slice(1, 20)), QList<qint64> { 9 });
    QCOMPARE(byId.slice(2, 5).slice(1, 9).count().value(), 2);
    QCOMPARE(byId.slice(2, 5).first()->id, 2);
    QCOMPARE(byId.slice(2, 5).slice(1, 2).get()->id, 3);
    QCOMPARE(byId.slice(3, 3).first().error().kind(), ErrorKind::NotFound);
    QCOMPARE(byId.limit(0).first().error().kind(), ErrorKind::NotFound);
    QCOMPARE(byId.offset(9).get()->id, 9);
    const auto keys = db.query<Post>().values(field<&Post::id>).orderBy(field<&Post::id>);
    QCOMPARE(keys.slice(2, 8).slice(1, 3).all().value(), QList<qint64>({ 3, 4 }));
    QCOMPARE(keys.slice(2, 8).first().value(), 2);
    QCOMPARE(keys.limit(0).first().error().kind(), ErrorKind::NotFound);

    constexpr qint64 most = std::numeric_limits<qint64>::max();
    QCOMPARE(rows(byId.slice(8, most)), QList<qint64>({ 8, 9 }));
    QCOMPARE(rows(byId.slice(8, most).slice(1, most)), QList<qint64> { 9 });
    QCOMPARE(rows(byId.offset(most).slice(1, 2)), QList<qint64>());
    for (const auto &[from, to] : { std::pair<qint64, qint64>(3, 1), { -1, 3 }, { -most - 1, most }, { 0, -most - 1 } }) {
        QCOMPARE(byId.slice(from, to).all().error().kind(), ErrorKind::InvalidQuery);
        QCOMPARE(byId.slice(from, to).slice(0, 1).all().error().kind(), ErrorKind::InvalidQuery);
        QCOMPARE(keys.slice(from, to).all().error().kind(), ErrorKind::InvalidQuery);
    }
    QCOMPARE(byId.offset(-1).slice(most, most).all().error().kind(), ErrorKind::InvalidQuery);
}

void tst_Terminals::inBulk()
{
    Database &db = open(QUOIN_TARGET());
    int statements = 0;
    const StatementObserver observer([&](const StatementEvent &) { ++statements; });
    const auto byKey = db.query<Post>().inBulk(QList<qint64> { 3, 77, 1, 3 });
    QVERIFY_RESULT(byKey);
    QCOMPARE(statements, 1);
    QCOMPARE(byKey->size(), 2);
    QCOMPARE(byKey->value(3).title, u"Post 3"_s);
    QVERIFY(byKey->value(1).isStored());

    const auto bySlug = db.query<Post>().filter(field<&Post::id> < 5).inBulk<&Post::slug>({ u"post-4"_s, u"post-5"_s });
    QVERIFY_RESULT(bySlug);
    QCOMPARE(bySlug->keys(), QStringList { u"post-4"_s });
    QCOMPARE(bySlug->value(u"post-4"_s).id, 4);

    statements = 0;
    QVERIFY(db.query<Post>().inBulk(QList<qint64>()).value().isEmpty());
    QCOMPARE(statements, 0);
}

void tst_Terminals::manyKeys()
{
    Database &db = open(QUOIN_TARGET());
    QList<qint64> keys; // more than a statement of any engine has placeholders; tst_querychange takes a million
    for (qint64 i = 0; i < 200'000; ++i)
        keys << i + 5;
    const auto byKey = db.query<Post>().inBulk(keys);
    QVERIFY_RESULT(byKey);
    QCOMPARE(byKey->size(), 5);
}

void tst_Terminals::inBulkRefused()
{
    Database db = Database::open(u"sqlite::memory:"_s).value();
    QCOMPARE(db.query<Post>().limit(3).inBulk(QList<int> { 1 }).error().kind(), ErrorKind::InvalidQuery);
    const Error notUnique = db.query<Post>().inBulk<&Post::rank>({ 1 }).error();
    QCOMPARE(notUnique.kind(), ErrorKind::InvalidQuery);
    QVERIFY(notUnique.message().contains(u"rank"));
    QCOMPARE(db.query<Pair>().inBulk(QList<int> { 1 }).error().kind(), ErrorKind::InvalidQuery);
    QCOMPARE(db.query<Post>().defer<&Post::slug>().inBulk<&Post::slug>({ u"a"_s }).error().kind(), ErrorKind::InvalidQuery);
}

void tst_Terminals::onlySomeColumns()
{
    Database &db = open(QUOIN_TARGET());
    const auto all = db.query<Post>().orderBy(field<&Post::id>);
    const auto few = all.only<&Post::title, &Post::rank>();
    const QString sql = few.toSql()->text;
    QVERIFY2(sql.contains(u"title") && sql.contains(u"rank") && sql.contains(u"id") && !sql.contains(u"slug"), qPrintable(sql));

    Post post = few.last().value();
    QCOMPARE(post.id, 9);
    QCOMPARE(post.title, u"Post 9"_s);
    QCOMPARE(post.slug, QString());
    QCOMPARE(post.deferredFields(), QStringList({ u"slug"_s, u"day"_s, u"kind"_s, u"author"_s }));
    QVERIFY(!post.isChanged());

    QCOMPARE(all.defer<&Post::title>().first()->deferredFields(), QStringList { u"title"_s });
    const auto less = all.defer<&Post::title>().defer<&Post::id, &Post::day>();
    QCOMPARE(less.first()->deferredFields(), QStringList({ u"title"_s, u"day"_s }));
    const auto slugs = all.only<&Post::title, &Post::slug>().defer<&Post::title>();
    QCOMPARE(slugs.first()->slug, u"post-0"_s);
    QCOMPARE(all.only<&Post::title>().filter(field<&Post::slug> == u"post-4"_s).get()->title, u"Post 4"_s);
    QCOMPARE(all.only<&Post::title>().inBulk(QList<qint64> { 4 })->value(4).title, u"Post 4"_s);

    QVERIFY_RESULT(post.refresh());
    QCOMPARE(post.slug, u"post-9"_s);
    QVERIFY(post.deferredFields().isEmpty());
}

void tst_Terminals::deferredAreNotWritten()
{
    Database &db = open(QUOIN_TARGET());
    const auto nine = db.query<Post>().filter(field<&Post::id> == 9);
    Post post = nine.only<&Post::title>().get().value();
    post.title = u"Ninth"_s;
    QCOMPARE(post.changedFields(), QStringList { u"title"_s });
    QVERIFY_RESULT(post.save());
    QCOMPARE(nine.get()->slug, u"post-9"_s);
    QCOMPARE(nine.get()->rank, 4);
    QCOMPARE(nine.get()->title, u"Ninth"_s);
    QCOMPARE(post.deferredFields().size(), 5);

    post.rank = 7; // set, so it counts
    QVERIFY_RESULT(post.save());
    QCOMPARE(nine.get()->rank, 7);
    QVERIFY(!post.deferredFields().contains(u"rank"_s));

    post.day = std::nullopt; // as a new one has it: only by name
    QVERIFY_RESULT(db.update(post, { field<&Post::kind>, field<&Post::author> }));
    QVERIFY(nine.get()->author.key().isNull());
    QVERIFY(!post.deferredFields().contains(u"author"_s));

    // What a rolled back transaction did leaves it as it was: unread.
    Post again = nine.only<&Post::title>().get().value();
    {
        auto transaction = db.begin().value();
        again.title = u"Never"_s;
        QVERIFY_RESULT(again.save());
        QVERIFY_RESULT(transaction.rollback());
    }
    QVERIFY_RESULT(again.save());
    QCOMPARE(nine.get()->title, u"Never"_s);
    QCOMPARE(nine.get()->slug, u"post-9"_s);
    QCOMPARE(nine.get()->rank, 7);
}

void tst_Terminals::deferredAreNotStoredAsTheyAre()
{
    Database &db = open(QUOIN_TARGET());
    QList<Post> posts = db.query<Post>().only<&Post::title>().all().value();
    int statements = 0;
    const StatementObserver observer([&](const StatementEvent &) { ++statements; });
    const auto refused = [](const Error &error) {
        QCOMPARE(error.kind(), ErrorKind::InvalidQuery);
        QVERIFY2(error.message().contains(u"slug"), qPrintable(error.message()));
    };
    refused(db.insert(posts[0]).error());
    refused(db.bulkInsert(posts).error());
    refused(db.bulkUpdate(posts).error());
    refused(db.updateOrCreate({ field<&Post::id> }, posts[0]).error());
    Database other = Database::open(u"sqlite::memory:"_s).value();
    refused(other.save(posts[0]).error());
    QCOMPARE(statements, 0);

    for (Post &post : posts)
        post.title = u"new"_s;
    QCOMPARE(db.bulkUpdate(posts, { field<&Post::title> }).value(), 10);
    QCOMPARE(db.query<Post>().filter(field<&Post::title> == u"new"_s && field<&Post::slug>.startsWith(u"post"_s)).count().value(),
            10);
}

void tst_Terminals::rowsByName()
{
    Database &db = open(QUOIN_TARGET());
    const auto posts = db.query<Post>().orderBy(field<&Post::id>);
    const auto some = posts.valueMaps(field<&Post::title>, field<&Post::author, &Author::name>, field<&Post::day>,
            named(u"twice"_s, field<&Post::rank> * 2));
    QVERIFY_RESULT(some);
    QCOMPARE(some->size(), 10);
    QCOMPARE(some->at(9),
            QVariantMap({ { u"title"_s, u"Post 9"_s }, { u"author__name"_s, u"Ann"_s }, { u"day"_s, QVariant() },
                    { u"twice"_s, qint64(8) } }));
    QCOMPARE(some->at(4).value(u"day"_s), QVariant(QDate(2024, 1, 6)));
    QVERIFY(!some->at(4).value(u"author__name"_s).isValid());

    const auto whole = posts.limit(1).valueMaps();
    QVERIFY_RESULT(whole);
    QCOMPARE(whole->first().keys(), QStringList({ u"author"_s, u"day"_s, u"id"_s, u"kind"_s, u"rank"_s, u"slug"_s, u"title"_s }));
    QCOMPARE(whole->first().value(u"slug"_s).toString(), u"post-0"_s);

    const auto groups = db.query<Post>().orderBy(field<&Post::rank>).valueMaps(field<&Post::rank>, named(u"posts"_s, count()));
    QVERIFY_RESULT(groups);
    QCOMPARE(groups->size(), 5);
    QCOMPARE(groups->first(), QVariantMap({ { u"rank"_s, qint64(0) }, { u"posts"_s, qint64(2) } }));

    const auto twice = posts.valueMaps(field<&Post::title>, named(u"title"_s, field<&Post::slug>));
    QVERIFY(!twice);
    QCOMPARE(twice.error().kind(), ErrorKind::InvalidQuery);
}

void tst_Terminals::countsOfSelections()
{
    Database &db = open(QUOIN_TARGET());
    const auto all = db.query<Post>();
    QCOMPARE(all.values(field<&Post::title>).count().value(), 10);
    QCOMPARE(all.values(field<&Post::rank>).distinct().count().value(), 5);
    QCOMPARE(all.values(field<&Post::rank>).distinct().limit(3).count().value(), 3);
    QCOMPARE(all.values(field<&Post::rank> * 2, count()).count().value(), 5);
    QCOMPARE(all.values(field<&Post::rank>, count()).having(count() > 2).count().value(), 0);
    QCOMPARE(all.values(field<&Post::rank>, count()).orderBy(count().desc()).offset(4).count().value(), 1);
    QVERIFY(all.values(field<&Post::rank>, count()).having(count() > 1).exists().value());
    QVERIFY(!all.values(field<&Post::rank>, count()).having(count() > 2).exists().value());
    QVERIFY(all.filter(field<&Post::id> < 0).values(count()).exists().value()); // one row, which says 0
    QVERIFY(!all.filter(field<&Post::id> < 0).values(field<&Post::id>).exists().value());
    QCOMPARE(all.filter(field<&Post::id> == 3).values(field<&Post::kind>).get().value(), Kind::Fancy);
    QCOMPARE(all.values(field<&Post::kind>).get().error().kind(), ErrorKind::MultipleFound);
    QCOMPARE(all.filter(field<&Post::id> < 0).values(field<&Post::kind>).get().error().kind(), ErrorKind::NotFound);
}

QTEST_MAIN(tst_Terminals)
#include "tst_terminals.moc"
