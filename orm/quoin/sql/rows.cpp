// SPDX-License-Identifier: MIT
// Rows of values that are compared as a whole: (a, b) > (x, y).
#include <quoin/sql/columnvalue.h>
#include <quoin/sql/comparison_p.h>
#include <quoin/sql/conditions_p.h>

using namespace Qt::StringLiterals;

namespace quoin::sql {

using expr::Node;
using expr::NodeKind;
using expr::NodePtr;

namespace {

bool orEqual(NodeKind kind) { return kind == NodeKind::LessOrEqual || kind == NodeKind::GreaterOrEqual; }

/// a1 >= x1 AND (a1 > x1 OR …): the first part alone already is a range that an index can find.
NodePtr lexicographic(NodeKind kind, const std::vector<NodePtr> &left, const std::vector<NodePtr> &right, size_t at)
{
    const bool less = kind == NodeKind::Less || kind == NodeKind::LessOrEqual;
    if (at + 1 == left.size())
        return expr::binary(kind, left[at], right[at]);
    const NodeKind strict = less ? NodeKind::Less : NodeKind::Greater;
    const NodeKind loose = less ? NodeKind::LessOrEqual : NodeKind::GreaterOrEqual;
    return expr::combine(NodeKind::And, expr::binary(loose, left[at], right[at]),
            expr::combine(NodeKind::Or, expr::binary(strict, left[at], right[at]), lexicographic(kind, left, right, at + 1)));
}

} // namespace

Result<void> ConditionWriter::writeRow(const Node &node)
{
    const auto &left = node.operands[0]->operands;
    const auto &right = node.operands[1]->operands;
    if (left.size() != right.size() || left.empty())
        return Error(ErrorKind::InvalidQuery, u"row(): %1 values are compared with %2."_s.arg(left.size()).arg(right.size()));
    if (node.kind == NodeKind::Equal || node.kind == NodeKind::NotEqual) {
        NodePtr all;
        const bool equal = node.kind == NodeKind::Equal;
        for (size_t i = 0; i < left.size(); ++i)
            all = expr::combine(equal ? NodeKind::And : NodeKind::Or, all, expr::binary(node.kind, left[i], right[i]));
        m_out.raw("("_L1);
        auto written = write(all);
        m_out.raw(")"_L1);
        return written;
    }
    if (writeRowAsOne(node))
        return {};
    m_out.raw("("_L1);
    auto written = write(lexicographic(node.kind, left, right, 0));
    m_out.raw(")"_L1);
    return written;
}

/// As the engine compares rows, by one look into an index; where the values need no care of their own.
bool ConditionWriter::writeRowAsOne(const Node &node)
{
    if (!m_dialect.capabilities().rowRanges)
        return false;
    const auto &left = node.operands[0]->operands;
    const auto &right = node.operands[1]->operands;
    QList<const ResolvedColumn *> columns;
    QList<Value> values;
    for (size_t i = 0; i < left.size(); ++i) {
        if (left[i]->kind != NodeKind::Column || right[i]->kind != NodeKind::Literal || right[i]->value.isNull()
                || !right[i]->references.empty())
            return false;
        const ResolvedColumn &column = m_joins.column(left[i]->path);
        const auto range = integerRange(column.field->columnType.kind);
        const auto *number = right[i]->value.get<qint64>();
        const bool fits = !range || (number && *number >= range->low && *number <= range->high);
        if (column.nullable || !fits || isTextEnum(*column.field) || !checkOrdered(*column.field))
            return false;
        auto value = columnValue(*column.field, right[i]->value);
        if (!value)
            return false;
        columns << &column;
        values << *std::move(value);
    }
    for (qsizetype i = 0; i < columns.size(); ++i) {
        m_out.raw(i == 0 ? "("_L1 : ", "_L1);
        comparable(*columns.at(i), columns.at(i)->field->columnType);
    }
    const bool less = node.kind == NodeKind::Less || node.kind == NodeKind::LessOrEqual;
    m_out.raw(less ? ") <"_L1 : ") >"_L1).raw(orEqual(node.kind) ? "= ("_L1 : " ("_L1);
    for (qsizetype i = 0; i < columns.size(); ++i) {
        m_out.raw(i == 0 ? ""_L1 : ", "_L1);
        comparable(values.at(i), *columns.at(i), columns.at(i)->field->columnType);
    }
    m_out.raw(")"_L1);
    return true;
}

} // namespace quoin::sql
