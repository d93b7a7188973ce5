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

    QString model; ///< Class or table.
    QList<Name> names {};
    QList<Q> filters {};   ///< One of each call of filter(), or of exclude() with "not".
    QStringList values {}; ///< Paths or names; empty: the model's properties.
    QStringList groups {}; ///< Paths or names.
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
