// SPDX-License-Identifier: MIT
#pragma once

// Not part of the API: libpq on the PGconn that Qt's driver opened.

#include <quoin/db/drivers/driver_p.h>
#include <quoin/db/drivers/statementchannel_p.h>

#include <libpq-fe.h>

#include <memory>
#include <string>
#include <vector>

namespace quoin::postgresql {

struct ClearResult
{
    void operator()(PGresult *result) const { PQclear(result); }
};
using ResultPtr = std::unique_ptr<PGresult, ClearResult>;

[[nodiscard]] dialect::NativeError errorOf(const PGconn *connection, const PGresult *result);
[[nodiscard]] inline bool isSuccess(const PGresult *result)
{
    const ExecStatusType status = PQresultStatus(result);
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_SINGLE_TUPLE || status == PGRES_EMPTY_QUERY;
}

/// What all statements of one connection share.
class Channel : public StatementChannel<PGconn>
{
public:
    using StatementChannel::StatementChannel;

    /// Takes what belongs to the finished command, so that the next one can begin.
    void drain();

    [[nodiscard]] std::string newName() { return "quoin_" + std::to_string(++m_serial); }
    /// Frees a prepared statement at the next time when that is possible: not inside a transaction, nor while rows are coming in.
    void discard(std::string name);
    void flushDiscarded();

private:
    quint64 m_serial = 0;
    std::vector<std::string> m_discarded;
};

Result<std::unique_ptr<Statement>> prepareStatement(
        Connection &connection, const std::shared_ptr<Channel> &channel, const QString &sql);

} // namespace quoin::postgresql
