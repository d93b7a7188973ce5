// SPDX-License-Identifier: MIT
// How queries are put together of others: sets, trees, tables, joins, groups.
#include <quoin/meta/modelinfo.h>
#include <quoin/query/query.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace quoin {

void QueryCore::combine(expr::SetOperation operation, const QueryCore &other)
{
    if (other.m_error)
        keep(*other.m_error);
    if (m_error)
        return;
    // Models are read from what is put together as from a table; of selections the rows are all there is.
    const bool isSelection = !m_select.columns.empty();
    const expr::Select *before = isSelection ? &m_select : m_select.source.get();
    const bool isSame = before && !before->parts.empty() && before->limit < 0 && before->offset == 0
            && std::ranges::all_of(
                    before->parts.begin() + 1, before->parts.end(),
                    [&](const expr::SetPart &part) { return part.operation == operation; });
    const bool isBare = isSelection
            || (!m_select.where && !m_select.distinct && m_select.distinctOn.empty() && m_select.limit < 0 && m_select.offset == 0
                    && m_select.joins.empty());
    expr::Select together { .model = m_select.model, .columns = m_select.columns };
    if (isSame && isBare)
        together.parts = before->parts; // one list instead of one inside the other
    else
        together.parts = { { operation, subselect() } };
    together.parts.push_back({ operation, other.subselect() });
    if (isSelection)
        m_select = std::move(together);
    else
        m_select = { .model = m_select.model, .source = std::make_shared<const expr::Select>(std::move(together)) };
}

void QueryCore::makeDistinct()
{
    if (m_error || (!m_select.source && !m_select.table && m_select.joins.empty()))
        return; // rows of a table are different by themselves
    // What comes after it, orders by what the rows do not have included, is around it.
    expr::Select rows { .model = m_select.model, .distinct = true, .source = std::make_shared<const expr::Select>(m_select) };
    m_select = { .model = m_select.model,
        .order = m_select.order,
        .reversed = m_select.reversed,
        .source = std::make_shared<const expr::Select>(std::move(rows)) };
}

void QueryCore::follow(QByteArray relation, bool towardsRoot, bool withRoots, int maximumDepth)
{
    constexpr int deepest = 1000; // where one of the engines ends by itself
    if (maximumDepth < 1 || maximumDepth > deepest)
        keep(Error(ErrorKind::InvalidQuery, u"A tree is followed 1 to %1 steps, not %2."_s.arg(deepest).arg(maximumDepth)));
    if (m_error)
        return;
    auto tree
            = std::make_shared<expr::Tree>(expr::Tree { subselect(), std::move(relation), towardsRoot, withRoots, maximumDepth });
    m_select = { .model = m_select.model, .tree = std::move(tree) };
}

void QueryCore::join(const QueryCore &other, const expr::NodePtr &on, bool optional)
{
    if (other.m_error)
        keep(*other.m_error);
    if (m_error)
        return;
    if (m_select.limit >= 0 || m_select.offset > 0 || !m_select.distinctOn.empty()) { // of the rows before they are joined
        expr::Select rows { .model = m_select.model, .source = subselect() };
        rows.order = std::exchange(m_select.order, {});
        rows.reversed = m_select.reversed;
        m_select = std::move(rows);
    }
    const QByteArray name = other.m_select.model->metaObject ? QByteArray(other.m_select.model->metaObject->className())
                                                             : other.m_select.model->className.toUtf8();
    const bool again = std::ranges::any_of(m_select.joins, [&](const expr::RowsJoin &join) { return join.name == name; });
    if (again)
        return keep(Error(ErrorKind::InvalidQuery,
                u"Rows of %1 are joined twice: joined<> could be either."_s.arg(other.m_select.model->className))
                        .setModel(m_select.model->className)
                        .setHint(u"Make one of them a class of its own with the model option rows: select<…>(…).asTable()."_s));
    m_select.joins.push_back({ name, other.subselect(), expr::together(on), optional });
}

void QueryCore::groupBy(std::initializer_list<expr::NodePtr> expressions, Sets sets)
{
    const auto grouped
            = sets == Sets::Cube ? expr::groupByCube(m_select, expressions) : expr::groupByRollup(m_select, expressions);
    if (!grouped)
        keep(grouped.error());
}

void QueryCore::groupBySets(const std::vector<std::vector<expr::NodePtr>> &sets)
{
    if (auto grouped = expr::groupBySets(m_select, sets); !grouped)
        keep(grouped.error());
}

namespace {

QueryCore ofRows(const Database &database, const ModelInfo &rows, expr::CommonTable table)
{
    QueryCore core(database, rows);
    table.rows = &rows;
    core.select().table = std::make_shared<const expr::CommonTable>(std::move(table));
    return core;
}

} // namespace

QueryCore QueryCore::foundRows(const Result<const ModelInfo *> &rows) const
{
    if (m_error)
        return QueryCore(*m_error);
    if (!rows)
        return QueryCore(rows.error());
    if (!(*rows)->rows)
        return QueryCore(Error(ErrorKind::InvalidQuery, u"%1 is a model with a table of its own."_s.arg((*rows)->className))
                        .setModel((*rows)->className)
                        .setHint(
                                u"Rows of a query need a class with the model option rows: QUOIN_MODEL(\"totals\", \"rows\")."_s));
    return ofRows(m_database, **rows, {});
}

QueryCore QueryCore::asTable(const Result<const ModelInfo *> &rows) const
{
    const QueryCore found = foundRows(rows);
    return found.m_error ? found : ofRows(m_database, **rows, { .select = subselect() });
}

QueryCore QueryCore::asTable(const QueryCore &found, const expr::SelectPtr &step, bool all) const
{
    if (found.m_error)
        return found;
    if (step->error)
        return QueryCore(*step->error);
    return ofRows(m_database, *found.m_select.model,
            { .select = subselect(), .step = step, .found = found.m_select.table, .all = all });
}

} // namespace quoin
