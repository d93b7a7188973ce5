// SPDX-License-Identifier: MIT
#include <quoin/db/connection.h>
#include <quoin/query/modelstatements_p.h>
#include <quoin/query/query.h>
#include <quoin/sql/compiler.h>

#include <QtCore/qdebug.h>

using namespace Qt::StringLiterals;

namespace quoin {

namespace {

/// A running query of one model.
struct Running
{
    std::shared_ptr<Statement> statement;
    Cursor *cursor;
    const RowReader *reader;
};

Error withModel(Error error, const ModelInfo &model)
{
    if (error.model().isEmpty())
        error.setModel(model.className);
    return error;
}

Result<Running> run(const Database &database, const expr::Select &select, sql::Projection projection)
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
    return Running { *std::move(statement), *cursor, &ModelStatements::of(**connection, *select.model).reader() };
}

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
    auto running = run(m_database, m_select, sql::Projection::Rows);
    if (!running)
        return running.error();
    Cursor &cursor = *running->cursor;
    const ModelInfo &model = *m_select.model;
    sink.expect(running->statement->lastRowCount());
    qsizetype rows = 0;
    for (; cursor.next(); ++rows) {
        const RowSink::Slot slot = sink.next();
        if (auto row = running->reader->read(cursor, slot.object); !row) {
            running->statement->close();
            return row;
        }
        if (slot.state) {
            QList<Value> values;
            values.reserve(model.fields.size());
            for (const FieldInfo &field : model.fields)
                values << field.value(slot.object);
            slot.state->markStored(m_database, std::move(values));
        }
    }
    if (cursor.error())
        return withModel(*cursor.error(), model);
    running->statement->setLastRowCount(rows);
    running->statement->close();
    return {};
}

Result<int> QueryCore::readFirst(void *object, int most) const
{
    QueryCore cut = *this;
    cut.m_select.limit = most;
    if (m_error)
        return *m_error;
    auto running = run(m_database, cut.m_select, sql::Projection::Rows);
    if (!running)
        return running.error();
    int rows = 0;
    while (running->cursor->next()) {
        if (++rows > 1)
            continue;
        if (auto row = running->reader->read(*running->cursor, object); !row) {
            running->statement->close();
            return row.error();
        }
    }
    if (running->cursor->error())
        return withModel(*running->cursor->error(), *m_select.model);
    running->statement->close();
    return rows;
}

Result<qint64> QueryCore::count() const
{
    if (m_error)
        return *m_error;
    auto running = run(m_database, m_select, sql::Projection::Count);
    if (!running)
        return running.error();
    qint64 rows = 0;
    const bool counted = running->cursor->next() && running->cursor->int64(0, rows);
    if (!counted && running->cursor->error())
        return withModel(*running->cursor->error(), *m_select.model);
    running->statement->close();
    return rows;
}

Result<bool> QueryCore::exists() const
{
    if (m_error)
        return *m_error;
    if (m_select.limit == 0)
        return false;
    auto running = run(m_database, m_select, sql::Projection::Exists);
    if (!running)
        return running.error();
    const bool any = running->cursor->next();
    if (running->cursor->error())
        return withModel(*running->cursor->error(), *m_select.model);
    running->statement->close();
    return any;
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
