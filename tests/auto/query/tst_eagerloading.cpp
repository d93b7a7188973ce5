// SPDX-License-Identifier: MIT
// with<…>(): that relations come with their rows, by one statement each, and what they hold.
#include "relations/press.h"

#include <quoin/meta/convert.h>

#include <statementcounter.h>
#include <tables/tables.h>
#include <testsupport.h>

#include <QtCore/qjsonarray.h>
#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace quoin;
using namespace press;
using geography::Country;
using quoin::test::StatementCounter;

class tst_EagerLoading : public QObject
{
    Q_OBJECT

private slots:
    void toOne_data() { QUOIN_TARGET_ROWS(); }
    void toOne();
    void paths_data() { QUOIN_TARGET_ROWS(); }
    void paths();
    void hasMany_data() { QUOIN_TARGET_ROWS(); }
    void hasMany();
    void manyToMany_data() { QUOIN_TARGET_ROWS(); }
    void manyToMany();
    void ownQuery_data() { QUOIN_TARGET_ROWS(); }
    void ownQuery();
    void limitPerParent_data() { QUOIN_TARGET_ROWS(); }
    void limitPerParent();
    void otherKeys_data() { QUOIN_TARGET_ROWS(); }
    void otherKeys();
    void manyRows_data() { QUOIN_TARGET_ROWS(); }
    void manyRows();
    void wrong_data() { QUOIN_TARGET_ROWS(); }
    void wrong();
    void fetchRelated_data() { QUOIN_TARGET_ROWS(); }
    void fetchRelated();
    void toMapsAndJson();
    void join_data() { QUOIN_TARGET_ROWS(); }
    void join();
    void fetchAllRelated_data() { QUOIN_TARGET_ROWS(); }
    void fetchAllRelated();
    void concurrently_data() { QUOIN_TARGET_ROWS(); }
    void concurrently();
};

void tst_EagerLoading::toOne()
{
    const auto db = freshPress(test::freshDatabase(QUOIN_TARGET()));
    StatementCounter statements;
    const auto posts = db.query<Post>().orderBy(field<&Post::id>).with<&Post::author>().all();
    QVERIFY_RESULT(posts);
    QCOMPARE_STATEMENTS(statements, 2);
    QCOMPARE(posts->size(), 6);
    QStringList authors;
    for (const Post &post : *posts)
        authors << (post.author.get() ? post.author->name : u"-"_s);
    QCOMPARE(authors.join(u' '), u"Ann Bob Cleo Ann - Ann"_s);
    QVERIFY(!posts->at(4).author.isLoaded());
    QVERIFY(posts->at(4).author.isNull());
    QCOMPARE(posts->at(0).author.get(), posts->at(3).author.get()); // one object for a row
    QCOMPARE(posts->at(0).author.key(), Value(posts->at(0).author->id));
    QCOMPARE_STATEMENTS(statements, 0);

    // First, get and those without rows
    const auto first = db.query<Post>().with<&Post::author>().orderBy(field<&Post::id>.desc()).first();
    QVERIFY_RESULT(first);
    QCOMPARE(first->author->name, u"Ann"_s);
    QCOMPARE_STATEMENTS(statements, 2);
    QVERIFY_RESULT(db.query<Post>().filter(field<&Post::views> > 1000).with<&Post::author>().all());
    QCOMPARE_STATEMENTS(statements, 1);
    QVERIFY_RESULT(db.query<Post>().filter(field<&Post::author>.isNull()).with<&Post::author>().all());
    QCOMPARE_STATEMENTS(statements, 1);
    QCOMPARE(db.query<Post>().with<&Post::author>().count().value(), 6);
    QCOMPARE_STATEMENTS(statements, 1);
}

void tst_EagerLoading::paths()
{
    const auto db = freshPress(test::freshDatabase(QUOIN_TARGET()));
    StatementCounter statements;
    const auto posts = db.query<Post>()
                               .orderBy(field<&Post::id>)
                               .with<&Post::author, &Author::country>()
                               .with<&Post::author, &Author::mentor, &Author::country>()
                               .all();
    QVERIFY_RESULT(posts);
    QCOMPARE_STATEMENTS(statements, 5); // posts, authors, their countries, their mentors, and the countries of these
    QCOMPARE(posts->at(0).author->country->name, u"Austria"_s);
    QCOMPARE(posts->at(2).author->country->name, u"Peru"_s);
    QCOMPARE(posts->at(0).author->country.get(), posts->at(1).author->country.get());
    QCOMPARE(posts->at(2).author->mentor->name, u"Ann"_s);
    QCOMPARE(posts->at(2).author->mentor->country->name, u"Austria"_s);
    QVERIFY(!posts->at(0).author->mentor.get());

    // Back and forth, four levels deep
    const auto authors = db.query<Author>()
                                 .orderBy(field<&Author::id>)
                                 .with<&Author::posts, &Post::tags, &Tag::posts, &Post::author>()
                                 .all();
    QVERIFY_RESULT(authors);
    QCOMPARE_STATEMENTS(statements, 5);
    const Post &p1 = authors->at(0).posts[0];
    QCOMPARE(names(p1.tags), u"blue green red"_s);
    QCOMPARE(names(p1.tags[0].posts), u"P1 P2"_s);
    QCOMPARE(p1.tags[0].posts[1].author->name, u"Bob"_s);
}

void tst_EagerLoading::hasMany()
{
    const auto db = freshPress(test::freshDatabase(QUOIN_TARGET()));
    StatementCounter statements;
    const auto authors = db.query<Author>().orderBy(field<&Author::id>).with<&Author::posts>().with<&Author::students>().all();
    QVERIFY_RESULT(authors);
    QCOMPARE_STATEMENTS(statements, 3);
    const Author &ann = authors->at(0);
    QCOMPARE(names(ann.posts), u"P1 P4 P6"_s);
    QCOMPARE(names(authors->at(2).posts), u"P3"_s);
    QVERIFY(authors->at(3).posts.isLoaded());
    QVERIFY(authors->at(3).posts.isEmpty());
    QCOMPARE(names(ann.students), u"Bob Cleo"_s);
    QVERIFY(ann.posts[0].isStored()); // a Record knows that it was read
    QCOMPARE(ann.posts.size(), 3);
    QCOMPARE(ann.posts.end() - ann.posts.begin(), 3);
    QCOMPARE(std::count_if(ann.posts.begin(), ann.posts.end(), [](const Post &post) { return post.views > 50; }), 2);
    QVERIFY(!ann.friends.isLoaded());
    QCOMPARE(ann.friends.size(), 0);
    QVERIFY(ann.friends.begin() == ann.friends.end());

    // A view's rows have no key; neither order nor number of statements is different for that
    const auto ranked = db.query<Author>().orderBy(field<&Author::id>).with<&Author::rankings>().all();
    QVERIFY_RESULT(ranked);
    QCOMPARE_STATEMENTS(statements, 2);
    QCOMPARE(ranked->at(0).rankings.size(), 3);
    QCOMPARE(ranked->at(1).rankings[0].views, 80);

    // Composite keys, in the model's order
    const auto posts = db.query<Post>().orderBy(field<&Post::id>).with<&Post::translations>().all();
    QVERIFY_RESULT(posts);
    QCOMPARE(names(posts->at(0).translations), u"eins uno"_s);
    QCOMPARE(posts->at(1).translations.size(), 0);
}

void tst_EagerLoading::manyToMany()
{
    const auto db = freshPress(test::freshDatabase(QUOIN_TARGET()));
    StatementCounter statements;
    const auto posts
            = db.query<Post>().orderBy(field<&Post::id>).with<&Post::tags>().with<&Post::reviewers>().with<&Post::author>().all();
    QVERIFY_RESULT(posts);
    QCOMPARE_STATEMENTS(statements, 4);
    QStringList tags;
    for (const Post &post : *posts)
        tags << names(post.tags);
    QCOMPARE(tags.join(u'|'), u"blue green red|blue|green red|||"_s);
    QCOMPARE(&posts->at(0).tags[0], &posts->at(1).tags[0]); // one object for a row
    QCOMPARE(names(posts->at(0).reviewers), u"Bob Cleo"_s);
    QCOMPARE(names(posts->at(1).reviewers), u"Ann"_s);

    // From the other end, and to the own class
    const auto authors = db.query<Author>().orderBy(field<&Author::id>).with<&Author::reviewed>().with<&Author::friends>().all();
    QVERIFY_RESULT(authors);
    QCOMPARE_STATEMENTS(statements, 3);
    QCOMPARE(names(authors->at(0).reviewed), u"P2"_s);
    QCOMPARE(names(authors->at(0).friends), u"Bob Dora"_s);
    QCOMPARE(names(authors->at(3).friends), u"Ann"_s);
    const auto unused = db.query<Tag>().with<&Tag::posts>().all();
    QVERIFY_RESULT(unused);
    QCOMPARE(names(unused->at(3).posts), QString());
    QVERIFY(unused->at(3).posts.isLoaded());
    QCOMPARE(names(unused->at(2).posts), u"P1 P3"_s);
}

void tst_EagerLoading::ownQuery()
{
    const auto db = freshPress(test::freshDatabase(QUOIN_TARGET()));
    StatementCounter statements;
    const auto authors
            = db.query<Author>()
                      .orderBy(field<&Author::id>)
                      .with<&Author::posts>(
                              related<Post>().filter(field<&Post::views> < 90).orderBy(field<&Post::views>).with<&Post::tags>())
                      .all();
    QVERIFY_RESULT(authors);
    QCOMPARE_STATEMENTS(statements, 3);
    QCOMPARE(names(authors->at(0).posts), u"P6 P4"_s);
    QCOMPARE(names(authors->at(1).posts), u"P2"_s);
    QCOMPARE(names(authors->at(1).posts[0].tags), u"blue"_s);

    // A filter across a relation, or without a row
    const auto posts = db.query<Post>()
                               .orderBy(field<&Post::id>)
                               .with<&Post::author>(related<Author>().filter(field<&Author::country, &Country::name> == u"Peru"))
                               .with<&Post::tags>(related<Tag>().filter(field<&Tag::name> != u"blue"))
                               .with<&Post::reviewers>(related<Author>()
                                               .filter(field<&Author::mentor, &Author::name> == u"Ann")
                                               .orderBy(field<&Author::name>.desc()))
                               .all();
    QVERIFY_RESULT(posts);
    QCOMPARE_STATEMENTS(statements, 4);
    QVERIFY(!posts->at(0).author.get());
    QVERIFY(!posts->at(0).author.isNull());
    QCOMPARE(posts->at(2).author->name, u"Cleo"_s);
    QCOMPARE(names(posts->at(0).tags), u"green red"_s);
    QCOMPARE(names(posts->at(0).reviewers), u"Cleo Bob"_s);
    QVERIFY(posts->at(1).reviewers.isLoaded());
    QCOMPARE(posts->at(1).reviewers.size(), 0);
}

void tst_EagerLoading::limitPerParent()
{
    const auto db = freshPress(test::freshDatabase(QUOIN_TARGET()));
    StatementCounter statements;
    const auto newest = related<Post>().orderBy(field<&Post::views>.asc());
    const auto authors = db.query<Author>().orderBy(field<&Author::id>).with<&Author::posts>(newest.limit(2)).all();
    QVERIFY_RESULT(authors);
    QCOMPARE_STATEMENTS(statements, 2);
    QCOMPARE(names(authors->at(0).posts), u"P6 P4"_s);
    QCOMPARE(names(authors->at(1).posts), u"P2"_s);
    QCOMPARE(names(authors->at(3).posts), QString());

    const auto later = db.query<Author>().orderBy(field<&Author::id>).with<&Author::posts>(newest.offset(1)).all();
    QVERIFY_RESULT(later);
    QCOMPARE(names(later->at(0).posts), u"P4 P1"_s);
    QCOMPARE(names(later->at(1).posts), QString());
    constexpr qint64 most = std::numeric_limits<qint64>::max();
    for (const auto &cut : { newest.slice(1, 3), newest.offset(1).limit(most) })
        QCOMPARE(names(db.query<Author>().orderBy(field<&Author::id>).with<&Author::posts>(cut).all()->at(0).posts), u"P4 P1"_s);
    statements.restart();
    const auto none = db.query<Author>().with<&Author::posts>(newest.limit(0)).all();
    QVERIFY_RESULT(none);
    QCOMPARE_STATEMENTS(statements, 1);
    QVERIFY(none->at(0).posts.isLoaded());
    QCOMPARE(none->at(0).posts.size(), 0);

    // The model's order where none is given, and paths to others in filter and order
    const auto posts = db.query<Post>()
                               .orderBy(field<&Post::id>)
                               .with<&Post::tags>(related<Tag>().limit(1))
                               .with<&Post::reviewers>(related<Author>()
                                               .filter(field<&Author::country, &Country::name>.isNotNull())
                                               .orderBy(field<&Author::country, &Country::name>.desc())
                                               .limit(1))
                               .all();
    QVERIFY_RESULT(posts);
    QCOMPARE_STATEMENTS(statements, 3);
    QCOMPARE(names(posts->at(0).tags), u"blue"_s);
    QCOMPARE(names(posts->at(2).tags), u"green"_s);
    QCOMPARE(names(posts->at(0).reviewers), u"Cleo"_s);
}

void tst_EagerLoading::otherKeys()
{
    const auto db = freshPress(test::freshDatabase(QUOIN_TARGET()));
    StatementCounter statements;
    const auto portraits = db.query<Portrait>().with<&Portrait::author, &Author::country>().all();
    QVERIFY_RESULT(portraits);
    QCOMPARE_STATEMENTS(statements, 3);
    QCOMPARE(portraits->first().author->name, u"Cleo"_s);
    QCOMPARE(portraits->first().author.key(), Value(u"Cleo"_s));
    QCOMPARE(portraits->first().author->country->name, u"Peru"_s);
    const auto reviews = db.query<Review>().with<&Review::post>().with<&Review::reviewer>().all();
    QVERIFY_RESULT(reviews);
    QCOMPARE_STATEMENTS(statements, 3);
    QCOMPARE(reviews->first().post->title, u"P1"_s);
}

void tst_EagerLoading::manyRows()
{
    auto db = freshPress(test::freshDatabase(QUOIN_TARGET()));
    QList<Author> authors;
    for (int i = 0; i < 3000; ++i)
        authors << Author { .name = u"A%1"_s.arg(i) };
    QVERIFY_RESULT(db.bulkInsert(authors));
    QList<Post> posts(3000);
    for (qsizetype i = 0; i < posts.size(); ++i) {
        posts[i].title = u"T%1"_s.arg(i);
        posts[i].author = authors.at(authors.size() - 1 - i);
    }
    QVERIFY_RESULT(db.bulkInsert(posts));
    StatementCounter statements;
    const auto read = db.query<Post>()
                              .filter(field<&Post::title>.startsWith(u"T"_s))
                              .with<&Post::author, &Author::posts>()
                              .with<&Post::tags>()
                              .all();
    QVERIFY_RESULT(read);
    QCOMPARE_STATEMENTS(statements, 4);
    QCOMPARE(read->size(), 3000);
    for (const Post &post : *read) {
        QCOMPARE(post.author->name, u"A%1"_s.arg(2999 - post.title.mid(1).toInt()));
        QCOMPARE(names(post.author->posts), post.title);
    }

    // Text keys, too
    QList<Portrait> portraits;
    for (const Author &author : std::as_const(authors))
        portraits << Portrait { .author = author };
    QVERIFY_RESULT(db.bulkInsert(portraits));
    statements.restart();
    const auto shown = db.query<Portrait>().with<&Portrait::author>().all();
    QVERIFY_RESULT(shown);
    QCOMPARE_STATEMENTS(statements, 2);
    QCOMPARE(shown->size(), 3001);
    for (const Portrait &portrait : *shown)
        QCOMPARE(Value(portrait.author->name), portrait.author.key());
}

void tst_EagerLoading::wrong()
{
    const auto db = freshPress(test::freshDatabase(QUOIN_TARGET()));
    StatementCounter statements;
    const auto cut = db.query<Author>().with<&Author::posts>(related<Post>().limit(-2)).all();
    QCOMPARE(cut.error().kind(), ErrorKind::InvalidQuery);
    QCOMPARE_STATEMENTS(statements, 1);
}

void tst_EagerLoading::fetchRelated()
{
    const auto db = freshPress(test::freshDatabase(QUOIN_TARGET()));
    auto posts = db.query<Post>().orderBy(field<&Post::id>).all().value();
    StatementCounter statements;
    QVERIFY_RESULT((db.fetchRelated<&Post::author, &Author::country>(posts)));
    QVERIFY_RESULT(db.fetchRelated<&Post::tags>(posts));
    QCOMPARE_STATEMENTS(statements, 3);
    QCOMPARE(posts.at(0).author->country->name, u"Austria"_s);
    QCOMPARE(names(posts.at(0).tags), u"blue green red"_s);

    Author mine { .id = posts.at(0).author->id };
    QVERIFY_RESULT(db.fetchRelated<&Author::posts>(mine));
    QCOMPARE_STATEMENTS(statements, 1);
    QCOMPARE(names(mine.posts), u"P1 P4 P6"_s);
}

void tst_EagerLoading::join()
{
    const auto db = freshPress(test::freshDatabase(QUOIN_TARGET()));
    StatementCounter statements;
    const auto posts = db.query<Post>()
                               .orderBy(field<&Post::id>)
                               .join<&Post::author, &Author::country>()
                               .join<&Post::author, &Author::mentor>()
                               .all();
    QVERIFY_RESULT(posts);
    QCOMPARE_STATEMENTS(statements, 1);
    QCOMPARE(posts->size(), 6);
    QCOMPARE(posts->at(0).author->name, u"Ann"_s);
    QCOMPARE(posts->at(0).author.get(), posts->at(3).author.get()); // one object for a row
    QCOMPARE(posts->at(0).author->country.get(), posts->at(1).author->country.get());
    QCOMPARE(posts->at(2).author->country->name, u"Peru"_s);
    QCOMPARE(posts->at(2).author->mentor->name, u"Ann"_s);
    QVERIFY(!posts->at(0).author->mentor.get());
    QVERIFY(!posts->at(4).author.get()); // NULL: no author, and the post is there
    QVERIFY(posts->at(0).isStored());

    // With a filter, an order and a limit across relations, and others beside and after it
    const auto few = db.query<Post>()
                             .filter(field<&Post::author, &Author::country, &Country::name> == u"Austria")
                             .orderBy(field<&Post::author, &Author::name>.desc(), field<&Post::id>)
                             .limit(2)
                             .join<&Post::author>()
                             .with<&Post::author, &Author::posts>()
                             .with<&Post::tags>()
                             .all();
    QVERIFY_RESULT(few);
    QCOMPARE_STATEMENTS(statements, 3);
    QCOMPARE(few->size(), 2);
    QCOMPARE(few->at(0).title, u"P2"_s);
    QCOMPARE(names(few->at(1).author->posts), u"P1 P4 P6"_s);
    QCOMPARE(names(few->at(1).tags), u"blue green red"_s);

    // By another unique column, and a key that is a relation
    const auto portraits = db.query<Portrait>().join<&Portrait::author>().all();
    QVERIFY_RESULT(portraits);
    QCOMPARE(portraits->first().author->name, u"Cleo"_s);
    const auto reviews = db.query<Review>()
                                 .orderBy(field<&Review::post>, field<&Review::reviewer>)
                                 .join<&Review::reviewer, &Author::country>()
                                 .join<&Review::post, &Post::author>()
                                 .all();
    QVERIFY_RESULT(reviews);
    QCOMPARE(reviews->size(), 3);
    QCOMPARE(reviews->at(0).post->author->name, u"Ann"_s);
    QCOMPARE_STATEMENTS(statements, 2);
    // What was not joined is loaded lazily as ever
    for (const Post &post : *few)
        QVERIFY_RESULT(post.author->country.load(db));
    QCOMPARE_STATEMENTS(statements, 1);
}

/// What is loaded is written, at any depth; what is not, is left out.
void tst_EagerLoading::toMapsAndJson()
{
    const auto db = freshPress(test::freshDatabase(test::engines().first()));
    const auto author = db.query<Author>()
                                .orderBy(field<&Author::id>)
                                .with<&Author::posts, &Post::tags>()
                                .with<&Author::country>()
                                .first()
                                .value();
    const auto json = toJson(author);
    QVERIFY_RESULT(json);
    const QJsonArray posts = json->value(u"posts"_s).toArray();
    QCOMPARE(posts.size(), 3);
    QCOMPARE(posts.at(0)[u"title"_s], QJsonValue(u"P1"_s));
    QCOMPARE(posts.at(0)[u"author"_s], QJsonValue(author.id));
    QCOMPARE(posts.at(0)[u"tags"_s].toArray().size(), 3);
    QCOMPARE(posts.at(0)[u"tags"_s].toArray().at(2)[u"name"_s], QJsonValue(u"red"_s));
    QCOMPARE(posts.at(1)[u"tags"_s].toArray().size(), 0);
    QVERIFY(posts.at(1).toObject().contains(u"tags"_s));
    QVERIFY(!posts.at(0).toObject().contains(u"reviewers"_s));
    QVERIFY(!json->contains(u"friends"_s));
    QCOMPARE(json->value(u"country"_s)[u"name"_s], QJsonValue(u"Austria"_s));

    const auto map = toVariantMap(author);
    QVERIFY_RESULT(map);
    QCOMPARE(map->value(u"posts"_s).toList().size(), 3);
    QCOMPARE(map->value(u"posts"_s).toList().at(2).toMap().value(u"title"_s), QVariant(u"P6"_s));
    QVERIFY(!toJson(author, { .exclude = { u"posts"_s } })->contains(u"posts"_s));
    QCOMPARE(toJson(author, { .only = { u"posts"_s } })->keys(), QStringList { u"posts"_s });
    QVERIFY(!toJson(author, { .relations = false })->contains(u"posts"_s));
}

void tst_EagerLoading::fetchAllRelated()
{
    auto db = freshPress(test::freshDatabase(QUOIN_TARGET()));
    for (const bool concurrent : { false, true }) {
        auto authors = db.query<Author>().orderBy(field<&Author::id>).all().value();
        StatementCounter statements;
        QVERIFY_RESULT(db.fetchAllRelated(authors, { .concurrent = concurrent }));
        QCOMPARE(statements.texts().filter(u"press_"_s).size(), 7); // a new connection has statements of its own
        const Author &ann = authors.at(0);
        QCOMPARE(ann.country->name, u"Austria"_s);
        QCOMPARE(authors.at(1).mentor->name, u"Ann"_s);
        QVERIFY(!ann.mentor.get());
        QCOMPARE(names(ann.posts), u"P1 P4 P6"_s);
        QCOMPARE(names(ann.friends), u"Bob Dora"_s);
        QCOMPARE(names(ann.reviewed), u"P2"_s);
        QCOMPARE(names(ann.students), u"Bob Cleo"_s);
        QCOMPARE(ann.rankings.size(), 3);
        QVERIFY(ann.posts[0].isStored());
        statements.restart();
        QVERIFY_RESULT(ann.posts.load(db));
        QCOMPARE_STATEMENTS(statements, 0);
    }
    auto post = db.get<Post>(1).value();
    QVERIFY_RESULT(db.fetchAllRelated(post));
    QCOMPARE(post.author->name, u"Ann"_s);
    QCOMPARE(names(post.tags), u"blue green red"_s);
}

void tst_EagerLoading::concurrently()
{
    auto db = freshPress(test::freshDatabase(QUOIN_TARGET()));
    const auto query = db.query<Post>()
                               .orderBy(field<&Post::id>)
                               .with<&Post::author, &Author::country>()
                               .with<&Post::tags>()
                               .with<&Post::reviewers>()
                               .with<&Post::translations>()
                               .concurrently();
    for (int i = 0; i < 20; ++i) {
        const auto posts = query.all();
        QVERIFY_RESULT(posts);
        QCOMPARE(posts->at(0).author->country->name, u"Austria"_s);
        QCOMPARE(posts->at(0).author.get(), posts->at(3).author.get());
        QCOMPARE(names(posts->at(0).tags), u"blue green red"_s);
        QCOMPARE(names(posts->at(0).reviewers), u"Bob Cleo"_s);
        QCOMPARE(names(posts->at(0).translations), u"eins uno"_s);
    }
    // Inside a transaction others do not see what it changed
    auto transaction = db.begin().value();
    QVERIFY_RESULT(db.query<Tag>().filter(field<&Tag::name> == u"red").update(set(field<&Tag::name>, u"rot"_s)));
    StatementCounter statements;
    const auto inside = query.all();
    QVERIFY_RESULT(inside);
    QCOMPARE_STATEMENTS(statements, 6);
    QCOMPARE(names(inside->at(0).tags), u"blue green rot"_s);
    QVERIFY_RESULT(transaction.rollback());

    // An error of one of them is the error
    const auto wrong = db.query<Post>().with<&Post::tags>(related<Tag>().limit(-1)).with<&Post::author>().concurrently().all();
    QCOMPARE(wrong.error().kind(), ErrorKind::InvalidQuery);
}

QTEST_GUILESS_MAIN(tst_EagerLoading)
#include "tst_eagerloading.moc"
