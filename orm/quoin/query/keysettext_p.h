// SPDX-License-Identifier: MIT
#pragma once

// Not part of the API: positions of keysetPage() as texts.

#include <quoin/sql/keyset.h>

namespace quoin {

/// The values of one row, as a text for a URL, which only a query of the same model and order takes.
QString keysetText(const ModelInfo &model, const QList<sql::KeysetTerm> &terms, const QList<Value> &values);
/// The values again; InvalidQuery for a text that was changed, or is of another query.
Result<QList<Value>> keysetValues(const ModelInfo &model, const QList<sql::KeysetTerm> &terms, const QString &text);

} // namespace quoin
