// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/dialect/tokens_p.h>

#include <optional>

namespace quoin::dialect {

/// How an engine rewrites the expressions it is given (checks, defaults, generated columns, conditions of indexes).
struct ExpressionRules
{
    TokenRules tokens {};
    bool castsAreNoise = false; ///< Does the engine write casts that nobody asked for? (PostgreSQL)
    bool foldsNames = false;    ///< Are names in quotes compared without case? (SQLite, MySQL)
};

/// An SQL expression as a tree, in which what engines rewrite (parentheses, BETWEEN, IN, <> …) has one form.
struct Expression
{
    enum class Kind { Name, Number, Text, Binary, Word, Call };
    Kind kind = Kind::Word;
    QString text {}; ///< Name, literal, keyword (true, null, current_timestamp), or the operator or function of a call.
    QList<Expression> operands {};

    [[nodiscard]] bool isCall(QStringView name, qsizetype operandCount = -1) const
    {
        return kind == Kind::Call && text == name && (operandCount < 0 || operands.size() == operandCount);
    }
    [[nodiscard]] bool isName(QStringView name) const { return kind == Kind::Name && text == name; }

    /// One text for all spellings of the expression: "and(>=(views, 0), <>(title, ''))".
    [[nodiscard]] QString toString() const;
};

/// None when the text has what this reader does not know (sub-queries, window functions …).
QUOIN_EXPORT std::optional<Expression> parseExpression(QStringView sql, const ExpressionRules &rules = {});

/// The tree's text, or the tokens in a row where there is no tree: equal texts mean the same expression.
QUOIN_EXPORT QString canonicalExpression(QStringView sql, const ExpressionRules &rules = {});

} // namespace quoin::dialect
