// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/sql/compiler.h>

namespace quoin::sql {

/// The table between the two ends of a ManyToMany relation, as seen from one of them.
struct ThroughTable
{
    QString nameSpace;
    QString table;
    FieldInfo key;                   ///< Its column with the keys of this end's rows …
    FieldInfo targetKey;             ///< … and that with the keys of the other end's.
    const FieldInfo *from = nullptr; ///< The property of this end's model which the first refers to …
    const FieldInfo *to = nullptr;   ///< … and that of the other end's for the second.
};
QUOIN_EXPORT ThroughTable throughTableOf(const ModelInfo &model, const RelationInfo &relation);

/// The rows that one relation leads to from many others.
struct RelatedSelect
{
    expr::Select select;                   ///< On the target; its limit and offset count for each key by itself.
    const FieldInfo *key = nullptr;        ///< The target's property that has one of the keys, …
    const ThroughTable *through = nullptr; ///< … or the table between, whose two columns then follow the target's own.
    QList<Value> keys;                     ///< As the column holds them; each once.
    bool ordered = true;                   ///< In the select's order, else the model's; in the end by the target's key.
};

/// So many keys a list has room for, of whatever type they are.
inline qsizetype mostKeys(const dialect::Capabilities &can) { return can.maxBinds / 2; }

/// column IN (keys). Unsupported for more than mostKeys() of a type that the engine takes no long lists of.
Result<void> writeKeyList(dialect::SqlWriter &out, const FieldInfo &field,
        const std::function<void(dialect::SqlWriter &)> &column, const QList<Value> &keys, const dialect::Capabilities &can);

/// All columns of the target in the order of its fields. Unsupported for more keys than a list of their type can have here.
QUOIN_EXPORT Result<Compiled> compileRelated(const RelatedSelect &related, const dialect::Dialect &dialect);

} // namespace quoin::sql
