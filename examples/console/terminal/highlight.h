// SPDX-License-Identifier: MIT
#pragma once

#include "styledtext.h"

/// One line of C++.
StyledText highlightedCpp(const QString &line);
/// A statement, broken before its clauses as a person would write it.
QList<StyledText> highlightedSql(const QString &sql);
