// SPDX-License-Identifier: MIT
#pragma once

// What a header that declares a model includes, and nothing more: it is compiled with every model.
#include <quoin/core/decimal.h>
#include <quoin/meta/columntype.h>
#include <quoin/meta/macros.h>
#include <quoin/meta/relations.h>

#include <optional>
