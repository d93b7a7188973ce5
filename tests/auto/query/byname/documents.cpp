// SPDX-License-Identifier: MIT
// JSON, lists, words, vectors, and queries inside of queries.
#include "pairs.h"

#include <quoin/expr/elements.h>
#include <quoin/expr/json.h>
#include <quoin/expr/search.h>
#include <quoin/expr/vectors.h>

#include <models/alltypes.h>
#include <models/shop.h>

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsonobject.h>

using namespace Qt::StringLiterals;
using namespace quoin;
using namespace shop;

namespace byname {

namespace {

const auto attributes = json(field<&Product::attributes>);
const F attributesF(u"attributes");

void addJson(QList<ConditionPair> &list)
{
    const auto add = [&](const char *row, const Condition &typed, const Q &named) { list << pair<Product>(row, typed, named); };
    const auto text = [](const auto &...path) { return fn(u"jsonText", attributesF, path...); };
    add("a text in JSON", attributes.at(u"colour"_s).asText() == u"red", Q(text(u"colour"), u"exact", u"red"));
    add("a text deep in JSON", attributes.at(u"made"_s).at(u"by"_s).at(0).asText().contains(u"n"_s),
            Q(text(u"made", u"by", 0), u"contains", u"n"));
    add("an integer in JSON", attributes.at(u"at"_s).asInteger() > 2, Q(fn(u"jsonInteger", attributesF, u"at"), u"gt", 2));
    add("a double in JSON", attributes.at(u"at"_s).asDouble() < 2.5, Q(fn(u"json_double", attributesF, u"at"), u"lt", 2.5));
    add("a boolean in JSON", attributes.at(u"sold"_s).asBool() == true, Q(fn(u"jsonBool", attributesF, u"sold"), u"exact", true));
    add("a hostile key", attributes.at(u"it's \"a\" $.key"_s).asText() == u"x", Q(text(u"it's \"a\" $.key"), u"exact", u"x"));
    add("nothing there", attributes.at(u"colour"_s).isNull(), Q(fn(u"jsonAt", attributesF, u"colour"), u"isNull", true));
    add("null in JSON", attributes.at(u"made"_s).at(u"by"_s).at(1).isJsonNull(),
            Q(fn(u"jsonAt", attributesF, u"made", u"by", 1), u"isJsonNull", true));
    add("no null in JSON", !attributes.at(u"at"_s).isJsonNull(), Q(fn(u"jsonAt", attributesF, u"at"), u"isJsonNull", false));
    add("all of it null", attributes.isJsonNull(), Q(u"attributes__isJsonNull", true));
    add("a key", attributes.hasKey(u"at"_s), Q(u"attributes__hasKey", u"at"));
    add("a key deep in JSON", attributes.at(u"made"_s).hasKey(u"by"_s),
            Q(fn(u"jsonAt", attributesF, u"made"), u"has_key", u"by"));
    add("keys", attributes.hasKeys({ u"at"_s, u"made"_s }), Q(u"attributes__hasKeys", QStringList { u"at"_s, u"made"_s }));
    add("no keys", attributes.hasKeys({}), Q(u"attributes__hasKeys", QStringList()));
    add("one of the keys", attributes.hasAnyKeys({ u"colour"_s, u"made"_s }),
            Q(u"attributes__hasAnyKeys", QVariantList { u"colour"_s, u"made"_s }));
    add("an object inside", attributes.contains(QJsonObject { { u"at"_s, 2 } }),
            Q(u"attributes__contains", QVariantMap { { u"at"_s, 2 } }));
    add("an object of JSON inside", attributes.contains(QJsonObject { { u"sold"_s, true } }),
            Q(u"attributes__contains", QJsonObject { { u"sold"_s, true } }));
    add("an array inside", attributes.at(u"made"_s).at(u"by"_s).contains(QJsonArray { u"Ann"_s }),
            Q(fn(u"jsonAt", attributesF, u"made", u"by"), u"contains", QVariantList { u"Ann"_s }));
    add("inside of an object", attributes.containedBy(QJsonObject { { u"at"_s, 2 }, { u"x"_s, 1 } }),
            Q(u"attributes__containedBy", QVariantMap { { u"at"_s, 2 }, { u"x"_s, 1 } }));
    add("the whole as a text", attributes.asText().isNull(), Q(u"attributes__jsonText__isNull", true));
    list << pair<OrderLine>("JSON across a relation", json(field<&OrderLine::product, &Product::attributes>).hasKey(u"at"_s),
            Q(u"product__attributes__hasKey", u"at"));
}

void addLists(QList<ConditionPair> &list)
{
    using A = AllTypes;
    const auto add = [&](const char *row, const Condition &typed, const Q &named) { list << pair<A>(row, typed, named); };
    const auto texts = elements(field<&A::aStringList>);
    const auto numbers = elements(field<&A::anIntList>);
    add("a text in a list", texts.contains(u"qt"_s), Q(u"aStringList__contains", u"qt"));
    add("texts in a list", texts.containsAll({ u"qt"_s, u"sql"_s }),
            Q(u"aStringList__containsAll", QStringList { u"qt"_s, u"sql"_s }));
    add("nothing but these", texts.containedBy({ u"qt"_s, u"it's"_s }),
            Q(u"aStringList__contained_by", QStringList { u"qt"_s, u"it's"_s }));
    add("one of these", texts.overlaps({ u"qt"_s }), Q(u"aStringList__overlaps", QStringList { u"qt"_s }));
    add("none of nothing", texts.overlaps({}), Q(u"aStringList__overlaps", QStringList()));
    add("a number in a list", numbers.contains(3), Q(u"anIntList__contains", 3.0));
    add("a number as a text in a list", numbers.contains(3), Q(u"anIntList__contains", u"3"));
    add("numbers in a list", numbers.containsAll({ 1, 2 }),
            Q(u"anIntList__containsAll", QVariant::fromValue(QList<int> { 1, 2 })));
    add("large numbers in a list", elements(field<&A::aLongLongList>).contains(5'000'000'000),
            Q(u"aLongLongList__contains", 5'000'000'000));
    add("doubles in a list", elements(field<&A::aDoubleList>).contains(2.0), Q(u"aDoubleList__contains", 2));
    add("booleans in a list", elements(field<&A::aBoolList>).contains(true), Q(u"aBoolList__contains", true));
    add("dates in a list", elements(field<&A::aDateList>).contains(QDate(2024, 2, 29)), Q(u"aDateList__contains", u"2024-02-29"));
    add("UUIDs in a list", elements(field<&A::aUuidList>).contains(QUuid::fromString(u"6ba7b810-9dad-11d1-80b4-00c04fd430c8"_s)),
            Q(u"aUuidList__contains", u"6ba7b810-9dad-11d1-80b4-00c04fd430c8"));
    add("how many elements", texts.length() == 2, Q(u"aStringList__listLength", 2));
    add("an element", texts.at(1) == u"sql"_s, Q(fn(u"listAt", F(u"aStringList"), 1), u"exact", u"sql"));
    add("an element that is a number", numbers.at(0) > 2, Q(fn(u"listAt", F(u"anIntList"), 0), u"gt", 2));
}

void addWords(QList<ConditionPair> &list)
{
    const auto add = [&](const char *row, const Condition &typed, const Q &named) { list << pair<Product>(row, typed, named); };
    const auto name = field<&Product::name>;
    add("words", search(u"hammer 100"_s, name), Q(u"name__search", u"hammer 100"));
    add("no words", search(u" - "_s, name), Q(u"name__search", u" - "));
    add("words in what is computed", search(u"apple"_s, lower(name)), Q(u"name__lower__search", u"apple"));
    add("words across a relation", search(u"fruit"_s, field<&Product::category, &Category::name>),
            Q(u"category__name__search", u"fruit"));
    list << pair<AllTypes>("a distance", l2Distance(field<&AllTypes::aVector>, { 1, 0, 0.5f }) < 2.0,
            Q(fn(u"l2Distance", F(u"aVector"), QVariantList { 1, 0, 0.5 }), u"lt", 2.0));
}

NamedQuery queryOf(const QString &model, const QList<Q> &filters, const QStringList &values = {})
{
    return { .model = model, .filters = filters, .values = values };
}

void addQueries(QList<ConditionPair> &list)
{
    const Database none;
    const auto add = [&](const char *row, const Condition &typed, const Q &named) { list << pair<Product>(row, typed, named); };
    const auto category = field<&Product::category>;
    const auto name = field<&Category::name>;
    const auto fruit = Query<Category>(none).filter(name == u"Fruit"_s);
    const Q fruitF(u"name", u"Fruit");
    add("rows that a sub-query gives", category.in(fruit), Q(u"category__in", subquery(queryOf(u"Category"_s, { fruitF }))));
    add("rows that it does not give", !category.in(fruit), !Q(u"category__in", subquery(queryOf(u"Category"_s, { fruitF }))));
    add("values that a sub-query gives", category.in(fruit.values(field<&Category::id>)),
            Q(u"category__in", subquery(queryOf(u"Category"_s, { fruitF }, { u"id"_s }))));
    add("texts that a sub-query gives", field<&Product::name>.in(Query<Category>(none).values(name)),
            Q(u"name__in", subquery(queryOf(u"Category"_s, {}, { u"name"_s }))));
    add("computed values that a sub-query gives", lower(field<&Product::name>).in(Query<Category>(none).values(lower(name))),
            Q(u"name__lower__in", subquery(queryOf(u"Category"_s, {}, { u"name__lower"_s }))));
    add("a row of the sub-query", exists(Query<Review>(none).filter(field<&Review::product> == outer<&Product::id>)),
            exists(queryOf(u"Review"_s, { Q(u"product", OuterRef(u"id")) })));
    add("no row of it",
            !exists(Query<Review>(none).filter(
                    field<&Review::product> == outer<&Product::id> && field<&Review::stars> > short(3))),
            !exists(queryOf(u"Review"_s, { Q(u"product", OuterRef(u"id")) && Q(u"stars__gt", 3) })));
    add("across a relation of the query around",
            exists(Query<Category>(none).filter(field<&Category::name> == outer<&Product::category, &Category::name>)),
            exists(queryOf(u"Category"_s, { Q(u"name", OuterRef(u"category__name")) })));
    add("a function of the query around",
            exists(Query<Category>(none).filter(lower(field<&Category::name>) == lower(outer<&Product::name>))),
            exists(queryOf(u"Category"_s, { Q(u"name__lower", OuterRef(u"name__lower")) })));
    add("two queries around",
            exists(Query<Category>(none).filter(exists(Query<Review>(none).filter(
                    field<&Review::text> == outer<&Category::name> || field<&Review::product> == outer<&Product::id>.up(2))))),
            exists(queryOf(u"Category"_s,
                    { exists(queryOf(u"Review"_s, { Q(u"text", OuterRef(u"name")) || Q(u"product", OuterRef(u"id", 2)) })) })));
    const auto stars = Query<Review>(none).filter(field<&Review::product> == outer<&Product::id>).values(field<&Review::stars>);
    add("compared with a sub-query", field<&Product::stock> > subquery(stars.limit(1)),
            Q(u"stock__gt",
                    subquery(NamedQuery { .model = u"Review"_s,
                            .filters = { Q(u"product", OuterRef(u"id")) },
                            .values = { u"stars"_s },
                            .limit = 1 })));
}

} // namespace

void addDocuments(QList<ConditionPair> &list)
{
    addJson(list);
    addLists(list);
    addWords(list);
    addQueries(list);
}

void addDocuments(QList<ExpressionPair> &list)
{
    const auto add = [&](const char *row, const auto &typed, const NamedExpression &named) {
        list << expression<Product>(row, typed, named);
    };
    add("JSON", attributes.at(u"made"_s).asJson(), fn(u"jsonAt", attributesF, u"made"));
    add("a text of JSON", attributes.at(u"made"_s).at(u"by"_s).at(0).asText(), fn(u"jsonText", attributesF, u"made", u"by", 0));
    add("an integer of JSON", attributes.at(u"at"_s).asInteger() + 1, fn(u"jsonInteger", attributesF, u"at") + 1);
    add("a value of a sub-query",
            subquery(Query<Category>(Database())
                            .filter(field<&Category::id> == outer<&Product::category>)
                            .values(field<&Category::name>)),
            subquery(queryOf(u"Category"_s, { Q(u"id", OuterRef(u"category")) }, { u"name"_s })));
    list << expression<AllTypes>(
            "an element of a list", elements(field<&AllTypes::anIntList>).at(0), fn(u"listAt", F(u"anIntList"), 0));
    list << expression<AllTypes>("a distance as a value", cosineDistance(field<&AllTypes::aVector>, { 1, 2, 3 }),
            fn(u"cosineDistance", F(u"aVector"), QVariant::fromValue(QList<float> { 1, 2, 3 })));
}

} // namespace byname
