// SPDX-License-Identifier: MIT
#include "recorder.h"

#include <algorithm>

Recorder::Recorder()
    : m_observer(std::make_unique<quoin::StatementObserver>([this](const quoin::StatementEvent &event) { record(event); }))
{ }

void Recorder::stop() { m_observer.reset(); }

void Recorder::record(const quoin::StatementEvent &event)
{
    const QMutexLocker lock(&m_mutex);
    ++m_count;
    m_time += event.duration;
    const auto same = std::ranges::find_if(
            m_statements, [&](const Statement &known) { return known.sql == event.sql && known.succeeded == event.succeeded; });
    if (same == m_statements.end())
        m_statements << Statement { event.sql, 1, event.succeeded };
    else
        ++same->times;
}
