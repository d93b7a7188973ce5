// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/expr/field.h>

#include <QtCore/qlist.h>

namespace quoin {

/// What Query::update() gives a column: a value, or what an expression says of the stored row. Made by set().
class Assignment
{
public:
    Assignment(FieldRef field, expr::NodePtr value) : m_field(std::move(field)), m_value(std::move(value)) { }
    [[nodiscard]] const FieldRef &field() const { return m_field; }
    [[nodiscard]] const expr::NodePtr &value() const { return m_value; }

private:
    FieldRef m_field;
    expr::NodePtr m_value;
};

/// A property with its new value: a value of its type, an expression over the stored row, std::nullopt for NULL.
/// \code
/// db.query<Post>().filter(field<&Post::author> == ann).update(set(field<&Post::views>, field<&Post::views> + 1));
/// \endcode
template<auto Member, class T>
[[nodiscard]] Assignment set(const Field<Member> &field, const T &value)
{
    using Type = typename Field<Member>::Type;
    if constexpr (requires {
                      typename T::Type;
                      value.node();
                  }) {
        static_assert(T::level == Level::Row, "set(): a row has many of these, or only a group of rows has it");
        static_assert(
                expr::comparable<Type, typename T::Type>(), "set(): the expression's type does not fit the property's type");
        return Assignment(field, value.node());
    } else {
        static_assert(!std::is_same_v<T, std::nullopt_t> || expr::isOptional<Type> || expr::isToOne<Type>,
                "set(): the property cannot be NULL: only a std::optional or a relation can");
        static_assert(expr::comparable<Type, T>(), "set(): the value's type does not fit the property's type");
        return Assignment(field, expr::literal(expr::toValue<Type>(value)));
    }
}

template<auto First, auto Second, auto... Rest, class T>
Assignment set(const Field<First, Second, Rest...> &, const T &)
{
    static_assert(std::is_void_v<T>,
            "set() changes a property of the query's own model: this path leads to another model's row, which a query of that "
            "model "
            "changes");
    return Assignment(Field<First>(), {});
}

} // namespace quoin
