// SPDX-License-Identifier: MIT
#pragma once

#include "case.h"

#include <quoin/core/value.h>

namespace differential {

/// C++ that makes the value, and the query: what a failing test shows.
QString toCode(const quoin::Value &value);
QString toCode(const quoin::expr::NamedPtr &node);
QString toCode(const Case &asked);

} // namespace differential
