// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/dialect/dialect.h>
#include <quoin/expr/select.h>
#include <quoin/meta/modelinfo.h>

namespace quoin::sql {

/// A statement's text with its bindings, written by one walk.
struct Compiled
{
    QString text;
    QList<Value> bindings;
    QList<bool> sensitive;            ///< Which bindings are not to be shown.
    QList<const FieldInfo *> columns; ///< Of a query of expressions: which of them are a property and nothing else; else null.
    std::vector<dialect::Origin> origins {}; ///< Of each binding.
};

/// What a SELECT gives.
enum class Projection { Rows, Count, Exists, Keys };

/// All columns of the model in the order of its fields (Rows), one number (Count), one row if there is any (Exists), or the
/// primary key of each row (Keys; in an order only where it is cut).
QUOIN_EXPORT Result<Compiled> compileSelect(const expr::Select &select, Projection projection, const dialect::Dialect &dialect);

/// INSERT of these fields, in this order, with a placeholder each; \a returning: columns that come back as rows.
QUOIN_EXPORT QString compileInsert(const ModelInfo &model, const QList<const FieldInfo *> &fields,
        const QList<const FieldInfo *> &returning, const dialect::Dialect &dialect);
/// UPDATE of these fields of the row with the key: placeholders for the fields, then for the key.
QUOIN_EXPORT QString compileUpdate(
        const ModelInfo &model, const QList<const FieldInfo *> &fields, const dialect::Dialect &dialect);
/// DELETE of the row with the key.
QUOIN_EXPORT QString compileDelete(const ModelInfo &model, const dialect::Dialect &dialect);
/// All columns of the row with the key.
QUOIN_EXPORT QString compileSelectByKey(
        const ModelInfo &model, const QList<const FieldInfo *> &columns, const dialect::Dialect &dialect);

} // namespace quoin::sql
