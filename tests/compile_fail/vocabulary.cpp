// SPDX-License-Identifier: MIT
// As cases.cpp, for the parts of the vocabulary that have headers of their own.
#include <quoin/quoin.h>

#include <quoin/expr/collect.h>
#include <quoin/expr/elements.h>
#include <quoin/expr/json.h>
#include <quoin/expr/search.h>
#include <quoin/expr/sqlfunction.h>
#include <quoin/expr/vectors.h>
#include <quoin/expr/window.h>

#include <QtCore/qjsonobject.h>

using namespace Qt::StringLiterals;
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

#ifdef CASE_windowInFilter
    (void)posts.filter(place == 1);
#else
    (void)posts.values(place).orderBy(place);
#endif
#ifdef CASE_windowInHaving
    (void)posts.values(title, quoin::count()).having(place == 1);
#else
    (void)posts.values(title, quoin::count()).having(quoin::count() == 1);
#endif
#ifdef CASE_windowOverAWindow
    (void)rank().over(Window().orderBy(place));
#else
    (void)rank().over(Window().orderBy(views + 1));
#endif
#ifdef CASE_windowAsPartition
    (void)rank().over(partitionBy(place));
#else
    (void)rank().over(partitionBy(views));
#endif
#ifdef CASE_windowAsGroup
    (void)posts.values(quoin::count()).groupBy(place);
#else
    (void)posts.values(quoin::count()).groupBy(views);
#endif
#ifdef CASE_rankWithoutAWindow
    (void)posts.values(rank());
#else
    (void)posts.values(rank().over(Window()));
#endif
#ifdef CASE_lagOfAnotherType
    (void)lag(views, 1, u"none"_s);
#else
    (void)lag(views, 1, 0);
#endif
#ifdef CASE_regexOfAnInteger
    (void)views.regex(u"1"_s);
#else
    (void)title.regex(u"1"_s);
#endif
#ifdef CASE_iexactOfAnInteger
    (void)views.iexact(u"1"_s);
#else
    (void)title.iexact(u"1"_s);
#endif
#ifdef CASE_expressionAsAPattern
    (void)regexpReplace(title, title, u""_s);
#else
    (void)regexpReplace(title, u"a"_s, u""_s);
#endif
#ifdef CASE_jsonOfAText
    (void)json(title).at(u"a"_s);
#else
    (void)json(field<&Post::meta>).at(u"a"_s);
#endif
#ifdef CASE_jsonComparedWithTheWrongType
    (void)(json(field<&Post::meta>).at(u"a"_s).asInteger() == u"1"_s);
#else
    (void)(json(field<&Post::meta>).at(u"a"_s).asInteger() == 1);
#endif
#ifdef CASE_elementsOfAText
    (void)elements(title);
#else
    (void)elements(field<&Post::tags>);
#endif
#ifdef CASE_elementsThatCannotBeSearched
    (void)elements(field<&Post::blobs>);
#else
    (void)elements(field<&Post::tags>).contains(u"a"_s);
#endif
#ifdef CASE_textsOfNumbers
    (void)stringAgg(views, u","_s);
#else
    (void)stringAgg(cast<QString>(views), u","_s);
#endif
#ifdef CASE_jsonOfADecimal
    (void)jsonArrayAgg(field<&Post::price>);
#else
    (void)jsonArrayAgg(cast<double>(field<&Post::price>));
#endif
#ifdef CASE_jsonWithoutAnOrder
    (void)jsonArrayAgg(field<&Post::meta>);
#else
    (void)jsonArrayAgg(field<&Post::meta>, views.asc());
#endif
#ifdef CASE_searchInNumbers
    (void)search(u"a"_s, views);
#else
    (void)search(u"a"_s, title);
#endif
#ifdef CASE_distanceOfATextList
    (void)l2Distance(field<&Post::tags>, { 1, 2 });
#else
    (void)l2Distance(field<&Post::place>, { 1, 2 });
#endif
#ifdef CASE_daysBetweenADateAndAMoment
    (void)daysBetween(field<&Post::day>, field<&Post::moment>);
#else
    (void)daysBetween(field<&Post::day>, dateOf(field<&Post::moment>));
#endif
#ifdef CASE_monthsAddedToAText
    (void)addMonths(title, 1);
#else
    (void)addMonths(field<&Post::day>, 1);
#endif
#ifdef CASE_functionOfAnUnknownType
    (void)sqlFunction<QStringList>(u"f", title);
#else
    (void)sqlFunction<QString>(u"f", title);
#endif
}
