// SPDX-License-Identifier: MIT
#pragma once

// Not part of the API: the forms that format= names.

#include <QtCore/qstring.h>

namespace quoin {

/// An address as people have it: local part of letters, digits and .!#$%&'*+/=?^_`{|}~-, an @ and a domain with a dot (or
/// localhost). At most 254 characters. Quoted local parts and addresses with comments, which mail systems reject too, are none.
bool isEmail(QStringView text);
/// An absolute URL with a scheme and, for http, https and ftp, a host.
bool isUrl(const QString &text);
/// The whole text matches, as if the pattern stood between ^ and $. The compiled pattern is kept. Thread-safe.
bool matchesWhole(const QString &text, const QString &pattern);

} // namespace quoin
