// SPDX-License-Identifier: MIT
#include <quoin/dialect/dialect.h>

namespace quoin::dialect {

TypeMapper::~TypeMapper() = default;
DdlPlanner::~DdlPlanner() = default;
CatalogRunner::~CatalogRunner() = default;
Inspector::~Inspector() = default;
ErrorMapper::~ErrorMapper() = default;
Dialect::~Dialect() = default;

} // namespace quoin::dialect
