// SPDX-License-Identifier: MIT
// What is wrong in a query by name is said before anything is sent: what, where in the text, and what there is instead. Never a
// value.
#include <quoin/expr/namedselect.h>
#include <quoin/meta/modelinfo.h>
#include <quoin/quoin.h>

#include <models/alltypes.h>
#include <models/shop.h>
#include <testsupport.h>

#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace quoin;

namespace {

NamedQuery products() { return { .model = u"Product"_s }; }

NamedQuery filtered(const Q &condition, const QString &model = u"Product"_s)
{
    return { .model = model, .filters = { condition } };
}

NamedQuery annotated(const NamedExpression &expression)
{
    return { .model = u"Product"_s, .names = { { u"it"_s, expression, true } } };
}

} // namespace

Q_DECLARE_METATYPE(quoin::NamedQuery)

class tst_ByNameErrors : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void mistakes_data();
    void mistakes();
    void nearestFirst();
    void valuesAreNotShown();
    void expressionsInUpdates();
};

void tst_ByNameErrors::initTestCase()
{
    for (const auto &model : { modelOf<shop::Product>(), modelOf<shop::Customer>(), modelOf<shop::Order>(), modelOf<AllTypes>() })
        QVERIFY_RESULT(model);
}

void tst_ByNameErrors::mistakes_data()
{
    QTest::addColumn<NamedQuery>("query");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<QString>("message");
    QTest::addColumn<QString>("hint");
    const auto add = [](const char *name, const NamedQuery &query, ErrorKind kind, const QString &message,
                             const QString &hint = {}) { QTest::newRow(name) << query << kind << message << hint; };
    const auto invalid = ErrorKind::InvalidQuery;
    const auto conversion = ErrorKind::Conversion;
    // names
    add("model", { .model = u"Prodct"_s }, ErrorKind::NotFound, u"no model or table Prodct"_s, u"Did you mean"_s);
    add("property", filtered(Q(u"nmae", 1)), invalid, u"\"nmae\", character 1: shop::Product has no property \"nmae\"."_s,
            u"Did you mean \"name\"? There are: name, "_s);
    add("property of another model", filtered(Q(u"category__nmae__icontains", u"x")), invalid,
            u"\"category__nmae__icontains\", character 11: shop::Category has no property \"nmae\"."_s,
            u"Did you mean \"name\"?"_s);
    add("property with another case", filtered(Q(u"Name", u"x")), invalid, u"has no property \"Name\""_s, u"\"name\""_s);
    add("column", filtered(Q(u"category_id", 1)), invalid, u"has no property \"category_id\""_s,
            u"It is the column of the property \"category\""_s);
    add("column of another model", filtered(Q(u"category__parent_id", 1)), invalid, u"character 11"_s, u"\"parent\""_s);
    add("nothing", filtered(Q(u"", 1)), invalid, u"has no property \"\""_s);
    add("nothing in between", filtered(Q(u"category____name", 1)), invalid, u"has no property"_s);
    add("nothing at the end", filtered(Q(u"stock__", 1)), invalid, u"\"stock__\", character 8"_s);
    add("lookup", filtered(Q(u"stock__gtt", 1)), invalid, u"\"stock__gtt\", character 8: \"gtt\" is nothing that can follow"_s,
            u"Did you mean \"gt\"?"_s);
    add("lookup behind a relation", filtered(Q(u"category__isnul", true)), invalid, u"character 11"_s, u"isNull"_s);
    add("lookup of an expression", filtered(Q(F(u"stock") + 1, u"greater", 1)), invalid, u"There is no lookup \"greater\""_s,
            u"gte"_s);
    add("something behind a lookup", filtered(Q(u"stock__gt__year", 1)), invalid,
            u"character 12: Nothing can follow the lookup \"gt\"."_s);
    add("transform of another type", filtered(Q(u"name__year", 2024)), invalid,
            u"character 7: \"year\" is of a date, or a date and time, not of the type text."_s);
    add("leaves the model", filtered(Q(u"name__parent", 1)), invalid,
            u"\"parent\" is nothing that can follow a value of the type text"_s);
    add("function", annotated(fn(u"lowr", F(u"name"))), invalid, u"There is no function \"lowr\""_s,
            u"Did you mean \"lower\"?"_s);
    add("lookup in an expression", annotated(F(u"stock__gte")), invalid, u"\"gte\" is a lookup, which only conditions have"_s);
    add("order", { .model = u"Product"_s, .order = { u"-nmae nulls last"_s } }, invalid, u"no property \"nmae\""_s, u"name"_s);
    add("value", { .model = u"Product"_s, .values = { u"nmae"_s } }, invalid, u"no property \"nmae\""_s, u"name"_s);
    add("group", { .model = u"Product"_s, .names = { { u"n"_s, fn(u"count"), true } }, .groups = { u"nmae"_s } }, invalid,
            u"no property \"nmae\""_s, u"name"_s);
    const auto customers = [](const QStringList &values, const QList<NamedOrder> &order = {}) {
        return NamedQuery { .model = u"Customer"_s, .values = values, .order = order };
    };
    add("a condition on many", filtered(Q(u"orders__id", 1), u"Customer"_s), ErrorKind::Unknown, {});
    add("values of many", customers({ u"orders__id"_s }), invalid, u"A row has many of these"_s, u"count()"_s);
    add("order by many", customers({}, { u"orders__id"_s }), invalid, u"A row has many of these"_s);
    add("arithmetic with a relation", annotated(F(u"reviews") + 1), invalid, u"not for the type shop::Review"_s);
    add("unknown behind many", filtered(Q(u"orders__nmae", 1), u"Customer"_s), invalid,
            u"shop::Order has no property \"nmae\""_s);
    add("twice", { .model = u"Product"_s, .values = { u"name"_s, u"name"_s } }, invalid, u"\"name\" is named twice"_s);
    add("a name that is taken", annotated(F(u"name")), ErrorKind::Unknown, {});
    add("a name of a property", { .model = u"Product"_s, .names = { { u"name"_s, F(u"stock"), true } } }, invalid,
            u"\"name\" is a property of shop::Product already"_s);
    add("a name of two", { .model = u"Product"_s, .names = { { u"a"_s, F(u"stock"), true }, { u"a"_s, F(u"stock"), true } } },
            invalid, u"\"a\" is the name of another expression"_s);
    add("no name", { .model = u"Product"_s, .names = { { u"a; DROP"_s, F(u"stock"), true } } }, invalid, u"cannot be a name"_s);
    // values
    add("text for a number", filtered(Q(u"stock__gte", u"many")), conversion,
            u"The value of \"stock__gte\" does not fit the property stock (int): A value of the type text cannot be read as a "
            u"whole "
            "number."_s);
    add("a fraction for an integer", filtered(Q(u"stock", 1.5)), conversion, u"cannot be read as a whole number"_s);
    add("a number for a text", filtered(Q(u"name", 5)), conversion, u"of the type integer cannot be read as text"_s);
    add("a number to look for", filtered(Q(u"name__contains", 5)), conversion, u"cannot be read as text"_s);
    add("NULL to look for", filtered(Q(u"name__contains", std::nullopt)), conversion, u"cannot be read as text"_s);
    add("a key that is none", filtered(Q(u"status", u"Sold")), conversion, u"no key of shop::Product::Status"_s,
            u"Its keys are: Draft, OnSale, Discontinued."_s);
    add("a number that is no key", filtered(Q(u"status", 77)), conversion, u"no key of"_s);
    add("no date", filtered(Q(u"joinedOn", u"2024-02-30"), u"Customer"_s), conversion,
            u"cannot be read as a date (2024-02-29)"_s);
    add("a date with a time", filtered(Q(u"joinedOn", QDateTime(QDate(2024, 2, 29), QTime(12, 30), Qt::UTC)), u"Customer"_s),
            conversion, u"cannot be read as a date"_s);
    add("no UUID", filtered(Q(u"number", u"1"), u"Order"_s), conversion, u"cannot be read as a UUID"_s);
    add("no boolean", filtered(Q(u"active", u"maybe"), u"Customer"_s), conversion, u"true or false"_s);
    add("no decimal", filtered(Q(u"price", u"cheap")), conversion, u"price (quoin::Decimal)"_s);
    add("a list for one value", filtered(Q(u"stock", QVariantList { 1, 2 })), conversion, u"of the type list"_s);
    add("one value for a list", filtered(Q(u"stock__in", 1)), conversion, u"cannot be read as a list"_s);
    add("a text for a list", filtered(Q(u"name__in", u"abc")), conversion, u"cannot be read as a list"_s);
    add("wrong in a list", filtered(Q(u"stock__in", QVariantList { 1, u"x"_s })), conversion,
            u"cannot be read as a whole number"_s);
    add("range of three", filtered(Q(u"stock__range", QVariantList { 1, 2, 3 })), conversion, u"a list of two is needed"_s);
    add("no flag", filtered(Q(u"stock__isnull", u"perhaps")), conversion, u"true or false"_s);
    add("a row without a key", filtered(Q(u"category", QVariantMap { { u"name"_s, u"x"_s } })), conversion, u"has no \"id\""_s);
    add("a type that is none", filtered(Q(u"stock", QVariant::fromValue(QSize(1, 2)))), conversion, u"QSize cannot be stored"_s);
    // types
    add("text lookup of a number", filtered(Q(u"stock__contains", u"1")), invalid,
            u"looks into texts, not into the type integer"_s);
    add("lists as a whole", filtered(Q(u"anIntList", QVariantList { 1 }), u"AllTypes"_s), invalid, u"lists are not compared"_s);
    add("a function of windows", annotated(fn(u"rank")), invalid, u"rank() is a function of windows"_s);
    add("text lookup of an enumeration", filtered(Q(u"status__contains", u"On")), invalid, u"shop::Product::Status"_s);
    add("two types", filtered(Q(u"stock", F(u"name"))), invalid, u"the types integer and text cannot be compared"_s);
    add("decimal and double", filtered(Q(u"price__gt", F(u"weight"))), invalid, u"cannot be compared"_s);
    add("enumeration and text", filtered(Q(u"status", F(u"name"))), invalid, u"cannot be compared"_s);
    add("an expression for a list", filtered(Q(u"stock__in", F(u"id"))), invalid, u"takes a plain value, not an expression"_s);
    add("an expression in a list", filtered(Q(u"stock__in", QVariantList { F(u"id") })), invalid, u"not an expression"_s);
    add("text and number", annotated(F(u"name") + 1), invalid, u"are for numbers, not for the type text"_s);
    add("arithmetic with an enumeration", annotated(F(u"status") + 1), invalid, u"shop::Product::Status"_s);
    add("unsigned arithmetic", { .model = u"AllTypes"_s, .names = { { u"it"_s, F(u"aULongLong") + 1, true } } }, invalid,
            u"unsigned 64-bit"_s);
    add("mixed arithmetic", annotated(F(u"price") * F(u"weight")), invalid, u"do not mix"_s, u"toDouble()"_s);
    add("quotient of decimals", annotated(F(u"price") / 2), invalid, u"round the quotient"_s, u"toDouble()"_s);
    add("remainder of a double", annotated(F(u"weight") % 2), invalid, u"% is for integers"_s);
    add("too many arguments", annotated(fn(u"lower", F(u"name"), 1)), invalid, u"lower(): it takes 1 arguments, not 2."_s);
    add("too few arguments", annotated(fn(u"replace", F(u"name"))), invalid, u"replace(): it takes 3 arguments, not 1."_s);
    add("an argument of another type", annotated(fn(u"lower", F(u"stock"))), invalid,
            u"lower(): argument 1 has to be a text, not of the type integer."_s);
    add("an expression for a plain value", annotated(fn(u"left", F(u"name"), F(u"stock"))), invalid,
            u"left(): argument 2 has to be a length, as a plain number from 0, not an expression."_s);
    add("nothing in common", annotated(fn(u"coalesce", F(u"name"), F(u"stock"))), invalid, u"nothing in common"_s);
    add("a text as an integer", annotated(fn(u"toInteger", F(u"name"))), invalid,
            u"toInteger(): argument 1 has to be a number"_s);
    add("nothing in common in a CASE", annotated(when(Q(u"stock", 1), 1).otherwise(u"x")), invalid, u"nothing in common"_s);
    add("distinct of no aggregate", annotated(fn(u"lower", F(u"name")).distinct()), invalid, u"lower() is no aggregate"_s);
    add("filter of no aggregate", annotated(fn(u"lower", F(u"name")).filter(Q(u"stock", 1))), invalid,
            u"lower() is no aggregate"_s);
    // JSON and lists
    add("JSON lookup of a text", filtered(Q(u"name__hasKey", u"a")), invalid,
            u"looks into the type JSON, not into the type text"_s);
    add("list lookup of a number", filtered(Q(u"stock__containsAll", QVariantList { 1 })), invalid,
            u"looks into the type list, not into the type integer"_s);
    add("JSON in a text", filtered(Q(u"name__contains", QVariantMap { { u"a"_s, 1 } })), conversion, u"cannot be read as text"_s);
    add("a text in JSON", filtered(Q(u"attributes__contains", u"a")), conversion, u"An object or array of JSON is needed"_s);
    add("a number as a key", filtered(Q(u"attributes__hasKey", 1)), conversion, u"cannot be read as text"_s);
    add("one key for keys", filtered(Q(u"attributes__hasKeys", u"a")), conversion, u"cannot be read as a list"_s);
    add("a key as a step", filtered(Q(u"attributes__color", u"red")), invalid, u"\"color\" is nothing that can follow"_s,
            u"jsonText"_s);
    add("an expression as a step", annotated(fn(u"jsonText", F(u"attributes"), F(u"name"))), invalid,
            u"jsonText(): argument 2 has to be a key or the number of an element, as a plain value."_s);
    add("a fraction as a step", annotated(fn(u"jsonText", F(u"attributes"), 1.5)), invalid, u"jsonText(): argument 2"_s);
    add("a step into a text", annotated(fn(u"jsonText", F(u"name"), u"a")), invalid, u"argument 1 has to be JSON"_s);
    add("no document", annotated(fn(u"jsonText")), invalid, u"jsonText(): it takes at least 1 arguments, not 0."_s);
    const auto ofAll = [](const Q &condition) { return filtered(condition, u"AllTypes"_s); };
    add("a text in a list of numbers", ofAll(Q(u"anIntList__contains", u"x")), conversion, u"cannot be read as a whole number"_s);
    add("too large for the list", ofAll(Q(u"anIntList__contains", 5'000'000'000)), conversion, u"anIntList"_s);
    add("NULL in a list", ofAll(Q(u"anIntList__contains", QVariant())), conversion, u"NULL is no element of a list"_s);
    add("one element for several", ofAll(Q(u"anIntList__overlaps", 1)), conversion, u"cannot be read as a list"_s);
    add("decimals in a list", ofAll(Q(u"aDecimalList__contains", 1)), invalid,
            u"can be searched on every engine, this one cannot"_s);
    add("moments in a list", ofAll(Q(u"aDateTimeList__contains", u"2024-02-29T00:00:00Z")), invalid, u"this one cannot"_s);
    add("a key of a list", ofAll(Q(fn(u"listAt", F(u"anIntList"), u"x"), u"exact", 1)), invalid, u"the number of an element"_s);
    add("no element", ofAll(Q(fn(u"listAt", F(u"anIntList")), u"exact", 1)), invalid,
            u"listAt(): it takes 2 arguments, not 1."_s);
    add("an element of JSON", annotated(fn(u"listAt", F(u"attributes"), 0)), invalid, u"argument 1 has to be a list"_s);
    add("a distance to a text", ofAll(Q(fn(u"l2Distance", F(u"aVector"), u"x"), u"lt", 1)), invalid,
            u"argument 2 has to be a vector"_s);
    add("a distance of two properties", ofAll(Q(fn(u"l2Distance", F(u"aVector"), F(u"aVector")), u"lt", 1)), invalid,
            u"argument 2 has to be a vector, not an expression"_s);
    add("words in a number", filtered(Q(u"stock__search", u"a")), invalid, u"looks into texts"_s);
    // sub-queries
    const NamedQuery categories { .model = u"Category"_s };
    const NamedQuery names { .model = u"Category"_s, .values = { u"name"_s } };
    add("outside of a sub-query", filtered(Q(u"stock", OuterRef(u"id"))), invalid,
            u"OuterRef(\"id\"): there is no query 1 levels around"_s);
    add("too far out", filtered(exists({ .model = u"Review"_s, .filters = { Q(u"product", OuterRef(u"id", 2)) } })), invalid,
            u"no query 2 levels around"_s);
    add("no level", filtered(exists({ .model = u"Review"_s, .filters = { Q(u"product", OuterRef(u"id", 0)) } })), invalid,
            u"no query 0 levels around"_s);
    add("no property of the query around",
            filtered(exists({ .model = u"Review"_s, .filters = { Q(u"product", OuterRef(u"stars")) } })), invalid,
            u"shop::Product has no property \"stars\""_s);
    add("many of the query around", filtered(exists({ .model = u"Review"_s, .filters = { Q(u"id", OuterRef(u"reviews__id")) } })),
            invalid, u"has to be a property of one row of the query around"_s);
    add("a wrong sub-query", filtered(exists({ .model = u"Review"_s, .filters = { Q(u"nothing", 1) } })), invalid,
            u"shop::Review has no property \"nothing\""_s);
    add("a sub-query of no model", filtered(exists({ .model = u"Nothing"_s })), ErrorKind::NotFound,
            u"no model or table Nothing"_s);
    add("rows where one value is needed", filtered(Q(u"stock__gt", subquery(categories))), invalid,
            u"stands for a value gives one"_s);
    add("two values where one is needed",
            filtered(Q(u"stock__gt", subquery({ .model = u"Category"_s, .values = { u"id"_s, u"name"_s } }))), invalid,
            u"stands for a value gives one"_s);
    add("a sub-query of another type", filtered(Q(u"stock", subquery(names))), invalid,
            u"the types integer and text cannot be compared"_s);
    add("in a sub-query of another type", filtered(Q(u"stock__in", subquery(names))), invalid, u"cannot be compared"_s);
    add("in rows of another model", filtered(Q(u"category__in", subquery({ .model = u"Review"_s }))), invalid,
            u"rows of shop::Review are compared with a relation that points at them"_s, u"by values"_s);
    add("in rows that nothing points at", filtered(Q(u"stock__in", subquery(categories))), invalid,
            u"are compared with a relation"_s);
    add("in two values", filtered(Q(u"stock__in", subquery({ .model = u"Category"_s, .values = { u"id"_s, u"name"_s } }))),
            invalid, u"the sub-query gives 2 values"_s);
    add("a sub-query where a list is needed", filtered(Q(u"stock__range", subquery(names))), invalid, u"takes a plain value"_s);
    // levels
    add("aggregate in filter", filtered(Q(fn(u"count"), u"gt", 1)), invalid, u"belongs into having()"_s);
    add("aggregate in filter as the value", filtered(Q(u"stock__gt", fn(u"avg", F(u"stock")) + 1)), invalid,
            u"belongs into having()"_s);
    add("aggregate of an aggregate", annotated(fn(u"sum", fn(u"count"))), invalid, u"an aggregate of an aggregate"_s);
    add("aggregate in an aggregate's filter", annotated(fn(u"count").filter(Q(fn(u"count"), u"gt", 1))), invalid,
            u"cannot hold an aggregate"_s);
    add("grouped by an aggregate", { .model = u"Product"_s, .names = { { u"n"_s, fn(u"count"), true } }, .groups = { u"n"_s } },
            invalid, u"An aggregate cannot stand here"_s);
    add("groups of what", { .model = u"Product"_s, .groups = { u"name"_s } }, invalid, u"what is to be read of each group"_s);
    add("limit", { .model = u"Product"_s, .limit = -1 }, invalid, u"take no negative number: -1"_s);
    add("offset", { .model = u"Product"_s, .offset = -2 }, invalid, u"take no negative number: -2"_s);
}

void tst_ByNameErrors::mistakes()
{
    QFETCH(NamedQuery, query);
    QFETCH(ErrorKind, kind);
    QFETCH(QString, message);
    QFETCH(QString, hint);
    const auto resolved = expr::resolve(query);
    if (message.isEmpty()) {
        QVERIFY_RESULT(resolved);
        return;
    }
    QVERIFY(!resolved);
    QCOMPARE(resolved.error().kind(), kind);
    QVERIFY2(resolved.error().message().contains(message), qPrintable(resolved.error().toString()));
    QVERIFY2(resolved.error().hint().contains(hint), qPrintable(resolved.error().toString()));
}

/// All that exists is listed, the likeliest first.
void tst_ByNameErrors::nearestFirst()
{
    const auto resolved = expr::resolve(filtered(Q(u"emial", u"x"), u"Customer"_s));
    QCOMPARE(resolved.error().hint(),
            u"Did you mean \"email\"? There are: email, id, name, passwordHash, active, joinedOn, birthday, referredBy, orders, "
            "referrals."_s);
    const auto lookup = expr::resolve(filtered(Q(u"stock__greater", 1)));
    for (const QString &name : { u"exact"_s, u"gte"_s, u"range"_s, u"abs"_s })
        QVERIFY2(lookup.error().hint().contains(name), qPrintable(lookup.error().hint()));
    QVERIFY(!lookup.error().hint().contains(u"lower"_s)); // not for numbers
}

void tst_ByNameErrors::valuesAreNotShown()
{
    const QString secret = u"planted-secret"_s;
    for (const Q &condition : { Q(u"stock", secret), Q(u"status", secret), Q(u"price", secret), Q(u"createdAt", secret),
                 Q(u"stock__in", QVariantList { secret }), Q(u"weight__isnull", secret), Q(u"category", secret),
                 Q(F(u"stock") + 1, u"exact", secret), Q(fn(u"left", F(u"name"), secret), u"exact", 1),
                 Q(F(u"stock") + secret, u"exact", 1) }) {
        const auto resolved = expr::resolve(filtered(condition));
        QVERIFY(!resolved);
        QVERIFY2(!resolved.error().toString().contains(secret), qPrintable(resolved.error().toString()));
    }
}

void tst_ByNameErrors::expressionsInUpdates()
{
    const auto resolved = expr::resolve(products());
    QVERIFY_RESULT(resolved);
    const ModelInfo &model = *resolved->select.model;
    const auto assigned = [&](const QString &property, const QVariant &value) {
        return resolved->scope.assigned(*model.field(property), value);
    };
    QVERIFY_RESULT(assigned(u"stock"_s, F(u"stock") + 1));
    QVERIFY_RESULT(assigned(u"stock"_s, 7.0));
    QCOMPARE(assigned(u"stock"_s, F(u"name")).error().kind(), ErrorKind::InvalidQuery);
    QCOMPARE(assigned(u"stock"_s, fn(u"count")).error().kind(), ErrorKind::InvalidQuery);
    QCOMPARE(assigned(u"stock"_s, u"x"_s).error().kind(), ErrorKind::Conversion);
    QCOMPARE(assigned(u"stock"_s, u"x"_s).error().field(), u"stock"_s);
}

QTEST_GUILESS_MAIN(tst_ByNameErrors)
#include "tst_bynameerrors.moc"
