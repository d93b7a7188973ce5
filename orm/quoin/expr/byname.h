// SPDX-License-Identifier: MIT
#pragma once

// Conditions and expressions written with names instead of members, for QML, configuration and whatever knows its models at run
// time only. What they mean, and what is wrong with them, is found out when a query takes them.

#include <quoin/core/export.h>

#include <QtCore/qvariant.h>

#include <memory>
#include <optional>
#include <vector>

namespace quoin {

namespace expr {
struct NamedNode;
using NamedPtr = std::shared_ptr<const NamedNode>;
} // namespace expr

class Q;
class NamedOrder;
class NamedWindow;

/// An expression that names what it speaks of: F(u"price") * F(u"stock"), fn(u"lower", F(u"title")). A cheap value; safe to
/// share.
class QUOIN_EXPORT NamedExpression
{
public:
    NamedExpression(); ///< NULL.
    explicit NamedExpression(expr::NamedPtr node) : m_node(std::move(node)) { }
    [[nodiscard]] const expr::NamedPtr &node() const { return m_node; }

    /// Of an aggregate: equal values count once.
    [[nodiscard]] NamedExpression distinct() const;
    /// Of an aggregate: only of the rows for which the condition is true.
    [[nodiscard]] NamedExpression filter(const Q &condition) const;
    /// Of an aggregate or a function of windows: for each row, of the rows around it.
    [[nodiscard]] NamedExpression over(const NamedWindow &window) const;
    [[nodiscard]] NamedOrder asc() const;
    [[nodiscard]] NamedOrder desc() const;
    /// So that it can stand in a map of values: query.update({ { u"views"_s, F(u"views") + 1 } }).
    operator QVariant() const { return QVariant::fromValue(*this); }

private:
    expr::NamedPtr m_node;
};

/// What stands where a value can: a plain value (also std::optional and std::nullopt for NULL), or an expression.
class QUOIN_EXPORT NamedOperand
{
public:
    NamedOperand(const QVariant &value);
    NamedOperand(const NamedExpression &expression) : m_node(expression.node()) { }
    NamedOperand(std::nullopt_t) : NamedOperand(QVariant()) { }
    NamedOperand(QStringView text) : NamedOperand(QVariant(text.toString())) { }
    template<class T>
        requires(!std::is_base_of_v<NamedExpression, T> && !std::is_same_v<T, QVariant>)
    NamedOperand(const T &value) : NamedOperand(toVariant(value))
    { }
    [[nodiscard]] const expr::NamedPtr &node() const { return m_node; }

private:
    template<class T>
    static QVariant toVariant(const T &value)
    {
        if constexpr (std::is_convertible_v<T, QStringView>)
            return QStringView(value).toString();
        else if constexpr (std::is_same_v<T, QLatin1StringView>)
            return QString(value);
        else if constexpr (std::is_convertible_v<T, QString> && !std::is_same_v<T, QByteArray>)
            return QString(value); // two texts with a + between them
        else if constexpr (requires { value.has_value(); })
            return value ? toVariant(*value) : QVariant();
        else
            return QVariant::fromValue(value);
    }
    expr::NamedPtr m_node;
};

/// A property of the query's model, or of another one by a path over relations, as a part of an expression: F(u"author__name").
/// Dots do as well as "__". Transforms follow: F(u"created__year").
class QUOIN_EXPORT F : public NamedExpression
{
public:
    explicit F(QStringView path);
    explicit F(const QString &path) : F(QStringView(path)) { }
};

/// Inside of a sub-query by name, a property of the query around it, or of the one so many \a levels around: OuterRef(u"id").
/// The path crosses to-one relations only; see exists() and subquery() in <quoin/expr/namedquery.h>.
class QUOIN_EXPORT OuterRef : public NamedExpression
{
public:
    explicit OuterRef(QStringView path, int levels = 1);
    explicit OuterRef(const QString &path, int levels = 1) : OuterRef(QStringView(path), levels) { }
};

/// A condition by name. The text is a path and a lookup: Q(u"author__name__icontains", u"ann"_s); without a lookup it is "exact".
/// Combined with &&, || and !. Which lookups there are: docs/guides/queries-by-name.md.
/// \code
/// db.query(u"Post").filter(Q(u"views__gte", 1000) || !Q(u"author__name__startswith", u"A")).all();
/// \endcode
class QUOIN_EXPORT Q
{
public:
    Q() = default; ///< No condition: true for every row.
    Q(QStringView lookup, const NamedOperand &value);
    Q(const QString &lookup, const NamedOperand &value) : Q(QStringView(lookup), value) { }
    /// The same for what has no name: Q(fn(u"length", F(u"title")), u"gt", 10).
    Q(const NamedExpression &expression, QStringView lookup, const NamedOperand &value);
    explicit Q(expr::NamedPtr node) : m_node(std::move(node)) { }
    [[nodiscard]] const expr::NamedPtr &node() const { return m_node; }

    QUOIN_EXPORT friend Q operator&&(const Q &a, const Q &b);
    QUOIN_EXPORT friend Q operator||(const Q &a, const Q &b);
    QUOIN_EXPORT friend Q operator!(const Q &a);

private:
    expr::NamedPtr m_node;
};

/// One term of orderBy(): "views", "-author__name" (descending), "-publishedAt nulls last", or what asc() and desc() give.
class QUOIN_EXPORT NamedOrder
{
public:
    enum class Nulls : quint8 { Default, First, Last };
    NamedOrder(QStringView text);
    NamedOrder(const QString &text) : NamedOrder(QStringView(text)) { }
    NamedOrder(const char16_t *text) : NamedOrder(QStringView(text)) { }
    NamedOrder(const NamedExpression &expression, bool descending = false)
        : m_expression(expression.node()), m_descending(descending)
    { }
    [[nodiscard]] NamedOrder nullsFirst() const { return with(Nulls::First); }
    [[nodiscard]] NamedOrder nullsLast() const { return with(Nulls::Last); }

    [[nodiscard]] const expr::NamedPtr &expression() const { return m_expression; }
    [[nodiscard]] bool isDescending() const { return m_descending; }
    [[nodiscard]] Nulls nulls() const { return m_nulls; }

private:
    [[nodiscard]] NamedOrder with(Nulls nulls) const
    {
        NamedOrder copy = *this;
        copy.m_nulls = nulls;
        return copy;
    }
    expr::NamedPtr m_expression;
    bool m_descending = false;
    Nulls m_nulls = Nulls::Default;
};

/// The rows that a function looks at for each row, as Window has them: an immutable value, each call gives a refined copy.
/// \code
/// const NamedExpression place = fn(u"rank").over(NamedWindow().partitionBy(u"author").orderBy(u"-views"));
/// \endcode
class QUOIN_EXPORT NamedWindow
{
public:
    enum class Unit : quint8 { Default, Rows, Range, Groups };
    /// Paths, or expressions.
    template<class... X>
    [[nodiscard]] NamedWindow partitionBy(const X &...expressions) const
    {
        return divided({ expressionOf(expressions).node()... });
    }
    template<class... Orders>
    [[nodiscard]] NamedWindow orderBy(const Orders &...orders) const
    {
        return ordered({ NamedOrder(orders)... });
    }
    [[nodiscard]] NamedWindow divided(std::vector<expr::NamedPtr> partitions) const;
    [[nodiscard]] NamedWindow ordered(const std::vector<NamedOrder> &orders) const;
    /// From so many rows before the row (below zero) or behind it; none: from the first one, up to the last one.
    [[nodiscard]] NamedWindow rows(std::optional<qint64> from, std::optional<qint64> to) const
    {
        return framed(Unit::Rows, from, to);
    }
    [[nodiscard]] NamedWindow range(std::optional<qint64> from, std::optional<qint64> to) const
    {
        return framed(Unit::Range, from, to);
    }
    [[nodiscard]] NamedWindow groups(std::optional<qint64> from, std::optional<qint64> to) const
    {
        return framed(Unit::Groups, from, to);
    }
    [[nodiscard]] NamedWindow framed(Unit unit, std::optional<qint64> from, std::optional<qint64> to) const;

    [[nodiscard]] const std::vector<expr::NamedPtr> &partitions() const { return m_partitions; }
    [[nodiscard]] const std::vector<NamedOrder> &orders() const { return m_orders; }
    [[nodiscard]] Unit unit() const { return m_unit; }
    [[nodiscard]] std::optional<qint64> from() const { return m_from; }
    [[nodiscard]] std::optional<qint64> to() const { return m_to; }

private:
    static NamedExpression expressionOf(const NamedExpression &expression) { return expression; }
    static NamedExpression expressionOf(QStringView path) { return F(path); }
    std::vector<expr::NamedPtr> m_partitions;
    std::vector<NamedOrder> m_orders;
    Unit m_unit = Unit::Default;
    std::optional<qint64> m_from;
    std::optional<qint64> m_to = 0;
};

/// The branches of a CASE so far; otherwise() makes it an expression.
class QUOIN_EXPORT NamedWhen
{
public:
    [[nodiscard]] NamedWhen when(const Q &condition, const NamedOperand &value) const;
    [[nodiscard]] NamedExpression otherwise(const NamedOperand &value) const;

private:
    std::vector<expr::NamedPtr> m_branches;
};

/// The first value whose condition is true: when(Q(u"views__gte", 1000), u"big").otherwise(u"small").
[[nodiscard]] inline NamedWhen when(const Q &condition, const NamedOperand &value) { return NamedWhen().when(condition, value); }

/// A function or aggregate of expr::functionTable by its name: fn(u"lower", F(u"title")), fn(u"count").
[[nodiscard]] QUOIN_EXPORT NamedExpression fn(QStringView name, const std::vector<NamedOperand> &arguments);
template<class... A>
[[nodiscard]] NamedExpression fn(QStringView name, const A &...arguments)
{
    return fn(name, std::vector<NamedOperand> { NamedOperand(arguments)... });
}
/// A value as an expression, where one is needed.
[[nodiscard]] QUOIN_EXPORT NamedExpression namedValue(const NamedOperand &value);

namespace expr {
/// \a left and \a right with one of + - * / and % between them.
[[nodiscard]] QUOIN_EXPORT quoin::NamedExpression namedArithmetic(
        QStringView sign, const NamedOperand &left, const NamedOperand &right);
template<class T>
concept IsNamed = std::is_base_of_v<quoin::NamedExpression, T>;
} // namespace expr

template<class A, class B>
    requires(expr::IsNamed<A> || expr::IsNamed<B>)
NamedExpression operator+(const A &left, const B &right)
{
    return expr::namedArithmetic(u"+", left, right);
}
template<class A, class B>
    requires(expr::IsNamed<A> || expr::IsNamed<B>)
NamedExpression operator-(const A &left, const B &right)
{
    return expr::namedArithmetic(u"-", left, right);
}
template<class A, class B>
    requires(expr::IsNamed<A> || expr::IsNamed<B>)
NamedExpression operator*(const A &left, const B &right)
{
    return expr::namedArithmetic(u"*", left, right);
}
template<class A, class B>
    requires(expr::IsNamed<A> || expr::IsNamed<B>)
NamedExpression operator/(const A &left, const B &right)
{
    return expr::namedArithmetic(u"/", left, right);
}
template<class A, class B>
    requires(expr::IsNamed<A> || expr::IsNamed<B>)
NamedExpression operator%(const A &left, const B &right)
{
    return expr::namedArithmetic(u"%", left, right);
}
[[nodiscard]] QUOIN_EXPORT NamedExpression operator-(const NamedExpression &operand);

} // namespace quoin

Q_DECLARE_METATYPE(quoin::NamedExpression)
