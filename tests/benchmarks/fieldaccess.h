// SPDX-License-Identifier: MIT
#pragma once

namespace bench {

/// Reading and writing one property through ModelInfo, by Google Benchmark. False when a target was missed.
bool runFieldAccess();

} // namespace bench
