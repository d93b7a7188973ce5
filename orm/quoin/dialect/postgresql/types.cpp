// SPDX-License-Identifier: MIT
#include <quoin/dialect/postgresql/types_p.h>

#include <quoin/core/quotes.h>
#include <quoin/dialect/typecheck_p.h>

#include <QtCore/qregularexpression.h>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;
using quoin::schema::ColumnType;
using quoin::schema::TypeKind;

namespace quoin::dialect::postgresql {

namespace {

struct TypeName
{
    TypeKind kind;
    QLatin1StringView sql;       ///< What Quoin declares.
    QLatin1StringView catalogue; ///< What format_type() says, without a precision.
};

constexpr std::array names {
    TypeName { TypeKind::Bool, "boolean"_L1, "boolean"_L1 },
    TypeName { TypeKind::Int16, "smallint"_L1, "smallint"_L1 },
    TypeName { TypeKind::Int32, "integer"_L1, "integer"_L1 },
    TypeName { TypeKind::Int64, "bigint"_L1, "bigint"_L1 },
    TypeName { TypeKind::Float, "real"_L1, "real"_L1 },
    TypeName { TypeKind::Double, "double precision"_L1, "double precision"_L1 },
    TypeName { TypeKind::Text, "text"_L1, "text"_L1 },
    TypeName { TypeKind::Binary, "bytea"_L1, "bytea"_L1 },
    TypeName { TypeKind::Date, "date"_L1, "date"_L1 },
    TypeName { TypeKind::Time, "time(3)"_L1, "time without time zone"_L1 },
    TypeName { TypeKind::DateTime, "timestamptz(3)"_L1, "timestamp with time zone"_L1 },
    TypeName { TypeKind::Uuid, "uuid"_L1, "uuid"_L1 },
    TypeName { TypeKind::Json, "jsonb"_L1, "jsonb"_L1 },
    // Read, never declared by Quoin:
    TypeName { TypeKind::DateTime, "timestamp"_L1, "timestamp without time zone"_L1 },
    TypeName { TypeKind::Json, "json"_L1, "json"_L1 },
    TypeName { TypeKind::Text, "varchar"_L1, "character varying"_L1 },
};

} // namespace

Result<QString> PostgresqlTypes::sqlType(const ColumnType &type) const
{
    switch (type.kind) {
    case TypeKind::UInt16: return u"integer"_s;
    case TypeKind::UInt32: return u"bigint"_s;
    case TypeKind::UInt64: return u"numeric(20,0)"_s;
    case TypeKind::Decimal: return u"numeric(%1,%2)"_s.arg(type.precision).arg(type.scale);
    case TypeKind::String: return u"varchar(%1)"_s.arg(type.length);
    case TypeKind::Enum: return type.enumName.isEmpty() ? u"text"_s : inQuotes(type.enumName, u'"');
    case TypeKind::Array:
        return sqlType(*type.element).transform([](const QString &element) { return QString(element + u"[]"); });
    case TypeKind::Vector: return u"real[]"_s;
    case TypeKind::Opaque: return type.native;
    default: return QString(std::ranges::find(names, type.kind, &TypeName::kind)->sql);
    }
}

ColumnType PostgresqlTypes::fromSql(QStringView sqlType) const
{
    if (sqlType.endsWith("[]"_L1)) {
        const ColumnType element = fromSql(sqlType.chopped(2));
        if (element.kind == TypeKind::Array || element.kind == TypeKind::Opaque)
            return ColumnType { .kind = TypeKind::Opaque, .native = sqlType.toString() };
        return ColumnType::array(element);
    }
    static const QRegularExpression form(uR"(^([^(]*?)(?:\((\d+)(?:,(\d+))?\))?((?: with(?:out)? time zone)?)$)"_s);
    const QRegularExpressionMatch match = form.match(sqlType);
    const QString name = match.captured(1) + match.captured(4);
    const int first = match.captured(2).toInt();
    const int second = match.captured(3).toInt();
    if ((name == u"character varying"_s || name == u"varchar"_s) && first > 0)
        return ColumnType::string(first);
    if (name == u"numeric"_s && first >= 1 && first <= Decimal::maxDigits && second <= first)
        return ColumnType::decimal(first, second);
    for (const TypeName &known : names) {
        if (name == known.catalogue || sqlType == known.sql)
            return ColumnType::of(known.kind);
    }
    return ColumnType { .kind = TypeKind::Opaque, .native = sqlType.toString() };
}

QString typeCheck(const ColumnType &type, const QString &column, const Syntax &syntax)
{
    switch (type.kind) {
    case TypeKind::UInt16:
    case TypeKind::UInt32:
    case TypeKind::UInt64: return rangeCheck(column, type.kind);
    case TypeKind::Binary: return type.length > 0 ? lengthCheck(u"octet_length"_s, column, type.length) : QString();
    case TypeKind::Vector:
        return type.length > 0 ? QString(u"cardinality("_s + column + u") = " + QString::number(type.length)) : QString();
    case TypeKind::Enum: {
        if (!type.enumName.isEmpty())
            return {};
        QStringList values;
        for (const QString &value : type.values)
            values += syntax.textLiteral(value);
        return column + u" IN (" + values.join(u", ") + u')';
    }
    default: return {};
    }
}

ColumnType storedType(const ColumnType &type)
{
    switch (type.kind) {
    case TypeKind::UInt16: return ColumnType::of(TypeKind::Int32);
    case TypeKind::UInt32: return ColumnType::of(TypeKind::Int64);
    case TypeKind::UInt64: return ColumnType::decimal(20, 0);
    case TypeKind::Binary: return ColumnType::of(TypeKind::Binary);
    case TypeKind::Enum: return type.enumName.isEmpty() ? ColumnType::of(TypeKind::Text) : type;
    case TypeKind::Vector: return ColumnType::array(ColumnType::of(TypeKind::Float));
    case TypeKind::Array: return ColumnType::array(storedType(*type.element));
    default: return type;
    }
}

} // namespace quoin::dialect::postgresql
