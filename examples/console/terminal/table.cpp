// SPDX-License-Identifier: MIT
#include "table.h"

#include <QtCore/qregularexpression.h>

#include <algorithm>
#include <numeric>

using namespace Qt::StringLiterals;

namespace {
constexpr int gap = 2;
constexpr int narrowestColumn = 6;
} // namespace

bool Table::isNumeric(qsizetype column) const
{
    static const QRegularExpression number(u"^[-+]?\\d[\\d,.]*(?: ?(?:%|ms|µs|s|ns|×|/s))?$|^$|^–$"_s);
    return std::ranges::all_of(m_rows, [&](const QStringList &row) { return number.match(row.value(column)).hasMatch(); });
}

QList<int> Table::columnWidths(int width, qsizetype rows) const
{
    QList<int> widths;
    for (qsizetype column = 0; column < m_headers.size(); ++column) {
        int widest = cellWidth(m_headers.at(column));
        for (qsizetype row = 0; row < rows; ++row)
            widest = std::max(widest, cellWidth(m_rows.at(row).value(column)));
        widths << widest;
    }
    const auto excess = [&] { return std::accumulate(widths.cbegin(), widths.cend(), int(widths.size() - 1) * gap) - width; };
    while (excess() > 0) {
        const auto widest = std::ranges::max_element(widths);
        if (*widest <= narrowestColumn)
            break;
        --*widest;
    }
    return widths;
}

QList<StyledText> Table::lines(int width, int most) const
{
    const qsizetype shown = m_rows.size() <= most + 1 ? m_rows.size() : most; // never "1 more row" in the place of that row
    const QList<int> widths = columnWidths(width, shown);
    const auto line = [&](const QStringList &cells, Style style) {
        StyledText text;
        for (qsizetype column = 0; column < widths.size(); ++column) {
            if (column > 0)
                text.append(QString(gap, u' '));
            const bool isNull = style == Style::Plain && cells.value(column) == u"NULL"_s;
            const StyledText cell(cells.value(column), isNull ? Style::Dim : style);
            text.append(cell.elided(widths.at(column)).padded(widths.at(column), isNumeric(column)));
        }
        return text;
    };
    QList<StyledText> lines { line(m_headers, Style::Strong) };
    StyledText rule;
    for (qsizetype column = 0; column < widths.size(); ++column)
        rule.append(QString(column > 0 ? gap : 0, u' ') + QString(widths.at(column), u'─'), Style::Dim);
    lines << rule;
    for (qsizetype row = 0; row < shown; ++row)
        lines << line(m_rows.at(row), Style::Plain);
    if (shown < m_rows.size())
        lines << StyledText(u"… %1 more rows"_s.arg(m_rows.size() - shown), Style::Dim);
    return lines;
}
