// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/expr/namedquery.h>
#include <quoin/expr/namedscope.h>
#include <quoin/expr/select.h>

namespace quoin::expr {

/// A column of the rows that a query by name gives.
struct NamedColumn
{
    QString name;
    const FieldInfo *field = nullptr; ///< Null: computed, of this type.
    Value::Type type = Value::Type::Null;
    bool hidden = false; ///< Read for the others' sake, but not given to whoever did not name it: a sensitive property.
};

/// A query by name once its names were found.
struct NamedSelect
{
    NameScope scope;
    Select select {};
    std::vector<NamedColumn> columns {};
    std::vector<std::vector<const RelationInfo *>> with {}; ///< Relations to load, each step by step.
};

/// \a around: the scope of the query in which this one stands.
QUOIN_EXPORT Result<NamedSelect> resolve(const NamedQuery &query, const NameScope *around = nullptr);

} // namespace quoin::expr
