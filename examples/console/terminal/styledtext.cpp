// SPDX-License-Identifier: MIT
#include "styledtext.h"

#include <QtCore/qtextboundaryfinder.h>

#include <algorithm>

namespace {

int cellsOf(char32_t c)
{
    if (c == 0x200d || (c >= 0xfe00 && c <= 0xfe0f) || QChar::category(c) == QChar::Mark_NonSpacing
            || QChar::category(c) == QChar::Mark_Enclosing)
        return 0;
    const bool wide = (c >= 0x1100 && c <= 0x115f) || (c >= 0x2e80 && c <= 0xa4cf) || (c >= 0xac00 && c <= 0xd7a3)
            || (c >= 0xf900 && c <= 0xfaff) || (c >= 0xff00 && c <= 0xff60) || (c >= 0x1f300 && c <= 0x1faff);
    return wide ? 2 : 1;
}

/// The longest beginning of the text that fits, in UTF-16 units, and never half of a character.
qsizetype fitting(const QString &text, qsizetype from, int width)
{
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, text);
    finder.setPosition(from);
    qsizetype end = from;
    while (finder.toNextBoundary() > 0 && cellWidth(QStringView(text).sliced(from, finder.position() - from)) <= width)
        end = finder.position();
    return end - from;
}

} // namespace

int cellWidth(QStringView text)
{
    int width = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool pair = text.at(i).isHighSurrogate() && i + 1 < text.size();
        width += cellsOf(pair ? QChar::surrogateToUcs4(text.at(i), text.at(i + 1)) : char32_t(text.at(i).unicode()));
        i += pair ? 1 : 0;
    }
    return width;
}

StyledText StyledText::sliced(qsizetype from, qsizetype length) const
{
    StyledText part;
    part.m_text = m_text.sliced(from, length);
    part.m_styles = m_styles.sliced(from, length);
    return part;
}

StyledText StyledText::elided(int width) const
{
    if (this->width() <= width)
        return *this;
    StyledText cut = sliced(0, fitting(m_text, 0, std::max(0, width - 1)));
    cut.append(QStringLiteral("…"), cut.isEmpty() ? Style::Plain : cut.styleAt(cut.m_text.size() - 1));
    return cut;
}

StyledText StyledText::padded(int width, bool right) const
{
    const StyledText blanks(QString(std::max(0, width - this->width()), u' '));
    StyledText result = right ? blanks : *this;
    result.append(right ? *this : blanks);
    return result;
}

QList<StyledText> StyledText::wrapped(int width, int hanging) const
{
    const auto firstInk = std::find_if(m_text.cbegin(), m_text.cend(), [](QChar c) { return c != u' '; });
    const int indent = std::min(int(firstInk - m_text.cbegin()) + hanging, width / 2);
    QList<StyledText> lines;
    qsizetype from = 0;
    while (true) {
        const int room = lines.isEmpty() ? width : width - indent;
        StyledText line = lines.isEmpty() ? StyledText() : StyledText(QString(indent, u' '));
        qsizetype length = std::max<qsizetype>(1, fitting(m_text, from, room));
        const bool last = from + length >= m_text.size();
        if (!last) {
            // Break at a blank if that leaves more than a third of the line.
            const qsizetype blank = m_text.lastIndexOf(u' ', from + length);
            if (blank > from + length / 3)
                length = blank - from;
        }
        line.append(sliced(from, std::min(length, m_text.size() - from)));
        lines << line;
        from += length;
        while (from < m_text.size() && m_text.at(from) == u' ')
            ++from;
        if (from >= m_text.size())
            return lines;
    }
}
