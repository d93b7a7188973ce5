// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/qstring.h>

namespace quoin::dialect::postgresql {

/// ["a", null] as PostgreSQL's {"a",NULL}.
QString arrayFromJson(const QString &json);
/// The reverse; numbers stay texts. Text that is no array comes back unchanged.
QString jsonFromArray(const QString &text);

} // namespace quoin::dialect::postgresql
