// SPDX-License-Identifier: MIT
#pragma once

#include "styledtext.h"

/// Standard output: knows how wide it is and whether colours are wanted (a terminal, and no NO_COLOR in the environment).
class Terminal
{
public:
    enum class Colors { Auto, Always, Never };
    explicit Terminal(Colors colors = Colors::Auto, int width = 0);

    [[nodiscard]] int width() const { return m_width; }
    void print(const StyledText &line = {});
    void print(const QList<StyledText> &lines);
    /// Text of any length, broken into lines after \a indent blanks.
    void printParagraph(const StyledText &text, int indent = 0);
    /// Overwrites the current line; on something that is not a terminal nothing is printed.
    void progress(const StyledText &line);

private:
    [[nodiscard]] QString rendered(const StyledText &line) const;
    bool m_isTerminal;
    bool m_colors;
    int m_width;
};
