// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/db/connection.h>

namespace quoin {

/// Runs an inspector's catalogue queries on a connection.
class QUOIN_EXPORT ConnectionCatalog final : public dialect::CatalogRunner
{
public:
    explicit ConnectionCatalog(Connection &connection) : m_connection(connection) { }
    [[nodiscard]] Result<QList<Row>> rows(const QString &sql, const QList<Value> &bindings = {}) override;

private:
    Connection &m_connection;
};

/// All rows of a query, as the engine types them.
QUOIN_EXPORT Result<QList<QList<Value>>> rawRows(Connection &connection, const QString &sql, const QList<Value> &bindings = {});

/// Runs a maintenance job; an integrity check gives what is wrong, one line each, the others nothing.
QUOIN_EXPORT Result<QStringList> runMaintenance(Connection &connection, dialect::Maintenance job, const QStringList &tables);

} // namespace quoin
