// SPDX-License-Identifier: MIT
#include "blog.h"

#include <QtCore/qhashfunctions.h>

#include <array>
#include <random>

using namespace Qt::StringLiterals;

namespace bench {

namespace {

constexpr std::array words { u"river", u"stone", u"paper", u"winter", u"harbour", u"orchard", u"lantern", u"meadow", u"signal",
    u"thunder", u"glass", u"copper", u"station", u"quiet", u"caf\u00e9", u"bridge" };

// The standard's engines give the same numbers everywhere, its distributions do not.
using Random = std::minstd_rand;

QString sentence(Random &random, qsizetype length)
{
    QString text;
    text.reserve(length + 8);
    while (text.size() < length) {
        if (!text.isEmpty())
            text += u' ';
        // One word in 256 is not ASCII.
        const auto drawn = random() >> 4;
        const size_t word = drawn % words.size();
        text += word == 14 && (drawn >> 4) % 16 != 0 ? words[0] : words[word];
    }
    return text;
}

} // namespace

QList<PlainPost> makePosts(int count)
{
    Random random(20240229);
    const QDateTime first(QDate(2019, 1, 1), QTime(8, 30), Qt::UTC);
    QList<PlainPost> posts;
    posts.reserve(count);
    for (int i = 0; i < count; ++i) {
        posts.append({ .id = 0,
                .title = sentence(random, 28),
                .body = sentence(random, 196),
                .views = int(random() % 100000),
                .score = double(random() % 100000) / 64.0,
                .created = first.addMSecs(qint64(i) * 60'123),
                .author = qint64(random() % authorCount) + 1 });
    }
    return posts;
}

QList<qint64> tagsOf(qint64 article)
{
    QList<qint64> tags;
    for (int i = 0; i < tagsPerArticle; ++i)
        tags.append(i * (tagCount / tagsPerArticle) + article % (tagCount / tagsPerArticle - i) + 1);
    return tags;
}

QList<qint64> makeKeys(int count, int rows)
{
    Random random(31337);
    QList<qint64> keys;
    keys.reserve(count);
    for (int i = 0; i < count; ++i)
        keys.append(qint64(random() % quint64(rows)) + 1);
    return keys;
}

QList<Edit> makeEdits(const QList<qint64> &keys, int run)
{
    QList<Edit> edits;
    edits.reserve(keys.size());
    for (qint64 key : keys)
        edits.append(
                { key, u"Edited by run %1, row %2"_s.arg(run, 4, 10, QChar(u'0')).arg(key), 1000 + run * 7 + int(key % 1000) });
    return edits;
}

QList<Search> makeSearches(int count, int rows)
{
    Random random(271828);
    QList<Search> searches;
    searches.reserve(count);
    for (int i = 0; i < count; ++i) {
        const qint64 first = qint64(random() % quint64(rows - 500)) + 1;
        searches.append({ first, first + 500, int(random() % 20000), 1000.0 + double(random() % 500),
                qint64(random() % authorCount) + 1 });
    }
    return searches;
}

QList<PlainPost> found(const Search &search, const QList<PlainPost> &posts)
{
    QList<PlainPost> rows;
    for (qint64 id = search.endId - 1; id >= search.firstId && rows.size() < Search::most; --id) { // which is by time
        const PlainPost &post = posts.at(id - 1);
        if (post.views >= search.views && post.score < search.score && post.author != search.author) {
            rows.append(post);
            rows.last().id = id;
        }
    }
    return rows;
}

quint64 digest(const PlainPost &post)
{
    return qHashMulti(7, post.id, post.title, post.body, post.views, post.score, post.created.toMSecsSinceEpoch(), post.author);
}

PlainPost toPlain(const Post &post)
{
    return { post.id, post.title, post.body, post.views, post.score, post.created, *post.author.key().get<qint64>() };
}

Post toModel(const PlainPost &post)
{
    Post model;
    model.id = post.id;
    model.title = post.title;
    model.body = post.body;
    model.views = post.views;
    model.score = post.score;
    model.created = post.created;
    model.author = quoin::Value(post.author);
    return model;
}

} // namespace bench
