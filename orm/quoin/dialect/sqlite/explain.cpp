// SPDX-License-Identifier: MIT
#include <quoin/dialect/sqlite/dialect.h>
#include <quoin/dialect/sqlite/explain_p.h>

#include <QtCore/qhash.h>
#include <QtCore/qregularexpression.h>
#include <QtCore/qstringlist.h>

using namespace Qt::StringLiterals;

namespace quoin::dialect::sqlite {

namespace {

/// "SEARCH posts USING INDEX posts_views (views>?)", "SCAN t0", "USE TEMP B-TREE FOR ORDER BY".
PlanStep stepOf(const QString &detail)
{
    static const QRegularExpression access(u"\\A(SEARCH|SCAN) (?:TABLE )?(\\S+)(?: AS (\\S+))?(.*)\\z"_s);
    static const QRegularExpression by(u"\\A USING (?:COVERING |AUTOMATIC |PARTIAL )*(?:INDEX (\\S+)|INTEGER PRIMARY KEY)"_s);
    const auto found = access.match(detail);
    if (!found.hasMatch())
        return { .operation = detail };
    PlanStep step { .operation = found.captured(1),
        .table = found.captured(found.hasCaptured(3) && !found.captured(3).isEmpty() ? 3 : 2),
        .detail = found.captured(4).trimmed() };
    if (const auto index = by.match(found.captured(4)); index.hasMatch())
        step.index = index.captured(1).isEmpty() ? u"PRIMARY KEY"_s : index.captured(1);
    return step;
}

QList<PlanStep> below(const QMultiHash<QString, QStringList> &rows, const QString &parent)
{
    QList<PlanStep> steps;
    const QList<QStringList> children = rows.values(parent); // the latest first
    for (auto row = children.crbegin(); row != children.crend(); ++row) {
        PlanStep step = stepOf(row->at(3));
        step.steps = below(rows, row->at(0));
        steps << step;
    }
    return steps;
}

} // namespace

Result<QString> SqliteExplainer::statement(const QString &sql, const ExplainOptions &options) const
{
    if (options.analyze)
        return Error(ErrorKind::Unsupported, u"%1 does not tell what a statement did when it ran."_s.arg(m_capabilities.product))
                .setHint(u"Without analyze it tells what the statement would do."_s);
    return u"EXPLAIN QUERY PLAN "_s + sql;
}

/// Rows of id, parent, something unused, and words.
Result<QueryPlan> SqliteExplainer::plan(const QList<QStringList> &rows) const
{
    QMultiHash<QString, QStringList> byParent;
    QueryPlan plan;
    for (const QStringList &row : rows) {
        if (row.size() < 4 || row.at(0) == row.at(1))
            return Error(ErrorKind::Unknown, u"%1 gave a plan in an unknown form."_s.arg(m_capabilities.product));
        byParent.insert(row.at(1), row);
        plan.text += row.at(3) + u'\n';
    }
    plan.steps = below(byParent, u"0"_s);
    return plan;
}

std::unique_ptr<Explainer> makeExplainer(const Capabilities &capabilities)
{
    return std::make_unique<SqliteExplainer>(capabilities);
}

} // namespace quoin::dialect::sqlite
