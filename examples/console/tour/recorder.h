// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/telemetry/statementevent.h>

#include <QtCore/qlist.h>
#include <QtCore/qmutex.h>

#include <memory>

/// The statements that Quoin runs while it lives, as the engine got them. From all threads.
class Recorder
{
public:
    struct Statement
    {
        QString sql;
        int times = 1; ///< How often it ran, one after another.
        bool succeeded = true;
    };

    Recorder();
    void stop();
    [[nodiscard]] QList<Statement> statements() const { return m_statements; }
    [[nodiscard]] int count() const { return m_count; }
    [[nodiscard]] std::chrono::nanoseconds time() const { return m_time; }

private:
    void record(const quoin::StatementEvent &event);

    mutable QMutex m_mutex;
    QList<Statement> m_statements;
    int m_count = 0;
    std::chrono::nanoseconds m_time {};
    std::unique_ptr<quoin::StatementObserver> m_observer;
};
