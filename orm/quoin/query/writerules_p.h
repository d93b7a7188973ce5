// SPDX-License-Identifier: MIT
#pragma once

// Not part of the API: what writing one row and writing many have in common.

#include <quoin/db/database.h>
#include <quoin/expr/field.h>
#include <quoin/meta/modelinfo.h>

namespace quoin {

class RecordState;

/// Success, or why rows of this model are not written: it is abstract, or a view.
Result<void> checkWritable(const ModelInfo &model);

/// The fields that a program named; InvalidQuery for one that is not a column of the model.
Result<QList<const FieldInfo *>> resolveFields(const ModelInfo &model, const QList<FieldRef> &fields);
/// The same for fields that an update sets: not the key, nor what only the database writes.
Result<QList<const FieldInfo *>> resolveUpdatable(const ModelInfo &model, const QList<FieldRef> &fields);

/// Sets what Quoin itself makes: the time of the change (\a now, or the clock's, which is kept there), UUID keys, and what the
/// default factories give.
Result<void> setAutomaticValues(const ModelInfo &model, void *object, bool inserting, std::optional<QDateTime> &now);

/// The key of the row: of a stored Record that which it was read or written with, whatever became of it in memory.
QList<Value> keyOf(const Database &database, const ModelInfo &model, const void *object, const RecordState *state);
/// After an update of these columns alone: what else was changed in memory is still to be stored.
void rememberUpdate(const Database &database, const ModelInfo &model, const void *object, RecordState *state,
        const QList<const FieldInfo *> &written, const Connection &connection);
/// A key that the database made for an insert that was rolled back is made anew.
Result<void> forgetUndoneKey(const ModelInfo &model, void *object, const RecordState &state);
/// Success, or what of a stored Record was changed that cannot be: its key, and what only the database writes.
Result<void> checkChanges(const ModelInfo &model, const void *object, const RecordState &state);

/// True for errors that another row instead of this one would not have had.
bool isOneRowsFault(const Error &error);

/// Each set of fields of which no two rows have the same values: the primary key first, unique fields, unique constraints and
/// unconditional unique indexes.
QList<QList<const FieldInfo *>> uniqueKeys(const ModelInfo &model);

} // namespace quoin
