// SPDX-License-Identifier: MIT
// The code of docs/guides/relations.md.
#include <quoin/quoin.h>

#include <statementcounter.h>
#include <tables/tables.h>
#include <testsupport.h>

#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace quoin;

namespace guide {

class Post;
class Review;

class Author
{
    Q_GADGET
    QUOIN_MODEL("authors", "ordering=name")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(QString, name, "maxLength=100")
    QUOIN_FIELD(quoin::HasMany<Post>, posts, "")
};

class Tag
{
    Q_GADGET
    QUOIN_MODEL("tags", "ordering=name")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(QString, name, "maxLength=40, unique")
};

class Post
{
    Q_GADGET
    QUOIN_MODEL("posts", "ordering=-id")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(QString, title, "maxLength=200")
    QUOIN_FIELD(quoin::ForeignKey<Author>, author, "null, reverse=posts")
    QUOIN_FIELD(quoin::ManyToMany<Tag>, tags, "")
    QUOIN_FIELD(quoin::ManyToMany<Author>, reviewers, "through=Review")
};

class Review
{
    Q_GADGET
    QUOIN_MODEL("reviews", "unique=(post, reviewer)")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(quoin::ForeignKey<Post>, post, "onDelete=cascade")
    QUOIN_FIELD(quoin::ForeignKey<Author>, reviewer, "onDelete=cascade")
    QUOIN_FIELD(int, stars, "")
};

} // namespace guide

using namespace guide;

class tst_RelationsGuide : public QObject
{
    Q_OBJECT

private slots:
    void guide_data() { QUOIN_TARGET_ROWS(); }
    void guide();
};

void tst_RelationsGuide::guide()
{
    auto db = Database::open(test::freshDatabase(QUOIN_TARGET())).value();
    test::createTables<Author, Tag, Post, Review>(db).value();
    Author ann { .name = u"Ann"_s };
    db.insert(ann).value();
    Tag red { .name = u"red"_s }, blue { .name = u"blue"_s }, green { .name = u"green"_s };
    for (Tag *tag : { &red, &blue, &green })
        db.insert(*tag).value();
    QList<Post> made(5);
    for (Post &post : made)
        post.author = ann;
    db.bulkInsert(made).value();
    Post post = made.first();

    auto tags = db.related<&Post::tags>(post);
    tags.add(red).value();
    tags.add(QList<qint64> { blue.id, green.id }).value();
    tags.remove(red).value();
    tags.set(QList<Tag> { red, blue }).value();
    bool isRed = tags.contains(red).value();
    qint64 howMany = tags.count().value();

    QVERIFY(isRed);
    QCOMPARE(howMany, 2);

    auto few = tags.query().filter(field<&Tag::name>.startsWith(u"r"_s)).all().value();

    QCOMPARE(few.size(), 1);

    QList<Review> reviews { { .reviewer = ann, .stars = 5 } };
    db.related<&Post::reviewers>(post).addThrough(reviews).value();

    test::StatementCounter statements;

    auto posts = db.query<Post>().with<&Post::author>().with<&Post::tags>().all().value();
    for (const Post &post : std::as_const(posts)) {
        const QString name = post.author.get() ? post.author->name : u"nobody"_s;
        for (const Tag &tag : post.tags)
            qInfo() << name << post.title << tag.name;
    }

    QCOMPARE_STATEMENTS(statements, 3);
    QCOMPARE(posts.last().tags.size(), 2);

    auto authors = db.query<Author>().with<&Author::posts, &Post::tags>().all().value();

    QCOMPARE_STATEMENTS(statements, 3);
    QCOMPARE(authors.first().posts.size(), 5);

    auto newest
            = db.query<Author>().with<&Author::posts>(related<Post>().orderBy(field<&Post::id>.desc()).limit(3)).all().value();

    QCOMPARE_STATEMENTS(statements, 2);
    QCOMPARE(newest.first().posts.size(), 3);
    QCOMPARE(newest.first().posts.first().id, made.last().id);

    auto joined = db.query<Post>().join<&Post::author>().all().value();

    QCOMPARE_STATEMENTS(statements, 1);
    QCOMPARE(joined.first().author->name, u"Ann"_s);

    auto together = db.query<Post>().with<&Post::author>().with<&Post::tags>().concurrently().all().value();

    QCOMPARE(together.last().tags.size(), 2);

    db.fetchRelated<&Post::author>(posts).value();
    db.fetchAllRelated(posts, { .concurrent = true }).value();

    QCOMPARE(posts.last().reviewers.first().name, u"Ann"_s);

    const auto lazy = db.query<Post>().all().value();
    statements.restart();

    for (const Post &post : std::as_const(lazy)) {
        post.author.load(db).value();
        post.tags.load(db).value();
    }

    QCOMPARE_STATEMENTS(statements, 2);

    auto strict = db.query<Post>().lazyLoading(LazyLoading::Forbidden).all().value();
    db.setLazyLoading(LazyLoading::Forbidden);
    Database::setDefaultLazyLoading(LazyLoading::Peers);

    QCOMPARE(strict.first().author.load(db).error().kind(), ErrorKind::Relation);
}

QTEST_GUILESS_MAIN(tst_RelationsGuide)
#include "tst_relationsguide.moc"
