// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/core/export.h>

#include <QtCore/qstring.h>

namespace quoin {

/// An engine's message with the values in it replaced by maskText(). Names of tables, columns and constraints stay,
/// so that the message still says what to look at. What is not known to be a name is taken for a value: the
/// engines do not escape quotes inside their messages, so in doubt more is masked rather than less.
///
/// \code
/// maskLiterals(u"Duplicate entry 'ann@example.org' for key 'users.email'"_s);
///     // Duplicate entry '•••' for key 'users.email'
/// maskLiterals(u"Key (email)=(ann@example.org) already exists."_s);
///     // Key (email)=(•••) already exists.
/// \endcode
[[nodiscard]] QUOIN_EXPORT QString maskLiterals(const QString &engineText);

} // namespace quoin
