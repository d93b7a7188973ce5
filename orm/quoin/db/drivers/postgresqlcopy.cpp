// SPDX-License-Identifier: MIT
#include <quoin/db/drivers/postgresqlcopy_p.h>

#include <quoin/telemetry/statementevent.h>

using namespace Qt::StringLiterals;

namespace quoin::postgresql {

namespace {

// The signature, no flags, no extension; and the number of columns that ends it.
constexpr std::string_view header("PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0", 19);
constexpr std::string_view trailer("\377\377", 2);

class Copy final : public BulkLoad
{
public:
    Copy(Connection &connection, std::shared_ptr<Channel> channel, const QString &sql, std::shared_ptr<Statement> row,
            RowOfCopy &bytes)
        : m_connection(connection), m_channel(std::move(channel)), m_sql(sql), m_row(std::move(row)), m_bytesOfRow(bytes),
          m_bytes(header)
    { }

    Statement &row() override { return *m_row; }

    Result<bool> add() override
    {
        auto added = m_bytesOfRow.appendRow(m_bytes);
        m_rows += added && *added ? 1 : 0;
        return added;
    }

    Result<qint64> finish() override
    {
        m_connection.noteWrite();
        StatementTimer timer(m_sql);
        m_bytes += trailer;
        auto stored = send();
        m_bytes.assign(header);
        m_rows = 0;
        timer.finish(stored.has_value() ? *stored : -1, stored.has_value());
        return stored;
    }

private:
    Result<qint64> send()
    {
        if (auto usable = m_connection.checkUsable(); !usable)
            return usable.error();
        PGconn *const server = m_channel->acquire();
        const ResultPtr begun { PQexec(server, m_sql.toUtf8().constData()) };
        if (PQresultStatus(begun.get()) != PGRES_COPY_IN)
            return m_connection.failed(errorOf(server, begun.get()), m_sql);
        // libpq takes an int, and sends what it was given in one piece.
        constexpr size_t piece = 256 * 1024;
        bool sent = true;
        for (size_t at = 0; sent && at < m_bytes.size(); at += piece)
            sent = PQputCopyData(server, m_bytes.data() + at, int(std::min(piece, m_bytes.size() - at))) == 1;
        sent = PQputCopyEnd(server, nullptr) == 1 && sent;
        ResultPtr result { PQgetResult(server) };
        if (!sent || !isSuccess(result.get())) {
            const Error error = m_connection.failed(errorOf(server, result.get()), m_sql);
            m_channel->drain();
            return error;
        }
        m_channel->drain();
        return m_rows;
    }

    Connection &m_connection;
    std::shared_ptr<Channel> m_channel;
    QString m_sql;
    std::shared_ptr<Statement> m_row;
    RowOfCopy &m_bytesOfRow;
    std::string m_bytes;
    qint64 m_rows = 0;
};

} // namespace

std::unique_ptr<BulkLoad> makeCopy(
        Connection &connection, std::shared_ptr<Channel> channel, const QString &sql, std::shared_ptr<Statement> row)
{
    auto *const bytes = dynamic_cast<RowOfCopy *>(row.get());
    return bytes ? std::make_unique<Copy>(connection, std::move(channel), sql, std::move(row), *bytes) : nullptr;
}

} // namespace quoin::postgresql
