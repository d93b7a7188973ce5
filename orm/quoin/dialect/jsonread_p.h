// SPDX-License-Identifier: MIT
#pragma once

// Not part of the API: what the engines' ways to read JSON have in common.

#include <quoin/dialect/syntax.h>

namespace quoin::dialect {

using Operand = std::function<void(SqlWriter &)>;

/// How an engine reads a place in a document as what it should be, and NULL where it is something else. {0} is the place.
struct JsonReading
{
    QStringView json;
    QStringView isNull;
    QStringView text;
    QStringView boolean;
    QStringView real;
    QStringView integer; ///< A fraction is cut off; what has no place in 64 bits is NULL.
};
void writeJson(SqlWriter &out, const JsonReading &reading, JsonAs as, const Operand &place);

/// A place behind steps by number, where the engine takes anything for an array of one element: NULL unless \a arrays, what the
/// path has come to before each of these steps, are arrays. \a isArray: the condition on one of them, which is {0}.
Operand insideArrays(std::vector<Operand> arrays, QStringView isArray, Operand place);

/// How an engine that keeps lists as JSON has their elements as rows.
struct JsonElements
{
    std::function<void(QStringView alias)> list; ///< Writes the list as a table "… AS alias".
    std::function<void(QStringView alias)> others;
    QStringView column; ///< With an element.
};
/// A condition on the elements of \a list, which may be NULL: then it is not true.
void writeListTest(SqlWriter &out, ListTest test, const Operand &list, const JsonElements &elements);

} // namespace quoin::dialect
