// SPDX-License-Identifier: MIT
// Relations that are loaded: what is no relation cannot be.
#include "sentences.h"

namespace loading {

class Post;
class Tag;

class Author
{
    Q_GADGET
    QUOIN_MODEL("authors", "")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(QString, name, "")
    QUOIN_FIELD(quoin::HasMany<Post>, posts, "")
};

class Post
{
    Q_GADGET
    QUOIN_MODEL("posts", "")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(QString, title, "")
    QUOIN_FIELD(quoin::ForeignKey<Author>, author, "reverse=posts")
    QUOIN_FIELD(quoin::ManyToMany<Tag>, tags, "reverse=posts")
};

class Tag
{
    Q_GADGET
    QUOIN_MODEL("tags", "")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(quoin::ManyToMany<Post>, posts, "")
};

// moc does not run here: nothing is linked or called.
void sentences(quoin::Database &db, Author &author, Post &post, QList<Post> &list)
{
    const auto authors = db.query<Author>();
    const auto posts = db.query<Post>();

#ifdef CASE_withOfNoRelation // every member has to be a relation
    (void)posts.with<&Post::title>();
#elif !defined(ALONE)
    (void)posts.with<&Post::author>();
#endif
#ifdef CASE_withOfNoRelationAtTheEnd // every member has to be a relation
    (void)posts.with<&Post::author, &Author::name>();
#elif !defined(ALONE)
    (void)posts.with<&Post::author, &Author::posts>();
#endif
#ifdef CASE_withOfAnotherModelsRelation // every member has to be a relation
    (void)posts.with<&Author::posts>();
#elif !defined(ALONE)
    (void)authors.with<&Author::posts>();
#endif
#ifdef CASE_withOfAPathThatLeavesTheModel // every member has to be a relation
    (void)posts.with<&Post::author, &Post::tags>();
#elif !defined(ALONE)
    (void)authors.with<&Author::posts, &Post::tags>();
#endif
#ifdef CASE_withNothing // say which relation
    (void)posts.with<>();
#elif !defined(ALONE)
    (void)posts.with<&Post::tags>();
#endif
#ifdef CASE_withAQueryOfAnotherModel // the query is of another model than the relation
    (void)posts.with<&Post::author>(quoin::related<Tag>());
#elif !defined(ALONE)
    (void)posts.with<&Post::author>(quoin::related<Author>());
#endif
#ifdef CASE_joinOfNoRelation // is for ForeignKey and OneToOne
    (void)posts.join<&Post::title>();
#elif !defined(ALONE)
    (void)posts.join<&Post::author>();
#endif
#ifdef CASE_joinOfARelationToMany // a relation to many is loaded by with()
    (void)posts.join<&Post::tags>();
#elif !defined(ALONE)
    (void)posts.with<&Post::tags>();
#endif
#ifdef CASE_fetchRelatedOfNoRelation // every member of the path has to be a relation
    (void)db.fetchRelated<&Post::title>(list);
#elif !defined(ALONE)
    (void)db.fetchRelated<&Post::author>(list);
#endif
#ifdef CASE_fetchRelatedOfAnotherModel // every member of the path has to be a relation
    (void)db.fetchRelated<&Author::posts>(post);
#elif !defined(ALONE)
    (void)db.fetchRelated<&Author::posts>(author);
#endif
#ifdef CASE_relatedOfOne // a to-one relation is a property of the object
    (void)db.related<&Post::author>(post);
#elif !defined(ALONE)
    (void)db.related<&Post::tags>(post);
#endif
#ifdef CASE_relatedOfAnotherModel // the relation belongs to another model
    (void)db.related<&Author::posts>(post);
#elif !defined(ALONE)
    (void)db.related<&Author::posts>(author);
#endif
    Q_UNUSED(author)
    Q_UNUSED(post)
    Q_UNUSED(list)
}

} // namespace loading
