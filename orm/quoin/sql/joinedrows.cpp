// SPDX-License-Identifier: MIT
// Rows of other queries beside those of a query: JOIN, LATERAL, and what stands for LATERAL where there is none.
#include <quoin/expr/function.h>
#include <quoin/sql/conditions_p.h>
#include <quoin/sql/expressions_p.h>
#include <quoin/sql/lists_p.h>
#include <quoin/sql/selection_p.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace quoin::sql {

using dialect::OriginScope;
using dialect::SqlWriter;
using expr::Node;
using expr::NodeKind;
using expr::NodePtr;

void Joins::addRows(const QByteArray &name, const ModelInfo &model, bool optional, Writer write)
{
    m_qualified = true;
    const QString alias = newAlias();
    m_rows.push_back({ name, &model, alias, optional });
    m_tables.push_back({ .alias = alias, .optional = optional, .write = std::move(write), .rank = 2 * m_rows.size() - 1 });
}

/// When the rows are joined, their own columns and all that was joined before are at hand, and nothing else.
bool Joins::isAtHand(size_t rows, const NodePtr &node) const
{
    if (!node)
        return true;
    if (node->kind == NodeKind::Column && node->path.startsWith('@')) {
        const QByteArray name = node->path.first(node->path.indexOf('.')).sliced(1);
        const auto found = std::ranges::find(m_rows, name, &Rows::name);
        const auto at = size_t(found - m_rows.begin()) + 1;
        return at < rows || (at == rows && node->path.count('.') == 1);
    }
    return isAtHand(rows, node->filter)
            && std::ranges::all_of(node->operands, [&](const NodePtr &operand) { return isAtHand(rows, operand); });
}

Result<void> Joins::collectOn(size_t rows, const NodePtr &condition)
{
    if (auto found = collect(condition); !found || isAtHand(rows, condition))
        return found;
    return Error(ErrorKind::InvalidQuery,
            u"The condition of join() compares with what is joined later, or across a relation of the joined rows."_s)
            .setModel(m_model->className)
            .setHint(u"Write that part into filter(), or into the query that is joined."_s);
}

Result<void> Joins::resolveJoined(const QByteArray &path)
{
    const QList<QByteArray> steps = path.split('.');
    const QByteArray name = steps.first().sliced(1);
    const auto rows = std::ranges::find(m_rows, name, &Rows::name);
    if (rows != m_rows.end())
        return walk(path, steps, 1, rows->model, rows->alias, rows->optional);
    QStringList names;
    for (const Rows &one : m_rows)
        names << QString::fromUtf8(one.name);
    return Error(ErrorKind::InvalidQuery, u"The query joins no rows of %1."_s.arg(QString::fromUtf8(name)))
            .setModel(m_model->className)
            .setHint(names.isEmpty() ? u"joined<> is a property of rows that join() puts beside the query's own."_s
                                     : u"It joins rows of: %1."_s.arg(names.join(u", "_s)));
}

namespace {

/// Where there is no LATERAL: conditions that speak of the row outside become the join's.
class Separator
{
public:
    Separator(const expr::RowsJoin &join, const ModelInfo &model, const dialect::Dialect &dialect)
        : m_join(join), m_model(model), m_dialect(dialect), m_isCut(isCut(*join.rows))
    { }
    Result<JoinedRows> separate();

private:
    [[nodiscard]] Error unsupported(const QString &why) const;
    Result<void> take(const NodePtr &condition);
    /// As it reads outside; null where it cannot stand there.
    [[nodiscard]] NodePtr outside(const NodePtr &node) const;
    [[nodiscard]] bool isOutside(const Node &outer) const;

    const expr::RowsJoin &m_join;
    const ModelInfo &m_model;
    const dialect::Dialect &m_dialect;
    const bool m_isCut;
    NodePtr m_inside;
    NodePtr m_on;
    std::vector<NodePtr> m_partitions;
};

Error Separator::unsupported(const QString &why) const
{
    return Error(ErrorKind::Unsupported,
            u"%1 has no LATERAL, and these joined rows cannot be found without it: %2."_s.arg(
                    m_dialect.capabilities().product, why))
            .setModel(m_model.className)
            .setHint(u"outer<> works there in conditions of the query's filter(): compared with == where it has a limit()."_s);
}

bool Separator::isOutside(const Node &outer) const
{
    const bool isModel = !outer.model || (m_model.metaObject && m_model.metaObject->inherits(outer.model));
    return outer.level == 1 || (outer.level == 0 && isModel);
}

NodePtr Separator::outside(const NodePtr &node) const
{
    if (node->kind == NodeKind::Outer)
        return isOutside(*node) ? expr::column(node->path) : nullptr;
    if (node->kind == NodeKind::Column)
        return node->related || node->path.contains('.') ? nullptr : expr::joinedColumn(m_join.name, node->path);
    if (node->query || node->filter || node->window || node->toMany || node->kind == NodeKind::TreeDepth)
        return nullptr;
    if (node->operands.empty())
        return node;
    Node moved = *node;
    for (NodePtr &operand : moved.operands) {
        operand = outside(operand);
        if (!operand)
            return nullptr;
    }
    return std::make_shared<const Node>(std::move(moved));
}

Result<void> Separator::take(const NodePtr &condition)
{
    if (condition->kind == NodeKind::And) {
        Result<void> done;
        for (const NodePtr &part : condition->operands) {
            if (done)
                done = take(part);
        }
        return done;
    }
    if (!refersOut(condition)) {
        m_inside = expr::combine(NodeKind::And, m_inside, condition);
        return {};
    }
    const NodePtr moved = outside(condition);
    if (!moved)
        return unsupported(u"a condition of theirs is more than a comparison of their own properties with outer<>"_s);
    m_on = expr::combine(NodeKind::And, m_on, moved);
    if (!m_isCut)
        return {};
    // The rows of one row outside are those that are equal in what is compared: they can be counted together.
    const bool isEqual = condition->kind == NodeKind::Equal && !condition->ignoreCase;
    const auto isInside = [](const Node &node) { return node.kind == NodeKind::Column; };
    const auto isOuter = [](const Node &node) { return node.kind == NodeKind::Outer; };
    for (size_t at = 0; isEqual && at < 2; ++at) {
        if (isInside(*condition->operands[at]) && isOuter(*condition->operands[1 - at])) {
            m_partitions.push_back(condition->operands[at]);
            return {};
        }
    }
    return unsupported(u"with a limit, outer<> has to be compared with == to a property"_s);
}

Result<JoinedRows> Separator::separate()
{
    expr::Select rows = *m_join.rows;
    rows.where = nullptr;
    if (refersOut(rows))
        return unsupported(u"more than their filter() refers to outer<>"_s);
    if (auto taken = take(m_join.rows->where); !taken)
        return taken.error();
    rows.where = m_inside;
    JoinedRows joined { .name = m_join.name, .on = expr::combine(NodeKind::And, m_on, m_join.on), .optional = m_join.optional };
    if (m_isCut) {
        joined.cut = m_join.rows.get();
        joined.partitions = std::move(m_partitions);
        rows.limit = -1;
        rows.offset = 0;
    }
    joined.rows = std::make_shared<const expr::Select>(std::move(rows));
    return joined;
}

/// A table by itself, with nothing asked of its rows.
bool isTable(const expr::Select &rows)
{
    return !rows.where && !isCut(rows) && !rows.source && !rows.tree && rows.joins.empty() && rows.distinctOn.empty()
            && !rows.distinct && !rows.model->rows;
}

bool isCommonTable(const expr::Select &rows)
{
    return rows.table && !rows.where && !isCut(rows) && !rows.source && rows.joins.empty() && rows.distinctOn.empty()
            && !rows.distinct;
}

} // namespace

Result<JoinedRows> joinedRows(const expr::RowsJoin &join, const ModelInfo &model, const dialect::Dialect &dialect)
{
    if (join.rows->lock)
        return lockedInside(model);
    if (!refersOut(*join.rows))
        return JoinedRows { .name = join.name, .rows = join.rows, .on = join.on, .optional = join.optional };
    if (dialect.capabilities().lateralJoins)
        return JoinedRows { .name = join.name, .rows = join.rows, .on = join.on, .optional = join.optional, .lateral = true };
    return Separator(join, model, dialect).separate();
}

Result<void> SelectBody::writeRows(SqlWriter &out, const QString &alias, const JoinedRows &joined)
{
    Result<void> written;
    if (!joined.cut && isTable(*joined.rows)) {
        out.table(joined.rows->model->nameSpace, joined.rows->model->table);
    } else if (!joined.cut && isCommonTable(*joined.rows)) {
        written = writeTable(out, *joined.rows->table);
    } else {
        out.raw(joined.lateral ? "LATERAL ("_L1 : "("_L1);
        written = joined.cut ? writeNumbered(out, joined)
                             : writeSelect(out, *joined.rows, Projection::Rows, m_dialect,
                                       { .outer = joined.lateral ? &m_joins : nullptr, .ordered = false });
        out.raw(")"_L1);
    }
    out.raw(" AS "_L1).identifier(alias).raw(" ON "_L1);
    if (!written)
        return written;
    if (joined.on) {
        const bool isOr = joined.on->kind == NodeKind::Or && joined.cut;
        out.raw(isOr ? "("_L1 : ""_L1);
        written = ConditionWriter(out, m_joins, m_dialect).write(joined.on);
        out.raw(isOr ? ")"_L1 : ""_L1);
    } else {
        out.raw("1 = 1"_L1);
    }
    if (!joined.cut)
        return written;
    const auto place = [&] { out.raw(" AND "_L1).identifier(alias).raw(".quoin_place"_L1); };
    const auto number = [&](const qint64 &given) {
        const OriginScope origin(out, { &given });
        out.bind(Value(given));
    };
    if (joined.cut->offset > 0) {
        place();
        out.raw(" > "_L1);
        number(joined.cut->offset);
    }
    if (joined.cut->limit >= 0) {
        place();
        if (joined.cut->offset > 0) {
            out.raw(" - "_L1);
            number(joined.cut->offset);
        }
        out.raw(" <= "_L1);
        number(joined.cut->limit);
    }
    return written;
}

/// The rows with their places in the query's order, among those that belong to the same row outside.
Result<void> SelectBody::writeNumbered(SqlWriter &out, const JoinedRows &joined)
{
    const ModelInfo &model = *joined.rows->model;
    const QList<Order> order = totalOrder(*joined.cut);
    SelectBody inner(*joined.rows, m_dialect, nullptr);
    auto found = inner.collect();
    for (const NodePtr &node : joined.partitions) {
        if (found)
            found = inner.joins().collect(node);
    }
    if (found)
        found = checkOrder(*joined.rows, order, inner.joins());
    if (!found)
        return found;
    out.raw("SELECT "_L1);
    for (const FieldInfo &field : model.fields) {
        out.raw(field.index > 0 ? ", "_L1 : ""_L1);
        writeColumn(out, { &field }, inner.joins());
    }
    out.raw(", ROW_NUMBER() OVER ("_L1);
    ExpressionWriter values(out, inner.joins(), m_dialect);
    for (size_t i = 0; i < joined.partitions.size(); ++i) {
        out.raw(i == 0 ? "PARTITION BY "_L1 : ", "_L1);
        if (auto written = values.write(joined.partitions[i]); !written)
            return written;
    }
    auto done = writeOrder(out, order, inner.joins(), m_dialect);
    out.raw(") AS quoin_place"_L1);
    if (done)
        done = inner.writeFrom(out);
    if (done)
        done = inner.writeWhere(out);
    return done;
}

} // namespace quoin::sql
