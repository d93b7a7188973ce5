// SPDX-License-Identifier: MIT
#include <quoin/db/statementtext_p.h>

#include <algorithm>
#include <span>

using namespace Qt::StringLiterals;

namespace quoin {

namespace {

using dialect::Token;
using Words = std::initializer_list<QStringView>;

bool isOneOf(const Token &token, Words words)
{
    return std::ranges::any_of(words, [&token](QStringView word) { return token.isWord(word); });
}

constexpr Words changing { u"insert", u"update", u"delete", u"replace", u"merge", u"load" };

/// What a WITH leads to: the first of these words that is not inside of parentheses.
bool withChangesRows(const QList<Token> &tokens)
{
    int depth = 0;
    for (const Token &token : tokens) {
        if (token.isSymbol(u"("))
            ++depth;
        else if (token.isSymbol(u")"))
            --depth;
        else if (depth == 0 && isOneOf(token, { u"select", u"values", u"table" }))
            return false;
        else if (depth == 0 && isOneOf(token, changing))
            return true;
    }
    return false;
}

/// Blocks of stored programs that end with the word they begin with.
bool isEndOfNamedBlock(const Token &token, const Token &next)
{
    return token.isWord(u"end") && isOneOf(next, { u"if", u"case", u"loop", u"while", u"repeat", u"for" });
}

/// A statement that may have others inside, between BEGIN and END.
bool isProgram(const QList<Token> &tokens)
{
    if (tokens.first().isWord(u"begin"))
        return tokens.size() > 1 && tokens.at(1).isWord(u"not"); // MariaDB's BEGIN NOT ATOMIC
    if (!isOneOf(tokens.first(), { u"create", u"alter" }))
        return false;
    for (const Token &token : tokens) {
        if (token.isSymbol(u";") || token.isSymbol(u"("))
            return false;
        if (isOneOf(token, { u"trigger", u"procedure", u"function", u"event", u"package" }))
            return true;
    }
    return false;
}

/// Where the first statement's semicolon stands, or End.
qsizetype endOfFirst(const QList<Token> &tokens)
{
    const bool program = isProgram(tokens);
    qsizetype lastNamedEnd = -1;
    for (qsizetype i = 0; program && i + 1 < tokens.size(); ++i) {
        if (isEndOfNamedBlock(tokens.at(i), tokens.at(i + 1)))
            lastNamedEnd = i;
    }
    int parentheses = 0; // PostgreSQL's rules hold statements in them
    int blocks = 0;
    for (qsizetype i = 0; i + 1 < tokens.size(); ++i) {
        const Token &token = tokens.at(i);
        const Token &next = tokens.at(i + 1);
        if (token.isSymbol(u"(")) {
            ++parentheses;
        } else if (token.isSymbol(u")")) {
            --parentheses;
        } else if (program && token.isWord(u"begin") && next.kind != Token::Kind::Symbol) {
            ++blocks;
        } else if (program && blocks > 0 && token.isWord(u"end") && !isEndOfNamedBlock(token, next)
                && (tokens.at(i - 1).isSymbol(u";") || tokens.at(i - 1).isWord(u"begin"))) {
            --blocks; // and not the END of a CASE, which comes after a value
        } else if (token.isSymbol(u";") && parentheses <= 0 && blocks == 0 && i > lastNamedEnd) {
            return i;
        }
    }
    return tokens.size() - 1;
}

} // namespace

StatementKind statementKind(const QString &sql, const dialect::TokenRules &rules)
{
    // Nearly every statement says so with its first word.
    const auto begins = [&sql](QLatin1StringView word) {
        return sql.startsWith(word, Qt::CaseInsensitive) && sql.size() > word.size() && sql.at(word.size()).isSpace();
    };
    if (begins("select"_L1))
        return StatementKind::Other;
    if (begins("insert"_L1) || begins("update"_L1) || begins("delete"_L1))
        return StatementKind::ChangesRows;

    const QList<Token> tokens = dialect::tokenize(sql, rules);
    const Token &first = tokens.first();
    const Token second = tokens.value(1);
    if (isOneOf(first, changing))
        return StatementKind::ChangesRows;
    if (first.isWord(u"with"))
        return withChangesRows(tokens) ? StatementKind::ChangesRows : StatementKind::Other;
    if (isOneOf(first, { u"commit", u"end", u"abort", u"start" }))
        return StatementKind::EndsTransaction;
    if (first.isWord(u"begin"))
        return second.isWord(u"not") ? StatementKind::Other : StatementKind::EndsTransaction;
    if (first.isWord(u"rollback")) {
        const bool toSavepoint = std::ranges::any_of(tokens, [](const Token &token) { return token.isWord(u"to"); });
        return toSavepoint ? StatementKind::Other : StatementKind::EndsTransaction;
    }
    if (first.isWord(u"set"))
        return isOneOf(second, { u"autocommit", u"password" }) ? StatementKind::EndsTransaction : StatementKind::Other;
    if (isOneOf(first, { u"create", u"drop" })) {
        // CREATE [OR REPLACE] TEMPORARY TABLE
        const auto early = std::span(tokens).first(size_t(qMin<qsizetype>(tokens.size(), 4)));
        const bool temporary = std::ranges::any_of(early, [](const Token &token) { return token.isWord(u"temporary"); });
        return temporary ? StatementKind::Other : StatementKind::ChangesSchema;
    }
    if (isOneOf(first,
                { u"alter", u"rename", u"truncate", u"grant", u"revoke", u"analyze", u"optimize", u"repair", u"check", u"flush",
                        u"lock", u"unlock", u"install", u"uninstall", u"cache", u"reset" }))
        return StatementKind::ChangesSchema;
    return StatementKind::Other;
}

bool isSeveralStatements(const QString &sql, const dialect::TokenRules &rules)
{
    if (!sql.contains(u';'))
        return false;
    const QList<Token> tokens = dialect::tokenize(sql, rules);
    const auto rest = std::span(tokens).subspan(size_t(endOfFirst(tokens)));
    return std::ranges::any_of(rest, [](const Token &token) { return !token.isSymbol(u";") && token.kind != Token::Kind::End; });
}

QString withoutSemicolon(const QString &sql, const dialect::TokenRules &rules)
{
    if (!sql.contains(u';'))
        return sql;
    const QList<Token> tokens = dialect::tokenize(sql, rules);
    return sql.first(tokens.at(endOfFirst(tokens)).from);
}

} // namespace quoin
