// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/expr/term.h>

namespace quoin {

namespace expr {

/// A term, or a value that is made one: what operators and functions take.
template<class T>
struct OperandOf
{
    using Type = T;
    static constexpr Level level = Level::Row;
};
template<IsTerm T>
struct OperandOf<T>
{
    using Type = typename T::Type;
    static constexpr Level level = T::level;
};
template<class T>
    requires(!IsTerm<T> && TextLike<T>)
struct OperandOf<T>
{
    using Type = QString;
    static constexpr Level level = Level::Row;
};
template<class T>
using operandType = typename OperandOf<std::remove_cvref_t<T>>::Type;

template<class... T>
inline constexpr bool anyTerm = (IsTerm<std::remove_cvref_t<T>> || ...);

template<class... T>
consteval Level highestLevel()
{
    Level level = Level::Row;
    ((level = higher(level, OperandOf<std::remove_cvref_t<T>>::level)), ...);
    return level;
}

/// The node of a term, or of a value that takes part in an expression.
template<class T>
NodePtr nodeOf(const T &value)
{
    if constexpr (IsTerm<T>)
        return value.node();
    else
        return literal(toValue<operandType<T>>(value));
}

template<bool Nullable, class T>
using optionalIf = std::conditional_t<Nullable, std::optional<unwrapped<T>>, unwrapped<T>>;

template<class T>
inline constexpr bool isInteger = std::is_integral_v<unwrapped<T>> && !std::is_same_v<unwrapped<T>, bool>;
template<class T>
inline constexpr bool isNumber = isInteger<T> || std::is_floating_point_v<unwrapped<T>> || std::is_same_v<unwrapped<T>, Decimal>;
template<class T>
inline constexpr bool isDecimal = std::is_same_v<unwrapped<T>, Decimal>;

/// The type that values of both have in common, as CASE, coalesce() and arithmetic need it; void where there is none.
template<class A, class B>
consteval auto commonType()
{
    using X = unwrapped<A>;
    using Y = unwrapped<B>;
    if constexpr (std::is_same_v<X, std::nullopt_t>)
        return std::type_identity<Y> {};
    else if constexpr (std::is_same_v<Y, std::nullopt_t> || (std::is_same_v<X, Y> && !isInteger<X>))
        return std::type_identity<X> {};
    else if constexpr (isInteger<X> && isInteger<Y>)
        return std::type_identity<qint64> {};
    else if constexpr (isNumber<X> && isNumber<Y> && !isDecimal<X> && !isDecimal<Y>)
        return std::type_identity<double> {};
    else if constexpr ((isDecimal<X> && isInteger<Y>) || (isInteger<X> && isDecimal<Y>))
        return std::type_identity<Decimal> {};
    else
        return std::type_identity<void> {};
}
template<class A, class B>
using common = typename decltype(commonType<A, B>())::type;

template<class T>
inline constexpr bool maybeNull = isOptional<T> || std::is_same_v<T, std::nullopt_t>;

template<NodeKind Kind, class A, class B>
auto arithmetic(const A &left, const B &right)
{
    using X = operandType<A>;
    using Y = operandType<B>;
    static_assert(isNumber<X> && isNumber<Y>, "+ - * / and % are for numbers: one side is none (concat() joins texts)");
    static_assert(!std::is_same_v<unwrapped<X>, quint64> && !std::is_same_v<unwrapped<Y>, quint64>,
            "an unsigned 64-bit number cannot be calculated with on every engine");
    using Both = common<X, Y>;
    static_assert(!std::is_void_v<Both>, "a Decimal and a floating-point number do not mix: use cast<double>() on the Decimal");
    static_assert(Kind != NodeKind::Divide || !isDecimal<Both>,
            "the engines round the quotient of two Decimals differently: use cast<double>() first");
    static_assert(Kind != NodeKind::Modulo || isInteger<Both>, "% is for integers");
    constexpr bool byZero = Kind == NodeKind::Divide || Kind == NodeKind::Modulo; // is NULL
    using Type = optionalIf<byZero || maybeNull<X> || maybeNull<Y>, Both>;
    return Expression<Type, highestLevel<A, B>()>(binary(Kind, nodeOf(left), nodeOf(right)));
}

} // namespace expr

// Integers are calculated with in 64 bits and give an error when the result does not fit; they divide as in C++, and by zero the
// result is NULL. With NULL on one side it is NULL.
template<class A, class B>
    requires expr::anyTerm<A, B>
auto operator+(const A &left, const B &right)
{
    return expr::arithmetic<expr::NodeKind::Add>(left, right);
}
template<class A, class B>
    requires expr::anyTerm<A, B>
auto operator-(const A &left, const B &right)
{
    return expr::arithmetic<expr::NodeKind::Subtract>(left, right);
}
template<class A, class B>
    requires expr::anyTerm<A, B>
auto operator*(const A &left, const B &right)
{
    return expr::arithmetic<expr::NodeKind::Multiply>(left, right);
}
template<class A, class B>
    requires expr::anyTerm<A, B>
auto operator/(const A &left, const B &right)
{
    return expr::arithmetic<expr::NodeKind::Divide>(left, right);
}
template<class A, class B>
    requires expr::anyTerm<A, B>
auto operator%(const A &left, const B &right)
{
    return expr::arithmetic<expr::NodeKind::Modulo>(left, right);
}
template<expr::IsTerm A>
auto operator-(const A &operand)
{
    using T = typename A::Type;
    static_assert(expr::isNumber<T> && !std::is_same_v<expr::unwrapped<T>, quint64>, "- is for signed numbers");
    using Wide = expr::optionalIf<expr::maybeNull<T>, expr::common<T, T>>;
    return Expression<Wide, A::level>(expr::unary(expr::NodeKind::Negate, operand.node()));
}

/// A value as an expression, where one is needed: value(1) / field<&Post::views>.
template<class T>
auto value(const T &given)
{
    using Type = std::conditional_t<expr::isInteger<T>, expr::optionalIf<expr::maybeNull<T>, qint64>, expr::operandType<T>>;
    static_assert(!std::is_enum_v<expr::unwrapped<T>> && !std::is_same_v<T, std::nullopt_t>,
            "value() takes numbers, texts, dates and the like: an enumeration's storage is known to its property only");
    return Expression<Type>(expr::nodeOf(given));
}

} // namespace quoin
