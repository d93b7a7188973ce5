// SPDX-License-Identifier: MIT
#pragma once

#include <blog/blog.h>

/// What rows of queries of the blog are like, and how tests look at them.
namespace tables {

class Total
{
    Q_GADGET
    QUOIN_MODEL("totals", "rows")
    QUOIN_FIELD(quoin::ForeignKey<blog::Author>, author, "null")
    QUOIN_FIELD(qint64, posts, "")
    QUOIN_FIELD(std::optional<qint64>, views, "")
};

class Named
{
    Q_GADGET
    QUOIN_MODEL("named", "rows")
    QUOIN_FIELD(QString, name, "maxLength=40")
    QUOIN_FIELD(qint64, number, "")
};

class Ranked
{
    Q_GADGET
    QUOIN_MODEL("ranked", "rows")
    QUOIN_FIELD(QString, title, "maxLength=40")
    QUOIN_FIELD(quoin::ForeignKey<blog::Author>, author, "null")
    QUOIN_FIELD(qint64, place, "")
};

class Price
{
    Q_GADGET
    QUOIN_MODEL("prices", "rows")
    QUOIN_FIELD(std::optional<quoin::Decimal>, price, "precision=20, scale=2")
};

class Number
{
    Q_GADGET
    QUOIN_MODEL("numbers", "rows")
    QUOIN_FIELD(qint64, n, "")
};

/// An author and the names on the way there.
class Line
{
    Q_GADGET
    QUOIN_MODEL("lines", "rows")
    QUOIN_FIELD(qint64, author, "")
    QUOIN_FIELD(qint64, depth, "")
    QUOIN_FIELD(QString, path, "")
};

class Mentor
{
    Q_GADGET
    QUOIN_MODEL("mentors", "rows")
    QUOIN_FIELD(quoin::ForeignKey<blog::Author>, author, "null")
};

template<class T>
QString text(const T &value)
{
    if constexpr (requires { value.has_value(); })
        return value ? text(*value) : QStringLiteral("-");
    else if constexpr (std::is_base_of_v<quoin::ForeignKeyBase, T>)
        return value.key().isNull() ? QStringLiteral("-") : value.key().toVariant().toString();
    else if constexpr (std::is_same_v<T, quoin::Decimal>)
        return value.toString();
    else
        return QVariant::fromValue(value).toString();
}

/// "Ann a, Ben b": the rows in their order; the error's text where there is one.
template<class Row, class... T>
QString texts(const quoin::Selection<Row, T...> &selection)
{
    const auto rows = selection.all();
    if (!rows)
        return rows.error().toString();
    QStringList list;
    for (const auto &row : *rows) {
        if constexpr (sizeof...(T) == 1)
            list << text(row);
        else
            list << std::apply([](const auto &...values) { return QStringList { text(values)... }.join(u' '); }, row);
    }
    return list.join(QStringLiteral(", "));
}

} // namespace tables
