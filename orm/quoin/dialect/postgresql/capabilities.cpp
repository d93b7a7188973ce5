// SPDX-License-Identifier: MIT
#include <quoin/dialect/postgresql/capabilities_p.h>

using namespace Qt::StringLiterals;

namespace quoin::dialect::postgresql {

Capabilities capabilitiesOf(const ServerInfo &server)
{
    const QVersionNumber version = QVersionNumber::fromString(server.version);
    Capabilities can;
    can.product = u"PostgreSQL"_s;
    can.version = version;
    can.insertReturning = can.updateReturning = true;
    can.transactionalDdl = true;
    can.nullsOrdering = true;
    can.namespaces = true;
    can.exactDecimals = true;
    can.nonFiniteDoubles = true;
    can.comments = true;
    can.partialIndexes = true;
    can.expressionIndexes = true;
    can.alterColumn = true;
    can.aggregateFilter = true;
    can.lateralJoins = true;
    can.windows = true;
    can.windowGroups = version >= QVersionNumber(11);
    can.vectorType = server.vectorType;
    can.ignoreCaseMatch = true;
    can.rowLocks = can.skipLocked = can.lockTables = true;
    can.limitInSubqueries = can.rowRanges = can.setAll = can.groupingSets = can.updateFrom = true;
    can.failedStatementPoisons = true;
    can.ignoreConflicts = can.upsertUpdate = can.upsertTarget = true;
    // The protocol takes 65535, but libpq takes the description of a statement only in a message of 30,000 bytes: 4 for each.
    can.maxBinds = server.maxBinds > 0 ? server.maxBinds : 7498;
    can.maxIdentifierBytes = 63;
    can.decimalAggregates = true;
    can.maxStatementBytes = (1 << 30) - 8192; // what a message of the protocol may have, less room for its head and the lengths
    can.bulkInsertRows = 500;
    can.bulkUpdateRows = 500;
    return can;
}

} // namespace quoin::dialect::postgresql
