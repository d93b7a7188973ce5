// SPDX-License-Identifier: MIT
// Queries by name made of anything: texts that nobody meant, values of every type, trees of every shape. Each is an answer or an
// error, on every engine; and hostile texts are data wherever they stand.
#include "byname/pairs.h"

#include <quoin/expr/lookup.h>
#include <quoin/expr/namedselect.h>

#include <models/alltypes.h>
#include <models/shop.h>
#include <tables.h>
#include <testsupport.h>

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtTest/qtest.h>

#include <rapidcheck.h>

#include <random>

using namespace Qt::StringLiterals;
using namespace quoin;
using quoin::test::Target;

namespace {

QStringList hostileTexts()
{
    return { u"'"_s, u"''"_s, u"\""_s, u"`"_s, u"\\"_s, u"\\'"_s, u"'; DROP TABLE products; --"_s, u"' OR '1'='1"_s, u"$1"_s,
        u"?"_s, u":id"_s, u"%"_s, u"\\%"_s, u"_"_s, u"__"_s, u"."_s, u"["_s, u"]"_s, u"*"_s, u"--"_s, u"/*"_s, u"*/"_s, u"\n"_s,
        u"\t"_s, u" "_s, QString(), u"NULL"_s, u"\U0001F642"_s, u"e\u0301"_s, u"\u202E"_s, u"a\uFEFF"_s, u"\u05E9\u05DC"_s,
        u"\u0001"_s, u"E'\\x41'"_s, u"$$"_s, u"{}"_s, u"{\"$fn\":\"count\"}"_s, u"@variable"_s, u"#"_s, u"name"_s,
        u"id) OR (1=1"_s, u"x"_s.repeated(150) };
}

template<class T>
T oneOf(const QList<T> &list)
{
    return list.at(*rc::gen::inRange<int>(0, int(list.size())));
}

int upTo(int most) { return *rc::gen::inRange(0, most + 1); }

/// Words that mean something somewhere, in any order, with anything between them.
QString anyPath()
{
    static const QStringList words { u"name"_s, u"stock"_s, u"price"_s, u"weight"_s, u"status"_s, u"createdAt"_s, u"category"_s,
        u"parent"_s, u"attributes"_s, u"id"_s, u"tags"_s, u"category_id"_s, u"exact"_s, u"gte"_s, u"in"_s, u"range"_s,
        u"isnull"_s, u"contains"_s, u"iendswith"_s, u"year"_s, u"date"_s, u"lower"_s, u"length"_s, u"count"_s, u"substr"_s,
        u"it"_s, u"-"_s };
    static const QStringList joints { u"__"_s, u"__"_s, u"__"_s, u"."_s, u"_"_s, u"___"_s, u" "_s, QString() };
    QString path = upTo(9) == 0 ? oneOf(hostileTexts()) : oneOf(words);
    for (int i = upTo(3); i > 0; --i)
        path += oneOf(joints) + (upTo(9) == 0 ? oneOf(hostileTexts()) : oneOf(words));
    return path;
}

QVariant anyValue(int depth = 2)
{
    switch (upTo(depth > 0 ? 21 : 17)) {
    case 0: return {};
    case 1: return true;
    case 2: return *rc::gen::arbitrary<int>();
    case 3: return *rc::gen::arbitrary<qint64>();
    case 4: return QVariant(*rc::gen::arbitrary<quint64>());
    case 5: return *rc::gen::arbitrary<double>();
    case 6: return double(upTo(100));
    case 7:
        return oneOf(
                QList<double> { std::numeric_limits<double>::infinity(), std::numeric_limits<double>::quiet_NaN(), -0.0, 1e300 });
    case 8: return oneOf(hostileTexts());
    case 9: return oneOf(QStringList { u"5"_s, u"1.5"_s, u"2024-02-29"_s, u"2024-02-29T12:00:00Z"_s, u"OnSale"_s, u"true"_s });
    case 10: return QDate(2024, 2, 29);
    case 11: return QDateTime(QDate(2024, 2, 29), QTime(0, 0), Qt::UTC);
    case 12: return QTime(1, 2, 3);
    case 13: return QUuid::createUuid();
    case 14: return QVariant::fromValue(Decimal(upTo(1000)));
    case 15: return QByteArray("a\0'", 3);
    case 16: return QVariant::fromValue(nullptr);
    case 17: return QVariant::fromValue(QSize(1, 2));
    case 18: return QVariantMap { { u"id"_s, anyValue(depth - 1) } };
    case 19: return QDateTime();
    default: {
        QVariantList list;
        for (int i = upTo(3); i > 0; --i)
            list << anyValue(depth - 1);
        return list;
    }
    }
}

Q anyCondition(int depth);

NamedExpression anyExpression(int depth)
{
    static const QStringList functions { u"lower"_s, u"length"_s, u"concat"_s, u"coalesce"_s, u"abs"_s, u"year"_s, u"substr"_s,
        u"left"_s, u"power"_s, u"greatest"_s, u"count"_s, u"sum"_s, u"min"_s, u"now"_s, u"toInteger"_s, u"rank"_s, u"lag"_s,
        u"grouping"_s, u"nosuch"_s };
    switch (upTo(depth > 0 ? 6 : 1)) {
    case 0: return F(anyPath());
    case 1: return namedValue(anyValue());
    case 2: return anyExpression(depth - 1) + anyExpression(depth - 1);
    case 3:
        return oneOf(QList<NamedExpression> { -anyExpression(depth - 1), anyExpression(depth - 1) % anyExpression(depth - 1) });
    case 4: return when(anyCondition(depth - 1), anyExpression(depth - 1)).otherwise(anyExpression(depth - 1));
    default: {
        std::vector<NamedOperand> arguments;
        for (int i = upTo(3); i > 0; --i)
            arguments.emplace_back(anyExpression(depth - 1));
        NamedExpression call = fn(oneOf(functions), arguments);
        if (upTo(5) == 0)
            call = call.distinct();
        if (upTo(5) == 0)
            call = call.filter(anyCondition(depth - 1));
        if (upTo(3) == 0)
            call = call.over(NamedWindow().partitionBy(anyPath()).orderBy(anyPath()).rows(upTo(3) - 2, upTo(3) - 1));
        return call;
    }
    }
}

Q anyCondition(int depth)
{
    switch (upTo(depth > 0 ? 6 : 1)) {
    case 0: return Q(anyPath(), anyValue());
    case 1: return Q();
    case 2: return Q(anyPath(), anyExpression(depth - 1));
    case 3: return Q(anyExpression(depth - 1), oneOf(expr::lookupNames()), anyValue());
    case 4: return anyCondition(depth - 1) && anyCondition(depth - 1);
    case 5: return anyCondition(depth - 1) || anyCondition(depth - 1);
    default: return !anyCondition(depth - 1);
    }
}

NamedQuery anyQuery()
{
    NamedQuery query { .model = upTo(20) == 0 ? anyPath() : u"Product"_s };
    if (upTo(7) == 0) // some are sure to be right
        return query;
    for (int i = upTo(2); i > 0; --i)
        query.names << NamedQuery::Name { upTo(3) == 0 ? anyPath() : u"it"_s, anyExpression(2), upTo(1) == 0 };
    for (int i = upTo(2); i > 0; --i)
        query.filters << anyCondition(3);
    for (int i = upTo(2); i > 0; --i)
        query.values << anyPath();
    if (upTo(5) == 0)
        query.groups << anyPath();
    if (upTo(5) == 0)
        query.sets = oneOf(QList { NamedQuery::Sets::Rollup, NamedQuery::Sets::Cube, NamedQuery::Sets::Given });
    for (int i = upTo(2); i > 0 && query.sets == NamedQuery::Sets::Given; --i)
        query.groupingSets << QStringList { anyPath() };
    if (upTo(9) == 0)
        query.from = std::make_shared<const NamedQuery>(NamedQuery { .model = u"Product"_s, .values = { anyPath() } });
    if (upTo(9) == 0)
        query.joins << NamedQuery::Join { upTo(1) == 0 ? u"j"_s : anyPath(),
            std::make_shared<const NamedQuery>(NamedQuery { .model = upTo(3) == 0 ? anyPath() : u"Category"_s }), anyCondition(1),
            upTo(1) == 0 };
    if (upTo(5) == 0)
        query.having = anyCondition(2);
    if (upTo(2) == 0)
        query.order << NamedOrder(anyPath());
    query.distinct = upTo(5) == 0;
    if (upTo(3) == 0)
        query.limit = upTo(20) - 5;
    query.offset = upTo(5) == 0 ? upTo(20) - 5 : 0;
    return query;
}

QJsonValue anyJson(int depth)
{
    static const QStringList keys { u"$f"_s, u"$fn"_s, u"args"_s, u"$value"_s, u"type"_s, u"$and"_s, u"$or"_s, u"$not"_s,
        u"$case"_s, u"else"_s, u"when"_s, u"then"_s, u"$compare"_s, u"$lookup"_s, u"$+"_s, u"$-"_s, u"model"_s, u"filter"_s,
        u"annotate"_s, u"order"_s, u"over"_s, u"rows"_s, u"from"_s, u"join"_s, u"groupBy"_s, u"rollup"_s, u"limit"_s, u"values"_s,
        u"name"_s, u"as"_s, u"by"_s, u"nulls"_s, u"stock__gte"_s, u"distinct"_s };
    switch (upTo(depth > 0 ? 6 : 3)) {
    case 0: return QJsonValue();
    case 1: return upTo(100) - 50;
    case 2:
        return oneOf(QStringList {
                u"count"_s, u"lower"_s, u"name"_s, u"date"_s, u"decimal"_s, u"-stock"_s, u"Product"_s, u"first"_s });
    case 3: return upTo(1) == 0;
    case 4: {
        QJsonArray array;
        for (int i = upTo(3); i > 0; --i)
            array.append(anyJson(depth - 1));
        return array;
    }
    default: {
        QJsonObject object;
        for (int i = upTo(3); i > 0; --i)
            object.insert(oneOf(keys), anyJson(depth - 1));
        return object;
    }
    }
}

/// Bytes of anything, and texts that were right before: always the same ones.
class Mutator
{
public:
    int upTo(int most) { return std::uniform_int_distribution<int>(0, most)(m_random); }
    QByteArray bytes(int most)
    {
        QByteArray bytes(upTo(most), Qt::Uninitialized);
        for (char &byte : bytes)
            byte = char(upTo(255));
        return bytes;
    }
    /// One or two changes: a byte more, less or another one, a piece twice or moved, a word of the grammar.
    QByteArray mutated(QByteArray text)
    {
        static const QByteArrayList words { "$", "\"", "__", "{", "}", "[", "]", ",", ":", "null", "1e999", "-1", "\\u0000",
            "\\ud800", "$fn", "$f", "$value", "$query", "$outer", "$exists", "$and", "isnull", "levels", "9223372036854775808",
            "\xff" };
        for (int i = upTo(1); i >= 0; --i) {
            const int at = upTo(int(text.size()));
            const int size = std::min(upTo(8), int(text.size()) - at);
            switch (upTo(5)) {
            case 0: text.insert(at, char(upTo(255))); break;
            case 1: text.remove(at, size); break;
            case 2: text.insert(upTo(int(text.size())), text.mid(at, size)); break;
            case 3: text.insert(at, words.at(upTo(int(words.size()) - 1))); break;
            case 4: text.replace(at, size, words.at(upTo(int(words.size()) - 1))); break;
            default:
                if (at < text.size())
                    text[at] = char(upTo(255));
            }
        }
        return text;
    }

private:
    std::mt19937 m_random { 4711 };
};

/// What a person can act on.
bool isUseful(const Error &error) { return error.kind() != ErrorKind::Unknown && !error.message().isEmpty(); }

} // namespace

class tst_ByNameFuzz : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void queriesOfAnything();
    void jsonOfAnything();
    void hostileValues_data() { QUOIN_TARGET_ROWS(); }
    void hostileValues();
    void hostileNames_data() { QUOIN_TARGET_ROWS(); }
    void hostileNames();
    void longTexts();
    void mutatedJson();
    void mutatedTexts();

private:
    Database &database()
    {
        QFETCH(int, target);
        return m_databases[size_t(target)];
    }
    std::vector<Database> m_databases;
};

void tst_ByNameFuzz::initTestCase()
{
    for (const Target &target : quoin::test::targets()) {
        auto opened = Database::open(quoin::test::freshDatabase(target));
        QVERIFY_RESULT(opened);
        Database database = *opened;
        QVERIFY_RESULT((quoin::test::createTables<shop::Category, shop::Tag, shop::Product, shop::Customer, shop::Order,
                shop::OrderLine, shop::Review>(database)));
        QVERIFY_RESULT(byname::fill(database));
        m_databases.push_back(database);
    }
}

void tst_ByNameFuzz::queriesOfAnything()
{
    int answered = 0;
    QVERIFY(rc::check([&] {
        const NamedQuery query = anyQuery();
        const auto select = expr::resolve(query);
        if (!select)
            RC_ASSERT(isUseful(select.error()));
        // the same from its JSON
        const QJsonObject json = QJsonDocument::fromJson(QJsonDocument(query.toJson()).toJson()).object();
        if (const auto again = NamedQuery::fromJson(json)) {
            RC_ASSERT(again->toJson() == json);
            const auto selectAgain = expr::resolve(*again);
            RC_ASSERT(selectAgain.has_value() == select.has_value());
            if (select)
                RC_ASSERT(expr::sameNode(select->select.where, selectAgain->select.where));
        } else {
            RC_ASSERT(isUseful(again.error()));
        }
        if (!select)
            return;
        for (const Database &db : m_databases) {
            const auto rows = DynamicQuery(db, query).all();
            answered += rows.has_value();
            if (!rows)
                RC_ASSERT(isUseful(rows.error()));
        }
    }));
    QVERIFY(answered > 0);
}

void tst_ByNameFuzz::jsonOfAnything()
{
    QVERIFY(rc::check([] {
        QJsonObject json = anyJson(5).toObject();
        json.insert(u"model"_s, u"Product"_s);
        const auto query = NamedQuery::fromJson(json);
        if (!query) {
            RC_ASSERT(isUseful(query.error()));
            return;
        }
        const auto again = NamedQuery::fromJson(query->toJson());
        RC_ASSERT(again.has_value());
        RC_ASSERT(again->toJson() == query->toJson());
        if (const auto select = expr::resolve(*query); !select)
            RC_ASSERT(isUseful(select.error()));
    }));
}

/// Looked up by every lookup that takes a text: found if it is there, and never more than data.
void tst_ByNameFuzz::hostileValues()
{
    Database &db = database();
    const auto reviews = db.query(u"Review");
    QVERIFY_RESULT(reviews.allowAll().remove());
    const QStringList texts = hostileTexts();
    for (const QString &text : texts) {
        shop::Review review { .product = Value(1), .stars = 1, .text = text };
        QVERIFY_RESULT(db.insert(review));
    }
    const auto expected = [&](auto &&matches) { return std::count_if(texts.cbegin(), texts.cend(), matches); };
    for (const QString &text : texts) {
        const auto found = [&](QStringView lookup, const QVariant &value) { return reviews.filter(Q(lookup, value)).count(); };
        QCOMPARE(found(u"text", text).value(), 1);
        QCOMPARE(found(u"text__ne", text).value(), texts.size() - 1);
        QCOMPARE(found(u"text__in", QStringList { text, text }).value(), 1);
        QCOMPARE(found(u"text__contains", text).value(), expected([&](const QString &t) { return t.contains(text); }));
        QCOMPARE(found(u"text__startswith", text).value(), expected([&](const QString &t) { return t.startsWith(text); }));
        QCOMPARE(found(u"text__endswith", text).value(), expected([&](const QString &t) { return t.endsWith(text); }));
        QVERIFY_RESULT(found(u"text__range", QVariantList { text, text }));
        QVERIFY_RESULT(found(u"text__gte", text));
        QCOMPARE(reviews.filter(Q(fn(u"concat", F(u"text"), text), u"startswith", text)).exists().value(), true);
        QCOMPARE(reviews.filter(Q(u"text", text)).update({ { u"answer"_s, text } }).value(), 1);
        QCOMPARE(reviews.filter(Q(u"answer", text)).get().value()[u"text"].toString(), text);
    }
    for (const QString &refused : { QString(u"a\0b"_s), QString(QChar(0xD800)) })
        QCOMPARE(reviews.filter(Q(u"text", refused)).all().error().kind(), ErrorKind::Conversion);
    QCOMPARE(db.query(u"Product").count().value(), 5);
}

/// In every place where a name stands: none of them is one, and none of them gets into a statement.
void tst_ByNameFuzz::hostileNames()
{
    const Database &db = database();
    for (const QString &name : hostileTexts()) {
        if (name == "name"_L1)
            continue;
        const auto products = db.query(u"Product");
        QVERIFY(!db.query(name).all());
        QVERIFY(!products.filter(Q(name, 1)).all());
        QVERIFY(!products.filter(Q(QString(u"category__"_s + name), 1)).all());
        QVERIFY(!products.filter(Q(QString(u"stock__"_s + name), 1)).all());
        QVERIFY(!products.filter(Q(u"stock", F(name))).all());
        QVERIFY(!products.filter(Q(F(u"stock"), name, 1)).all());
        QVERIFY(!products.orderBy(name).all());
        QVERIFY(!products.values({ name }).all());
        QVERIFY(!products.annotate(u"n"_s, fn(u"count")).groupBy({ name }).all());
        QVERIFY(!products.annotate(u"it"_s, fn(name, F(u"name"))).all());
        QVERIFY(!products.allowAll().update({ { name, 1 } }));
        // what an aggregate is called is a key of a map
        const auto counted = products.aggregate({ { name, fn(u"count") } });
        QVERIFY_RESULT(counted);
        QCOMPARE(counted->value(name).toInt(), 5);
        if (const auto named = products.annotate(name, F(u"stock")).all())
            QCOMPARE(named->first()[name], named->first()[u"stock"]);
    }
    QCOMPARE(db.query(u"Product").count().value(), 5);
}

/// Errors stay short, and are made at once.
void tst_ByNameFuzz::longTexts()
{
    const QString text = u"name__"_s.repeated(200'000);
    for (const Q &condition : { Q(text, 1), Q(u"x"_s.repeated(1'000'000), 1), Q(u"stock", text), Q(F(u"stock"), text, 1),
                 Q(fn(text, F(u"stock")), u"exact", 1) }) {
        const auto select = expr::resolve({ .model = u"Product"_s, .filters = { condition } });
        QVERIFY(!select);
        QVERIFY2(select.error().toString().size() < 2000, qPrintable(select.error().toString().left(3000)));
    }
}

/// Queries as JSON with mistakes that nobody thought of: read or refused, compiled or refused.
void tst_ByNameFuzz::mutatedJson()
{
    const Database &db = m_databases.front();
    QByteArrayList texts;
    for (const byname::ConditionPair &pair : byname::conditionPairs())
        texts << QJsonDocument(NamedQuery { .model = pair.model, .filters = { pair.named } }.toJson())
                         .toJson(QJsonDocument::Compact);
    for (const byname::ExpressionPair &pair : byname::expressionPairs())
        texts << QJsonDocument(NamedQuery { .model = pair.model, .names = { { u"it"_s, pair.named, true } } }.toJson())
                         .toJson(QJsonDocument::Compact);
    for (const byname::QueryPair &pair : byname::queryPairs())
        texts << QJsonDocument(pair.named(db).named().toJson()).toJson(QJsonDocument::Compact);
    Mutator mutator;
    int read = 0;
    int compiled = 0;
    for (int i = 0; i < 4000; ++i) {
        QByteArray text = mutator.mutated(texts.at(mutator.upTo(int(texts.size()) - 1)));
        const QJsonDocument json = QJsonDocument::fromJson(mutator.upTo(20) == 0 ? mutator.bytes(40) : text);
        const auto query = NamedQuery::fromJson(json.object());
        if (!query) {
            QVERIFY2(isUseful(query.error()), text.constData());
            continue;
        }
        ++read;
        const auto again = NamedQuery::fromJson(query->toJson());
        QVERIFY2(again && again->toJson() == query->toJson(), text.constData());
        const auto sql = DynamicQuery(db, *query).toSql();
        compiled += sql.has_value();
        if (!sql)
            QVERIFY2(isUseful(sql.error()), text.constData());
    }
    qInfo("%d read, %d compiled", read, compiled);
    QVERIFY(read > 100 && compiled > 20);
}

/// The same of paths, lookups and orders as texts.
void tst_ByNameFuzz::mutatedTexts()
{
    const Database &db = m_databases.front();
    const QByteArrayList texts { "name__icontains", "category__parent__name__isnull", "createdAt__date__year__gte",
        "attributes__jsonText__contains", "reviews.customer.name", "-stock nulls last", "category.name.lower.startswith",
        "tags__name__in", "name__search", "price__range" };
    Mutator mutator;
    int compiled = 0;
    for (int i = 0; i < 700; ++i) {
        const QByteArray bytes
                = mutator.upTo(9) == 0 ? mutator.bytes(30) : mutator.mutated(texts.at(mutator.upTo(int(texts.size()) - 1)));
        const QString text = mutator.upTo(3) == 0 ? QString::fromLatin1(bytes) : QString::fromUtf8(bytes);
        const auto products = db.query(u"Product");
        for (const DynamicQuery &query : { products.filter(Q(text, u"5"_s)), products.orderBy(text), products.values({ text }),
                     products.with({ text }), products.annotate(u"it"_s, fn(text, F(text))), products.distinctOn({ text }),
                     products.filter(exists(products.filter(Q(u"id", OuterRef(text))))) }) {
            const auto sql = query.toSql();
            compiled += sql.has_value();
            if (!sql)
                QVERIFY2(isUseful(sql.error()), bytes.constData());
        }
    }
    qInfo("%d compiled", compiled);
    QVERIFY(compiled > 20);
}

QTEST_GUILESS_MAIN(tst_ByNameFuzz)
#include "tst_bynamefuzz.moc"
