// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/quoin.h>

/// What the tests of relations work on: every kind of relation, on models that lie in two namespaces.
namespace geography {

class Country
{
    Q_GADGET
    QUOIN_MODEL("press_countries", "")
    QUOIN_FIELD(QString, code, "primaryKey, maxLength=2")
    QUOIN_FIELD(QString, name, "maxLength=40")
};

} // namespace geography

namespace press {

class Post;
class Review;
class Translation;
class Ranking;

class Author
{
    Q_GADGET
    QUOIN_MODEL("press_authors", "")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(QString, name, "maxLength=40, unique")
    QUOIN_FIELD(quoin::ForeignKey<geography::Country>, country, "null")
    QUOIN_FIELD(quoin::ForeignKey<Author>, mentor, "null, reverse=students")
    QUOIN_FIELD(quoin::HasMany<Author>, students, "")
    QUOIN_FIELD(quoin::HasMany<Post>, posts, "")
    QUOIN_FIELD(quoin::ManyToMany<Author>, friends, "symmetrical")
    QUOIN_FIELD(quoin::ManyToMany<Post>, reviewed, "through=Review, reverse=reviewers")
    QUOIN_FIELD(quoin::HasMany<Ranking>, rankings, "")
};

/// A key that is no integer, and an order by name.
class Tag
{
    Q_GADGET
    QUOIN_MODEL("press_tags", "ordering=name")
    QUOIN_FIELD(QUuid, id, "primaryKey")
    QUOIN_FIELD(QString, name, "maxLength=40")
    QUOIN_FIELD(quoin::ManyToMany<Post>, posts, "")
};

class Post : public quoin::Record<Post>
{
    Q_GADGET
    QUOIN_MODEL("press_posts", "")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(QString, title, "maxLength=80")
    QUOIN_FIELD(int, views, "")
    QUOIN_FIELD(quoin::ForeignKey<Author>, author, "null, reverse=posts")
    QUOIN_FIELD(quoin::ManyToMany<Tag>, tags, "reverse=posts")
    QUOIN_FIELD(quoin::ManyToMany<Author>, reviewers, "through=Review")
    QUOIN_FIELD(quoin::HasMany<Translation>, translations, "")
};

/// The table between posts and those who reviewed them: a composite key, and what was said.
class Review
{
    Q_GADGET
    QUOIN_MODEL("press_reviews", "primaryKey=(post, reviewer)")
    QUOIN_FIELD(quoin::ForeignKey<Post>, post, "onDelete=cascade")
    QUOIN_FIELD(quoin::ForeignKey<Author>, reviewer, "onDelete=cascade")
    QUOIN_FIELD(int, stars, "default=3")
};

/// Its key has two columns, one of which is a relation.
class Translation
{
    Q_GADGET
    QUOIN_MODEL("press_translations", "primaryKey=(post, language), ordering=language")
    QUOIN_FIELD(quoin::ForeignKey<Post>, post, "onDelete=cascade, reverse=translations")
    QUOIN_FIELD(QString, language, "maxLength=8")
    QUOIN_FIELD(QString, title, "maxLength=80")
};

/// Points at another unique column than the key.
class Portrait
{
    Q_GADGET
    QUOIN_MODEL("press_portraits", "")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(quoin::OneToOne<Author>, author, "to=name, column=author_name")
};

/// A database view.
class Ranking
{
    Q_GADGET
    QUOIN_MODEL("press_rankings", "readOnly, managed=no")
    QUOIN_FIELD(quoin::ForeignKey<Author>, author, "reverse=rankings")
    QUOIN_FIELD(int, views, "")
};

/// The tables, and the same rows in each database.
quoin::Database freshPress(const QString &url);

template<class T>
QString names(const quoin::RelatedList<T> &list)
{
    QStringList all;
    for (const T &row : list) {
        if constexpr (requires { row.name; })
            all << row.name;
        else
            all << row.title;
    }
    return all.join(u' ');
}

} // namespace press
