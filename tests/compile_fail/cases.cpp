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
    QUOIN_FIELD(quint64, big, "")
    QUOIN_FIELD(double, score, "")
    QUOIN_FIELD(QDate, day, "")
    QUOIN_FIELD(quoin::Decimal, price, "precision=10, scale=2")
    QUOIN_FIELD(std::optional<QString>, note, "")
    QUOIN_FIELD(QStringList, tags, "")
    QUOIN_FIELD(quoin::ForeignKey<Author>, author, "")
};

struct TitleRow
{
    QString title;
    qint64 posts;
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
#ifdef CASE_listsCompared
    (void)(field<&Post::tags> == QStringList { u"a"_s });
#else
    (void)field<&Post::tags>.isNull();
#endif
#ifdef CASE_listsOrdered
    (void)field<&Post::tags>.between(QStringList { u"a"_s }, QStringList { u"b"_s });
#else
    (void)db.update(post, { field<&Post::tags> });
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
#ifdef CASE_arithmeticWithText
    (void)(field<&Post::title> + 1);
#else
    (void)(field<&Post::views> + 1);
#endif
#ifdef CASE_decimalAndDouble
    (void)(field<&Post::price> * 1.5);
#else
    (void)(field<&Post::price> * 2);
#endif
#ifdef CASE_quotientOfDecimals
    (void)(field<&Post::price> / 2);
#else
    (void)(cast<double>(field<&Post::price>) / 2);
#endif
#ifdef CASE_remainderOfDoubles
    (void)(field<&Post::score> % 2);
#else
    (void)(field<&Post::views> % 2);
#endif
#ifdef CASE_unsigned64Calculated
    (void)(field<&Post::big> + 1);
#else
    (void)(field<&Post::big> == 1);
#endif
#ifdef CASE_branchesOfDifferentTypes
    (void)(when(field<&Post::views> > 1, 1).when(field<&Post::views> > 0, u"one"_s).otherwise(0));
#else
    (void)(when(field<&Post::views> > 1, 2).when(field<&Post::views> > 0, 1).otherwise(0));
#endif
#ifdef CASE_otherwiseOfAnotherType
    (void)(when(field<&Post::views> > 1, 1).otherwise(u"none"_s));
#else
    (void)(when(field<&Post::views> > 1, 1).otherwise(std::nullopt));
#endif
#ifdef CASE_functionOfAnotherType
    (void)(length(field<&Post::views>));
#else
    (void)(length(field<&Post::title>));
#endif
#ifdef CASE_expressionForAPosition
    (void)(substr(field<&Post::title>, field<&Post::views>));
#else
    (void)(substr(field<&Post::title>, 1));
#endif
#ifdef CASE_tooFewArguments
    (void)(replace(field<&Post::title>, u"a"_s));
#else
    (void)(replace(field<&Post::title>, u"a"_s, u"b"_s));
#endif
#ifdef CASE_tooManyArguments
    (void)(trim(field<&Post::title>, u"a"_s));
#else
    (void)(trim(field<&Post::title>));
#endif
#ifdef CASE_coalesceOfDifferentTypes
    (void)(coalesce(field<&Post::title>, 1));
#else
    (void)(coalesce(field<&Post::title>, u"none"_s));
#endif
#ifdef CASE_castOfATextToANumber
    (void)(cast<qint64>(field<&Post::title>));
#else
    (void)(cast<qint64>(field<&Post::score>));
#endif
#ifdef CASE_castToAnUnknownType
    (void)(cast<QUuid>(field<&Post::views>));
#else
    (void)(cast<QString>(field<&Post::views>));
#endif
#ifdef CASE_computedComparedWithText
    (void)(field<&Post::views> + 1 == u"two"_s);
#else
    (void)(field<&Post::views> + 1 == 2);
#endif
#ifdef CASE_enumerationAsAValue
    (void)(quoin::value(Qt::Horizontal));
#else
    (void)(quoin::value(1));
#endif
#ifdef CASE_aggregateInFilter
    (void)(posts.filter(quoin::count() > 1));
#else
    (void)(posts.values(field<&Post::title>).having(quoin::count() > 1));
#endif
#ifdef CASE_aggregateInOrderBy
    (void)(posts.orderBy(sum(field<&Post::views>) + 1));
#else
    (void)(posts.values(sum(field<&Post::views>) + 1).orderBy(sum(field<&Post::views>) + 1));
#endif
#ifdef CASE_aggregateOfAnAggregate
    (void)(sum(quoin::count(field<&Post::views>)));
#else
    (void)(sum(field<&Post::views> + 1));
#endif
#ifdef CASE_aggregateAsGroup
    (void)(posts.values(field<&Post::title>, quoin::count()).groupBy(quoin::count()));
#else
    (void)(posts.values(field<&Post::title>, quoin::count()).groupBy(field<&Post::title>));
#endif
#ifdef CASE_plainColumnInAggregate
    (void)(posts.aggregate(field<&Post::title>, quoin::count()));
#else
    (void)(posts.aggregate(quoin::count()));
#endif
#ifdef CASE_structOfOtherTypes
    (void)(posts.select<TitleRow>(quoin::count(), field<&Post::title>));
#else
    (void)(posts.select<TitleRow>(field<&Post::title>, quoin::count()));
#endif
#ifdef CASE_sumOfText
    (void)(sum(field<&Post::title>));
#else
    (void)(min(field<&Post::title>));
#endif
    Q_UNUSED(author)
    Q_UNUSED(post)
}
