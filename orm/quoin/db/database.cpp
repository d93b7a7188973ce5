// SPDX-License-Identifier: MIT
#include <quoin/db/catalog.h>
#include <quoin/db/connection.h>
#include <quoin/db/database.h>
#include <quoin/db/statementcounters_p.h>
#include <quoin/db/threadconnections_p.h>

#include <QtCore/quuid.h>

#include <atomic>

using namespace Qt::StringLiterals;

namespace quoin {

struct Database::Data
{
    ConnectionOptions options; // as given
    ConnectionOptions connecting;
    /// A database in memory goes with its last connection. Threads close theirs when they like, so the handle has one of its
    /// own, which nobody uses.
    std::unique_ptr<Connection> anchor;
    std::shared_ptr<const dialect::Dialect> dialect;
    std::atomic<int> lazyLoading { -1 }; // -1: as the program's default
    std::shared_ptr<StatementCounters> counters = std::make_shared<StatementCounters>();
    std::shared_ptr<const int> identity = std::make_shared<const int>(0); // what threads know their connection by

    ~Data()
    {
        ThreadConnections::current().remove(identity.get());
        identity.reset();
        ThreadConnections::handleGone();
    }
};

namespace {

Error notOpen()
{
    return Error(ErrorKind::Configuration, u"This Database was never opened."_s)
            .setHint(u"Assign it the result of Database::open()."_s);
}

std::atomic<LazyLoading> &defaultLazyLoading()
{
    static std::atomic<LazyLoading> mode { LazyLoading(0) };
    return mode;
}

const ConnectionOptions &noOptions()
{
    static const ConnectionOptions none;
    return none;
}

} // namespace

Database::Database() = default;

Result<Database> Database::open(const QString &url)
{
    auto options = ConnectionOptions::fromUrl(url);
    return options ? open(*options) : Result<Database>(options.error());
}

Result<Database> Database::fromEnvironment(const char *variable)
{
    auto options = ConnectionOptions::fromEnvironment(variable);
    return options ? open(*options) : Result<Database>(options.error());
}

Result<Database> Database::open(const ConnectionOptions &options)
{
    Database database;
    database.d = std::make_shared<Data>();
    database.d->options = options;
    database.d->connecting = options;
    // Each thread has a connection of its own, and each connection to ":memory:" a database of its own: a name makes it one.
    if (options.engine == Engine::Sqlite && options.database == ":memory:"_L1) {
        database.d->connecting.database = u"file:/quoin-%1?vfs=memdb"_s.arg(QUuid::createUuid().toString(QUuid::Id128));
        auto anchor = Connection::open(database.d->connecting);
        if (!anchor)
            return anchor.error();
        database.d->anchor = *std::move(anchor);
    }
    auto connection = database.connection();
    if (!connection)
        return connection.error();
    database.d->dialect = (*connection)->sharedDialect();
    return database;
}

const ConnectionOptions &Database::options() const { return d ? d->options : noOptions(); }

const dialect::Dialect &Database::dialect() const
{
    Q_ASSERT_X(d, "Database::dialect", "the Database was never opened");
    return *d->dialect;
}

QString Database::toDisplay() const { return d ? d->options.toDisplay() : u"(not open)"_s; }

Result<Connection *> Database::connection() const
{
    if (!d)
        return notOpen();
    ThreadConnections &mine = ThreadConnections::current();
    Connection *existing = mine.find(d->identity.get());
    if (existing && existing->inTransaction())
        existing->endAbandoned();
    if (existing)
        existing->endReleasedStreams();
    // A transaction whose connection was lost keeps it, so that each further call says so instead of running outside of it.
    if (existing && (existing->isUsable() || existing->inTransaction()))
        return existing;
    if (existing)
        mine.remove(d->identity.get());
    auto opened = Connection::open(d->connecting, d->counters);
    if (!opened)
        return opened.error();
    return mine.add(d->identity, *std::move(opened));
}

StatementStatistics Database::statistics() const { return d ? d->counters->now() : StatementStatistics(); }

void Database::close()
{
    if (d)
        ThreadConnections::current().remove(d->identity.get());
}

void Database::setLazyLoading(LazyLoading mode)
{
    if (d)
        d->lazyLoading.store(int(mode), std::memory_order_relaxed);
}

LazyLoading Database::lazyLoading() const
{
    const int own = d ? d->lazyLoading.load(std::memory_order_relaxed) : -1;
    return own < 0 ? defaultLazyLoading().load(std::memory_order_relaxed) : LazyLoading(own);
}

void Database::setDefaultLazyLoading(LazyLoading mode) { defaultLazyLoading().store(mode, std::memory_order_relaxed); }

Result<qint64> Database::execute(const QString &sql, const QList<Value> &bindings)
{
    auto mine = connection();
    return mine ? (*mine)->execute(sql, bindings) : Result<qint64>(mine.error());
}

Result<QList<QList<Value>>> Database::rows(const QString &sql, const QList<Value> &bindings)
{
    auto mine = connection();
    return mine ? rawRows(**mine, sql, bindings) : Result<QList<QList<Value>>>(mine.error());
}

Result<Transaction> Database::begin(const TransactionOptions &options)
{
    auto mine = connection();
    if (!mine)
        return mine.error();
    Connection *connection = *mine;
    auto alive = ThreadConnections::current().alive(connection);
    QString savepoint;
    if (connection->inTransaction()) {
        if (options.isolation != IsolationLevel::Default || options.readOnly || options.lock != LockMode::Default) {
            return Error(ErrorKind::Unsupported,
                    u"A transaction inside another one is a savepoint: isolation, read-only and lock belong to the outer one."_s);
        }
        savepoint = connection->nextSavepoint();
        if (auto done = connection->savepoint(savepoint); !done)
            return done.error();
    } else if (auto done
            = connection->begin({ .isolation = options.isolation, .readOnly = options.readOnly, .lock = options.lock });
            !done) {
        return done.error();
    }
    Transaction transaction(connection, savepoint, options.retries);
    transaction.m_alive = std::move(alive);
    return transaction;
}

bool Database::mayBeginAgain(int attempt, int retries, const Error &error) const
{
    // Looks, and opens nothing: the connection that could not be opened would be tried all over again.
    const Connection *mine = d ? ThreadConnections::current().find(d->identity.get()) : nullptr;
    return !(mine && mine->inTransaction()) && Transaction::mayRetry(attempt, retries, error);
}

Result<QStringList> Database::maintain(dialect::Maintenance job, const QStringList &tables)
{
    auto mine = connection();
    return mine ? runMaintenance(**mine, job, tables) : Result<QStringList>(mine.error());
}

Result<void> Database::vacuum(const QStringList &tables)
{
    return maintain(dialect::Maintenance::Vacuum, tables).transform([](const auto &) { });
}

Result<void> Database::analyze(const QStringList &tables)
{
    return maintain(dialect::Maintenance::Analyze, tables).transform([](const auto &) { });
}

Result<void> Database::optimize(const QStringList &tables)
{
    return maintain(dialect::Maintenance::Optimize, tables).transform([](const auto &) { });
}

Result<QStringList> Database::integrityCheck(const QStringList &tables)
{
    return maintain(dialect::Maintenance::IntegrityCheck, tables);
}

Result<QStringList> Database::databases()
{
    auto mine = connection();
    if (!mine)
        return mine.error();
    ConnectionCatalog catalog(**mine);
    return (*mine)->dialect().inspector().databases(catalog);
}

Result<QStringList> Database::schemas()
{
    auto mine = connection();
    if (!mine)
        return mine.error();
    ConnectionCatalog catalog(**mine);
    return (*mine)->dialect().inspector().nameSpaces(catalog);
}

Result<QStringList> Database::tables(const QString &nameSpace)
{
    auto mine = connection();
    if (!mine)
        return mine.error();
    ConnectionCatalog catalog(**mine);
    auto schema = (*mine)->dialect().inspector().inspect(
            catalog, { .nameSpaces = nameSpace.isEmpty() ? QStringList() : QStringList { nameSpace } });
    if (!schema)
        return schema.error();
    QStringList names;
    for (const schema::Table &table : std::as_const(schema->tables))
        names << table.name;
    return names;
}

} // namespace quoin
