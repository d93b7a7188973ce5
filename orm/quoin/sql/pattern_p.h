// SPDX-License-Identifier: MIT
#pragma once

// Not part of the API: what the engines' regular expressions have in common.

#include <quoin/core/result.h>

#include <QtCore/qstring.h>

namespace quoin::sql {

/// InvalidQuery for what is no regular expression, and for one that the engines would read differently.
Result<void> checkPattern(const QString &pattern);
/// InvalidQuery for a backslash before anything but a digit from 1 or another backslash.
Result<void> checkReplacement(const QString &replacement);

} // namespace quoin::sql
