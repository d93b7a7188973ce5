// SPDX-License-Identifier: MIT
#include "contender.h"

#include <quoin/core/datetext.h>

#include <sqlite3.h>

using namespace Qt::StringLiterals;

namespace bench {

namespace {

struct Finalize
{
    void operator()(sqlite3_stmt *statement) const { sqlite3_finalize(statement); }
};
using StatementPtr = std::unique_ptr<sqlite3_stmt, Finalize>;

class NativeSqlite final : public Contender
{
public:
    explicit NativeSqlite(const quoin::ConnectionOptions &options)
    {
        check(sqlite3_open_v2(
                options.database.toUtf8().constData(), &m_db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr));
        run("PRAGMA foreign_keys = ON");
        run("PRAGMA synchronous = NORMAL");
        run("PRAGMA temp_store = memory");
        run(u"PRAGMA cache_size = -%1"_s.arg(options.cacheSizeKib).toLatin1().constData());
        m_insert = prepare("INSERT INTO bench_posts (title, body, views, score, created, author_id) VALUES (?, ?, ?, ?, ?, ?)");
        m_select = prepare("SELECT id, title, body, views, score, created, author_id FROM bench_posts");
        m_lookup = prepare("SELECT id, title, body, views, score, created, author_id FROM bench_posts WHERE id = ?");
        m_update = prepare("UPDATE bench_posts SET title = ?, views = ? WHERE id = ?");
    }

    ~NativeSqlite() override
    {
        for (StatementPtr *statement : { &m_insert, &m_select, &m_lookup, &m_update })
            statement->reset();
        sqlite3_close(m_db);
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
        sqlite3_stmt *const statement = m_insert.get();
        run("BEGIN");
        for (PlainPost &post : m_posts) {
            const QByteArray title = post.title.toUtf8();
            const QByteArray body = post.body.toUtf8();
            quoin::DateTimeText created;
            if (!quoin::formatDateTime(post.created, created))
                fail(u"a date that is none"_s);
            bindText(statement, 1, title);
            bindText(statement, 2, body);
            sqlite3_bind_int(statement, 3, post.views);
            sqlite3_bind_double(statement, 4, post.score);
            sqlite3_bind_text(statement, 5, created.data(), int(created.size()) - 1, SQLITE_STATIC);
            sqlite3_bind_int64(statement, 6, post.author);
            step(statement, SQLITE_DONE);
            sqlite3_reset(statement);
            post.id = sqlite3_last_insert_rowid(m_db);
        }
        run("COMMIT");
    }

    void select() override
    {
        while (sqlite3_step(m_select.get()) == SQLITE_ROW)
            m_posts.append(read(m_select.get()));
        check(sqlite3_reset(m_select.get()));
    }

    void lookup(const QList<qint64> &keys) override
    {
        m_posts.reserve(keys.size());
        for (qint64 key : keys) {
            sqlite3_bind_int64(m_lookup.get(), 1, key);
            step(m_lookup.get(), SQLITE_ROW);
            m_posts.append(read(m_lookup.get()));
            sqlite3_reset(m_lookup.get());
        }
    }

    void update(const QList<Edit> &edits) override
    {
        run("BEGIN");
        for (const Edit &edit : edits) {
            const QByteArray title = edit.title.toUtf8();
            bindText(m_update.get(), 1, title);
            sqlite3_bind_int(m_update.get(), 2, edit.views);
            sqlite3_bind_int64(m_update.get(), 3, edit.id);
            step(m_update.get(), SQLITE_DONE);
            sqlite3_reset(m_update.get());
        }
        run("COMMIT");
    }

private:
    static PlainPost read(sqlite3_stmt *row)
    {
        PlainPost post { .id = sqlite3_column_int64(row, 0),
            .title = text(row, 1),
            .body = text(row, 2),
            .views = sqlite3_column_int(row, 3),
            .score = sqlite3_column_double(row, 4),
            .created = {},
            .author = sqlite3_column_int64(row, 6) };
        if (!quoin::parseDateTime(view(row, 5), post.created))
            fail(u"a date that is none"_s);
        return post;
    }
    static QByteArrayView view(sqlite3_stmt *row, int column)
    {
        const auto *text = reinterpret_cast<const char *>(sqlite3_column_text(row, column));
        return { text, sqlite3_column_bytes(row, column) };
    }
    static QString text(sqlite3_stmt *row, int column) { return QString::fromUtf8(view(row, column)); }
    static void bindText(sqlite3_stmt *statement, int index, const QByteArray &utf8)
    {
        sqlite3_bind_text(statement, index, utf8.constData(), int(utf8.size()), SQLITE_STATIC);
    }

    void check(int code) const
    {
        if (code != SQLITE_OK)
            fail(QString::fromUtf8(sqlite3_errmsg(m_db)));
    }
    void step(sqlite3_stmt *statement, int expected) const
    {
        if (sqlite3_step(statement) != expected)
            fail(QString::fromUtf8(sqlite3_errmsg(m_db)));
    }
    void run(const char *sql) { check(sqlite3_exec(m_db, sql, nullptr, nullptr, nullptr)); }
    StatementPtr prepare(const char *sql)
    {
        sqlite3_stmt *statement = nullptr;
        check(sqlite3_prepare_v3(m_db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr));
        return StatementPtr(statement);
    }

    sqlite3 *m_db = nullptr;
    StatementPtr m_insert, m_select, m_lookup, m_update;
    QList<PlainPost> m_posts;
};

} // namespace

ContenderPtr makeNativeSqlite(const quoin::ConnectionOptions &options) { return std::make_unique<NativeSqlite>(options); }

} // namespace bench
