// SPDX-License-Identifier: MIT
#include <quoin/core/mask.h>

#include <quoin/core/secret.h>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace quoin {
namespace {

struct QuotePair
{
    char16_t open;
    char16_t close;
};

// Straight quotes of all engines, and what PostgreSQL's translated messages use.
constexpr std::array quotePairs {
    QuotePair { u'\'', u'\'' },
    QuotePair { u'"', u'"' },
    QuotePair { u'»', u'«' },
    QuotePair { u'«', u'»' },
    QuotePair { u'„', u'“' },
    QuotePair { u'“', u'”' },
};

// What stands in quotes right after one of these words is a name. The list need not be complete: a name that is
// missed is masked, which costs a little comfort; a value that is missed would be a leak.
constexpr std::array<QStringView, 38> nouns {
    u"attribute",
    u"at",
    u"collation",
    u"column",
    u"constraint",
    u"cursor",
    u"database",
    u"domain",
    u"drop",
    u"encoding",
    u"extension",
    u"field",
    u"file",
    u"function",
    u"host",
    u"index",
    u"key",
    u"language",
    u"method",
    u"name",
    u"on",
    u"operator",
    u"option",
    u"parameter",
    u"policy",
    u"procedure",
    u"relation",
    u"role",
    u"rule",
    u"savepoint",
    u"schema",
    u"sequence",
    u"socket",
    u"table",
    u"trigger",
    u"type",
    u"user",
    u"variable",
};

// PostgreSQL's own continuations of "Key (columns)=(values)".
constexpr std::array<QStringView, 5> tupleTails {
    u") already exists",
    u") is not present in",
    u") is still referenced",
    u") is duplicated",
    u") conflicts with",
};

// Lines of PostgreSQL that repeat the statement or the data that was read.
constexpr std::array<QStringView, 4> excerptLabels { u"LINE ", u"CONTEXT:", u"STATEMENT:", u"QUERY:" };

bool isWordCharacter(QChar character) { return character.isLetterOrNumber() || character == u'_'; }

/// One part of a message ("DETAIL: …"), read from the front.
class Part
{
public:
    explicit Part(QStringView text) : m_text(text) { }

    /// True once masked() met a value that does not end in this part.
    bool isOpen() const { return m_open; }

    QString masked()
    {
        if (const qsizetype end = excerptStart(); end >= 0)
            return m_text.first(end) % u' ' % maskText();
        QString result;
        result.reserve(m_text.size());
        for (qsizetype i = 0; i < m_text.size();) {
            const qsizetype end = nameEnd(i);
            if (end >= 0) {
                result += m_text.sliced(i, end - i + 1);
                i = end + 1;
            } else if (const QuotePair *pair = opening(i)) {
                const qsizetype close = literalEnd(i, *pair);
                result += QChar(pair->open) % maskText() % QChar(pair->close);
                i = close + 1;
            } else if (opensTuple(i)) {
                result += u'(' % maskText() % u')';
                i = tupleEnd(i) + 1;
            } else {
                result += m_text.at(i++);
            }
        }
        return result;
    }

private:
    /// Where the excerpt of a statement begins, behind its label; -1 in other parts.
    qsizetype excerptStart() const
    {
        const bool isExcerpt = std::ranges::any_of(excerptLabels, [&](QStringView label) { return m_text.startsWith(label); });
        return isExcerpt ? m_text.indexOf(u':') + 1 : -1;
    }

    /// The quotes that open at i; null for an apostrophe inside a word ("doesn't").
    const QuotePair *opening(qsizetype i) const
    {
        if (i > 0 && isWordCharacter(m_text.at(i - 1)))
            return nullptr;
        const auto pair = std::ranges::find(quotePairs, m_text.at(i).unicode(), &QuotePair::open);
        return pair == quotePairs.end() ? nullptr : &*pair;
    }

    bool closes(qsizetype i, char16_t close) const
    {
        return m_text.at(i) == close && (i + 1 == m_text.size() || !isWordCharacter(m_text.at(i + 1)));
    }

    /// The index of the closing quote if a quoted name opens at i, else -1.
    qsizetype nameEnd(qsizetype i) const
    {
        const QuotePair *pair = opening(i);
        if (!pair)
            return -1;
        const qsizetype end = m_text.indexOf(QChar(pair->close), i + 1);
        if (end < 0 || !closes(end, pair->close))
            return -1;
        return isName(wordBefore(i), m_text.sliced(i + 1, end - i - 1)) ? end : -1;
    }

    QStringView wordBefore(qsizetype i) const
    {
        // MySQL writes accounts as 'user'@'host'.
        if (i >= 2 && m_text.at(i - 1) == u'@' && m_text.at(i - 2) == u'\'')
            return u"host";
        if (i < 2 || m_text.at(i - 1) != u' ')
            return {};
        qsizetype begin = i - 1;
        while (begin > 0 && isWordCharacter(m_text.at(begin - 1)))
            --begin;
        return m_text.sliced(begin, i - 1 - begin);
    }

    static bool isName(QStringView wordBefore, QStringView quoted)
    {
        const auto is = [&](QStringView word) { return wordBefore.compare(word, Qt::CaseInsensitive) == 0; };
        if (is(u"near")) // the token a parser stumbled on: a keyword helps, a literal must not be seen
            return !quoted.isEmpty() && !quoted.front().isDigit() && std::ranges::all_of(quoted, isWordCharacter);
        if (is(u"in")) // MySQL: Unknown column 'x' in 'field list'
            return quoted.endsWith(u" list") || quoted.endsWith(u" clause") || quoted.endsWith(u" statement");
        return std::ranges::any_of(nouns, is);
    }

    /// The closing quote of the value that opens at \a open: the last one of the part that does not belong to a name
    /// further on. Values may contain the quote itself, and the engines do not escape it.
    qsizetype literalEnd(qsizetype open, QuotePair pair)
    {
        for (qsizetype i = m_text.size() - 1; i > open; --i) {
            if (!closes(i, pair.close))
                continue;
            const qsizetype start = m_text.first(i).lastIndexOf(QChar(pair.open));
            if (start <= open || nameEnd(start) != i)
                return i;
            i = start;
        }
        m_open = true;
        return m_text.size() - 1;
    }

    /// "…)=(" and "Failing row contains (".
    bool opensTuple(qsizetype i) const
    {
        const QStringView before = m_text.first(i);
        return m_text.at(i) == u'(' && (before.endsWith(u")=") || before.endsWith(u"row contains "));
    }

    /// The bracket that closes the values which open at \a open: where PostgreSQL's own words go on, since values may
    /// contain brackets.
    qsizetype tupleEnd(qsizetype open)
    {
        const QStringView rest = m_text.sliced(open);
        qsizetype end = -1;
        for (QStringView tail : tupleTails)
            end = std::max(end, rest.lastIndexOf(tail));
        if (end < 0)
            end = rest.lastIndexOf(u')');
        m_open = m_open || end < 0;
        return open + (end < 0 ? rest.size() - 1 : end);
    }

    QStringView m_text;
    bool m_open = false;
};

/// True where a line begins with a label in capitals, as in "DETAIL:" and "LINE 1:".
bool startsLabel(QStringView line)
{
    qsizetype i = 0;
    while (i < line.size() && line.at(i) >= u'A' && line.at(i) <= u'Z')
        ++i;
    if (i < 4 || i == line.size())
        return false;
    if (line.at(i) == u' ')
        for (++i; i < line.size() && line.at(i).isDigit();)
            ++i;
    return i < line.size() && line.at(i) == u':';
}

} // namespace

QString maskLiterals(const QString &engineText)
{
    const QStringView text = engineText;
    QString result;
    for (qsizetype begin = 0; begin < text.size();) {
        // A part goes on to the next label: values can hold line breaks.
        qsizetype end = text.indexOf(u'\n', begin);
        while (end >= 0 && !startsLabel(text.sliced(end + 1)))
            end = text.indexOf(u'\n', end + 1);
        if (end < 0)
            end = text.size();
        if (begin > 0)
            result += u'\n';
        Part part(text.sliced(begin, end - begin));
        result += part.masked();
        if (part.isOpen()) // the value holds a line that looks like a label: nobody can tell where it ends
            break;
        begin = end + 1;
    }
    return result;
}

} // namespace quoin
