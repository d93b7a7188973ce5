// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/db/statement.h>
#include <quoin/db/url.h>
#include <quoin/dialect/dialect.h>

#include <memory>
#include <vector>

namespace quoin {

class BulkLoad;
class Driver;
class OpenStream;
class StatementCache;
struct StatementCounters;
enum class StatementKind : quint8;
class TransactionScope;

/// One connection of one thread: a QSqlDatabase underneath, always. Knows its transaction, keeps prepared statements, turns
/// engine errors into Error. Programs use Database; this is for layers and tools that work close to the engine.
class QUOIN_EXPORT Connection
{
public:
    /// Opens it in this thread, with the retries of the options; the session is set up (UTC, strict modes, foreign keys, WAL).
    static Result<std::unique_ptr<Connection>> open(const ConnectionOptions &options);
    /// The same, counting together with others.
    static Result<std::unique_ptr<Connection>> open(
            const ConnectionOptions &options, std::shared_ptr<StatementCounters> counters);
    ~Connection();
    Q_DISABLE_COPY_MOVE(Connection)

    [[nodiscard]] const ConnectionOptions &options() const { return m_options; }
    [[nodiscard]] const dialect::Dialect &dialect() const { return *m_dialect; }
    [[nodiscard]] std::shared_ptr<const dialect::Dialect> sharedDialect() const { return m_dialect; }
    /// True when statements run through the client library's own calls.
    [[nodiscard]] bool isNative() const;
    /// False where a query's whole result is in memory before its first row can be read: MySQL by QSqlQuery.
    [[nodiscard]] bool readsRowByRow() const { return isNative() || m_options.engine != Engine::Mysql; }
    /// False after the server went away; the owner opens another one.
    [[nodiscard]] bool isUsable() const { return m_usable; }
    [[nodiscard]] const std::shared_ptr<StatementCounters> &counters() const { return m_counters; }

    /// A prepared statement, from the cache when it is there and not running.
    Result<std::shared_ptr<Statement>> prepare(const QString &sql);
    /// Prepares, binds and runs.
    Result<qint64> execute(const QString &sql, const QList<Value> &bindings = {});
    /// Runs a statement that is not worth preparing (DDL, SET, PRAGMA). Counts as a statement of the transaction.
    Result<void> run(const QString &sql);

    /// Rows of a table by what the engine has for many of them: \a sql is Syntax::bulkLoad(), \a insert an INSERT of one such
    /// row. Null where there is nothing of that kind, as by QSqlQuery.
    Result<std::unique_ptr<BulkLoad>> bulkLoad(const QString &sql, const QString &insert);

    // --- the transaction of this connection
    Result<void> begin(const dialect::BeginOptions &options);
    Result<void> commit();
    Result<void> rollback();
    Result<void> savepoint(const QString &name);
    Result<void> releaseSavepoint(const QString &name);
    Result<void> rollbackToSavepoint(const QString &name);
    /// Undoes what Transactions began that another thread destroyed: only this thread may.
    void endAbandoned();
    /// A name that no open savepoint of this connection has.
    QString nextSavepoint() { return QStringLiteral("quoin_%1").arg(++m_savepoints); }
    [[nodiscard]] bool inTransaction() const { return m_scope != nullptr; }
    /// The innermost open savepoint or the transaction; null outside of one.
    [[nodiscard]] const std::shared_ptr<TransactionScope> &scope() const { return m_scope; }
    /// False once the savepoint was released, undone by one around it, or gone with its transaction.
    [[nodiscard]] bool hasSavepoint(const QString &name) const;
    /// The error after which this transaction refuses statements until it, or a savepoint before it, is rolled back.
    [[nodiscard]] const std::optional<Error> &poison() const { return m_poison; }

    /// What a layer above keeps with this connection (statement texts of a model): made once per key.
    std::shared_ptr<void> &attachment(const void *key) { return m_attachments[key]; }

    // --- streams: statements that run beyond the call that started them
    void addStream(std::shared_ptr<OpenStream> stream);
    void removeStream(const OpenStream *stream);
    /// Ends those that another thread has let go: only this thread may.
    void endReleasedStreams();

    // --- for statements and drivers
    /// A statement that may write is about to run.
    void noteWrite();
    /// Success, or why no statement can run now.
    Result<void> checkUsable() const;
    /// Success, or why a statement of this kind cannot run inside the transaction. Nothing was sent, so it goes on.
    Result<void> checkAllowed(StatementKind kind, const QString &sql) const;
    [[nodiscard]] StatementKind kindOf(const QString &sql) const;
    /// Poisons the transaction when the statement that just ran has ended it behind our back (a procedure with a COMMIT inside).
    /// Only the native ways know.
    Result<void> checkTransaction(const QString &sql);
    /// Turns an engine's error into an Error, poisons the transaction, notices a lost connection.
    Error failed(const dialect::NativeError &error, const QString &sql);
    Error failed(Error error, const QString &sql);

private:
    Connection(ConnectionOptions options, std::shared_ptr<StatementCounters> counters);
    Result<void> checkText(const QString &sql) const;
    Result<void> runUnchecked(const QString &sql);
    void endTransaction(bool kept);
    /// Those that began inside of \a scope; null: all.
    void endStreams(const TransactionScope *scope, const Error &why);

    ConnectionOptions m_options;
    std::shared_ptr<StatementCounters> m_counters;
    std::shared_ptr<const dialect::Dialect> m_dialect;
    std::unique_ptr<Driver> m_driver;
    std::unique_ptr<StatementCache> m_cache;
    QHash<const void *, std::shared_ptr<void>> m_attachments;
    std::optional<Error> m_poison;
    QStringList m_afterTransaction;
    std::vector<std::shared_ptr<OpenStream>> m_streams;
    std::shared_ptr<TransactionScope> m_scope;
    quint64 m_savepoints = 0;
    bool m_usable = true;
};

} // namespace quoin
