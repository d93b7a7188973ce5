// SPDX-License-Identifier: MIT
#pragma once

// Not part of the API: the names that Quoin gives. Deterministic, so that two programs with the same models make the same
// database.

#include <QtCore/qstringlist.h>

namespace quoin {

/// The longest name in bytes that every engine stores (PostgreSQL: 63 bytes, MySQL: 64 characters).
inline constexpr qsizetype maxNameBytes = 63;

/// "publishedAt" gives "published_at", "HTTPServer2" "http_server2".
QString snakeCase(QStringView name);

/// "Post" of "shop::Post".
QString lastPart(const QString &className);

/// "table_column_column_suffix", as PostgreSQL does it: posts_title_idx. Where that is too long it is cut and ends with a hash of
/// all of it.
QString constraintName(const QString &table, const QStringList &columns, QStringView suffix);

/// \a name as it is, or cut and ended with a hash when it is too long.
QString fittingName(const QString &name);

} // namespace quoin
