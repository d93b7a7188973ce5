// SPDX-License-Identifier: MIT
#pragma once

// Not part of the API: what statements of one connection share. The servers' client libraries do one thing at a time on a
// connection.

#include <quoin/db/drivers/rowbuffer_p.h>

#include <utility>

namespace quoin {

/// A result that is still coming in over the connection.
class IncomingRows
{
public:
    virtual ~IncomingRows() = default;
    /// Reads the rest ahead of its reader: the connection is needed.
    virtual void readAhead() = 0;
};

/// The connection of all statements that were prepared on it: whoever wants to run one acquires it first.
template<class Handle>
class StatementChannel
{
public:
    explicit StatementChannel(Handle *connection) : m_connection(connection) { }
    Q_DISABLE_COPY_MOVE(StatementChannel)

    /// Null after the connection was closed; statements can outlive it.
    [[nodiscard]] Handle *connection() const { return m_connection; }
    void close() { m_connection = nullptr; }

    /// The connection for a new command, after what was coming in has been read.
    Handle *acquire()
    {
        if (m_incoming)
            std::exchange(m_incoming, nullptr)->readAhead();
        return m_connection;
    }
    void setIncoming(IncomingRows *incoming) { m_incoming = incoming; }
    [[nodiscard]] bool isBusy() const { return m_incoming != nullptr; }
    [[nodiscard]] bool isIncoming(const IncomingRows *rows) const { return m_incoming == rows; }

private:
    Handle *m_connection;
    IncomingRows *m_incoming = nullptr;
};

} // namespace quoin
