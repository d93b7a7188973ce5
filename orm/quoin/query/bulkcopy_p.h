// SPDX-License-Identifier: MIT
#pragma once

// Not part of the API.

#include <quoin/query/modelstatements_p.h>

#include <quoin/db/bulkload.h>

namespace quoin {

/// New rows of one model by what the engine has for many of them (COPY). The keys that the database counts are taken from it
/// beforehand, by one query.
class BulkCopy
{
public:
    /// Fewer rows are as quickly stored by INSERT.
    static constexpr qsizetype leastRows = 100;
    /// In one command: what is stored again, by INSERT, when one of them is refused.
    static constexpr qsizetype mostRows = 5000;

    BulkCopy(Connection &connection, const ModelInfo &model);

    /// True when rows that \a insert stores can be stored so: nothing but the key comes back from the database.
    [[nodiscard]] bool takes(const ModelStatements::Insert &insert) const;
    /// Stores the objects and sets their keys. False when it is not possible after all; then nothing is stored, and takes() is
    /// false from now on.
    Result<bool> store(const ModelStatements::Insert &insert, const QList<void *> &objects);

private:
    Result<bool> takeKeys(const QList<void *> &objects);
    Result<bool> open(const ModelStatements::Insert &insert);

    Connection &m_connection;
    const ModelInfo &m_model;
    const ModelStatements::Insert *m_insert = nullptr; ///< What m_load is made for.
    std::unique_ptr<BulkLoad> m_load;
    RowBinder m_binder;
    bool m_possible;
};

} // namespace quoin
