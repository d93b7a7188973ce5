// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/expr/functions.h>

namespace quoin {

/// What an aggregate gives: one value for all rows of a group.
/// \code
/// count().filter(field<&Post::views> > 100)        // how many of them are read
/// sum(field<&Post::views>).distinct()
/// \endcode
template<class T>
class Aggregate : public Term<Aggregate<T>, T, Level::Aggregate>
{
public:
    explicit Aggregate(expr::NodePtr node) : m_node(std::move(node)) { }
    [[nodiscard]] const expr::NodePtr &node() const { return m_node; }

    /// Equal values count once.
    [[nodiscard]] Aggregate distinct() const { return Aggregate(expr::distinctCall(m_node)); }
    /// Only of the rows for which the condition is true.
    [[nodiscard]] Aggregate filter(const Condition &condition) const
    {
        return Aggregate(expr::filteredCall(m_node, condition.node()));
    }
    template<Level L>
    [[nodiscard]] Aggregate filter(const ConditionOf<L> &) const
    {
        static_assert(L == Level::Row, "filter() of an aggregate looks at single rows: its condition cannot be on an aggregate");
        return *this;
    }
    /// For each row, of the rows around it: see quoin/expr/window.h.
    template<class W>
    [[nodiscard]] auto over(const W &window) const
    {
        return window.template apply<T>(m_node);
    }

private:
    expr::NodePtr m_node;
};

/// An aggregate of what a row's related rows have: a value of the row, which can stand wherever its properties can. Several of
/// them in one query do not multiply each other's rows. Of no related row it is NULL, but for count().
/// \code
/// count(field<&Author::posts>)
/// avg(field<&Author::posts, &Post::views>).filter(field<&Author::posts, &Post::published> == true)
/// \endcode
template<class T>
class RelatedAggregate : public Term<RelatedAggregate<T>, T, Level::Row>
{
public:
    explicit RelatedAggregate(expr::NodePtr node) : m_node(std::move(node)) { }
    [[nodiscard]] const expr::NodePtr &node() const { return m_node; }

    /// Equal values count once.
    [[nodiscard]] RelatedAggregate distinct() const { return RelatedAggregate(expr::distinctCall(m_node)); }
    /// Only of the related rows for which the condition is true.
    [[nodiscard]] RelatedAggregate filter(const Condition &condition) const
    {
        return RelatedAggregate(expr::filteredCall(m_node, condition.node()));
    }

private:
    expr::NodePtr m_node;
};

namespace expr {

template<size_t Index, class... A>
auto aggregate(const A &...arguments)
{
    constexpr bool related = ((OperandOf<A>::level == Level::Related) || ...);
    static_assert(((OperandOf<A>::level == Level::Row || OperandOf<A>::level == Level::Related) && ...),
            "an aggregate of an aggregate: aggregate the values of the rows");
    const auto called = call<Index>(arguments...);
    using Type = typename std::remove_cvref_t<decltype(called)>::Type;
    return std::conditional_t<related, RelatedAggregate<Type>, Aggregate<Type>>(called.node());
}

} // namespace expr

/// How many rows there are in the group.
inline auto count() { return expr::aggregate<expr::functionIndex("count")>(); }
/// How many of them have a value that is not NULL.
template<expr::IsTerm X>
auto count(const X &expression)
{
    return expr::aggregate<expr::functionIndex("count")>(expression);
}
/// How many different values there are but NULL.
template<expr::IsTerm X>
auto countDistinct(const X &expression)
{
    return count(expression).distinct();
}
/// An integer of 64 bits, where more is an error; a Decimal; or a floating-point number.
template<expr::IsTerm X>
auto sum(const X &expression)
{
    return expr::aggregate<expr::functionIndex("sum")>(expression);
}
/// Always in floating point.
template<expr::IsTerm X>
auto avg(const X &expression)
{
    return expr::aggregate<expr::functionIndex("avg")>(expression);
}
template<expr::IsTerm X>
auto min(const X &expression)
{
    return expr::aggregate<expr::functionIndex("min")>(expression);
}
template<expr::IsTerm X>
auto max(const X &expression)
{
    return expr::aggregate<expr::functionIndex("max")>(expression);
}
/// Standard deviation and variance, of the whole population or estimated by a sample.
template<expr::IsTerm X>
auto stddevPop(const X &expression)
{
    return expr::aggregate<expr::functionIndex("stddevPop")>(expression);
}
template<expr::IsTerm X>
auto stddevSamp(const X &expression)
{
    return expr::aggregate<expr::functionIndex("stddevSamp")>(expression);
}
template<expr::IsTerm X>
auto varPop(const X &expression)
{
    return expr::aggregate<expr::functionIndex("varPop")>(expression);
}
template<expr::IsTerm X>
auto varSamp(const X &expression)
{
    return expr::aggregate<expr::functionIndex("varSamp")>(expression);
}

} // namespace quoin
