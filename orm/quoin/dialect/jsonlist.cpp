// SPDX-License-Identifier: MIT
#include <quoin/dialect/jsonlist_p.h>

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>

namespace quoin::dialect {

std::optional<QString> jsonList(const QList<Value> &values)
{
    QJsonArray array;
    for (const Value &value : values) {
        if (const auto *number = value.get<qint64>())
            array.append(*number);
        else if (const auto *text = value.get<QString>())
            array.append(*text);
        else if (const auto *uuid = value.get<QUuid>())
            array.append(uuid->toString(QUuid::WithoutBraces));
        else
            return std::nullopt;
    }
    return QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact));
}

} // namespace quoin::dialect
