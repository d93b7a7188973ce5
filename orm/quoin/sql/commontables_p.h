// SPDX-License-Identifier: MIT
#pragma once

// Not part of the API: queries that others read as tables, in front of the statement.

#include <quoin/sql/selection_p.h>

namespace quoin::sql {

/// The tables that the query, or whatever stands in it, reads: each behind those that it reads itself.
class CommonTables
{
public:
    explicit CommonTables(const expr::Select &select) { find(select); }

    /// WITH …; nothing where there are none. From here on the writer knows their names.
    Result<void> write(dialect::SqlWriter &out, const dialect::Dialect &dialect) const;

private:
    void find(const expr::Select &select);
    void find(const expr::NodePtr &node);
    void add(const expr::CommonTablePtr &table);
    Result<void> writeTable(dialect::SqlWriter &out, const expr::CommonTable &table, const dialect::Dialect &dialect) const;

    struct Found
    {
        expr::CommonTablePtr table;
        std::vector<const expr::CommonTable *> others {}; ///< That are the same, said twice.
    };
    std::vector<Found> m_tables;
    size_t m_depth = 0;
    bool m_tooMany = false;
};

/// The statement of a query: its tables, and SELECT.
Result<void> writeStatement(dialect::SqlWriter &out, const expr::Select &select, Projection projection,
        const dialect::Dialect &dialect, const Standing &standing = {});

} // namespace quoin::sql
