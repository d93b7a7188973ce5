// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/dialect/dialect.h>

namespace quoin::dialect::sqlite {

/// What SQLite of the server's version can do; an unknown version is taken for the oldest that Quoin supports.
Capabilities capabilitiesOf(const ServerInfo &server);

} // namespace quoin::dialect::sqlite
