// SPDX-License-Identifier: MIT
#pragma once

// Not part of the API: COPY … FROM STDIN (FORMAT binary).

#include <quoin/db/bulkload.h>
#include <quoin/db/drivers/postgresqlchannel_p.h>

namespace quoin::postgresql {

/// What a statement whose placeholders are the columns of a row is, too.
class RowOfCopy
{
public:
    /// Appends the bound values as a row; false, and nothing is appended, when one of them is a text that the server would have
    /// to convert.
    virtual Result<bool> appendRow(std::string &bytes) = 0;

protected:
    ~RowOfCopy() = default;
};

/// \a row is an INSERT of one row, from which the columns' types are known; null when it is none of ours.
std::unique_ptr<BulkLoad> makeCopy(
        Connection &connection, std::shared_ptr<Channel> channel, const QString &sql, std::shared_ptr<Statement> row);

} // namespace quoin::postgresql
