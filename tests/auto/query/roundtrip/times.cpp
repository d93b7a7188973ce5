// SPDX-License-Identifier: MIT
#include "typecase.h"

using namespace Qt::StringLiterals;

ROUND_TRIP_MODEL(DateRow, "rt_date", QDate, "")
ROUND_TRIP_MODEL(TimeRow, "rt_time", QTime, "")
ROUND_TRIP_MODEL(DateTimeRow, "rt_datetime", QDateTime, "")

namespace roundtrip {

namespace {

QDateTime utc(const QString &text) { return QDateTime::fromString(text + u'Z', Qt::ISODateWithMs); }

} // namespace

QList<TypeCase> timeCases()
{
    return {
        typeCase<DateRow>("QDate",
                { QDate(1, 1, 1), QDate(999, 12, 31), QDate(1582, 10, 4), QDate(1582, 10, 10), QDate(1582, 10, 15),
                        QDate(1899, 12, 31), QDate(1900, 2, 28), QDate(1900, 3, 1), QDate(1969, 12, 31), QDate(1970, 1, 1),
                        QDate(2000, 2, 29), QDate(2023, 2, 28), QDate(2024, 2, 29), QDate(2038, 1, 19), QDate(2038, 1, 20),
                        QDate(2106, 2, 8), QDate(9999, 12, 31) },
                generate::date()),
        typeCase<TimeRow>("QTime",
                { QTime(0, 0), QTime(0, 0, 0, 1), QTime(0, 0, 1), QTime(9, 59, 59, 999), QTime(10, 0), QTime(12, 34, 56, 789),
                        QTime(12, 34, 56, 790), QTime(23, 59, 59), QTime(23, 59, 59, 999) },
                generate::time()),
        typeCase<DateTimeRow>("QDateTime",
                { utc(u"0001-01-01T00:00:00.000"_s), utc(u"0999-12-31T23:59:59.999"_s), utc(u"1582-10-10T12:00:00.000"_s),
                        utc(u"1900-01-01T00:00:00.000"_s), utc(u"1901-12-13T20:45:51.999"_s), utc(u"1969-12-31T23:59:59.999"_s),
                        utc(u"1970-01-01T00:00:00.000"_s), utc(u"1970-01-01T00:00:00.001"_s), utc(u"2000-02-29T23:59:59.999"_s),
                        utc(u"2024-02-29T12:00:00.000"_s), utc(u"2024-02-29T12:00:00.100"_s), utc(u"2024-02-29T12:00:01.000"_s),
                        // In and around the hour that is skipped, and the one that comes twice, in Berlin and St John's.
                        utc(u"2024-03-10T05:31:00.000"_s), utc(u"2024-03-31T00:59:59.999"_s), utc(u"2024-03-31T01:00:00.000"_s),
                        utc(u"2024-03-31T02:30:00.000"_s), utc(u"2024-10-27T00:30:00.000"_s), utc(u"2024-10-27T01:30:00.000"_s),
                        utc(u"2024-11-03T03:45:00.000"_s), utc(u"2024-11-03T04:45:00.000"_s), utc(u"2038-01-19T03:14:07.999"_s),
                        utc(u"2038-01-19T03:14:08.000"_s), utc(u"2106-02-07T06:28:16.000"_s), utc(u"9999-12-31T23:59:59.999"_s) },
                generate::dateTime()),
    };
}

} // namespace roundtrip

#include "times.moc"
