// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/core/export.h>

#include <QtCore/qloggingcategory.h>

namespace quoin {

/// Connecting, retrying, closing. Category "quoin.connection"; debug is off by default.
QUOIN_EXPORT const QLoggingCategory &logConnection();
/// Each statement's text with placeholders, and its time. Category "quoin.statement"; debug is off by default.
QUOIN_EXPORT const QLoggingCategory &logStatement();
/// Models: what was registered and what is wrong with it. Category "quoin.model".
QUOIN_EXPORT const QLoggingCategory &logModel();

} // namespace quoin
