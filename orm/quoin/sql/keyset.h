// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/dialect/dialect.h>
#include <quoin/expr/select.h>
#include <quoin/meta/modelinfo.h>

namespace quoin::sql {

/// What is known of a column of a query before it runs.
struct SelectedColumn
{
    const FieldInfo *field = nullptr; ///< The property that it is and nothing else; else null.
    Value::Type type = Value::Type::Null;
};
/// Of a query of expressions.
QUOIN_EXPORT Result<QList<SelectedColumn>> selectedColumns(const expr::Select &select, const dialect::Dialect &dialect);

/// One term of a query's total order, and what has to be known of its values to find a row by them again.
struct KeysetTerm
{
    Order order;
    schema::ColumnType type;               ///< How they are read.
    Value::Type value = Value::Type::Null; ///< What they are then; Null: as the engine types them.
    bool nullable = false;
    bool sensitive = false;
    /// A plain column of the model's own, on an engine that finds (a, b) > (x, y) in an index.
    bool isInRowRange = false;
    /// Which values are equal is a matter of the column's own collation.
    bool isCollated = false;
    /// Equal values are best asked for as a range: by = MySQL would read all of them when it reads backwards.
    bool asRange = false;
};

/// The total order of the rows of a query. InvalidQuery for rows that have no key to find them by: groups, different rows,
/// windows, and selections that are put together; Unsupported for a model without a key.
QUOIN_EXPORT Result<QList<KeysetTerm>> keysetTerms(const expr::Select &select, const dialect::Dialect &dialect);

/// The first \a rows rows of the query behind the one where the terms have these \a values (none: from its beginning), with the
/// values of the terms as the last columns. \a before: those in front of it, the nearest first. What the page costs does not
/// depend on how many rows are before it: where several terms decide, rows come from ranges of their own, each of which an index
/// of the order's columns finds at once.
QUOIN_EXPORT expr::Select keysetSelect(
        const expr::Select &select, const QList<KeysetTerm> &terms, const QList<Value> &values, bool before, qint64 rows);

} // namespace quoin::sql
