// SPDX-License-Identifier: MIT
#pragma once

// Not part of the API: where the columns of a query come from.

#include <quoin/dialect/writer.h>
#include <quoin/expr/select.h>
#include <quoin/meta/modelinfo.h>

#include <map>
#include <vector>

namespace quoin::sql {

/// A column of a query: the field, and the table it is read from.
struct ResolvedColumn
{
    const FieldInfo *field = nullptr;
    QString alias;         ///< Empty: the query has one table, which needs none.
    bool nullable = false; ///< The field is, or a joined row may be missing.
};

/// The tables of a query: its model's, and one LEFT JOIN per to-one relation that a path crosses.
class Joins
{
public:
    explicit Joins(const ModelInfo &model) : m_model(model) { }

    /// Finds every path of the tree; the error names the property that does not exist.
    Result<void> collect(const expr::NodePtr &node);
    [[nodiscard]] const ResolvedColumn &column(const QByteArray &path) const { return m_columns.at(path); }
    /// The alias of the query's own table; empty when there is no join.
    [[nodiscard]] QString alias() const { return m_joins.empty() ? QString() : QStringLiteral("t0"); }
    /// "posts" or "posts" AS "t0" LEFT JOIN …
    void write(dialect::SqlWriter &out) const;

private:
    struct Join
    {
        QString alias;
        QString parent;
        const FieldInfo *from;
        const FieldInfo *to;
        const ModelInfo *model;
        bool nullable;
    };
    Result<void> resolve(const QByteArray &path);

    const ModelInfo &m_model;
    std::vector<Join> m_joins;
    std::map<QByteArray, size_t> m_byPrefix; // "author" → join
    std::map<QByteArray, ResolvedColumn> m_columns;
};

} // namespace quoin::sql
