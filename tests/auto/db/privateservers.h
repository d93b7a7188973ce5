// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/db/connection.h>

#include <QtCore/qtemporarydir.h>

#include <memory>

/// PostgreSQL and MariaDB servers for one test program alone, started by scripts/servers: what a test does to a whole server (its
/// settings, its certificate) shall not be seen by others. They speak TLS with a certificate for 127.0.0.1.
class PrivateServers
{
public:
    /// Ends the program with a message when they cannot be started.
    PrivateServers();
    ~PrivateServers();
    Q_DISABLE_COPY_MOVE(PrivateServers)

    /// How to connect as superuser, without a word about encryption.
    [[nodiscard]] quoin::ConnectionOptions options(const QString &engine) const;
    /// A PEM file: "authority.crt", which signed the servers' certificate; "other.crt", an authority that nobody has heard of;
    /// "client.crt" and "client.key", which the first one signed.
    [[nodiscard]] QString file(const QString &name) const { return m_folder.filePath(name); }

private:
    void makeCertificates();
    void run(const QString &program, const QStringList &arguments, QByteArray *said = nullptr) const;

    QTemporaryDir m_folder;
    QHash<QString, QString> m_urls;
};
