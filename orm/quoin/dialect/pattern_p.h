// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/dialect/syntax.h>

namespace quoin::dialect {

/// The character that escapes wildcards in LIKE patterns. Not the backslash: client libraries and engines disagree
/// about backslashes in literals.
inline constexpr char16_t likeEscape = u'!';

/// \a needle as a LIKE pattern, with %, _ and the escape character escaped.
QString likePattern(TextMatch match, QStringView needle);

} // namespace quoin::dialect
