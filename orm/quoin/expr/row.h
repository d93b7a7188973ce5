// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/expr/arithmetic.h>

#include <tuple>

namespace quoin {

/// Several values that are compared as a whole, as words are letter by letter: the first pair that differs decides. Made by
/// row().
template<class... T>
class RowValue
{
public:
    explicit RowValue(const T &...values) : m_values(values...) { }
    [[nodiscard]] const std::tuple<T...> &values() const { return m_values; }

private:
    std::tuple<T...> m_values;
};

/// \code
/// db.query<Post>().filter(row(field<&Post::views>, field<&Post::id>) > row(100, 7))       // what comes after it in this order
/// \endcode
/// The left side is of expressions, the right one of expressions or values. With NULL in it < and > are false, as for single
/// values.
template<class... T>
[[nodiscard]] auto row(const T &...values)
{
    static_assert(sizeof...(T) > 0, "row(): of nothing");
    return RowValue<std::decay_t<T>...>(std::decay_t<T>(values)...);
}

namespace expr {

template<class A, class B>
NodePtr rowOperand(const B &value)
{
    static_assert(IsTerm<A>, "row() on the left side takes expressions: field<…> …");
    if constexpr (IsTerm<B>) {
        static_assert(comparable<typename A::Type, typename B::Type>() || comparable<typename B::Type, typename A::Type>(),
                "these two properties are of types that cannot be compared");
        return value.node();
    } else {
        static_assert(comparable<typename A::Type, B>(), "the value's type does not fit the property's type");
        return operand<typename A::Type>(value);
    }
}

template<class... A, class... B>
auto compareRows(NodeKind kind, const RowValue<A...> &left, const RowValue<B...> &right)
{
    static_assert(sizeof...(A) == sizeof...(B), "row(): both sides need the same number of values");
    auto of = [](auto function, const auto &values) {
        return std::apply([&](const auto &...each) { return std::vector<NodePtr> { function(each)... }; }, values);
    };
    auto lefts = of([](const auto &term) { return term.node(); }, left.values());
    std::vector<NodePtr> rights = [&]<size_t... At>(std::index_sequence<At...>) {
        return std::vector<NodePtr> { rowOperand<std::tuple_element_t<At, std::tuple<A...>>>(std::get<At>(right.values()))... };
    }(std::index_sequence_for<B...>());
    return ConditionOf<conditionLevel(highestLevel<A..., B...>())>(
            binary(kind, expr::row(std::move(lefts)), expr::row(std::move(rights))));
}

} // namespace expr

template<class... A, class... B>
auto operator==(const RowValue<A...> &left, const RowValue<B...> &right)
{
    return expr::compareRows(expr::NodeKind::Equal, left, right);
}
template<class... A, class... B>
auto operator!=(const RowValue<A...> &left, const RowValue<B...> &right)
{
    return expr::compareRows(expr::NodeKind::NotEqual, left, right);
}
template<class... A, class... B>
auto operator<(const RowValue<A...> &left, const RowValue<B...> &right)
{
    return expr::compareRows(expr::NodeKind::Less, left, right);
}
template<class... A, class... B>
auto operator<=(const RowValue<A...> &left, const RowValue<B...> &right)
{
    return expr::compareRows(expr::NodeKind::LessOrEqual, left, right);
}
template<class... A, class... B>
auto operator>(const RowValue<A...> &left, const RowValue<B...> &right)
{
    return expr::compareRows(expr::NodeKind::Greater, left, right);
}
template<class... A, class... B>
auto operator>=(const RowValue<A...> &left, const RowValue<B...> &right)
{
    return expr::compareRows(expr::NodeKind::GreaterOrEqual, left, right);
}

} // namespace quoin
