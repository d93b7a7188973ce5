// SPDX-License-Identifier: MIT
// Comparisons with computed values: what has no column of its own that says how its values are stored.
#include <quoin/expr/function.h>
#include <quoin/sql/comparison_p.h>
#include <quoin/sql/expressions_p.h>

using namespace Qt::StringLiterals;

namespace quoin::sql {

using expr::NodeKind;

namespace {

Result<void> checkComparable(const ValueType &type)
{
    if (type.type != Value::Type::Json && type.type != Value::Type::Vector && type.type != Value::Type::List)
        return {};
    return Error(ErrorKind::Unsupported, u"%1 cannot be compared as a whole."_s.arg(valueTypeName(type.type)));
}

} // namespace

schema::ColumnType comparedAs(const ValueType &type)
{
    // A decimal is compared by value, with as many digits as there may be on the other side.
    if (type.isDecimal())
        return schema::ColumnType::decimal(Decimal::maxDigits, 0);
    return schema::ColumnType::of(type.type == Value::Type::Text ? schema::TypeKind::Text : schema::TypeKind::Int64);
}

expr::NodePtr ConditionWriter::yearRange(const expr::Node &node) const
{
    const expr::Node &call = *node.operands[0];
    if (call.kind != NodeKind::Call || call.function->name != "year" || call.operands[0]->kind != NodeKind::Column)
        return nullptr;
    const expr::NodePtr &column = call.operands[0];
    const schema::TypeKind kind = m_joins.column(column->path).field->columnType.kind;
    if (kind != schema::TypeKind::Date && kind != schema::TypeKind::DateTime)
        return nullptr;
    // The beginning of the year behind it has to be a date, too.
    const auto year = [&](size_t at) {
        const auto *number = node.operands[at]->kind == NodeKind::Literal ? node.operands[at]->value.get<qint64>() : nullptr;
        return number && *number >= 1 && *number < 9999 ? int(*number) : 0;
    };
    const auto begin = [&](int number) {
        const QDate date(number, 1, 1);
        return expr::literal(kind == schema::TypeKind::Date ? Value(date) : Value(QDateTime(date, QTime(0, 0), Qt::UTC)));
    };
    const int first = year(1);
    const int last = node.kind == NodeKind::Between ? year(2) : first;
    if (first == 0 || last == 0)
        return nullptr;
    const auto from = [&](int number) { return expr::binary(NodeKind::GreaterOrEqual, column, begin(number)); };
    const auto before = [&](int number) { return expr::binary(NodeKind::Less, column, begin(number)); };
    switch (node.kind) {
    case NodeKind::Less: return before(first);
    case NodeKind::LessOrEqual: return before(first + 1);
    case NodeKind::Greater: return from(first + 1);
    case NodeKind::GreaterOrEqual: return from(first);
    case NodeKind::NotEqual: return expr::unary(NodeKind::Not, expr::combine(NodeKind::And, from(first), before(first + 1)));
    default: return expr::combine(NodeKind::And, from(first), before(last + 1));
    }
}

Result<void> ConditionWriter::writeComputed(const expr::Node &node)
{
    if (const expr::NodePtr range = yearRange(node)) {
        m_out.raw("("_L1);
        auto written = write(range);
        m_out.raw(")"_L1);
        return written;
    }
    ExpressionWriter values(m_out, m_joins, m_dialect);
    std::vector<ValueType> types;
    schema::ColumnType as = schema::ColumnType::of(schema::TypeKind::Int64);
    bool sensitive = false;
    for (const expr::NodePtr &operand : node.operands) {
        types.push_back(values.typeOf(operand));
        if (auto sound = checkComparable(types.back()); !sound)
            return sound;
        sensitive = sensitive || types.back().sensitive;
        if (types.back().isDecimal() || types.back().type == Value::Type::Text)
            as = comparedAs(types.back());
    }
    values.setSensitive(sensitive);
    Result<void> written;
    const auto one = [&](size_t at) {
        m_out.syntax().comparable(m_out, as, [&](dialect::SqlWriter &) {
            if (auto done = values.write(node.operands[at]); !done && written)
                written = done;
        });
    };
    const auto isNull = [&](size_t at) {
        if (auto done = values.write(node.operands[at]); !done && written)
            written = done;
        m_out.raw(" IS NULL"_L1);
    };
    const auto isNullLiteral
            = [&](size_t at) { return node.operands[at]->kind == NodeKind::Literal && node.operands[at]->value.isNull(); };
    const bool equality = node.kind == NodeKind::Equal || node.kind == NodeKind::NotEqual;

    if (node.kind == NodeKind::Between) {
        if (isNullLiteral(1) || isNullLiteral(2)) {
            constant(false);
            return {};
        }
        one(0);
        m_out.raw(" BETWEEN ("_L1); // standard SQL takes no COLLATE there
        one(1);
        m_out.raw(") AND "_L1);
        one(2);
        return written;
    }
    if (isNullLiteral(1) || isNullLiteral(0)) {
        if (!equality) {
            constant(false);
            return {};
        }
        m_out.raw(node.kind == NodeKind::Equal ? "("_L1 : "NOT ("_L1);
        isNull(isNullLiteral(1) ? 0 : 1);
        m_out.raw(")"_L1);
        return written;
    }
    const bool nullable = equality && (types[0].nullable || types[1].nullable);
    if (!nullable) {
        one(0);
        m_out.raw(comparisonSign(node.kind));
        one(1);
        return written;
    }
    // NULL equals NULL and nothing else.
    m_out.raw(node.kind == NodeKind::Equal ? "("_L1 : "(("_L1);
    one(0);
    m_out.raw(" = "_L1);
    one(1);
    if (types[0].nullable && types[1].nullable) {
        m_out.raw(" OR ("_L1);
        isNull(0);
        m_out.raw(" AND "_L1);
        isNull(1);
        m_out.raw(")"_L1);
    }
    m_out.raw(node.kind == NodeKind::Equal ? ")"_L1 : ") IS NOT TRUE)"_L1);
    return written;
}

Result<void> ConditionWriter::writeComputedIn(const expr::Node &node)
{
    ExpressionWriter values(m_out, m_joins, m_dialect);
    const ValueType type = values.typeOf(node.operands[0]);
    if (auto sound = checkComparable(type); !sound)
        return sound;
    const schema::ColumnType as = comparedAs(type);
    values.setSensitive(type.sensitive);
    bool any = false;
    for (const Value &value : node.values) {
        if (value.isNull())
            continue;
        Result<void> written;
        if (!any) {
            m_out.syntax().comparable(m_out, as, [&](dialect::SqlWriter &) { written = values.write(node.operands[0]); });
            if (!written)
                return written;
        }
        m_out.raw(any ? ", "_L1 : " IN ("_L1);
        m_out.syntax().comparable(m_out, as, [&](dialect::SqlWriter &out) { out.syntax().typed(out, value, type.sensitive); });
        any = true;
    }
    if (any)
        m_out.raw(")"_L1);
    else
        constant(false);
    return {};
}

} // namespace quoin::sql
