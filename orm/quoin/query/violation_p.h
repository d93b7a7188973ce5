// SPDX-License-Identifier: MIT
#pragma once

// Not part of the API.

#include <quoin/core/error.h>
#include <quoin/meta/modelinfo.h>

namespace quoin {

/// Adds what the engine did not say of a violated constraint and the model knows: some tell the name but no columns, others the
/// columns but no name. The property, too, where there is one column.
void nameViolation(Error &error, const ModelInfo &model);

/// The error of a statement about a model: with the model's name and table, and what it knows of a violated constraint.
Error withModel(Error error, const ModelInfo &model);

} // namespace quoin
