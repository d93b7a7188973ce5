// SPDX-License-Identifier: MIT
#pragma once

// Not part of the API: a SELECT inside whatever is around it.

#include <quoin/sql/compiler.h>
#include <quoin/sql/path_p.h>

namespace quoin::sql {

/// What the columns of a query are to be like, where it is read as a table or put together with others.
struct Columns
{
    const ModelInfo *rows = nullptr;     ///< The values of its fields.
    bool cast = false;                   ///< As such, whatever the engine takes them for.
    std::vector<Value::Type> nullsOf {}; ///< Without rows: the types of columns that are NULL.
};

/// Where a SELECT stands.
struct Standing
{
    const Joins *outer = nullptr;     ///< The scope in which it is a sub-query.
    bool ordered = true;              ///< Its order counts, even where it is not cut.
    bool sensitive = false;           ///< Its values are not to be shown.
    const Columns *columns = nullptr; ///< What its columns have to be like.
    bool ofAll = false;               ///< Without groups all rows are one, whatever is selected.
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
struct ValueType;
/// Can values of a column, of this type and perhaps of a property, be read as those of \a field on this engine?
Result<void> checkFits(const FieldInfo &field, const FieldInfo *from, const ValueType &type, const dialect::Dialect &dialect);
/// A query with groupingSets, where the engine has none: one query for each, their rows put together.
Result<void> writeGroupingSets(
        dialect::SqlWriter &out, const expr::Select &select, const dialect::Dialect &dialect, const Standing &standing);
/// Can the engine group these rows so by itself?
bool hasGroupingSets(const expr::Select &select, const dialect::Dialect &dialect);
/// What every engine refuses, so that all give the same rows.
Result<void> checkGroupingSets(const expr::Select &select);
/// grouping() is of what the query groups by, in sets.
Result<void> checkGrouping(const expr::Node &call, const expr::Select &select);
/// What tells groups apart at the end of their order.
void appendTotal(QList<Order> &order, const expr::Select &select, const std::vector<expr::NodePtr> &groups);
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

/// How rows beside those of a query are written.
struct JoinedRows
{
    QByteArray name;
    expr::SelectPtr rows {};
    expr::NodePtr on {};
    bool optional = false;
    bool lateral = false; ///< They refer to the row beside which they stand.
    /// Has the limit and the offset, which count for the rows that are equal in partitions by themselves.
    const expr::Select *cut = nullptr;
    std::vector<expr::NodePtr> partitions {};
};
/// What the engine can do of the join, or Unsupported. Refers to \a join.
Result<JoinedRows> joinedRows(const expr::RowsJoin &join, const ModelInfo &model, const dialect::Dialect &dialect);

/// What of a query stands between its columns and its order: FROM … WHERE …
class SelectBody
{
public:
    SelectBody(const expr::Select &select, const dialect::Dialect &dialect, const Joins *outer);
    Q_DISABLE_COPY_MOVE(SelectBody)

    [[nodiscard]] Joins &joins() { return m_joins; }
    /// Whether the engine can do what joins() was made of; before anything is collected.
    [[nodiscard]] const Result<void> &prepared() const { return m_prepared; }
    /// Finds the tables; before anything is written.
    Result<void> collect();
    Result<void> writeFrom(dialect::SqlWriter &out);
    Result<void> writeWhere(dialect::SqlWriter &out);
    /// FOR UPDATE …, if rows are to be locked; behind all else.
    void writeTail(dialect::SqlWriter &out) const;

private:
    void writeBase(dialect::SqlWriter &out, const QString &alias);
    Result<void> writeTable(dialect::SqlWriter &out, const expr::CommonTable &table) const;
    Result<void> writeRows(dialect::SqlWriter &out, const QString &alias, const JoinedRows &joined);
    Result<void> writeNumbered(dialect::SqlWriter &out, const JoinedRows &joined);
    Result<void> writeTree(dialect::SqlWriter &out, const QString &alias);
    Result<void> writeDistinctOn(dialect::SqlWriter &out);

    const expr::Select &m_select;
    const dialect::Dialect &m_dialect;
    const Joins *m_outer;
    Joins m_joins;
    std::vector<JoinedRows> m_rows;
    QStringList m_locked;
    Result<void> m_prepared;
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
