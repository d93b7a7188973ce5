// SPDX-License-Identifier: MIT
#pragma once

#include "cell.h"

#include <quoin/expr/function.h>

namespace differential {

/// What a function of rows gives for these arguments; no value: the evaluator does not know the function.
std::optional<Cell> callFunction(const quoin::expr::Function &function, const std::vector<Cell> &arguments, Doubts &doubts);
/// Those of dates and times.
std::optional<Cell> callDateFunction(std::string_view name, const std::vector<Cell> &arguments, Doubts &doubts);
/// An aggregate of values of which none is NULL or failed, \a type of the aggregate's result.
Cell callAggregate(std::string_view name, const std::vector<Cell> &values, quoin::Value::Type type, Doubts &doubts);

} // namespace differential
