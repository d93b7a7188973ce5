// SPDX-License-Identifier: MIT
#pragma once

// Not part of the API.

#include <quoin/db/drivers/rowbuffer_p.h>

#include <QtCore/qvariant.h>
#include <QtSql/qsqlrecord.h>

class QSqlQuery;

namespace quoin {

/// By QSqlQuery: the rows of a running query that are left, and the one that it stands on.
class RowsAhead
{
public:
    RowsAhead(QSqlQuery &query, bool onRow);

    bool next();
    [[nodiscard]] const QSqlRecord &columns() const { return m_columns; }
    [[nodiscard]] const QVariant &value(int column) const { return m_current[size_t(column)].value; }
    [[nodiscard]] bool isNull(int column) const { return m_current[size_t(column)].isNull; }

    /// What comes behind the last row.
    void setError(Error error) { m_error = std::move(error); }
    std::optional<Error> takeError();

private:
    struct Kept
    {
        QVariant value;
        bool isNull = true;
    };
    [[nodiscard]] std::string packed(const QSqlQuery &query) const;
    void unpack(std::string_view row);

    QSqlRecord m_columns;
    std::vector<Kept> m_current;
    RowBuffer m_rows;
    std::optional<Error> m_error;
};

} // namespace quoin
