// SPDX-License-Identifier: MIT
#include "contender.h"

#include <quoin/core/datetext.h>

#include <QtCore/qhash.h>

#include <soci/soci.h>

using namespace Qt::StringLiterals;

namespace bench {

namespace {

/// What SOCI reads a row into. Moments as texts: its own type for them, std::tm, knows no milliseconds.
struct Row
{
    long long id = 0;
    std::string title, body;
    int views = 0;
    double score = 0;
    std::string created;
    long long author = 0;

    [[nodiscard]] PlainPost post() const
    {
        PlainPost post { .id = id,
            .title = QString::fromStdString(title),
            .body = QString::fromStdString(body),
            .views = views,
            .score = score,
            .created = {},
            .author = author };
        if (!quoin::parseDateTime(QByteArrayView(created), post.created))
            fail(u"a date that is none"_s);
        return post;
    }
    void set(const PlainPost &post)
    {
        title = post.title.toStdString();
        body = post.body.toStdString();
        views = post.views;
        score = post.score;
        quoin::DateTimeText text;
        if (!quoin::formatDateTime(post.created, text))
            fail(u"a date that is none"_s);
        created.assign(text.data(), text.size() - 1);
        author = post.author;
    }
};

/// Statements prepared once, values bound and read by position, as SOCI's documentation shows it.
class SociContender final : public Contender
{
public:
    explicit SociContender(const quoin::ConnectionOptions &options) : m_engine(options.engine)
    {
        switch (m_engine) {
        case quoin::Engine::Sqlite:
            m_sql.open("sqlite3", "dbname=\"" + options.database.toStdString() + '"');
            m_sql << "PRAGMA foreign_keys = ON";
            m_sql << "PRAGMA synchronous = NORMAL";
            m_sql << "PRAGMA cache_size = -" + std::to_string(options.cacheSizeKib);
            break;
        case quoin::Engine::Postgresql:
            m_sql.open("postgresql", "dbname=" + quoted(options.database) + server(options, "host", "host"));
            m_sql << "SET TIME ZONE 'UTC'";
            break;
        case quoin::Engine::Mysql:
            m_sql.open("mysql",
                    "dbname=" + quoted(options.database) + server(options, "host", "unix_socket") + " charset='utf8mb4'");
            m_sql << "SET time_zone = '+00:00'";
            break;
        }
    }

    [[nodiscard]] bool takesPart(const QString &workload) const override
    {
        return !QStringList { u"upsert"_s, u"many_to_many"_s, u"pages"_s, u"stream"_s }.contains(workload);
    }

    void give(const QList<PlainPost> &posts) override
    {
        m_posts = posts;
        m_posts.detach();
    }
    QList<PlainPost> take() override { return std::exchange(m_posts, {}); }
    QStringList takeNames() override
    {
        QStringList names;
        for (const PlainAuthoredPost &authored : std::as_const(m_authored))
            names.append(authored.author->name);
        m_authored = {};
        return names;
    }

    void insert() override
    {
        const bool returning = m_engine == quoin::Engine::Postgresql;
        const std::string text = "INSERT INTO bench_posts (title, body, views, score, created, author_id) "
                                 "VALUES (:title, :body, :views, :score, :created, :author)";
        soci::transaction transaction(m_sql);
        Row row;
        soci::statement statement = returning
                ? (m_sql.prepare << text + " RETURNING id", soci::use(row.title), soci::use(row.body), soci::use(row.views),
                          soci::use(row.score), soci::use(row.created), soci::use(row.author), soci::into(row.id))
                : (m_sql.prepare << text, soci::use(row.title), soci::use(row.body), soci::use(row.views), soci::use(row.score),
                          soci::use(row.created), soci::use(row.author));
        for (PlainPost &post : m_posts) {
            row.set(post);
            statement.execute(true);
            if (!returning && !m_sql.get_last_insert_id("bench_posts", row.id))
                fail(u"no key"_s);
            post.id = row.id;
        }
        transaction.commit();
    }

    void select() override
    {
        Row row;
        soci::statement statement = reading(row, columns);
        statement.execute();
        while (statement.fetch())
            m_posts.append(row.post());
    }

    void eager() override
    {
        QHash<qint64, std::shared_ptr<const PlainAuthor>> authors;
        long long id = 0;
        std::string name;
        soci::statement second = (m_sql.prepare << "SELECT id, name FROM bench_authors", soci::into(id), soci::into(name));
        second.execute();
        while (second.fetch())
            authors.insert(id, std::make_shared<const PlainAuthor>(PlainAuthor { id, QString::fromStdString(name) }));
        Row row;
        soci::statement statement = reading(row, columns);
        statement.execute();
        while (statement.fetch())
            m_authored.append({ row.post(), authors.value(row.author) });
    }

    void lookup(const QList<qint64> &keys) override
    {
        Row row;
        long long wanted = 0;
        soci::statement statement = reading(row, columns + " WHERE id = :id", soci::use(wanted));
        for (qint64 key : keys) {
            wanted = key;
            if (!statement.execute(true))
                fail(u"no row"_s);
            m_posts.append(row.post());
        }
    }

    void update(const QList<Edit> &edits) override
    {
        soci::transaction transaction(m_sql);
        std::string title;
        int views = 0;
        long long id = 0;
        soci::statement statement = (m_sql.prepare << "UPDATE bench_posts SET title = :title, views = :views WHERE id = :id",
                soci::use(title), soci::use(views), soci::use(id));
        for (const Edit &edit : edits) {
            title = edit.title.toStdString();
            views = edit.views;
            id = edit.id;
            statement.execute(true);
        }
        transaction.commit();
    }

    void search(const QList<Search> &searches) override
    {
        Row row;
        Search given;
        long long first = 0, end = 0, author = 0;
        soci::statement statement = reading(row,
                columns
                        + " WHERE id >= :first AND id < :end AND views >= :views AND score < :score AND author_id <> :author "
                          "ORDER BY created DESC LIMIT 20",
                soci::use(first), soci::use(end), soci::use(given.views), soci::use(given.score), soci::use(author));
        for (const Search &search : searches) {
            given = search;
            first = search.firstId;
            end = search.endId;
            author = search.author;
            statement.execute();
            while (statement.fetch())
                m_posts.append(row.post());
        }
    }

    void count(const QList<int> &views) override
    {
        int least = 0;
        long long rows = 0;
        soci::statement statement
                = (m_sql.prepare << "SELECT count(*) FROM bench_posts WHERE views >= :views", soci::use(least), soci::into(rows));
        for (int each : views) {
            least = each;
            statement.execute(true);
            m_numbers.append(rows);
        }
    }

    void group() override
    {
        long long author = 0, rows = 0, views = 0;
        soci::statement statement = (m_sql.prepare
                        << "SELECT author_id, count(*), " + sum() + " FROM bench_posts GROUP BY author_id ORDER BY author_id",
                soci::into(author), soci::into(rows), soci::into(views));
        statement.execute();
        while (statement.fetch())
            m_numbers << author << rows << views;
    }

private:
    inline static const std::string columns = "SELECT id, title, body, views, score, created, author_id FROM bench_posts";

    /// A statement that reads the columns of posts into \a row.
    template<class... Uses>
    soci::statement reading(Row &row, const std::string &text, const Uses &...uses)
    {
        soci::statement statement(m_sql);
        (statement.exchange(uses), ...);
        statement.exchange(soci::into(row.id));
        statement.exchange(soci::into(row.title));
        statement.exchange(soci::into(row.body));
        statement.exchange(soci::into(row.views));
        statement.exchange(soci::into(row.score));
        statement.exchange(soci::into(row.created));
        statement.exchange(soci::into(row.author));
        statement.alloc();
        statement.prepare(text);
        statement.define_and_bind();
        return statement;
    }
    /// MariaDB's sum of integers is a decimal, which SOCI does not read as an integer.
    [[nodiscard]] std::string sum() const
    {
        return m_engine == quoin::Engine::Mysql ? "CAST(sum(views) AS SIGNED)" : "sum(views)";
    }
    static std::string quoted(const QString &text) { return '\'' + text.toStdString() + '\''; }
    static std::string server(const quoin::ConnectionOptions &options, const std::string &host, const std::string &socket)
    {
        std::string text = ' ' + (options.host.startsWith(u'/') ? socket : host) + '=' + quoted(options.host)
                + " user=" + quoted(options.user) + " password=" + quoted(options.password.reveal());
        if (options.port > 0)
            text += " port=" + std::to_string(options.port);
        return text;
    }

    quoin::Engine m_engine;
    soci::session m_sql;
    QList<PlainPost> m_posts;
    QList<PlainAuthoredPost> m_authored;
};

} // namespace

ContenderPtr makeSoci(const quoin::ConnectionOptions &options) { return std::make_unique<SociContender>(options); }

} // namespace bench
