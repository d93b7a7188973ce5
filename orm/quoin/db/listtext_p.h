// SPDX-License-Identifier: MIT
#pragma once

// Not part of the API: lists and vectors as text, for engines (or ways to them) that have no arrays.

#include <quoin/core/value.h>
#include <quoin/schema/columntype.h>

#include <QtCore/qbytearrayview.h>

namespace quoin {

/// Why \a list cannot be stored: text with NUL or half a surrogate pair, a date out of range, a list in the list; NaN and
/// infinities unless \a nonFinite. Empty when it can.
[[nodiscard]] QString listFault(const ValueList &list, bool nonFinite);

/// A list without faults as a JSON array, exactly: integers and doubles as numbers, decimals, dates, UUIDs and binary (\x hex) as
/// strings.
[[nodiscard]] QByteArray listToText(const ValueList &list);
/// Reads that, and PostgreSQL's array literals. Numbers pass through a double only when \a element is one. False, with \a value
/// unchanged, when the text is neither or an element is not of the type.
[[nodiscard]] bool listFromText(QByteArrayView text, const schema::ColumnType &element, ValueList &value);

/// "[0.1,2]": each float as the shortest text that reads back as the same float; also what pgvector takes.
[[nodiscard]] QByteArray vectorToText(const Value::Vector &vector);
/// Reads that, and {0.1,2}. False, with \a value unchanged, for anything else.
[[nodiscard]] bool vectorFromText(QByteArrayView text, Value::Vector &value);

/// A list without faults as PostgreSQL's array literal: {1,NULL,"a \"b\""}.
[[nodiscard]] QByteArray listToArrayLiteral(const ValueList &list);
[[nodiscard]] QByteArray vectorToArrayLiteral(const Value::Vector &vector);

} // namespace quoin
