// SPDX-License-Identifier: MIT
// Functions over windows: each target gives the rows that were computed by hand.
#include <quoin/quoin.h>

#include <quoin/dialect/capabilities.h>
#include <quoin/dialect/dialect.h>
#include <quoin/expr/window.h>
#include <quoin/telemetry/statementevent.h>

#include <tables/tables.h>
#include <testsupport.h>

#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace quoin;
using quoin::test::createTables;
using quoin::test::Target;

class Score
{
    Q_GADGET
    QUOIN_MODEL("scores", "")
    QUOIN_FIELD(qint64, id, "primaryKey, autoIncrement=no")
    QUOIN_FIELD(QString, team, "maxLength=10")
    QUOIN_FIELD(std::optional<int>, points, "")
    QUOIN_FIELD(double, weight, "")
    QUOIN_FIELD(bool, home, "")
};

namespace {

const auto id = field<&Score::id>;
const auto team = field<&Score::team>;
const auto points = field<&Score::points>;
const auto weight = field<&Score::weight>;

using Ids = QList<qint64>;
using Number = std::optional<qint64>;

} // namespace

class tst_Windows : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void ranks_data() { QUOIN_TARGET_ROWS(); }
    void ranks();
    void neighbours_data() { QUOIN_TARGET_ROWS(); }
    void neighbours();
    void aggregates_data() { QUOIN_TARGET_ROWS(); }
    void aggregates();
    void frames_data() { QUOIN_TARGET_ROWS(); }
    void frames();
    void groupsOfRows_data() { QUOIN_TARGET_ROWS(); }
    void groupsOfRows();
    void overGroups_data() { QUOIN_TARGET_ROWS(); }
    void overGroups();
    void order_data() { QUOIN_TARGET_ROWS(); }
    void order();
    void refusals_data() { QUOIN_TARGET_ROWS(); }
    void refusals();
    void sameTree();

private:
    /// The values of one expression, by the rows' keys.
    template<class X>
    auto values(const X &expression)
    {
        QFETCH(int, target);
        return m_databases[size_t(target)].query<Score>().values(expression, id).orderBy(id).all();
    }
    std::vector<Database> m_databases;
};

/// The values of \a expression by the rows' keys, compared.
#define COMPARE_VALUES(expression, ...) \
    do { \
        const auto rows_ = values(expression); \
        QVERIFY_RESULT(rows_); \
        QList<typename decltype(expression)::Type> values_; \
        for (const auto &row_ : *rows_) \
            values_ << std::get<0>(row_); \
        const decltype(values_) expected_ __VA_ARGS__; \
        QCOMPARE(values_, expected_); \
    } while (false)

void tst_Windows::initTestCase()
{
    for (const Target &target : quoin::test::targets()) {
        Database database = Database::open(quoin::test::freshDatabase(target)).value();
        QVERIFY_RESULT((createTables<Score>(database)));
        for (Score score :
                { Score { 1, u"a"_s, 10, 1.0, true }, Score { 2, u"a"_s, 20, 2.0, false }, Score { 3, u"a"_s, 20, 4.0, true },
                        Score { 4, u"B"_s, std::nullopt, 8.0, true }, Score { 5, u"B"_s, 5, 16.0, false } })
            QVERIFY_RESULT(database.insert(score));
        m_databases.push_back(database);
    }
}

void tst_Windows::ranks()
{
    const auto byPoints = Window().orderBy(points.desc());
    COMPARE_VALUES(rank().over(byPoints), { 3, 1, 1, 5, 4 }); // NULL is smallest, so it is last
    COMPARE_VALUES(rank().over(Window().orderBy(points)), { 3, 4, 4, 1, 2 });
    COMPARE_VALUES(rank().over(Window().orderBy(points.asc().nullsLast())), { 2, 3, 3, 5, 1 });
    COMPARE_VALUES(rank().over(Window().orderBy(points.desc().nullsFirst())), { 4, 2, 2, 1, 5 });
    COMPARE_VALUES(denseRank().over(byPoints), { 2, 1, 1, 4, 3 });
    COMPARE_VALUES(rowNumber().over(Window().orderBy(points.desc(), id)), { 3, 1, 2, 5, 4 });
    COMPARE_VALUES(rowNumber().over(partitionBy(team).orderBy(id.desc())), { 3, 2, 1, 2, 1 });
    COMPARE_VALUES(percentRank().over(byPoints), { 0.5, 0.0, 0.0, 1.0, 0.75 });
    COMPARE_VALUES(cumeDist().over(byPoints), { 0.6, 0.4, 0.4, 1.0, 0.8 });
    COMPARE_VALUES(ntile(2).over(Window().orderBy(id)), { 1, 1, 1, 2, 2 });
    COMPARE_VALUES(rank().over(Window().orderBy(team)), { 3, 3, 3, 1, 1 }); // by characters: B before a
    COMPARE_VALUES(rank().over(partitionBy(team, points * 2)), { 1, 1, 1, 1, 1 });
}

void tst_Windows::neighbours()
{
    const auto byId = Window().orderBy(id);
    COMPARE_VALUES(lag(points).over(byId), { std::nullopt, 10, 20, 20, std::nullopt });
    COMPARE_VALUES(lead(points, 2).over(byId), { 20, std::nullopt, 5, std::nullopt, std::nullopt });
    COMPARE_VALUES(lag(id, 2, -1).over(byId), { -1, -1, 1, 2, 3 });
    COMPARE_VALUES(lead(points, 1, 7).over(byId), { 20, 20, std::nullopt, 5, 7 }); // a NULL that is there stays
    COMPARE_VALUES(lag(weight, 0).over(byId), { 1.0, 2.0, 4.0, 8.0, 16.0 });
    COMPARE_VALUES(lag(team, 1, u"'?\\"_s).over(byId), { u"'?\\"_s, u"a"_s, u"a"_s, u"a"_s, u"B"_s });
    COMPARE_VALUES(lag(field<&Score::home>).over(byId), { std::nullopt, true, false, true, true });
    COMPARE_VALUES(firstValue(points).over(partitionBy(team).orderBy(id)), { 10, 10, 10, std::nullopt, std::nullopt });
    COMPARE_VALUES(lastValue(id).over(partitionBy(team).orderBy(id)), { 1, 2, 3, 4, 5 });
    COMPARE_VALUES(lastValue(id).over(partitionBy(team).orderBy(id).rows(unbounded, unbounded)), { 3, 3, 3, 5, 5 });
    COMPARE_VALUES(nthValue(id, 2).over(partitionBy(team).orderBy(id)), { std::nullopt, 2, 2, std::nullopt, 5 });
}

void tst_Windows::aggregates()
{
    const auto ofTeam = partitionBy(team);
    COMPARE_VALUES(count().over(ofTeam), { 3, 3, 3, 2, 2 });
    COMPARE_VALUES(count(points).over(ofTeam), { 3, 3, 3, 1, 1 });
    COMPARE_VALUES(sum(points).over(ofTeam), { 50, 50, 50, 5, 5 });
    COMPARE_VALUES(sum(points).over(Window().orderBy(id)), { 10, 30, 50, 50, 55 });
    COMPARE_VALUES(avg(weight).over(Window()), { 6.2, 6.2, 6.2, 6.2, 6.2 });
    COMPARE_VALUES(quoin::min(points).over(ofTeam), { 10, 10, 10, 5, 5 });
    COMPARE_VALUES(quoin::max(team).over(Window()), { u"a"_s, u"a"_s, u"a"_s, u"a"_s, u"a"_s });
    COMPARE_VALUES(count().filter(field<&Score::home> == true).over(ofTeam), { 2, 2, 2, 1, 1 });
    COMPARE_VALUES(sum(points).filter(points > 10).over(ofTeam), { 40, 40, 40, std::nullopt, std::nullopt });
    COMPARE_VALUES(stddevPop(points).over(partitionBy(points)), { 0.0, 0.0, 0.0, std::nullopt, 0.0 });
    COMPARE_VALUES(round(varPop(weight).over(ofTeam.orderBy(id).rows(-1, currentRow)), 9), { 0.0, 0.25, 1.0, 0.0, 16.0 });
    COMPARE_VALUES(points * 100 / sum(points).over(ofTeam), { 20, 40, 40, std::nullopt, 100 });
}

void tst_Windows::frames()
{
    const auto byId = Window().orderBy(id);
    COMPARE_VALUES(sum(id).over(byId.rows(-1, currentRow)), { 1, 3, 5, 7, 9 });
    COMPARE_VALUES(sum(id).over(byId.rows(-1, 1)), { 3, 6, 9, 12, 9 });
    COMPARE_VALUES(sum(id).over(byId.rows(1, 2)), { 5, 7, 9, 5, std::nullopt });
    COMPARE_VALUES(sum(id).over(byId.rows(unbounded, -1)), { std::nullopt, 1, 3, 6, 10 });
    COMPARE_VALUES(sum(id).over(byId.rows(currentRow, unbounded)), { 15, 14, 12, 9, 5 });
    const auto byPoints = Window().orderBy(points);
    COMPARE_VALUES(count().over(byPoints.range(currentRow, currentRow)), { 1, 2, 2, 1, 1 });
    COMPARE_VALUES(count().over(byPoints.range(-10, 5)), { 2, 3, 3, 1, 2 });
    COMPARE_VALUES(count().over(byPoints.range(-5, unbounded)), { 4, 2, 2, 5, 4 });
    COMPARE_VALUES(count().over(Window().orderBy(points.desc()).range(-10, currentRow)), { 3, 2, 2, 1, 2 });
    COMPARE_VALUES(count().over(Window().orderBy(weight).range(-3, 3)), { 3, 3, 3, 1, 1 });
}

void tst_Windows::groupsOfRows()
{
    QFETCH(int, target);
    const auto counted = count().over(Window().orderBy(points).groups(-1, currentRow));
    if (m_databases[size_t(target)].dialect().capabilities().windowGroups) {
        COMPARE_VALUES(counted, { 2, 3, 3, 1, 2 });
        return;
    }
    int sent = 0;
    const StatementObserver observer([&](const StatementEvent &) { ++sent; });
    const auto refused = values(counted);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind(), ErrorKind::Unsupported);
    QVERIFY(refused.error().hint().contains(u"rows()"_s));
    QCOMPARE(sent, 0);
}

/// A window in a query with groups is over the groups.
void tst_Windows::overGroups()
{
    QFETCH(int, target);
    const auto place = rank().over(Window().orderBy(sum(points).desc()));
    const auto rows = m_databases[size_t(target)].query<Score>().values(team, sum(points), place).orderBy(team).all();
    QVERIFY_RESULT(rows);
    using Row = std::tuple<QString, Number, qint64>;
    QCOMPARE(*rows, (QList<Row> { { u"B"_s, 5, 2 }, { u"a"_s, 50, 1 } }));
    const auto ungrouped = m_databases[size_t(target)]
                                   .query<Score>()
                                   .values(team, count(), rank().over(Window().orderBy(points)))
                                   .groupBy(team)
                                   .all();
    QVERIFY(!ungrouped);
    QVERIFY(ungrouped.error().message().contains(u"rows are not grouped by it"_s));
}

void tst_Windows::order()
{
    QFETCH(int, target);
    const auto scores = m_databases[size_t(target)].query<Score>();
    const auto place = rank().over(partitionBy(team).orderBy(points.desc()));
    const auto selected = scores.values(id).orderBy(place, team, id).all();
    QVERIFY_RESULT(selected);
    QCOMPARE(*selected, (Ids { 5, 2, 3, 4, 1 }));
    const auto page = scores.values(id, place).orderBy(place.desc(), id).limit(2).all();
    QVERIFY_RESULT(page);
    QCOMPARE(*page, (QList<std::tuple<qint64, qint64>> { { 1, 3 }, { 4, 2 } }));
    // models, too
    const auto models = scores.orderBy(place.desc()).all();
    QVERIFY_RESULT(models);
    QCOMPARE(models->first().id, 1);
}

void tst_Windows::refusals()
{
    const auto refused = [&](const auto &expression) {
        const auto rows = values(expression);
        return rows                                              ? QString()
                : rows.error().kind() == ErrorKind::InvalidQuery ? rows.error().message()
                                                                 : rows.error().toString();
    };
    int sent = 0;
    const StatementObserver observer([&](const StatementEvent &) { ++sent; });
    QVERIFY(refused(sum(points).distinct().over(Window())).contains(u"cannot count equal values once"_s));
    QVERIFY(refused(count().over(Window().orderBy(id).rows(2, 1))).contains(u"begins at 2, behind its end at 1"_s));
    QVERIFY(refused(count().over(Window().orderBy(id).rows(0, qint64(1) << 40))).contains(u"too far from the row"_s));
    QVERIFY(refused(count().over(partitionBy(team).range(-1, 1))).contains(u"need orderBy()"_s));
    QVERIFY(refused(count().over(Window().orderBy(team).range(-1, 1))).contains(u"of one number"_s));
    QVERIFY(refused(count().over(Window().orderBy(id, points).range(-1, 1))).contains(u"of one number"_s));
    QVERIFY(refused(ntile(0).over(Window())).contains(u"a position from 1"_s));
    QVERIFY(refused(lag(id, -1).over(Window())).contains(u"a length from 0"_s));
    QVERIFY(refused(nthValue(id, 0).over(Window())).contains(u"a position from 1"_s));
    QCOMPARE(sent, 0);
}

void tst_Windows::sameTree()
{
    const auto node = [](const auto &expression) { return expression.node(); };
    const Window window = partitionBy(team).orderBy(points.desc());
    QVERIFY(expr::sameNode(node(rank().over(window)), node(rank().over(partitionBy(team).orderBy(points.desc())))));
    QVERIFY(!expr::sameNode(node(rank().over(window)), node(rank().over(partitionBy(team).orderBy(points)))));
    QVERIFY(!expr::sameNode(node(rank().over(window)), node(rank().over(window.rows(-1, 0)))));
    QVERIFY(!expr::sameNode(node(rank().over(window)), node(rank().over(Window().orderBy(team, points.desc())))));
    QVERIFY(!expr::sameNode(node(rank().over(window)), node(denseRank().over(window))));
}

QTEST_GUILESS_MAIN(tst_Windows)
#include "tst_windows.moc"
