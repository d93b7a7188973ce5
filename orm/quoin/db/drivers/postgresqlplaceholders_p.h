// SPDX-License-Identifier: MIT
#pragma once

// Not part of the API.

#include <string>
#include <string_view>

namespace quoin::postgresql {

/// The statement with ? as $1, $2 …, which is all that PostgreSQL knows. In a statement that has $1 already a ? is an operator
/// (of jsonb).
[[nodiscard]] std::string numberPlaceholders(std::string_view sql);
/// The highest number of a placeholder, in a statement that has numbers.
[[nodiscard]] int placeholderCount(std::string_view sql);

} // namespace quoin::postgresql
