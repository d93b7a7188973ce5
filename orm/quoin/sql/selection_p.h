// SPDX-License-Identifier: MIT
#pragma once

// Not part of the API: a SELECT inside whatever is around it.

#include <quoin/sql/compiler.h>
#include <quoin/sql/path_p.h>

namespace quoin::sql {

/// Where a SELECT stands.
struct Standing
{
    const Joins *outer = nullptr; ///< The scope in which it is a sub-query.
    bool ordered = true;          ///< Its order counts, even where it is not cut.
    bool sensitive = false;       ///< Its values are not to be shown.
    /// What is written around the one column of a sub-query that is compared with something.
    std::function<void(dialect::SqlWriter &, const std::function<void(dialect::SqlWriter &)> &)> around {};
    QList<const FieldInfo *> *fields
            = nullptr; ///< Gets which of the columns are a property and nothing else; null for the others.
};

/// Any query, as a statement or a part of one.
Result<void> writeSelect(dialect::SqlWriter &out, const expr::Select &select, Projection projection,
        const dialect::Dialect &dialect, const Standing &standing);
/// A query that reads expressions: with groups where one of them is an aggregate.
Result<void> writeSelection(
        dialect::SqlWriter &out, const expr::Select &select, const dialect::Dialect &dialect, const Standing &standing);
/// Several queries, their rows put together.
Result<void> writeParts(
        dialect::SqlWriter &out, const expr::Select &select, const dialect::Dialect &dialect, const Standing &standing);

/// The aliases of the tables whose rows the query locks, the empty one for its own; before anything is written. Refusals are
/// errors.
Result<QStringList> lockedTables(const expr::Select &select, Joins &joins, const dialect::Dialect &dialect);
Error lockedInside(const ModelInfo &model);
/// FOR UPDATE …
void writeLock(dialect::SqlWriter &out, const expr::Select &select, QStringList tables, const Joins &joins,
        const dialect::Dialect &dialect);

/// What of a query stands between its columns and its order: FROM … WHERE …
class SelectBody
{
public:
    SelectBody(const expr::Select &select, const dialect::Dialect &dialect, const Joins *outer);
    Q_DISABLE_COPY_MOVE(SelectBody)

    [[nodiscard]] Joins &joins() { return m_joins; }
    /// Finds the tables; before anything is written.
    Result<void> collect();
    Result<void> writeFrom(dialect::SqlWriter &out);
    Result<void> writeWhere(dialect::SqlWriter &out);
    /// FOR UPDATE …, if rows are to be locked; behind all else.
    void writeTail(dialect::SqlWriter &out) const;

private:
    void writeBase(dialect::SqlWriter &out, const QString &alias);
    Result<void> writeTree(dialect::SqlWriter &out, const QString &alias);
    Result<void> writeDistinctOn(dialect::SqlWriter &out);

    const expr::Select &m_select;
    const dialect::Dialect &m_dialect;
    const Joins *m_outer;
    Joins m_joins;
    QStringList m_locked;
    Result<void> m_written;
};

/// The query's order made total: what was asked for, else the model's own; then the key, so that paging neither loses nor repeats
/// rows.
QList<Order> totalOrder(const expr::Select &select);
/// Success, or why rows of the model cannot be ordered so; finds the tables of the terms.
Result<void> checkOrder(const expr::Select &select, const QList<Order> &order, Joins &joins);
/// ORDER BY …
Result<void> writeOrder(dialect::SqlWriter &out, const QList<Order> &order, const Joins &joins, const dialect::Dialect &dialect);
/// The terms turned round, if the query is.
QList<Order> directed(const expr::Select &select, QList<Order> order);
[[nodiscard]] inline bool isCut(const expr::Select &select) { return select.limit >= 0 || select.offset > 0; }

} // namespace quoin::sql
