// SPDX-License-Identifier: MIT
#include <quoin/dialect/mysql/syntax_p.h>

#include <array>

namespace quoin::dialect::mysql {

namespace {

using T = Value::Type;

constexpr std::array own {
    Spelling { "lower", "LOWER({0})" },
    Spelling { "upper", "UPPER({0})" },
    Spelling { "length", "CHAR_LENGTH({0})" },
    Spelling { .name = "concat", .text = "CONCAT({*})", .each = "COALESCE({}, '')" },
    Spelling { "replace", "CASE WHEN {2} IS NOT NULL THEN REPLACE({0}, {1}, {2}) END" }, // its own: not where {1} is empty
    Spelling { "strIndex", "LOCATE({1}, {0})" },
    Spelling { "ascii", "ORD(CONVERT({0} USING utf32))" },
    Spelling { "chr", "CONVERT(CHAR({0} USING utf32) USING utf8mb4)" },
    Spelling { "sha1", "SHA1({0})" },
    Spelling { "sha224", "SHA2({0}, 224)" },
    Spelling { "sha256", "SHA2({0}, 256)" },
    Spelling { "sha384", "SHA2({0}, 384)" },
    Spelling { "sha512", "SHA2({0}, 512)" },
    Spelling { "sign", "SIGN({0})" },
    Spelling { "regex", "({0} COLLATE utf8mb4_bin REGEXP CONCAT('(?s)', {1}))" },
    Spelling { "iregex", "({0} COLLATE utf8mb4_bin REGEXP CONCAT('(?is)', {1}))" },
    Spelling { "regexpReplace", "REGEXP_REPLACE({0} COLLATE utf8mb4_bin, CONCAT('(?s)', {1}), {2})" },
    Spelling { "splitPart",
            "SUBSTRING_INDEX(SUBSTR({0}, CASE WHEN {2} = 1 THEN 1 ELSE CHAR_LENGTH(SUBSTRING_INDEX({0}, {1}, {2} - 1)) + "
            "CHAR_LENGTH({1}) + 1 END), {1}, 1)" },
    Spelling { .name = "round",
            .text = "(CASE WHEN {0} < 0 THEN CEIL({0} * POW(10, {1}) - 0.5) ELSE FLOOR({0} * POW(10, {1}) + 0.5) END / POW(10, "
                    "{1}))",
            .shorter = "CASE WHEN {0} < 0 THEN CEIL({0} - 0.5) ELSE FLOOR({0} + 0.5) END" }, // its own: half to even
    Spelling { "truncate", "TRUNCATE({0}, 0)" },
    // Bits are unsigned to it.
    Spelling { "bitAnd", "CAST({0} & {1} AS SIGNED)" },
    Spelling { "bitOr", "CAST({0} | {1} AS SIGNED)" },
    Spelling { "bitXor", "CAST({0} ^ {1} AS SIGNED)" },
    Spelling { "bitNot", "CAST(~ {0} AS SIGNED)" },
    Spelling { "shiftLeft", "CAST({0} << {1} AS SIGNED)" },
    Spelling { "shiftRight", "CASE WHEN {0} < 0 THEN CAST(~ (~ {0} >> {1}) AS SIGNED) ELSE CAST({0} >> {1} AS SIGNED) END" },
    Spelling { "log", "CASE WHEN {0} <> 1 THEN LN({1}) / LN({0}) END" },
    Spelling { "random", "RAND()" },
    Spelling { "now", "UTC_TIMESTAMP(3)" },
    Spelling { "year", "YEAR({0})" },
    Spelling { "quarter", "QUARTER({0})" },
    Spelling { "month", "MONTH({0})" },
    Spelling { "week", "WEEK({0}, 3)" },
    Spelling { "day", "DAY({0})" },
    Spelling { "hour", "HOUR({0})" },
    Spelling { "minute", "MINUTE({0})" },
    Spelling { "second", "SECOND({0})" },
    Spelling { "isoYear", "(YEARWEEK({0}, 3) DIV 100)" },
    Spelling { "weekDay", "DAYOFWEEK({0})" },
    Spelling { "isoWeekDay", "(WEEKDAY({0}) + 1)" },
    Spelling { "dayOfYear", "DAYOFYEAR({0})" },
    Spelling { .name = "truncYear", .text = "CAST(DATE_FORMAT({0}, '%Y-01-01') AS DATE)", .of = T::Date },
    Spelling { "truncYear", "CAST(DATE_FORMAT({0}, '%Y-01-01') AS DATETIME(3))" },
    Spelling { .name = "truncQuarter",
            .text = "CAST(DATE_FORMAT(DATE_SUB({0}, INTERVAL (MONTH({0}) - 1) % 3 MONTH), '%Y-%m-01') AS DATE)",
            .of = T::Date },
    Spelling {
            "truncQuarter", "CAST(DATE_FORMAT(DATE_SUB({0}, INTERVAL (MONTH({0}) - 1) % 3 MONTH), '%Y-%m-01') AS DATETIME(3))" },
    Spelling { .name = "truncMonth", .text = "CAST(DATE_FORMAT({0}, '%Y-%m-01') AS DATE)", .of = T::Date },
    Spelling { "truncMonth", "CAST(DATE_FORMAT({0}, '%Y-%m-01') AS DATETIME(3))" },
    Spelling { .name = "truncWeek", .text = "DATE_SUB({0}, INTERVAL WEEKDAY({0}) DAY)", .of = T::Date },
    Spelling { "truncWeek", "CAST(DATE_SUB(DATE({0}), INTERVAL WEEKDAY({0}) DAY) AS DATETIME(3))" },
    Spelling { "truncDay", "CAST(DATE({0}) AS DATETIME(3))" },
    Spelling { "truncHour", "CAST(DATE_FORMAT({0}, '%Y-%m-%d %H:00:00') AS DATETIME(3))" },
    Spelling { "truncMinute", "CAST(DATE_FORMAT({0}, '%Y-%m-%d %H:%i:00') AS DATETIME(3))" },
    Spelling { "truncSecond", "CAST(DATE_FORMAT({0}, '%Y-%m-%d %H:%i:%s') AS DATETIME(3))" },
    Spelling { "addYears", "DATE_ADD({0}, INTERVAL {1} YEAR)" },
    Spelling { "addMonths", "DATE_ADD({0}, INTERVAL {1} MONTH)" },
    Spelling { "addDays", "DATE_ADD({0}, INTERVAL {1} DAY)" },
    Spelling { "addHours", "DATE_ADD({0}, INTERVAL {1} HOUR)" },
    Spelling { "addMinutes", "DATE_ADD({0}, INTERVAL {1} MINUTE)" },
    Spelling { "addSeconds", "DATE_ADD({0}, INTERVAL {1} SECOND)" },
    Spelling { "yearsBetween", "TIMESTAMPDIFF(YEAR, DATE({0}), DATE({1}))" },
    Spelling { "monthsBetween", "TIMESTAMPDIFF(MONTH, DATE({0}), DATE({1}))" },
    Spelling { "daysBetween", "DATEDIFF({1}, {0})" },
    Spelling { "secondsBetween", "(TIMESTAMPDIFF(MICROSECOND, {0}, {1}) / 1e6)" },
    Spelling { "l2Distance",
            "CASE WHEN JSON_LENGTH({0}) = JSON_LENGTH({1}) THEN (SELECT SQRT(SUM((CAST(a.v AS DOUBLE) - b.v) * (CAST(a.v AS "
            "DOUBLE) - b.v))) FROM JSON_TABLE({0}, '$[*]' COLUMNS (i FOR ORDINALITY, v FLOAT PATH '$')) AS a JOIN "
            "JSON_TABLE({1}, '$[*]' COLUMNS (i FOR ORDINALITY, v FLOAT PATH '$')) AS b ON b.i = a.i) END" },
    Spelling { "cosineDistance",
            "CASE WHEN JSON_LENGTH({0}) = JSON_LENGTH({1}) THEN (SELECT 1 - SUM(CAST(a.v AS DOUBLE) * b.v) / "
            "NULLIF(SQRT(SUM(CAST(a.v AS DOUBLE) * a.v)) * SQRT(SUM(CAST(b.v AS DOUBLE) * b.v)), 0) FROM JSON_TABLE({0}, '$[*]' "
            "COLUMNS (i FOR ORDINALITY, v FLOAT PATH '$')) AS a JOIN JSON_TABLE({1}, '$[*]' COLUMNS (i FOR ORDINALITY, v FLOAT "
            "PATH '$')) AS b ON b.i = a.i) END" },
    Spelling { "innerProductDistance",
            "CASE WHEN JSON_LENGTH({0}) = JSON_LENGTH({1}) THEN (SELECT - SUM(CAST(a.v AS DOUBLE) * b.v) FROM JSON_TABLE({0}, "
            "'$[*]' COLUMNS (i FOR ORDINALITY, v FLOAT PATH '$')) AS a JOIN JSON_TABLE({1}, '$[*]' COLUMNS (i FOR ORDINALITY, v "
            "FLOAT PATH '$')) AS b ON b.i = a.i) END" },
    Spelling { .name = "toJson", .text = "JSON_COMPACT(COALESCE(CAST(JSON_QUOTE({0}) AS CHAR), 'null'))", .of = T::Text },
    Spelling { .name = "toJson",
            .text = "JSON_COMPACT(CASE {0} WHEN 1 THEN 'true' WHEN 0 THEN 'false' ELSE 'null' END)",
            .of = T::Bool },
    // JSON columns have another collation than texts: as texts of the session they go together.
    Spelling { "toJson", "JSON_COMPACT(COALESCE(CAST({0} AS CHAR), 'null'))" },
    Spelling { "jsonObject", "JSON_OBJECT({*})" },
    Spelling { "listLength", "JSON_LENGTH({0})" },
    Spelling { "jsonLength", "CASE JSON_TYPE({0}) WHEN 'ARRAY' THEN JSON_LENGTH({0}) END" },
    Spelling { .name = "sum",
            .text = "(SUM({d}{0}){f} DIV 1)",
            .of = T::Int }, // a cast would cut what does not fit, without an error
    Spelling { "avg", "AVG({d}CAST({0} AS DOUBLE)){f}" },
    Spelling { .name = "stddevPop", .text = "STDDEV_POP(CAST({0} AS DOUBLE)){f}" },
    Spelling { .name = "stddevSamp", .text = "STDDEV_SAMP(CAST({0} AS DOUBLE)){f}" },
    Spelling { .name = "varPop", .text = "VAR_POP(CAST({0} AS DOUBLE)){f}" },
    Spelling { .name = "varSamp", .text = "VAR_SAMP(CAST({0} AS DOUBLE)){f}" },
    // There is no third argument: where the row at that distance does not exist, a constant there is NULL.
    Spelling { .name = "lag",
            .text = "CASE WHEN LAG(1, {1}){f} IS NULL THEN {2} ELSE LAG({0}, {1}){f} END",
            .shorter = "LAG({0}, {1}){f}" },
    Spelling { .name = "lead",
            .text = "CASE WHEN LEAD(1, {1}){f} IS NULL THEN {2} ELSE LEAD({0}, {1}){f} END",
            .shorter = "LEAD({0}, {1}){f}" },
    Spelling { .name = "toInteger", .text = "CAST({0} AS SIGNED)", .of = T::Bool },
    Spelling { .name = "toInteger", .text = "CAST({0} AS SIGNED)", .of = T::Int },
    Spelling { .name = "toInteger", // DIV has an error for what does not fit, but looks at 17 digits; a cast looks at all
            .text = "CASE WHEN {0} >= 9223372036854775808 OR {0} < -9223372036854775808 THEN {0} DIV 1 "
                    "ELSE CAST(TRUNCATE({0}, 0) AS SIGNED) END" },
    Spelling { "toDouble", "CAST({0} AS DOUBLE)" },
    Spelling { "toText", "CAST({0} AS CHAR)" },
    Spelling { "toDate", "DATE({0})" },
    Spelling { "toTime", "CAST({0} AS TIME(3))" },
    Spelling { "toDateTime", "CAST({0} AS DATETIME(3))" },
};

} // namespace

const Spelling *MysqlSyntax::spelling(std::string_view function, Value::Type argument) const
{
    const Spelling *found = findSpelling(own, function, argument);
    return found ? found : Syntax::spelling(function, argument);
}

} // namespace quoin::dialect::mysql
