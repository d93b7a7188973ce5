// SPDX-License-Identifier: MIT
#include <quoin/db/threadconnections_p.h>

#include <algorithm>
#include <iterator>

namespace quoin {

namespace {

// Outlives the thread's ThreadConnections, being trivial: a Database that is destroyed after them finds nothing to do.
thread_local bool threadIsEnding = false;

} // namespace

std::atomic<unsigned> ThreadConnections::s_handlesGone = 0;

ThreadConnections &ThreadConnections::current()
{
    if (threadIsEnding) {
        // Static destructors of the main thread: a fresh, empty list that is never destroyed.
        static auto *afterwards = new ThreadConnections;
        return *afterwards;
    }
    thread_local ThreadConnections connections;
    return connections;
}

ThreadConnections::~ThreadConnections()
{
    threadIsEnding = true;
    std::ranges::for_each(m_entries, close);
}

void ThreadConnections::close(Entry &entry)
{
    *entry.alive = false;
    entry.connection.reset();
}

// Closing a connection may run statements, and who observes them may look for a connection: the list is in order by then.
void ThreadConnections::removeExpired()
{
    const auto gone = std::ranges::stable_partition(m_entries, [](const Entry &entry) { return !entry.identity.expired(); });
    std::vector<Entry> closing(std::make_move_iterator(gone.begin()), std::make_move_iterator(gone.end()));
    m_entries.erase(gone.begin(), gone.end());
    std::ranges::for_each(closing, close);
}

Connection *ThreadConnections::add(const std::shared_ptr<const int> &identity, std::unique_ptr<Connection> connection)
{
    m_entries.push_back({ identity.get(), identity, std::move(connection), std::make_shared<bool>(true) });
    return m_entries.back().connection.get();
}

void ThreadConnections::remove(const int *identity)
{
    const auto found = std::ranges::find(m_entries, identity, &Entry::key);
    if (found == m_entries.end())
        return;
    Entry closing = std::move(*found);
    m_entries.erase(found);
    close(closing);
}

std::shared_ptr<const bool> ThreadConnections::alive(const Connection *connection) const
{
    for (const Entry &entry : m_entries) {
        if (entry.connection.get() == connection)
            return entry.alive;
    }
    return nullptr;
}

} // namespace quoin
