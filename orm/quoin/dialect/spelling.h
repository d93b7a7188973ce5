// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/core/value.h>

#include <span>
#include <string_view>

namespace quoin::dialect {

/// How one engine writes a function (expr::Function).
struct Spelling
{
    std::string_view name;
    /// {0} {1} {2}: the arguments, which may be used more than once; {*}: all of them.
    const char *text = nullptr;
    /// {*}: what is written for each, {} being the argument, and between two.
    const char *each = "{}";
    const char *between = ", ";
    /// In place of text: why the engine cannot give what the others do.
    const char *unsupported = nullptr;
    /// With fewer arguments than the function can have.
    const char *shorter = nullptr;
    /// For a first argument of this type only; Null: any. The first row that fits counts.
    Value::Type of = Value::Type::Null;
};

/// The first of \a rows that spells \a name for an argument of this type, or null.
QUOIN_EXPORT const Spelling *findSpelling(std::span<const Spelling> rows, std::string_view name, Value::Type argument);
/// Where the engines agree, and with them the standard.
QUOIN_EXPORT const Spelling *commonSpelling(std::string_view name);

} // namespace quoin::dialect
