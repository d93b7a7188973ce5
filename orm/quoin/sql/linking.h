// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/sql/loading.h>

namespace quoin::sql {

/// Rows of the table between for one key of this end, which is bound, and some of the other; one that is there is left alone.
/// \a symmetrical: each in both directions. For a table that Quoin made: its two columns are its key.
QUOIN_EXPORT Result<Compiled> compileLink(const ThroughTable &through, const Value &key, const QList<Value> &targets,
        bool symmetrical, const dialect::Dialect &dialect);
/// Removes these rows again; \a targets null: all of the key's.
QUOIN_EXPORT Result<Compiled> compileUnlink(const ThroughTable &through, const Value &key, const QList<Value> *targets,
        bool symmetrical, const dialect::Dialect &dialect);
/// The keys of the other end that are connected with the key.
QUOIN_EXPORT Result<Compiled> compileLinked(const ThroughTable &through, const Value &key, const dialect::Dialect &dialect);

} // namespace quoin::sql
