// SPDX-License-Identifier: MIT
#include <quoin/dialect/pattern_p.h>

namespace quoin::dialect {

QString likePattern(TextMatch match, QStringView needle)
{
    QString out;
    out.reserve(needle.size() + 2);
    if (match == TextMatch::Contains || match == TextMatch::EndsWith)
        out += u'%';
    for (QChar c : needle) {
        if (c == u'%' || c == u'_' || c == likeEscape)
            out += likeEscape;
        out += c;
    }
    if (match == TextMatch::Contains || match == TextMatch::StartsWith)
        out += u'%';
    return out;
}

} // namespace quoin::dialect
