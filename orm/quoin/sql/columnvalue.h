// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/meta/modelinfo.h>

namespace quoin::sql {

/// \a value as the column of \a field stores it: an enum's number as its key, a decimal with the column's scale, an integer of
/// the column's sign. A Conversion error (with model and property) when digits, range or type would be lost. Null passes.
QUOIN_EXPORT Result<Value> columnValue(const FieldInfo &field, Value value);

/// The smallest and largest integer of an integer type; UInt64's largest does not fit and is the largest of qint64.
struct IntegerRange
{
    qint64 low;
    qint64 high;
};
QUOIN_EXPORT std::optional<IntegerRange> integerRange(schema::TypeKind kind);

} // namespace quoin::sql
