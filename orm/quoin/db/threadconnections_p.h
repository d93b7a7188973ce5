// SPDX-License-Identifier: MIT
#pragma once

// Not part of the API.

#include <quoin/db/connection.h>

#include <memory>
#include <vector>

namespace quoin {

/// The connections of one thread, one per Database. They go with the thread, or when their Database has no handle left.
class ThreadConnections
{
public:
    static ThreadConnections &current();
    ~ThreadConnections();

    Connection *find(const int *identity) const
    {
        for (const Entry &entry : m_entries) {
            if (entry.key == identity)
                return entry.connection.get();
        }
        return nullptr;
    }
    Connection *add(const std::shared_ptr<const int> &identity, std::unique_ptr<Connection> connection);
    void remove(const int *identity);
    /// Turns false when the connection goes.
    std::shared_ptr<const bool> alive(const Connection *connection) const;

private:
    struct Entry
    {
        const int *key;
        std::weak_ptr<const int> identity; // expired: the Database is gone, and this connection goes at the next add()
        std::unique_ptr<Connection> connection;
        std::shared_ptr<bool> alive;
    };
    static void close(Entry &entry);
    std::vector<Entry> m_entries; // a program has few databases: a search beats a hash
};

} // namespace quoin
