// SPDX-License-Identifier: MIT
#include <quoin/core/log.h>

namespace quoin {

Q_LOGGING_CATEGORY(logConnection, "quoin.connection", QtInfoMsg)
Q_LOGGING_CATEGORY(logStatement, "quoin.statement", QtInfoMsg)
Q_LOGGING_CATEGORY(logModel, "quoin.model")

} // namespace quoin
