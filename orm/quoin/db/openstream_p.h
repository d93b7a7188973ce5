// SPDX-License-Identifier: MIT
#pragma once

// Not part of the API: a statement whose rows a program reads while it does other things.

#include <quoin/db/connection.h>

#include <atomic>
#include <memory>

namespace quoin {

/// A running statement that outlives the call that started it, and what becomes of it when its transaction, its connection or its
/// thread ends first. Its connection knows of it until it is released.
class QUOIN_EXPORT OpenStream
{
public:
    /// For the thread of \a connection.
    static std::shared_ptr<OpenStream> open(Connection &connection, std::shared_ptr<Statement> statement, Cursor &cursor);
    /// One that runs statements of its own, one after the other.
    static std::shared_ptr<OpenStream> open(Connection &connection);
    Q_DISABLE_COPY_MOVE(OpenStream)

    /// Success, or why there are no more rows: the stream is of another thread, or the connection or the transaction in which it
    /// began has ended.
    [[nodiscard]] Result<void> check() const;
    /// After check() only.
    [[nodiscard]] Cursor &cursor() const { return *m_cursor; }

    /// The statement has given its last row. The stream stays, so that what was read of it ends with its transaction.
    void finish();
    /// Ends the statement, which frees the server. Called by another thread, it leaves that to the connection's own.
    void release();

    // --- for the connection
    [[nodiscard]] bool isReleased() const { return m_released; }
    [[nodiscard]] const std::shared_ptr<TransactionScope> &scope() const { return m_scope; }
    void end(std::optional<Error> why = std::nullopt);

private:
    OpenStream(Connection &connection, std::shared_ptr<Statement> statement, Cursor *cursor);

    const Qt::HANDLE m_thread;
    std::atomic<bool> m_released = false;
    // What follows is for that thread alone.
    Connection *m_connection; ///< Null when it has ended.
    std::shared_ptr<Statement> m_statement;
    Cursor *m_cursor;
    std::shared_ptr<TransactionScope> m_scope; ///< Null outside of a transaction.
    std::optional<Error> m_why;
};

} // namespace quoin
