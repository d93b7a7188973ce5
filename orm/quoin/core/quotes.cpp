// SPDX-License-Identifier: MIT
#include <quoin/core/quotes.h>

namespace quoin {

QString inQuotes(QStringView text, QChar quote)
{
    QString out;
    out.reserve(text.size() + 2);
    out += quote;
    for (QChar c : text) {
        out += c;
        if (c == quote)
            out += c;
    }
    return out + quote;
}

} // namespace quoin
