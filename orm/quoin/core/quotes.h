// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/core/export.h>

#include <QtCore/qstring.h>

namespace quoin {

/// \a text between two \a quote, with those inside doubled: how SQL writes names ("") and texts ('').
[[nodiscard]] QUOIN_EXPORT QString inQuotes(QStringView text, QChar quote);

} // namespace quoin
