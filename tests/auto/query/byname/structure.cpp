// SPDX-License-Identifier: MIT
#include "pairs.h"
#include "rows.h"

#include <quoin/expr/window.h>

using namespace Qt::StringLiterals;
using namespace quoin;
using namespace shop;

namespace byname {

namespace {

using Sql = Result<SqlText>;
using Db = const Database &;

const auto name = field<&Product::name>;
const auto stock = field<&Product::stock>;
const auto category = field<&Product::category>;
const auto categoryName = field<&Product::category, &Category::name>;

Query<Stock> stocks(Db db) { return db.query<Product>().filter(stock > 1).select<Stock>(category, count()).asTable(); }

DynamicQuery stocksN(Db db)
{
    return db.query(u"Product")
            .filter(Q(u"stock__gt", 1))
            .values({ u"category"_s })
            .annotate(u"n"_s, fn(u"count"))
            .asTable(u"Stock"_s);
}

Query<Counter> counters(Db db, bool again)
{
    const auto start = db.query<Product>().filter(stock < 4).select<Counter>(field<&Product::id>);
    const auto step = [](const Query<Counter> &found) {
        return found.filter(field<&Counter::number> < 7).select<Counter>(field<&Counter::number> + 1);
    };
    return again ? start.recursiveAll(step) : start.recursive(step);
}

DynamicQuery countersN(Db db, bool again)
{
    const DynamicQuery start = db.query(u"Product").filter(Q(u"stock__lt", 4)).values({ u"id"_s });
    const DynamicQuery step
            = db.query(u"Counter").filter(Q(u"number__lt", 7)).alias(u"next"_s, F(u"number") + 1).values({ u"next"_s });
    return again ? start.recursiveAll(u"Counter"_s, step) : start.recursive(u"Counter"_s, step);
}

} // namespace

QList<QueryPair> structurePairs()
{
    return {
        { "rollup",
                [](Db db) -> Sql {
                    return db.query<Product>().values(categoryName, name, count()).groupByRollup(categoryName, name).toSql();
                },
                [](Db db) {
                    return db.query(u"Product")
                            .values({ u"category__name"_s, u"name"_s })
                            .annotate(u"n"_s, fn(u"count"))
                            .groupByRollup({ u"category__name"_s, u"name"_s });
                } },
        { "cube with grouping()",
                [](Db db) -> Sql {
                    return db.query<Product>()
                            .values(categoryName, stock, grouping(categoryName, stock), sum(stock))
                            .groupByCube(categoryName, stock)
                            .having(grouping(stock) == 1)
                            .orderBy(grouping(categoryName), categoryName)
                            .toSql();
                },
                [](Db db) {
                    return db.query(u"Product")
                            .values({ u"category__name"_s, u"stock"_s })
                            .annotate(u"set"_s, fn(u"grouping", F(u"category__name"), F(u"stock")))
                            .annotate(u"all"_s, fn(u"sum", F(u"stock")))
                            .groupByCube({ u"category__name"_s, u"stock"_s })
                            .having(Q(fn(u"grouping", F(u"stock")), u"exact", 1))
                            .orderBy(fn(u"grouping", F(u"category__name")), u"category__name");
                } },
        { "grouping sets",
                [](Db db) -> Sql {
                    const auto even = stock % 2;
                    return db.query<Product>()
                            .values(categoryName, even, count())
                            .groupBySets(
                                    groupingSet(categoryName), groupingSet(even), groupingSet(categoryName, even), groupingSet())
                            .orderBy(count())
                            .toSql();
                },
                [](Db db) {
                    return db.query(u"Product")
                            .alias(u"even"_s, F(u"stock") % 2)
                            .values({ u"category__name"_s, u"even"_s })
                            .annotate(u"n"_s, fn(u"count"))
                            .groupBySets({ { u"category__name"_s }, { u"even"_s }, { u"category__name"_s, u"even"_s }, {} })
                            .orderBy(u"n");
                } },
        { "a table", [](Db db) -> Sql { return stocks(db).toSql(); }, [](Db db) { return stocksN(db); } },
        { "a table that is asked",
                [](Db db) -> Sql {
                    return stocks(db)
                            .filter(field<&Stock::products> > 0)
                            .orderBy(field<&Stock::category, &Category::name>.desc())
                            .limit(2)
                            .values(field<&Stock::category, &Category::name>, field<&Stock::products>)
                            .toSql();
                },
                [](Db db) {
                    return stocksN(db)
                            .filter(Q(u"products__gt", 0))
                            .orderBy(u"-category__name")
                            .limit(2)
                            .values({ u"category__name"_s, u"products"_s });
                } },
        { "an aggregate of a table", [](Db db) -> Sql { return stocks(db).values(field<&Stock::products>, count()).toSql(); },
                [](Db db) { return stocksN(db).values({ u"products"_s }).annotate(u"n"_s, fn(u"count")); } },
        { "a table of a table",
                [](Db db) -> Sql {
                    return stocks(db)
                            .filter(field<&Stock::products> > 0)
                            .select<Counter>(coalesce(max(field<&Stock::products>), 0))
                            .asTable()
                            .filter(field<&Counter::number> < 100)
                            .toSql();
                },
                [](Db db) {
                    return stocksN(db)
                            .filter(Q(u"products__gt", 0))
                            .annotate(u"most"_s, fn(u"coalesce", fn(u"max", F(u"products")), 0))
                            .values({ u"most"_s })
                            .asTable(u"Counter"_s)
                            .filter(Q(u"number__lt", 100));
                } },
        { "a window in a table",
                [](Db db) -> Sql {
                    return db.query<Product>()
                            .select<Stock>(category, rowNumber().over(partitionBy(category).orderBy(stock)))
                            .asTable()
                            .filter(field<&Stock::products> == 1)
                            .toSql();
                },
                [](Db db) {
                    return db.query(u"Product")
                            .values({ u"category"_s })
                            .annotate(u"place"_s, fn(u"rowNumber").over(NamedWindow().partitionBy(u"category").orderBy(u"stock")))
                            .asTable(u"Stock"_s)
                            .filter(Q(u"products", 1));
                } },
        { "a join",
                [](Db db) -> Sql {
                    return db.query<Product>()
                            .join(db.query<Review>(),
                                    field<&Product::id> == joined<&Review::product> && joined<&Review::stars> > 1)
                            .filter(stock > 1)
                            .orderBy(joined<&Review::stars>)
                            .values(name, joined<&Review::text>)
                            .toSql();
                },
                [](Db db) {
                    return db.query(u"Product")
                            .join(u"r"_s, db.query(u"Review"), Q(u"id", F(u"r__product")) && Q(u"r__stars__gt", 1))
                            .filter(Q(u"stock__gt", 1))
                            .orderBy(u"r__stars")
                            .values({ u"name"_s, u"r__text"_s });
                } },
        { "a left join of a table",
                [](Db db) -> Sql {
                    return db.query<Category>()
                            .leftJoin(stocks(db), field<&Category::id> == joined<&Stock::category>)
                            .values(field<&Category::name>, joined<&Stock::products>)
                            .toSql();
                },
                [](Db db) {
                    return db.query(u"Category")
                            .leftJoin(u"s"_s, stocksN(db), Q(u"id", F(u"s__category")))
                            .values({ u"name"_s, u"s__products"_s });
                } },
        { "a recursive table", [](Db db) -> Sql { return counters(db, false).orderBy(field<&Counter::number>).toSql(); },
                [](Db db) { return countersN(db, false).orderBy(u"number"); } },
        { "one that finds rows again", [](Db db) -> Sql { return counters(db, true).toSql(); },
                [](Db db) { return countersN(db, true); } },
    };
}

} // namespace byname
