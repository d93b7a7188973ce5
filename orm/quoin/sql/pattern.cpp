// SPDX-License-Identifier: MIT
#include <quoin/sql/pattern_p.h>

#include <QtCore/qregularexpression.h>

using namespace Qt::StringLiterals;

namespace quoin::sql {

namespace {

Error invalid(const QString &pattern, const QString &why)
{
    return Error(ErrorKind::InvalidQuery, u"The regular expression \"%1\" cannot be used: %2."_s.arg(pattern, why));
}

/// The engines have POSIX' advanced regular expressions (PostgreSQL) and Perl's (all others). What both know and mean
/// differently, or what only one knows, is found here.
class CommonSubset
{
public:
    explicit CommonSubset(const QString &pattern) : m_pattern(pattern) { }

    /// What is wrong, or nothing.
    QString fault()
    {
        for (m_at = 0; m_at < m_pattern.size(); ++m_at) {
            const QChar c = m_pattern.at(m_at);
            if (c == u'\\') {
                if (const QString wrong = escape(); !wrong.isEmpty())
                    return wrong;
                m_repeats = false;
            } else if (m_inSet) {
                set(c);
            } else if (c == u'[') {
                m_inSet = true;
                m_repeats = false;
                m_setBegin = m_at + (next() == u'^' ? 2 : 1);
            } else if (c == u'(' && next() == u'?') {
                const QStringView kind
                        = QStringView(m_pattern).sliced(m_at + 2, std::min<qsizetype>(2, m_pattern.size() - m_at - 2));
                if (!kind.startsWith(u':') && !kind.startsWith(u'=') && !kind.startsWith(u'!'))
                    return u"of groups that begin with (? only (?:…), (?=…) and (?!…) are known to every engine"_s;
                ++m_at;
                m_repeats = false;
            } else if (c == u'*' || c == u'+' || c == u'?' || c == u'{') {
                if (const QString wrong = repetition(c); !wrong.isEmpty())
                    return wrong;
            } else {
                m_repeats = false;
            }
        }
        return {};
    }

private:
    [[nodiscard]] QChar next() const { return m_at + 1 < m_pattern.size() ? m_pattern.at(m_at + 1) : QChar(); }

    QString escape()
    {
        const QChar c = next();
        ++m_at;
        constexpr QStringView letters = u"dDwWsStnr";
        if (c.unicode() > 0x7f || !c.isLetterOrNumber() || letters.contains(c))
            return {};
        if (c.isDigit() && c != u'0' && !m_inSet)
            return {};
        return u"\\%1 does not mean the same on every engine"_s.arg(c);
    }

    void set(QChar c)
    {
        if (c == u'[' && (next() == u':' || next() == u'.' || next() == u'=')) { // [:alpha:]
            const qsizetype end = m_pattern.indexOf(QString(next()) + u']', m_at + 2);
            if (end > 0)
                m_at = end + 1;
        } else if (c == u']' && m_at != m_setBegin) {
            m_inSet = false;
        }
    }

    QString repetition(QChar c)
    {
        if (c == u'{' && !next().isDigit())
            return u"{ begins a number of repetitions, as {2,5}: write \\{ for the character"_s;
        if (m_repeats && c != u'?')
            return u"a repetition of a repetition is known to some engines only"_s;
        m_repeats = !m_repeats;
        if (c == u'{') {
            const qsizetype end = m_pattern.indexOf(u'}', m_at);
            for (const QStringView number :
                    QStringView(m_pattern).sliced(m_at + 1, std::max<qsizetype>(end - m_at - 1, 0)).split(u',')) {
                constexpr int most = 255; // PostgreSQL's limit
                if (number.toInt() > most)
                    return u"a part cannot be repeated more than %1 times"_s.arg(most);
            }
            m_at = std::max(end, m_at);
        }
        return {};
    }

    const QString &m_pattern;
    qsizetype m_at = 0;
    qsizetype m_setBegin = 0;
    bool m_inSet = false;
    bool m_repeats = false; ///< The character before was a repetition.
};

} // namespace

Result<void> checkPattern(const QString &pattern)
{
    const QRegularExpression expression(pattern);
    if (!expression.isValid())
        return invalid(pattern, u"%1, at character %2"_s.arg(expression.errorString()).arg(expression.patternErrorOffset() + 1));
    if (const QString fault = CommonSubset(pattern).fault(); !fault.isEmpty())
        return invalid(pattern, fault).setHint(u"Term::regex() says what every engine reads in the same way."_s);
    return {};
}

Result<void> checkReplacement(const QString &replacement)
{
    for (qsizetype i = 0; i < replacement.size(); ++i) {
        if (replacement.at(i) != u'\\')
            continue;
        const QChar next = i + 1 < replacement.size() ? replacement.at(i + 1) : QChar();
        if (next != u'\\' && (next < u'1' || next > u'9'))
            return Error(
                    ErrorKind::InvalidQuery, u"The replacement \"%1\" has a backslash before no digit from 1."_s.arg(replacement))
                    .setHint(u"\\1 to \\9 are what the groups found; write two backslashes for one."_s);
        ++i;
    }
    return {};
}

} // namespace quoin::sql
