// SPDX-License-Identifier: MIT
// db.related<…>(object): that relations to many are changed by few statements, and by no more than has to be.
#include "relations/press.h"

#include <statementcounter.h>
#include <tables/tables.h>
#include <testsupport.h>

#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace quoin;
using namespace press;
using quoin::test::StatementCounter;

class tst_RelatedSet : public QObject
{
    Q_OBJECT

private slots:
    void reading_data() { QUOIN_TARGET_ROWS(); }
    void reading();
    void automaticTable_data() { QUOIN_TARGET_ROWS(); }
    void automaticTable();
    void throughModel_data() { QUOIN_TARGET_ROWS(); }
    void throughModel();
    void symmetrical_data() { QUOIN_TARGET_ROWS(); }
    void symmetrical();
    void hasMany_data() { QUOIN_TARGET_ROWS(); }
    void hasMany();
    void manyAtOnce_data() { QUOIN_TARGET_ROWS(); }
    void manyAtOnce();
    void wrong_data() { QUOIN_TARGET_ROWS(); }
    void wrong();
};

void tst_RelatedSet::reading()
{
    const auto db = freshPress(test::freshDatabase(QUOIN_TARGET()));
    auto post = db.get<Post>(1).value();
    auto other = db.get<Post>(2).value();
    const auto all = db.query<Tag>().all().value(); // blue green red unused
    StatementCounter statements;
    const auto tags = db.related<&Post::tags>(post);
    QCOMPARE(tags.all().value().size(), 3);
    QCOMPARE(names(post.tags), u"blue green red"_s);
    QCOMPARE(tags.all().value().first().name, u"blue"_s);
    QCOMPARE_STATEMENTS(statements, 1); // it is kept
    QCOMPARE(tags.count().value(), 3);
    QVERIFY(tags.contains(all.at(0)).value());
    QVERIFY(tags.contains(all.at(0).id).value());
    QVERIFY(!tags.contains(all.at(3)).value());
    QVERIFY(!db.related<&Post::tags>(other).contains(all.at(1)).value());
    QCOMPARE_STATEMENTS(statements, 5);
    const auto long_ = tags.query().filter(field<&Tag::name> != u"red").orderBy(field<&Tag::name>.desc()).all();
    QVERIFY_RESULT(long_);
    QCOMPARE(long_->size(), 2);
    QCOMPARE(long_->first().name, u"green"_s);
    QCOMPARE(tags.query().exclude(field<&Tag::name> == u"red").count().value(), 2);
    QCOMPARE_STATEMENTS(statements, 2);

    auto ann = db.query<Author>().with<&Author::posts>(related<Post>().limit(1)).orderBy(field<&Author::id>).first().value();
    QCOMPARE(ann.posts.size(), 1);
    QCOMPARE(db.related<&Author::posts>(ann).all().value().size(), 3); // what a query of its own left out is not kept for all
    QCOMPARE(db.related<&Author::posts>(ann).query().filter(field<&Post::views> < 70).count().value(), 2);
    QCOMPARE(db.related<&Author::reviewed>(ann).all().value().first().title, u"P2"_s);
    QCOMPARE(db.related<&Author::friends>(ann).count().value(), 2);
}

void tst_RelatedSet::automaticTable()
{
    const auto db = freshPress(test::freshDatabase(QUOIN_TARGET()));
    const auto all = db.query<Tag>().all().value(); // blue green red unused
    auto post = db.get<Post>(2).value();
    auto tags = db.related<&Post::tags>(post);
    const auto now = [&] { return tags.all() ? names(post.tags) : u"?"_s; };
    QCOMPARE(now(), u"blue"_s);
    StatementCounter statements;
    QVERIFY_RESULT(tags.add(all.at(2)));
    QVERIFY(!post.tags.isLoaded()); // is forgotten with each change
    QCOMPARE_STATEMENTS(statements, 1);
    QCOMPARE(now(), u"blue red"_s);
    statements.restart();
    QVERIFY_RESULT(tags.add(all.at(2).id)); // is there
    QVERIFY_RESULT(tags.add(all));
    QCOMPARE_STATEMENTS(statements, 2);
    QCOMPARE(now(), u"blue green red unused"_s);
    statements.restart();
    QVERIFY_RESULT(tags.remove(QList<QUuid> { all.at(0).id, all.at(3).id }));
    QVERIFY_RESULT(tags.remove(all.at(0))); // is not there
    QCOMPARE_STATEMENTS(statements, 2);
    QCOMPARE(now(), u"green red"_s);
    QCOMPARE(db.query<Tag>().count().value(), 4); // the rows themselves stay

    statements.restart();
    QVERIFY_RESULT(tags.set(QList<Tag> { all.at(1), all.at(3) }));
    const QStringList changes = statements.texts();
    QCOMPARE(changes.filter(u"INSERT"_s).size(), 1);
    QCOMPARE(changes.filter(u"DELETE"_s).size(), 1);
    QCOMPARE(changes.filter(u"SELECT"_s).size(), 1);
    QCOMPARE(now(), u"green unused"_s);
    statements.restart();
    QVERIFY_RESULT(tags.set(QList<Tag> { all.at(3), all.at(1), all.at(3) }));
    QVERIFY(statements.texts().filter(u"INSERT"_s).isEmpty() && statements.texts().filter(u"DELETE"_s).isEmpty());
    statements.restart();
    QVERIFY_RESULT(tags.clear());
    QCOMPARE_STATEMENTS(statements, 1);
    QCOMPARE(now(), QString());
    QVERIFY_RESULT(tags.add(QList<Tag>()));
    QVERIFY_RESULT(tags.remove(QList<Tag>()));
    QCOMPARE(now(), QString());

    // Other posts were never touched, and the other end sees the same
    auto first = db.get<Post>(1).value();
    QCOMPARE(db.related<&Post::tags>(first).count().value(), 3);
    auto blue = all.at(0);
    QVERIFY_RESULT(db.related<&Tag::posts>(blue).set(QList<qint64> { 2, 3 }));
    QCOMPARE(now(), QString()); // what was loaded before the other end changed
    post.tags.unload();
    QCOMPARE(now(), u"blue"_s);
    QCOMPARE(db.related<&Post::tags>(first).count().value(), 2);
}

void tst_RelatedSet::throughModel()
{
    auto db = freshPress(test::freshDatabase(QUOIN_TARGET()));
    const auto authors = db.query<Author>().orderBy(field<&Author::id>).all().value();
    auto post = db.get<Post>(3).value();
    auto reviewers = db.related<&Post::reviewers>(post);
    QVERIFY_RESULT(reviewers.add(authors.at(0)));
    QVERIFY_RESULT(reviewers.add(QList<Author> { authors.at(0), authors.at(1) })); // one of them is there
    QCOMPARE(reviewers.count().value(), 2);
    const auto stars = [&] {
        QStringList list;
        for (const Review &review :
                db.query<Review>().filter(field<&Review::post> == post).orderBy(field<&Review::reviewer>).all().value())
            list << QString::number(review.stars);
        return list.join(u' ');
    };
    QCOMPARE(stars(), u"0 0"_s); // as the class makes them
    QList<Review> rows { { .reviewer = authors.at(2), .stars = 5 }, { .reviewer = authors.at(3), .stars = 1 } };
    QVERIFY_RESULT(reviewers.addThrough(rows));
    QCOMPARE(rows.at(0).post.key(), Value(post.id));
    QCOMPARE(stars(), u"0 0 5 1"_s);
    QCOMPARE(reviewers.addThrough(rows).error().kind(), ErrorKind::UniqueViolation);
    QVERIFY_RESULT(reviewers.set(QList<Author> { authors.at(2), authors.at(1) }));
    QCOMPARE(stars(), u"0 5"_s); // what stays is not touched
    QVERIFY_RESULT(reviewers.remove(authors.at(1)));
    QCOMPARE(stars(), u"5"_s);
    QVERIFY_RESULT(reviewers.clear());
    QCOMPARE(stars(), QString());
    QCOMPARE(db.query<Review>().count().value(), 3);

    auto cleo = authors.at(2);
    QVERIFY_RESULT(db.related<&Author::reviewed>(cleo).add(QList<qint64> { 1, 4 }));
    QCOMPARE(db.related<&Author::reviewed>(cleo).count().value(), 2);
}

void tst_RelatedSet::symmetrical()
{
    const auto db = freshPress(test::freshDatabase(QUOIN_TARGET()));
    auto authors = db.query<Author>().orderBy(field<&Author::id>).all().value();
    const auto friends = [&](int of) {
        authors[of].friends.unload();
        return db.related<&Author::friends>(authors[of]).all() ? names(authors[of].friends) : u"?"_s;
    };
    StatementCounter statements;
    QVERIFY_RESULT(db.related<&Author::friends>(authors[2]).add(QList<Author> { authors.at(0), authors.at(3) }));
    QCOMPARE_STATEMENTS(statements, 1);
    QCOMPARE(friends(2), u"Ann Dora"_s);
    QCOMPARE(friends(0), u"Bob Cleo Dora"_s);
    QCOMPARE(friends(3), u"Ann Cleo"_s);
    statements.restart();
    QVERIFY_RESULT(db.related<&Author::friends>(authors[0]).remove(authors.at(3)));
    QCOMPARE_STATEMENTS(statements, 1);
    QCOMPARE(friends(3), u"Cleo"_s);
    QCOMPARE(friends(0), u"Bob Cleo"_s);
    QVERIFY_RESULT(db.related<&Author::friends>(authors[3]).set(QList<Author> { authors.at(1), authors.at(3) }));
    QCOMPARE(friends(3), u"Bob Dora"_s); // also with oneself
    QCOMPARE(friends(2), u"Ann"_s);
    QCOMPARE(friends(1), u"Ann Dora"_s);
    QVERIFY_RESULT(db.related<&Author::friends>(authors[1]).clear());
    QCOMPARE(friends(0), u"Cleo"_s);
    QCOMPARE(friends(3), u"Dora"_s);
}

void tst_RelatedSet::hasMany()
{
    const auto db = freshPress(test::freshDatabase(QUOIN_TARGET()));
    auto authors = db.query<Author>().orderBy(field<&Author::id>).all().value();
    const auto posts = [&](int of) {
        authors[of].posts.unload();
        return db.related<&Author::posts>(authors[of]).all() ? names(authors[of].posts) : u"?"_s;
    };
    QVERIFY_RESULT(db.related<&Author::posts>(authors[3]).add(QList<qint64> { 1, 5 }));
    QCOMPARE(posts(3), u"P1 P5"_s);
    QCOMPARE(posts(0), u"P4 P6"_s);
    StatementCounter statements;
    QVERIFY_RESULT(db.related<&Author::posts>(authors[3]).remove(db.get<Post>(1).value()));
    QCOMPARE(statements.texts().filter(u"UPDATE"_s).size(), 1);
    QVERIFY_RESULT(db.related<&Author::posts>(authors[3]).remove(4)); // is another's
    QCOMPARE(posts(3), u"P5"_s);
    QCOMPARE(posts(0), u"P4 P6"_s);
    statements.restart();
    QVERIFY_RESULT(db.related<&Author::posts>(authors[0]).set(QList<qint64> { 6, 2, 1 }));
    QCOMPARE(statements.texts().filter(u"UPDATE"_s).size(), 2);
    QCOMPARE(posts(0), u"P1 P2 P6"_s);
    QCOMPARE(posts(1), QString());
    statements.restart();
    QVERIFY_RESULT(db.related<&Author::posts>(authors[0]).clear());
    QCOMPARE_STATEMENTS(statements, 1);
    QCOMPARE(posts(0), QString());
    QCOMPARE(db.query<Post>().count().value(), 6);

    // A row that is not there: then nothing is changed
    const auto missing = db.related<&Author::posts>(authors[0]).add(QList<qint64> { 1, 1000 });
    QCOMPARE(missing.error().kind(), ErrorKind::NotFound);
    QCOMPARE(posts(0), QString());
}

void tst_RelatedSet::manyAtOnce()
{
    auto db = freshPress(test::freshDatabase(QUOIN_TARGET()));
    QList<Post> posts(2000);
    for (Post &post : posts)
        post.title = u"T"_s;
    QVERIFY_RESULT(db.bulkInsert(posts));
    auto blue = db.query<Tag>().first().value();
    QVERIFY_RESULT(db.related<&Tag::posts>(blue).add(posts));
    QCOMPARE(db.related<&Tag::posts>(blue).count().value(), 2002);
    QVERIFY_RESULT(db.related<&Tag::posts>(blue).set(posts.first(1500)));
    QCOMPARE(db.related<&Tag::posts>(blue).count().value(), 1500);
    QVERIFY_RESULT(db.related<&Tag::posts>(blue).remove(posts));
    QCOMPARE(db.related<&Tag::posts>(blue).count().value(), 0);
}

void tst_RelatedSet::wrong()
{
    auto db = freshPress(test::freshDatabase(QUOIN_TARGET()));
    StatementCounter statements;
    Post unsaved;
    QCOMPARE(db.related<&Post::tags>(unsaved).all().error().kind(), ErrorKind::Relation);
    QCOMPARE(db.related<&Post::tags>(unsaved).add(QUuid::createUuid()).error().kind(), ErrorKind::Relation);
    QCOMPARE(db.related<&Post::tags>(unsaved).clear().error().kind(), ErrorKind::Relation);
    auto post = db.get<Post>(1).value();
    auto ann = db.get<Author>(1).value();
    statements.restart();
    QCOMPARE(db.related<&Author::posts>(ann).add(unsaved).error().kind(), ErrorKind::Relation);
    // A foreign key that is a part of the key, and a view
    QCOMPARE(db.related<&Post::translations>(post).clear().error().kind(), ErrorKind::Relation);
    QVERIFY(!db.related<&Author::rankings>(ann).clear());
    QCOMPARE_STATEMENTS(statements, 0);
    QCOMPARE(db.related<&Author::rankings>(ann).all().value().size(), 3);
    QCOMPARE(db.related<&Post::translations>(post).count().value(), 2);
    // What does not exist cannot be connected
    QCOMPARE(db.related<&Post::tags>(post).add(QUuid::createUuid()).error().kind(), ErrorKind::ForeignKeyViolation);
    QCOMPARE(db.related<&Post::tags>(post).count().value(), 3);
}

QTEST_GUILESS_MAIN(tst_RelatedSet)
#include "tst_relatedset.moc"
