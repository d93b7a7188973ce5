// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/expr/call.h>

namespace quoin {

// Parts and beginnings of dates and times, in UTC.
inline auto now() { return expr::call<expr::functionIndex("now")>(); }
QUOIN_FUNCTION(year)
QUOIN_FUNCTION(quarter)
QUOIN_FUNCTION(month)
QUOIN_FUNCTION(week) // ISO 8601
QUOIN_FUNCTION(day)
QUOIN_FUNCTION(hour)
QUOIN_FUNCTION(minute)
QUOIN_FUNCTION(second)
QUOIN_FUNCTION(isoYear)
QUOIN_FUNCTION(weekDay)    // Sunday is 1, Saturday 7
QUOIN_FUNCTION(isoWeekDay) // Monday is 1, Sunday 7
QUOIN_FUNCTION(dayOfYear)
QUOIN_FUNCTION(truncYear)
QUOIN_FUNCTION(truncQuarter)
QUOIN_FUNCTION(truncMonth)
QUOIN_FUNCTION(truncWeek) // the Monday
QUOIN_FUNCTION(truncDay)
QUOIN_FUNCTION(truncHour)
QUOIN_FUNCTION(truncMinute)
QUOIN_FUNCTION(truncSecond)
// addMonths(date, 1) of the 31st of January is the last day of February. Negative numbers go back.
QUOIN_FUNCTION(addYears)
QUOIN_FUNCTION(addMonths)
QUOIN_FUNCTION(addDays)
QUOIN_FUNCTION(addHours)
QUOIN_FUNCTION(addMinutes)
QUOIN_FUNCTION(addSeconds)

/// The date of a moment, and its time of day; as cast<QDate>() and cast<QTime>().
template<expr::IsTerm X>
auto dateOf(const X &moment)
{
    return expr::call<expr::functionIndex("toDate")>(moment);
}
template<expr::IsTerm X>
auto timeOf(const X &moment)
{
    return expr::call<expr::functionIndex("toTime")>(moment);
}

namespace expr {

template<size_t Index, class A, class B>
auto difference(const A &from, const B &to)
{
    static_assert(std::is_same_v<unwrapped<operandType<A>>, unwrapped<operandType<B>>>,
            "between two dates, or between two moments: dateOf() gives a moment's date");
    return call<Index>(from, to);
}

} // namespace expr

/// Whole days, months or years from one date to another, below zero when the second comes first; of moments: between their dates
/// in UTC. A month or year is whole when its day has come: from January 31 to February 29 it is none.
template<class A, class B>
    requires expr::anyTerm<A, B>
auto daysBetween(const A &from, const B &to)
{
    return expr::difference<expr::functionIndex("daysBetween")>(from, to);
}
template<class A, class B>
    requires expr::anyTerm<A, B>
auto monthsBetween(const A &from, const B &to)
{
    return expr::difference<expr::functionIndex("monthsBetween")>(from, to);
}
template<class A, class B>
    requires expr::anyTerm<A, B>
auto yearsBetween(const A &from, const B &to)
{
    return expr::difference<expr::functionIndex("yearsBetween")>(from, to);
}
/// With the milliseconds as a fraction.
template<class A, class B>
    requires expr::anyTerm<A, B>
auto secondsBetween(const A &from, const B &to)
{
    return expr::difference<expr::functionIndex("secondsBetween")>(from, to);
}
/// Whole years since that date, in UTC.
template<expr::IsTerm X>
auto ageInYears(const X &born)
{
    if constexpr (std::is_same_v<expr::unwrapped<typename X::Type>, QDate>)
        return yearsBetween(born, dateOf(now()));
    else
        return yearsBetween(born, now());
}

} // namespace quoin
