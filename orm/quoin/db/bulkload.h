// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/db/statement.h>

namespace quoin {

/// Rows on their way into a table by what the engine has for many of them (COPY): see Connection::bulkLoad(). They are kept in
/// memory until finish(). Used by the connection's thread only.
class QUOIN_EXPORT BulkLoad
{
public:
    virtual ~BulkLoad();
    /// The next row: bind its columns, which count from 0, then add().
    virtual Statement &row() = 0;
    /// False when the values have no place in this format: the rows have to go another way. An error is that of a value.
    virtual Result<bool> add() = 0;
    /// Stores the rows and forgets them; gives how many there were.
    virtual Result<qint64> finish() = 0;
};

} // namespace quoin
