// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/schema/change.h>

namespace quoin::schema {

/// What an engine is asked while two schemas are compared; the algorithm is diff()'s. The defaults are the strict answers.
class QUOIN_EXPORT DiffRules
{
public:
    virtual ~DiffRules();
    /// The type as the engine stores it, so that types it cannot tell apart become equal.
    [[nodiscard]] virtual ColumnType normalizedType(const ColumnType &type) const { return type; }
    /// The type of a key that the database counts, likewise.
    [[nodiscard]] virtual ColumnType normalizedKeyType(const ColumnType &type) const { return normalizedType(type); }
    /// A default in the form that equal defaults share.
    [[nodiscard]] virtual std::optional<Default> normalizedDefault(const Column &column) const { return column.defaultValue; }
    /// An expression (check, generated column, partial index) in the form that equal ones share.
    [[nodiscard]] virtual QString normalizedExpression(const QString &sql) const { return sql.simplified(); }
    /// A check's condition, its rules included, likewise.
    [[nodiscard]] virtual QString normalizedCheck(const Check &check) const { return normalizedExpression(check.expression); }
    /// The collation, empty for the one that a column has that names none.
    [[nodiscard]] virtual QString normalizedCollation(const QString &collation) const { return collation; }
    /// A comment as the catalogue shows it.
    [[nodiscard]] virtual QString normalizedComment(const QString &comment) const { return comment; }
    [[nodiscard]] virtual ReferentialAction normalizedAction(ReferentialAction action) const { return action; }
    /// Do comments exist and count?
    [[nodiscard]] virtual bool hasComments() const { return true; }
    /// Are tables named with a schema?
    [[nodiscard]] virtual bool hasNamespaces() const { return true; }
    /// Does the name of a primary key count?
    [[nodiscard]] virtual bool hasPrimaryKeyNames() const { return false; }
    /// Can a foreign key wait for the commit? If not, deferrable does not count.
    [[nodiscard]] virtual bool hasDeferrableForeignKeys() const { return true; }
    /// Do names of tables and columns differ by case alone?
    [[nodiscard]] virtual bool namesAreCaseSensitive() const { return true; }
    /// Are enumerations types of their own, with a life beside the tables?
    [[nodiscard]] virtual bool hasEnumTypes() const { return true; }
    /// Does the engine make an index of its own for each foreign key, which is then no difference?
    [[nodiscard]] virtual bool indexesForeignKeys() const { return false; }
    /// Can the engine keep partial and covering parts of indexes? If not they do not count.
    [[nodiscard]] virtual bool hasPartialIndexes() const { return true; }
    [[nodiscard]] virtual bool hasCoveringIndexes() const { return true; }
};

/// The changes that lead from one schema to the other, in an order in which they can be applied: constraints and
/// indexes go before what they need is dropped, and come after it exists; cycles of foreign keys are broken by adding
/// them after the tables. Empty when both mean the same.
QUOIN_EXPORT QList<Change> diff(const Schema &from, const Schema &to, const DiffRules &rules, const DiffHints &hints = {});

} // namespace quoin::schema
