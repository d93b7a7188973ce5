// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/qglobal.h>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

/// Listens at a free port of this machine and never says a word: clients connect and wait.
class SilentServer
{
public:
    SilentServer() : m_socket(socket(AF_INET, SOCK_STREAM, 0))
    {
        sockaddr_in address {};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto *generic = reinterpret_cast<sockaddr *>(&address);
        if (m_socket < 0 || bind(m_socket, generic, size) != 0 || listen(m_socket, 16) != 0
                || getsockname(m_socket, generic, &size) != 0)
            qFatal("No socket to listen at: %s", strerror(errno));
        m_port = ntohs(address.sin_port);
    }
    ~SilentServer() { close(m_socket); }
    Q_DISABLE_COPY_MOVE(SilentServer)

    [[nodiscard]] int port() const { return m_port; }

private:
    int m_socket;
    int m_port = 0;
};
