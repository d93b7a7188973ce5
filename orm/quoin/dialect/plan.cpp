// SPDX-License-Identifier: MIT
#include <quoin/dialect/plan.h>
#include <quoin/schema/change.h>

namespace quoin::dialect {

// Here, where changes are known, and not in the header: every program that calls sync() would compile them.
Plan::Plan() = default;
Plan::Plan(const Plan &) = default;
Plan::Plan(Plan &&) noexcept = default;
Plan &Plan::operator=(const Plan &) = default;
Plan &Plan::operator=(Plan &&) noexcept = default;
Plan::~Plan() = default;

} // namespace quoin::dialect
