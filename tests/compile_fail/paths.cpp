// SPDX-License-Identifier: MIT
// Paths across relations, the order of rows, and queries of what is no model.
#include "sentences.h"

void sentences(quoin::Database &db)
{
    const auto posts = db.query<Post>();

#ifdef CASE_pathThatLeavesTheModel // this path leaves the model
    (void)(field<&Post::title, &Author::name> == u"Ann");
#elif !defined(ALONE)
    (void)(field<&Post::author, &Author::name> == u"Ann");
#endif
#ifdef CASE_pathToAnotherModel // this path leaves the model
    (void)(field<&Post::author, &Post::title> == u"Ann");
#elif !defined(ALONE)
    (void)(field<&Post::author, &Author::id> == 1);
#endif
#ifdef CASE_pathThatGoesBack // this path leaves the model
    (void)(field<&Author::name, &Post::title> == u"Ann");
#elif !defined(ALONE)
    (void)(field<&Post::category, &Category::name> == u"News");
#endif
#ifdef CASE_orderByAnotherModel // orderBy(): the property belongs to another model
    (void)posts.orderBy(field<&Author::name>);
#elif !defined(ALONE)
    (void)posts.orderBy(field<&Post::author, &Author::name>, field<&Post::title>.desc());
#endif
#ifdef CASE_orderByACondition // orderBy() takes properties and expressions
    (void)posts.orderBy(field<&Post::views> > 10);
#elif !defined(ALONE)
    (void)posts.orderBy(when(field<&Post::views> > 10, 0).otherwise(1));
#endif
#ifdef CASE_orderByText // orderBy() takes properties and expressions
    (void)posts.orderBy(u"views"_s);
#elif !defined(ALONE)
    (void)posts.orderBy(field<&Post::views>);
#endif
#ifdef CASE_aggregateInOrderBy // rows have no order by an aggregate
    (void)(posts.orderBy(sum(field<&Post::views>) + 1));
#elif !defined(ALONE)
    (void)(posts.values(sum(field<&Post::views>) + 1).orderBy(sum(field<&Post::views>) + 1));
#endif
#ifdef CASE_queryOfNoModel // is no model
    (void)db.query<Plain>();
#elif !defined(ALONE)
    (void)db.query<Author>();
#endif
#ifdef CASE_queryOfANumber // is no model
    (void)db.query<int>();
#elif !defined(ALONE)
    (void)db.query<Category>();
#endif
}
