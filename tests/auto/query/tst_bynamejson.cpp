// SPDX-License-Identifier: MIT
// Queries by name as JSON: what was built comes back the same, what people write is read, and what is wrong is said with its
// place.
#include "byname/pairs.h"

#include <quoin/expr/named_p.h>
#include <quoin/expr/namedselect.h>

#include <models/alltypes.h>
#include <models/shop.h>
#include <testsupport.h>

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace quoin;
using namespace byname;

namespace {

/// Through the text, as a file has it.
QJsonObject throughText(const QJsonObject &json) { return QJsonDocument::fromJson(QJsonDocument(json).toJson()).object(); }

QJsonObject parsed(const char *text)
{
    QJsonParseError error;
    const QJsonObject object = QJsonDocument::fromJson(text, &error).object();
    if (error.error != QJsonParseError::NoError)
        qFatal("%s: %s", text, qPrintable(error.errorString()));
    return object;
}

} // namespace

Q_DECLARE_METATYPE(quoin::DynamicQuery)

class tst_ByNameJson : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void conditions_data() { addRows(conditionPairs()); }
    void conditions();
    void expressions_data() { addRows(expressionPairs()); }
    void expressions();
    void queries_data() { addRows(queryPairs()); }
    void queries();
    void values_data();
    void values();
    void everything();
    void written_data();
    void written();
    void mistakes_data();
    void mistakes();
    void deep();
    void doubled();
    void whatThereIsNot();
    void unsupported();

private:
    Database m_database;
};

void tst_ByNameJson::initTestCase()
{
    auto opened = Database::open(u"sqlite::memory:"_s);
    QVERIFY_RESULT(opened);
    m_database = *opened;
    for (const auto &model : { modelOf<shop::Product>(), modelOf<shop::Review>(), modelOf<shop::Category>() })
        QVERIFY_RESULT(model);
}

void tst_ByNameJson::conditions()
{
    const ConditionPair pair = thisRow(conditionPairs());
    const QJsonObject json = throughText(toJson(pair.named));
    const auto again = conditionFromJson(json);
    QVERIFY_RESULT(again);
    QCOMPARE(toJson(*again), json);
    const auto node = NameScope(*pair.info).condition(*again);
    QVERIFY_RESULT(node);
    QVERIFY(expr::sameNode(*node, pair.typed.node()));
}

void tst_ByNameJson::expressions()
{
    const ExpressionPair pair = thisRow(expressionPairs());
    const NamedQuery query { .model = pair.model, .names = { { u"it"_s, pair.named, false } }, .values = { u"it"_s } };
    const auto again = NamedQuery::fromJson(throughText(query.toJson()));
    QVERIFY_RESULT(again);
    QCOMPARE(again->toJson(), query.toJson());
    const auto select = expr::resolve(*again);
    QVERIFY_RESULT(select);
    QVERIFY(expr::sameNode(select->select.columns.at(0), pair.typed));
}

void tst_ByNameJson::queries()
{
    const QueryPair pair = thisRow(queryPairs());
    const NamedQuery query = pair.named(m_database).named();
    const auto again = NamedQuery::fromJson(throughText(query.toJson()));
    QVERIFY_RESULT(again);
    QCOMPARE(again->toJson(), query.toJson());
    const auto typed = pair.typed(m_database);
    QVERIFY_RESULT(typed);
    const auto named = DynamicQuery(m_database, *again).toSql();
    QVERIFY_RESULT(named);
    QCOMPARE(named->text, typed->text);
    QCOMPARE(named->bindings, typed->bindings);
}

void tst_ByNameJson::values_data()
{
    QTest::addColumn<QVariant>("value");
    QTest::newRow("null") << QVariant();
    QTest::newRow("true") << QVariant(true);
    QTest::newRow("integer") << QVariant(7);
    QTest::newRow("largest integer") << QVariant(std::numeric_limits<qint64>::max());
    QTest::newRow("smallest integer") << QVariant(std::numeric_limits<qint64>::min());
    QTest::newRow("largest unsigned integer") << QVariant(std::numeric_limits<quint64>::max());
    QTest::newRow("fraction") << QVariant(0.1);
    QTest::newRow("whole double") << QVariant(2.0);
    QTest::newRow("large double") << QVariant(1e300);
    QTest::newRow("infinity") << QVariant(-std::numeric_limits<double>::infinity());
    QTest::newRow("text") << QVariant(u"Ä \" \\ \n \U0001F600"_s);
    QTest::newRow("date") << QVariant(QDate(2024, 2, 29));
    QTest::newRow("time") << QVariant(QTime(23, 59, 59, 999));
    QTest::newRow("date and time") << QVariant(QDateTime(QDate(1969, 2, 28), QTime(1, 2, 3, 4), Qt::UTC));
    QTest::newRow("UUID") << QVariant(QUuid::createUuid());
    QTest::newRow("decimal") << QVariant::fromValue(Decimal::fromString(u"1.500"_s).value());
    QTest::newRow("binary") << QVariant("a\0\xff"_ba);
    QTest::newRow("list") << QVariant(QVariantList { 1, 2 });
    QTest::newRow("list of dates") << QVariant(QVariantList { QDate(2024, 2, 29), QDate(2024, 3, 1) });
    QTest::newRow("object") << QVariant(QVariantMap { { u"$fn"_s, 1 }, { u"a"_s, QVariantList { u"b"_s } } });
}

/// Each as it was, type included.
void tst_ByNameJson::values()
{
    QFETCH(QVariant, value);
    const auto again = conditionFromJson(throughText(toJson(Q(u"x", value))));
    QVERIFY_RESULT(again);
    QCOMPARE(toJson(*again), toJson(Q(u"x", value)));
    const NamedQuery query { .model = u"Product"_s, .names = { { u"v"_s, namedValue(value), true } } };
    const auto read = NamedQuery::fromJson(throughText(query.toJson()));
    QVERIFY_RESULT(read);
    const NameScope scope(**modelOf<shop::Product>());
    const auto resolved = scope.expression(read->names.at(0).expression);
    QVERIFY_RESULT(resolved);
    const auto before = Value::fromVariant(value);
    QVERIFY_RESULT(before);
    QCOMPARE(resolved->node->value.type(), before->type());
    QCOMPARE(resolved->node->value, *before);
    QCOMPARE(read->toJson(), query.toJson());
}

/// All that a query can have, and the largest numbers.
void tst_ByNameJson::everything()
{
    const NamedQuery query = m_database.query(u"Product")
                                     .alias(u"twice"_s, F(u"stock") * 2)
                                     .filter(Q(u"twice__gt", 1))
                                     .orderBy(u"-twice")
                                     .reverse()
                                     .distinctOn({ u"category"_s })
                                     .with({ u"category__parent"_s, u"tags"_s })
                                     .slice(3, std::numeric_limits<qint64>::max())
                                     .named();
    const auto again = NamedQuery::fromJson(throughText(query.toJson()));
    QVERIFY_RESULT(again);
    QCOMPARE(again->toJson(), query.toJson());
    QCOMPARE(again->limit, std::numeric_limits<qint64>::max() - 3);
    QCOMPARE(again->offset, 3);
    QCOMPARE(again->with, query.with);
    QVERIFY(again->reversed);
    QCOMPARE(again->distinctOn, query.distinctOn);
    QVERIFY(!NamedQuery::fromJson(parsed(R"({ "model": "Product", "limit": 9223372036854775808 })")));
}

/// As people write them.
void tst_ByNameJson::written_data()
{
    QTest::addColumn<QJsonObject>("json");
    QTest::addColumn<DynamicQuery>("query");
    const DynamicQuery products = m_database.query(u"Product");
    const auto add
            = [](const char *name, const char *json, const DynamicQuery &query) { QTest::newRow(name) << parsed(json) << query; };
    add("a model", R"({ "model": "Product" })", products);
    add("all of an object hold", R"({ "model": "Product", "filter": { "name__startswith": "A", "stock__gte": 5 } })",
            products.filter(Q(u"name__startswith", u"A") && Q(u"stock__gte", 5)));
    add("alternatives", R"({ "model": "Product", "filter": { "$or": [{ "stock": 0 }, { "$not": { "price__lt": 2 } }] } })",
            products.filter(Q(u"stock", 0) || !Q(u"price__lt", 2)));
    add("filters", R"({ "model": "Product", "filter": [{ "stock": 0 }, { "$not": { "price__lt": 2 } }] })",
            products.filter(Q(u"stock", 0)).exclude(Q(u"price__lt", 2)));
    add("no filter", R"({ "model": "Product", "filter": {} })", products.filter(Q()));
    add("another property", R"({ "model": "Product", "filter": { "name": { "$f": "category__name" } } })",
            products.filter(Q(u"name", F(u"category__name"))));
    add("arithmetic", R"({ "model": "Product", "filter": { "stock__gt": { "$+": [{ "$*": [{ "$f": "id" }, 2] }, 1] } } })",
            products.filter(Q(u"stock__gt", F(u"id") * 2 + 1)));
    add("compare",
            R"({ "model": "Product", "filter": { "$compare": [{ "$fn": "lower", "args": [{ "$f": "name" }] }, "exact", "apple"] } })",
            products.filter(Q(fn(u"lower", F(u"name")), u"exact", u"apple")));
    add("a date", R"({ "model": "Product", "filter": { "createdAt__date": "2024-02-29" } })",
            products.filter(Q(u"createdAt__date", QDate(2024, 2, 29))));
    add("groups", R"({ "model": "Product",
                       "annotate": [{ "name": "n", "as": { "$fn": "count" } },
                                    { "name": "s", "as": { "$fn": "sum", "args": [{ "$f": "stock" }], "distinct": true,
                                                           "filter": { "stock__gt": 1 } } }],
                       "values": ["category__name"], "having": { "n__gt": 1 }, "order": ["-n", "category__name nulls last"],
                       "limit": 10, "offset": 5 })",
            products.annotate(u"n"_s, fn(u"count"))
                    .annotate(u"s"_s, fn(u"sum", F(u"stock")).distinct().filter(Q(u"stock__gt", 1)))
                    .values({ u"category__name"_s })
                    .having(Q(u"n__gt", 1))
                    .orderBy(u"-n", u"category__name nulls last")
                    .limit(10)
                    .offset(5));
    add("one order", R"({ "model": "Product", "order": "-stock" })", products.orderBy(u"-stock"));
    add("an order by an expression",
            R"({ "model": "Product", "order": [{ "by": { "$%": [{ "$f": "stock" }, 3] }, "descending": true, "nulls": "first" }] })",
            products.orderBy((F(u"stock") % 3).desc().nullsFirst()));
    add("JSON", R"({ "model": "Product", "filter": { "attributes__contains": { "at": 2, "made": { "by": ["Ann", null] } },
                     "$compare": [{ "$fn": "jsonText", "args": [{ "$f": "attributes" }, "made", 0] }, "startswith", "A"] } })",
            products.filter(Q(fn(u"jsonText", F(u"attributes"), u"made", 0), u"startswith", u"A")
                    && Q(u"attributes__contains",
                            QVariantMap { { u"at"_s, 2 },
                                    { u"made"_s, QVariantMap { { u"by"_s, QVariantList { u"Ann"_s, QVariant() } } } } })));
    add("sub-queries", R"({ "model": "Product", "filter": {
                            "category__in": { "$query": { "model": "Category", "filter": { "name": "Fruit" } } },
                            "$exists": { "model": "Review", "filter": { "product": { "$outer": "id" },
                                "$not": { "$exists": { "model": "Category", "filter": { "name": { "$outer": "name", "levels": 2 } } } } } } } })",
            products.filter(exists(m_database.query(u"Review").filter(
                                    !exists(m_database.query(u"Category").filter(Q(u"name", OuterRef(u"name", 2))))
                                    && Q(u"product", OuterRef(u"id"))))
                    && Q(u"category__in", subquery(m_database.query(u"Category").filter(Q(u"name", u"Fruit"))))));
    add("the order turned round", R"({ "model": "Product", "order": "name", "reversed": true, "distinctOn": ["category"] })",
            products.orderBy(u"name").reverse().distinctOn({ u"category"_s }));
    add("a CASE", R"({ "model": "Product", "annotate": [{ "name": "size", "alias": true, "as": {
                        "$case": [{ "when": { "stock__gt": 5 }, "then": "many" }, { "when": {}, "then": "few" }], "else": null } }],
                       "values": ["size"], "distinct": true })",
            products.alias(u"size"_s, when(Q(u"stock__gt", 5), u"many").when(Q(), u"few").otherwise(std::nullopt))
                    .values({ u"size"_s })
                    .distinct());
}

void tst_ByNameJson::written()
{
    QFETCH(QJsonObject, json);
    QFETCH(DynamicQuery, query);
    const auto read = NamedQuery::fromJson(json);
    QVERIFY_RESULT(read);
    const auto sql = DynamicQuery(m_database, *read).toSql();
    const auto expected = query.toSql();
    QVERIFY_RESULT(sql);
    QVERIFY_RESULT(expected);
    QCOMPARE(sql->text, expected->text);
    QCOMPARE(sql->bindings, expected->bindings);
}

void tst_ByNameJson::mistakes_data()
{
    QTest::addColumn<QJsonObject>("json");
    QTest::addColumn<QString>("message");
    const auto add
            = [](const char *name, const char *json, const QString &message) { QTest::newRow(name) << parsed(json) << message; };
    add("no model", R"({ "filter": {} })", u"\"model\", the class or table, is needed"_s);
    add("model", R"({ "model": 5 })", u"model: the name of a class"_s);
    add("key", R"({ "model": "Product", "fliter": {} })", u"\"fliter\" has no meaning here"_s);
    add("filter", R"({ "model": "Product", "filter": 5 })", u"filter: a condition is an object"_s);
    add("one of the filters", R"({ "model": "Product", "filter": [{}, "x"] })", u"filter[1]: a condition is an object"_s);
    add("or", R"({ "model": "Product", "filter": { "$or": {} } })", u"filter.$or: a list of conditions is needed"_s);
    add("in an or", R"({ "model": "Product", "filter": { "$or": [{ "$not": 1 }] } })",
            u"filter.$or[0].$not: a condition is an object"_s);
    add("unknown $", R"({ "model": "Product", "filter": { "$nor": [] } })", u"filter: \"$nor\" has no meaning here"_s);
    add("unknown $ of a value", R"({ "model": "Product", "filter": { "stock": { "$g": 1 } } })",
            u"filter.stock: \"$g\" has no meaning"_s);
    add("compare", R"({ "model": "Product", "filter": { "$compare": [1, 2] } })", u"filter.$compare: a list of an expression"_s);
    add("path", R"({ "model": "Product", "filter": { "stock": { "$f": 1 } } })", u"filter.stock.$f: a path is needed"_s);
    add("function", R"({ "model": "Product", "filter": { "stock": { "$fn": 1 } } })",
            u"filter.stock.$fn: the name of a function"_s);
    add("arguments", R"({ "model": "Product", "filter": { "stock": { "$fn": "abs", "args": 1 } } })",
            u"filter.stock.args: a list"_s);
    add("arithmetic", R"({ "model": "Product", "filter": { "stock": { "$+": [1] } } })", u"filter.stock.$+: a list of two"_s);
    add("type of a value", R"({ "model": "Product", "filter": { "stock": { "$value": 1, "type": "dat" } } })",
            u"filter.stock.type: \"dat\" has no meaning here"_s);
    add("typed value", R"({ "model": "Product", "filter": { "stock": { "$value": "x", "type": "date" } } })",
            u"filter.stock: A value of the type text cannot be read as a date"_s);
    add("Base64", R"({ "model": "Product", "filter": { "stock": { "$value": "*", "type": "binary" } } })", u"not Base64"_s);
    add("expression in a list", R"({ "model": "Product", "filter": { "stock__in": [1, { "$f": "id" }] } })",
            u"filter.stock__in[1]: an expression cannot stand in a list or map"_s);
    add("map", R"({ "model": "Product", "filter": { "category": { "$map": 1 } } })", u"filter.category.$map: an object"_s);
    add("annotate", R"({ "model": "Product", "annotate": { "n": 1 } })", u"annotate: a list"_s);
    add("name", R"({ "model": "Product", "annotate": [{ "as": 1 }] })", u"annotate[0]: \"name\" and \"as\""_s);
    add("values", R"({ "model": "Product", "values": [1] })", u"values: a list of names"_s);
    add("order", R"({ "model": "Product", "order": [1] })", u"order[0]: a text"_s);
    add("nulls", R"({ "model": "Product", "order": [{ "by": { "$f": "id" }, "nulls": "middle" }] })", u"order[0].nulls"_s);
    add("limit", R"({ "model": "Product", "limit": -1 })", u"limit: a number from 0"_s);
    add("limit as text", R"({ "model": "Product", "limit": "1" })", u"limit: a number from 0"_s);
    add("offset", R"({ "model": "Product", "offset": 1.5 })", u"offset: a number from 0"_s);
    add("distinct", R"({ "model": "Product", "distinct": 1 })", u"distinct: true or false"_s);
    add("reversed", R"({ "model": "Product", "reversed": "yes" })", u"reversed: true or false"_s);
    add("relations", R"({ "model": "Product", "with": "category" })", u"with: a list of names"_s);
    add("a sub-query", R"({ "model": "Product", "filter": { "$exists": [] } })", u"filter.$exists: a query is an object"_s);
    add("inside of a sub-query",
            R"({ "model": "Product", "filter": { "id__in": { "$query": { "model": "Review", "limit": -1 } } } })",
            u"filter.id__in.$query.limit: a number from 0"_s);
    add("a sub-query of no model", R"({ "model": "Product", "filter": { "$exists": {} } })", u"filter.$exists: \"model\""_s);
    add("the query around", R"({ "model": "Product", "filter": { "id": { "$outer": 1 } } })",
            u"filter.id.$outer: a path is needed"_s);
    add("so many around", R"({ "model": "Product", "filter": { "id": { "$outer": "id", "levels": 0 } } })",
            u"filter.id.levels: a number from 1"_s);
}

void tst_ByNameJson::mistakes()
{
    QFETCH(QJsonObject, json);
    QFETCH(QString, message);
    const auto read = NamedQuery::fromJson(json);
    QVERIFY(!read);
    QCOMPARE(read.error().kind(), ErrorKind::InvalidQuery);
    QVERIFY2(read.error().message().contains(message), qPrintable(read.error().toString()));
}

/// Nested without end: an error, long before the end of the stack.
void tst_ByNameJson::deep()
{
    QJsonObject condition { { u"stock"_s, 1 } };
    QJsonObject value { { u"$f"_s, u"id"_s } };
    for (int i = 0; i < 900; ++i) {
        condition = QJsonObject { { u"$not"_s, condition } };
        value = QJsonObject { { u"$+"_s, QJsonArray { value, 1 } } };
    }
    QVERIFY(conditionFromJson(condition).error().message().contains(u"nested more than"_s));
    QVERIFY(conditionFromJson(QJsonObject { { u"stock"_s, value } }).error().message().contains(u"nested more than"_s));
    Q q(u"stock", 1);
    NamedExpression sum = F(u"stock");
    for (int i = 0; i < 100'000; ++i) {
        q = !q;
        sum = sum + 1;
    }
    QVERIFY(NameScope(**modelOf<shop::Product>()).condition(q).error().message().contains(u"nested more than"_s));
    QVERIFY(NameScope(**modelOf<shop::Product>()).expression(sum).error().message().contains(u"nested more than"_s));
    QVERIFY(!conditionFromJson(toJson(q)));

    QJsonObject query { { u"model"_s, u"Product"_s } };
    for (int i = 0; i < 900; ++i)
        query = QJsonObject { { u"model"_s, u"Product"_s }, { u"filter"_s, QJsonObject { { u"$exists"_s, query } } } };
    QVERIFY(NamedQuery::fromJson(query).error().message().contains(u"nested more than"_s));
    NamedQuery named { .model = u"Product"_s };
    for (int i = 0; i < 2000; ++i)
        named = { .model = u"Product"_s, .filters = { exists(named) } };
    QVERIFY(expr::resolve(named).error().message().contains(u"nested more than"_s));
}

/// Names of names that double at each step: an error at once, and not after as many steps as there are atoms.
void tst_ByNameJson::doubled()
{
    NamedQuery query { .model = u"Product"_s, .names = { { u"n0"_s, F(u"stock") + 1, false } } };
    for (int i = 1; i < 60; ++i) {
        const F before(u"n%1"_s.arg(i - 1));
        query.names << NamedQuery::Name { u"n%1"_s.arg(i), before + before, false };
    }
    query.values = { u"n59"_s };
    const auto rows = DynamicQuery(m_database, query).all();
    QVERIFY(!rows);
    QCOMPARE(rows.error().kind(), ErrorKind::InvalidQuery);
    QVERIFY2(rows.error().message().contains(u"parts"_s), qPrintable(rows.error().toString()));
    NamedExpression sum = F(u"stock");
    Q all(u"stock", 1);
    for (int i = 0; i < 60; ++i) {
        sum = sum + sum;
        all = (all || Q(u"stock", 2)) && (all || Q(u"stock", 3));
    }
    const NameScope scope(**modelOf<shop::Product>());
    QVERIFY(scope.expression(sum).error().message().contains(u"parts"_s));
    QVERIFY(scope.condition(all).error().message().contains(u"parts"_s));
}

/// What only typed queries have is said to be nothing by name, and never left out.
void tst_ByNameJson::whatThereIsNot()
{
    for (const QString &key : { u"unite"_s, u"intersect"_s, u"except"_s, u"descendants"_s, u"ancestors"_s, u"forUpdate"_s,
                 u"only"_s, u"defer"_s, u"inBulk"_s }) {
        const auto read = NamedQuery::fromJson({ { u"model"_s, u"Product"_s }, { key, true } });
        QVERIFY(!read);
        QCOMPARE(read.error().kind(), ErrorKind::InvalidQuery);
        QVERIFY2(read.error().message().contains(u"\"%1\" has no meaning here"_s.arg(key)), qPrintable(read.error().toString()));
        QVERIFY(read.error().hint().contains(u"groupBy"_s));
    }
    const NameScope scope(**modelOf<shop::Product>());
    for (const QString &function : { u"stringAgg"_s, u"jsonArrayAgg"_s, u"jsonObjectAgg"_s, u"jsonObject"_s, u"treeDepth"_s,
                 u"row"_s, u"raw"_s, u"sqlFunction"_s }) {
        const auto resolved = scope.expression(fn(function, F(u"name")));
        QVERIFY(!resolved);
        QCOMPARE(resolved.error().kind(), ErrorKind::InvalidQuery);
        QVERIFY2(resolved.error().message().contains(u"There is no function \"%1\""_s.arg(function)),
                qPrintable(resolved.error().toString()));
    }
}

/// What JSON cannot hold is refused when it is read again, never read as something else.
void tst_ByNameJson::unsupported()
{
    const auto read = conditionFromJson(toJson(Q(u"stock", QVariant::fromValue(QSize(1, 2)))));
    QVERIFY(!read);
    QVERIFY2(read.error().message().contains(u"$unsupported"_s), qPrintable(read.error().toString()));
    // a path that looks like something else
    const auto lookup = conditionFromJson(toJson(Q(u"$or", 1)));
    QVERIFY_RESULT(lookup);
    QCOMPARE(toJson(*lookup), toJson(Q(u"$or", 1)));
}

QTEST_GUILESS_MAIN(tst_ByNameJson)
#include "tst_bynamejson.moc"
