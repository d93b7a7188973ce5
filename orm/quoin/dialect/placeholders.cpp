// SPDX-License-Identifier: MIT
#include <quoin/dialect/placeholders_p.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace quoin::dialect {

namespace {

/// The number that \a text begins with; 0 for none. One that is too great for any statement stays so.
int leadingNumber(QStringView text)
{
    constexpr int great = 100'000'000;
    int number = 0;
    for (const QChar c : text) {
        if (c < u'0' || c > u'9')
            break;
        number = std::min(number * 10 + (c.unicode() - u'0'), great);
    }
    return number;
}

/// Of $1 and the like; 0 when the token at this place begins none.
int numberAt(const QList<Token> &tokens, qsizetype at)
{
    const Token &dollar = tokens.at(at);
    if (!dollar.isSymbol(u"$"))
        return 0;
    const Token &next = tokens.at(at + 1); // a symbol is never the last: that is End
    return next.kind == Token::Kind::Number && next.from == dollar.to ? leadingNumber(next.text) : 0;
}

int highestNumber(const QList<Token> &tokens)
{
    int highest = 0;
    for (qsizetype i = 0; i < tokens.size(); ++i)
        highest = std::max(highest, numberAt(tokens, i));
    return highest;
}

} // namespace

int mostPlaceholders(QStringView sql)
{
    int marks = 0;
    int highest = 0;
    for (qsizetype i = 0; i < sql.size(); ++i) {
        if (sql.at(i) == u'?')
            ++marks;
        else if (sql.at(i) == u'$')
            highest = std::max(highest, leadingNumber(sql.sliced(i + 1)));
    }
    return std::max(marks, highest);
}

int placeholderCount(QStringView sql, const TokenRules &rules)
{
    if (!sql.contains(u'?') && !(rules.numberedPlaceholders && sql.contains(u'$')))
        return 0;
    const QList<Token> tokens = tokenize(sql, rules);
    if (const int highest = rules.numberedPlaceholders ? highestNumber(tokens) : 0; highest > 0)
        return highest;
    return int(std::ranges::count_if(tokens, [](const Token &token) { return token.isSymbol(u"?"); }));
}

QString withoutPlaceholdersInComments(const QString &sql, const TokenRules &rules)
{
    const bool hasComment = sql.contains("--"_L1) || sql.contains("/*"_L1) || sql.contains(u'#');
    if (!hasComment || !(sql.contains(u'?') || sql.contains(u':')))
        return sql;
    QString text;
    qsizetype from = 0;
    qsizetype end = 0; // of the token before
    for (const Token &token : tokenize(sql, rules)) {
        const QStringView between = QStringView(sql).sliced(end, token.from - end);
        if ((between.contains(u'?') || between.contains(u':')) && !between.contains("/*!"_L1)) {
            text += QStringView(sql).sliced(from, end - from) % u' ';
            from = token.from;
        }
        end = token.to;
    }
    return from == 0 ? sql : QString(text % QStringView(sql).sliced(from));
}

QString numberPlaceholders(const QString &sql, const TokenRules &rules)
{
    if (!sql.contains(u'?'))
        return sql;
    const QList<Token> tokens = tokenize(sql, rules);
    if (highestNumber(tokens) > 0)
        return sql;
    QString text;
    qsizetype from = 0;
    int number = 0;
    for (const Token &token : tokens) {
        if (!token.isSymbol(u"?"))
            continue;
        text += QStringView(sql).sliced(from, token.from - from) % u'$' % QString::number(++number);
        from = token.to;
    }
    return text += QStringView(sql).sliced(from);
}

} // namespace quoin::dialect
