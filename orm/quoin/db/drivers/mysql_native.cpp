// SPDX-License-Identifier: MIT
#include <quoin/db/drivers/mysqlstatement_p.h>

#include <QtSql/qsqldriver.h>

namespace quoin {

namespace {

class MysqlNative final : public NativeApi
{
public:
    explicit MysqlNative(MYSQL *connection) : m_channel(std::make_shared<mysql::Channel>(connection)) { }
    ~MysqlNative() override { m_channel->close(); }
    Q_DISABLE_COPY_MOVE(MysqlNative)

    Result<std::unique_ptr<Statement>> prepare(Connection &connection, const QString &sql) override
    {
        return mysql::prepareStatement(connection, m_channel, sql);
    }

    Result<void> run(Connection &connection, const QString &sql) override
    {
        MYSQL *const server = m_channel->acquire();
        const QByteArray utf8 = sql.toUtf8();
        int failed = mysql_real_query(server, utf8.constData(), static_cast<unsigned long>(utf8.size()));
        while (failed == 0) { // a procedure can give several results
            if (MYSQL_RES *rows = mysql_store_result(server))
                mysql_free_result(rows);
            failed = mysql_next_result(server);
        }
        if (failed > 0) { // -1: there are no more
            return connection.failed(dialect::NativeError { .code = QString::number(mysql_errno(server)),
                                             .sqlState = QString::fromLatin1(mysql_sqlstate(server)),
                                             .message = QString::fromUtf8(mysql_error(server)) },
                    sql);
        }
        return {};
    }

    [[nodiscard]] bool inTransaction() const override
    {
        unsigned status = 0;
        mariadb_get_infov(m_channel->connection(), MARIADB_CONNECTION_SERVER_STATUS, &status);
        return (status & SERVER_STATUS_IN_TRANS) != 0;
    }

private:
    std::shared_ptr<mysql::Channel> m_channel;
};

} // namespace

std::unique_ptr<NativeApi> makeMysqlNative(const QSqlDatabase &database)
{
    const QVariant handle = database.driver()->handle();
    // Qt names the type by the struct or by the library's name of it, depending on its version.
    if ((qstrcmp(handle.typeName(), "MYSQL*") != 0 && qstrcmp(handle.typeName(), "st_mysql*") != 0)
            || !sharesClientLibrary(database, "mysql_real_connect", reinterpret_cast<const void *>(&mysql_real_connect)))
        return nullptr;
    auto *connection = *static_cast<MYSQL *const *>(handle.constData());
    return connection ? std::make_unique<MysqlNative>(connection) : nullptr;
}

} // namespace quoin
