// SPDX-License-Identifier: MIT
// Rows joined beside those of a query, and looked for for each of them.
#include "tables/rows.h"

#include <quoin/dialect/capabilities.h>
#include <quoin/dialect/dialect.h>

#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace quoin;
using namespace blog;

using namespace tables;

namespace {

const auto id = field<&Post::id>;
const auto views = field<&Post::views>;
const auto title = field<&Post::title>;
const auto author = field<&Post::author>;
const auto authorId = field<&Author::id>;
const auto name = field<&Author::name>;

} // namespace

class tst_Joins : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void joins_data() { QUOIN_TARGET_ROWS(); }
    void joins();
    void joinsOfQueries_data() { QUOIN_TARGET_ROWS(); }
    void joinsOfQueries();
    void wrongJoins_data() { QUOIN_TARGET_ROWS(); }
    void wrongJoins();
    void rowsOfEachRow_data() { QUOIN_TARGET_ROWS(); }
    void rowsOfEachRow();
    void withoutLateral_data() { QUOIN_TARGET_ROWS(); }
    void withoutLateral();

private:
    template<class T>
    Query<T> all()
    {
        return m_database.query<T>();
    }
    Query<Total> totals() { return all<Post>().select<Total>(author, count(), sum(views)).asTable(); }
    std::vector<Database> m_databases;
    Database m_database;
};

void tst_Joins::initTestCase()
{
    for (const quoin::test::Target &target : quoin::test::targets()) {
        auto database = blog::open(target);
        QVERIFY_RESULT(database);
        m_databases.push_back(*database);
    }
}

void tst_Joins::init()
{
    QFETCH(int, target);
    m_database = m_databases[size_t(target)];
}

void tst_Joins::joins()
{
    const auto own = authorId == joined<&Post::author>;
    const auto postId = joined<&Post::id>;
    const auto postTitle = joined<&Post::title>;
    const auto withPosts = all<Author>().join(all<Post>(), own);
    QCOMPARE(texts(withPosts.orderBy(postId).values(name, postTitle)), u"Ann a, Ann b, Ann c, Ben a, Dee e"_s);
    QCOMPARE(texts(all<Author>().leftJoin(all<Post>(), own).orderBy(name, postId).values(name, orNull(postTitle))),
            u"Ann a, Ann b, Ann c, Ben a, Cid -, Dee e"_s);
    QCOMPARE(texts(all<Author>().leftJoin(all<Post>(), own).filter(postId.isNull()).values(name)), u"Cid"_s);
    // filter() and exclude() are complements, rows that found none included.
    const auto left = all<Author>().leftJoin(all<Post>(), own);
    for (const Condition &condition :
            { joined<&Post::views> > 100, joined<&Post::title> == u"a"_s, joined<&Post::title> != u"a"_s,
                    !(joined<&Post::title> == u"a"_s) && name != u"Ben"_s, joined<&Post::views>.in({ 10, 200 }) })
        QCOMPARE(left.filter(condition).count().value() + left.exclude(condition).count().value(), 6);
    // The condition of a left join chooses what stands beside, filter() the rows.
    QCOMPARE(texts(all<Author>()
                             .leftJoin(all<Post>(), own && joined<&Post::views> > 100)
                             .orderBy(name)
                             .values(name, orNull(postTitle))),
            u"Ann b, Ben a, Cid -, Dee -"_s);
    QCOMPARE(texts(withPosts.filter(joined<&Post::views> > 100).orderBy(name).values(name, postTitle)), u"Ann b, Ben a"_s);
    QCOMPARE(texts(withPosts.values(name, count(), sum(joined<&Post::views>)).orderBy(name)), u"Ann 3 210, Ben 1 200, Dee 1 -"_s);
    // Models come as often as they find a row, or once.
    QCOMPARE(keys(withPosts), u"1 1 1 2 4"_s);
    QCOMPARE(withPosts.count().value(), 5);
    QCOMPARE(keys(withPosts.distinct()), u"1 2 4"_s);
    QVERIFY(!withPosts.filter(postTitle == u"x"_s).exists().value());
    // Across relations on both sides.
    const auto mentored = withPosts.filter(field<&Author::mentor, &Author::name> == u"Ann"_s);
    QCOMPARE(texts(mentored.values(name, postTitle)), u"Ben a"_s);
    QCOMPARE(texts(withPosts.filter(joined<&Post::tags, &Tag::name> == u"blue"_s).orderBy(postId).values(name, postTitle)),
            u"Ann a, Ben a"_s);
    QCOMPARE(texts(all<Comment>()
                             .join(all<Post>(), field<&Comment::post> == postId)
                             .orderBy(field<&Comment::id>)
                             .values(postTitle, orNull(joined<&Post::author, &Author::name>))),
            u"a Ann, a Ann, b Ann, a Ben, d -"_s);
    // A model with itself; without a condition each with each; two joins.
    QCOMPARE(texts(all<Author>()
                             .join(all<Author>(), field<&Author::mentor> == joined<&Author::id>)
                             .orderBy(authorId)
                             .values(name, joined<&Author::name>)),
            u"Ben Ann, Cid Ann, Dee Cid"_s);
    QCOMPARE(all<Author>().join(all<Tag>()).count().value(), 12);
    QCOMPARE(texts(withPosts.join(all<Comment>(), joined<&Post::id> == joined<&Comment::post>)
                             .orderBy(joined<&Comment::id>)
                             .values(name, orNull(joined<&Comment::stars>))),
            u"Ann 5, Ann 1, Ann 3, Ben -"_s);
    // Pages neither lose nor repeat rows.
    QStringList pages;
    for (int page = 0; page < 5; ++page)
        pages << texts(withPosts.orderBy(name).limit(1).offset(page).values(postTitle));
    QCOMPARE(pages.join(u' '), u"a b c a e"_s);
    // Eager loading of joined models.
    const auto loaded = withPosts.filter(postTitle == u"e"_s).with<&Author::mentor>().all();
    QVERIFY_RESULT(loaded);
    QCOMPARE(loaded->first().mentor->name, u"Cid"_s);
    QCOMPARE(withPosts.filter(postTitle == u"e"_s).join<&Author::mentor>().all()->first().mentor->name, u"Cid"_s);
}

void tst_Joins::joinsOfQueries()
{
    QCOMPARE(texts(all<Author>()
                             .join(totals(), authorId == joined<&Total::author>)
                             .orderBy(joined<&Total::posts>.desc(), name)
                             .values(name, joined<&Total::posts>)),
            u"Ann 3, Ben 1, Dee 1"_s);
    const auto newest = all<Post>().orderBy(id.desc()).limit(3);
    QCOMPARE(
            texts(all<Author>().join(newest, authorId == joined<&Post::author>).orderBy(name).values(name, joined<&Post::title>)),
            u"Ben a, Dee e"_s);
    const auto famous = all<Post>().filter(views > 100).unite(all<Post>().filter(id == 6));
    QCOMPARE(texts(all<Author>()
                             .leftJoin(famous, authorId == joined<&Post::author>)
                             .orderBy(name)
                             .values(name, orNull(joined<&Post::title>))),
            u"Ann b, Ben a, Cid -, Dee e"_s);
    // What is cut before the join stays cut.
    const auto firstTwo = all<Author>().orderBy(authorId).limit(2);
    QCOMPARE(texts(firstTwo.join(all<Post>(), authorId == joined<&Post::author>)
                             .orderBy(joined<&Post::id>)
                             .values(joined<&Post::title>)),
            u"a, b, c, a"_s);
    // Inside others.
    const auto popular = all<Author>().join(all<Post>(), authorId == joined<&Post::author>).filter(joined<&Post::views> > 100);
    QCOMPARE(keys(all<Post>().filter(author.in(popular))), u"1 2 3 4"_s);
    QCOMPARE(keys(all<Comment>().filter(exists(popular.filter(authorId == outer<&Comment::post, &Post::author>)))), u"1 2 3 4"_s);
}

void tst_Joins::wrongJoins()
{
    const auto refused = [](const auto &query, const QString &says) {
        const auto all = query.all();
        QVERIFY(!all);
        QCOMPARE(all.error().kind(), ErrorKind::InvalidQuery);
        QVERIFY2(all.error().toString().contains(says), qPrintable(all.error().toString()));
    };
    const auto own = authorId == joined<&Post::author>;
    const auto withPosts = all<Author>().join(all<Post>(), own);
    refused(withPosts.join(all<Post>(), own), u"joined twice"_s);
    refused(all<Author>().filter(joined<&Post::id> == 1), u"joins no rows of blog::Post"_s);
    refused(withPosts.values(joined<&Tag::name>), u"It joins rows of: blog::Post"_s);
    refused(all<Author>().join(all<Post>(), own && joined<&Post::author, &Author::score> == 1),
            u"across a relation of the joined rows"_s);
    refused(all<Author>().join(all<Post>(), joined<&Comment::id> == 1).join(all<Comment>()), u"joined later"_s);
    refused(withPosts.distinctOn(name), u"distinctOn() and join()"_s);
    refused(all<Author>().join(all<Total>(), Condition()), u"Total has no table"_s);
    refused(all<Author>().join(all<Post>().limit(-1), own), u"negative"_s);
}

void tst_Joins::rowsOfEachRow()
{
    // The best of each: PostgreSQL looks for each author, the others number the rows.
    const auto own = all<Post>().filter(author == outer<&Author::id>);
    const auto best = own.orderBy(views.desc(), id);
    const auto postTitle = joined<&Post::title>;
    QCOMPARE(texts(all<Author>().join(best.limit(1)).orderBy(name).values(name, postTitle)), u"Ann b, Ben a, Dee e"_s);
    QCOMPARE(texts(all<Author>().leftJoin(best.limit(1)).orderBy(name).values(name, orNull(postTitle))),
            u"Ann b, Ben a, Cid -, Dee e"_s);
    QCOMPARE(texts(all<Author>().join(best.limit(2).offset(1)).orderBy(name, joined<&Post::id>).values(name, postTitle)),
            u"Ann a, Ann c"_s);
    QCOMPARE(texts(all<Author>().join(best.offset(1)).orderBy(name, joined<&Post::id>).values(name, postTitle)),
            u"Ann a, Ann c"_s);
    QCOMPARE(texts(all<Author>().join(best.limit(1), joined<&Post::views> > 100 || name == u"Dee"_s).orderBy(name).values(name)),
            u"Ann, Ben, Dee"_s);
    QCOMPARE(texts(all<Author>()
                             .leftJoin(best.filter(title != u"b"_s).limit(1))
                             .filter(name < u"C"_s)
                             .orderBy(name)
                             .values(name, orNull(postTitle))),
            u"Ann a, Ben a"_s);
    // Without a limit, by any comparison.
    QCOMPARE(texts(all<Author>()
                             .join(own.filter(views > outer<&Author::score>))
                             .orderBy(joined<&Post::id>)
                             .values(name, postTitle)),
            u"Ann a, Ann b, Ben a"_s);
    QCOMPARE(all<Author>().join(all<Post>().filter(id > outer<&Author::id>)).count().value(), 5 + 4 + 3 + 2);
    // NULL is equal to NULL here, too.
    const auto same = all<Comment>().filter(field<&Comment::stars> == outer<&Post::views>).orderBy(field<&Comment::id>).limit(1);
    QCOMPARE(texts(all<Post>().join(same).orderBy(id).values(id, joined<&Comment::id>)), u"3 4, 5 1, 6 4"_s);
    // Grouped, counted, inside another one, and shared as a statement.
    QCOMPARE(texts(all<Author>().join(best.limit(2)).values(name, count()).orderBy(name)), u"Ann 2, Ben 1, Dee 1"_s);
    QCOMPARE(keys(all<Author>().join(best.limit(2))), u"1 1 2 4"_s);
    const auto before = m_database.statistics();
    for (int most = 1; most < 5; ++most)
        QCOMPARE(all<Author>().join(best.limit(most)).count().value(), qMin(most, 3) + 2);
    const auto after = m_database.statistics();
    QCOMPARE(after.shapeMisses - before.shapeMisses, 1);
    QCOMPARE(after.shapeHits - before.shapeHits, 3);
}

void tst_Joins::withoutLateral()
{
    const bool can = m_database.dialect().capabilities().lateralJoins;
    const auto check = [&](const QString &rows, const QString &expected) {
        if (can)
            QCOMPARE(rows, expected);
        else
            QVERIFY2(rows.contains(u"has no LATERAL"_s), qPrintable(rows));
    };
    const auto postTitle = joined<&Post::title>;
    // Each author's first post that is newer than the author's number: of overlapping rows.
    const auto newer = all<Post>().filter(id > outer<&Author::id>).orderBy(id).limit(1);
    check(texts(all<Author>().join(newer).orderBy(authorId).values(postTitle)), u"b, c, a, d"_s);
    // Speaking of the row outside elsewhere than in the condition.
    const auto nearest = all<Post>().filter(author == outer<&Author::id>).orderBy((id - outer<&Author::id>).desc()).limit(1);
    check(texts(all<Author>().join(nearest).orderBy(authorId).values(postTitle)), u"c, a, e"_s);
    const auto starred
            = all<Comment>().filter(field<&Comment::post> == outer<&Post::id> && field<&Comment::stars> > outer<&Author::id>);
    check(texts(all<Author>().join(all<Post>().filter(exists(starred))).values(count())), u"10"_s);
    const auto refused = all<Author>().join(newer).all();
    if (!can) {
        QCOMPARE(refused.error().kind(), ErrorKind::Unsupported);
        QVERIFY(refused.error().hint().contains(u"=="_s));
    }
}

QTEST_GUILESS_MAIN(tst_Joins)
#include "tst_joins.moc"
