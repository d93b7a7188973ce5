// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/expr/byname.h>
#include <quoin/meta/modelinfo.h>
#include <quoin/query/dynamicquery.h>
#include <quoin/quoin.h>

#include <QtTest/qtest.h>

#include <functional>

/// Queries written both ways: typed, and by name. A new lookup or function is a row in one of the lists.
namespace byname {

/// A condition of one model.
struct ConditionPair
{
    const char *name;
    QString model;
    const quoin::ModelInfo *info;
    quoin::Condition typed;
    quoin::Q named;
    std::function<quoin::Result<quoin::SqlText>(const quoin::Database &)> sql;
    /// The keys of the rows for which it is true, in their order.
    std::function<quoin::Result<QVariantList>(const quoin::Database &)> keys;
};

template<class T>
ConditionPair pair(const char *name, const quoin::Condition &typed, const quoin::Q &named)
{
    using quoin::Database;
    const quoin::ModelInfo *info = *quoin::modelOf<T>();
    return { name, info->className, info, typed, named,
        [typed](const Database &db) { return db.query<T>().filter(typed).orderBy(quoin::field<&T::id>).toSql(); },
        [typed](const Database &db) {
            return db.query<T>().filter(typed).orderBy(quoin::field<&T::id>).all().transform([](const QList<T> &rows) {
                QVariantList keys;
                for (const T &row : rows)
                    keys << qint64(row.id);
                return keys;
            });
        } };
}

/// A value of each row, or of groups of them.
struct ExpressionPair
{
    const char *name;
    QString model;
    const quoin::ModelInfo *info;
    quoin::expr::NodePtr typed;
    quoin::NamedExpression named;
    std::function<quoin::Result<quoin::SqlText>(const quoin::Database &)> sql;
};

template<class T, class X>
ExpressionPair expression(const char *name, const X &typed, const quoin::NamedExpression &named)
{
    const quoin::ModelInfo *info = *quoin::modelOf<T>();
    return { name, info->className, info, typed.node(), named,
        [typed](const quoin::Database &db) { return db.query<T>().values(typed).toSql(); } };
}

/// A whole query; typed, how its statement is got at.
struct QueryPair
{
    const char *name;
    std::function<quoin::Result<quoin::SqlText>(const quoin::Database &)> typed;
    std::function<quoin::DynamicQuery(const quoin::Database &)> named;
};

/// Each pair as a row of test data.
template<class Pair>
void addRows(const QList<Pair> &pairs)
{
    QTest::addColumn<int>("pair");
    for (qsizetype i = 0; i < pairs.size(); ++i)
        QTest::newRow(pairs.at(i).name) << int(i);
}
template<class Pair>
Pair thisRow(const QList<Pair> &pairs)
{
    QFETCH(int, pair);
    return pairs.at(pair);
}

QList<ConditionPair> conditionPairs();
QList<ExpressionPair> expressionPairs();
QList<QueryPair> queryPairs();
/// Those of them that are about how a query is made of others, and of groups.
QList<QueryPair> structurePairs();

/// Parts of these lists.
void addDocuments(QList<ConditionPair> &list);
void addDocuments(QList<ExpressionPair> &list);

/// The tables of the models and some rows.
quoin::Result<void> fill(quoin::Database &database);

} // namespace byname
