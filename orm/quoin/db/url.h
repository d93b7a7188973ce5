// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/core/result.h>
#include <quoin/core/secret.h>

#include <QtCore/qstring.h>

#include <chrono>

class QSettings;

namespace quoin {

enum class Engine { Sqlite, Postgresql, Mysql };

/// How TLS is used towards a server; the names of libpq.
enum class SslMode { Disable, Prefer, Require, VerifyCa, VerifyFull };

/// Where a database is and how to talk to it: a URL taken apart. docs/guides/connections.md lists every option.
///
/// sqlite:///absolute/path.sqlite, sqlite:relative.sqlite, sqlite::memory:
/// postgresql://user:password@host:5432/database?sslmode=require
/// mysql://user:password@host:3306/database?connectTimeout=5s       (mariadb: is the same)
///
/// A host that begins with "/" (as %2F) is the folder of a Unix socket. Percent-encoding as in any URL.
struct QUOIN_EXPORT ConnectionOptions
{
    Engine engine = Engine::Sqlite;
    QString host;
    int port = 0; ///< 0: the engine's own.
    QString user;
    Secret password;
    QString database; ///< SQLite: the file's path, or ":memory:".

    bool native = true;                                ///< native=on|off: the client library's own calls where that is safe.
    bool readOnly = false;                             ///< readOnly=yes
    std::chrono::milliseconds connectTimeout { 5000 }; ///< connectTimeout=5s
    std::chrono::milliseconds busyTimeout { 5000 };    ///< busyTimeout=: SQLite's wait for a lock; lock wait on the others.
    std::chrono::milliseconds statementTimeout { 0 };  ///< statementTimeout=; 0: none.
    int connectRetries = 2;                            ///< connectRetries=: attempts after the first, with growing pauses.
    int statementCache = 200;                          ///< statementCache=: prepared statements kept per connection; 0: none.
    QString nameSpace;                                 ///< schema=: PostgreSQL's search path.
    QString applicationName;                           ///< applicationName=: as servers show it.
    SslMode sslMode = SslMode::Prefer;
    QString sslCa; ///< sslCa=, sslCert=, sslKey=: paths of PEM files.
    QString sslCert;
    QString sslKey;
    QString journalMode;  ///< SQLite: journalMode=wal (default) | delete | truncate | memory | off
    QString synchronous;  ///< SQLite: synchronous=normal (default) | full | off | extra
    int cacheSizeKib = 0; ///< SQLite: cacheSize=: page cache in KiB; 0: SQLite's own.

    /// A Configuration error names what is wrong, and for an option the nearest known one.
    static Result<ConnectionOptions> fromUrl(const QString &url);
    /// From an environment variable that holds a URL.
    static Result<ConnectionOptions> fromEnvironment(const char *variable = "QUOIN_DATABASE_URL");
    /// From the keys url, or engine, host, port, user, password, database and the options, of the current group.
    static Result<ConnectionOptions> fromSettings(const QSettings &settings);

    /// The URL with the password masked: for people and logs.
    [[nodiscard]] QString toDisplay() const;
};

} // namespace quoin
