// SPDX-License-Identifier: MIT
#pragma once

// Not part of the API: how one engine is opened and talked to.

#include <quoin/db/bulkload.h>
#include <quoin/db/connection.h>
#include <quoin/db/drivers/statementchannel_p.h>
#include <quoin/dialect/explain.h>

#include <QtSql/qsqldatabase.h>

namespace quoin {

/// The native way of one engine: statements by the client library's own calls on the handle that QSqlDatabase opened.
class NativeApi
{
public:
    virtual ~NativeApi();
    virtual Result<std::unique_ptr<Statement>> prepare(Connection &connection, const QString &sql) = 0;
    /// Runs text without placeholders and discards its rows.
    virtual Result<void> run(Connection &connection, const QString &sql) = 0;
    /// What the engine says, whatever was asked of it.
    [[nodiscard]] virtual bool inTransaction() const = 0;
    /// Null where the engine has nothing of that kind.
    virtual Result<std::unique_ptr<BulkLoad>> bulkLoad(Connection &connection, const QString &sql, const QString &insert);
};

/// One open QSqlDatabase of one engine, and the native way to it if there is one.
class Driver
{
public:
    virtual ~Driver();

    /// Opens and sets up the session. An error is already mapped.
    virtual Result<void> open(const ConnectionOptions &options) = 0;
    [[nodiscard]] const std::shared_ptr<const dialect::Dialect> &dialect() const { return m_dialect; }
    [[nodiscard]] NativeApi *native() const { return m_native.get(); }
    [[nodiscard]] QSqlDatabase database() const { return m_database; }

    /// By QSqlQuery: who runs a statement acquires it first.
    [[nodiscard]] const std::shared_ptr<StatementChannel<Driver>> &channel() const { return m_channel; }
    /// By QSqlQuery: how values travel through QVariant.
    [[nodiscard]] virtual QVariant toDriver(const Value &value) const = 0;
    /// By QSqlQuery: the text as its driver has to see it.
    [[nodiscard]] virtual QString toDriverSql(const QString &sql) const;
    /// A statement that runs directly, with these values instead of its placeholders.
    [[nodiscard]] virtual QString withValues(const QString &sql, const QVariantList &values) const;
    /// False for statements that the engine runs only directly.
    [[nodiscard]] virtual bool canPrepare(const QString &sql) const;
    /// What QSqlError says, with the engine's own code.
    [[nodiscard]] virtual dialect::NativeError nativeError(const class QSqlError &error) const = 0;

protected:
    Driver();
    /// The value as the engine reads it in a text.
    [[nodiscard]] QString literal(const QVariant &value) const;
    /// Adds a QSqlDatabase of this Qt driver under a name of its own; a Configuration error when the plugin is missing.
    Result<void> addDatabase(const QString &qtDriver, const QString &package);
    /// Closes and forgets it.
    void removeDatabase();
    /// A Configuration error for a path that Qt's driver could not be given in its list of options.
    static Result<void> checkOptionPath(QLatin1StringView option, const QString &path);

    QSqlDatabase m_database;
    std::shared_ptr<const dialect::Dialect> m_dialect;
    std::unique_ptr<NativeApi> m_native;

private:
    std::shared_ptr<StatementChannel<Driver>> m_channel;
};

/// The one place that knows which engines there are.
std::unique_ptr<Driver> makeDriver(Engine engine);
std::unique_ptr<Driver> makeSqliteDriver();
std::unique_ptr<Driver> makePostgresqlDriver();
std::unique_ptr<Driver> makeMysqlDriver();

/// The dialect of a server that says this of itself; of the oldest version when nothing is known yet.
std::shared_ptr<const dialect::Dialect> makeDialect(Engine engine, const dialect::ServerInfo &server);

/// How plans of its statements are asked for; refers to the dialect.
std::unique_ptr<dialect::Explainer> makeExplainer(Engine engine, const dialect::Dialect &dialect);

/// By QSqlQuery, for every engine.
Result<std::unique_ptr<Statement>> prepareQSqlQuery(Connection &connection, const Driver &driver, const QString &sql);

/// Runs text without placeholders by whichever way the connection has, and discards its rows.
Result<void> runDirectly(Connection &connection, const Driver &driver, const QString &sql);

/// True when the driver plugin behind \a database calls the very functions that this library is linked with: \a symbol is looked
/// up as the plugin would find it and compared with \a address. False when that cannot be shown (another platform, a plugin with
/// a client library of its own).
bool sharesClientLibrary(const QSqlDatabase &database, const char *symbol, const void *address);

/// The native ways; null when QUOIN_NATIVE=0, native=off, the build has none, or the check above fails.
std::unique_ptr<NativeApi> makeSqliteNative(const QSqlDatabase &database, const ConnectionOptions &options);
std::unique_ptr<NativeApi> makePostgresqlNative(const QSqlDatabase &database);
std::unique_ptr<NativeApi> makeMysqlNative(const QSqlDatabase &database);
/// False when the environment switches the native way off for the whole process.
bool nativeAllowed(const ConnectionOptions &options);

} // namespace quoin
