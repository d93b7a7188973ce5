// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/sql/compiler.h>

namespace quoin::sql {

/// A column with its new value.
struct NewValue
{
    const FieldInfo *field;
    expr::NodePtr value; ///< What it computes from is the row as it was.
};

/// UPDATE of the rows that \a select chooses; its order counts only where it is cut by limit or offset. \a returning: all columns
/// of the changed rows come back.
QUOIN_EXPORT Result<Compiled> compileUpdate(
        const expr::Select &select, const QList<NewValue> &values, const dialect::Dialect &dialect, bool returning = false);
/// DELETE of the rows that \a select chooses.
QUOIN_EXPORT Result<Compiled> compileDelete(const expr::Select &select, const dialect::Dialect &dialect, bool returning = false);

} // namespace quoin::sql
