// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/core/sqlliteral.h>
#include <quoin/expr/function.h>
#include <quoin/expr/term.h>

namespace quoin {

namespace expr {

/// What a fragment gives, as a function of which nothing else is known.
template<class T>
inline constexpr Function rawFunction {
    .name = "raw",
    .result =
            [] {
                using X = unwrapped<T>;
                if constexpr (std::is_same_v<X, bool>)
                    return Value::Type::Bool;
                else if constexpr (std::is_same_v<X, quint64>)
                    return Value::Type::UInt;
                else if constexpr (std::is_integral_v<X>)
                    return Value::Type::Int;
                else if constexpr (std::is_floating_point_v<X>)
                    return Value::Type::Double;
                else if constexpr (std::is_same_v<X, QString>)
                    return Value::Type::Text;
                else if constexpr (std::is_same_v<X, QByteArray>)
                    return Value::Type::Binary;
                else if constexpr (std::is_same_v<X, QDate>)
                    return Value::Type::Date;
                else if constexpr (std::is_same_v<X, QTime>)
                    return Value::Type::Time;
                else if constexpr (std::is_same_v<X, QDateTime>)
                    return Value::Type::DateTime;
                else if constexpr (std::is_same_v<X, QUuid>)
                    return Value::Type::Uuid;
                else {
                    static_assert(std::is_same_v<X, Decimal>, "raw<T>(): T is a number, text, date, UUID or binary");
                    return Value::Type::Decimal;
                }
            }(),
    .nulls = Nulls::Always,
};

template<class X>
NodePtr rawOperand(const X &operand)
{
    if constexpr (IsTerm<X>) {
        return operand.node();
    } else {
        static_assert(!isNamedBinding<X>, "raw(): the placeholders of a fragment are ?");
        return literal(toValue<X>(operand));
    }
}

template<class X>
consteval Level levelOf()
{
    if constexpr (IsTerm<X>)
        return X::level;
    else
        return Level::Row;
}

template<class... X>
consteval Level rawLevel()
{
    Level level = Level::Row;
    ((level = higher(level, levelOf<X>())), ...);
    return level;
}

/// \a function as a Call whose text is given: a ? for each operand.
QUOIN_EXPORT NodePtr rawCall(const Function &function, const QString &sql, std::vector<NodePtr> operands);

} // namespace expr

/// A piece of the engine's own SQL as an expression of a query, for what has no C++ function: its text is a literal, each ? in it
/// a property, another expression or a value, which is bound. \a T says what comes out; it may be NULL.
///
/// It is written as it is, so it works on the engines that know these words, and it is up to its writer what it means there.
/// \code
/// db.query<Post>().filter(raw<qint64>("length(?)", field<&Post::title>) > 80).orderBy(raw<double>("random()"));
/// \endcode
template<class T, class... X>
auto raw(SqlLiteral<std::type_identity_t<X>...> sql, const X &...operands)
{
    using Type = std::optional<expr::unwrapped<T>>;
    return Expression<Type, expr::rawLevel<X...>()>(
            expr::rawCall(expr::rawFunction<T>, sql.toString(), { expr::rawOperand(operands)... }));
}

/// The same as a condition; NULL counts as false.
/// \code
/// db.query<Post>().filter(rawCondition("? & ? <> 0", field<&Post::flags>, 4));
/// \endcode
template<class... X>
auto rawCondition(SqlLiteral<std::type_identity_t<X>...> sql, const X &...operands)
{
    return ConditionOf<expr::rawLevel<X...>()>(
            expr::rawCall(expr::rawFunction<bool>, sql.toString(), { expr::rawOperand(operands)... }));
}

} // namespace quoin
