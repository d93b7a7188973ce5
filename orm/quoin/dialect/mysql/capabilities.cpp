// SPDX-License-Identifier: MIT
#include <quoin/dialect/mysql/capabilities_p.h>

using namespace Qt::StringLiterals;

namespace quoin::dialect::mysql {

Flavour flavourOf(const ServerInfo &server)
{
    return server.version.isEmpty() || server.version.contains("MariaDB"_L1, Qt::CaseInsensitive) ? Flavour::MariaDb
                                                                                                  : Flavour::Mysql;
}

Capabilities capabilitiesOf(const ServerInfo &server)
{
    // MariaDB puts "5.5.5-" in front for replicas of old MySQL.
    const bool prefixed = server.version.startsWith("5.5.5-"_L1);
    const QVersionNumber version = QVersionNumber::fromString(prefixed ? server.version.sliced(6) : server.version);
    const bool mariaDb = flavourOf(server) == Flavour::MariaDb;

    Capabilities can;
    can.product = mariaDb ? u"MariaDB"_s : u"MySQL"_s;
    can.version = version;
    can.insertReturning = mariaDb && version >= QVersionNumber(10, 5) && server.returning;
    can.lastInsertId = true;
    can.exactDecimals = true;
    can.comments = true;
    can.virtualColumns = true;
    can.expressionIndexes = !mariaDb && version >= QVersionNumber(8, 0, 13);
    can.alterColumn = true;
    can.lateralJoins = !mariaDb && version >= QVersionNumber(8, 0, 14);
    can.windows = mariaDb || version >= QVersionNumber(8, 0, 2);
    can.ignoreCaseMatch = true;
    can.rowLocks = true;
    can.skipLocked = version >= (mariaDb ? QVersionNumber(10, 6) : QVersionNumber(8, 0, 1));
    can.lockTables = !mariaDb && version >= QVersionNumber(8, 0, 1);
    can.setAll = version >= (mariaDb ? QVersionNumber(10, 5) : QVersionNumber(8, 0, 31));
    can.upsertUpdate = true;
    can.lastInsertIdIsFirst = true;
    can.maxBinds = server.maxBinds > 0 ? server.maxBinds : 65535;
    can.maxIdentifierBytes = 64;
    can.decimalAggregates = true;
    can.maxStatementBytes = server.maxStatementBytes > 0 ? server.maxStatementBytes : 16 << 20; // max_allowed_packet
    can.maxDecimalScale = mariaDb ? 38 : 30;
    can.jsonTable = version >= (mariaDb ? QVersionNumber(10, 6) : QVersionNumber(8, 0, 4));
    can.bulkInsertRows = 100;
    can.bulkUpdateRows = 50;
    can.updateReadsNewValues = true;
    return can;
}

} // namespace quoin::dialect::mysql
