// SPDX-License-Identifier: MIT
// The same random queries of the same random rows, asked of every engine by each way to it, and of an evaluator in memory that
// knows the portability contract and no SQL. What they do not agree on is shrunk to the smallest rows and query that show it.
//
// QUOIN_DIFFERENTIAL_QUERIES: how many queries, 2000 unless set. QUOIN_DIFFERENTIAL_SEED: where to begin; a failure names the
// seed of its rows and queries, with which it comes first.
#include "code.h"
#include "runner.h"

#include <testsupport.h>

#include <QtTest/qtest.h>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace quoin;
using namespace differential;
using quoin::test::Target;

namespace {

quint64 setting(const char *variable, quint64 otherwise)
{
    bool isNumber = false;
    const quint64 given = qEnvironmentVariable(variable).toULongLong(&isNumber);
    return isNumber ? given : otherwise;
}

/// An engine in memory that loses every row whose maybeSize is NULL.
Examinee forgetfulExaminee()
{
    auto rows = std::make_shared<Data>();
    const auto store = [rows](const Data &data) -> Result<void> {
        *rows = data;
        Table &items = rows->tables[2];
        const int lost = items.model->field(u"maybeSize")->index;
        items.rows.removeIf([lost](const QList<Value> &row) { return row.at(lost).isNull(); });
        return {};
    };
    const auto ask = [rows](const Case &asked) -> Answer {
        const auto question = questionOf(asked);
        if (!question)
            return question.error();
        QList<QList<Value>> answer;
        for (const QList<Cell> &cells : Evaluator(*rows).evaluate(question->select).rows) {
            answer.emplaceBack();
            for (const Cell &cell : cells)
                answer.last() << cell.value;
        }
        return answer;
    };
    return { u"forgetful"_s, u"forgetful"_s, store, ask };
}

} // namespace

class tst_Differential : public QObject
{
    Q_OBJECT

private slots:
    void enginesAgree();
    void differencesAreShrunk();
};

void tst_Differential::enginesAgree()
{
    QList<Examinee> engines;
    for (const Target &target : quoin::test::targets()) {
        auto engine = databaseExaminee(target.name, target.engine, quoin::test::freshDatabase(target));
        QVERIFY_RESULT(engine);
        engines << *engine;
    }
    constexpr int perRows = 100;
    const quint64 seed = setting("QUOIN_DIFFERENTIAL_SEED", 20'241'127);
    const auto queries = int(setting("QUOIN_DIFFERENTIAL_QUERIES", 2000));
    qInfo("QUOIN_DIFFERENTIAL_SEED=%llu QUOIN_DIFFERENTIAL_QUERIES=%d", seed, queries);
    Runner runner(engines);
    for (quint64 set = 0; runner.asked < queries && runner.failures.isEmpty(); ++set)
        runner.run(seed + set, std::min(perRows, queries - runner.asked));
    qInfo("%d queries, of which %d were refused by all engines; of %d the evaluator cannot tell the answer", runner.asked,
            runner.refused, runner.skipped);
    for (const QString &failure : std::as_const(runner.failures))
        qWarning("%s", qPrintable(failure));
    QVERIFY(runner.failures.isEmpty());
    if (queries >= 1000) { // else it is chance
        QVERIFY(runner.skipped < runner.asked / 10);
        QVERIFY(runner.refused < runner.asked / 50);
    }
}

/// The test can fail, and then shows what matters and no more.
void tst_Differential::differencesAreShrunk()
{
    Runner runner({ forgetfulExaminee() });
    for (quint64 set = 1; runner.examples.isEmpty() && set < 100; ++set)
        runner.run(set, 100);
    QVERIFY(!runner.examples.isEmpty());
    const Example &smallest = runner.examples.first();
    qsizetype rows = 0;
    for (const Table &table : smallest.data.tables)
        rows += table.rows.size();
    QVERIFY2(rows <= 5, qPrintable(toCode(smallest.asked) + u'\n' + toCode(smallest.data))); // of some 80, within its time
    QVERIFY(smallest.data.tagging.isEmpty());
    QVERIFY(smallest.asked.query.filters.isEmpty());
    QVERIFY2(toCode(smallest.asked).size() < 120, qPrintable(toCode(smallest.asked)));
}

QTEST_GUILESS_MAIN(tst_Differential)
#include "tst_differential.moc"
