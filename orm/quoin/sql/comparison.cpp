// SPDX-License-Identifier: MIT
#include <quoin/sql/comparison_p.h>

#include <quoin/dialect/syntax.h>

#include <algorithm>

using namespace Qt::StringLiterals;
using quoin::schema::ColumnType;
using quoin::schema::TypeKind;

namespace quoin::sql {

QLatin1StringView comparisonSign(expr::NodeKind kind)
{
    using expr::NodeKind;
    switch (kind) {
    case NodeKind::Equal: return " = "_L1;
    case NodeKind::NotEqual: return " <> "_L1;
    case NodeKind::Less: return " < "_L1;
    case NodeKind::LessOrEqual: return " <= "_L1;
    case NodeKind::Greater: return " > "_L1;
    case NodeKind::GreaterOrEqual: return " >= "_L1;
    default: Q_UNREACHABLE();
    }
}

namespace {

Error cannot(const FieldInfo &field, const QString &what, const QString &hint)
{
    Error error(ErrorKind::Unsupported, what);
    error.setModel(field.model() ? field.model()->className : QString(), field.property);
    return error.setHint(hint);
}

QString nameOf(TypeKind kind)
{
    return kind == TypeKind::Json ? u"JSON"_s : kind == TypeKind::Vector ? u"a vector"_s : u"a list"_s;
}

/// The number that stands for a text of the enumeration: its value, or for an enumeration without a C++ type its place.
qint64 rankOf(const FieldInfo &field, qsizetype at) { return field.enumValues.isEmpty() ? at : field.enumValues.at(at); }
const QStringList &textsOf(const FieldInfo &field)
{
    return field.enumValues.isEmpty() ? field.columnType.values : field.enumKeys;
}

void writeRank(dialect::SqlWriter &out, const FieldInfo &field, const Operand &operand)
{
    if (!isTextEnum(field)) {
        operand(out);
        return;
    }
    out.raw("CASE "_L1);
    operand(out);
    const QStringList &texts = textsOf(field);
    for (qsizetype i = 0; i < texts.size(); ++i)
        out.raw(" WHEN "_L1).raw(out.syntax().textLiteral(texts.at(i))).raw(" THEN "_L1).raw(QString::number(rankOf(field, i)));
    out.raw(" END"_L1);
}

bool isReal(TypeKind kind) { return kind == TypeKind::Float || kind == TypeKind::Double; }
bool isExact(const ColumnType &type) { return type.isInteger() || type.kind == TypeKind::Decimal; }

/// How many digits a value of the type has at most.
int digitsOf(const ColumnType &type)
{
    switch (type.kind) {
    case TypeKind::Int16:
    case TypeKind::UInt16: return 5;
    case TypeKind::Int32:
    case TypeKind::UInt32: return 10;
    case TypeKind::Int64: return 19;
    case TypeKind::UInt64: return 20;
    default: return type.precision;
    }
}

} // namespace

Result<void> checkComparable(const FieldInfo &field)
{
    const TypeKind kind = field.columnType.kind;
    if (kind != TypeKind::Json && kind != TypeKind::Vector)
        return {};
    return cannot(field, u"\"%1\" holds %2, which cannot be compared as a whole."_s.arg(field.property, nameOf(kind)),
            u"isNull() works."_s);
}

Result<void> checkOrdered(const FieldInfo &field)
{
    const TypeKind kind = field.columnType.kind;
    if (kind != TypeKind::Json && kind != TypeKind::Vector && kind != TypeKind::Array)
        return {};
    return cannot(field,
            u"\"%1\" holds %2, which has no order that is the same on every engine."_s.arg(field.property, nameOf(kind)),
            u"Order by another property, or keep what counts in one of its own."_s);
}

bool isTextEnum(const FieldInfo &field) { return field.columnType.kind == TypeKind::Enum; }

QList<Value> enumTexts(const FieldInfo &field, const Value &value, const std::function<bool(qint64, qint64)> &compare)
{
    const QStringList &texts = textsOf(field);
    const auto *text = value.get<QString>();
    const qsizetype at = text ? texts.indexOf(*text) : -1;
    const auto *number = value.get<qint64>();
    QList<Value> found;
    if (!number && at < 0)
        return found;
    const qint64 rank = number ? *number : rankOf(field, at);
    for (qsizetype i = 0; i < texts.size(); ++i) {
        if (compare(rankOf(field, i), rank))
            found += Value(texts.at(i));
    }
    return found;
}

void writeOrdered(dialect::SqlWriter &out, const FieldInfo &field, const ColumnType &type, const Operand &operand)
{
    if (isTextEnum(field))
        writeRank(out, field, operand);
    else if (!field.collation.isEmpty()) // the model wants its own order
        operand(out);
    else
        out.syntax().comparable(out, type, operand);
}

Result<Common> commonForm(const FieldInfo &left, const FieldInfo &right, bool ordering)
{
    const ColumnType &a = left.columnType;
    const ColumnType &b = right.columnType;
    if (!ordering && isTextEnum(left) && a == b)
        return Common { .type = a };
    const bool enums = left.storedType == FieldType::Enum && right.storedType == FieldType::Enum;
    if (enums || (isTextEnum(left) && isTextEnum(right) && a.values == b.values))
        return Common { .form = Common::Form::Rank };
    if (a.isText() && b.isText())
        return Common { .type = a };
    if (a.isInteger() && b.isInteger() && (a.kind == b.kind || (a.kind != TypeKind::UInt64 && b.kind != TypeKind::UInt64)))
        return Common { .type = a };
    if (isExact(a) && isExact(b)) // with the digits of the longer one
        return Common { .type = ColumnType { .kind = TypeKind::Decimal, .precision = std::max(digitsOf(a), digitsOf(b)) } };
    const bool real = isReal(a.kind) || isReal(b.kind);
    if (real && (isReal(a.kind) || isExact(a)) && (isReal(b.kind) || isExact(b)))
        return Common { .form = Common::Form::Real };
    if (a.kind == b.kind && a.native == b.native)
        return Common { .type = a };
    return cannot(left,
            u"\"%1\" (%2) cannot be compared with \"%3\" (%4): the engines do not agree on what that means."_s.arg(
                    left.property, a.toString(), right.property, b.toString()),
            u"Give both properties the same type."_s);
}

void writeCommon(dialect::SqlWriter &out, const Common &common, const FieldInfo &field, const Operand &operand)
{
    switch (common.form) {
    case Common::Form::Rank: writeRank(out, field, operand); break;
    case Common::Form::Real:
        if (isReal(field.columnType.kind))
            operand(out);
        else
            out.syntax().asReal(out, operand);
        break;
    case Common::Form::AsTyped:
        if (field.collation.isEmpty())
            out.syntax().comparable(out, common.type, operand);
        else
            operand(out);
    }
}

} // namespace quoin::sql
