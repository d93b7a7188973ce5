// SPDX-License-Identifier: MIT
#include <quoin/sql/commontables_p.h>

#include <quoin/sql/lists_p.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace quoin::sql {

using dialect::SqlWriter;
using expr::CommonTable;
using expr::CommonTablePtr;
using expr::NodePtr;
using expr::SelectPtr;

namespace {

constexpr size_t most = 100;

} // namespace

void CommonTables::find(const NodePtr &node)
{
    if (!node)
        return;
    if (node->query)
        find(*node->query);
    for (const NodePtr &operand : node->operands)
        find(operand);
    find(node->filter);
}

void CommonTables::find(const expr::Select &select)
{
    const auto inner = [this](const SelectPtr &query) {
        if (query)
            find(*query);
    };
    if (select.table)
        add(select.table);
    inner(select.source);
    for (const expr::SetPart &part : select.parts)
        inner(part.select);
    if (select.tree)
        inner(select.tree->roots);
    for (const expr::RowsJoin &join : select.joins) {
        inner(join.rows);
        find(join.on);
    }
    for (const auto *nodes : { &select.columns, &select.groups, &select.distinctOn }) {
        for (const NodePtr &node : *nodes)
            find(node);
    }
    find(select.where);
    find(select.having);
    for (const Order &term : select.order)
        find(term.node());
}

void CommonTables::add(const CommonTablePtr &table)
{
    if (!table->select) // of the step of one that is being added
        return;
    const auto same = std::ranges::find_if(m_tables, [&](const Found &found) { return expr::sameTable(found.table, table); });
    if (same != m_tables.end()) {
        if (same->table != table)
            same->others.push_back(table.get());
        return;
    }
    if (m_depth == most || m_tables.size() == most) {
        m_tooMany = true;
        return;
    }
    ++m_depth;
    find(*table->select);
    if (table->step)
        find(*table->step);
    --m_depth;
    m_tables.push_back({ table });
}

Result<void> CommonTables::write(SqlWriter &out, const dialect::Dialect &dialect) const
{
    if (m_tooMany)
        return Error(ErrorKind::InvalidQuery, u"The query reads more than %1 tables that are queries themselves."_s.arg(most));
    if (m_tables.empty())
        return {};
    const bool recursive = std::ranges::any_of(m_tables, [](const Found &found) { return found.table->step != nullptr; });
    out.raw(recursive ? "WITH RECURSIVE "_L1 : "WITH "_L1);
    QHash<QString, int> numbers;
    bool first = true;
    for (const Found &found : m_tables) {
        const QString &table = found.table->rows->table;
        const int number = ++numbers[table];
        const QString name = number > 1 ? u"%1_%2"_s.arg(table).arg(number) : table;
        out.setName(found.table.get(), name);
        for (const CommonTable *other : found.others)
            out.setName(other, name);
        if (found.table->found)
            out.setName(found.table->found.get(), name);
        out.raw(std::exchange(first, false) ? ""_L1 : ", "_L1).identifier(name);
        if (auto written = writeTable(out, *found.table, dialect); !written)
            return written;
    }
    out.raw(" "_L1);
    return {};
}

Result<void> CommonTables::writeTable(SqlWriter &out, const CommonTable &table, const dialect::Dialect &dialect) const
{
    QList<const FieldInfo *> fields;
    for (const FieldInfo &field : table.rows->fields)
        fields << &field;
    out.raw("("_L1);
    writeList(out, fields);
    out.raw(") AS ("_L1);
    const Columns columns { .rows = table.rows, .cast = table.step != nullptr };
    const auto rows = [&](const expr::Select &select) -> Result<void> {
        if (qsizetype(select.columns.size()) != fields.size())
            return Error(ErrorKind::InvalidQuery,
                    u"%1 has %2 properties, the query gives %3 columns."_s.arg(
                            table.rows->className, QString::number(fields.size()), QString::number(select.columns.size())))
                    .setModel(table.rows->className);
        if (select.error)
            return *select.error;
        if (select.lock)
            return lockedInside(*table.rows);
        const bool closed = table.step && (isCut(select) || !select.parts.empty());
        out.raw(closed ? "SELECT * FROM ("_L1 : ""_L1);
        auto written = writeSelect(out, select, Projection::Rows, dialect, { .ordered = false, .columns = &columns });
        out.raw(closed ? ") AS part"_L1 : ""_L1);
        return written;
    };
    auto written = rows(*table.select);
    if (written && table.step) {
        if (isCut(*table.step) || table.step->distinct || !table.step->parts.empty())
            return Error(ErrorKind::InvalidQuery,
                    u"The step of a recursive query takes filter(), and no limit(), distinct() or unite()."_s)
                    .setModel(table.rows->className)
                    .setHint(u"Limit the query that reads the rows."_s);
        out.raw(table.all ? " UNION ALL "_L1 : " UNION "_L1);
        written = rows(*table.step);
    }
    out.raw(")"_L1);
    return written;
}

Result<void> writeStatement(SqlWriter &out, const expr::Select &select, Projection projection, const dialect::Dialect &dialect,
        const Standing &standing)
{
    if (auto written = CommonTables(select).write(out, dialect); !written)
        return written;
    return writeSelect(out, select, projection, dialect, standing);
}

} // namespace quoin::sql
