// SPDX-License-Identifier: MIT
#pragma once

// Not part of the API.

#include <quoin/core/value.h>

#include <compare>

namespace quoin {

/// The order of two values of one kind: numbers by value whatever their type, dates, times, texts by code point. Unordered for
/// NaN and for values that have no order together.
std::partial_ordering compareValues(const Value &a, const Value &b);

} // namespace quoin
