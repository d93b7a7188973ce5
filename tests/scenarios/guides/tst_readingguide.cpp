// SPDX-License-Identifier: MIT
// The code of docs/guides/reading.md.
#include <blog/blog.h>

#include <quoin/query/explain.h>
#include <quoin/query/valuemaps.h>

#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace quoin;
using namespace blog;

class tst_ReadingGuide : public QObject
{
    Q_OBJECT

private slots:
    void guide_data() { QUOIN_TARGET_ROWS(); }
    void guide();

private:
    static Result<int> streams(Database &db);
    static void pages(Database &db);
};

namespace {

int saved(const Post &post) { return post.author.isNull() || post.author.isLoaded() ? 1 : 100; }

QList<qint64> ids(const QList<Post> &posts)
{
    QList<qint64> list;
    for (const Post &post : posts)
        list << post.id;
    return list;
}

} // namespace

// clang-format off
Result<int> tst_ReadingGuide::streams(Database &db)
{
    int written = 0;
    auto posts = db.query<Post>().orderBy(field<&Post::id>).with<&Post::author>().stream();
    for (const Post &post : posts)
        written += saved(post);
    if (posts.error())
        return *posts.error();

    auto titles = db.query<Post>().values(field<&Post::id>, field<&Post::title>).stream();
    for (const auto &[id, title] : titles) {
        if (title == u"c"_s)
            break;
    }
    titles.close();

    auto all = db.query<Post>().orderBy(field<&Post::id>).stream();
    for (Post &post : all) {
        post.title += u"!"_s;
        if (auto stored = db.update(post); !stored)
            return stored.error();
    }
    if (auto read = all.result(); !read)
        return read.error();
    return written;
}

void tst_ReadingGuide::pages(Database &db)
{
    auto third = db.query<Post>().orderBy(field<&Post::title>).page(3, 2);
    const QString line = u"page %1 of %2, %3 posts"_s.arg(third->number).arg(third->pages()).arg(third->total);
    QCOMPARE(line, u"page 3 of 3, 6 posts"_s);
    QCOMPARE(ids(third->rows), QList<qint64>({ 5, 6 }));

    const auto ranking = db.query<Post>().orderBy(field<&Post::views>.desc(), field<&Post::title>);
    auto first = ranking.keysetPage({ .size = 2 });
    auto second = ranking.keysetPage({ .size = 2, .after = first->next });
    auto firstAgain = ranking.keysetPage({ .size = 2, .before = second->previous });
    QCOMPARE(ids(first->rows), QList<qint64>({ 4, 2 }));
    QCOMPARE(ids(second->rows), QList<qint64>({ 1, 5 }));
    QCOMPARE(ids(firstAgain->rows), ids(first->rows));

    auto maps = db.query<Post>().orderBy(field<&Post::id>).valueMaps(
            field<&Post::title>, field<&Post::author, &Author::name>, named(u"comments"_s, count(field<&Post::comments>)));
    QCOMPARE(maps->first(), QVariantMap({ { u"title"_s, u"a!"_s }, { u"author__name"_s, u"Ann"_s }, { u"comments"_s, qint64(2) } }));

    const auto popular = db.query<Post>().filter(field<&Post::views> > 100).orderBy(field<&Post::title>);
    const QString sql = popular.toSql()->formatted();
    const QString plan = popular.explain()->toString();
    const auto measured = popular.explain({ .analyze = true });
    QCOMPARE(sql.count(u'\n'), 4);
    QVERIFY(!plan.isEmpty());
    QVERIFY(measured || measured.error().kind() == ErrorKind::Unsupported);
}
// clang-format on

void tst_ReadingGuide::guide()
{
    auto db = blog::open(QUOIN_TARGET()).value();
    const auto written = streams(db);
    QVERIFY_RESULT(written);
    QCOMPARE(*written, 6);
    QCOMPARE(db.query<Post>().filter(field<&Post::title>.endsWith(u"!"_s)).count().value(), 6);
    pages(db);
}

QTEST_GUILESS_MAIN(tst_ReadingGuide)
#include "tst_readingguide.moc"
