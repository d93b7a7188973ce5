// SPDX-License-Identifier: MIT
#include <quoin/dialect/mysql/diff_p.h>

using namespace quoin::schema;

namespace quoin::dialect::mysql {

ColumnType MysqlDiffRules::normalizedType(const ColumnType &type) const
{
    switch (type.kind) {
    case TypeKind::Float: return ColumnType::of(TypeKind::Double);
    case TypeKind::Array:
    case TypeKind::Vector: return ColumnType::of(TypeKind::Json);
    default: break;
    }
    ColumnType out = type;
    out.enumName.clear();
    return out;
}

std::optional<Default> MysqlDiffRules::normalizedDefault(const Column &column) const
{
    return normalDefault(column, m_sql.defaults());
}

QString MysqlDiffRules::normalizedExpression(const QString &sql) const { return canonicalExpression(sql, expressionRules()); }

ReferentialAction MysqlDiffRules::normalizedAction(ReferentialAction action) const
{
    return action == ReferentialAction::NoAction ? ReferentialAction::Restrict : action; // InnoDB makes no difference
}

} // namespace quoin::dialect::mysql
