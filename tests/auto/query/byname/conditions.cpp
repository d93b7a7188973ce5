// SPDX-License-Identifier: MIT
#include "pairs.h"

#include <models/alltypes.h>
#include <models/shop.h>

#include <QtCore/qurl.h>

using namespace Qt::StringLiterals;
using namespace quoin;
using namespace shop;

namespace byname {

namespace {

Decimal decimal(const QString &text) { return Decimal::fromString(text).value(); }

QDateTime utc(const QString &text) { return QDateTime::fromString(text, Qt::ISODateWithMs).toUTC(); }

const auto name = field<&Product::name>;
const auto price = field<&Product::price>;
const auto stock = field<&Product::stock>;
const auto weight = field<&Product::weight>;
const auto status = field<&Product::status>;
const auto createdAt = field<&Product::createdAt>;
const auto category = field<&Product::category>;
const auto categoryName = field<&Product::category, &Category::name>;
const auto parentName = field<&Product::category, &Category::parent, &Category::name>;
const auto joinedOn = field<&Customer::joinedOn>;
const auto birthday = field<&Customer::birthday>;
const auto active = field<&Customer::active>;
const auto referredBy = field<&Customer::referredBy>;
const auto referrer = field<&Customer::referredBy, &Customer::name>;
const auto answer = field<&Review::answer>;
const auto stars = field<&Review::stars>;

/// Each lookup, and values of each kind that it takes.
void addLookups(QList<ConditionPair> &list)
{
    const auto add = [&](const char *row, const Condition &typed, const Q &named) { list << pair<Product>(row, typed, named); };
    add("no lookup", stock == 5, Q(u"stock", 5));
    add("exact", stock == 5, Q(u"stock__exact", 5));
    add("exact by a dot", stock == 5, Q(u"stock.exact", 5));
    add("ne", stock != 5, Q(u"stock__ne", 5));
    add("lt", stock < 5, Q(u"stock__lt", 5));
    add("lte", stock <= 5, Q(u"stock__lte", 5));
    add("gt", stock > 5, Q(u"stock__gt", 5));
    add("gte", stock >= 5, Q(u"stock__gte", 5));
    add("in", stock.in({ 1, 5, 12 }), Q(u"stock__in", QVariantList { 1, 5, 12 }));
    add("in a list of its own type", stock.in({ 1, 5 }), Q(u"stock__in", QVariant::fromValue(QList<int> { 1, 5 })));
    add("in nothing", stock.in(QList<int>()), Q(u"stock__in", QVariantList()));
    add("in with NULL", weight.in(QList<std::optional<double>> { 1.5, std::nullopt }),
            Q(u"weight__in", QVariantList { 1.5, QVariant() }));
    add("range", stock.between(5, 12), Q(u"stock__range", QVariantList { 5, 12 }));
    add("range of decimals", price.between(decimal(u"1.00"_s), decimal(u"9.99"_s)),
            Q(u"price__range", QVariantList { u"1.00"_s, u"9.99"_s }));
    add("isNull", weight.isNull(), Q(u"weight__isnull", true));
    add("isNull not", weight.isNotNull(), Q(u"weight__isnull", false));
    add("isNotNull", weight.isNotNull(), Q(u"weight__isNotNull", true));
    add("contains", name.contains(u"a"_s), Q(u"name__contains", u"a"));
    add("startswith", name.startsWith(u"A"_s), Q(u"name__startswith", u"A"_s));
    add("startsWith", name.startsWith(u"A"_s), Q(u"name__startsWith", u"A"_s));
    add("starts_with", name.startsWith(u"A"_s), Q(u"name__starts_with", u"A"_s));
    add("endswith", name.endsWith(u"e"_s), Q(u"name__endswith", u"e"_s));
    add("icontains", name.icontains(u"A"_s), Q(u"name__icontains", u"A"_s));
    add("istartswith", name.istartsWith(u"a"_s), Q(u"name__istartswith", u"a"_s));
    add("iendswith", name.iendsWith(u"E"_s), Q(u"name__iendswith", u"E"_s));
    add("iexact", name.iexact(u"APPLE"_s), Q(u"name__iexact", u"APPLE"));
    add("regex", name.regex(u"^A.*e$"_s), Q(u"name__regex", u"^A.*e$"));
    add("iregex", name.iregex(u"^a"_s), Q(u"name__iregex", u"^a"));
    add("wildcards are nothing special", name.contains(u"%_\\"_s), Q(u"name__contains", u"%_\\"_s));
    add("an empty text", name.contains(QString()), Q(u"name__contains", QString()));
    add("upper case lookups", stock >= 5, Q(u"stock__GTE", 5));
}

/// Values of every type, as programs, QML and JSON have them.
void addValues(QList<ConditionPair> &list)
{
    const auto add = [&](const char *row, const Condition &typed, const Q &named) { list << pair<Product>(row, typed, named); };
    add("a double that is whole", stock == 5, Q(u"stock", 5.0));
    add("a text that is an integer", stock == 5, Q(u"stock", u"5"_s));
    add("an unsigned integer", stock == 5, Q(u"stock", 5u));
    add("beyond the column's range", stock < 5'000'000'000, Q(u"stock__lt", 5'000'000'000));
    add("beyond it as a double", stock < 5'000'000'000, Q(u"stock__lt", 5e9));
    add("text", name == u"Apple"_s, Q(u"name", u"Apple"_s));
    add("latin text", name == u"Apple"_s, Q(u"name", "Apple"_L1));
    add("hostile text", name == u"'; DROP TABLE products; --"_s, Q(u"name", u"'; DROP TABLE products; --"_s));
    add("a decimal", price == decimal(u"1.50"_s), Q(u"price", QVariant::fromValue(decimal(u"1.50"_s))));
    add("a decimal as text", price == decimal(u"1.50"_s), Q(u"price", u"1.50"_s));
    add("a decimal as double", price == decimal(u"1.5"_s), Q(u"price", 1.5));
    add("an integer for a decimal", price > 1, Q(u"price__gt", 1));
    add("a double", weight == 1.5, Q(u"weight", 1.5));
    add("an integer for a double", weight == 2, Q(u"weight", 2));
    add("a key of an enumeration", status == Product::Status::OnSale, Q(u"status", u"OnSale"_s));
    add("an enumeration", status == Product::Status::OnSale, Q(u"status", QVariant::fromValue(Product::Status::OnSale)));
    add("its number", status == Product::Status::OnSale, Q(u"status", 1));
    add("enumerations in order", status >= Product::Status::OnSale, Q(u"status__gte", u"OnSale"_s));
    add("enumerations in", status.in({ Product::Status::Draft, Product::Status::OnSale }),
            Q(u"status__in", QStringList { u"Draft"_s, u"OnSale"_s }));
    add("a date and time", createdAt < utc(u"2024-02-29T12:00:00Z"_s), Q(u"createdAt__lt", utc(u"2024-02-29T12:00:00Z"_s)));
    add("a date and time as text", createdAt < utc(u"2024-02-29T12:00:00Z"_s), Q(u"createdAt__lt", u"2024-02-29T12:00:00Z"_s));
    add("a date and time of another zone", createdAt < utc(u"2024-02-29T12:00:00Z"_s),
            Q(u"createdAt__lt", u"2024-02-29T14:00:00+02:00"_s));
    add("NULL", weight == std::nullopt, Q(u"weight", QVariant()));
    add("NULL of JavaScript", weight == std::nullopt, Q(u"weight", QVariant::fromValue(nullptr)));
    add("NULL of C++", weight == std::nullopt, Q(u"weight", std::nullopt));
    add("not NULL", weight != std::nullopt, Q(u"weight__ne", std::nullopt));
    add("an optional", weight == std::optional(1.5), Q(u"weight", std::optional(1.5)));
    add("a key", category == 1, Q(u"category", 1));
    add("a key as text", category == 1, Q(u"category", u"1"_s));
    add("a row as a map", category == 1, Q(u"category", QVariantMap { { u"id"_s, 1 } }));
    add("keys", category.in(QList<qint64> { 1, 2 }), Q(u"category__in", QVariantList { 1, 2.0 }));
    list << pair<Customer>("true", active == true, Q(u"active", true));
    list << pair<Customer>("false as a word", active == false, Q(u"active", u"false"_s));
    list << pair<Customer>("true as 1", active == true, Q(u"active", 1));
    list << pair<Customer>("a date", joinedOn == QDate(2024, 2, 29), Q(u"joinedOn", QDate(2024, 2, 29)));
    list << pair<Customer>("a date as text", joinedOn == QDate(2024, 2, 29), Q(u"joinedOn", u"2024-02-29"_s));
    list << pair<Customer>("a date of JavaScript, midnight there", joinedOn == QDate(2024, 2, 29),
            Q(u"joinedOn", QDateTime(QDate(2024, 2, 29), QTime(0, 0))));
    list << pair<Customer>("a date of JavaScript, midnight in UTC", joinedOn == QDate(2024, 2, 29),
            Q(u"joinedOn", QDateTime(QDate(2024, 2, 29), QTime(0, 0), Qt::UTC).toOffsetFromUtc(5400)));
    list << pair<Customer>("dates in", joinedOn.in({ QDate(2024, 2, 29), QDate(2020, 1, 1) }),
            Q(u"joinedOn__in", QVariantList { QDate(2024, 2, 29), u"2020-01-01"_s }));
    list << pair<Customer>("itself", referredBy == 1, Q(u"referredBy", 1));
    list << pair<shop::Order>("a UUID",
            field<&shop::Order::number> == QUuid::fromString(u"6ba7b810-9dad-11d1-80b4-00c04fd430c8"_s),
            Q(u"number", u"6ba7b810-9dad-11d1-80b4-00c04fd430c8"_s));
    list << pair<shop::Order>(
            "an enumeration as integers", field<&shop::Order::payment> == Payment::Transfer, Q(u"payment", u"Transfer"_s));
    list << pair<shop::Order>("one that may be NULL", field<&shop::Order::refund> == Payment::Cash, Q(u"refund", u"Cash"_s));
    list << pair<Review>("a short", stars >= short(3), Q(u"stars__gte", 3));

    using A = AllTypes;
    list << pair<A>("a boolean", field<&A::aBool> == true, Q(u"aBool", true));
    list << pair<A>("an unsigned short", field<&A::aUShort> == ushort(7), Q(u"aUShort", 7));
    list << pair<A>("a large unsigned integer", field<&A::aULongLong> == std::numeric_limits<quint64>::max(),
            Q(u"aULongLong", std::numeric_limits<quint64>::max()));
    list << pair<A>("the same as text", field<&A::aULongLong> == std::numeric_limits<quint64>::max(),
            Q(u"aULongLong", u"18446744073709551615"_s));
    list << pair<A>("a negative one for it", field<&A::aULongLong> > -1, Q(u"aULongLong__gt", -1));
    list << pair<A>("a float", field<&A::aFloat> == 0.1f, Q(u"aFloat", 0.1f));
    list << pair<A>("a float from a double", field<&A::aFloat> == 0.1f, Q(u"aFloat", 0.1));
    list << pair<A>("a decimal of 65 digits", field<&A::aDecimal> == decimal(u"1"_s.repeated(35) + u'.' + u"2"_s.repeated(30)),
            Q(u"aDecimal", u"1"_s.repeated(35) + u'.' + u"2"_s.repeated(30)));
    list << pair<A>("binary data", field<&A::aByteArray> == "a\0b"_ba, Q(u"aByteArray", "a\0b"_ba));
    list << pair<A>("a time", field<&A::aTime> == QTime(23, 59, 59, 999), Q(u"aTime", u"23:59:59.999"_s));
    list << pair<A>(
            "a URL", field<&A::aUrl> == QUrl(u"https://example.org/ä b"_s), Q(u"aUrl", QUrl(u"https://example.org/ä b"_s)));
    list << pair<A>("a part of a URL", field<&A::aUrl>.startsWith(u"https"_s), Q(u"aUrl__startswith", u"https"_s));
    list << pair<A>("a negative enumerator", field<&A::aLevel> == A::Level::Low, Q(u"aLevel", u"Low"_s));
}

void addPaths(QList<ConditionPair> &list)
{
    const auto add = [&](const char *row, const Condition &typed, const Q &named) { list << pair<Product>(row, typed, named); };
    add("one relation", categoryName == u"Fruit"_s, Q(u"category__name", u"Fruit"_s));
    add("one relation by dots", categoryName == u"Fruit"_s, Q(u"category.name", u"Fruit"_s));
    add("both in one path", parentName == u"Food"_s, Q(u"category.parent__name", u"Food"_s));
    add("two relations", parentName.contains(u"oo"_s), Q(u"category__parent__name__contains", u"oo"_s));
    add("two relations by dots", parentName.contains(u"oo"_s), Q(u"category.parent.name.contains", u"oo"_s));
    add("the key across a relation", (field<&Product::category, &Category::id> == 1), Q(u"category__id", 1));
    add("a relation behind a relation", (field<&Product::category, &Category::parent> == 3), Q(u"category__parent", 3));
    add("a missing one", (field<&Product::category, &Category::parent>.isNull()), Q(u"category__parent__isnull", true));
    add("what is behind a missing one", parentName.isNull(), Q(u"category__parent__name__isnull", true));
    list << pair<Customer>("to itself", referrer == u"Ann"_s, Q(u"referredBy__name", u"Ann"_s));
    list << pair<OrderLine>("three relations",
            field<&OrderLine::order, &shop::Order::customer, &Customer::referredBy, &Customer::name> == u"Ann"_s,
            Q(u"order__customer__referredBy__name", u"Ann"_s));
    list << pair<OrderLine>("a lookup behind them",
            field<&OrderLine::product, &Product::category, &Category::name>.endsWith(u"t"_s),
            Q(u"product__category__name__endswith", u"t"_s));
}

/// Across relations with many rows.
void addMany(QList<ConditionPair> &list)
{
    const auto add = [&](const char *row, const Condition &typed, const Q &named) { list << pair<Customer>(row, typed, named); };
    const auto revision = field<&Customer::orders, &shop::Order::revision>;
    const auto refund = field<&Customer::orders, &shop::Order::refund>;
    add("one of many", revision == 1, Q(u"orders__revision", 1));
    add("two parts of one", revision == 1 && refund == Payment::Cash, Q(u"orders__revision", 1) && Q(u"orders__refund", u"Cash"));
    add("none of many", !(revision == 1), !Q(u"orders__revision", 1));
    add("a lookup of many", revision.in({ 1, 2 }), Q(u"orders.revision.in", QVariantList { 1, 2 }));
    add("a transform of many", year(field<&Customer::orders, &shop::Order::placedAt>) == 2024,
            Q(u"orders__placedAt__year", 2024));
    add("no related row", field<&Customer::orders>.isNull(), Q(u"orders__isnull", true));
    add("some related row", field<&Customer::orders>.isNotNull(), Q(u"orders__isnull", false));
    add("the relation by a key", field<&Customer::orders> == 1, Q(u"orders", 1));
    add("the relation by a map", field<&Customer::orders> == 1, Q(u"orders", QVariantMap { { u"id"_s, 1 } }));
    add("many of many", (field<&Customer::orders, &shop::Order::lines, &OrderLine::quantity> > 1),
            Q(u"orders__lines__quantity__gt", 1));
    add("many of itself", field<&Customer::referrals, &Customer::name> == u"Bob"_s, Q(u"referrals__name", u"Bob"));
    add("how many", count(field<&Customer::orders>) > 0, Q(fn(u"count", F(u"orders")), u"gt", 0));
    add("the largest of many", max(revision) == 1, Q(fn(u"max", F(u"orders__revision")), u"exact", 1));
    add("some of many, counted", count(field<&Customer::orders>).filter(revision > 1) == 0,
            Q(fn(u"count", F(u"orders")).filter(Q(u"orders__revision__gt", 1)), u"exact", 0));
    add("compared with one of many", (field<&Customer::name> == field<&Customer::referrals, &Customer::name>),
            Q(u"name", F(u"referrals__name")));
}

void addTransforms(QList<ConditionPair> &list)
{
    const auto add = [&](const char *row, const Condition &typed, const Q &named) { list << pair<Product>(row, typed, named); };
    add("year", year(createdAt) == 2024, Q(u"createdAt__year", 2024));
    add("year and a lookup", year(createdAt) >= 2024, Q(u"createdAt__year__gte", 2024));
    add("year in", year(createdAt).in({ 2023, 2024 }), Q(u"createdAt__year__in", QVariantList { 2023, 2024 }));
    add("month", month(createdAt) == 2, Q(u"createdAt__month", 2));
    add("quarter", quarter(createdAt) == 1, Q(u"createdAt__quarter", 1));
    add("week", week(createdAt) == 9, Q(u"createdAt__week", 9));
    add("day", day(createdAt) == 29, Q(u"createdAt__day", 29));
    add("hour", hour(createdAt) < 12, Q(u"createdAt__hour__lt", 12));
    add("minute", minute(createdAt) == 0, Q(u"createdAt__minute", 0));
    add("second", second(createdAt) == 0, Q(u"createdAt__second", 0));
    add("iso_year", isoYear(createdAt) == 2024, Q(u"createdAt__iso_year", 2024));
    add("week_day", weekDay(createdAt) == 5, Q(u"createdAt__week_day", 5));
    add("isoWeekDay", isoWeekDay(createdAt) == 4, Q(u"createdAt__isoWeekDay", 4));
    add("dayOfYear", dayOfYear(createdAt) == 60, Q(u"createdAt__dayOfYear", 60));
    add("date", cast<QDate>(createdAt) == QDate(2024, 2, 29), Q(u"createdAt__date", u"2024-02-29"_s));
    add("time", cast<QTime>(createdAt) >= QTime(12, 0), Q(u"createdAt__time__gte", QTime(12, 0)));
    add("truncMonth", truncMonth(createdAt) == utc(u"2024-02-01T00:00:00Z"_s),
            Q(u"createdAt__truncMonth", u"2024-02-01T00:00:00Z"_s));
    add("date and then its year", year(cast<QDate>(createdAt)) == 2024, Q(u"createdAt__date__year", 2024));
    add("lower", lower(name).startsWith(u"a"_s), Q(u"name__lower__startswith", u"a"_s));
    add("length", length(name) > 5, Q(u"name__length__gt", 5));
    add("length of what is trimmed", length(trim(name)) == 5, Q(u"name__trim__length", 5));
    add("abs", abs(stock) == 5, Q(u"stock__abs", 5.0));
    add("a transform behind a relation", length(categoryName) == 5, Q(u"category.name.length", 5));
    add("a transform of what may be missing", upper(parentName).isNull(), Q(u"category__parent__name__upper__isnull", true));
    list << pair<Customer>("year of a date", year(birthday) == 1990, Q(u"birthday__year", 1990));
}

void addCombinations(QList<ConditionPair> &list)
{
    const auto add = [&](const char *row, const Condition &typed, const Q &named) { list << pair<Product>(row, typed, named); };
    const Q many(u"stock__gte", 5), cheap(u"price__lt", 2), fruit(u"category__name", u"Fruit"_s);
    const Condition manyT = stock >= 5, cheapT = price < 2, fruitT = categoryName == u"Fruit"_s;
    add("and", manyT && cheapT, many && cheap);
    add("or", manyT || cheapT, many || cheap);
    add("not", !manyT, !many);
    add("not not", !!manyT, !!many);
    add("three with and", manyT && cheapT && fruitT, many && cheap && fruit);
    add("and of and", manyT && (cheapT && fruitT), many && (cheap && fruit));
    add("or in and", manyT && (cheapT || fruitT), many && (cheap || fruit));
    add("and in or", (manyT && cheapT) || fruitT, (many && cheap) || fruit);
    add("not of or", !(manyT || fruitT), !(many || fruit));
    add("no condition", Condition(), Q());
    add("no condition and one", Condition() && manyT, Q() && many);
    add("no condition or one", Condition() || manyT, Q() || many);
    add("not of no condition", !Condition(), !Q());
}

void addExpressions(QList<ConditionPair> &list)
{
    const auto add = [&](const char *row, const Condition &typed, const Q &named) { list << pair<Product>(row, typed, named); };
    const auto id = field<&Product::id>;
    add("a column as the value", stock > id, Q(u"stock__gt", F(u"id")));
    add("of another row", name == categoryName, Q(u"name", F(u"category__name")));
    add("not equal to one", name != parentName, Q(u"name__ne", F(u"category.parent.name")));
    add("with arithmetic", stock > id * 2 + 1, Q(u"stock__gt", F(u"id") * 2 + 1));
    add("an expression on the left", stock - id > 3, Q(F(u"stock") - F(u"id"), u"gt", 3));
    add("a function on the left", lower(name) == u"apple"_s, Q(fn(u"lower", F(u"name")), u"exact", u"apple"_s));
    add("looked into", concat(name, u"!"_s).contains(u"e!"_s), Q(fn(u"concat", F(u"name"), u"!"), u"contains", u"e!"_s));
    add("in", (stock % 3).in({ 0, 1 }), Q(F(u"stock") % 3, u"in", QVariantList { 0, 1 }));
    add("between", (stock + 1).between(2, 6), Q(F(u"stock") + 1, u"range", QVariantList { 2, 6 }));
    add("is NULL", (weight * 2).isNull(), Q(F(u"weight") * 2, u"isnull", true));
    add("a CASE", when(stock > 5, u"many"_s).otherwise(u"few"_s) == u"many"_s,
            Q(when(Q(u"stock__gt", 5), u"many").otherwise(u"few"), u"exact", u"many"_s));
    add("coalesce", coalesce(weight, 0.0) > 1.0, Q(fn(u"coalesce", F(u"weight"), 0.0), u"gt", 1.0));
    add("a transform in a value", stock < length(name), Q(u"stock__lt", F(u"name__length")));
    list << pair<Customer>("two dates", birthday < joinedOn, Q(u"birthday__lt", F(u"joinedOn")));
    list << pair<Review>("texts of which one may be NULL", field<&Review::text> == answer, Q(u"text", F(u"answer")));
}

} // namespace

QList<ConditionPair> conditionPairs()
{
    QList<ConditionPair> list;
    addLookups(list);
    addValues(list);
    addPaths(list);
    addMany(list);
    addTransforms(list);
    addCombinations(list);
    addExpressions(list);
    addDocuments(list);
    return list;
}

} // namespace byname
