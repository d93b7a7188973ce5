// SPDX-License-Identifier: MIT
#include "contender.h"

#include <QtCore/qendian.h>

#include <libpq-fe.h>

#include <array>
#include <cstring>

using namespace Qt::StringLiterals;

namespace bench {

namespace {

struct Clear
{
    void operator()(PGresult *result) const { PQclear(result); }
};
using ResultPtr = std::unique_ptr<PGresult, Clear>;

// PostgreSQL counts microseconds from 2000-01-01.
const qint64 epoch = QDateTime(QDate(2000, 1, 1), QTime(0, 0), Qt::UTC).toMSecsSinceEpoch();

/// Values in the protocol's binary format, N of them.
template<size_t N>
struct Parameters
{
    std::array<const char *, N> values {};
    std::array<int, N> lengths {};
    std::array<int, N> formats {};
    std::array<std::array<char, 8>, N> numbers {};

    Parameters() { formats.fill(1); }
    template<class T>
    void number(size_t at, T value)
    {
        qToBigEndian(value, numbers[at].data());
        values[at] = numbers[at].data();
        lengths[at] = sizeof(T);
    }
    void text(size_t at, const QByteArray &utf8)
    {
        values[at] = utf8.constData();
        lengths[at] = int(utf8.size());
    }
};

class NativePostgresql final : public Contender
{
public:
    explicit NativePostgresql(const quoin::ConnectionOptions &options)
    {
        const QByteArray host = options.host.toUtf8(), port = QByteArray::number(options.port > 0 ? options.port : 5432),
                         user = options.user.toUtf8(), password = options.password.reveal().toUtf8(),
                         database = options.database.toUtf8();
        const std::array<const char *, 6> keys { "host", "port", "user", "password", "dbname", nullptr };
        const std::array<const char *, 6> values { host.constData(), port.constData(), user.constData(), password.constData(),
            database.constData(), nullptr };
        m_db = PQconnectdbParams(keys.data(), values.data(), 0);
        if (PQstatus(m_db) != CONNECTION_OK)
            fail(QString::fromUtf8(PQerrorMessage(m_db)));
        prepare("bench_insert",
                "INSERT INTO bench_posts (title, body, views, score, created, author_id) VALUES ($1, $2, $3, $4, $5, $6) "
                "RETURNING id");
        prepare("bench_select", "SELECT id, title, body, views, score, created, author_id FROM bench_posts");
        prepare("bench_lookup", "SELECT id, title, body, views, score, created, author_id FROM bench_posts WHERE id = $1");
        prepare("bench_update", "UPDATE bench_posts SET title = $1, views = $2 WHERE id = $3");
    }
    ~NativePostgresql() override { PQfinish(m_db); }

    [[nodiscard]] bool takesPart(const QString &workload) const override { return isSingleStatements(workload); }

    void give(const QList<PlainPost> &posts) override
    {
        m_posts = posts;
        m_posts.detach();
    }
    QList<PlainPost> take() override { return std::exchange(m_posts, {}); }

    void insert() override
    {
        run("BEGIN");
        Parameters<6> parameters;
        for (PlainPost &post : m_posts) {
            const QByteArray title = post.title.toUtf8();
            const QByteArray body = post.body.toUtf8();
            parameters.text(0, title);
            parameters.text(1, body);
            parameters.number(2, qint32(post.views));
            parameters.number(3, std::bit_cast<quint64>(post.score));
            parameters.number(4, (post.created.toMSecsSinceEpoch() - epoch) * 1000);
            parameters.number(5, post.author);
            const ResultPtr row = execute("bench_insert", parameters, PGRES_TUPLES_OK);
            post.id = number<qint64>(row.get(), 0);
        }
        run("COMMIT");
    }

    void select() override
    {
        if (!PQsendQueryPrepared(m_db, "bench_select", 0, nullptr, nullptr, nullptr, 1) || !PQsetSingleRowMode(m_db))
            fail(QString::fromUtf8(PQerrorMessage(m_db)));
        while (const ResultPtr row { PQgetResult(m_db) }) {
            if (PQresultStatus(row.get()) == PGRES_SINGLE_TUPLE)
                m_posts.append(read(row.get()));
            else
                check(row.get(), PGRES_TUPLES_OK);
        }
    }

    void lookup(const QList<qint64> &keys) override
    {
        m_posts.reserve(keys.size());
        Parameters<1> parameters;
        for (qint64 key : keys) {
            parameters.number(0, key);
            const ResultPtr row = execute("bench_lookup", parameters, PGRES_TUPLES_OK);
            if (PQntuples(row.get()) != 1)
                fail(u"no row"_s);
            m_posts.append(read(row.get()));
        }
    }

    void update(const QList<Edit> &edits) override
    {
        run("BEGIN");
        Parameters<3> parameters;
        for (const Edit &edit : edits) {
            const QByteArray title = edit.title.toUtf8();
            parameters.text(0, title);
            parameters.number(1, qint32(edit.views));
            parameters.number(2, edit.id);
            execute("bench_update", parameters, PGRES_COMMAND_OK);
        }
        run("COMMIT");
    }

private:
    template<class T>
    static T number(const PGresult *row, int column)
    {
        return qFromBigEndian<T>(PQgetvalue(row, 0, column));
    }
    static QString text(const PGresult *row, int column)
    {
        return QString::fromUtf8(PQgetvalue(row, 0, column), PQgetlength(row, 0, column));
    }
    static PlainPost read(const PGresult *row)
    {
        return { .id = number<qint64>(row, 0),
            .title = text(row, 1),
            .body = text(row, 2),
            .views = number<qint32>(row, 3),
            .score = std::bit_cast<double>(number<quint64>(row, 4)),
            .created = QDateTime::fromMSecsSinceEpoch(number<qint64>(row, 5) / 1000 + epoch, Qt::UTC),
            .author = number<qint64>(row, 6) };
    }

    void check(const PGresult *result, ExecStatusType expected) const
    {
        if (PQresultStatus(result) != expected)
            fail(QString::fromUtf8(PQerrorMessage(m_db)));
    }
    template<size_t N>
    ResultPtr execute(const char *name, const Parameters<N> &parameters, ExecStatusType expected)
    {
        ResultPtr result { PQexecPrepared(
                m_db, name, int(N), parameters.values.data(), parameters.lengths.data(), parameters.formats.data(), 1) };
        check(result.get(), expected);
        return result;
    }
    void run(const char *sql) { check(ResultPtr { PQexec(m_db, sql) }.get(), PGRES_COMMAND_OK); }
    void prepare(const char *name, const char *sql)
    {
        check(ResultPtr { PQprepare(m_db, name, sql, 0, nullptr) }.get(), PGRES_COMMAND_OK);
    }

    PGconn *m_db = nullptr;
    QList<PlainPost> m_posts;
};

} // namespace

ContenderPtr makeNativePostgresql(const quoin::ConnectionOptions &options) { return std::make_unique<NativePostgresql>(options); }

} // namespace bench
