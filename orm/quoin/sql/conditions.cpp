// SPDX-License-Identifier: MIT
#include <quoin/expr/function.h>
#include <quoin/sql/columnvalue.h>
#include <quoin/sql/comparison_p.h>
#include <quoin/sql/conditions_p.h>
#include <quoin/sql/expressions_p.h>
#include <quoin/sql/selection_p.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace quoin::sql {

namespace {

using expr::NodeKind;

/// Longer lists are one value, where the engine can: placeholders are limited, and each number of them is a statement of its own.
constexpr qsizetype longList = 1000;

bool isColumn(NodeKind kind) { return kind == NodeKind::Column || kind == NodeKind::Outer; }
bool isOrdering(NodeKind kind) { return kind >= NodeKind::Less && kind <= NodeKind::GreaterOrEqual; }

/// How an integer that a column cannot hold compares with every value that it can: -1 below, 1 above, 0 it fits.
int outOfRange(const FieldInfo &field, const Value &value)
{
    const auto range = integerRange(field.columnType.kind);
    if (!range)
        return 0;
    if (const auto *positive = value.get<quint64>())
        return field.columnType.kind != schema::TypeKind::UInt64 && *positive > quint64(range->high) ? 1 : 0;
    if (const auto *number = value.get<qint64>()) {
        if (*number < range->low)
            return -1;
        return field.columnType.kind != schema::TypeKind::UInt64 && *number > range->high ? 1 : 0;
    }
    return 0;
}

/// The values that a Literal or an In gives, as the field's column holds them.
std::vector<Value> valuesFor(const FieldInfo &field, const expr::Node &node, bool isKey)
{
    if (node.references.empty())
        return node.kind == NodeKind::In ? node.values : std::vector<Value> { node.value };
    std::vector<Value> keys;
    for (const ForeignKeyBase &reference : node.references)
        keys.push_back(field.relation && !isKey ? reference.keyFor(*field.relation) : reference.key());
    return keys;
}

std::vector<Value> valuesFor(const ResolvedColumn &column, const expr::Node &node)
{
    return valuesFor(*column.field, node, column.isKeyOfRow);
}

Value valueFor(const ResolvedColumn &column, const expr::Node &node) { return valuesFor(column, node).front(); }

/// Where the value of a Literal, or one of an In, comes from.
dialect::Origin originOf(const ResolvedColumn &column, const expr::Node &node, size_t at = 0)
{
    if (column.isKeyOfRow && !node.references.empty())
        return {}; // its own key, whatever the column refers to
    const void *place = !node.references.empty() ? static_cast<const void *>(&node.references[at])
            : node.kind == NodeKind::In          ? &node.values[at]
                                                 : &node.value;
    return { place, dialect::Origin::As::Column, column.field };
}

/// < 3 for numbers of which only the order counts.
bool holds(NodeKind kind, qint64 a, qint64 b)
{
    switch (kind) {
    case NodeKind::Less: return a < b;
    case NodeKind::LessOrEqual: return a <= b;
    case NodeKind::Greater: return a > b;
    default: return a >= b;
    }
}

/// The number that a decimal column is compared with, whatever C++ type it came in.
std::optional<Decimal> decimalOf(const Value &value)
{
    if (const Decimal *decimal = value.decimal())
        return *decimal;
    if (const auto *number = value.get<qint64>())
        return Decimal(*number);
    if (const auto *positive = value.get<quint64>())
        return Decimal(*positive);
    return std::nullopt;
}

} // namespace

void writeColumn(dialect::SqlWriter &out, const ResolvedColumn &column, const Joins &joins)
{
    const Joins &scope = column.scope ? *column.scope : joins;
    if (const QString alias = column.alias.isEmpty() ? scope.alias() : column.alias; !alias.isEmpty())
        out.identifier(alias).raw("."_L1);
    out.identifier(column.column.isEmpty() ? column.field->column : column.column);
}

void ConditionWriter::column(const ResolvedColumn &column) { writeColumn(m_out, column, m_joins); }

void ConditionWriter::comparable(const ResolvedColumn &column, const schema::ColumnType &type)
{
    writeOrdered(m_out, *column.field, type, [&](dialect::SqlWriter &out) { writeColumn(out, column, m_joins); });
}

void ConditionWriter::comparable(const Value &literal, const ResolvedColumn &column, const schema::ColumnType &type)
{
    writeOrdered(m_out, *column.field, type, [&](dialect::SqlWriter &out) { out.bind(literal, column.field->sensitive); });
}

void ConditionWriter::constant(bool value) { m_out.raw(value ? "1 = 1"_L1 : "1 = 0"_L1); }

Result<const ResolvedColumn *> ConditionWriter::columnOf(const expr::NodePtr &node) const
{
    const ResolvedColumn *column = nullptr;
    if (node->kind == NodeKind::Outer) {
        auto outer = m_joins.outerColumn(*node);
        if (!outer)
            return outer.error();
        column = *outer;
    } else {
        column = &m_joins.column(node->path);
    }
    if (auto sound = checkComparable(*column->field); !sound)
        return sound.error();
    return column;
}

Result<void> ConditionWriter::write(const expr::NodePtr &node) { return node->toMany ? writeRelated(node) : writePlain(node); }

Result<void> ConditionWriter::writePlain(const expr::NodePtr &node)
{
    Result<void> written;
    switch (node->kind) {
    case NodeKind::And: written = writeEach(*node, " AND "_L1); break;
    case NodeKind::Or: written = writeEach(*node, " OR "_L1); break;
    case NodeKind::Not: written = writeNot(node->operands.front()); break;
    case NodeKind::IsNull:
        written = ExpressionWriter(m_out, m_joins, m_dialect).write(node->operands.front());
        m_out.raw(" IS NULL"_L1);
        break;
    case NodeKind::IsNotNull:
        written = ExpressionWriter(m_out, m_joins, m_dialect).write(node->operands.front());
        m_out.raw(" IS NOT NULL"_L1);
        break;
    case NodeKind::Equal:
    case NodeKind::NotEqual:
    case NodeKind::Less:
    case NodeKind::LessOrEqual:
    case NodeKind::Greater:
    case NodeKind::GreaterOrEqual: written = node->ignoreCase ? writeTextMatch(*node) : writeComparison(*node); break;
    case NodeKind::Call: written = writeCall(node); break;
    case NodeKind::In: written = writeIn(*node); break;
    case NodeKind::Between: written = writeBetween(*node); break;
    case NodeKind::Contains:
    case NodeKind::StartsWith:
    case NodeKind::EndsWith: written = writeTextMatch(*node); break;
    case NodeKind::Together: written = writeTogether(*node); break;
    case NodeKind::InSubquery: written = writeInQuery(*node); break;
    case NodeKind::Exists:
        m_out.raw("EXISTS ("_L1);
        written = writeSelect(m_out, *node->query, Projection::Exists, m_dialect, { .outer = &m_joins });
        m_out.raw(")"_L1);
        break;
    case NodeKind::Linked: written = writeLinked(*node); break;
    case NodeKind::Literal: constant(node->value == Value(true)); break;
    case NodeKind::Column:
    case NodeKind::Add:
    case NodeKind::Subtract:
    case NodeKind::Multiply:
    case NodeKind::Divide:
    case NodeKind::Modulo:
    case NodeKind::Negate:
    case NodeKind::Row:
    case NodeKind::Outer:
    case NodeKind::Subquery:
    case NodeKind::TreeDepth:
    case NodeKind::Window:
    case NodeKind::Case: written = Error(ErrorKind::InvalidQuery, u"A condition was expected, not a value."_s); break;
    case NodeKind::TooDeep:
        written = Error(ErrorKind::InvalidQuery,
                u"The condition is nested more than %1 deep, or has more than %2 parts."_s.arg(expr::maximumDepth)
                        .arg(expr::maximumSize))
                          .setHint(u"Lists of alternatives are in(…), not a chain of ||."_s);
        break;
    }
    return written;
}

/// It stands beside others as one condition.
Result<void> ConditionWriter::writeTogether(const expr::Node &node)
{
    const bool isOr = node.operands.front()->kind == NodeKind::Or;
    m_out.raw(isOr ? "("_L1 : ""_L1);
    auto written = ConditionWriter(m_out, m_joins.whole(), m_dialect).write(node.operands.front());
    m_out.raw(isOr ? ")"_L1 : ""_L1);
    return written;
}

Result<void> ConditionWriter::writeEach(const expr::Node &node, QLatin1StringView separator)
{
    for (size_t i = 0; i < node.operands.size(); ++i) {
        if (i > 0)
            m_out.raw(separator);
        const expr::NodePtr &operand = node.operands[i];
        const bool group = operand->kind == NodeKind::And || operand->kind == NodeKind::Or;
        if (group)
            m_out.raw("("_L1);
        if (auto written = write(operand); !written)
            return written;
        if (group)
            m_out.raw(")"_L1);
    }
    return {};
}

Result<void> ConditionWriter::writeNot(const expr::NodePtr &operand)
{
    // filter(p) and exclude(p) are complements: where SQL's third value can come, NOT alone would lose these rows from both.
    // It speaks of related rows of its own, not of those that what stands beside it has found.
    ConditionWriter inner(m_out, m_joins.whole(), m_dialect);
    const bool nullable = inner.mayBeNull(operand);
    m_out.raw(nullable ? "("_L1 : "NOT ("_L1);
    if (auto written = inner.write(operand); !written)
        return written;
    m_out.raw(nullable ? ") IS NOT TRUE"_L1 : ")"_L1);
    return {};
}

Result<void> ConditionWriter::writeComparison(const expr::Node &node)
{
    const NodeKind other = node.operands[1]->kind;
    if (node.operands[0]->kind == NodeKind::Row && other == NodeKind::Row)
        return writeRow(node);
    if (!isColumn(node.operands[0]->kind) || (other != NodeKind::Literal && !isColumn(other)))
        return writeComputed(node);
    auto left = columnOf(node.operands[0]);
    if (!left)
        return left.error();
    if (other == NodeKind::Literal)
        if (other == NodeKind::Literal) {
            const dialect::OriginScope origin(m_out, originOf(**left, *node.operands[1]));
            return writeAgainstLiteral(node.kind, **left, valueFor(**left, *node.operands[1]));
        }
    auto right = columnOf(node.operands[1]);
    return right ? writeColumns(node.kind, **left, **right) : Result<void>(right.error());
}

Result<void> ConditionWriter::writeAgainstLiteral(NodeKind kind, const ResolvedColumn &left, const Value &given)
{
    if (given.isNull()) {
        if (isOrdering(kind)) {
            constant(false); // nothing is smaller or greater than NULL
            return {};
        }
        column(left);
        m_out.raw(kind == NodeKind::Equal ? " IS NULL"_L1 : " IS NOT NULL"_L1);
        return {};
    }
    if (const int side = outOfRange(*left.field, given); side != 0) {
        const bool below = kind == NodeKind::Less || kind == NodeKind::LessOrEqual;
        if (kind == NodeKind::Equal || (isOrdering(kind) && below != (side > 0))) {
            constant(false);
        } else if (kind == NodeKind::NotEqual || !left.nullable) {
            constant(true);
        } else {
            column(left);
            m_out.raw(" IS NOT NULL"_L1);
        }
        return {};
    }
    if (isOrdering(kind)) {
        if (auto sound = checkOrdered(*left.field); !sound)
            return sound;
        if (isTextEnum(*left.field))
            return writeValues(left, enumTexts(*left.field, given, [kind](qint64 a, qint64 b) { return holds(kind, a, b); }));
    }
    auto value = columnValue(*left.field, given);
    // A decimal with more digits than the column has equals nothing in it, but it has a place in the order.
    schema::ColumnType type = left.field->columnType;
    if (const auto decimal = decimalOf(given); !value && type.kind == schema::TypeKind::Decimal && decimal) {
        value = Value(*decimal);
        type.precision = Decimal::maxDigits;
    }
    if (!value)
        return value.error();
    if (isOrdering(kind)) {
        comparable(left, type);
        m_out.raw(comparisonSign(kind));
        comparable(*value, left, type);
        return {};
    }
    const bool orNull = kind == NodeKind::NotEqual && left.nullable;
    if (orNull)
        m_out.raw("("_L1);
    column(left);
    m_out.raw(comparisonSign(kind)).bind(*value, left.field->sensitive);
    if (orNull) {
        m_out.raw(" OR "_L1);
        column(left);
        m_out.raw(" IS NULL)"_L1);
    }
    return {};
}

Result<void> ConditionWriter::writeColumns(NodeKind kind, const ResolvedColumn &left, const ResolvedColumn &right)
{
    if (isOrdering(kind)) {
        if (auto sound = checkOrdered(*left.field); !sound)
            return sound;
    }
    const auto common = commonForm(*left.field, *right.field, isOrdering(kind));
    if (!common)
        return common.error();
    const auto side = [&](const ResolvedColumn &column) {
        writeCommon(m_out, *common, *column.field, [&](dialect::SqlWriter &out) { writeColumn(out, column, m_joins); });
    };
    const auto plain = [&](NodeKind as) {
        side(left);
        m_out.raw(comparisonSign(as));
        side(right);
    };
    if (isOrdering(kind) || (!left.nullable && !right.nullable)) {
        plain(kind);
        return {};
    }
    // NULL equals NULL and nothing else.
    m_out.raw(kind == NodeKind::Equal ? "("_L1 : "(("_L1);
    plain(NodeKind::Equal);
    if (left.nullable && right.nullable) {
        m_out.raw(" OR ("_L1);
        column(left);
        m_out.raw(" IS NULL AND "_L1);
        column(right);
        m_out.raw(" IS NULL)"_L1);
    }
    m_out.raw(kind == NodeKind::Equal ? ")"_L1 : ") IS NOT TRUE)"_L1);
    return {};
}

Result<void> ConditionWriter::writeIn(const expr::Node &node)
{
    if (!isColumn(node.operands[0]->kind))
        return writeComputedIn(node);
    auto left = columnOf(node.operands[0]);
    if (!left)
        return left.error();
    QList<Value> values;
    std::vector<dialect::Origin> origins;
    const std::vector<Value> all = valuesFor(**left, node);
    for (size_t i = 0; i < all.size(); ++i) {
        const Value &given = all[i];
        if (given.isNull() || outOfRange(*(*left)->field, given) != 0)
            continue;
        auto value = columnValue(*(*left)->field, given);
        if (value) {
            values.append(*std::move(value));
            origins.push_back(originOf(**left, node, i));
        } else if ((*left)->field->columnType.kind != schema::TypeKind::Decimal || !decimalOf(given))
            return value.error();
    }
    return writeValues(**left, values, origins);
}

Result<void> ConditionWriter::writeValues(
        const ResolvedColumn &left, const QList<Value> &values, const std::vector<dialect::Origin> &origins)
{
    if (values.isEmpty()) {
        constant(false);
        return {};
    }
    const bool sensitive = left.field->sensitive;
    if (values.size() > longList) {
        const auto operand = [&](dialect::SqlWriter &out) { writeColumn(out, left, m_joins); };
        if (m_out.syntax().inLongList(m_out, left.field->columnType, operand, values, sensitive))
            return {};
        const auto &can = m_dialect.capabilities();
        if (values.size() > can.maxBinds) {
            return Error(ErrorKind::Unsupported,
                    u"%1 takes at most %2 values of this type in one list; this one has %3."_s.arg(can.product)
                            .arg(can.maxBinds)
                            .arg(values.size()))
                    .setModel(left.field->model()->className, left.field->property);
        }
    }
    column(left);
    m_out.raw(" IN ("_L1);
    for (qsizetype i = 0; i < values.size(); ++i) {
        if (i > 0)
            m_out.raw(", "_L1);
        const dialect::OriginScope origin(m_out, origins.empty() ? dialect::Origin() : origins[size_t(i)]);
        m_out.bind(values.at(i), sensitive);
    }
    m_out.raw(")"_L1);
    return {};
}

Result<void> ConditionWriter::writeLinked(const expr::Node &node)
{
    auto left = columnOf(node.operands[0]);
    if (!left)
        return left.error();
    const expr::Link &link = *node.link;
    column(**left);
    m_out.raw(" IN (SELECT "_L1).identifier(link.target).raw(" FROM "_L1).table(link.nameSpace, link.table);
    m_out.raw(" WHERE "_L1).identifier(link.key).raw(" = "_L1).bind(link.value, link.sensitive);
    m_out.raw(" AND "_L1).identifier(link.target).raw(" IS NOT NULL)"_L1); // else it could answer NULL
    return {};
}

Result<void> ConditionWriter::writeBetween(const expr::Node &node)
{
    if (!isColumn(node.operands[0]->kind))
        return writeComputed(node);
    auto left = columnOf(node.operands[0]);
    if (!left)
        return left.error();
    {
        const dialect::OriginScope origin(m_out, originOf(**left, *node.operands[1]));
        if (auto low = writeAgainstLiteral(NodeKind::GreaterOrEqual, **left, valueFor(**left, *node.operands[1])); !low)
            return low;
    }
    m_out.raw(" AND "_L1);
    const dialect::OriginScope origin(m_out, originOf(**left, *node.operands[2]));
    return writeAgainstLiteral(NodeKind::LessOrEqual, **left, valueFor(**left, *node.operands[2]));
}

Result<void> ConditionWriter::writeTextMatch(const expr::Node &node)
{
    ExpressionWriter values(m_out, m_joins, m_dialect);
    const ValueType type = values.typeOf(node.operands[0]);
    const QString &needle = *node.operands[1]->value.get<QString>();
    if (node.ignoreCase && !m_dialect.capabilities().ignoreCaseMatch) {
        Error error(ErrorKind::Unsupported,
                u"%1 cannot compare text of any language without regard to case."_s.arg(m_dialect.capabilities().product));
        if (node.operands[0]->kind == NodeKind::Column) {
            const FieldInfo &field = *m_joins.column(node.operands[0]->path).field;
            error.setModel(field.model() ? field.model()->className : QString(), field.property);
        }
        return error.setHint(
                u"Use contains(), startsWith() or endsWith(), or keep a lower-case copy of the text in a column of its own."_s);
    }
    const auto match = node.kind == NodeKind::Contains ? dialect::TextMatch::Contains
            : node.kind == NodeKind::Equal             ? dialect::TextMatch::Whole
            : node.kind == NodeKind::StartsWith        ? dialect::TextMatch::StartsWith
                                                       : dialect::TextMatch::EndsWith;
    values.setSensitive(type.sensitive);
    Result<void> written;
    using As = dialect::Origin::As;
    const auto as
            = As(int(node.ignoreCase ? As::IgnoreCaseContains : As::Contains) + int(match) - int(dialect::TextMatch::Contains));
    const dialect::OriginScope origin(
            m_out, match == dialect::TextMatch::Whole ? dialect::Origin() : dialect::Origin { &node.operands[1]->value, as });
    m_out.syntax().textMatch(
            m_out, match, node.ignoreCase, [&](dialect::SqlWriter &) { written = values.write(node.operands[0]); }, needle,
            type.sensitive);
    return written;
}

Result<void> ConditionWriter::writeCall(const expr::NodePtr &node)
{
    if (node->function->result != Value::Type::Bool) // a piece of SQL says that it gives one
        return Error(ErrorKind::InvalidQuery, u"A condition was expected, not a value."_s);
    ExpressionWriter values(m_out, m_joins, m_dialect);
    values.setSensitive(values.typeOf(node).sensitive);
    return values.write(node);
}

bool ConditionWriter::mayBeNull(const expr::NodePtr &node) const
{
    const bool isList = node->kind == NodeKind::And || node->kind == NodeKind::Or;
    if (node->toMany && !isList && !unbound(node).empty())
        return false; // written as EXISTS
    switch (node->kind) {
    case NodeKind::NotEqual: // written so that it is not
    case NodeKind::IsNull:
    case NodeKind::IsNotNull:
    case NodeKind::Exists:
    case NodeKind::Not: return false;
    case NodeKind::InSubquery: return true;
    case NodeKind::Column:
    case NodeKind::Literal:
    case NodeKind::Add:
    case NodeKind::Subtract:
    case NodeKind::Multiply:
    case NodeKind::Divide:
    case NodeKind::Modulo:
    case NodeKind::Negate:
    case NodeKind::Call:
    case NodeKind::Outer:
    case NodeKind::Subquery:
    case NodeKind::TreeDepth:
    case NodeKind::Window:
    case NodeKind::Case: {
        dialect::SqlWriter none(m_out.syntax());
        return ExpressionWriter(none, m_joins, m_dialect).typeOf(node).nullable;
    }
    default:
        return std::any_of(node->operands.begin(), node->operands.end(),
                [this](const expr::NodePtr &operand) { return mayBeNull(operand); });
    }
}

} // namespace quoin::sql
