// SPDX-License-Identifier: MIT
#include <quoin/sql/conditions_p.h>
#include <quoin/sql/expressions_p.h>
#include <quoin/sql/lists_p.h>
#include <quoin/sql/selection_p.h>

using namespace Qt::StringLiterals;

namespace quoin::sql {

using dialect::SqlWriter;

SelectBody::SelectBody(const expr::Select &select, const dialect::Dialect &dialect, const Joins *outer)
    : m_select(select), m_dialect(dialect), m_outer(outer), m_joins(*select.model, outer)
{
    if (select.source || select.tree || select.table)
        m_joins.setBase([this](SqlWriter &out, const QString &alias) { writeBase(out, alias); });
    if (select.tree)
        m_joins.setTree();
    for (const expr::RowsJoin &join : select.joins) {
        auto joined = joinedRows(join, *select.model, dialect);
        if (!joined) {
            m_prepared = joined.error();
            return;
        }
        const size_t at = m_rows.size();
        m_rows.push_back(*std::move(joined));
        m_joins.addRows(join.name, *join.rows->model, join.optional, [this, at](SqlWriter &out, const QString &alias) {
            if (auto written = writeRows(out, alias, m_rows[at]); !written && m_written)
                m_written = written;
        });
    }
}

Result<void> SelectBody::collect()
{
    if (m_select.error)
        return *m_select.error;
    if (!m_prepared)
        return m_prepared;
    if (m_select.model->rows && !m_select.table && !m_select.source)
        return Error(ErrorKind::InvalidQuery,
                u"%1 has no table: it is what rows of a query are like."_s.arg(m_select.model->className))
                .setModel(m_select.model->className)
                .setHint(u"Read the query: select<…>(…).asTable()."_s);
    if (!m_select.joins.empty() && !m_select.distinctOn.empty())
        return Error(ErrorKind::InvalidQuery, u"distinctOn() and join() do not go together."_s)
                .setModel(m_select.model->className)
                .setHint(u"distinctOn() before join() is of the rows before they are joined."_s);
    if (m_select.lock && (m_outer || m_select.source || m_select.tree || m_select.table))
        return lockedInside(*m_select.model);
    if ((m_select.source && m_select.source->lock) || (m_select.tree && m_select.tree->roots->lock))
        return lockedInside(*m_select.model);
    if (m_select.lock) {
        auto locked = lockedTables(m_select, m_joins, m_dialect);
        if (!locked)
            return locked.error();
        m_locked = *std::move(locked);
    }
    for (size_t i = 0; i < m_rows.size(); ++i) {
        if (m_rows[i].lateral) {
            if (auto found = m_joins.collectInner(*m_rows[i].rows); !found)
                return found;
        }
        if (auto found = m_joins.collectOn(i + 1, m_rows[i].on); !found)
            return found;
    }
    return m_joins.collect(m_select.where);
}

Result<void> SelectBody::writeFrom(SqlWriter &out)
{
    out.raw(" FROM "_L1);
    m_joins.write(out);
    return m_written;
}

void SelectBody::writeTail(SqlWriter &out) const
{
    if (m_select.lock)
        writeLock(out, m_select, m_locked, m_joins, m_dialect);
}

void SelectBody::writeBase(SqlWriter &out, const QString &alias)
{
    if (m_select.tree) {
        m_written = writeTree(out, alias);
        return;
    }
    if (m_select.table) {
        m_written = writeTable(out, *m_select.table);
        out.raw(" AS "_L1).identifier(alias);
        return;
    }
    out.raw("("_L1);
    m_written = writeSelect(out, *m_select.source, Projection::Rows, m_dialect, { .outer = m_outer, .ordered = false });
    out.raw(") AS "_L1).identifier(alias);
}

Result<void> SelectBody::writeTable(SqlWriter &out, const expr::CommonTable &table) const
{
    const QString name = out.nameOf(&table);
    out.identifier(name);
    if (!name.isEmpty())
        return {};
    return Error(ErrorKind::InvalidQuery, u"The rows that a recursive query found are read outside of its step."_s)
            .setModel(m_select.model->className);
}

Result<void> SelectBody::writeWhere(SqlWriter &out)
{
    if (m_select.where) {
        out.raw(" WHERE "_L1);
        const bool isOr = m_select.where->kind == expr::NodeKind::Or && !m_select.distinctOn.empty();
        out.raw(isOr ? "("_L1 : ""_L1);
        if (auto written = ConditionWriter(out, m_joins, m_dialect).write(m_select.where); !written)
            return written;
        out.raw(isOr ? ")"_L1 : ""_L1);
    }
    if (m_select.distinctOn.empty())
        return {};
    out.raw(m_select.where ? " AND "_L1 : " WHERE "_L1);
    return writeDistinctOn(out);
}

/// The keys of the tree's rows with their depth, each once, joined with the model's table. A row that is reached on several ways,
/// or in a circle, has the depth of the shortest; the limit ends the circle.
Result<void> SelectBody::writeTree(SqlWriter &out, const QString &alias)
{
    const expr::Tree &tree = *m_select.tree;
    const ModelInfo &model = *m_select.model;
    const FieldInfo *relation = model.field(QString::fromUtf8(tree.relation));
    const bool isSelf = relation && relation->relation && relation->relation->target == &model;
    const FieldInfo *key = isSelf ? model.field(relation->relation->targetField) : nullptr;
    if (!key)
        return Error(ErrorKind::InvalidQuery,
                u"\"%1\" of %2 is no relation to %2 itself."_s.arg(QString::fromUtf8(tree.relation), model.className))
                .setModel(model.className)
                .setHint(u"A tree follows a ForeignKey or OneToOne of the model to itself."_s);
    expr::Select roots = *tree.roots;
    roots.columns = { expr::column(key->property.toUtf8()) };
    const QString step = m_joins.newAlias();

    out.raw("(WITH RECURSIVE quoin_tree(node, depth) AS (SELECT "_L1).identifier(u"_1").raw(", 0 FROM ("_L1);
    if (auto written = writeSelect(out, roots, Projection::Rows, m_dialect, { .outer = m_outer, .ordered = false }); !written)
        return written;
    const auto column = [&](const FieldInfo *field) { out.identifier(step).raw("."_L1).identifier(field->column); };
    out.raw(") AS roots UNION SELECT "_L1);
    column(tree.towardsRoot ? relation : key);
    out.raw(", quoin_tree.depth + 1 FROM quoin_tree JOIN "_L1)
            .table(model.nameSpace, model.table)
            .raw(" AS "_L1)
            .identifier(step);
    out.raw(" ON "_L1);
    column(tree.towardsRoot ? key : relation);
    out.raw(" = quoin_tree.node WHERE quoin_tree.depth < "_L1).raw(QString::number(tree.maximumDepth));
    if (tree.towardsRoot) {
        out.raw(" AND "_L1);
        column(relation);
        out.raw(" IS NOT NULL"_L1);
    }
    out.raw(") SELECT node, min(depth) AS depth FROM quoin_tree"_L1);
    out.raw(tree.withRoots ? ""_L1 : " WHERE depth > 0"_L1).raw(" GROUP BY node) AS "_L1).identifier(m_joins.treeAlias());
    out.raw(" JOIN "_L1).table(model.nameSpace, model.table).raw(" AS "_L1).identifier(alias).raw(" ON "_L1);
    out.identifier(alias).raw("."_L1).identifier(key->column).raw(" = "_L1);
    out.identifier(m_joins.treeAlias()).raw(".node"_L1);
    return {};
}

/// The key is that of the first row, in the query's order, among those that are equal in distinctOn.
Result<void> SelectBody::writeDistinctOn(SqlWriter &out)
{
    const ModelInfo &model = *m_select.model;
    if (model.primaryKey.isEmpty())
        return Error(ErrorKind::Unsupported,
                u"distinctOn() needs a key that tells the rows apart; %1 has none."_s.arg(model.className))
                .setModel(model.className);
    expr::Select rows = m_select;
    rows.distinctOn.clear();
    rows.limit = 1; // for a total order
    const QList<Order> order = totalOrder(rows);
    SelectBody inner(rows, m_dialect, m_outer);
    auto found = inner.collect();
    for (const expr::NodePtr &node : m_select.distinctOn) {
        if (auto one = checkOneValue(node, u"distinctOn()"); !one)
            return one;
        if (found)
            found = inner.joins().collect(node);
    }
    for (const Order &term : order) {
        if (found)
            found = inner.joins().collect(term.node());
    }
    if (!found)
        return found;
    const auto keys = [&](const Joins &joins) {
        for (qsizetype i = 0; i < model.primaryKey.size(); ++i) {
            out.raw(i > 0 ? ", "_L1 : ""_L1);
            writeColumn(out, { model.primaryKey.at(i) }, joins);
        }
    };
    const bool several = model.primaryKey.size() > 1;
    out.raw(several ? "("_L1 : ""_L1);
    keys(m_joins);
    out.raw(several ? ") IN (SELECT "_L1 : " IN (SELECT "_L1);
    writeList(out, model.primaryKey);
    out.raw(" FROM (SELECT "_L1);
    keys(inner.joins());
    out.raw(", ROW_NUMBER() OVER ("_L1);
    ExpressionWriter values(out, inner.joins(), m_dialect);
    for (size_t i = 0; i < m_select.distinctOn.size(); ++i) {
        out.raw(i == 0 ? "PARTITION BY "_L1 : ", "_L1);
        if (auto written = values.write(m_select.distinctOn[i]); !written)
            return written;
    }
    if (auto written = writeOrder(out, order, inner.joins(), m_dialect); !written)
        return written;
    out.raw(") AS place"_L1);
    auto done = inner.writeFrom(out);
    if (done)
        done = inner.writeWhere(out);
    out.raw(") AS placed WHERE place = 1)"_L1);
    return done;
}

} // namespace quoin::sql
