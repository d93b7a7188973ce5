// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/core/export.h>

#include <QtCore/qstringview.h>

namespace quoin {

/// True when \a text has no NUL, no surrogate and none of the last 2048 code points of the basic plane, where the byte order mark
/// and the non-characters are: nearly every text. Then every database and driver can hold it, and its size is its number of
/// characters. False says only that one has to look closer.
[[nodiscard]] QUOIN_EXPORT bool isPlainText(QStringView text) noexcept;

} // namespace quoin
