// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/dialect/dialect.h>

namespace quoin::dialect::postgresql {

/// The statements that check the given tables (empty: all of the database, the server's own among them) with the functions of the
/// extension amcheck: that each row can be read and is what the table says, that each B-tree index is in order and has an entry
/// for each row. Unsupported where the extension is not installed in the database, with what to do about it.
[[nodiscard]] Result<QStringList> integrityChecks(const Syntax &syntax, const QStringList &tables, CatalogRunner &catalog);

} // namespace quoin::dialect::postgresql
