// SPDX-License-Identifier: MIT
#include "contender.h"

#include <QtCore/quuid.h>
#include <QtSql/qsqldatabase.h>
#include <QtSql/qsqlerror.h>
#include <QtSql/qsqlquery.h>

using namespace Qt::StringLiterals;

namespace bench {

namespace {

QStringList sessionSettings(const quoin::ConnectionOptions &options)
{
    switch (options.engine) {
    case quoin::Engine::Sqlite:
        return { u"PRAGMA foreign_keys = ON"_s, u"PRAGMA synchronous = NORMAL"_s, u"PRAGMA temp_store = memory"_s,
            u"PRAGMA cache_size = -%1"_s.arg(options.cacheSizeKib) };
    case quoin::Engine::Postgresql: return { u"SET TIME ZONE 'UTC'"_s };
    case quoin::Engine::Mysql: return { u"SET time_zone = '+00:00'"_s };
    }
    Q_UNREACHABLE();
}

/// What a careful programmer writes with QSqlQuery: prepared once, forward-only, columns by position, lists reserved, dates in
/// UTC, the transaction around what belongs together, RETURNING where the driver would else ask the server for the key.
class HandwrittenContender final : public Contender
{
public:
    explicit HandwrittenContender(const quoin::ConnectionOptions &options)
        : m_engine(options.engine), m_name(QUuid::createUuid().toString())
    {
        m_db = QSqlDatabase::addDatabase(driverName(), m_name);
        m_db.setDatabaseName(options.database);
        if (m_engine == quoin::Engine::Mysql) {
            const bool isSocket = options.host.startsWith(u'/');
            m_db.setConnectOptions(u"CLIENT_FOUND_ROWS"_s + (isSocket ? u";UNIX_SOCKET="_s + options.host : QString()));
            m_db.setHostName(isSocket ? QString() : options.host);
        } else {
            m_db.setHostName(options.host);
        }
        if (options.port > 0)
            m_db.setPort(options.port);
        m_db.setUserName(options.user);
        m_db.setPassword(options.password.reveal());
        if (!m_db.open())
            fail(m_db.lastError().text());
        const QStringList settings = sessionSettings(options);
        for (const QString &setting : settings)
            run(setting);
    }

    ~HandwrittenContender() override
    {
        m_db.close();
        m_db = {};
        QSqlDatabase::removeDatabase(m_name);
    }

    void give(const QList<PlainPost> &posts) override
    {
        m_posts = posts;
        m_posts.detach();
    }
    QList<PlainPost> take() override { return std::exchange(m_posts, {}); }

    void insert() override
    {
        const bool returning = m_engine == quoin::Engine::Postgresql;
        begin();
        QSqlQuery query
                = prepare(u"INSERT INTO bench_posts (title, body, views, score, created, author_id) VALUES (?, ?, ?, ?, ?, ?)"_s
                        + (returning ? u" RETURNING id"_s : QString()));
        for (PlainPost &post : m_posts) {
            query.bindValue(0, post.title);
            query.bindValue(1, post.body);
            query.bindValue(2, post.views);
            query.bindValue(3, post.score);
            query.bindValue(4, post.created);
            query.bindValue(5, post.author);
            exec(query);
            if (returning)
                query.next();
            post.id = returning ? query.value(0).toLongLong() : query.lastInsertId().toLongLong();
        }
        query.finish();
        commit();
    }

    void select() override
    {
        QSqlQuery query = prepare(u"SELECT id, title, body, views, score, created, author_id FROM bench_posts"_s);
        exec(query);
        m_posts.reserve(m_expected);
        while (query.next())
            m_posts.append(read(query));
        m_expected = m_posts.size();
    }

    void lookup(const QList<qint64> &keys) override
    {
        QSqlQuery query = prepare(u"SELECT id, title, body, views, score, created, author_id FROM bench_posts WHERE id = ?"_s);
        m_posts.reserve(keys.size());
        for (qint64 key : keys) {
            query.bindValue(0, key);
            exec(query);
            if (!query.next())
                fail(u"no row"_s);
            m_posts.append(read(query));
            query.finish();
        }
    }

    void update(const QList<Edit> &edits) override
    {
        begin();
        QSqlQuery query = prepare(u"UPDATE bench_posts SET title = ?, views = ? WHERE id = ?"_s);
        for (const Edit &edit : edits) {
            query.bindValue(0, edit.title);
            query.bindValue(1, edit.views);
            query.bindValue(2, edit.id);
            exec(query);
            if (query.numRowsAffected() != 1)
                fail(u"no row"_s);
        }
        commit();
    }

    void search(const QList<Search> &searches) override
    {
        QSqlQuery query = prepare(u"SELECT id, title, body, views, score, created, author_id FROM bench_posts WHERE id >= ? AND "
                                  u"id < ? AND views >= ? AND score < ? AND author_id <> ? ORDER BY created DESC LIMIT 20"_s);
        for (const Search &search : searches) {
            query.bindValue(0, search.firstId);
            query.bindValue(1, search.endId);
            query.bindValue(2, search.views);
            query.bindValue(3, search.score);
            query.bindValue(4, search.author);
            exec(query);
            while (query.next())
                m_posts.append(read(query));
            query.finish();
        }
    }

    void count(const QList<int> &views) override
    {
        QSqlQuery query = prepare(u"SELECT count(*) FROM bench_posts WHERE views >= ?"_s);
        for (int least : views) {
            query.bindValue(0, least);
            exec(query);
            query.next();
            m_numbers.append(query.value(0).toLongLong());
            query.finish();
        }
    }

    void group() override
    {
        QSqlQuery query
                = prepare(u"SELECT author_id, count(*), sum(views) FROM bench_posts GROUP BY author_id ORDER BY author_id"_s);
        exec(query);
        while (query.next()) {
            for (int column = 0; column < 3; ++column)
                m_numbers.append(query.value(column).toLongLong());
        }
    }

    void eager() override
    {
        // A second statement and a hash: a JOIN reads each author's name a hundred times.
        QHash<qint64, std::shared_ptr<const PlainAuthor>> authors;
        QSqlQuery query = prepare(u"SELECT id, name FROM bench_authors"_s);
        exec(query);
        while (query.next()) {
            const qint64 id = query.value(0).toLongLong();
            authors.insert(id, std::make_shared<const PlainAuthor>(PlainAuthor { id, query.value(1).toString() }));
        }
        query = prepare(u"SELECT id, title, body, views, score, created, author_id FROM bench_posts"_s);
        exec(query);
        m_authored.reserve(m_expected);
        while (query.next()) {
            PlainPost post = read(query);
            const qint64 author = post.author;
            m_authored.append({ std::move(post), authors.value(author) });
        }
    }

    void manyToMany() override
    {
        QHash<qint64, std::shared_ptr<const PlainTag>> tags;
        QSqlQuery query = prepare(u"SELECT id, name FROM bench_tags"_s);
        exec(query);
        while (query.next()) {
            const qint64 id = query.value(0).toLongLong();
            tags.insert(id, std::make_shared<const PlainTag>(PlainTag { id, query.value(1).toString() }));
        }
        query = prepare(u"SELECT id, title FROM bench_articles"_s);
        exec(query);
        QHash<qint64, qsizetype> places;
        while (query.next()) {
            m_articles.append({ query.value(0).toLongLong(), query.value(1).toString(), {} });
            places.insert(m_articles.last().id, m_articles.size() - 1);
        }
        query = prepare(u"SELECT article_id, tag_id FROM bench_articles_tags ORDER BY tag_id"_s);
        exec(query);
        while (query.next())
            m_articles[places.value(query.value(0).toLongLong())].tags.append(tags.value(query.value(1).toLongLong()));
    }

    QStringList takeNames() override
    {
        QStringList names;
        for (const PlainAuthoredPost &authored : std::as_const(m_authored))
            names.append(authored.author->name);
        for (const PlainArticle &article : std::as_const(m_articles)) {
            QStringList tags;
            for (const auto &tag : article.tags)
                tags.append(tag->name);
            names.append(tags.join(u','));
        }
        m_authored = {};
        m_articles = {};
        return names;
    }

    void pages() override
    {
        QSqlQuery query = prepare(
                u"SELECT id, title, body, views, score, created, author_id FROM bench_posts WHERE id > ? ORDER BY id LIMIT ?"_s);
        qint64 last = 0;
        for (bool more = true; more;) {
            query.bindValue(0, last);
            query.bindValue(1, pageSize + 1); // whether there is another page
            exec(query);
            int rows = 0;
            for (; query.next() && rows < pageSize; ++rows)
                m_posts.append(read(query));
            more = query.isValid();
            last = m_posts.last().id;
            query.finish();
        }
    }

    void stream() override
    {
        QSqlQuery query = prepare(u"SELECT id, title, body, views, score, created, author_id FROM bench_posts"_s);
        exec(query);
        qint64 rows = 0, views = 0;
        while (query.next()) {
            const PlainPost post = read(query);
            ++rows;
            views += post.views;
        }
        m_numbers << rows << views;
    }

    void upsert() override
    {
        const bool mysql = m_engine == quoin::Engine::Mysql;
        QStringList updated;
        for (const QString &column : { u"title"_s, u"body"_s, u"views"_s, u"score"_s, u"created"_s, u"author_id"_s })
            updated << (mysql ? u"%1 = VALUES(%1)"_s : u"%1 = excluded.%1"_s).arg(column);
        begin();
        QSqlQuery query = prepare(
                u"INSERT INTO bench_posts (id, title, body, views, score, created, author_id) VALUES (?, ?, ?, ?, ?, ?, ?)"_s
                + (mysql ? u" ON DUPLICATE KEY UPDATE "_s : u" ON CONFLICT (id) DO UPDATE SET "_s) + updated.join(u", "_s));
        for (const PlainPost &post : std::as_const(m_posts)) {
            query.bindValue(0, post.id);
            query.bindValue(1, post.title);
            query.bindValue(2, post.body);
            query.bindValue(3, post.views);
            query.bindValue(4, post.score);
            query.bindValue(5, post.created);
            query.bindValue(6, post.author);
            exec(query);
        }
        query.finish();
        commit();
    }

private:
    [[nodiscard]] QString driverName() const
    {
        switch (m_engine) {
        case quoin::Engine::Sqlite: return u"QSQLITE"_s;
        case quoin::Engine::Postgresql: return u"QPSQL"_s;
        case quoin::Engine::Mysql: return u"QMYSQL"_s;
        }
        Q_UNREACHABLE();
    }

    PlainPost read(const QSqlQuery &query) const
    {
        return { query.value(0).toLongLong(), query.value(1).toString(), query.value(2).toString(), query.value(3).toInt(),
            query.value(4).toDouble(), utc(query.value(5)), query.value(6).toLongLong() };
    }

    /// SQLite holds the text that Qt's driver wrote, with its Z; the servers' drivers give local time, QMYSQL without having
    /// converted it.
    [[nodiscard]] QDateTime utc(const QVariant &value) const
    {
        QDateTime dateTime = value.toDateTime();
        if (m_engine == quoin::Engine::Mysql)
            dateTime.setTimeSpec(Qt::UTC);
        return dateTime;
    }

    QSqlQuery prepare(const QString &sql)
    {
        QSqlQuery query(m_db);
        query.setForwardOnly(true);
        if (!query.prepare(sql))
            fail(query.lastError().text());
        return query;
    }
    static void exec(QSqlQuery &query)
    {
        if (!query.exec())
            fail(query.lastError().text());
    }
    void run(const QString &sql)
    {
        QSqlQuery query(m_db);
        if (!query.exec(sql))
            fail(query.lastError().text());
    }
    void begin()
    {
        if (!m_db.transaction())
            fail(m_db.lastError().text());
    }
    void commit()
    {
        if (!m_db.commit())
            fail(m_db.lastError().text());
    }

    quoin::Engine m_engine;
    QString m_name;
    QSqlDatabase m_db;
    QList<PlainPost> m_posts;
    QList<PlainAuthoredPost> m_authored;
    QList<PlainArticle> m_articles;
    qsizetype m_expected = 100'000;
};

} // namespace

ContenderPtr makeHandwritten(const quoin::ConnectionOptions &options) { return std::make_unique<HandwrittenContender>(options); }

} // namespace bench
