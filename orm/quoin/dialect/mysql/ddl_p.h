// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/dialect/dialect.h>
#include <quoin/dialect/mysql/tablesql_p.h>

namespace quoin::dialect::mysql {

/// A statement of DDL commits by itself, but one ALTER TABLE is all or nothing: the changes of a table go into one as far as
/// their order allows.
class MysqlPlanner final : public DdlPlanner
{
public:
    explicit MysqlPlanner(const TableSql &sql) : m_sql(sql) { }
    [[nodiscard]] Result<Plan> plan(const QList<schema::Change> &changes, const schema::Schema &current) const override;

private:
    const TableSql &m_sql;
};

} // namespace quoin::dialect::mysql
