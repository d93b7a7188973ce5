// SPDX-License-Identifier: MIT
#include <quoin/core/datetext.h>
#include <quoin/db/drivers/driver_p.h>
#include <quoin/db/drivers/sqlitedecimals_p.h>
#include <quoin/db/drivers/sqlitefunctions_p.h>
#include <quoin/db/listtext_p.h>
#include <quoin/db/statementtext_p.h>

#include <QtCore/qdir.h>
#include <QtCore/qfileinfo.h>
#include <QtSql/qsqlerror.h>
#include <QtSql/qsqlquery.h>

using namespace Qt::StringLiterals;

namespace quoin {

namespace {

template<class T, size_t N>
QString formatted(const T &value, bool (*format)(T, std::array<char, N> &), std::array<char, N> text)
{
    return format(value, text) ? QString::fromLatin1(text.data()) : QString();
}

QString formatted(const QDateTime &value)
{
    DateTimeText text;
    return formatDateTime(value, text) ? QString::fromLatin1(text.data()) : QString();
}

class SqliteDriver final : public Driver
{
public:
    Result<void> open(const ConnectionOptions &options) override;
    [[nodiscard]] QVariant toDriver(const Value &value) const override;
    [[nodiscard]] QString toDriverSql(const QString &sql) const override;
    [[nodiscard]] dialect::NativeError nativeError(const QSqlError &error) const override;

private:
    Result<void> setUp(const ConnectionOptions &options);
    Result<void> pragma(const QString &sql);
    Result<QString> scalar(const QString &sql);
};

Result<void> SqliteDriver::open(const ConnectionOptions &options)
{
    if (auto added = addDatabase(u"QSQLITE"_s, u"libqt6sql6-sqlite"_s); !added)
        return added;
    QStringList connectOptions { u"QSQLITE_BUSY_TIMEOUT=%1"_s.arg(options.busyTimeout.count()) };
    QString name = options.database;
    if (name == ":memory:"_L1) {
        // Private to this connection. Database gives a memory database that its threads share a name of its own instead.
    } else if (name.startsWith("file:"_L1)) {
        connectOptions << u"QSQLITE_OPEN_URI"_s;
    }
    if (options.readOnly)
        connectOptions << u"QSQLITE_OPEN_READONLY"_s;
    m_database.setDatabaseName(name);
    m_database.setConnectOptions(connectOptions.join(u';'));
    // The dialect of the oldest version until the server says which it is: errors of opening have to be mapped, too.
    m_dialect = makeDialect(Engine::Sqlite, {});
    if (!m_database.open()) {
        Error error = m_dialect->errors().map(nativeError(m_database.lastError()));
        Error shown(error.kind(), u"Cannot open the SQLite database \"%1\": %2"_s.arg(options.database, error.message()));
        const QFileInfo file(options.database);
        if (!file.dir().exists())
            shown.setHint(u"Its folder \"%1\" does not exist."_s.arg(file.path()));
        else if (options.readOnly && !file.exists())
            shown.setHint(u"The file does not exist, and a read-only connection cannot create it."_s);
        else
            shown.setHint(error.hint());
        shown.setEngine(error.engineCode(), error.sqlState(), error.engineMessage());
        shown.setRetryable(error.isRetryable());
        return shown;
    }
    auto version = scalar(u"SELECT sqlite_version()"_s);
    if (!version)
        return version.error();
    // With native=off, too: what the library lacks is not a matter of the way to it.
    const bool functions = registerSqliteFunctions(m_database) && registerDecimalAggregates(m_database);
    m_dialect = makeDialect(Engine::Sqlite, { .version = *version, .ownFunctions = functions });
    if (nativeAllowed(options))
        m_native = makeSqliteNative(m_database, options);
    if (options.statementTimeout.count() > 0 && !m_native) {
        return Error(ErrorKind::Configuration, u"SQLite can end a slow statement only by the native way."_s)
                .setHint(u"Remove the option statementTimeout or native=off."_s);
    }
    return setUp(options);
}

Result<void> SqliteDriver::setUp(const ConnectionOptions &options)
{
    // Without this SQLite does not look at foreign keys at all.
    QStringList pragmas { u"PRAGMA foreign_keys = ON"_s };
    const bool memory = options.database == ":memory:"_L1 || options.database.contains("vfs=memdb"_L1);
    if (!options.readOnly && !memory) {
        // WAL lets readers and one writer work at once; it is a property of the file, so it is set only where it differs.
        const QString wanted = options.journalMode.isEmpty() ? u"wal"_s : options.journalMode;
        auto current = scalar(u"PRAGMA journal_mode"_s);
        if (!current)
            return current.error();
        if (current->compare(wanted, Qt::CaseInsensitive) != 0)
            pragmas << u"PRAGMA journal_mode = "_s + wanted;
    }
    pragmas << u"PRAGMA synchronous = "_s + (options.synchronous.isEmpty() ? u"normal"_s : options.synchronous);
    pragmas << u"PRAGMA temp_store = memory"_s;
    if (options.cacheSizeKib > 0)
        pragmas << u"PRAGMA cache_size = -%1"_s.arg(options.cacheSizeKib);
    // A typo in a quoted column would else be a text: SELECT "nosuch" gives 'nosuch'. Only the C API can switch that off: see
    // sqlite_native.cpp.
    for (const QString &sql : std::as_const(pragmas)) {
        if (auto done = pragma(sql); !done)
            return done;
    }
    return {};
}

Result<void> SqliteDriver::pragma(const QString &sql)
{
    auto value = scalar(sql);
    return value ? Result<void>() : Result<void>(value.error());
}

Result<QString> SqliteDriver::scalar(const QString &sql)
{
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    if (!query.exec(sql)) {
        Error error = m_dialect->errors().map(nativeError(query.lastError()));
        error.setStatement(sql);
        return error;
    }
    return query.next() ? query.value(0).toString() : QString();
}

QVariant SqliteDriver::toDriver(const Value &value) const
{
    // The storage forms of docs/guides/types.md.
    switch (value.type()) {
    case Value::Type::Null: return {};
    case Value::Type::Bool: return *value.get<bool>() ? 1 : 0;
    case Value::Type::Int: return *value.get<qint64>();
    case Value::Type::UInt: return QString::number(*value.get<quint64>());
    case Value::Type::Double: return *value.get<double>();
    case Value::Type::Text: return *value.get<QString>();
    case Value::Type::Binary: {
        const auto &bytes = *value.get<QByteArray>();
        return bytes.isNull() ? QByteArray("", 0) : bytes; // a null QByteArray would be SQL NULL
    }
    case Value::Type::Date: return formatted(*value.get<QDate>(), &formatDate, DateText());
    case Value::Type::Time: return formatted(*value.get<QTime>(), &formatTime, TimeText());
    case Value::Type::DateTime: return formatted(*value.get<QDateTime>());
    case Value::Type::Uuid: return value.get<QUuid>()->toString(QUuid::WithoutBraces);
    case Value::Type::Decimal: return value.decimal()->toString();
    case Value::Type::Json: return QString::fromUtf8(value.get<JsonText>()->utf8);
    case Value::Type::List: return QString::fromUtf8(listToText(*value.list()));
    case Value::Type::Vector: return QString::fromUtf8(vectorToText(*value.vector()));
    }
    Q_UNREACHABLE();
}

/// Qt's driver takes a comment behind a semicolon for a second statement.
QString SqliteDriver::toDriverSql(const QString &sql) const
{
    return withoutSemicolon(Driver::toDriverSql(sql), m_dialect->syntax().tokenRules());
}

dialect::NativeError SqliteDriver::nativeError(const QSqlError &error) const
{
    return { .code = error.nativeErrorCode(),
        .message = error.databaseText().isEmpty() ? error.driverText() : error.databaseText() };
}

} // namespace

std::unique_ptr<Driver> makeSqliteDriver() { return std::make_unique<SqliteDriver>(); }

} // namespace quoin
