// SPDX-License-Identifier: MIT
#pragma once

#include "../terminal/terminal.h"

#include <quoin/dialect/dialect.h>
#include <quoin/quoin.h>
#include <quoin/telemetry/statementevent.h>

#include <QtCore/qelapsedtimer.h>

#include <atomic>
#include <functional>

/// Counts steps, checks and statements, and says at the end how it went.
class Tour
{
public:
    explicit Tour(Terminal &terminal);

    [[nodiscard]] Terminal &terminal() { return m_terminal; }
    [[nodiscard]] quoin::Database &database() { return m_database; }
    void setDatabase(const quoin::Database &database) { m_database = database; }

    void chapter(const QString &title, const QString &text);
    /// Runs one step; an error that it let pass is a failed check.
    using StepFunction = void (*)(Tour &, quoin::Database &);
    void run(std::initializer_list<StepFunction> steps);

    int nextStep() { return ++m_steps; }
    void addCheck(bool passed, const QString &what);
    /// What went wrong outside of any check.
    void fail(const QString &what);
    /// The last lines; gives the program's exit code.
    int finish();
    [[nodiscard]] qsizetype failures() const { return m_failures.size(); }

private:
    Terminal &m_terminal;
    quoin::Database m_database;
    QElapsedTimer m_timer;
    std::atomic<qint64> m_statements = 0;
    quoin::StatementObserver m_observer;
    QStringList m_failures;
    int m_chapters = 0;
    int m_steps = 0;
    int m_checks = 0;
};
