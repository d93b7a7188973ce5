// SPDX-License-Identifier: MIT
#include "privateservers.h"

#include <QtCore/qfile.h>
#include <QtCore/qprocess.h>
#include <QtCore/qregularexpression.h>

using namespace Qt::StringLiterals;

namespace {

const QString servers = QStringLiteral(QUOIN_TEST_SERVERS);

} // namespace

PrivateServers::PrivateServers()
{
    if (!m_folder.isValid())
        qFatal("No temporary folder: %s", qPrintable(m_folder.errorString()));
    QFile::setPermissions(m_folder.path(), // the servers are another user's
            QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner | QFile::ExeGroup | QFile::ExeOther | QFile::ReadOther);
    makeCertificates();
    run(servers,
            { u"start"_s, u"--folder"_s, file(u"servers"_s), u"--certificate"_s, file(u"server.crt"_s), u"--key"_s,
                    file(u"server.key"_s), u"--authority"_s, file(u"authority.crt"_s) });
    QByteArray environment;
    run(servers, { u"env"_s, u"--folder"_s, file(u"servers"_s) }, &environment);
    static const QRegularExpression line(u"export QUOIN_TEST_([A-Z]+)_URL='(.*)'"_s);
    for (auto found = line.globalMatch(QString::fromUtf8(environment)); found.hasNext();) {
        const QRegularExpressionMatch match = found.next();
        m_urls.insert(match.captured(1).toLower(), match.captured(2));
    }
}

PrivateServers::~PrivateServers() { run(servers, { u"stop"_s, u"--folder"_s, file(u"servers"_s) }); }

quoin::ConnectionOptions PrivateServers::options(const QString &engine) const
{
    auto options = quoin::ConnectionOptions::fromUrl(m_urls.value(engine)).value();
    options.connectRetries = 0;
    return options;
}

void PrivateServers::makeCertificates()
{
    const QStringList newKey { u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:prime256v1"_s, u"-nodes"_s };
    for (const QString &name : { u"authority"_s, u"other"_s }) {
        run(u"openssl"_s,
                QStringList { u"req"_s, u"-x509"_s, u"-days"_s, u"2"_s, u"-subj"_s, u"/CN=Quoin's "_s + name, u"-keyout"_s,
                        file(name + u".key"_s), u"-out"_s, file(name + u".crt"_s) }
                        + newKey);
    }
    QFile extensions(file(u"extensions"_s));
    if (!extensions.open(QFile::WriteOnly))
        qFatal("Cannot write %s", qPrintable(extensions.fileName()));
    extensions.write("subjectAltName=IP:127.0.0.1\n");
    extensions.close();
    for (const QString &name : { u"server"_s, u"client"_s }) {
        run(u"openssl"_s,
                QStringList { u"req"_s, u"-new"_s, u"-subj"_s, u"/CN=quoin-"_s + name, u"-keyout"_s, file(name + u".key"_s),
                        u"-out"_s, file(name + u".csr"_s) }
                        + newKey);
        run(u"openssl"_s,
                { u"x509"_s, u"-req"_s, u"-days"_s, u"2"_s, u"-in"_s, file(name + u".csr"_s), u"-CA"_s, file(u"authority.crt"_s),
                        u"-CAkey"_s, file(u"authority.key"_s), u"-CAcreateserial"_s, u"-extfile"_s, extensions.fileName(),
                        u"-out"_s, file(name + u".crt"_s) });
    }
}

void PrivateServers::run(const QString &program, const QStringList &arguments, QByteArray *said) const
{
    QProcess process;
    process.setProcessChannelMode(QProcess::SeparateChannels);
    process.start(program, arguments);
    constexpr int minute = 60'000;
    if (!process.waitForFinished(minute) || process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        qFatal("%s failed: %s", qPrintable(program), process.readAllStandardError().constData());
    if (said)
        *said = process.readAllStandardOutput();
}
