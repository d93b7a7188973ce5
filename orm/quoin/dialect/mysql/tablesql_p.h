// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/dialect/defaults_p.h>
#include <quoin/dialect/mysql/types_p.h>
#include <quoin/schema/change.h>

namespace quoin::dialect::mysql {

/// How MySQL and MariaDB keep the text of expressions: in lower case, with names in backticks.
const ExpressionRules &expressionRules();

/// DDL in the words of one flavour and version.
class TableSql
{
public:
    TableSql(const Syntax &syntax, const TypeMapper &types, Flavour flavour);

    [[nodiscard]] const Syntax &syntax() const { return m_syntax; }
    [[nodiscard]] Flavour flavour() const { return m_flavour; }
    [[nodiscard]] const DefaultRules &defaults() const { return m_defaults; }
    /// The collation that Quoin's contract of comparison demands: by bytes, and blanks at the end count.
    [[nodiscard]] QString collation() const;

    /// `name` type …: in CREATE TABLE, ADD COLUMN and MODIFY alike. What MODIFY does not restate is lost, so it is all here.
    [[nodiscard]] Result<QString> column(const schema::Column &column, const schema::Table &table) const;
    /// The type's CHECK as a constraint of its own, where the flavour has no CHECK that goes along with MODIFY.
    [[nodiscard]] QString separateTypeCheck(const schema::Column &column, const QString &table) const;
    [[nodiscard]] QString typeCheckName(const QString &column, const QString &table) const;
    /// KEY `name` (…) as in CREATE TABLE and after ADD.
    [[nodiscard]] Result<QString> index(const schema::TableName &table, const schema::Index &index) const;
    [[nodiscard]] Result<QString> foreignKey(const schema::ForeignKey &key) const;
    [[nodiscard]] Result<QString> createTable(const schema::Table &table) const;

private:
    const Syntax &m_syntax;
    const TypeMapper &m_types;
    Flavour m_flavour;
    DefaultRules m_defaults;
};

} // namespace quoin::dialect::mysql
