// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/core/value.h>
#include <quoin/expr/level.h>

#include <array>
#include <string_view>

namespace quoin::expr {

/// What a function takes in one place.
enum class Argument : quint8 {
    None,
    Any,
    Text,
    Integer,
    Double, ///< Any number but a Decimal; it is calculated with in floating point.
    Number,
    Moment,  ///< A date, or a date with a time.
    Date,    ///< A date.
    Instant, ///< A date with a time.
    Clock,   ///< What has a time of day: a time, or a date with a time.
    Json,
    Common,    ///< Whatever has a type in common with the other arguments of this kind, which is the result's.
    Orderable, ///< The same, for numbers, dates and times.
    // Values, not expressions:
    Length,   ///< an integer from 0
    Position, ///< an integer from 1
    Words     ///< a text that is not empty
};

/// When the result is NULL.
enum class Nulls : quint8 {
    OfAny,  ///< when an argument is
    OfAll,  ///< when all of them are
    Always, ///< in other cases, too: outside the function's domain, of no rows
    Never
};

/// One function that queries know. How an engine spells it, or why it cannot, is the dialect's (dialect::Syntax::spelling).
struct Function
{
    static constexpr size_t maxArguments = 3;

    std::string_view name; ///< Unique; as it is called in C++ and by name.
    std::array<Argument, maxArguments> arguments {};
    Value::Type result = Value::Type::Null; ///< Null: that of the first argument, or the common one.
    Nulls nulls = Nulls::OfAny;
    quint8 required = maxArguments; ///< So many arguments have to be given.
    bool repeats = false;           ///< The last argument may be given any number of times.
    Level level = Level::Row;
};

/// Every function. A new one is a row here, one in functions.h that makes it a C++ function, and one in each dialect that spells
/// it in its own way.
inline constexpr std::array functionTable = [] {
    using enum Argument;
    using T = Value::Type;
    return std::array {
        // text
        Function { "lower", { Text }, T::Text },
        Function { "upper", { Text }, T::Text },
        Function { "length", { Text }, T::Int },
        Function { "trim", { Text }, T::Text },
        Function { "ltrim", { Text }, T::Text },
        Function { "rtrim", { Text }, T::Text },
        Function { "substr", { Text, Position, Length }, T::Text, Nulls::OfAny, 2 },
        Function { "left", { Text, Length }, T::Text },
        Function { "right", { Text, Length }, T::Text },
        Function { "replace", { Text, Text, Text }, T::Text },
        Function { "concat", { Text, Text }, T::Text, Nulls::Never, 1, true },
        Function { "lpad", { Text, Length, Words }, T::Text },
        Function { "rpad", { Text, Length, Words }, T::Text },
        Function { "reverse", { Text }, T::Text },
        Function { "repeat", { Text, Length }, T::Text },
        Function { "strIndex", { Text, Text }, T::Int },
        Function { "ascii", { Text }, T::Int },
        Function { "chr", { Integer }, T::Text },
        Function { "md5", { Text }, T::Text },
        Function { "sha1", { Text }, T::Text },
        Function { "sha224", { Text }, T::Text },
        Function { "sha256", { Text }, T::Text },
        Function { "sha384", { Text }, T::Text },
        Function { "sha512", { Text }, T::Text },
        // numbers
        Function { "abs", { Number } },
        Function { "sign", { Number }, T::Int },
        Function { "ceil", { Double }, T::Double },
        Function { "floor", { Double }, T::Double },
        Function { "round", { Double }, T::Double },
        Function { "sqrt", { Double }, T::Double, Nulls::Always },
        Function { "power", { Double, Double }, T::Double, Nulls::Always },
        Function { "exp", { Double }, T::Double },
        Function { "ln", { Double }, T::Double, Nulls::Always },
        Function { "log", { Double, Double }, T::Double, Nulls::Always },
        Function { "degrees", { Double }, T::Double },
        Function { "radians", { Double }, T::Double },
        Function { "sin", { Double }, T::Double },
        Function { "cos", { Double }, T::Double },
        Function { "tan", { Double }, T::Double },
        Function { "asin", { Double }, T::Double, Nulls::Always },
        Function { "acos", { Double }, T::Double, Nulls::Always },
        Function { "atan", { Double }, T::Double },
        Function { "atan2", { Double, Double }, T::Double },
        Function { "pi", {}, T::Double, Nulls::Never },
        Function { "random", {}, T::Double, Nulls::Never },
        // dates and times, all in UTC
        Function { "now", {}, T::DateTime, Nulls::Never },
        Function { "year", { Moment }, T::Int },
        Function { "quarter", { Moment }, T::Int },
        Function { "month", { Moment }, T::Int },
        Function { "week", { Moment }, T::Int },
        Function { "day", { Moment }, T::Int },
        Function { "hour", { Clock }, T::Int },
        Function { "minute", { Clock }, T::Int },
        Function { "second", { Clock }, T::Int },
        Function { "isoYear", { Moment }, T::Int },
        Function { "weekDay", { Moment }, T::Int },
        Function { "isoWeekDay", { Moment }, T::Int },
        Function { "dayOfYear", { Moment }, T::Int },
        Function { "truncYear", { Moment } },
        Function { "truncQuarter", { Moment } },
        Function { "truncMonth", { Moment } },
        Function { "truncWeek", { Moment } },
        Function { "truncDay", { Instant } },
        Function { "truncHour", { Instant } },
        Function { "truncMinute", { Instant } },
        Function { "truncSecond", { Instant } },
        // JSON
        Function { "jsonLength", { Json }, T::Int, Nulls::Always },
        // any type
        Function { "coalesce", { Common }, T::Null, Nulls::OfAll, 1, true },
        Function { "nullIf", { Common, Common }, T::Null, Nulls::Always },
        Function { "greatest", { Orderable }, T::Null, Nulls::OfAny, 1, true },
        Function { "least", { Orderable }, T::Null, Nulls::OfAny, 1, true },
        // aggregates; of no values they are NULL, but for count()
        Function { "count", { Any }, T::Int, Nulls::Never, 0, false, Level::Aggregate },
        Function { "sum", { Number }, T::Null, Nulls::Always, 1, false, Level::Aggregate },
        Function { "avg", { Number }, T::Double, Nulls::Always, 1, false, Level::Aggregate },
        Function { "min", { Common }, T::Null, Nulls::Always, 1, false, Level::Aggregate },
        Function { "max", { Common }, T::Null, Nulls::Always, 1, false, Level::Aggregate },
        Function { "stddevPop", { Number }, T::Double, Nulls::Always, 1, false, Level::Aggregate },
        Function { "stddevSamp", { Number }, T::Double, Nulls::Always, 1, false, Level::Aggregate },
        Function { "varPop", { Number }, T::Double, Nulls::Always, 1, false, Level::Aggregate },
        Function { "varSamp", { Number }, T::Double, Nulls::Always, 1, false, Level::Aggregate },
        // what cast<T>() writes
        Function { "toInteger", { Any }, T::Int },
        Function { "toDouble", { Number }, T::Double },
        Function { "toText", { Integer }, T::Text },
        Function { "toDate", { Moment }, T::Date },
        Function { "toTime", { Clock }, T::Time },
        Function { "toDateTime", { Moment }, T::DateTime },
    };
}();

/// The function of that name; a name that is none does not compile.
consteval size_t functionIndex(std::string_view name)
{
    for (size_t i = 0; i < functionTable.size(); ++i) {
        if (functionTable[i].name == name)
            return i;
    }
    throw "no function of that name is in functionTable";
}

constexpr size_t argumentCount(const Function &function)
{
    size_t count = 0;
    while (count < Function::maxArguments && function.arguments[count] != Argument::None)
        ++count;
    return count;
}
constexpr size_t requiredArguments(const Function &function)
{
    return std::min<size_t>(function.required, argumentCount(function));
}

} // namespace quoin::expr
