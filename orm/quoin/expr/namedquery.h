// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/core/result.h>
#include <quoin/expr/byname.h>

#include <QtCore/qjsonobject.h>
#include <QtCore/qlist.h>
#include <QtCore/qstringlist.h>

#include <optional>

namespace quoin {

/// A query by name as plain data, without a database: what DynamicQuery builds, and what configuration files hold as JSON. Which
/// members it has and what they mean is the same in both; docs/guides/queries-by-name.md has the grammar.
struct QUOIN_EXPORT NamedQuery
{
    struct Name
    {
        QString name;
        NamedExpression expression;
        bool selected; ///< annotate(): the rows have it; else alias().
    };

    QString model;                             ///< Class or table; empty: the rows of \a from, by its names.
    std::shared_ptr<const NamedQuery> from {}; ///< The rows of this one, which are like the class; not those of a table.
    std::shared_ptr<const NamedQuery> step {}; ///< Recursive: more rows, by a query of the class, which is of those found before.
    bool again = false;                        ///< Rows that were found already are found again.
    /// Rows of another query beside each row, see Query::join(): paths to their properties begin with the name.
    struct Join
    {
        QString name;
        std::shared_ptr<const NamedQuery> rows;
        Q on {};
        bool optional = false; ///< leftJoin()
    };
    QList<Join> joins {};
    QList<Name> names {};
    QList<Q> filters {};   ///< One of each call of filter(), or of exclude() with "not".
    QStringList values {}; ///< Paths or names; empty: the model's properties.
    QStringList groups {}; ///< Paths or names.
    enum class Sets : quint8 { One, Rollup, Cube, Given };
    Sets sets = Sets::One;              ///< How often rows are grouped by them …
    QList<QStringList> groupingSets {}; ///< … or, Given, instead of groups: once by each of these.
    Q having {};
    QList<NamedOrder> order {};
    bool distinct = false;
    std::optional<qint64> limit {};
    qint64 offset = 0;
    bool reversed = false;     ///< The order turned round.
    QStringList distinctOn {}; ///< Paths or names: of the rows that are equal in these, the first in order.
    QStringList with {};       ///< Paths of relations that are loaded with the rows.

    [[nodiscard]] QJsonObject toJson() const;
    /// An InvalidQuery error names what is wrong and where in the JSON: "filter.$or[1]".
    static Result<NamedQuery> fromJson(const QJsonObject &json);
};

/// Has the query a row? Inside it OuterRef(u"id") is a property of the query around.
/// \code
/// db.query(u"Author").filter(exists({ .model = u"Post"_s, .filters = { Q(u"author", OuterRef(u"id")) } })).all();
/// \endcode
[[nodiscard]] QUOIN_EXPORT Q exists(const NamedQuery &query);
/// The one value that a query of one column gives, NULL when it has no row; with the lookup "in", all that it gives, or the rows
/// that a relation can point at. The engines have different answers to several rows where one value is needed: a limit of 1 makes
/// them one.
/// \code
/// db.query(u"Post").filter(Q(u"author__in", subquery({ .model = u"Author"_s, .filters = { Q(u"score__gt", 7) } }))).all();
/// \endcode
[[nodiscard]] QUOIN_EXPORT NamedExpression subquery(const NamedQuery &query);

/// A condition alone as JSON, as it stands at "filter".
[[nodiscard]] QUOIN_EXPORT QJsonObject toJson(const Q &condition);
[[nodiscard]] QUOIN_EXPORT Result<Q> conditionFromJson(const QJsonObject &json);

} // namespace quoin
