// SPDX-License-Identifier: MIT
// load(): that a relation which did not come with its row is loaded for all rows of the result by one statement.
#include "relations/press.h"

#include <statementcounter.h>
#include <tables/tables.h>
#include <testsupport.h>

#include <QtTest/qtest.h>

#include <thread>

using namespace Qt::StringLiterals;
using namespace quoin;
using namespace press;
using quoin::test::StatementCounter;

class tst_LazyLoading : public QObject
{
    Q_OBJECT

private slots:
    void thousandRows_data() { QUOIN_TARGET_ROWS(); }
    void thousandRows();
    void lists_data() { QUOIN_TARGET_ROWS(); }
    void lists();
    void levels_data() { QUOIN_TARGET_ROWS(); }
    void levels();
    void nothingThere_data() { QUOIN_TARGET_ROWS(); }
    void nothingThere();
    void single_data() { QUOIN_TARGET_ROWS(); }
    void single();
    void forbidden_data() { QUOIN_TARGET_ROWS(); }
    void forbidden();
    void alone_data() { QUOIN_TARGET_ROWS(); }
    void alone();
    void keptRow();
    void ownKeys_data() { QUOIN_TARGET_ROWS(); }
    void ownKeys();
    void threads_data() { QUOIN_TARGET_ROWS(); }
    void threads();
};

void tst_LazyLoading::thousandRows()
{
    auto db = freshPress(test::freshDatabase(QUOIN_TARGET()));
    const auto authors = db.query<Author>().orderBy(field<&Author::id>).all().value();
    QList<Post> posts(1000);
    for (qsizetype i = 0; i < posts.size(); ++i) {
        posts[i].title = u"T%1"_s.arg(i);
        posts[i].author = authors.at(i % authors.size());
    }
    QVERIFY_RESULT(db.bulkInsert(posts));
    StatementCounter statements;
    const auto read = db.query<Post>().filter(field<&Post::title>.startsWith(u"T"_s)).all().value();
    QCOMPARE(read.size(), 1000);
    for (const Post &post : read) {
        QVERIFY(!post.author.isLoaded());
        QVERIFY_RESULT(post.author.load(db));
        QCOMPARE(post.author->name, authors.at(post.title.mid(1).toInt() % authors.size()).name);
    }
    QCOMPARE_STATEMENTS(statements, 2);
    QCOMPARE(read.at(0).author.get(), read.at(4).author.get());

    // Copies of the rows in a loop do for all, too
    auto again = db.query<Post>().filter(field<&Post::title>.startsWith(u"T"_s)).all().value();
    for (Post post : std::as_const(again)) // NOLINT(performance-for-range-copy)
        QVERIFY_RESULT(post.tags.load(db));
    QCOMPARE_STATEMENTS(statements, 2);
}

void tst_LazyLoading::lists()
{
    const auto db = freshPress(test::freshDatabase(QUOIN_TARGET()));
    StatementCounter statements;
    const auto authors = db.query<Author>().orderBy(field<&Author::id>).all().value();
    QStringList posts, friends, reviewed;
    for (const Author &author : authors) {
        QVERIFY(!author.posts.isLoaded());
        QVERIFY(author.posts.isEmpty());
        QVERIFY_RESULT(author.posts.load(db));
        QVERIFY_RESULT(author.friends.load(db));
        QVERIFY_RESULT(author.reviewed.load(db));
        posts << names(author.posts);
        friends << names(author.friends);
        reviewed << names(author.reviewed);
    }
    QCOMPARE_STATEMENTS(statements, 4);
    QCOMPARE(posts.join(u'|'), u"P1 P4 P6|P2|P3|"_s);
    QCOMPARE(friends.join(u'|'), u"Bob Dora|Ann||Ann"_s);
    QCOMPARE(reviewed.join(u'|'), u"P2|P1|P1|"_s);

    Author ann = authors.at(0);
    QVERIFY_RESULT(ann.posts.load(db)); // is at hand
    QCOMPARE_STATEMENTS(statements, 0);
    ann.posts.unload();
    QVERIFY(!ann.posts.isLoaded());
    QVERIFY_RESULT(ann.posts.load(db));
    QCOMPARE(names(ann.posts), u"P1 P4 P6"_s);
    QCOMPARE_STATEMENTS(statements, 1);
}

void tst_LazyLoading::levels()
{
    const auto db = freshPress(test::freshDatabase(QUOIN_TARGET()));
    StatementCounter statements;
    // What was loaded lazily, or with its row, is a result like any other
    const auto posts = db.query<Post>().filter(field<&Post::author>.isNotNull()).orderBy(field<&Post::id>).all().value();
    QStringList found;
    for (const Post &post : posts) {
        QVERIFY_RESULT(post.author.load(db));
        QVERIFY_RESULT(post.author->country.load(db));
        QVERIFY_RESULT(post.author->posts.load(db));
        for (const Post &other : post.author->posts) {
            QVERIFY_RESULT(other.tags.load(db));
            found << names(other.tags);
        }
    }
    QCOMPARE_STATEMENTS(statements, 5);
    QCOMPARE(found.join(u'|').count(u"blue"), 4);
    const auto eager = db.query<Post>().filter(field<&Post::author>.isNotNull()).with<&Post::author>().all().value();
    QCOMPARE_STATEMENTS(statements, 2);
    for (const Post &post : eager)
        QVERIFY_RESULT(post.author->mentor.load(db));
    QCOMPARE_STATEMENTS(statements, 1);
}

void tst_LazyLoading::nothingThere()
{
    auto db = freshPress(test::freshDatabase(QUOIN_TARGET()));
    const auto posts = db.query<Post>().orderBy(field<&Post::id>).all().value();
    StatementCounter statements;
    QVERIFY_RESULT(posts.at(4).author.load(db)); // NULL
    QVERIFY(!posts.at(4).author.get());
    QCOMPARE_STATEMENTS(statements, 0);

    // Rows that went meanwhile
    const auto portraits = db.query<Portrait>().all().value();
    QVERIFY_RESULT(db.query<Portrait>().allowAll().remove());
    const auto reviews = db.query<Review>().all().value();
    QVERIFY_RESULT(db.query<Review>().allowAll().remove());
    QVERIFY_RESULT(db.query<Post>().filter(field<&Post::title> == u"P3").update(set(field<&Post::author>, std::nullopt)));
    QVERIFY_RESULT(db.query<Author>().filter(field<&Author::name> == u"Cleo").remove());
    statements.restart();
    for (const Post &post : posts)
        QVERIFY_RESULT(post.author.load(db));
    QVERIFY(!posts.at(2).author.get());
    QVERIFY(!posts.at(2).author.isLoaded());
    QCOMPARE(posts.at(0).author->name, u"Ann"_s);
    QVERIFY_RESULT(posts.at(2).author.load(db)); // is known by now
    QCOMPARE_STATEMENTS(statements, 1);
    QVERIFY_RESULT(portraits.at(0).author.load(db));
    QVERIFY(!portraits.at(0).author.get());
    QVERIFY_RESULT(reviews.at(0).reviewer.load(db));
}

void tst_LazyLoading::single()
{
    const auto db = freshPress(test::freshDatabase(QUOIN_TARGET()));
    StatementCounter statements;
    const auto posts = db.query<Post>().orderBy(field<&Post::id>).lazyLoading(LazyLoading::Single).all().value();
    for (int i = 0; i < 3; ++i) {
        QVERIFY_RESULT(posts.at(i).author.load(db));
        QVERIFY_RESULT(posts.at(i).tags.load(db));
    }
    QCOMPARE_STATEMENTS(statements, 7);
    QCOMPARE(posts.at(2).author->name, u"Cleo"_s);
    QCOMPARE(names(posts.at(2).tags), u"green red"_s);
}

void tst_LazyLoading::forbidden()
{
    auto db = freshPress(test::freshDatabase(QUOIN_TARGET()));
    StatementCounter statements;
    const auto posts
            = db.query<Post>().orderBy(field<&Post::id>).with<&Post::author>().lazyLoading(LazyLoading::Forbidden).all().value();
    QVERIFY_RESULT(posts.at(0).author.load(db));
    QCOMPARE(posts.at(0).author->name, u"Ann"_s);
    const auto refused = posts.at(0).tags.load(db);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind(), ErrorKind::Relation);
    QVERIFY2(refused.error().toString().contains(u"press::Post::tags"_s), qPrintable(refused.error().toString()));
    QVERIFY2(refused.error().hint().contains(u"with<&press::Post::tags>()"_s), qPrintable(refused.error().hint()));
    QCOMPARE(posts.at(0).author->country.load(db).error().kind(), ErrorKind::Relation); // also what came with it
    QCOMPARE_STATEMENTS(statements, 2);

    // For a database, and for the program
    const Database copy = db;
    db.setLazyLoading(LazyLoading::Forbidden);
    QCOMPARE(copy.lazyLoading(), LazyLoading::Forbidden);
    QCOMPARE(copy.query<Post>().orderBy(field<&Post::id>).first().value().author.load(db).error().kind(), ErrorKind::Relation);
    QCOMPARE(copy.get<Post>(1).value().author.load(db).error().kind(), ErrorKind::Relation);
    QCOMPARE(copy.get<Post>(1).value().tags.load(db).error().kind(), ErrorKind::Relation);
    QVERIFY_RESULT(copy.query<Post>().orderBy(field<&Post::id>).lazyLoading(LazyLoading::Peers).first().value().author.load(db));
    db.setLazyLoading(LazyLoading::Peers);
    Database::setDefaultLazyLoading(LazyLoading::Forbidden);
    const auto other = Database::open(db.options()).value();
    const auto strict = other.get<Post>(1).value().author.load(other);
    const auto lenient = db.get<Post>(1).value().author.load(db);
    Database::setDefaultLazyLoading(LazyLoading::Peers);
    QCOMPARE(strict.error().kind(), ErrorKind::Relation);
    QVERIFY_RESULT(lenient);
}

void tst_LazyLoading::alone()
{
    const auto db = freshPress(test::freshDatabase(QUOIN_TARGET()));
    const auto post = db.get<Post>(1).value();
    StatementCounter statements;
    QVERIFY_RESULT(post.author.load(db));
    QVERIFY_RESULT(post.tags.load(db));
    QVERIFY_RESULT(post.reviewers.load(db));
    QVERIFY_RESULT(post.author->posts.load(db));
    QCOMPARE_STATEMENTS(statements, 4);
    QCOMPARE(post.author->name, u"Ann"_s);
    QCOMPARE(names(post.tags), u"blue green red"_s);
    for (const Post &other : post.author->posts) // which are peers again
        QVERIFY_RESULT(other.tags.load(db));
    QCOMPARE_STATEMENTS(statements, 1);
}

/// One row that is kept keeps neither the others nor what was loaded for them.
void tst_LazyLoading::keptRow()
{
    auto db = freshPress(test::freshDatabase(test::engines().first()));
    QList<Author> authors(500);
    for (qsizetype i = 0; i < authors.size(); ++i)
        authors[i].name = u"A%1"_s.arg(i);
    QVERIFY_RESULT(db.bulkInsert(authors));
    QList<Post> posts(500);
    for (qsizetype i = 0; i < posts.size(); ++i) {
        posts[i].title = u"T"_s;
        posts[i].author = authors.at(i);
    }
    QVERIFY_RESULT(db.bulkInsert(posts));

    const auto read
            = [&] { return db.query<Post>().filter(field<&Post::title> == u"T").orderBy(field<&Post::id>).all().value(); };
    QList<Post> rows = read();
    Post kept = rows.at(0);
    QVERIFY_RESULT(rows.at(1).author.load(db));
    std::weak_ptr<const Author> other = rows.at(1).author.shared();
    rows.clear();
    QVERIFY(other.expired());
    StatementCounter statements;
    QVERIFY_RESULT(kept.author.load(db)); // alone by now
    QCOMPARE_STATEMENTS(statements, 1);
    QCOMPARE(kept.author->name, u"A0"_s);

    rows = read();
    kept = rows.at(0);
    QVERIFY_RESULT(kept.author.load(db));
    QVERIFY_RESULT(rows.at(2).author.load(db));
    other = rows.at(2).author.shared();
    rows.clear();
    QVERIFY(other.expired());
    QCOMPARE(kept.author->name, u"A0"_s);
}

void tst_LazyLoading::ownKeys()
{
    const auto db = freshPress(test::freshDatabase(QUOIN_TARGET()));
    auto post = db.query<Post>().orderBy(field<&Post::id>).first().value();
    QVERIFY_RESULT(post.author.load(db));
    post.author.setKey(2);
    QVERIFY(!post.author.isLoaded());
    Post made;
    made.author = Value(3);
    StatementCounter statements;
    // Authors are also pointed at by name: it cannot be known what the key of a new object means
    QCOMPARE(made.author.load(db).error().kind(), ErrorKind::Relation);
    QCOMPARE(made.tags.load(db).error().kind(), ErrorKind::Relation);
    QCOMPARE_STATEMENTS(statements, 0);
    QVERIFY_RESULT(db.fetchRelated<&Post::author>(made));
    QCOMPARE(made.author->name, u"Cleo"_s);
    Author dora;
    dora.country = Value(u"PE"_s);
    QVERIFY_RESULT(dora.country.load(db));
    QCOMPARE(dora.country->name, u"Peru"_s);
    QCOMPARE_STATEMENTS(statements, 2);

    const auto posts = db.query<Post>().orderBy(field<&Post::id>).all().value();
    Post changed = posts.at(0);
    changed.author.setKey(2); // the same relation, another row
    QVERIFY_RESULT(changed.author.load(db));
    QCOMPARE(changed.author->name, u"Bob"_s);
}

void tst_LazyLoading::threads()
{
    const auto db = freshPress(test::freshDatabase(QUOIN_TARGET()));
    const auto posts = db.query<Post>().filter(field<&Post::author>.isNotNull()).orderBy(field<&Post::id>).all().value();
    std::vector<std::thread> threads;
    std::atomic<int> right = 0;
    StatementCounter statements;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&, mine = posts]() mutable {
            mine.detach();
            for (const Post &post : std::as_const(mine)) {
                if (post.author.load(db) && post.author.get() && post.tags.load(db) && post.tags.isLoaded())
                    ++right;
            }
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(right.load(), 20);
}

QTEST_GUILESS_MAIN(tst_LazyLoading)
#include "tst_lazyloading.moc"
