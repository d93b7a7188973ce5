// SPDX-License-Identifier: MIT
#include <quoin/expr/function.h>
#include <quoin/sql/comparison_p.h>
#include <quoin/sql/expressions_p.h>
#include <quoin/sql/lists_p.h>
#include <quoin/sql/selection_p.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace quoin::sql {

namespace {

using dialect::SqlWriter;
using expr::NodeKind;
using expr::NodePtr;

bool contains(const std::vector<NodePtr> &nodes, const NodePtr &node)
{
    return std::ranges::any_of(nodes, [&](const NodePtr &one) { return expr::sameNode(one, node); });
}

/// What a query of expressions asks, with what it leaves unsaid filled in.
class SelectionWriter
{
public:
    SelectionWriter(SqlWriter &out, const expr::Select &select, const dialect::Dialect &dialect, const Standing &standing)
        : m_select(select), m_dialect(dialect), m_standing(standing), m_body(select, dialect, standing.outer),
          m_joins(m_body.joins()), m_out(out), m_values(m_out, m_joins, dialect)
    {
        m_values.setSensitive(standing.sensitive);
    }

    Result<void> write();

private:
    void fillIn();
    Result<void> check();
    Result<void> checkGrouped(const NodePtr &node) const;
    Result<void> writeColumns();
    Result<void> writeCondition(QLatin1StringView keyword, const NodePtr &condition);
    Result<void> writeGroups();
    Result<void> writeOrder();
    [[nodiscard]] bool isGroupedByKey() const;
    /// The column that is this expression, from 0; -1 if none is.
    [[nodiscard]] qsizetype selected(const NodePtr &node) const;
    [[nodiscard]] bool isOrderedBy(qsizetype column) const;
    /// The order of an enumeration that is stored as text is calculated, which SELECT DISTINCT takes only of what is selected:
    /// the rows are then ordered by a query around it.
    [[nodiscard]] bool ordersOutside() const;
    static QString alias(qsizetype column) { return u"_%1"_s.arg(column + 1); }

    const expr::Select &m_select;
    const dialect::Dialect &m_dialect;
    const Standing &m_standing;
    SelectBody m_body;
    Joins &m_joins;
    SqlWriter &m_out;
    ExpressionWriter m_values;
    bool m_grouped = false;
    std::vector<NodePtr> m_groups;
    QList<Order> m_order;
};

qsizetype SelectionWriter::selected(const NodePtr &node) const
{
    const auto &columns = m_select.columns;
    const auto found = std::ranges::find_if(columns, [&](const NodePtr &column) { return expr::sameNode(column, node); });
    return found != columns.end() ? found - columns.begin() : -1;
}

void SelectionWriter::fillIn()
{
    m_groups = m_select.groups;
    const auto ordersByAggregate = [](const Order &term) { return expr::hasAggregate(term.node()); };
    m_grouped = !m_groups.empty() || m_select.having || std::ranges::any_of(m_select.columns, expr::hasAggregate)
            || std::ranges::any_of(m_select.order, ordersByAggregate);
    if (m_groups.empty() && m_grouped) {
        std::ranges::copy_if(m_select.columns, std::back_inserter(m_groups), [](const NodePtr &column) {
            return column->kind != NodeKind::Literal && !expr::hasAggregate(column) && !expr::hasWindow(column);
        });
    }
    if (!m_standing.ordered && !isCut(m_select))
        return;
    if (!m_grouped && !m_select.distinct) {
        m_order = totalOrder(m_select);
        return;
    }
    m_order = directed(m_select, m_select.order);
    if (!isCut(m_select))
        return;
    // Pages neither lose nor repeat rows: what tells the rows apart decides in the end.
    for (const NodePtr &node : m_select.distinct ? m_select.columns : m_groups) {
        const bool given = std::ranges::any_of(m_order, [&](const Order &term) { return expr::sameNode(term.node(), node); });
        if (!given)
            m_order << Order(node, false);
    }
}

Result<void> SelectionWriter::checkGrouped(const NodePtr &node) const
{
    if (contains(m_groups, node))
        return {};
    if (expr::isRelatedAggregate(*node) || (node->query && refersOut(*node->query))) {
        if (isGroupedByKey())
            return {};
        return Error(ErrorKind::InvalidQuery,
                u"An aggregate of related rows, or a sub-query, stands beside an aggregate, but rows are not grouped by it."_s)
                .setModel(m_select.model->className)
                .setHint(u"Add it, or the primary key, to groupBy()."_s);
    }
    if (node->function && node->function->level == Level::Aggregate)
        return {};
    if (node->kind == NodeKind::Column) {
        const QString property = QString::fromUtf8(node->path);
        return Error(
                ErrorKind::InvalidQuery, u"\"%1\" stands beside an aggregate, but rows are not grouped by it."_s.arg(property))
                .setModel(m_select.model->className, property)
                .setHint(u"Add it to groupBy(), or take an aggregate of it: min(), max() …"_s);
    }
    const auto &operands = node->operands;
    const bool overWindow = node->kind == NodeKind::Window; // an aggregate there is one of the groups' rows
    for (const NodePtr &operand : overWindow ? operands.front()->operands : std::vector<NodePtr>()) {
        if (auto sound = checkGrouped(operand); !sound)
            return sound;
    }
    for (size_t i = overWindow ? 1 : 0; i < operands.size(); ++i) {
        if (auto sound = checkGrouped(operands[i]); !sound)
            return sound;
    }
    return {};
}

/// The key's row is one for the whole group.
bool SelectionWriter::isGroupedByKey() const
{
    return std::ranges::all_of(m_select.model->primaryKey,
            [&](const FieldInfo *key) { return contains(m_groups, expr::column(key->property.toUtf8())); });
}

Result<void> SelectionWriter::check()
{
    for (const NodePtr &node : m_select.columns) {
        if (auto one = checkOneValue(node, u"select()"); !one)
            return one;
    }
    for (const NodePtr &node : m_groups) {
        if (auto one = checkOneValue(node, u"groupBy()"); !one)
            return one;
    }
    for (const Order &term : std::as_const(m_order)) {
        if (auto one = checkOneValue(term.node(), u"orderBy()"); !one)
            return one;
    }
    std::vector<NodePtr> all = m_select.columns;
    for (const Order &term : std::as_const(m_order)) {
        all.push_back(term.node());
        if (m_select.distinct && selected(term.node()) < 0)
            return Error(ErrorKind::InvalidQuery, u"orderBy() after distinct() takes what is selected, and nothing else."_s)
                    .setHint(u"Select what the order is by, too."_s);
    }
    if (m_select.having)
        all.push_back(m_select.having);
    if (m_grouped) {
        for (const NodePtr &node : all) {
            if (auto sound = checkGrouped(node); !sound)
                return sound;
        }
    }
    all.insert(all.end(), m_groups.begin(), m_groups.end());
    for (const NodePtr &node : all) {
        if (auto found = m_joins.collect(node); !found)
            return found;
    }
    return m_body.collect();
}

Result<void> SelectionWriter::writeColumns()
{
    m_out.raw(m_select.distinct ? "SELECT DISTINCT "_L1 : "SELECT "_L1);
    for (size_t i = 0; i < m_select.columns.size(); ++i) {
        if (i > 0)
            m_out.raw(", "_L1);
        // A text that the order goes by stands here as it is compared: ORDER BY can name the column, not calculate with it.
        Result<void> written;
        const ValueType type = m_values.typeOf(m_select.columns[i]);
        const auto plain = [&](SqlWriter &) { written = m_values.write(m_select.columns[i]); };
        if (m_standing.around)
            m_standing.around(m_out, plain);
        else if (type.type == Value::Type::Text && isOrderedBy(qsizetype(i)))
            m_out.syntax().comparable(m_out, comparedAs(type), plain);
        else
            plain(m_out);
        if (!written)
            return written;
        m_out.raw(" AS "_L1).identifier(alias(qsizetype(i)));
    }
    return m_body.writeFrom(m_out);
}

Result<void> SelectionWriter::writeCondition(QLatin1StringView keyword, const NodePtr &condition)
{
    if (!condition)
        return {};
    m_out.raw(keyword);
    return ConditionWriter(m_out, m_joins, m_dialect).write(condition);
}

Result<void> SelectionWriter::writeGroups()
{
    for (size_t i = 0; i < m_groups.size(); ++i) {
        m_out.raw(i == 0 ? " GROUP BY "_L1 : ", "_L1);
        // By its number where it is computed: two texts with placeholders are not the same to an engine.
        const qsizetype column = selected(m_groups[i]);
        if (column >= 0 && m_groups[i]->kind != NodeKind::Column) {
            m_out.raw(QString::number(column + 1));
            continue;
        }
        if (auto written = m_values.write(m_groups[i]); !written)
            return written;
    }
    return {};
}

bool SelectionWriter::isOrderedBy(qsizetype column) const
{
    return std::ranges::any_of(m_order, [&](const Order &term) { return selected(term.node()) == column; });
}

bool SelectionWriter::ordersOutside() const
{
    return m_select.distinct && std::ranges::any_of(m_order, [&](const Order &term) {
        const FieldInfo *field = term.node()->kind == NodeKind::Column ? m_joins.column(term.node()->path).field : nullptr;
        return field && isTextEnum(*field);
    });
}

Result<void> SelectionWriter::writeOrder()
{
    for (qsizetype i = 0; i < m_order.size(); ++i) {
        m_out.raw(i == 0 ? " ORDER BY "_L1 : ", "_L1);
        const Order &term = m_order.at(i);
        const ValueType type = m_values.typeOf(term.node());
        const qsizetype column = selected(term.node());
        const FieldInfo *field = term.node()->kind == NodeKind::Column ? m_joins.column(term.node()->path).field : nullptr;
        if (field) {
            if (auto sound = checkOrdered(*field); !sound)
                return sound;
        }
        Result<void> written;
        const auto plain = [&](SqlWriter &out) {
            if (column >= 0 && (ordersOutside() || !(field && isTextEnum(*field)))) // a name stands alone
                out.identifier(alias(column));
            else if (auto done = m_values.write(term.node()); !done)
                written = done;
        };
        const auto comparable = [&](SqlWriter &out) {
            if (field && isTextEnum(*field))
                writeOrdered(out, *field, type.column, plain);
            else if (column >= 0 && type.type == Value::Type::Text)
                plain(out);
            else
                out.syntax().comparable(out, comparedAs(type), plain);
        };
        m_out.syntax().orderTerm(m_out, comparable, term.isDescending(), term.hasNullsFirst(), type.nullable);
        if (!written)
            return written;
    }
    return {};
}

Result<void> SelectionWriter::write()
{
    fillIn();
    auto done = check();
    const bool outside = done && ordersOutside();
    if (outside) {
        for (qsizetype i = 0; i < qsizetype(m_select.columns.size()); ++i)
            m_out.raw(i == 0 ? "SELECT "_L1 : ", "_L1).identifier(alias(i));
        m_out.raw(" FROM ("_L1);
    }
    if (done)
        done = writeColumns();
    if (done)
        done = m_body.writeWhere(m_out);
    if (done)
        done = writeGroups();
    if (done)
        done = writeCondition(" HAVING "_L1, m_select.having);
    if (outside)
        m_out.raw(") AS found"_L1);
    if (done)
        done = writeOrder();
    if (!done)
        return done;
    if (isCut(m_select))
        writeLimit(m_out, m_select);
    m_body.writeTail(m_out);
    if (m_standing.fields) {
        for (const NodePtr &column : m_select.columns)
            m_standing.fields->append(column->kind == NodeKind::Column ? m_joins.column(column->path).field : nullptr);
    }
    return {};
}

} // namespace

Result<void> writeSelection(SqlWriter &out, const expr::Select &select, const dialect::Dialect &dialect, const Standing &standing)
{
    return SelectionWriter(out, select, dialect, standing).write();
}

} // namespace quoin::sql
