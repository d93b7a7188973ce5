// SPDX-License-Identifier: MIT
// Reading expressions instead of models: values, structs, groups and aggregates, the same on every engine.
#include <quoin/quoin.h>

#include <quoin/dialect/capabilities.h>
#include <quoin/dialect/dialect.h>

#include <tables/tables.h>
#include <testsupport.h>

#include <QtCore/qjsonobject.h>
#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace quoin;
using quoin::test::createTables;
using quoin::test::Target;

namespace selecting {
Q_NAMESPACE

enum class Kind { Plain, Fancy };
Q_ENUM_NS(Kind)

class Shop
{
    Q_GADGET
    QUOIN_MODEL("shops", "")
    QUOIN_FIELD(qint64, id, "primaryKey, autoIncrement=no")
    QUOIN_FIELD(QString, town, "maxLength=40")
};

class Sale
{
    Q_GADGET
    QUOIN_MODEL("sales", "")
    QUOIN_FIELD(qint64, id, "primaryKey, autoIncrement=no")
    QUOIN_FIELD(quoin::ForeignKey<Shop>, shop, "")
    QUOIN_FIELD(std::optional<int>, pieces, "")
    QUOIN_FIELD(qint64, big, "")
    QUOIN_FIELD(double, mass, "")
    QUOIN_FIELD(quoin::Decimal, price, "precision=10, scale=2")
    QUOIN_FIELD(QString, label, "maxLength=40")
    QUOIN_FIELD(QDate, day, "")
    QUOIN_FIELD(Kind, kind, "")
    QUOIN_FIELD(QJsonObject, extra, "")
};

class Ledger
{
    Q_GADGET
    QUOIN_MODEL("ledger", "")
    QUOIN_FIELD(qint64, id, "primaryKey, autoIncrement=no")
    QUOIN_FIELD(quoin::Decimal, amount, "precision=58, scale=20")
};

struct TownRow
{
    QString town;
    qint64 sales;
    std::optional<qint64> pieces;
};

} // namespace selecting

using namespace selecting;

namespace {

const auto town = field<&Sale::shop, &Shop::town>;
const auto pieces = field<&Sale::pieces>; // 2, NULL, 3 in Rome; 2 in Bonn
const auto mass = field<&Sale::mass>;     // 1, 2, 3, 4
const auto price = field<&Sale::price>;   // 1.50, 2.50, 1.50, 10.00
const auto label = field<&Sale::label>;   // a, B, a, ä
const auto id = field<&Sale::id>;

} // namespace

class tst_Selection : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void aggregates_data() { QUOIN_TARGET_ROWS(); }
    void aggregates();
    void decimals_data() { QUOIN_TARGET_ROWS(); }
    void decimals();
    void ofNothing_data() { QUOIN_TARGET_ROWS(); }
    void ofNothing();
    void structs_data() { QUOIN_TARGET_ROWS(); }
    void structs();
    void groups_data() { QUOIN_TARGET_ROWS(); }
    void groups();
    void values_data() { QUOIN_TARGET_ROWS(); }
    void values();
    void distinct_data() { QUOIN_TARGET_ROWS(); }
    void distinct();
    void calculatedTexts_data() { QUOIN_TARGET_ROWS(); }
    void calculatedTexts();
    void calculatedDecimals_data() { QUOIN_TARGET_ROWS(); }
    void calculatedDecimals();
    void orderOfAggregates_data() { QUOIN_TARGET_ROWS(); }
    void orderOfAggregates();
    void pages_data() { QUOIN_TARGET_ROWS(); }
    void pages();
    void refusals_data() { QUOIN_TARGET_ROWS(); }
    void refusals();
    void sql();

private:
    Query<Sale> sales() const
    {
        QFETCH(int, target);
        return m_databases[size_t(target)].query<Sale>();
    }
    std::vector<Database> m_databases;
};

void tst_Selection::initTestCase()
{
    for (const Target &target : quoin::test::targets()) {
        auto opened = Database::open(quoin::test::freshDatabase(target));
        QVERIFY_RESULT(opened);
        Database database = *opened;
        QVERIFY_RESULT((createTables<Shop, Sale, Ledger>(database)));
        for (Shop shop : { Shop { .id = 1, .town = u"Rome"_s }, Shop { .id = 2, .town = u"Bonn"_s } })
            QVERIFY_RESULT(database.insert(shop));
        const auto sale
                = [](qint64 id, qint64 shop, std::optional<int> pieces, qint64 big, const QString &price, const QString &label) {
                      return Sale { .id = id,
                          .shop = Value(shop),
                          .pieces = pieces,
                          .big = big,
                          .mass = double(id),
                          .price = Decimal::fromString(price).value(),
                          .label = label,
                          .day = QDate(2024, int(id), 1),
                          .kind = id == 4 ? Kind::Fancy : Kind::Plain,
                          .extra = QJsonObject { { u"id"_s, id } } };
                  };
        const qint64 most = std::numeric_limits<qint64>::max();
        for (Sale row : { sale(1, 1, 2, most, u"1.50"_s, u"a"_s), sale(2, 1, std::nullopt, most, u"2.50"_s, u"B"_s),
                     sale(3, 1, 3, 1, u"1.50"_s, u"a"_s), sale(4, 2, 2, 1, u"10.00"_s, u"ä"_s) })
            QVERIFY_RESULT(database.insert(row));
        qint64 entry = 0;
        const QString most58 = u"99999999999999999999999999999999999999.99999999999999999999"_s;
        for (const QString &amount : { most58, u"1.00000000000000000002"_s, QString(u'-' + most58) }) {
            Ledger row { .id = ++entry, .amount = Decimal::fromString(amount).value() };
            QVERIFY_RESULT(database.insert(row));
        }
        m_databases.push_back(database);
    }
}

void tst_Selection::aggregates()
{
    const auto all = sales().aggregate(count(), count(pieces), countDistinct(pieces), sum(pieces), avg(pieces));
    QVERIFY_RESULT(all);
    QCOMPARE(std::get<0>(*all), 4);
    QCOMPARE(std::get<1>(*all), 3);
    QCOMPARE(std::get<2>(*all), 2);
    QCOMPARE(std::get<3>(*all), std::optional<qint64>(7));
    QVERIFY(std::abs(*std::get<4>(*all) - 7.0 / 3) < 1e-12); // all its digits on every engine

    const auto rest
            = sales().aggregate(sum(pieces).distinct(), sum(mass), min(mass), max(field<&Sale::day>), min(label), max(label));
    QVERIFY_RESULT(rest);
    QCOMPARE(std::get<0>(*rest), std::optional<qint64>(5));
    QCOMPARE(std::get<1>(*rest), 10.0);
    QCOMPARE(std::get<2>(*rest), 1.0);
    QCOMPARE(std::get<3>(*rest), QDate(2024, 4, 1));
    QCOMPARE(std::get<4>(*rest), u"B"_s); // by code points
    QCOMPARE(std::get<5>(*rest), u"ä"_s);

    const auto some
            = sales().aggregate(count().filter(mass > 1.5), sum(pieces).filter(mass > 1.5), count(pieces).filter(mass > 9.0));
    QVERIFY_RESULT(some);
    QCOMPARE(*some, std::tuple(qint64(3), std::optional<qint64>(5), qint64(0)));

    // arithmetic of aggregates, and aggregates of computed values
    const auto computed = sales().aggregate(sum(pieces) * 2 + count(), sum(pieces * 2), max(when(mass > 2.0, 1).otherwise(0)));
    QVERIFY_RESULT(computed);
    QCOMPARE(*computed, std::tuple(std::optional<qint64>(18), std::optional<qint64>(14), std::optional<qint64>(1)));
    QCOMPARE(sales().filter(mass > 2.0).aggregate(count()).value(), 2);

    // what does not fit into 64 bits is an error, never another number
    QVERIFY(!sales().aggregate(sum(field<&Sale::big>)));

    const auto spread = sales().aggregate(stddevPop(mass), varSamp(mass));
    QVERIFY_RESULT(spread);
    QVERIFY(std::abs(*std::get<0>(*spread) - 1.118033988749895) < 1e-12);
    QVERIFY(std::abs(*std::get<1>(*spread) - 5.0 / 3) < 1e-12);
    const auto rounded = sales().aggregate(sum(cast<double>(price)));
    QVERIFY_RESULT(rounded);
    QCOMPARE(*rounded, std::optional(15.5));
}

/// Exact to the last digit, also where the engine keeps decimals as text.
void tst_Selection::decimals()
{
    QFETCH(int, target);
    QVERIFY(m_databases[size_t(target)].dialect().capabilities().decimalAggregates);
    const auto total
            = sales().aggregate(sum(price), min(price), max(price), sum(price).filter(mass > 2.5), sum(price).distinct());
    QVERIFY_RESULT(total);
    QCOMPARE(std::get<0>(*total)->toString(), u"15.50"_s);
    QCOMPARE(std::get<1>(*total)->toString(), u"1.50"_s);
    QCOMPARE(std::get<2>(*total)->toString(), u"10.00"_s);
    QCOMPARE(std::get<3>(*total)->toString(), u"11.50"_s);
    QCOMPARE(std::get<4>(*total)->toString(), u"14.00"_s);
    QVERIFY(!std::get<0>(sales().filter(id < 0).aggregate(sum(price), count()).value()));

    // by groups, with conditions on them and in their order
    using Group = std::tuple<QString, std::optional<Decimal>>;
    const auto groups = sales().values(town, sum(price)).orderBy(sum(price).desc()).all();
    QVERIFY_RESULT(groups);
    QCOMPARE(*groups,
            QList<Group>(
                    { { u"Bonn"_s, Decimal::fromString(u"10").value() }, { u"Rome"_s, Decimal::fromString(u"5.5").value() } }));
    const auto dear = sales().values(town, sum(price)).having(sum(price) > Decimal::fromString(u"9.99").value()).all();
    QVERIFY_RESULT(dear);
    QCOMPARE(*dear, QList<Group>({ groups->first() }));

    // more digits than a double has, of both signs
    const auto ledger
            = m_databases[size_t(target)].query<Ledger>().aggregate(sum(field<&Ledger::amount>), max(field<&Ledger::amount>));
    QVERIFY_RESULT(ledger);
    QCOMPARE(std::get<0>(*ledger)->toString(), u"1.00000000000000000002"_s);
    QCOMPARE(std::get<1>(*ledger)->toString(), u"99999999999999999999999999999999999999.99999999999999999999"_s);
}

void tst_Selection::ofNothing()
{
    const auto none = sales().filter(id < 0).aggregate(count(), sum(pieces), avg(pieces), min(mass));
    QVERIFY_RESULT(none);
    QCOMPARE(std::get<0>(*none), 0);
    QVERIFY(!std::get<1>(*none) && !std::get<2>(*none) && !std::get<3>(*none));
    const auto grouped = sales().filter(id < 0).values(town, count()).all();
    QVERIFY_RESULT(grouped);
    QVERIFY(grouped->isEmpty());
}

void tst_Selection::structs()
{
    const auto rows = sales().select<TownRow>(town, count(), sum(pieces)).orderBy(count().desc()).all();
    QVERIFY_RESULT(rows);
    QCOMPARE(rows->size(), 2);
    QCOMPARE(rows->at(0).town, u"Rome"_s);
    QCOMPARE(rows->at(0).sales, 3);
    QCOMPARE(rows->at(0).pieces, std::optional<qint64>(5));
    QCOMPARE(rows->at(1).town, u"Bonn"_s);
    QCOMPARE(rows->at(1).sales, 1);
}

void tst_Selection::groups()
{
    using Group = std::tuple<QString, qint64>;
    const auto many = sales().values(town, count()).having(count() > 1).all();
    QVERIFY_RESULT(many);
    QCOMPARE(*many, QList<Group>({ { u"Rome"_s, 3 } }));
    // by a computed value, with values bound in it
    const auto computed = sales().values(concat(label, u"!"_s), count()).orderBy(count().desc(), concat(label, u"!"_s)).all();
    QVERIFY_RESULT(computed);
    QCOMPARE(computed->size(), 3);
    QCOMPARE(computed->at(0), Group(u"a!"_s, 2));
    // groups that are not selected
    const auto counts = sales().values(count()).groupBy(town).orderBy(count()).all();
    QVERIFY_RESULT(counts);
    QCOMPARE(*counts, QList<qint64>({ 1, 3 }));
    // an aggregate in the order makes groups, too
    QCOMPARE(sales().values(town).orderBy(count().desc()).all().value(), QList<QString>({ u"Rome"_s, u"Bonn"_s }));
    // the values of one group are equal: NULL is one
    const auto byPieces = sales().values(pieces, count()).orderBy(pieces).all();
    QVERIFY_RESULT(byPieces);
    QCOMPARE(byPieces->size(), 3);
    QVERIFY(!std::get<0>(byPieces->at(0)));
    // conditions on both
    const auto both = sales().filter(mass > 1.5).values(town, max(mass)).having(max(mass) > 3.5 || town == u"Nowhere").all();
    QVERIFY_RESULT(both);
    QCOMPARE(both->size(), 1);
    QCOMPARE(std::get<0>(both->at(0)), u"Bonn"_s);
}

void tst_Selection::values()
{
    const auto rows = sales().values(id, pieces, mass, price, label, field<&Sale::day>, field<&Sale::kind>, field<&Sale::extra>,
                                     field<&Sale::shop>, length(label))
                              .orderBy(id)
                              .all();
    QVERIFY_RESULT(rows);
    QCOMPARE(rows->size(), 4);
    const auto &[key, count, weight, cost, text, day, kind, extra, shop, letters] = rows->at(3);
    QCOMPARE(key, 4);
    QCOMPARE(count, std::optional(2));
    QCOMPARE(weight, 4.0);
    QCOMPARE(cost.toString(), u"10.00"_s);
    QCOMPARE(text, u"ä"_s);
    QCOMPARE(day, QDate(2024, 4, 1));
    QCOMPARE(kind, Kind::Fancy);
    QCOMPARE(extra.value(u"id"_s).toInt(), 4);
    QCOMPARE(shop.key(), Value(2));
    QCOMPARE(letters, 1);
    QCOMPARE(sales().filter(id == 2).values(pieces).first().value(), std::nullopt);
    QCOMPARE(sales().values(label).orderBy(id.desc()).all().value(), QList<QString>({ u"ä"_s, u"a"_s, u"B"_s, u"a"_s }));
    QCOMPARE(sales().filter(id < 0).values(label).first().error().kind(), ErrorKind::NotFound);
}

void tst_Selection::distinct()
{
    const auto labels = sales().values(price).distinct().orderBy(price.desc()).all();
    QVERIFY_RESULT(labels);
    QCOMPARE(labels->size(), 3);
    QCOMPARE(labels->at(0).toString(), u"10.00"_s);
    QCOMPARE(labels->at(2).toString(), u"1.50"_s);

    // an enumeration stored as text, whose order is not that of its text
    const auto kind = field<&Sale::kind>;
    const auto kinds = sales().values(kind).distinct().orderBy(kind).all();
    QVERIFY_RESULT(kinds);
    QCOMPARE(*kinds, QList<Kind>({ Kind::Plain, Kind::Fancy }));
    const auto page = sales().values(town, kind).distinct().orderBy(kind.desc(), town).limit(2).all();
    QVERIFY_RESULT(page);
    using Row = std::tuple<QString, Kind>;
    QCOMPARE(*page, QList<Row>({ { u"Bonn"_s, Kind::Fancy }, { u"Rome"_s, Kind::Plain } }));
    const auto grouped = sales().values(kind, count()).distinct().orderBy(kind.desc(), count()).all();
    QVERIFY_RESULT(grouped);
    QCOMPARE(grouped->size(), 2);
    QCOMPARE(std::get<0>(grouped->first()), Kind::Fancy);
}

void tst_Selection::pages()
{
    // one of each group, and none twice, though the order asked for does not tell them apart
    QList<QString> seen;
    for (int page = 0; page < 2; ++page) {
        const auto rows = sales().values(town, min(mass) * 0).orderBy(min(mass) * 0).limit(1).offset(page).all();
        QVERIFY_RESULT(rows);
        QCOMPARE(rows->size(), 1);
        seen << std::get<0>(rows->first());
    }
    QCOMPARE(seen, QList<QString>({ u"Bonn"_s, u"Rome"_s }));
}

void tst_Selection::refusals()
{
    const auto ungrouped = sales().values(label, count()).groupBy(town).all();
    QVERIFY(!ungrouped);
    QCOMPARE(ungrouped.error().kind(), ErrorKind::InvalidQuery);
    QVERIFY(ungrouped.error().message().contains(u"\"label\" stands beside an aggregate"_s));
    const auto unordered = sales().values(label).distinct().orderBy(id).all();
    QVERIFY(!unordered);
    QVERIFY(unordered.error().message().contains(u"orderBy() after distinct()"_s));
    QVERIFY(sales().orderBy(count().desc()).all().error().message().contains(u"rows have no order by an aggregate"_s));
    QVERIFY(!sales().limit(2).aggregate(count()));
    QVERIFY(!sales().values(label).limit(-1).all());
}

/// Texts of which nothing says how long they are when the statement is prepared.
void tst_Selection::calculatedTexts()
{
    const QString longText = u"ä\U0001F642"_s.repeated(20'000);
    const auto size = when(mass > 2.5, u"large"_s).otherwise(u"small"_s);
    QCOMPARE(sales().values(size).orderBy(id).all().value(), QStringList({ u"small"_s, u"small"_s, u"large"_s, u"large"_s }));
    QCOMPARE(sales().values(size).distinct().orderBy(size.desc()).all().value(), QStringList({ u"small"_s, u"large"_s }));
    QCOMPARE(sales().values(size, count()).orderBy(size).all().value(),
            (QList<std::tuple<QString, qint64>> { { u"large"_s, 2 }, { u"small"_s, 2 } }));
    QCOMPARE(sales().values(concat(label, u"!"_s, longText)).orderBy(id).first().value(), u"a!"_s + longText);
    QCOMPARE(sales().values(coalesce(nullIf(label, u"a"_s), u"none"_s)).orderBy(id).all().value(),
            QStringList({ u"none"_s, u"B"_s, u"none"_s, u"ä"_s }));
    const auto most = sales().values(max(when(mass > 2.5, u"x"_s).otherwise(longText))).first();
    QVERIFY_RESULT(most);
    QCOMPARE(*most, std::optional(longText));
}

/// 1.5 is 1.50, whatever digits a decimal came with.
void tst_Selection::calculatedDecimals()
{
    const auto decimal = [](const QString &text) { return Decimal::fromString(text).value(); };
    // 1.5, 2.5000, 1.50, 10.00
    const auto mixed = when(id == 1, decimal(u"1.5"_s)).when(id == 2, decimal(u"2.5000"_s)).otherwise(price);
    QCOMPARE(sales().values(mixed).distinct().orderBy(mixed).all().value(),
            QList<Decimal>({ decimal(u"1.5"_s), decimal(u"2.5"_s), decimal(u"10"_s) }));
    QCOMPARE(sales().values(mixed, count()).orderBy(mixed).all().value(),
            (QList<std::tuple<Decimal, qint64>> { { decimal(u"1.5"_s), 2 }, { decimal(u"2.5"_s), 1 }, { decimal(u"10"_s), 1 } }));
    QCOMPARE(sales().values(count()).groupBy(mixed).all()->size(), 3);
    QCOMPARE(sales().aggregate(countDistinct(mixed)).value(), 3);
    QCOMPARE(sales().values(nullIf(mixed, decimal(u"1.500"_s))).orderBy(id).all().value(),
            (QList<std::optional<Decimal>> { {}, decimal(u"2.5"_s), {}, decimal(u"10"_s) }));
    QCOMPARE(sales().filter(nullIf(price, decimal(u"10"_s)).isNull()).count().value(), 1);
}

/// By an aggregate's place among the columns, where NULLs are to stand elsewhere than the engine has them.
void tst_Selection::orderOfAggregates()
{
    // The sum of pieces for each label: a 5, B NULL, ä 2.
    const auto total = sum(pieces);
    const auto labels = [&](const Order &order) {
        QStringList found;
        const auto all = sales().values(label, total).orderBy(order, label).all();
        if (!all)
            qWarning("%s", qPrintable(all.error().toString()));
        for (const auto &[text, sum] : all.value())
            found << text;
        return found.join(u' ');
    };
    QCOMPARE(labels(total.asc()), u"B ä a"_s);
    QCOMPARE(labels(total.asc().nullsLast()), u"ä a B"_s);
    QCOMPARE(labels(total.desc().nullsFirst()), u"B a ä"_s);
    QCOMPARE(sales().values(total).groupBy(label).distinct().orderBy(total.asc().nullsLast()).all().value(),
            (QList<std::optional<qint64>> { 2, 5, {} }));
    const auto chosen = sum(pieces).filter(id > 1);
    QCOMPARE(sales().values(chosen).groupBy(label).orderBy(chosen.desc().nullsFirst()).limit(2).all().value(),
            (QList<std::optional<qint64>> { {}, 3 }));
}

void tst_Selection::sql()
{
    const auto statement = m_databases.front()
                                   .query<Sale>()
                                   .filter(mass > 1.5)
                                   .values(town, count().filter(pieces > 1))
                                   .having(count() > 1)
                                   .orderBy(town)
                                   .limit(5)
                                   .toSql();
    QVERIFY_RESULT(statement);
    QCOMPARE(statement->text,
            u"SELECT \"t1\".\"town\" AS \"_1\", count(*) FILTER (WHERE \"t0\".\"pieces\" > ?) AS \"_2\" FROM \"sales\" AS \"t0\" "
            "JOIN \"shops\" AS \"t1\" ON \"t1\".\"id\" = \"t0\".\"shop_id\" WHERE \"t0\".\"mass\" > ? GROUP BY \"t1\".\"town\" "
            "HAVING count(*) > ? ORDER BY \"_1\" LIMIT ?"_s);
    QCOMPARE(statement->bindings, QStringList({ u"1"_s, u"1.5"_s, u"1"_s, u"5"_s }));
}

QTEST_GUILESS_MAIN(tst_Selection)
#include "tst_selection.moc"
