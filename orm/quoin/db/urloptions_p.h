// SPDX-License-Identifier: MIT
#pragma once

// Not part of the API: the options of a connection as a table, for URLs and settings alike.

#include <quoin/db/url.h>

#include <variant>

namespace quoin {

/// An option: the engines that have it, what it sets, and the words it takes when only some are allowed.
struct ConnectionOption
{
    using Member = std::variant<bool ConnectionOptions::*, int ConnectionOptions::*,
            std::chrono::milliseconds ConnectionOptions::*, QString ConnectionOptions::*, SslMode ConnectionOptions::*>;
    QLatin1StringView name;
    int engines; ///< A bit for each Engine that has it: 1 << int(engine).
    Member member;
    QStringList words = {};
};

const QList<ConnectionOption> &connectionOptions();
/// By name, whatever its case; an error when there is none, or only for other engines.
Result<const ConnectionOption *> findOption(QStringView name, Engine engine);
Result<void> setOption(ConnectionOptions &options, const ConnectionOption &option, const QString &value);
Result<void> setPort(ConnectionOptions &options, QStringView text);
/// The option's value as in a URL; empty when it is the default.
QString optionText(const ConnectionOptions &options, const ConnectionOption &option);

/// As in a URL: "postgresql".
QLatin1StringView engineName(Engine engine);
Result<Engine> engineFromName(QStringView name);

Error urlError(const QString &message, const QString &hint = {});

} // namespace quoin
