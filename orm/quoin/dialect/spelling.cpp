// SPDX-License-Identifier: MIT
#include <quoin/dialect/spelling.h>

#include <algorithm>
#include <array>

namespace quoin::dialect {

namespace {

// In aggregates, {d} is where DISTINCT goes and {f} where FILTER and OVER do; in functions of windows there is only OVER.
constexpr std::array common {
    Spelling { "length", "length({0})" },
    Spelling { "trim", "trim({0})" },
    Spelling { "ltrim", "ltrim({0})" },
    Spelling { "rtrim", "rtrim({0})" },
    Spelling { .name = "substr", .text = "substr({0}, {1}, {2})", .shorter = "substr({0}, {1})" },
    Spelling { "left", "left({0}, {1})" },
    Spelling { "right", "right({0}, {1})" },
    Spelling { "replace", "replace({0}, {1}, {2})" },
    Spelling { "lpad", "lpad({0}, {1}, {2})" },
    Spelling { "rpad", "rpad({0}, {1}, {2})" },
    Spelling { "reverse", "reverse({0})" },
    Spelling { "repeat", "repeat({0}, {1})" },
    Spelling { "md5", "md5({0})" },
    Spelling { "abs", "abs({0})" },
    Spelling { "ceil", "ceil({0})" },
    Spelling { "floor", "floor({0})" },
    Spelling { .name = "round",
            .text = "(CASE WHEN {0} < 0 THEN ceil({0} * power(10.0, {1}) - 0.5) ELSE floor({0} * power(10.0, {1}) + 0.5) END / "
                    "power(10.0, {1}))",
            .shorter = "round({0})" },
    Spelling { "truncate", "trunc({0})" },
    Spelling { "sqrt", "sqrt({0})" },
    // Outside of its domain some have an error, some an infinity.
    Spelling { "power", "CASE WHEN ({0} <> 0 OR {1} >= 0) AND ({0} >= 0 OR {1} = floor({1})) THEN power({0}, {1}) END" },
    Spelling { "exp", "exp({0})" },
    Spelling { "ln", "ln({0})" },
    Spelling { "log", "(ln({1}) / ln({0}))" },
    Spelling { "degrees", "degrees({0})" },
    Spelling { "radians", "radians({0})" },
    Spelling { "sin", "sin({0})" },
    Spelling { "cos", "cos({0})" },
    Spelling { "tan", "tan({0})" },
    Spelling { "cot", "CASE WHEN sin({0}) <> 0 THEN cos({0}) / sin({0}) END" },
    Spelling { "bitAnd", "({0} & {1})" },
    Spelling { "bitOr", "({0} | {1})" },
    Spelling { "bitNot", "(~ {0})" },
    Spelling { "shiftLeft", "({0} << {1})" },
    Spelling { "shiftRight", "({0} >> {1})" },
    Spelling { "asin", "asin({0})" },
    Spelling { "acos", "acos({0})" },
    Spelling { "atan", "atan({0})" },
    Spelling { "atan2", "atan2({0}, {1})" },
    Spelling { "pi", "pi()" },
    Spelling { "coalesce", "coalesce({*})" },
    Spelling { "nullIf", "nullif({0}, {1})" },
    Spelling { .name = "count", .text = "count({d}{0}){f}", .shorter = "count(*){f}" },
    Spelling { "sum", "sum({d}{0}){f}" },
    Spelling { "min", "min({0}){f}" },
    Spelling { "max", "max({0}){f}" },
    Spelling { "rowNumber", "row_number(){f}" },
    Spelling { "rank", "rank(){f}" },
    Spelling { "denseRank", "dense_rank(){f}" },
    Spelling { "percentRank", "percent_rank(){f}" },
    Spelling { "cumeDist", "cume_dist(){f}" },
    Spelling { "ntile", "ntile({0}){f}" },
    Spelling { .name = "lag", .text = "lag({0}, {1}, {2}){f}", .shorter = "lag({0}, {1}){f}" },
    Spelling { .name = "lead", .text = "lead({0}, {1}, {2}){f}", .shorter = "lead({0}, {1}){f}" },
    Spelling { "firstValue", "first_value({0}){f}" },
    Spelling { "lastValue", "last_value({0}){f}" },
    Spelling { "nthValue", "nth_value({0}, {1}){f}" },
    Spelling { "greatest", "greatest({*})" },
    Spelling { "least", "least({*})" },
};

} // namespace

const Spelling *findSpelling(std::span<const Spelling> rows, std::string_view name, Value::Type argument)
{
    const auto found = std::ranges::find_if(
            rows, [&](const Spelling &row) { return row.name == name && (row.of == Value::Type::Null || row.of == argument); });
    return found != rows.end() ? &*found : nullptr;
}

const Spelling *commonSpelling(std::string_view name) { return findSpelling(common, name, Value::Type::Null); }

} // namespace quoin::dialect
