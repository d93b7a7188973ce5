// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/dialect/dialect.h>
#include <quoin/dialect/explain.h>

namespace quoin::dialect::postgresql {

QUOIN_EXPORT std::shared_ptr<const Dialect> makeDialect(const ServerInfo &server);

std::unique_ptr<Explainer> makeExplainer(const Capabilities &capabilities);

} // namespace quoin::dialect::postgresql
