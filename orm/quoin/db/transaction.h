// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/core/result.h>
#include <quoin/dialect/begin.h>

#include <QtCore/qnamespace.h>
#include <QtCore/qstring.h>

#include <memory>

namespace quoin {

class Connection;
class TransactionScope;
using dialect::IsolationLevel;
using dialect::LockMode;

/// How a transaction begins. What the engine cannot do is refused with Unsupported before anything runs.
struct TransactionOptions
{
    IsolationLevel isolation = IsolationLevel::Default;
    bool readOnly = false;
    LockMode lock = LockMode::Default; ///< SQLite: Default takes the write lock at once (Immediate) unless readOnly.
    int retries = 0;                   ///< For Database::transaction(): how often the function may run again.
};

/// A transaction as a scope: rolled back by its destructor unless committed. One that begins inside another of the same thread is
/// a savepoint. A statement that fails makes the transaction refuse further ones, on every engine alike, until it or a savepoint
/// around the statement is rolled back.
///
/// Belongs to the thread that began it, whose connection it is on: for any other thread commit() and rollback() give an error and
/// change nothing. When another thread destroys it, it is rolled back by the next call of its own thread.
///
/// \code
/// auto transaction = db.begin();
/// if (!transaction) return transaction.error();
/// if (auto done = db.insert(order); !done) return done.error();   // rolled back
/// return transaction->commit();
/// \endcode
class QUOIN_EXPORT Transaction
{
public:
    Transaction(Transaction &&other) noexcept;
    Transaction &operator=(Transaction &&other) noexcept;
    Q_DISABLE_COPY(Transaction)
    ~Transaction();

    /// Makes it lasting (a savepoint: part of the transaction around it). An error means that nothing of it was kept.
    Result<void> commit();
    /// Undoes everything since it began.
    Result<void> rollback();
    [[nodiscard]] bool isActive() const { return m_connection != nullptr; }
    [[nodiscard]] bool isSavepoint() const { return !m_savepoint.isEmpty(); }

    /// Whether the outermost transaction may run again after this error, having kept nothing; waits the pause that grows with
    /// \a attempt.
    [[nodiscard]] bool mayRetry(int attempt, const Error &error) const
    {
        return !isSavepoint() && !m_committed && mayRetry(attempt, m_retries, error);
    }
    [[nodiscard]] static bool mayRetry(int attempt, int retries, const Error &error);

private:
    friend class Database;
    Transaction(Connection *connection, QString savepoint, int retries);
    Result<Connection *> take();
    Result<void> end(Connection &connection);
    void drop();

    Connection *m_connection = nullptr;
    QString m_savepoint;
    int m_retries = 0;
    bool m_committed = false;
    Qt::HANDLE m_thread = nullptr;
    std::shared_ptr<const bool> m_alive; // false once the connection is gone
    std::shared_ptr<TransactionScope> m_scope;
};

} // namespace quoin
