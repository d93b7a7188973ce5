// SPDX-License-Identifier: MIT
// The code of docs/guides/queries-by-name.md.
#include <quoin/query/dynamicquery.h>
#include <quoin/quoin.h>

#include <quoin/expr/namedscope.h>

#include <tables/tables.h>
#include <testsupport.h>

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsonobject.h>
#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace quoin;

namespace guide {

class Author
{
    Q_GADGET
    QUOIN_MODEL("authors", "")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(QString, name, "maxLength=80")
    QUOIN_FIELD(quoin::ForeignKey<Author>, mentor, "null")
};

class Post
{
    Q_GADGET
    QUOIN_MODEL("posts", "")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(QString, title, "maxLength=200")
    QUOIN_FIELD(int, views, "")
    QUOIN_FIELD(int, likes, "")
    QUOIN_FIELD(QDateTime, createdAt, "")
    QUOIN_FIELD(QJsonObject, meta, "")
    QUOIN_FIELD(quoin::ForeignKey<Author>, author, "")
};

class Total
{
    Q_GADGET
    QUOIN_MODEL("totals", "rows")
    QUOIN_FIELD(quoin::ForeignKey<Author>, author, "")
    QUOIN_FIELD(qint64, posts, "")
};

} // namespace guide

using guide::Author;
using guide::Post;

class tst_QueriesByNameGuide : public QObject
{
    Q_OBJECT

private slots:
    void guide_data() { QUOIN_TARGET_ROWS(); }
    void guide();
};

void tst_QueriesByNameGuide::guide()
{
    auto db = Database::open(test::freshDatabase(QUOIN_TARGET())).value();
    test::createTables<Author, Post>(db).value();
    QList<Author> authors { { .name = u"Ann"_s }, { .name = u"Bob"_s } };
    db.bulkInsert(authors).value();
    authors[1].mentor = authors.at(0);
    db.update(authors[1]).value();
    QList<Post> stored;
    for (int i = 0; i < 6; ++i)
        stored << Post { .title = u"Post %1"_s.arg(i),
            .views = i * 400,
            .likes = i,
            .createdAt = QDateTime(QDate(2022 + i % 3, 5, 1), QTime(12, 0), Qt::UTC),
            .meta = QJsonObject { { u"colours"_s, QJsonArray { i == 1 ? u"red"_s : u"blue"_s } },
                    { u"made"_s, QJsonObject { { u"by"_s, u"Ann"_s }, { u"at"_s, i } } } },
            .author = authors.at(i % 2) };
    db.bulkInsert(stored).value();
    const QString text = u"Ann"_s;

    auto rows = db.query(u"Post").filter(Q(u"author__name__icontains", text)).orderBy(u"-views").limit(10).all();
    for (const DynamicRow &row : rows.value())
        qInfo() << row[u"title"].toString() << row.get<int>(u"views").value();

    QCOMPARE(rows->size(), 3);
    QCOMPARE(rows->first()[u"title"].toString(), u"Post 4"_s);

    const Q popular(u"views__gte", 1000);
    const Q byAnn(u"author.name", u"Ann");
    const Q thisYear(u"createdAt__year", 2024);
    const auto query = db.query(u"Post").filter(popular || (byAnn && !thisYear));

    QCOMPARE(query.count().value(), 4);

    const Q liked(u"likes__gt", F(u"views") / 10);
    const Q longTitle(fn(u"length", fn(u"trim", F(u"title"))), u"gt", 20);
    const NamedExpression size = when(Q(u"views__gte", 1000), u"big").otherwise(u"small");

    QCOMPARE(db.query(u"Post").filter(liked).count().value(), 0);
    QCOMPARE(db.query(u"Post").filter(longTitle).count().value(), 0);

    const auto sizes = db.query(u"Post").annotate(u"size"_s, size).filter(Q(u"size", u"big")).values({ u"title"_s }).all();
    const auto perAuthor = db.query(u"Post")
                                   .annotate(u"posts"_s, fn(u"count"))
                                   .annotate(u"read"_s, fn(u"count").filter(popular))
                                   .values({ u"author__name"_s })
                                   .having(Q(u"posts__gt", 1))
                                   .orderBy(u"-posts", u"author__name")
                                   .all();
    const QVariantMap totals = db.query(u"Post").aggregate({ { u"views"_s, fn(u"sum", F(u"views")) } }).value();

    QCOMPARE(sizes.value().size(), 3);
    QCOMPARE(sizes->first().names(), (QStringList { u"title"_s, u"size"_s }));
    QCOMPARE(perAuthor.value().size(), 2);
    QCOMPARE(perAuthor->first()[u"author__name"].toString(), u"Ann"_s);
    QCOMPARE(perAuthor->first().get<qint64>(u"posts").value(), 3);
    QCOMPARE(totals.value(u"views"_s).toInt(), 6000);

    const NamedWindow byAuthor = NamedWindow().partitionBy(u"author").orderBy(u"-views", u"id");
    const auto places = db.query(u"Post").annotate(u"place"_s, fn(u"rank").over(byAuthor)).values({ u"title"_s }).all();
    const auto sums = db.query(u"Post")
                              .annotate(u"lastTwo"_s, fn(u"sum", F(u"views")).over(byAuthor.rows(-1, 0)))
                              .values({ u"title"_s })
                              .all();

    QCOMPARE(places.value().size(), 6);
    QCOMPARE(sums.value().size(), 6);

    const auto perTitle = db.query(u"Post")
                                  .values({ u"author__name"_s, u"title"_s })
                                  .annotate(u"posts"_s, fn(u"count"))
                                  .annotate(u"total"_s, fn(u"grouping", F(u"title")))
                                  .groupByRollup({ u"author__name"_s, u"title"_s })
                                  .all();

    QCOMPARE(perTitle.value().size(), 6 + 2 + 1);

    const auto postsOf = db.query(u"Post").values({ u"author"_s }).annotate(u"n"_s, fn(u"count")).asTable(u"Total"_s);
    const auto busy = postsOf.filter(Q(u"posts__gt", 1)).orderBy(u"author__name").all();

    const auto beside = db.query(u"Author")
                                .leftJoin(u"total"_s, postsOf, Q(u"id", F(u"total__author")))
                                .values({ u"name"_s, u"total__posts"_s })
                                .all();

    QCOMPARE(beside.value().size(), 2);
    QCOMPARE(busy.value().size(), 2);
    QCOMPARE(busy->first()[u"posts"].toInt(), 3);

    const Q red(fn(u"jsonText", F(u"meta"), u"colours", 0), u"exact", u"red");
    const Q made(u"meta__contains", QVariantMap { { u"made"_s, QVariantMap { { u"by"_s, u"Ann"_s } } } });

    QCOMPARE(db.query(u"Post").filter(red).count().value(), 1);
    QCOMPARE(db.query(u"Post").filter(made).count().value(), 6);

    const Q hasPosts = exists(db.query(u"Post").filter(Q(u"author", OuterRef(u"id"))));
    const Q ofYoung(u"author__in", subquery(db.query(u"Author").filter(Q(u"mentor__isnull", false))));

    QCOMPARE(db.query(u"Author").filter(hasPosts).count().value(), 2);
    QCOMPARE(db.query(u"Post").filter(ofYoung).count().value(), 3);

    const auto withAuthors = db.query(u"Post").with({ u"author__mentor"_s }).maps();

    const QVariantMap author = withAuthors->at(1).toMap().value(u"author"_s).toMap();
    QCOMPARE(author.value(u"name"_s).toString(), u"Bob"_s);
    QCOMPARE(author.value(u"mentor"_s).toMap().value(u"name"_s).toString(), u"Ann"_s);

    const QJsonObject saved = query.named().toJson();
    const auto loaded = NamedQuery::fromJson(saved);
    const auto again = DynamicQuery(db, loaded.value()).all();

    QCOMPARE(again.value().size(), 4);

    const QVariantMap settings { { u"where"_s, u"title__endswith"_s }, { u"value"_s, u"3"_s } };

    const auto condition = toCondition<Post>(Q(settings.value(u"where"_s).toString(), settings.value(u"value"_s)));
    const auto posts = db.query<Post>().filter(condition.value()).all();

    QCOMPARE(posts.value().size(), 1);

    const auto changed = db.query(u"Post").filter(byAnn).update({ { u"views"_s, F(u"views") + 1 }, { u"title"_s, u"New"_s } });
    const auto removed = db.query(u"Post").filter(Q(u"views", 0)).remove();

    QCOMPARE(changed.value(), 3);
    QCOMPARE(removed.value(), 0);
}

QTEST_GUILESS_MAIN(tst_QueriesByNameGuide)
#include "tst_queriesbynameguide.moc"
