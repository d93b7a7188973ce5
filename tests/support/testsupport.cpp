// SPDX-License-Identifier: MIT
#include "testsupport.h"

#include <QAtomicInt>
#include <QCoreApplication>
#include <QMutex>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QUrl>

#include <memory>

using namespace Qt::StringLiterals;

namespace quoin::test {

namespace {

/// QSqlDatabase with the superuser's URL, closed and removed at the end of the scope. Not Quoin's own connection:
/// what is tested shall not be what makes the test's ground.
class AdminConnection
{
public:
    explicit AdminConnection(const QString &engine)
        : m_name(u"quoin-test-admin-"_s + QString::number(serial.fetchAndAddRelaxed(1)))
    {
        const QUrl url(serverUrl(engine));
        QSqlDatabase database = QSqlDatabase::addDatabase(engine == "mysql"_L1 ? u"QMYSQL"_s : u"QPSQL"_s, m_name);
        database.setHostName(url.host());
        database.setPort(url.port());
        database.setUserName(url.userName(QUrl::FullyDecoded));
        database.setPassword(url.password(QUrl::FullyDecoded));
        database.setDatabaseName(url.path().mid(1));
        if (!database.open())
            qFatal("The %s server for tests does not answer: %s\nRun scripts/test, or scripts/servers start", qPrintable(engine),
                    qPrintable(database.lastError().text()));
    }
    ~AdminConnection() { QSqlDatabase::removeDatabase(m_name); }
    Q_DISABLE_COPY_MOVE(AdminConnection)

    /// What is wrong, or nothing.
    [[nodiscard]] QString run(const QString &statement) const
    {
        QSqlQuery query(QSqlDatabase::database(m_name, false));
        return query.exec(statement) ? QString() : query.lastError().text();
    }

private:
    static inline QAtomicInt serial;
    QString m_name;
};

/// Everything that freshDatabase() made and that has to go when the program ends.
struct Leftovers
{
    QMutex mutex;
    std::unique_ptr<QTemporaryDir> folder; // of the SQLite files
    QHash<QString, QStringList> databases; // by engine
};
Q_GLOBAL_STATIC(Leftovers, leftovers)

/// Runs while the application object is still there, as QtSql needs it. A database that cannot be dropped goes with
/// its server, so that is no failure.
void removeLeftovers()
{
    const QMutexLocker lock(&leftovers->mutex);
    for (auto engine = leftovers->databases.cbegin(); engine != leftovers->databases.cend(); ++engine) {
        const AdminConnection admin(engine.key());
        if (engine.key() == "mysql"_L1)
            std::ignore = admin.run(u"SET SESSION lock_wait_timeout = 2"_s);
        for (const QString &name : engine.value())
            std::ignore = admin.run(engine.key() == "mysql"_L1 ? u"DROP DATABASE IF EXISTS `%1`"_s.arg(name)
                                                               : u"DROP DATABASE IF EXISTS \"%1\" WITH (FORCE)"_s.arg(name));
    }
    leftovers->databases.clear();
    leftovers->folder.reset();
}

QString freshFile(const QString &name)
{
    const QMutexLocker lock(&leftovers->mutex);
    if (!leftovers->folder) {
        leftovers->folder = std::make_unique<QTemporaryDir>();
        if (!leftovers->folder->isValid())
            qFatal("No temporary folder: %s", qPrintable(leftovers->folder->errorString()));
    }
    const QString path = leftovers->folder->filePath(name + ".sqlite"_L1);
    return "sqlite://"_L1 + QString::fromLatin1(QUrl::toPercentEncoding(path, "/"));
}

QString freshServerDatabase(const QString &engine, const QString &name, Collation collation)
{
    const AdminConnection admin(engine);
    const bool english = collation == Collation::English;
    const QString failure = engine == "mysql"_L1
            ? admin.run(u"CREATE DATABASE `%1`"_s.arg(name) + (english ? u" COLLATE utf8mb4_unicode_ci"_s : QString()))
            : admin.run(u"CREATE DATABASE \"%1\""_s.arg(name)
                      + (english ? u" TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER icu ICU_LOCALE 'en'"_s : QString()));
    if (!failure.isEmpty())
        qFatal("No fresh %s database: %s", qPrintable(engine), qPrintable(failure));
    const QMutexLocker lock(&leftovers->mutex);
    leftovers->databases[engine].append(name);
    QUrl url(serverUrl(engine));
    url.setPath(u'/' + name);
    return url.toString(QUrl::FullyEncoded);
}

} // namespace

QList<Target> targets()
{
    static const QList<Target> all {
        { u"sqlite-native"_s, u"sqlite"_s, true },
        { u"sqlite-qsqlquery"_s, u"sqlite"_s, false },
        { u"postgresql-native"_s, u"postgresql"_s, true },
        { u"postgresql-qsqlquery"_s, u"postgresql"_s, false },
        { u"mysql-native"_s, u"mysql"_s, true },
        { u"mysql-qsqlquery"_s, u"mysql"_s, false },
    };
    return all;
}

QList<Target> engines()
{
    static const QList<Target> native = [] {
        QList<Target> chosen = targets();
        chosen.removeIf([](const Target &target) { return !target.native; });
        return chosen;
    }();
    return native;
}

namespace {

QString urlInEnvironment(const QByteArray &variable)
{
    const QString url = qEnvironmentVariable(variable.constData());
    if (url.isEmpty())
        qFatal("%s is not set: this test needs a database server. Run scripts/test, or\n"
               "  scripts/servers start && eval \"$(scripts/servers env)\"",
                variable.constData());
    return url;
}

} // namespace

QString serverUrl(const QString &engine) { return urlInEnvironment("QUOIN_TEST_" + engine.toUpper().toLatin1() + "_URL"); }

QString serverSocketUrl(const QString &engine)
{
    return urlInEnvironment("QUOIN_TEST_" + engine.toUpper().toLatin1() + "_SOCKET_URL");
}

QString freshDatabase(const Target &target, Collation collation)
{
    static QAtomicInt serial;
    static const bool registered = (qAddPostRoutine(removeLeftovers), true);
    Q_UNUSED(registered)
    const QString name = u"quoin_test_%1_%2"_s.arg(QCoreApplication::applicationPid()).arg(serial.fetchAndAddRelaxed(1) + 1);
    QString url = target.engine == "sqlite"_L1 ? freshFile(name) : freshServerDatabase(target.engine, name, collation);
    if (!target.native)
        url += (url.contains(u'?') ? u'&' : u'?') + "native=off"_L1;
    return url;
}

} // namespace quoin::test
