// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/expr/arithmetic.h>
#include <quoin/expr/function.h>

namespace quoin {

namespace expr {

/// Does an expression of C++ type \a T fit where a function takes this?
template<Argument A, class T>
consteval bool accepts()
{
    using X = unwrapped<T>;
    constexpr bool date = std::is_same_v<X, QDate>;
    constexpr bool instant = std::is_same_v<X, QDateTime>;
    constexpr bool time = std::is_same_v<X, QTime>;
    constexpr bool number = isNumber<X> && !std::is_same_v<X, quint64>;
    switch (A) {
    case Argument::None: return false;
    case Argument::Any: return true;
    case Argument::Text: return std::is_same_v<X, QString>;
    case Argument::Integer: return isInteger<X> && !std::is_same_v<X, quint64>;
    case Argument::Double: return number && !isDecimal<X>;
    case Argument::Number: return number;
    case Argument::Moment: return date || instant;
    case Argument::Date: return date;
    case Argument::Instant: return instant;
    case Argument::Clock: return instant || time;
    case Argument::Json:
        return std::is_same_v<X, QJsonObject> || std::is_same_v<X, QJsonArray> || std::is_same_v<X, QJsonValue>
                || std::is_same_v<X, QJsonDocument>;
    case Argument::Common:
        return std::is_same_v<X, QString> || number || date || instant || time || std::is_same_v<X, std::nullopt_t>;
    case Argument::Orderable: return number || date || instant || time;
    case Argument::Length:
    case Argument::Position: return isInteger<X>;
    case Argument::Words: return std::is_same_v<X, QString>;
    }
    return false;
}

template<class... T>
struct CommonOf
{
    using type = void;
};
template<class T>
struct CommonOf<T>
{
    using type = common<T, T>;
};
template<class A, class B, class... More>
struct CommonOf<A, B, More...> : CommonOf<common<A, B>, More...>
{
};

/// The C++ type of what a function gives.
template<Value::Type Type, class... T>
consteval auto resultType()
{
    if constexpr (Type == Value::Type::Int)
        return std::type_identity<qint64> {};
    else if constexpr (Type == Value::Type::Double)
        return std::type_identity<double> {};
    else if constexpr (Type == Value::Type::Text)
        return std::type_identity<QString> {};
    else if constexpr (Type == Value::Type::Date)
        return std::type_identity<QDate> {};
    else if constexpr (Type == Value::Type::Time)
        return std::type_identity<QTime> {};
    else if constexpr (Type == Value::Type::DateTime)
        return std::type_identity<QDateTime> {};
    else
        return std::type_identity<typename CommonOf<T...>::type> {};
}

template<Nulls N, class... T>
consteval bool resultMaybeNull()
{
    switch (N) {
    case Nulls::OfAny: return (maybeNull<T> || ...);
    case Nulls::OfAll: return (maybeNull<T> && ...);
    case Nulls::Always: return true;
    case Nulls::Never: return false;
    }
    return true;
}

template<size_t Index, size_t At, class T>
consteval bool acceptsAt()
{
    constexpr const Function &function = functionTable[Index];
    constexpr size_t count = argumentCount(function);
    constexpr Argument argument = function.arguments[At < count ? At : count - 1];
    static_assert(accepts<argument, operandType<T>>(), "the function takes an argument of another type here");
    static_assert(argument < Argument::Length || !IsTerm<T>,
            "the function takes a plain value here, not an expression: the engines differ for zero, negative numbers and empty "
            "texts");
    return true;
}

template<size_t Index, class... A>
auto call(const A &...arguments)
{
    constexpr const Function &function = functionTable[Index];
    constexpr size_t given = sizeof...(A);
    static_assert(given >= requiredArguments(function), "the function takes more arguments");
    static_assert(given <= argumentCount(function) || function.repeats, "the function takes fewer arguments");
    if constexpr (given > 0) {
        []<size_t... At>(std::index_sequence<At...>) { static_assert((acceptsAt<Index, At, std::remove_cvref_t<A>>() && ...)); }(
                std::make_index_sequence<given>());
    }
    using Result = typename decltype(resultType<function.result, operandType<A>...>())::type;
    static_assert(!std::is_void_v<Result>, "the arguments' types have nothing in common");
    constexpr bool nullable = resultMaybeNull<function.nulls, operandType<A>...>();
    return Expression<optionalIf<nullable, Result>, higher(function.level, highestLevel<A...>())>(
            expr::call(function, { nodeOf(arguments)... }));
}

} // namespace expr

/// \cond
#define QUOIN_FUNCTION(name) \
    template<class... A> \
        requires expr::anyTerm<A...> \
    auto name(const A &...arguments) \
    { \
        return expr::call<expr::functionIndex(#name)>(arguments...); \
    }
/// \endcond

// Characters are Unicode's, and places count from 1. NULL gives NULL, but for concat(), which skips it.
QUOIN_FUNCTION(lower)
QUOIN_FUNCTION(upper)
QUOIN_FUNCTION(length)
QUOIN_FUNCTION(trim) // blanks only
QUOIN_FUNCTION(ltrim)
QUOIN_FUNCTION(rtrim)
QUOIN_FUNCTION(substr) // substr(text, from, length)
QUOIN_FUNCTION(left)
QUOIN_FUNCTION(right)
QUOIN_FUNCTION(replace) // replace(text, what, by)
QUOIN_FUNCTION(concat)
QUOIN_FUNCTION(lpad) // lpad(text, length, fill): a longer text is cut
QUOIN_FUNCTION(rpad)
QUOIN_FUNCTION(reverse)
QUOIN_FUNCTION(repeat)
QUOIN_FUNCTION(strIndex) // strIndex(text, what): 0 when it is not there
QUOIN_FUNCTION(ascii)    // the first character's code point; 0 for an empty text
QUOIN_FUNCTION(chr)
QUOIN_FUNCTION(md5) // digests: of the text's UTF-8, in lower-case hexadecimal digits
QUOIN_FUNCTION(sha1)
QUOIN_FUNCTION(sha224)
QUOIN_FUNCTION(sha256)
QUOIN_FUNCTION(sha384)
QUOIN_FUNCTION(sha512)

// NULL where the argument is outside of the function's domain.
QUOIN_FUNCTION(abs)
QUOIN_FUNCTION(sign)
QUOIN_FUNCTION(ceil)
QUOIN_FUNCTION(floor)
QUOIN_FUNCTION(round) // halves away from zero
QUOIN_FUNCTION(sqrt)
QUOIN_FUNCTION(power)
QUOIN_FUNCTION(exp)
QUOIN_FUNCTION(ln)
QUOIN_FUNCTION(log) // log(base, number)
QUOIN_FUNCTION(degrees)
QUOIN_FUNCTION(radians)
QUOIN_FUNCTION(sin)
QUOIN_FUNCTION(cos)
QUOIN_FUNCTION(tan)
QUOIN_FUNCTION(asin)
QUOIN_FUNCTION(acos)
QUOIN_FUNCTION(atan)
QUOIN_FUNCTION(atan2)
inline auto pi() { return expr::call<expr::functionIndex("pi")>(); }
/// From 0 to 1 without 1, another one for each row.
inline auto random() { return expr::call<expr::functionIndex("random")>(); }

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

QUOIN_FUNCTION(jsonLength) // of an array; NULL for all else

QUOIN_FUNCTION(coalesce) // the first that is not NULL
QUOIN_FUNCTION(nullIf)   // nullIf(a, b): NULL where both are equal, else a
QUOIN_FUNCTION(greatest) // NULL when one of them is
QUOIN_FUNCTION(least)
#undef QUOIN_FUNCTION

/// The value as a T: qint64 (of a fraction: cut off), double, QString (of an integer), QDate, QTime or QDateTime (of a date: its
/// midnight in UTC).
template<class T, class X>
    requires expr::IsTerm<X>
auto cast(const X &expression)
{
    if constexpr (expr::isInteger<T>) {
        static_assert(expr::isNumber<typename X::Type> || std::is_same_v<expr::unwrapped<typename X::Type>, bool>,
                "cast<qint64>() takes numbers: what a text is as a number differs between the engines");
        return expr::call<expr::functionIndex("toInteger")>(expression);
    } else if constexpr (std::is_floating_point_v<T>) {
        return expr::call<expr::functionIndex("toDouble")>(expression);
    } else if constexpr (std::is_same_v<T, QString>) {
        static_assert(expr::isInteger<typename X::Type>,
                "cast<QString>() takes integers: how all else is written differs between the engines");
        return expr::call<expr::functionIndex("toText")>(expression);
    } else if constexpr (std::is_same_v<T, QDate>) {
        return expr::call<expr::functionIndex("toDate")>(expression);
    } else if constexpr (std::is_same_v<T, QTime>) {
        return expr::call<expr::functionIndex("toTime")>(expression);
    } else {
        static_assert(std::is_same_v<T, QDateTime>, "cast<T>() knows qint64, double, QString, QDate, QTime and QDateTime");
        return expr::call<expr::functionIndex("toDateTime")>(expression);
    }
}

} // namespace quoin
