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

QList<StyledText> highlightedSql(const QString &sql)
{
    static const QRegularExpression token(
            u"(?<literal>'(?:[^']|'')*'|\\?|\\$\\d+|\\b\\d[\\d.]*\\b)|(?<name>\"(?:[^\"]|\"\")*\"|`(?:[^`]|``)*`)|(?<word>[A-Za-z_]\\w*)|(?<blank>\\s+)|(?<other>.)"_s);
    const bool createsTable = sql.startsWith(u"CREATE TABLE"_s);
    QList<StyledText> lines { StyledText() };
    int depth = 0;
    bool between = false; // BETWEEN … AND …: that AND joins no conditions
    const auto newLine = [&lines](int indent) { lines << StyledText(QString(indent, u' ')); };
    for (auto matches = token.globalMatch(sql); matches.hasNext();) {
        const auto match = matches.next();
        const QString text = match.captured();
        if (match.hasCaptured(u"word"_s)) {
            const bool isKeyword = sqlKeywords.contains(text);
            if (depth == 0 && !createsTable && match.capturedStart() > 0 && lines.last().text() != u"DELETE "_s
                    && beginsClause(sql, match.capturedStart()) && !lines.last().text().endsWith(u"LEFT "_s)
                    && !lines.last().text().endsWith(u"INNER "_s))
                newLine(2);
            else if (depth == 0 && !createsTable && text == "AND"_L1 && !between)
                newLine(4);
            between = text == "BETWEEN"_L1 || (between && text != "AND"_L1);
            lines.last().append(text, isKeyword ? Style::Keyword : Style::Plain);
        } else if (match.hasCaptured(u"literal"_s)) {
            lines.last().append(text, Style::Literal);
        } else if (match.hasCaptured(u"blank"_s)) {
            if (!lines.last().text().trimmed().isEmpty())
                lines.last().append(u" "_s);
        } else {
            const bool closesTable = createsTable && text == u")"_s && depth == 1;
            if (closesTable)
                newLine(0);
            depth += text == u"("_s ? 1 : text == u")"_s ? -1 : 0;
            lines.last().append(text);
            if (createsTable && depth == 1 && (text == u","_s || (text == u"("_s && lines.size() == 1)))
                newLine(2);
        }
    }
    return lines;
}
