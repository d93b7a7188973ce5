// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/dialect/mysql/tablesql_p.h>
#include <quoin/schema/diff.h>

namespace quoin::dialect::mysql {

class MysqlDiffRules final : public schema::DiffRules
{
public:
    explicit MysqlDiffRules(const TableSql &sql) : m_sql(sql) { }

    [[nodiscard]] schema::ColumnType normalizedType(const schema::ColumnType &type) const override;
    [[nodiscard]] std::optional<schema::Default> normalizedDefault(const schema::Column &column) const override;
    [[nodiscard]] QString normalizedCollation(const QString &collation) const override;
    [[nodiscard]] QString normalizedExpression(const QString &sql) const override;
    [[nodiscard]] QString normalizedCheck(const schema::Check &check) const override;
    [[nodiscard]] QString normalizedComment(const QString &comment) const override;
    [[nodiscard]] schema::ReferentialAction normalizedAction(schema::ReferentialAction action) const override;
    [[nodiscard]] bool hasNamespaces() const override { return false; }
    [[nodiscard]] bool namesAreCaseSensitive() const override { return false; }
    [[nodiscard]] bool hasDeferrableForeignKeys() const override { return false; }
    [[nodiscard]] bool hasEnumTypes() const override { return false; }
    [[nodiscard]] bool indexesForeignKeys() const override { return true; }
    [[nodiscard]] bool hasPartialIndexes() const override { return false; }
    [[nodiscard]] bool hasCoveringIndexes() const override { return false; }

private:
    const TableSql &m_sql;
};

} // namespace quoin::dialect::mysql
