// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/meta/modelinfo.h>
#include <quoin/meta/registry.h>

namespace quoin {

/// A named validator: the message for people when the value is not acceptable, else an empty text. Thread-safe functions only.
using Validator = std::function<QString(const Value &value)>;
/// Makes \a name usable in the option validators=. Replaces one of the same name. Thread-safe.
QUOIN_EXPORT void registerValidator(const QString &name, Validator validator);

/// Every rule of M8: required, length, range, choices, format, precision, named validators, then the model's own clean(). All
/// problems at once, as one Validation error whose fieldErrors() has each. Values of sensitive fields are not in the messages. \a
/// fields: only these (empty: all).
QUOIN_EXPORT Result<void> fullClean(const ModelInfo &model, const void *object, const QList<const FieldInfo *> &fields = {});

template<class T>
Result<void> fullClean(const T &object)
{
    const auto &model = modelOf<T>();
    return model ? fullClean(**model, &object) : Result<void>(model.error());
}

} // namespace quoin
