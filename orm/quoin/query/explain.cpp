// SPDX-License-Identifier: MIT
#include <quoin/query/explain.h>

#include <quoin/core/mask.h>
#include <quoin/db/connection.h>
#include <quoin/db/explain.h>
#include <quoin/query/violation_p.h>
#include <quoin/sql/compiler.h>

namespace quoin {

namespace {

void mask(QList<PlanStep> &steps)
{
    for (PlanStep &step : steps) {
        step.detail = maskLiterals(step.detail);
        mask(step.steps);
    }
}

} // namespace

Result<QueryPlan> QueryCore::explain(const ExplainOptions &options) const
{
    if (m_error)
        return *m_error;
    auto connection = m_database.connection();
    if (!connection)
        return connection.error();
    const auto compiled = sql::compileSelect(m_select, sql::Projection::Rows, (*connection)->dialect());
    if (!compiled)
        return withModel(compiled.error(), *m_select.model);
    auto plan = explainStatement(**connection, compiled->text, compiled->bindings, options);
    if (!plan)
        return withModel(plan.error(), *m_select.model);
    if (compiled->sensitive.contains(true)) { // engines write values into their conditions
        mask(plan->steps);
        plan->text = plan->toString();
    }
    return plan;
}

} // namespace quoin
