// SPDX-License-Identifier: MIT
#pragma once

// Not part of the API: looking names up as C++ does.

#include <QtCore/qstringlist.h>

namespace quoin {

/// What a name can mean: nothing, one thing, or several equally.
struct NameMatch
{
    QStringList names;
};

/// Looks \a name up among qualified names as it is seen inside \a scope ("shop::Post"): in the scope itself, then in each one
/// around it. If C++ would need a using directive to see it, a name that ends like it counts when there is only one.
NameMatch resolveName(QStringView name, QStringView scope, const QStringList &qualifiedNames);

} // namespace quoin
