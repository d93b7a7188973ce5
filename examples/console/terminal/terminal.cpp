// SPDX-License-Identifier: MIT
#include "terminal.h"

#include <QtCore/qglobal.h>

#include <algorithm>
#include <cstdio>

#ifdef Q_OS_UNIX
#  include <sys/ioctl.h>
#  include <unistd.h>
#endif

using namespace Qt::StringLiterals;

namespace {

constexpr int defaultWidth = 100;
constexpr int narrowest = 60;
constexpr int widest = 200;

bool isTerminal()
{
#ifdef Q_OS_UNIX
    return isatty(STDOUT_FILENO) == 1;
#else
    return false;
#endif
}

int terminalWidth()
{
#ifdef Q_OS_UNIX
    winsize size {};
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        return size.ws_col;
#endif
    bool ok = false;
    const int columns = qEnvironmentVariableIntValue("COLUMNS", &ok);
    return ok && columns > 0 ? columns : defaultWidth;
}

/// Only the sixteen colours that every terminal has, in the user's own palette.
QLatin1StringView escapeFor(Style style)
{
    switch (style) {
    case Style::Plain: return "\033[0m"_L1;
    case Style::Heading: return "\033[0;1;36m"_L1;
    case Style::Strong: return "\033[0;1m"_L1;
    case Style::Dim: return "\033[0;90m"_L1;
    case Style::Keyword: return "\033[0;35m"_L1;
    case Style::Literal: return "\033[0;33m"_L1;
    case Style::Comment: return "\033[0;90m"_L1;
    case Style::Good: return "\033[0;32m"_L1;
    case Style::Bad: return "\033[0;1;31m"_L1;
    }
    return {};
}

void write(const QString &text)
{
    const QByteArray utf8 = text.toUtf8();
    std::fwrite(utf8.constData(), 1, size_t(utf8.size()), stdout);
    std::fflush(stdout);
}

} // namespace

Terminal::Terminal(Colors colors, int width)
    : m_isTerminal(isTerminal()), m_colors(colors == Colors::Always
                                          || (colors == Colors::Auto && m_isTerminal && qEnvironmentVariableIsEmpty("NO_COLOR")
                                                  && qgetenv("TERM") != "dumb")),
      m_width(std::clamp(width > 0 ? width : terminalWidth(), narrowest, widest))
{ }

QString Terminal::rendered(const StyledText &line) const
{
    QString text = line.text();
    text.replace(QChar::Nbsp, u' ');
    while (text.endsWith(u' '))
        text.chop(1);
    if (!m_colors)
        return text;
    QString out;
    Style current = Style::Plain;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (line.styleAt(i) != current) {
            current = line.styleAt(i);
            out += escapeFor(current);
        }
        out += text.at(i);
    }
    if (current != Style::Plain)
        out += escapeFor(Style::Plain);
    return out;
}

void Terminal::print(const StyledText &line) { write(rendered(line) + u'\n'); }

void Terminal::print(const QList<StyledText> &lines)
{
    for (const StyledText &line : lines)
        print(line);
}

void Terminal::printParagraph(const StyledText &text, int indent)
{
    for (const StyledText &line : text.wrapped(std::min(m_width, 100) - indent)) {
        StyledText indented { QString(indent, u' ') };
        indented.append(line);
        print(indented);
    }
}

void Terminal::progress(const StyledText &line)
{
    if (m_isTerminal)
        write(u"\r\033[K"_s + rendered(line));
}
