// SPDX-License-Identifier: MIT
#pragma once

// Not part of the API.

#include <quoin/dialect/dialect.h>
#include <quoin/sql/path_p.h>

namespace quoin::sql {

/// "title", or "t0"."title" where the query has several tables.
void writeColumn(dialect::SqlWriter &out, const ResolvedColumn &column, const Joins &joins);

/// Writes a condition so that it means the same on every engine: true or false, with NULL equal to NULL alone.
class ConditionWriter
{
public:
    ConditionWriter(dialect::SqlWriter &out, const Joins &joins, const dialect::Dialect &dialect)
        : m_out(out), m_joins(joins), m_dialect(dialect)
    { }

    Result<void> write(const expr::NodePtr &node);

private:
    Result<void> writeTogether(const expr::Node &node);
    Result<void> writeEach(const expr::Node &node, QLatin1StringView separator);
    Result<void> writeComparison(const expr::Node &node);
    /// year(column) compared with a number, as a range of the column: so that an index serves. Null for all else.
    [[nodiscard]] expr::NodePtr yearRange(const expr::Node &node) const;
    Result<void> writeAgainstLiteral(expr::NodeKind kind, const ResolvedColumn &column, const Value &value);
    Result<void> writeColumns(expr::NodeKind kind, const ResolvedColumn &left, const ResolvedColumn &right);
    /// The same for computed values on one side or both.
    Result<void> writeComputed(const expr::Node &node);
    Result<void> writeComputedIn(const expr::Node &node);
    Result<void> writeIn(const expr::Node &node);
    /// Column IN (values); false for none.
    Result<void> writeValues(
            const ResolvedColumn &column, const QList<Value> &values, const std::vector<dialect::Origin> &origins = {});
    Result<void> writeLinked(const expr::Node &node);
    Result<void> writeBetween(const expr::Node &node);
    Result<void> writeTextMatch(const expr::Node &node);
    /// A function that gives true or false.
    Result<void> writeCall(const expr::NodePtr &node);
    Result<void> writeNot(const expr::NodePtr &operand);
    Result<void> writePlain(const expr::NodePtr &node);
    Result<void> writeRow(const expr::Node &node);
    bool writeRowAsOne(const expr::Node &node);
    Result<void> writeInQuery(const expr::Node &node);

    // Conditions on related rows, across HasMany and ManyToMany: related.cpp
    using Prefixes = std::vector<QByteArray>;
    Result<void> writeRelated(const expr::NodePtr &node);
    Result<void> writeGroups(const expr::Node &node);
    /// EXISTS (…): is there a row of the relation for which \a condition is true?
    Result<void> writeExists(const QByteArray &prefix, const expr::NodePtr &condition);
    /// The relations whose rows the condition speaks of and which are not at hand.
    void findUnbound(const expr::NodePtr &node, Prefixes &found) const;
    [[nodiscard]] Prefixes unbound(const expr::NodePtr &node) const;
    [[nodiscard]] bool isWithoutRows(const expr::Node &node) const;

    void column(const ResolvedColumn &column);
    /// The column, or a literal that goes with it, as < and > compare values of the type; see Syntax::comparable.
    void comparable(const ResolvedColumn &column, const schema::ColumnType &type);
    void comparable(const Value &literal, const ResolvedColumn &column, const schema::ColumnType &type);
    void constant(bool value);
    /// True when SQL may answer NULL for it, so that NOT would not be its complement.
    [[nodiscard]] bool mayBeNull(const expr::NodePtr &node) const;
    [[nodiscard]] Result<const ResolvedColumn *> columnOf(const expr::NodePtr &node) const;

    dialect::SqlWriter &m_out;
    const Joins &m_joins;
    const dialect::Dialect &m_dialect;
};

} // namespace quoin::sql
