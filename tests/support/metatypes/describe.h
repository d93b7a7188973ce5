// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/meta/modelinfo.h>

/// Every member of a model as text, one per line: two models are equal when their texts are. Leaves out what only a running
/// program has.
QString describe(const quoin::ModelInfo &model);
QString describe(const quoin::schema::Table &table);
