// SPDX-License-Identifier: MIT
#include <quoin/meta/formats_p.h>

#include <QtCore/qhash.h>
#include <QtCore/qregularexpression.h>
#include <QtCore/qurl.h>

#include <algorithm>
#include <mutex>

namespace quoin {

using namespace Qt::StringLiterals;

namespace {

bool isLocalPart(QStringView local)
{
    constexpr qsizetype longest = 64;
    const auto allowed = [](QChar c) { return c.isLetterOrNumber() || u".!#$%&'*+/=?^_`{|}~-"_s.contains(c); };
    return !local.isEmpty() && local.size() <= longest && std::ranges::all_of(local, allowed) && !local.startsWith(u'.')
            && !local.endsWith(u'.') && !local.contains(u".."_s);
}

bool isDomainLabel(QStringView label)
{
    constexpr qsizetype longest = 63;
    return !label.isEmpty() && label.size() <= longest && !label.startsWith(u'-') && !label.endsWith(u'-')
            && std::ranges::all_of(label, [](QChar c) { return c.isLetterOrNumber() || c == u'-'; });
}

bool isDomain(QStringView domain)
{
    const auto labels = domain.split(u'.');
    if (labels.size() == 1)
        return domain == u"localhost";
    return std::ranges::all_of(labels, isDomainLabel)
            && std::ranges::any_of(labels.constLast(), [](QChar c) { return c.isLetter(); });
}

} // namespace

bool isEmail(QStringView text)
{
    constexpr qsizetype longest = 254;
    const qsizetype at = text.lastIndexOf(u'@');
    return at > 0 && text.size() <= longest && isLocalPart(text.first(at)) && isDomain(text.sliced(at + 1));
}

bool isUrl(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    if (!url.isValid() || url.isRelative())
        return false;
    const QString scheme = url.scheme();
    const bool needsHost = scheme == "http"_L1 || scheme == "https"_L1 || scheme == "ftp"_L1;
    return !needsHost || !url.host().isEmpty();
}

bool matchesWhole(const QString &text, const QString &pattern)
{
    static std::mutex mutex;
    static auto *compiled = new QHash<QString, QRegularExpression>;
    QRegularExpression expression;
    {
        const std::scoped_lock lock(mutex);
        auto found = compiled->find(pattern);
        if (found == compiled->end()) {
            found = compiled->insert(pattern,
                    QRegularExpression(
                            QRegularExpression::anchoredPattern(pattern), QRegularExpression::UseUnicodePropertiesOption));
            found->optimize();
        }
        expression = *found;
    }
    return expression.match(text).hasMatch();
}

} // namespace quoin
