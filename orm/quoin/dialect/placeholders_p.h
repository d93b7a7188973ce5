// SPDX-License-Identifier: MIT
#pragma once

// Not part of the API: where a statement takes its values.

#include <quoin/dialect/tokens_p.h>

namespace quoin::dialect {

/// How many values a statement takes: one for each ?, or, where the engine numbers them, as many as the highest $number says. In
/// a statement that has $1 a ? is an operator (of PostgreSQL's jsonb).
[[nodiscard]] QUOIN_EXPORT int placeholderCount(QStringView sql, const TokenRules &rules);
/// It takes no more than these: what stands in texts and comments counts, too, but the statement is not taken apart.
[[nodiscard]] QUOIN_EXPORT int mostPlaceholders(QStringView sql);
/// Comments that look as if there were a placeholder in them are left out, for those who look for them everywhere.
[[nodiscard]] QUOIN_EXPORT QString withoutPlaceholdersInComments(const QString &sql, const TokenRules &rules);
/// With $1, $2 … for each ?.
[[nodiscard]] QUOIN_EXPORT QString numberPlaceholders(const QString &sql, const TokenRules &rules);

} // namespace quoin::dialect
