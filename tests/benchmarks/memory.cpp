// SPDX-License-Identifier: MIT
#include "memory.h"

#include "workloads.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qfile.h>
#include <QtCore/qprocess.h>
#include <QtCore/qurl.h>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace bench {

namespace {

constexpr auto probeArgument = "--memory-probe"_L1;
constexpr auto urlVariable = "QUOIN_BENCH_PROBE_URL";

QString toUrl(const quoin::ConnectionOptions &options)
{
    QUrl url;
    switch (options.engine) {
    case quoin::Engine::Sqlite:
        return u"sqlite:%1?cacheSize=%2"_s.arg(QString::fromLatin1(QUrl::toPercentEncoding(options.database, "/")))
                .arg(options.cacheSizeKib);
    case quoin::Engine::Postgresql: url.setScheme(u"postgresql"_s); break;
    case quoin::Engine::Mysql: url.setScheme(u"mysql"_s); break;
    }
    const auto encoded = [](const QString &text) { return QString::fromLatin1(QUrl::toPercentEncoding(text)); };
    const QString port = options.port > 0 ? u':' + QString::number(options.port) : QString();
    return u"%1://%2:%3@%4%5/%6"_s.arg(url.scheme(), encoded(options.user), encoded(options.password.reveal()),
            encoded(options.host), port, encoded(options.database));
}

} // namespace

std::optional<qint64> peakMemoryOfSelect(const QString &contender, const quoin::ConnectionOptions &options)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QString::fromLatin1(urlVariable), toUrl(options)); // not an argument: those are everybody's to read
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(QCoreApplication::applicationFilePath(), { probeArgument, contender });
    if (!process.waitForFinished(120'000) || process.exitCode() != 0)
        fail(u"the memory of %1 could not be measured"_s.arg(contender));
    bool ok = false;
    const qint64 bytes = process.readAllStandardOutput().trimmed().toLongLong(&ok);
    return ok && bytes > 0 ? std::optional(bytes) : std::nullopt;
}

bool servedAsMemoryProbe(const QStringList &arguments)
{
    if (arguments.size() != 3 || arguments.at(1) != probeArgument)
        return false;
    const auto options = quoin::ConnectionOptions::fromEnvironment(urlVariable).value();
    makeContender(arguments.at(2), options)->select();
    // Linux keeps the high-water mark of this very program; getrusage() would count the parent's pages before exec, too.
    qint64 kib = 0;
    QFile status(u"/proc/self/status"_s);
    if (status.open(QIODevice::ReadOnly)) {
        const QList<QByteArray> lines = status.readAll().split('\n');
        for (const QByteArray &line : lines) {
            if (line.startsWith("VmHWM:"))
                kib = line.mid(6).trimmed().split(' ').first().toLongLong();
        }
    }
    std::printf("%lld\n", static_cast<long long>(kib * 1024));
    return true;
}

} // namespace bench
