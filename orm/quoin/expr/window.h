// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/expr/aggregates.h>

namespace quoin {

/// Where the frame of a window begins or ends.
class FrameBound
{
public:
    struct Unbounded
    {
    };
    /// So many rows (or values, or groups) from the row: before it when negative.
    constexpr FrameBound(qint64 offset) : m_offset(offset) { }
    constexpr FrameBound(Unbounded) { }
    [[nodiscard]] constexpr std::optional<qint64> offset() const { return m_offset; }

private:
    std::optional<qint64> m_offset;
};

/// As a frame's beginning the first row there is, as its end the last one.
inline constexpr FrameBound::Unbounded unbounded {};
/// The row itself, for rows(); for range() and groups() all rows that are equal to it in the order.
inline constexpr qint64 currentRow = 0;

/// The rows that a function looks at for each row: an immutable value, each call gives a refined copy.
/// \code
/// const auto byAuthor = partitionBy(field<&Post::author>).orderBy(field<&Post::views>.desc());
/// auto rows = db.query<Post>().values(field<&Post::id>, rank().over(byAuthor),
///         avg(field<&Post::views>).over(byAuthor.rows(-1, currentRow))).all();
/// \endcode
/// Without an order, functions see the whole partition; with one, without a frame, the rows from its beginning up to the row and
/// those equal to it. NULLs are smallest in the order unless said otherwise, on every engine. What rows are equal in stand in any
/// order: add the key where that matters.
class Window
{
public:
    Window() = default;

    /// Each row sees only those that are equal to it in these expressions.
    template<expr::IsTerm... X>
    [[nodiscard]] Window partitionBy(const X &...expressions) const
    {
        static_assert(((X::level != Level::Window) && ...), "a window over a window: put the inner one into a sub-query");
        static_assert(((X::level != Level::Related) && ...), "partitionBy(): a row has many of these; take an aggregate of them");
        Window copy = *this;
        copy.m_partitions = { expressions.node()... };
        return copy;
    }
    template<class... Orders>
    [[nodiscard]] Window orderBy(const Orders &...orders) const
    {
        Window copy = *this;
        copy.m_orders = { toOrder(orders)... };
        return copy;
    }
    /// Of these only so many rows before and behind the row: rows(-1, 1) are three.
    [[nodiscard]] Window rows(FrameBound from, FrameBound to) const { return framed(expr::WindowFrame::Unit::Rows, from, to); }
    /// Only rows whose value, in the one number that the order is by, is so far from the row's.
    [[nodiscard]] Window range(FrameBound from, FrameBound to) const { return framed(expr::WindowFrame::Unit::Range, from, to); }
    /// The same counted in groups of rows that are equal in the order; Unsupported where the engine lacks it
    /// (Capabilities::windowGroups).
    [[nodiscard]] Window groups(FrameBound from, FrameBound to) const
    {
        return framed(expr::WindowFrame::Unit::Groups, from, to);
    }

    /// \a call, whose values are of type \a T, over this window. Users write rank().over(window).
    template<class T>
    [[nodiscard]] Expression<T, Level::Window> apply(const expr::NodePtr &call) const
    {
        return Expression<T, Level::Window>(node(call));
    }

private:
    template<expr::IsTerm X>
    static Order toOrder(const X &expression)
    {
        static_assert(X::level != Level::Window, "a window over a window: put the inner one into a sub-query");
        return expression.asc();
    }
    static Order toOrder(const Order &order) { return order; }
    [[nodiscard]] QUOIN_EXPORT expr::NodePtr node(const expr::NodePtr &call) const;
    [[nodiscard]] QUOIN_EXPORT Window framed(expr::WindowFrame::Unit unit, FrameBound from, FrameBound to) const;

    std::vector<expr::NodePtr> m_partitions;
    std::vector<Order> m_orders;
    expr::WindowFrame m_frame;
};

/// A window of the rows that are equal in these expressions; Window() is one of all rows.
template<expr::IsTerm... X>
[[nodiscard]] Window partitionBy(const X &...expressions)
{
    return Window().partitionBy(expressions...);
}

/// A function that exists over a window only: over() makes it an expression, for select(), values() and orderBy().
template<class T>
class WindowFunction
{
public:
    explicit WindowFunction(expr::NodePtr call) : m_call(std::move(call)) { }
    [[nodiscard]] Expression<T, Level::Window> over(const Window &window) const { return window.apply<T>(m_call); }

private:
    expr::NodePtr m_call;
};

namespace expr {

template<size_t Index, class... A>
auto windowFunction(const A &...arguments)
{
    static_assert(((OperandOf<A>::level != Level::Window) && ...), "a window over a window: put the inner one into a sub-query");
    static_assert(((!std::is_enum_v<unwrapped<operandType<A>>>) && ...),
            "an enumeration's storage is known to its property only: take its row's key, or cast<qint64>()");
    const auto called = call<Index>(arguments...);
    return WindowFunction<typename std::remove_cvref_t<decltype(called)>::Type>(called.node());
}

/// lag() and lead() with a value where there is no such row: NULL only if that or the expression may be.
template<size_t Index, class X, class D>
auto shifted(const X &expression, qint64 rows, const D &otherwise)
{
    using Type = common<typename X::Type, operandType<D>>;
    static_assert(!std::is_void_v<Type>, "the value for a missing row has nothing in common with the expression");
    constexpr bool nullable = maybeNull<typename X::Type> || maybeNull<operandType<D>>;
    return WindowFunction<optionalIf<nullable, Type>>(call<Index>(expression, rows, otherwise).node());
}

} // namespace expr

/// The row's number in its partition, from 1.
inline auto rowNumber() { return expr::windowFunction<expr::functionIndex("rowNumber")>(); }
/// 1 and the number of rows before it: equal rows have the same rank, and the next one leaves a gap.
inline auto rank() { return expr::windowFunction<expr::functionIndex("rank")>(); }
/// The same without gaps.
inline auto denseRank() { return expr::windowFunction<expr::functionIndex("denseRank")>(); }
/// (rank - 1) / (rows - 1): from 0 to 1.
inline auto percentRank() { return expr::windowFunction<expr::functionIndex("percentRank")>(); }
/// The part of the rows that come before it or are equal to it: up to 1.
inline auto cumeDist() { return expr::windowFunction<expr::functionIndex("cumeDist")>(); }
/// The number, from 1, of the row's part when the partition is cut into \a parts of equal size.
inline auto ntile(qint64 parts) { return expr::windowFunction<expr::functionIndex("ntile")>(parts); }
/// The value in the row so many before, or behind; NULL, or \a otherwise, where there is none.
template<expr::IsTerm X>
auto lag(const X &expression, qint64 rows = 1)
{
    return expr::windowFunction<expr::functionIndex("lag")>(expression, rows);
}
template<expr::IsTerm X, class D>
auto lag(const X &expression, qint64 rows, const D &otherwise)
{
    return expr::shifted<expr::functionIndex("lag")>(expression, rows, otherwise);
}
template<expr::IsTerm X>
auto lead(const X &expression, qint64 rows = 1)
{
    return expr::windowFunction<expr::functionIndex("lead")>(expression, rows);
}
template<expr::IsTerm X, class D>
auto lead(const X &expression, qint64 rows, const D &otherwise)
{
    return expr::shifted<expr::functionIndex("lead")>(expression, rows, otherwise);
}
/// The value in the frame's first row, its last one, and the one with this number from 1; NULL where there is none. Without a
/// frame the last row of an ordered window is the row itself.
template<expr::IsTerm X>
auto firstValue(const X &expression)
{
    return expr::windowFunction<expr::functionIndex("firstValue")>(expression);
}
template<expr::IsTerm X>
auto lastValue(const X &expression)
{
    return expr::windowFunction<expr::functionIndex("lastValue")>(expression);
}
template<expr::IsTerm X>
auto nthValue(const X &expression, qint64 number)
{
    return expr::windowFunction<expr::functionIndex("nthValue")>(expression, number);
}

} // namespace quoin
