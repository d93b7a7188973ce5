// SPDX-License-Identifier: MIT
#include <quoin/sql/columnvalue.h>

#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;

namespace quoin::sql {

namespace {

/// Says what would fit, and never the value: it is somebody's data, and errors are logged.
Error conversionError(const FieldInfo &field, const QString &why)
{
    Error error(ErrorKind::Conversion, u"The value cannot be stored in the property \"" % field.property % u"\": " % why);
    error.setModel(field.model() ? field.model()->className : QString(), field.property);
    return error;
}

Result<Value> enumValue(const FieldInfo &field, Value value)
{
    const auto *number = value.get<qint64>();
    if (field.enumStorage == EnumStorage::Integer || !number)
        return value;
    const qsizetype at = field.enumValues.indexOf(*number);
    if (at < 0)
        return conversionError(field, u"the enumeration has %1."_s.arg(field.enumKeys.join(u", "_s)));
    return Value(field.enumKeys.at(at));
}

Result<Value> decimalValue(const FieldInfo &field, Value value)
{
    Decimal decimal;
    if (const auto *given = value.decimal())
        decimal = *given;
    else if (const auto *number = value.get<qint64>())
        decimal = Decimal(*number);
    else if (const auto *positive = value.get<quint64>())
        decimal = Decimal(*positive);
    else
        return value;
    const auto &type = field.columnType;
    if (!decimal.fits(type.precision, type.scale))
        return conversionError(
                field, u"the column has %1 digits, %2 of them after the point."_s.arg(type.precision).arg(type.scale));
    return decimal.rescaled(type.scale).transform([](const Decimal &exact) { return Value(exact); });
}

/// A whole number becomes the nearest double: SQLite alone would compare it digit by digit. NaN would be NULL there, and MySQL
/// has no infinities either.
Result<Value> realValue(const FieldInfo &field, const Value &value)
{
    if (const auto *number = value.get<qint64>())
        return Value(double(*number));
    if (const auto *positive = value.get<quint64>())
        return Value(double(*positive));
    if (const auto *real = value.get<double>(); real && !std::isfinite(*real))
        return conversionError(field, u"not every engine knows NaN and infinities."_s);
    return value;
}

Result<Value> integerValue(const FieldInfo &field, Value value)
{
    const auto range = integerRange(field.columnType.kind);
    if (field.columnType.kind == schema::TypeKind::UInt64) {
        if (const auto *number = value.get<qint64>())
            return *number >= 0 ? Result<Value>(Value(quint64(*number))) : conversionError(field, u"it must not be negative."_s);
        return value;
    }
    if (const auto *positive = value.get<quint64>()) {
        if (*positive > quint64(std::numeric_limits<qint64>::max()))
            return conversionError(field, u"the column holds %1 to %2."_s.arg(range->low).arg(range->high));
        value = Value(qint64(*positive));
    }
    if (const auto *number = value.get<qint64>(); number && (*number < range->low || *number > range->high))
        return conversionError(field, u"the column holds %1 to %2."_s.arg(range->low).arg(range->high));
    return value;
}

} // namespace

std::optional<IntegerRange> integerRange(schema::TypeKind kind)
{
    using schema::TypeKind;
    switch (kind) {
    case TypeKind::Int16: return IntegerRange { std::numeric_limits<qint16>::min(), std::numeric_limits<qint16>::max() };
    case TypeKind::Int32: return IntegerRange { std::numeric_limits<qint32>::min(), std::numeric_limits<qint32>::max() };
    case TypeKind::Int64: return IntegerRange { std::numeric_limits<qint64>::min(), std::numeric_limits<qint64>::max() };
    case TypeKind::UInt16: return IntegerRange { 0, std::numeric_limits<quint16>::max() };
    case TypeKind::UInt32: return IntegerRange { 0, std::numeric_limits<quint32>::max() };
    case TypeKind::UInt64: return IntegerRange { 0, std::numeric_limits<qint64>::max() };
    default: return std::nullopt;
    }
}

Result<Value> columnValue(const FieldInfo &field, Value value)
{
    if (value.isNull())
        return value;
    if (field.type == FieldType::Enum)
        return enumValue(field, std::move(value));
    if (field.columnType.kind == schema::TypeKind::Decimal)
        return decimalValue(field, std::move(value));
    if (field.columnType.kind == schema::TypeKind::Float || field.columnType.kind == schema::TypeKind::Double)
        return realValue(field, value);
    if (field.columnType.isInteger())
        return integerValue(field, std::move(value));
    return value;
}

} // namespace quoin::sql
