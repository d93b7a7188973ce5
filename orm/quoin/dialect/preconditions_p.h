// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/dialect/plan.h>
#include <quoin/dialect/syntax.h>
#include <quoin/schema/schema.h>

#include <QtCore/qhash.h>

#include <optional>

namespace quoin::dialect {

/// The questions that a plan asks before it runs. They are asked of the database as it is then: under the names that tables
/// and columns have before the plan's renames, and not about tables and columns that the plan makes itself.
class Preconditions
{
public:
    explicit Preconditions(const Syntax &syntax) : m_syntax(syntax) { }

    /// Follows the names through a change; call it for each, after its own questions were asked.
    void follow(const schema::Change &change);

    void noRows(const schema::TableName &table, const QString &message);
    /// No row of the table meets the condition, for which \a condition gets the column's name in quotes.
    void noRowWhere(const schema::TableName &table, const QString &column,
            const std::function<QString(const QString &quotedColumn)> &condition, const QString &message);
    void noNulls(const schema::TableName &table, const QString &column);
    void noDuplicates(const schema::TableName &table, const schema::Index &index);
    void noOrphans(const schema::TableName &table, const schema::ForeignKey &key);

    [[nodiscard]] QList<Precondition> take() { return std::move(m_all); }

private:
    [[nodiscard]] std::optional<QString> tableBefore(const schema::TableName &table) const;
    [[nodiscard]] std::optional<QString> columnBefore(const schema::TableName &table, const QString &column) const;
    [[nodiscard]] std::optional<QStringList> columnsBefore(const schema::TableName &table, const QStringList &columns) const;

    static QString key(const schema::TableName &table) { return table.nameSpace + u'\n' + table.name; }
    static QString key(const schema::TableName &table, const QString &column) { return key(table) + u'\n' + column; }

    const Syntax &m_syntax;
    QHash<QString, std::optional<schema::TableName>> m_tables; ///< Now to before; none: made by the plan.
    QHash<QString, std::optional<QString>> m_columns;          ///< Likewise.
    QList<Precondition> m_all;
};

/// Which values of a column do not fit the type it is to have, in SQL that PostgreSQL and MySQL share; empty where the engine
/// itself refuses them.
QString misfitCondition(
        const schema::ColumnType &from, const schema::ColumnType &to, const QString &quotedColumn, const Syntax &syntax);

} // namespace quoin::dialect
