// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/dialect/dialect.h>

namespace quoin::dialect::postgresql {

/// What PostgreSQL of the server's version can do.
Capabilities capabilitiesOf(const ServerInfo &server);

} // namespace quoin::dialect::postgresql
