// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/expr/condition.h>
#include <quoin/expr/literal.h>
#include <quoin/expr/membername.h>

#include <array>
#include <initializer_list>

namespace quoin {

namespace expr {

template<class M>
struct MemberTraits;
template<class C, class T>
struct MemberTraits<T C::*>
{
    using Class = C;
    using Type = T;
};
template<class C, class T>
struct MemberTraits<T (C::*)() const>
{
    using Class = C;
    using Type = std::remove_cvref_t<T>;
};

/// A path is sound when each step but the last is a to-one relation to the class of the next step's member.
template<auto First, auto... Rest>
consteval bool isSoundPath()
{
    if constexpr (sizeof...(Rest) == 0) {
        return true;
    } else {
        using Target = relationTarget<typename MemberTraits<decltype(First)>::Type>;
        return []<auto Next, auto... More>() {
            if constexpr (std::is_void_v<Target>)
                return false;
            else
                return std::is_base_of_v<typename MemberTraits<decltype(Next)>::Class, Target> && isSoundPath<Next, More...>();
        }.template operator()<Rest...>();
    }
}

template<auto... Members>
struct Path
{
    static constexpr size_t size = (memberName<Members>().size() + ...) + sizeof...(Members) - 1;
    static constexpr std::array<char, size + 1> text = [] {
        std::array<char, size + 1> joined {};
        size_t at = 0;
        const auto append = [&](std::string_view name) {
            if (at > 0)
                joined[at++] = '.';
            for (char c : name)
                joined[at++] = c;
        };
        (append(memberName<Members>()), ...);
        return joined;
    }();
    /// Shares the compile-time text: no allocation.
    static QByteArray name() { return QByteArray::fromRawData(text.data(), qsizetype(size)); }
};

template<class First, class... Rest>
struct Last
{
    using type = typename Last<Rest...>::type;
};
template<class Only>
struct Last<Only>
{
    using type = Only;
};

} // namespace expr

/// A property as a term of queries: field<&Post::title>, or across to-one relations field<&Post::author, &Author::name>. Its name
/// and type come from the member itself, so a misspelt property, a value of another type or a path that leaves the model does not
/// compile.
/// \code
/// db.query<Post>().filter(field<&Post::views> >= 1000 && field<&Post::author, &Author::name>.startsWith(u"A"));
/// \endcode
template<auto... Members>
class Field
{
    static_assert(expr::isSoundPath<Members...>(),
            "this path leaves the model: every member but the last must be a ForeignKey or OneToOne to the class of the next "
            "one");

public:
    using Model = typename expr::MemberTraits<std::tuple_element_t<0, std::tuple<decltype(Members)...>>>::Class;
    using Type = typename expr::MemberTraits<typename expr::Last<decltype(Members)...>::type>::Type;

    [[nodiscard]] static QByteArray path() { return expr::Path<Members...>::name(); }
    [[nodiscard]] expr::NodePtr node() const { return expr::column(path()); }

    [[nodiscard]] Condition isNull() const { return Condition(expr::unary(expr::NodeKind::IsNull, node())); }
    [[nodiscard]] Condition isNotNull() const { return !isNull(); }

    /// Equal to one of these; never true for an empty list. NULLs in the list are ignored.
    template<class Range = std::initializer_list<expr::unwrapped<Type>>>
    [[nodiscard]] Condition in(const Range &values) const
    {
        std::vector<Value> list;
        for (const auto &value : values) {
            static_assert(expr::comparable<Type, std::remove_cvref_t<decltype(value)>>(),
                    "in(): the values' type does not fit the property's type");
            list.push_back(expr::toValue<Type>(value));
        }
        return Condition(expr::in(node(), std::move(list)));
    }

    /// From low to high, both included.
    template<class A, class B>
    [[nodiscard]] Condition between(const A &low, const B &high) const
    {
        check<A>();
        check<B>();
        return Condition(
                expr::between(node(), expr::literal(expr::toValue<Type>(low)), expr::literal(expr::toValue<Type>(high))));
    }

    /// Case-sensitive on every engine; % and _ are nothing special.
    [[nodiscard]] Condition contains(const QString &text) const { return match(expr::NodeKind::Contains, text, false); }
    [[nodiscard]] Condition startsWith(const QString &text) const { return match(expr::NodeKind::StartsWith, text, false); }
    [[nodiscard]] Condition endsWith(const QString &text) const { return match(expr::NodeKind::EndsWith, text, false); }
    /// The same for any case; Unsupported where the engine's own comparison knows ASCII only.
    [[nodiscard]] Condition icontains(const QString &text) const { return match(expr::NodeKind::Contains, text, true); }
    [[nodiscard]] Condition istartsWith(const QString &text) const { return match(expr::NodeKind::StartsWith, text, true); }
    [[nodiscard]] Condition iendsWith(const QString &text) const { return match(expr::NodeKind::EndsWith, text, true); }

    [[nodiscard]] Order asc() const { return Order(node(), false); }
    [[nodiscard]] Order desc() const { return Order(node(), true); }

    template<class T>
    static consteval void check()
    {
        static_assert(expr::comparable<Type, T>(), "the value's type does not fit the property's type");
    }

private:
    [[nodiscard]] Condition match(expr::NodeKind kind, const QString &text, bool ignoreCase) const
    {
        static_assert(std::is_same_v<expr::unwrapped<Type>, QString> || std::is_same_v<expr::unwrapped<Type>, QUrl>,
                "contains(), startsWith() and endsWith() are for text: the property is not a QString");
        return Condition(expr::textMatch(kind, node(), text, ignoreCase));
    }
};

template<auto... Members>
inline constexpr Field<Members...> field {};

namespace expr {

template<class T>
inline constexpr bool isField = false;
template<auto... Members>
inline constexpr bool isField<Field<Members...>> = true;

template<auto... M, class T>
Condition compare(NodeKind kind, const Field<M...> &left, const T &right)
{
    using Left = typename Field<M...>::Type;
    if constexpr (isField<T>) {
        static_assert(comparable<Left, typename T::Type>(), "these two properties are of types that cannot be compared");
        return Condition(binary(kind, left.node(), right.node()));
    } else {
        static_assert(comparable<Left, T>(), "the value's type does not fit the property's type");
        return Condition(binary(kind, left.node(), literal(toValue<Left>(right))));
    }
}

} // namespace expr

// NULL is equal to nothing but NULL; != is the exact opposite of ==, so it is true for NULL on one side.
template<auto... M, class T>
Condition operator==(const Field<M...> &left, const T &right)
{
    return expr::compare(expr::NodeKind::Equal, left, right);
}
template<auto... M, class T>
Condition operator!=(const Field<M...> &left, const T &right)
{
    return expr::compare(expr::NodeKind::NotEqual, left, right);
}
template<auto... M, class T>
Condition operator<(const Field<M...> &left, const T &right)
{
    return expr::compare(expr::NodeKind::Less, left, right);
}
template<auto... M, class T>
Condition operator<=(const Field<M...> &left, const T &right)
{
    return expr::compare(expr::NodeKind::LessOrEqual, left, right);
}
template<auto... M, class T>
Condition operator>(const Field<M...> &left, const T &right)
{
    return expr::compare(expr::NodeKind::Greater, left, right);
}
template<auto... M, class T>
Condition operator>=(const Field<M...> &left, const T &right)
{
    return expr::compare(expr::NodeKind::GreaterOrEqual, left, right);
}

/// A property of a model without its type: what lists of columns are made of. Made from field<&Post::title>.
class FieldRef
{
public:
    template<auto Member>
    FieldRef(const Field<Member> &) : m_property(Field<Member>::path()), m_model(&Field<Member>::Model::staticMetaObject)
    { }
    [[nodiscard]] const QByteArray &property() const { return m_property; }
    [[nodiscard]] const QMetaObject *model() const { return m_model; }

private:
    QByteArray m_property;
    const QMetaObject *m_model;
};

} // namespace quoin
