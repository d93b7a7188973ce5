// SPDX-License-Identifier: MIT
#pragma once

// Not part of the API.

#include <quoin/core/error.h>

#include <QtCore/qbytearrayview.h>

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

class QTemporaryFile;

namespace quoin {

/// The bytes of one column as the client library holds them, until the next row. Null is SQL NULL.
using Cell = QByteArrayView;
using Cells = std::vector<Cell>;

/// Rows read ahead of their reader, because another statement needs the connection: one block of memory a row. Some megabytes are
/// kept in memory, what is more in a temporary file, so that a long result needs no more memory than a short one. First all rows
/// are appended, then they are taken.
class RowBuffer
{
public:
    RowBuffer();
    ~RowBuffer();
    Q_DISABLE_COPY_MOVE(RowBuffer)

    void append(const Cells &cells);
    void append(std::string row);
    /// The oldest row; \a cells stay valid until the next call.
    bool take(Cells &cells);
    /// The same for one that was appended as a whole.
    bool take(std::string_view &row);
    void clear();
    /// Why there are fewer rows than were appended, if so.
    std::optional<Error> takeError() { return std::exchange(m_error, std::nullopt); }

private:
    void write(const std::string &row);
    bool read();
    void failed(const QString &doing);

    std::deque<std::string> m_rows;
    std::string m_current;
    qsizetype m_bytes = 0;
    std::unique_ptr<QTemporaryFile> m_file; ///< The rows behind those in memory.
    bool m_isRead = false;                  ///< The file, from its beginning.
    std::optional<Error> m_error;
};

} // namespace quoin
