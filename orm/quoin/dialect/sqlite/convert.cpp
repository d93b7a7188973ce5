// SPDX-License-Identifier: MIT
#include <quoin/dialect/sqlite/convert_p.h>

#include <quoin/schema/change.h>

using namespace Qt::StringLiterals;
using namespace quoin::schema;

namespace quoin::dialect::sqlite {

namespace {

/// How a type is stored, as far as conversion goes.
enum class Form { Integer, Real, Decimal, Text, Moment, Json, Binary, Other };

Form formOf(const ColumnType &type)
{
    switch (type.kind) {
    case TypeKind::Bool:
    case TypeKind::Int16:
    case TypeKind::Int32:
    case TypeKind::Int64:
    case TypeKind::UInt16:
    case TypeKind::UInt32: return Form::Integer;
    case TypeKind::Float:
    case TypeKind::Double: return Form::Real;
    case TypeKind::UInt64:
    case TypeKind::Decimal: return Form::Decimal;
    case TypeKind::String:
    case TypeKind::Text:
    case TypeKind::Enum: return Form::Text;
    case TypeKind::Date:
    case TypeKind::Time:
    case TypeKind::DateTime:
    case TypeKind::Uuid: return Form::Moment;
    case TypeKind::Json:
    case TypeKind::Array:
    case TypeKind::Vector: return Form::Json;
    case TypeKind::Binary: return Form::Binary;
    case TypeKind::Opaque: break;
    }
    return Form::Other;
}

int scaleOf(const ColumnType &type) { return type.kind == TypeKind::Decimal ? type.scale : 0; }
int integerDigitsOf(const ColumnType &type) { return type.kind == TypeKind::Decimal ? type.precision - type.scale : 20; }

QString integerMisfit(const ColumnType &to, const QString &value)
{
    switch (to.kind) {
    case TypeKind::Bool: return value + u" NOT IN (0, 1)";
    case TypeKind::Int16: return value + u" NOT BETWEEN -32768 AND 32767";
    case TypeKind::Int32: return value + u" NOT BETWEEN -2147483648 AND 2147483647";
    case TypeKind::UInt16: return value + u" NOT BETWEEN 0 AND 65535";
    case TypeKind::UInt32: return value + u" NOT BETWEEN 0 AND 4294967295";
    default: return {};
    }
}

QString either(const QString &a, const QString &b)
{
    if (a.isEmpty() || b.isEmpty())
        return a + b;
    return u'(' + a + u" OR " + b + u')';
}

/// A bounded text or an enumeration holds fewer values than text.
QString textMisfit(const ColumnType &to, const QString &text, const Syntax &syntax)
{
    if (to.kind == TypeKind::String)
        return u"length("_s + text + u") > " + QString::number(to.length);
    if (to.kind != TypeKind::Enum)
        return {};
    QStringList values;
    for (const QString &value : to.values)
        values += syntax.textLiteral(value);
    return text + u" NOT IN (" + values.join(u", "_s) + u')';
}

QString decimalMisfit(const ColumnType &to, const QString &text)
{
    const QString digits = u"instr(ltrim("_s + text + u", '-') || '.', '.') - 1 > " + QString::number(integerDigitsOf(to));
    if (to.kind != TypeKind::UInt64)
        return digits;
    // Digits only; what is as long as the largest value compares as text.
    const QString tooLarge = u"(length("_s + text + u") = 20 AND " + text + u" > '18446744073709551615')";
    return either(either(digits, u"substr("_s + text + u", 1, 1) = '-'"), tooLarge);
}

/// Digits behind the point that a smaller scale drops must be zeros.
Conversion rescaled(const QString &text, int from, int to)
{
    if (to > from)
        return { text + u" || '" + (from == 0 ? u"."_s : QString()) + QString(to - from, u'0') + u'\'', {} };
    if (to == from)
        return { text, {} };
    const int dropped = from - to + (to == 0 ? 1 : 0); // with the point
    return { u"substr("_s + text + u", 1, length(" + text + u") - " + QString::number(dropped) + u')',
        u"trim(substr("_s + text + u", -" + QString::number(from - to) + u"), '0') <> ''" };
}

Conversion fromText(const ColumnType &to, const QString &column)
{
    const auto same = [&](const QString &normal) { return Conversion { column, normal + u" IS NOT " + column }; };
    switch (to.kind) {
    case TypeKind::Date: return same(u"date("_s + column + u')');
    case TypeKind::Time: return same(u"strftime('%H:%M:%f', "_s + column + u')');
    case TypeKind::DateTime: return same(u"strftime('%Y-%m-%d %H:%M:%f', "_s + column + u')');
    case TypeKind::Uuid: {
        const QString hex = u"[0-9a-f]"_s;
        const QString four = hex.repeated(4);
        const QString pattern = four + four + u'-' + four + u'-' + four + u'-' + four + u'-' + four + four + four;
        return { column, column + u" NOT GLOB '" + pattern + u'\'' };
    }
    default: return { column, column + u" IS NOT NULL" };
    }
}

Conversion fromTextToDecimal(const ColumnType &to, const QString &column)
{
    // Only text that is exactly what the column would store: [-]digits[.digits] with the column's scale.
    const int scale = scaleOf(to);
    const QString digits = u"ltrim("_s + column + u", '-')";
    QString shape = u"replace("_s + digits + u", '.', '') GLOB '*[^0-9]*' OR " + digits + u" NOT GLOB '[0-9]*' OR length("
            + column + u") - length(" + digits + u") > 1 OR ";
    shape += scale == 0 ? QString(u"instr("_s + column + u", '.') > 0")
                        : QString(u"instr("_s + column + u", '.') <> length(" + column + u") - " + QString::number(scale));
    return { column, either(shape, decimalMisfit(to, column)) };
}

} // namespace

Conversion conversion(const ColumnType &from, const ColumnType &to, const QString &column, const Syntax &syntax)
{
    const Conversion none { column, column + u" IS NOT NULL" };
    const Form source = formOf(from);
    const Form target = formOf(to);
    const QString asInteger = u"CAST("_s + column + u" AS INTEGER)";
    const QString asReal = u"CAST("_s + column + u" AS REAL)";
    const QString asText = u"CAST("_s + column + u" AS TEXT)";

    switch (target) {
    case Form::Integer:
        if (source == Form::Integer)
            return { column, widens(from, to) ? QString() : integerMisfit(to, column) };
        if (source == Form::Real)
            return { asInteger, either(asInteger + u" <> " + column, integerMisfit(to, asInteger)) };
        if (source == Form::Text)
            return { asInteger, either(u"CAST("_s + asInteger + u" AS TEXT) <> " + column, integerMisfit(to, asInteger)) };
        if (source == Form::Decimal) {
            const Conversion whole = rescaled(column, scaleOf(from), 0);
            const QString number = u"CAST("_s + whole.expression + u" AS INTEGER)";
            const QString overflow = u"CAST("_s + number + u" AS TEXT) <> " + whole.expression;
            return { number, either(either(whole.misfit, overflow), integerMisfit(to, number)) };
        }
        return none;
    case Form::Real:
        if (source == Form::Real)
            return { column, {} };
        if (source == Form::Integer)
            return { asReal, u"CAST("_s + asReal + u" AS INTEGER) <> " + column };
        if (source == Form::Decimal)
            return { asReal, {} };
        if (source == Form::Text)
            return { asReal, u"("_s + column + u" NOT GLOB '*[0-9]*' OR " + column + u" GLOB '*[^-+0-9.eE]*')" };
        return none;
    case Form::Decimal: {
        const int scale = scaleOf(to);
        const QString fraction = scale > 0 ? QString(u" || '." + QString(scale, u'0') + u'\'') : QString();
        if (source == Form::Integer)
            return { asText + fraction, decimalMisfit(to, asText) };
        if (source == Form::Decimal) {
            const Conversion scaled = rescaled(column, scaleOf(from), scale);
            return { scaled.expression, either(scaled.misfit, decimalMisfit(to, column)) };
        }
        if (source == Form::Real) {
            const QString text = u"printf('%."_s + QString::number(scale) + u"f', " + column + u')';
            return { text, either(u"CAST("_s + text + u" AS REAL) <> " + column, decimalMisfit(to, text)) };
        }
        if (source == Form::Text)
            return fromTextToDecimal(to, column);
        return none;
    }
    case Form::Text:
        if (source == Form::Integer || source == Form::Real)
            return { asText, textMisfit(to, asText, syntax) };
        if (source == Form::Binary || source == Form::Other)
            return none;
        return { column, widens(from, to) ? QString() : textMisfit(to, column, syntax) };
    case Form::Moment:
        if (from.kind == to.kind)
            return { column, {} };
        if (from.kind == TypeKind::Date && to.kind == TypeKind::DateTime)
            return { column + u" || ' 00:00:00.000'", {} };
        if (from.kind == TypeKind::DateTime && to.kind == TypeKind::Date)
            return { u"substr("_s + column + u", 1, 10)", {} };
        if (from.kind == TypeKind::DateTime && to.kind == TypeKind::Time)
            return { u"substr("_s + column + u", 12)", {} };
        return source == Form::Text ? fromText(to, column) : none;
    case Form::Json:
        if (source == Form::Json)
            return { column, {} };
        return source == Form::Text ? Conversion { column, u"NOT json_valid("_s + column + u')' } : none;
    case Form::Binary:
        if (source == Form::Binary)
            return { column,
                to.length > 0 && !widens(from, to) ? QString(u"length(" + column + u") > " + QString::number(to.length))
                                                   : QString() };
        return source == Form::Text ? Conversion { u"CAST("_s + column + u" AS BLOB)", {} } : none;
    case Form::Other: return { column, {} };
    }
    return none;
}

} // namespace quoin::dialect::sqlite
