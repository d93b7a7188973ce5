// SPDX-License-Identifier: MIT
#include <quoin/core/datetext.h>
#include <quoin/core/quotes.h>
#include <quoin/db/drivers/driver_p.h>
#include <quoin/db/drivers/valuetext_p.h>
#include <quoin/db/listtext_p.h>
#include <quoin/dialect/placeholders_p.h>

#include <QtSql/qsqlerror.h>
#include <QtSql/qsqlquery.h>
#include <QtSql/qsqlrecord.h>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace quoin {

namespace {

QString sslModeName(SslMode mode)
{
    switch (mode) {
    case SslMode::Disable: return u"disable"_s;
    case SslMode::Prefer: return u"prefer"_s;
    case SslMode::Require: return u"require"_s;
    case SslMode::VerifyCa: return u"verify-ca"_s;
    case SslMode::VerifyFull: return u"verify-full"_s;
    }
    Q_UNREACHABLE();
}

/// What the session has to be, as name and value.
QList<std::pair<QString, QString>> sessionSettings(const ConnectionOptions &options)
{
    QList<std::pair<QString, QString>> settings {
        { u"client_encoding"_s, u"UTF8"_s }, { u"TimeZone"_s, u"UTC"_s }, { u"DateStyle"_s, u"ISO, YMD"_s },
        { u"IntervalStyle"_s, u"iso_8601"_s },
        { u"extra_float_digits"_s, u"1"_s }, // the shortest text that reads back as the same number
        { u"bytea_output"_s, u"hex"_s }, { u"client_min_messages"_s, u"warning"_s },
        { u"statement_timeout"_s, QString::number(options.statementTimeout.count()) },
        { u"lock_timeout"_s, QString::number(qMax<qint64>(options.busyTimeout.count(), 1)) }, // here 0 would be for ever
    };
    if (!options.applicationName.isEmpty())
        settings.append({ u"application_name"_s, options.applicationName });
    if (options.readOnly)
        settings.append({ u"default_transaction_read_only"_s, u"on"_s });
    if (!options.nameSpace.isEmpty()) {
        QStringList path;
        for (const QString &name : options.nameSpace.split(u',', Qt::SkipEmptyParts))
            path << inQuotes(name.trimmed(), u'"');
        settings.append({ u"search_path"_s, path.join(u", "_s) });
    }
    return settings;
}

class PostgresqlDriver final : public Driver
{
public:
    Result<void> open(const ConnectionOptions &options) override;
    [[nodiscard]] QVariant toDriver(const Value &value) const override;
    [[nodiscard]] QString toDriverSql(const QString &sql) const override;
    [[nodiscard]] QString withValues(const QString &sql, const QVariantList &values) const override;
    [[nodiscard]] bool canPrepare(const QString &sql) const override;
    [[nodiscard]] dialect::NativeError nativeError(const QSqlError &error) const override;

private:
    Result<QString> connectOptions(const ConnectionOptions &options) const;
    Result<void> connect(const ConnectionOptions &options, const QString &connectOptions);
    Result<QList<QVariant>> row(const QString &sql);
    Result<void> setUp(const ConnectionOptions &options);
};

Result<void> PostgresqlDriver::open(const ConnectionOptions &options)
{
    if (auto added = addDatabase(u"QPSQL"_s, u"libqt6sql6-psql"_s); !added)
        return added;
    // The dialect of the oldest version until the server says which it is: errors of opening have to be mapped, too.
    m_dialect = makeDialect(Engine::Postgresql, {});
    auto chosen = connectOptions(options);
    if (!chosen)
        return chosen.error();
    if (auto connected = connect(options, *chosen); !connected)
        return connected;
    auto server = row(u"SELECT current_setting('server_version'), current_setting('standard_conforming_strings'), "
                      "to_regtype('vector') IS NOT NULL"_s);
    if (server && server->at(1).toString() != "on"_L1) {
        // Qt's driver looks once, when it opens, whether a backslash in a literal means itself: so it has to be told before.
        m_database.close();
        if (auto connected = connect(options, *chosen + u";options='-c standard_conforming_strings=on'"_s); !connected)
            return connected;
    }
    if (!server)
        return server.error();
    m_dialect = makeDialect(Engine::Postgresql, { .version = server->at(0).toString(), .vectorType = server->at(2).toBool() });
    if (auto ready = setUp(options); !ready)
        return ready;
    if (nativeAllowed(options))
        m_native = makePostgresqlNative(m_database);
    return {};
}

Result<QString> PostgresqlDriver::connectOptions(const ConnectionOptions &options) const
{
    QStringList list { u"sslmode="_s + sslModeName(options.sslMode) };
    if (options.connectTimeout.count() > 0) // libpq counts in seconds and takes one for two
        list << u"connect_timeout=%1"_s.arg(qMax<qint64>(2, (options.connectTimeout.count() + 999) / 1000));
    const std::pair<QLatin1StringView, const QString &> files[] { { "sslrootcert"_L1, options.sslCa },
        { "sslcert"_L1, options.sslCert }, { "sslkey"_L1, options.sslKey } };
    for (const auto &[name, path] : files) {
        if (path.isEmpty())
            continue;
        if (auto sound = checkOptionPath(name, path); !sound)
            return sound.error();
        QString quoted = path;
        quoted.replace(u'\\', u"\\\\"_s).replace(u'\'', u"\\'"_s);
        list << name % "='"_L1 % quoted % u'\'';
    }
    return list.join(u';');
}

Result<void> PostgresqlDriver::connect(const ConnectionOptions &options, const QString &connectOptions)
{
    // Qt's driver quotes these itself, whatever is in them.
    m_database.setHostName(options.host);
    m_database.setPort(options.port > 0 ? options.port : -1);
    m_database.setUserName(options.user);
    m_database.setPassword(options.password.reveal());
    m_database.setDatabaseName(options.database);
    m_database.setConnectOptions(connectOptions);
    const bool opened = m_database.open();
    m_database.setPassword({}); // not kept longer than it is needed
    if (opened)
        return {};
    dialect::NativeError native = nativeError(m_database.lastError());
    // libpq gives no SQLSTATE for a refused connection: the server's words have to do.
    native.sqlState = u"08001"_s;
    if (native.message.contains("password authentication failed"_L1) || native.message.contains("no password supplied"_L1))
        native.sqlState = u"28P01"_s;
    else if (native.message.contains("no pg_hba.conf entry"_L1)
            || (native.message.contains("role \""_L1) && native.message.contains("does not exist"_L1)))
        native.sqlState = u"28000"_s;
    else if (native.message.contains("database \""_L1) && native.message.contains("does not exist"_L1))
        native.sqlState = u"3D000"_s;
    const Error mapped = m_dialect->errors().map(native);
    Error error(mapped.kind(), u"Cannot connect to the PostgreSQL database %1: %2"_s.arg(options.toDisplay(), mapped.message()));
    error.setHint(mapped.hint());
    error.setEngine(mapped.engineCode(), mapped.sqlState(), mapped.engineMessage());
    error.setRetryable(mapped.isRetryable());
    return error;
}

/// The first row of a query of our own.
Result<QList<QVariant>> PostgresqlDriver::row(const QString &sql)
{
    QSqlQuery query(m_database);
    if (!query.exec(sql))
        return m_dialect->errors().map(nativeError(query.lastError())).setStatement(sql);
    QList<QVariant> values;
    if (query.next()) {
        for (int i = 0; i < query.record().count(); ++i)
            values << query.value(i);
    }
    return values;
}

/// All settings in one statement: one way to the server and back.
Result<void> PostgresqlDriver::setUp(const ConnectionOptions &options)
{
    QStringList calls;
    for (const auto &[name, value] : sessionSettings(options)) {
        calls << u"set_config('"_s % name % u"', "_s % inQuotes(value, u'\'') % u", false)"_s;
    }
    auto set = row(u"SELECT "_s % calls.join(u", "_s));
    return set ? Result<void>() : Result<void>(set.error());
}

/// Qt's driver writes values into the text of an EXECUTE. A literal in quotes takes the placeholder's type without a detour
/// through another one, so most values travel so.
QVariant PostgresqlDriver::toDriver(const Value &value) const
{
    switch (value.type()) {
    case Value::Type::Null: return {};
    case Value::Type::Bool: return *value.get<bool>();
    case Value::Type::Int: return *value.get<qint64>();
    case Value::Type::Binary: {
        const auto &bytes = *value.get<QByteArray>();
        return bytes.isNull() ? QByteArray("", 0) : bytes; // a null QByteArray would be SQL NULL
    }
    case Value::Type::List: return QString::fromUtf8(listToArrayLiteral(*value.list()));
    case Value::Type::Vector: return QString::fromLatin1(vectorToArrayLiteral(*value.vector()));
    case Value::Type::DateTime: {
        DateTimeText text;
        if (!formatDateTime(*value.get<QDateTime>(), text))
            return {};
        return QString(QString::fromLatin1(text.data()) + u"+00"_s);
    }
    case Value::Type::Text: {
        const auto &text = *value.get<QString>();
        return text.isNull() ? QString(u""_s) : text;
    }
    default: break;
    }
    const auto text = valueToText(value);
    return text ? QVariant(QString::fromUtf8(text->data(), qsizetype(text->size()))) : QVariant();
}

QString PostgresqlDriver::toDriverSql(const QString &sql) const
{
    return dialect::numberPlaceholders(Driver::toDriverSql(sql), m_dialect->syntax().tokenRules());
}

/// As Qt's driver writes them into an EXECUTE.
QString PostgresqlDriver::withValues(const QString &sql, const QVariantList &values) const
{
    if (values.isEmpty())
        return sql;
    QString text;
    qsizetype from = 0;
    const QList<dialect::Token> tokens = dialect::tokenize(sql, m_dialect->syntax().tokenRules());
    for (qsizetype i = 0; i + 1 < tokens.size(); ++i) {
        const dialect::Token &dollar = tokens.at(i);
        const dialect::Token &number = tokens.at(i + 1);
        if (!dollar.isSymbol(u"$") || number.kind != dialect::Token::Kind::Number || number.from != dollar.to)
            continue;
        text += QStringView(sql).sliced(from, dollar.from - from) % literal(values.value(number.text.toInt() - 1));
        from = number.to;
    }
    return QString(text + QStringView(sql).sliced(from));
}

/// Qt's driver writes PREPARE … AS, which takes no DDL and no SHOW.
bool PostgresqlDriver::canPrepare(const QString &sql) const
{
    const dialect::Token first = dialect::tokenize(sql, m_dialect->syntax().tokenRules()).constFirst();
    static constexpr std::array words { u"select", u"insert", u"update", u"delete", u"merge", u"values", u"with", u"table" };
    return first.isSymbol(u"(") || std::ranges::any_of(words, [&first](const char16_t *word) { return first.isWord(word); });
}

/// The driver gives "ERROR:  what happened\nDETAIL:  more\n(23505)".
dialect::NativeError PostgresqlDriver::nativeError(const QSqlError &error) const
{
    dialect::NativeError native { .sqlState = error.nativeErrorCode() };
    QString text = error.databaseText().isEmpty() ? error.driverText() : error.databaseText();
    text.remove(u'(' % native.sqlState % u')');
    const QStringList lines = text.split(u'\n', Qt::SkipEmptyParts);
    QString *part = &native.message;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const QString &line = lines.at(i);
        const qsizetype label = line.indexOf(":  "_L1);
        const bool labelled = label > 0 && line.first(label).isUpper();
        if (labelled && i > 0)
            part = line.startsWith("DETAIL"_L1) ? &native.detail : nullptr;
        if (!part)
            continue;
        if (!part->isEmpty())
            *part += u'\n';
        *part += labelled ? line.mid(label + 3) : line;
    }
    // What has no SQLSTATE does not come from the server but from libpq: the connection is gone.
    if (native.sqlState.isEmpty() && !error.databaseText().isEmpty())
        native.sqlState = u"08006"_s;
    return native;
}

} // namespace

std::unique_ptr<Driver> makePostgresqlDriver() { return std::make_unique<PostgresqlDriver>(); }

} // namespace quoin
