// SPDX-License-Identifier: MIT
#pragma once

// Not part of the API.

#include <QtCore/qstring.h>

#include <atomic>
#include <memory>

namespace quoin {

/// A transaction or savepoint, and what became of it. Who believes something because of what happened inside (a Record that was
/// saved) keeps it and asks when it matters: a rollback has nobody to look for, so that records may be copied, moved and
/// destroyed as they like. Decided by its connection's thread; asked by any.
class TransactionScope
{
public:
    explicit TransactionScope(QString savepoint = {}, std::shared_ptr<TransactionScope> around = nullptr)
        : m_savepoint(std::move(savepoint)), m_around(std::move(around))
    { }

    /// Empty for the transaction itself.
    [[nodiscard]] const QString &savepoint() const { return m_savepoint; }
    [[nodiscard]] const std::shared_ptr<TransactionScope> &around() const { return m_around; }

    /// Whose end decides about what happened here: a released savepoint is part of the scope around it.
    [[nodiscard]] const TransactionScope *decider() const
    {
        const TransactionScope *scope = this;
        while (scope->m_outcome == Outcome::Released)
            scope = scope->m_around.get();
        return scope;
    }
    [[nodiscard]] bool isUndone() const { return decider()->m_outcome == Outcome::Undone; }
    [[nodiscard]] bool isKept() const { return decider()->m_outcome == Outcome::Kept; }

    void keep()
    {
        if (m_around && m_written)
            m_around->m_written = true;
        m_outcome = m_around ? Outcome::Released : Outcome::Kept;
    }
    void undo() { m_outcome = Outcome::Undone; }

    /// Whether a statement wrote: until then, what is read here is what others see, too.
    [[nodiscard]] bool hasWritten() const { return m_written; }
    void setWritten() { m_written = true; }

    /// The Transaction was destroyed by another thread, which must not touch the connection.
    [[nodiscard]] bool isAbandoned() const { return m_abandoned; }
    void abandon() { m_abandoned = true; }

private:
    enum class Outcome : quint8 { Open, Kept, Released, Undone };

    QString m_savepoint;
    std::shared_ptr<TransactionScope> m_around;
    std::atomic<Outcome> m_outcome = Outcome::Open;
    std::atomic<bool> m_abandoned = false;
    bool m_written = false;
};

} // namespace quoin
