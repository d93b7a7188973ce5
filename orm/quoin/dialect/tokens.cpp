// SPDX-License-Identifier: MIT
#include <quoin/dialect/tokens_p.h>

#include <array>

using namespace Qt::StringLiterals;

namespace quoin::dialect {

namespace {

// Longest first: the first that fits is taken.
constexpr std::array symbols { "!~~*"_L1, "->>"_L1, "!~~"_L1, "~~*"_L1, "!~*"_L1, "#>>"_L1, "||"_L1, "<="_L1, ">="_L1, "<>"_L1,
    "!="_L1, "=="_L1, "::"_L1, "->"_L1, "~~"_L1, "!~"_L1, "~*"_L1, "<<"_L1, ">>"_L1, "@>"_L1, "<@"_L1, "&&"_L1, "#>"_L1 };

class Tokenizer
{
public:
    Tokenizer(QStringView sql, const TokenRules &rules) : m_sql(sql), m_rules(rules) { }

    QList<Token> all()
    {
        QList<Token> out;
        do {
            skipBlanks();
            out += next();
        } while (out.last().kind != Token::Kind::End);
        return out;
    }

private:
    [[nodiscard]] QChar at(qsizetype offset = 0) const { return m_at + offset < m_sql.size() ? m_sql[m_at + offset] : QChar(); }

    void skipBlanks()
    {
        while (m_at < m_sql.size()) {
            if (at().isSpace()) {
                ++m_at;
            } else if (isLineComment()) {
                const qsizetype end = m_sql.indexOf(u'\n', m_at);
                m_at = end < 0 ? m_sql.size() : end + 1;
            } else if (m_rules.versionComments && isVersionComment()) {
                m_at += at(2) == u'!' ? 3 : 4;
                while (at().isDigit())
                    ++m_at;
                m_inVersionComment = true;
            } else if (m_inVersionComment && at() == u'*' && at(1) == u'/') {
                m_at += 2;
                m_inVersionComment = false;
            } else if (at() == u'/' && at(1) == u'*') {
                skipComment();
            } else {
                return;
            }
        }
    }

    [[nodiscard]] bool isLineComment() const
    {
        if (m_rules.hashComments && at() == u'#')
            return true;
        return at() == u'-' && at(1) == u'-'
                && (!m_rules.hashComments || m_at + 2 == m_sql.size() || at(2).isSpace() || at(2) < u' ');
    }

    [[nodiscard]] bool isVersionComment() const
    {
        return at() == u'/' && at(1) == u'*' && (at(2) == u'!' || (at(2) == u'M' && at(3) == u'!'));
    }

    void skipComment()
    {
        int depth = 0;
        do {
            const bool opens = at() == u'/' && at(1) == u'*' && (depth == 0 || m_rules.nestedComments);
            const bool closes = !opens && at() == u'*' && at(1) == u'/';
            depth += opens ? 1 : closes ? -1 : 0;
            m_at += opens || closes ? 2 : 1;
        } while (depth > 0 && m_at < m_sql.size());
        m_at = qMin(m_at, m_sql.size());
    }

    Token next()
    {
        m_from = m_at;
        if (m_at >= m_sql.size())
            return made(Token::Kind::End, {});
        const QChar c = at();
        if (c == u'\'')
            return made(Token::Kind::Text, quoted(u'\'', m_rules.backslashEscapes));
        if (c == u'"')
            return made(m_rules.doubleQuotesAreText ? Token::Kind::Text : Token::Kind::Name,
                    quoted(u'"', m_rules.doubleQuotesAreText && m_rules.backslashEscapes));
        if (c == u'`')
            return made(Token::Kind::Name, quoted(u'`', false));
        if (c == u'[' && m_rules.squareBrackets)
            return made(Token::Kind::Name, quoted(u']', false));
        if (c == u'$' && m_rules.dollarQuotes) {
            if (const qsizetype tag = dollarTag(); tag > 0)
                return made(Token::Kind::Text, dollarQuoted(tag));
        }
        if (c.isDigit() || (c == u'.' && at(1).isDigit()))
            return number();
        if (c.isLetter() || c == u'_' || c.isSurrogate())
            return word();
        for (QLatin1StringView symbol : symbols) {
            if (m_sql.sliced(m_at).startsWith(symbol)) {
                m_at += symbol.size();
                return made(Token::Kind::Symbol, symbol);
            }
        }
        ++m_at;
        return made(Token::Kind::Symbol, c);
    }

    Token made(Token::Kind kind, const QString &text) const { return { kind, text, m_from, m_at }; }

    QString quoted(QChar end, bool escapes)
    {
        QString out;
        for (++m_at; m_at < m_sql.size(); ++m_at) {
            const QChar c = at();
            if (c == end) {
                if (at(1) != end || end == u']') {
                    ++m_at;
                    return out;
                }
                ++m_at;
            } else if (c == u'\\' && escapes && m_at + 1 < m_sql.size()) {
                ++m_at;
                out += unescaped(at());
                continue;
            }
            out += c;
        }
        return out;
    }

    /// The size of the $tag$ that stands here; 0 when none does.
    [[nodiscard]] qsizetype dollarTag() const
    {
        qsizetype size = 1;
        while (at(size).isLetterOrNumber() || at(size) == u'_')
            ++size;
        return at(size) == u'$' && !at(1).isDigit() ? size + 1 : 0;
    }

    QString dollarQuoted(qsizetype tagSize)
    {
        const QStringView tag = m_sql.sliced(m_at, tagSize);
        const qsizetype from = m_at + tagSize;
        const qsizetype end = m_sql.indexOf(tag, from);
        m_at = end < 0 ? m_sql.size() : end + tagSize;
        return m_sql.sliced(from, (end < 0 ? m_at : end) - from).toString();
    }

    static QChar unescaped(QChar c)
    {
        switch (c.unicode()) {
        case u'n': return u'\n';
        case u't': return u'\t';
        case u'r': return u'\r';
        case u'b': return u'\b';
        case u'0': return QChar(0);
        default: return c;
        }
    }

    Token number()
    {
        while (at().isDigit())
            ++m_at;
        if (at() == u'.') {
            ++m_at;
            while (at().isDigit())
                ++m_at;
        }
        if ((at() == u'e' || at() == u'E') && (at(1).isDigit() || ((at(1) == u'-' || at(1) == u'+') && at(2).isDigit()))) {
            m_at += 2;
            while (at().isDigit())
                ++m_at;
        }
        return made(Token::Kind::Number, m_sql.sliced(m_from, m_at - m_from).toString());
    }

    Token word()
    {
        while (at().isLetterOrNumber() || at() == u'_' || at() == u'$' || at().isSurrogate())
            ++m_at;
        const QString text = m_sql.sliced(m_from, m_at - m_from).toString();
        if (at() == u'\'') { // a prefix of a literal
            if (text.compare("x"_L1, Qt::CaseInsensitive) == 0)
                return made(Token::Kind::Binary, quoted(u'\'', false).toLower());
            if (text.compare("e"_L1, Qt::CaseInsensitive) == 0)
                return made(Token::Kind::Text, quoted(u'\'', true));
            if (text.compare("n"_L1, Qt::CaseInsensitive) == 0 || text.startsWith("_utf8"_L1) || text.startsWith("_latin1"_L1))
                return made(Token::Kind::Text, quoted(u'\'', m_rules.backslashEscapes));
        }
        return made(Token::Kind::Word, text);
    }

    QStringView m_sql;
    const TokenRules &m_rules;
    qsizetype m_at = 0;
    qsizetype m_from = 0;
    bool m_inVersionComment = false;
};

} // namespace

QList<Token> tokenize(QStringView sql, const TokenRules &rules) { return Tokenizer(sql, rules).all(); }

} // namespace quoin::dialect
