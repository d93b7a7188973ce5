// SPDX-License-Identifier: MIT
#pragma once

#include "arena.h"
#include "report.h"

#include <optional>

namespace bench {

struct Settings
{
    bool quick = false;
    bool peers = false; ///< Other libraries, too.
    int rounds = 5;
    QStringList workloads;              ///< Empty: all.
    QStringList contenders;             ///< Empty: all. Without "handwritten" there are no ratios.
    std::optional<int> serverCore = {}; ///< To which the servers are bound.
};

/// "quoin", "quoin-qsqlquery", "handwritten", "native": in the order of the tables.
QStringList contenderNames();
/// Other libraries: SOCI if it was there when this was built, and ORMs of other languages, as processes.
QStringList peerNames();
ContenderPtr makeContender(const QString &name, const quoin::ConnectionOptions &options);

/// Runs the workloads in one database, the contenders taking turns in each round, and prints as it goes.
QList<Measurement> runWorkloads(const QString &engine, Arena &arena, const Settings &settings);

} // namespace bench
