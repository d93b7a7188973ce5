// SPDX-License-Identifier: MIT
#include <quoin/db/drivers/driver_p.h>
#include <quoin/db/explain.h>

namespace quoin {

namespace {

QString textOf(const Value &value)
{
    if (const auto *json = value.get<JsonText>())
        return QString::fromUtf8(json->utf8);
    return value.toVariant().toString();
}

} // namespace

Result<QueryPlan> explainStatement(
        Connection &connection, const QString &sql, const QList<Value> &bindings, const ExplainOptions &options)
{
    const std::unique_ptr<dialect::Explainer> explainer = makeExplainer(connection.options().engine, connection.dialect());
    const auto question = explainer->statement(sql, options);
    if (!question)
        return question.error();
    auto statement = connection.prepare(*question);
    if (!statement)
        return statement.error();
    (*statement)->bindAll(bindings);
    auto cursor = (*statement)->query();
    if (!cursor)
        return cursor.error();
    QList<QStringList> rows;
    while ((*cursor)->next()) {
        QStringList &row = rows.emplaceBack();
        for (int i = 0; i < (*cursor)->columnCount(); ++i)
            row << textOf((*cursor)->rawValue(i));
    }
    const std::optional<Error> error = (*cursor)->error();
    (*statement)->close();
    return error ? Result<QueryPlan>(*error) : explainer->plan(rows);
}

} // namespace quoin
