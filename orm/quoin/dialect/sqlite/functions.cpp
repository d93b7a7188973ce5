// SPDX-License-Identifier: MIT
#include <quoin/dialect/sqlite/syntax_p.h>

#include <array>

namespace quoin::dialect::sqlite {

namespace {

using T = Value::Type;

constexpr const char *asciiOnly = "It knows the case of the letters A to Z only.";
constexpr const char *none = "It has no such function, and none of ours can be registered with this build of it.";
constexpr const char *asText
        = "It keeps exact decimals as text, which it cannot calculate with. Use cast<double>() where rounding does no harm.";
// strftime() gives text; "%f" is the seconds with three digits. The ISO week is the one of its Thursday.
constexpr std::array own {
    Spelling { .name = "lower", .unsupported = asciiOnly },
    Spelling { .name = "upper", .unsupported = asciiOnly },
    Spelling { .name = "reverse", .unsupported = none },
    Spelling { .name = "regex", .unsupported = none },
    Spelling { .name = "iregex", .unsupported = none },
    Spelling { .name = "regexpReplace", .unsupported = none },
    Spelling { .name = "splitPart", .unsupported = none },
    Spelling { .name = "md5", .unsupported = none },
    Spelling { .name = "sha1", .unsupported = none },
    Spelling { .name = "sha224", .unsupported = none },
    Spelling { .name = "sha256", .unsupported = none },
    Spelling { .name = "sha384", .unsupported = none },
    Spelling { .name = "sha512", .unsupported = none },
    Spelling { "left", "substr({0}, 1, {1})" },
    Spelling { "right", "substr({0}, max(length({0}) - {1}, 0) + 1)" },
    Spelling { .name = "concat", .text = "({*})", .each = "coalesce({}, '')", .between = " || " },
    Spelling { "lpad", "substr(substr(replace(hex(zeroblob({1})), '00', {2}), 1, max({1} - length({0}), 0)) || {0}, 1, {1})" },
    Spelling { "rpad", "substr({0} || replace(hex(zeroblob({1})), '00', {2}), 1, {1})" },
    Spelling { "repeat", "replace(hex(zeroblob({1})), '00', {0})" },
    Spelling { "replace", "CASE WHEN {2} IS NOT NULL THEN replace({0}, {1}, {2}) END" }, // its own: not where {1} is empty
    Spelling { "strIndex", "instr({0}, {1})" },
    Spelling { "ascii", "CASE WHEN {0} = '' THEN 0 ELSE unicode({0}) END" },
    Spelling { "chr", "CASE WHEN {0} IS NULL THEN NULL ELSE char({0}) END" },
    Spelling { .name = "abs", .unsupported = asText, .of = T::Decimal },
    // 1.0 is 1.00.
    Spelling { .name = "nullIf",
            .text = "CASE WHEN rtrim(rtrim({0} || CASE instr({0}, '.') WHEN 0 THEN '.' ELSE '' END, '0'), '.') = "
                    "rtrim(rtrim({1} || CASE instr({1}, '.') WHEN 0 THEN '.' ELSE '' END, '0'), '.') THEN NULL ELSE {0} END",
            .of = T::Decimal },
    Spelling { "sign", "(({0} > 0) - ({0} < 0))", "{}", ", ", nullptr, nullptr, T::Int },
    Spelling { "sign", "(({0} > 0) - ({0} < 0))", "{}", ", ", nullptr, nullptr, T::Double },
    Spelling { "bitXor", "(({0} | {1}) & ~ ({0} & {1}))" },
    Spelling { "random", "abs(random() / 9223372036854775808.0)" },
    Spelling { "now", "strftime('%Y-%m-%d %H:%M:%f', 'now')" },
    Spelling { "year", "CAST(strftime('%Y', {0}) AS INTEGER)" },
    Spelling { "quarter", "((CAST(strftime('%m', {0}) AS INTEGER) + 2) / 3)" },
    Spelling { "month", "CAST(strftime('%m', {0}) AS INTEGER)" },
    Spelling { "week", "((CAST(strftime('%j', date({0}, '-3 days', 'weekday 4')) AS INTEGER) - 1) / 7 + 1)" },
    Spelling { "day", "CAST(strftime('%d', {0}) AS INTEGER)" },
    Spelling { "hour", "CAST(strftime('%H', {0}) AS INTEGER)" },
    Spelling { "minute", "CAST(strftime('%M', {0}) AS INTEGER)" },
    Spelling { "second", "CAST(strftime('%S', {0}) AS INTEGER)" },
    Spelling { "isoYear", "CAST(strftime('%Y', {0}, '-3 days', 'weekday 4') AS INTEGER)" },
    Spelling { "weekDay", "(CAST(strftime('%w', {0}) AS INTEGER) + 1)" },
    Spelling { "isoWeekDay", "((CAST(strftime('%w', {0}) AS INTEGER) + 6) % 7 + 1)" },
    Spelling { "dayOfYear", "CAST(strftime('%j', {0}) AS INTEGER)" },
    Spelling { .name = "truncYear", .text = "strftime('%Y-01-01', {0})", .of = T::Date },
    Spelling { "truncYear", "strftime('%Y-01-01 00:00:00.000', {0})" },
    Spelling { .name = "truncQuarter",
            .text = "date({0}, 'start of month', '-' || ((CAST(strftime('%m', {0}) AS INTEGER) - 1) % 3) || ' months')",
            .of = T::Date },
    Spelling { "truncQuarter",
            "strftime('%Y-%m-%d 00:00:00.000', {0}, 'start of month', '-' || "
            "((CAST(strftime('%m', {0}) AS INTEGER) - 1) % 3) || ' months')" },
    Spelling { .name = "truncMonth", .text = "strftime('%Y-%m-01', {0})", .of = T::Date },
    Spelling { "truncMonth", "strftime('%Y-%m-01 00:00:00.000', {0})" },
    Spelling { .name = "truncWeek", .text = "date({0}, '-6 days', 'weekday 1')", .of = T::Date },
    Spelling { "truncWeek", "strftime('%Y-%m-%d 00:00:00.000', {0}, '-6 days', 'weekday 1')" },
    Spelling { "truncDay", "strftime('%Y-%m-%d 00:00:00.000', {0})" },
    Spelling { "truncHour", "strftime('%Y-%m-%d %H:00:00.000', {0})" },
    Spelling { "truncMinute", "strftime('%Y-%m-%d %H:%M:00.000', {0})" },
    Spelling { "truncSecond", "strftime('%Y-%m-%d %H:%M:%S.000', {0})" },
    Spelling { .name = "addYears",
            .text = "date({0}, 'start of month', ({1} * 12) || ' months', '+' || (min(CAST(strftime('%d', {0}) AS "
                    "INTEGER), CAST(strftime('%d', {0}, 'start of month', ({1} * 12 + 1) || ' months', '-1 days') AS "
                    "INTEGER)) - 1) || ' days')",
            .of = T::Date },
    Spelling { "addYears",
            "(date({0}, 'start of month', ({1} * 12) || ' months', '+' || (min(CAST(strftime('%d', {0}) AS "
            "INTEGER), CAST(strftime('%d', {0}, 'start of month', ({1} * 12 + 1) || ' months', '-1 days') AS "
            "INTEGER)) - 1) || ' days') || substr({0}, 11))" },
    Spelling { .name = "addMonths",
            .text = "date({0}, 'start of month', {1} || ' months', '+' || (min(CAST(strftime('%d', {0}) AS INTEGER), "
                    "CAST(strftime('%d', {0}, 'start of month', ({1} + 1) || ' months', '-1 days') AS INTEGER)) - 1) "
                    "|| ' days')",
            .of = T::Date },
    Spelling { "addMonths",
            "(date({0}, 'start of month', {1} || ' months', '+' || (min(CAST(strftime('%d', {0}) AS INTEGER), "
            "CAST(strftime('%d', {0}, 'start of month', ({1} + 1) || ' months', '-1 days') AS INTEGER)) - 1) "
            "|| ' days') || substr({0}, 11))" },
    Spelling { .name = "addDays", .text = "date({0}, {1} || ' days')", .of = T::Date },
    Spelling { "addDays", "(date({0}, {1} || ' days') || substr({0}, 11))" },
    Spelling { "addHours", "strftime('%Y-%m-%d %H:%M:%f', {0}, {1} || ' hours')" },
    Spelling { "addMinutes", "strftime('%Y-%m-%d %H:%M:%f', {0}, {1} || ' minutes')" },
    Spelling { "addSeconds", "strftime('%Y-%m-%d %H:%M:%f', {0}, {1} || ' seconds')" },
    Spelling { "yearsBetween",
            "((((strftime('%Y', {1}) - strftime('%Y', {0})) * 12 + strftime('%m', {1}) - strftime('%m', "
            "{0})) - CASE WHEN ((strftime('%Y', {1}) - strftime('%Y', {0})) * 12 + strftime('%m', {1}) - "
            "strftime('%m', {0})) > 0 AND strftime('%d', {1}) < strftime('%d', {0}) THEN 1 WHEN "
            "((strftime('%Y', {1}) - strftime('%Y', {0})) * 12 + strftime('%m', {1}) - strftime('%m', {0})) "
            "< 0 AND strftime('%d', {1}) > strftime('%d', {0}) THEN -1 ELSE 0 END) / 12)" },
    Spelling { "monthsBetween",
            "(((strftime('%Y', {1}) - strftime('%Y', {0})) * 12 + strftime('%m', {1}) - strftime('%m', {0})) "
            "- CASE WHEN ((strftime('%Y', {1}) - strftime('%Y', {0})) * 12 + strftime('%m', {1}) - "
            "strftime('%m', {0})) > 0 AND strftime('%d', {1}) < strftime('%d', {0}) THEN 1 WHEN "
            "((strftime('%Y', {1}) - strftime('%Y', {0})) * 12 + strftime('%m', {1}) - strftime('%m', {0})) "
            "< 0 AND strftime('%d', {1}) > strftime('%d', {0}) THEN -1 ELSE 0 END)" },
    Spelling { "daysBetween", "CAST(julianday(date({1})) - julianday(date({0})) AS INTEGER)" },
    Spelling { "secondsBetween", "((strftime('%s', {1}) - strftime('%s', {0})) + (substr({1}, -3) - substr({0}, -3)) / 1000.0)" },
    Spelling { .name = "l2Distance", .unsupported = none },
    Spelling { .name = "cosineDistance", .unsupported = none },
    Spelling { .name = "innerProductDistance", .unsupported = none },
    Spelling { .name = "toJson", .text = "json(CASE {0} WHEN 1 THEN 'true' WHEN 0 THEN 'false' ELSE 'null' END)", .of = T::Bool },
    Spelling { .name = "toJson", .text = "json(coalesce({0}, 'null'))", .of = T::Json },
    Spelling { "toJson", "json(json_quote({0}))" },
    Spelling { "jsonObject", "json_object({*})" },
    Spelling { "listLength", "json_array_length({0})" },
    Spelling { "jsonLength", "CASE json_type({0}) WHEN 'array' THEN json_array_length({0}) END" },
    Spelling { "coalesce", "coalesce({*})" },
    Spelling { .name = "greatest", .unsupported = asText, .of = T::Decimal },
    Spelling { "greatest", "max({*})" },
    Spelling { .name = "least", .unsupported = asText, .of = T::Decimal },
    Spelling { "least", "min({*})" },
    Spelling { .name = "sum", .unsupported = asText, .of = T::Decimal },
    Spelling { .name = "min", .unsupported = asText, .of = T::Decimal },
    Spelling { .name = "max", .unsupported = asText, .of = T::Decimal },
    Spelling { "avg", "avg({d}CAST({0} AS REAL)){f}" },
    Spelling { .name = "stddevPop", .unsupported = none },
    Spelling { .name = "stddevSamp", .unsupported = none },
    Spelling { .name = "varPop", .unsupported = none },
    Spelling { .name = "varSamp", .unsupported = none },
    // A fraction that does not fit would become the largest integer; abs() of the smallest is the arithmetic that fails.
    Spelling { .name = "toInteger",
            .text = "CASE WHEN {0} >= 9223372036854775808.0 OR {0} < -9223372036854775808.0 THEN abs(-9223372036854775807 - 1) "
                    "ELSE CAST({0} AS INTEGER) END",
            .of = T::Double },
    Spelling { "toInteger", "CAST({0} AS INTEGER)" },
    Spelling { "toDouble", "CAST({0} AS REAL)" },
    Spelling { "toText", "CAST({0} AS TEXT)" },
    Spelling { "toDate", "date({0})" },
    Spelling { "toTime", "strftime('%H:%M:%f', {0})" },
    Spelling { "toDateTime", "strftime('%Y-%m-%d %H:%M:%f', {0})" },
    Spelling { .name = "sign", .unsupported = asText, .of = T::Decimal },
};

// What needs functions of ours (db/drivers/sqlitefunctions.cpp).
constexpr std::array registered {
    Spelling { "lower", "quoin_lower({0})" },
    Spelling { "upper", "quoin_upper({0})" },
    Spelling { "reverse", "quoin_reverse({0})" },
    Spelling { "splitPart", "quoin_split_part({0}, {1}, {2})" },
    Spelling { "md5", "quoin_md5({0})" },
    Spelling { "sha1", "quoin_sha1({0})" },
    Spelling { "sha224", "quoin_sha224({0})" },
    Spelling { "sha256", "quoin_sha256({0})" },
    Spelling { "sha384", "quoin_sha384({0})" },
    Spelling { "sha512", "quoin_sha512({0})" },
    Spelling { "l2Distance", "quoin_l2_distance({0}, {1})" },
    Spelling { "cosineDistance", "quoin_cosine_distance({0}, {1})" },
    Spelling { "innerProductDistance", "quoin_inner_product_distance({0}, {1})" },
    // It goes on with infinities, and makes NULL of what is none of them.
    Spelling { "exp", "quoin_finite(exp({0}))" },
    Spelling { "power",
            "CASE WHEN ({0} <> 0 OR {1} >= 0) AND ({0} >= 0 OR {1} = floor({1})) THEN quoin_finite(power({0}, {1})) END" },
    Spelling { "regex", "quoin_regex({0}, {1})" },
    Spelling { "iregex", "quoin_iregex({0}, {1})" },
    Spelling { "regexpReplace", "quoin_regexp_replace({0}, {1}, {2})" },
    Spelling { "stddevPop", "quoin_stddev_pop({d}CAST({0} AS REAL)){f}" },
    Spelling { "stddevSamp", "quoin_stddev_samp({d}CAST({0} AS REAL)){f}" },
    Spelling { "varPop", "quoin_var_pop({d}CAST({0} AS REAL)){f}" },
    Spelling { "varSamp", "quoin_var_samp({d}CAST({0} AS REAL)){f}" },
    Spelling { .name = "sum", .text = "quoin_decimal_sum({d}{0}){f}", .of = T::Decimal },
    Spelling { .name = "min", .text = "quoin_decimal_min({0}){f}", .of = T::Decimal },
    Spelling { .name = "max", .text = "quoin_decimal_max({0}){f}", .of = T::Decimal },
};

} // namespace

const Spelling *SqliteSyntax::spelling(std::string_view function, Value::Type argument) const
{
    const Spelling *found = m_ownFunctions ? findSpelling(registered, function, argument) : nullptr;
    if (!found)
        found = findSpelling(own, function, argument);
    return found ? found : Syntax::spelling(function, argument);
}

} // namespace quoin::dialect::sqlite
