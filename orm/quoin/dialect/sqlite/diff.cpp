// SPDX-License-Identifier: MIT
#include <quoin/dialect/sqlite/diff_p.h>

#include <quoin/dialect/ddltext_p.h>
#include <quoin/dialect/sqlite/tablesql_p.h>

using namespace quoin::schema;

namespace quoin::dialect::sqlite {

ColumnType SqliteDiffRules::normalizedType(const ColumnType &type) const
{
    ColumnType out = type;
    if (type.kind == TypeKind::Array || type.kind == TypeKind::Vector)
        return ColumnType::of(TypeKind::Json);
    out.enumName.clear();
    return out;
}

ColumnType SqliteDiffRules::normalizedKeyType(const ColumnType &) const
{
    return ColumnType::of(TypeKind::Int64); // the key that counts is INTEGER, whatever was asked for
}

std::optional<Default> SqliteDiffRules::normalizedDefault(const Column &column) const
{
    return normalDefault(column, defaultRules());
}

QString SqliteDiffRules::normalizedExpression(const QString &sql) const { return canonicalExpression(sql, expressionRules()); }

QString SqliteDiffRules::normalizedCheck(const Check &check) const { return normalizedExpression(checkSql(m_syntax, check)); }

} // namespace quoin::dialect::sqlite
