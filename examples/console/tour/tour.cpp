// SPDX-License-Identifier: MIT
#include "tour.h"

#include "numbers.h"

using namespace Qt::StringLiterals;

Tour::Tour(Terminal &terminal) : m_terminal(terminal), m_observer([this](const quoin::StatementEvent &) { ++m_statements; })
{
    m_timer.start();
}

void Tour::chapter(const QString &title, const QString &text)
{
    m_terminal.print();
    StyledText line(u"━━ "_s, Style::Heading);
    line.append(QString::number(++m_chapters) + u". "_s + title + u' ', Style::Heading);
    line.append(QString(std::max(0, m_terminal.width() - line.width()), u'━'), Style::Heading);
    m_terminal.print(line);
    m_terminal.printParagraph(text, 3);
}

void Tour::run(std::initializer_list<StepFunction> steps)
{
    for (const StepFunction step : steps) {
        try {
            step(*this, m_database);
        } catch (const quoin::Exception &exception) {
            fail(u"an error came that the step did not expect:\n"_s + exception.error().toString());
        }
    }
}

void Tour::addCheck(bool passed, const QString &what)
{
    ++m_checks;
    if (!passed)
        m_failures << u"step %1: %2"_s.arg(m_steps).arg(what);
}

void Tour::fail(const QString &what)
{
    for (const QString &line : what.split(u'\n'))
        m_terminal.printParagraph(StyledText(line, Style::Bad), 3);
    addCheck(false, what);
}

int Tour::finish()
{
    StyledText rule(QString(m_terminal.width(), u'━'), Style::Heading);
    m_terminal.print();
    m_terminal.print(rule);
    const bool good = m_failures.isEmpty();
    StyledText line(good ? u"✓ "_s : u"✗ "_s, good ? Style::Good : Style::Bad);
    line.append(u"%1 steps, %2 checks"_s.arg(m_steps).arg(m_checks), Style::Strong);
    line.append(good ? u", all right"_s : u", %1 wrong"_s.arg(m_failures.size()), good ? Style::Good : Style::Bad);
    line.append(
            u" · %1 statements · %2"_s.arg(grouped(m_statements), duration(std::chrono::nanoseconds(m_timer.nsecsElapsed()))));
    m_terminal.print(line);
    for (const QString &failure : std::as_const(m_failures))
        m_terminal.printParagraph(StyledText(u"✗ "_s + failure, Style::Bad), 2);
    return good ? 0 : 1;
}
