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
    List,
    Vector,
    Common,    ///< Whatever has a type in common with the other arguments of this kind, which is the result's.
    Orderable, ///< The same, for numbers, dates and times.
    // Values, not expressions:
    Length,     ///< an integer from 0
    Position,   ///< an integer from 1
    Digits,     ///< an integer from -15 to 15
    Bits,       ///< an integer from 0 to 63
    Words,      ///< a text that is not empty
    Pattern,    ///< a regular expression that every engine reads in the same way
    Replacement ///< a text in which \1 to \9 stand for what the pattern's groups found, and two backslashes for one
};

/// When the result is NULL.
enum class Nulls : quint8 {
    OfAny,  ///< when an argument is
    OfAll,  ///< when all of them are
    Always, ///< in other cases, too: outside the function's domain, of no rows
    Never
};

/// How a function is written.
enum class Form : quint8 {
    Spelled,      ///< By the dialect's table of spellings.
    JsonPath,     ///< As what stands at the path in a JSON document that is the node's values.
    JsonContains, ///< The same path, and behind it the JSON to compare with.
    ListTest,     ///< A list and another one, the node's values.
    Collect,      ///< An aggregate in an order; see collect.h.
    Distance,     ///< By an operator where the engine has one, else by spelling.
    Search,       ///< Words, the node's values, in texts.
    User,         ///< The database's own function of the name that is the node's value.
    ListElement,  ///< A list's element, whose number from 0 is the node's value.
    Grouping      ///< Which of its arguments a row of grouping sets is not grouped by.
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
    Form form = Form::Spelled;
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
        Function { "regex", { Text, Pattern }, T::Bool },
        Function { "iregex", { Text, Pattern }, T::Bool },
        Function { "regexpReplace", { Text, Pattern, Replacement }, T::Text },
        Function { "splitPart", { Text, Words, Position }, T::Text },
        // numbers
        Function { "abs", { Number } },
        Function { "sign", { Number }, T::Int },
        Function { "ceil", { Double }, T::Double },
        Function { "floor", { Double }, T::Double },
        Function { "round", { Double, Digits }, T::Double, Nulls::OfAny, 1 },
        Function { "truncate", { Double }, T::Double },
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
        Function { "cot", { Double }, T::Double, Nulls::Always },
        Function { "asin", { Double }, T::Double, Nulls::Always },
        Function { "acos", { Double }, T::Double, Nulls::Always },
        Function { "atan", { Double }, T::Double },
        Function { "atan2", { Double, Double }, T::Double },
        Function { "pi", {}, T::Double, Nulls::Never },
        Function { "random", {}, T::Double, Nulls::Never },
        Function { "bitAnd", { Integer, Integer }, T::Int },
        Function { "bitOr", { Integer, Integer }, T::Int },
        Function { "bitXor", { Integer, Integer }, T::Int },
        Function { "bitNot", { Integer }, T::Int },
        Function { "shiftLeft", { Integer, Bits }, T::Int },
        Function { "shiftRight", { Integer, Bits }, T::Int },
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
        Function { "addYears", { Moment, Integer } },
        Function { "addMonths", { Moment, Integer } },
        Function { "addDays", { Moment, Integer } },
        Function { "addHours", { Instant, Integer } },
        Function { "addMinutes", { Instant, Integer } },
        Function { "addSeconds", { Instant, Integer } },
        Function { "yearsBetween", { Moment, Moment }, T::Int },
        Function { "monthsBetween", { Moment, Moment }, T::Int },
        Function { "daysBetween", { Moment, Moment }, T::Int },
        Function { "secondsBetween", { Instant, Instant }, T::Double },
        // JSON
        Function { "jsonLength", { Json }, T::Int, Nulls::Always },
        Function { "jsonAt", { Json }, T::Json, Nulls::Always, 1, false, Level::Row, Form::JsonPath },
        Function { "jsonText", { Json }, T::Text, Nulls::Always, 1, false, Level::Row, Form::JsonPath },
        Function { "jsonInteger", { Json }, T::Int, Nulls::Always, 1, false, Level::Row, Form::JsonPath },
        Function { "jsonDouble", { Json }, T::Double, Nulls::Always, 1, false, Level::Row, Form::JsonPath },
        Function { "jsonBool", { Json }, T::Bool, Nulls::Always, 1, false, Level::Row, Form::JsonPath },
        Function { "jsonIsNull", { Json }, T::Bool, Nulls::Always, 1, false, Level::Row, Form::JsonPath },
        Function { "jsonContains", { Json }, T::Bool, Nulls::Always, 1, false, Level::Row, Form::JsonContains },
        Function { "jsonContainedBy", { Json }, T::Bool, Nulls::Always, 1, false, Level::Row, Form::JsonContains },
        // lists
        Function { "listContains", { List }, T::Bool, Nulls::Always, 1, false, Level::Row, Form::ListTest },
        Function { "listContainsAll", { List }, T::Bool, Nulls::Always, 1, false, Level::Row, Form::ListTest },
        Function { "listContainedBy", { List }, T::Bool, Nulls::Always, 1, false, Level::Row, Form::ListTest },
        Function { "listOverlaps", { List }, T::Bool, Nulls::Always, 1, false, Level::Row, Form::ListTest },
        Function { "listAt", { List }, T::Null, Nulls::Always, 1, false, Level::Row, Form::ListElement },
        Function { "listLength", { List }, T::Int },
        Function { "toJson", { Any }, T::Json, Nulls::Never },
        Function { "jsonObject", { Text, Any }, T::Json, Nulls::Never, 2, true },
        // full text
        Function { "search", { Text }, T::Bool, Nulls::Never, 1, true, Level::Row, Form::Search },
        // vectors
        Function { "l2Distance", { Vector, Vector }, T::Double, Nulls::Always, 2, false, Level::Row, Form::Distance },
        Function { "cosineDistance", { Vector, Vector }, T::Double, Nulls::Always, 2, false, Level::Row, Form::Distance },
        Function { "innerProductDistance", { Vector, Vector }, T::Double, Nulls::Always, 2, false, Level::Row, Form::Distance },
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
        Function { "stringAgg", { Text, Any }, T::Text, Nulls::Always, 1, false, Level::Aggregate, Form::Collect },
        Function { "jsonArrayAgg", { Json, Any }, T::Json, Nulls::Always, 1, false, Level::Aggregate, Form::Collect },
        Function { "jsonObjectAgg", { Json, Text, Any }, T::Json, Nulls::Always, 1, false, Level::Aggregate, Form::Collect },
        Function { "grouping", { Any }, T::Int, Nulls::Never, 1, true, Level::Aggregate, Form::Grouping },
        // of windows
        Function { "rowNumber", {}, T::Int, Nulls::Never, 0, false, Level::Window },
        Function { "rank", {}, T::Int, Nulls::Never, 0, false, Level::Window },
        Function { "denseRank", {}, T::Int, Nulls::Never, 0, false, Level::Window },
        Function { "percentRank", {}, T::Double, Nulls::Never, 0, false, Level::Window },
        Function { "cumeDist", {}, T::Double, Nulls::Never, 0, false, Level::Window },
        Function { "ntile", { Position }, T::Int, Nulls::Never, 1, false, Level::Window },
        Function { "lag", { Any, Length, Any }, T::Null, Nulls::Always, 2, false, Level::Window },
        Function { "lead", { Any, Length, Any }, T::Null, Nulls::Always, 2, false, Level::Window },
        Function { "firstValue", { Any }, T::Null, Nulls::Always, 1, false, Level::Window },
        Function { "lastValue", { Any }, T::Null, Nulls::Always, 1, false, Level::Window },
        Function { "nthValue", { Any, Position }, T::Null, Nulls::Always, 2, false, Level::Window },
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

/// Is the type of what it gives the one that all of its arguments have in common?
constexpr bool hasCommonType(const Function &function)
{
    return function.arguments[0] == Argument::Common || function.arguments[0] == Argument::Orderable;
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
