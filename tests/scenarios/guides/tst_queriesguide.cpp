// SPDX-License-Identifier: MIT
// The code of docs/guides/queries.md.
#include <blog/blog.h>

#include <quoin/dialect/capabilities.h>
#include <quoin/dialect/dialect.h>
#include <quoin/expr/window.h>

#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace quoin;
using namespace blog;

namespace guide {

class Total
{
    Q_GADGET
    QUOIN_MODEL("totals", "rows")
    QUOIN_FIELD(quoin::ForeignKey<blog::Author>, author, "null")
    QUOIN_FIELD(qint64, posts, "")
    QUOIN_FIELD(std::optional<qint64>, views, "")
};

class Place
{
    Q_GADGET
    QUOIN_MODEL("places", "rows")
    QUOIN_FIELD(quoin::ForeignKey<blog::Post>, post, "")
    QUOIN_FIELD(qint64, number, "")
};

class Chain
{
    Q_GADGET
    QUOIN_MODEL("chains", "rows")
    QUOIN_FIELD(qint64, author, "")
    QUOIN_FIELD(QString, path, "")
};

} // namespace guide

using namespace guide;

class tst_QueriesGuide : public QObject
{
    Q_OBJECT

private slots:
    void guide_data() { QUOIN_TARGET_ROWS(); }
    void guide();
};

// clang-format off
void tst_QueriesGuide::guide()
{
    auto db = blog::open(QUOIN_TARGET()).value();
    const Tag red = db.get<Tag>(1).value();

    auto read = db.query<Author>().filter(field<&Author::posts, &Post::views> > 100);
    QCOMPARE(keys(read), u"1 2"_s);

    auto oneOfThem = db.query<Author>().filter(field<&Author::posts, &Post::views> > 100 && field<&Author::posts, &Post::title> == u"a"_s);
    auto anyOfThem = db.query<Author>()
                             .filter(field<&Author::posts, &Post::views> > 100)
                             .filter(field<&Author::posts, &Post::title> == u"a"_s);
    QCOMPARE(keys(oneOfThem), u"2"_s);
    QCOMPARE(keys(anyOfThem), u"1 2"_s);

    auto others = db.query<Author>().exclude(field<&Author::posts, &Post::views> > 100 && field<&Author::posts, &Post::title> == u"a"_s);
    auto noneDiffers = db.query<Author>().filter(!(field<&Author::posts, &Post::title> == u"a"_s));
    auto someDiffers = db.query<Author>().filter(field<&Author::posts, &Post::title> != u"a"_s);
    QCOMPARE(keys(others), u"1 3 4"_s);
    QCOMPARE(keys(noneDiffers), u"3 4"_s);
    QCOMPARE(keys(someDiffers), u"1 4"_s);

    auto silent = db.query<Author>().filter(field<&Author::posts>.isNull());
    auto tagged = db.query<Post>().filter(field<&Post::tags> == red);
    QCOMPARE(keys(silent), u"3"_s);
    QCOMPARE(keys(tagged), u"1 2"_s);

    struct Line { QString name; qint64 posts; std::optional<double> views; qint64 comments; };
    auto lines = db.query<Author>()
                         .select<Line>(field<&Author::name>, count(field<&Author::posts>), avg(field<&Author::posts, &Post::views>),
                                 count(field<&Author::posts, &Post::comments>))
                         .orderBy(count(field<&Author::posts>).desc())
                         .all();
    QCOMPARE(lines->size(), 4);
    QCOMPARE(lines->first().name, u"Ann"_s);
    QCOMPARE(lines->first().posts, 3);
    QCOMPARE(lines->first().views, std::optional<double>(105));
    QCOMPARE(lines->first().comments, 3);

    const auto popular = count(field<&Author::posts>).filter(field<&Author::posts, &Post::views> > 100);
    auto busy = db.query<Author>().filter(popular > 0 && popular < count(field<&Author::posts>)).orderBy(popular.desc());
    QCOMPARE(keys(busy), u"1"_s);

    const auto ofAuthor = db.query<Post>().filter(field<&Post::author> == outer<&Author::id>);
    auto withPosts = db.query<Author>().filter(exists(ofAuthor.filter(field<&Post::views> > 100)));

    const auto latest = subquery(ofAuthor.values(field<&Post::title>).orderBy(field<&Post::id>.desc()).limit(1));
    auto titles = db.query<Author>().values(field<&Author::name>, latest).orderBy(field<&Author::name>).all();

    auto byYoung = db.query<Post>().filter(field<&Post::author>.in(db.query<Author>().filter(field<&Author::mentor>.isNotNull())));
    QCOMPARE(keys(withPosts), u"1 2"_s);
    QCOMPARE(std::get<1>(titles->at(0)), std::optional<QString>(u"c"_s));
    QVERIFY(!std::get<1>(titles->at(2)));
    QCOMPARE(keys(byYoung), u"4 6"_s);

    auto next = db.query<Post>()
                        .filter(row(field<&Post::title>, field<&Post::id>) > row(u"a"_s, 1))
                        .orderBy(field<&Post::title>, field<&Post::id>)
                        .limit(20);
    QCOMPARE(next.all()->first().id, 4);

    const auto famous = db.query<Post>().filter(field<&Post::views> > 100);
    const auto fresh = db.query<Post>().filter(field<&Post::id> > 3);
    auto both = famous.unite(fresh).orderBy(field<&Post::title>, field<&Post::id>).limit(10);
    auto onlyFamous = famous.except(fresh);

    auto names = db.query<Post>().values(field<&Post::title>).unite(db.query<Tag>().values(field<&Tag::name>)).orderBy(field<&Post::title>);
    QCOMPARE(both.all()->size(), 4);
    QCOMPARE(keys(onlyFamous), u"2"_s);
    QCOMPARE(names.all()->size(), 8);

    auto newest = db.query<Post>().distinctOn(field<&Post::author>).orderBy(field<&Post::id>.desc());
    QCOMPARE(newest.all()->size(), 4);
    QCOMPARE(newest.all()->last().id, 3);

    auto school = db.query<Author>().filter(field<&Author::name> == u"Ann"_s).descendants(field<&Author::mentor>);
    auto levels = school.orderBy(field<&Author::name>).values(field<&Author::name>, treeDepth()).all();
    auto mentors = db.query<Author>().filter(field<&Author::name> == u"Dee"_s).ancestors(field<&Author::mentor>);
    auto theirPosts = db.query<Post>().filter(field<&Post::author>.in(school.filter(treeDepth() > 0)));
    QCOMPARE(keys(school), u"1 2 3 4"_s);
    QCOMPARE(std::get<1>(levels->last()), 2);
    QCOMPARE(keys(mentors), u"1 3 4"_s);
    QCOMPARE(keys(theirPosts), u"4 6"_s);

    const auto totals = db.query<Post>()
                                .select<Total>(field<&Post::author>, count(), sum(field<&Post::views>))
                                .asTable();
    auto busiest = totals.filter(field<&Total::posts> > 1).orderBy(field<&Total::author, &Author::name>).with<&Total::author>().all();
    auto mostPosts = totals.aggregate(max(field<&Total::posts>));
    auto busyAuthors = db.query<Author>().filter(field<&Author::id>.in(totals.filter(field<&Total::posts> > 1).values(field<&Total::author>)));
    QCOMPARE(busiest.value().size(), 1);
    QCOMPARE(busiest->first().author->name, u"Ann"_s);
    QCOMPARE(busiest->first().views, std::optional<qint64>(210));
    QCOMPARE(mostPosts.value(), std::optional<qint64>(3));
    QCOMPARE(keys(busyAuthors), u"1"_s);

    const auto byViews = partitionBy(field<&Post::author>).orderBy(field<&Post::views>.desc(), field<&Post::id>);
    auto best = db.query<Post>()
                        .select<Place>(relationTo<Post>(field<&Post::id>), rowNumber().over(byViews))
                        .asTable()
                        .filter(field<&Place::number> == 1)
                        .values(field<&Place::post, &Post::title>)
                        .all();
    QCOMPARE(best.value().size(), 4);

    auto chains = db.query<Author>()
                         .filter(field<&Author::mentor>.isNull())
                         .select<Chain>(field<&Author::id>, field<&Author::name>)
                         .recursive([&](const Query<Chain> &found) {
                             return found.join(db.query<Author>(), field<&Chain::author> == joined<&Author::mentor>)
                                     .select<Chain>(joined<&Author::id>, concat(field<&Chain::path>, u"/"_s, joined<&Author::name>));
                         });
    auto paths = chains.orderBy(field<&Chain::path>).values(field<&Chain::path>).all();
    QCOMPARE(paths.value(), (QStringList { u"Ann"_s, u"Ann/Ben"_s, u"Ann/Cid"_s, u"Ann/Cid/Dee"_s }));

    auto pairs = db.query<Author>()
                         .leftJoin(db.query<Post>(), field<&Author::id> == joined<&Post::author> && joined<&Post::views> > 100)
                         .orderBy(field<&Author::name>, joined<&Post::id>)
                         .values(field<&Author::name>, orNull(joined<&Post::title>))
                         .all();
    QCOMPARE(pairs.value().size(), 4);
    QCOMPARE(pairs->first(), std::tuple(u"Ann"_s, std::optional<QString>(u"b"_s)));

    const auto bestTwo = db.query<Post>()
                                 .filter(field<&Post::author> == outer<&Author::id>)
                                 .orderBy(field<&Post::views>.desc(), field<&Post::id>)
                                 .limit(2);
    auto each = db.query<Author>().join(bestTwo).orderBy(field<&Author::name>).values(field<&Author::name>, joined<&Post::title>).all();
    QCOMPARE(each.value().size(), 4);

    auto sums = db.query<Post>()
                        .values(orNull(field<&Post::author, &Author::name>), orNull(field<&Post::title>), grouping(field<&Post::title>), count())
                        .groupByRollup(field<&Post::author, &Author::name>, field<&Post::title>);
    auto perAuthor = sums.having(grouping(field<&Post::title>) == 1 && count() > 1).all();
    QCOMPARE(perAuthor.value().size(), 2);

    auto taken = db.transaction([&](Transaction &) -> Result<Post> {
        auto post = db.query<Post>().filter(field<&Post::views>.isNull()).orderBy(field<&Post::id>).forUpdate(LockWait::SkipLocked).first();
        if (!post)
            return post;
        post->views = 1;
        auto stored = db.update(*post);
        return stored ? post : Result<Post>(stored.error());
    });
    if (db.dialect().capabilities().rowLocks)
        QCOMPARE(taken.value().id, 3);
    else
        QCOMPARE(taken.error().kind(), ErrorKind::Unsupported);

    auto scored = db.query<Author>().allowAll().update(set(field<&Author::score>, count(field<&Author::posts>)));
    auto renamed = db.query<Post>()
                           .filter(field<&Post::tags, &Tag::name> == u"red"_s)
                           .update(set(field<&Post::title>, concat(field<&Post::author, &Author::name>, u": "_s, field<&Post::title>)));
    QCOMPARE(scored.value(), 4);
    QCOMPARE(db.get<Author>(1).value().score, 3);
    QCOMPARE(renamed.value(), 2);
    QCOMPARE(db.get<Post>(2).value().title, u"Ann: b"_s);
}
// clang-format on

QTEST_GUILESS_MAIN(tst_QueriesGuide)
#include "tst_queriesguide.moc"
