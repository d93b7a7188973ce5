// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/qbytearray.h>
#include <QtCore/qlist.h>
#include <QtCore/qstring.h>

/// What a piece of text is; the terminal decides what that looks like.
enum class Style : char { Plain, Heading, Strong, Dim, Keyword, Literal, Comment, Good, Bad };

/// How many cells of a terminal a text takes: none for combining marks, two for ideographs and emoji.
int cellWidth(QStringView text);

/// Text with a style for each of its characters.
class StyledText
{
public:
    StyledText() = default;
    StyledText(const QString &text, Style style = Style::Plain) { append(text, style); }
    void append(const QString &text, Style style = Style::Plain)
    {
        m_text += text;
        m_styles.append(text.size(), char(style));
    }
    void append(const StyledText &other)
    {
        m_text += other.m_text;
        m_styles += other.m_styles;
    }
    [[nodiscard]] const QString &text() const { return m_text; }
    [[nodiscard]] Style styleAt(qsizetype i) const { return Style(m_styles.at(i)); }
    [[nodiscard]] bool isEmpty() const { return m_text.isEmpty(); }
    [[nodiscard]] int width() const { return cellWidth(m_text); }
    [[nodiscard]] StyledText sliced(qsizetype from, qsizetype length) const;

    /// Cut at \a width cells, with "…" where something is missing.
    [[nodiscard]] StyledText elided(int width) const;
    /// Blanks added up to \a width cells, before the text when \a right.
    [[nodiscard]] StyledText padded(int width, bool right = false) const;
    /// Lines of at most \a width cells, broken at blanks; all but the first begin with the text's own indent and \a hanging
    /// blanks more.
    [[nodiscard]] QList<StyledText> wrapped(int width, int hanging = 0) const;

private:
    QString m_text;
    QByteArray m_styles;
};
