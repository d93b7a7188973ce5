// SPDX-License-Identifier: MIT
#include <quoin/core/log.h>
#include <quoin/db/connection.h>
#include <quoin/db/drivers/driver_p.h>
#include <quoin/db/openstream_p.h>
#include <quoin/db/statementcache_p.h>
#include <quoin/db/statementtext_p.h>
#include <quoin/db/transactionscope_p.h>
#include <quoin/dialect/placeholders_p.h>

#include <QtCore/qrandom.h>
#include <QtCore/qthread.h>

using namespace Qt::StringLiterals;

namespace quoin {

namespace {

/// The pause before attempt \a retry (from 1): doubles from 50 ms, half of it by chance, so that many clients do not come at
/// once.
std::chrono::milliseconds backoff(int retry)
{
    const int full = 50 << std::min(retry - 1, 6);
    return std::chrono::milliseconds(full / 2 + QRandomGenerator::global()->bounded(full / 2 + 1));
}

/// What a stream gives from then on, on every engine: some would go on, others would not.
Error endedWithTransaction()
{
    return Error(ErrorKind::Transaction, u"The transaction in which the stream began has ended, and the stream with it."_s)
            .setHint(u"Read the stream to its end before, or begin it before the transaction."_s);
}

/// The transaction itself, around all savepoints.
const TransactionScope *outermost(const TransactionScope *scope)
{
    while (scope && scope->around())
        scope = scope->around().get();
    return scope;
}

} // namespace

Connection::Connection(ConnectionOptions options, std::shared_ptr<StatementCounters> counters)
    : m_options(std::move(options)), m_counters(std::move(counters)),
      m_cache(std::make_unique<StatementCache>(m_options.statementCache, m_counters))
{ }

Connection::~Connection()
{
    endStreams(nullptr, Error(ErrorKind::Connection, u"The connection was closed before the stream was read to its end."_s));
    if (inTransaction())
        (void)rollback();
    m_attachments.clear();
    // Qt's drivers ask the server to free each statement and print a warning when it does not answer; without a driver they
    // don't.
    if (!m_usable && !isNative())
        m_driver.reset();
    m_cache->clear(); // statements go before the handle they were prepared on
}

Result<std::unique_ptr<Connection>> Connection::open(const ConnectionOptions &options)
{
    return open(options, std::make_shared<StatementCounters>());
}

Result<std::unique_ptr<Connection>> Connection::open(
        const ConnectionOptions &options, std::shared_ptr<StatementCounters> counters)
{
    for (int attempt = 0;; ++attempt) {
        std::unique_ptr<Connection> connection(new Connection(options, counters));
        connection->m_driver = makeDriver(options.engine);
        auto opened = connection->m_driver->open(options);
        if (opened) {
            connection->m_dialect = connection->m_driver->dialect();
            qCDebug(logConnection).noquote()
                    << "connected to" << options.toDisplay() << "·" << connection->m_dialect->capabilities().product
                    << connection->m_dialect->capabilities().version.toString()
                    << (connection->isNative() ? "· native" : "· QSqlQuery");
            return connection;
        }
        // A wrong password or option does not get better by waiting: only what the network or a busy server does is tried again.
        if (!opened.error().isRetryable() || attempt >= options.connectRetries)
            return opened.error();
        const auto pause = backoff(attempt + 1);
        qCInfo(logConnection).noquote() << "connecting to" << options.toDisplay() << "failed, attempt" << attempt + 1 << "of"
                                        << options.connectRetries + 1 << "· next in" << pause.count() << "ms";
        QThread::msleep(static_cast<unsigned long>(pause.count()));
    }
}

bool Connection::isNative() const { return m_driver->native() != nullptr; }

Result<std::shared_ptr<Statement>> Connection::prepare(const QString &sql)
{
    if (auto cached = m_cache->take(sql)) {
        cached->forgetBindings();
        return cached;
    }
    if (auto usable = checkUsable(); !usable)
        return usable.error();
    if (auto one = checkText(sql); !one)
        return one.error();
    auto prepared = m_driver->native() ? m_driver->native()->prepare(*this, sql) : prepareQSqlQuery(*this, *m_driver, sql);
    if (!prepared)
        return prepared.error();
    std::shared_ptr<Statement> statement = *std::move(prepared);
    m_cache->insert(statement);
    return statement;
}

Result<std::unique_ptr<BulkLoad>> Connection::bulkLoad(const QString &sql, const QString &insert)
{
    if (sql.isEmpty() || !m_driver->native())
        return std::unique_ptr<BulkLoad>();
    return m_driver->native()->bulkLoad(*this, sql, insert);
}

Result<qint64> Connection::execute(const QString &sql, const QList<Value> &bindings)
{
    auto statement = prepare(sql);
    if (!statement)
        return statement.error();
    (*statement)->bindAll(bindings);
    return (*statement)->execute();
}

Result<void> Connection::run(const QString &sql)
{
    if (auto usable = checkUsable(); !usable)
        return usable.error();
    if (auto one = checkText(sql); !one)
        return one;
    if (!inTransaction())
        return runUnchecked(sql);
    if (auto allowed = checkAllowed(kindOf(sql), sql); !allowed)
        return allowed;
    return runUnchecked(sql).and_then([&] { return checkTransaction(sql); });
}

Result<void> Connection::runUnchecked(const QString &sql) { return runDirectly(*this, *m_driver, sql); }

Result<void> Connection::begin(const dialect::BeginOptions &options)
{
    if (inTransaction())
        return Error(
                ErrorKind::Transaction, u"This connection is already in a transaction; a transaction inside is a savepoint."_s);
    auto statements = m_dialect->syntax().begin(options);
    if (!statements)
        return statements.error();
    for (const QString &sql : std::as_const(*statements)) {
        if (auto done = run(sql); !done) {
            (void)runUnchecked(u"ROLLBACK"_s);
            return done.error();
        }
    }
    m_scope = std::make_shared<TransactionScope>();
    m_poison.reset();
    m_afterTransaction = m_dialect->syntax().afterTransaction(options);
    return {};
}

void Connection::addStream(std::shared_ptr<OpenStream> stream) { m_streams.push_back(std::move(stream)); }

void Connection::removeStream(const OpenStream *stream)
{
    std::erase_if(m_streams, [&](const std::shared_ptr<OpenStream> &one) { return one.get() == stream; });
}

void Connection::endReleasedStreams()
{
    std::erase_if(m_streams, [](const std::shared_ptr<OpenStream> &stream) {
        if (!stream->isReleased())
            return false;
        stream->end();
        return true;
    });
}

void Connection::endStreams(const TransactionScope *scope, const Error &why)
{
    const auto isInside = [&](const TransactionScope *inner) {
        while (inner && inner != scope)
            inner = inner->around().get();
        return inner == scope;
    };
    std::erase_if(m_streams, [&](const std::shared_ptr<OpenStream> &stream) {
        if (!isInside(stream->scope().get()))
            return false;
        stream->end(why);
        return true;
    });
}

void Connection::endTransaction(bool kept)
{
    for (auto scope = std::exchange(m_scope, nullptr); scope; scope = scope->around()) {
        if (kept || scope->around()) // open savepoints share what becomes of the transaction
            scope->keep();
        else
            scope->undo();
    }
    m_poison.reset();
    const QStringList after = std::exchange(m_afterTransaction, {});
    for (const QString &sql : after)
        (void)runUnchecked(sql);
}

Result<void> Connection::commit()
{
    if (!inTransaction())
        return Error(ErrorKind::Transaction, u"There is no transaction to commit."_s);
    if (m_poison) {
        Error error(
                ErrorKind::Transaction, u"The transaction cannot be committed: a statement in it failed. It was rolled back."_s);
        error.setRetryable(m_poison->isRetryable());
        error.addCause(*m_poison);
        (void)rollback();
        return error;
    }
    endStreams(outermost(m_scope.get()), endedWithTransaction());
    auto done = runUnchecked(u"COMMIT"_s);
    if (!done && !m_usable) {
        // Running it again could do everything twice.
        done = Error(done.error())
                       .setRetryable(false)
                       .setHint(u"Whether the server kept the transaction is not known: look before running it again."_s);
    } else if (!done && !m_dialect->capabilities().failedStatementPoisons) {
        (void)runUnchecked(u"ROLLBACK"_s); // a deferred constraint or a lock comes at the commit: nothing is kept
    }
    endTransaction(done.has_value());
    return done;
}

Result<void> Connection::rollback()
{
    if (!inTransaction())
        return Error(ErrorKind::Transaction, u"There is no transaction to roll back."_s);
    endStreams(outermost(m_scope.get()), endedWithTransaction());
    Result<void> done;
    if (m_usable)
        done = runUnchecked(u"ROLLBACK"_s);
    endTransaction(false);
    return done;
}

bool Connection::hasSavepoint(const QString &name) const
{
    for (const TransactionScope *scope = m_scope.get(); scope; scope = scope->around().get()) {
        if (!name.isEmpty() && scope->savepoint() == name)
            return true;
    }
    return false;
}

Result<void> Connection::savepoint(const QString &name)
{
    if (!inTransaction())
        return Error(ErrorKind::Transaction, u"There is no transaction for the savepoint to be in."_s);
    auto done = run(u"SAVEPOINT "_s % m_dialect->syntax().quoted(name));
    if (done)
        m_scope = std::make_shared<TransactionScope>(name, m_scope);
    return done;
}

Result<void> Connection::releaseSavepoint(const QString &name)
{
    auto done = run(u"RELEASE SAVEPOINT "_s % m_dialect->syntax().quoted(name));
    while (done && hasSavepoint(name)) { // and those inside it
        m_scope->keep();
        m_scope = m_scope->around();
    }
    return done;
}

Result<void> Connection::rollbackToSavepoint(const QString &name)
{
    if (!m_usable)
        return checkUsable();
    // A deadlock or a lost connection took the whole transaction with it: there is no savepoint to go back to.
    if (m_poison && (m_poison->kind() == ErrorKind::Deadlock || m_poison->kind() == ErrorKind::Connection))
        return *m_poison;
    m_poison.reset();
    if (hasSavepoint(name)) {
        while (m_scope->savepoint() != name) {
            m_scope->keep(); // part of the one that is undone
            m_scope = m_scope->around();
        }
        endStreams(m_scope.get(), endedWithTransaction());
        m_scope->undo();
        m_scope = std::make_shared<TransactionScope>(name, m_scope->around()); // the savepoint itself stays
    }
    return runUnchecked(u"ROLLBACK TO SAVEPOINT "_s % m_dialect->syntax().quoted(name));
}

void Connection::noteWrite()
{
    if (m_scope)
        m_scope->setWritten();
}

void Connection::endAbandoned()
{
    const TransactionScope *outermost = nullptr;
    for (const TransactionScope *scope = m_scope.get(); scope; scope = scope->around().get()) {
        if (scope->isAbandoned())
            outermost = scope;
    }
    if (!outermost)
        return;
    if (!outermost->around()) {
        (void)rollback();
    } else {
        const QString name = outermost->savepoint();
        if (rollbackToSavepoint(name))
            (void)releaseSavepoint(name);
    }
}

Result<void> Connection::checkUsable() const
{
    if (!m_usable) {
        return Error(ErrorKind::Connection, u"The connection to %1 was lost."_s.arg(m_options.toDisplay()))
                .setHint(inTransaction() ? u"The transaction was undone by the server: run it again."_s : QString());
    }
    if (m_poison) {
        Error error(ErrorKind::Transaction, u"A statement of this transaction failed, so it takes no further ones."_s);
        error.setHint(u"Roll back, to a savepoint before the failed statement or the whole transaction. The failure: "_s
                % m_poison->message());
        error.setRetryable(m_poison->isRetryable());
        error.addCause(*m_poison);
        return error;
    }
    return {};
}

/// One statement, as all engines can prepare it. What they do with several differs: they refuse, run the first, or run the
/// second while the first is prepared.
Result<void> Connection::checkText(const QString &sql) const
{
    if (QStringView(sql).trimmed().isEmpty())
        return Error(ErrorKind::InvalidQuery, u"The statement is empty."_s);
    if (isSeveralStatements(sql, m_dialect->syntax().tokenRules())) {
        return Error(ErrorKind::InvalidQuery, u"The text holds more than one statement."_s)
                .setHint(u"Run each by a call of its own, in a transaction if they belong together."_s)
                .setStatement(sql);
    }
    // Some engines end the connection over it.
    const auto &can = m_dialect->capabilities();
    if (dialect::mostPlaceholders(sql) <= can.maxBinds)
        return {};
    if (const int count = dialect::placeholderCount(sql, m_dialect->syntax().tokenRules()); count > can.maxBinds) {
        return Error(ErrorKind::Unsupported,
                u"The statement has %1 placeholders, and %2 takes %3."_s.arg(count).arg(can.product).arg(can.maxBinds))
                .setHint(u"Give many values as one list, to in(), or run several statements."_s)
                .setStatement(sql);
    }
    return {};
}

StatementKind Connection::kindOf(const QString &sql) const { return statementKind(sql, m_dialect->syntax().tokenRules()); }

Result<void> Connection::checkAllowed(StatementKind kind, const QString &sql) const
{
    if (!inTransaction())
        return {};
    if (kind == StatementKind::EndsTransaction) {
        return Error(ErrorKind::Transaction, u"The statement would begin or end a transaction behind Quoin's back."_s)
                .setHint(u"Call begin(), commit() or rollback()."_s)
                .setStatement(sql);
    }
    if (kind == StatementKind::ChangesSchema && !m_dialect->capabilities().transactionalDdl) {
        return Error(ErrorKind::Transaction,
                u"%1 would commit the transaction: it cannot undo changes of the schema."_s.arg(
                        m_dialect->capabilities().product))
                .setHint(u"Run the statement before the transaction or after it."_s)
                .setStatement(sql);
    }
    return {};
}

Result<void> Connection::checkTransaction(const QString &sql)
{
    if (!inTransaction() || !m_driver->native() || m_driver->native()->inTransaction())
        return {};
    return failed(
            Error(ErrorKind::Transaction, u"The statement ended the transaction: what came before it cannot be undone."_s), sql);
}

Error Connection::failed(const dialect::NativeError &error, const QString &sql)
{
    const auto &mapper = m_driver->dialect()->errors();
    if (mapper.losesConnection(error))
        m_usable = false;
    return failed(mapper.map(error), sql);
}

Error Connection::failed(Error error, const QString &sql)
{
    error.setStatement(sql);
    if (inTransaction() && !m_poison)
        m_poison = error;
    return error;
}

} // namespace quoin
