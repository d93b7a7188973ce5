// SPDX-License-Identifier: MIT
#pragma once

class QSqlDatabase;

namespace quoin {

/// Gives a connection what SQLite has not: quoin_decimal_sum(), quoin_decimal_min() and quoin_decimal_max() over exact decimals
/// that are stored as text, and quoin_decimal_key(), which they are compared by. False where that cannot be done safely (the
/// driver plugin has a client library of its own): the dialect then refuses what needs them.
bool registerDecimalAggregates(const QSqlDatabase &database);

} // namespace quoin
