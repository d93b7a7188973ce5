// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/dialect/dialect.h>

namespace quoin::dialect::mysql {

/// MariaDB and MySQL 8 are flavours of one dialect.
enum class Flavour { MariaDb, Mysql };

Flavour flavourOf(const ServerInfo &server);
/// What the server of that flavour and version can do; an unknown server is taken for the oldest MariaDB that Quoin supports.
Capabilities capabilitiesOf(const ServerInfo &server);

} // namespace quoin::dialect::mysql
