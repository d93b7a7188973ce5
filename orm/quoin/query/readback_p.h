// SPDX-License-Identifier: MIT
#pragma once

// Not part of the API.

#include <quoin/db/connection.h>
#include <quoin/meta/modelinfo.h>

#include <QtCore/qlist.h>

namespace quoin {

/// The values of these fields as their columns hold them.
Result<QList<Value>> columnValues(const QList<const FieldInfo *> &fields, const void *object);

/// Reads \a columns of stored rows into their objects, each found by the values of its fields \a by, which are unique and not
/// NULL; gives how many were not found. For what a statement could not give back itself.
Result<qsizetype> readBack(Connection &connection, const ModelInfo &model, const QList<void *> &objects,
        const QList<const FieldInfo *> &columns, const QList<const FieldInfo *> &by);

} // namespace quoin
