// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/core/value.h>
#include <quoin/schema/columntype.h>

#include <optional>

namespace quoin::dialect {

// Values of defaults as text: one form per type, the same on every engine, so that what a model says and what a
// catalogue says can be compared. An engine only decides how the text is quoted.

/// "1", "-12", "19.90", "2024-02-29 12:00:00.000" (UTC), "0a1b…" for binary, JSON for lists. A Conversion error when the value is
/// not one of the type.
QUOIN_EXPORT Result<QString> valueText(const schema::ColumnType &type, const Value &value);

/// valueText() back; none when the text is no value of the type.
QUOIN_EXPORT std::optional<Value> valueFromText(const schema::ColumnType &type, const QString &text);

} // namespace quoin::dialect
