// SPDX-License-Identifier: MIT
#include <quoin/dialect/mysql/diff_p.h>

#include <quoin/dialect/ddltext_p.h>

using namespace Qt::StringLiterals;
using namespace quoin::schema;

namespace quoin::dialect::mysql {

namespace {

/// information_schema speaks three-byte UTF-8: characters beyond U+FFFF come as ?, in expressions as one for each byte.
QString asShown(const QString &text, QLatin1StringView instead)
{
    QString out;
    for (QChar c : text) {
        if (c.isHighSurrogate())
            out += instead;
        else if (!c.isLowSurrogate())
            out += c;
    }
    return out;
}

} // namespace

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
    for (QString &value : out.values)
        value = asShown(value, "????"_L1);
    return out;
}

std::optional<Default> MysqlDiffRules::normalizedDefault(const Column &column) const
{
    return normalDefault(column, m_sql.defaults());
}

QString MysqlDiffRules::normalizedCollation(const QString &collation) const
{
    return collation == m_sql.collation() ? QString() : collation;
}

QString MysqlDiffRules::normalizedExpression(const QString &sql) const
{
    return asShown(canonicalExpression(sql, expressionRules()), "????"_L1);
}

QString MysqlDiffRules::normalizedCheck(const Check &check) const
{
    return normalizedExpression(checkSql(m_sql.syntax(), check));
}

QString MysqlDiffRules::normalizedComment(const QString &comment) const { return asShown(comment, "?"_L1); }

ReferentialAction MysqlDiffRules::normalizedAction(ReferentialAction action) const
{
    return action == ReferentialAction::NoAction ? ReferentialAction::Restrict : action; // InnoDB makes no difference
}

} // namespace quoin::dialect::mysql
