// SPDX-License-Identifier: MIT
#include <quoin/db/drivers/localtime_p.h>

namespace quoin {

namespace {

constexpr qint64 hourMs = 3600 * 1000;
constexpr qint64 dayMs = 24 * hourMs;

qint64 offsetMsAt(qint64 utcMs) { return QDateTime::fromMSecsSinceEpoch(utcMs, Qt::LocalTime).offsetFromUtc() * qint64(1000); }

/// The local fields read as if they were UTC's.
qint64 fieldsMs(const QDateTime &local) { return QDateTime(local.date(), local.time(), Qt::UTC).toMSecsSinceEpoch(); }

} // namespace

QDateTime LocalTime::toUtc(const QDateTime &local)
{
    const qint64 day = local.date().toJulianDay();
    if (!local.isValid() || day != m_day) {
        m_day = local.isValid() ? day : -1;
        m_offset = Offset::Unknown;
        return local.toUTC();
    }
    if (m_offset == Offset::Unknown) {
        const QDateTime utc = local.toUTC();
        m_offsetMs = fieldsMs(local) - utc.toMSecsSinceEpoch();
        const qint64 midnight = local.date().startOfDay(Qt::UTC).toMSecsSinceEpoch() - m_offsetMs;
        const bool constant
                = offsetMsAt(midnight - 3 * hourMs) == m_offsetMs && offsetMsAt(midnight + dayMs + 3 * hourMs) == m_offsetMs;
        m_offset = constant ? Offset::Constant : Offset::Changing;
        return utc;
    }
    if (m_offset == Offset::Changing)
        return local.toUTC();
    return QDateTime::fromMSecsSinceEpoch(fieldsMs(local) - m_offsetMs, Qt::UTC);
}

} // namespace quoin
