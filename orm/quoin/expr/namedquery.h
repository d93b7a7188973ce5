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

    QString model;                             ///< Class or table.
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

    [[nodiscard]] QJsonObject toJson() const;
    /// An InvalidQuery error names what is wrong and where in the JSON: "filter.$or[1]".
    static Result<NamedQuery> fromJson(const QJsonObject &json);
};

/// A condition alone as JSON, as it stands at "filter".
[[nodiscard]] QUOIN_EXPORT QJsonObject toJson(const Q &condition);
[[nodiscard]] QUOIN_EXPORT Result<Q> conditionFromJson(const QJsonObject &json);

} // namespace quoin
