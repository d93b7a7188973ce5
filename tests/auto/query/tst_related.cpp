// SPDX-License-Identifier: MIT
// Conditions and aggregates over HasMany and ManyToMany: the same rows on every engine, counted once each.
#include <blog/blog.h>

#include <quoin/sql/compiler.h>

#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace quoin;
using namespace blog;

namespace {

const auto posts = field<&Author::posts>;
const auto views = field<&Author::posts, &Post::views>;
const auto title = field<&Author::posts, &Post::title>;
const auto name = field<&Author::name>;
const auto tag = field<&Author::posts, &Post::tags, &Tag::name>;
const auto stars = field<&Author::posts, &Post::comments, &Comment::stars>;

} // namespace

class tst_Related : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void conditions_data() { QUOIN_TARGET_ROWS(); }
    void conditions();
    void oneRowOrAny_data() { QUOIN_TARGET_ROWS(); }
    void oneRowOrAny();
    void relationsThemselves_data() { QUOIN_TARGET_ROWS(); }
    void relationsThemselves();
    void fromOtherSides_data() { QUOIN_TARGET_ROWS(); }
    void fromOtherSides();
    void complements_data() { QUOIN_TARGET_ROWS(); }
    void complements();
    void aggregates_data() { QUOIN_TARGET_ROWS(); }
    void aggregates();
    void aggregatesOfSome_data() { QUOIN_TARGET_ROWS(); }
    void aggregatesOfSome();
    void aggregatesAnywhere_data() { QUOIN_TARGET_ROWS(); }
    void aggregatesAnywhere();
    void groups_data() { QUOIN_TARGET_ROWS(); }
    void groups();
    void changes_data() { QUOIN_TARGET_ROWS(); }
    void changes();
    void refusals();

private:
    template<class T>
    Query<T> all() const
    {
        QFETCH(int, target);
        return m_databases[size_t(target)].query<T>();
    }
    std::vector<Database> m_databases;
};

void tst_Related::initTestCase()
{
    for (const quoin::test::Target &target : quoin::test::targets()) {
        auto database = blog::open(target);
        QVERIFY_RESULT(database);
        m_databases.push_back(*database);
    }
}

void tst_Related::conditions()
{
    const auto authors = all<Author>();
    QCOMPARE(keys(authors.filter(views > 100)), u"1 2"_s);
    QCOMPARE(keys(authors.exclude(views > 100)), u"3 4"_s);
    QCOMPARE(keys(authors.filter(!(views > 100) || name == u"Ann"_s)), u"1 3 4"_s);
    QCOMPARE(keys(authors.filter(views > 100 || name == u"Cid"_s)), u"1 2 3"_s);
    QCOMPARE(keys(authors.filter(views > 100 || title == u"e"_s)), u"1 2 4"_s);
    QCOMPARE(keys(authors.filter(views != 200)), u"1 4"_s);    // some post has not, be it NULL
    QCOMPARE(keys(authors.filter(!(views == 200))), u"3 4"_s); // no post has
    QCOMPARE(keys(authors.filter(views == std::nullopt)), u"1 4"_s);
    QCOMPARE(keys(authors.filter(views.isNull())), u"1 4"_s);
    QCOMPARE(keys(authors.filter(views.isNotNull())), u"1 2"_s);
    QCOMPARE(keys(authors.exclude(views.isNull())), u"2 3"_s);
    QCOMPARE(keys(authors.filter(views.in({ 10, 5 }))), u"1"_s);
    QCOMPARE(keys(authors.filter(views.in(QList<int>()))), u""_s);
    QCOMPARE(keys(authors.exclude(views.in(QList<int>()))), u"1 2 3 4"_s);
    QCOMPARE(keys(authors.filter(views.between(100, 300) || views.between(0, 1))), u"1 2"_s);
    QCOMPARE(keys(authors.filter(title.startsWith(u"a"_s))), u"1 2"_s);
    QCOMPARE(keys(authors.filter(views + 1 > 100)), u"1 2"_s);
    QCOMPARE(keys(authors.filter(concat(title, u"!"_s) == u"e!"_s)), u"4"_s);
    QCOMPARE(keys(authors.filter(field<&Author::posts, &Post::price> == *Decimal::fromString(u"1.5"))), u"1 2"_s);
    QCOMPARE(keys(authors.filter(tag == u"blue"_s)), u"1 2"_s);
    QCOMPARE(keys(authors.filter(tag == u"green"_s)), u""_s);
    QCOMPARE(keys(authors.filter(stars > 2)), u"1"_s);
    QCOMPARE(keys(authors.filter(field<&Author::pupils, &Author::posts, &Post::views> > 100)), u"1"_s);
    QCOMPARE(keys(authors.filter(field<&Author::pupils, &Author::posts, &Post::views>.isNull())), u"3"_s);
    // Both sides of a comparison: a post with more views than its author's name has letters.
    QCOMPARE(keys(authors.filter(views > length(name))), u"1 2"_s);
    QCOMPARE(keys(authors.filter(views > field<&Author::pupils, &Author::score>)), u"1"_s);
    QCOMPARE(keys(authors.filter(when(views > 100, 1).otherwise(0) == 1)), u"1 2"_s);
    QCOMPARE(*authors.filter(views > 0).count(), 2); // not one for each post
    QCOMPARE(*authors.filter(views > 0).exists(), true);
}

void tst_Related::oneRowOrAny()
{
    const auto authors = all<Author>();
    QCOMPARE(keys(authors.filter(views > 100 && title == u"a"_s)), u"2"_s);
    QCOMPARE(keys(authors.filter(views > 100).filter(title == u"a"_s)), u"1 2"_s);
    QCOMPARE(keys(authors.exclude(views > 100 && title == u"a"_s)), u"1 3 4"_s);
    QCOMPARE(keys(authors.exclude(views > 100).exclude(title == u"a"_s)), u"3 4"_s);
    // Across a second relation it is still the same post.
    QCOMPARE(keys(authors.filter(views > 100 && tag == u"blue"_s)), u"2"_s);
    QCOMPARE(keys(authors.filter(views > 100).filter(tag == u"blue"_s)), u"1 2"_s);
    QCOMPARE(keys(authors.filter(stars > 4 && tag == u"blue"_s)), u"1"_s);
    QCOMPARE(keys(authors.filter(stars > 2 && tag == u"blue"_s && views > 100)), u""_s);
    // One tag cannot be both; two can.
    QCOMPARE(keys(authors.filter(tag == u"red"_s && tag == u"blue"_s)), u""_s);
    QCOMPARE(keys(authors.filter(tag == u"red"_s).filter(tag == u"blue"_s)), u"1"_s);
    // An alternative inside speaks of the same post, too, and what is no post's stands beside it.
    QCOMPARE(keys(authors.filter(views > 100 && (title == u"a"_s || name == u"Ann"_s))), u"1 2"_s);
    QCOMPARE(keys(authors.filter(views > 100 && (title == u"a"_s || tag == u"green"_s))), u"2"_s);
    QCOMPARE(keys(authors.filter((views > 100 && title == u"a"_s) || name == u"Dee"_s)), u"2 4"_s);
    // Alternatives of one filter() are one condition beside those of others.
    QCOMPARE(keys(authors.filter(views > 100 || name == u"Dee"_s).filter(name == u"Ann"_s)), u"1"_s);
    QCOMPARE(keys(authors.filter(name == u"Ann"_s).filter(views > 100 || name == u"Dee"_s)), u"1"_s);
    QCOMPARE(keys(authors.filter(count(field<&Author::posts>) > 2 || name == u"Dee"_s).filter(name != u"Dee"_s)), u"1"_s);
    QCOMPARE(keys(authors.filter(name == u"Cid"_s).exclude(views > 100 || name == u"Dee"_s)), u"3"_s);
    // "!" looks at all related rows by itself.
    QCOMPARE(keys(authors.filter(views > 100 && !(title == u"c"_s))), u"2"_s);
    QCOMPARE(keys(authors.filter(views > 100 && title != u"c"_s)), u"1 2"_s);
    QCOMPARE(keys(authors.filter(!(!(views > 100 && title == u"a"_s)))), u"2"_s);
}

void tst_Related::relationsThemselves()
{
    const auto authors = all<Author>();
    QCOMPARE(keys(authors.filter(posts.isNull())), u"3"_s);
    QCOMPARE(keys(authors.filter(posts.isNotNull())), u"1 2 4"_s);
    QCOMPARE(keys(authors.exclude(posts.isNull())), u"1 2 4"_s);
    QCOMPARE(keys(authors.filter(posts.isNotNull() && views > 100)), u"1 2"_s);
    QCOMPARE(keys(authors.filter(posts == 4)), u"2"_s);
    QCOMPARE(keys(authors.filter(posts == Post { .id = 4 })), u"2"_s);
    QCOMPARE(keys(authors.filter(posts.in(QList<Post> { { .id = 4 }, { .id = 6 } }))), u"2 4"_s);
    QCOMPARE(keys(authors.exclude(posts == 4)), u"1 3 4"_s);

    const auto allPosts = all<Post>();
    const auto tags = field<&Post::tags>;
    QCOMPARE(keys(allPosts.filter(tags == 1)), u"1 2"_s);
    QCOMPARE(keys(allPosts.filter(tags == Tag { .id = 2 })), u"1 4 5"_s);
    QCOMPARE(keys(allPosts.filter(tags.in(QList<int> { 1, 2 }))), u"1 2 4 5"_s);
    QCOMPARE(keys(allPosts.exclude(tags.in(QList<int> { 1, 2 }))), u"3 6"_s);
    QCOMPARE(keys(allPosts.filter(tags.isNull())), u"3 6"_s);
    QCOMPARE(keys(allPosts.filter(tags == 1).filter(tags == 2)), u"1"_s);
    QCOMPARE(keys(allPosts.filter(field<&Post::tags, &Tag::id> == 2)), u"1 4 5"_s);
    QCOMPARE(keys(authors.filter(field<&Author::posts, &Post::tags>.isNull())), u"1 4"_s); // some post has none
    // Through a model of its own.
    QCOMPARE(keys(allPosts.filter(field<&Post::editors, &Author::name> == u"Ben"_s)), u"1"_s);
    QCOMPARE(keys(authors.filter(field<&Author::edited, &Post::title> == u"b"_s)), u"3"_s);
    QCOMPARE(keys(authors.filter(field<&Author::edited> == 1)), u"2"_s);
}

void tst_Related::fromOtherSides()
{
    // A class with itself: the two columns of the table between are not taken for each other.
    QCOMPARE(keys(all<Author>().filter(field<&Author::follows, &Author::name> == u"Ben"_s)), u"1"_s);
    QCOMPARE(keys(all<Author>().filter(field<&Author::follows> == 1)), u"4"_s);
    QCOMPARE(keys(all<Author>().exclude(field<&Author::follows>.isNull())), u"1 4"_s);
    QCOMPARE(keys(all<Author>().filter(field<&Author::follows, &Author::posts, &Post::views> > 100)), u"1 4"_s);
    QCOMPARE(keys(all<Author>().filter(count(field<&Author::follows>) == 2)), u"1"_s);
    QCOMPARE(keys(all<Author>().filter(field<&Author::friends, &Author::name> == u"Dee"_s)), u"1"_s);
    QCOMPARE(keys(all<Author>().filter(field<&Author::friends>.isNotNull())), u"1 4"_s);
    QCOMPARE(keys(all<Tag>().filter(field<&Tag::posts, &Post::views> > 100)), u"1 2"_s);
    QCOMPARE(keys(all<Tag>().exclude(field<&Tag::posts, &Post::views> > 100)), u"3"_s);
    QCOMPARE(keys(all<Tag>().filter(field<&Tag::posts, &Post::author, &Author::name> == u"Ben"_s)), u"2"_s);
    QCOMPARE(keys(all<Tag>().filter(field<&Tag::posts, &Post::author>.isNull())), u"2"_s);
    // A to-one relation first, which may lead nowhere.
    const auto sameAuthors = field<&Post::author, &Author::posts, &Post::title>;
    QCOMPARE(keys(all<Post>().filter(sameAuthors == u"b"_s)), u"1 2 3"_s);
    QCOMPARE(keys(all<Post>().exclude(sameAuthors == u"b"_s)), u"4 5 6"_s);
    QCOMPARE(keys(all<Post>().filter(field<&Post::author, &Author::mentor, &Author::posts>.isNotNull())), u"4"_s);
    QCOMPARE(keys(all<Comment>().filter(field<&Comment::post, &Post::tags, &Tag::name> == u"red"_s)), u"1 2 3"_s);
    QCOMPARE(keys(all<Comment>().filter(
                     field<&Comment::post, &Post::author, &Author::posts, &Post::comments, &Comment::stars> == 3)),
            u"1 2 3"_s);
}

void tst_Related::complements()
{
    const QList<Condition> conditions { views > 100, views < 100, views != 200, views.isNull(), views.isNotNull(), posts.isNull(),
        posts == 1, posts.in(QList<int> { 1, 6 }), views > 100 && title == u"a"_s, views > 100 || title == u"e"_s,
        views > 100 || name == u"Cid"_s, !(views > 100) && name != u"Dee"_s, tag == u"red"_s && views > 100, stars > 2,
        stars == std::nullopt, stars.in(QList<int> { 5 }), views > field<&Author::posts, &Post::id>, count(posts) > 1,
        sum(views) > 100, max(stars) == 5, !(sum(views) > 100), min(views).isNull(),
        field<&Author::mentor, &Author::posts, &Post::views> > 100, row(views, title) > row(100, u"a"_s) };
    for (const Condition &condition : conditions) {
        const auto in = all<Author>().filter(condition).all();
        QVERIFY_RESULT(in);
        const auto out = all<Author>().exclude(condition).all();
        QVERIFY_RESULT(out);
        QList<qint64> ids;
        for (const auto &rows : { *in, *out }) {
            for (const Author &author : rows)
                ids << author.id;
        }
        std::ranges::sort(ids);
        QCOMPARE(ids, QList<qint64>({ 1, 2, 3, 4 }));
    }
}

void tst_Related::aggregates()
{
    using O = std::optional<qint64>;
    const auto rows
            = all<Author>()
                      .values(name, count(posts), sum(views), avg(views), min(title), max(views), count(views),
                              count(field<&Author::posts, &Post::tags>), countDistinct(field<&Author::posts, &Post::tags>),
                              count(field<&Author::posts, &Post::comments>), max(stars), sum(stars).distinct())
                      .orderBy(name)
                      .all();
    QVERIFY_RESULT(rows);
    QCOMPARE(rows->size(), 4);
    const auto ann = std::tuple(u"Ann"_s, 3LL, O(210), std::optional<double>(105), std::optional<QString>(u"a"_s), O(200), 2LL,
            3LL, 2LL, 3LL, O(5), O(9));
    const auto ben = std::tuple(u"Ben"_s, 1LL, O(200), std::optional<double>(200), std::optional<QString>(u"a"_s), O(200), 1LL,
            1LL, 1LL, 1LL, O(), O());
    const auto cid = std::tuple(
            u"Cid"_s, 0LL, O(), std::optional<double>(), std::optional<QString>(), O(), 0LL, 0LL, 0LL, 0LL, O(), O());
    const auto dee = std::tuple(
            u"Dee"_s, 1LL, O(), std::optional<double>(), std::optional<QString>(u"e"_s), O(), 0LL, 0LL, 0LL, 0LL, O(), O());
    QVERIFY(rows->at(0) == ann);
    QVERIFY(rows->at(1) == ben);
    QVERIFY(rows->at(2) == cid);
    QVERIFY(rows->at(3) == dee);

    // A table between may have a row twice; distinct() counts the related rows.
    const auto editors = field<&Post::editors>;
    const auto edited = all<Post>()
                                .values(field<&Post::id>, count(editors), count(editors).distinct())
                                .orderBy(field<&Post::id>)
                                .limit(3)
                                .all();
    QVERIFY_RESULT(edited);
    QCOMPARE(edited->at(0), std::tuple(1LL, 2LL, 1LL));
    QCOMPARE(edited->at(1), std::tuple(2LL, 1LL, 1LL));
    QCOMPARE(edited->at(2), std::tuple(3LL, 0LL, 0LL));
}

void tst_Related::aggregatesOfSome()
{
    using O = std::optional<qint64>;
    const auto many = count(posts).filter(views > 100);
    const auto few = count(posts).filter(!(views > 100)); // of these posts, not of the author's others
    const auto tagged = sum(views).filter(tag == u"blue"_s);
    const auto weighed = sum(when(views > 100, 1).otherwise(views));
    const auto busy = count(posts).filter(count(field<&Author::posts, &Post::comments>) > 0);
    const auto of = all<Author>().values(many, few, tagged, weighed, busy).orderBy(field<&Author::id>).all();
    QVERIFY_RESULT(of);
    QCOMPARE(of->at(0), std::tuple(1LL, 2LL, O(10), O(11), 2LL));
    QCOMPARE(of->at(1), std::tuple(1LL, 0LL, O(200), O(1), 1LL));
    QCOMPARE(of->at(2), std::tuple(0LL, 0LL, O(), O(), 0LL));
    QCOMPARE(of->at(3), std::tuple(0LL, 1LL, O(), O(), 0LL));

    const auto products = all<Author>()
                                  .values(sum(views * field<&Author::posts, &Post::id>), sum(views * field<&Author::id>))
                                  .orderBy(field<&Author::id>)
                                  .all();
    QVERIFY_RESULT(products);
    QCOMPARE(products->at(0), std::tuple(O(410), O(210)));
    QCOMPARE(products->at(1), std::tuple(O(800), O(400)));
}

void tst_Related::aggregatesAnywhere()
{
    const auto authors = all<Author>();
    QCOMPARE(keys(authors.filter(count(posts) > 1)), u"1"_s);
    QCOMPARE(keys(authors.filter(count(posts) == 0)), u"3"_s);
    QCOMPARE(keys(authors.exclude(sum(views) > 100)), u"3 4"_s);
    QCOMPARE(keys(authors.filter(max(views).in({ 200, 5 }))), u"1 2"_s);
    QCOMPARE(keys(authors.filter(coalesce(max(views), 0) < count(posts))), u"4"_s);
    QCOMPARE(keys(authors.filter(views > 5 && count(posts) == 1)), u"2"_s);
    QCOMPARE(keys(authors.filter(field<&Author::id> < count(posts))), u"1"_s);

    QList<qint64> order;
    const auto ordered = authors.orderBy(count(posts).desc(), name.desc()).all();
    QVERIFY_RESULT(ordered);
    for (const Author &author : *ordered)
        order << author.id;
    QCOMPARE(order, QList<qint64>({ 1, 4, 2, 3 }));
    const auto page = authors.orderBy(max(views).desc().nullsLast()).limit(1).offset(1).all();
    QVERIFY_RESULT(page);
    QCOMPARE(page->first().id, 2);

    // One value of each row can be aggregated like any other.
    const auto total = authors.aggregate(sum(count(posts)), max(count(posts)), avg(count(posts)));
    QVERIFY_RESULT(total);
    QCOMPARE(*total, std::tuple(std::optional<qint64>(5), std::optional<qint64>(3), std::optional<double>(1.25)));
    const auto ofMentors
            = authors.values(field<&Author::id>, count(field<&Author::mentor, &Author::posts>)).orderBy(field<&Author::id>).all();
    QVERIFY_RESULT(ofMentors);
    QCOMPARE(*ofMentors, (QList<std::tuple<qint64, qint64>> { { 1, 0 }, { 2, 3 }, { 3, 3 }, { 4, 0 } }));
}

void tst_Related::groups()
{
    const auto byNumber = all<Author>().values(count(posts), count()).orderBy(count(posts)).all();
    QVERIFY_RESULT(byNumber);
    QCOMPARE(*byNumber, (QList<std::tuple<qint64, qint64>> { { 0, 1 }, { 1, 2 }, { 3, 1 } }));
    const auto few = all<Author>().values(count(posts), count()).having(count() == 1).orderBy(count(posts)).all();
    QVERIFY_RESULT(few);
    QCOMPARE(*few, (QList<std::tuple<qint64, qint64>> { { 0, 1 }, { 3, 1 } }));
    const auto filtered = all<Author>().filter(views > 0).aggregate(count(), count().filter(views > 10));
    QVERIFY_RESULT(filtered);
    QCOMPARE(*filtered, std::tuple(2LL, 2LL));
    const auto wrong = all<Author>().values(name, count(), count(posts)).groupBy(name).all();
    QVERIFY(!wrong);
    QCOMPARE(wrong.error().kind(), ErrorKind::InvalidQuery);
}

void tst_Related::changes()
{
    QFETCH(int, target);
    auto begun = m_databases[size_t(target)].begin();
    QVERIFY_RESULT(begun);
    const auto authors = all<Author>();
    const auto counted = authors.allowAll().update(set(field<&Author::score>, count(posts)));
    QVERIFY_RESULT(counted);
    QCOMPARE(*counted, 4);
    QCOMPARE(keys(authors.filter(field<&Author::score> == 1)), u"2 4"_s);
    const auto some = authors.filter(views > 100).update(set(field<&Author::score>, 7));
    QVERIFY_RESULT(some);
    QCOMPARE(*some, 2);
    QCOMPARE(keys(authors.filter(field<&Author::score> == 7)), u"1 2"_s);
    const auto removed = all<Post>().filter(field<&Post::tags>.isNull() && field<&Post::comments>.isNull()).remove();
    QVERIFY_RESULT(removed);
    QCOMPARE(*removed, 2);
    QCOMPARE(keys(all<Post>()), u"1 2 4 5"_s);
    QVERIFY_RESULT(begun->rollback());
}

void tst_Related::refusals()
{
    const auto authors = m_databases.front().query<Author>();
    const auto two = authors.values(sum(views + field<&Author::pupils, &Author::score>)).all();
    QVERIFY(!two);
    QCOMPARE(two.error().kind(), ErrorKind::InvalidQuery);
    QVERIFY2(two.error().message().contains(u"two relations"_s), qPrintable(two.error().toString()));
    // What the typed layer does not let through, as a node.
    expr::Select select = authors.core().select();
    const auto refused = [&](const expr::NodePtr &column, QStringView what) {
        select.columns = { column };
        const auto compiled = sql::compileSelect(select, sql::Projection::Rows, m_databases.front().dialect());
        return !compiled && compiled.error().kind() == ErrorKind::InvalidQuery && compiled.error().message().contains(what);
    };
    QVERIFY(refused(views.node(), u"a row has many of \"posts.views\""));
    QVERIFY(refused((views + 1).node(), u"a row has many of"));
    QVERIFY(refused(expr::column("posts.views"), u"has many of \"posts.views\""));
    QVERIFY(refused(expr::relatedColumn("posts.nothing"), u"nothing"));
    QVERIFY(refused(
            expr::windowCall(sum(field<&Author::id>).node(), { views.node() }, { .partitions = 1 }), u"a row has many of"));
}

QTEST_GUILESS_MAIN(tst_Related)
#include "tst_related.moc"
