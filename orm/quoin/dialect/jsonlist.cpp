// SPDX-License-Identifier: MIT
#include <quoin/dialect/jsonlist_p.h>

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>

namespace quoin::dialect {

namespace {

/// Of types that JSON and a column keep alike.
bool append(QJsonArray &array, const Value &value)
{
    if (const auto *number = value.get<qint64>())
        array.append(*number);
    else if (const auto *text = value.get<QString>())
        array.append(*text);
    else if (const auto *uuid = value.get<QUuid>())
        array.append(uuid->toString(QUuid::WithoutBraces));
    else
        return false;
    return true;
}

QString textOf(const QJsonArray &array) { return QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact)); }

} // namespace

std::optional<QString> jsonList(const QList<Value> &values)
{
    QJsonArray array;
    for (const Value &value : values) {
        if (!append(array, value))
            return std::nullopt;
    }
    return textOf(array);
}

std::optional<QString> jsonElements(const ValueList &values)
{
    QJsonArray array;
    for (const Value &value : values) {
        if (const auto *real = value.get<double>())
            array.append(*real);
        else if (const auto *boolean = value.get<bool>())
            array.append(*boolean);
        else if (const auto *date = value.get<QDate>())
            array.append(date->toString(Qt::ISODate));
        else if (!append(array, value))
            return std::nullopt;
    }
    return textOf(array);
}

} // namespace quoin::dialect
