// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/dialect/dialect.h>

namespace quoin::dialect::postgresql {

QUOIN_EXPORT std::shared_ptr<const Dialect> makeDialect(const ServerInfo &server);

} // namespace quoin::dialect::postgresql
