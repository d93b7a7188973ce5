// SPDX-License-Identifier: MIT
#include <quoin/expr/function.h>
#include <quoin/expr/node.h>

#include <algorithm>

namespace quoin::expr {

namespace {

/// Lists longer than this are operands of a new list instead of a part of it.
constexpr size_t longestCopy = 1024;

NodePtr make(Node node)
{
    for (const NodePtr &operand : node.operands)
        node.depth = std::max(node.depth, quint16(operand->depth + 1));
    if (node.filter)
        node.depth = std::max(node.depth, quint16(node.filter->depth + 1));
    if (node.depth > maximumDepth)
        node = { .kind = NodeKind::TooDeep, .depth = maximumDepth };
    return std::make_shared<const Node>(std::move(node));
}

void appendFlat(std::vector<NodePtr> &operands, NodeKind kind, NodePtr node)
{
    if (node->kind == kind && node->operands.size() < longestCopy)
        operands.insert(operands.end(), node->operands.begin(), node->operands.end());
    else
        operands.push_back(std::move(node));
}

} // namespace

NodePtr column(QByteArray path) { return make({ .kind = NodeKind::Column, .path = std::move(path) }); }

NodePtr literal(Value value) { return make({ .kind = NodeKind::Literal, .value = std::move(value) }); }

NodePtr literal(ForeignKeyBase reference)
{
    return make({ .kind = NodeKind::Literal, .value = reference.key(), .references = { reference } });
}

NodePtr unary(NodeKind kind, NodePtr operand) { return make({ .kind = kind, .operands = { std::move(operand) } }); }

NodePtr binary(NodeKind kind, NodePtr left, NodePtr right)
{
    return make({ .kind = kind, .operands = { std::move(left), std::move(right) } });
}

NodePtr between(NodePtr operand, NodePtr low, NodePtr high)
{
    return make({ .kind = NodeKind::Between, .operands = { std::move(operand), std::move(low), std::move(high) } });
}

NodePtr in(NodePtr operand, std::vector<Value> values)
{
    return make({ .kind = NodeKind::In, .values = std::move(values), .operands = { std::move(operand) } });
}

NodePtr in(NodePtr operand, std::vector<ForeignKeyBase> references)
{
    return make({ .kind = NodeKind::In, .references = std::move(references), .operands = { std::move(operand) } });
}

NodePtr textMatch(NodeKind kind, NodePtr operand, QString needle, bool ignoreCase)
{
    return make(
            { .kind = kind, .ignoreCase = ignoreCase, .operands = { std::move(operand), literal(Value(std::move(needle))) } });
}

NodePtr call(const Function &function, std::vector<NodePtr> arguments)
{
    return make({ .kind = NodeKind::Call, .operands = std::move(arguments), .function = &function });
}

NodePtr choose(std::vector<NodePtr> branches) { return make({ .kind = NodeKind::Case, .operands = std::move(branches) }); }

NodePtr distinctCall(const NodePtr &call)
{
    Node node = *call;
    node.distinct = true;
    return make(std::move(node));
}

NodePtr filteredCall(const NodePtr &call, NodePtr condition)
{
    Node node = *call;
    node.filter = combine(NodeKind::And, node.filter, std::move(condition));
    return make(std::move(node));
}

bool sameNode(const NodePtr &a, const NodePtr &b)
{
    if (a == b)
        return true;
    if (!a || !b || a->kind != b->kind || a->ignoreCase != b->ignoreCase || a->depth != b->depth || a->path != b->path
            || a->function != b->function || a->distinct != b->distinct || a->value != b->value || a->values != b->values)
        return false;
    return std::ranges::equal(a->operands, b->operands, sameNode) && sameNode(a->filter, b->filter);
}

bool hasAggregate(const NodePtr &node)
{
    return node
            && ((node->function && node->function->level == Level::Aggregate)
                    || std::ranges::any_of(node->operands, hasAggregate));
}

NodePtr combine(NodeKind kind, NodePtr left, NodePtr right)
{
    if (!left || !right)
        return left ? left : right;
    Node node { .kind = kind };
    appendFlat(node.operands, kind, std::move(left));
    appendFlat(node.operands, kind, std::move(right));
    return make(std::move(node));
}

} // namespace quoin::expr
