// SPDX-License-Identifier: MIT
#include "step.h"

#include "../terminal/highlight.h"
#include "numbers.h"
#include "sourcetext.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

constexpr int indent = 2;
constexpr int narrowestSql = 44;
constexpr int longestSql = 14; // lines of one statement

StyledText indented(const StyledText &text, int by = indent)
{
    StyledText line { QString(by, u' ') };
    line.append(text);
    return line;
}

/// "── C++ ────────"
StyledText ruleWith(const QString &title, int width)
{
    StyledText rule(u"── "_s, Style::Dim);
    rule.append(title, Style::Dim);
    rule.append(u' ' + QString(std::max(0, width - rule.width() - 1), u'─'), Style::Dim);
    return rule;
}

QList<StyledText> wrapped(const QList<StyledText> &lines, int width, int hanging)
{
    QList<StyledText> result;
    for (const StyledText &line : lines)
        result << line.wrapped(width, hanging);
    return result;
}

} // namespace

Step::Step(Tour &tour, const QString &title, const QString &text, Location where)
    : m_tour(tour), m_title(title), m_text(text), m_begin(where)
{
    m_tour.nextStep();
    m_timer.start();
}

void Step::ran(Location where)
{
    m_time = std::chrono::nanoseconds(m_timer.nsecsElapsed());
    m_recorder.stop();
    m_end = where;
}

bool Step::check(bool passed, const QString &what)
{
    m_checks << std::pair(passed, what);
    m_tour.addCheck(passed, what);
    return passed;
}

void Step::show(const Table &table, int rows)
{
    if (!m_results.isEmpty())
        m_results << StyledText();
    m_results << table.lines(m_tour.terminal().width() - indent, rows);
}

void Step::show(const quoin::Error &error)
{
    if (!m_results.isEmpty())
        m_results << StyledText();
    const QStringList lines = error.toString().split(u'\n');
    for (qsizetype i = 0; i < lines.size(); ++i)
        m_results
                << StyledText(lines.at(i), i == 0 ? Style::Strong : Style::Plain).wrapped(m_tour.terminal().width() - indent, 2);
}

void Step::note(const QString &text) { m_results << StyledText(text).wrapped(m_tour.terminal().width() - indent); }

QList<StyledText> Step::codeLines() const
{
    QList<StyledText> lines;
    if (const qsizetype colon = m_code.lastIndexOf(u':'); colon > 0) {
        for (const QString &line : sourceOfClass(m_code.left(colon), m_code.mid(colon + 1)))
            lines << highlightedCpp(line);
    }
    if (!m_end)
        return lines;
    const QStringList code = sourceBetween(m_begin, *m_end);
    if (!lines.isEmpty() && !code.isEmpty())
        lines << StyledText();
    for (const QString &line : code)
        lines << highlightedCpp(line);
    return lines;
}

QList<StyledText> Step::sqlLines(int width) const
{
    QList<StyledText> lines;
    const QList<Recorder::Statement> statements = m_recorder.statements();
    const qsizetype shown = statements.size() <= m_mostStatements + 1 ? statements.size() : m_mostStatements;
    for (qsizetype i = 0; i < shown; ++i) {
        const Recorder::Statement &statement = statements.at(i);
        QList<StyledText> text = wrapped(highlightedSql(statement.sql), width, 4);
        if (text.size() > longestSql)
            text = text.mid(0, longestSql - 1)
                    << StyledText(u"  … %1 more lines"_s.arg(text.size() - longestSql + 1), Style::Dim);
        if (statement.times > 1)
            text.last().append(u"  × %1"_s.arg(grouped(statement.times)), Style::Dim);
        if (!statement.succeeded)
            text.last().append(u"  ✗ refused"_s, Style::Bad);
        lines << text;
    }
    if (shown < statements.size())
        lines << StyledText(u"… %1 more statements"_s.arg(statements.size() - shown), Style::Dim);
    return lines;
}

void Step::printBeside(const QList<StyledText> &code, const QList<StyledText> &sql, int codeWidth)
{
    Terminal &terminal = m_tour.terminal();
    const int sqlWidth = terminal.width() - indent - codeWidth - 3;
    const auto print = [&](const StyledText &left, const QString &between, const StyledText &right) {
        StyledText line = indented(left.padded(codeWidth));
        line.append(between, Style::Dim);
        line.append(right);
        terminal.print(line);
    };
    print(ruleWith(u"C++"_s, codeWidth), u"─┬─"_s, ruleWith(u"SQL"_s, sqlWidth));
    for (qsizetype i = 0; i < std::max(code.size(), sql.size()); ++i)
        print(code.value(i), u" │ "_s, sql.value(i));
    print(StyledText(QString(codeWidth, u'─'), Style::Dim), u"─┴─"_s, StyledText(QString(sqlWidth, u'─'), Style::Dim));
}

void Step::printBelow(const QList<StyledText> &code, const QList<StyledText> &sql)
{
    Terminal &terminal = m_tour.terminal();
    const int width = terminal.width() - indent;
    const auto section = [&](const QString &title, const QList<StyledText> &lines) {
        if (lines.isEmpty())
            return;
        terminal.print(indented(ruleWith(title, width)));
        for (const StyledText &line : lines)
            terminal.print(indented(line));
    };
    section(u"C++"_s, wrapped(code, width, 4));
    section(u"SQL"_s, sql);
    terminal.print(indented(StyledText(QString(width, u'─'), Style::Dim)));
}

void Step::printChecks()
{
    StyledText good;
    for (const auto &[passed, what] : m_checks) {
        if (!passed)
            continue;
        good.append(good.isEmpty() ? QString(u'✓') + QChar::Nbsp : u"  ✓"_s + QChar::Nbsp, Style::Good);
        good.append(QString(what).replace(u' ', QChar::Nbsp));
    }
    const int width = m_tour.terminal().width() - indent;
    for (const StyledText &line : good.isEmpty() ? QList<StyledText>() : good.wrapped(width))
        m_tour.terminal().print(indented(line));
    for (const auto &[passed, what] : m_checks) {
        if (passed)
            continue;
        for (const QString &part : QString(u"✗ "_s + what).split(u'\n')) {
            for (const StyledText &line : StyledText(part, Style::Bad).wrapped(width, 2))
                m_tour.terminal().print(indented(line));
        }
    }
}

Step::~Step()
{
    if (!m_end)
        m_recorder.stop();
    Terminal &terminal = m_tour.terminal();
    const QList<StyledText> code = codeLines();

    terminal.print();
    StyledText heading(u"▸ "_s + m_title, Style::Strong);
    StyledText facts(m_recorder.count() == 0  ? u"no statement"_s
                    : m_recorder.count() == 1 ? u"1 statement"_s
                                              : grouped(m_recorder.count()) + u" statements"_s,
            Style::Dim);
    facts.append(u" · "_s + duration(m_time), Style::Dim);
    const int room = terminal.width() - facts.width();
    StyledText line = heading.elided(room - 2).padded(room);
    line.append(facts);
    terminal.print(line);
    terminal.printParagraph(StyledText(m_text), indent);

    int codeWidth = 0;
    for (const StyledText &each : code)
        codeWidth = std::max(codeWidth, each.width());
    codeWidth = std::max(codeWidth, 32);
    const int sqlWidth = terminal.width() - indent - codeWidth - 3;
    const bool beside = m_recorder.count() > 0 && sqlWidth >= narrowestSql;
    const QList<StyledText> sql = sqlLines(beside ? sqlWidth : terminal.width() - indent);
    if (beside)
        printBeside(code, sql, codeWidth);
    else
        printBelow(code, sql);
    for (const StyledText &result : std::as_const(m_results))
        terminal.print(indented(result));
    printChecks();
}
