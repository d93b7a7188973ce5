// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/sql/compiler.h>

namespace quoin::sql {

/// The rows of a query, with those that some to-one relations lead to in the same statement.
struct JoinedSelect
{
    expr::Select select;
    struct Relation
    {
        QByteArray path; ///< From the query's model: "author.country".
        const ModelInfo *target = nullptr;
        const FieldInfo *key = nullptr; ///< The target's property that the relation refers to.
    };
    QList<Relation> relations;
};

/// All columns of the model in the order of its fields, then those of the relations' targets, in the order of the relations.
QUOIN_EXPORT Result<Compiled> compileJoined(const JoinedSelect &joined, const dialect::Dialect &dialect);

} // namespace quoin::sql
