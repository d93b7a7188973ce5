// SPDX-License-Identifier: MIT
#include <models/columntypes.h>

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>

namespace types {

using namespace Qt::StringLiterals;

QString ColorColumn::toColumn(const Color &color)
{
    const quint32 all = quint32(color.alpha) << 24 | quint32(color.red) << 16 | quint32(color.green) << 8 | color.blue;
    return u'#' + QString::number(all, 16).rightJustified(8, u'0');
}

quoin::Result<Color> ColorColumn::fromColumn(const quoin::Value &stored)
{
    const auto *text = stored.get<QString>();
    bool ok = false;
    const quint32 all = text && text->size() == 9 && text->startsWith(u'#') ? QStringView(*text).sliced(1).toUInt(&ok, 16) : 0;
    if (!ok)
        return quoin::Error(quoin::ErrorKind::Conversion, u"A colour is stored as #aarrggbb."_s);
    return Color { quint8(all >> 16), quint8(all >> 8), quint8(all), quint8(all >> 24) };
}

quoin::JsonText RangeColumn::toColumn(const Range &range)
{
    return { QJsonDocument(QJsonArray { range.lower, range.upper }).toJson(QJsonDocument::Compact) };
}

quoin::Result<Range> RangeColumn::fromColumn(const quoin::Value &stored)
{
    const auto *json = stored.get<quoin::JsonText>();
    const QJsonArray array = json ? QJsonDocument::fromJson(json->utf8).array() : QJsonArray();
    if (array.size() != 2)
        return quoin::Error(quoin::ErrorKind::Conversion, u"A range is stored as [lower, upper]."_s);
    return Range { array[0].toInteger(), array[1].toInteger() };
}

} // namespace types
