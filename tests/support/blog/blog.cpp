// SPDX-License-Identifier: MIT
#include <blog/blog.h>

#include <tables/tables.h>

using namespace Qt::StringLiterals;

namespace blog {

namespace {

template<class T>
quoin::Result<void> insert(quoin::Database &database, QList<T> rows)
{
    for (T &row : rows) {
        if (auto done = database.insert(row); !done)
            return done;
    }
    return {};
}

Post post(qint64 id, const QString &title, std::optional<int> views, const QString &price, std::optional<qint64> author)
{
    return Post { .id = id,
        .title = title,
        .views = views,
        .price = quoin::Decimal::fromString(price).value(),
        .author = author ? quoin::Value(*author) : quoin::Value() };
}

quoin::Result<void> fill(quoin::Database &database)
{
    const auto key = [](qint64 id) { return quoin::Value(id); };
    auto done = insert<Author>(database,
            { { .id = 1, .name = u"Ann"_s }, { .id = 2, .name = u"Ben"_s, .mentor = key(1) },
                    { .id = 3, .name = u"Cid"_s, .mentor = key(1) }, { .id = 4, .name = u"Dee"_s, .mentor = key(3) } });
    if (done)
        done = insert<Post>(database,
                { post(1, u"a"_s, 10, u"1.50"_s, 1), post(2, u"b"_s, 200, u"2.25"_s, 1), post(3, u"c"_s, {}, u"100"_s, 1),
                        post(4, u"a"_s, 200, u"1.50"_s, 2), post(5, u"d"_s, 5, u"20"_s, {}), post(6, u"e"_s, {}, u"3"_s, 4) });
    if (done)
        done = insert<Tag>(
                database, { { .id = 1, .name = u"red"_s }, { .id = 2, .name = u"blue"_s }, { .id = 3, .name = u"green"_s } });
    if (done)
        done = insert<Comment>(database,
                { { .id = 1, .post = key(1), .stars = 5 }, { .id = 2, .post = key(1), .stars = 1 },
                        { .id = 3, .post = key(2), .stars = 3 }, { .id = 4, .post = key(4) },
                        { .id = 5, .post = key(5), .stars = 5 } });
    if (done)
        done = insert<Assignment>(database,
                { { .id = 1, .post = key(1), .author = key(2), .role = u"x"_s },
                        { .id = 2, .post = key(1), .author = key(2), .role = u"y"_s },
                        { .id = 3, .post = key(2), .author = key(3), .role = u"x"_s } });
    if (!done)
        return done;
    for (const QString &pairs : { u"INSERT INTO posts_tags (post_id, tag_id) VALUES (1, 1), (1, 2), (2, 1), (4, 2), (5, 2)"_s,
                 u"INSERT INTO authors_follows (from_author_id, to_author_id) VALUES (1, 2), (1, 3), (4, 1)"_s,
                 u"INSERT INTO authors_friends (from_author_id, to_author_id) VALUES (1, 4), (4, 1)"_s }) {
        if (auto inserted = database.execute(pairs); !inserted)
            return inserted.error();
    }
    return {};
}

} // namespace

quoin::Result<quoin::Database> open(const quoin::test::Target &target)
{
    auto database = quoin::Database::open(quoin::test::freshDatabase(target));
    if (!database)
        return database;
    auto done = quoin::test::createTables<Author, Tag, Post, Comment, Assignment>(*database);
    if (done)
        done = fill(*database);
    return done ? database : quoin::Result<quoin::Database>(done.error());
}

} // namespace blog
