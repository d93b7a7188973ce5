// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/dialect/defaults_p.h>
#include <quoin/dialect/syntax.h>
#include <quoin/schema/change.h>

namespace quoin::dialect::sqlite {

/// How SQLite keeps the text of expressions: as it was written.
const ExpressionRules &expressionRules();
const DefaultRules &defaultRules();

/// "name" type … as it stands in CREATE TABLE and ADD COLUMN.
Result<QString> columnSql(const Syntax &syntax, const schema::Column &column, const schema::Table &table);
/// CREATE TABLE under another name where \a name is given, without its indexes.
Result<QString> createTableSql(const Syntax &syntax, const schema::Table &table, const QString &name = {});
QString createIndexSql(const Syntax &syntax, const schema::TableName &table, const schema::Index &index);

} // namespace quoin::dialect::sqlite
