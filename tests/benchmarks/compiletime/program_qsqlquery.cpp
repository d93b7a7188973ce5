// SPDX-License-Identifier: MIT
// Compiled by measure.py, never run: the program of program_quoin.cpp on Qt Sql alone.
#include <QtCore/qdatetime.h>
#include <QtCore/qlist.h>
#include <QtCore/qstring.h>
#include <QtCore/qvariant.h>
#include <QtSql/qsqldatabase.h>
#include <QtSql/qsqlerror.h>
#include <QtSql/qsqlquery.h>

#include <optional>

using namespace Qt::StringLiterals;

namespace {

struct Post
{
    qint64 id = 0;
    QString title;
    QString body;
    int views = 0;
    double score = 0;
    QDateTime created;
    qint64 author = 0;
};

Post read(const QSqlQuery &query)
{
    return { query.value(0).toLongLong(), query.value(1).toString(), query.value(2).toString(), query.value(3).toInt(),
        query.value(4).toDouble(), query.value(5).toDateTime(), query.value(6).toLongLong() };
}

bool insert(QSqlDatabase db, QList<Post> &posts)
{
    if (!db.transaction())
        return false;
    QSqlQuery query(db);
    query.prepare(u"INSERT INTO posts (title, body, views, score, created, author_id) VALUES (?, ?, ?, ?, ?, ?)"_s);
    for (Post &post : posts) {
        query.bindValue(0, post.title);
        query.bindValue(1, post.body);
        query.bindValue(2, post.views);
        query.bindValue(3, post.score);
        query.bindValue(4, post.created);
        query.bindValue(5, post.author);
        if (!query.exec())
            return db.rollback() && false;
        post.id = query.lastInsertId().toLongLong();
    }
    return db.commit();
}

std::optional<QList<Post>> select(const QSqlDatabase &db)
{
    QSqlQuery query(db);
    query.setForwardOnly(true);
    if (!query.exec(u"SELECT id, title, body, views, score, created, author_id FROM posts"_s))
        return std::nullopt;
    QList<Post> posts;
    while (query.next())
        posts.append(read(query));
    return posts;
}

std::optional<qint64> lookup(const QSqlDatabase &db, const QList<qint64> &keys)
{
    QSqlQuery query(db);
    query.setForwardOnly(true);
    query.prepare(u"SELECT id, title, body, views, score, created, author_id FROM posts WHERE id = ?"_s);
    qint64 views = 0;
    for (qint64 key : keys) {
        query.bindValue(0, key);
        if (!query.exec() || !query.next())
            return std::nullopt;
        views += read(query).views;
        query.finish();
    }
    return views;
}

bool update(const QSqlDatabase &db, QList<Post> &posts)
{
    QSqlQuery query(db);
    query.prepare(u"UPDATE posts SET views = ? WHERE id = ?"_s);
    for (Post &post : posts) {
        ++post.views;
        query.bindValue(0, post.views);
        query.bindValue(1, post.id);
        if (!query.exec())
            return false;
    }
    return true;
}

std::optional<QList<Post>> withAuthor(const QSqlDatabase &db, const QString &name)
{
    QSqlQuery query(db);
    query.setForwardOnly(true);
    query.prepare(u"SELECT p.id, title, body, views, score, created, author_id FROM posts p JOIN authors a ON a.id = p.author_id "
                  u"WHERE views >= 1000 "
                  u"AND a.name = ? ORDER BY title LIMIT 20"_s);
    query.bindValue(0, name);
    if (!query.exec())
        return std::nullopt;
    QList<Post> posts;
    while (query.next())
        posts.append(read(query));
    return posts;
}

} // namespace

int main()
{
    QSqlDatabase db = QSqlDatabase::addDatabase(u"QSQLITE"_s);
    db.setDatabaseName(u":memory:"_s);
    if (!db.open())
        return 1;
    QList<Post> posts(3);
    const bool done = insert(db, posts);
    const auto all = select(db);
    const auto views = lookup(db, { 1, 2, 3 });
    const bool updated = update(db, posts);
    const auto some = withAuthor(db, u"Ann"_s);
    return done && all && views && updated && some ? 0 : 1;
}
