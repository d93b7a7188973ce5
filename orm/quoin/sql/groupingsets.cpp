// SPDX-License-Identifier: MIT
// Rows grouped several times at once, where the engine cannot: one query for each set, put together.
#include <quoin/expr/function.h>
#include <quoin/expr/raw.h>
#include <quoin/sql/comparison_p.h>
#include <quoin/sql/expressions_p.h>
#include <quoin/sql/lists_p.h>
#include <quoin/sql/selection_p.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace quoin::sql {

using dialect::SqlWriter;
using expr::Node;
using expr::NodeKind;
using expr::NodePtr;

namespace {

constexpr expr::Function number { .name = "raw", .result = Value::Type::Int, .nulls = expr::Nulls::Never };

size_t groupAt(const std::vector<NodePtr> &groups, const NodePtr &node)
{
    return size_t(
            std::ranges::find_if(groups, [&](const NodePtr &group) { return expr::sameNode(group, node); }) - groups.begin());
}

bool isAggregate(const Node &node) { return node.function && node.function->level == Level::Aggregate; }

/// Is it made of columns alone, and NULL where one of them is? In a text that depends on values an engine does not see that two
/// of them are the same.
bool isPlain(const NodePtr &node)
{
    const bool isCall = node->kind == NodeKind::Call && node->function->nulls == expr::Nulls::OfAny && node->path.isEmpty()
            && node->function->form == expr::Form::Spelled;
    const bool isSum = node->kind >= NodeKind::Add && node->kind <= NodeKind::Negate;
    return node->kind == NodeKind::Column || ((isCall || isSum) && std::ranges::all_of(node->operands, isPlain));
}

/// What the sets leave no meaning.
Result<void> checkNode(const NodePtr &node, const expr::Select &select)
{
    if (!node || groupAt(select.groups, node) < select.groups.size())
        return {};
    const auto refused = [&](const QString &what) {
        return Error(ErrorKind::InvalidQuery, what + u" has no place in a query with grouping sets."_s)
                .setModel(select.model->className)
                .setHint(u"Read the sets as a table, asTable(), and write it into the query around."_s);
    };
    if (expr::isGrouping(*node))
        return checkGrouping(*node, select);
    if (node->kind == NodeKind::Window)
        return refused(u"A window"_s);
    if (expr::isRelatedAggregate(*node) || (node->query && refersOut(*node->query)))
        return refused(u"A sub-query of single rows, or an aggregate of related ones,"_s);
    if (isAggregate(*node))
        return {};
    for (const NodePtr &operand : node->operands) {
        if (auto sound = checkNode(operand, select); !sound)
            return sound;
    }
    return {};
}

/// The expression in the rows of one set: what these are not grouped by is NULL.
NodePtr inSet(const NodePtr &node, const std::vector<NodePtr> &groups, quint64 set)
{
    if (!node)
        return node;
    if (expr::isGrouping(*node)) {
        quint64 bits = 0;
        for (const NodePtr &operand : node->operands)
            bits = bits << 1 | (set >> groupAt(groups, operand) & 1 ? 0U : 1U);
        return expr::rawCall(number, QString::number(bits), {});
    }
    if (const size_t at = groupAt(groups, node); at < groups.size())
        return set >> at & 1 ? node : expr::literal(Value());
    if (isAggregate(*node) || node->operands.empty())
        return node;
    Node copy = *node;
    for (NodePtr &operand : copy.operands)
        operand = inSet(operand, groups, set);
    if (std::ranges::equal(copy.operands, node->operands))
        return node;
    return std::make_shared<const Node>(std::move(copy));
}

class SetsWriter
{
public:
    SetsWriter(SqlWriter &out, const expr::Select &select, const dialect::Dialect &dialect, const Standing &standing)
        : m_out(out), m_select(select), m_dialect(dialect), m_standing(standing), m_body(select, dialect, standing.outer)
    { }
    Result<void> write();

private:
    Result<void> prepare();
    Result<void> writeSet(quint64 set);
    Result<void> writeOrder();
    static QString alias(size_t column) { return u"_%1"_s.arg(column + 1); }
    [[nodiscard]] size_t at(const NodePtr &node) const { return groupAt(m_columns, node); }

    SqlWriter &m_out;
    const expr::Select &m_select;
    const dialect::Dialect &m_dialect;
    const Standing &m_standing;
    SelectBody m_body; // of all sets together: for types
    QList<Order> m_order;
    std::vector<NodePtr> m_columns; // what is selected, then what only the order is by
    Columns m_types;
    std::vector<ValueType> m_values;
    QList<const FieldInfo *> m_fields;
};

Result<void> SetsWriter::prepare()
{
    if (!m_body.prepared())
        return m_body.prepared();
    m_columns = m_select.columns;
    if (m_standing.ordered || isCut(m_select)) {
        m_order = directed(m_select, m_select.order);
        if (isCut(m_select))
            appendTotal(m_order, m_select, m_select.groups);
    }
    for (const Order &term : std::as_const(m_order)) {
        if (at(term.node()) < m_columns.size())
            continue;
        if (m_select.distinct)
            return Error(ErrorKind::InvalidQuery, u"orderBy() after distinct() takes what is selected, and nothing else."_s)
                    .setHint(u"Select what the order is by, too."_s);
        m_columns.push_back(term.node());
    }
    SqlWriter none(m_out.syntax());
    const ExpressionWriter values(none, m_body.joins(), m_dialect);
    for (const NodePtr &column : m_columns) {
        if (auto found = m_body.joins().collect(column); !found)
            return found;
        m_fields << (column->kind == NodeKind::Column ? m_body.joins().column(column->path).field : nullptr);
        m_values.push_back(values.typeOf(column));
        m_types.nullsOf.push_back(m_values.back().type);
    }
    m_body.joins().giveBack();
    return {};
}

Result<void> SetsWriter::writeSet(quint64 set)
{
    expr::Select rows = m_select;
    rows.groupingSets.clear();
    rows.groups.clear();
    for (size_t i = 0; i < m_select.groups.size(); ++i) {
        if (set >> i & 1)
            rows.groups.push_back(m_select.groups[i]);
    }
    rows.columns.clear();
    for (const NodePtr &column : m_columns)
        rows.columns.push_back(inSet(column, m_select.groups, set));
    // Makes one row of all where nothing else does.
    rows.columns.push_back(expr::call(expr::functionTable[expr::functionIndex("count")], {}));
    rows.having = inSet(m_select.having, m_select.groups, set);
    rows.order.clear();
    rows.limit = -1;
    rows.offset = 0;
    rows.distinct = false;
    return writeSelection(m_out, rows, m_dialect,
            { .outer = m_standing.outer,
                    .ordered = false,
                    .sensitive = m_standing.sensitive,
                    .columns = &m_types,
                    .ofAll = true });
}

Result<void> SetsWriter::writeOrder()
{
    for (qsizetype i = 0; i < m_order.size(); ++i) {
        const Order &term = m_order.at(i);
        const size_t column = at(term.node());
        const FieldInfo *field = m_fields.at(qsizetype(column));
        if (field) {
            if (auto sound = checkOrdered(*field); !sound)
                return sound;
        }
        m_out.raw(i == 0 ? " ORDER BY "_L1 : ", "_L1);
        const auto plain = [&](SqlWriter &out) { out.identifier(alias(column)); };
        const auto comparable = [&](SqlWriter &out) {
            if (field)
                writeOrdered(out, *field, field->columnType, plain);
            else
                out.syntax().comparable(out, comparedAs(m_values[column]), plain);
        };
        m_out.syntax().orderTerm(m_out, comparable, term.isDescending(), term.hasNullsFirst(), true);
    }
    return {};
}

Result<void> SetsWriter::write()
{
    if (auto prepared = prepare(); !prepared)
        return prepared;
    for (size_t i = 0; i < m_select.columns.size(); ++i) {
        m_out.raw(i > 0 ? ", "_L1 : m_select.distinct ? "SELECT DISTINCT "_L1 : "SELECT "_L1);
        const auto plain = [&](SqlWriter &out) { out.identifier(alias(i)); };
        const Columns *columns = m_standing.columns;
        if (columns && columns->rows) {
            const FieldInfo &field = columns->rows->fields.at(qsizetype(i));
            if (auto fits = checkFits(field, m_fields.at(qsizetype(i)), m_values[i], m_dialect); !fits)
                return fits;
            if (columns->cast)
                m_out.syntax().cast(m_out, field.columnType, plain);
            else
                plain(m_out);
        } else if (m_standing.around) {
            m_standing.around(m_out, plain);
        } else {
            plain(m_out);
        }
        m_out.raw(" AS "_L1).identifier(alias(i));
    }
    for (size_t i = 0; i < m_select.groupingSets.size(); ++i) {
        m_out.raw(i == 0 ? " FROM ("_L1 : " UNION ALL "_L1);
        if (auto written = writeSet(m_select.groupingSets[i]); !written)
            return written;
    }
    m_out.raw(") AS sets"_L1);
    if (auto written = writeOrder(); !written)
        return written;
    if (isCut(m_select))
        writeLimit(m_out, m_select);
    if (m_standing.fields)
        *m_standing.fields += m_fields.first(qsizetype(m_select.columns.size()));
    return {};
}

} // namespace

Result<void> writeGroupingSets(
        SqlWriter &out, const expr::Select &select, const dialect::Dialect &dialect, const Standing &standing)
{
    return SetsWriter(out, select, dialect, standing).write();
}

bool hasGroupingSets(const expr::Select &select, const dialect::Dialect &dialect)
{
    return dialect.capabilities().groupingSets && std::ranges::all_of(select.groups, isPlain);
}

Result<void> checkGrouping(const Node &call, const expr::Select &select)
{
    const auto refused = [&](const QString &what) {
        return Error(ErrorKind::InvalidQuery, u"grouping() "_s + what)
                .setModel(select.model->className)
                .setHint(u"It is of the expressions of groupByRollup(), groupByCube() or groupBySets()."_s);
    };
    if (select.groupingSets.empty())
        return refused(u"tells rows of grouping sets apart; this query has none."_s);
    for (const NodePtr &operand : call.operands) {
        if (groupAt(select.groups, operand) >= select.groups.size())
            return refused(u"is of an expression that the query does not group by."_s);
    }
    return {};
}

Result<void> checkGroupingSets(const expr::Select &select)
{
    std::vector<NodePtr> all = select.columns;
    all.push_back(select.having);
    for (const Order &term : select.order)
        all.push_back(term.node());
    for (const NodePtr &node : all) {
        if (auto sound = checkNode(node, select); !sound)
            return sound;
    }
    return {};
}

} // namespace quoin::sql
