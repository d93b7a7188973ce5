// SPDX-License-Identifier: MIT
#include <quoin/expr/function.h>
#include <quoin/expr/node.h>
#include <quoin/expr/select.h>

#include <algorithm>
#include <array>

namespace quoin::expr {

namespace {

/// Lists longer than this are operands of a new list instead of a part of it.
constexpr size_t longestCopy = 1024;

/// Whether what is computed of values of related rows is one, too: a condition is not, it asks whether there is such a row.
bool isValue(NodeKind kind)
{
    switch (kind) {
    case NodeKind::Add:
    case NodeKind::Subtract:
    case NodeKind::Multiply:
    case NodeKind::Divide:
    case NodeKind::Modulo:
    case NodeKind::Negate:
    case NodeKind::Call:
    case NodeKind::Case:
    case NodeKind::Row: return true;
    default: return false;
    }
}

bool isAggregate(const Node &node) { return node.function && node.function->level == Level::Aggregate; }

bool takesRelated(const Node &node)
{
    return std::ranges::any_of(node.operands, [](const NodePtr &operand) { return operand->related; });
}

/// What a tree grows by with what is below it.
class Extent
{
public:
    void add(const NodePtr &node)
    {
        if (!node)
            return;
        m_depth = std::max(m_depth, int(node->depth));
        m_size += node->size;
    }
    /// \a deeper: so many steps more than its own.
    void add(const Select &select, int deeper = 0)
    {
        Extent inner;
        inner.m_depth = 0;
        for (const auto *nodes : { &select.columns, &select.groups, &select.distinctOn }) {
            for (const NodePtr &node : *nodes)
                inner.add(node);
        }
        inner.add(select.where);
        inner.add(select.having);
        for (const Order &term : select.order)
            inner.add(term.node());
        if (select.source)
            inner.add(*select.source, 1);
        for (const SetPart &part : select.parts)
            inner.add(*part.select, 1);
        if (select.tree)
            inner.add(*select.tree->roots, 1);
        for (const RowsJoin &join : select.joins) {
            if (join.rows)
                inner.add(*join.rows, 1);
            inner.add(join.on);
        }
        for (const SelectPtr &table :
                select.table ? std::array { select.table->select, select.table->step } : std::array<SelectPtr, 2>()) {
            if (table)
                inner.add(*table, 1);
        }
        m_depth = std::max(m_depth, inner.m_depth + deeper);
        m_size += inner.m_size;
    }
    /// For the node above.
    void set(Node &node) const
    {
        const bool isLeaf = m_depth < 0;
        node.depth = isLeaf ? 0 : quint16(std::min(m_depth + 1, maximumDepth + 1));
        node.size = quint32(std::min<quint64>(m_size + 1, maximumSize + 1));
    }

private:
    int m_depth = -1;
    quint64 m_size = 0;
};

NodePtr make(Node node)
{
    Extent below;
    for (const NodePtr &operand : node.operands) {
        below.add(operand);
        node.toMany = node.toMany || operand->toMany;
    }
    below.add(node.filter);
    node.toMany = node.toMany || (node.filter && node.filter->toMany);
    if (node.query)
        below.add(*node.query);
    below.set(node);
    if (node.toMany && isValue(node.kind) && !isAggregate(node))
        node.related = takesRelated(node);
    if (node.depth > maximumDepth || node.size > maximumSize)
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

/// Each program has a table of functions of its own, beside the library's.
bool sameFunction(const Function *a, const Function *b)
{
    return a == b || (a && b && a->name == b->name && a->result == b->result);
}

} // namespace

NodePtr column(QByteArray path) { return make({ .kind = NodeKind::Column, .path = std::move(path) }); }

NodePtr relatedColumn(QByteArray path)
{
    return make({ .kind = NodeKind::Column, .related = true, .toMany = true, .path = std::move(path) });
}

NodePtr joinedColumn(const QByteArray &name, const QByteArray &path, bool related)
{
    const QByteArray whole = '@' + name + '.' + path;
    return related ? relatedColumn(whole) : column(whole);
}

NodePtr outerColumn(QByteArray path, const QMetaObject *model, int level)
{
    return make({ .kind = NodeKind::Outer, .level = quint8(std::clamp(level, 0, 255)), .path = std::move(path), .model = model });
}

NodePtr row(std::vector<NodePtr> values) { return make({ .kind = NodeKind::Row, .operands = std::move(values) }); }

NodePtr subquery(SelectPtr query) { return make({ .kind = NodeKind::Subquery, .query = std::move(query) }); }

NodePtr treeDepth() { return make({ .kind = NodeKind::TreeDepth }); }

NodePtr exists(SelectPtr query) { return make({ .kind = NodeKind::Exists, .query = std::move(query) }); }

NodePtr in(NodePtr operand, SelectPtr query)
{
    return make({ .kind = NodeKind::InSubquery, .operands = { std::move(operand) }, .query = std::move(query) });
}

NodePtr together(NodePtr condition)
{
    const bool isGroup = condition && condition->toMany && condition->kind != NodeKind::Not;
    return isGroup ? unary(NodeKind::Together, std::move(condition)) : condition;
}

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

NodePtr linked(NodePtr operand, Link link)
{
    return make({ .kind = NodeKind::Linked,
            .operands = { std::move(operand) },
            .link = std::make_shared<const Link>(std::move(link)) });
}

NodePtr patternMatch(NodePtr operand, QString pattern, bool ignoreCase)
{
    const Function &function = functionTable[ignoreCase ? functionIndex("iregex") : functionIndex("regex")];
    return call(function, { std::move(operand), literal(Value(std::move(pattern))) });
}

NodePtr call(const Function &function, std::vector<NodePtr> arguments, std::vector<Value> values)
{
    return make({ .kind = NodeKind::Call, .values = std::move(values), .operands = std::move(arguments), .function = &function });
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

NodePtr windowCall(const NodePtr &call, std::vector<NodePtr> parts, WindowFrame frame)
{
    parts.insert(parts.begin(), call);
    Node node { .kind = NodeKind::Window, .operands = std::move(parts) };
    node.window = std::make_shared<const WindowFrame>(std::move(frame));
    return make(std::move(node));
}

bool sameNode(const NodePtr &a, const NodePtr &b)
{
    if (a == b)
        return true;
    if (!a || !b || a->kind != b->kind || a->ignoreCase != b->ignoreCase || a->depth != b->depth || a->path != b->path
            || !sameFunction(a->function, b->function) || a->distinct != b->distinct || a->value != b->value
            || a->values != b->values || a->level != b->level || a->model != b->model || a->references != b->references)
        return false;
    if (a->window && *a->window != *b->window) // both are Windows
        return false;
    if (!sameSelect(a->query, b->query))
        return false;
    return a->link == b->link && std::ranges::equal(a->operands, b->operands, sameNode) && sameNode(a->filter, b->filter);
}

bool sameSelect(const SelectPtr &a, const SelectPtr &b)
{
    if (a == b)
        return true;
    if (!a || !b || a->model != b->model || a->distinct != b->distinct || a->limit != b->limit || a->offset != b->offset
            || a->reversed != b->reversed || a->parts.size() != b->parts.size() || a->tree || b->tree || a->error || b->error)
        return false;
    const auto sameOrder = [](const Order &x, const Order &y) {
        return x.isDescending() == y.isDescending() && x.hasNullsFirst() == y.hasNullsFirst() && sameNode(x.node(), y.node());
    };
    const auto sameJoin = [](const RowsJoin &x, const RowsJoin &y) {
        return x.name == y.name && x.optional == y.optional && sameSelect(x.rows, y.rows) && sameNode(x.on, y.on);
    };
    const auto samePart
            = [](const SetPart &x, const SetPart &y) { return x.operation == y.operation && sameSelect(x.select, y.select); };
    return std::ranges::equal(a->columns, b->columns, sameNode) && sameNode(a->where, b->where)
            && std::ranges::equal(a->groups, b->groups, sameNode) && sameNode(a->having, b->having)
            && std::ranges::equal(a->distinctOn, b->distinctOn, sameNode) && std::ranges::equal(a->order, b->order, sameOrder)
            && std::ranges::equal(a->parts, b->parts, samePart) && sameSelect(a->source, b->source)
            && std::ranges::equal(a->joins, b->joins, sameJoin) && sameTable(a->table, b->table)
            && a->groupingSets == b->groupingSets;
}

bool sameTable(const CommonTablePtr &a, const CommonTablePtr &b)
{
    if (a == b)
        return true;
    return a && b && a->rows == b->rows && a->all == b->all && sameSelect(a->select, b->select) && sameSelect(a->step, b->step);
}

bool isRelatedAggregate(const Node &node) { return isAggregate(node) && node.toMany && takesRelated(node); }

bool hasAggregate(const NodePtr &node)
{
    if (!node)
        return false;
    if (node->kind == NodeKind::Window) {
        return std::ranges::any_of(node->operands.front()->operands, hasAggregate)
                || std::any_of(node->operands.begin() + 1, node->operands.end(), hasAggregate);
    }
    return isAggregate(*node) ? !isRelatedAggregate(*node) : std::ranges::any_of(node->operands, hasAggregate);
}

bool isGrouping(const Node &node) { return node.function && node.function->form == Form::Grouping; }

bool hasWindow(const NodePtr &node)
{
    return node && (node->kind == NodeKind::Window || std::ranges::any_of(node->operands, hasWindow));
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
