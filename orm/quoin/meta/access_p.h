// SPDX-License-Identifier: MIT
#pragma once

// Not part of the API: how FieldInfo reads and writes a property whose type is known at run time only.

#include <quoin/meta/modelinfo.h>

namespace quoin {

/// The two functions of one C++ type: chosen once, when the model is made.
struct FieldAccess
{
    Value (*read)(const FieldInfo &field, const void *object);
    Result<void> (*write)(const FieldInfo &field, void *object, const Value &value);
};

/// For every type that a property can have.
const FieldAccess *accessOf(FieldType type, FieldType elementType, bool optional);

/// For enums of 1 to 8 bytes; null when this compiler lays std::optional out in a way we do not know.
const FieldAccess *enumAccess(bool optional);
const FieldAccess *foreignKeyAccess();
const FieldAccess *userTypeAccess();

/// What non-optional properties answer to NULL.
Error nullRefused();

} // namespace quoin
