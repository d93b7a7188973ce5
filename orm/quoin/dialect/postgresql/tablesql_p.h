// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/dialect/defaults_p.h>
#include <quoin/dialect/syntax.h>
#include <quoin/schema/change.h>

namespace quoin::dialect::postgresql {

/// How PostgreSQL rewrites expressions: with casts and parentheses of its own.
const ExpressionRules &expressionRules();
const DefaultRules &defaultRules();

/// The collation of text columns that name none: by characters, whatever the database's locale is.
inline const QString ownCollation = QStringLiteral("C");

/// " COLLATE …" of a column that holds text: what it says, else "C", so that text has one order on every engine; empty for
/// other columns.
QString collateClause(const Syntax &syntax, const schema::Column &column);
/// "name" type … as it stands in CREATE TABLE and ADD COLUMN, without the type's CHECK.
Result<QString> columnSql(const Syntax &syntax, const schema::Column &column);
/// CONSTRAINT "name_type_check" CHECK (…); empty where the type needs none.
QString typeCheckClause(const Syntax &syntax, const schema::Column &column);
QString typeCheckNameOf(const QString &column);
QString foreignKeySql(const Syntax &syntax, const schema::ForeignKey &key);
Result<QString> createTableSql(const Syntax &syntax, const schema::Table &table);
QString createIndexSql(const Syntax &syntax, const schema::TableName &table, const schema::Index &index);
QString createViewSql(const Syntax &syntax, const schema::View &view);
/// COMMENT ON …; with an empty text it takes the comment away.
QString commentSql(const Syntax &syntax, const QString &what, const QString &comment);

} // namespace quoin::dialect::postgresql
