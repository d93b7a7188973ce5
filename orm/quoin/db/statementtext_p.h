// SPDX-License-Identifier: MIT
#pragma once

// Not part of the API: what a statement's words say before an engine sees it.

#include <quoin/dialect/tokens_p.h>

namespace quoin {

enum class StatementKind : quint8 {
    ChangesRows,     ///< INSERT, UPDATE, DELETE … and WITH … of one: a count of rows means something.
    ChangesSchema,   ///< CREATE, ALTER, DROP …: commits the transaction where DDL is not transactional.
    EndsTransaction, ///< BEGIN, COMMIT, ROLLBACK: what Connection does itself, and has to know of.
    Other,           ///< SELECT, SET, PRAGMA …
};

[[nodiscard]] StatementKind statementKind(const QString &sql, const dialect::TokenRules &rules);

/// True when more than blanks and comments follow a semicolon. The body of a trigger, procedure or function is one statement
/// with the CREATE around it.
[[nodiscard]] bool isSeveralStatements(const QString &sql, const dialect::TokenRules &rules);

/// The statement without its semicolon and what follows it.
[[nodiscard]] QString withoutSemicolon(const QString &sql, const dialect::TokenRules &rules);

} // namespace quoin
