// SPDX-License-Identifier: MIT
#include <quoin/meta/jsonvalue_p.h>

#include <quoin/meta/conversion_p.h>

#include <QtCore/qvariant.h>

#include <cmath>

namespace quoin {

using namespace Qt::StringLiterals;

namespace {

QJsonValue jsonOf(double real)
{
    if (std::isnan(real))
        return u"NaN"_s;
    if (std::isinf(real))
        return real > 0 ? u"Infinity"_s : u"-Infinity"_s;
    return real;
}

template<class T>
QJsonArray jsonOfList(const T &list)
{
    QJsonArray array;
    for (const auto &element : list)
        array.append(quoin::jsonOf(Value(element)));
    return array;
}

bool isJson(FieldType type)
{
    return type == FieldType::JsonValue || type == FieldType::JsonObject || type == FieldType::JsonArray
            || type == FieldType::JsonDocument;
}

Result<Value> fromBase64(const QString &text)
{
    const auto decoded = QByteArray::fromBase64Encoding(
            text.toLatin1(), QByteArray::Base64Encoding | QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        return Error(ErrorKind::Conversion, u"The text is not Base64."_s);
    return Value(*decoded);
}

} // namespace

QJsonValue jsonOf(const Value &value)
{
    switch (value.type()) {
    case Value::Type::Null: return QJsonValue();
    case Value::Type::Bool: return *value.get<bool>();
    case Value::Type::Int: return *value.get<qint64>();
    case Value::Type::UInt: {
        // JSON's integers end where QJsonValue's do: a text keeps the upper half of the unsigned ones.
        const quint64 number = *value.get<quint64>();
        return number <= quint64(std::numeric_limits<qint64>::max()) ? QJsonValue(qint64(number))
                                                                     : QJsonValue(QString::number(number));
    }
    case Value::Type::Double: return jsonOf(*value.get<double>());
    case Value::Type::Text: return *value.get<QString>();
    case Value::Type::Binary: return QString::fromLatin1(value.get<QByteArray>()->toBase64());
    case Value::Type::Date: return value.get<QDate>()->toString(Qt::ISODate);
    case Value::Type::Time: return value.get<QTime>()->toString(Qt::ISODateWithMs);
    case Value::Type::DateTime: return value.get<QDateTime>()->toUTC().toString(Qt::ISODateWithMs);
    case Value::Type::Uuid: return value.get<QUuid>()->toString(QUuid::WithoutBraces);
    case Value::Type::Decimal: return value.decimal()->toString();
    case Value::Type::Json: return parseJson(value).value_or(QJsonValue());
    case Value::Type::List: return jsonOfList(*value.list());
    case Value::Type::Vector: {
        QJsonArray array;
        for (const float element : *value.vector())
            array.append(jsonOf(double(element)));
        return array;
    }
    }
    Q_UNREACHABLE();
}

Result<Value> valueOf(const FieldInfo &field, const QJsonValue &json)
{
    // JSON null is a value of JSON properties; of all others it is NULL, and of a JSON property that can be NULL too.
    if (json.isNull() || json.isUndefined())
        return isJson(field.storedType) && !field.nullable ? Value(JsonText { "null" }) : Value();
    if (isJson(field.storedType))
        return Value(toJsonText(json));
    if (field.storedType == FieldType::ByteArray && json.isString())
        return fromBase64(json.toString());
    if (json.isArray()) {
        ValueList list;
        for (const QJsonValue element : json.toArray()) {
            auto value = Value::fromVariant(element.toVariant());
            if (!value)
                return value.error();
            list.push_back(*std::move(value));
        }
        return Value(std::move(list));
    }
    if (json.isObject())
        return Error(ErrorKind::Conversion, u"A JSON object cannot be read as "_s + field.typeName + u'.');
    return Value::fromVariant(json.toVariant());
}

Result<Value> valueOf(const FieldInfo &field, const QVariant &variant)
{
    if (isJson(field.storedType)) {
        if (!variant.isValid() && field.nullable)
            return Value();
        return Value(toJsonText(QJsonValue::fromVariant(variant)));
    }
    return Value::fromVariant(variant);
}

} // namespace quoin
