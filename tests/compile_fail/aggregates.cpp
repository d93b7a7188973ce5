// SPDX-License-Identifier: MIT
// Aggregates, groups and what a selection reads.
#include "sentences.h"

void sentences(quoin::Database &db)
{
    const auto posts = db.query<Post>();

#ifdef CASE_aggregateOfAnAggregate // an aggregate of an aggregate
    (void)(sum(quoin::count(field<&Post::views>)));
#elif !defined(ALONE)
    (void)(sum(field<&Post::views> + 1));
#endif
#ifdef CASE_aggregateAsGroup // rows are grouped by what each row has
    (void)(posts.values(field<&Post::title>, quoin::count()).groupBy(quoin::count()));
#elif !defined(ALONE)
    (void)(posts.values(field<&Post::title>, quoin::count()).groupBy(field<&Post::title>));
#endif
#ifdef CASE_plainColumnInAggregate // each expression has to be an aggregate
    (void)(posts.aggregate(field<&Post::title>, quoin::count()));
#elif !defined(ALONE)
    (void)(posts.aggregate(quoin::count()));
#endif
#ifdef CASE_aggregateInTheFilterOfAnAggregate // filter() of an aggregate looks at single rows
    (void)quoin::count().filter(sum(field<&Post::views>) > 1);
#elif !defined(ALONE)
    (void)quoin::count().filter(field<&Post::views> > 1);
#endif
#ifdef CASE_sumOfText // the function takes an argument of another type here
    (void)(sum(field<&Post::title>));
#elif !defined(ALONE)
    (void)(min(field<&Post::title>));
#endif
#ifdef CASE_averageOfDates // the function takes an argument of another type here
    (void)avg(field<&Post::day>);
#elif !defined(ALONE)
    (void)max(field<&Post::day>);
#endif
#ifdef CASE_sumOfBooleans // the function takes an argument of another type here
    (void)sum(field<&Post::draft>);
#elif !defined(ALONE)
    (void)quoin::count().filter(field<&Post::draft> == true);
#endif
#ifdef CASE_deviationOfText // the function takes an argument of another type here
    (void)stddevPop(field<&Post::title>);
#elif !defined(ALONE)
    (void)stddevPop(length(field<&Post::title>));
#endif
#ifdef CASE_greatestOfAllRowsOfABoolean // the function takes an argument of another type here
    (void)max(field<&Post::draft>);
#elif !defined(ALONE)
    (void)max(cast<qint64>(field<&Post::draft>));
#endif
#ifdef CASE_valuesOfNothing // values(): say which
    (void)posts.values();
#elif !defined(ALONE)
    (void)posts.values(field<&Post::title>);
#endif
#ifdef CASE_structOfOtherTypes // Row's members do not take values of these expressions' types
    (void)(posts.select<TitleRow>(quoin::count(), field<&Post::title>));
#elif !defined(ALONE)
    (void)(posts.select<TitleRow>(field<&Post::title>, quoin::count()));
#endif
#ifdef CASE_structThatIsTooSmall // Row's members do not take values of these expressions' types
    (void)(posts.select<TitleRow>(field<&Post::title>, quoin::count(), field<&Post::views>));
#elif !defined(ALONE)
    (void)(posts.select<TitleRow>(field<&Post::title>, count(field<&Post::views>)));
#endif
#ifdef CASE_structWithoutAPlaceForNull // Row's members do not take values of these expressions' types
    (void)(posts.select<TitleRow>(field<&Post::title>, sum(field<&Post::views>)));
#elif !defined(ALONE)
    (void)(posts.select<TitleRow>(field<&Post::title>, coalesce(sum(field<&Post::views>), 0)));
#endif
}
