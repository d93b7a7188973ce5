// SPDX-License-Identifier: MIT
#include "functions.h"

#include <QtCore/qhash.h>

using namespace Qt::StringLiterals;
using namespace quoin;

namespace differential {

namespace {

using Cells = std::vector<Cell>;
using Function = std::function<Cell(const Cells &, Doubts &)>;

/// A date is its midnight.
QDateTime moment(const Cell &cell)
{
    if (const auto *date = cell.value.get<QDate>())
        return QDateTime(*date, QTime(0, 0), Qt::UTC);
    return cell.value.get<QDateTime>() ? cell.value.get<QDateTime>()->toUTC() : QDateTime();
}

QDate date(const Cell &cell) { return moment(cell).date(); }

QTime clock(const Cell &cell) { return cell.value.get<QTime>() ? *cell.value.get<QTime>() : moment(cell).time(); }

qint64 integer(const Cell &cell) { return cell.value.get<qint64>() ? *cell.value.get<qint64>() : 0; }

/// \a result as the type that was given: a date, or a date with a time. Dates outside of what columns hold are no part of the
/// contract.
Cell likeGiven(const Cell &given, const QDateTime &result, Doubts &doubts)
{
    if (!result.isValid() || result.date().year() < 1 || result.date().year() > 9999)
        doubts.unclear = true;
    return { .value = given.value.get<QDate>() ? Value(result.date()) : Value(result) };
}

Function part(qint64 (*function)(QDate))
{
    return [function](const Cells &given, Doubts &) -> Cell { return { .value = function(date(given[0])) }; };
}

Function partOfClock(int (QTime::*function)() const)
{
    return [function](const Cells &given, Doubts &) -> Cell { return { .value = (clock(given[0]).*function)() }; };
}

Function cutDate(QDate (*function)(QDate))
{
    return [function](const Cells &given, Doubts &doubts) {
        return likeGiven(given[0], QDateTime(function(date(given[0])), QTime(0, 0), Qt::UTC), doubts);
    };
}

Function cutTime(int unit)
{
    return [unit](const Cells &given, Doubts &doubts) {
        const QDateTime at = moment(given[0]);
        const int ms = at.time().msecsSinceStartOfDay();
        return likeGiven(given[0], QDateTime(at.date(), QTime::fromMSecsSinceStartOfDay(ms / unit * unit), Qt::UTC), doubts);
    };
}

Function added(QDateTime (*function)(const QDateTime &, qint64))
{
    return [function](const Cells &given, Doubts &doubts) {
        return likeGiven(given[0], function(moment(given[0]), integer(given[1])), doubts);
    };
}

/// Whole months from \a from to \a to: a day that has not come yet does not make one.
qint64 monthsBetween(QDate from, QDate to)
{
    const qint64 months = (to.year() - from.year()) * 12 + to.month() - from.month();
    if (months > 0 && to.day() < from.day())
        return months - 1;
    return months < 0 && to.day() > from.day() ? months + 1 : months;
}

qint64 isoYear(QDate date)
{
    int year = 0;
    std::ignore = date.weekNumber(&year);
    return year;
}

QHash<QByteArray, Function> dateFunctions()
{
    using F = const Cells &;
    constexpr int second = 1000, minute = 60 * second, hour = 60 * minute, day = 24 * hour;
    return {
        { "year", part([](QDate d) -> qint64 { return d.year(); }) },
        { "quarter", part([](QDate d) -> qint64 { return (d.month() + 2) / 3; }) },
        { "month", part([](QDate d) -> qint64 { return d.month(); }) },
        { "week", part([](QDate d) -> qint64 { return d.weekNumber(); }) },
        { "day", part([](QDate d) -> qint64 { return d.day(); }) },
        { "isoYear", part(&isoYear) },
        { "weekDay", part([](QDate d) -> qint64 { return d.dayOfWeek() % 7 + 1; }) },
        { "isoWeekDay", part([](QDate d) -> qint64 { return d.dayOfWeek(); }) },
        { "dayOfYear", part([](QDate d) -> qint64 { return d.dayOfYear(); }) },
        { "hour", partOfClock(&QTime::hour) },
        { "minute", partOfClock(&QTime::minute) },
        { "second", partOfClock(&QTime::second) },
        { "truncYear", cutDate([](QDate d) { return QDate(d.year(), 1, 1); }) },
        { "truncQuarter", cutDate([](QDate d) { return QDate(d.year(), (d.month() - 1) / 3 * 3 + 1, 1); }) },
        { "truncMonth", cutDate([](QDate d) { return QDate(d.year(), d.month(), 1); }) },
        { "truncWeek", cutDate([](QDate d) { return d.addDays(1 - d.dayOfWeek()); }) },
        { "truncDay", cutTime(day) },
        { "truncHour", cutTime(hour) },
        { "truncMinute", cutTime(minute) },
        { "truncSecond", cutTime(second) },
        { "addYears", added([](const QDateTime &at, qint64 count) { return at.addYears(int(count)); }) },
        { "addMonths", added([](const QDateTime &at, qint64 count) { return at.addMonths(int(count)); }) },
        { "addDays", added([](const QDateTime &at, qint64 count) { return at.addDays(count); }) },
        { "addHours", added([](const QDateTime &at, qint64 count) { return at.addSecs(count * 3600); }) },
        { "addMinutes", added([](const QDateTime &at, qint64 count) { return at.addSecs(count * 60); }) },
        { "addSeconds", added([](const QDateTime &at, qint64 count) { return at.addSecs(count); }) },
        { "yearsBetween",
                [](F given, Doubts &) -> Cell { return { .value = monthsBetween(date(given[0]), date(given[1])) / 12 }; } },
        { "monthsBetween", [](F given, Doubts &) -> Cell { return { .value = monthsBetween(date(given[0]), date(given[1])) }; } },
        { "daysBetween", [](F given, Doubts &) -> Cell { return { .value = date(given[0]).daysTo(date(given[1])) }; } },
        { "secondsBetween",
                [](F given, Doubts &) -> Cell {
                    const double seconds = double(moment(given[0]).msecsTo(moment(given[1]))) / 1000;
                    return { .value = seconds, .noise = 1e-12 * std::abs(seconds) + 1e-6 };
                } },
        { "toDate", [](F given, Doubts &) -> Cell { return { .value = date(given[0]) }; } },
        { "toTime", [](F given, Doubts &) -> Cell { return { .value = clock(given[0]) }; } },
        { "toDateTime", [](F given, Doubts &) -> Cell { return { .value = moment(given[0]) }; } },
    };
}

} // namespace

std::optional<Cell> callDateFunction(std::string_view name, const Cells &arguments, Doubts &doubts)
{
    static const QHash<QByteArray, Function> functions = dateFunctions();
    const auto found = functions.constFind(QByteArray(name.data(), qsizetype(name.size())));
    return found == functions.cend() ? std::nullopt : std::optional((*found)(arguments, doubts));
}

} // namespace differential
