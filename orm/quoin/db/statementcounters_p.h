// SPDX-License-Identifier: MIT
#pragma once

// Not part of the API: what all connections of a Database count together.

#include <quoin/db/statistics.h>

#include <atomic>

namespace quoin {

struct StatementCounters
{
    std::atomic<quint64> shapeHits = 0;
    std::atomic<quint64> shapeMisses = 0;
    std::atomic<qint64> shapes = 0;
    std::atomic<quint64> preparedHits = 0;
    std::atomic<qint64> prepared = 0;

    template<class Number>
    static void add(std::atomic<Number> &counter, Number by = 1)
    {
        counter.fetch_add(by, std::memory_order_relaxed);
    }
    [[nodiscard]] StatementStatistics now() const { return { shapeHits, shapeMisses, shapes, preparedHits, prepared }; }
};

} // namespace quoin
