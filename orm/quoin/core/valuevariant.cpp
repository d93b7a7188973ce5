// SPDX-License-Identifier: MIT
// Value to and from QVariant.
#include <quoin/core/value.h>

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qsequentialiterable.h>
#include <QtCore/qurl.h>
#include <QtCore/qvariant.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace quoin {
namespace {

// QJsonDocument reads and writes arrays and objects only: other values travel inside an array.
QByteArray compactJson(const QJsonValue &value)
{
    const QByteArray array = QJsonDocument(QJsonArray { value }).toJson(QJsonDocument::Compact);
    return array.sliced(1, array.size() - 2);
}

QJsonValue parsedJson(const QByteArray &utf8)
{
    const QJsonArray array = QJsonDocument::fromJson('[' + utf8 + ']').array();
    return array.size() == 1 ? array.first() : QJsonValue(QJsonValue::Undefined);
}

struct ToVariant
{
    QVariant operator()(std::monostate) const { return {}; }
    QVariant operator()(const std::shared_ptr<const Decimal> &value) const { return QVariant::fromValue(*value); }
    QVariant operator()(const JsonText &value) const { return parsedJson(value.utf8); }
    QVariant operator()(const std::shared_ptr<const ValueList> &value) const
    {
        QVariantList list;
        list.reserve(qsizetype(value->size()));
        for (const Value &element : *value)
            list.append(element.toVariant());
        return list;
    }
    QVariant operator()(const std::shared_ptr<const Value::Vector> &value) const
    {
        return QVariant::fromValue(QList<float>(value->begin(), value->end()));
    }
    template<class T>
    QVariant operator()(const T &value) const
    {
        return QVariant::fromValue(value);
    }
};

Error invalid(QStringView what)
{
    return Error(ErrorKind::Conversion, u"The "_s % what % u" is invalid and cannot be stored."_s)
            .setHint(u"Pass an invalid QVariant for NULL."_s);
}

template<class T>
Result<Value> ifValid(const QVariant &variant, QStringView what)
{
    T value = variant.value<T>();
    return value.isValid() ? Result<Value>(Value(std::move(value))) : invalid(what);
}

Result<Value> jsonValue(const QJsonValue &value)
{
    return value.isUndefined() ? Value() : Value(JsonText { compactJson(value) });
}

/// Gives all elements one type. QML has only one type of number, so [1, 2.5] arrives as an integer and a double: these
/// become doubles where that is exact.
Result<Value> uniformList(ValueList list)
{
    const auto typeOf = [](const Value &value) { return value.type(); };
    const auto isNull = [](Value::Type type) { return type == Value::Type::Null; };
    std::vector<Value::Type> types;
    std::ranges::transform(list, std::back_inserter(types), typeOf);
    std::erase_if(types, isNull);
    std::ranges::sort(types);
    types.erase(std::ranges::unique(types).begin(), types.end());
    if (types.size() <= 1)
        return Value(std::move(list));

    const Error mixed = Error(ErrorKind::Conversion,
            u"A list holds values of several types: %1 and %2."_s.arg(valueTypeName(types[0]), valueTypeName(types[1])))
                                .setHint(u"Give all elements one type, or use JSON."_s);
    for (Value &value : list) {
        if (value.isNull() || value.get<double>())
            continue;
        const bool isInteger = value.get<qint64>() || value.get<quint64>();
        const Value converted = isInteger ? Value(value.toVariant().toDouble()) : Value();
        if (converted != value)
            return mixed;
        value = converted;
    }
    return Value(std::move(list));
}

template<class List>
Result<Value> listValue(const List &elements)
{
    ValueList list;
    list.reserve(size_t(elements.size()));
    for (const QVariant &element : elements) {
        Result<Value> value = Value::fromVariant(element);
        if (!value)
            return value;
        list.push_back(*std::move(value));
    }
    return uniformList(std::move(list));
}

/// Types that are told by what they are and not by their id.
Result<Value> fromOther(const QVariant &variant)
{
    const QMetaType type = variant.metaType();
    if (type == QMetaType::fromType<Value>())
        return variant.value<Value>();
    if (type == QMetaType::fromType<Decimal>())
        return Value(variant.value<Decimal>());
    if (type == QMetaType::fromType<JsonText>())
        return Value(variant.value<JsonText>());
    if (type == QMetaType::fromType<Value::Vector>())
        return Value(variant.value<Value::Vector>());
    if (type == QMetaType::fromType<QList<float>>()) {
        const auto list = variant.value<QList<float>>();
        return Value(Value::Vector(list.begin(), list.end()));
    }
    if (type.flags().testFlag(QMetaType::IsUnsignedEnumeration))
        return type.sizeOf() == sizeof(quint64) ? Value(variant.toULongLong()) : Value(qint64(variant.toULongLong()));
    if (type.flags().testFlag(QMetaType::IsEnumeration))
        return Value(variant.toLongLong());
    if (QMetaType::canView(type, QMetaType::fromType<QSequentialIterable>()))
        return listValue(variant.value<QVariantList>());
    return Error(ErrorKind::Conversion, u"A value of type %1 cannot be stored."_s.arg(QLatin1StringView(type.name())))
            .setHint(u"Use one of the documented column types, or teach Quoin the type by specialising its trait."_s);
}

} // namespace

QVariant Value::toVariant() const { return std::visit(ToVariant {}, m_value); }

Result<Value> Value::fromVariant(const QVariant &variant)
{
    if (variant.isNull())
        return Value();
    switch (variant.typeId()) {
    case QMetaType::Bool: return Value(variant.toBool());
    case QMetaType::Char:
    case QMetaType::SChar:
    case QMetaType::UChar:
    case QMetaType::Short:
    case QMetaType::UShort:
    case QMetaType::Int:
    case QMetaType::UInt:
    case QMetaType::Long:
    case QMetaType::LongLong: return Value(variant.toLongLong());
    case QMetaType::ULong:
    case QMetaType::ULongLong: return Value(variant.toULongLong());
    case QMetaType::Float:
    case QMetaType::Double: return Value(variant.toDouble());
    case QMetaType::QChar: return Value(QString(variant.toChar()));
    case QMetaType::Char16: return Value(QString(QChar(variant.value<char16_t>())));
    case QMetaType::Char32: {
        const char32_t character = variant.value<char32_t>();
        return Value(QString::fromUcs4(&character, 1));
    }
    case QMetaType::QString: return Value(variant.toString());
    case QMetaType::QByteArray: return Value(variant.toByteArray());
    case QMetaType::QUrl: return Value(variant.toUrl().toString(QUrl::FullyEncoded));
    case QMetaType::QDate: return ifValid<QDate>(variant, u"date");
    case QMetaType::QTime: return ifValid<QTime>(variant, u"time");
    case QMetaType::QDateTime: return ifValid<QDateTime>(variant, u"date and time");
    case QMetaType::QUuid: return Value(variant.toUuid());
    case QMetaType::QStringList: return listValue(variant.toList());
    case QMetaType::QVariantList: return listValue(variant.toList());
    case QMetaType::QVariantMap: return jsonValue(QJsonObject::fromVariantMap(variant.toMap()));
    case QMetaType::QVariantHash: return jsonValue(QJsonObject::fromVariantHash(variant.toHash()));
    case QMetaType::QJsonValue: return jsonValue(variant.toJsonValue());
    case QMetaType::QJsonObject: return jsonValue(variant.toJsonObject());
    case QMetaType::QJsonArray: return jsonValue(variant.toJsonArray());
    case QMetaType::QJsonDocument: {
        const QJsonDocument document = variant.toJsonDocument();
        return document.isNull() ? Value() : Value(JsonText { document.toJson(QJsonDocument::Compact) });
    }
    default: return fromOther(variant);
    }
}

} // namespace quoin
