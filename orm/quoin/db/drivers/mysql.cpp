// SPDX-License-Identifier: MIT
#include <quoin/db/drivers/driver_p.h>
#include <quoin/db/drivers/valuetext_p.h>
#include <quoin/db/listtext_p.h>

#include <QtCore/qfileinfo.h>
#include <QtSql/qsqlerror.h>
#include <QtSql/qsqlquery.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace quoin {

namespace {

class MysqlDriver final : public Driver
{
public:
    Result<void> open(const ConnectionOptions &options) override;
    [[nodiscard]] QVariant toDriver(const Value &value) const override;
    [[nodiscard]] bool canPrepare(const QString &sql) const override;
    [[nodiscard]] dialect::NativeError nativeError(const QSqlError &error) const override;

private:
    static Result<QString> connectOptions(const ConnectionOptions &options);
    Result<void> connect(const ConnectionOptions &options);
    Result<QString> scalar(const QString &sql);
    Result<void> setUp(const ConnectionOptions &options, const QString &version);
};

Result<void> MysqlDriver::open(const ConnectionOptions &options)
{
    if (auto added = addDatabase(u"QMYSQL"_s, u"libqt6sql6-mysql"_s); !added)
        return added;
    // The dialect of the oldest version until the server says which it is: errors of opening have to be mapped, too.
    m_dialect = makeDialect(Engine::Mysql, {});
    if (auto connected = connect(options); !connected)
        return connected;
    const auto about = scalar(u"SELECT concat(@@max_allowed_packet, ' ', version())"_s);
    if (!about)
        return about.error();
    constexpr int head = 4096; // of a packet, with the types and lengths of its values
    const dialect::ServerInfo server { .version = about->section(u' ', 1),
        .maxStatementBytes = std::max(about->section(u' ', 0, 0).toInt() - head, 1) };
    m_dialect = makeDialect(Engine::Mysql, server);
    if (auto ready = setUp(options, server.version); !ready)
        return ready;
    if (nativeAllowed(options))
        m_native = makeMysqlNative(m_database);
    // MariaDB describes the rows of RETURNING when it runs; QMYSQL asks before, takes the statement for one without rows and
    // leaves them unread.
    if (!m_native)
        m_dialect = makeDialect(
                Engine::Mysql, { .version = server.version, .returning = false, .maxStatementBytes = server.maxStatementBytes });
    return {};
}

/// A socket's own path, or that of the socket in a folder.
QString socketPath(const QString &host)
{
    if (!QFileInfo(host).isDir())
        return host;
    const QString usual = host + u"/mysqld.sock"_s;
    return QFileInfo::exists(usual) ? usual : host + u"/mysql.sock"_s;
}

/// Qt's driver has no option for the check of the server's certificate. MariaDB's client library takes options in place of the
/// host (mariadb_connect()); to any other library, which might not check, that is the name of a host which does not exist.
Result<QString> hostName(const ConnectionOptions &options)
{
    if (options.host.isEmpty() || options.host.startsWith(u'/'))
        return QString();
    if (options.sslMode < SslMode::VerifyCa)
        return options.host;
    if (options.host.contains(u';') || options.host.contains(u'{'))
        return Error(ErrorKind::Configuration, u"\"%1\" is not the name of a host."_s.arg(options.host));
    const QString check
            = options.sslMode == SslMode::VerifyFull ? u"ssl-verify-server-cert=1"_s : QString(u"ssl-ca="_s + options.sslCa);
    return QString("host="_L1 % options.host % u';' % check);
}

Result<QString> MysqlDriver::connectOptions(const ConnectionOptions &options)
{
    // Rows matched by an UPDATE, not only those that it changed: as on the other engines.
    QStringList list { u"CLIENT_FOUND_ROWS"_s };
    if (options.connectTimeout.count() > 0) // in seconds
        list << u"MYSQL_OPT_CONNECT_TIMEOUT=%1"_s.arg((options.connectTimeout.count() + 999) / 1000);
    const QString socket = options.host.startsWith(u'/') ? socketPath(options.host) : QString();
    const std::pair<QLatin1StringView, const QString &> paths[] { { "UNIX_SOCKET"_L1, socket }, { "SSL_CA"_L1, options.sslCa },
        { "SSL_CERT"_L1, options.sslCert }, { "SSL_KEY"_L1, options.sslKey } };
    for (const auto &[name, path] : paths) {
        if (path.isEmpty())
            continue;
        if (auto sound = checkOptionPath(name, path); !sound)
            return sound.error();
        list << name % u'=' % path;
    }
    if (options.sslMode >= SslMode::Require)
        list << u"SSL_CIPHER="_s; // any TLS option makes the client library insist on it; an empty one chooses nothing else
    if (options.sslMode == SslMode::VerifyCa && options.sslCa.isEmpty())
        return Error(ErrorKind::Configuration, u"sslMode=verify-ca does not say whose certificates are good."_s)
                .setHint(u"Name the authority's file with sslCa."_s);
    return list.join(u';');
}

Result<void> MysqlDriver::connect(const ConnectionOptions &options)
{
    auto chosen = connectOptions(options);
    if (!chosen)
        return chosen.error();
    const auto host = hostName(options);
    if (!host)
        return host.error();
    m_database.setHostName(*host);
    m_database.setPort(options.port > 0 ? options.port : -1);
    m_database.setUserName(options.user);
    m_database.setPassword(options.password.reveal());
    m_database.setDatabaseName(options.database);
    m_database.setConnectOptions(*chosen);
    const bool opened = m_database.open();
    m_database.setPassword({}); // not kept longer than it is needed
    if (opened)
        return {};
    const Error mapped = m_dialect->errors().map(nativeError(m_database.lastError()));
    Error error(mapped.kind(), u"Cannot connect to the MySQL database %1: %2"_s.arg(options.toDisplay(), mapped.message()));
    error.setHint(mapped.hint());
    error.setEngine(mapped.engineCode(), mapped.sqlState(), mapped.engineMessage());
    error.setRetryable(mapped.isRetryable());
    return error;
}

Result<QString> MysqlDriver::scalar(const QString &sql)
{
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    if (!query.exec(sql))
        return m_dialect->errors().map(nativeError(query.lastError())).setStatement(sql);
    return query.next() ? query.value(0).toString() : QString();
}

Result<void> MysqlDriver::setUp(const ConnectionOptions &options, const QString &version)
{
    const bool mariadb = version.contains("MariaDB"_L1, Qt::CaseInsensitive);
    QStringList settings {
        u"time_zone = '+00:00'"_s,
        // What does not fit is an error, never cut or zeroed.
        u"sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION,"
        "ONLY_FULL_GROUP_BY'"_s,
        u"autocommit = 1"_s,
        u"group_concat_max_len = 1073741824"_s, // texts of a group are never cut without a word
        // Nor are recursive queries.
        (mariadb ? u"max_recursive_iterations"_s : u"cte_max_recursion_depth"_s) + u" = 4294967295"_s,
    };
    // In whole seconds; MariaDB knows 0 as not to wait at all.
    const qint64 patience = qMax<qint64>((options.busyTimeout.count() + 999) / 1000, mariadb ? 0 : 1);
    settings << u"innodb_lock_wait_timeout = %1"_s.arg(patience) << u"lock_wait_timeout = %1"_s.arg(patience);
    if (options.statementTimeout.count() > 0) {
        settings << (mariadb ? u"max_statement_time = %1"_s.arg(double(options.statementTimeout.count()) / 1000)
                             : u"max_execution_time = %1"_s.arg(options.statementTimeout.count()));
    }
    QStringList statements {
        // Binary order and no padding: 'a' = 'A' and 'a' = 'a ' are false, as on the other engines.
        u"SET NAMES utf8mb4 COLLATE "_s + (mariadb ? u"utf8mb4_nopad_bin"_s : u"utf8mb4_0900_bin"_s),
        u"SET SESSION "_s + settings.join(u", "_s),
    };
    if (options.readOnly)
        statements << u"SET SESSION TRANSACTION READ ONLY"_s;
    for (const QString &sql : std::as_const(statements)) {
        if (auto done = scalar(sql); !done)
            return done.error();
    }
    if (options.sslMode < SslMode::Require)
        return {};
    const auto cipher = scalar(u"SELECT variable_value FROM %1.session_status WHERE variable_name = 'Ssl_cipher'"_s.arg(
            mariadb ? u"information_schema"_s : u"performance_schema"_s));
    if (!cipher)
        return cipher.error();
    if (cipher->isEmpty())
        return Error(ErrorKind::Connection,
                u"The connection to %1 is not encrypted, but sslMode asks for that."_s.arg(options.toDisplay()));
    return {};
}

/// Placeholders are bound by type; dates travel as text, which the server reads exactly.
QVariant MysqlDriver::toDriver(const Value &value) const
{
    switch (value.type()) {
    case Value::Type::Null: return {};
    case Value::Type::Bool: return *value.get<bool>() ? 1 : 0;
    case Value::Type::Int: return *value.get<qint64>();
    case Value::Type::UInt: return *value.get<quint64>();
    case Value::Type::Double: return *value.get<double>();
    case Value::Type::Binary: {
        const auto &bytes = *value.get<QByteArray>();
        return bytes.isNull() ? QByteArray("", 0) : bytes; // a null QByteArray would be SQL NULL
    }
    case Value::Type::Text: {
        const auto &text = *value.get<QString>();
        return text.isNull() ? QString(u""_s) : text;
    }
    case Value::Type::List: return QString::fromUtf8(listToText(*value.list()));
    case Value::Type::Vector: return QString::fromLatin1(vectorToText(*value.vector()));
    default: break;
    }
    const auto text = valueToText(value);
    return text ? QVariant(QString::fromUtf8(text->data(), qsizetype(text->size()))) : QVariant();
}

/// Of a prepared EXPLAIN Qt's driver is told no length of the plan, and then has no room for it.
bool MysqlDriver::canPrepare(const QString &sql) const
{
    const QStringView text = QStringView(sql).trimmed();
    return !text.startsWith("EXPLAIN"_L1, Qt::CaseInsensitive) && !text.startsWith("ANALYZE FORMAT"_L1, Qt::CaseInsensitive);
}

dialect::NativeError MysqlDriver::nativeError(const QSqlError &error) const
{
    return { .code = error.nativeErrorCode(),
        .message = error.databaseText().isEmpty() ? error.driverText() : error.databaseText() };
}

} // namespace

std::unique_ptr<Driver> makeMysqlDriver() { return std::make_unique<MysqlDriver>(); }

} // namespace quoin
