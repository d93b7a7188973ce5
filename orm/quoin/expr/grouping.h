// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/expr/arithmetic.h>
#include <quoin/expr/function.h>

#include <vector>

namespace quoin {

/// Which of its expressions a row of grouping sets stands for all values of: made by grouping().
class Grouping : public Term<Grouping, qint64, Level::Aggregate>
{
public:
    explicit Grouping(expr::NodePtr node) : m_node(std::move(node)) { }
    [[nodiscard]] const expr::NodePtr &node() const { return m_node; }

private:
    expr::NodePtr m_node;
};

/// In a query with groupByRollup(), groupByCube() or groupBySets(): 0 where the row is of one value of the expression, 1 where it
/// is of all of them. It tells a total from a row whose value is NULL. Of several expressions it is a number with a bit for each,
/// the last one's being 1.
/// \code
/// db.query<Post>().values(orNull(field<&Post::author>), grouping(field<&Post::author>),
/// count()).groupByRollup(field<&Post::author>)
/// \endcode
template<expr::IsTerm... X>
[[nodiscard]] Grouping grouping(const X &...expressions)
{
    static_assert(sizeof...(X) > 0, "grouping(): say of which expressions");
    static_assert(((X::level == Level::Row) && ...), "grouping(): takes what rows are grouped by, not an aggregate");
    return Grouping(expr::call(expr::functionTable[expr::functionIndex("grouping")], { expressions.node()... }));
}

/// Some of a query's expressions, by which its rows are grouped once: made by groupingSet().
class GroupingSet
{
public:
    explicit GroupingSet(std::vector<expr::NodePtr> nodes) : m_nodes(std::move(nodes)) { }
    [[nodiscard]] const std::vector<expr::NodePtr> &nodes() const { return m_nodes; }

private:
    std::vector<expr::NodePtr> m_nodes;
};

/// One set of groupBySets(); groupingSet() without any makes one row of all.
template<expr::IsTerm... X>
[[nodiscard]] GroupingSet groupingSet(const X &...expressions)
{
    static_assert(((X::level == Level::Row) && ...),
            "groupingSet(): rows are grouped by what each row has one of, not by an aggregate");
    return GroupingSet({ expressions.node()... });
}

/// The same expression where it may be NULL though its property never is: in the rows of grouping sets that stand for all of its
/// values.
template<expr::IsTerm X>
[[nodiscard]] auto orNull(const X &expression)
{
    return Expression<expr::optionalIf<true, typename X::Type>, X::level>(expression.node());
}

} // namespace quoin
