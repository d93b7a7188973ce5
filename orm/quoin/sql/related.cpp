// SPDX-License-Identifier: MIT
// Conditions on related rows. "Is there a related row for which …" is an EXISTS, which neither multiplies rows nor is ever
// unknown.
#include <quoin/sql/conditions_p.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace quoin::sql {

using expr::NodeKind;
using expr::NodePtr;

namespace {

using Prefixes = std::vector<QByteArray>;

void add(Prefixes &to, const QByteArray &prefix)
{
    if (std::ranges::find(to, prefix) == to.end())
        to.push_back(prefix);
}

bool shares(const Prefixes &a, const Prefixes &b)
{
    return std::ranges::any_of(a, [&](const QByteArray &prefix) { return std::ranges::find(b, prefix) != b.end(); });
}

NodePtr listOf(NodeKind kind, const std::vector<NodePtr> &nodes)
{
    NodePtr list;
    for (const NodePtr &node : nodes)
        list = expr::combine(kind, list, node);
    return list;
}

} // namespace

/// posts IS NULL: there is no related row.
bool ConditionWriter::isWithoutRows(const expr::Node &node) const
{
    if (node.kind != NodeKind::IsNull || node.operands[0]->kind != NodeKind::Column)
        return false;
    const QByteArray *prefix = m_joins.unbound(node.operands[0]->path);
    return prefix && *prefix == node.operands[0]->path;
}

void ConditionWriter::findUnbound(const NodePtr &node, Prefixes &found) const
{
    if (!node->toMany || expr::isRelatedAggregate(*node) || isWithoutRows(*node))
        return;
    switch (node->kind) {
    case NodeKind::Column:
        if (const QByteArray *prefix = m_joins.unbound(node->path))
            add(found, *prefix);
        return;
    case NodeKind::Not: // each looks for related rows of its own
    case NodeKind::Together: return;
    case NodeKind::Case:
        for (size_t i = 0; i < node->operands.size(); ++i) {
            if (i % 2 == 1 || i + 1 == node->operands.size())
                findUnbound(node->operands[i], found);
        }
        return;
    default:
        for (const NodePtr &operand : node->operands)
            findUnbound(operand, found);
    }
}

Prefixes ConditionWriter::unbound(const NodePtr &node) const
{
    Prefixes found;
    findUnbound(node, found);
    return found;
}

Result<void> ConditionWriter::writeRelated(const NodePtr &node)
{
    switch (node->kind) {
    case NodeKind::And:
    case NodeKind::Or: return writeGroups(*node);
    case NodeKind::Not: return writeNot(node->operands.front());
    case NodeKind::Together: return writeTogether(*node);
    default: break;
    }
    if (isWithoutRows(*node)) {
        m_out.raw("NOT "_L1);
        return writeExists(*m_joins.unbound(node->operands[0]->path), {});
    }
    const Prefixes prefixes = unbound(node);
    if (prefixes.empty())
        return writePlain(node);
    if (std::ranges::any_of(node->operands, expr::hasAggregate))
        return Error(ErrorKind::InvalidQuery, u"A condition compares each related row with an aggregate of a group of rows."_s)
                .setModel(m_joins.model().className)
                .setHint(u"Compare two aggregates, or write a sub-query."_s);
    const bool onlyExists = node->kind == NodeKind::IsNotNull && node->operands[0]->kind == NodeKind::Column
            && node->operands[0]->path == prefixes.front();
    return writeExists(prefixes.front(), onlyExists ? NodePtr() : node);
}

/// Parts of an AND that speak of the same relation speak of one row of it, and are asked together. Of an OR each can be asked by
/// itself; those of one relation need only one look at it.
Result<void> ConditionWriter::writeGroups(const expr::Node &node)
{
    struct Group
    {
        std::vector<NodePtr> parts;
        Prefixes prefixes;
    };
    const bool isAnd = node.kind == NodeKind::And;
    std::vector<Group> groups;
    for (const NodePtr &operand : node.operands) {
        Group group { { operand }, unbound(operand) };
        const auto belongs = [&](const Group &other) {
            return !group.prefixes.empty()
                    && (isAnd ? shares(group.prefixes, other.prefixes)
                              : group.prefixes.size() == 1 && group.prefixes == other.prefixes);
        };
        const auto first = std::ranges::find_if(groups, belongs);
        if (first == groups.end()) {
            groups.push_back(std::move(group));
            continue;
        }
        first->parts.push_back(operand);
        for (const QByteArray &prefix : group.prefixes)
            add(first->prefixes, prefix);
        // The part may be what connects two groups.
        for (auto other = first + 1; other != groups.end();) {
            if (!belongs(*other)) {
                ++other;
                continue;
            }
            std::ranges::copy(other->parts, std::back_inserter(first->parts));
            for (const QByteArray &prefix : other->prefixes)
                add(first->prefixes, prefix);
            other = groups.erase(other);
        }
    }
    for (size_t i = 0; i < groups.size(); ++i) {
        if (i > 0)
            m_out.raw(isAnd ? " AND "_L1 : " OR "_L1);
        const Group &group = groups[i];
        if (group.parts.size() > 1) {
            // That which several parts speak of comes first; what only one speaks of is found inside.
            const auto shared = std::ranges::find_if(group.prefixes, [&](const QByteArray &prefix) {
                return 1 < std::ranges::count_if(
                               group.parts, [&](const NodePtr &part) { return shares(unbound(part), { prefix }); });
            });
            if (auto written = writeExists(*shared, listOf(node.kind, group.parts)); !written)
                return written;
            continue;
        }
        const NodePtr &part = group.parts.front();
        const bool isList = part->kind == NodeKind::And || part->kind == NodeKind::Or;
        m_out.raw(isList ? "("_L1 : ""_L1);
        if (auto written = write(part); !written)
            return written;
        m_out.raw(isList ? ")"_L1 : ""_L1);
    }
    return {};
}

Result<void> ConditionWriter::writeExists(const QByteArray &prefix, const NodePtr &condition)
{
    const QByteArray relation = prefix; // it may be a part of the scope that looks at it
    Joins related(m_joins, relation, Joins::Purpose::Exists);
    if (auto found = related.collect(condition); !found)
        return found;
    m_out.raw("EXISTS (SELECT 1 FROM "_L1);
    related.write(m_out);
    m_out.raw(" WHERE "_L1);
    related.writeLink(m_out);
    if (condition) {
        const bool isOr = condition->kind == NodeKind::Or;
        m_out.raw(isOr ? " AND ("_L1 : " AND "_L1);
        if (auto written = ConditionWriter(m_out, related, m_dialect).write(condition); !written)
            return written;
        m_out.raw(isOr ? ")"_L1 : ""_L1);
    }
    m_out.raw(")"_L1);
    return {};
}

} // namespace quoin::sql
