// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/dialect/expression_p.h>
#include <quoin/schema/columntype.h>

namespace quoin::dialect {

// An engine that lacks a type stores it in another one's clothes and keeps its promise by a CHECK. The check belongs to
// the type: it is written with the column, and folded back into the type when the catalogue is read, so that it is
// never seen as a constraint of its own.

/// "length("name") <= 80": how an engine bounds text or binary, by its name of the function.
QString lengthCheck(const QString &function, const QString &column, int length);
/// "("n" >= 0 AND "n" <= 65535)" for an unsigned integer.
QString rangeCheck(const QString &column, schema::TypeKind kind);

/// What \a check, read from a catalogue, makes of a column of the \a stored type: a bounded, unsigned, enumerated or JSON type.
/// None when it is a check of another meaning, or of another column.
std::optional<schema::ColumnType> typeOfCheck(const Expression &check, const QString &column, const schema::ColumnType &stored);

} // namespace quoin::dialect
