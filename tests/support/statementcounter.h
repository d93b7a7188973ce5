// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/telemetry/statementevent.h>

#include <QtCore/qstringlist.h>

#include <mutex>

namespace quoin::test {

/// Counts the statements that any thread runs while it lives, and keeps their texts.
///
/// \code
/// StatementCounter statements;
/// … run …
/// QCOMPARE_STATEMENTS(statements, 2);
/// \endcode
class StatementCounter
{
public:
    StatementCounter()
        : m_observer([this](const StatementEvent &event) {
              const std::lock_guard lock(m_mutex);
              m_texts << event.sql;
          })
    { }

    [[nodiscard]] int count() const { return int(texts().size()); }
    [[nodiscard]] QStringList texts() const
    {
        const std::lock_guard lock(m_mutex);
        return m_texts;
    }
    /// Begins anew; gives how many there were.
    int restart()
    {
        const std::lock_guard lock(m_mutex);
        return int(std::exchange(m_texts, {}).size());
    }

private:
    mutable std::mutex m_mutex;
    QStringList m_texts;
    StatementObserver m_observer; // last: it is called from other threads until it is gone
};

} // namespace quoin::test

/// So many statements ran since it was made or asked last; a failure prints them.
#define QCOMPARE_STATEMENTS(counter, expected) \
    do { \
        const QStringList quoinTexts_ = (counter).texts(); \
        QVERIFY2(quoinTexts_.size() == (expected), \
                qPrintable(QStringLiteral("%1 statements\n").arg(quoinTexts_.size()) + quoinTexts_.join(u'\n'))); \
        (counter).restart(); \
    } while (false)
