// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/schema/diff.h>

namespace quoin::dialect::postgresql {

class PostgresqlDiffRules final : public schema::DiffRules
{
public:
    [[nodiscard]] schema::ColumnType normalizedType(const schema::ColumnType &type) const override;
    [[nodiscard]] std::optional<schema::Default> normalizedDefault(const schema::Column &column) const override;
    [[nodiscard]] QString normalizedExpression(const QString &sql) const override;
};

} // namespace quoin::dialect::postgresql
