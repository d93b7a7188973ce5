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

bool isNull(const expr::Node &node) { return node.kind == NodeKind::Literal && node.value.isNull(); }
/// Is a value bound in it?
bool hasLiteral(const NodePtr &node)
{
    return node->kind == NodeKind::Literal || node->query || std::ranges::any_of(node->operands, hasLiteral);
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
    Result<void> writeColumn(size_t at);
    Result<void> writeCondition(QLatin1StringView keyword, const NodePtr &condition);
    Result<void> writeGroups();
    Result<void> writeOrder();
    [[nodiscard]] bool isGroupedByKey() const;
    /// The column that is this expression, from 0; -1 if none is.
    [[nodiscard]] qsizetype selected(const NodePtr &node) const;
    [[nodiscard]] bool isOrderedBy(qsizetype column) const;
    /// Is the order calculated from an aggregate, since the engine has no NULLS LAST? Such a column cannot be named then.
    [[nodiscard]] bool calculatesAggregate(const Order &term) const;
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
    QList<const FieldInfo *> m_fields; // of each column that is a property, else null
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
            || std::ranges::any_of(m_select.order, ordersByAggregate) || m_standing.ofAll;
    if (m_groups.empty() && m_grouped && m_select.groupingSets.empty() && !m_standing.ofAll) {
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
    appendTotal(m_order, m_select, m_groups);
}

Result<void> SelectionWriter::checkGrouped(const NodePtr &node) const
{
    if (contains(m_groups, node))
        return {};
    if (expr::isGrouping(*node))
        return checkGrouping(*node, m_select);
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
    if (!m_body.prepared())
        return m_body.prepared();
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
    for (const NodePtr &node : m_select.groupingSets.empty() ? std::vector<NodePtr>() : m_groups)
        m_joins.setNullable(node);
    return m_body.collect();
}

Result<void> SelectionWriter::writeColumns()
{
    m_out.raw(m_select.distinct ? "SELECT DISTINCT "_L1 : "SELECT "_L1);
    for (size_t i = 0; i < m_select.columns.size(); ++i) {
        m_out.raw(i > 0 ? ", "_L1 : ""_L1);
        if (auto written = writeColumn(i); !written)
            return written;
        m_out.raw(" AS "_L1).identifier(alias(qsizetype(i)));
    }
    return m_body.writeFrom(m_out);
}

Result<void> SelectionWriter::writeColumn(size_t at)
{
    const NodePtr &node = m_select.columns[at];
    const ValueType type = m_values.typeOf(node);
    Result<void> written;
    const auto plain = [&](SqlWriter &) { written = m_values.write(node); };
    const auto told = [&](SqlWriter &out) {
        // A text that the order goes by stands here as it is compared: ORDER BY can name the column, not calculate with it.
        if (type.type == Value::Type::Text && isOrderedBy(qsizetype(at)))
            out.syntax().comparable(out, comparedAs(type), plain);
        else if (node->kind != NodeKind::Column && (m_select.distinct || contains(m_groups, node)))
            out.syntax().distinguished(out, type.type, plain);
        else
            plain(out);
    };
    if (const Columns *columns = m_standing.columns) {
        const FieldInfo *field = columns->rows ? &columns->rows->fields.at(qsizetype(at)) : nullptr;
        if (field) {
            if (auto fits = checkFits(*field, m_fields.at(qsizetype(at)), type, m_dialect); !fits)
                return fits;
        }
        if (columns->cast)
            m_out.syntax().cast(m_out, field->columnType, plain);
        else if (!field && isNull(*node))
            m_out.syntax().null(m_out, columns->nullsOf[at]);
        else
            plain(m_out);
    } else if (m_standing.around) {
        m_standing.around(m_out, plain);
    } else if (hasLiteral(node)) {
        m_out.syntax().selected(m_out, type.type, told);
    } else {
        told(m_out);
    }
    return written;
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
    const auto write = [&](const NodePtr &group) -> Result<void> {
        // By its number where it is computed: two texts with placeholders are not the same to an engine.
        const qsizetype column = selected(group);
        if (column < 0 || group->kind == NodeKind::Column || !m_select.groupingSets.empty()) {
            Result<void> written;
            const auto plain = [&](SqlWriter &) { written = m_values.write(group); };
            if (group->kind == NodeKind::Column)
                plain(m_out);
            else
                m_out.syntax().distinguished(m_out, m_values.typeOf(group).type, plain);
            return written;
        }
        m_out.raw(QString::number(column + 1));
        return {};
    };
    for (size_t i = 0; i < m_groups.size() && m_select.groupingSets.empty(); ++i) {
        m_out.raw(i == 0 ? " GROUP BY "_L1 : ", "_L1);
        if (auto written = write(m_groups[i]); !written)
            return written;
    }
    for (size_t i = 0; i < m_select.groupingSets.size(); ++i) {
        m_out.raw(i == 0 ? " GROUP BY GROUPING SETS (("_L1 : "), ("_L1);
        bool first = true;
        for (size_t at = 0; at < m_groups.size(); ++at) {
            if ((m_select.groupingSets[i] >> at & 1) == 0)
                continue;
            m_out.raw(std::exchange(first, false) ? ""_L1 : ", "_L1);
            if (auto written = write(m_groups[at]); !written)
                return written;
        }
    }
    m_out.raw(m_select.groupingSets.empty() ? ""_L1 : "))"_L1);
    return {};
}

bool SelectionWriter::isOrderedBy(qsizetype column) const
{
    return std::ranges::any_of(m_order, [&](const Order &term) { return selected(term.node()) == column; });
}

bool SelectionWriter::calculatesAggregate(const Order &term) const
{
    const bool natural = term.hasNullsFirst() != term.isDescending(); // NULLs are the smallest
    return !natural && !m_dialect.capabilities().nullsOrdering
            && (expr::hasAggregate(term.node()) || expr::hasWindow(term.node())) && m_values.typeOf(term.node()).nullable;
}

bool SelectionWriter::ordersOutside() const
{
    return m_select.distinct && std::ranges::any_of(m_order, [&](const Order &term) {
        const FieldInfo *field = term.node()->kind == NodeKind::Column ? m_joins.column(term.node()->path).field : nullptr;
        return (field && isTextEnum(*field)) || calculatesAggregate(term);
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
            const bool isCalculated = (field && isTextEnum(*field)) || calculatesAggregate(term);
            if (column >= 0 && (ordersOutside() || !isCalculated)) // a name stands alone
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
    for (const NodePtr &column : m_select.columns) {
        if (done)
            m_fields << (column->kind == NodeKind::Column ? m_joins.column(column->path).field : nullptr);
    }
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
    if (m_standing.fields)
        *m_standing.fields += m_fields;
    return {};
}

} // namespace

Result<void> checkFits(const FieldInfo &field, const FieldInfo *from, const ValueType &type, const dialect::Dialect &dialect)
{
    using schema::TypeKind;
    const auto refused = [&](ErrorKind kind, const QString &what) {
        return Error(kind, u"\"%1\" of %2 %3"_s.arg(field.property, field.model()->className, what))
                .setModel(field.model()->className, field.property);
    };
    const bool words = isTextEnum(field) || (from && isTextEnum(*from));
    if (words && (!from || from->columnType != field.columnType))
        return refused(ErrorKind::InvalidQuery, u"has to be an enumeration that is stored as what the query selects."_s)
                .setHint(u"enumStorage= says how."_s);
    const Value::Type wanted = valueType(field.columnType);
    if (type.type == Value::Type::Null || words)
        return {};
    const auto isNumber = [](Value::Type one) { return one == Value::Type::Int || one == Value::Type::UInt; };
    if (wanted != type.type && !(isNumber(wanted) && isNumber(type.type)))
        return refused(ErrorKind::InvalidQuery,
                u"is %1, but the query selects %2."_s.arg(valueTypeName(wanted), valueTypeName(type.type)));
    if (wanted == Value::Type::List && (!from || from->columnType != field.columnType))
        return refused(ErrorKind::InvalidQuery, u"has to be a list of the same type as what the query selects."_s);
    const bool asText = wanted == Value::Type::Decimal || field.columnType.kind == TypeKind::UInt64;
    const bool sameForm
            = from && from->columnType.kind == field.columnType.kind && from->columnType.scale == field.columnType.scale;
    if (asText && !sameForm && !dialect.capabilities().exactDecimals)
        return refused(ErrorKind::Unsupported,
                u"is an exact decimal, which %1 keeps as text, in the form of its column."_s.arg(dialect.capabilities().product))
                .setHint(u"Select a property of the same scale, or cast<double>() where rounding does no harm."_s);
    return {};
}

void appendTotal(QList<Order> &order, const expr::Select &select, const std::vector<NodePtr> &groups)
{
    const auto append = [&](const NodePtr &node) {
        const bool given = std::ranges::any_of(order, [&](const Order &term) { return expr::sameNode(term.node(), node); });
        if (!given)
            order << Order(node, false);
    };
    std::ranges::for_each(select.distinct ? select.columns : groups, append);
    if (!select.groupingSets.empty() && !select.distinct && !groups.empty())
        append(expr::call(expr::functionTable[expr::functionIndex("grouping")], groups));
}

Result<void> writeSelection(SqlWriter &out, const expr::Select &select, const dialect::Dialect &dialect, const Standing &standing)
{
    if (select.groupingSets.empty())
        return SelectionWriter(out, select, dialect, standing).write();
    if (auto sound = checkGroupingSets(select); !sound)
        return sound;
    return hasGroupingSets(select, dialect) ? SelectionWriter(out, select, dialect, standing).write()
                                            : writeGroupingSets(out, select, dialect, standing);
}

} // namespace quoin::sql
