// SPDX-License-Identifier: MIT
// Rows grouped several times at once: the same rows on every engine, whether it knows grouping sets or not.
#include <quoin/expr/window.h>
#include <quoin/quoin.h>

#include <tables/tables.h>
#include <testsupport.h>

#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace quoin;
using namespace quoin::literals;

namespace groupings {

class Sale
{
    Q_GADGET
    QUOIN_MODEL("sales", "")
public:
    enum class Kind { Retail, Trade };
    Q_ENUM(Kind)
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(QString, country, "maxLength=2")
    QUOIN_FIELD(std::optional<QString>, city, "maxLength=20")
    QUOIN_FIELD(Kind, kind, "")
    QUOIN_FIELD(QDate, day, "")
    QUOIN_FIELD(int, amount, "")
    QUOIN_FIELD(quoin::Decimal, price, "precision=10, scale=2")
};

/// A row of sets as a table.
class Part
{
    Q_GADGET
    QUOIN_MODEL("parts", "rows")
    QUOIN_FIELD(std::optional<QString>, country, "maxLength=2")
    QUOIN_FIELD(std::optional<QString>, city, "maxLength=20")
    QUOIN_FIELD(qint64, level, "")
    QUOIN_FIELD(std::optional<qint64>, amount, "")
};

} // namespace groupings

using namespace groupings;

namespace {

const auto country = field<&Sale::country>;
const auto city = field<&Sale::city>;
const auto kind = field<&Sale::kind>;
const auto amount = field<&Sale::amount>;

template<class T>
QString text(const T &value)
{
    if constexpr (requires { value.has_value(); })
        return value ? text(*value) : u"-"_s;
    else if constexpr (std::is_same_v<T, Decimal>)
        return value.toString();
    else if constexpr (std::is_enum_v<T>)
        return QString::number(int(value));
    else
        return QVariant::fromValue(value).toString();
}

/// The rows in their order; the error's text where there is one.
template<class Row, class... T>
QString texts(const Selection<Row, T...> &selection)
{
    const auto rows = selection.all();
    if (!rows)
        return rows.error().toString();
    QStringList list;
    for (const auto &row : *rows) {
        if constexpr (sizeof...(T) == 1)
            list << text(row);
        else
            list << std::apply([](const auto &...values) { return QStringList { text(values)... }.join(u' '); }, row);
    }
    return list.join(u", "_s);
}

} // namespace

class tst_Groupings : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void rollup_data() { QUOIN_TARGET_ROWS(); }
    void rollup();
    void cube_data() { QUOIN_TARGET_ROWS(); }
    void cube();
    void sets_data() { QUOIN_TARGET_ROWS(); }
    void sets();
    void ofNothing_data() { QUOIN_TARGET_ROWS(); }
    void ofNothing();
    void conditions_data() { QUOIN_TARGET_ROWS(); }
    void conditions();
    void orders_data() { QUOIN_TARGET_ROWS(); }
    void orders();
    void computed_data() { QUOIN_TARGET_ROWS(); }
    void computed();
    void types_data() { QUOIN_TARGET_ROWS(); }
    void types();
    void asTable_data() { QUOIN_TARGET_ROWS(); }
    void asTable();
    void shared_data() { QUOIN_TARGET_ROWS(); }
    void shared();
    void wrong_data() { QUOIN_TARGET_ROWS(); }
    void wrong();

private:
    Query<Sale> all() { return m_database.query<Sale>(); }
    Database m_database;
};

void tst_Groupings::init()
{
    m_database = Database::open(quoin::test::freshDatabase(QUOIN_TARGET())).value();
    quoin::test::createTables<Sale>(m_database).value();
    QList<Sale> sales {
        { .country = u"AT"_s,
                .city = u"Wien"_s,
                .kind = Sale::Kind::Trade,
                .day = QDate(2023, 5, 1),
                .amount = 10,
                .price = "1.50"_dec },
        { .country = u"AT"_s,
                .city = u"Wien"_s,
                .kind = Sale::Kind::Retail,
                .day = QDate(2024, 5, 1),
                .amount = 20,
                .price = "2.25"_dec },
        { .country = u"AT"_s,
                .city = u"Graz"_s,
                .kind = Sale::Kind::Retail,
                .day = QDate(2024, 6, 1),
                .amount = 5,
                .price = "0.10"_dec },
        { .country = u"DE"_s,
                .city = u"Bonn"_s,
                .kind = Sale::Kind::Trade,
                .day = QDate(2023, 7, 1),
                .amount = 7,
                .price = "9.00"_dec },
        { .country = u"DE"_s, .kind = Sale::Kind::Retail, .day = QDate(2023, 8, 1), .amount = 3, .price = "0.05"_dec },
    };
    m_database.bulkInsert(sales).value();
}

void tst_Groupings::rollup()
{
    const auto rows = all().values(orNull(country), city, grouping(city), grouping(country, city), count(), sum(amount))
                              .groupByRollup(country, city)
                              .orderBy(grouping(country), country, grouping(city), city);
    QCOMPARE(texts(rows),
            u"AT Graz 0 0 1 5, AT Wien 0 0 2 30, AT - 1 1 3 35, DE - 0 0 1 3, DE Bonn 0 0 1 7, DE - 1 1 2 10, - - 1 3 5 45"_s);
    QCOMPARE(rows.count().value(), 7);
    QVERIFY(rows.exists().value());
    struct Line
    {
        std::optional<QString> country;
        qint64 sales;
    };
    const auto lines = all().select<Line>(orNull(country), count()).groupByRollup(country).orderBy(count().desc()).all();
    QVERIFY_RESULT(lines);
    QCOMPARE(lines->size(), 3);
    QVERIFY(!lines->first().country);
    QCOMPARE(lines->first().sales, 5);
    // What has no place for NULL says so.
    const auto strict = all().values(country, count()).groupByRollup(country).all();
    QCOMPARE(strict.error().kind(), ErrorKind::Conversion);
}

void tst_Groupings::cube()
{
    const auto rows
            = all().values(orNull(country), orNull(kind), grouping(country, kind), sum(amount)).groupByCube(country, kind);
    QCOMPARE(texts(rows.orderBy(grouping(country, kind), country, kind)),
            u"AT 0 0 25, AT 1 0 10, DE 0 0 3, DE 1 0 7, AT - 1 35, DE - 1 10, - 0 2 28, - 1 2 17, - - 3 45"_s);
    QCOMPARE(rows.count().value(), 9);
}

void tst_Groupings::sets()
{
    const auto rows = all().values(orNull(country), orNull(kind), count());
    const auto byEach = rows.groupBySets(groupingSet(country), groupingSet(kind));
    QCOMPARE(texts(byEach.orderBy(country, kind)), u"- 0 3, - 1 2, AT - 3, DE - 2"_s);
    // One set is an ordinary group; one that comes twice gives its rows twice.
    QCOMPARE(texts(rows.groupBySets(groupingSet(country, kind)).orderBy(country, kind)), u"AT 0 2, AT 1 1, DE 0 1, DE 1 1"_s);
    QCOMPARE(texts(all().values(orNull(country), count())
                             .groupBySets(groupingSet(country), groupingSet(country))
                             .orderBy(country)),
            u"AT 3, AT 3, DE 2, DE 2"_s);
    QCOMPARE(texts(all().values(count()).groupBySets(groupingSet())), u"5"_s);
    // Without an aggregate, too.
    QCOMPARE(texts(all().values(orNull(country)).groupByRollup(country).orderBy(grouping(country), country)), u"AT, DE, -"_s);
    QCOMPARE(texts(all().values(orNull(country)).groupBySets(groupingSet(country), groupingSet(kind)).orderBy(country)),
            u"-, -, AT, DE"_s);
}

void tst_Groupings::ofNothing()
{
    // Of no rows there are no groups, but the one of all is there.
    const auto nothing = all().filter(amount > 1000);
    QCOMPARE(texts(nothing.values(orNull(country), count(), sum(amount)).groupByRollup(country)), u"- 0 -"_s);
    QCOMPARE(texts(nothing.values(orNull(country)).groupByRollup(country)), u"-"_s);
    QCOMPARE(texts(nothing.values(orNull(country), count()).groupBySets(groupingSet(country))), u""_s);
}

void tst_Groupings::conditions()
{
    const auto rows = all().filter(amount > 3).values(orNull(country), city, count()).groupByRollup(country, city);
    QCOMPARE(texts(rows.having(count() > 1).orderBy(grouping(country), country, grouping(city))), u"AT Wien 2, AT - 3, - - 4"_s);
    QCOMPARE(texts(rows.having(grouping(city) == 1).orderBy(grouping(country), country)), u"AT - 3, DE - 1, - - 4"_s);
    // A total's NULL is a NULL to conditions, too.
    const auto perCountry = all().values(orNull(country), count()).groupByRollup(country).orderBy(country);
    QCOMPARE(texts(perCountry.having(country != u"AT"_s)), u"- 5, DE 2"_s);
    QCOMPARE(texts(perCountry.having(!(country == u"AT"_s))), u"- 5, DE 2"_s);
    QCOMPARE(texts(perCountry.having(country == u"AT"_s)), u"AT 3"_s);
    QCOMPARE(texts(rows.having(grouping(city) == 1 && sum(amount) > 10).orderBy(count())), u"AT - 3, - - 4"_s);
    QCOMPARE(texts(all().values(orNull(country), count().filter(kind == Sale::Kind::Trade), countDistinct(city))
                             .groupByRollup(country)
                             .orderBy(grouping(country), country)),
            u"AT 1 2, DE 1 1, - 2 3"_s);
}

void tst_Groupings::orders()
{
    const auto rows = all().values(orNull(country), city).groupByRollup(country, city);
    // By what is not selected, and turned round.
    QCOMPARE(texts(rows.orderBy(sum(amount).desc(), grouping(city))), u"- -, AT -, AT Wien, DE -, DE Bonn, AT Graz, DE -"_s);
    QCOMPARE(texts(rows.orderBy(sum(amount).desc(), grouping(city)).reverse().limit(2)), u"DE -, AT Graz"_s);
    // Pages neither lose nor repeat rows, also where a total looks like a row of NULL.
    QStringList pages;
    for (int page = 0; page < 7; ++page)
        pages << texts(
                all().values(orNull(country), city, count()).groupByRollup(country, city).orderBy(country).limit(1).offset(page));
    QCOMPARE(pages.join(u", "_s), u"- - 5, AT - 3, AT Graz 1, AT Wien 2, DE - 1, DE - 2, DE Bonn 1"_s);
    QCOMPARE(texts(rows.distinct().orderBy(country, city)), u"- -, AT -, AT Graz, AT Wien, DE -, DE Bonn"_s);
}

void tst_Groupings::computed()
{
    const auto inYear = year(field<&Sale::day>);
    QCOMPARE(texts(all().values(orNull(inYear), sum(amount)).groupByRollup(inYear).orderBy(grouping(inYear), inYear)),
            u"2023 20, 2024 25, - 45"_s);
    // With values in it, which an engine cannot see to be the same.
    const auto label = concat(lower(country), u"!"_s);
    QCOMPARE(texts(all().values(orNull(label), orNull(amount % 2), grouping(label), count())
                             .groupByCube(label, amount % 2)
                             .orderBy(grouping(label), label, grouping(amount % 2), amount % 2)),
            u"at! 0 0 2, at! 1 0 1, at! - 0 3, de! 1 0 2, de! - 0 2, - 0 1 2, - 1 1 3, - - 1 5"_s);
    // What is made of a group is made of its NULL in a total.
    QCOMPARE(texts(all().values(concat(country, u"?"_s), coalesce(city, u"none"_s), count() * 10)
                             .groupByRollup(country, city)
                             .having(grouping(city) == 1)
                             .orderBy(count())),
            u"DE? none 20, AT? none 30, ? none 50"_s);
    // Inside an aggregate it is what it was.
    QCOMPARE(texts(all().values(orNull(country), max(country)).groupByRollup(country).orderBy(grouping(country), country)),
            u"AT AT, DE DE, - DE"_s);
}

void tst_Groupings::types()
{
    const auto day = field<&Sale::day>;
    QCOMPARE(texts(all().values(orNull(kind), sum(field<&Sale::price>), min(day))
                             .groupByRollup(kind)
                             .orderBy(grouping(kind), kind)),
            u"0 2.40 2023-08-01, 1 10.50 2023-05-01, - 12.90 2023-05-01"_s);
    // A set that does not have a column in the first place.
    QCOMPARE(texts(all().values(orNull(day), orNull(field<&Sale::price>), orNull(kind), orNull(amount))
                             .groupBySets(groupingSet(), groupingSet(kind), groupingSet(day), groupingSet(field<&Sale::price>),
                                     groupingSet(amount))
                             .having(count() > 1)
                             .orderBy(kind)),
            u"- - - -, - - 0 -, - - 1 -"_s);
}

void tst_Groupings::asTable()
{
    const auto parts = all().select<Part>(orNull(country), city, grouping(country, city), sum(amount))
                               .groupByRollup(country, city)
                               .asTable();
    const auto level = field<&Part::level>;
    QCOMPARE(texts(parts.filter(level == 1).orderBy(field<&Part::country>).values(field<&Part::country>, field<&Part::amount>)),
            u"AT 35, DE 10"_s);
    // A window over groups of several sets: the best of each.
    const auto place = rank().over(partitionBy(level).orderBy(field<&Part::amount>.desc()));
    QCOMPARE(texts(parts.orderBy(level, field<&Part::amount>.desc()).values(level, field<&Part::amount>, place)),
            u"0 30 1, 0 7 2, 0 5 3, 0 3 4, 1 35 1, 1 10 2, 3 45 1"_s);
    QCOMPARE(all().filter(country.in(all().values(orNull(country)).groupByRollup(country).having(count() > 2))).count().value(),
            3);
}

void tst_Groupings::shared()
{
    const auto before = m_database.statistics();
    for (int least = 0; least < 4; ++least) {
        const auto rows = all().filter(amount > least * 5)
                                  .values(orNull(country), count())
                                  .groupByRollup(country)
                                  .having(count() > least)
                                  .all();
        QVERIFY_RESULT(rows);
    }
    const auto after = m_database.statistics();
    QCOMPARE(after.shapeMisses - before.shapeMisses, 4); // values in having() are a part of the text
    for (int least = 0; least < 4; ++least) {
        const auto rows
                = all().filter(amount > least * 5).values(orNull(country), count()).groupByRollup(country).orderBy(country).all();
        QVERIFY_RESULT(rows);
        QCOMPARE(rows->first(), std::tuple(std::optional<QString>(), qint64(QList { 5, 3, 1, 1 }.at(least))));
    }
    QCOMPARE(m_database.statistics().shapeMisses - after.shapeMisses, 1);
}

void tst_Groupings::wrong()
{
    const auto refused = [](const auto &selection, const QString &says) {
        const auto all = selection.all();
        QVERIFY(!all);
        QCOMPARE(all.error().kind(), ErrorKind::InvalidQuery);
        QVERIFY2(all.error().toString().contains(says), qPrintable(all.error().toString()));
    };
    const auto counts = all().values(orNull(country), count());
    refused(counts.having(grouping(country) == 1), u"this query has none"_s);
    refused(counts.orderBy(grouping(country)), u"this query has none"_s);
    refused(counts.groupByRollup(country).having(grouping(city) == 1), u"does not group by"_s);
    refused(counts.groupByRollup(city), u"\"country\" stands beside an aggregate"_s);
    refused(all().values(orNull(country), rank().over(Window().orderBy(count()))).groupByRollup(country), u"A window"_s);
    const auto own = all().filter(country == outer<&Sale::country>).values(count());
    refused(all().values(orNull(country), subquery(own)).groupByRollup(country), u"A sub-query of single rows"_s);
    refused(counts.groupByCube(country, city, kind, amount, amount + 1, amount + 2, amount + 3), u"at most 6"_s);
    refused(counts.groupBySets(), u"1 to 64 sets"_s);
}

QTEST_GUILESS_MAIN(tst_Groupings)
#include "tst_groupings.moc"
