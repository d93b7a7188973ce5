// SPDX-License-Identifier: MIT
#include <quoin/db/connection.h>
#include <quoin/query/modelstatements_p.h>
#include <quoin/query/query.h>
#include <quoin/query/violation_p.h>
#include <quoin/sql/compiler.h>

#include <QtCore/qdebug.h>

using namespace Qt::StringLiterals;

namespace quoin {

namespace {

/// A query of one model that runs; its statement is closed with it, however the reading ends.
class RunningQuery
{
public:
    static Result<RunningQuery> start(const Database &database, const expr::Select &select, sql::Projection projection)
    {
        auto connection = database.connection();
        if (!connection)
            return connection.error();
        auto compiled = sql::compileSelect(select, projection, (*connection)->dialect());
        if (!compiled)
            return withModel(compiled.error(), *select.model);
        auto statement = (*connection)->prepare(compiled->text);
        if (!statement)
            return withModel(statement.error(), *select.model);
        (*statement)->bindAll(compiled->bindings);
        auto cursor = (*statement)->query();
        if (!cursor)
            return withModel(cursor.error(), *select.model);
        return RunningQuery(**connection, *select.model, *std::move(statement), **cursor, compiled->columns);
    }
    RunningQuery(RunningQuery &&) = default;
    ~RunningQuery()
    {
        if (m_statement)
            m_statement->close();
    }

    [[nodiscard]] const Connection &connection() const { return m_connection; }
    [[nodiscard]] Statement &statement() const { return *m_statement; }

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
    [[nodiscard]] const RowReader &reader() const { return ModelStatements::of(m_connection, m_model).reader(); }

private:
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

} // namespace

QDebug operator<<(QDebug debug, const SqlText &sql)
{
    const QDebugStateSaver saver(debug);
    debug.noquote() << sql.text;
    if (!sql.bindings.isEmpty())
        debug << "·" << sql.bindings.join(u", "_s);
    return debug;
}

Result<void> QueryCore::read(RowSink &sink) const
{
    if (m_error)
        return *m_error;
    if (m_select.limit == 0)
        return {};
    auto running = RunningQuery::start(m_database, m_select, sql::Projection::Rows);
    if (!running)
        return running.error();
    const RowReader &reader = running->reader();
    sink.expect(running->statement().lastRowCount());
    const auto rows = running->each([&](Cursor &cursor) -> Result<void> {
        const RowSink::Slot slot = sink.next();
        auto row = reader.read(cursor, slot.object);
        if (row && slot.state)
            slot.state->markRead(running->connection(), m_database, m_select.model->values(slot.object));
        return row;
    });
    if (!rows)
        return rows.error();
    running->statement().setLastRowCount(*rows);
    return {};
}

void QueryCore::checkNotNegative(qint64 rows)
{
    if (rows < 0)
        keep(Error(ErrorKind::InvalidQuery, u"limit() and offset() take no negative number: %1."_s.arg(rows)));
}

Result<void> QueryCore::readColumns(ColumnSink &sink) const
{
    if (m_error)
        return *m_error;
    if (m_select.limit == 0)
        return {};
    auto running = RunningQuery::start(m_database, m_select, sql::Projection::Rows);
    if (!running)
        return running.error();
    const auto rows = running->each([&](Cursor &cursor) { return sink.row(cursor, running->columns()); });
    return rows ? Result<void>() : Result<void>(withModel(rows.error(), *m_select.model));
}

Result<int> QueryCore::readFirst(void *object, int most) const
{
    if (m_error)
        return *m_error;
    expr::Select cut = m_select;
    cut.limit = most;
    auto running = RunningQuery::start(m_database, cut, sql::Projection::Rows);
    if (!running)
        return running.error();
    const RowReader &reader = running->reader();
    bool first = true;
    return running
            ->each([&](Cursor &cursor) { return std::exchange(first, false) ? reader.read(cursor, object) : Result<void>(); })
            .transform([](qsizetype rows) { return int(rows); });
}

Result<qint64> QueryCore::count() const
{
    if (m_error)
        return *m_error;
    auto running = RunningQuery::start(m_database, m_select, sql::Projection::Count);
    if (!running)
        return running.error();
    qint64 count = 0;
    return running
            ->each([&](Cursor &cursor) {
                (void)cursor.int64(0, count); // why not is the cursor's error
                return Result<void>();
            })
            .transform([&](qsizetype) { return count; });
}

Result<bool> QueryCore::exists() const
{
    if (m_error)
        return *m_error;
    if (m_select.limit == 0)
        return false;
    auto running = RunningQuery::start(m_database, m_select, sql::Projection::Exists);
    if (!running)
        return running.error();
    return running->each([](Cursor &) { return Result<void>(); }).transform([](qsizetype rows) { return rows > 0; });
}

Result<SqlText> QueryCore::toSql() const
{
    if (m_error)
        return *m_error;
    if (!m_database.isValid())
        return Error(ErrorKind::Configuration, u"The query's Database was never opened."_s);
    auto compiled = sql::compileSelect(m_select, sql::Projection::Rows, m_database.dialect());
    if (!compiled)
        return withModel(compiled.error(), *m_select.model);
    SqlText shown { compiled->text, {} };
    for (qsizetype i = 0; i < compiled->bindings.size(); ++i)
        shown.bindings << (compiled->sensitive.value(i) ? maskText() : compiled->bindings.at(i).toDisplay());
    return shown;
}

Error QueryCore::notOne(bool none) const
{
    const QString model = m_select.model ? m_select.model->className : QString();
    return none ? Error(ErrorKind::NotFound, u"No %1 matches the query."_s.arg(model)).setModel(model)
                : Error(ErrorKind::MultipleFound, u"More than one %1 matches the query."_s.arg(model))
                          .setModel(model)
                          .setHint(u"Filter by something unique, or ask for first()."_s);
}

} // namespace quoin
