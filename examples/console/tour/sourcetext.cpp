// SPDX-License-Identifier: MIT
#include "sourcetext.h"

#include <QtCore/qfile.h>
#include <QtCore/qfileinfo.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

QStringList sourceLines(const QString &path)
{
    QFile file(u":/source/"_s + QFileInfo(path).fileName());
    if (!file.open(QIODevice::ReadOnly))
        return { u"// "_s + path + u" is not in the program's resources"_s };
    return QString::fromUtf8(file.readAll()).split(u'\n');
}

qsizetype indentOf(const QString &line)
{
    const auto ink = std::ranges::find_if(line, [](QChar c) { return c != u' '; });
    return ink - line.begin();
}

QStringList trimmed(QStringList lines)
{
    while (!lines.isEmpty() && lines.constFirst().trimmed().isEmpty())
        lines.removeFirst();
    while (!lines.isEmpty() && lines.constLast().trimmed().isEmpty())
        lines.removeLast();
    qsizetype indent = lines.isEmpty() ? 0 : indentOf(lines.constFirst());
    for (const QString &line : std::as_const(lines)) {
        if (!line.trimmed().isEmpty())
            indent = std::min(indent, indentOf(line));
    }
    for (QString &line : lines)
        line = line.mid(indent);
    return lines;
}

} // namespace

QStringList sourceBetween(const std::source_location &statement, const std::source_location &end)
{
    const QStringList lines = sourceLines(QString::fromUtf8(statement.file_name()));
    // Compilers differ in which line of a statement over several they give.
    qsizetype from = qsizetype(statement.line()) - 1;
    while (from < lines.size() && !lines.at(from).trimmed().endsWith(u';'))
        ++from;
    return trimmed(lines.mid(from + 1, qsizetype(end.line()) - 2 - from));
}

QStringList sourceOfClass(const QString &file, const QString &name)
{
    const QStringList lines = sourceLines(file);
    const auto begin = std::ranges::find_if(lines,
            [&](const QString &line) { return line == u"class "_s + name || line.startsWith(u"class "_s + name + u" :"_s); });
    const auto end = std::find(begin, lines.end(), u"};"_s);
    return trimmed(QStringList(begin, end == lines.end() ? end : end + 1));
}
