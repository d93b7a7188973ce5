// SPDX-License-Identifier: MIT
// Computed values: arithmetic, CASE, casts and functions.
#include "sentences.h"

void sentences()
{
#ifdef CASE_arithmeticWithText // + - * / and % are for numbers
    (void)(field<&Post::title> + 1);
#elif !defined(ALONE)
    (void)(field<&Post::views> + 1);
#endif
#ifdef CASE_textsAdded // concat() joins texts
    (void)(field<&Post::title> + u"!"_s);
#elif !defined(ALONE)
    (void)concat(field<&Post::title>, u"!"_s);
#endif
#ifdef CASE_datesSubtracted // + - * / and % are for numbers
    (void)(field<&Post::day> - field<&Post::day>);
#elif !defined(ALONE)
    (void)(dayOfYear(field<&Post::day>) - 1);
#endif
#ifdef CASE_booleansAdded // + - * / and % are for numbers
    (void)(field<&Post::draft> + 1);
#elif !defined(ALONE)
    (void)(cast<qint64>(field<&Post::draft>) + 1);
#endif
#ifdef CASE_negatedText // - is for signed numbers
    (void)-field<&Post::title>;
#elif !defined(ALONE)
    (void)-field<&Post::views>;
#endif
#ifdef CASE_negatedUnsigned64 // - is for signed numbers
    (void)-field<&Post::big>;
#elif !defined(ALONE)
    (void)-field<&Post::score>;
#endif
#ifdef CASE_decimalAndDouble // do not mix: use cast<double>()
    (void)(field<&Post::price> * 1.5);
#elif !defined(ALONE)
    (void)(field<&Post::price> * 2);
#endif
#ifdef CASE_quotientOfDecimals // round the quotient of two Decimals differently
    (void)(field<&Post::price> / 2);
#elif !defined(ALONE)
    (void)(cast<double>(field<&Post::price>) / 2);
#endif
#ifdef CASE_remainderOfDoubles // % is for integers
    (void)(field<&Post::score> % 2);
#elif !defined(ALONE)
    (void)(field<&Post::views> % 2);
#endif
#ifdef CASE_remainderOfDecimals // % is for integers
    (void)(field<&Post::price> % 2);
#elif !defined(ALONE)
    (void)(cast<qint64>(field<&Post::price>) % 2);
#endif
#ifdef CASE_unsigned64Calculated // an unsigned 64-bit number cannot be calculated with
    (void)(field<&Post::big> + 1);
#elif !defined(ALONE)
    (void)(field<&Post::big> == 1);
#endif
#ifdef CASE_branchesOfDifferentTypes // the branches' types have nothing in common
    (void)(when(field<&Post::views> > 1, 1).when(field<&Post::views> > 0, u"one"_s).otherwise(0));
#elif !defined(ALONE)
    (void)(when(field<&Post::views> > 1, 2).when(field<&Post::views> > 0, 1).otherwise(0));
#endif
#ifdef CASE_otherwiseOfAnotherType // its type has nothing in common
    (void)(when(field<&Post::views> > 1, 1).otherwise(u"none"_s));
#elif !defined(ALONE)
    (void)(when(field<&Post::views> > 1, 1).otherwise(std::nullopt));
#endif
#ifdef CASE_functionOfAnotherType // the function takes an argument of another type here
    (void)(length(field<&Post::views>));
#elif !defined(ALONE)
    (void)(length(field<&Post::title>));
#endif
#ifdef CASE_lowerOfANumber // the function takes an argument of another type here
    (void)lower(field<&Post::views>);
#elif !defined(ALONE)
    (void)lower(cast<QString>(field<&Post::views>));
#endif
#ifdef CASE_yearOfText // the function takes an argument of another type here
    (void)year(field<&Post::title>);
#elif !defined(ALONE)
    (void)year(field<&Post::day>);
#endif
#ifdef CASE_hourOfADate // the function takes an argument of another type here
    (void)hour(field<&Post::day>);
#elif !defined(ALONE)
    (void)hour(field<&Post::at>);
#endif
#ifdef CASE_squareRootOfADecimal // the function takes an argument of another type here
    (void)sqrt(field<&Post::price>);
#elif !defined(ALONE)
    (void)sqrt(cast<double>(field<&Post::price>));
#endif
#ifdef CASE_greatestOfTexts // the function takes an argument of another type here
    (void)greatest(field<&Post::title>, field<&Post::note>);
#elif !defined(ALONE)
    (void)greatest(field<&Post::views>, 0);
#endif
#ifdef CASE_expressionForAPosition // the function takes a plain value here
    (void)(substr(field<&Post::title>, field<&Post::views>));
#elif !defined(ALONE)
    (void)(substr(field<&Post::title>, 1));
#endif
#ifdef CASE_tooFewArguments // the function takes more arguments
    (void)(replace(field<&Post::title>, u"a"_s));
#elif !defined(ALONE)
    (void)(replace(field<&Post::title>, u"a"_s, u"b"_s));
#endif
#ifdef CASE_tooManyArguments // the function takes fewer arguments
    (void)(trim(field<&Post::title>, u"a"_s));
#elif !defined(ALONE)
    (void)(trim(field<&Post::title>));
#endif
#ifdef CASE_coalesceOfDifferentTypes // the arguments' types have nothing in common
    (void)(coalesce(field<&Post::title>, 1));
#elif !defined(ALONE)
    (void)(coalesce(field<&Post::title>, u"none"_s));
#endif
#ifdef CASE_nullIfOfDifferentTypes // the arguments' types have nothing in common
    (void)nullIf(field<&Post::day>, field<&Post::at>);
#elif !defined(ALONE)
    (void)nullIf(cast<QDateTime>(field<&Post::day>), field<&Post::at>);
#endif
#ifdef CASE_castOfATextToANumber // cast<qint64>() takes numbers
    (void)(cast<qint64>(field<&Post::title>));
#elif !defined(ALONE)
    (void)(cast<qint64>(field<&Post::score>));
#endif
#ifdef CASE_castOfAFractionToText // cast<QString>() takes integers
    (void)(cast<QString>(field<&Post::score>));
#elif !defined(ALONE)
    (void)(cast<QString>(cast<qint64>(field<&Post::score>)));
#endif
#ifdef CASE_castToAnUnknownType // cast<T>() knows
    (void)(cast<QUuid>(field<&Post::views>));
#elif !defined(ALONE)
    (void)(cast<QString>(field<&Post::views>));
#endif
#ifdef CASE_enumerationAsAValue // an enumeration's storage is known to its property only
    (void)(quoin::value(Qt::Horizontal));
#elif !defined(ALONE)
    (void)(quoin::value(1));
#endif
#ifdef CASE_enumerationInWhen // an enumeration's storage is known to its property only
    (void)when(field<&Post::views> > 1, Post::Status::Online).otherwise(std::nullopt);
#elif !defined(ALONE)
    (void)when(field<&Post::status> == Post::Status::Online, 1).otherwise(0);
#endif
}
