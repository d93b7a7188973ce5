// SPDX-License-Identifier: MIT
#include <quoin/dialect/mysql/types_p.h>

#include <quoin/dialect/tokens_p.h>
#include <quoin/dialect/typecheck_p.h>

#include <QtCore/qregularexpression.h>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;
using quoin::schema::ColumnType;
using quoin::schema::TypeKind;

namespace quoin::dialect::mysql {

namespace {

struct TypeName
{
    TypeKind kind;
    QLatin1StringView name;
};

constexpr std::array declared {
    TypeName { TypeKind::Bool, "tinyint(1)"_L1 },
    TypeName { TypeKind::Int16, "smallint"_L1 },
    TypeName { TypeKind::Int32, "int"_L1 },
    TypeName { TypeKind::Int64, "bigint"_L1 },
    TypeName { TypeKind::UInt16, "smallint unsigned"_L1 },
    TypeName { TypeKind::UInt32, "int unsigned"_L1 },
    TypeName { TypeKind::UInt64, "bigint unsigned"_L1 },
    TypeName { TypeKind::Float, "double"_L1 }, // FLOAT is shown with six digits and so does not survive the text protocol
    TypeName { TypeKind::Double, "double"_L1 },
    TypeName { TypeKind::Text, "longtext"_L1 },
    TypeName { TypeKind::Date, "date"_L1 },
    TypeName { TypeKind::Time, "time(3)"_L1 },
    TypeName { TypeKind::DateTime, "datetime(3)"_L1 },
    TypeName { TypeKind::Uuid, "char(36) CHARACTER SET ascii COLLATE ascii_bin"_L1 },
    TypeName { TypeKind::Json, "json"_L1 },
    TypeName { TypeKind::Array, "json"_L1 },
    TypeName { TypeKind::Vector, "json"_L1 },
};

// By the catalogue's name without display width.
constexpr std::array known {
    TypeName { TypeKind::Int16, "tinyint"_L1 },
    TypeName { TypeKind::UInt16, "tinyint unsigned"_L1 },
    TypeName { TypeKind::Int16, "smallint"_L1 },
    TypeName { TypeKind::UInt16, "smallint unsigned"_L1 },
    TypeName { TypeKind::Int32, "mediumint"_L1 },
    TypeName { TypeKind::UInt32, "mediumint unsigned"_L1 },
    TypeName { TypeKind::Int32, "int"_L1 },
    TypeName { TypeKind::UInt32, "int unsigned"_L1 },
    TypeName { TypeKind::Int64, "bigint"_L1 },
    TypeName { TypeKind::UInt64, "bigint unsigned"_L1 },
    TypeName { TypeKind::Float, "float"_L1 },
    TypeName { TypeKind::Double, "double"_L1 },
    TypeName { TypeKind::Text, "longtext"_L1 },
    TypeName { TypeKind::Text, "mediumtext"_L1 },
    TypeName { TypeKind::Text, "text"_L1 },
    TypeName { TypeKind::Text, "tinytext"_L1 },
    TypeName { TypeKind::Binary, "longblob"_L1 },
    TypeName { TypeKind::Binary, "mediumblob"_L1 },
    TypeName { TypeKind::Binary, "blob"_L1 },
    TypeName { TypeKind::Binary, "tinyblob"_L1 },
    TypeName { TypeKind::Date, "date"_L1 },
    TypeName { TypeKind::Time, "time"_L1 },
    TypeName { TypeKind::DateTime, "datetime"_L1 },
    TypeName { TypeKind::DateTime, "timestamp"_L1 },
    TypeName { TypeKind::Json, "json"_L1 },
    TypeName { TypeKind::Uuid, "uuid"_L1 },
};

qsizetype longest(const QStringList &values)
{
    qsizetype out = 1;
    for (const QString &value : values)
        out = std::max(out, value.size());
    return out;
}

} // namespace

Result<QString> MysqlTypes::sqlType(const ColumnType &type) const
{
    switch (type.kind) {
    case TypeKind::String: return type.length <= maxVarchar ? u"varchar(%1)"_s.arg(type.length) : u"longtext"_s;
    case TypeKind::Binary:
        return type.length > 0 && type.length <= maxVarbinary ? u"varbinary(%1)"_s.arg(type.length) : u"longblob"_s;
    case TypeKind::Decimal:
        if (type.scale > m_maxDecimalScale)
            return Error(ErrorKind::Unsupported,
                    u"%1 cannot be stored: %2 keeps at most %3 digits after the point."_s
                            .arg(type.toString(), m_flavour == Flavour::MariaDb ? u"MariaDB"_s : u"MySQL"_s)
                            .arg(m_maxDecimalScale))
                    .setHint(u"Use a smaller scale, or a text column."_s);
        return u"decimal(%1,%2)"_s.arg(type.precision).arg(type.scale);
    case TypeKind::Enum: return u"varchar(%1)"_s.arg(longest(type.values));
    case TypeKind::Opaque: return type.native;
    default: return QString(std::ranges::find(declared, type.kind, &TypeName::kind)->name);
    }
}

ColumnType MysqlTypes::fromSql(QStringView sqlType) const
{
    const QString text = sqlType.trimmed().toString();
    if (text.startsWith("enum("_L1)) {
        ColumnType type = ColumnType::of(TypeKind::Enum);
        for (const Token &token : tokenize(text)) { // the catalogue doubles quotes and leaves backslashes alone
            if (token.kind == Token::Kind::Text)
                type.values += token.text;
        }
        return type;
    }
    static const QRegularExpression form(uR"(^(\w+)(?:\((\d+)(?:,(\d+))?\))?((?: unsigned)?)$)"_s);
    const QRegularExpressionMatch match = form.match(text);
    const QString name = match.captured(1) + match.captured(4);
    const int first = match.captured(2).toInt();
    const int second = match.captured(3).toInt();
    if (name == u"tinyint"_s && first == 1)
        return ColumnType::of(TypeKind::Bool);
    if (name == u"varchar"_s || name == u"char"_s)
        return first > 0 ? ColumnType::string(first) : ColumnType { .kind = TypeKind::Opaque, .native = text };
    if (name == u"varbinary"_s || name == u"binary"_s)
        return ColumnType { .kind = TypeKind::Binary, .length = first };
    if (name == u"decimal"_s)
        return ColumnType::decimal(first, second);
    for (const auto &[kind, sqlName] : known) {
        if (name == sqlName)
            return ColumnType::of(kind);
    }
    return ColumnType { .kind = TypeKind::Opaque, .native = text };
}

QString typeCheck(const ColumnType &type, const QString &column, const Syntax &syntax, Flavour flavour)
{
    switch (type.kind) {
    case TypeKind::String: return type.length > maxVarchar ? lengthCheck(u"char_length"_s, column, type.length) : QString();
    case TypeKind::Binary: return type.length > maxVarbinary ? lengthCheck(u"octet_length"_s, column, type.length) : QString();
    case TypeKind::Json:
    case TypeKind::Array:
    case TypeKind::Vector: // MariaDB's json is longtext; MySQL's is a type of its own
        return flavour == Flavour::MariaDb ? QString(u"json_valid("_s + column + u')') : QString();
    case TypeKind::Enum: {
        QStringList values;
        for (const QString &value : type.values)
            values += syntax.textLiteral(value);
        return column + u" IN (" + values.join(u", ") + u')';
    }
    default: return {};
    }
}

} // namespace quoin::dialect::mysql
