// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/dialect/dialect.h>

namespace quoin::dialect::sqlite {

/// Four queries, whatever the number of tables: the master table and three pragmas joined to it.
class SqliteInspector final : public Inspector
{
public:
    [[nodiscard]] Result<schema::Schema> inspect(CatalogRunner &runner, const InspectOptions &options = {}) const override;
    [[nodiscard]] Result<QStringList> nameSpaces(CatalogRunner &runner) const override;
    [[nodiscard]] Result<QStringList> databases(CatalogRunner &runner) const override;
};

} // namespace quoin::dialect::sqlite
