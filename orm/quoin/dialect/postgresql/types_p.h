// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/dialect/dialect.h>

namespace quoin::dialect::postgresql {

class PostgresqlTypes final : public TypeMapper
{
public:
    [[nodiscard]] Result<QString> sqlType(const schema::ColumnType &type) const override;
    /// Reads what format_type() says: "character varying(80)", "timestamp(3) with time zone", "bigint[]".
    [[nodiscard]] schema::ColumnType fromSql(QStringView sqlType) const override;
};

/// The CHECK that keeps the type's promise for a column (its name in quotes); empty where none is needed.
QString typeCheck(const schema::ColumnType &type, const QString &column, const Syntax &syntax);
/// The type that the catalogue alone can tell: unsigned integers as the wider signed ones, enumerations as text …
schema::ColumnType storedType(const schema::ColumnType &type);

} // namespace quoin::dialect::postgresql
