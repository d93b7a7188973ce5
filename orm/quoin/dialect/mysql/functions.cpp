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
    Spelling { "strIndex", "LOCATE({1}, {0})" },
    Spelling { "ascii", "ORD(CONVERT({0} USING utf32))" },
    Spelling { "chr", "CONVERT(CHAR({0} USING utf32) USING utf8mb4)" },
    Spelling { "sha1", "SHA1({0})" },
    Spelling { "sha224", "SHA2({0}, 224)" },
    Spelling { "sha256", "SHA2({0}, 256)" },
    Spelling { "sha384", "SHA2({0}, 384)" },
    Spelling { "sha512", "SHA2({0}, 512)" },
    Spelling { "sign", "SIGN({0})" },
    Spelling { "round", "CASE WHEN {0} < 0 THEN CEIL({0} - 0.5) ELSE FLOOR({0} + 0.5) END" }, // its own: half to even
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
    Spelling { "jsonLength", "CASE JSON_TYPE({0}) WHEN 'ARRAY' THEN JSON_LENGTH({0}) END" },
    Spelling {
            .name = "sum", .text = "(SUM({d}{0}) DIV 1)", .of = T::Int }, // a cast would cut what does not fit, without an error
    Spelling { "avg", "AVG({d}CAST({0} AS DOUBLE))" },
    Spelling { .name = "stddevPop", .text = "STDDEV_POP(CAST({0} AS DOUBLE))" },
    Spelling { .name = "stddevSamp", .text = "STDDEV_SAMP(CAST({0} AS DOUBLE))" },
    Spelling { .name = "varPop", .text = "VAR_POP(CAST({0} AS DOUBLE))" },
    Spelling { .name = "varSamp", .text = "VAR_SAMP(CAST({0} AS DOUBLE))" },
    Spelling { .name = "toInteger", .text = "CAST({0} AS SIGNED)", .of = T::Bool },
    Spelling { .name = "toInteger", .text = "CAST({0} AS SIGNED)", .of = T::Int },
    Spelling { "toInteger", "CAST(TRUNCATE({0}, 0) AS SIGNED)" },
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
