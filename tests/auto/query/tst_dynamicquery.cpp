// SPDX-License-Identifier: MIT
// What queries by name give and change: rows, single ones, numbers of them; the same guards as the typed ones have.
#include "byname/pairs.h"

#include <quoin/meta/convert.h>
#include <quoin/telemetry/statementevent.h>

#include <models/alltypes.h>
#include <models/shop.h>
#include <statementcounter.h>
#include <tables.h>
#include <testsupport.h>

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qurl.h>
#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace quoin;
using quoin::test::Target;

class tst_DynamicQuery : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void rows_data() { QUOIN_TARGET_ROWS(); }
    void rows();
    void everyType_data() { QUOIN_TARGET_ROWS(); }
    void everyType();
    void typedAccess_data() { QUOIN_TARGET_ROWS(); }
    void typedAccess();
    void sensitive_data() { QUOIN_TARGET_ROWS(); }
    void sensitive();
    void terminals_data() { QUOIN_TARGET_ROWS(); }
    void terminals();
    void computed_data() { QUOIN_TARGET_ROWS(); }
    void computed();
    void firstAndLast_data() { QUOIN_TARGET_ROWS(); }
    void firstAndLast();
    void relations_data() { QUOIN_TARGET_ROWS(); }
    void relations();
    void relationsRefused();
    void aggregates_data() { QUOIN_TARGET_ROWS(); }
    void aggregates();
    void windows_data() { QUOIN_TARGET_ROWS(); }
    void windows();
    void groupings_data() { QUOIN_TARGET_ROWS(); }
    void groupings();
    void tables_data() { QUOIN_TARGET_ROWS(); }
    void tables();
    void changes_data() { QUOIN_TARGET_ROWS(); }
    void changes();
    void refusals_data() { QUOIN_TARGET_ROWS(); }
    void refusals();
    void immutable();
    void withoutDatabase();

private:
    Database &database()
    {
        QFETCH(int, target);
        return m_databases[size_t(target)];
    }
    std::vector<Database> m_databases;
};

void tst_DynamicQuery::initTestCase()
{
    for (const Target &target : quoin::test::targets()) {
        auto opened = Database::open(quoin::test::freshDatabase(target));
        QVERIFY_RESULT(opened);
        Database database = *opened;
        QVERIFY_RESULT((quoin::test::createTables<shop::Category, shop::Tag, shop::Product, shop::Customer, shop::Order,
                shop::OrderLine, shop::Review, AllTypes, AllOptionals>(database)));
        QVERIFY_RESULT(byname::fill(database));
        m_databases.push_back(database);
    }
}

void tst_DynamicQuery::rows()
{
    Database &db = database();
    const auto named = db.query(u"Product").orderBy(u"id").maps();
    const auto typed = db.query<shop::Product>().orderBy(field<&shop::Product::id>).all();
    QVERIFY_RESULT(named);
    QVERIFY_RESULT(typed);
    QCOMPARE(named->size(), 5);
    for (qsizetype i = 0; i < named->size(); ++i)
        QCOMPARE(named->at(i).toMap(), toVariantMap(typed->at(i)).value());
    const auto some
            = db.query(u"products").filter(Q(u"id", 2)).values({ u"name"_s, u"category__name"_s, u"category__parent"_s }).all();
    QVERIFY_RESULT(some);
    QCOMPARE(some->first().names(), (QStringList { u"name"_s, u"category__name"_s, u"category__parent"_s }));
    QCOMPARE(some->first().toMap(),
            (QVariantMap {
                    { u"name"_s, u"pear"_s }, { u"category__name"_s, u"Fruit"_s }, { u"category__parent"_s, qint64(1) } }));
}

/// Of every type that a property can have, the same values that a model would be given.
void tst_DynamicQuery::everyType()
{
    Database &db = database();
    AllTypes all;
    all.aDecimal = Decimal::fromString(u"1234567890.000000000000000000000000000001"_s).value();
    all.aULongLong = std::numeric_limits<quint64>::max();
    all.aLongLong = std::numeric_limits<qint64>::min();
    all.aDouble = 0.1;
    all.aFloat = 0.1f;
    all.aText = u"\U0001F642"_s;
    all.aByteArray = "a\0b"_ba;
    all.aDate = QDate(2024, 2, 29);
    all.aTime = QTime(23, 59, 59, 999);
    all.aDateTime = QDateTime(QDate(1969, 2, 28), QTime(1, 2, 3, 4), Qt::UTC);
    all.aUuid = QUuid::fromString(u"6ba7b810-9dad-11d1-80b4-00c04fd430c8"_s);
    all.aJsonObject = QJsonObject { { u"a"_s, QJsonArray { 1, u"b"_s } } };
    all.aUrl = QUrl(u"https://example.org/ä"_s);
    all.aStringList = { u"a"_s, u"'"_s };
    all.anIntList = { 1, 2 };
    all.aDateList = { QDate(2024, 2, 29) };
    all.aVector = { 1, 2, 3 };
    all.anEmail = u"ann@example.org"_s;
    all.aMood = AllTypes::Mood::Angry;
    all.aLevel = AllTypes::Level::Low;
    QVERIFY_RESULT(db.insert(all));
    AllOptionals none;
    QVERIFY_RESULT(db.insert(none));
    const auto row = db.query(u"AllTypes").get();
    QVERIFY_RESULT(row);
    const auto stored = db.get<AllTypes>(all.id);
    QVERIFY_RESULT(stored);
    QCOMPARE(row->toMap(), toVariantMap(*stored).value());
    const auto empty = db.query(u"AllOptionals").get();
    QVERIFY_RESULT(empty);
    QCOMPARE(empty->toMap(), toVariantMap(db.get<AllOptionals>(none.id).value()).value());
    QVERIFY_RESULT(db.query(u"AllTypes").allowAll().remove());
    QVERIFY_RESULT(db.query(u"AllOptionals").allowAll().remove());
}

void tst_DynamicQuery::typedAccess()
{
    const auto row = database().query(u"Product").filter(Q(u"id", 2)).get();
    QVERIFY_RESULT(row);
    QCOMPARE(row->get<QString>(u"name").value(), u"pear"_s);
    QCOMPARE(row->get<int>(u"stock").value(), 12);
    QCOMPARE(row->get<qint64>(u"category").value(), 2);
    QCOMPARE(row->get<Decimal>(u"price").value().toString(), u"1.80"_s);
    QCOMPARE(row->get<QDateTime>(u"createdAt").value().date(), QDate(2022, 2, 22));
    QCOMPARE(row->get<std::optional<double>>(u"weight").value(), std::nullopt);
    QCOMPARE(row->get<std::optional<QString>>(u"name").value(), u"pear"_s);
    QCOMPARE(row->get<double>(u"weight").error().kind(), ErrorKind::Conversion);
    QCOMPARE(row->get<double>(u"weight").error().field(), u"weight"_s);
    QCOMPARE(row->get<int>(u"name").error().kind(), ErrorKind::Conversion);
    QCOMPARE(row->get<int>(u"stok").error().kind(), ErrorKind::InvalidQuery);
    QVERIFY(row->get<int>(u"stok").error().hint().contains(u"stock"_s));
    QVERIFY(row->contains(u"name") && !row->contains(u"Name"));
    QVERIFY(!(*row)[u"nothing"].isValid());
    QVERIFY(DynamicRow().names().isEmpty() && DynamicRow().toMap().isEmpty() && !DynamicRow().get<int>(u"x"));
}

/// Only whoever names a sensitive property is given it; toSql() shows no value of it.
void tst_DynamicQuery::sensitive()
{
    const auto customers = database().query(u"Customer");
    const auto ann = customers.filter(Q(u"name", u"Ann"));
    QVERIFY(!ann.get().value().contains(u"passwordHash"));
    QVERIFY(!ann.annotate(u"n"_s, F(u"name__length")).get().value().contains(u"passwordHash"));
    QCOMPARE(ann.values({ u"passwordHash"_s }).get().value()[u"passwordHash"].toString(), u"hush"_s);
    const auto sql = customers.filter(Q(u"passwordHash", u"planted-secret")).toSql();
    QVERIFY_RESULT(sql);
    QVERIFY(!sql->bindings.join(u' ').contains(u"planted"_s));
}

void tst_DynamicQuery::terminals()
{
    const auto products = database().query(u"Product");
    QCOMPARE(products.count().value(), 5);
    QCOMPARE(products.filter(Q(u"stock__gt", 5)).count().value(), 2);
    QCOMPARE(products.filter(Q(u"stock__gt", 5)).exists().value(), true);
    QCOMPARE(products.filter(Q(u"stock__gt", 500)).exists().value(), false);
    QCOMPARE(products.orderBy(u"-stock").first().value()[u"name"].toString(), u"pear"_s);
    QCOMPARE(products.filter(Q(u"stock", 500)).first().error().kind(), ErrorKind::NotFound);
    QCOMPARE(products.get().error().kind(), ErrorKind::MultipleFound);
    QCOMPARE(products.get().error().model(), u"shop::Product"_s);
    QCOMPARE(products.filter(Q(u"stock", 500)).get().error().kind(), ErrorKind::NotFound);
    QCOMPARE(products.getOrNone().error().kind(), ErrorKind::MultipleFound);
    QCOMPARE(products.filter(Q(u"stock", 500)).getOrNone().value().has_value(), false);
    QCOMPARE(products.filter(Q(u"stock", 12)).getOrNone().value()->get<QString>(u"name").value(), u"pear"_s);
    QCOMPARE(products.orderBy(u"id").limit(2).offset(1).all().value().size(), 2);
    QCOMPARE(products.limit(0).all().value().size(), 0);
    QCOMPARE(products.limit(1).get().value().contains(u"name"), true);
    QCOMPARE(products.limit(0).first().error().kind(), ErrorKind::NotFound);
    QCOMPARE(products.values({ u"name"_s }).count().value(), 5);
    QCOMPARE(products.filter(Q(u"stock__gt", 1)).exclude(Q(u"name", u"pear")).count().value(), 3);
}

void tst_DynamicQuery::firstAndLast()
{
    const auto products = database().query(u"Product").orderBy(u"id");
    const auto id = [](const Result<DynamicRow> &row) { return row ? row->get<int>(u"id").value() : -int(row.error().kind()); };
    const int invalid = -int(ErrorKind::InvalidQuery);
    QCOMPARE(id(products.last()), 5);
    QCOMPARE(id(products.reverse().first()), 5);
    QCOMPARE(id(products.limit(2).last()), invalid);
    QCOMPARE(id(products.earliest({ u"createdAt"_s })), 1);
    QCOMPARE(id(products.latest({ u"createdAt"_s })), 5);
    QCOMPARE(id(products.earliest({ u"weight"_s })), 4); // without those that are NULL
    QCOMPARE(id(products.alias(u"even"_s, F(u"id") % 2).latest({ u"even"_s, u"stock"_s })), 5);
    QCOMPARE(id(products.offset(1).latest({ u"stock"_s })), invalid);
    QCOMPARE(id(products.slice(1, 4).slice(1, 9).first()), 3);
    QCOMPARE(id(products.slice(1, 4).slice(2, 9).get()), 4);
    QCOMPARE(id(products.slice(1, 4).slice(3, 9).first()), -int(ErrorKind::NotFound));
    QCOMPARE(id(products.slice(4, 1).first()), invalid);
    QCOMPARE(id(products.slice(-1, 1).slice(0, 1).first()), invalid);
    QCOMPARE(products.distinctOn({ u"category"_s }).count().value(), 3);
}

/// The same rows as the typed query gives, by the same number of statements.
void tst_DynamicQuery::relations()
{
    Database &db = database();
    quoin::test::StatementCounter statements;
    const auto named
            = db.query(u"Product").orderBy(u"id").with({ u"category__parent"_s, u"reviews.customer"_s, u"tags"_s }).all();
    QVERIFY_RESULT(named);
    QCOMPARE_STATEMENTS(statements, 6);
    const auto typed = db.query<shop::Product>()
                               .orderBy(field<&shop::Product::id>)
                               .with<&shop::Product::category, &shop::Category::parent>()
                               .with<&shop::Product::reviews, &shop::Review::customer>()
                               .with<&shop::Product::tags>()
                               .all();
    QVERIFY_RESULT(typed);
    QCOMPARE(named->size(), typed->size());
    for (qsizetype i = 0; i < named->size(); ++i)
        QCOMPARE(named->at(i).toMap(), toVariantMap(typed->at(i)).value());

    const DynamicRow &apple = named->first();
    QCOMPARE(apple[u"category"].toInt(), 2);
    QCOMPARE(apple.related(u"category").value(0)[u"name"].toString(), u"Fruit"_s);
    QCOMPARE(apple.related(u"category").value(0).related(u"parent").value(0)[u"name"].toString(), u"Food"_s);
    QCOMPARE(apple.related(u"reviews").size(), 1);
    const DynamicRow ann = apple.related(u"reviews").value(0).related(u"customer").value(0);
    QCOMPARE(ann[u"name"].toString(), u"Ann"_s);
    QVERIFY(!ann.contains(u"passwordHash")); // sensitive
    QVERIFY(named->at(1).related(u"reviews").value(0).related(u"customer").isEmpty());
    QVERIFY(apple.related(u"orderLines").isEmpty() && apple.related(u"name").isEmpty());
    QCOMPARE(db.query(u"Product").with({ u"category"_s }).filter(Q(u"id", 2)).get()->related(u"category").size(), 1);
    QVERIFY(db.query(u"Product").with({ u"category"_s }).limit(0).all()->isEmpty());
    QCOMPARE(db.query(u"Product").with({ u"category"_s }).count().value(), 5);
}

void tst_DynamicQuery::relationsRefused()
{
    const auto products = m_databases.front().query(u"Product");
    const auto wrong = [](const DynamicQuery &query, const QString &text, const QString &hint = {}) {
        const auto rows = query.all();
        QVERIFY(!rows);
        QCOMPARE(rows.error().kind(), ErrorKind::InvalidQuery);
        QVERIFY2(rows.error().message().contains(text), qPrintable(rows.error().toString()));
        QVERIFY2(rows.error().hint().contains(hint), qPrintable(rows.error().toString()));
    };
    wrong(products.with({ u"categroy"_s }), u"character 1: shop::Product has no relation \"categroy\""_s, u"\"category\""_s);
    wrong(products.with({ u"category__name"_s }), u"character 11: shop::Category has no relation \"name\""_s, u"parent"_s);
    wrong(products.with({ u"name"_s }), u"has no relation \"name\""_s);
    wrong(products.with({ QString() }), u"has no relation"_s);
    const QString rows = u"with() loads relations of a model's rows"_s;
    wrong(products.with({ u"category"_s }).values({ u"name"_s }), rows);
    wrong(products.with({ u"category"_s }).annotate(u"n"_s, F(u"stock")), rows);
    wrong(products.with({ u"category"_s }).distinct(), rows);
    wrong(products.filter(exists(products.with({ u"category"_s }))), rows);
}

void tst_DynamicQuery::computed()
{
    const auto product = database().query(u"Product").filter(Q(u"id", 1));
    const auto row = product.annotate(u"integer"_s, F(u"stock") * 2)
                             .annotate(u"real"_s, F(u"weight") * 2)
                             .annotate(u"text"_s, fn(u"concat", F(u"name"), u"!"))
                             .annotate(u"date"_s, F(u"createdAt__date"))
                             .annotate(u"time"_s, F(u"createdAt__time"))
                             .annotate(u"moment"_s, fn(u"truncMonth", F(u"createdAt")))
                             .annotate(u"none"_s, fn(u"nullIf", F(u"stock"), 5))
                             .annotate(u"choice"_s, when(Q(u"stock__gt", 5), u"many").otherwise(u"few"))
                             .get();
    QVERIFY_RESULT(row);
    QCOMPARE((*row)[u"integer"], QVariant(qint64(10)));
    QCOMPARE((*row)[u"real"], QVariant(3.0));
    QCOMPARE((*row)[u"text"], QVariant(u"Apple!"_s));
    QCOMPARE((*row)[u"date"], QVariant(QDate(2021, 2, 21)));
    QCOMPARE((*row)[u"time"], QVariant(QTime(12, 0)));
    QCOMPARE((*row)[u"moment"], QVariant(QDateTime(QDate(2021, 2, 1), QTime(0, 0), Qt::UTC)));
    QVERIFY((*row)[u"none"].isNull());
    QCOMPARE((*row)[u"choice"], QVariant(u"few"_s));
    QCOMPARE((*row)[u"name"], QVariant(u"Apple"_s));
    QCOMPARE((*row)[u"status"], QVariant(u"OnSale"_s));
}

void tst_DynamicQuery::aggregates()
{
    const auto products = database().query(u"Product");
    const auto all = products.aggregate({ { u"n"_s, fn(u"count") }, { u"sum"_s, fn(u"sum", F(u"stock")) },
            { u"heaviest"_s, fn(u"max", F(u"weight")) }, { u"newest"_s, fn(u"max", F(u"createdAt__date")) },
            { u"many"_s, fn(u"count").filter(Q(u"stock__gte", 5)) } });
    QVERIFY_RESULT(all);
    QCOMPARE(*all,
            (QVariantMap { { u"n"_s, qint64(5) }, { u"sum"_s, qint64(27) }, { u"heaviest"_s, 2.0 },
                    { u"newest"_s, QDate(2025, 2, 25) }, { u"many"_s, qint64(3) } }));
    const auto none
            = products.filter(Q(u"stock", 500)).aggregate({ { u"n"_s, fn(u"count") }, { u"sum"_s, fn(u"sum", F(u"stock")) } });
    QVERIFY_RESULT(none);
    QCOMPARE(none->value(u"n"_s), QVariant(qint64(0)));
    QVERIFY(none->value(u"sum"_s).isNull());
    const auto groups = products.annotate(u"n"_s, fn(u"count"))
                                .values({ u"category__name"_s })
                                .having(Q(u"n__lt", 3))
                                .orderBy(u"category__name")
                                .maps();
    QVERIFY_RESULT(groups);
    QCOMPARE(*groups,
            (QVariantList { QVariantMap { { u"category__name"_s, u"Food"_s }, { u"n"_s, qint64(1) } },
                    QVariantMap { { u"category__name"_s, u"Tools"_s }, { u"n"_s, qint64(1) } } }));
    const auto wrong = [&](const auto &result, const QString &text) {
        return !result && result.error().kind() == ErrorKind::InvalidQuery && result.error().message().contains(text);
    };
    QVERIFY(wrong(products.aggregate({ { u"n"_s, F(u"stock") } }), u"\"n\" has to be an aggregate"_s));
    QVERIFY(wrong(products.aggregate({}), u"at least one"_s));
    QVERIFY(wrong(products.limit(2).aggregate({ { u"n"_s, fn(u"count") } }), u"cannot come after limit()"_s));
}

namespace {

/// "Food 1, Fruit 3": the values of the rows in their order; the error's text where there is one.
QString texts(const DynamicQuery &query)
{
    const auto rows = query.all();
    if (!rows)
        return rows.error().toString();
    QStringList list;
    for (const DynamicRow &row : *rows) {
        QStringList values;
        for (const Value &value : row.values())
            values << (value.isNull() ? u"-"_s : value.toVariant().toString());
        list << values.join(u' ');
    }
    return list.join(u", "_s);
}

bool isRefused(const DynamicQuery &query, const QString &text)
{
    const auto rows = query.all();
    return !rows && rows.error().kind() == ErrorKind::InvalidQuery && rows.error().toString().contains(text);
}

} // namespace

void tst_DynamicQuery::windows()
{
    const auto products = database().query(u"Product").orderBy(u"id");
    const NamedWindow byCategory = NamedWindow().partitionBy(u"category").orderBy(u"-stock");
    QCOMPARE(
            texts(products.annotate(u"place"_s, fn(u"rank").over(byCategory)).values({ u"id"_s })), u"1 2, 2 1, 3 3, 4 1, 5 1"_s);
    QCOMPARE(texts(products.annotate(u"before"_s, fn(u"lag", F(u"stock")).over(byCategory)).values({ u"id"_s })),
            u"1 12, 2 -, 3 5, 4 -, 5 -"_s);
    QCOMPARE(texts(products.annotate(u"sum"_s, fn(u"sum", F(u"stock")).over(NamedWindow().orderBy(u"id").rows(-1, 0)))
                             .values({ u"id"_s })),
            u"1 5, 2 17, 3 12, 4 3, 5 10"_s);
    QCOMPARE(texts(database().query(u"Product")
                             .alias(u"place"_s, fn(u"rank").over(byCategory))
                             .orderBy(u"place", u"-id")
                             .values({ u"id"_s })),
            u"5, 4, 2, 1, 3"_s);
    const NamedExpression rank = fn(u"rank").over(byCategory);
    QVERIFY(isRefused(products.annotate(u"x"_s, fn(u"rank")), u"say over()"_s));
    QVERIFY(isRefused(products.annotate(u"x"_s, fn(u"lower", F(u"name")).over(byCategory)), u"no function of windows"_s));
    QVERIFY(isRefused(products.annotate(u"x"_s, F(u"name").over(byCategory)), u"before it"_s));
    QVERIFY(isRefused(products.annotate(u"x"_s, fn(u"lag", rank).over(byCategory)), u"A window over a window"_s));
    QVERIFY(isRefused(products.annotate(u"x"_s, fn(u"rank").over(NamedWindow().orderBy(rank))), u"A window over a window"_s));
    QVERIFY(isRefused(products.annotate(u"x"_s, fn(u"count", F(u"reviews")).over(byCategory)), u"related rows"_s));
    QVERIFY(isRefused(products.alias(u"x"_s, rank).filter(Q(u"x", 1)), u"belongs into"_s));
    QVERIFY(isRefused(
            products.alias(u"x"_s, rank).annotate(u"n"_s, fn(u"count")).groupBy({ u"x"_s }), u"A window cannot stand here"_s));
    QVERIFY(isRefused(products.annotate(u"x"_s, fn(u"lag", F(u"stock"), 1, u"no"_s).over(byCategory)), u"nothing in common"_s));
}

void tst_DynamicQuery::groupings()
{
    const auto products = database().query(u"Product").values({ u"category__name"_s }).annotate(u"n"_s, fn(u"count"));
    const NamedExpression total = fn(u"grouping", F(u"category__name"));
    QCOMPARE(texts(products.groupByRollup({ u"category__name"_s }).orderBy(total, u"category__name")),
            u"Food 1, Fruit 3, Tools 1, - 5"_s);
    QCOMPARE(texts(products.groupByCube({ u"category__name"_s }).having(Q(total, u"exact", 1))), u"- 5"_s);
    QCOMPARE(texts(products.alias(u"many"_s, F(u"stock") / 4)
                             .annotate(u"in"_s, F(u"many"))
                             .groupBySets({ { u"category__name"_s }, { u"many"_s } })
                             .orderBy(u"category__name", u"many")),
            u"- 2 0, - 2 1, - 1 3, Food 1 -, Fruit 3 -, Tools 1 -"_s);
    QVERIFY(isRefused(products.annotate(u"x"_s, total), u"this query has none"_s));
    QVERIFY(isRefused(products.annotate(u"x"_s, total.distinct()).groupByRollup({ u"category__name"_s }), u"is no aggregate"_s));
    QVERIFY(isRefused(products.groupBySets({}), u"1 to 64 sets"_s));
}

void tst_DynamicQuery::tables()
{
    Database &db = database();
    const auto stocks = db.query(u"Product").values({ u"category"_s }).annotate(u"n"_s, fn(u"count")).asTable(u"Stock"_s);
    QCOMPARE(texts(stocks.filter(Q(u"products__gt", 1)).values({ u"category__name"_s, u"products"_s })), u"Fruit 3"_s);
    QCOMPARE(stocks.count().value(), 3);
    QCOMPARE(stocks.aggregate({ { u"most"_s, fn(u"max", F(u"products")) } }).value(), (QVariantMap { { u"most"_s, qint64(3) } }));
    QCOMPARE(stocks.filter(Q(u"products", 3)).get().value().names(), (QStringList { u"category"_s, u"products"_s }));
    const auto step = db.query(u"Counter").filter(Q(u"number__lt", 6)).alias(u"next"_s, F(u"number") + 2).values({ u"next"_s });
    const auto start = db.query(u"Product").filter(Q(u"id__lte", 2)).values({ u"id"_s });
    QCOMPARE(texts(start.recursive(u"Counter"_s, step).orderBy(u"number")), u"1, 2, 3, 4, 5, 6, 7"_s);
    QCOMPARE(start.recursiveAll(u"Counter"_s, step).count().value(), 7);
    const auto saved = NamedQuery::fromJson(start.recursive(u"Counter"_s, step).orderBy(u"number").named().toJson());
    QVERIFY_RESULT(saved);
    QCOMPARE(texts(DynamicQuery(db, *saved)), u"1, 2, 3, 4, 5, 6, 7"_s);

    // Without a class the rows have the names that they were given.
    const auto sums = db.query(u"Product")
                              .values({ u"category"_s, u"status"_s })
                              .annotate(u"n"_s, fn(u"count"))
                              .annotate(u"all"_s, fn(u"sum", F(u"stock")))
                              .asTable();
    QCOMPARE(texts(sums.values({ u"category__name"_s }).annotate(u"of"_s, fn(u"sum", F(u"n"))).orderBy(u"category__name")),
            u"Food 1, Fruit 3, Tools 1"_s);
    QCOMPARE(texts(sums.filter(Q(u"all__gt", 5) && Q(u"status", u"OnSale"_s)).orderBy(u"-all").values({ u"all"_s, u"status"_s })),
            texts(db.query(u"Product")
                            .filter(Q(u"stock__gt", 5) && Q(u"status", u"OnSale"_s))
                            .orderBy(u"-stock")
                            .values({ u"stock"_s, u"status"_s })));
    const auto best = db.query(u"Product")
                              .values({ u"name"_s, u"price"_s, u"createdAt"_s })
                              .annotate(u"place"_s, fn(u"rank").over(NamedWindow().partitionBy(u"category").orderBy(u"-stock")))
                              .asTable()
                              .filter(Q(u"place", 1))
                              .orderBy(u"name");
    QCOMPARE(texts(best.values({ u"name"_s })), u"Hammer 100%_, bread, pear"_s);
    QCOMPARE(best.filter(Q(u"price", u"1.80"_s) && Q(u"createdAt__year", 2022)).count().value(), 1);
    QCOMPARE(best.first().value().names(), (QStringList { u"name"_s, u"price"_s, u"createdAt"_s, u"place"_s }));
    QCOMPARE(best.asTable().asTable().count().value(), 3);
    const auto written = NamedQuery::fromJson(best.named().toJson());
    QVERIFY_RESULT(written);
    QCOMPARE(texts(DynamicQuery(db, *written)), texts(best));
    const auto one = best.get();
    QCOMPARE(one.error().kind(), ErrorKind::MultipleFound);
    const auto kept = best.all().value(); // when the query and what it is of are gone
    QCOMPARE(kept.first().get<int>(u"name").error().field(), u"name"_s);
    QVERIFY(isRefused(best.filter(Q(u"plaec", 1)), u"Did you mean \"place\"?"_s));
    QVERIFY(isRefused(db.query(u"Product").values({ u"category__name"_s }).asTable(), u"no name for a column"_s));
    QVERIFY(!best.allowAll().update({ { u"name"_s, u"x"_s } }));

    const auto beside = db.query(u"Category").leftJoin(u"s"_s, stocks, Q(u"id", F(u"s__category"))).orderBy(u"name");
    QCOMPARE(texts(beside.values({ u"name"_s, u"s__products"_s })), u"Food 1, Fruit 3, Tools 1"_s);
    QCOMPARE(texts(beside.filter(Q(u"s__products__gt", 1)).values({ u"name"_s })), u"Fruit"_s);
    const auto again = NamedQuery::fromJson(beside.values({ u"name"_s }).named().toJson());
    QVERIFY_RESULT(again);
    QCOMPARE(texts(DynamicQuery(db, *again)), u"Food, Fruit, Tools"_s);
    QVERIFY(isRefused(beside.filter(Q(u"s", 1)), u"Which property"_s));
    QVERIFY(isRefused(beside.filter(Q(u"s__sum", 1)), u"Stock has no property \"sum\""_s));
    QVERIFY(isRefused(db.query(u"Category").join(u"name"_s, stocks), u"is a property of"_s));
    QVERIFY(isRefused(db.query(u"Category").join(u"p"_s, db.query(u"Product").values({ u"name"_s })), u"a query of values"_s));

    QVERIFY(isRefused(db.query(u"Stock"), u"has no table"_s));
    QVERIFY(isRefused(start.asTable(u"Product"_s), u"a model with a table of its own"_s));
    QVERIFY(isRefused(start.asTable(u"Stock"_s), u"2 properties, the query gives 1 columns"_s));
    QVERIFY(isRefused(db.query(u"Product").values({ u"name"_s }).asTable(u"Counter"_s), u"the query selects text"_s));
    QVERIFY(isRefused(start.filter(Q(u"nothing", 1)).asTable(u"Counter"_s), u"no property \"nothing\""_s));
    const auto unknown = start.asTable(u"Counters"_s).all();
    QCOMPARE(unknown.error().kind(), ErrorKind::NotFound);
    DynamicQuery deep = start;
    for (int i = 0; i < 60; ++i)
        deep = deep.asTable(u"Counter"_s);
    QVERIFY(isRefused(deep, u"more than 50 deep"_s));
    QVERIFY(!stocks.filter(Q(u"products", 1)).remove());
}

void tst_DynamicQuery::changes()
{
    Database &db = database();
    const auto reviews = db.query(u"Review");
    const auto good = reviews.filter(Q(u"text", u"good"));
    const auto transaction = db.begin();
    QVERIFY_RESULT(transaction);
    QCOMPARE(good.update({ { u"stars"_s, F(u"stars") - 1 }, { u"answer"_s, QVariant() }, { u"customer"_s, 2.0 } }).value(), 1);
    const auto changed = good.get();
    QVERIFY_RESULT(changed);
    QCOMPARE((*changed)[u"stars"].toInt(), 3);
    QVERIFY((*changed)[u"answer"].isNull());
    QCOMPARE((*changed)[u"customer"].toInt(), 2);
    QCOMPARE(good.update({ { u"answer"_s, F(u"text") } }).value(), 1);
    QCOMPARE(good.get().value()[u"answer"].toString(), u"good"_s);
    const auto products = db.query(u"Product").filter(Q(u"category__name", u"Fruit"));
    QCOMPARE(products.update({ { u"status"_s, u"Discontinued"_s }, { u"price"_s, 9.5 } }).value(), 3);
    QCOMPARE(products.filter(Q(u"status", u"Discontinued") && Q(u"price", u"9.50")).count().value(), 3);
    QCOMPARE(reviews.filter(Q(u"product__category__name", u"Fruit") && Q(u"stars", 2)).remove().value(), 1);
    QCOMPARE(reviews.count().value(), 1);
}

/// As the typed ones refuse; and nothing is changed.
void tst_DynamicQuery::refusals()
{
    Database &db = database();
    const auto products = db.query(u"Product");
    const auto kind
            = [](const auto &result) { return result ? std::optional<ErrorKind>() : std::optional(result.error().kind()); };
    QCOMPARE(kind(products.update({ { u"stock"_s, 0 } })), ErrorKind::InvalidQuery);
    QCOMPARE(kind(products.remove()), ErrorKind::InvalidQuery);
    const auto some = products.filter(Q(u"stock__gt", 1));
    QCOMPARE(kind(some.update({})), ErrorKind::InvalidQuery);
    QCOMPARE(kind(some.update({ { u"stok"_s, 0 } })), ErrorKind::InvalidQuery);
    QVERIFY(some.update({ { u"stok"_s, 0 } }).error().hint().contains(u"Did you mean \"stock\"?"_s));
    QCOMPARE(kind(some.update({ { u"id"_s, 7 } })), ErrorKind::InvalidQuery);
    QCOMPARE(kind(some.update({ { u"stock"_s, u"x"_s } })), ErrorKind::Conversion);
    QCOMPARE(kind(some.update({ { u"stock"_s, qint64(5'000'000'000) } })), ErrorKind::Conversion);
    QCOMPARE(kind(some.update({ { u"stock"_s, F(u"name") } })), ErrorKind::InvalidQuery);
    QCOMPARE(kind(products.values({ u"name"_s }).distinct().count()), ErrorKind::InvalidQuery);
    QCOMPARE(kind(products.annotate(u"n"_s, fn(u"count")).values({ u"name"_s }).count()), ErrorKind::InvalidQuery);
    QCOMPARE(kind(products.annotate(u"n"_s, fn(u"count")).values({ u"name"_s }).remove()), ErrorKind::InvalidQuery);
    QCOMPARE(kind(products.values({ u"nmae"_s }).count()), ErrorKind::InvalidQuery);
    QCOMPARE(kind(db.query(u"Nothing").count()), ErrorKind::NotFound);
    QCOMPARE(kind(db.query(u"Nothing").allowAll().remove()), ErrorKind::NotFound);
    QCOMPARE(products.count().value(), 5);
    QCOMPARE(products.filter(Q(u"stock", 0)).count().value(), 1);
}

void tst_DynamicQuery::immutable()
{
    const DynamicQuery all = m_databases.front().query(u"Product");
    const DynamicQuery some = all.filter(Q(u"stock__gt", 5));
    QCOMPARE(all.count().value(), 5);
    QCOMPARE(some.count().value(), 2);
    QCOMPARE(some.orderBy(u"id").limit(1).all().value().size(), 1);
    QCOMPARE(some.count().value(), 2);
    QVERIFY(all.named().filters.isEmpty());
}

void tst_DynamicQuery::withoutDatabase()
{
    QVERIFY(!DynamicQuery().all());
    QCOMPARE(DynamicQuery(Database(), { .model = u"Product"_s }).all().error().kind(), ErrorKind::Configuration);
    QCOMPARE(DynamicQuery(Database(), { .model = u"Product"_s }).toSql().error().kind(), ErrorKind::Configuration);
    QVERIFY(!DynamicQuery(Database(), { .model = u"Product"_s }).allowAll().remove());
}

QTEST_GUILESS_MAIN(tst_DynamicQuery)
#include "tst_dynamicquery.moc"
