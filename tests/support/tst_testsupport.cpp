// SPDX-License-Identifier: MIT
// The ground the other tests stand on: each target gives an empty database of its own, and the log capture hears all.
#include "hostiletexts.h"
#include "logcapture.h"
#include "testsupport.h"

#include <QLoggingCategory>
#include <QSet>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QThread>
#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace quoin::test;

class tst_TestSupport : public QObject
{
    Q_OBJECT

private slots:
    void targetsAreSixAndDistinct();
    void databaseIsFreshAndUsable_data() { QUOIN_TARGET_ROWS(); }
    void databaseIsFreshAndUsable();
    void wayIsInTheUrl_data() { QUOIN_TARGET_ROWS(); }
    void wayIsInTheUrl();
    void logCaptureHearsDebugOfAllThreads();
    void hostileTextsAreWhatTheySay();
};

void tst_TestSupport::targetsAreSixAndDistinct()
{
    QSet<QString> names;
    for (const Target &target : targets())
        names.insert(target.name);
    QCOMPARE(names.size(), 6);
    QCOMPARE(engines().size(), 3);
}

void tst_TestSupport::hostileTextsAreWhatTheySay()
{
    const QStringList &texts = hostileTexts();
    QCOMPARE(QSet<QString>(texts.cbegin(), texts.cend()).size(), texts.size());
    QVERIFY(texts.size() > 150);
    for (const QString &text : texts)
        QVERIFY2(text.size() <= 160 && text.isValidUtf16() && !text.contains(QChar(0)), qPrintable(text));
    for (const QString &text : unstorableTexts())
        QVERIFY(text.contains(QChar(0)) || !text.isValidUtf16());
    QSet<QString> names;
    for (const QString &name : hostileNames()) {
        names += name.toCaseFolded();
        QVERIFY2(name.toUtf8().size() <= 60 && name.back() != u' ', qPrintable(name));
        QVERIFY(std::none_of(name.begin(), name.end(), [](QChar c) { return c.isSurrogate() || c.isNull(); }));
    }
    QCOMPARE(names.size(), hostileNames().size());
}

void tst_TestSupport::databaseIsFreshAndUsable()
{
    const Target target = QUOIN_TARGET();
    QSet<QString> urls;
    for (int i = 0; i < 2; ++i) {
        const QUrl url(freshDatabase(target));
        QCOMPARE(url.scheme(), target.engine);
        urls.insert(url.toString());
        const QString driver = target.engine == "sqlite"_L1 ? u"QSQLITE"_s
                : target.engine == "mysql"_L1               ? u"QMYSQL"_s
                                                            : u"QPSQL"_s;
        {
            QSqlDatabase database = QSqlDatabase::addDatabase(driver, u"fresh"_s);
            database.setDatabaseName(target.engine == "sqlite"_L1 ? url.path() : url.path().mid(1));
            database.setHostName(url.host());
            database.setPort(url.port());
            database.setUserName(url.userName());
            database.setPassword(url.password());
            QVERIFY(database.open());
            QCOMPARE(database.tables(), QStringList());
            QVERIFY(QSqlQuery(database).exec(u"CREATE TABLE t (a INTEGER)"_s));
        }
        QSqlDatabase::removeDatabase(u"fresh"_s);
    }
    QCOMPARE(urls.size(), 2);
}

void tst_TestSupport::wayIsInTheUrl()
{
    const Target target = QUOIN_TARGET();
    QCOMPARE(freshDatabase(target).contains(u"native=off"), !target.native);
}

Q_LOGGING_CATEGORY(logOfTest, "quoin.testsupport")

void tst_TestSupport::logCaptureHearsDebugOfAllThreads()
{
    LogCapture log;
    qCDebug(logOfTest) << "from here";
    const std::unique_ptr<QThread> thread(QThread::create([] { qWarning("from there"); }));
    thread->start();
    thread->wait();
    QVERIFY(log.text().contains(u"quoin.testsupport: from here"));
    QVERIFY(log.text().contains(u"default: from there"));
    log.clear();
    QCOMPARE(log.text(), QString());
}

QTEST_GUILESS_MAIN(tst_TestSupport)
#include "tst_testsupport.moc"
