// SPDX-License-Identifier: MIT
#include <quoin/db/drivers/rowbuffer_p.h>

#include <QtCore/qdir.h>
#include <QtCore/qtemporaryfile.h>

#include <cstring>

using namespace Qt::StringLiterals;

namespace quoin {

namespace {

/// Beyond it rows go to the file.
constexpr qsizetype mostInMemory = 4 * 1024 * 1024;

} // namespace

RowBuffer::RowBuffer() = default;
RowBuffer::~RowBuffer() = default;

void RowBuffer::append(const Cells &cells)
{
    std::string row;
    size_t size = 0;
    for (const Cell &cell : cells)
        size += sizeof(qsizetype) + size_t(cell.size());
    row.reserve(size);
    for (const Cell &cell : cells) {
        const qsizetype length = cell.isNull() ? -1 : cell.size();
        row.append(reinterpret_cast<const char *>(&length), sizeof length);
        row.append(cell.data(), size_t(cell.size()));
    }
    append(std::move(row));
}

void RowBuffer::append(std::string row)
{
    if (m_error)
        return;
    // The first row stays in memory: it may be the one that the reader stands on.
    if (m_file || (!m_rows.empty() && m_bytes + qsizetype(row.size()) > mostInMemory)) {
        write(row);
        return;
    }
    m_bytes += qsizetype(row.size() + sizeof row);
    m_rows.push_back(std::move(row));
}

void RowBuffer::write(const std::string &row)
{
    if (!m_file) {
        m_file = std::make_unique<QTemporaryFile>(QDir::tempPath() + u"/quoin-rows"_s);
        if (!m_file->open())
            return failed(u"make"_s);
    }
    const auto size = qsizetype(row.size());
    if (m_file->write(reinterpret_cast<const char *>(&size), sizeof size) != sizeof size
            || m_file->write(row.data(), size) != size)
        failed(u"write"_s);
}

/// The next row of the file into m_current.
bool RowBuffer::read()
{
    if (!std::exchange(m_isRead, true) && (!m_file->flush() || !m_file->seek(0))) {
        failed(u"write"_s);
        return false;
    }
    qsizetype size = 0;
    const qint64 got = m_file->read(reinterpret_cast<char *>(&size), sizeof size);
    if (got == 0 && m_file->atEnd()) {
        m_file.reset();
        return false;
    }
    m_current.resize(got == sizeof size && size >= 0 ? size_t(size) : 0);
    if (got != sizeof size || m_file->read(m_current.data(), size) != size) {
        failed(u"read"_s);
        return false;
    }
    return true;
}

bool RowBuffer::take(std::string_view &row)
{
    if (!m_rows.empty()) {
        m_current = std::move(m_rows.front());
        m_rows.pop_front();
    } else if (!m_file || !read()) {
        return false;
    }
    row = m_current;
    return true;
}

bool RowBuffer::take(Cells &cells)
{
    std::string_view row;
    if (!take(row))
        return false;
    const char *at = row.data();
    for (Cell &cell : cells) {
        qsizetype length;
        std::memcpy(&length, at, sizeof length);
        at += sizeof length;
        cell = length < 0 ? Cell() : Cell(at, length);
        at += qMax<qsizetype>(length, 0);
    }
    return true;
}

void RowBuffer::clear()
{
    m_rows.clear();
    m_current.clear();
    m_bytes = 0;
    m_file.reset();
    m_isRead = false;
    m_error.reset();
}

void RowBuffer::failed(const QString &doing)
{
    m_error = Error(ErrorKind::Unknown,
            u"Rows that were not read yet had to make way for another statement, and it was not possible to %1 the temporary file for them: %2"_s
                    .arg(doing, m_file->errorString()));
    m_error->setHint(u"Free space in %1, or run the other statement when the rows are read."_s.arg(
            QDir::toNativeSeparators(QDir::tempPath())));
    m_file.reset();
}

} // namespace quoin
