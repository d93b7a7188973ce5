// SPDX-License-Identifier: MIT
// Rows one after the other: which they are, and what else the connection does meanwhile. How a stream ends: tst_streamends.cpp.
#include <quoin/quoin.h>

#include <quoin/db/connection.h>

#include <statementcounter.h>
#include <tables/tables.h>
#include <testsupport.h>

#include <QtTest/qtest.h>

#include <ranges>

using namespace Qt::StringLiterals;
using namespace quoin;
using quoin::test::createTables;
using quoin::test::StatementCounter;
using quoin::test::Target;

namespace streamed {

class Post;

class Author
{
    Q_GADGET
    QUOIN_MODEL("authors", "")
    QUOIN_FIELD(qint64, id, "primaryKey, autoIncrement=no")
    QUOIN_FIELD(QString, name, "maxLength=40")
    QUOIN_FIELD(quoin::HasMany<Post>, posts, "")
};

class Post : public quoin::Record<Post>
{
    Q_GADGET
    QUOIN_MODEL("posts", "")
    QUOIN_FIELD(qint64, id, "primaryKey, autoIncrement=no")
    QUOIN_FIELD(QString, title, "maxLength=40")
    QUOIN_FIELD(std::optional<int>, views, "")
    QUOIN_FIELD(quoin::ForeignKey<Author>, author, "reverse=posts")
};

} // namespace streamed

using namespace streamed;

static_assert(std::ranges::input_range<Stream<Post>>);

class tst_Stream : public QObject
{
    Q_OBJECT

private slots:
    void models_data() { QUOIN_TARGET_ROWS(); }
    void models();
    void selections_data() { QUOIN_TARGET_ROWS(); }
    void selections();
    void cut_data() { QUOIN_TARGET_ROWS(); }
    void cut();
    void partsOfRows_data() { QUOIN_TARGET_ROWS(); }
    void partsOfRows();
    void nothingRunsBefore_data() { QUOIN_TARGET_ROWS(); }
    void nothingRunsBefore();
    void goesOn_data() { QUOIN_TARGET_ROWS(); }
    void goesOn();
    void otherStatements_data() { QUOIN_TARGET_ROWS(); }
    void otherStatements();
    void severalStreams_data() { QUOIN_TARGET_ROWS(); }
    void severalStreams();
    void relations_data() { QUOIN_TARGET_ROWS(); }
    void relations();
    void lazyRelations_data() { QUOIN_TARGET_ROWS(); }
    void lazyRelations();
    void largeRows_data() { QUOIN_TARGET_ROWS(); }
    void largeRows();

private:
    Database &open(const Target &target);
    QHash<QString, Database> m_databases;
};

namespace {

constexpr int posts = 600; // more than are read at a time

/// By this way the engine gives a result only as a whole: it is read in pages.
bool isPaged(const Target &target) { return target.engine == "mysql"_L1 && !target.native; }

QList<qint64> numbers(int from, int to)
{
    QList<qint64> list;
    for (int i = from; i < to; ++i)
        list << i;
    return list;
}

template<class Row, class F>
QList<qint64> ids(Stream<Row> stream, F &&id)
{
    QList<qint64> list;
    for (const Row &row : stream)
        list << id(row);
    if (stream.error())
        qWarning() << *stream.error();
    return list;
}
QList<qint64> ids(Stream<Post> stream)
{
    return ids(std::move(stream), [](const Post &post) { return post.id; });
}

} // namespace

/// 600 posts, number i by author i % 7 + 1; views are i % 10, NULL where that is 3.
Database &tst_Stream::open(const Target &target)
{
    Database &db = m_databases[target.name];
    if (db.isValid())
        return db;
    db = Database::open(test::freshDatabase(target)).value();
    createTables<Author, Post>(db).value();
    QList<Author> authors;
    for (int i = 1; i <= 7; ++i)
        authors << Author { .id = i, .name = u"Author %1"_s.arg(i) };
    db.bulkInsert(authors).value();
    QList<Post> rows;
    for (int i = 0; i < posts; ++i) {
        Post &post = rows.emplaceBack();
        post.id = i;
        post.title = u"Post %1"_s.arg(i);
        if (i % 10 != 3)
            post.views = i % 10;
        post.author.setKey(Value(i % 7 + 1));
    }
    db.bulkInsert(rows).value();
    return db;
}

void tst_Stream::models()
{
    Database &db = open(QUOIN_TARGET());
    QCOMPARE(ids(db.query<Post>().orderBy(field<&Post::id>).stream()), numbers(0, posts));
    QList<qint64> unordered = ids(db.query<Post>().stream());
    std::ranges::sort(unordered);
    QCOMPARE(unordered, numbers(0, posts));

    // The same as all(), whatever the order.
    const auto query = db.query<Post>()
                               .filter(field<&Post::id> >= 50)
                               .orderBy(field<&Post::views>.desc(), field<&Post::author, &Author::name>, field<&Post::id>.desc());
    const auto all = query.all();
    QVERIFY_RESULT(all);
    auto stream = query.stream();
    qsizetype seen = 0;
    for (Post &post : stream) {
        const Post &same = all->at(seen++);
        QCOMPARE(post.id, same.id);
        QCOMPARE(post.title, same.title);
        QCOMPARE(post.views, same.views);
        QCOMPARE(post.author.key(), same.author.key());
        QVERIFY(post.isStored());
        post.title.clear(); // it is the loop's
    }
    QVERIFY_RESULT(stream.result());
    QCOMPARE(seen, posts - 50);

    auto none = db.query<Post>().filter(field<&Post::id> < 0).stream();
    QVERIFY(none.begin() == none.end());
    QVERIFY_RESULT(none.result());
}

void tst_Stream::selections()
{
    const Target target = QUOIN_TARGET();
    Database &db = open(target);
    const auto sorted = db.query<Post>().orderBy(field<&Post::id>);
    QCOMPARE(ids(sorted.values(field<&Post::id>).stream(), [](qint64 id) { return id; }), numbers(0, posts));

    struct Line
    {
        qint64 id;
        QString author;
        std::optional<qint64> views;
    };
    auto lines = sorted.select<Line>(field<&Post::id>, field<&Post::author, &Author::name>, field<&Post::views> * 2).stream();
    qint64 at = 0;
    for (const Line &line : lines) {
        QCOMPARE(line.id, at);
        QCOMPARE(line.author, u"Author %1"_s.arg(at % 7 + 1));
        QCOMPARE(line.views, at % 10 == 3 ? std::nullopt : std::optional(at % 10 * 2));
        ++at;
    }
    QVERIFY_RESULT(lines.result());
    QCOMPARE(at, posts);

    auto tuples = sorted.values(field<&Post::id>, field<&Post::title>).stream();
    at = 0;
    for (const auto &[id, title] : tuples) {
        QCOMPARE(id, at);
        QCOMPARE(title, u"Post %1"_s.arg(at++));
    }
    QVERIFY_RESULT(tuples.result());

    // What has no key cannot be read in pages: refused where nothing else is possible.
    auto groups = db.query<Post>().values(field<&Post::author>, count()).stream();
    int seen = 0;
    for (const auto &[author, count] : groups)
        seen += int(count);
    if (isPaged(target)) {
        QCOMPARE(seen, 0);
        QVERIFY(groups.error());
        QCOMPARE(groups.error()->kind(), ErrorKind::Unsupported);
        QVERIFY2(groups.error()->message().contains("only as a whole"_L1), qPrintable(groups.error()->message()));
        QVERIFY2(groups.error()->hint().contains("all()"_L1), qPrintable(groups.error()->hint()));
    } else {
        QVERIFY_RESULT(groups.result());
        QCOMPARE(seen, posts);
    }
}

void tst_Stream::cut()
{
    Database &db = open(QUOIN_TARGET());
    const auto sorted = db.query<Post>().orderBy(field<&Post::id>);
    QCOMPARE(ids(sorted.limit(0).stream()), QList<qint64>());
    QCOMPARE(ids(sorted.limit(1).stream()), numbers(0, 1));
    QCOMPARE(ids(sorted.limit(256).stream()), numbers(0, 256)); // as many as are read at a time
    QCOMPARE(ids(sorted.slice(10, 300).stream()), numbers(10, 300));
    QCOMPARE(ids(sorted.offset(590).limit(100).stream()), numbers(590, posts));
    QList<qint64> turned = numbers(0, posts);
    std::ranges::reverse(turned);
    QCOMPARE(ids(sorted.reverse().stream()), turned);
    auto wrong = sorted.limit(-1).stream();
    QVERIFY(wrong.begin() == wrong.end());
    QVERIFY(wrong.error());
    QCOMPARE(wrong.error()->kind(), ErrorKind::InvalidQuery);
}

void tst_Stream::partsOfRows()
{
    Database &db = open(QUOIN_TARGET());
    auto titles = db.query<Post>().only<&Post::title>().orderBy(field<&Post::views>, field<&Post::id>).stream();
    int seen = 0;
    for (const Post &post : titles) {
        QCOMPARE(post.title, u"Post %1"_s.arg(post.id));
        QCOMPARE(post.deferredFields(), QStringList({ u"views"_s, u"author"_s }));
        ++seen;
    }
    QVERIFY_RESULT(titles.result());
    QCOMPARE(seen, posts);
}

void tst_Stream::nothingRunsBefore()
{
    Database &db = open(QUOIN_TARGET());
    StatementCounter statements;
    auto stream = db.query<Post>().stream();
    QCOMPARE_STATEMENTS(statements, 0);
    auto first = stream.begin();
    QVERIFY(first != stream.end());
    QCOMPARE_STATEMENTS(statements, 1);
    for (; first != stream.end(); ++first) { }
    QCOMPARE_STATEMENTS(statements, 0);
    QVERIFY(stream.begin() == stream.end()); // it does not run again
    QCOMPARE_STATEMENTS(statements, 0);
}

void tst_Stream::goesOn()
{
    Database &db = open(QUOIN_TARGET());
    auto stream = db.query<Post>().orderBy(field<&Post::id>).stream();
    for (const Post &post : stream) {
        if (post.id == 299)
            break;
    }
    qint64 next = 299;
    for (const Post &post : stream)
        QCOMPARE(post.id, next++);
    QCOMPARE(next, posts);
    QVERIFY_RESULT(stream.result());
}

/// In the loop the connection does whatever it is asked for.
void tst_Stream::otherStatements()
{
    const Target target = QUOIN_TARGET();
    auto db = Database::open(test::freshDatabase(target)).value();
    createTables<Author, Post>(db).value();
    Author author { .id = 1, .name = u"Ann"_s };
    db.insert(author).value();
    QList<Post> rows;
    for (int i = 0; i < posts; ++i) {
        Post &post = rows.emplaceBack();
        post.id = i;
        post.author.setKey(Value(1));
    }
    db.bulkInsert(rows).value();

    auto stream = db.query<Post>().orderBy(field<&Post::id>).stream();
    qint64 at = 0;
    for (Post &post : stream) {
        QCOMPARE(post.id, at);
        post.title = u"Title %1"_s.arg(at);
        if (at % 3 == 0) {
            QVERIFY_RESULT(post.save());
        } else if (at % 3 == 1) { // a transaction of its own, some undone
            auto transaction = db.begin();
            QVERIFY_RESULT(transaction);
            QVERIFY_RESULT(post.save());
            if (at % 2 == 0) {
                QVERIFY_RESULT(transaction->commit());
            } else {
                QVERIFY_RESULT(transaction->rollback());
            }
        } else {
            QCOMPARE(db.query<Post>().filter(field<&Post::id> == at).count().value(), 1);
        }
        if (at == 100) { // one that fails
            Post same = post;
            QVERIFY(!db.insert(same));
        }
        ++at;
    }
    QVERIFY_RESULT(stream.result());
    QCOMPARE(at, posts);
    const auto named = db.query<Post>().filter(field<&Post::title>.startsWith(u"Title"_s)).count();
    QVERIFY_RESULT(named);
    QCOMPARE(*named, 200 + 100);
}

void tst_Stream::severalStreams()
{
    Database &db = open(QUOIN_TARGET());
    const auto sorted = db.query<Post>().orderBy(field<&Post::id>);
    auto a = sorted.stream();
    auto b = sorted.stream();
    auto c = sorted.values(field<&Post::title>).stream();
    auto inB = b.begin();
    auto inC = c.begin();
    qint64 at = 0;
    for (const Post &post : a) {
        QCOMPARE(post.id, at);
        QVERIFY(inB != b.end());
        QVERIFY(inC != c.end());
        QCOMPARE(inB->id, at);
        QCOMPARE(*inC, u"Post %1"_s.arg(at));
        ++inB;
        ++inC;
        ++at;
    }
    QVERIFY(inB == b.end());
    QVERIFY(inC == c.end());
    QCOMPARE(at, posts);
    QVERIFY(!a.error() && !b.error() && !c.error());
}

/// Relations are loaded for some rows at a time, by one statement.
void tst_Stream::relations()
{
    const Target target = QUOIN_TARGET();
    Database &db = open(target);
    const int parts = isPaged(target) ? 1 : 3; // 600 rows in pages of 1000, or in parts of 256
    StatementCounter statements;
    auto stream = db.query<Post>().orderBy(field<&Post::id>).with<&Post::author>().stream();
    qint64 at = 0;
    for (const Post &post : stream) {
        QCOMPARE(post.id, at);
        QVERIFY(post.author.isLoaded());
        QCOMPARE(post.author->name, u"Author %1"_s.arg(at % 7 + 1));
        ++at;
    }
    QVERIFY_RESULT(stream.result());
    QCOMPARE(at, posts);
    QCOMPARE_STATEMENTS(statements, 1 + parts);

    auto joined = db.query<Post>().orderBy(field<&Post::id>).join<&Post::author>().stream();
    at = 0;
    for (const Post &post : joined) {
        QVERIFY(post.author.isLoaded());
        QCOMPARE(post.author->name, u"Author %1"_s.arg(at++ % 7 + 1));
    }
    QVERIFY_RESULT(joined.result());
    QCOMPARE(at, posts);
    QCOMPARE_STATEMENTS(statements, 1 + parts);

    auto authors = db.query<Author>().orderBy(field<&Author::id>).with<&Author::posts, &Post::author>().stream();
    at = 0;
    for (const Author &author : authors) {
        for (const Post &post : author.posts) {
            QCOMPARE(post.author.key(), Value(author.id));
            QVERIFY(post.author.isLoaded());
            ++at;
        }
    }
    QVERIFY_RESULT(authors.result());
    QCOMPARE(at, posts);
    QCOMPARE_STATEMENTS(statements, 3);
}

/// What was not loaded with the rows is loaded for those that came together.
void tst_Stream::lazyRelations()
{
    const Target target = QUOIN_TARGET();
    Database &db = open(target);
    StatementCounter statements;
    auto stream = db.query<Post>().orderBy(field<&Post::id>).stream();
    qint64 at = 0;
    for (const Post &post : stream) {
        QVERIFY(!post.author.isLoaded());
        QVERIFY_RESULT(post.author.load(db));
        QCOMPARE(post.author->name, u"Author %1"_s.arg(at++ % 7 + 1));
    }
    QVERIFY_RESULT(stream.result());
    QCOMPARE(at, posts);
    QCOMPARE_STATEMENTS(statements, 1 + (isPaged(target) ? 1 : 3));

    auto strict = db.query<Post>().lazyLoading(LazyLoading::Forbidden).stream();
    QVERIFY(strict.begin() != strict.end());
    QVERIFY(!strict.begin()->author.load(db));
}

/// More than is kept in memory when another statement needs the connection: every byte comes back from where it was meanwhile.
void tst_Stream::largeRows()
{
    const Target target = QUOIN_TARGET();
    auto db = Database::open(test::freshDatabase(target)).value();
    const auto connection = db.connection().value();
    const QString type = target.engine == "mysql"_L1 ? u"mediumtext"_s : u"text"_s;
    QVERIFY_RESULT(connection->run(u"CREATE TABLE authors (id bigint PRIMARY KEY, name %1)"_s.arg(type)));
    const auto nameOf = [](int id) {
        return id % 5 == 0 ? QString(u""_s) : QString(10'000 * (id % 7) + 1, QChar(u'ä' + id % 20)) + QString::number(id);
    };
    constexpr int count = 500; // 30 MB of UTF-8
    QVERIFY_RESULT(connection->begin({}));
    for (int id = 0; id < count; ++id)
        QVERIFY_RESULT(connection->execute(u"INSERT INTO authors VALUES (?, ?)"_s, { id, nameOf(id) }));
    QVERIFY_RESULT(connection->commit());
    for (const int when : { 0, 3, 300 }) {
        auto stream = db.query<Author>().orderBy(field<&Author::id>).stream();
        int id = 0;
        for (const Author &author : stream) {
            if (id == when)
                QCOMPARE(db.query<Author>().count().value(), count);
            QCOMPARE(author.id, id);
            QVERIFY(author.name == nameOf(id));
            ++id;
        }
        QVERIFY_RESULT(stream.result());
        QCOMPARE(id, count);
    }
}

QTEST_GUILESS_MAIN(tst_Stream)
#include "tst_stream.moc"
