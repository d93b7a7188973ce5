// SPDX-License-Identifier: MIT
#include <quoin/expr/byname.h>
#include <quoin/expr/namedvalue_p.h>
#include <quoin/meta/columntype.h>
#include <quoin/meta/conversion_p.h>
#include <quoin/meta/jsonvalue_p.h>

#include <QtCore/qsequentialiterable.h>

using namespace Qt::StringLiterals;

namespace quoin::expr {

namespace {

using Type = Value::Type;

bool isInteger(FieldType type) { return valueTypeOf(type) == Type::Int || valueTypeOf(type) == Type::UInt; }

/// Whatever its column holds, an integer is compared as what it is: the compiler knows what is beyond a column's range.
Result<Value> integerValue(FieldType type, const Value &value)
{
    if (type == FieldType::ULongLong) {
        if (auto positive = toUnsigned(value, std::numeric_limits<quint64>::max()))
            return Value(*positive);
    }
    auto number = toSigned(value, std::numeric_limits<qint64>::min(), std::numeric_limits<qint64>::max());
    if (number)
        return Value(*number);
    if (auto positive = toUnsigned(value, std::numeric_limits<quint64>::max()))
        return Value(*positive);
    return number.error();
}

Result<Value> enumValue(const FieldInfo &field, const Value &value)
{
    if (const auto *key = value.get<QString>()) {
        if (const qsizetype at = field.enumKeys.indexOf(*key); at >= 0)
            return Value(field.enumValues.at(at));
    } else if (const auto number = integerValue(FieldType::LongLong, value)) {
        if (const auto *known = number->get<qint64>(); known && field.enumValues.contains(*known))
            return *number;
    }
    return Error(ErrorKind::Conversion, u"The value is no key of "_s + field.typeName + u'.')
            .setHint(u"Its keys are: "_s + field.enumKeys.join(u", "_s) + u'.');
}

/// A date as JavaScript has it: midnight, there or in UTC.
QDate dateOf(const QDateTime &given)
{
    if (given.time() == QTime(0, 0))
        return given.date();
    const QDateTime utc = given.toUTC();
    return utc.time() == QTime(0, 0) ? utc.date() : QDate();
}

/// The row of \a target, or its key, as what \a field holds.
Result<Value> relatedKey(const FieldInfo &field, const ModelInfo *target, const FieldInfo *key, const QVariant &given)
{
    if (key && target->metaObject && given.metaType().metaObject() == target->metaObject
            && given.metaType().flags().testFlag(QMetaType::IsGadget))
        return key->value(given.constData());
    if (given.typeId() == QMetaType::QVariantMap && key) {
        const QVariantMap map = given.toMap();
        if (const auto found = map.constFind(key->property); found != map.cend())
            return valueFor(*key, *found);
        return Error(ErrorKind::Conversion, u"The object has no \""_s + key->property + u"\", which is its key."_s);
    }
    auto value = naturalValue(given);
    if (!value || value->isNull())
        return value;
    return isInteger(field.storedType) ? integerValue(field.storedType, *value)
                                       : normalized(*value, field.storedType, FieldType::Int);
}

Result<Value> userValue(const FieldInfo &field, const QVariant &given)
{
    if (const ColumnTypeInfo *type = findColumnType(given.metaType()))
        return type->toValue(given.constData());
    auto value = naturalValue(given);
    const ColumnTypeInfo *type = field.userType();
    if (!value || value->isNull() || !type)
        return value;
    QVariant holder(field.metaType());
    if (auto read = type->fromValue(*value, holder.data()); !read)
        return field.sensitive ? Error(ErrorKind::Conversion, u"The value cannot be read as "_s + field.typeName + u'.')
                               : read.error();
    return type->toValue(holder.constData());
}

} // namespace

Result<Value> naturalValue(const QVariant &given)
{
    if (given.metaType() == QMetaType::fromType<quoin::NamedExpression>())
        return Error(ErrorKind::InvalidQuery, u"A plain value is needed here, not an expression."_s);
    auto value = Value::fromVariant(given);
    if (value)
        return value;
    // What QML calls an array or an object comes as a type of its own that Qt converts.
    for (const QMetaType type : { QMetaType::fromType<QVariantList>(), QMetaType::fromType<QVariantMap>() }) {
        QVariant converted = given;
        if (QMetaType::canConvert(given.metaType(), type) && converted.convert(type))
            return Value::fromVariant(converted);
    }
    return value;
}

Result<Value> valueFor(const FieldInfo &field, const QVariant &given)
{
    if (given.isNull() && valueTypeOf(field.storedType) != Type::Json)
        return Value();
    switch (field.type) {
    case FieldType::ForeignKey:
    case FieldType::OneToOne: {
        const ModelInfo *target = field.relation->target;
        return relatedKey(field, target, target ? target->field(field.relation->targetField) : nullptr, given);
    }
    case FieldType::UserDefined: return userValue(field, given);
    case FieldType::JsonValue:
    case FieldType::JsonObject:
    case FieldType::JsonArray:
    case FieldType::JsonDocument: return valueOf(field, given);
    case FieldType::Date:
        if (given.typeId() == QMetaType::QDateTime) {
            if (const QDate date = dateOf(given.toDateTime()); date.isValid())
                return Value(date);
        }
        break;
    default: break;
    }
    auto value = naturalValue(given);
    if (!value || value->isNull())
        return value;
    if (field.type == FieldType::Enum)
        return enumValue(field, *value);
    if (isInteger(field.type))
        return integerValue(field.type, *value);
    return normalized(*value, field.type, field.elementType);
}

Result<Value> valueFor(const Shape &shape, const QVariant &given)
{
    if (shape.rows)
        return relatedKey(*shape.field, shape.rows, shape.field, given);
    if (shape.field)
        return valueFor(*shape.field, given);
    auto value = naturalValue(given);
    if (!value || value->isNull() || shape.type == Type::Null || shape.type == value->type())
        return value;
    if (shape.type == Type::Int || shape.type == Type::UInt)
        return integerValue(fieldTypeOf(shape.type), *value);
    if (shape.type == Type::Double && value->get<qint64>()) { // compared as what it is, if it is one
        auto real = normalized(*value, FieldType::Double, FieldType::Int);
        return real ? value : real;
    }
    if (shape.type == Type::Date && value->get<QDateTime>()) {
        if (const QDate date = dateOf(given.toDateTime()); date.isValid())
            return Value(date);
    }
    if (shape.type == Type::List)
        return toList(*value).transform([](ValueList list) { return Value(std::move(list)); });
    return normalized(*value, fieldTypeOf(shape.type), FieldType::Int);
}

Result<Value> valueBeside(const Shape &shape, const QVariant &given)
{
    if (!shape.isPlain())
        return valueFor(shape, given);
    auto value = naturalValue(given);
    if (!value || value->isNull())
        return value;
    switch (shape.type) {
    case Type::Decimal:
        return value->get<qint64>() || value->get<quint64>() ? value : normalized(*value, FieldType::Decimal, FieldType::Int);
    case Type::Date:
    case Type::Time:
    case Type::DateTime:
    case Type::Uuid:
    case Type::Binary: return valueFor(Shape { .type = shape.type }, given);
    default: return value;
    }
}

Result<Value> valueFor(Argument argument, const QVariant &given)
{
    auto value = naturalValue(given);
    if (!value || value->isNull())
        return value;
    const auto first = [&](std::initializer_list<FieldType> types) -> Result<Value> {
        for (const FieldType type : types) {
            if (auto read = normalized(*value, type, FieldType::Int))
                return read;
        }
        return value; // of a type that the function does not take: it is named there
    };
    switch (argument) {
    case Argument::Integer:
    case Argument::Length:
    case Argument::Position:
    case Argument::Digits:
    case Argument::Bits: return value->get<QString>() ? value : integerValue(FieldType::LongLong, *value);
    case Argument::Moment: return first({ FieldType::Date, FieldType::DateTime });
    case Argument::Date: return first({ FieldType::Date });
    case Argument::Instant: return first({ FieldType::DateTime });
    case Argument::Clock: return first({ FieldType::Time, FieldType::DateTime });
    case Argument::Json: return Value(toJsonText(QJsonValue::fromVariant(given)));
    case Argument::Vector: return first({ FieldType::FloatVector });
    default: return value;
    }
}

Result<QJsonValue> documentOf(const QVariant &given)
{
    QJsonValue json = QJsonValue::fromVariant(given);
    for (const QMetaType type : { QMetaType::fromType<QVariantList>(), QMetaType::fromType<QVariantMap>() }) {
        QVariant converted = given;
        if (!json.isArray() && !json.isObject() && given.typeId() != QMetaType::QString
                && QMetaType::canConvert(given.metaType(), type) && converted.convert(type))
            json = QJsonValue::fromVariant(converted);
    }
    if (json.isArray() || json.isObject())
        return json;
    return Error(ErrorKind::Conversion, u"An object or array of JSON is needed."_s);
}

Result<Value> elementFor(FieldType type, const QVariant &given)
{
    auto value = naturalValue(given);
    if (!value)
        return value;
    auto element = value->isNull() ? Result<Value>(Error(ErrorKind::Conversion, u"NULL is no element of a list."_s))
                                   : normalized(*value, type, FieldType::Int);
    return element && isInteger(type) ? integerValue(type, *value) : element;
}

Result<QVariantList> elementsOf(const QVariant &given)
{
    const QMetaType type = given.metaType();
    if (type.id() == QMetaType::QVariantList)
        return given.toList();
    const bool isText = type.id() == QMetaType::QString || type.id() == QMetaType::QByteArray;
    if (!isText && QMetaType::canView(type, QMetaType::fromType<QSequentialIterable>()))
        return given.value<QVariantList>();
    if (type.id() == QMetaType::QJsonArray || type.id() == QMetaType::QJsonValue)
        return given.toJsonArray().toVariantList();
    QVariant converted = given;
    if (!isText && QMetaType::canConvert(type, QMetaType::fromType<QVariantList>())
            && converted.convert(QMetaType::fromType<QVariantList>()))
        return converted.toList();
    const auto value = naturalValue(given);
    return value ? cannotRead(*value, u"a list") : value.error();
}

} // namespace quoin::expr
