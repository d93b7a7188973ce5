// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/dialect/dialect.h>

namespace quoin::dialect::sqlite {

/// SQLite can add, rename and drop columns, and not much else. For all other changes a table is rebuilt: a new one is
/// made beside it, the rows are copied, and it takes the old one's place. All changes of a table from the first that needs it go
/// into one rebuild.
class SqlitePlanner final : public DdlPlanner
{
public:
    explicit SqlitePlanner(const Syntax &syntax) : m_syntax(syntax) { }
    [[nodiscard]] Result<Plan> plan(const QList<schema::Change> &changes, const schema::Schema &current) const override;

private:
    const Syntax &m_syntax;
};

} // namespace quoin::dialect::sqlite
