// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/quoin.h>

#include <testsupport.h>

/// A small blog: every kind of relation, NULLs, duplicates, and rows that nothing points at.
namespace blog {

class Post;
class Tag;
class Comment;

class Author
{
    Q_GADGET
    QUOIN_MODEL("authors", "")
    QUOIN_FIELD(qint64, id, "primaryKey, autoIncrement=no")
    QUOIN_FIELD(QString, name, "maxLength=40")
    QUOIN_FIELD(int, score, "default=0")
    QUOIN_FIELD(quoin::ForeignKey<Author>, mentor, "null, reverse=pupils")
    QUOIN_FIELD(quoin::HasMany<Post>, posts, "")
    QUOIN_FIELD(quoin::HasMany<Author>, pupils, "")
    QUOIN_FIELD(quoin::ManyToMany<Post>, edited, "through=Assignment, reverse=editors")
    QUOIN_FIELD(quoin::ManyToMany<Author>, follows, "reverse=followers")
    QUOIN_FIELD(quoin::ManyToMany<Author>, friends, "symmetrical")
};

class Post
{
    Q_GADGET
    QUOIN_MODEL("posts", "")
    QUOIN_FIELD(qint64, id, "primaryKey, autoIncrement=no")
    QUOIN_FIELD(QString, title, "maxLength=40")
    QUOIN_FIELD(std::optional<int>, views, "")
    QUOIN_FIELD(quoin::Decimal, price, "precision=20, scale=2")
    QUOIN_FIELD(quoin::ForeignKey<Author>, author, "null, reverse=posts")
    QUOIN_FIELD(quoin::ManyToMany<Tag>, tags, "reverse=posts")
    QUOIN_FIELD(quoin::HasMany<Comment>, comments, "")
    QUOIN_FIELD(quoin::ManyToMany<Author>, editors, "through=Assignment")
};

class Tag
{
    Q_GADGET
    QUOIN_MODEL("tags", "")
    QUOIN_FIELD(qint64, id, "primaryKey, autoIncrement=no")
    QUOIN_FIELD(QString, name, "maxLength=40")
    QUOIN_FIELD(quoin::ManyToMany<Post>, posts, "")
};

class Comment
{
    Q_GADGET
    QUOIN_MODEL("comments", "")
    QUOIN_FIELD(qint64, id, "primaryKey, autoIncrement=no")
    QUOIN_FIELD(quoin::ForeignKey<Post>, post, "reverse=comments")
    QUOIN_FIELD(std::optional<int>, stars, "")
};

/// One author can be assigned to a post several times, in several roles.
class Assignment
{
    Q_GADGET
    QUOIN_MODEL("assignments", "")
    QUOIN_FIELD(qint64, id, "primaryKey, autoIncrement=no")
    QUOIN_FIELD(quoin::ForeignKey<Post>, post, "")
    QUOIN_FIELD(quoin::ForeignKey<Author>, author, "")
    QUOIN_FIELD(QString, role, "maxLength=10")
};

/// The tables with these rows:
///
/// | author | name | mentor | posts: title, views, price | tags | comments' stars | editors |
/// |--------|------|--------|----------------------------|------|-----------------|---------|
/// | 1      | Ann  |        | 1: a, 10, 1.50             | red, blue | 5, 1 | Ben twice |
/// |        |      |        | 2: b, 200, 2.25            | red       | 3    | Cid |
/// |        |      |        | 3: c, NULL, 100.00         |           |      | |
/// | 2      | Ben  | 1      | 4: a, 200, 1.50            | blue      | NULL | |
/// | 3      | Cid  | 1      |                            |           |      | |
/// | 4      | Dee  | 3      | 6: e, NULL, 3.00           |           |      | |
/// |        |      |        | 5: d, 5, 20.00 (by nobody) | blue      | 5    | |
///
/// Ann follows Ben and Cid, Dee follows Ann; Ann and Dee are friends. Tags: 1 red, 2 blue, 3 green, which no post has. Comments
/// are 1 to 5 in the order of their posts.
quoin::Result<quoin::Database> open(const quoin::test::Target &target);

/// The keys of the query's rows, sorted; the error's text where there is one.
template<class T>
QString keys(const quoin::Query<T> &query)
{
    const auto rows = query.orderBy(quoin::field<&T::id>).all();
    if (!rows)
        return rows.error().toString();
    QStringList list;
    for (const T &row : *rows)
        list << QString::number(row.id);
    return list.join(u' ');
}

} // namespace blog
