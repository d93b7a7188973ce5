// SPDX-License-Identifier: MIT
#pragma once

// Not part of the API: QPSQL gives moments in local time.

#include <QtCore/qdatetime.h>

namespace quoin {

/// Converts local times to UTC, many of one day faster than QDateTime does, which asks the C library for each.
///
/// The second time of a day in succession finds out the day's offset; it stands for the whole day when it also holds three hours
/// before and after it, so that no change of the clocks is near and no local time of the day is ambiguous or missing.
class LocalTime
{
public:
    [[nodiscard]] QDateTime toUtc(const QDateTime &local);
    /// To be called now and then: the program may have changed its time zone.
    void reset() { m_day = -1; }

private:
    enum class Offset { Unknown, Constant, Changing };

    qint64 m_day = -1; // the Julian day, local
    qint64 m_offsetMs = 0;
    Offset m_offset = Offset::Unknown;
};

} // namespace quoin
