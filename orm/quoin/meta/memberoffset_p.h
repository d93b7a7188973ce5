// SPDX-License-Identifier: MIT
#pragma once

// Not part of the API.

#include <quoin/meta/modelinfo.h>

namespace quoin {

/// Where in an object of \a type the member lies that a property of QUOIN_FIELD is: an instance is written to and looked at. -1
/// for types that are not worth it, and when it cannot be told.
int memberOffset(const FieldInfo &field, QMetaType type);

} // namespace quoin
