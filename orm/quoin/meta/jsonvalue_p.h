// SPDX-License-Identifier: MIT
#pragma once

// Not part of the API: values as JSON, and what JSON or QML give back for a property.

#include <quoin/meta/modelinfo.h>

#include <QtCore/qjsonvalue.h>

class QVariant;

namespace quoin {

/// As documented at toJson().
QJsonValue jsonOf(const Value &value);
/// The value for this property: what it means depends on the property's type (a text can be a date, Base64 or a text).
Result<Value> valueOf(const FieldInfo &field, const QJsonValue &json);
Result<Value> valueOf(const FieldInfo &field, const QVariant &variant);

} // namespace quoin
