// SPDX-License-Identifier: MIT
// Changing rows, transactions, and values that would lose something.
#include "sentences.h"

void sentences(quoin::Database &db, Author &author, Post &post, const Post &fixed, Plain &plain)
{
    const auto posts = db.query<Post>();

#ifdef CASE_setOfAnotherType // set(): the value's type does not fit the property's type
    (void)set(field<&Post::views>, u"many"_s);
#elif !defined(ALONE)
    (void)set(field<&Post::views>, 7);
#endif
#ifdef CASE_setToAnExpressionOfAnotherType // set(): the expression's type does not fit the property's type
    (void)set(field<&Post::views>, lower(field<&Post::title>));
#elif !defined(ALONE)
    (void)set(field<&Post::title>, lower(field<&Post::title>));
#endif
#ifdef CASE_setToADouble // set(): the value's type does not fit the property's type
    (void)set(field<&Post::price>, 9.99);
#elif !defined(ALONE)
    (void)set(field<&Post::price>, "9.99"_dec);
#endif
#ifdef CASE_setToANullThatHasNoPlace // set(): the property cannot be NULL
    (void)set(field<&Post::title>, std::nullopt);
#elif !defined(ALONE)
    (void)set(field<&Post::note>, std::nullopt);
    (void)set(field<&Post::category>, std::nullopt);
#endif
#ifdef CASE_setAcrossARelation // set() changes a property of the query's own model
    (void)set(field<&Post::author, &Author::name>, u"Ann"_s);
#elif !defined(ALONE)
    (void)set(field<&Author::name>, u"Ann"_s);
#endif
#ifdef CASE_updateByACondition // update() takes what set() makes
    (void)posts.allowAll().update(field<&Post::views> == 7);
#elif !defined(ALONE)
    (void)posts.allowAll().update(set(field<&Post::views>, 7));
#endif
#ifdef CASE_pathInAListOfColumns // no matching
    (void)db.update(post, { field<&Post::author, &Author::name> });
#elif !defined(ALONE)
    (void)db.update(post, { field<&Post::author>, field<&Post::title> });
#endif
#ifdef CASE_insertOfNoModel // is no model
    (void)db.insert(plain);
#elif !defined(ALONE)
    (void)db.insert(author);
#endif
#ifdef CASE_insertOfAConstant // the row's key and defaults are written into the object
    (void)db.insert(fixed);
#elif !defined(ALONE)
    (void)db.insert(post);
#endif
#ifdef CASE_transactionWithoutResult // a transaction function gives a quoin::Result
    (void)db.transaction([&](quoin::Transaction &) { return 7; });
#elif !defined(ALONE)
    (void)db.transaction([&](quoin::Transaction &) -> quoin::Result<int> { return 7; });
#endif
#ifdef CASE_relationToAnotherModelsRow // no match for 'operator='
    post.author = post;
#elif !defined(ALONE)
    post.author = author;
#endif
#ifdef CASE_decimalOfADouble // deleted
    (void)quoin::Decimal(19.99);
#elif !defined(ALONE)
    (void)("19.99"_dec);
#endif
#ifdef CASE_valueOfBytesThatAreText // deleted
    (void)quoin::Value("text");
#elif !defined(ALONE)
    (void)quoin::Value(u"text");
#endif
#ifdef CASE_secretAsText // convert
    db.execute(quoin::Secret(u"DELETE FROM posts"_s));
#elif !defined(ALONE)
    (void)db.execute(quoin::Secret(u"DELETE FROM posts"_s).reveal());
#endif
#ifdef WARNING_resultThatNobodyLooksAt // ignoring return
    db.insert(author);
#elif !defined(ALONE)
    (void)db.insert(author);
#endif
    Q_UNUSED(fixed)
    Q_UNUSED(plain)
}
