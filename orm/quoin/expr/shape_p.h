// SPDX-License-Identifier: MIT
#pragma once

// Not part of the API: what is known of an expression by name before an engine computes it. It answers at run time what the typed
// layer (literal.h, arithmetic.h, functions.h) has the compiler answer, and tests/auto/expr/tst_namedshape holds the two
// together.

#include <quoin/expr/function.h>
#include <quoin/meta/modelinfo.h>

namespace quoin::expr {

struct QUOIN_EXPORT Shape
{
    Value::Type type = Value::Type::Null; ///< Null: of a NULL, whose type the context gives.
    const FieldInfo *field = nullptr;     ///< Its values are those of this property.
    bool nullable = false;
    Level level = Level::Row;
    const ModelInfo *rows = nullptr; ///< It is a relation with many rows of this model, itself; field is their key.

    /// False for what only looks like its type: enumerations, other rows, URLs, user-defined types.
    [[nodiscard]] bool isPlain() const;
    [[nodiscard]] bool isInteger() const { return isPlain() && (type == Value::Type::Int || type == Value::Type::UInt); }
    [[nodiscard]] bool isNumber() const
    {
        return isInteger() || (isPlain() && (type == Value::Type::Double || type == Value::Type::Decimal));
    }
    [[nodiscard]] bool isText() const;
    /// "text", "shop::Product::Status": for messages.
    [[nodiscard]] QString typeName() const;
};

QUOIN_EXPORT Shape shapeOf(const FieldInfo &field, bool nullable);
QUOIN_EXPORT Shape shapeOf(const Value &value);
/// The type of the values of a property of that type; Null for enumerations, relations and user-defined types.
Value::Type valueTypeOf(FieldType type);
/// The property type whose values are of that type.
FieldType fieldTypeOf(Value::Type type);
/// How a computed value is read.
QUOIN_EXPORT schema::ColumnType columnTypeOf(Value::Type type);

/// Can values of both be compared?
QUOIN_EXPORT bool comparable(const Shape &a, const Shape &b);
/// The type that both have in common, as CASE, coalesce() and arithmetic need it.
QUOIN_EXPORT std::optional<Shape> commonShape(const Shape &a, const Shape &b);
/// Does it fit where a function takes this?
QUOIN_EXPORT bool accepts(Argument argument, const Shape &shape);
/// "a text", "a number": what an argument is, for messages.
QUOIN_EXPORT QString argumentName(Argument argument);

} // namespace quoin::expr
