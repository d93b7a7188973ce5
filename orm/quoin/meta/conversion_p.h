// SPDX-License-Identifier: MIT
#pragma once

// Not part of the API: between the C++ types of properties and Value, both ways. Lossless or an error.

#include <quoin/core/value.h>
#include <quoin/meta/fieldtype.h>

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qurl.h>

#include <limits>

namespace quoin {

/// The error of a value that is not what is wanted: "the text \"abc\" cannot be read as a whole number".
Error cannotRead(const Value &value, QStringView wanted);

Result<qint64> toSigned(const Value &value, qint64 minimum, qint64 maximum);
Result<quint64> toUnsigned(const Value &value, quint64 maximum);
Result<double> toDouble(const Value &value);
/// The elements of a list, also where it comes as a JSON array or a vector.
Result<ValueList> toList(const Value &value);
/// The value of a JSON text; an error for text that is not JSON.
Result<QJsonValue> parseJson(const Value &value);
JsonText toJsonText(const QJsonValue &value);

/// toValue() and fromValue() for each property type that is a class template argument below.
template<class T>
struct Conversion;

template<class T>
    requires std::is_integral_v<T>
struct Conversion<T>
{
    static Value toValue(T value)
    {
        if constexpr (std::is_signed_v<T>)
            return Value(qint64(value));
        else
            return Value(quint64(value));
    }
    static Result<T> fromValue(const Value &value)
    {
        if constexpr (std::is_signed_v<T>)
            return toSigned(value, std::numeric_limits<T>::min(), std::numeric_limits<T>::max()).transform([](qint64 v) {
                return T(v);
            });
        else
            return toUnsigned(value, std::numeric_limits<T>::max()).transform([](quint64 v) { return T(v); });
    }
};

template<>
struct Conversion<bool>
{
    static Value toValue(bool value) { return Value(value); }
    static Result<bool> fromValue(const Value &value);
};

template<>
struct Conversion<double>
{
    static Value toValue(double value) { return Value(value); }
    static Result<double> fromValue(const Value &value) { return toDouble(value); }
};

template<>
struct Conversion<float>
{
    static Value toValue(float value) { return Value(double(value)); }
    static Result<float> fromValue(const Value &value);
};

// Types whose conversions differ in nothing but their code.
#define QUOIN_CONVERSION(Type) \
    template<> \
    struct Conversion<Type> \
    { \
        static Value toValue(const Type &value); \
        static Result<Type> fromValue(const Value &value); \
    };
QUOIN_CONVERSION(Decimal)
QUOIN_CONVERSION(QString)
QUOIN_CONVERSION(QByteArray)
QUOIN_CONVERSION(QDate)
QUOIN_CONVERSION(QTime)
QUOIN_CONVERSION(QDateTime)
QUOIN_CONVERSION(QUuid)
QUOIN_CONVERSION(QJsonValue)
QUOIN_CONVERSION(QJsonObject)
QUOIN_CONVERSION(QJsonArray)
QUOIN_CONVERSION(QJsonDocument)
QUOIN_CONVERSION(QUrl)
#undef QUOIN_CONVERSION

template<class T>
struct Conversion<QList<T>>
{
    static Value toValue(const QList<T> &list)
    {
        ValueList values;
        values.reserve(size_t(list.size()));
        for (const T &element : list)
            values.push_back(Conversion<T>::toValue(element));
        return Value(std::move(values));
    }
    static Result<QList<T>> fromValue(const Value &value)
    {
        auto values = toList(value);
        if (!values)
            return values.error();
        QList<T> list;
        list.reserve(qsizetype(values->size()));
        for (const Value &element : *values) {
            auto read = Conversion<T>::fromValue(element);
            if (!read)
                return read.error();
            list.append(*std::move(read));
        }
        return list;
    }
};

template<>
struct Conversion<QList<float>>
{
    static Value toValue(const QList<float> &list) { return Value(Value::Vector(list.cbegin(), list.cend())); }
    static Result<QList<float>> fromValue(const Value &value);
};

/// As engines count; QString counts characters outside the basic plane twice.
qsizetype characterCount(QStringView text);

/// Types whose own "nothing" goes to the column as NULL: an invalid date is none.
template<class T>
inline constexpr bool hasOwnNull = std::is_same_v<T, QDate> || std::is_same_v<T, QTime> || std::is_same_v<T, QDateTime>;

/// Calls function(std::type_identity<T>) with the C++ type that \a type and \a elementType stand for; false for enums, relations
/// and user-defined types, which have none.
template<class F>
bool withScalar(FieldType type, F &&function)
{
    switch (type) {
    case FieldType::Bool: function(std::type_identity<bool>()); return true;
    case FieldType::Short: function(std::type_identity<short>()); return true;
    case FieldType::UShort: function(std::type_identity<ushort>()); return true;
    case FieldType::Int: function(std::type_identity<int>()); return true;
    case FieldType::UInt: function(std::type_identity<uint>()); return true;
    case FieldType::LongLong: function(std::type_identity<qint64>()); return true;
    case FieldType::ULongLong: function(std::type_identity<quint64>()); return true;
    case FieldType::Float: function(std::type_identity<float>()); return true;
    case FieldType::Double: function(std::type_identity<double>()); return true;
    case FieldType::Decimal: function(std::type_identity<Decimal>()); return true;
    case FieldType::String: function(std::type_identity<QString>()); return true;
    case FieldType::Date: function(std::type_identity<QDate>()); return true;
    case FieldType::Time: function(std::type_identity<QTime>()); return true;
    case FieldType::DateTime: function(std::type_identity<QDateTime>()); return true;
    case FieldType::Uuid: function(std::type_identity<QUuid>()); return true;
    case FieldType::Url: function(std::type_identity<QUrl>()); return true;
    default: return false;
    }
}

template<class F>
bool withType(FieldType type, FieldType elementType, F &&function)
{
    switch (type) {
    case FieldType::ByteArray: function(std::type_identity<QByteArray>()); return true;
    case FieldType::JsonValue: function(std::type_identity<QJsonValue>()); return true;
    case FieldType::JsonObject: function(std::type_identity<QJsonObject>()); return true;
    case FieldType::JsonArray: function(std::type_identity<QJsonArray>()); return true;
    case FieldType::JsonDocument: function(std::type_identity<QJsonDocument>()); return true;
    case FieldType::StringList: function(std::type_identity<QList<QString>>()); return true;
    case FieldType::FloatVector: function(std::type_identity<QList<float>>()); return true;
    case FieldType::List:
        return withScalar(elementType, [&]<class T>(std::type_identity<T>) { function(std::type_identity<QList<T>>()); });
    default: return withScalar(type, std::forward<F>(function));
    }
}

/// \a value as a property of this type would give it back: text "5" for an int becomes the number 5.
Result<Value> normalized(const Value &value, FieldType type, FieldType elementType);

} // namespace quoin
