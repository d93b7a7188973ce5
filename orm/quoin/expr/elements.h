// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/expr/call.h>

#include <QtCore/qlist.h>

namespace quoin {

namespace expr {

template<class T>
struct ElementOf
{
    using type = void;
};
template<class T>
struct ElementOf<QList<T>>
{
    using type = T;
};

} // namespace expr

/// The elements of a list property: made by elements(). Lists are native arrays where the engine has them, and JSON elsewhere.
/// \code
/// auto posts = db.query<Post>().filter(elements(field<&Post::tags>).containsAll({ u"qt"_s, u"sql"_s })).all();
/// \endcode
/// A list that is NULL fulfils none of these conditions.
template<class E, Level L>
class Elements
{
public:
    /// What asking about them gives.
    using Asked = ConditionOf<conditionLevel(L)>;

    explicit Elements(expr::NodePtr list) : m_list(std::move(list)) { }

    [[nodiscard]] Asked contains(const E &value) const { return test<expr::functionIndex("listContains")>({ value }); }
    /// All of these, in any order and number.
    [[nodiscard]] Asked containsAll(const QList<E> &values) const { return test<expr::functionIndex("listContainsAll")>(values); }
    /// Nothing but these.
    [[nodiscard]] Asked containedBy(const QList<E> &values) const { return test<expr::functionIndex("listContainedBy")>(values); }
    /// At least one of these.
    [[nodiscard]] Asked overlaps(const QList<E> &values) const { return test<expr::functionIndex("listOverlaps")>(values); }
    /// How many they are.
    [[nodiscard]] auto length() const
    {
        return Expression<expr::optionalIf<true, qint64>, L>(
                expr::call(expr::functionTable[expr::functionIndex("listLength")], { m_list }));
    }
    /// The element with this number, from 0; NULL behind the last.
    [[nodiscard]] auto at(qint64 index) const
    {
        using Type = std::conditional_t<expr::isInteger<E>, qint64, E>;
        return Expression<std::optional<Type>, L>(
                expr::call(expr::functionTable[expr::functionIndex("listAt")], { m_list }, { Value(index) }));
    }

private:
    template<size_t Index>
    [[nodiscard]] Asked test(const QList<E> &values) const
    {
        ValueList list;
        for (const E &value : values)
            list.push_back(expr::toValue<E>(value));
        return Asked(expr::call(expr::functionTable[Index], { m_list }, { Value(std::move(list)) }));
    }

    expr::NodePtr m_list;
};

template<expr::IsTerm X>
[[nodiscard]] auto elements(const X &list)
{
    using Element = typename expr::ElementOf<expr::unwrapped<typename X::Type>>::type;
    static_assert(!std::is_void_v<Element>, "elements(): the expression is not a list");
    static_assert(std::is_same_v<Element, QString> || std::is_same_v<Element, bool> || std::is_arithmetic_v<Element>
                    || std::is_same_v<Element, QUuid> || std::is_same_v<Element, QDate>,
            "elements(): lists of texts, numbers, booleans, UUIDs and dates can be searched on every engine");
    return Elements<Element, X::level>(list.node());
}

} // namespace quoin
