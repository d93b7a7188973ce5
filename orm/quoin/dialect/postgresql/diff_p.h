// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/dialect/syntax.h>
#include <quoin/schema/diff.h>

namespace quoin::dialect::postgresql {

class PostgresqlDiffRules final : public schema::DiffRules
{
public:
    explicit PostgresqlDiffRules(const Syntax &syntax) : m_syntax(syntax) { }

    [[nodiscard]] schema::ColumnType normalizedType(const schema::ColumnType &type) const override;
    [[nodiscard]] std::optional<schema::Default> normalizedDefault(const schema::Column &column) const override;
    [[nodiscard]] QString normalizedCollation(const QString &collation) const override;
    [[nodiscard]] QString normalizedExpression(const QString &sql) const override;
    [[nodiscard]] QString normalizedCheck(const schema::Check &check) const override;

private:
    const Syntax &m_syntax;
};

} // namespace quoin::dialect::postgresql
