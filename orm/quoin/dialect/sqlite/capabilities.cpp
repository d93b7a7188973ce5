// SPDX-License-Identifier: MIT
#include <quoin/dialect/sqlite/capabilities_p.h>

#include <limits>

using namespace Qt::StringLiterals;

namespace quoin::dialect::sqlite {

Capabilities capabilitiesOf(const ServerInfo &server)
{
    const QVersionNumber version = QVersionNumber::fromString(server.version);
    Capabilities can;
    can.product = u"SQLite"_s;
    can.version = version;
    can.insertReturning = can.updateReturning = version >= QVersionNumber(3, 35);
    can.lastInsertId = true;
    can.transactionalDdl = true;
    can.nullsOrdering = version >= QVersionNumber(3, 30);
    can.partialIndexes = true;
    can.virtualColumns = true;
    can.expressionIndexes = true;
    can.aggregateFilter = version >= QVersionNumber(3, 30);
    can.windows = version >= QVersionNumber(3, 25);
    can.windowGroups = version >= QVersionNumber(3, 28);
    can.ownFunctions = can.ignoreCaseMatch = server.ownFunctions;
    can.limitInSubqueries = can.rowRanges = true;
    can.updateFrom = version >= QVersionNumber(3, 33);
    can.decimalAggregates = server.ownFunctions;
    can.ignoreConflicts = can.upsertUpdate = can.upsertTarget = version >= QVersionNumber(3, 24);
    can.maxBinds = server.maxBinds > 0 ? server.maxBinds : (version >= QVersionNumber(3, 32) ? 32766 : 999);
    can.maxStatementBytes = std::numeric_limits<int>::max(); // a single value has a limit of its own, 1,000,000,000 unless raised
    can.maxIdentifierBytes = 1 << 20;                        // no limit of its own; a statement may have a million bytes
    can.bulkInsertRows = 20;
    return can;
}

} // namespace quoin::dialect::sqlite
