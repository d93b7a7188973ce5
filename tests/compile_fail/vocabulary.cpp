// SPDX-License-Identifier: MIT
// The parts of the vocabulary that have headers of their own.
#include "sentences.h"

namespace vocabulary {

using namespace quoin;

class Post
{
    Q_GADGET
    QUOIN_MODEL("posts", "")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(QString, title, "")
    QUOIN_FIELD(int, views, "")
    QUOIN_FIELD(QDate, day, "")
    QUOIN_FIELD(QDateTime, moment, "")
    QUOIN_FIELD(quoin::Decimal, price, "precision=10, scale=2")
    QUOIN_FIELD(QJsonObject, meta, "")
    QUOIN_FIELD(QStringList, tags, "")
    QUOIN_FIELD(QList<QByteArray>, blobs, "")
    QUOIN_FIELD(QList<float>, place, "")
};

// moc does not run here: nothing is linked or called.
void sentences(quoin::Database &db)
{
    const auto posts = db.query<Post>();
    const auto views = field<&Post::views>;
    const auto title = field<&Post::title>;
    const auto place = rank().over(Window().orderBy(views));

#ifdef CASE_windowInFilter // one on a window into a
    (void)posts.filter(place == 1);
#elif !defined(ALONE)
    (void)posts.values(place).orderBy(place);
#endif
#ifdef CASE_windowInHaving // a condition on a window belongs into a query around this one
    (void)posts.values(title, quoin::count()).having(place == 1);
#elif !defined(ALONE)
    (void)posts.values(title, quoin::count()).having(quoin::count() == 1);
#endif
#ifdef CASE_windowOverAWindow // a window over a window: put the inner one into a sub-query
    (void)rank().over(Window().orderBy(place));
#elif !defined(ALONE)
    (void)rank().over(Window().orderBy(views + 1));
#endif
#ifdef CASE_windowAsPartition // a window over a window: put the inner one into a sub-query
    (void)rank().over(partitionBy(place));
#elif !defined(ALONE)
    (void)rank().over(partitionBy(views));
#endif
#ifdef CASE_windowAsGroup // rows are grouped by what each row has
    (void)posts.values(quoin::count()).groupBy(place);
#elif !defined(ALONE)
    (void)posts.values(quoin::count()).groupBy(views);
#endif
#ifdef CASE_rankWithoutAWindow // no matching
    (void)posts.values(rank());
#elif !defined(ALONE)
    (void)posts.values(rank().over(Window()));
#endif
#ifdef CASE_lagOfAnotherType // the value for a missing row has nothing in common
    (void)lag(views, 1, u"none"_s);
#elif !defined(ALONE)
    (void)lag(views, 1, 0);
#endif
#ifdef CASE_regexOfAnInteger // regex() and iregex() are for text
    (void)views.regex(u"1"_s);
#elif !defined(ALONE)
    (void)title.regex(u"1"_s);
#endif
#ifdef CASE_iexactOfAnInteger // are for text
    (void)views.iexact(u"1"_s);
#elif !defined(ALONE)
    (void)title.iexact(u"1"_s);
#endif
#ifdef CASE_expressionAsAPattern // the function takes a plain value here
    (void)regexpReplace(title, title, u""_s);
#elif !defined(ALONE)
    (void)regexpReplace(title, u"a"_s, u""_s);
#endif
#ifdef CASE_jsonOfAText // json(): the expression is not JSON
    (void)json(title).at(u"a"_s);
#elif !defined(ALONE)
    (void)json(field<&Post::meta>).at(u"a"_s);
#endif
#ifdef CASE_jsonComparedWithTheWrongType // the value's type does not fit the property's type
    (void)(json(field<&Post::meta>).at(u"a"_s).asInteger() == u"1"_s);
#elif !defined(ALONE)
    (void)(json(field<&Post::meta>).at(u"a"_s).asInteger() == 1);
#endif
#ifdef CASE_elementsOfAText // elements(): the expression is not a list
    (void)elements(title);
#elif !defined(ALONE)
    (void)elements(field<&Post::tags>);
#endif
#ifdef CASE_elementsThatCannotBeSearched // can be searched on every engine
    (void)elements(field<&Post::blobs>);
#elif !defined(ALONE)
    (void)elements(field<&Post::tags>).contains(u"a"_s);
#endif
#ifdef CASE_textsOfNumbers // stringAgg() joins texts
    (void)stringAgg(views, u","_s);
#elif !defined(ALONE)
    (void)stringAgg(cast<QString>(views), u","_s);
#endif
#ifdef CASE_jsonOfADecimal // JSON is made of texts
    (void)jsonArrayAgg(field<&Post::price>);
#elif !defined(ALONE)
    (void)jsonArrayAgg(cast<double>(field<&Post::price>));
#endif
#ifdef CASE_jsonWithoutAnOrder // which has no order, needs one
    (void)jsonArrayAgg(field<&Post::meta>);
#elif !defined(ALONE)
    (void)jsonArrayAgg(field<&Post::meta>, views.asc());
#endif
#ifdef CASE_searchInNumbers // search() looks into texts
    (void)search(u"a"_s, views);
#elif !defined(ALONE)
    (void)search(u"a"_s, title);
#endif
#ifdef CASE_distanceOfATextList // distances are for vectors
    (void)l2Distance(field<&Post::tags>, { 1, 2 });
#elif !defined(ALONE)
    (void)l2Distance(field<&Post::place>, { 1, 2 });
#endif
#ifdef CASE_daysBetweenADateAndAMoment // between two dates, or between two moments
    (void)daysBetween(field<&Post::day>, field<&Post::moment>);
#elif !defined(ALONE)
    (void)daysBetween(field<&Post::day>, dateOf(field<&Post::moment>));
#endif
#ifdef CASE_monthsAddedToAText // the function takes an argument of another type here
    (void)addMonths(title, 1);
#elif !defined(ALONE)
    (void)addMonths(field<&Post::day>, 1);
#endif
#ifdef CASE_functionOfAnUnknownType // sqlFunction<T>() gives
    (void)sqlFunction<QStringList>(u"f", title);
#elif !defined(ALONE)
    (void)sqlFunction<QString>(u"f", title);
#endif
}

} // namespace vocabulary
