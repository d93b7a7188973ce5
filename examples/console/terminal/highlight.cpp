// SPDX-License-Identifier: MIT
#include "highlight.h"

#include <QtCore/qregularexpression.h>
#include <QtCore/qset.h>

using namespace Qt::StringLiterals;

namespace {

const QSet<QString> cppKeywords {
    u"auto"_s,
    u"bool"_s,
    u"break"_s,
    u"case"_s,
    u"catch"_s,
    u"class"_s,
    u"const"_s,
    u"constexpr"_s,
    u"double"_s,
    u"else"_s,
    u"enum"_s,
    u"false"_s,
    u"float"_s,
    u"for"_s,
    u"if"_s,
    u"int"_s,
    u"namespace"_s,
    u"nullptr"_s,
    u"public"_s,
    u"return"_s,
    u"static"_s,
    u"struct"_s,
    u"template"_s,
    u"throw"_s,
    u"true"_s,
    u"try"_s,
    u"using"_s,
    u"void"_s,
    u"while"_s,
};

const QSet<QString> sqlKeywords {
    u"ADD"_s,
    u"ALTER"_s,
    u"AND"_s,
    u"AS"_s,
    u"ASC"_s,
    u"AUTOINCREMENT"_s,
    u"AUTO_INCREMENT"_s,
    u"BEGIN"_s,
    u"BETWEEN"_s,
    u"BY"_s,
    u"CASCADE"_s,
    u"CASE"_s,
    u"CHARACTER"_s,
    u"CHECK"_s,
    u"COLLATE"_s,
    u"COLUMN"_s,
    u"COMMENT"_s,
    u"COMMIT"_s,
    u"CONFLICT"_s,
    u"CONSTRAINT"_s,
    u"COUNT"_s,
    u"CREATE"_s,
    u"DEFAULT"_s,
    u"DELETE"_s,
    u"DESC"_s,
    u"DISTINCT"_s,
    u"DO"_s,
    u"DROP"_s,
    u"ELSE"_s,
    u"END"_s,
    u"ENGINE"_s,
    u"ESCAPE"_s,
    u"EXISTS"_s,
    u"FIRST"_s,
    u"FOREIGN"_s,
    u"FROM"_s,
    u"FULL"_s,
    u"GENERATED"_s,
    u"GLOB"_s,
    u"GROUP"_s,
    u"HAVING"_s,
    u"IDENTITY"_s,
    u"IF"_s,
    u"IMMEDIATE"_s,
    u"IN"_s,
    u"INDEX"_s,
    u"INNER"_s,
    u"INSERT"_s,
    u"INTO"_s,
    u"IS"_s,
    u"JOIN"_s,
    u"KEY"_s,
    u"LAST"_s,
    u"LEFT"_s,
    u"LIKE"_s,
    u"LIMIT"_s,
    u"LOCK"_s,
    u"NOT"_s,
    u"NULL"_s,
    u"NULLS"_s,
    u"OFFSET"_s,
    u"ON"_s,
    u"ONLY"_s,
    u"OR"_s,
    u"ORDER"_s,
    u"OUTER"_s,
    u"PRAGMA"_s,
    u"PRIMARY"_s,
    u"READ"_s,
    u"REFERENCES"_s,
    u"RELEASE"_s,
    u"RESTRICT"_s,
    u"RETURNING"_s,
    u"ROLLBACK"_s,
    u"SAVEPOINT"_s,
    u"SELECT"_s,
    u"SET"_s,
    u"START"_s,
    u"STRICT"_s,
    u"TABLE"_s,
    u"THEN"_s,
    u"TO"_s,
    u"TRANSACTION"_s,
    u"UNIQUE"_s,
    u"UPDATE"_s,
    u"USING"_s,
    u"VALUES"_s,
    u"WHEN"_s,
    u"WHERE"_s,
    u"WITHOUT"_s,
    u"WRITE"_s,
};

/// Where the clauses begin that get a line of their own.
bool beginsClause(const QString &sql, qsizetype at)
{
    static const QRegularExpression clause(
            u"(?:FROM|WHERE|ORDER BY|GROUP BY|HAVING|LIMIT|VALUES|SET|RETURNING|(?:LEFT |INNER |LEFT OUTER )?JOIN|ON CONFLICT|ON DUPLICATE KEY)\\b"_s);
    return clause.match(sql, at, QRegularExpression::NormalMatch, QRegularExpression::AnchorAtOffsetMatchOption).hasMatch();
}

enum class Kind { Literal, Word, Blank, Other };
struct Token
{
    Kind kind;
    QString text;
    qsizetype at;
};

QList<Token> sqlTokens(const QString &sql)
{
    static const QRegularExpression token(
            u"(?<literal>'(?:[^']|'')*'|\\?|\\$\\d+|\\b\\d[\\d.]*\\b)|(?<word>[A-Za-z_]\\w*)|(?<blank>\\s+)|"
            u"(?:\"(?:[^\"]|\"\")*\"|`(?:[^`]|``)*`)|."_s);
    QList<Token> tokens;
    for (auto matches = token.globalMatch(sql); matches.hasNext();) {
        const auto match = matches.next();
        const Kind kind = match.hasCaptured(u"literal"_s) ? Kind::Literal
                : match.hasCaptured(u"word"_s)            ? Kind::Word
                : match.hasCaptured(u"blank"_s)           ? Kind::Blank
                                                          : Kind::Other;
        tokens << Token { kind, kind == Kind::Blank ? u" "_s : match.captured(), match.capturedStart() };
    }
    return tokens;
}

/// Breaks a statement into lines: before its clauses, before each AND, and a line for each column of a CREATE TABLE.
class SqlLayout
{
public:
    explicit SqlLayout(const QString &sql)
        : m_sql(sql), m_tokens(sqlTokens(sql)), m_createsTable(sql.startsWith("CREATE TABLE"_L1))
    { }

    QList<StyledText> lines()
    {
        for (m_at = 0; m_at < m_tokens.size(); ++m_at) {
            const Token &token = m_tokens.at(m_at);
            switch (token.kind) {
            case Kind::Word: word(token); break;
            case Kind::Literal: line().append(token.text, Style::Literal); break;
            case Kind::Blank:
                if (!line().text().trimmed().isEmpty())
                    line().append(token.text);
                break;
            case Kind::Other: other(token.text); break;
            }
        }
        line().append(u";"_s, Style::Dim);
        return m_lines;
    }

private:
    static constexpr int mostColumns = 6; ///< Of a longer SELECT only the first few are shown.
    static constexpr int shownColumns = 4;

    StyledText &line() { return m_lines.last(); }
    void newLine(int indent) { m_lines << StyledText(QString(indent, u' ')); }

    void word(const Token &token)
    {
        const bool outermost = m_depth == 0 && !m_createsTable;
        const QString &before = line().text();
        const bool goesOn = before == "DELETE "_L1 || before.endsWith("LEFT "_L1) || before.endsWith("INNER "_L1);
        if (outermost && token.at > 0 && !goesOn && beginsClause(m_sql, token.at))
            newLine(2);
        else if (outermost && token.text == "AND"_L1 && !m_between)
            newLine(4);
        m_between = token.text == "BETWEEN"_L1 || (m_between && token.text != "AND"_L1);
        line().append(token.text, sqlKeywords.contains(token.text) ? Style::Keyword : Style::Plain);
        if (outermost && token.text == "SELECT"_L1)
            elideColumns();
    }

    void other(const QString &text)
    {
        if (m_createsTable && text == ")"_L1 && m_depth == 1)
            newLine(0);
        m_depth += text == "("_L1 ? 1 : text == ")"_L1 ? -1 : 0;
        line().append(text);
        if (m_createsTable && m_depth == 1 && (text == ","_L1 || (text == "("_L1 && m_lines.size() == 1)))
            newLine(2);
    }

    /// Goes on behind the list of columns when it is a long one.
    void elideColumns()
    {
        QList<qsizetype> commas;
        int depth = 0;
        qsizetype end = m_at + 1;
        for (; end < m_tokens.size() && !(depth == 0 && m_tokens.at(end).text == "FROM"_L1); ++end) {
            const QString &text = m_tokens.at(end).text;
            depth += text == "("_L1 ? 1 : text == ")"_L1 ? -1 : 0;
            if (depth == 0 && text == ","_L1)
                commas << end;
        }
        if (commas.size() + 1 <= mostColumns)
            return;
        while (m_at < commas.at(shownColumns - 1))
            line().append(m_tokens.at(++m_at).text);
        line().append(u" … %1 more "_s.arg(commas.size() + 1 - shownColumns), Style::Dim);
        m_at = end - 1;
    }

    const QString &m_sql;
    QList<Token> m_tokens;
    bool m_createsTable;
    QList<StyledText> m_lines { StyledText() };
    qsizetype m_at = 0;
    int m_depth = 0;
    bool m_between = false; ///< BETWEEN … AND …: that AND joins no conditions.
};

} // namespace

StyledText highlightedCpp(const QString &line)
{
    static const QRegularExpression token(
            u"(?<comment>//.*)|(?<literal>(?:u8|u|R)?\"(?:[^\"\\\\]|\\\\.)*\"(?:_\\w+)?|'(?:[^'\\\\]|\\\\.)'|\\b\\d[\\d.'a-z]*)|(?<word>[A-Za-z_]\\w*)|(?<other>.)"_s);
    StyledText result;
    for (auto matches = token.globalMatch(line); matches.hasNext();) {
        const auto match = matches.next();
        if (match.hasCaptured(u"comment"_s))
            result.append(match.captured(), Style::Comment);
        else if (match.hasCaptured(u"literal"_s))
            result.append(match.captured(), Style::Literal);
        else
            result.append(match.captured(), cppKeywords.contains(match.captured()) ? Style::Keyword : Style::Plain);
    }
    return result;
}

QList<StyledText> highlightedSql(const QString &sql) { return SqlLayout(sql).lines(); }
