// SPDX-License-Identifier: MIT
// One model, written and read on SQLite. Exit code 0 when the row came back.
#include <quoin/quoin.h>

#include <QtCore/qcoreapplication.h>
#include <QtCore/qdebug.h>

using namespace Qt::StringLiterals;
using quoin::field;

class Post
{
    Q_GADGET
    QUOIN_MODEL("posts", "")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(QString, title, "maxLength=200")
    QUOIN_FIELD(int, views, "default=0")
};

static quoin::Result<bool> writeAndRead()
{
    auto opened = quoin::Database::open(u"sqlite::memory:"_s);
    if (!opened)
        return opened.error();
    quoin::Database db = *opened;
    auto made = db.execute(u"CREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT NOT NULL, views INTEGER NOT NULL)"_s);
    if (!made)
        return made.error();
    Post post { .title = u"Hello"_s, .views = 12 };
    if (auto stored = db.insert(post); !stored)
        return stored.error();
    auto popular = db.query<Post>().filter(field<&Post::views> >= 10).all();
    if (!popular)
        return popular.error();
    return popular->size() == 1 && popular->constFirst().id == post.id && popular->constFirst().title == "Hello"_L1;
}

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const quoin::Result<bool> right = writeAndRead();
    if (!right)
        qCritical() << right.error();
    return right.value_or(false) ? 0 : 1;
}

#include "main.moc"
