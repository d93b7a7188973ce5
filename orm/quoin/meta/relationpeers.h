// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/core/export.h>

#include <QtCore/qglobal.h>

#include <atomic>
#include <utility>

namespace quoin {

/// What load() of a relation does that no with<…>() loaded before.
enum class LazyLoading : quint8 {
    Peers,    ///< Loads it for all rows of the same result by one statement.
    Single,   ///< Loads it for this row alone.
    Forbidden ///< Is an error that names the relation: no statement hides in a loop.
};

/// What rows of one result share for one of their relations. Each row holds a reference; what is behind it is the business of
/// whoever loads.
class QUOIN_EXPORT RelationPeers
{
public:
    Q_DISABLE_COPY_MOVE(RelationPeers)

    void hold() noexcept
    {
        if (m_counted)
            m_holders.fetch_add(1, std::memory_order_relaxed);
    }
    void release() noexcept
    {
        if (!m_counted)
            return;
        // Before this row's reference is given up: afterwards somebody else might delete us.
        if (const int least = m_leastHolders.load(std::memory_order_relaxed); least > 0 && holders() <= least)
            fewLeft();
        if (m_holders.fetch_sub(1, std::memory_order_acq_rel) == 1)
            delete this;
    }

protected:
    enum class Lifetime { Counted, Forever };
    explicit RelationPeers(Lifetime lifetime) noexcept : m_counted(lifetime == Lifetime::Counted) { }
    virtual ~RelationPeers();

    [[nodiscard]] int holders() const noexcept { return m_holders.load(std::memory_order_relaxed); }
    /// fewLeft() is called when a row lets go of it and no more than so many are left; 0: never.
    void watchHolders(int least) noexcept { m_leastHolders.store(least, std::memory_order_relaxed); }
    virtual void fewLeft() noexcept;

private:
    std::atomic<int> m_holders { 0 };
    std::atomic<int> m_leastHolders { 0 };
    const bool m_counted;
};

/// A row's reference.
class PeersPointer
{
public:
    PeersPointer() noexcept = default;
    explicit PeersPointer(RelationPeers *peers) noexcept : m_peers(peers)
    {
        if (m_peers)
            m_peers->hold();
    }
    PeersPointer(const PeersPointer &other) noexcept : PeersPointer(other.m_peers) { }
    PeersPointer(PeersPointer &&other) noexcept : m_peers(std::exchange(other.m_peers, nullptr)) { }
    PeersPointer &operator=(PeersPointer other) noexcept
    {
        std::swap(m_peers, other.m_peers);
        return *this;
    }
    ~PeersPointer()
    {
        if (m_peers)
            m_peers->release();
    }
    void reset() noexcept { *this = PeersPointer(); }
    [[nodiscard]] RelationPeers *get() const noexcept { return m_peers; }

private:
    RelationPeers *m_peers = nullptr;
};

} // namespace quoin
