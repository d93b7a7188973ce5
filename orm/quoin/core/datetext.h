// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/core/export.h>

#include <QtCore/qbytearrayview.h>
#include <QtCore/qdatetime.h>
#include <QtCore/qstringview.h>

#include <array>

namespace quoin {

/// Dates and times as the engines' text, converted by position: about ten times as fast as QDateTime with a format. Times
/// are in milliseconds; date-times are UTC on both sides, and never pass through the local time zone.
/// Thread-safe, without allocation (a QDateTime is small enough to need none).
///
/// \code
/// quoin::DateTimeText text;
/// if (quoin::formatDateTime(post.publishedAt, text))
///     bind(text.data());                                    // "2024-02-29 13:45:00.250"
/// QDateTime read;
/// bool ok = quoin::parseDateTime("2024-02-29T15:45:00.25+02:00", read);   // 13:45 UTC
/// \endcode

using DateText = std::array<char, 11>;     ///< "YYYY-MM-DD" and a NUL.
using TimeText = std::array<char, 13>;     ///< "HH:MM:SS.zzz" and a NUL.
using DateTimeText = std::array<char, 24>; ///< "YYYY-MM-DD HH:MM:SS.zzz" and a NUL.

/// False, with \a text unchanged, for an invalid date or one outside the years 1 to 9999.
[[nodiscard]] QUOIN_EXPORT bool formatDate(QDate date, DateText &text);
/// False, with \a text unchanged, for an invalid time.
[[nodiscard]] QUOIN_EXPORT bool formatTime(QTime time, TimeText &text);
/// The same moment in UTC, whatever \a dateTime's time zone. False, with \a text unchanged, when it is invalid or outside the
/// years 1 to 9999 in UTC.
[[nodiscard]] QUOIN_EXPORT bool formatDateTime(const QDateTime &dateTime, DateTimeText &text);

/// Reads YYYY-MM-DD. False, with \a date unchanged, for anything else: years outside 1 to 9999, dates that do not exist,
/// text that follows ("BC").
[[nodiscard]] QUOIN_EXPORT bool parseDate(QByteArrayView text, QDate &date);
[[nodiscard]] QUOIN_EXPORT bool parseDate(QStringView text, QDate &date);

/// Reads HH:MM:SS with an optional fraction of 1 to 9 digits; what is beyond milliseconds is cut off. False, with \a time
/// unchanged, for anything else: 24:00:00 and leap seconds included.
[[nodiscard]] QUOIN_EXPORT bool parseTime(QByteArrayView text, QTime &time);
[[nodiscard]] QUOIN_EXPORT bool parseTime(QStringView text, QTime &time);

/// Reads a date and a time, separated by a blank or 'T', and optionally 'Z' or +HH[:MM[:SS]]; without these it is UTC. The
/// result is in UTC. False, with \a dateTime unchanged, for anything else or when the moment in UTC is outside the
/// years 1 to 9999.
[[nodiscard]] QUOIN_EXPORT bool parseDateTime(QByteArrayView text, QDateTime &dateTime);
[[nodiscard]] QUOIN_EXPORT bool parseDateTime(QStringView text, QDateTime &dateTime);

} // namespace quoin
