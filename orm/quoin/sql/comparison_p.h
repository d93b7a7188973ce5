// SPDX-License-Identifier: MIT
#pragma once

// Not part of the API: what has to be written around values so that = < > and ORDER BY mean the same on every engine.

#include <quoin/dialect/writer.h>
#include <quoin/expr/node.h>
#include <quoin/meta/modelinfo.h>

#include <functional>

namespace quoin::sql {

/// " = ", " <> ", " < " …
QLatin1StringView comparisonSign(expr::NodeKind kind);

using Operand = std::function<void(dialect::SqlWriter &)>;

/// Is the type one whose values can be compared as a whole? JSON is not: each engine has a notion of its own.
Result<void> checkComparable(const FieldInfo &field);
/// And one whose values have an order? A list has none that is everywhere the same.
Result<void> checkOrdered(const FieldInfo &field);

/// An enumeration that is stored as text: it is ordered as its values are, not as its words.
bool isTextEnum(const FieldInfo &field);
/// The texts of such an enumeration whose values stand in this order to that of \a text or number \a value.
QList<Value> enumTexts(const FieldInfo &field, const Value &value, const std::function<bool(qint64, qint64)> &compare);

/// The column, or a value that goes with it, as < and > and ORDER BY take it.
void writeOrdered(dialect::SqlWriter &out, const FieldInfo &field, const schema::ColumnType &type, const Operand &operand);

/// How two columns are brought to one form.
struct Common
{
    enum class Form { AsTyped, Real, Rank };
    Form form = Form::AsTyped;
    schema::ColumnType type {}; ///< AsTyped: of both.
};
/// Unsupported for two types that no engine could compare without guessing.
Result<Common> commonForm(const FieldInfo &left, const FieldInfo &right, bool ordering);
void writeCommon(dialect::SqlWriter &out, const Common &common, const FieldInfo &field, const Operand &operand);

} // namespace quoin::sql
