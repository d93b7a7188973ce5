// SPDX-License-Identifier: MIT
// Compiled by measure.py, never run: what a program with two models and the workloads costs to compile.
#include "models.h"

#include <quoin/quoin.h>

#include "moc_models.cpp"

using namespace Qt::StringLiterals;
using quoin::Database;
using quoin::field;
using quoin::Result;

namespace {

Result<void> insert(Database &db, QList<Post> &posts)
{
    return db.transaction([&](quoin::Transaction &) -> Result<void> {
        for (Post &post : posts) {
            if (auto stored = db.insert(post); !stored)
                return stored;
        }
        return {};
    });
}

Result<QList<Post>> select(Database &db) { return db.query<Post>().all(); }

Result<qint64> lookup(Database &db, const QList<qint64> &keys)
{
    qint64 views = 0;
    for (qint64 key : keys) {
        auto post = db.get<Post>(key);
        if (!post)
            return post.error();
        views += post->views;
    }
    return views;
}

Result<void> update(Database &db, QList<Post> &posts)
{
    for (Post &post : posts) {
        ++post.views;
        if (auto stored = db.update(post, { field<&Post::views> }); !stored)
            return stored;
    }
    return {};
}

Result<QList<Post>> withAuthor(Database &db, const QString &name)
{
    return db.query<Post>()
            .filter(field<&Post::views> >= 1000 && field<&Post::author, &Author::name> == name)
            .orderBy(field<&Post::title>)
            .limit(20)
            .all();
}

} // namespace

int main()
{
    auto db = Database::open(u"sqlite::memory:"_s);
    if (!db)
        return 1;
    QList<Post> posts(3);
    const auto done = insert(*db, posts);
    const auto all = select(*db);
    const auto views = lookup(*db, { 1, 2, 3 });
    const auto updated = update(*db, posts);
    const auto some = withAuthor(*db, u"Ann"_s);
    return done && all && views && updated && some ? 0 : 1;
}
