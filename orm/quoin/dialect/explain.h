// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/core/result.h>

#include <QtCore/qlist.h>
#include <QtCore/qstring.h>

#include <optional>

namespace quoin {

/// One step of how an engine runs a statement. Words are the engine's own; what it does not tell is empty.
struct PlanStep
{
    QString operation;                     ///< "Index Scan", "SEARCH", "range", "filesort" …
    QString table {};                      ///< Which it reads, or the name that it has in the statement.
    QString index {};                      ///< By which it reads the table.
    QString detail {};                     ///< Conditions, order and the like.
    std::optional<double> rows {};         ///< How many rows the engine expects.
    std::optional<double> cost {};         ///< In a unit of the engine's own.
    std::optional<double> actualRows {};   ///< How many came in each run of the step; only after analyze.
    std::optional<double> milliseconds {}; ///< How long it took, what is below included; only after analyze.
    QList<PlanStep> steps {};              ///< Where its rows come from.
};

/// How an engine runs a statement: plain values, as a tree and as the engine says it.
struct QUOIN_EXPORT QueryPlan
{
    QList<PlanStep> steps;
    QString text; ///< The engine's own words: JSON where it speaks that.

    /// For people: a step a line, those below it further in.
    [[nodiscard]] QString toString() const;
};

struct ExplainOptions
{
    /// Runs the statement, and tells how many rows came and how long each step took. Unsupported where the engine has no such
    /// thing.
    bool analyze = false;
};

namespace dialect {

/// Asks an engine for a plan and reads the answer.
class QUOIN_EXPORT Explainer
{
public:
    virtual ~Explainer();
    /// The statement that gives the plan of \a sql, whose placeholders it keeps.
    [[nodiscard]] virtual Result<QString> statement(const QString &sql, const ExplainOptions &options) const = 0;
    /// The plan that the rows of that statement are, column by column as text.
    [[nodiscard]] virtual Result<QueryPlan> plan(const QList<QStringList> &rows) const = 0;
};

} // namespace dialect

} // namespace quoin
