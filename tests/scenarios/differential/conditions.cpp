// SPDX-License-Identifier: MIT
// Conditions of the evaluator: three values inside, of which filter() takes "true" alone.
#include "evaluator.h"

#include <quoin/expr/function.h>

#include <algorithm>

using namespace quoin;
using quoin::expr::Node;
using quoin::expr::NodeKind;
using quoin::expr::NodePtr;

namespace differential {

/// Is there a related row, of each relation to many that the condition speaks of, for which it is true? "None" is tried, too:
/// what has nothing to do with the relation, in another arm of an OR, is not lost with it.
Truth Evaluator::holds(const NodePtr &node, const Context &context)
{
    const QByteArray relation = firstUnbound(*node, context);
    if (relation.isEmpty())
        return truth(node, context);
    std::vector<Row> rows = relatedRows(relation, context);
    const ModelInfo *model = follow(relation, context).row.model;
    rows.push_back({ model->relation(QString::fromUtf8(relation.mid(relation.lastIndexOf('.') + 1)))->target });
    Truth all = Truth::False;
    for (const Row &row : rows) {
        Context inner = context;
        inner.found.insert(relation, row);
        all = either(all, holds(node, inner));
    }
    return all;
}

bool Evaluator::isWithoutRows(const Node &node, const Context &context) const
{
    if (node.kind != NodeKind::IsNull || node.operands[0]->kind != NodeKind::Column)
        return false;
    const QByteArray &path = node.operands[0]->path;
    return follow(path, context).unbound == path;
}

QByteArray Evaluator::firstUnbound(const Node &node, const Context &context) const
{
    if (!node.toMany || expr::isRelatedAggregate(node) || isWithoutRows(node, context))
        return {};
    switch (node.kind) {
    case NodeKind::Column: return follow(node.path, context).unbound;
    case NodeKind::Not: // each looks for related rows of its own
    case NodeKind::Together: return {};
    default: break;
    }
    for (size_t i = 0; i < node.operands.size(); ++i) {
        const bool isAsked = node.kind == NodeKind::Case && i % 2 == 0 && i + 1 < node.operands.size();
        const QByteArray relation = isAsked ? QByteArray() : firstUnbound(*node.operands[i], context);
        if (!relation.isEmpty())
            return relation;
    }
    return {};
}

/// Does it speak of a related row that is said not to be there?
bool Evaluator::isAbsent(const Node &node, const Context &context) const
{
    if (!node.toMany || expr::isRelatedAggregate(node))
        return false;
    if (node.kind == NodeKind::Column)
        return follow(node.path, context).absent;
    return std::ranges::any_of(node.operands, [&](const NodePtr &operand) { return isAbsent(*operand, context); });
}

Truth Evaluator::truth(const NodePtr &node, const Context &context)
{
    switch (node->kind) {
    case NodeKind::And:
    case NodeKind::Or: {
        // All parts, also where the first one decides: an engine may compute them.
        Truth all = truthOf(node->kind == NodeKind::And);
        for (const NodePtr &operand : node->operands) {
            const Truth one = truth(operand, context);
            all = node->kind == NodeKind::And ? both(all, one) : either(all, one);
        }
        return all;
    }
    case NodeKind::Not: {
        const Truth inner = holds(node->operands.front(), context.whole());
        return inner == Truth::Failed ? inner : truthOf(inner != Truth::True);
    }
    case NodeKind::Together: return holds(node->operands.front(), context.whole());
    case NodeKind::Literal: return truthOf(node->value == Value(true));
    default: break;
    }
    if (isAbsent(*node, context))
        return Truth::False;
    if (isWithoutRows(*node, context))
        return truthOf(relatedRows(node->operands[0]->path, context).empty());
    switch (node->kind) {
    case NodeKind::IsNull:
    case NodeKind::IsNotNull: {
        const Cell cell = value(node->operands.front(), context);
        return cell.failed ? Truth::Failed : truthOf(cell.isNull() == (node->kind == NodeKind::IsNull));
    }
    case NodeKind::Equal:
    case NodeKind::NotEqual:
    case NodeKind::Less:
    case NodeKind::LessOrEqual:
    case NodeKind::Greater:
    case NodeKind::GreaterOrEqual: return node->ignoreCase ? textMatch(*node, context) : comparison(*node, context);
    case NodeKind::In: return oneOf(*node, context);
    case NodeKind::Between: return between(*node, context);
    case NodeKind::Contains:
    case NodeKind::StartsWith:
    case NodeKind::EndsWith: return textMatch(*node, context);
    case NodeKind::Call: {
        const Cell cell = value(node, context);
        return cell.failed ? Truth::Failed : cell.isNull() ? Truth::Unknown : truthOf(cell.value == Value(true));
    }
    default: m_unknown = true; return Truth::Unknown;
    }
}

Truth Evaluator::comparison(const Node &node, const Context &context)
{
    const Cell left = value(node.operands[0], context);
    const Cell right = value(node.operands[1], context);
    if (left.failed || right.failed)
        return Truth::Failed;
    const bool isEquality = node.kind == NodeKind::Equal || node.kind == NodeKind::NotEqual;
    if (left.isNull() || right.isNull()) // NULL equals NULL, and has no place in an order
        return isEquality ? truthOf((left.isNull() && right.isNull()) == (node.kind == NodeKind::Equal)) : Truth::Unknown;
    const int order = compare(left, right, m_doubts);
    switch (node.kind) {
    case NodeKind::Equal: return truthOf(order == 0);
    case NodeKind::NotEqual: return truthOf(order != 0);
    case NodeKind::Less: return truthOf(order < 0);
    case NodeKind::LessOrEqual: return truthOf(order <= 0);
    case NodeKind::Greater: return truthOf(order > 0);
    default: return truthOf(order >= 0);
    }
}

Truth Evaluator::textMatch(const Node &node, const Context &context)
{
    const Cell cell = value(node.operands[0], context);
    if (cell.failed || cell.isNull())
        return cell.failed ? Truth::Failed : Truth::Unknown;
    const auto folded = [&](const QString &text) { return node.ignoreCase ? text.toLower() : text; };
    const QString text = folded(*cell.value.get<QString>());
    const QString needle = folded(*node.operands[1]->value.get<QString>());
    switch (node.kind) {
    case NodeKind::Contains: return truthOf(text.contains(needle));
    case NodeKind::StartsWith: return truthOf(text.startsWith(needle));
    case NodeKind::EndsWith: return truthOf(text.endsWith(needle));
    default: return truthOf(text == needle);
    }
}

Truth Evaluator::oneOf(const Node &node, const Context &context)
{
    const Cell cell = value(node.operands[0], context);
    if (cell.failed || cell.isNull())
        return cell.failed ? Truth::Failed : Truth::Unknown;
    return truthOf(std::ranges::any_of(
            node.values, [&](const Value &one) { return !one.isNull() && compare(cell, { .value = one }, m_doubts) == 0; }));
}

Truth Evaluator::between(const Node &node, const Context &context)
{
    Truth all = Truth::True;
    const Cell cell = value(node.operands[0], context);
    for (const size_t at : { 1, 2 }) {
        const Cell limit = value(node.operands[at], context);
        if (cell.failed || limit.failed)
            all = both(all, Truth::Failed);
        else if (cell.isNull() || limit.isNull())
            all = both(all, Truth::Unknown);
        else
            all = both(all, truthOf(at == 1 ? compare(cell, limit, m_doubts) >= 0 : compare(cell, limit, m_doubts) <= 0));
    }
    return all;
}

} // namespace differential
