// SPDX-License-Identifier: MIT
// What a plan makes is what the inspector reads: create, read back, compare; on the real engines.
#include "schemacases.h"
#include "scratch.h"

#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace quoin;
using namespace quoin::schema;

class tst_DdlRoundTrip : public QObject
{
    Q_OBJECT

private slots:
    void createdIsRead_data();
    void createdIsRead();
    void droppedIsGone_data() { createdIsRead_data(); }
    void droppedIsGone();
    void theImpossibleIsRefused_data();
    void theImpossibleIsRefused();
};

void tst_DdlRoundTrip::createdIsRead_data()
{
    QTest::addColumn<int>("target");
    QTest::addColumn<int>("number");
    const QList<SchemaCase> cases = schemaCases();
    for (int target = 0; target < test::targets().size(); ++target) {
        for (int number = 0; number < cases.size(); ++number)
            QTest::addRow("%s: %s", qPrintable(test::targets().at(target).name), cases.at(number).name) << target << number;
    }
}

void tst_DdlRoundTrip::createdIsRead()
{
    QFETCH(int, target);
    QFETCH(int, number);
    const SchemaCase wanted = schemaCases().at(number);
    Scratch scratch(test::targets().at(target));
    if (!wanted.isPossible(scratch.can()))
        return; // theImpossibleIsRefused() has these

    QVERIFY_RESULT(scratch.become(wanted.schema));
    const auto stored = scratch.inspect();
    QVERIFY_RESULT(stored);
    const DiffRules &rules = scratch.dialect().diffRules();
    QCOMPARE(Scratch::described(diff(*stored, wanted.schema, rules)), QString());
    if (!rules.indexesForeignKeys()) // else the stored one has indexes that nobody wanted
        QCOMPARE(Scratch::described(diff(wanted.schema, *stored, rules)), QString());
    QCOMPARE(Scratch::described(diff(*stored, *stored, rules)), QString());
}

void tst_DdlRoundTrip::droppedIsGone()
{
    QFETCH(int, target);
    QFETCH(int, number);
    const SchemaCase wanted = schemaCases().at(number);
    Scratch scratch(test::targets().at(target));
    if (!wanted.isPossible(scratch.can()))
        return;

    QVERIFY_RESULT(scratch.become(wanted.schema));
    QVERIFY_RESULT(scratch.become({}));
    const auto left = scratch.inspect();
    QVERIFY_RESULT(left);
    QVERIFY(*left == Schema());
}

void tst_DdlRoundTrip::theImpossibleIsRefused_data() { createdIsRead_data(); }

void tst_DdlRoundTrip::theImpossibleIsRefused()
{
    QFETCH(int, target);
    QFETCH(int, number);
    const SchemaCase wanted = schemaCases().at(number);
    Scratch scratch(test::targets().at(target));
    if (wanted.isPossible(scratch.can()))
        return;

    const auto refused = scratch.become(wanted.schema);
    QVERIFY(!refused.has_value());
    QCOMPARE(refused.error().kind(), ErrorKind::Unsupported);
    QVERIFY(scratch.inspect().value() == Schema());
}

QTEST_GUILESS_MAIN(tst_DdlRoundTrip)
#include "tst_ddlroundtrip.moc"
