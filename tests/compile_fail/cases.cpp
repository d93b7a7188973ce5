// SPDX-License-Identifier: MIT
// Sentences that shall not compile, each beside a twin that does. Compiled once without a case, which proves the twins, and once
// for each case.
#include <quoin/quoin.h>

using namespace Qt::StringLiterals;
using quoin::field;

class Author
{
    Q_GADGET
    QUOIN_MODEL("authors", "")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(QString, name, "")
};

class Post
{
    Q_GADGET
    QUOIN_MODEL("posts", "")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(QString, title, "")
    QUOIN_FIELD(int, views, "")
    QUOIN_FIELD(bool, draft, "")
    QUOIN_FIELD(QDate, day, "")
    QUOIN_FIELD(quoin::Decimal, price, "precision=10, scale=2")
    QUOIN_FIELD(std::optional<QString>, note, "")
    QUOIN_FIELD(quoin::ForeignKey<Author>, author, "")
};

// moc does not run here: nothing is linked or called.
void sentences(quoin::Database &db, Author &author, Post &post)
{
    const auto posts = db.query<Post>();

#ifdef CASE_textForAnInteger
    (void)(field<&Post::views> == u"many"_s);
#else
    (void)(field<&Post::views> == 7);
#endif
#ifdef CASE_integerForText
    (void)(field<&Post::title> == 7);
#else
    (void)(field<&Post::title> == u"seven"_s && field<&Post::title> == u"seven" && field<&Post::note> == std::nullopt);
#endif
#ifdef CASE_integerForABool
    (void)(field<&Post::draft> == 1);
#else
    (void)(field<&Post::draft> == true);
#endif
#ifdef CASE_doubleForADecimal
    (void)(field<&Post::price> > 9.99);
#else
    (void)(field<&Post::price> > 10 && field<&Post::price> > quoin::Decimal(9));
#endif
#ifdef CASE_pathThatLeavesTheModel
    (void)(field<&Post::title, &Author::name> == u"Ann");
#else
    (void)(field<&Post::author, &Author::name> == u"Ann");
#endif
#ifdef CASE_pathToAnotherModel
    (void)(field<&Post::author, &Post::title> == u"Ann");
#else
    (void)(field<&Post::author, &Author::id> == 1);
#endif
#ifdef CASE_containsOfAnInteger
    (void)field<&Post::views>.contains(u"1"_s);
#else
    (void)field<&Post::note>.contains(u"1"_s);
#endif
#ifdef CASE_inOfAnotherType
    (void)field<&Post::day>.in(QList<QString> { u"today"_s });
#else
    (void)field<&Post::day>.in(QList<QDate> { QDate(2024, 2, 29) });
#endif
#ifdef CASE_betweenOfAnotherType
    (void)field<&Post::views>.between(1, u"many"_s);
#else
    (void)field<&Post::views>.between(1, 10);
#endif
#ifdef CASE_fieldsOfDifferentTypes
    (void)(field<&Post::views> == field<&Post::title>);
#else
    (void)(field<&Post::note> == field<&Post::title>);
#endif
#ifdef CASE_orderByAnotherModel
    (void)posts.orderBy(field<&Author::name>);
#else
    (void)posts.orderBy(field<&Post::author, &Author::name>, field<&Post::title>.desc());
#endif
#ifdef CASE_transactionWithoutResult
    (void)db.transaction([&](quoin::Transaction &) { return 7; });
#else
    (void)db.transaction([&](quoin::Transaction &) -> quoin::Result<int> { return 7; });
#endif
#ifdef CASE_relationOfAnotherModel
    (void)(field<&Post::author> == post);
#else
    (void)(field<&Post::author> == author && field<&Post::author> == 7);
#endif
#ifdef CASE_pathInAListOfColumns
    (void)db.update(post, { field<&Post::author, &Author::name> });
#else
    (void)db.update(post, { field<&Post::author>, field<&Post::title> });
#endif
    Q_UNUSED(author)
    Q_UNUSED(post)
}
