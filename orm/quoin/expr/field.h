// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/expr/membername.h>
#include <quoin/expr/term.h>

#include <array>
#include <tuple>

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

/// A path is sound when each step but the last is a relation to the class of the next step's member.
template<auto First, auto... Rest>
consteval bool isSoundPath()
{
    if constexpr (sizeof...(Rest) == 0) {
        return true;
    } else {
        using Target = relatedTarget<typename MemberTraits<decltype(First)>::Type>;
        return []<auto Next, auto... More>() {
            if constexpr (std::is_void_v<Target>)
                return false;
            else
                return std::is_base_of_v<typename MemberTraits<decltype(Next)>::Class, Target> && isSoundPath<Next, More...>();
        }.template operator()<Rest...>();
    }
}

/// Does a row have many of what the path leads to?
template<auto... Members>
inline constexpr Level pathLevel
        = (isToMany<typename MemberTraits<decltype(Members)>::Type> || ...) ? Level::Related : Level::Row;

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

/// A property as a term of queries: field<&Post::title>, or across relations field<&Post::author, &Author::name>. Its name
/// and type come from the member itself, so a misspelt property, a value of another type or a path that leaves the model does not
/// compile.
///
/// Across a HasMany or ManyToMany a row has many of these: a condition asks whether one of them fulfils it, and the parts of one
/// filter() speak of one and the same; an aggregate is of all of them, and a value of the row.
/// \code
/// db.query<Post>().filter(field<&Post::views> >= 1000 && field<&Post::author, &Author::name>.startsWith(u"A"));
/// db.query<Author>().filter(field<&Author::posts, &Post::views> > 100 && count(field<&Author::posts>) > 5);
/// \endcode
template<auto... Members>
class Field : public Term<Field<Members...>, typename expr::MemberTraits<typename expr::Last<decltype(Members)...>::type>::Type,
                      expr::pathLevel<Members...>>
{
    static_assert(expr::isSoundPath<Members...>(),
            "this path leaves the model: every member but the last must be a relation to the class of the next one");
    using Base = Term<Field, typename expr::MemberTraits<typename expr::Last<decltype(Members)...>::type>::Type,
            expr::pathLevel<Members...>>;
    // Of the row itself: across a relation any property can be NULL.
    static constexpr bool neverNull = sizeof...(Members) == 1 && !expr::isOptional<typename Base::Type>
            && !std::is_base_of_v<ForeignKeyBase, typename Base::Type> && !std::is_base_of_v<ToManyBase, typename Base::Type>;

public:
    using Model = typename expr::MemberTraits<std::tuple_element_t<0, std::tuple<decltype(Members)...>>>::Class;

    [[nodiscard]] static QByteArray path() { return expr::Path<Members...>::name(); }
    [[nodiscard]] expr::NodePtr node() const
    {
        return Field::level == Level::Related ? expr::relatedColumn(path()) : expr::column(path());
    }

    using Base::isNotNull;
    using Base::isNull;
    [[deprecated("the property cannot be NULL, for that it would have to be a std::optional: isNull() is never "
                 "true")]] [[nodiscard]] Condition
    isNull() const
        requires(neverNull)
    {
        return Base::isNull();
    }
    [[deprecated("the property cannot be NULL, for that it would have to be a std::optional: isNotNull() is always "
                 "true")]] [[nodiscard]] Condition
    isNotNull() const
        requires(neverNull)
    {
        return Base::isNotNull();
    }
};

template<auto... Members>
inline constexpr Field<Members...> field {};

/// A property of a model without its type: what lists of columns are made of. Made from field<&Post::title>.
class FieldRef
{
public:
    template<auto Member>
    FieldRef(const Field<Member> &) : m_property(Field<Member>::path()), m_model(&Field<Member>::Model::staticMetaObject)
    { }
    FieldRef(QByteArray property, const QMetaObject *model) : m_property(std::move(property)), m_model(model) { }
    [[nodiscard]] const QByteArray &property() const { return m_property; }
    [[nodiscard]] const QMetaObject *model() const { return m_model; }

private:
    QByteArray m_property;
    const QMetaObject *m_model;
};

} // namespace quoin
