// SPDX-License-Identifier: MIT
#include "contender.h"

#include <mysql.h>

#include <array>

using namespace Qt::StringLiterals;

namespace bench {

namespace {

struct Close
{
    void operator()(MYSQL_STMT *statement) const { mysql_stmt_close(statement); }
};
using StatementPtr = std::unique_ptr<MYSQL_STMT, Close>;

/// Buffers that a statement's parameters or columns are bound to once.
struct Row
{
    qint64 id = 0;
    std::array<char, 800> title {};
    std::array<char, 4000> body {};
    qint32 views = 0;
    double score = 0;
    MYSQL_TIME created {};
    qint64 author = 0;
    std::array<unsigned long, 2> lengths {};
};

MYSQL_BIND bound(enum_field_types type, void *buffer, size_t size = 0, unsigned long *length = nullptr)
{
    MYSQL_BIND bind {};
    bind.buffer_type = type;
    bind.buffer = buffer;
    bind.buffer_length = static_cast<unsigned long>(size);
    bind.length = length;
    return bind;
}

class NativeMysql final : public Contender
{
public:
    explicit NativeMysql(const quoin::ConnectionOptions &options) : m_db(mysql_init(nullptr))
    {
        mysql_options(m_db, MYSQL_SET_CHARSET_NAME, "utf8mb4");
        const QByteArray host = options.host.toUtf8();
        const bool isSocket = host.startsWith('/');
        if (!mysql_real_connect(m_db, isSocket ? nullptr : host.constData(), options.user.toUtf8().constData(),
                    options.password.reveal().toUtf8().constData(), options.database.toUtf8().constData(),
                    unsigned(qMax(0, options.port)), isSocket ? host.constData() : nullptr, CLIENT_FOUND_ROWS))
            fail(QString::fromUtf8(mysql_error(m_db)));
        m_insert = prepare("INSERT INTO bench_posts (title, body, views, score, created, author_id) VALUES (?, ?, ?, ?, ?, ?)");
        m_select = prepare("SELECT id, title, body, views, score, created, author_id FROM bench_posts");
        m_lookup = prepare("SELECT id, title, body, views, score, created, author_id FROM bench_posts WHERE id = ?");
        m_update = prepare("UPDATE bench_posts SET title = ?, views = ? WHERE id = ?");
    }
    ~NativeMysql() override
    {
        for (StatementPtr *statement : { &m_insert, &m_select, &m_lookup, &m_update })
            statement->reset();
        mysql_close(m_db);
    }

    [[nodiscard]] bool takesPart(const QString &workload) const override { return isSingleStatements(workload); }

    void give(const QList<PlainPost> &posts) override
    {
        m_posts = posts;
        m_posts.detach();
    }
    QList<PlainPost> take() override { return std::exchange(m_posts, {}); }

    void insert() override
    {
        std::array binds { bound(MYSQL_TYPE_STRING, m_row.title.data(), m_row.title.size(), &m_row.lengths[0]),
            bound(MYSQL_TYPE_STRING, m_row.body.data(), m_row.body.size(), &m_row.lengths[1]),
            bound(MYSQL_TYPE_LONG, &m_row.views), bound(MYSQL_TYPE_DOUBLE, &m_row.score),
            bound(MYSQL_TYPE_DATETIME, &m_row.created), bound(MYSQL_TYPE_LONGLONG, &m_row.author) };
        mysql_stmt_bind_param(m_insert.get(), binds.data());
        run("BEGIN");
        for (PlainPost &post : m_posts) {
            put(post.title, m_row.title, m_row.lengths[0]);
            put(post.body, m_row.body, m_row.lengths[1]);
            m_row.views = post.views;
            m_row.score = post.score;
            const QDate date = post.created.date();
            const QTime time = post.created.time();
            m_row.created = {};
            m_row.created.year = unsigned(date.year());
            m_row.created.month = unsigned(date.month());
            m_row.created.day = unsigned(date.day());
            m_row.created.hour = unsigned(time.hour());
            m_row.created.minute = unsigned(time.minute());
            m_row.created.second = unsigned(time.second());
            m_row.created.second_part = unsigned(time.msec()) * 1000;
            m_row.created.time_type = MYSQL_TIMESTAMP_DATETIME;
            m_row.author = post.author;
            check(m_insert, mysql_stmt_execute(m_insert.get()));
            post.id = qint64(mysql_stmt_insert_id(m_insert.get()));
        }
        run("COMMIT");
    }

    void select() override
    {
        bindResult(m_select);
        check(m_select, mysql_stmt_execute(m_select.get()));
        while (mysql_stmt_fetch(m_select.get()) == 0)
            m_posts.append(read());
        check(m_select, mysql_stmt_free_result(m_select.get()));
    }

    void lookup(const QList<qint64> &keys) override
    {
        qint64 key = 0;
        MYSQL_BIND bind = bound(MYSQL_TYPE_LONGLONG, &key);
        mysql_stmt_bind_param(m_lookup.get(), &bind);
        bindResult(m_lookup);
        m_posts.reserve(keys.size());
        for (qint64 wanted : keys) {
            key = wanted;
            check(m_lookup, mysql_stmt_execute(m_lookup.get()));
            if (mysql_stmt_fetch(m_lookup.get()) != 0)
                fail(u"no row"_s);
            m_posts.append(read());
            mysql_stmt_free_result(m_lookup.get());
        }
    }

    void update(const QList<Edit> &edits) override
    {
        std::array binds { bound(MYSQL_TYPE_STRING, m_row.title.data(), m_row.title.size(), &m_row.lengths[0]),
            bound(MYSQL_TYPE_LONG, &m_row.views), bound(MYSQL_TYPE_LONGLONG, &m_row.id) };
        mysql_stmt_bind_param(m_update.get(), binds.data());
        run("BEGIN");
        for (const Edit &edit : edits) {
            put(edit.title, m_row.title, m_row.lengths[0]);
            m_row.views = edit.views;
            m_row.id = edit.id;
            check(m_update, mysql_stmt_execute(m_update.get()));
        }
        run("COMMIT");
    }

private:
    template<size_t N>
    static void put(const QString &text, std::array<char, N> &buffer, unsigned long &length)
    {
        const QByteArray utf8 = text.toUtf8();
        length = static_cast<unsigned long>(std::min(size_t(utf8.size()), N));
        std::copy_n(utf8.constData(), length, buffer.data());
    }

    void bindResult(const StatementPtr &statement)
    {
        std::array binds { bound(MYSQL_TYPE_LONGLONG, &m_row.id),
            bound(MYSQL_TYPE_STRING, m_row.title.data(), m_row.title.size(), &m_row.lengths[0]),
            bound(MYSQL_TYPE_STRING, m_row.body.data(), m_row.body.size(), &m_row.lengths[1]),
            bound(MYSQL_TYPE_LONG, &m_row.views), bound(MYSQL_TYPE_DOUBLE, &m_row.score),
            bound(MYSQL_TYPE_DATETIME, &m_row.created), bound(MYSQL_TYPE_LONGLONG, &m_row.author) };
        mysql_stmt_bind_result(statement.get(), binds.data());
    }

    [[nodiscard]] PlainPost read() const
    {
        const MYSQL_TIME &at = m_row.created;
        return { .id = m_row.id,
            .title = QString::fromUtf8(m_row.title.data(), qsizetype(m_row.lengths[0])),
            .body = QString::fromUtf8(m_row.body.data(), qsizetype(m_row.lengths[1])),
            .views = m_row.views,
            .score = m_row.score,
            .created = QDateTime(QDate(int(at.year), int(at.month), int(at.day)),
                    QTime(int(at.hour), int(at.minute), int(at.second), int(at.second_part / 1000)), Qt::UTC),
            .author = m_row.author };
    }

    static void check(const StatementPtr &statement, int failed)
    {
        if (failed)
            fail(QString::fromUtf8(mysql_stmt_error(statement.get())));
    }
    void run(const char *sql)
    {
        if (mysql_query(m_db, sql) != 0)
            fail(QString::fromUtf8(mysql_error(m_db)));
    }
    StatementPtr prepare(const char *sql)
    {
        StatementPtr statement(mysql_stmt_init(m_db));
        check(statement, mysql_stmt_prepare(statement.get(), sql, static_cast<unsigned long>(qstrlen(sql))));
        return statement;
    }

    MYSQL *m_db;
    StatementPtr m_insert, m_select, m_lookup, m_update;
    Row m_row;
    QList<PlainPost> m_posts;
};

} // namespace

ContenderPtr makeNativeMysql(const quoin::ConnectionOptions &options) { return std::make_unique<NativeMysql>(options); }

} // namespace bench
