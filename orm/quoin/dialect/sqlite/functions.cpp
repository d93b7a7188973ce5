// SPDX-License-Identifier: MIT
#include <quoin/dialect/sqlite/syntax_p.h>

#include <array>

namespace quoin::dialect::sqlite {

namespace {

using T = Value::Type;

constexpr const char *asciiOnly = "It knows the case of the letters A to Z only.";
constexpr const char *none = "It has no such function.";
constexpr const char *asText
        = "It keeps exact decimals as text, which it cannot calculate with. Use cast<double>() where rounding does no harm.";
// strftime() gives text; "%f" is the seconds with three digits. The ISO week is the one of its Thursday.
constexpr std::array own {
    Spelling { .name = "lower", .unsupported = asciiOnly },
    Spelling { .name = "upper", .unsupported = asciiOnly },
    Spelling { .name = "reverse", .unsupported = none },
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
    Spelling { "strIndex", "instr({0}, {1})" },
    Spelling { "ascii", "CASE WHEN {0} = '' THEN 0 ELSE unicode({0}) END" },
    Spelling { "chr", "CASE WHEN {0} IS NULL THEN NULL ELSE char({0}) END" },
    Spelling { .name = "abs", .unsupported = asText, .of = T::Decimal },
    Spelling { "sign", "(({0} > 0) - ({0} < 0))", "{}", ", ", nullptr, nullptr, T::Int },
    Spelling { "sign", "(({0} > 0) - ({0} < 0))", "{}", ", ", nullptr, nullptr, T::Double },
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
    Spelling { "toInteger", "CAST({0} AS INTEGER)" },
    Spelling { "toDouble", "CAST({0} AS REAL)" },
    Spelling { "toText", "CAST({0} AS TEXT)" },
    Spelling { "toDate", "date({0})" },
    Spelling { "toTime", "strftime('%H:%M:%f', {0})" },
    Spelling { "toDateTime", "strftime('%Y-%m-%d %H:%M:%f', {0})" },
    Spelling { .name = "sign", .unsupported = asText, .of = T::Decimal },
};

/// By the functions that Quoin registers.
constexpr std::array added {
    Spelling { .name = "sum", .text = "quoin_decimal_sum({d}{0}){f}", .of = T::Decimal },
    Spelling { .name = "min", .text = "quoin_decimal_min({0}){f}", .of = T::Decimal },
    Spelling { .name = "max", .text = "quoin_decimal_max({0}){f}", .of = T::Decimal },
};

} // namespace

const Spelling *SqliteSyntax::spelling(std::string_view function, Value::Type argument) const
{
    const Spelling *found = m_decimalAggregates ? findSpelling(added, function, argument) : nullptr;
    if (!found)
        found = findSpelling(own, function, argument);
    return found ? found : Syntax::spelling(function, argument);
}

} // namespace quoin::dialect::sqlite
