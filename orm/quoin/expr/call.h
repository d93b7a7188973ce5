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
    case Argument::Vector:
    case Argument::List: return false; // only through functions of their own
    case Argument::Common:
        return std::is_same_v<X, QString> || number || date || instant || time || std::is_same_v<X, std::nullopt_t>;
    case Argument::Orderable: return number || date || instant || time;
    case Argument::Length:
    case Argument::Position:
    case Argument::Digits:
    case Argument::Bits: return isInteger<X>;
    case Argument::Words:
    case Argument::Pattern:
    case Argument::Replacement: return std::is_same_v<X, QString>;
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

template<class... T>
struct FirstOf
{
    using type = void;
};
template<class First, class... Rest>
struct FirstOf<First, Rest...>
{
    using type = common<First, First>;
};

/// The C++ type of what a function gives.
template<Value::Type Type, bool Common, class... T>
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
    else if constexpr (Type == Value::Type::Bool)
        return std::type_identity<bool> {};
    else if constexpr (Common)
        return std::type_identity<typename CommonOf<T...>::type> {};
    else
        return std::type_identity<typename FirstOf<T...>::type> {};
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
    using Result = typename decltype(resultType<function.result, hasCommonType(function), operandType<A>...>())::type;
    static_assert(!std::is_void_v<Result>, "the arguments' types have nothing in common");
    constexpr bool nullable = resultMaybeNull<function.nulls, operandType<A>...>();
    return Expression<optionalIf<nullable, Result>, higher(function.level, highestLevel<A...>())>(
            expr::call(function, { nodeOf(arguments)... }));
}

} // namespace expr

} // namespace quoin

/// \cond
/// A function of functionTable as a C++ function.
#define QUOIN_FUNCTION(name) \
    template<class... A> \
        requires expr::anyTerm<A...> \
    auto name(const A &...arguments) \
    { \
        return expr::call<expr::functionIndex(#name)>(arguments...); \
    }
/// \endcond
