// SPDX-License-Identifier: MIT
// Queries inside queries, queries put together, trees, rows of values: the same rows on every engine.
#include <blog/blog.h>

#include <quoin/dialect/capabilities.h>
#include <quoin/dialect/dialect.h>

#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace quoin;
using namespace blog;

namespace {

const auto id = field<&Post::id>;
const auto views = field<&Post::views>;
const auto title = field<&Post::title>;
const auto author = field<&Post::author>;

/// What the rows say, in their order; the error's text where there is one.
template<class S>
QString texts(const S &selection)
{
    const auto rows = selection.all();
    if (!rows)
        return rows.error().toString();
    QStringList list;
    for (const auto &row : *rows) {
        if constexpr (requires { row.has_value(); })
            list << (row ? QVariant::fromValue(*row).toString() : u"-"_s);
        else
            list << QVariant::fromValue(row).toString();
    }
    return list.join(u' ');
}

/// The keys in the query's own order.
template<class T>
QString ordered(const Query<T> &query)
{
    const auto rows = query.all();
    if (!rows)
        return rows.error().toString();
    QStringList list;
    for (const T &row : *rows)
        list << QString::number(row.id);
    return list.join(u' ');
}

} // namespace

class tst_Subqueries : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void existence_data() { QUOIN_TARGET_ROWS(); }
    void existence();
    void scalars_data() { QUOIN_TARGET_ROWS(); }
    void scalars();
    void lists_data() { QUOIN_TARGET_ROWS(); }
    void lists();
    void levels_data() { QUOIN_TARGET_ROWS(); }
    void levels();
    void wrongOuter();
    void complements_data() { QUOIN_TARGET_ROWS(); }
    void complements();
    void rows_data() { QUOIN_TARGET_ROWS(); }
    void rows();
    void distinctOn_data() { QUOIN_TARGET_ROWS(); }
    void distinctOn();
    void reversed_data() { QUOIN_TARGET_ROWS(); }
    void reversed();
    void setsOfModels_data() { QUOIN_TARGET_ROWS(); }
    void setsOfModels();
    void setsOfSelections_data() { QUOIN_TARGET_ROWS(); }
    void setsOfSelections();
    void setsWithAll_data() { QUOIN_TARGET_ROWS(); }
    void setsWithAll();
    void trees_data() { QUOIN_TARGET_ROWS(); }
    void trees();
    void circles_data() { QUOIN_TARGET_ROWS(); }
    void circles();

private:
    Database &database()
    {
        QFETCH(int, target);
        return m_databases[size_t(target)];
    }
    template<class T>
    Query<T> all()
    {
        return database().query<T>();
    }
    std::vector<Database> m_databases;
};

void tst_Subqueries::initTestCase()
{
    for (const quoin::test::Target &target : quoin::test::targets()) {
        auto database = blog::open(target);
        QVERIFY_RESULT(database);
        m_databases.push_back(*database);
    }
}

void tst_Subqueries::existence()
{
    const auto popular = all<Post>().filter(author == outer<&Author::id> && views > 100);
    QCOMPARE(keys(all<Author>().filter(exists(popular))), u"1 2"_s);
    QCOMPARE(keys(all<Author>().filter(!exists(popular))), u"3 4"_s);
    QCOMPARE(keys(all<Author>().exclude(exists(popular) || field<&Author::name> == u"Dee"_s)), u"3"_s);
    // A limit, an order and a selection change nothing; of no rows there is none.
    QCOMPARE(keys(all<Author>().filter(exists(popular.orderBy(title).limit(1)))), u"1 2"_s);
    QCOMPARE(keys(all<Author>().filter(exists(popular.values(title)))), u"1 2"_s);
    QCOMPARE(keys(all<Author>().filter(exists(popular.limit(0)))), u""_s);
    QCOMPARE(keys(all<Author>().filter(exists(popular.offset(1)))), u""_s);
    QCOMPARE(keys(all<Author>().filter(exists(all<Tag>()))), u"1 2 3 4"_s);
    // Conditions on related rows inside, and outside.
    const auto blue = all<Post>().filter(author == outer<&Author::id> && field<&Post::tags, &Tag::name> == u"blue"_s);
    QCOMPARE(keys(all<Author>().filter(exists(blue))), u"1 2"_s);
    QCOMPARE(keys(all<Author>().filter(exists(blue) && field<&Author::posts, &Post::title> == u"c"_s)), u"1"_s);
    QCOMPARE(*all<Author>().filter(exists(popular)).count(), 2);
    // Across a to-one relation of the query around.
    const auto colleagues = all<Author>().filter(field<&Author::mentor> == outer<&Post::author, &Author::mentor>);
    QCOMPARE(keys(all<Post>().filter(exists(colleagues.filter(field<&Author::id> != outer<&Post::author>)))),
            u"4 5"_s); // NULL is NULL
}

void tst_Subqueries::scalars()
{
    const auto ofAuthor = all<Post>().filter(author == outer<&Author::id>);
    const auto latest = subquery(ofAuthor.values(title).orderBy(id.desc()).limit(1));
    const auto most = subquery(ofAuthor.values(quoin::max(views)));
    QCOMPARE(texts(all<Author>().values(latest).orderBy(field<&Author::id>)), u"c a - e"_s);
    QCOMPARE(texts(all<Author>().values(most).orderBy(field<&Author::id>)), u"200 200 - -"_s);
    QCOMPARE(keys(all<Author>().filter(latest == u"c"_s)), u"1"_s);
    QCOMPARE(keys(all<Author>().filter(latest != u"c"_s)), u"2 3 4"_s);
    QCOMPARE(keys(all<Author>().filter(latest.isNull())), u"3"_s);
    QCOMPARE(keys(all<Author>().exclude(most > 100)), u"3 4"_s);
    QCOMPARE(keys(all<Author>().filter(coalesce(most, 0) + 1 < 100)), u"3 4"_s);
    QCOMPARE(ordered(all<Author>().orderBy(latest.desc().nullsFirst(), field<&Author::id>)), u"3 4 1 2"_s);
    // Without a reference it is one value for all.
    const auto overall = subquery(all<Post>().values(avg(views)));
    QCOMPARE(keys(all<Post>().filter(views > overall)), u"2 4"_s);
    QCOMPARE(keys(all<Post>().exclude(views > overall)), u"1 3 5 6"_s);
    QCOMPARE(texts(all<Post>().values(count()).having(count() > subquery(all<Author>().values(count())))), u"6"_s);
    // In a group it has to be a part of what rows are grouped by.
    const auto grouped = all<Author>().values(latest, count()).orderBy(latest).all();
    QVERIFY_RESULT(grouped);
    QCOMPARE(grouped->size(), 4);
}

void tst_Subqueries::lists()
{
    const auto authors = all<Author>();
    const auto young = authors.filter(field<&Author::mentor>.isNotNull());
    QCOMPARE(keys(all<Post>().filter(author.in(young))), u"4 6"_s);
    QCOMPARE(keys(all<Post>().exclude(author.in(young))), u"1 2 3 5"_s); // 5 has none
    QCOMPARE(keys(authors.filter(field<&Author::id>.in(all<Post>().values(id)))), u"1 2 3 4"_s);
    // NULLs in the list are nothing, not "unknown".
    QCOMPARE(keys(authors.filter(field<&Author::id>.in(all<Post>().values(author)))), u"1 2 4"_s);
    QCOMPARE(keys(authors.exclude(field<&Author::id>.in(all<Post>().values(author)))), u"3"_s);
    QCOMPARE(keys(all<Post>().exclude(views.in(all<Post>().filter(title == u"e"_s).values(views)))), u"1 2 3 4 5 6"_s);
    // Cut, empty, and of computed values.
    QCOMPARE(keys(all<Post>().filter(author.in(authors.orderBy(field<&Author::id>.desc()).limit(2)))), u"6"_s);
    QCOMPARE(keys(all<Post>().filter(author.in(authors.orderBy(field<&Author::id>).limit(1).offset(1)))), u"4"_s);
    QCOMPARE(keys(all<Post>().filter(author.in(authors.limit(0)))), u""_s);
    QCOMPARE(keys(all<Post>().exclude(author.in(authors.limit(0)))), u"1 2 3 4 5 6"_s);
    QCOMPARE(keys(all<Post>().filter(trim(title).in(all<Post>().values(title)))), u"1 2 3 4 5 6"_s);
    QCOMPARE(keys(all<Post>().filter((views + 0).in(all<Comment>().values(field<&Comment::stars>)))), u"5"_s);
    QCOMPARE(keys(all<Post>().filter(field<&Post::price>.in(all<Post>().filter(id == 4).values(field<&Post::price>)))), u"1 4"_s);
    QCOMPARE(keys(all<Post>().filter(
                     title.in(all<Post>().filter(author == outer<&Post::author> && id != outer<&Post::id>).values(title)))),
            u""_s);
    // On related rows: one of them is in it.
    QCOMPARE(keys(authors.filter(field<&Author::posts>.in(all<Post>().filter(views > 100)))), u"1 2"_s);
    QCOMPARE(keys(authors.exclude(field<&Author::posts, &Post::title>.in(all<Post>().filter(id > 4).values(title)))), u"1 2 3"_s);

    const auto correlated = all<Post>().filter(author == outer<&Author::id>).orderBy(views.desc()).limit(1);
    const auto cut = keys(authors.filter(field<&Author::score>.in(correlated.values(views - 200))));
    if (database().dialect().capabilities().limitInSubqueries) {
        QCOMPARE(cut, u"1 2"_s);
    } else {
        QVERIFY2(cut.contains(u"cannot limit a sub-query of in()"_s), qPrintable(cut));
    }
}

void tst_Subqueries::levels()
{
    // The nearest query around of that model, at any distance.
    const auto comments = all<Comment>().filter(field<&Comment::post> == outer<&Post::id> && outer<&Author::name> == u"Ann"_s);
    const auto posts = all<Post>().filter(author == outer<&Author::id> && exists(comments));
    QCOMPARE(keys(all<Author>().filter(exists(posts))), u"1"_s);
    // Of one model inside itself, "up" tells them apart.
    const auto twin = all<Post>().filter(title == outer<&Post::title> && id != outer<&Post::id>);
    QCOMPARE(keys(all<Post>().filter(exists(twin))), u"1 4"_s);
    const auto third = all<Post>().filter(id > outer<&Post::id> && id > outer<&Post::id>.up(2));
    QCOMPARE(keys(all<Post>().filter(exists(all<Post>().filter(id > outer<&Post::id> && exists(third))))), u"1 2 3 4"_s);
    // Inside an aggregate of related rows and inside a condition on them.
    const auto same = exists(all<Tag>().filter(field<&Tag::name> == u"red"_s && outer<&Author::id> == 1));
    QCOMPARE(keys(all<Author>().filter(count(field<&Author::posts>).filter(same) == 3)), u"1"_s);
    QCOMPARE(keys(all<Author>().filter(field<&Author::posts, &Post::views> > 5 && same)), u"1"_s);
}

void tst_Subqueries::wrongOuter()
{
    const Database &database = m_databases.front();
    const auto posts = database.query<Post>();
    const auto message = [](const auto &query) {
        const auto rows = query.all();
        return rows ? u"no error"_s : rows.error().toString();
    };
    QVERIFY2(message(posts.filter(author == outer<&Author::id>)).contains(u"has no query around it"_s),
            qPrintable(message(posts.filter(author == outer<&Author::id>))));
    const auto tagged = exists(database.query<Tag>().filter(field<&Tag::id> == outer<&Author::id>));
    QVERIFY2(message(posts.filter(tagged)).contains(u"no query around has the property \"id\" of blog::Author"_s),
            qPrintable(message(posts.filter(tagged))));
    const auto far = exists(database.query<Tag>().filter(field<&Tag::id> == outer<&Post::id>.up(3)));
    QVERIFY2(message(posts.filter(far)).contains(u"no query around"_s), qPrintable(message(posts.filter(far))));
    // What is wrong with the query inside is told by the one around.
    QVERIFY2(message(posts.filter(exists(posts.limit(-1)))).contains(u"negative"_s),
            qPrintable(message(posts.filter(exists(posts.limit(-1))))));
    QVERIFY2(message(posts.filter(author.in(database.query<Author>().limit(-1)))).contains(u"negative"_s), "in()");
    QVERIFY2(message(posts.values(subquery(posts.values(title).limit(-1)))).contains(u"negative"_s), "subquery()");
}

void tst_Subqueries::complements()
{
    const auto ofPost = all<Comment>().filter(field<&Comment::post> == outer<&Post::id>);
    const QList<Condition> conditions { exists(ofPost), exists(ofPost.filter(field<&Comment::stars> > 2)),
        subquery(ofPost.values(quoin::max(field<&Comment::stars>))) > 2,
        subquery(ofPost.values(quoin::max(field<&Comment::stars>))) == std::nullopt,
        views.in(all<Comment>().values(field<&Comment::stars>)), views.in(all<Post>().values(views)),
        author.in(all<Author>().limit(2)), views == subquery(all<Post>().values(quoin::max(views))),
        row(views, title) > row(10, u"a"_s), row(views, title) == row(200, u"a"_s), row(views, title) != row(200, u"a"_s),
        row(views, author) <= row(200, 1) };
    for (const Condition &condition : conditions) {
        const auto in = all<Post>().filter(condition).count();
        QVERIFY_RESULT(in);
        const auto out = all<Post>().exclude(condition).count();
        QVERIFY_RESULT(out);
        QCOMPARE(*in + *out, 6);
        QCOMPARE(*all<Post>().filter(condition).exclude(condition).count(), 0);
    }
}

void tst_Subqueries::rows()
{
    const auto price = field<&Post::price>;
    QCOMPARE(keys(all<Post>().filter(row(title, id) > row(u"a"_s, 1))), u"2 3 4 5 6"_s);
    QCOMPARE(keys(all<Post>().filter(row(title, id) >= row(u"a"_s, 4))), u"2 3 4 5 6"_s);
    QCOMPARE(keys(all<Post>().filter(row(title, id) < row(u"b"_s, 2))), u"1 4"_s);
    QCOMPARE(keys(all<Post>().filter(row(title, id) <= row(u"b"_s, 2))), u"1 2 4"_s);
    QCOMPARE(keys(all<Post>().filter(row(title, id) == row(u"a"_s, 4))), u"4"_s);
    QCOMPARE(keys(all<Post>().filter(row(title, id) != row(u"a"_s, 4))), u"1 2 3 5 6"_s);
    // NULLs are neither smaller nor greater.
    QCOMPARE(keys(all<Post>().filter(row(views, id) > row(10, 1))), u"2 4"_s);
    QCOMPARE(keys(all<Post>().exclude(row(views, id) > row(10, 1))), u"1 3 5 6"_s);
    // Decimals by value, whatever they are stored as; numbers that a column cannot hold.
    QCOMPARE(keys(all<Post>().filter(row(price, id) > row(*Decimal::fromString(u"3"), 6))), u"3 5"_s);
    QCOMPARE(keys(all<Post>().filter(row(price, id) >= row(*Decimal::fromString(u"1.5"), 4))), u"2 3 4 5 6"_s);
    QCOMPARE(keys(all<Post>().filter(row(views, id) < row(1LL << 40, 1))), u"1 2 4 5"_s);
    QCOMPARE(keys(all<Post>().filter(row(id, views) > row(id, 100))), u"2 4"_s);
    QCOMPARE(keys(all<Post>().filter(row(length(title), id, title) > row(1, 5, u"d"_s))), u"6"_s);
}

void tst_Subqueries::distinctOn()
{
    QCOMPARE(ordered(all<Post>().distinctOn(title).orderBy(id)), u"1 2 3 5 6"_s);
    QCOMPARE(ordered(all<Post>().distinctOn(title).orderBy(id.desc())), u"6 5 4 3 2"_s);
    QCOMPARE(ordered(all<Post>().distinctOn(author).orderBy(views.desc(), id)), u"2 4 5 6"_s); // NULL is one of them
    QCOMPARE(ordered(all<Post>().distinctOn(author).orderBy(views.desc(), id).limit(2).offset(1)), u"4 5"_s);
    QCOMPARE(ordered(all<Post>().filter(views < 100 || views == std::nullopt).distinctOn(author).orderBy(id)), u"1 5 6"_s);
    QCOMPARE(ordered(all<Post>().distinctOn(field<&Post::author, &Author::mentor>).orderBy(id)), u"1 4 6"_s);
    QCOMPARE(*all<Post>().distinctOn(title, author).count(), 6);
    QCOMPARE(*all<Post>().distinctOn(title).count(), 5);
    QCOMPARE(texts(all<Post>().distinctOn(title).orderBy(id).values(title)), u"a b c d e"_s);
}

void tst_Subqueries::reversed()
{
    QCOMPARE(ordered(all<Post>().reverse()), u"6 5 4 3 2 1"_s);
    QCOMPARE(ordered(all<Post>().orderBy(views, id).reverse()), u"4 2 1 5 6 3"_s);
    QCOMPARE(ordered(all<Post>().orderBy(views.desc().nullsFirst(), id).reverse()), u"5 1 4 2 6 3"_s);
    QCOMPARE(ordered(all<Post>().orderBy(id).reverse().reverse()), u"1 2 3 4 5 6"_s);
    QCOMPARE(ordered(all<Post>().orderBy(id).reverse().limit(2)), u"6 5"_s);
    QCOMPARE(ordered(all<Post>().orderBy(id).slice(1, 3)), u"2 3"_s);
    QCOMPARE(texts(all<Post>().values(id).orderBy(id).reverse().slice(0, 2)), u"6 5"_s);
    QVERIFY(ordered(all<Post>().slice(3, 1)).contains(u"not 3 and 1"_s));
}

void tst_Subqueries::setsOfModels()
{
    const auto read = all<Post>().filter(views > 100); // 2 4
    const auto early = all<Post>().filter(id <= 2);    // 1 2
    QCOMPARE(keys(read.unite(early)), u"1 2 4"_s);
    QCOMPARE(keys(read.uniteAll(early)), u"1 2 2 4"_s);
    QCOMPARE(keys(read.uniteAll(early).distinct()), u"1 2 4"_s);
    QCOMPARE(keys(read.intersect(early)), u"2"_s);
    QCOMPARE(keys(read.except(early)), u"4"_s);
    QCOMPARE(keys(early.except(read)), u"1"_s);
    // What follows is of the whole.
    QCOMPARE(keys(read.unite(early).filter(title == u"a"_s)), u"1 4"_s);
    QCOMPARE(keys(read.unite(early).filter(field<&Post::author, &Author::name> == u"Ann"_s)), u"1 2"_s);
    QCOMPARE(keys(read.unite(early).filter(field<&Post::tags, &Tag::name> == u"blue"_s)), u"1 4"_s);
    QCOMPARE(ordered(read.unite(early).orderBy(views.desc(), id.desc()).limit(2)), u"4 2"_s);
    QCOMPARE(*read.uniteAll(early).count(), 4);
    QCOMPARE(*read.uniteAll(early).distinct().count(), 3);
    QCOMPARE(*read.unite(early).exists(), true);
    QCOMPARE(*read.unite(early).aggregate(sum(views)), std::optional<qint64>(410));
}

void tst_Subqueries::setsOfSelections()
{
    const auto titles = all<Post>().filter(id <= 4).values(title); // a b c a
    const auto others = all<Post>().filter(id >= 3).values(title); // c a d e
    QCOMPARE(texts(titles.unite(others).orderBy(title)), u"a b c d e"_s);
    QCOMPARE(texts(titles.uniteAll(others).orderBy(title)), u"a a a b c c d e"_s);
    QCOMPARE(texts(titles.intersect(others).orderBy(title.desc())), u"c a"_s);
    QCOMPARE(texts(titles.except(others)), u"b"_s);
    QCOMPARE(texts(titles.unite(others).orderBy(title).limit(2).offset(1)), u"b c"_s);
    // Each with an order and a limit of its own; one in another; three in a row.
    QCOMPARE(texts(titles.orderBy(title).limit(1).uniteAll(others.orderBy(title.desc()).limit(1)).orderBy(title)), u"a e"_s);
    QCOMPARE(texts(titles.except(others).unite(others.except(titles)).orderBy(title)), u"b d e"_s);
    QCOMPARE(texts(titles.unite(others).intersect(titles).orderBy(title)), u"a b c"_s);
    QCOMPARE(texts(titles.unite(others).orderBy(title).limit(1).uniteAll(titles).orderBy(title)), u"a a a b c"_s);
    QCOMPARE(texts(titles.unite(others).unite(all<Tag>().values(field<&Tag::name>)).orderBy(title)),
            u"a b blue c d e green red"_s);
    // NULLs are equal here, and order as they do everywhere.
    const auto someViews = all<Post>().values(views);
    QCOMPARE(texts(someViews.unite(someViews).orderBy(views)), u"- 5 10 200"_s);
    QCOMPARE(texts(someViews.unite(someViews).orderBy(views.desc())), u"200 10 5 -"_s);
    QCOMPARE(texts(someViews.except(someViews.limit(100))), u""_s);
    // Inside another query.
    QCOMPARE(keys(all<Post>().filter(title.in(titles.except(others)))), u"2"_s);
    QCOMPARE(keys(all<Post>().exclude(title.in(titles.unite(others)))), u""_s);
    const auto wrong = titles.unite(others).orderBy(id).all();
    QVERIFY(!wrong);
    QVERIFY2(wrong.error().message().contains(u"takes what the first one selects"_s), qPrintable(wrong.error().toString()));
    const auto grouped = titles.unite(others).having(count() > 1).all();
    QVERIFY(!grouped);
    QCOMPARE(grouped.error().kind(), ErrorKind::InvalidQuery);
}

void tst_Subqueries::setsWithAll()
{
    const auto titles = all<Post>().filter(id <= 4).values(title); // a b c a
    const auto twice = titles.intersectAll(titles).orderBy(title);
    const auto once = titles.exceptAll(all<Post>().filter(id == 1).values(title)).orderBy(title);
    if (database().dialect().capabilities().setAll) {
        QCOMPARE(texts(twice), u"a a b c"_s);
        QCOMPARE(texts(once), u"a b c"_s);
        return;
    }
    for (const auto &rows : { twice.all(), once.all() }) {
        QVERIFY(!rows);
        QCOMPARE(rows.error().kind(), ErrorKind::Unsupported);
    }
}

void tst_Subqueries::trees()
{
    const auto mentor = field<&Author::mentor>;
    const auto name = field<&Author::name>;
    const auto ann = all<Author>().filter(name == u"Ann"_s);
    const auto dee = all<Author>().filter(name == u"Dee"_s);
    QCOMPARE(keys(ann.descendants(mentor)), u"1 2 3 4"_s);
    QCOMPARE(keys(all<Author>().filter(name == u"Cid"_s).descendants(mentor)), u"3 4"_s);
    QCOMPARE(keys(dee.descendants(mentor)), u"4"_s);
    QCOMPARE(keys(dee.ancestors(mentor)), u"1 3 4"_s);
    QCOMPARE(keys(ann.ancestors(mentor)), u"1"_s);
    QCOMPARE(keys(all<Author>().filter(name == u"nobody"_s).descendants(mentor)), u""_s);
    // Depths, and what comes after it.
    QCOMPARE(texts(ann.descendants(mentor).orderBy(name).values(treeDepth())), u"0 1 1 2"_s);
    QCOMPARE(ordered(ann.descendants(mentor).orderBy(treeDepth().desc(), name)), u"4 2 3 1"_s);
    QCOMPARE(keys(ann.descendants(mentor).filter(treeDepth() == 1)), u"2 3"_s);
    QCOMPARE(keys(ann.descendants(mentor).filter(treeDepth() > 0 && name != u"Ben"_s)), u"3 4"_s);
    QCOMPARE(keys(ann.descendants(mentor, 1)), u"1 2 3"_s);
    QCOMPARE(*ann.descendants(mentor).count(), 4);
    QCOMPARE(texts(ann.descendants(mentor).values(quoin::max(treeDepth()))), u"2"_s);
    QCOMPARE(keys(ann.descendants(mentor).filter(field<&Author::posts, &Post::views> > 100)), u"1 2"_s);
    // Several roots, of which one is below another: the shortest way counts.
    QCOMPARE(texts(ann.unite(dee).descendants(mentor).orderBy(name).values(treeDepth())), u"0 1 1 0"_s);
    QCOMPARE(texts(all<Author>().orderBy(name.desc()).limit(1).ancestors(mentor).orderBy(name).values(treeDepth())), u"2 1 0"_s);
    // As a part of another query.
    QCOMPARE(keys(all<Post>().filter(author.in(ann.descendants(mentor).filter(treeDepth() > 0)))), u"4 6"_s);
    const auto none = all<Author>().values(treeDepth()).all();
    QVERIFY(!none);
    QCOMPARE(none.error().kind(), ErrorKind::InvalidQuery);
    QVERIFY(keys(ann.descendants(mentor, 5000)).contains(u"1 to 1000 steps"_s));
}

void tst_Subqueries::circles()
{
    auto begun = database().begin();
    QVERIFY_RESULT(begun);
    const auto ann = all<Author>().filter(field<&Author::id> == 1);
    QVERIFY_RESULT(ann.update(set(field<&Author::mentor>, 4))); // Ann → Dee → Cid → Ann
    QCOMPARE(keys(ann.descendants(field<&Author::mentor>)), u"1 2 3 4"_s);
    QCOMPARE(texts(ann.ancestors(field<&Author::mentor>).orderBy(field<&Author::id>).values(treeDepth())), u"0 2 1"_s);
    QVERIFY_RESULT(begun->rollback());
}

QTEST_GUILESS_MAIN(tst_Subqueries)
#include "tst_subqueries.moc"
