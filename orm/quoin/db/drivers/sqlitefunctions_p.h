// SPDX-License-Identifier: MIT
#pragma once

// Not part of the API: the functions that SQLite lacks, in C++.

class QSqlDatabase;

namespace quoin {

/// Registers the functions that the dialect's spellings name ("quoin_lower" …) with the connection's own handle. False where that
/// cannot be done safely (the driver plugin has a client library of its own): the dialect then refuses what needs them.
bool registerSqliteFunctions(const QSqlDatabase &database);

} // namespace quoin
