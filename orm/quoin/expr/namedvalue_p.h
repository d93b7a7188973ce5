// SPDX-License-Identifier: MIT
#pragma once

// Not part of the API: values from QML, JSON and programs as the values that an expression needs. Without loss, or an error that
// says what was expected and never what was there.

#include <quoin/expr/shape_p.h>

#include <QtCore/qjsonvalue.h>
#include <QtCore/qvariant.h>

namespace quoin::expr {

/// As it is; QML's number 1 may be an integer or a double.
Result<Value> naturalValue(const QVariant &given);
/// As a value of this property: a key of an enumeration as its number, a related row (or a map of it) as its key, a whole double
/// for an integer as one, a text as a date. Integers are not held to the column's range: outside of it nothing is equal.
Result<Value> valueFor(const FieldInfo &field, const QVariant &given);
/// As what is compared with an expression.
Result<Value> valueFor(const Shape &shape, const QVariant &given);
/// As what stands beside an expression in arithmetic, a CASE or coalesce(): a text or double as the date, decimal … that is
/// there; numbers stay the integers or doubles that they are.
Result<Value> valueBeside(const Shape &shape, const QVariant &given);
/// As what a function takes in this place.
Result<Value> valueFor(Argument argument, const QVariant &given);
/// An object or array of JSON.
Result<QJsonValue> documentOf(const QVariant &given);
/// As an element of a list of these.
Result<Value> elementFor(FieldType type, const QVariant &given);
/// The elements of what a program, QML or JSON calls a list.
Result<QVariantList> elementsOf(const QVariant &given);

} // namespace quoin::expr
