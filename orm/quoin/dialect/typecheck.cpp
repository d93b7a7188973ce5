// SPDX-License-Identifier: MIT
#include <quoin/dialect/typecheck_p.h>

#include <algorithm>

using namespace Qt::StringLiterals;
using quoin::schema::ColumnType;
using quoin::schema::TypeKind;

namespace quoin::dialect {

namespace {

QString largestOf(TypeKind kind)
{
    switch (kind) {
    case TypeKind::UInt16: return u"65535"_s;
    case TypeKind::UInt32: return u"4294967295"_s;
    default: return u"18446744073709551615"_s;
    }
}

/// n of "function(column) op n".
std::optional<int> bound(
        const Expression &check, const QString &column, QStringView comparison, std::initializer_list<QStringView> functions)
{
    if (!check.isCall(comparison, 2) || check.operands.at(1).kind != Expression::Kind::Number)
        return {};
    const Expression &measured = check.operands.at(0);
    const bool known = std::ranges::any_of(
            functions, [&](QStringView name) { return measured.isCall(name) && !measured.operands.isEmpty(); });
    if (!known || !measured.operands.first().isName(column))
        return {};
    bool ok = false;
    const int number = check.operands.at(1).text.toInt(&ok);
    return ok ? std::optional(number) : std::nullopt;
}

std::optional<ColumnType> enumerated(const Expression &check, const QString &column)
{
    if (!(check.isCall(u"in") || check.isCall(u"=")) || check.operands.size() < 2 || !check.operands.first().isName(column))
        return {};
    ColumnType type = ColumnType::of(TypeKind::Enum);
    for (const Expression &value : check.operands.sliced(1)) {
        if (value.kind != Expression::Kind::Text)
            return {};
        type.values += value.text;
    }
    return type;
}

std::optional<ColumnType> natural(const Expression &check, const QString &column)
{
    if (!check.isCall(u"and", 2))
        return {};
    const Expression &low = check.operands.at(0);
    const Expression &high = check.operands.at(1);
    if (!low.isCall(u">=", 2) || !high.isCall(u"<=", 2) || !low.operands.at(0).isName(column)
            || !high.operands.at(0).isName(column) || low.operands.at(1).text != u"0")
        return {};
    for (TypeKind kind : { TypeKind::UInt16, TypeKind::UInt32, TypeKind::UInt64 }) {
        if (high.operands.at(1).text == largestOf(kind))
            return ColumnType::of(kind);
    }
    return {};
}

} // namespace

QString lengthCheck(const QString &function, const QString &column, int length)
{
    return function + u'(' + column + u") <= " + QString::number(length);
}

QString rangeCheck(const QString &column, TypeKind kind)
{
    return u"("_s + column + u" >= 0 AND " + column + u" <= " + largestOf(kind) + u')';
}

std::optional<ColumnType> typeOfCheck(const Expression &check, const QString &column, const ColumnType &stored)
{
    if (stored.isText() || stored.kind == TypeKind::Enum) {
        if (const auto length = bound(check, column, u"<=", { u"length", u"char_length", u"character_length" }))
            return ColumnType::string(*length);
        if (const auto type = enumerated(check, column))
            return type;
    }
    if (stored.kind == TypeKind::Binary) {
        if (const auto length = bound(check, column, u"<=", { u"length", u"octet_length" }))
            return ColumnType { .kind = TypeKind::Binary, .length = *length };
    }
    if (stored.kind == TypeKind::Array) {
        if (const auto dimensions = bound(check, column, u"=", { u"cardinality" }))
            return ColumnType::vector(*dimensions);
    }
    if (stored.isInteger() || stored.kind == TypeKind::Decimal)
        return natural(check, column);
    if ((stored.isText() || stored.kind == TypeKind::Json) && check.isCall(u"json_valid", 1)) {
        const Expression &argument = check.operands.first();
        const Expression &subject = argument.isCall(u"ifnull", 2) ? argument.operands.first() : argument;
        if (subject.isName(column))
            return ColumnType::of(TypeKind::Json);
    }
    return {};
}

} // namespace quoin::dialect
