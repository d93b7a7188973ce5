// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/expr/arithmetic.h>

namespace quoin {

/// The branches of a CASE so far; otherwise() makes it an expression.
template<class T, Level L>
class When
{
public:
    explicit When(std::vector<expr::NodePtr> branches) : m_branches(std::move(branches)) { }

    /// The value where no condition before was true, but this one is.
    template<Level C, class X>
    [[nodiscard]] auto when(const ConditionOf<C> &condition, const X &value) const
    {
        using Both = expr::common<T, expr::operandType<X>>;
        static_assert(!std::is_void_v<Both>, "when(): the branches' types have nothing in common");
        std::vector<expr::NodePtr> branches = m_branches;
        branches.push_back(condition.node() ? condition.node() : expr::literal(Value(true)));
        branches.push_back(expr::nodeOf(value));
        constexpr bool nullable = expr::maybeNull<T> || expr::maybeNull<expr::operandType<X>>;
        return When<expr::optionalIf<nullable, Both>, higher(higher(L, C), expr::highestLevel<X>())>(std::move(branches));
    }
    /// The value where no condition was true; std::nullopt for NULL.
    template<class X>
    [[nodiscard]] auto otherwise(const X &value) const
    {
        using Both = expr::common<T, expr::operandType<X>>;
        static_assert(!std::is_void_v<Both>, "otherwise(): its type has nothing in common with that of the branches");
        std::vector<expr::NodePtr> branches = m_branches;
        branches.push_back(expr::nodeOf(value));
        constexpr bool nullable = expr::maybeNull<T> || expr::maybeNull<expr::operandType<X>>;
        return Expression<expr::optionalIf<nullable, Both>, higher(L, expr::highestLevel<X>())>(
                expr::choose(std::move(branches)));
    }

private:
    std::vector<expr::NodePtr> m_branches;
};

/// The first value whose condition is true.
/// \code
/// const auto size = when(field<&Post::views> >= 1000, u"big"_s).when(field<&Post::views> >= 10,
/// u"fair"_s).otherwise(u"small"_s);
/// \endcode
template<Level C, class X>
auto when(const ConditionOf<C> &condition, const X &value)
{
    using T = expr::operandType<X>;
    static_assert(!std::is_enum_v<expr::unwrapped<T>>,
            "when(): an enumeration's storage is known to its property only: use its number or its key as text");
    return When<T, higher(C, expr::highestLevel<X>())>(
            { condition.node() ? condition.node() : expr::literal(Value(true)), expr::nodeOf(value) });
}

} // namespace quoin
