// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/dialect/dialect.h>
#include <quoin/dialect/mysql/capabilities_p.h>

namespace quoin::dialect::mysql {

class MysqlTypes final : public TypeMapper
{
public:
    MysqlTypes(Flavour flavour, int maxDecimalScale) : m_flavour(flavour), m_maxDecimalScale(maxDecimalScale) { }

    [[nodiscard]] Result<QString> sqlType(const schema::ColumnType &type) const override;
    /// Reads COLUMN_TYPE: "varchar(80)", "int(10) unsigned", "enum('a','b')".
    [[nodiscard]] schema::ColumnType fromSql(QStringView sqlType) const override;

private:
    Flavour m_flavour;
    int m_maxDecimalScale;
};

/// The most characters of a bounded text that Quoin keeps inside the row: all its columns share 65,535 bytes.
inline constexpr int maxVarchar = 4000;
/// The most bytes of a bounded binary that Quoin keeps inside the row.
inline constexpr int maxVarbinary = 4096;

/// The CHECK that keeps the type's promise for a column (its name in quotes); empty where none is needed.
QString typeCheck(const schema::ColumnType &type, const QString &column, const Syntax &syntax, Flavour flavour);

} // namespace quoin::dialect::mysql
