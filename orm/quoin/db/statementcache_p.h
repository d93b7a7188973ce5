// SPDX-License-Identifier: MIT
#pragma once

// Not part of the API.

#include <quoin/db/statement.h>

#include <list>
#include <memory>

namespace quoin {

/// The prepared statements of one connection, least recently used first to go. A statement that runs is held by its user too
/// (use_count above one): it is not given out twice.
class StatementCache
{
public:
    explicit StatementCache(int capacity) : m_capacity(capacity) { }

    /// The statement with this text when it is there and idle; else null.
    std::shared_ptr<Statement> take(const QString &sql)
    {
        const auto found = m_bySql.constFind(sql);
        if (found == m_bySql.cend() || (*found)->use_count() > 1)
            return nullptr;
        m_recent.splice(m_recent.begin(), m_recent, *found);
        return m_recent.front();
    }

    void insert(const std::shared_ptr<Statement> &statement)
    {
        if (m_capacity <= 0 || m_bySql.contains(statement->sql()))
            return;
        if (int(m_recent.size()) >= m_capacity) {
            m_bySql.remove(m_recent.back()->sql());
            m_recent.pop_back();
        }
        m_recent.push_front(statement);
        m_bySql.insert(statement->sql(), m_recent.begin());
    }

    void clear()
    {
        m_bySql.clear();
        m_recent.clear();
    }

private:
    using List = std::list<std::shared_ptr<Statement>>;
    int m_capacity;
    List m_recent;
    QHash<QString, List::iterator> m_bySql;
};

} // namespace quoin
