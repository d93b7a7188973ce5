// SPDX-License-Identifier: MIT
#pragma once

// Not part of the API: a query while its rows are read.

#include <quoin/query/modelstatements_p.h>
#include <quoin/query/query.h>
#include <quoin/query/violation_p.h>
#include <quoin/sql/compiler.h>
#include <quoin/sql/keyset.h>

namespace quoin {

/// A query of one model that runs; its statement is closed with it, however the reading ends.
class RunningQuery
{
public:
    static Result<RunningQuery> start(const Database &database, const expr::Select &select, sql::Projection projection);
    RunningQuery(RunningQuery &&) = default;
    ~RunningQuery()
    {
        if (m_statement)
            m_statement->close();
    }

    /// The connection is free for others; statement and rows are gone.
    void close() { std::exchange(m_statement, nullptr)->close(); }
    /// The statement runs on, and is somebody else's business.
    std::shared_ptr<Statement> takeStatement() { return std::exchange(m_statement, nullptr); }

    [[nodiscard]] Connection &connection() const { return m_connection; }
    [[nodiscard]] Statement &statement() const { return *m_statement; }
    [[nodiscard]] Cursor &cursor() const { return m_cursor; }

    /// Calls row(Cursor &) → Result<void> for each row; gives how many came, or the first error.
    template<class F>
    Result<qsizetype> each(F &&row)
    {
        qsizetype rows = 0;
        for (; m_cursor.next(); ++rows) {
            if (auto done = row(m_cursor); !done)
                return done.error();
        }
        return m_cursor.error() ? Result<qsizetype>(withModel(*m_cursor.error(), m_model)) : Result<qsizetype>(rows);
    }
    [[nodiscard]] const QList<const FieldInfo *> &columns() const { return m_columns; }
    [[nodiscard]] ModelStatements &statements() const { return ModelStatements::of(m_connection, m_model); }

private:
    static Result<RunningQuery> run(Connection &connection, const ModelInfo &model, std::shared_ptr<Statement> statement,
            const QList<const FieldInfo *> &columns);
    RunningQuery(Connection &connection, const ModelInfo &model, std::shared_ptr<Statement> statement, Cursor &cursor,
            QList<const FieldInfo *> columns)
        : m_connection(connection), m_model(model), m_statement(std::move(statement)), m_cursor(cursor),
          m_columns(std::move(columns))
    { }

    Connection &m_connection;
    const ModelInfo &m_model;
    std::shared_ptr<Statement> m_statement;
    Cursor &m_cursor;
    QList<const FieldInfo *> m_columns;
};

/// How the rows of a query of models are read: all of their columns, or those that only() and defer() left.
class ModelRows
{
public:
    ModelRows(const expr::Select &select, Connection &connection, const Database &database);

    [[nodiscard]] const RowReader &reader() const { return m_part ? *m_part : *m_whole; }
    /// How many columns are the model's.
    [[nodiscard]] int columnCount() const { return int(m_model.fields.size() - m_deferred.size()); }
    /// Reads the row that the cursor stands on.
    Result<void> read(Cursor &cursor, const RowSink::Slot &slot, ResultPeers &peers) const
    {
        auto row = reader().read(cursor, slot.object, &peers);
        if (!row)
            return row;
        peers.finish(slot.object);
        if (slot.state)
            slot.state->markRead(m_connection, m_database, m_model.values(slot.object), m_deferred);
        return row;
    }

private:
    const ModelInfo &m_model;
    Connection &m_connection;
    const Database &m_database;
    const RowReader *m_whole;
    std::optional<RowReader> m_part;
    QList<int> m_deferred; ///< The indexes of the fields that are not read.
};

namespace query {

/// The values of an order's terms in rows that were read: where a page begins and ends.
struct KeysetMarks
{
    const QList<sql::KeysetTerm> &terms;
    bool onlyLast = false; ///< Keeps the last row's alone.
    QList<QList<Value>> rows {};

    /// Of the row that the cursor stands on, in the columns from \a column on.
    Result<void> take(Cursor &cursor, int column);
};

} // namespace query

/// A statement as people look at it.
SqlText shown(const sql::Compiled &compiled);

/// The same relations, each to be loaded by a statement of its own.
Loads notJoined(Loads loads);

} // namespace quoin
