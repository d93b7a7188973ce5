// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/expr/condition.h>
#include <quoin/expr/literal.h>

#include <initializer_list>

namespace quoin {

namespace expr {

template<class T>
inline constexpr bool isList = false;
template<class T>
inline constexpr bool isList<QList<T>> = true;

/// Engines keep lists as arrays, as JSON or as text, and do not agree on which are equal, less their order.
template<class T>
consteval void checkComparable()
{
    static_assert(!isList<unwrapped<T>>,
            "lists are not compared as a whole: compare them in C++, or make their elements rows of a model of their own");
}

/// A value that is compared with an expression of C++ type \a Column, as a node.
template<class Column, class T>
NodePtr operand(const T &value)
{
    if constexpr (isReference<Column, T>)
        return literal(toReference<Column>(value));
    else
        return literal(toValue<Column>(value));
}

} // namespace expr

namespace expr {

/// A query whose rows stand inside another one. \a Element is what one of them gives.
template<class Q>
concept Subselect = requires(const Q &query) {
    typename Q::Element;
    SelectPtr(query.subselect());
};

} // namespace expr

/// What every typed expression can do, a property or a computed one. \a Self has node(); \a T is the C++ type of its values, a
/// std::optional where they may be NULL.
template<class Self, class T, Level L>
class Term
{
public:
    using Type = T;
    static constexpr Level level = L;
    /// What comparing it gives.
    using Asked = ConditionOf<conditionLevel(L)>;

    /// Of a HasMany or ManyToMany: there is no related row.
    [[nodiscard]] Asked isNull() const { return Asked(expr::unary(expr::NodeKind::IsNull, self().node())); }
    [[nodiscard]] Asked isNotNull() const { return Asked(expr::unary(expr::NodeKind::IsNotNull, self().node())); }

    /// Equal to one of these; never true for an empty list. NULLs in the list are ignored.
    template<class Range = std::initializer_list<expr::unwrapped<T>>>
        requires(!expr::Subselect<Range>)
    [[nodiscard]] Asked in(const Range &values) const
    {
        using V = std::remove_cvref_t<decltype(*std::begin(values))>;
        expr::checkComparable<T>();
        static_assert(expr::comparable<T, V>(), "in(): the values' type does not fit the property's type");
        std::vector<std::conditional_t<expr::isReference<T, V>, ForeignKeyBase, Value>> list;
        for (const V &value : values) {
            if constexpr (expr::isReference<T, V>)
                list.push_back(expr::toReference<T>(value));
            else
                list.push_back(expr::toValue<T>(value));
        }
        return Asked(expr::in(self().node(), std::move(list)));
    }
    /// Equal to a value that the sub-query gives: a selection of one expression, or the rows that a relation can point at. Its
    /// NULLs are ignored.
    template<expr::Subselect Q>
    [[nodiscard]] Asked in(const Q &query) const
    {
        static_assert(expr::comparable<T, typename Q::Element>() || expr::comparable<typename Q::Element, T>(),
                "in(): the sub-query's type does not fit the property's type");
        return Asked(expr::in(self().node(), query.subselect()));
    }

    /// From low to high, both included.
    template<class A, class B>
    [[nodiscard]] Asked between(const A &low, const B &high) const
    {
        expr::checkComparable<T>();
        static_assert(expr::comparable<T, A>() && expr::comparable<T, B>(), "the value's type does not fit the property's type");
        return Asked(expr::between(self().node(), expr::operand<T>(low), expr::operand<T>(high)));
    }

    /// Case-sensitive on every engine; % and _ are nothing special.
    [[nodiscard]] Asked contains(const QString &text) const { return match(expr::NodeKind::Contains, text, false); }
    [[nodiscard]] Asked startsWith(const QString &text) const { return match(expr::NodeKind::StartsWith, text, false); }
    [[nodiscard]] Asked endsWith(const QString &text) const { return match(expr::NodeKind::EndsWith, text, false); }
    /// The same for any case, in any language; Unsupported where the engine knows ASCII only and cannot be taught
    /// (Capabilities::ignoreCaseMatch).
    [[nodiscard]] Asked iexact(const QString &text) const { return match(expr::NodeKind::Equal, text, true); }
    [[nodiscard]] Asked icontains(const QString &text) const { return match(expr::NodeKind::Contains, text, true); }
    [[nodiscard]] Asked istartsWith(const QString &text) const { return match(expr::NodeKind::StartsWith, text, true); }
    [[nodiscard]] Asked iendsWith(const QString &text) const { return match(expr::NodeKind::EndsWith, text, true); }

    /// Does the regular expression match somewhere in the text? It is one that every engine reads in the same way: characters, .
    /// (any character, the end of a line too), [abc], [^a-z], [[:digit:]], \\d \\w \\s \\D \\W \\S (ASCII), \\t \\n \\r, a
    /// backslash before a punctuation mark, groups (…) and (?:…), (?=…) and (?!…), |, ^ and $ (the text's beginning and end), * +
    /// ? {2} {2,} {2,5}, these with ? behind, and \\1 to \\9. Anything else, and what is no expression at all, is an InvalidQuery
    /// error before any SQL is sent.
    [[nodiscard]] Asked regex(const QString &pattern) const { return matchPattern(pattern, false); }
    /// The same for any case.
    [[nodiscard]] Asked iregex(const QString &pattern) const { return matchPattern(pattern, true); }

    [[nodiscard]] Order asc() const { return order(false); }
    [[nodiscard]] Order desc() const { return order(true); }

private:
    [[nodiscard]] const Self &self() const { return static_cast<const Self &>(*this); }
    [[nodiscard]] Order order(bool descending) const
    {
        static_assert(L != Level::Related,
                "orderBy(): a row has many of these; order by an aggregate of them: min(field<…>), max(field<…>), "
                "count(field<…>)");
        return Order(self().node(), descending);
    }
    [[nodiscard]] Asked matchPattern(const QString &pattern, bool ignoreCase) const
    {
        static_assert(std::is_same_v<expr::unwrapped<T>, QString> || std::is_same_v<expr::unwrapped<T>, QUrl>,
                "regex() and iregex() are for text: the property is not a QString");
        return Asked(expr::patternMatch(self().node(), pattern, ignoreCase));
    }
    [[nodiscard]] Asked match(expr::NodeKind kind, const QString &text, bool ignoreCase) const
    {
        static_assert(std::is_same_v<expr::unwrapped<T>, QString> || std::is_same_v<expr::unwrapped<T>, QUrl>,
                "contains(), startsWith() and endsWith() are for text: the property is not a QString");
        return Asked(expr::textMatch(kind, self().node(), text, ignoreCase));
    }
};

/// A computed value of each row, group or window: what operators, functions and aggregates give.
/// \code
/// const auto total = field<&OrderLine::quantity> * field<&OrderLine::unitPrice>;      // Expression<Decimal, Level::Row>
/// \endcode
template<class T, Level L = Level::Row>
class Expression : public Term<Expression<T, L>, T, L>
{
public:
    explicit Expression(expr::NodePtr node) : m_node(std::move(node)) { }
    [[nodiscard]] const expr::NodePtr &node() const { return m_node; }

private:
    expr::NodePtr m_node;
};

namespace expr {

template<class Self, class T, Level L>
std::true_type derivesFromTerm(const Term<Self, T, L> *);
std::false_type derivesFromTerm(const void *);

/// A typed expression: a Field, or what was computed of one.
template<class T>
concept IsTerm = std::is_class_v<T> && decltype(derivesFromTerm(static_cast<const T *>(nullptr)))::value;

template<Level L, class A, class B>
auto compare(NodeKind kind, const A &left, const B &right)
{
    using Left = typename A::Type;
    checkComparable<Left>();
    if constexpr (IsTerm<B>) {
        static_assert(comparable<Left, typename B::Type>() || comparable<typename B::Type, Left>(),
                "these two properties are of types that cannot be compared");
        return ConditionOf<conditionLevel(higher(L, B::level))>(binary(kind, left.node(), right.node()));
    } else {
        static_assert(comparable<Left, B>(), "the value's type does not fit the property's type");
        return ConditionOf<conditionLevel(L)>(binary(kind, left.node(), operand<Left>(right)));
    }
}

} // namespace expr

// NULL is equal to nothing but NULL; != is the exact opposite of ==, so it is true for NULL on one side.
template<expr::IsTerm A, class B>
auto operator==(const A &left, const B &right)
{
    return expr::compare<A::level>(expr::NodeKind::Equal, left, right);
}
template<expr::IsTerm A, class B>
auto operator!=(const A &left, const B &right)
{
    return expr::compare<A::level>(expr::NodeKind::NotEqual, left, right);
}
template<expr::IsTerm A, class B>
auto operator<(const A &left, const B &right)
{
    return expr::compare<A::level>(expr::NodeKind::Less, left, right);
}
template<expr::IsTerm A, class B>
auto operator<=(const A &left, const B &right)
{
    return expr::compare<A::level>(expr::NodeKind::LessOrEqual, left, right);
}
template<expr::IsTerm A, class B>
auto operator>(const A &left, const B &right)
{
    return expr::compare<A::level>(expr::NodeKind::Greater, left, right);
}
template<expr::IsTerm A, class B>
auto operator>=(const A &left, const B &right)
{
    return expr::compare<A::level>(expr::NodeKind::GreaterOrEqual, left, right);
}

// The value first: 5 < field is field > 5.
template<class A, expr::IsTerm B>
    requires(!expr::IsTerm<A>)
auto operator==(const A &left, const B &right)
{
    return right == left;
}
template<class A, expr::IsTerm B>
    requires(!expr::IsTerm<A>)
auto operator!=(const A &left, const B &right)
{
    return right != left;
}
template<class A, expr::IsTerm B>
    requires(!expr::IsTerm<A>)
auto operator<(const A &left, const B &right)
{
    return right > left;
}
template<class A, expr::IsTerm B>
    requires(!expr::IsTerm<A>)
auto operator<=(const A &left, const B &right)
{
    return right >= left;
}
template<class A, expr::IsTerm B>
    requires(!expr::IsTerm<A>)
auto operator>(const A &left, const B &right)
{
    return right < left;
}
template<class A, expr::IsTerm B>
    requires(!expr::IsTerm<A>)
auto operator>=(const A &left, const B &right)
{
    return right <= left;
}

} // namespace quoin
