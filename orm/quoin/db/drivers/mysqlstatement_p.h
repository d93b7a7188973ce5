// SPDX-License-Identifier: MIT
#pragma once

// Not part of the API: libmariadb on the MYSQL that Qt's driver opened.

#include <quoin/db/drivers/driver_p.h>
#include <quoin/db/drivers/statementchannel_p.h>

#include <mysql.h>

namespace quoin::mysql {

using Channel = StatementChannel<MYSQL>;

Result<std::unique_ptr<Statement>> prepareStatement(
        Connection &connection, const std::shared_ptr<Channel> &channel, const QString &sql);

} // namespace quoin::mysql
