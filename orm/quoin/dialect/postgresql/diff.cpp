// SPDX-License-Identifier: MIT
#include <quoin/dialect/postgresql/diff_p.h>

#include <quoin/dialect/ddltext_p.h>
#include <quoin/dialect/postgresql/tablesql_p.h>
#include <quoin/dialect/postgresql/types_p.h>

using namespace quoin::schema;

namespace quoin::dialect::postgresql {

ColumnType PostgresqlDiffRules::normalizedType(const ColumnType &type) const
{
    // No CHECK tells what the elements of an array are beyond what is stored, nor that one is a vector of any length.
    const bool isBare = type.kind == TypeKind::Array || (type.kind == TypeKind::Vector && type.length == 0);
    return isBare ? storedType(type) : type;
}

std::optional<Default> PostgresqlDiffRules::normalizedDefault(const Column &column) const
{
    return normalDefault(column, defaultRules());
}

QString PostgresqlDiffRules::normalizedCollation(const QString &collation) const
{
    return collation == ownCollation ? QString() : collation;
}

QString PostgresqlDiffRules::normalizedExpression(const QString &sql) const
{
    return canonicalExpression(sql, expressionRules());
}

QString PostgresqlDiffRules::normalizedCheck(const Check &check) const { return normalizedExpression(checkSql(m_syntax, check)); }

} // namespace quoin::dialect::postgresql
