// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/qglobal.h>

namespace quoin {

/// What an expression speaks of. filter() looks at rows; having() at groups of them; what speaks of a window exists only once
/// both are done, in select() and orderBy().
/// Related is what each row has many of, across HasMany and ManyToMany: an aggregate makes one value of them, and a condition
/// asks whether one of them fulfils it.
enum class Level : quint8 { Row, Aggregate, Window, Related };

constexpr Level higher(Level a, Level b) { return a < b ? b : a; }
/// What a condition on such values speaks of.
constexpr Level conditionLevel(Level level) { return level == Level::Related ? Level::Row : level; }

} // namespace quoin
