// SPDX-License-Identifier: MIT
#pragma once

// Not part of the API.

#include <quoin/db/statement.h>
#include <quoin/db/statementcounters_p.h>

#include <list>
#include <memory>

namespace quoin {

/// The prepared statements of one connection, least recently used first to go. A statement that runs is held by its user too
/// (use_count above one): it is not given out twice.
class StatementCache
{
public:
    StatementCache(int capacity, std::shared_ptr<StatementCounters> counters)
        : m_capacity(capacity), m_counters(std::move(counters))
    { }
    ~StatementCache() { clear(); }
    Q_DISABLE_COPY_MOVE(StatementCache)

    /// The statement with this text when it is there and idle; else null.
    std::shared_ptr<Statement> take(const QString &sql)
    {
        // The same one again, by the very same text: a loop over rows.
        if (!m_recent.empty() && m_recent.front().use_count() == 1 && m_recent.front()->sql().constData() == sql.constData()) {
            StatementCounters::add(m_counters->preparedHits);
            return m_recent.front();
        }
        const auto found = m_bySql.constFind(sql);
        if (found == m_bySql.cend() || (*found)->use_count() > 1)
            return nullptr;
        m_recent.splice(m_recent.begin(), m_recent, *found);
        StatementCounters::add(m_counters->preparedHits);
        return m_recent.front();
    }

    void insert(const std::shared_ptr<Statement> &statement)
    {
        if (m_capacity <= 0 || m_bySql.contains(statement->sql()))
            return;
        if (int(m_recent.size()) >= m_capacity) {
            m_bySql.remove(m_recent.back()->sql());
            m_recent.pop_back();
            StatementCounters::add(m_counters->prepared, qint64(-1));
        }
        m_recent.push_front(statement);
        m_bySql.insert(statement->sql(), m_recent.begin());
        StatementCounters::add(m_counters->prepared);
    }

    void clear()
    {
        StatementCounters::add(m_counters->prepared, -qint64(m_recent.size()));
        m_bySql.clear();
        m_recent.clear();
    }

private:
    using List = std::list<std::shared_ptr<Statement>>;
    int m_capacity;
    std::shared_ptr<StatementCounters> m_counters;
    List m_recent;
    QHash<QString, List::iterator> m_bySql;
};

} // namespace quoin
