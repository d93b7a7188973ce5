// SPDX-License-Identifier: MIT
// Row locks, and changes that compute from other tables or give rows back.
#include <blog/blog.h>

#include <quoin/dialect/capabilities.h>
#include <quoin/dialect/dialect.h>

#include <QtTest/qtest.h>

#include <thread>

using namespace Qt::StringLiterals;
using namespace quoin;
using namespace blog;

namespace {

const auto id = field<&Post::id>;
const auto views = field<&Post::views>;

} // namespace

class tst_Locks : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void locked_data() { QUOIN_TARGET_ROWS(); }
    void locked();
    void refused_data() { QUOIN_TARGET_ROWS(); }
    void refused();
    void updatesFromElsewhere_data() { QUOIN_TARGET_ROWS(); }
    void updatesFromElsewhere();
    void returning_data() { QUOIN_TARGET_ROWS(); }
    void returning();
    void changesOfPutTogether_data() { QUOIN_TARGET_ROWS(); }
    void changesOfPutTogether();

private:
    Database &database()
    {
        QFETCH(int, target);
        return m_databases[size_t(target)];
    }
    [[nodiscard]] const dialect::Capabilities &can() { return database().dialect().capabilities(); }
    std::vector<Database> m_databases;
};

void tst_Locks::initTestCase()
{
    for (const quoin::test::Target &target : quoin::test::targets()) {
        auto database = blog::open(target);
        QVERIFY_RESULT(database);
        m_databases.push_back(*database);
    }
}

void tst_Locks::locked()
{
    const auto posts = database().query<Post>();
    auto begun = database().begin();
    QVERIFY_RESULT(begun);
    const auto first = posts.filter(id == 1).forUpdate().all();
    if (!can().rowLocks) {
        QVERIFY(!first);
        QCOMPARE(first.error().kind(), ErrorKind::Unsupported);
        QVERIFY2(first.error().hint().contains(u"Immediate"_s), qPrintable(first.error().toString()));
        QCOMPARE(keys(posts.filter(id == 1)), u"1"_s); // nothing was sent: the transaction goes on
        return;
    }
    QVERIFY_RESULT(first);
    QCOMPARE(first->size(), 1);
    const auto shared = posts.filter(id == 2).forShare().all();
    QVERIFY_RESULT(shared);

    // Another connection: what is locked cannot be had at once, or is left out.
    QString atOnce, skipped, sharedToo;
    Database other = database();
    std::thread([&] {
        const auto reader = other.query<Post>();
        {
            auto transaction = other.begin();
            const auto row = reader.filter(id == 1).forUpdate(LockWait::NoWait).all();
            atOnce = row ? u"it could"_s : QString::number(int(row.error().kind()));
        }
        {
            auto transaction = other.begin();
            skipped = keys(reader.filter(id < 4).forUpdate(LockWait::SkipLocked));
        }
        {
            auto transaction = other.begin();
            sharedToo = keys(reader.filter(id == 2).forShare(LockWait::NoWait));
        }
        other.close();
    }).join();
    QCOMPARE(atOnce, QString::number(int(ErrorKind::Timeout)));
    QCOMPARE(skipped, u"3"_s);
    QCOMPARE(sharedToo, u"2"_s);

    // With the author's table joined only the posts are locked, where the engine can tell them apart.
    const auto joined = posts.filter(field<&Post::author, &Author::name> == u"Ben"_s).forUpdate().all();
    QVERIFY_RESULT(joined);
    QCOMPARE(joined->size(), 1);
    QVERIFY_RESULT(database().query<Author>().orderBy(field<&Author::id>).limit(2).forUpdate().first());
    const auto values = posts.filter(id == 1).forUpdate().values(field<&Post::title>).all();
    QVERIFY_RESULT(values);
    QCOMPARE(*values, QStringList { u"a"_s });
    // What reads nothing locks nothing.
    QVERIFY_RESULT(posts.forUpdate().count());
}

void tst_Locks::refused()
{
    const auto posts = database().query<Post>();
    const auto outside = posts.forUpdate().all();
    QVERIFY(!outside);
    if (!can().rowLocks) {
        QCOMPARE(outside.error().kind(), ErrorKind::Unsupported);
        return;
    }
    QCOMPARE(outside.error().kind(), ErrorKind::InvalidQuery);
    QVERIFY2(outside.error().hint().contains(u"begin()"_s), qPrintable(outside.error().toString()));

    auto begun = database().begin();
    QVERIFY_RESULT(begun);
    const auto invalid = [](const auto &rows) { return !rows && rows.error().kind() == ErrorKind::InvalidQuery; };
    QVERIFY(invalid(posts.forUpdate().values(field<&Post::title>, count()).all()));
    QVERIFY(invalid(posts.forUpdate().values(field<&Post::title>).distinct().all()));
    QVERIFY(invalid(posts.unite(posts).forUpdate().all()));
    QVERIFY(invalid(posts.forUpdate().unite(posts).all()));
    QVERIFY(invalid(posts.filter(exists(posts.forUpdate())).all()));
    const auto byAuthor = posts.forUpdate(LockWait::Wait, { field<&Post::author> }).all();
    QVERIFY(!byAuthor); // there may be none
    const auto byPost
            = database().query<Comment>().forUpdate(LockWait::Wait, { field<&Comment::id>, field<&Comment::post> }).all();
    if (can().lockTables) {
        QCOMPARE(byAuthor.error().kind(), ErrorKind::InvalidQuery);
        QVERIFY_RESULT(byPost);
        QCOMPARE(byPost->size(), 5);
    } else {
        QCOMPARE(byAuthor.error().kind(), ErrorKind::Unsupported);
        QVERIFY(!byPost);
        QCOMPARE(byPost.error().kind(), ErrorKind::Unsupported);
    }
}

void tst_Locks::updatesFromElsewhere()
{
    auto begun = database().begin();
    QVERIFY_RESULT(begun);
    const auto posts = database().query<Post>();
    const auto authors = database().query<Author>();
    const auto viewsOf = [&] {
        const auto rows = posts.values(views).orderBy(id).all();
        QStringList list;
        for (const auto &row : rows.value_or(QList<std::optional<int>>()))
            list << (row ? QString::number(*row) : u"-"_s);
        return list.join(u' ');
    };
    // A value across a to-one relation; where it leads nowhere it is NULL.
    auto done = posts.filter(id != 3).update(set(views, field<&Post::author, &Author::id> * 10));
    QVERIFY_RESULT(done);
    QCOMPARE(*done, 5);
    QCOMPARE(viewsOf(), u"10 10 - 20 - 40"_s);
    // A sub-query, of another table and of the one that is changed.
    const auto comments = database().query<Comment>().filter(field<&Comment::post> == outer<&Post::id>);
    done = posts.allowAll().update(set(views, coalesce(subquery(comments.values(quoin::sum(field<&Comment::stars>))), 0)));
    QVERIFY_RESULT(done);
    QCOMPARE(viewsOf(), u"6 3 0 0 5 0"_s);
    const auto others = posts.filter(field<&Post::title> == outer<&Post::title>);
    done = posts.filter(field<&Post::title> == u"a"_s)
                   .update(set(views, subquery(others.values(quoin::sum(views))) + 1), set(field<&Post::title>, u"z"_s));
    QVERIFY_RESULT(done);
    QCOMPARE(*done, 2);
    QCOMPARE(viewsOf(), u"7 3 0 7 5 0"_s); // both of the values as they were
    QCOMPARE(keys(posts.filter(field<&Post::title> == u"z"_s)), u"1 4"_s);
    // With a condition on related rows, and cut.
    done = posts.filter(field<&Post::tags, &Tag::name> == u"blue"_s)
                   .orderBy(id.desc())
                   .limit(2)
                   .update(set(views, coalesce(field<&Post::author, &Author::id>, 99)));
    QVERIFY_RESULT(done);
    QCOMPARE(*done, 2);
    QCOMPARE(viewsOf(), u"7 3 0 2 99 0"_s);
    // An aggregate of rows of its own table.
    done = authors.allowAll().update(set(field<&Author::score>, count(field<&Author::pupils>)));
    QVERIFY_RESULT(done);
    QCOMPARE(keys(authors.filter(field<&Author::score> == 2)), u"1"_s);
    QCOMPARE(keys(authors.filter(field<&Author::score> == 1)), u"3"_s);
    // NULL where none can be: the engine's own refusal, and the transaction is over.
    const auto wrong = posts.filter(id == 5).update(set(field<&Post::title>, field<&Post::author, &Author::name>));
    QVERIFY(!wrong);
    QCOMPARE(wrong.error().kind(), ErrorKind::NotNullViolation);
}

void tst_Locks::returning()
{
    auto begun = database().begin();
    QVERIFY_RESULT(begun);
    const auto posts = database().query<Post>();
    const auto changed = posts.filter(views > 100).updateReturning(set(views, views + 1));
    if (!can().updateReturning) {
        QVERIFY(!changed);
        QCOMPARE(changed.error().kind(), ErrorKind::Unsupported);
        QCOMPARE(keys(posts.filter(views == 200)), u"2 4"_s);
        return;
    }
    QVERIFY_RESULT(changed);
    QList<qint64> ids;
    for (const Post &post : *changed) {
        ids << post.id;
        QCOMPARE(post.views, std::optional<int>(201));
    }
    std::ranges::sort(ids);
    QCOMPARE(ids, QList<qint64>({ 2, 4 }));
    const auto elsewhere = posts.filter(id == 4).updateReturning(set(views, field<&Post::author, &Author::id>));
    QVERIFY_RESULT(elsewhere);
    QCOMPARE(elsewhere->size(), 1);
    QCOMPARE(elsewhere->first().views, std::optional<int>(2));
    const auto removed = posts.filter(id.in({ 3, 6 })).removeReturning();
    QVERIFY_RESULT(removed);
    QCOMPARE(removed->size(), 2);
    QCOMPARE(keys(posts), u"1 2 4 5"_s);
    QVERIFY(!posts.removeReturning()); // every row: only when it is said
}

void tst_Locks::changesOfPutTogether()
{
    auto begun = database().begin();
    QVERIFY_RESULT(begun);
    const auto posts = database().query<Post>();
    const auto some = posts.filter(id == 1).unite(posts.filter(id == 6));
    const auto changed = some.filter(id > 0).update(set(views, 1));
    QVERIFY_RESULT(changed);
    QCOMPARE(*changed, 2);
    QCOMPARE(keys(posts.filter(views == 1)), u"1 6"_s);
    const auto newest = posts.filter(id < 5).distinctOn(field<&Post::title>).orderBy(id.desc()).update(set(views, 2));
    QVERIFY_RESULT(newest);
    QCOMPARE(keys(posts.filter(views == 2)), u"2 3 4"_s);
    const auto pupils = database().query<Author>().filter(field<&Author::id> == 3).descendants(field<&Author::mentor>);
    QCOMPARE(*pupils.filter(treeDepth() > 0).update(set(field<&Author::score>, 5)), 1);
    QCOMPARE(keys(database().query<Author>().filter(field<&Author::score> == 5)), u"4"_s);
}

QTEST_GUILESS_MAIN(tst_Locks)
#include "tst_locks.moc"
