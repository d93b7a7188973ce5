// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/core/result.h>

#include <QtCore/qstring.h>
#include <QtCore/qstringlist.h>

#include <memory>

namespace quoin::schema {

/// What a column holds, in words of no engine. docs/guides/types.md has each one's SQL type per engine.
enum class TypeKind {
    Bool,
    Int16,
    Int32,
    Int64,
    UInt16,
    UInt32,
    UInt64,
    Float,
    Double,
    Decimal, ///< precision and scale
    String,  ///< length in characters
    Text,    ///< unbounded
    Binary,  ///< unbounded, or length in bytes
    Date,
    Time,
    DateTime,
    Uuid,
    Json,
    Enum,   ///< one of values, stored as text (see enumName)
    Array,  ///< of element
    Vector, ///< of length floats, or of any number
    Opaque  ///< a type of one engine only, kept as its text in native
};

/// A column's type as a plain value. Unused parts stay at their defaults, so that == means "the same type".
struct QUOIN_EXPORT ColumnType
{
    TypeKind kind = TypeKind::Text;
    int length = 0;        ///< String: characters; Binary: bytes, 0 = unbounded; Vector: dimensions, 0 = any.
    int precision = 0;     ///< Decimal: 1 to 65 digits.
    int scale = 0;         ///< Decimal: 0 to precision digits after the point.
    QStringList values {}; ///< Enum: the texts, in order.
    QString enumName {};   ///< Enum: the name of a type that the engine declares by itself; empty: text with a CHECK.
    QString native {};     ///< Opaque: the engine's own spelling.
    std::shared_ptr<const ColumnType> element {}; ///< Array: never null, never itself an array.

    static ColumnType of(TypeKind kind) { return { .kind = kind }; }
    static ColumnType string(int length) { return { .kind = TypeKind::String, .length = length }; }
    static ColumnType decimal(int precision, int scale)
    {
        return { .kind = TypeKind::Decimal, .precision = precision, .scale = scale };
    }
    static ColumnType array(ColumnType element);
    static ColumnType vector(int dimensions) { return { .kind = TypeKind::Vector, .length = dimensions }; }

    [[nodiscard]] bool isInteger() const { return kind >= TypeKind::Int16 && kind <= TypeKind::UInt64; }
    [[nodiscard]] bool isText() const { return kind == TypeKind::String || kind == TypeKind::Text; }

    /// "string(80)", "decimal(12,2)", "int64", "array(string(20))", "enum('a','b')", "opaque('tsvector')": what
    /// migration files and the option type= say. fromString() reads exactly this.
    [[nodiscard]] QString toString() const;
    static Result<ColumnType> fromString(QStringView text);

    QUOIN_EXPORT friend bool operator==(const ColumnType &a, const ColumnType &b);
};

} // namespace quoin::schema
