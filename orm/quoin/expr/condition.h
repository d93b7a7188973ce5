// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/expr/level.h>
#include <quoin/expr/node.h>

namespace quoin {

/// True or false for each row (or group), never unknown. Made by comparing expressions; combined with &&, || and !. Cheap to
/// copy, safe to share.
template<Level L>
class ConditionOf
{
public:
    ConditionOf() = default; ///< No condition: true for every row.
    explicit ConditionOf(expr::NodePtr node) : m_node(std::move(node)) { }
    [[nodiscard]] const expr::NodePtr &node() const { return m_node; }

    friend ConditionOf operator!(const ConditionOf &a)
    {
        return ConditionOf(expr::unary(expr::NodeKind::Not, a.m_node ? a.m_node : expr::literal(Value(true))));
    }

private:
    expr::NodePtr m_node;
};

template<Level A, Level B>
ConditionOf<higher(A, B)> operator&&(const ConditionOf<A> &a, const ConditionOf<B> &b)
{
    return ConditionOf<higher(A, B)>(expr::combine(expr::NodeKind::And, a.node(), b.node()));
}

template<Level A, Level B>
ConditionOf<higher(A, B)> operator||(const ConditionOf<A> &a, const ConditionOf<B> &b)
{
    // "true or anything" is true: no condition on one side is none for both
    if (!a.node() || !b.node())
        return {};
    return ConditionOf<higher(A, B)>(expr::combine(expr::NodeKind::Or, a.node(), b.node()));
}

/// What filter() takes.
using Condition = ConditionOf<Level::Row>;

/// One term of orderBy(). NULLs are smallest unless said otherwise, on every engine.
class Order
{
public:
    Order(expr::NodePtr node, bool descending) : m_node(std::move(node)), m_descending(descending), m_nullsFirst(!descending) { }
    [[nodiscard]] Order nullsFirst() const
    {
        Order copy = *this;
        copy.m_nullsFirst = true;
        return copy;
    }
    [[nodiscard]] Order nullsLast() const
    {
        Order copy = *this;
        copy.m_nullsFirst = false;
        return copy;
    }
    [[nodiscard]] const expr::NodePtr &node() const { return m_node; }
    [[nodiscard]] bool isDescending() const { return m_descending; }
    [[nodiscard]] bool hasNullsFirst() const { return m_nullsFirst; }

private:
    expr::NodePtr m_node;
    bool m_descending;
    bool m_nullsFirst;
};

} // namespace quoin
