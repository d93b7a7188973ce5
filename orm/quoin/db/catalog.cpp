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

Result<QStringList> runMaintenance(Connection &connection, dialect::Maintenance job, const QStringList &tables)
{
    if (connection.inTransaction())
        return Error(ErrorKind::Transaction, u"Maintenance cannot run inside a transaction."_s);
    auto statements = connection.dialect().maintenance(job, tables);
    if (!statements)
        return statements.error();
    QStringList findings;
    for (const QString &sql : std::as_const(*statements)) {
        if (job != dialect::Maintenance::IntegrityCheck) {
            if (auto done = connection.run(sql); !done)
                return done.error();
            continue;
        }
        ConnectionCatalog catalog(connection);
        auto rows = catalog.rows(sql);
        if (!rows)
            return rows.error();
        for (const auto &row : std::as_const(*rows)) {
            const QString *said = row.isEmpty() ? nullptr : row.constLast().get<QString>();
            if (said && said->compare("ok"_L1, Qt::CaseInsensitive) != 0)
                findings << *said;
        }
    }
    return findings;
}

} // namespace quoin
