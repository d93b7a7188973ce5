// SPDX-License-Identifier: MIT
#include <quoin/db/openstream_p.h>

#include <QtCore/qthread.h>

using namespace Qt::StringLiterals;

namespace quoin {

OpenStream::OpenStream(Connection &connection, std::shared_ptr<Statement> statement, Cursor *cursor)
    : m_thread(QThread::currentThreadId()), m_connection(&connection), m_statement(std::move(statement)), m_cursor(cursor),
      m_scope(connection.scope())
{ }

std::shared_ptr<OpenStream> OpenStream::open(Connection &connection, std::shared_ptr<Statement> statement, Cursor &cursor)
{
    const std::shared_ptr<OpenStream> stream(new OpenStream(connection, std::move(statement), &cursor));
    connection.addStream(stream);
    return stream;
}

std::shared_ptr<OpenStream> OpenStream::open(Connection &connection)
{
    const std::shared_ptr<OpenStream> stream(new OpenStream(connection, nullptr, nullptr));
    connection.addStream(stream);
    return stream;
}

Result<void> OpenStream::check() const
{
    if (m_thread != QThread::currentThreadId())
        return Error(ErrorKind::InvalidQuery, u"The stream belongs to another thread: only the one that began it can read it."_s)
                .setHint(u"Each thread has a connection of its own: begin and read a stream in one thread."_s);
    if (m_connection)
        return {};
    return m_why ? *m_why : Error(ErrorKind::InvalidQuery, u"The stream was closed."_s);
}

void OpenStream::release()
{
    if (m_thread != QThread::currentThreadId()) {
        m_released = true;
        return;
    }
    if (!m_connection)
        return;
    Connection &connection = *m_connection;
    end();
    connection.removeStream(this);
}

void OpenStream::end(std::optional<Error> why)
{
    if (!m_connection)
        return;
    m_why = std::move(why);
    m_connection = nullptr;
    m_scope.reset();
    finish();
}

void OpenStream::finish()
{
    m_cursor = nullptr;
    if (auto statement = std::exchange(m_statement, nullptr))
        statement->close();
}

} // namespace quoin
