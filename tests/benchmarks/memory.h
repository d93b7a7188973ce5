// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/db/url.h>

#include <QtCore/qstringlist.h>

#include <optional>

namespace bench {

/// The peak of the memory that a process of its own has while this contender selects all rows once; none where the system does
/// not tell.
std::optional<qint64> peakMemoryOfSelect(const QString &contender, const quoin::ConnectionOptions &options);

/// True when this process is such a one: then it has done its work.
bool servedAsMemoryProbe(const QStringList &arguments);

} // namespace bench
