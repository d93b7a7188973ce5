// SPDX-License-Identifier: MIT
// The structure of queries: relations with many rows, sub-queries, rows of values. As in cases.cpp each sentence that shall not
// compile stands beside a twin that does.
#include <quoin/quoin.h>

using namespace Qt::StringLiterals;
using quoin::count;
using quoin::field;
using quoin::outer;
using quoin::row;

class Post;
class Tag;

class Author
{
    Q_GADGET
    QUOIN_MODEL("authors", "")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(QString, name, "")
    QUOIN_FIELD(int, score, "")
    QUOIN_FIELD(quoin::ForeignKey<Author>, mentor, "null")
    QUOIN_FIELD(quoin::HasMany<Post>, posts, "")
};

class Post
{
    Q_GADGET
    QUOIN_MODEL("posts", "")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(QString, title, "")
    QUOIN_FIELD(int, views, "")
    QUOIN_FIELD(quoin::ForeignKey<Author>, author, "reverse=posts")
    QUOIN_FIELD(quoin::ManyToMany<Tag>, tags, "reverse=posts")
};

class Tag
{
    Q_GADGET
    QUOIN_MODEL("tags", "")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(QString, name, "")
    QUOIN_FIELD(quoin::ManyToMany<Post>, posts, "")
};

// moc does not run here: nothing is linked or called.
void sentences(quoin::Database &db, Post &post, Tag &tag)
{
    const auto authors = db.query<Author>();
    const auto posts = db.query<Post>();
    const auto views = field<&Author::posts, &Post::views>;

#ifdef CASE_manyValuesSelected
    (void)(authors.values(views));
#else
    (void)(authors.values(quoin::max(views)));
#endif
#ifdef CASE_manyValuesInAnExpressionSelected
    (void)(authors.values(views + 1));
#else
    (void)(authors.values(quoin::sum(views) + 1));
#endif
#ifdef CASE_relationSelected
    (void)(authors.values(field<&Author::posts>));
#else
    (void)(authors.values(count(field<&Author::posts>)));
#endif
#ifdef CASE_orderByManyValues
    (void)(authors.orderBy(views));
#else
    (void)(authors.orderBy(quoin::max(views)));
#endif
#ifdef CASE_orderByManyValuesDescending
    (void)(authors.orderBy(views.desc()));
#else
    (void)(authors.orderBy(quoin::max(views).desc()));
#endif
#ifdef CASE_groupByManyValues
    (void)(authors.values(count()).groupBy(views));
#else
    (void)(authors.values(count()).groupBy(quoin::max(views)));
#endif
#ifdef CASE_aggregateOfManyValuesAsOneOfAll
    (void)(authors.aggregate(count(field<&Author::posts>)));
#else
    (void)(authors.aggregate(quoin::sum(count(field<&Author::posts>))));
#endif
#ifdef CASE_manyValuesSet
    (void)(authors.update(quoin::set(field<&Author::score>, views)));
#else
    (void)(authors.update(quoin::set(field<&Author::score>, quoin::max(views))));
#endif
#ifdef CASE_aggregateSet
    (void)(posts.update(quoin::set(field<&Post::views>, quoin::max(field<&Post::views>))));
#else
    (void)(posts.update(quoin::set(field<&Post::views>, field<&Post::views> + 1)));
#endif
#ifdef CASE_relationComparedWithAnotherModel
    (void)(authors.filter(field<&Author::posts> == tag));
#else
    (void)(authors.filter(field<&Author::posts> == post));
#endif
#ifdef CASE_pathAcrossARelationToAnotherModel
    (void)(field<&Author::posts, &Tag::name> == u"red"_s);
#else
    (void)(field<&Author::posts, &Post::tags, &Tag::name> == u"red"_s);
#endif
#ifdef CASE_textForAnIntegerOfManyRows
    (void)(views > u"many"_s);
#else
    (void)(views > 1);
#endif
#ifdef CASE_outerOfManyRows
    (void)(field<&Tag::id> == outer<&Author::posts, &Post::id>);
#else
    (void)(field<&Post::author> == outer<&Author::id>);
#endif
#ifdef CASE_outerOfAnotherType
    (void)(field<&Post::title> == outer<&Author::id>);
#else
    (void)(field<&Post::title> == outer<&Author::name>);
#endif
#ifdef CASE_subqueryOfTwoValues
    (void)(quoin::subquery(posts.values(field<&Post::title>, field<&Post::views>)));
#else
    (void)(quoin::subquery(posts.values(field<&Post::title>)));
#endif
#ifdef CASE_subqueryOfAModel
    (void)(quoin::subquery(posts));
#else
    (void)(quoin::exists(posts));
#endif
#ifdef CASE_subqueryComparedWithAnotherType
    (void)(quoin::subquery(posts.values(field<&Post::title>)) == 1);
#else
    (void)(quoin::subquery(posts.values(field<&Post::title>)) == u"a"_s);
#endif
#ifdef CASE_inASubqueryOfAnotherType
    (void)(field<&Author::name>.in(posts.values(field<&Post::views>)));
#else
    (void)(field<&Author::name>.in(posts.values(field<&Post::title>)));
#endif
#ifdef CASE_inRowsOfAnotherModel
    (void)(field<&Post::author>.in(posts));
#else
    (void)(field<&Post::author>.in(authors));
#endif
#ifdef CASE_rowsOfDifferentLength
    (void)(row(field<&Post::title>, field<&Post::id>) > row(u"a"_s));
#else
    (void)(row(field<&Post::title>, field<&Post::id>) > row(u"a"_s, 1));
#endif
#ifdef CASE_rowsOfDifferentTypes
    (void)(row(field<&Post::title>, field<&Post::id>) > row(1, u"a"_s));
#else
    (void)(row(field<&Post::title>, field<&Post::id>) == row(u"a"_s, 1));
#endif
#ifdef CASE_valuesOnTheLeftOfARow
    (void)(row(1, 2) < row(field<&Post::id>, field<&Post::views>));
#else
    (void)(row(field<&Post::id>, field<&Post::views>) > row(1, 2));
#endif
#ifdef CASE_queriesOfDifferentModelsPutTogether
    (void)(posts.unite(authors));
#else
    (void)(posts.unite(posts));
#endif
#ifdef CASE_selectionsOfDifferentTypesPutTogether
    (void)(posts.values(field<&Post::title>).unite(posts.values(field<&Post::views>)));
#else
    (void)(posts.values(field<&Post::title>).unite(authors.values(field<&Author::name>)));
#endif
#ifdef CASE_treeAcrossAnotherModel
    (void)(posts.descendants(field<&Post::author>));
#else
    (void)(authors.descendants(field<&Author::mentor>));
#endif
#ifdef CASE_distinctOnAnAggregate
    (void)(posts.distinctOn(count()));
#else
    (void)(posts.distinctOn(field<&Post::title>));
#endif
    Q_UNUSED(post)
    Q_UNUSED(tag)
}
