// SPDX-License-Identifier: MIT
#pragma once

// Not part of the API.

#include <quoin/sql/compiler.h>

namespace quoin::sql {

/// The SELECT of a query that reads expressions: with groups where one of them is an aggregate.
Result<Compiled> compileSelection(const expr::Select &select, const dialect::Dialect &dialect);

/// The query's order made total: what was asked for, else the model's own; then the key, so that paging neither loses nor repeats
/// rows.
QList<Order> totalOrder(const expr::Select &select);

} // namespace quoin::sql
