// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/dialect/dialect.h>

namespace quoin::dialect::sqlite {

QUOIN_EXPORT std::shared_ptr<const Dialect> makeDialect(const ServerInfo &server);

} // namespace quoin::dialect::sqlite
