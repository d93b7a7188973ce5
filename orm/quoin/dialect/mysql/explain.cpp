// SPDX-License-Identifier: MIT
#include <quoin/dialect/mysql/dialect.h>
#include <quoin/dialect/mysql/explain_p.h>

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qregularexpression.h>
#include <QtCore/qstringlist.h>

using namespace Qt::StringLiterals;

namespace quoin::dialect::mysql {

namespace {

/// MySQL writes some numbers as texts.
std::optional<double> number(const QJsonObject &node, std::initializer_list<QLatin1StringView> names)
{
    for (const QLatin1StringView name : names) {
        bool ok = false;
        const double value = node.value(name).toVariant().toDouble(&ok);
        if (ok && !node.value(name).isUndefined())
            return value;
    }
    return std::nullopt;
}

QList<PlanStep> stepsIn(const QJsonObject &node);

/// An object of the plan: a table, or what is done with the rows of those inside.
PlanStep stepOf(const QString &name, const QJsonObject &node)
{
    const QString access = node.value("access_type"_L1).toString();
    PlanStep step { .operation = access.isEmpty() ? name : access,
        .table = node.value("table_name"_L1).toString(),
        .index = node.value("key"_L1).toString(),
        .rows = number(node, { "rows"_L1, "rows_examined_per_scan"_L1 }),
        .cost = number(node, { "cost"_L1 }),
        .actualRows = number(node, { "r_rows"_L1 }),
        .milliseconds = number(node, { "r_total_time_ms"_L1 }) };
    if (!step.cost)
        step.cost = number(node.value("cost_info"_L1).toObject(), { "query_cost"_L1, "prefix_cost"_L1 });
    QStringList details;
    for (const QLatin1StringView interesting : { "attached_condition"_L1, "sort_key"_L1, "message"_L1 }) {
        if (const QString text = node.value(interesting).toString(); !text.isEmpty())
            details << text;
    }
    step.detail = details.join(u"; "_s);
    step.steps = stepsIn(node);
    return step;
}

QList<PlanStep> stepsIn(const QJsonObject &node)
{
    QList<PlanStep> steps;
    for (auto member = node.begin(); member != node.end(); ++member) {
        if (member.key() == "cost_info"_L1)
            continue;
        if (member->isObject())
            steps << stepOf(member.key(), member->toObject());
        if (!member->isArray())
            continue;
        // Tables that are joined, queries that are put together; also lists of names.
        PlanStep list { .operation = member.key() };
        const QJsonArray members = member->toArray();
        for (const QJsonValue &one : members)
            list.steps << stepsIn(one.toObject());
        if (!list.steps.isEmpty())
            steps << list;
    }
    return steps;
}

/// MariaDB writes a member a line, and quotes of a condition as they are.
QString escaped(const QString &json)
{
    static const QRegularExpression member(u"\\A(\\s*\"\\w+\": \")(.*)(\",?)\\z"_s);
    QStringList lines = json.split(u'\n');
    for (QString &line : lines) {
        const auto found = member.match(line);
        if (!found.hasMatch())
            continue;
        QString value = found.captured(2);
        value.replace(u'\\', "\\\\"_L1).replace(u'"', "\\\""_L1);
        line = found.captured(1) + value + found.captured(3);
    }
    return lines.join(u'\n');
}

} // namespace

Result<QString> MysqlExplainer::statement(const QString &sql, const ExplainOptions &options) const
{
    if (!options.analyze)
        return QString(u"EXPLAIN FORMAT=JSON "_s + sql);
    if (m_capabilities.product != u"MariaDB"_s)
        return Error(ErrorKind::Unsupported,
                u"%1 tells what a statement did when it ran in no form that can be read."_s.arg(m_capabilities.product))
                .setHint(u"Without analyze it tells what the statement would do."_s);
    return QString(u"ANALYZE FORMAT=JSON "_s + sql);
}

Result<QueryPlan> MysqlExplainer::plan(const QList<QStringList> &rows) const
{
    QString text = rows.value(0).value(0);
    QJsonObject plan = QJsonDocument::fromJson(text.toUtf8()).object();
    if (plan.isEmpty()) {
        text = escaped(text);
        plan = QJsonDocument::fromJson(text.toUtf8()).object();
    }
    if (plan.isEmpty())
        return Error(ErrorKind::Unknown, u"%1 gave a plan in an unknown form."_s.arg(m_capabilities.product));
    return QueryPlan { stepsIn(plan), text };
}

std::unique_ptr<Explainer> makeExplainer(const Capabilities &capabilities)
{
    return std::make_unique<MysqlExplainer>(capabilities);
}

} // namespace quoin::dialect::mysql
