// SPDX-License-Identifier: MIT
#include <quoin/core/log.h>
#include <quoin/telemetry/statementevent.h>

#include <QtCore/qreadwritelock.h>

#include <vector>

namespace quoin {

namespace {

struct Observers
{
    QReadWriteLock lock;
    std::vector<const StatementObserver *> list;
};

Observers &observers()
{
    static Observers instance;
    return instance;
}

} // namespace

std::atomic<int> StatementTimer::s_observers = 0;

StatementObserver::StatementObserver(std::function<void(const StatementEvent &)> function) : m_function(std::move(function))
{
    Observers &all = observers();
    const QWriteLocker locker(&all.lock);
    all.list.push_back(this);
    ++StatementTimer::s_observers;
}

StatementObserver::~StatementObserver()
{
    Observers &all = observers();
    const QWriteLocker locker(&all.lock);
    std::erase(all.list, this);
    --StatementTimer::s_observers;
}

void StatementTimer::notify(qint64 rows, bool succeeded)
{
    const StatementEvent event { m_sql, std::chrono::steady_clock::now() - m_start, rows, succeeded };
    qCDebug(logStatement).noquote() << m_sql << "·"
                                    << std::chrono::duration_cast<std::chrono::microseconds>(event.duration).count() << "µs";
    Observers &all = observers();
    const QReadLocker locker(&all.lock);
    for (const StatementObserver *observer : all.list) {
        try {
            observer->m_function(event);
        } catch (...) {
            // The statement ran, maybe from a destructor: who looks at it is no reason to stop.
            qCWarning(logStatement, "a StatementObserver threw an exception, which is ignored");
        }
    }
}

} // namespace quoin
