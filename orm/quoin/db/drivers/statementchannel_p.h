// SPDX-License-Identifier: MIT
#pragma once

// Not part of the API: what statements of one connection share. The servers' client libraries do one thing at a time on a
// connection.

#include <QtCore/qbytearrayview.h>

#include <cstring>
#include <deque>
#include <string>
#include <utility>
#include <vector>

namespace quoin {

/// The bytes of one column as the client library holds them, until the next row. Null is SQL NULL.
using Cell = QByteArrayView;
using Cells = std::vector<Cell>;

/// Rows read ahead of their reader, because another statement needs the connection: one block of memory a row.
class RowBuffer
{
public:
    void append(const Cells &cells)
    {
        std::string row;
        size_t size = 0;
        for (const Cell &cell : cells)
            size += sizeof(qsizetype) + size_t(cell.size());
        row.reserve(size);
        for (const Cell &cell : cells) {
            const qsizetype length = cell.isNull() ? -1 : cell.size();
            row.append(reinterpret_cast<const char *>(&length), sizeof length);
            row.append(cell.data(), size_t(cell.size()));
        }
        m_rows.push_back(std::move(row));
    }

    /// The oldest row; \a cells stay valid until the next call.
    bool take(Cells &cells)
    {
        if (m_rows.empty())
            return false;
        m_current = std::move(m_rows.front());
        m_rows.pop_front();
        const char *at = m_current.data();
        for (Cell &cell : cells) {
            qsizetype length;
            std::memcpy(&length, at, sizeof length);
            at += sizeof length;
            cell = length < 0 ? Cell() : Cell(at, length);
            at += qMax<qsizetype>(length, 0);
        }
        return true;
    }

    void clear()
    {
        m_rows.clear();
        m_current.clear();
    }

private:
    std::deque<std::string> m_rows;
    std::string m_current;
};

/// A result that is still coming in over the connection.
class IncomingRows
{
public:
    virtual ~IncomingRows() = default;
    /// Reads the rest into memory: the connection is needed.
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
