// SPDX-License-Identifier: MIT
// Queries by name: each builds the same tree, the same SQL and gives the same rows as the typed one beside it; and what is wrong
// with a name or a value is said.
#include "byname/pairs.h"

#include <quoin/expr/named_p.h>
#include <quoin/telemetry/statementevent.h>

#include <models/alltypes.h>
#include <models/shop.h>
#include <tables.h>
#include <testsupport.h>

#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace quoin;
using namespace byname;
using quoin::test::Target;

class tst_ByName : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void thereAreEnough();
    void conditions_data() { addRows(conditionPairs()); }
    void conditions();
    void expressions_data() { addRows(expressionPairs()); }
    void expressions();
    void queries_data() { addRows(queryPairs()); }
    void queries();

private:
    std::vector<Database> m_databases; ///< In the order of targets().
};

void tst_ByName::initTestCase()
{
    for (const Target &target : quoin::test::targets()) {
        auto opened = Database::open(quoin::test::freshDatabase(target));
        QVERIFY_RESULT(opened);
        Database database = *opened;
        QVERIFY_RESULT((quoin::test::createTables<shop::Category, shop::Tag, shop::Product, shop::Customer, shop::Order,
                shop::OrderLine, shop::Review, AllTypes>(database)));
        QVERIFY_RESULT(fill(database));
        m_databases.push_back(database);
    }
}

void tst_ByName::thereAreEnough() { QVERIFY(conditionPairs().size() + expressionPairs().size() + queryPairs().size() >= 150); }

namespace {

QString sqlOf(const Result<SqlText> &sql)
{
    return sql ? sql->text + u" · "_s + sql->bindings.join(u", "_s) : errorKindName(sql.error().kind());
}

} // namespace

void tst_ByName::conditions()
{
    const ConditionPair pair = thisRow(conditionPairs());
    const auto named = NameScope(*pair.info).condition(pair.named);
    QVERIFY_RESULT(named);
    QVERIFY(expr::sameNode(pair.typed.node(), *named));
    for (int i = 0; i < int(m_databases.size()); ++i) {
        const Database &db = m_databases[size_t(i)];
        const DynamicQuery query = db.query(pair.model).filter(pair.named).orderBy(u"id");
        QCOMPARE(sqlOf(query.toSql()), sqlOf(pair.sql(db)));
        const auto typedKeys = pair.keys(db);
        const auto rows = query.all();
        QCOMPARE(rows.has_value(), typedKeys.has_value());
        if (!rows) {
            QCOMPARE(rows.error().kind(), ErrorKind::Unsupported);
            QCOMPARE(rows.error().toString(), typedKeys.error().toString());
            continue;
        }
        QVariantList keys;
        for (const DynamicRow &one : *rows)
            keys << one[u"id"];
        QCOMPARE(keys, *typedKeys);
    }
}

void tst_ByName::expressions()
{
    const ExpressionPair pair = thisRow(expressionPairs());
    const auto named = NameScope(*pair.info).expression(pair.named);
    QVERIFY_RESULT(named);
    QVERIFY(expr::sameNode(pair.typed, named->node));
    for (const Database &db : m_databases) {
        const DynamicQuery query = db.query(pair.model).alias(u"it"_s, pair.named).values({ u"it"_s });
        QCOMPARE(sqlOf(query.toSql()), sqlOf(pair.sql(db)));
        const auto rows = query.all();
        if (!rows)
            QCOMPARE(rows.error().kind(), ErrorKind::Unsupported);
    }
}

void tst_ByName::queries()
{
    const QueryPair pair = thisRow(queryPairs());
    for (const Database &db : m_databases) {
        const DynamicQuery query = pair.named(db);
        QCOMPARE(sqlOf(query.toSql()), sqlOf(pair.typed(db)));
        const auto rows = query.all();
        if (!rows) {
            QCOMPARE(rows.error().kind(), ErrorKind::Unsupported);
            continue;
        }
        QVERIFY(!rows->isEmpty());
    }
}

QTEST_GUILESS_MAIN(tst_ByName)
#include "tst_byname.moc"
