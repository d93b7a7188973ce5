// SPDX-License-Identifier: MIT
#pragma once

namespace bench {

/// Building a query whose statement is known, by Google Benchmark: from the expressions to the text and the bound values, without
/// running it. False when a target was missed.
bool runBuilding();

} // namespace bench
