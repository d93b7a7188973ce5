// SPDX-License-Identifier: MIT
#pragma once

// Not part of the API.

#include <quoin/core/value.h>

#include <QtCore/qlist.h>

#include <optional>

namespace quoin::dialect {

/// Values as the text of a JSON array: one placeholder for any number of them, where an engine has no arrays but reads JSON.
/// Only integers, texts and UUIDs, which JSON and the column keep alike; nothing for all others.
std::optional<QString> jsonList(const QList<Value> &values);

/// A list as the JSON text that list columns hold, for the elements that can be compared there: those above, doubles, booleans,
/// dates.
std::optional<QString> jsonElements(const ValueList &values);

} // namespace quoin::dialect
