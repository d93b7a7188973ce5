// SPDX-License-Identifier: MIT
#include <quoin/db/catalog.h>

using namespace Qt::StringLiterals;

namespace quoin {

Result<QList<QList<Value>>> rawRows(Connection &connection, const QString &sql, const QList<Value> &bindings)
{
    auto statement = connection.prepare(sql);
    if (!statement)
        return statement.error();
    (*statement)->bindAll(bindings);
    auto opened = (*statement)->query();
    if (!opened)
        return opened.error();
    Cursor &cursor = **opened;
    QList<QList<Value>> rows;
    const int columns = cursor.columnCount();
    while (cursor.next()) {
        QList<Value> row;
        row.reserve(columns);
        for (int column = 0; column < columns; ++column)
            row.append(cursor.rawValue(column));
        rows.append(std::move(row));
    }
    if (cursor.error())
        return *cursor.error();
    (*statement)->close();
    return rows;
}

Result<QList<dialect::CatalogRunner::Row>> ConnectionCatalog::rows(const QString &sql, const QList<Value> &bindings)
{
    auto found = rawRows(m_connection, sql, bindings);
    if (!found)
        return found;
    // The contract: numbers as Int, all else as Text.
    for (Row &row : *found) {
        for (Value &value : row) {
            switch (value.type()) {
            case Value::Type::Null:
            case Value::Type::Int:
            case Value::Type::Text: break;
            case Value::Type::Bool: value = qint64(*value.get<bool>()); break;
            case Value::Type::UInt: value = qint64(*value.get<quint64>()); break;
            case Value::Type::Double: value = qint64(*value.get<double>()); break;
            case Value::Type::Binary: value = QString::fromUtf8(*value.get<QByteArray>()); break;
            default: value = value.toVariant().toString(); break;
            }
        }
    }
    return found;
}

namespace {

/// What a check says of damage by failing, in the engine's own words.
std::optional<QString> damage(const Error &error)
{
    const bool damaged = error.sqlState() == "XX001"_L1 || error.sqlState() == "XX002"_L1; // PostgreSQL's, of data and of indexes
    return damaged ? std::optional(error.engineMessage()) : std::nullopt;
}

/// MySQL answers a job with rows of table, job, kind of message and message, and calls the statement a success whatever they say.
std::optional<Error> refusal(const QList<QList<Value>> &rows, dialect::Maintenance job)
{
    QStringList said;
    QString table;
    bool failed = false;
    for (const QList<Value> &row : rows) {
        if (row.size() != 4)
            continue;
        const QString kind = row.at(2).toVariant().toString();
        const QString message = row.at(3).toVariant().toString();
        // A check that finds an error has done its work; one that could not be made says so in its status.
        const bool isError = kind.compare("error"_L1, Qt::CaseInsensitive) == 0;
        failed = failed
                || (job == dialect::Maintenance::IntegrityCheck ? message.compare("Operation failed"_L1, Qt::CaseInsensitive) == 0
                                                                : isError);
        if (isError) {
            table = row.at(0).toVariant().toString();
            said << message;
        }
    }
    if (!failed)
        return {};
    Error error(ErrorKind::InvalidQuery, u"The server could not do the job: %1."_s.arg(said.join(u"; "_s)));
    error.setTable(table);
    return error;
}

} // namespace

Result<QStringList> runMaintenance(Connection &connection, dialect::Maintenance job, const QStringList &tables)
{
    if (connection.inTransaction())
        return Error(ErrorKind::Transaction, u"Maintenance cannot run inside a transaction."_s);
    ConnectionCatalog catalog(connection);
    auto statements = connection.dialect().maintenance(job, tables, catalog);
    if (!statements)
        return statements.error();
    const bool checks = job == dialect::Maintenance::IntegrityCheck;
    QStringList findings;
    for (const QString &sql : std::as_const(*statements)) {
        if (!checks && connection.options().engine != Engine::Mysql) {
            if (auto done = connection.run(sql); !done)
                return done.error();
            continue;
        }
        auto rows = catalog.rows(sql);
        if (!rows) {
            if (auto found = checks ? damage(rows.error()) : std::nullopt) {
                findings << *found;
                continue;
            }
            return rows.error();
        }
        if (connection.options().engine == Engine::Mysql) {
            if (auto refused = refusal(*rows, job))
                return refused->setStatement(sql);
        }
        for (const auto &row : std::as_const(*rows)) {
            const QString *said = row.isEmpty() ? nullptr : row.constLast().get<QString>();
            if (checks && said && said->compare("ok"_L1, Qt::CaseInsensitive) != 0)
                findings << *said;
        }
    }
    return findings;
}

} // namespace quoin
