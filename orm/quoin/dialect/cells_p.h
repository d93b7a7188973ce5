// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/dialect/dialect.h>

namespace quoin::dialect {

// Cells of catalogue queries: numbers come as Int, all else as Text (or Binary, from some views of information_schema).

inline QString textOf(const Value &value)
{
    if (const auto *text = value.get<QString>())
        return *text;
    if (const auto *bytes = value.get<QByteArray>())
        return QString::fromUtf8(*bytes);
    if (const auto *number = value.get<qint64>())
        return QString::number(*number);
    if (const auto *number = value.get<quint64>())
        return QString::number(*number);
    if (const auto *flag = value.get<bool>())
        return *flag ? QStringLiteral("1") : QStringLiteral("0");
    return {};
}

inline qint64 numberOf(const Value &value)
{
    if (const auto *number = value.get<qint64>())
        return *number;
    return textOf(value).toLongLong();
}

/// 1, true, t, YES …
inline bool flagOf(const Value &value)
{
    const QString text = textOf(value).toLower();
    return text == u"1" || text == u"t" || text == u"true" || text == u"yes";
}

} // namespace quoin::dialect
