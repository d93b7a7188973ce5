// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/expr/call.h>

namespace quoin {

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
QUOIN_FUNCTION(regexpReplace) // regexpReplace(text, pattern, by): each place; see Term::regex() for patterns
QUOIN_FUNCTION(splitPart)     // splitPart(text, separator, number): the part with this number from 1; empty behind the last

// NULL where the argument is outside of the function's domain.
QUOIN_FUNCTION(abs)
QUOIN_FUNCTION(sign)
QUOIN_FUNCTION(ceil)
QUOIN_FUNCTION(floor)
QUOIN_FUNCTION(round)    // halves away from zero; round(x, 2): to two digits behind the point, -2: to hundreds
QUOIN_FUNCTION(truncate) // towards zero
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
QUOIN_FUNCTION(cot)
QUOIN_FUNCTION(asin)
QUOIN_FUNCTION(acos)
QUOIN_FUNCTION(atan)
QUOIN_FUNCTION(atan2)
inline auto pi() { return expr::call<expr::functionIndex("pi")>(); }
/// From 0 to 1 without 1, another one for each row.
inline auto random() { return expr::call<expr::functionIndex("random")>(); }
/// The remainder, as %: NULL when \a b is 0.
template<class A, class B>
    requires expr::anyTerm<A, B>
auto mod(const A &a, const B &b)
{
    return a % b;
}
// Of the 64 bits of signed integers; shiftRight() keeps the sign.
QUOIN_FUNCTION(bitAnd)
QUOIN_FUNCTION(bitOr)
QUOIN_FUNCTION(bitXor)
QUOIN_FUNCTION(bitNot)
QUOIN_FUNCTION(shiftLeft) // shiftLeft(number, bits)
QUOIN_FUNCTION(shiftRight)

QUOIN_FUNCTION(jsonLength) // of an array; NULL for all else

QUOIN_FUNCTION(coalesce) // the first that is not NULL
/// \a expression, or \a other where it is NULL.
template<expr::IsTerm X, class Y>
auto ifNull(const X &expression, const Y &other)
{
    return coalesce(expression, other);
}
QUOIN_FUNCTION(nullIf)   // nullIf(a, b): NULL where both are equal, else a
QUOIN_FUNCTION(greatest) // NULL when one of them is
QUOIN_FUNCTION(least)

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
