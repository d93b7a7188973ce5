// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/dialect/dialect.h>

namespace quoin::dialect::sqlite {

/// SQLite converts stored values by the words in a column's declared type. Each of these names is chosen so that no value is
/// ever changed, and so that the neutral type can be read back from it. docs/guides/types.md shows them all.
class SqliteTypes final : public TypeMapper
{
public:
    [[nodiscard]] Result<QString> sqlType(const schema::ColumnType &type) const override;
    [[nodiscard]] schema::ColumnType fromSql(QStringView sqlType) const override;
};

/// The CHECK that keeps the type's promise for a column (its name in quotes); empty where none is needed.
QString typeCheck(const schema::ColumnType &type, const QString &column, const Syntax &syntax);

} // namespace quoin::dialect::sqlite
