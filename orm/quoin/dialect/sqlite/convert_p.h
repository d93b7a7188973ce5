// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/dialect/syntax.h>

namespace quoin::dialect::sqlite {

/// How a rebuild turns a column's values into another type's.
struct Conversion
{
    QString expression; ///< The new value, of a column whose name in quotes was given.
    QString misfit;     ///< Which old values cannot be turned; empty: every one can.
};

/// SQLite itself would keep 'abc' in an INTEGER column: what does not fit has to be found before it is copied.
Conversion conversion(
        const schema::ColumnType &from, const schema::ColumnType &to, const QString &quotedColumn, const Syntax &syntax);

} // namespace quoin::dialect::sqlite
