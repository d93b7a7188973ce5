// SPDX-License-Identifier: MIT
#include <quoin/dialect/sqlite/types_p.h>

#include <quoin/dialect/typecheck_p.h>

#include <QtCore/qregularexpression.h>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;
using quoin::schema::ColumnType;
using quoin::schema::TypeKind;

namespace quoin::dialect::sqlite {

namespace {

struct TypeName
{
    TypeKind kind;
    QLatin1StringView name;
};

// What Quoin declares. "date", "time", "datetime" and "uuid" have NUMERIC affinity, which leaves text alone that does not
// look like a number: the ISO forms and UUIDs with their dashes never do.
constexpr std::array declared {
    TypeName { TypeKind::Bool, "boolean"_L1 },
    TypeName { TypeKind::Int16, "smallint"_L1 },
    TypeName { TypeKind::Int32, "int"_L1 },
    TypeName { TypeKind::Int64, "bigint"_L1 },
    TypeName { TypeKind::UInt16, "unsigned smallint"_L1 },
    TypeName { TypeKind::UInt32, "unsigned int"_L1 },
    TypeName { TypeKind::UInt64, "unsigned_text"_L1 },
    TypeName { TypeKind::Float, "float"_L1 },
    TypeName { TypeKind::Double, "double"_L1 },
    TypeName { TypeKind::Text, "text"_L1 },
    TypeName { TypeKind::Binary, "blob"_L1 },
    TypeName { TypeKind::Date, "date"_L1 },
    TypeName { TypeKind::Time, "time"_L1 },
    TypeName { TypeKind::DateTime, "datetime"_L1 },
    TypeName { TypeKind::Uuid, "uuid"_L1 },
    TypeName { TypeKind::Json, "json_text"_L1 },
};

// What others declare and what it means to Quoin. "integer" is SQLite's own name for its 64 bits.
constexpr std::array foreign {
    TypeName { TypeKind::Bool, "bool"_L1 },
    TypeName { TypeKind::Int64, "integer"_L1 },
    TypeName { TypeKind::Int32, "mediumint"_L1 },
    TypeName { TypeKind::Int32, "int4"_L1 },
    TypeName { TypeKind::Int16, "tinyint"_L1 },
    TypeName { TypeKind::Int16, "int2"_L1 },
    TypeName { TypeKind::Int64, "int8"_L1 },
    TypeName { TypeKind::UInt16, "smallint unsigned"_L1 },
    TypeName { TypeKind::UInt32, "int unsigned"_L1 },
    TypeName { TypeKind::UInt32, "integer unsigned"_L1 },
    TypeName { TypeKind::Double, "real"_L1 },
    TypeName { TypeKind::Double, "double precision"_L1 },
    TypeName { TypeKind::Text, "clob"_L1 },
    TypeName { TypeKind::Text, "longtext"_L1 },
    TypeName { TypeKind::Text, "string"_L1 },
    TypeName { TypeKind::Binary, "bytea"_L1 },
    TypeName { TypeKind::Binary, "binary"_L1 },
    TypeName { TypeKind::Binary, "varbinary"_L1 },
    TypeName { TypeKind::DateTime, "timestamp"_L1 },
};

const QStringList &boundedTextNames()
{
    static const QStringList names { u"varchar"_s, u"char"_s, u"character"_s, u"nvarchar"_s, u"nchar"_s, u"character varying"_s,
        u"varying character"_s, u"native character"_s };
    return names;
}

/// Which values SQLite changes in a column that is declared so (sqlite.org/datatype3.html, "Determination Of Column Affinity").
enum class Affinity { Integer, Text, Blob, Number };

Affinity affinityOf(const QString &declaration)
{
    const auto names = [&](std::initializer_list<QLatin1StringView> words) {
        return std::ranges::any_of(words, [&](auto word) { return declaration.contains(word, Qt::CaseInsensitive); });
    };
    return names({ "int"_L1 })                              ? Affinity::Integer
            : names({ "char"_L1, "clob"_L1, "text"_L1 })    ? Affinity::Text
            : declaration.isEmpty() || names({ "blob"_L1 }) ? Affinity::Blob
                                                            : Affinity::Number;
}

bool turnsTextsIntoNumbers(const QString &declaration)
{
    const Affinity affinity = affinityOf(declaration);
    return affinity == Affinity::Integer || affinity == Affinity::Number;
}

// A type that SQLite does not know is a name to it, which decides by its letters: in a column of type "inet" the text "007"
// becomes the number 7. So it is declared "inet text", which keeps texts as they are. A column that others declared "inet" has to
// stay as it is, and is called 'inet numeric' here: a declaration that SQLite would understand in the same way.
constexpr QLatin1StringView textWord = " text"_L1;
constexpr QLatin1StringView numericWord = " numeric"_L1;

Result<QString> opaqueType(const QString &native)
{
    if (native.endsWith(numericWord))
        return native.chopped(numericWord.size());
    switch (affinityOf(native)) {
    case Affinity::Text:
    case Affinity::Blob: return native;
    case Affinity::Number: {
        const qsizetype arguments = native.indexOf(u'('); // they come last
        return arguments < 0 ? QString(native + textWord) : QString(native).insert(arguments, textWord);
    }
    case Affinity::Integer: break;
    }
    return Error(ErrorKind::Unsupported,
            u"SQLite cannot keep texts in a column of type %1: it takes every type with the letters INT for one of integers."_s
                    .arg(native))
            .setHint(u"Use a QString without type=, or a type with another name."_s);
}

QString opaqueName(const QString &declaration)
{
    static const QRegularExpression ours(uR"(^(.*) text(\(.*\))?$)"_s);
    const QRegularExpressionMatch match = ours.match(declaration);
    const QString name = match.captured(1) + match.captured(2);
    if (match.hasMatch() && affinityOf(name) == Affinity::Number)
        return name;
    return turnsTextsIntoNumbers(declaration) ? QString(declaration + numericWord) : declaration;
}

} // namespace

Result<QString> SqliteTypes::sqlType(const ColumnType &type) const
{
    switch (type.kind) {
    case TypeKind::String: return u"varchar(%1)"_s.arg(type.length);
    case TypeKind::Decimal: return u"decimal_text(%1,%2)"_s.arg(type.precision).arg(type.scale);
    case TypeKind::Enum: return u"text"_s;
    case TypeKind::Array:
    case TypeKind::Vector: return u"json_text"_s;
    case TypeKind::Opaque: return opaqueType(type.native);
    case TypeKind::Binary: return type.length > 0 ? u"blob(%1)"_s.arg(type.length) : u"blob"_s;
    default: return QString(std::ranges::find(declared, type.kind, &TypeName::kind)->name);
    }
}

ColumnType SqliteTypes::fromSql(QStringView sqlType) const
{
    static const QRegularExpression form(uR"(^\s*([^(]*?)\s*(?:\(\s*([+-]?\d+)\s*(?:,\s*([+-]?\d+)\s*)?\))?\s*$)"_s);
    const QRegularExpressionMatch match = form.match(sqlType);
    const QString name = match.captured(1).simplified().toLower();
    const int first = match.captured(2).toInt();
    const int second = match.captured(3).toInt();
    if (name == u"decimal_text"_s && first >= 1 && first <= Decimal::maxDigits && second >= 0 && second <= first)
        return ColumnType::decimal(first, second);
    if ((name == u"decimal"_s || name == u"numeric"_s) && first > 0)
        return ColumnType::of(TypeKind::Double); // to SQLite these are floating point numbers
    if (boundedTextNames().contains(name))
        return first > 0 ? ColumnType::string(first) : ColumnType::of(TypeKind::Text);
    if (name == u"blob"_s)
        return ColumnType { .kind = TypeKind::Binary, .length = first };
    for (const auto &[kind, known] : declared) {
        if (name == known)
            return ColumnType::of(kind);
    }
    for (const auto &[kind, known] : foreign) {
        if (name == known)
            return ColumnType::of(kind);
    }
    return ColumnType { .kind = TypeKind::Opaque, .native = opaqueName(sqlType.trimmed().toString()) };
}

QString typeCheck(const ColumnType &type, const QString &column, const Syntax &syntax)
{
    switch (type.kind) {
    case TypeKind::String: return lengthCheck(u"length"_s, column, type.length);
    case TypeKind::Binary: return type.length > 0 ? lengthCheck(u"length"_s, column, type.length) : QString();
    case TypeKind::UInt16:
    case TypeKind::UInt32: return rangeCheck(column, type.kind);
    case TypeKind::Json:
    case TypeKind::Array:
    case TypeKind::Vector: return u"json_valid(ifnull("_s + column + u", 'null'))"; // of NULL it is 0, which would refuse the row
    case TypeKind::Enum: {
        QStringList values;
        for (const QString &value : type.values)
            values += syntax.textLiteral(value);
        return column + u" IN (" + values.join(u", ") + u')';
    }
    default: return {};
    }
}

} // namespace quoin::dialect::sqlite
