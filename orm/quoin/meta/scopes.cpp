// SPDX-License-Identifier: MIT
#include <quoin/meta/scopes_p.h>

namespace quoin {

using namespace Qt::StringLiterals;

NameMatch resolveName(QStringView name, QStringView scope, const QStringList &qualifiedNames)
{
    if (name.startsWith(u"::"))
        return qualifiedNames.contains(name.sliced(2)) ? NameMatch { { name.sliced(2).toString() } } : NameMatch {};
    for (QStringView around = scope;;) {
        const QString candidate = around.isEmpty() ? name.toString() : QString(around + u"::"_s + name);
        if (qualifiedNames.contains(candidate))
            return { { candidate } };
        if (around.isEmpty())
            break;
        const qsizetype outer = around.lastIndexOf(u"::");
        around = outer < 0 ? QStringView() : around.first(outer);
    }
    const QString tail = u"::"_s + name;
    NameMatch match;
    for (const QString &candidate : qualifiedNames) {
        if (candidate.endsWith(tail) && !match.names.contains(candidate))
            match.names.append(candidate);
    }
    return match;
}

} // namespace quoin
