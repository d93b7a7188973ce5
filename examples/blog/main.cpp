#include <quoin/migrate/sync.h>
#include <quoin/quoin.h>

#include <QtCore/qcoreapplication.h>
#include <QtCore/qdebug.h>

using namespace Qt::StringLiterals;
using quoin::field;

class Post
{
    Q_GADGET
    QUOIN_MODEL("posts", "ordering=-publishedAt")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(QString, title, "maxLength=200, index")
    QUOIN_FIELD(int, views, "default=0, min=0")
    QUOIN_FIELD(std::optional<QDateTime>, publishedAt, "")
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    auto db = quoin::Database::open(u"sqlite:blog.sqlite"_s).value();
    quoin::sync(db).value(); // makes the tables of all models, or alters them to match

    Post post { .title = u"Hello"_s, .views = 12 };
    db.insert(post).value(); // post.id is set

    auto popular = db.query<Post>().filter(field<&Post::views> >= 10).orderBy(field<&Post::title>).limit(20);
    for (const Post &found : popular.all().value())
        qInfo() << found.id << found.title;
}

#include "main.moc"
