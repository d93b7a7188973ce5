// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/core/result.h>
#include <quoin/dialect/plan.h>

namespace quoin {

class Connection;

/// Runs a plan on a connection that is in no transaction: first what has to hold (nothing is changed when it does not), then the
/// statements, in one transaction where the engine can take schema changes back, and at last the checks of the result. After an
/// error a transactional plan has changed nothing; another one has run up to the statement that the error names.
QUOIN_EXPORT Result<void> runPlan(Connection &connection, const dialect::Plan &plan);

} // namespace quoin
