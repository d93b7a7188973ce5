// SPDX-License-Identifier: MIT
#pragma once

#include "styledtext.h"

#include <QtCore/qstringlist.h>

/// Rows under headers. Columns of numbers are aligned to the right; where there is no room the widest columns are cut.
class Table
{
public:
    Table() = default;
    explicit Table(QStringList headers) : m_headers(std::move(headers)) { }
    Table &add(QStringList row)
    {
        m_rows << std::move(row);
        return *this;
    }
    [[nodiscard]] bool isEmpty() const { return m_headers.isEmpty(); }
    [[nodiscard]] qsizetype rowCount() const { return m_rows.size(); }
    /// At most \a most rows are shown, with a line that tells how many more there are.
    [[nodiscard]] QList<StyledText> lines(int width, int most = 8) const;

private:
    [[nodiscard]] QList<int> columnWidths(int width, qsizetype rows) const;
    [[nodiscard]] bool isNumeric(qsizetype column) const;

    QStringList m_headers;
    QList<QStringList> m_rows;
};
