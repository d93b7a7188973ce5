// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/core/value.h>
#include <quoin/dialect/explain.h>

namespace quoin {

class Connection;

/// Asks the engine how it runs a statement with these values.
QUOIN_EXPORT Result<QueryPlan> explainStatement(
        Connection &connection, const QString &sql, const QList<Value> &bindings, const ExplainOptions &options);

} // namespace quoin
