// SPDX-License-Identifier: MIT
#include "typecase.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

ROUND_TRIP_MODEL(JsonValueRow, "rt_json_value", QJsonValue, "")
ROUND_TRIP_MODEL(JsonObjectRow, "rt_json_object", QJsonObject, "")
ROUND_TRIP_MODEL(JsonArrayRow, "rt_json_array", QJsonArray, "")
ROUND_TRIP_MODEL(JsonDocumentRow, "rt_json_document", QJsonDocument, "")

namespace roundtrip {

namespace {

QJsonArray everyKind()
{
    return {
        QJsonValue::Null,
        true,
        false,
        0,
        -1,
        1.5,
        1e300,
        5e-324,
        QJsonValue(qint64(9007199254740993)),
        QJsonValue(std::numeric_limits<qint64>::min()),
        QJsonValue(std::numeric_limits<qint64>::max()),
        u""_s,
        u" "_s,
        u"null"_s,
        u"true"_s,
        u"\\u0000"_s,
        u"\\ud83d"_s,
        u"\"\\/\b\f\n\r\t\x01"_s,
        u"e\u0301 שלום 😀 \U0010FFFF"_s,
        QJsonArray(),
        QJsonArray { QJsonArray { QJsonArray() } },
        QJsonObject(),
        QJsonObject { { u""_s, 1 }, { u"a b"_s, QJsonValue::Null },
                { u"\"'"_s, QJsonObject { { u"😀"_s, QJsonArray { 1, u"2"_s, false } } } }, { u"b"_s, 1 }, { u"aa"_s, 2 } },
    };
}

QList<QJsonValue> values()
{
    QList<QJsonValue> list;
    for (const QJsonValue &value : everyKind())
        list.append(value);
    list.append(everyKind());
    return list;
}

} // namespace

QList<TypeCase> documentCases()
{
    const auto object
            = rc::gen::map(generate::json(), [](const QJsonValue &value) { return QJsonObject { { u"value"_s, value } }; });
    const auto array = rc::gen::map(generate::json(), [](const QJsonValue &value) { return QJsonArray { value, value }; });
    return {
        typeCase<JsonValueRow, Compared::Not>("QJsonValue", values(), generate::json()),
        typeCase<JsonObjectRow, Compared::Not>(
                "QJsonObject", { QJsonObject(), QJsonObject { { u"kinds"_s, everyKind() } } }, object),
        typeCase<JsonArrayRow, Compared::Not>(
                "QJsonArray", { QJsonArray(), QJsonArray { QJsonValue::Null }, everyKind() }, array),
        typeCase<JsonDocumentRow, Compared::Not>("QJsonDocument",
                { QJsonDocument(QJsonObject()), QJsonDocument(QJsonArray()), QJsonDocument(everyKind()) },
                rc::gen::map(array, [](const QJsonArray &array) { return QJsonDocument(array); })),
    };
}

} // namespace roundtrip

#include "documents.moc"
