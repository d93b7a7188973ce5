// SPDX-License-Identifier: MIT
#include <quoin/dialect/postgresql/dialect.h>
#include <quoin/dialect/postgresql/explain_p.h>

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qstringlist.h>

using namespace Qt::StringLiterals;

namespace quoin::dialect::postgresql {

namespace {

std::optional<double> number(const QJsonObject &node, QLatin1StringView name)
{
    const QJsonValue value = node.value(name);
    return value.isDouble() ? std::optional(value.toDouble()) : std::nullopt;
}

PlanStep stepOf(const QJsonObject &node)
{
    PlanStep step { .operation = node.value("Node Type"_L1).toString(),
        .table = node.value("Relation Name"_L1).toString(),
        .index = node.value("Index Name"_L1).toString(),
        .rows = number(node, "Plan Rows"_L1),
        .cost = number(node, "Total Cost"_L1),
        .actualRows = number(node, "Actual Rows"_L1),
        .milliseconds = number(node, "Actual Total Time"_L1) };
    QStringList details;
    static constexpr std::array interesting { "Join Type"_L1, "Index Cond"_L1, "Recheck Cond"_L1, "Hash Cond"_L1, "Merge Cond"_L1,
        "Join Filter"_L1, "Filter"_L1, "Rows Removed by Filter"_L1, "Sort Key"_L1, "Group Key"_L1 };
    for (const QLatin1StringView name : interesting) {
        const QJsonValue value = node.value(name);
        if (value.isUndefined())
            continue;
        const QString text = value.isArray() ? value.toVariant().toStringList().join(u", "_s) : value.toVariant().toString();
        details << name + u' ' + text;
    }
    step.detail = details.join(u"; "_s);
    const QJsonArray below = node.value("Plans"_L1).toArray();
    for (const QJsonValue &one : below)
        step.steps << stepOf(one.toObject());
    return step;
}

} // namespace

Result<QString> PostgresqlExplainer::statement(const QString &sql, const ExplainOptions &options) const
{
    return QString((options.analyze ? u"EXPLAIN (FORMAT JSON, ANALYZE) "_s : u"EXPLAIN (FORMAT JSON) "_s) + sql);
}

/// One text of JSON: [ { "Plan": { …, "Plans": [ … ] } } ].
Result<QueryPlan> PostgresqlExplainer::plan(const QList<QStringList> &rows) const
{
    QString text;
    for (const QStringList &row : rows)
        text += row.value(0);
    const QJsonValue plan = QJsonDocument::fromJson(text.toUtf8()).array().at(0).toObject().value("Plan"_L1);
    if (!plan.isObject())
        return Error(ErrorKind::Unknown, u"%1 gave a plan in an unknown form."_s.arg(m_capabilities.product));
    return QueryPlan { { stepOf(plan.toObject()) }, text };
}

std::unique_ptr<Explainer> makeExplainer(const Capabilities &capabilities)
{
    return std::make_unique<PostgresqlExplainer>(capabilities);
}

} // namespace quoin::dialect::postgresql
