// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/qglobal.h>

namespace quoin {

/// What an expression speaks of. filter() looks at rows; having() at groups of them; what speaks of a window exists only once
/// both are done, in select() and orderBy().
enum class Level : quint8 { Row, Aggregate, Window };

constexpr Level higher(Level a, Level b) { return a < b ? b : a; }

} // namespace quoin
