// SPDX-License-Identifier: MIT
#include <quoin/dialect/postgresql/syntax_p.h>

#include <array>

namespace quoin::dialect::postgresql {

namespace {

using T = Value::Type;

// Integers are bigint throughout. Outside of a function's domain PostgreSQL has an error where the others have NULL. A
// timestamptz is looked at in UTC whatever the session's time zone; date and time have none.
constexpr std::array own {
    Spelling { "lower", "lower({0} COLLATE \"und-x-icu\")" },
    Spelling { "upper", "upper({0} COLLATE \"und-x-icu\")" },
    Spelling { "length", "CAST(length({0}) AS bigint)" },
    Spelling { .name = "substr",
            .text = "substr({0}, CAST({1} AS integer), CAST({2} AS integer))",
            .shorter = "substr({0}, CAST({1} AS integer))" },
    Spelling { "left", "left({0}, CAST({1} AS integer))" },
    Spelling { "right", "right({0}, CAST({1} AS integer))" },
    Spelling { "lpad", "lpad({0}, CAST({1} AS integer), {2})" },
    Spelling { "rpad", "rpad({0}, CAST({1} AS integer), {2})" },
    Spelling { "repeat", "repeat({0}, CAST({1} AS integer))" },
    Spelling { "concat", "concat({*})" },
    Spelling { "strIndex", "CAST(strpos({0}, {1}) AS bigint)" },
    Spelling { "ascii", "CAST(ascii({0}) AS bigint)" },
    Spelling { "chr", "chr(CAST({0} AS integer))" },
    Spelling { .name = "sha1", .unsupported = "Only its extension pgcrypto has it." },
    Spelling { "sha224", "encode(sha224(convert_to({0}, 'UTF8')), 'hex')" },
    Spelling { "sha256", "encode(sha256(convert_to({0}, 'UTF8')), 'hex')" },
    Spelling { "sha384", "encode(sha384(convert_to({0}, 'UTF8')), 'hex')" },
    Spelling { "sha512", "encode(sha512(convert_to({0}, 'UTF8')), 'hex')" },
    Spelling { "regex", "({0} COLLATE \"C\" ~ {1})" },
    Spelling { "iregex", "({0} COLLATE \"und-x-icu\" ~* {1})" },
    Spelling { "regexpReplace", "regexp_replace({0} COLLATE \"C\", {1}, {2}, 'g')" },
    Spelling { "splitPart", "split_part({0}, {1}, CAST({2} AS integer))" },
    Spelling { "sign", "CAST(sign({0}) AS bigint)" },
    Spelling { .name = "round",
            .text = "(CASE WHEN {0} < 0 THEN ceil({0} * power(CAST(10 AS double precision), {1}) - 0.5) ELSE floor({0} * "
                    "power(CAST(10 AS double precision), {1}) + 0.5) END / power(CAST(10 AS double precision), {1}))",
            .shorter = "CASE WHEN {0} < 0 THEN ceil({0} - 0.5) ELSE floor({0} + 0.5) END" },
    Spelling { "bitXor", "({0} # {1})" },
    Spelling { "shiftLeft", "(CAST({0} AS bigint) << CAST({1} AS integer))" },
    Spelling { "shiftRight", "(CAST({0} AS bigint) >> CAST({1} AS integer))" },
    Spelling { "sqrt", "CASE WHEN {0} >= 0 THEN sqrt({0}) END" },
    // What is too small for a double is 0, but an error to exp() and power().
    Spelling { "exp", "CASE WHEN {0} < -745 THEN CAST(0 AS double precision) ELSE exp({0}) END" },
    Spelling { "power",
            "CASE WHEN ({0} <> 0 OR {1} >= 0) AND ({0} >= 0 OR {1} = floor({1})) THEN CASE WHEN {1} * ln(NULLIF(abs({0}), 0)) < "
            "-745 THEN CAST(0 AS double precision) ELSE power({0}, {1}) END END" },
    Spelling { "ln", "CASE WHEN {0} > 0 THEN ln({0}) END" },
    Spelling { "log", "CASE WHEN {0} > 0 AND {0} <> 1 AND {1} > 0 THEN ln({1}) / ln({0}) END" },
    Spelling { "asin", "CASE WHEN {0} BETWEEN -1 AND 1 THEN asin({0}) END" },
    Spelling { "acos", "CASE WHEN {0} BETWEEN -1 AND 1 THEN acos({0}) END" },
    Spelling { "random", "random()" },
    Spelling { "now", "CAST(statement_timestamp() AS timestamptz(3))" },
    Spelling { .name = "year", .text = "CAST(EXTRACT(YEAR FROM {0}) AS bigint)", .of = T::Date },
    Spelling { "year", "CAST(EXTRACT(YEAR FROM {0} AT TIME ZONE 'UTC') AS bigint)" },
    Spelling { .name = "quarter", .text = "CAST(EXTRACT(QUARTER FROM {0}) AS bigint)", .of = T::Date },
    Spelling { "quarter", "CAST(EXTRACT(QUARTER FROM {0} AT TIME ZONE 'UTC') AS bigint)" },
    Spelling { .name = "month", .text = "CAST(EXTRACT(MONTH FROM {0}) AS bigint)", .of = T::Date },
    Spelling { "month", "CAST(EXTRACT(MONTH FROM {0} AT TIME ZONE 'UTC') AS bigint)" },
    Spelling { .name = "week", .text = "CAST(EXTRACT(WEEK FROM {0}) AS bigint)", .of = T::Date },
    Spelling { "week", "CAST(EXTRACT(WEEK FROM {0} AT TIME ZONE 'UTC') AS bigint)" },
    Spelling { .name = "day", .text = "CAST(EXTRACT(DAY FROM {0}) AS bigint)", .of = T::Date },
    Spelling { "day", "CAST(EXTRACT(DAY FROM {0} AT TIME ZONE 'UTC') AS bigint)" },
    Spelling { .name = "hour", .text = "CAST(EXTRACT(HOUR FROM {0}) AS bigint)", .of = T::Time },
    Spelling { "hour", "CAST(EXTRACT(HOUR FROM {0} AT TIME ZONE 'UTC') AS bigint)" },
    Spelling { .name = "minute", .text = "CAST(EXTRACT(MINUTE FROM {0}) AS bigint)", .of = T::Time },
    Spelling { "minute", "CAST(EXTRACT(MINUTE FROM {0} AT TIME ZONE 'UTC') AS bigint)" },
    Spelling { .name = "second", .text = "CAST(floor(EXTRACT(SECOND FROM {0})) AS bigint)", .of = T::Time },
    Spelling { "second", "CAST(floor(EXTRACT(SECOND FROM {0} AT TIME ZONE 'UTC')) AS bigint)" },
    Spelling { .name = "isoYear", .text = "CAST(EXTRACT(ISOYEAR FROM {0}) AS bigint)", .of = T::Date },
    Spelling { "isoYear", "CAST(EXTRACT(ISOYEAR FROM {0} AT TIME ZONE 'UTC') AS bigint)" },
    Spelling { .name = "weekDay", .text = "(CAST(EXTRACT(DOW FROM {0}) AS bigint) + 1)", .of = T::Date },
    Spelling { "weekDay", "(CAST(EXTRACT(DOW FROM {0} AT TIME ZONE 'UTC') AS bigint) + 1)" },
    Spelling { .name = "isoWeekDay", .text = "CAST(EXTRACT(ISODOW FROM {0}) AS bigint)", .of = T::Date },
    Spelling { "isoWeekDay", "CAST(EXTRACT(ISODOW FROM {0} AT TIME ZONE 'UTC') AS bigint)" },
    Spelling { .name = "dayOfYear", .text = "CAST(EXTRACT(DOY FROM {0}) AS bigint)", .of = T::Date },
    Spelling { "dayOfYear", "CAST(EXTRACT(DOY FROM {0} AT TIME ZONE 'UTC') AS bigint)" },
    Spelling { .name = "truncYear", .text = "CAST(date_trunc('year', CAST({0} AS timestamp)) AS date)", .of = T::Date },
    Spelling { "truncYear", "(date_trunc('year', {0} AT TIME ZONE 'UTC') AT TIME ZONE 'UTC')" },
    Spelling { .name = "truncQuarter", .text = "CAST(date_trunc('quarter', CAST({0} AS timestamp)) AS date)", .of = T::Date },
    Spelling { "truncQuarter", "(date_trunc('quarter', {0} AT TIME ZONE 'UTC') AT TIME ZONE 'UTC')" },
    Spelling { .name = "truncMonth", .text = "CAST(date_trunc('month', CAST({0} AS timestamp)) AS date)", .of = T::Date },
    Spelling { "truncMonth", "(date_trunc('month', {0} AT TIME ZONE 'UTC') AT TIME ZONE 'UTC')" },
    Spelling { .name = "truncWeek", .text = "CAST(date_trunc('week', CAST({0} AS timestamp)) AS date)", .of = T::Date },
    Spelling { "truncWeek", "(date_trunc('week', {0} AT TIME ZONE 'UTC') AT TIME ZONE 'UTC')" },
    Spelling { "truncDay", "(date_trunc('day', {0} AT TIME ZONE 'UTC') AT TIME ZONE 'UTC')" },
    Spelling { "truncHour", "(date_trunc('hour', {0} AT TIME ZONE 'UTC') AT TIME ZONE 'UTC')" },
    Spelling { "truncMinute", "(date_trunc('minute', {0} AT TIME ZONE 'UTC') AT TIME ZONE 'UTC')" },
    Spelling { "truncSecond", "(date_trunc('second', {0} AT TIME ZONE 'UTC') AT TIME ZONE 'UTC')" },
    Spelling { .name = "addYears", .text = "CAST({0} + make_interval(years => CAST({1} AS integer)) AS date)", .of = T::Date },
    Spelling { "addYears", "((({0} AT TIME ZONE 'UTC') + make_interval(years => CAST({1} AS integer))) AT TIME ZONE 'UTC')" },
    Spelling { .name = "addMonths", .text = "CAST({0} + make_interval(months => CAST({1} AS integer)) AS date)", .of = T::Date },
    Spelling { "addMonths", "((({0} AT TIME ZONE 'UTC') + make_interval(months => CAST({1} AS integer))) AT TIME ZONE 'UTC')" },
    Spelling { .name = "addDays", .text = "CAST({0} + make_interval(days => CAST({1} AS integer)) AS date)", .of = T::Date },
    Spelling { "addDays", "((({0} AT TIME ZONE 'UTC') + make_interval(days => CAST({1} AS integer))) AT TIME ZONE 'UTC')" },
    Spelling { "addHours", "({0} + make_interval(hours => CAST({1} AS integer)))" },
    Spelling { "addMinutes", "({0} + make_interval(mins => CAST({1} AS integer)))" },
    Spelling { "addSeconds", "({0} + make_interval(secs => {1}))" },
    Spelling { .name = "yearsBetween",
            .text = "CAST(EXTRACT(YEAR FROM age(CAST({1} AS timestamp), CAST({0} AS timestamp))) AS bigint)",
            .of = T::Date },
    Spelling { "yearsBetween",
            "CAST(EXTRACT(YEAR FROM age(date_trunc('day', {1} AT TIME ZONE 'UTC'), date_trunc('day', {0} AT TIME ZONE 'UTC'))) "
            "AS "
            "bigint)" },
    Spelling { .name = "monthsBetween",
            .text = "CAST(EXTRACT(YEAR FROM age(CAST({1} AS timestamp), CAST({0} AS timestamp))) * 12 + "
                    "EXTRACT(MONTH FROM age(CAST({1} AS timestamp), CAST({0} AS timestamp))) AS bigint)",
            .of = T::Date },
    Spelling { "monthsBetween",
            "CAST(EXTRACT(YEAR FROM age(date_trunc('day', {1} AT TIME ZONE 'UTC'), date_trunc('day', {0} AT TIME ZONE 'UTC'))) * "
            "12 + "
            "EXTRACT(MONTH FROM age(date_trunc('day', {1} AT TIME ZONE 'UTC'), date_trunc('day', {0} AT TIME ZONE 'UTC'))) AS "
            "bigint)" },
    Spelling { .name = "daysBetween", .text = "CAST({1} - {0} AS bigint)", .of = T::Date },
    Spelling { "daysBetween", "CAST(CAST({1} AT TIME ZONE 'UTC' AS date) - CAST({0} AT TIME ZONE 'UTC' AS date) AS bigint)" },
    Spelling { "secondsBetween", "CAST(EXTRACT(EPOCH FROM {1} - {0}) AS double precision)" },
    Spelling { "jsonLength", "CAST(CASE jsonb_typeof({0}) WHEN 'array' THEN jsonb_array_length({0}) END AS bigint)" },
    Spelling { "listLength", "CAST(cardinality({0}) AS bigint)" },
    Spelling { "l2Distance",
            "CASE WHEN cardinality({0}) = cardinality({1}) THEN (SELECT sqrt(sum((CAST(p.a AS double precision) - CAST(p.b AS "
            "double precision)) * (CAST(p.a AS double precision) - CAST(p.b AS double precision)))) FROM unnest({0}, {1}) AS "
            "p(a, b)) END" },
    Spelling { "cosineDistance",
            "CASE WHEN cardinality({0}) = cardinality({1}) THEN (SELECT 1 - sum(CAST(p.a AS double precision) * CAST(p.b AS "
            "double precision)) / NULLIF(sqrt(sum(CAST(p.a AS double precision) * CAST(p.a AS double precision))) * "
            "sqrt(sum(CAST(p.b AS double precision) * CAST(p.b AS double precision))), 0) FROM unnest({0}, {1}) AS p(a, b)) "
            "END" },
    Spelling { "innerProductDistance",
            "CASE WHEN cardinality({0}) = cardinality({1}) THEN (SELECT - sum(CAST(p.a AS double precision) * CAST(p.b AS double "
            "precision)) FROM unnest({0}, {1}) AS p(a, b)) END" },
    Spelling { "toJson", "coalesce(to_jsonb({0}), 'null')" },
    Spelling { "jsonObject", "jsonb_build_object({*})" },
    Spelling { "greatest", "CASE WHEN num_nulls({*}) = 0 THEN greatest({*}) END" },
    Spelling { "least", "CASE WHEN num_nulls({*}) = 0 THEN least({*}) END" },
    Spelling { .name = "sum", .text = "CAST(sum({d}{0}){f} AS bigint)", .of = T::Int },
    Spelling { "avg", "avg({d}CAST({0} AS double precision)){f}" },
    Spelling { .name = "min", .text = "min({0} COLLATE \"C\"){f}", .of = T::Text },
    Spelling { .name = "max", .text = "max({0} COLLATE \"C\"){f}", .of = T::Text },
    Spelling { "stddevPop", "stddev_pop({d}CAST({0} AS double precision)){f}" },
    Spelling { "stddevSamp", "stddev_samp({d}CAST({0} AS double precision)){f}" },
    Spelling { "varPop", "var_pop({d}CAST({0} AS double precision)){f}" },
    Spelling { "varSamp", "var_samp({d}CAST({0} AS double precision)){f}" },
    Spelling { "ntile", "CAST(ntile(CAST({0} AS integer)){f} AS bigint)" },
    Spelling { .name = "lag", .text = "lag({0}, CAST({1} AS integer), {2}){f}", .shorter = "lag({0}, CAST({1} AS integer)){f}" },
    Spelling {
            .name = "lead", .text = "lead({0}, CAST({1} AS integer), {2}){f}", .shorter = "lead({0}, CAST({1} AS integer)){f}" },
    Spelling { "nthValue", "nth_value({0}, CAST({1} AS integer)){f}" },
    Spelling { .name = "toInteger", .text = "CAST(CAST({0} AS integer) AS bigint)", .of = T::Bool },
    Spelling { .name = "toInteger", .text = "CAST({0} AS bigint)", .of = T::Int },
    Spelling { "toInteger", "CAST(trunc({0}) AS bigint)" },
    Spelling { "toDouble", "CAST({0} AS double precision)" },
    Spelling { "toText", "CAST({0} AS text)" },
    Spelling { .name = "toDate", .text = "{0}", .of = T::Date },
    Spelling { "toDate", "CAST({0} AT TIME ZONE 'UTC' AS date)" },
    Spelling { .name = "toTime", .text = "{0}", .of = T::Time },
    Spelling { "toTime", "CAST({0} AT TIME ZONE 'UTC' AS time(3))" },
    Spelling { .name = "toDateTime", .text = "(CAST({0} AS timestamp) AT TIME ZONE 'UTC')", .of = T::Date },
    Spelling { "toDateTime", "{0}" },
};

} // namespace

const Spelling *PostgresqlSyntax::spelling(std::string_view function, Value::Type argument) const
{
    const Spelling *found = findSpelling(own, function, argument);
    return found ? found : Syntax::spelling(function, argument);
}

} // namespace quoin::dialect::postgresql
