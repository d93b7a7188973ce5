// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/dialect/capabilities.h>
#include <quoin/schema/schema.h>

#include <functional>

/// A schema that every engine has to keep without loss, and what it takes.
struct SchemaCase
{
    const char *name;
    quoin::schema::Schema schema;
    std::function<bool(const quoin::dialect::Capabilities &)> isPossible = [](const auto &) { return true; };
};

QList<SchemaCase> schemaCases();
/// One column for each type, with names like "c_string".
quoin::schema::Table tableOfAllTypes(bool nullable);
