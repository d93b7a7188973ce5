// SPDX-License-Identifier: MIT
#include <quoin/db/drivers/postgresqlcopy_p.h>

#include <quoin/core/log.h>

#include <QtSql/qsqldriver.h>

using namespace Qt::StringLiterals;

namespace quoin {

namespace postgresql {

dialect::NativeError errorOf(const PGconn *connection, const PGresult *result)
{
    const auto field = [result](int code) { return QString::fromUtf8(PQresultErrorField(result, code)); };
    dialect::NativeError error {
        .sqlState = field(PG_DIAG_SQLSTATE),
        .message = field(PG_DIAG_MESSAGE_PRIMARY),
        .detail = field(PG_DIAG_MESSAGE_DETAIL),
        .table = field(PG_DIAG_TABLE_NAME),
        .column = field(PG_DIAG_COLUMN_NAME),
        .constraint = field(PG_DIAG_CONSTRAINT_NAME),
    };
    if (error.message.isEmpty())
        error.message = QString::fromUtf8(PQerrorMessage(connection)).trimmed();
    // What has no SQLSTATE does not come from the server but from libpq.
    if (error.sqlState.isEmpty() && PQstatus(connection) != CONNECTION_OK)
        error.sqlState = u"08006"_s;
    return error;
}

void Channel::drain()
{
    while (ResultPtr rest { PQgetResult(connection()) }) { }
}

void Channel::discard(std::string name)
{
    if (!connection())
        return;
    m_discarded.push_back(std::move(name));
    if (!isBusy())
        flushDiscarded();
}

void Channel::flushDiscarded()
{
    // Not inside a transaction: should it fail, it must not spoil one.
    if (m_discarded.empty() || PQtransactionStatus(connection()) != PQTRANS_IDLE)
        return;
    std::string sql;
    for (const std::string &name : m_discarded)
        sql += "DEALLOCATE " + name + ';';
    m_discarded.clear();
    ResultPtr(PQexec(connection(), sql.c_str()));
}

} // namespace postgresql

namespace {

class PostgresqlNative final : public NativeApi
{
public:
    explicit PostgresqlNative(PGconn *connection) : m_channel(std::make_shared<postgresql::Channel>(connection))
    {
        // By default libpq prints warnings of the server to stderr.
        PQsetNoticeProcessor(
                connection,
                [](void *, const char *message) { qCDebug(logConnection).noquote() << QString::fromUtf8(message).trimmed(); },
                nullptr);
    }
    ~PostgresqlNative() override { m_channel->close(); }
    Q_DISABLE_COPY_MOVE(PostgresqlNative)

    Result<std::unique_ptr<Statement>> prepare(Connection &connection, const QString &sql) override
    {
        return postgresql::prepareStatement(connection, m_channel, sql);
    }

    Result<void> run(Connection &connection, const QString &sql) override
    {
        PGconn *const server = m_channel->acquire();
        const postgresql::ResultPtr result { PQexec(server, sql.toUtf8().constData()) };
        switch (PQresultStatus(result.get())) {
        case PGRES_COPY_IN: PQputCopyEnd(server, "not supported by this call"); [[fallthrough]];
        case PGRES_COPY_OUT:
        case PGRES_COPY_BOTH:
            m_channel->drain();
            return connection.failed(
                    Error(ErrorKind::Unsupported, u"COPY from or to the client cannot be run as a plain statement."_s), sql);
        default: break;
        }
        if (!postgresql::isSuccess(result.get()))
            return connection.failed(postgresql::errorOf(server, result.get()), sql);
        return {};
    }

    Result<std::unique_ptr<BulkLoad>> bulkLoad(Connection &connection, const QString &sql, const QString &insert) override
    {
        auto row = connection.prepare(insert);
        if (!row)
            return row.error();
        return postgresql::makeCopy(connection, m_channel, sql, *std::move(row));
    }

    [[nodiscard]] bool inTransaction() const override { return PQtransactionStatus(m_channel->connection()) != PQTRANS_IDLE; }

private:
    std::shared_ptr<postgresql::Channel> m_channel;
};

} // namespace

std::unique_ptr<NativeApi> makePostgresqlNative(const QSqlDatabase &database)
{
    const QVariant handle = database.driver()->handle();
    // Qt names the type by the struct or by libpq's name of it, depending on its version.
    if ((qstrcmp(handle.typeName(), "pg_conn*") != 0 && qstrcmp(handle.typeName(), "PGconn*") != 0)
            || !sharesClientLibrary(database, "PQconnectdb", reinterpret_cast<const void *>(&PQconnectdb)))
        return nullptr;
    auto *connection = *static_cast<PGconn *const *>(handle.constData());
    return connection ? std::make_unique<PostgresqlNative>(connection) : nullptr;
}

} // namespace quoin
