// SPDX-License-Identifier: MIT
// The structure of queries: relations with many rows, sub-queries, rows of values.
#include "sentences.h"

namespace structure {

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

class Total
{
    Q_GADGET
    QUOIN_MODEL("totals", "rows")
    QUOIN_FIELD(quoin::ForeignKey<Author>, author, "")
    QUOIN_FIELD(qint64, posts, "")
};

struct NoRows
{
    quoin::ForeignKey<Author> author;
    qint64 posts;
};

// moc does not run here: nothing is linked or called.
void sentences(quoin::Database &db, Post &post, Tag &tag)
{
    const auto authors = db.query<Author>();
    const auto posts = db.query<Post>();
    const auto views = field<&Author::posts, &Post::views>;

#ifdef CASE_manyValuesSelected // a row has many of these
    (void)(authors.values(views));
#elif !defined(ALONE)
    (void)(authors.values(quoin::max(views)));
#endif
#ifdef CASE_manyValuesInAnExpressionSelected // a row has many of these
    (void)(authors.values(views + 1));
#elif !defined(ALONE)
    (void)(authors.values(quoin::sum(views) + 1));
#endif
#ifdef CASE_relationSelected // a row has many of these
    (void)(authors.values(field<&Author::posts>));
#elif !defined(ALONE)
    (void)(authors.values(count(field<&Author::posts>)));
#endif
#ifdef CASE_orderByManyValues // a row has many of these
    (void)(authors.orderBy(views));
#elif !defined(ALONE)
    (void)(authors.orderBy(quoin::max(views)));
#endif
#ifdef CASE_orderByManyValuesDescending // a row has many of these
    (void)(authors.orderBy(views.desc()));
#elif !defined(ALONE)
    (void)(authors.orderBy(quoin::max(views).desc()));
#endif
#ifdef CASE_groupByManyValues // rows are grouped by what each row has one of
    (void)(authors.values(count()).groupBy(views));
#elif !defined(ALONE)
    (void)(authors.values(count()).groupBy(quoin::max(views)));
#endif
#ifdef CASE_aggregateOfManyValuesAsOneOfAll // each expression has to be an aggregate
    (void)(authors.aggregate(count(field<&Author::posts>)));
#elif !defined(ALONE)
    (void)(authors.aggregate(quoin::sum(count(field<&Author::posts>))));
#endif
#ifdef CASE_manyValuesSet // set(): a row has many of these
    (void)(authors.update(quoin::set(field<&Author::score>, views)));
#elif !defined(ALONE)
    (void)(authors.update(quoin::set(field<&Author::score>, quoin::max(views))));
#endif
#ifdef CASE_aggregateSet // only a group of rows has it
    (void)(posts.update(quoin::set(field<&Post::views>, quoin::max(field<&Post::views>))));
#elif !defined(ALONE)
    (void)(posts.update(quoin::set(field<&Post::views>, field<&Post::views> + 1)));
#endif
#ifdef CASE_relationComparedWithAnotherModel // the value's type does not fit the property's type
    (void)(authors.filter(field<&Author::posts> == tag));
#elif !defined(ALONE)
    (void)(authors.filter(field<&Author::posts> == post));
#endif
#ifdef CASE_pathAcrossARelationToAnotherModel // this path leaves the model
    (void)(field<&Author::posts, &Tag::name> == u"red"_s);
#elif !defined(ALONE)
    (void)(field<&Author::posts, &Post::tags, &Tag::name> == u"red"_s);
#endif
#ifdef CASE_textForAnIntegerOfManyRows // the value's type does not fit the property's type
    (void)(views > u"many"_s);
#elif !defined(ALONE)
    (void)(views > 1);
#endif
#ifdef CASE_outerOfManyRows // the query around has many of these
    (void)(field<&Tag::id> == outer<&Author::posts, &Post::id>);
#elif !defined(ALONE)
    (void)(field<&Post::author> == outer<&Author::id>);
#endif
#ifdef CASE_outerOfAnotherType // cannot be compared
    (void)(field<&Post::title> == outer<&Author::id>);
#elif !defined(ALONE)
    (void)(field<&Post::title> == outer<&Author::name>);
#endif
#ifdef CASE_subqueryOfTwoValues // of one expression
    (void)(quoin::subquery(posts.values(field<&Post::title>, field<&Post::views>)));
#elif !defined(ALONE)
    (void)(quoin::subquery(posts.values(field<&Post::title>)));
#endif
#ifdef CASE_subqueryOfAModel // of one expression
    (void)(quoin::subquery(posts));
#elif !defined(ALONE)
    (void)(quoin::exists(posts));
#endif
#ifdef CASE_subqueryComparedWithAnotherType // the value's type does not fit the property's type
    (void)(quoin::subquery(posts.values(field<&Post::title>)) == 1);
#elif !defined(ALONE)
    (void)(quoin::subquery(posts.values(field<&Post::title>)) == u"a"_s);
#endif
#ifdef CASE_inASubqueryOfAnotherType // the sub-query's type does not fit
    (void)(field<&Author::name>.in(posts.values(field<&Post::views>)));
#elif !defined(ALONE)
    (void)(field<&Author::name>.in(posts.values(field<&Post::title>)));
#endif
#ifdef CASE_inRowsOfAnotherModel // the sub-query's type does not fit
    (void)(field<&Post::author>.in(posts));
#elif !defined(ALONE)
    (void)(field<&Post::author>.in(authors));
#endif
#ifdef CASE_rowsOfDifferentLength // both sides need the same number of values
    (void)(row(field<&Post::title>, field<&Post::id>) > row(u"a"_s));
#elif !defined(ALONE)
    (void)(row(field<&Post::title>, field<&Post::id>) > row(u"a"_s, 1));
#endif
#ifdef CASE_rowsOfDifferentTypes // the value's type does not fit the property's type
    (void)(row(field<&Post::title>, field<&Post::id>) > row(1, u"a"_s));
#elif !defined(ALONE)
    (void)(row(field<&Post::title>, field<&Post::id>) == row(u"a"_s, 1));
#endif
#ifdef CASE_valuesOnTheLeftOfARow // row() on the left side takes expressions
    (void)(row(1, 2) < row(field<&Post::id>, field<&Post::views>));
#elif !defined(ALONE)
    (void)(row(field<&Post::id>, field<&Post::views>) > row(1, 2));
#endif
#ifdef CASE_queriesOfDifferentModelsPutTogether // Query<structure::Post>
    (void)(posts.unite(authors));
#elif !defined(ALONE)
    (void)(posts.unite(posts));
#endif
#ifdef CASE_selectionsOfDifferentTypesPutTogether // Selection<
    (void)(posts.values(field<&Post::title>).unite(posts.values(field<&Post::views>)));
#elif !defined(ALONE)
    (void)(posts.values(field<&Post::title>).unite(authors.values(field<&Author::name>)));
#endif
#ifdef CASE_treeAcrossAnotherModel // of the model to itself
    (void)(posts.descendants(field<&Post::author>));
#elif !defined(ALONE)
    (void)(authors.descendants(field<&Author::mentor>));
#endif
#ifdef CASE_distinctOnAnAggregate // takes what each row has one of
    (void)(posts.distinctOn(count()));
#elif !defined(ALONE)
    (void)(posts.distinctOn(field<&Post::title>));
#endif
    const auto author = field<&Post::author>;
    const auto byAuthor = posts.select<Total>(author, count());
    const auto totals = byAuthor.asTable();
#ifdef CASE_columnThatTheTableLacks // is not a member of
    (void)(totals.filter(field<&Total::views> > 1));
#elif !defined(ALONE)
    (void)(totals.filter(field<&Total::posts> > 1));
#endif
#ifdef CASE_columnOfAnotherType // the value's type does not fit the property's type
    (void)(totals.filter(field<&Total::posts> == u"many"_s));
#elif !defined(ALONE)
    (void)(totals.filter(field<&Total::posts> == 3));
#endif
#ifdef CASE_tableOfOtherColumns // Row's members do not take values of these expressions' types
    (void)(posts.select<Total>(count(), author).asTable());
#elif !defined(ALONE)
    (void)(posts.select<Total>(author, count()).asTable());
#endif
#ifdef CASE_tableOfAStructThatIsNoModel // this class is no model
    (void)(posts.select<NoRows>(author, count()).asTable());
#elif !defined(ALONE)
    (void)(posts.select<NoRows>(author, count()).all());
#endif
#ifdef CASE_orderOfATableByAnotherModel // the property belongs to another model
    (void)(totals.orderBy(field<&Post::title>));
#elif !defined(ALONE)
    (void)(totals.orderBy(field<&Total::author, &Author::name>));
#endif
#ifdef CASE_stepOfOtherRows // the step has to select rows of the same class
    (void)(byAuthor.recursive([&](const quoin::Query<Total> &found) { return found.values(field<&Total::posts>); }));
#elif !defined(ALONE)
    (void)(byAuthor.recursive([&](const quoin::Query<Total> &found) {
        return found.select<Total>(field<&Total::author>, field<&Total::posts> + 1);
    }));
#endif
#ifdef CASE_joinByAnAggregate // by what each of them has, not by an aggregate
    (void)(authors.join(posts, count() > 1));
#elif !defined(ALONE)
    (void)(authors.join(posts, field<&Author::id> == quoin::joined<&Post::author>));
#endif
#ifdef CASE_joinedValueOfManyRowsSelected // a row has many of these
    (void)(authors.join(posts).values(quoin::joined<&Post::tags, &Tag::name>));
#elif !defined(ALONE)
    (void)(authors.join(posts).values(count(quoin::joined<&Post::tags>)));
#endif
#ifdef CASE_groupingWithoutSets // ask for them by groupByRollup()
    (void)(posts.values(author, quoin::grouping(author), count()).all());
#elif !defined(ALONE)
    (void)(posts.values(quoin::orNull(author), quoin::grouping(author), count()).groupByRollup(author).all());
#endif
#ifdef CASE_groupingInPlainGroups // ask for them by groupByRollup()
    (void)(posts.values(author, quoin::grouping(author)).groupBy(author));
#elif !defined(ALONE)
    (void)(posts.values(author, quoin::grouping(author)).groupBySets(quoin::groupingSet(author), quoin::groupingSet()));
#endif
#ifdef CASE_groupingInAFilter // belongs into having()
    (void)(posts.filter(quoin::grouping(author) == 1));
#elif !defined(ALONE)
    (void)(posts.values(author, count()).groupByRollup(author).having(quoin::grouping(author) == 1));
#endif
#ifdef CASE_groupingOfAnAggregate // takes what rows are grouped by
    (void)(quoin::grouping(count()));
#elif !defined(ALONE)
    (void)(quoin::grouping(field<&Post::title>));
#endif
#ifdef CASE_setOfAnAggregate // rows are grouped by what each row has one of
    (void)(quoin::groupingSet(count()));
#elif !defined(ALONE)
    (void)(quoin::groupingSet(author));
#endif
#ifdef CASE_rollupByAnAggregate // rows are grouped by what each row has one of
    (void)(posts.values(count()).groupByRollup(count()));
#elif !defined(ALONE)
    (void)(posts.values(count()).groupByCube(author));
#endif
    Q_UNUSED(post)
    Q_UNUSED(tag)
}

} // namespace structure
