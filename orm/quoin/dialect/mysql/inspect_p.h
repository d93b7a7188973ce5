// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/dialect/dialect.h>
#include <quoin/dialect/mysql/tablesql_p.h>

namespace quoin::dialect::mysql {

/// Seven queries on information_schema, whatever the number of tables.
class MysqlInspector final : public Inspector
{
public:
    explicit MysqlInspector(const TableSql &sql) : m_sql(sql) { }
    [[nodiscard]] Result<schema::Schema> inspect(CatalogRunner &runner, const InspectOptions &options = {}) const override;
    [[nodiscard]] Result<QStringList> nameSpaces(CatalogRunner &runner) const override;
    [[nodiscard]] Result<QStringList> databases(CatalogRunner &runner) const override;

private:
    const TableSql &m_sql;
};

} // namespace quoin::dialect::mysql
