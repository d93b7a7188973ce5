// SPDX-License-Identifier: MIT
// The code of docs/guides/writing.md.
#include <quoin/quoin.h>

#include <tables/tables.h>
#include <testsupport.h>

#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace quoin;

namespace guide {

class Post
{
    Q_GADGET
    QUOIN_MODEL("posts", "")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(QString, slug, "maxLength=80, unique")
    QUOIN_FIELD(QString, title, "maxLength=200")
    QUOIN_FIELD(int, views, "")
    QUOIN_FIELD(int, monthViews, "")
};

} // namespace guide

using guide::Post;

class tst_WritingGuide : public QObject
{
    Q_OBJECT

private slots:
    void guide_data() { QUOIN_TARGET_ROWS(); }
    void guide();
};

void tst_WritingGuide::guide()
{
    auto db = Database::open(test::freshDatabase(QUOIN_TARGET())).value();
    test::createTables<Post>(db).value();

    QList<Post> posts;
    for (int i = 0; i < 1000; ++i)
        posts << Post { .slug = u"post-%1"_s.arg(i), .title = u"Post %1"_s.arg(i) };

    auto stored = db.bulkInsert(posts);
    if (!stored)
        qWarning() << "row" << stored.error().row() << "was refused:" << stored.error();

    QCOMPARE(stored.value().stored, 1000);
    for (Post &post : posts)
        post.id = 0;
    posts.append({ .slug = u"another"_s, .title = u"Another"_s });

    auto merged = db.bulkInsert(posts,
            { .onConflict = Conflict::Update,
                    .conflictFields = { field<&Post::slug> },
                    .updateFields = { field<&Post::title> } });

    QCOMPARE(merged.value().stored, 1001);
    QCOMPARE(db.query<Post>().count().value(), 1001);
    QList<Post> drafts { { .slug = u"another"_s }, { .slug = u"draft"_s } };

    auto added = db.bulkInsert(drafts, { .onConflict = Conflict::Ignore });
    qInfo() << added->stored << "new," << added->ignored.size() << "were there already";

    QCOMPARE(added->stored, 1);
    QCOMPARE(added->ignored, QList<qsizetype> { 0 });
    QList<Post> lines { { .slug = u"draft"_s }, { .slug = u"last"_s } };

    auto imported = db.bulkInsert(
            lines, { .continueOnError = true, .progress = [](qsizetype done, qsizetype total) { return done <= total; } });
    for (const Error &error : std::as_const(imported->failed))
        qInfo() << "line" << error.row() + 1 << error.message();

    QCOMPARE(imported->failed.size(), 1);

    for (Post &post : posts)
        post.views += 1;
    qint64 found = db.bulkUpdate(posts, { field<&Post::views> }).value();

    QCOMPARE(found, 1001);

    auto reset = db.query<Post>()
                         .filter(field<&Post::views> > 0)
                         .update(set(field<&Post::monthViews>, field<&Post::views>), set(field<&Post::views>, 0));
    auto removed = db.query<Post>().filter(field<&Post::slug>.startsWith(u"draft"_s)).remove();

    QCOMPARE(reset.value(), 1001);
    QCOMPARE(removed.value(), 1);
    QCOMPARE(db.query<Post>().remove().error().kind(), ErrorKind::InvalidQuery);

    auto everything = db.query<Post>().allowAll().remove();

    QCOMPARE(everything.value(), 1002);
}

QTEST_GUILESS_MAIN(tst_WritingGuide)
#include "tst_writingguide.moc"
