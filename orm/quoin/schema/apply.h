// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/schema/change.h>

namespace quoin::schema {

/// Makes \a schema what it is after \a change. A Migration error when the schema has not what the change speaks of, or
/// already has what it makes; the schema is then untouched.
///
/// diff() and apply() are each other's proof: applying diff(a, b) to a gives b.
QUOIN_EXPORT Result<void> apply(const Change &change, Schema &schema);

/// The same for a list, in order; stops at the first that cannot be applied.
QUOIN_EXPORT Result<Schema> applied(const QList<Change> &changes, Schema schema);

} // namespace quoin::schema
