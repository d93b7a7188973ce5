// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/qstringlist.h>

#include <source_location>

// The program's own source, built into it as a resource: what is shown is what runs.

/// The lines between two statements of one file, without their common indent.
QStringList sourceBetween(const std::source_location &statement, const std::source_location &end);
/// The definition of a class, from "class Name" to "};".
QStringList sourceOfClass(const QString &file, const QString &name);
