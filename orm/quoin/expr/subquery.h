// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/expr/arithmetic.h>
#include <quoin/expr/field.h>

namespace quoin {

/// Inside a sub-query, a property of the query around it: outer<&Author::id>. Of several queries around it is the nearest one of
/// that model; where there is none the query gives an InvalidQuery error before any SQL is sent. The path may cross to-one
/// relations.
/// \code
/// db.query<Author>().filter(exists(db.query<Post>().filter(field<&Post::author> == outer<&Author::id>)));
/// \endcode
template<auto... Members>
class Outer : public Term<Outer<Members...>, typename Field<Members...>::Type, Level::Row>
{
    static_assert(Field<Members...>::level == Level::Row,
            "outer<…>: the query around has many of these; write the condition on them into the query around");

public:
    [[nodiscard]] expr::NodePtr node() const
    {
        return expr::outerColumn(Field<Members...>::path(), &Field<Members...>::Model::staticMetaObject, 0);
    }
    /// So many queries up, whatever is between: for queries of one and the same model inside each other. 1: the next one.
    [[nodiscard]] Expression<typename Field<Members...>::Type> up(int levels) const
    {
        return Expression<typename Field<Members...>::Type>(
                expr::outerColumn(Field<Members...>::path(), &Field<Members...>::Model::staticMetaObject, levels));
    }
};

template<auto... Members>
inline constexpr Outer<Members...> outer {};

/// A property of the rows that Query::join() or leftJoin() put beside the query's own. The path may cross relations.
/// \code
/// db.query<Author>().join(totals, field<&Author::id> == joined<&Total::author>)
///         .values(field<&Author::name>, joined<&Total::posts>).all();
/// \endcode
template<auto... Members>
class Joined : public Term<Joined<Members...>, typename Field<Members...>::Type, Field<Members...>::level>
{
public:
    [[nodiscard]] expr::NodePtr node() const
    {
        return expr::joinedColumn(Field<Members...>::Model::staticMetaObject.className(), Field<Members...>::path(),
                Field<Members...>::level == Level::Related);
    }
};

template<auto... Members>
inline constexpr Joined<Members...> joined {};

/// Keys of rows of \a T as what points at them: a column of a relation for rows of a query (Selection::asTable()).
/// \code
/// db.query<Post>().select<Place>(relationTo<Post>(field<&Post::id>), rowNumber().over(byAuthor)).asTable();
/// \endcode
template<class T, expr::IsTerm X>
[[nodiscard]] auto relationTo(const X &key)
{
    static_assert(expr::comparable<ForeignKey<T>, expr::unwrapped<typename X::Type>>(), "relationTo(): these are no keys");
    return Expression<ForeignKey<T>, X::level>(key.node());
}

/// The one value that a selection of one expression gives; NULL when it has no row. The engines have different answers to several
/// rows: limit(1) makes them one.
/// \code
/// const auto latest = subquery(db.query<Post>().filter(field<&Post::author> == outer<&Author::id>)
///         .values(field<&Post::title>).orderBy(field<&Post::publishedAt>.desc()).limit(1));
/// \endcode
template<expr::Subselect Q>
[[nodiscard]] auto subquery(const Q &query)
{
    static_assert(Q::isOneColumn, "subquery(): one value is needed: values(…) of one expression");
    return Expression<std::optional<expr::unwrapped<typename Q::Element>>>(expr::subquery(query.subselect()));
}

/// How many steps a row of Query::descendants() or ancestors() is away from the rows that they began with.
[[nodiscard]] inline Expression<qint64> treeDepth() { return Expression<qint64>(expr::treeDepth()); }

/// Has the query a row?
template<expr::Subselect Q>
[[nodiscard]] Condition exists(const Q &query)
{
    return Condition(expr::exists(query.subselect()));
}

} // namespace quoin
