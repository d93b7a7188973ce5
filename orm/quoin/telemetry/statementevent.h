// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/core/export.h>
#include <quoin/core/log.h>

#include <QtCore/qstring.h>

#include <atomic>
#include <chrono>
#include <functional>

namespace quoin {

/// One statement that ran. The text has placeholders; values are never part of it.
struct StatementEvent
{
    const QString &sql;
    std::chrono::nanoseconds duration; ///< Until the first row is at hand or the statement is done.
    qint64 rows;                       ///< Rows changed; -1 for a query, whose rows come later.
    bool succeeded;
};

/// Receives events until it is destroyed. The function is called in the thread that ran the statement, at once: it has to be
/// quick and thread-safe, and must not run statements. What it throws is ignored, with a warning.
/// \code
/// int statements = 0;
/// quoin::StatementObserver counter([&](const quoin::StatementEvent &) { ++statements; });
/// \endcode
class QUOIN_EXPORT StatementObserver
{
public:
    explicit StatementObserver(std::function<void(const StatementEvent &)> function);
    ~StatementObserver();
    Q_DISABLE_COPY_MOVE(StatementObserver)

private:
    friend class StatementTimer;
    std::function<void(const StatementEvent &)> m_function;
};

/// Measures one run for whoever observes; without an observer and with the category quoin.statement quiet it costs two loads and
/// a branch each. Both may change at any time.
class QUOIN_EXPORT StatementTimer
{
public:
    explicit StatementTimer(const QString &sql) : m_sql(sql)
    {
        if (s_observers.load(std::memory_order_relaxed) != 0 || logStatement().isDebugEnabled())
            m_start = std::chrono::steady_clock::now();
    }
    void finish(qint64 rows, bool succeeded)
    {
        if (m_start != std::chrono::steady_clock::time_point {})
            notify(rows, succeeded);
    }

private:
    friend class StatementObserver;
    void notify(qint64 rows, bool succeeded);
    static std::atomic<int> s_observers;

    const QString &m_sql;
    std::chrono::steady_clock::time_point m_start {};
};

} // namespace quoin
