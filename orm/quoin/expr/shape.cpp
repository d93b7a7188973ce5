// SPDX-License-Identifier: MIT
#include <quoin/expr/shape_p.h>

using namespace Qt::StringLiterals;

namespace quoin::expr {

namespace {

using Type = Value::Type;

/// The property's C++ type without std::optional.
QString plainTypeName(const FieldInfo &field)
{
    QStringView name = field.typeName;
    if (name.startsWith("std::optional<"_L1) && name.endsWith(u'>'))
        name = name.sliced(14).chopped(1);
    return name.toString();
}

bool sameProperty(const FieldInfo &a, const FieldInfo &b)
{
    if (a.relation && b.relation)
        return a.relation->target == b.relation->target;
    return a.type == b.type && plainTypeName(a) == plainTypeName(b);
}

} // namespace

bool Shape::isPlain() const
{
    if (rows)
        return false;
    if (!field)
        return true;
    switch (field->type) {
    case FieldType::Enum:
    case FieldType::ForeignKey:
    case FieldType::OneToOne:
    case FieldType::Url:
    case FieldType::UserDefined: return false;
    default: return true;
    }
}

bool Shape::isText() const { return type == Type::Text && (isPlain() || (!rows && field->type == FieldType::Url)); }

QString Shape::typeName() const
{
    if (rows)
        return rows->className;
    if (!isPlain())
        return plainTypeName(*field);
    return type == Type::Null ? u"NULL"_s : valueTypeName(type);
}

Value::Type valueTypeOf(FieldType type)
{
    switch (type) {
    case FieldType::Bool: return Type::Bool;
    case FieldType::Short:
    case FieldType::UShort:
    case FieldType::Int:
    case FieldType::UInt:
    case FieldType::LongLong: return Type::Int;
    case FieldType::ULongLong: return Type::UInt;
    case FieldType::Float:
    case FieldType::Double: return Type::Double;
    case FieldType::Decimal: return Type::Decimal;
    case FieldType::String:
    case FieldType::Url: return Type::Text;
    case FieldType::ByteArray: return Type::Binary;
    case FieldType::Date: return Type::Date;
    case FieldType::Time: return Type::Time;
    case FieldType::DateTime: return Type::DateTime;
    case FieldType::Uuid: return Type::Uuid;
    case FieldType::JsonValue:
    case FieldType::JsonObject:
    case FieldType::JsonArray:
    case FieldType::JsonDocument: return Type::Json;
    case FieldType::StringList:
    case FieldType::List: return Type::List;
    case FieldType::FloatVector: return Type::Vector;
    case FieldType::Enum:
    case FieldType::ForeignKey:
    case FieldType::OneToOne:
    case FieldType::UserDefined: break;
    }
    return Type::Null;
}

FieldType fieldTypeOf(Value::Type type)
{
    switch (type) {
    case Type::Bool: return FieldType::Bool;
    case Type::Int: return FieldType::LongLong;
    case Type::UInt: return FieldType::ULongLong;
    case Type::Double: return FieldType::Double;
    case Type::Decimal: return FieldType::Decimal;
    case Type::Binary: return FieldType::ByteArray;
    case Type::Date: return FieldType::Date;
    case Type::Time: return FieldType::Time;
    case Type::DateTime: return FieldType::DateTime;
    case Type::Uuid: return FieldType::Uuid;
    case Type::Json: return FieldType::JsonValue;
    case Type::Vector: return FieldType::FloatVector;
    case Type::List:
    case Type::Null:
    case Type::Text: break;
    }
    return FieldType::String;
}

Shape shapeOf(const FieldInfo &field, bool nullable)
{
    Type type = valueTypeOf(field.type);
    if (field.type == FieldType::Enum)
        type = field.enumStorage == EnumStorage::Text ? Type::Text : Type::Int;
    else if (field.relation)
        type = valueTypeOf(field.storedType);
    return { type, &field, nullable, Level::Row };
}

Shape shapeOf(const Value &value) { return { value.type(), nullptr, value.isNull(), Level::Row }; }

bool comparable(const Shape &a, const Shape &b)
{
    if (a.type == Type::Null && !a.field)
        return true;
    if (b.type == Type::Null && !b.field)
        return true;
    if (!a.isPlain() && !b.isPlain() && (a.rows || b.rows))
        return false;
    if (!a.isPlain() && !b.isPlain())
        return sameProperty(*a.field, *b.field);
    if (!a.isPlain() || !b.isPlain()) {
        const Shape &special = a.isPlain() ? b : a;
        const Shape &plain = a.isPlain() ? a : b;
        if (!special.rows && special.field->type == FieldType::Url)
            return plain.type == Type::Text;
        if (special.rows || special.field->relation)
            return plain.isInteger() || plain.type == Type::Uuid || plain.type == Type::Text;
        return false;
    }
    if (a.isInteger() && b.isInteger())
        return true;
    if (a.isNumber() && b.isNumber()) // a Decimal and a floating-point number do not mix
        return a.type == b.type || !(a.type == Type::Decimal || b.type == Type::Decimal) || a.isInteger() || b.isInteger();
    return a.type == b.type;
}

std::optional<Shape> commonShape(const Shape &a, const Shape &b)
{
    const Level level = higher(a.level, b.level);
    const bool nullable = a.nullable || b.nullable;
    const auto plain = [&](Type type) { return Shape { type, nullptr, nullable, level }; };
    const auto as = [&](const Shape &one) { return Shape { one.type, one.isPlain() ? nullptr : one.field, nullable, level }; };
    if (a.type == Type::Null && !a.field)
        return as(b);
    if (b.type == Type::Null && !b.field)
        return as(a);
    if (!a.isPlain() || !b.isPlain()) {
        if (!a.isPlain() && !b.isPlain() && !a.rows && !b.rows && sameProperty(*a.field, *b.field))
            return as(a);
        return std::nullopt;
    }
    if (a.type == b.type)
        return plain(a.type);
    if (a.isInteger() && b.isInteger())
        return plain(Type::Int);
    if (!a.isNumber() || !b.isNumber())
        return std::nullopt;
    if (a.type == Type::Decimal || b.type == Type::Decimal)
        return a.isInteger() || b.isInteger() ? std::optional(plain(Type::Decimal)) : std::nullopt;
    return plain(Type::Double);
}

bool accepts(Argument argument, const Shape &shape)
{
    const bool null = shape.type == Type::Null && !shape.field;
    const bool number = shape.isNumber() && shape.type != Type::UInt;
    const bool plain = shape.isPlain();
    const bool date = plain && shape.type == Type::Date;
    const bool instant = plain && shape.type == Type::DateTime;
    const bool time = plain && shape.type == Type::Time;
    const bool text = plain && shape.type == Type::Text;
    switch (argument) {
    case Argument::None: return false;
    case Argument::Any: return true;
    case Argument::Text: return text;
    case Argument::Integer: return number && shape.isInteger();
    case Argument::Double: return number && shape.type != Type::Decimal;
    case Argument::Number: return number;
    case Argument::Moment: return date || instant;
    case Argument::Date: return date;
    case Argument::Instant: return instant;
    case Argument::Clock: return instant || time;
    case Argument::Json: return plain && shape.type == Type::Json;
    case Argument::Common: return text || number || date || instant || time || null;
    case Argument::Orderable: return number || date || instant || time;
    case Argument::List: return plain && shape.type == Type::List;
    case Argument::Vector: return plain && shape.type == Type::Vector;
    case Argument::Length:
    case Argument::Position:
    case Argument::Digits:
    case Argument::Bits: return shape.isInteger();
    case Argument::Words:
    case Argument::Pattern:
    case Argument::Replacement: return text;
    }
    return false;
}

QString argumentName(Argument argument)
{
    switch (argument) {
    case Argument::None:
    case Argument::Any: return u"any value"_s;
    case Argument::Text: return u"a text"_s;
    case Argument::Integer: return u"an integer"_s;
    case Argument::Double: return u"a number that is no decimal"_s;
    case Argument::Number: return u"a number"_s;
    case Argument::Moment: return u"a date, or a date and time"_s;
    case Argument::Date: return u"a date"_s;
    case Argument::Instant: return u"a date and time"_s;
    case Argument::Clock: return u"a time, or a date and time"_s;
    case Argument::Json: return u"JSON"_s;
    case Argument::Common: return u"a text, number, date or time"_s;
    case Argument::Orderable: return u"a number, date or time"_s;
    case Argument::Length: return u"a length, as a plain number from 0"_s;
    case Argument::Position: return u"a position, as a plain number from 1"_s;
    case Argument::Words: return u"a plain text that is not empty"_s;
    case Argument::List: return u"a list"_s;
    case Argument::Vector: return u"a vector"_s;
    case Argument::Digits: return u"a plain number from -15 to 15"_s;
    case Argument::Bits: return u"a plain number from 0 to 63"_s;
    case Argument::Pattern: return u"a plain text that is a regular expression"_s;
    case Argument::Replacement: return u"a plain text"_s;
    }
    return {};
}

schema::ColumnType columnTypeOf(Value::Type type)
{
    using schema::TypeKind;
    switch (type) {
    case Value::Type::Bool: return schema::ColumnType::of(TypeKind::Bool);
    case Value::Type::Int: return schema::ColumnType::of(TypeKind::Int64);
    case Value::Type::UInt: return schema::ColumnType::of(TypeKind::UInt64);
    case Value::Type::Double: return schema::ColumnType::of(TypeKind::Double);
    case Value::Type::Text: return schema::ColumnType::of(TypeKind::Text);
    case Value::Type::Binary: return schema::ColumnType::of(TypeKind::Binary);
    case Value::Type::Date: return schema::ColumnType::of(TypeKind::Date);
    case Value::Type::Time: return schema::ColumnType::of(TypeKind::Time);
    case Value::Type::DateTime: return schema::ColumnType::of(TypeKind::DateTime);
    case Value::Type::Uuid: return schema::ColumnType::of(TypeKind::Uuid);
    case Value::Type::Decimal: return schema::ColumnType::of(TypeKind::Decimal);
    case Value::Type::Json: return schema::ColumnType::of(TypeKind::Json);
    case Value::Type::Vector: return schema::ColumnType::vector(0);
    case Value::Type::List:
    case Value::Type::Null: break;
    }
    return schema::ColumnType::of(TypeKind::Opaque); // as the engine types it
}

} // namespace quoin::expr
