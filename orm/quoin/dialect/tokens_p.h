// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/core/export.h>

#include <QtCore/qlist.h>
#include <QtCore/qstring.h>

namespace quoin::dialect {

/// How an engine spells tokens; by default standard SQL, which is what the catalogues keep.
struct TokenRules
{
    bool backslashEscapes = false;     ///< Is \ special inside every 'text'? (MySQL; PostgreSQL only in E'text')
    bool doubleQuotesAreText = false;  ///< Is "x" a text? (MySQL without ANSI_QUOTES)
    bool squareBrackets = false;       ///< Is [x] a name? (SQLite)
    bool dollarQuotes = false;         ///< Is $tag$x$tag$ a text? (PostgreSQL)
    bool nestedComments = false;       ///< Does a comment inside of a comment have an end of its own? (PostgreSQL)
    bool hashComments = false;         ///< Does # begin a comment, and -- only before a blank? (MySQL)
    bool versionComments = false;      ///< Is what stands in /*! … */ code? (MySQL)
    bool numberedPlaceholders = false; ///< Does $1 stand for a value? (PostgreSQL)
};

struct Token
{
    enum class Kind { Word, Name, Number, Text, Binary, Symbol, End };
    Kind kind = Kind::End;
    QString text {};    ///< Without quotes; a word as it is written.
    qsizetype from = 0; ///< Where it stands in the source.
    qsizetype to = 0;

    [[nodiscard]] bool isWord(QStringView word) const
    {
        return kind == Kind::Word && word.compare(text, Qt::CaseInsensitive) == 0;
    }
    [[nodiscard]] bool isSymbol(QStringView symbol) const { return kind == Kind::Symbol && text == symbol; }
    /// A column, table or function may be named by it.
    [[nodiscard]] bool isName() const { return kind == Kind::Word || kind == Kind::Name; }
};

/// SQL text as tokens, the last one being End. Comments and blanks are left out. What is not closed ends at the end.
QUOIN_EXPORT QList<Token> tokenize(QStringView sql, const TokenRules &rules = {});

} // namespace quoin::dialect
