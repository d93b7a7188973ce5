// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/dialect/dialect.h>
#include <quoin/meta/modelinfo.h>

namespace quoin::sql {

/// What an INSERT does with a row whose unique values are stored already.
struct OnConflict
{
    enum class Action { Fail, Ignore, Update };
    Action action = Action::Fail;
    QList<const FieldInfo *> fields {};  ///< The unique values that count; Ignore: empty for all of them.
    QList<const FieldInfo *> updated {}; ///< Update: what the stored row gets; empty is only possible with fields.
};

/// INSERT of \a rows rows of these fields, row by row a placeholder each; \a returning: columns that come back as rows.
QUOIN_EXPORT QString compileBulkInsert(const ModelInfo &model, const QList<const FieldInfo *> &fields, int rows,
        const OnConflict &onConflict, const QList<const FieldInfo *> &returning, const dialect::Dialect &dialect);

struct BulkUpdate
{
    QString text;
    QList<int> values; ///< Which value goes to each placeholder: counted row by row, first the fields, then the key.
};
/// UPDATE of these fields of \a rows rows by their keys, each to values of its own.
QUOIN_EXPORT Result<BulkUpdate> compileBulkUpdate(
        const ModelInfo &model, const QList<const FieldInfo *> &fields, int rows, const dialect::Dialect &dialect);

/// DELETE of the rows with \a rows keys.
QUOIN_EXPORT QString compileBulkDelete(const ModelInfo &model, int rows, const dialect::Dialect &dialect);

/// These columns of the rows in which the fields \a by have one of \a rows combinations of values: placeholders for the first
/// combination, then the second …
QUOIN_EXPORT QString compileSelectBy(const ModelInfo &model, const QList<const FieldInfo *> &columns,
        const QList<const FieldInfo *> &by, int rows, const dialect::Dialect &dialect);

} // namespace quoin::sql
