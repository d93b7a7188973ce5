// SPDX-License-Identifier: MIT
// Values of the evaluator. Every part is computed, also where another one decides, as engines may do so.
#include "evaluator.h"

#include "functions.h"

#include <QtCore/qnumeric.h>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace quoin;
using quoin::expr::Node;
using quoin::expr::NodeKind;
using quoin::expr::NodePtr;

namespace differential {

namespace {

using Type = Value::Type;

Cell integers(NodeKind kind, qint64 a, qint64 b, Doubts &doubts)
{
    constexpr qint64 least = std::numeric_limits<qint64>::min();
    qint64 result = 0;
    bool overflows = false;
    switch (kind) {
    case NodeKind::Add: overflows = qAddOverflow(a, b, &result); break;
    case NodeKind::Subtract: overflows = qSubOverflow(a, b, &result); break;
    case NodeKind::Multiply: overflows = qMulOverflow(a, b, &result); break;
    case NodeKind::Divide:
        if (b == 0)
            return {};
        overflows = a == least && b == -1;
        result = overflows ? 0 : a / b;
        break;
    default:
        if (b == 0)
            return {};
        result = b == -1 ? 0 : a % b;
    }
    return overflows ? failedCell(doubts) : Cell { .value = result };
}

Cell decimals(NodeKind kind, const Decimal &a, const Decimal &b, Doubts &doubts)
{
    const auto result = kind == NodeKind::Add ? a + b : kind == NodeKind::Subtract ? a - b : a * b;
    if (!result)
        doubts.unclear = true;
    return result ? Cell { .value = Value(*result) } : Cell();
}

std::optional<double> reals(NodeKind kind, double a, double b)
{
    switch (kind) {
    case NodeKind::Add: return a + b;
    case NodeKind::Subtract: return a - b;
    case NodeKind::Multiply: return a * b;
    default: return b == 0 ? std::nullopt : std::optional(a / b);
    }
}

} // namespace

Cell Evaluator::value(const NodePtr &node, const Context &context)
{
    if (context.group) {
        const auto isSame = [&](const NodePtr &one) { return expr::sameNode(one, node); };
        if (std::ranges::any_of(*context.groups, isSame))
            return value(node, { .row = context.row });
    }
    switch (node->kind) {
    case NodeKind::Column: {
        const End end = follow(node->path, context);
        if (!end.field || !end.unbound.isEmpty()) {
            m_unknown = true;
            return {};
        }
        return { .value = end.row.values ? end.row.values->at(end.field->index) : Value() };
    }
    case NodeKind::Literal: return { .value = node->value };
    case NodeKind::Add:
    case NodeKind::Subtract:
    case NodeKind::Multiply:
    case NodeKind::Divide:
    case NodeKind::Modulo:
    case NodeKind::Negate: return arithmetic(*node, context);
    case NodeKind::Case: return converted(choice(*node, context), typeOf(node, *m_model));
    case NodeKind::Call: return converted(call(node, context), typeOf(node, *m_model));
    default: m_unknown = true; return {};
    }
}

Cell Evaluator::arithmetic(const Node &node, const Context &context)
{
    std::vector<Cell> cells;
    Type type = Type::Null;
    for (const NodePtr &operand : node.operands) {
        cells.push_back(value(operand, context));
        type = commonType(type, typeOf(operand, *m_model));
    }
    NodeKind kind = node.kind;
    if (kind == NodeKind::Negate) {
        kind = NodeKind::Subtract;
        cells.insert(cells.begin(), Cell { .value = 0 });
    }
    if (const auto failed = std::ranges::find(cells, true, &Cell::failed); failed != cells.end())
        return *failed;
    if (std::ranges::any_of(cells, &Cell::isNull))
        return {};
    switch (type) {
    case Type::Int: return integers(kind, *cells[0].value.get<qint64>(), *cells[1].value.get<qint64>(), m_doubts);
    case Type::Decimal: return decimals(kind, toDecimal(cells[0].value), toDecimal(cells[1].value), m_doubts);
    case Type::Double: {
        const Cell result
                = realCell([kind](const std::vector<double> &x) { return reals(kind, x[0], x[1]); }, cells, true, m_doubts);
        // What is too small for a double is 0, but an error on PostgreSQL.
        const bool isProduct = kind == NodeKind::Multiply || kind == NodeKind::Divide;
        if (isProduct && !result.isNull() && toReal(result.value) == 0 && toReal(cells[0].value) != 0
                && toReal(cells[1].value) != 0)
            m_doubts.unclear = true;
        return result;
    }
    default: m_unknown = true; return {};
    }
}

Cell Evaluator::choice(const Node &node, const Context &context)
{
    std::optional<Cell> chosen;
    for (size_t i = 0; i + 1 < node.operands.size(); i += 2) {
        const Truth truth = holds(node.operands[i], context);
        const Cell cell = value(node.operands[i + 1], context);
        if (!chosen && truth == Truth::Failed)
            chosen = failedCell(m_doubts);
        else if (!chosen && truth == Truth::True)
            chosen = cell;
    }
    const Cell other = value(node.operands.back(), context);
    return chosen ? *chosen : other;
}

Cell Evaluator::call(const NodePtr &node, const Context &context)
{
    if (node->function->level == Level::Aggregate) {
        if (expr::isRelatedAggregate(*node))
            return aggregate(node, relatedContexts(*node, context.whole()));
        std::vector<Context> contexts;
        if (context.group) {
            for (const Row &row : *context.group)
                contexts.push_back({ .row = row });
        } else {
            m_unknown = true;
        }
        return aggregate(node, contexts);
    }
    std::vector<Cell> arguments;
    Type type = Type::Null;
    for (const NodePtr &operand : node->operands) {
        arguments.push_back(value(operand, context));
        type = commonType(type, typeOf(operand, *m_model));
    }
    if (expr::hasCommonType(*node->function)) {
        for (Cell &argument : arguments)
            argument = converted(argument, type);
    }
    const auto called = callFunction(*node->function, arguments, m_doubts);
    if (!called)
        m_unknown = true;
    return called.value_or(Cell());
}

Cell Evaluator::aggregate(const NodePtr &node, const std::vector<Context> &contexts)
{
    std::vector<Cell> values;
    for (const Context &context : contexts) {
        const Truth chosen = node->filter ? holds(node->filter, context) : Truth::True;
        const Cell cell = node->operands.empty() ? Cell { .value = 1 } : value(node->operands.front(), context);
        if (chosen == Truth::Failed)
            values.push_back(failedCell(m_doubts));
        else if (chosen == Truth::True && !cell.isNull())
            values.push_back(cell);
    }
    if (node->distinct) {
        std::vector<Cell> different;
        for (const Cell &one : values) {
            const auto isSame = [&](const Cell &other) { return compareNulls(one, other, m_doubts) == 0; };
            if (std::ranges::none_of(different, isSame))
                different.push_back(one);
        }
        values = std::move(different);
    }
    if (node->function->name == "count" && std::ranges::any_of(values, &Cell::failed))
        return failedCell(m_doubts);
    return callAggregate(node->function->name, values, typeOf(node, *m_model), m_doubts);
}

QByteArray Evaluator::unboundValue(const Node &node, const Context &context) const
{
    if (!node.related)
        return {};
    if (node.kind == NodeKind::Column)
        return follow(node.path, context).unbound;
    for (const NodePtr &operand : node.operands) {
        const QByteArray relation = unboundValue(*operand, context);
        if (!relation.isEmpty())
            return relation;
    }
    return {};
}

/// One for each of the related rows that an aggregate is made of.
std::vector<Evaluator::Context> Evaluator::relatedContexts(const Node &node, const Context &context) const
{
    QByteArray relation;
    for (const NodePtr &operand : node.operands) {
        if (relation.isEmpty())
            relation = unboundValue(*operand, context);
    }
    if (relation.isEmpty())
        return { context };
    std::vector<Context> all;
    for (const Row &row : relatedRows(relation, context)) {
        Context inner = context;
        inner.group = nullptr;
        inner.aggregated.insert(relation, row);
        for (Context &one : relatedContexts(node, inner))
            all.push_back(std::move(one));
    }
    return all;
}

} // namespace differential
