// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/expr/namedquery.h>

#include <utility>

namespace differential {

/// One question: a query for rows, or for aggregates over all of its rows.
struct Case
{
    quoin::NamedQuery query;
    QList<std::pair<QString, quoin::NamedExpression>> totals {};
};

} // namespace differential
