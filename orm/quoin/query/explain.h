// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/dialect/explain.h>
#include <quoin/query/selection.h>

namespace quoin {

template<class T>
Result<QueryPlan> Query<T>::explain() const
{
    return m_core.explain({});
}

template<class T>
Result<QueryPlan> Query<T>::explain(const ExplainOptions &options) const
{
    return m_core.explain(options);
}

template<class Row, class... T>
Result<QueryPlan> Selection<Row, T...>::explain() const
{
    return m_core.explain({});
}

template<class Row, class... T>
Result<QueryPlan> Selection<Row, T...>::explain(const ExplainOptions &options) const
{
    return m_core.explain(options);
}

} // namespace quoin
