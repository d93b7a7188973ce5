// SPDX-License-Identifier: MIT
#include "pairs.h"

#include <models/shop.h>

#include <quoin/expr/window.h>

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsonobject.h>

using namespace Qt::StringLiterals;
using namespace quoin;
using namespace shop;

namespace byname {

namespace {

const auto id = field<&Product::id>;
const auto name = field<&Product::name>;
const auto description = field<&Product::description>;
const auto price = field<&Product::price>;
const auto stock = field<&Product::stock>;
const auto weight = field<&Product::weight>;
const auto createdAt = field<&Product::createdAt>;
const auto deletedAt = field<&Product::deletedAt>;
const auto categoryName = field<&Product::category, &Category::name>;

const F idF(u"id"), nameF(u"name"), descriptionF(u"description"), priceF(u"price"), stockF(u"stock"), weightF(u"weight"),
        createdAtF(u"createdAt"), deletedAtF(u"deletedAt");

QDateTime utc(const QString &text) { return QDateTime::fromString(text, Qt::ISODateWithMs).toUTC(); }

void addArithmetic(QList<ExpressionPair> &list)
{
    const auto add = [&](const char *row, const auto &typed, const NamedExpression &named) {
        list << expression<Product>(row, typed, named);
    };
    add("a property", stock, stockF);
    add("across a relation", categoryName, F(u"category__name"));
    add("+", stock + 1, stockF + 1);
    add("-", stock - id, stockF - idF);
    add("*", stock * 2, stockF * 2);
    add("/", stock / 2, stockF / 2);
    add("/ by a double", stock / 2.0, stockF / 2.0);
    add("%", stock % 3, stockF % 3);
    add("the value first", 10 - stock, 10 - stockF);
    add("minus", -stock, -stockF);
    add("decimals", price * 2, priceF * 2);
    add("decimals with a text", price + Decimal::fromString(u"0.50").value(), priceF + u"0.50");
    add("doubles", weight * 0.5, weightF * 0.5);
    add("nested", (stock + id) * (stock - id), (stockF + idF) * (stockF - idF));
    add("value", value(1) / stock, namedValue(1) / stockF);
}

void addFunctions(QList<ExpressionPair> &list)
{
    const auto add = [&](const char *row, const auto &typed, const NamedExpression &named) {
        list << expression<Product>(row, typed, named);
    };
    add("lower", lower(name), fn(u"lower", nameF));
    add("upper", upper(name), fn(u"UPPER", nameF));
    add("length", length(name), fn(u"length", nameF));
    add("substr", substr(name, 2, 3), fn(u"substr", nameF, 2, 3));
    add("substr to the end", substr(name, 2), fn(u"substr", nameF, 2));
    add("left", left(name, 2), fn(u"left", nameF, 2.0));
    add("replace", replace(name, u"a"_s, u"b"_s), fn(u"replace", nameF, u"a", u"b"));
    add("concat", concat(name, u" "_s, description), fn(u"concat", nameF, u" ", descriptionF));
    add("lpad", lpad(name, 9, u"*"_s), fn(u"lpad", nameF, 9, u"*"));
    add("strIndex", strIndex(name, u"p"_s), fn(u"str_index", nameF, u"p"));
    add("round", round(weight), fn(u"round", weightF));
    add("round to digits", round(weight, 1), fn(u"round", weightF, 1));
    add("power", power(stock, 2), fn(u"power", stockF, 2));
    add("log", log(10, stock), fn(u"log", 10, stockF));
    add("year", year(createdAt), fn(u"year", createdAtF));
    add("a transform", year(createdAt), F(u"createdAt__year"));
    add("truncDay", truncDay(createdAt), fn(u"truncDay", createdAtF));
    add("coalesce", coalesce(weight, 0.0), fn(u"coalesce", weightF, 0.0));
    add("coalesce of numbers", coalesce(weight, 0), fn(u"coalesce", weightF, 0));
    add("coalesce of dates", coalesce(deletedAt, utc(u"2024-02-29T00:00:00Z"_s)),
            fn(u"coalesce", deletedAtF, u"2024-02-29T00:00:00Z"));
    add("coalesce of decimals", coalesce(price, Decimal::fromString(u"0.5").value()), fn(u"coalesce", priceF, 0.5));
    add("nullIf", nullIf(stock, 0), fn(u"nullIf", stockF, 0));
    add("greatest", greatest(stock, 5, id), fn(u"greatest", stockF, 5, idF));
    add("least", least(stock, 5), fn(u"least", stockF, 5));
    add("to a date", cast<QDate>(createdAt), fn(u"toDate", createdAtF));
    add("to an integer", cast<qint64>(weight), fn(u"toInteger", weightF));
    add("to a text", cast<QString>(stock), fn(u"toText", stockF));
    add("to a double", cast<double>(price), fn(u"toDouble", priceF));
    add("functions of functions", length(lower(trim(name))), fn(u"length", fn(u"lower", fn(u"trim", nameF))));
    add("pi", pi() * stock, fn(u"pi") * stockF);
    add("jsonLength", jsonLength(field<&Product::attributes>), fn(u"jsonLength", F(u"attributes")));
}

void addChoices(QList<ExpressionPair> &list)
{
    const auto add = [&](const char *row, const auto &typed, const NamedExpression &named) {
        list << expression<Product>(row, typed, named);
    };
    add("when", when(stock > 5, 1).otherwise(0), when(Q(u"stock__gt", 5), 1).otherwise(0));
    add("two branches", when(stock > 10, u"many"_s).when(stock > 0, u"few"_s).otherwise(u"none"_s),
            when(Q(u"stock__gt", 10), u"many").when(Q(u"stock__gt", 0), u"few").otherwise(u"none"));
    add("otherwise NULL", when(stock > 5, stock).otherwise(std::nullopt),
            when(Q(u"stock__gt", 5), stockF).otherwise(std::nullopt));
    add("of expressions", when(stock > 5, price).otherwise(price * 2), when(Q(u"stock__gt", 5), priceF).otherwise(priceF * 2));
    add("dates in a CASE", when(stock > 5, createdAt).otherwise(utc(u"2024-02-29T00:00:00Z"_s)),
            when(Q(u"stock__gt", 5), createdAtF).otherwise(u"2024-02-29T00:00:00Z"));
    add("no condition in a CASE", when(Condition(), 1).otherwise(0), when(Q(), 1).otherwise(0));
}

void addAggregates(QList<ExpressionPair> &list)
{
    const auto add = [&](const char *row, const auto &typed, const NamedExpression &named) {
        list << expression<Product>(row, typed, named);
    };
    add("count", count(), fn(u"count"));
    add("count of values", count(weight), fn(u"count", weightF));
    add("count distinct", countDistinct(categoryName), fn(u"count", F(u"category__name")).distinct());
    add("sum", sum(stock), fn(u"sum", stockF));
    add("sum of decimals", sum(price * 2), fn(u"sum", priceF * 2));
    add("avg", avg(weight), fn(u"avg", weightF));
    add("min", min(name), fn(u"min", nameF));
    add("max", max(createdAt), fn(u"max", createdAtF));
    add("standard deviation", stddevPop(weight), fn(u"stddevPop", weightF));
    add("variance", varSamp(weight), fn(u"var_samp", weightF));
    add("filtered", count().filter(stock > 5), fn(u"count").filter(Q(u"stock__gt", 5)));
    add("filtered twice", sum(stock).filter(stock > 5).filter(price < 2),
            fn(u"sum", stockF).filter(Q(u"stock__gt", 5)).filter(Q(u"price__lt", 2)));
    add("distinct and filtered", sum(stock).distinct().filter(stock > 5),
            fn(u"sum", stockF).filter(Q(u"stock__gt", 5)).distinct());
    add("arithmetic of aggregates", sum(stock) * 2 + count(), fn(u"sum", stockF) * 2 + fn(u"count"));
    add("an aggregate of a CASE", sum(when(stock > 5, 1).otherwise(0)), fn(u"sum", when(Q(u"stock__gt", 5), 1).otherwise(0)));
}

void addWindows(QList<ExpressionPair> &list)
{
    const auto add = [&](const char *row, const auto &typed, const NamedExpression &named) {
        list << expression<Product>(row, typed, named);
    };
    const auto byCategory = partitionBy(field<&Product::category>).orderBy(stock.desc(), id);
    const NamedWindow byCategoryN = NamedWindow().partitionBy(u"category").orderBy(u"-stock", u"id");
    add("a row's number", rowNumber().over(byCategory), fn(u"rowNumber").over(byCategoryN));
    add("rank", rank().over(byCategory), fn(u"rank").over(byCategoryN));
    add("dense rank", denseRank().over(byCategory), fn(u"dense_rank").over(byCategoryN));
    add("percent rank", percentRank().over(byCategory), fn(u"percentRank").over(byCategoryN));
    add("cumulated distribution", cumeDist().over(byCategory), fn(u"cumeDist").over(byCategoryN));
    add("ntile", ntile(2).over(byCategory), fn(u"ntile", 2).over(byCategoryN));
    add("lag", lag(stock).over(byCategory), fn(u"lag", stockF).over(byCategoryN));
    add("lead of two rows", lead(stock, 2).over(byCategory), fn(u"lead", stockF, 2).over(byCategoryN));
    add("lag with a value for none", lag(weight, 1, 0.5).over(byCategory), fn(u"lag", weightF, 1, 0.5).over(byCategoryN));
    add("first value", firstValue(name).over(byCategory), fn(u"firstValue", nameF).over(byCategoryN));
    add("last value", lastValue(price).over(byCategory), fn(u"lastValue", priceF).over(byCategoryN));
    add("nth value", nthValue(stock, 2).over(byCategory), fn(u"nthValue", stockF, 2).over(byCategoryN));
    add("an aggregate of all rows", sum(stock).over(Window()), fn(u"sum", stockF).over(NamedWindow()));
    add("an aggregate with a filter", count().filter(stock > 3).over(byCategory),
            fn(u"count").filter(Q(u"stock__gt", 3)).over(byCategoryN));
    add("rows of a frame", avg(weight).over(byCategory.rows(-1, currentRow)), fn(u"avg", weightF).over(byCategoryN.rows(-1, 0)));
    add("from the first row to the last", sum(stock).over(byCategory.rows(unbounded, unbounded)),
            fn(u"sum", stockF).over(byCategoryN.rows(std::nullopt, std::nullopt)));
    add("a range", count().over(Window().orderBy(stock).range(-5, 5)),
            fn(u"count").over(NamedWindow().orderBy(u"stock").range(-5, 5)));
    add("groups", count().over(Window().orderBy(stock).groups(-1, 1)),
            fn(u"count").over(NamedWindow().orderBy(u"stock").groups(-1, 1)));
    add("NULLs last in a window", rank().over(Window().orderBy(weight.asc().nullsLast())),
            fn(u"rank").over(NamedWindow().orderBy(u"weight nulls last")));
    add("partitions of expressions", rank().over(partitionBy(year(createdAt), stock % 2).orderBy(id)),
            fn(u"rank").over(NamedWindow().partitionBy(u"createdAt__year", stockF % 2).orderBy(u"id")));
    add("arithmetic of windows", stock - lag(stock, 1, 0).over(byCategory), stockF - fn(u"lag", stockF, 1, 0).over(byCategoryN));
    add("a window over groups", rank().over(Window().orderBy(count().desc())),
            fn(u"rank").over(NamedWindow().orderBy(fn(u"count").desc())));
}

} // namespace

QList<ExpressionPair> expressionPairs()
{
    QList<ExpressionPair> list;
    addArithmetic(list);
    addFunctions(list);
    addChoices(list);
    addAggregates(list);
    addWindows(list);
    addDocuments(list);
    return list;
}

QList<QueryPair> queryPairs()
{
    using Sql = Result<SqlText>;
    using Db = const Database &;
    return structurePairs()
            + QList<QueryPair> {
                  { "the model", [](Db db) -> Sql { return db.query<Product>().toSql(); },
                          [](Db db) { return db.query(u"shop::Product"); } },
                  { "by table", [](Db db) -> Sql { return db.query<Product>().toSql(); },
                          [](Db db) { return db.query(u"products"); } },
                  { "by the class alone", [](Db db) -> Sql { return db.query<Product>().toSql(); },
                          [](Db db) { return db.query(u"Product"); } },
                  { "filters", [](Db db) -> Sql { return db.query<Product>().filter(stock > 1).filter(stock < 9).toSql(); },
                          [](Db db) { return db.query(u"Product").filter(Q(u"stock__gt", 1)).filter(Q(u"stock__lt", 9)); } },
                  { "exclude", [](Db db) -> Sql { return db.query<Product>().exclude(stock > 1).toSql(); },
                          [](Db db) { return db.query(u"Product").exclude(Q(u"stock__gt", 1)); } },
                  { "order", [](Db db) -> Sql { return db.query<Product>().orderBy(name).toSql(); },
                          [](Db db) { return db.query(u"Product").orderBy(u"name"); } },
                  { "descending", [](Db db) -> Sql { return db.query<Product>().orderBy(stock.desc(), name).toSql(); },
                          [](Db db) { return db.query(u"Product").orderBy(u"-stock", u"+name"); } },
                  { "NULLs last", [](Db db) -> Sql { return db.query<Product>().orderBy(weight.asc().nullsLast()).toSql(); },
                          [](Db db) { return db.query(u"Product").orderBy(u"weight nulls last"); } },
                  { "NULLs first", [](Db db) -> Sql { return db.query<Product>().orderBy(weight.desc().nullsFirst()).toSql(); },
                          [](Db db) { return db.query(u"Product").orderBy(u"-weight NULLS FIRST"); } },
                  { "order across a relation",
                          [](Db db) -> Sql { return db.query<Product>().orderBy(categoryName.desc()).toSql(); },
                          [](Db db) { return db.query(u"Product").orderBy(u"-category__name"); } },
                  { "order by an expression",
                          [](Db db) -> Sql { return db.query<Product>().orderBy((stock % 3).desc(), lower(name)).toSql(); },
                          [](Db db) { return db.query(u"Product").orderBy((stockF % 3).desc(), fn(u"lower", nameF)); } },
                  { "order by a transform", [](Db db) -> Sql { return db.query<Product>().orderBy(year(createdAt)).toSql(); },
                          [](Db db) { return db.query(u"Product").orderBy(u"createdAt__year"); } },
                  { "order by an alias", [](Db db) -> Sql { return db.query<Product>().orderBy((stock * 2).desc()).toSql(); },
                          [](Db db) { return db.query(u"Product").alias(u"twice"_s, stockF * 2).orderBy(u"-twice"); } },
                  { "a filter on an alias", [](Db db) -> Sql { return db.query<Product>().filter(stock * 2 > 5).toSql(); },
                          [](Db db) { return db.query(u"Product").alias(u"twice"_s, stockF * 2).filter(Q(u"twice__gt", 5)); } },
                  { "an alias of an alias", [](Db db) -> Sql { return db.query<Product>().filter(stock * 2 + 1 > 5).toSql(); },
                          [](Db db) {
                              return db.query(u"Product")
                                      .alias(u"twice"_s, stockF * 2)
                                      .alias(u"more"_s, F(u"twice") + 1)
                                      .filter(Q(u"more__gt", 5));
                          } },
                  { "a transform of an alias",
                          [](Db db) -> Sql { return db.query<Product>().filter(length(concat(name, u"!"_s)) > 5).toSql(); },
                          [](Db db) {
                              return db.query(u"Product")
                                      .alias(u"loud"_s, fn(u"concat", nameF, u"!"))
                                      .filter(Q(u"loud__length__gt", 5));
                          } },
                  { "limit", [](Db db) -> Sql { return db.query<Product>().limit(2).toSql(); },
                          [](Db db) { return db.query(u"Product").limit(2); } },
                  { "offset", [](Db db) -> Sql { return db.query<Product>().orderBy(name).limit(2).offset(1).toSql(); },
                          [](Db db) { return db.query(u"Product").orderBy(u"name").limit(2).offset(1); } },
                  { "a slice of a slice",
                          [](Db db) -> Sql { return db.query<Product>().orderBy(name).slice(1, 9).slice(1, 3).toSql(); },
                          [](Db db) { return db.query(u"Product").orderBy(u"name").slice(1, 9).slice(1, 3); } },
                  { "the order turned round", [](Db db) -> Sql { return db.query<Product>().orderBy(name).reverse().toSql(); },
                          [](Db db) { return db.query(u"Product").orderBy(u"name").reverse(); } },
                  { "the first of each",
                          [](Db db) -> Sql { return db.query<Product>().distinctOn(categoryName).orderBy(-stock).toSql(); },
                          [](Db db) { return db.query(u"Product").distinctOn({ u"category__name"_s }).orderBy(-stockF); } },
                  { "values", [](Db db) -> Sql { return db.query<Product>().values(name, categoryName).toSql(); },
                          [](Db db) { return db.query(u"Product").values({ u"name"_s, u"category__name"_s }); } },
                  { "values with a transform",
                          [](Db db) -> Sql { return db.query<Product>().values(name, year(createdAt)).toSql(); },
                          [](Db db) { return db.query(u"Product").values({ u"name"_s, u"createdAt.year"_s }); } },
                  { "values of an alias", [](Db db) -> Sql { return db.query<Product>().values(name, stock * 2).toSql(); },
                          [](Db db) {
                              return db.query(u"Product").alias(u"twice"_s, stockF * 2).values({ u"name"_s, u"twice"_s });
                          } },
                  { "values and an annotation", [](Db db) -> Sql { return db.query<Product>().values(name, stock * 2).toSql(); },
                          [](Db db) { return db.query(u"Product").annotate(u"twice"_s, stockF * 2).values({ u"name"_s }); } },
                  { "distinct", [](Db db) -> Sql { return db.query<Product>().values(categoryName).distinct().toSql(); },
                          [](Db db) { return db.query(u"Product").values({ u"category__name"_s }).distinct(); } },
                  { "groups by what is no aggregate",
                          [](Db db) -> Sql { return db.query<Product>().values(categoryName, count()).toSql(); },
                          [](Db db) {
                              return db.query(u"Product").annotate(u"n"_s, fn(u"count")).values({ u"category__name"_s });
                          } },
                  { "groupBy", [](Db db) -> Sql { return db.query<Product>().values(count()).groupBy(categoryName).toSql(); },
                          [](Db db) {
                              return db.query(u"Product").annotate(u"n"_s, fn(u"count")).groupBy({ u"category__name"_s });
                          } },
                  { "having",
                          [](Db db) -> Sql {
                              return db.query<Product>().values(categoryName, count()).having(count() > 1).toSql();
                          },
                          [](Db db) {
                              return db.query(u"Product")
                                      .annotate(u"n"_s, fn(u"count"))
                                      .values({ u"category__name"_s })
                                      .having(Q(u"n__gt", 1));
                          } },
                  { "having of what is not read",
                          [](Db db) -> Sql {
                              return db.query<Product>()
                                      .values(categoryName, count())
                                      .having(sum(stock) > 1 && avg(weight) < 9.5)
                                      .toSql();
                          },
                          [](Db db) {
                              return db.query(u"Product")
                                      .annotate(u"n"_s, fn(u"count"))
                                      .values({ u"category__name"_s })
                                      .having(Q(fn(u"sum", stockF), u"gt", 1) && Q(fn(u"avg", weightF), u"lt", 9.5));
                          } },
                  { "groups in order",
                          [](Db db) -> Sql {
                              return db.query<Product>()
                                      .values(categoryName, count())
                                      .orderBy(count().desc(), categoryName)
                                      .limit(2)
                                      .toSql();
                          },
                          [](Db db) {
                              return db.query(u"Product")
                                      .annotate(u"n"_s, fn(u"count"))
                                      .values({ u"category__name"_s })
                                      .orderBy(u"-n", u"category__name")
                                      .limit(2);
                          } },
                  { "a filter before groups",
                          [](Db db) -> Sql {
                              return db.query<Product>().filter(stock > 1).values(year(createdAt), sum(stock)).toSql();
                          },
                          [](Db db) {
                              return db.query(u"Product")
                                      .filter(Q(u"stock__gt", 1))
                                      .alias(u"y"_s, F(u"createdAt__year"))
                                      .annotate(u"s"_s, fn(u"sum", stockF))
                                      .values({ u"y"_s });
                          } },
              };
}

Result<void> fill(Database &database)
{
    const auto utcDay = [](int year, int month, int day) { return QDateTime(QDate(year, month, day), QTime(12, 0), Qt::UTC); };
    QList<Category> categories {
        { .name = u"Food"_s },
        { .name = u"Fruit"_s, .parent = Value(1) },
        { .name = u"Tools"_s },
    };
    QList<Product> products;
    const auto product
            = [&](const QString &name, const QString &price, int stock, std::optional<double> weight, qint64 category) {
                  const int at = int(products.size()) + 1;
                  products << Product { .sku = u"AB-%1"_s.arg(at),
                      .name = name,
                      .description = u"of %1"_s.arg(name),
                      .price = Decimal::fromString(price).value(),
                      .stock = stock,
                      .weight = weight,
                      .status = Product::Status(at % 3),
                      .attributes = QJsonObject { { u"at"_s, at }, { u"sold"_s, at % 2 == 0 },
                              { u"made"_s, QJsonObject { { u"by"_s, QJsonArray { name, QJsonValue() } } } } },
                      .createdAt = utcDay(2020 + at, 2, 20 + at),
                      .category = Value(category) };
              };
    product(u"Apple"_s, u"1.50"_s, 5, 1.5, 2);
    product(u"pear"_s, u"1.80"_s, 12, std::nullopt, 2);
    product(u"Äpfel"_s, u"2.00"_s, 0, 2.0, 2);
    product(u"Hammer 100%_"_s, u"19.90"_s, 3, 0.8, 3);
    product(u"bread"_s, u"3.10"_s, 7, std::nullopt, 1);
    QList<Customer> customers {
        { .name = u"Ann"_s,
                .email = u"ann@example.org"_s,
                .passwordHash = u"hush"_s,
                .active = true,
                .joinedOn = QDate(2024, 2, 29) },
        { .name = u"Bob"_s,
                .email = u"bob@example.org"_s,
                .active = false,
                .joinedOn = QDate(2020, 1, 1),
                .birthday = QDate(1990, 5, 5),
                .referredBy = Value(1) },
    };
    QList<shop::Order> orders { { .number = QUuid::fromString(u"6ba7b810-9dad-11d1-80b4-00c04fd430c8"_s),
            .customer = Value(2),
            .placedAt = utcDay(2024, 2, 29),
            .payment = Payment::Transfer,
            .refund = Payment::Cash,
            .revision = 1 } };
    QList<OrderLine> lines { { .order = Value(1), .product = Value(1), .quantity = 2, .unitPrice = Decimal(2) } };
    QList<Review> reviews { { .product = Value(1), .customer = Value(1), .stars = 4, .text = u"good"_s, .answer = u"good"_s },
        { .product = Value(2), .stars = 2, .text = u"bad"_s } };
    Result<void> done;
    const auto insert = [&](auto &rows) {
        for (auto &row : rows) {
            if (done)
                done = database.insert(row);
        }
    };
    insert(categories);
    QList<QDateTime> created; // which each insert sets to its own time
    for (const Product &one : std::as_const(products))
        created << one.createdAt;
    insert(products);
    for (qsizetype i = 0; done && i < products.size(); ++i) {
        const auto changed = database.query<Product>().filter(id == products.at(i).id).update(set(createdAt, created.at(i)));
        if (!changed)
            done = changed.error();
    }
    insert(customers);
    insert(orders);
    insert(lines);
    insert(reviews);
    return done;
}

} // namespace byname
