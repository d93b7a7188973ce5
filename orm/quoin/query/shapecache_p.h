// SPDX-License-Identifier: MIT
#pragma once

// Not part of the API.

#include <quoin/db/connection.h>
#include <quoin/db/statementcounters_p.h>
#include <quoin/sql/shape_p.h>

#include <list>

namespace quoin {

/// The texts of the queries that ran on one connection, by their shape; least recently used first to go. Used by the connection's
/// thread alone, so that it needs no lock.
class ShapeCache
{
public:
    /// The connection's own; made at first use.
    static ShapeCache &of(Connection &connection);
    explicit ShapeCache(const Connection &connection)
        : m_capacity(connection.options().statementCache), m_counters(connection.counters())
    { }
    ~ShapeCache() { StatementCounters::add(m_counters->shapes, -qint64(m_recent.size())); }
    Q_DISABLE_COPY_MOVE(ShapeCache)

    /// The statement of this shape; null when it is not known.
    const sql::ShapeStatement *find(const sql::Shape &shape);
    /// A query of the shape was compiled.
    void learn(const sql::Shape &shape, const sql::Compiled &compiled, const dialect::Dialect &dialect);

private:
    struct Entry
    {
        QByteArray key;
        std::optional<sql::ShapeStatement> statement; // none: its text depends on its values, and has to be written each time
    };
    using List = std::list<Entry>;

    int m_capacity;
    std::shared_ptr<StatementCounters> m_counters;
    List m_recent;
    QHash<QByteArray, List::iterator> m_byKey;
};

} // namespace quoin
