// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/core/export.h>

#include <QtCore/qstringlist.h>

namespace quoin {

/// The candidates that \a text was probably meant to be, the likeliest first: few letters wrong, swapped or missing, whatever
/// their case. Empty when none looks alike.
QUOIN_EXPORT QStringList nearest(QStringView text, const QStringList &candidates, int atMost = 3);

/// A sentence for an error's hint: "Did you mean \"maxLength\"?"; without a likely candidate the list of all, if it is
/// short enough to be read.
QUOIN_EXPORT QString didYouMean(QStringView text, const QStringList &candidates);

} // namespace quoin
