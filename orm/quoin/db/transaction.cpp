// SPDX-License-Identifier: MIT
#include <quoin/core/log.h>
#include <quoin/db/connection.h>
#include <quoin/db/transaction.h>
#include <quoin/db/transactionscope_p.h>

#include <QtCore/qrandom.h>
#include <QtCore/qthread.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace quoin {

Transaction::Transaction(Connection *connection, QString savepoint, int retries)
    : m_connection(connection), m_savepoint(std::move(savepoint)), m_retries(retries), m_thread(QThread::currentThreadId()),
      m_scope(connection->scope())
{ }

Transaction::Transaction(Transaction &&other) noexcept
    : m_connection(std::exchange(other.m_connection, nullptr)), m_savepoint(std::move(other.m_savepoint)),
      m_retries(other.m_retries), m_committed(other.m_committed), m_thread(other.m_thread), m_alive(std::move(other.m_alive)),
      m_scope(std::move(other.m_scope))
{ }

Transaction &Transaction::operator=(Transaction &&other) noexcept
{
    if (this != &other) {
        drop();
        m_connection = std::exchange(other.m_connection, nullptr);
        m_savepoint = std::move(other.m_savepoint);
        m_retries = other.m_retries;
        m_committed = other.m_committed;
        m_thread = other.m_thread;
        m_alive = std::move(other.m_alive);
        m_scope = std::move(other.m_scope);
    }
    return *this;
}

Transaction::~Transaction() { drop(); }

void Transaction::drop()
{
    if (!isActive())
        return;
    if (m_thread == QThread::currentThreadId()) {
        (void)rollback();
    } else if (!m_scope->isUndone()) { // else its thread has ended, and everything with it
        qCWarning(logConnection, "a transaction was destroyed by a thread that did not begin it; its own thread rolls it back");
        m_scope->abandon();
    }
}

Result<Connection *> Transaction::take()
{
    if (m_connection && m_thread != QThread::currentThreadId()) {
        return Error(
                ErrorKind::Transaction, u"The transaction belongs to another thread: only the one that began it can end it."_s)
                .setHint(u"Each thread has a connection of its own: begin and end a transaction in one thread."_s);
    }
    Connection *connection = std::exchange(m_connection, nullptr);
    if (!connection)
        return Error(ErrorKind::Transaction, u"The transaction has already ended."_s);
    if (!*m_alive)
        return Error(ErrorKind::Connection, u"The connection was closed before its transaction ended: nothing of it was kept."_s);
    if (isSavepoint() && !connection->hasSavepoint(m_savepoint))
        return Error(ErrorKind::Transaction, u"The transaction around this one has already ended, and this one with it."_s);
    return connection;
}

Result<void> Transaction::commit()
{
    auto connection = take();
    if (!connection)
        return connection.error();
    auto kept = end(**connection);
    m_committed = kept.has_value();
    return kept;
}

Result<void> Transaction::end(Connection &connection)
{
    if (m_savepoint.isEmpty())
        return connection.commit();
    if (connection.poison()) {
        Error error(
                ErrorKind::Transaction, u"The inner transaction cannot be kept: a statement in it failed. It was rolled back."_s);
        error.setRetryable(connection.poison()->isRetryable());
        error.addCause(*connection.poison());
        (void)connection.rollbackToSavepoint(m_savepoint);
        return error;
    }
    return connection.releaseSavepoint(m_savepoint);
}

Result<void> Transaction::rollback()
{
    auto connection = take();
    if (!connection)
        return connection.error();
    if (m_savepoint.isEmpty())
        return (*connection)->rollback();
    auto undone = (*connection)->rollbackToSavepoint(m_savepoint);
    return undone ? (*connection)->releaseSavepoint(m_savepoint) : undone;
}

bool Transaction::mayRetry(int attempt, int retries, const Error &error)
{
    if (attempt >= retries || !error.isRetryable())
        return false;
    // Doubles from 10 ms up to 1.3 s; by chance between half and all of it, so that the losers of a deadlock do not meet again.
    const int full = 10 << std::min(attempt, 7);
    const int pause = full / 2 + QRandomGenerator::global()->bounded(full / 2 + 1);
    qCInfo(logConnection).noquote() << "running a transaction again in" << pause << "ms, attempt" << attempt + 2 << "of"
                                    << retries + 1 << "after" << errorKindName(error.kind());
    QThread::msleep(static_cast<unsigned long>(pause));
    return true;
}

} // namespace quoin
