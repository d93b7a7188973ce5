// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/query/query.h>

#include <QtCore/qvariant.h>

namespace quoin {

/// An expression under the name that valueMaps() gives its values.
template<expr::IsTerm X>
struct Named
{
    QString name;
    X term;
};
template<expr::IsTerm X>
[[nodiscard]] Named<X> named(QString name, X term)
{
    return { std::move(name), std::move(term) };
}

namespace query {

struct MapColumn
{
    QString name;
    expr::NodePtr node;
};

template<auto... Members>
MapColumn mapColumn(const Field<Members...> &field)
{
    return { QString::fromUtf8(Field<Members...>::path().replace('.', "__")), field.node() };
}
template<class X>
MapColumn mapColumn(const Named<X> &column)
{
    static_assert(X::level != Level::Related, "valueMaps(): a row has many of these; read an aggregate of them");
    return { column.name, column.term.node() };
}
template<expr::IsTerm X>
MapColumn mapColumn(const X &)
{
    static_assert(
            std::is_void_v<X>, "valueMaps(): what is computed needs a name: named(u\"posts\"_s, count(field<&Author::posts>))");
    return {};
}

/// Without columns all properties but sensitive ones.
QUOIN_EXPORT Result<QList<QVariantMap>> readMaps(QueryCore query, std::vector<MapColumn> columns);

} // namespace query

template<class T>
template<class... X>
Result<QList<QVariantMap>> Query<T>::valueMaps(const X &...columns) const
{
    return query::readMaps(m_core, { query::mapColumn(columns)... });
}

} // namespace quoin
