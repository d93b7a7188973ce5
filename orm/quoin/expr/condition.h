// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/expr/node.h>

namespace quoin {

/// What filter() takes: true or false for each row, never unknown. Made by comparing fields; combined with &&, || and !. Cheap to
/// copy, safe to share.
class Condition
{
public:
    Condition() = default; ///< No condition: true for every row.
    explicit Condition(expr::NodePtr node) : m_node(std::move(node)) { }
    [[nodiscard]] const expr::NodePtr &node() const { return m_node; }

    friend Condition operator&&(const Condition &a, const Condition &b)
    {
        return Condition(expr::combine(expr::NodeKind::And, a.m_node, b.m_node));
    }
    friend Condition operator||(const Condition &a, const Condition &b)
    {
        // "true or anything" is true: no condition on one side is none for both
        return a.m_node && b.m_node ? Condition(expr::combine(expr::NodeKind::Or, a.m_node, b.m_node)) : Condition();
    }
    friend Condition operator!(const Condition &a)
    {
        return Condition(expr::unary(expr::NodeKind::Not, a.m_node ? a.m_node : expr::literal(Value(true))));
    }

private:
    expr::NodePtr m_node;
};

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
