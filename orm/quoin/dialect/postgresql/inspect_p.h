// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/dialect/dialect.h>

namespace quoin::dialect::postgresql {

/// Seven queries on pg_catalog, whatever the number of tables.
class PostgresqlInspector final : public Inspector
{
public:
    [[nodiscard]] Result<schema::Schema> inspect(CatalogRunner &runner, const InspectOptions &options = {}) const override;
    [[nodiscard]] Result<QStringList> nameSpaces(CatalogRunner &runner) const override;
    [[nodiscard]] Result<QStringList> databases(CatalogRunner &runner) const override;
};

} // namespace quoin::dialect::postgresql
