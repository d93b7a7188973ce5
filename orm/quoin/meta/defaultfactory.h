// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/core/result.h>
#include <quoin/core/value.h>

#include <functional>

namespace quoin {

/// Makes the value of a property that a new row leaves empty: the next ticket number, a token, a UUID of version 7.
using DefaultFactory = std::function<Value()>;

/// Makes \a name usable in the option defaultFactory=. Replaces one of the same name. Thread-safe; the function is called by
/// whichever thread inserts.
/// \code
/// quoin::registerDefaultFactory(u"token"_s, [] { return quoin::Value(newToken()); });
/// …
/// QUOIN_FIELD(QString, token, "maxLength=40, defaultFactory=token")
/// \endcode
QUOIN_EXPORT void registerDefaultFactory(const QString &name, const DefaultFactory &factory);

} // namespace quoin
