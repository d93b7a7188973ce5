// SPDX-License-Identifier: MIT
#include <quoin/dialect/postgresql/arraytext_p.h>

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>

using namespace Qt::StringLiterals;

namespace quoin::dialect::postgresql {

QString arrayFromJson(const QString &json)
{
    QStringList out;
    const QJsonArray array = QJsonDocument::fromJson(json.toUtf8()).array();
    for (const QJsonValue one : array) {
        if (one.isNull()) {
            out += u"NULL"_s;
            continue;
        }
        QString text = one.toVariant().toString();
        text.replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s);
        out += u'"' + text + u'"';
    }
    return u'{' + out.join(u',') + u'}';
}

QString jsonFromArray(const QString &text)
{
    if (!text.startsWith(u'{') || !text.endsWith(u'}'))
        return text;
    QJsonArray array;
    const QStringView body = QStringView(text).sliced(1, text.size() - 2);
    for (qsizetype at = 0; at < body.size(); ++at) { // at the comma or the end after each element
        QString element;
        const bool isQuoted = body[at] == u'"';
        if (isQuoted) {
            for (++at; at < body.size() && body[at] != u'"'; ++at) {
                if (body[at] == u'\\' && at + 1 < body.size())
                    ++at;
                element += body[at];
            }
            ++at;
        } else {
            for (; at < body.size() && body[at] != u','; ++at)
                element += body[at];
        }
        array += !isQuoted && element.compare("null"_L1, Qt::CaseInsensitive) == 0 ? QJsonValue() : QJsonValue(element);
    }
    return QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact));
}

} // namespace quoin::dialect::postgresql
