// SPDX-License-Identifier: MIT
// The code of docs/guides/expressions.md, on every engine.
#include <quoin/quoin.h>

#include <quoin/expr/collect.h>
#include <quoin/expr/elements.h>
#include <quoin/expr/json.h>
#include <quoin/expr/search.h>
#include <quoin/expr/sqlfunction.h>
#include <quoin/expr/vectors.h>
#include <quoin/expr/window.h>

#include <tables/tables.h>
#include <testsupport.h>

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsonobject.h>
#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace quoin;
using quoin::test::createTables;

class Author
{
    Q_GADGET
    QUOIN_MODEL("authors", "")
    QUOIN_FIELD(qint64, id, "primaryKey, autoIncrement=no")
};

class Post
{
    Q_GADGET
    QUOIN_MODEL("posts", "")
    QUOIN_FIELD(qint64, id, "primaryKey, autoIncrement=no")
    QUOIN_FIELD(QString, title, "maxLength=80")
    QUOIN_FIELD(QString, body, "")
    QUOIN_FIELD(int, views, "")
    QUOIN_FIELD(QDateTime, publishedAt, "index")
    QUOIN_FIELD(QJsonObject, meta, "")
    QUOIN_FIELD(QStringList, tags, "")
    QUOIN_FIELD(QList<float>, embedding, "dimensions=3")
    QUOIN_FIELD(quoin::ForeignKey<Author>, author, "")
};

class tst_ExpressionsGuide : public QObject
{
    Q_OBJECT

private slots:
    void guide_data() { QUOIN_TARGET_ROWS(); }
    void guide();
};

void tst_ExpressionsGuide::guide()
{
    Database db = Database::open(quoin::test::freshDatabase(QUOIN_TARGET())).value();
    QVERIFY_RESULT((createTables<Author, Post>(db)));
    Author ann { .id = 1 };
    QVERIFY_RESULT(db.insert(ann));
    const QDateTime january(QDate(2024, 1, 31), QTime(12, 0), Qt::UTC);
    const QJsonObject bonn { { u"author"_s, QJsonObject { { u"city"_s, u"Bonn"_s } } }, { u"draft"_s, false } };
    const QJsonObject nobody { { u"author"_s, QJsonValue() } };
    for (Post post :
            { Post { 1, u"Qt and SQL"_s, u"A database."_s, 10, january, bonn, { u"qt"_s, u"sql"_s }, { 1, 0, 0 }, Value(1) },
                    Post { 2, u"2024-02 in review"_s, u"QT!"_s, 30, january.addYears(-1), nobody, { u"sql"_s }, { 0, 1, 0 },
                            Value(1) },
                    Post { 3, u"Qt"_s, u"database"_s, 20, january.addDays(1), {}, {}, { 0.5F, 0.5F, 0 }, Value(1) } })
        QVERIFY_RESULT(db.insert(post));
    const auto posts = db.query<Post>();

    auto named = posts.filter(field<&Post::title>.icontains(u"qt"_s) && !field<&Post::title>.iexact(u"Qt"_s)).count();
    auto dated = posts.filter(field<&Post::title>.regex(u"^\\d{4}-\\d{2}"_s)).count();
    QCOMPARE(named.value(), 1);
    QCOMPARE(dated.value(), 1);

    auto thisYear = posts.filter(year(field<&Post::publishedAt>) == 2024).count();
    auto due = posts.filter(addMonths(dateOf(field<&Post::publishedAt>), 1) <= QDate(2024, 2, 29)).count();
    QCOMPARE(thisYear.value(), 2);
    QCOMPARE(due.value(), 2);

    // clang-format off
    const auto byAuthor = partitionBy(field<&Post::author>).orderBy(field<&Post::views>.desc());
    auto ranked = posts.orderBy(field<&Post::id>)
                          .values(field<&Post::id>, rank().over(byAuthor), sum(field<&Post::views>).over(byAuthor.rows(unbounded, currentRow)))
                          .all();
    // clang-format on
    using Ranked = std::tuple<qint64, qint64, std::optional<qint64>>;
    QCOMPARE(ranked.value(), (QList<Ranked> { { 1, 3, 60 }, { 2, 1, 30 }, { 3, 2, 50 } }));

    const auto city = json(field<&Post::meta>).at(u"author"_s).at(u"city"_s);
    auto fromBonn = posts.filter(city.asText() == u"Bonn").count();
    auto tagged = posts.filter(json(field<&Post::meta>).contains(QJsonObject { { u"draft"_s, false } })).count();
    auto nulls = posts.filter(json(field<&Post::meta>).at(u"author"_s).isJsonNull()).count();
    QCOMPARE(fromBonn.value(), 1);
    QCOMPARE(tagged.value(), 1);
    QCOMPARE(nulls.value(), 1);

    auto both = posts.filter(elements(field<&Post::tags>).containsAll({ u"qt"_s, u"sql"_s })).count();
    auto first = posts.filter(elements(field<&Post::tags>).at(0) == u"qt").count();
    QCOMPARE(both.value(), 1);
    QCOMPARE(first.value(), 1);

    // clang-format off
    auto titles = posts.aggregate(stringAgg(field<&Post::title>, u", "_s, field<&Post::id>.desc()));
    auto list = posts.aggregate(jsonArrayAgg(jsonObject(u"id"_s, field<&Post::id>, u"title"_s, field<&Post::title>), field<&Post::id>.asc()));
    // clang-format on
    QCOMPARE(titles.value(), u"Qt, 2024-02 in review, Qt and SQL"_s);
    QCOMPARE(list.value()->size(), 3);

    auto found = posts.filter(search(u"qt database"_s, field<&Post::title>, field<&Post::body>)).count();
    QCOMPARE(found.value(), 2);

    auto nearest = posts.orderBy(l2Distance(field<&Post::embedding>, { 1, 0, 0 })).limit(3).all();
    QCOMPARE(nearest.value().at(1).id, 3);

    const auto size = sqlFunction<qint64>(u"length", field<&Post::title>);
    auto longOnes = posts.filter(size > 20).count();
    QCOMPARE(longOnes.value(), 0);
}

QTEST_GUILESS_MAIN(tst_ExpressionsGuide)
#include "tst_expressionsguide.moc"
