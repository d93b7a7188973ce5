// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/dialect/syntax.h>
#include <quoin/schema/change.h>

#include <optional>

namespace quoin::dialect {

// The parts of DDL that all engines write alike.

/// "namespace"."table"
QString qualified(const Syntax &syntax, const schema::TableName &table);
/// "a", "b"
QString nameList(const Syntax &syntax, const QStringList &names);
/// CONSTRAINT "name" with a blank behind; nothing without a name.
QString constraintName(const Syntax &syntax, const QString &name);
/// [CONSTRAINT "name"] UNIQUE ("a", "b")
QString uniqueClause(const Syntax &syntax, const schema::Unique &unique);
/// [CONSTRAINT "name"] PRIMARY KEY ("a", "b")
QString primaryKeyClause(const Syntax &syntax, const schema::PrimaryKey &key);
/// The check's rules and its expression as one condition.
QUOIN_EXPORT QString checkSql(const Syntax &syntax, const schema::Check &check);
/// [CONSTRAINT "name"] CHECK (condition)
QString checkClause(const Syntax &syntax, const schema::Check &check);
/// [CONSTRAINT "name"] FOREIGN KEY ("a") REFERENCES "t" ("b") [ON DELETE …] [ON UPDATE …]
QString foreignKeyClause(const Syntax &syntax, const schema::ForeignKey &key);
/// "SET NULL"
QString actionSql(schema::ReferentialAction action);
/// The reverse, for catalogues that keep the words.
schema::ReferentialAction actionFromSql(QStringView words);

/// The index's name, or one made of table and columns when it has none.
QString indexName(const schema::TableName &table, const schema::Index &index);
/// The unique constraint's name, likewise.
QString uniqueName(const schema::TableName &table, const schema::Unique &unique);
/// The name of the CHECK that belongs to a column's type, within the engine's limit.
QString typeCheckName(const QString &column, int maxBytes);

/// Do all names that the change brings into the database fit the engine's rules?
Result<void> checkNames(const Syntax &syntax, const schema::Change &change);
/// The table that a change is about; none for views and enums. For a rename, its name before.
std::optional<schema::TableName> tableOf(const schema::Change &change);

} // namespace quoin::dialect
