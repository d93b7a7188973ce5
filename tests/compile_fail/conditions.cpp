// SPDX-License-Identifier: MIT
// Conditions: values of the wrong type, properties that cannot be compared, and what is no condition at all.
#include "sentences.h"

void sentences(quoin::Database &db, const Author &author, const Post &post)
{
    const auto posts = db.query<Post>();

#ifdef CASE_textForAnInteger // the value's type does not fit the property's type
    (void)(field<&Post::views> == u"many"_s);
#elif !defined(ALONE)
    (void)(field<&Post::views> == 7);
#endif
#ifdef CASE_integerForText // the value's type does not fit the property's type
    (void)(field<&Post::title> == 7);
#elif !defined(ALONE)
    (void)(field<&Post::title> == u"seven"_s && field<&Post::title> == u"seven" && field<&Post::note> == std::nullopt);
#endif
#ifdef CASE_integerForABool // the value's type does not fit the property's type
    (void)(field<&Post::draft> == 1);
#elif !defined(ALONE)
    (void)(field<&Post::draft> == true);
#endif
#ifdef CASE_boolForAnInteger // the value's type does not fit the property's type
    (void)(field<&Post::views> == true);
#elif !defined(ALONE)
    (void)(field<&Post::views> == 1);
#endif
#ifdef CASE_fractionForAnInteger // the value's type does not fit the property's type
    (void)(field<&Post::views> > 1.5);
#elif !defined(ALONE)
    (void)(field<&Post::score> > 1.5);
#endif
#ifdef CASE_doubleForADecimal // the value's type does not fit the property's type
    (void)(field<&Post::price> > 9.99);
#elif !defined(ALONE)
    (void)(field<&Post::price> > 10 && field<&Post::price> > "9.99"_dec);
#endif
#ifdef CASE_textForADate // the value's type does not fit the property's type
    (void)(field<&Post::day> == u"2024-02-29"_s);
#elif !defined(ALONE)
    (void)(field<&Post::day> == QDate(2024, 2, 29));
#endif
#ifdef CASE_dateForAMoment // the value's type does not fit the property's type
    (void)(field<&Post::at> >= QDate(2024, 2, 29));
#elif !defined(ALONE)
    (void)(cast<QDate>(field<&Post::at>) >= QDate(2024, 2, 29));
#endif
#ifdef CASE_textForAUuid // the value's type does not fit the property's type
    (void)(field<&Post::uuid> == u"{00000000-0000-0000-0000-000000000000}"_s);
#elif !defined(ALONE)
    (void)(field<&Post::uuid> == QUuid());
#endif
#ifdef CASE_textForBytes // the value's type does not fit the property's type
    (void)(field<&Post::bytes> == u"a"_s);
#elif !defined(ALONE)
    (void)(field<&Post::bytes> == "a"_ba);
#endif
#ifdef CASE_numberForAnEnumeration // the value's type does not fit the property's type
    (void)(field<&Post::status> == 1);
#elif !defined(ALONE)
    (void)(field<&Post::status> == Post::Status::Online);
#endif
#ifdef CASE_valueOfAnotherEnumeration // the value's type does not fit the property's type
    (void)(field<&Post::status> == Post::Mood::Happy);
#elif !defined(ALONE)
    (void)(field<&Post::mood> == Post::Mood::Happy);
#endif
#ifdef CASE_relationOfAnotherModel // the value's type does not fit the property's type
    (void)(field<&Post::author> == post);
#elif !defined(ALONE)
    (void)(field<&Post::author> == author && field<&Post::author> == 7);
#endif
#ifdef CASE_textBeforeAnInteger // the value's type does not fit the property's type
    (void)(u"many"_s == field<&Post::views>);
#elif !defined(ALONE)
    (void)(7 == field<&Post::views>);
#endif
#ifdef CASE_misspeltProperty // titel
    (void)(field<&Post::titel> == u"a");
#elif !defined(ALONE)
    (void)(field<&Post::title> == u"a");
#endif
#ifdef CASE_containsOfAnInteger // are for text
    (void)field<&Post::views>.contains(u"1"_s);
#elif !defined(ALONE)
    (void)field<&Post::note>.contains(u"1"_s);
#endif
#ifdef CASE_startsWithOfADate // are for text
    (void)field<&Post::day>.startsWith(u"2024"_s);
#elif !defined(ALONE)
    (void)(year(field<&Post::day>) == 2024);
#endif
#ifdef CASE_inOfAnotherType // in(): the values' type does not fit
    (void)field<&Post::day>.in(QList<QString> { u"today"_s });
#elif !defined(ALONE)
    (void)field<&Post::day>.in(QList<QDate> { QDate(2024, 2, 29) });
#endif
#ifdef CASE_inOfAnotherEnumeration // in(): the values' type does not fit
    (void)field<&Post::status>.in(QList<Post::Mood> { Post::Mood::Happy });
#elif !defined(ALONE)
    (void)field<&Post::status>.in({ Post::Status::Draft, Post::Status::Online });
#endif
#ifdef CASE_betweenOfAnotherType // the value's type does not fit the property's type
    (void)field<&Post::views>.between(1, u"many"_s);
#elif !defined(ALONE)
    (void)field<&Post::views>.between(1, 10);
#endif
#ifdef CASE_fieldsOfDifferentTypes // cannot be compared
    (void)(field<&Post::views> == field<&Post::title>);
#elif !defined(ALONE)
    (void)(field<&Post::note> == field<&Post::title>);
#endif
#ifdef CASE_listsCompared // lists are not compared as a whole
    (void)(field<&Post::tags> == QStringList { u"a"_s });
#elif !defined(ALONE)
    (void)elements(field<&Post::tags>).contains(u"a"_s);
#endif
#ifdef CASE_listsOrdered // lists are not compared as a whole
    (void)field<&Post::tags>.between(QStringList { u"a"_s }, QStringList { u"b"_s });
#elif !defined(ALONE)
    (void)field<&Post::title>.between(u"a"_s, u"b"_s);
#endif
#ifdef CASE_decimalComparedWithADouble // cannot be compared
    (void)(field<&Post::price> < field<&Post::score>);
#elif !defined(ALONE)
    (void)(cast<double>(field<&Post::price>) < field<&Post::score>);
#endif
#ifdef CASE_dateComparedWithAMoment // cannot be compared
    (void)(field<&Post::day> < field<&Post::at>);
#elif !defined(ALONE)
    (void)(cast<QDateTime>(field<&Post::day>) < field<&Post::at>);
#endif
#ifdef CASE_relationsToDifferentModels // cannot be compared
    (void)(field<&Post::author> == field<&Post::category>);
#elif !defined(ALONE)
    (void)(field<&Post::author> == field<&Post::author>);
#endif
#ifdef CASE_computedComparedWithText // the value's type does not fit the property's type
    (void)(field<&Post::views> + 1 == u"two"_s);
#elif !defined(ALONE)
    (void)(field<&Post::views> + 1 == 2);
#endif
#ifdef CASE_propertyAsACondition // filter() takes a condition
    (void)posts.filter(field<&Post::draft>);
#elif !defined(ALONE)
    (void)posts.filter(field<&Post::draft> == true);
#endif
#ifdef CASE_excludeByAProperty // exclude() takes a condition
    (void)posts.exclude(field<&Post::draft>);
#elif !defined(ALONE)
    (void)posts.exclude(field<&Post::draft> == true);
#endif
#ifdef CASE_aggregateInFilter // a condition on an aggregate belongs into having()
    (void)(posts.filter(quoin::count() > 1));
#elif !defined(ALONE)
    (void)(posts.values(field<&Post::title>).having(quoin::count() > 1));
#endif
#ifdef CASE_aggregateInExclude // a condition on an aggregate belongs into having()
    (void)(posts.exclude(quoin::count() > 1));
#elif !defined(ALONE)
    (void)(posts.values(field<&Post::title>).having(!(quoin::count() > 1)));
#endif
#ifdef WARNING_nullTestOfAPropertyThatIsNeverNull // the property cannot be NULL
    (void)field<&Post::title>.isNull();
#elif !defined(ALONE)
    (void)field<&Post::note>.isNull();
#endif
#ifdef WARNING_notNullTestOfAPropertyThatIsNeverNull // the property cannot be NULL
    (void)field<&Post::views>.isNotNull();
#elif !defined(ALONE)
    (void)(field<&Post::likes>.isNotNull() && field<&Post::category>.isNull()
            && field<&Post::category, &Category::name>.isNull());
#endif
}
