// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/dialect/dialect.h>

namespace quoin::dialect::postgresql {

/// Everything in one transaction, each change by the statements that PostgreSQL has for it.
class PostgresqlPlanner final : public DdlPlanner
{
public:
    explicit PostgresqlPlanner(const Syntax &syntax) : m_syntax(syntax) { }
    [[nodiscard]] Result<Plan> plan(const QList<schema::Change> &changes, const schema::Schema &current) const override;

private:
    const Syntax &m_syntax;
};

} // namespace quoin::dialect::postgresql
