// SPDX-License-Identifier: MIT
#include <quoin/dialect/expression_p.h>

#include <quoin/core/quotes.h>

#include <QtCore/qhash.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace quoin::dialect {

namespace {

using Kind = Expression::Kind;

Expression call(const QString &name, QList<Expression> operands) { return { Kind::Call, name, std::move(operands) }; }

/// NOT moved inwards as far as it goes: so does MariaDB, and it means the same with NULLs.
Expression negated(const Expression &expression)
{
    static const QHash<QString, QString> opposites { { u"="_s, u"<>"_s }, { u"<>"_s, u"="_s }, { u"<"_s, u">="_s },
        { u">="_s, u"<"_s }, { u">"_s, u"<="_s }, { u"<="_s, u">"_s }, { u"and"_s, u"or"_s }, { u"or"_s, u"and"_s } };
    if (expression.isCall(u"not", 1))
        return expression.operands.first();
    if (expression.kind != Kind::Call || !opposites.contains(expression.text))
        return call(u"not"_s, { expression });
    Expression out = expression;
    out.text = opposites.value(expression.text);
    if (out.text == u"and"_s || out.text == u"or"_s)
        std::ranges::transform(expression.operands, out.operands.begin(), negated);
    return out;
}

/// x IN (a) is x = a.
Expression oneOf(QList<Expression> operands)
{
    const QString name = operands.size() == 2 ? u"="_s : u"in"_s;
    return call(name, std::move(operands));
}

/// a and (b and c) is (a and b) and c.
Expression chained(const QString &name, const Expression &a, const Expression &b)
{
    QList<Expression> operands;
    for (const Expression &one : { a, b }) {
        if (one.isCall(name))
            operands += one.operands;
        else
            operands += one;
    }
    return call(name, operands);
}

bool isNumericType(QStringView type)
{
    static const QStringList names { u"integer"_s, u"int"_s, u"bigint"_s, u"smallint"_s, u"numeric"_s, u"decimal"_s, u"real"_s,
        u"double"_s };
    return names.contains(type.toString().toLower());
}

/// Operators of two operands, by how tightly they bind. Comparisons are 5.
int precedenceOf(const Token &token)
{
    static const QHash<QString, int> known {
        { u"="_s, 5 },
        { u"=="_s, 5 },
        { u"<>"_s, 5 },
        { u"!="_s, 5 },
        { u"<"_s, 5 },
        { u"<="_s, 5 },
        { u">"_s, 5 },
        { u">="_s, 5 },
        { u"~~"_s, 5 },
        { u"!~~"_s, 5 },
        { u"~~*"_s, 5 },
        { u"!~~*"_s, 5 },
        { u"~"_s, 5 },
        { u"!~"_s, 5 },
        { u"~*"_s, 5 },
        { u"!~*"_s, 5 },
        { u"@>"_s, 5 },
        { u"<@"_s, 5 },
        { u"&&"_s, 5 },
        { u"|"_s, 6 },
        { u"&"_s, 6 },
        { u"<<"_s, 6 },
        { u">>"_s, 6 },
        { u"+"_s, 7 },
        { u"-"_s, 7 },
        { u"*"_s, 8 },
        { u"/"_s, 8 },
        { u"%"_s, 8 },
        { u"||"_s, 9 },
        { u"->"_s, 10 },
        { u"->>"_s, 10 },
        { u"#>"_s, 10 },
        { u"#>>"_s, 10 },
    };
    if (token.kind == Token::Kind::Symbol)
        return known.value(token.text, 0);
    if (token.isWord(u"or"))
        return 1;
    if (token.isWord(u"xor"))
        return 2;
    if (token.isWord(u"and"))
        return 3;
    for (QStringView word :
            { u"is", u"in", u"like", u"ilike", u"between", u"glob", u"regexp", u"match", u"isnull", u"notnull" }) {
        if (token.isWord(word))
            return 5;
    }
    if (token.isWord(u"div") || token.isWord(u"mod"))
        return 8;
    return token.isWord(u"collate") ? 12 : 0;
}

/// Precedence climbing. A failure anywhere makes the whole reading fail: the caller then compares tokens.
class Parser
{
public:
    Parser(QStringView sql, const ExpressionRules &rules) : m_rules(rules), m_tokens(tokenize(sql, rules.tokens)) { }

    std::optional<Expression> all()
    {
        Expression out = expression(1);
        if (peek().kind != Token::Kind::End)
            m_failed = true;
        return m_failed ? std::nullopt : std::optional(out);
    }

private:
    [[nodiscard]] const Token &peek(qsizetype offset = 0) const
    {
        return m_tokens.at(std::min(m_at + offset, m_tokens.size() - 1));
    }
    Token take() { return m_tokens.at(std::min(m_at++, m_tokens.size() - 1)); }
    bool takeWord(QStringView word)
    {
        const bool is = peek().isWord(word);
        m_at += is ? 1 : 0;
        return is;
    }
    bool takeSymbol(QStringView symbol)
    {
        const bool is = peek().isSymbol(symbol);
        m_at += is ? 1 : 0;
        return is;
    }
    Expression fail()
    {
        m_failed = true;
        m_at = m_tokens.size() - 1;
        return {};
    }

    Expression expression(int lowest)
    {
        Expression left = operand();
        while (!m_failed) {
            const bool no = peek().isWord(u"not") && precedenceOf(peek(1)) == 5;
            const int precedence = no ? 5 : precedenceOf(peek());
            if (precedence < lowest || precedence == 0)
                return left;
            if (no)
                take();
            const Token token = take();
            left = token.kind == Token::Kind::Symbol ? symbol(left, token.text, precedence)
                                                     : word(left, token.text.toLower(), precedence);
            if (no)
                left = negated(left);
        }
        return left;
    }

    Expression symbol(const Expression &left, QString name, int precedence)
    {
        if (name == u"==")
            name = u"="_s;
        else if (name == u"!=")
            name = u"<>"_s;
        if ((peek().isWord(u"any") || peek().isWord(u"all")) && peek(1).isSymbol(u"("))
            return quantified(left, name);
        Expression right = expression(precedence + 1);
        if (name == u"~~")
            return call(u"like"_s, { left, right });
        if (name == u"~~*")
            return call(u"ilike"_s, { left, right });
        if (name == u"!~~")
            return negated(call(u"like"_s, { left, right }));
        if (name == u"!~~*")
            return negated(call(u"ilike"_s, { left, right }));
        return call(name, { left, right });
    }

    /// PostgreSQL's form of IN and NOT IN: x = ANY (ARRAY[…]), x <> ALL (ARRAY[…]).
    Expression quantified(const Expression &left, const QString &name)
    {
        const bool any = take().isWord(u"any");
        take();
        Expression list = expression(1);
        if (!takeSymbol(u")"))
            return fail();
        if (!list.isCall(u"array") || name != (any ? u"="_s : u"<>"_s))
            return call(name + (any ? u" any"_s : u" all"_s), { left, list });
        const Expression in = oneOf(QList<Expression> { left } + list.operands);
        return any ? in : negated(in);
    }

    Expression word(const Expression &left, const QString &name, int precedence)
    {
        if (name == u"and" || name == u"or" || name == u"xor")
            return chained(name, left, expression(precedence + 1));
        if (name == u"isnull")
            return call(u"is"_s, { left, { Kind::Word, u"null"_s } });
        if (name == u"notnull")
            return negated(call(u"is"_s, { left, { Kind::Word, u"null"_s } }));
        if (name == u"is") {
            const bool no = takeWord(u"not");
            const Expression is = call(u"is"_s, { left, expression(6) });
            return no ? negated(is) : is;
        }
        if (name == u"between") {
            const Expression low = expression(6);
            if (!takeWord(u"and"))
                return fail();
            const Expression high = expression(6);
            return call(u"and"_s, { call(u">="_s, { left, low }), call(u"<="_s, { left, high }) });
        }
        if (name == u"in") {
            if (!takeSymbol(u"("))
                return fail();
            return oneOf(QList<Expression> { left } + list());
        }
        if (name == u"collate") {
            const Token collation = take();
            if (!collation.isName())
                return fail();
            return call(u"collate"_s, { left, { Kind::Name, collation.text } });
        }
        Expression right = expression(precedence + 1);
        if ((name == u"like" || name == u"ilike") && takeWord(u"escape"))
            return call(name, { left, right, expression(6) });
        return call(name, { left, right });
    }

    /// a, b, c) — after the opening parenthesis.
    QList<Expression> list()
    {
        QList<Expression> out;
        if (takeSymbol(u")"))
            return out;
        do {
            out += expression(1);
        } while (takeSymbol(u","));
        if (!takeSymbol(u")"))
            fail();
        return out;
    }

    Expression operand()
    {
        if (takeWord(u"not"))
            return negated(expression(4));
        if (takeSymbol(u"!"))
            return negated(expression(11));
        if (takeSymbol(u"+"))
            return expression(11);
        if (takeSymbol(u"-")) {
            Expression right = expression(11);
            if (right.kind == Kind::Number)
                return { Kind::Number, right.text.startsWith(u'-') ? right.text.sliced(1) : QString(u'-' + right.text) };
            return call(u"-"_s, { right });
        }
        Expression out = primary();
        while (!m_failed && peek().isSymbol(u"::"))
            out = castTo(std::move(out));
        if (takeSymbol(u"[")) {
            out = call(u"[]"_s, { out, expression(1) });
            if (!takeSymbol(u"]"))
                return fail();
        }
        return out;
    }

    Expression primary()
    {
        const Token token = take();
        switch (token.kind) {
        case Token::Kind::Number: return { Kind::Number, token.text };
        case Token::Kind::Text: return { Kind::Text, token.text };
        case Token::Kind::Binary: return { Kind::Binary, token.text };
        case Token::Kind::Name: return name(token);
        case Token::Kind::Word: return keyword(token);
        case Token::Kind::Symbol:
            if (token.text == u"(") {
                Expression inner = expression(1);
                if (!takeSymbol(u")"))
                    return fail(); // also a row (a, b)
                return inner;
            }
            break;
        case Token::Kind::End: break;
        }
        return fail();
    }

    Expression keyword(const Token &token)
    {
        const QString word = token.text.toLower();
        if (word == u"case")
            return cases();
        if (word == u"cast" && peek().isSymbol(u"("))
            return castCall();
        if (word == u"select" || word == u"exists" || word == u"from" || word == u"over")
            return fail();
        if (word == u"array" && takeSymbol(u"[")) {
            Expression array = call(u"array"_s, {});
            if (takeSymbol(u"]"))
                return array;
            do {
                array.operands += expression(1);
            } while (takeSymbol(u","));
            return takeSymbol(u"]") ? array : fail();
        }
        static const QStringList values { u"null"_s, u"true"_s, u"false"_s, u"current_timestamp"_s, u"current_date"_s,
            u"current_time"_s };
        if (values.contains(word) && !peek().isSymbol(u"("))
            return { Kind::Word, word };
        return name(token);
    }

    Expression name(const Token &token)
    {
        if (takeSymbol(u"(")) {
            const QString function = token.text.toLower();
            if (takeSymbol(u"*"))
                return takeSymbol(u")") ? call(function, { { Kind::Word, u"*"_s } }) : fail();
            return call(function, list());
        }
        if (takeSymbol(u".")) { // the table is the one that the expression belongs to
            const Token last = take();
            return last.isName() ? name(last) : fail();
        }
        const bool folds = m_rules.foldsNames || token.kind == Token::Kind::Word;
        return { Kind::Name, folds ? token.text.toLower() : token.text };
    }

    Expression cases()
    {
        Expression out = call(u"case"_s, {});
        if (!peek().isWord(u"when"))
            out.operands += expression(1);
        while (takeWord(u"when")) {
            out.operands += expression(1);
            if (!takeWord(u"then"))
                return fail();
            out.operands += expression(1);
        }
        if (takeWord(u"else"))
            out.operands += call(u"else"_s, { expression(1) });
        return takeWord(u"end") ? out : fail();
    }

    Expression castCall()
    {
        take();
        Expression inner = expression(1);
        if (!takeWord(u"as"))
            return fail();
        QString type = typeName();
        return takeSymbol(u")") ? cast(std::move(inner), type) : fail();
    }

    Expression castTo(Expression inner)
    {
        take();
        return cast(std::move(inner), typeName());
    }

    Expression cast(Expression inner, const QString &type)
    {
        if (!m_rules.castsAreNoise)
            return call(u"cast"_s, { inner, { Kind::Word, type } });
        if (inner.kind == Kind::Text && isNumericType(QStringView(type).left(type.indexOf(u' '))))
            return { Kind::Number, inner.text };
        return inner;
    }

    /// "double precision", "character varying(20)[]", "timestamp(3) with time zone".
    QString typeName()
    {
        static const QStringList more { u"precision"_s, u"varying"_s, u"unsigned"_s, u"with"_s, u"without"_s, u"time"_s,
            u"zone"_s };
        QString out = take().text.toLower();
        while (true) {
            if (peek().kind == Token::Kind::Word && more.contains(peek().text.toLower())) {
                out += u' ' + take().text.toLower();
            } else if (takeSymbol(u".")) {
                out += u'.' + take().text;
            } else if (takeSymbol(u"(")) {
                out += u" ("_s;
                while (!peek().isSymbol(u")") && peek().kind != Token::Kind::End)
                    out += take().text;
                out += take().text;
            } else if (peek().isSymbol(u"[") && peek(1).isSymbol(u"]")) {
                take();
                take();
                out += u"[]"_s;
            } else {
                return out;
            }
        }
    }

    const ExpressionRules &m_rules;
    QList<Token> m_tokens;
    qsizetype m_at = 0;
    bool m_failed = false;
};

} // namespace

QString Expression::toString() const
{
    switch (kind) {
    case Kind::Name: return inQuotes(text, u'"');
    case Kind::Text: return inQuotes(text, u'\'');
    case Kind::Binary: return u"x"_s + inQuotes(text, u'\'');
    case Kind::Number:
    case Kind::Word: return text;
    case Kind::Call: break;
    }
    QStringList parts;
    for (const Expression &operand : operands)
        parts += operand.toString();
    return text + u'(' + parts.join(u", "_s) + u')';
}

std::optional<Expression> parseExpression(QStringView sql, const ExpressionRules &rules) { return Parser(sql, rules).all(); }

QString canonicalExpression(QStringView sql, const ExpressionRules &rules)
{
    if (const auto parsed = parseExpression(sql, rules))
        return parsed->toString();
    QStringList words;
    for (const Token &token : tokenize(sql, rules.tokens)) {
        if (token.kind == Token::Kind::Text)
            words += inQuotes(token.text, u'\'');
        else if (token.kind == Token::Kind::Word || (token.kind == Token::Kind::Name && rules.foldsNames))
            words += token.text.toLower();
        else if (token.kind != Token::Kind::End)
            words += token.text;
    }
    return words.join(u' ');
}

} // namespace quoin::dialect
