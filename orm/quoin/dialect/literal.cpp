// SPDX-License-Identifier: MIT
#include <quoin/dialect/literal_p.h>

#include <quoin/core/datetext.h>

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qlocale.h>

#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;
using quoin::schema::ColumnType;
using quoin::schema::TypeKind;

namespace quoin::dialect {

namespace {

Error misfit(const ColumnType &type, const Value &value)
{
    return Error(ErrorKind::Conversion, u"%1 is not a value of the type %2."_s.arg(value.toDisplay(), type.toString()));
}

/// The largest value of an integer type; the smallest is 0 or its negative minus one.
quint64 largest(TypeKind kind)
{
    switch (kind) {
    case TypeKind::Int16: return std::numeric_limits<qint16>::max();
    case TypeKind::Int32: return std::numeric_limits<qint32>::max();
    case TypeKind::UInt16: return std::numeric_limits<quint16>::max();
    case TypeKind::UInt32: return std::numeric_limits<quint32>::max();
    case TypeKind::UInt64: return std::numeric_limits<quint64>::max();
    default: return std::numeric_limits<qint64>::max();
    }
}

bool isUnsigned(TypeKind kind) { return kind == TypeKind::UInt16 || kind == TypeKind::UInt32 || kind == TypeKind::UInt64; }

Result<QString> integerText(const ColumnType &type, const Value &value)
{
    if (const auto *number = value.get<quint64>()) {
        if (*number <= largest(type.kind))
            return QString::number(*number);
    } else if (const auto *number = value.get<qint64>()) {
        const quint64 magnitude = *number < 0 ? quint64(-(*number + 1)) : quint64(*number);
        if (magnitude <= largest(type.kind) && (*number >= 0 || !isUnsigned(type.kind)))
            return QString::number(*number);
    }
    return misfit(type, value);
}

Result<QString> decimalText(const ColumnType &type, const Value &value)
{
    std::optional<Decimal> number;
    if (const Decimal *decimal = value.decimal())
        number = *decimal;
    else if (const auto *integer = value.get<qint64>())
        number = Decimal(*integer);
    else if (const auto *natural = value.get<quint64>())
        number = Decimal(*natural);
    else if (const auto *text = value.get<QString>()) {
        auto parsed = Decimal::fromString(*text);
        if (!parsed)
            return parsed.error();
        number = *parsed;
    }
    if (!number || !number->fits(type.precision, type.scale))
        return misfit(type, value);
    return number->rescaled(type.scale).transform([](const Decimal &d) { return d.toString(); });
}

Result<QJsonValue> jsonOf(const ColumnType &element, const Value &value)
{
    if (value.isNull())
        return QJsonValue();
    if (const auto *flag = value.get<bool>())
        return QJsonValue(*flag);
    if (const auto *number = value.get<qint64>())
        return QJsonValue(*number);
    if (const auto *number = value.get<double>())
        return QJsonValue(*number);
    return valueText(element, value).transform([](const QString &text) { return QJsonValue(text); });
}

Result<QString> listText(const ColumnType &type, const Value &value)
{
    QJsonArray array;
    if (const ValueList *list = value.list()) {
        for (const Value &one : *list) {
            auto json = jsonOf(*type.element, one);
            if (!json)
                return json.error();
            array.append(*json);
        }
    } else if (const Value::Vector *vector = value.vector()) {
        for (float one : *vector)
            array.append(double(one));
    } else {
        return misfit(type, value);
    }
    return QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact));
}

std::optional<Value> integerFromText(const ColumnType &type, const QString &text)
{
    bool ok = false;
    Value value = isUnsigned(type.kind) && !text.startsWith(u'-') ? Value(text.toULongLong(&ok)) : Value(text.toLongLong(&ok));
    if (!ok || !integerText(type, value).has_value())
        return {};
    return value;
}

std::optional<Value> listFromText(const ColumnType &type, const QString &text)
{
    const QJsonDocument document = QJsonDocument::fromJson(text.toUtf8());
    if (!document.isArray())
        return {};
    const QJsonArray array = document.array();
    if (type.kind == TypeKind::Vector) {
        Value::Vector vector;
        for (const QJsonValue one : array)
            vector.push_back(float(one.toDouble()));
        return Value(std::move(vector));
    }
    ValueList list;
    for (const QJsonValue one : array) {
        const auto value = one.isNull()
                ? std::optional(Value())
                : valueFromText(*type.element, one.isString() ? one.toString() : one.toVariant().toString());
        if (!value)
            return {};
        list.push_back(*value);
    }
    return Value(std::move(list));
}

} // namespace

Result<QString> valueText(const ColumnType &type, const Value &value)
{
    switch (type.kind) {
    case TypeKind::Bool:
        if (const auto *flag = value.get<bool>())
            return *flag ? u"1"_s : u"0"_s;
        if (const auto *number = value.get<qint64>(); number && (*number == 0 || *number == 1))
            return QString::number(*number);
        break;
    case TypeKind::Int16:
    case TypeKind::Int32:
    case TypeKind::Int64:
    case TypeKind::UInt16:
    case TypeKind::UInt32:
    case TypeKind::UInt64: return integerText(type, value);
    case TypeKind::Float:
    case TypeKind::Double:
        if (const auto *number = value.get<double>(); number && std::isfinite(*number))
            return QString::number(*number, 'g', QLocale::FloatingPointShortest);
        if (const auto *number = value.get<qint64>())
            return QString::number(double(*number), 'g', QLocale::FloatingPointShortest);
        break;
    case TypeKind::Decimal: return decimalText(type, value);
    case TypeKind::String:
    case TypeKind::Text:
    case TypeKind::Enum:
    case TypeKind::Opaque:
        if (const auto *text = value.get<QString>())
            return *text;
        break;
    case TypeKind::Binary:
        if (const auto *bytes = value.get<QByteArray>())
            return QString::fromLatin1(bytes->toHex());
        break;
    case TypeKind::Date:
        if (DateText text; value.get<QDate>() && formatDate(*value.get<QDate>(), text))
            return QString::fromLatin1(text.data());
        break;
    case TypeKind::Time:
        if (TimeText text; value.get<QTime>() && formatTime(*value.get<QTime>(), text))
            return QString::fromLatin1(text.data());
        break;
    case TypeKind::DateTime:
        if (DateTimeText text; value.get<QDateTime>() && formatDateTime(*value.get<QDateTime>(), text))
            return QString::fromLatin1(text.data());
        break;
    case TypeKind::Uuid:
        if (const auto *uuid = value.get<QUuid>())
            return uuid->toString(QUuid::WithoutBraces);
        break;
    case TypeKind::Json:
        if (const auto *json = value.get<JsonText>())
            return QString::fromUtf8(json->utf8);
        break;
    case TypeKind::Array:
    case TypeKind::Vector: return listText(type, value);
    }
    return misfit(type, value);
}

std::optional<Value> valueFromText(const ColumnType &type, const QString &text)
{
    switch (type.kind) {
    case TypeKind::Bool:
        if (text == u"1" || text == u"true")
            return Value(true);
        if (text == u"0" || text == u"false")
            return Value(false);
        return {};
    case TypeKind::Int16:
    case TypeKind::Int32:
    case TypeKind::Int64:
    case TypeKind::UInt16:
    case TypeKind::UInt32:
    case TypeKind::UInt64: return integerFromText(type, text);
    case TypeKind::Float:
    case TypeKind::Double: {
        bool ok = false;
        const double number = text.toDouble(&ok);
        return ok ? std::optional(Value(number)) : std::nullopt;
    }
    case TypeKind::Decimal: {
        const auto number = Decimal::fromString(text);
        if (!number || !number->fits(type.precision, type.scale))
            return {};
        const auto scaled = number->rescaled(type.scale);
        return scaled ? std::optional(Value(*scaled)) : std::nullopt;
    }
    case TypeKind::String:
    case TypeKind::Text:
    case TypeKind::Enum: return Value(text);
    case TypeKind::Binary: return Value(QByteArray::fromHex(text.toLatin1()));
    case TypeKind::Date: {
        QDate date;
        return parseDate(text, date) ? std::optional(Value(date)) : std::nullopt;
    }
    case TypeKind::Time: {
        QTime time;
        return parseTime(text, time) ? std::optional(Value(time)) : std::nullopt;
    }
    case TypeKind::DateTime: {
        QDateTime moment;
        return parseDateTime(text, moment) ? std::optional(Value(moment)) : std::nullopt;
    }
    case TypeKind::Uuid: {
        const QUuid uuid = QUuid::fromString(text);
        return uuid.isNull() && text != QUuid().toString(QUuid::WithoutBraces) ? std::nullopt : std::optional(Value(uuid));
    }
    case TypeKind::Json: return Value(JsonText { text.toUtf8() });
    case TypeKind::Array:
    case TypeKind::Vector: return listFromText(type, text);
    case TypeKind::Opaque: return {};
    }
    return {};
}

} // namespace quoin::dialect
