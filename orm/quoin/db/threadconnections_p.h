// SPDX-License-Identifier: MIT
#pragma once

// Not part of the API.

#include <quoin/db/connection.h>

#include <atomic>
#include <memory>
#include <vector>

namespace quoin {

/// The connections of one thread, one per Database. They go with the thread, or when the thread next looks for one after their
/// Database has lost its last handle.
class ThreadConnections
{
public:
    static ThreadConnections &current();
    ~ThreadConnections();

    Connection *find(const int *identity)
    {
        if (const unsigned gone = s_handlesGone.load(std::memory_order_acquire); gone != m_handlesGone) {
            m_handlesGone = gone;
            removeExpired();
        }
        for (const Entry &entry : m_entries) {
            if (entry.key == identity)
                return entry.connection.get();
        }
        return nullptr;
    }
    Connection *add(const std::shared_ptr<const int> &identity, std::unique_ptr<Connection> connection);
    void remove(const int *identity);
    /// A Database has lost its last handle: other threads close what they have of it when they next look for a connection, as a
    /// connection can be closed only by its own thread.
    static void handleGone() { s_handlesGone.fetch_add(1, std::memory_order_release); }
    /// Turns false when the connection goes.
    std::shared_ptr<const bool> alive(const Connection *connection) const;

private:
    struct Entry
    {
        const int *key;
        std::weak_ptr<const int> identity; // expired: the Database is gone
        std::unique_ptr<Connection> connection;
        std::shared_ptr<bool> alive;
    };
    static void close(Entry &entry);
    void removeExpired();

    static std::atomic<unsigned> s_handlesGone;
    unsigned m_handlesGone = 0;
    std::vector<Entry> m_entries; // a program has few databases: a search beats a hash
};

} // namespace quoin
