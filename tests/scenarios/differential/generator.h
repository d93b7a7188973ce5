// SPDX-License-Identifier: MIT
#pragma once

#include "case.h"
#include "random.h"

namespace differential {

/// A query of one of the models that is right: conditions of every kind, expressions, related rows, groups, orders, limits.
Case randomCase(Random &random);

} // namespace differential
