// SPDX-License-Identifier: MIT
#include "press.h"

#include <quoin/dialect/dialect.h>

#include <tables/tables.h>

using namespace Qt::StringLiterals;
using namespace quoin;

namespace press {

Database freshPress(const QString &url)
{
    auto db = Database::open(url).value();
    test::createTables<geography::Country, Author, Tag, Post, Review, Translation, Portrait>(db).value();
    const QString posts = db.dialect().syntax().tableName({}, u"press_posts"),
                  view = db.dialect().syntax().quoted(u"press_rankings");
    db.execute(u"CREATE VIEW "_s + view + u" AS SELECT author_id, views FROM "_s + posts).value();

    QList<geography::Country> countries { { .code = u"AT"_s, .name = u"Austria"_s }, { .code = u"PE"_s, .name = u"Peru"_s } };
    db.bulkInsert(countries).value();
    // Ann and Bob are from Austria, Cleo from Peru, Dora from nowhere; Ann taught Bob and Cleo, Bob taught Dora.
    QList<Author> authors { { .name = u"Ann"_s, .country = Value(u"AT"_s) }, { .name = u"Bob"_s, .country = Value(u"AT"_s) },
        { .name = u"Cleo"_s, .country = Value(u"PE"_s) }, { .name = u"Dora"_s } };
    db.bulkInsert(authors).value();
    for (const auto &[student, mentor] : { std::pair(1, 0), std::pair(2, 0), std::pair(3, 1) })
        authors[student].mentor = authors.at(mentor);
    db.bulkUpdate(authors).value();

    // P1 to P6: Ann has 1, 4 and 6, Bob 2, Cleo 3; 5 has no author. The more recent, the less seen.
    QList<Post> posts_;
    for (int i = 1; i <= 6; ++i) {
        Post post;
        post.title = u"P%1"_s.arg(i);
        post.views = 100 - 10 * i;
        if (i != 5)
            post.author = authors.at(i == 2 ? 1 : i == 3 ? 2 : 0);
        posts_ << post;
    }
    db.bulkInsert(posts_).value();

    QList<Tag> tags;
    for (const QString &name : { u"red"_s, u"blue"_s, u"green"_s, u"unused"_s })
        tags << Tag { .id = QUuid::createUuidV5(QUuid(), name), .name = name };
    db.bulkInsert(tags).value();
    const auto connect = [&](const QString &table, const QString &here, const QString &there, const Value &a, const Value &b) {
        const auto &syntax = db.dialect().syntax();
        db.execute(u"INSERT INTO %1 (%2, %3) VALUES (%4, %5)"_s.arg(syntax.quoted(table), syntax.quoted(here),
                           syntax.quoted(there), syntax.placeholder(1), syntax.placeholder(2)),
                  { a, b })
                .value();
    };
    // P1: red, blue, green; P2: blue; P3: red, green.
    for (const auto &[post, tag] :
            { std::pair(0, 0), std::pair(0, 1), std::pair(0, 2), std::pair(1, 1), std::pair(2, 0), std::pair(2, 2) })
        connect(u"press_posts_tags"_s, u"post_id"_s, u"tag_id"_s, posts_.at(post).id, tags.at(tag).id);
    for (const auto &[one, other] : { std::pair(0, 1), std::pair(1, 0), std::pair(0, 3), std::pair(3, 0) })
        connect(u"press_authors_friends"_s, u"from_author_id"_s, u"to_author_id"_s, authors.at(one).id, authors.at(other).id);

    QList<Review> reviews { { .post = posts_.at(0), .reviewer = authors.at(2), .stars = 5 },
        { .post = posts_.at(0), .reviewer = authors.at(1), .stars = 2 }, { .post = posts_.at(1), .reviewer = authors.at(0) } };
    db.bulkInsert(reviews).value();
    QList<Translation> translations { { .post = posts_.at(0), .language = u"es"_s, .title = u"uno"_s },
        { .post = posts_.at(0), .language = u"de"_s, .title = u"eins"_s } };
    db.bulkInsert(translations).value();
    Portrait portrait { .author = authors.at(2) };
    db.insert(portrait).value();
    return db;
}

} // namespace press
