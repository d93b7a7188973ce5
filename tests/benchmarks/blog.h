// SPDX-License-Identifier: MIT
#pragma once

// The rows of the benchmarks: as Quoin's models, and as the plain struct that code without an ORM has.

#include <quoin/model.h>

#include <QtCore/qdatetime.h>
#include <QtCore/qlist.h>
#include <QtCore/qstring.h>

#include <memory>

namespace bench {

class Author
{
    Q_GADGET
    QUOIN_MODEL("bench_authors", "")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(QString, name, "maxLength=100")
};

class Post
{
    Q_GADGET
    QUOIN_MODEL("bench_posts", "")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(QString, title, "maxLength=200")
    QUOIN_FIELD(QString, body, "")
    QUOIN_FIELD(int, views, "")
    QUOIN_FIELD(double, score, "")
    QUOIN_FIELD(QDateTime, created, "")
    QUOIN_FIELD(quoin::ForeignKey<bench::Author>, author, "")
};

class Tag
{
    Q_GADGET
    QUOIN_MODEL("bench_tags", "")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(QString, name, "maxLength=50")
};

/// A model of its own: the list of tags would make every other workload's Post larger.
class Article
{
    Q_GADGET
    QUOIN_MODEL("bench_articles", "")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(QString, title, "maxLength=200")
    QUOIN_FIELD(quoin::ManyToMany<bench::Tag>, tags, "")
};

struct PlainPost
{
    qint64 id = 0;
    QString title;
    QString body;
    int views = 0;
    double score = 0;
    QDateTime created;
    qint64 author = 0;
};

struct PlainAuthor
{
    qint64 id = 0;
    QString name;
};

/// Those of one author share it, as objects that an ORM loads do.
struct PlainAuthoredPost
{
    PlainPost post;
    std::shared_ptr<const PlainAuthor> author;
};

struct PlainTag
{
    qint64 id = 0;
    QString name;
};

struct PlainArticle
{
    qint64 id = 0;
    QString title;
    QList<std::shared_ptr<const PlainTag>> tags;
};

/// What an update writes.
struct Edit
{
    qint64 id = 0;
    QString title;
    int views = 0;
};

/// A query with five conditions, the newest rows first.
struct Search
{
    static constexpr int most = 20; ///< rows
    qint64 firstId = 0;
    qint64 endId = 0;
    int views = 0;     ///< at least
    double score = 0;  ///< less than
    qint64 author = 0; ///< not by
};

inline constexpr int pageSize = 50;
inline constexpr int authorCount = 1000;
inline constexpr int articleCount = 10'000;
inline constexpr int tagCount = 200;
inline constexpr int tagsPerArticle = 5;

inline QString authorName(qint64 id) { return QStringLiteral("Author %1").arg(id); }
inline QString tagName(qint64 id) { return QStringLiteral("Tag %1").arg(id); }
/// The tags of the article with this key, ascending.
QList<qint64> tagsOf(qint64 article);

/// The same posts at each call, without keys: titles of about 30 characters, bodies of about 200, some of them not ASCII.
QList<PlainPost> makePosts(int count);
/// Keys from 1 to \a rows, in an order without pattern.
QList<qint64> makeKeys(int count, int rows);
/// Others for each \a run, of the same length: engines write nothing, or elsewhere, when a row does not change or grows.
QList<Edit> makeEdits(const QList<qint64> &keys, int run);

/// Searches over the first \a rows keys, each looks at 500 of them and finds some.
QList<Search> makeSearches(int count, int rows);
/// What a search finds among posts whose keys count from 1.
QList<PlainPost> found(const Search &search, const QList<PlainPost> &posts);

/// A number that differs when any column of a post differs: shows that every contender read the same.
quint64 digest(const PlainPost &post);
PlainPost toPlain(const Post &post);
Post toModel(const PlainPost &post);

} // namespace bench
