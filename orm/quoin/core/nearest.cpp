// SPDX-License-Identifier: MIT
#include <quoin/core/nearest.h>

#include <algorithm>
#include <vector>

namespace quoin {

using namespace Qt::StringLiterals;

namespace {

// Damerau–Levenshtein distance in its "optimal string alignment" form: a swap of neighbours is one mistake.
int distance(QStringView a, QStringView b)
{
    std::vector<int> before(size_t(b.size() + 1)), last(before.size()), current(before.size());
    for (size_t j = 0; j < last.size(); ++j)
        last[j] = int(j);
    for (qsizetype i = 1; i <= a.size(); ++i) {
        current[0] = int(i);
        for (qsizetype j = 1; j <= b.size(); ++j) {
            const QChar x = a[i - 1].toCaseFolded(), y = b[j - 1].toCaseFolded();
            int best = std::min({ last[size_t(j)] + 1, current[size_t(j - 1)] + 1, last[size_t(j - 1)] + (x == y ? 0 : 1) });
            if (i > 1 && j > 1 && x == b[j - 2].toCaseFolded() && y == a[i - 2].toCaseFolded())
                best = std::min(best, before[size_t(j - 2)] + 1);
            current[size_t(j)] = best;
        }
        std::swap(before, last);
        std::swap(last, current);
    }
    return last.back();
}

QString quoted(const QStringList &names, QStringView lastSeparator)
{
    QString text;
    for (qsizetype i = 0; i < names.size(); ++i) {
        if (i > 0)
            text += i == names.size() - 1 ? lastSeparator : QStringView(u", ");
        text += u'"' + names[i] + u'"';
    }
    return text;
}

} // namespace

QStringList nearest(QStringView text, const QStringList &candidates, int atMost)
{
    std::vector<std::pair<int, QString>> found;
    for (const QString &candidate : candidates) {
        const int edits = distance(text, candidate);
        // A third of the letters may be wrong; a name that continues what was written counts as near too.
        const bool continues = text.size() >= 3 && candidate.startsWith(text, Qt::CaseInsensitive);
        if (edits <= std::max<int>(1, int(std::min(text.size(), candidate.size())) / 3) || continues)
            found.emplace_back(edits, candidate);
    }
    std::ranges::stable_sort(found, {}, &std::pair<int, QString>::first);
    QStringList result;
    for (const auto &[edits, candidate] : found) {
        if (result.size() < atMost && !result.contains(candidate))
            result.append(candidate);
    }
    return result;
}

QString didYouMean(QStringView text, const QStringList &candidates)
{
    constexpr qsizetype readable = 40;
    if (const QStringList near = nearest(text, candidates); !near.isEmpty())
        return u"Did you mean "_s + quoted(near, u" or ") + u"?"_s;
    if (!candidates.isEmpty() && candidates.size() <= readable)
        return u"There are: "_s + candidates.join(u", "_s) + u'.';
    return {};
}

} // namespace quoin
