// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/core/value.h>

#include <functional>
#include <optional>
#include <vector>

namespace differential {

/// A value as the evaluator computes it.
struct Cell
{
    quoin::Value value {}; ///< Null: NULL.
    double noise = 0;      ///< An engine's result may be so far from it: floating point has its last digits.
    bool failed = false;   ///< To compute it is an error: it does not fit.

    [[nodiscard]] bool isNull() const { return !failed && value.isNull(); }
};

/// SQL's three values, and an error.
enum class Truth : quint8 { False, Unknown, True, Failed };

Truth both(Truth a, Truth b);
Truth either(Truth a, Truth b);
inline Truth truthOf(bool value) { return value ? Truth::True : Truth::False; }

/// What the evaluator cannot know of an engine's answer.
struct Doubts
{
    bool mayFail = false; ///< A part cannot be computed, and whether an engine looks at it is its own affair.
    bool unclear = false; ///< The result hangs on the last digits of floating point, or on what the contract leaves open.
};

Cell failedCell(Doubts &doubts);

/// The type that both are converted to, as arithmetic, CASE and coalesce() have it.
quoin::Value::Type commonType(quoin::Value::Type a, quoin::Value::Type b);
/// The cell as a value of that type: a number as another kind of number, all else as it is.
Cell converted(Cell cell, quoin::Value::Type type);
double toReal(const quoin::Value &value);
quoin::Decimal toDecimal(const quoin::Value &value);

/// Which of two values comes first: below 0, 0, above 0. Neither is NULL or failed.
int compare(const Cell &a, const Cell &b, Doubts &doubts);
/// The same with NULLs, which are equal to each other and the smallest.
int compareNulls(const Cell &a, const Cell &b, Doubts &doubts);

/// Of numbers, in floating point: no value where it is outside of its domain.
using Real = std::function<std::optional<double>(const std::vector<double> &)>;
/// What \a function makes of \a arguments, of which none is NULL or failed, and how far that may be from an engine's result.
/// \a exact: IEEE 754 says each bit of it.
Cell realCell(const Real &function, const std::vector<Cell> &arguments, bool exact, Doubts &doubts);
/// What \a function makes of a number, where its noise shall make no difference.
quoin::Value settled(const std::function<quoin::Value(double)> &function, const Cell &argument, Doubts &doubts);

} // namespace differential
