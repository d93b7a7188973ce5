// SPDX-License-Identifier: MIT
#include <quoin/db/drivers/localtime_p.h>

#include <QtCore/qtimezone.h>
#include <QtTest/qtest.h>

#include <ctime>

using namespace Qt::StringLiterals;

class tst_LocalTime : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void aroundEachChange_data();
    void aroundEachChange();
    void wholeYear();
    void zoneChanged();

private:
    static void setZone(const QByteArray &zone);
    QByteArray m_zone;
};

void tst_LocalTime::setZone(const QByteArray &zone)
{
    qputenv("TZ", zone);
    tzset();
}

void tst_LocalTime::init() { m_zone = qgetenv("TZ"); }

void tst_LocalTime::cleanup()
{
    if (m_zone.isNull())
        qunsetenv("TZ");
    else
        qputenv("TZ", m_zone);
    tzset();
}

void tst_LocalTime::aroundEachChange_data()
{
    QTest::addColumn<QByteArray>("zone");
    QTest::newRow("one hour") << QByteArray("Europe/Berlin");
    QTest::newRow("west of Greenwich, half hours, changes at a minute past midnight") << QByteArray("America/St_Johns");
    QTest::newRow("changes by half an hour") << QByteArray("Australia/Lord_Howe");
    QTest::newRow("changes by two hours") << QByteArray("Antarctica/Troll");
    QTest::newRow("a day that does not exist") << QByteArray("Pacific/Apia");
    QTest::newRow("changes at midnight") << QByteArray("America/Sao_Paulo");
    QTest::newRow("changes around Ramadan") << QByteArray("Africa/Casablanca");
}

void tst_LocalTime::aroundEachChange()
{
    QFETCH(const QByteArray, zone);
    const QTimeZone rules(zone);
    if (!rules.isValid())
        QSKIP("This system does not know the time zone.");
    setZone(zone);
    const QTimeZone::OffsetDataList changes = rules.transitions(
            QDateTime(QDate(1970, 1, 3), QTime(0, 0), Qt::UTC), QDateTime(QDate(2037, 1, 1), QTime(0, 0), Qt::UTC));
    QVERIFY(changes.size() > 1);
    quoin::LocalTime localTime;
    for (const QTimeZone::OffsetData &change : changes) {
        const qint64 at = change.atUtc.toMSecsSinceEpoch();
        constexpr qint64 hour = 3600 * 1000;
        for (qint64 utc = at - 50 * hour; utc < at + 50 * hour; utc += hour / 4) {
            const auto local = QDateTime::fromMSecsSinceEpoch(utc, Qt::LocalTime);
            const QDateTime converted = localTime.toUtc(local);
            QCOMPARE(converted.timeSpec(), Qt::UTC);
            QCOMPARE(converted, local.toUTC());
        }
    }
}

void tst_LocalTime::wholeYear()
{
    setZone("Europe/Berlin");
    quoin::LocalTime localTime;
    const QDateTime first(QDate(2024, 1, 1), QTime(0, 0, 0, 7), Qt::UTC);
    for (int minute = 0; minute < 366 * 24 * 60; minute += 7) {
        const QDateTime utc = first.addSecs(qint64(minute) * 60);
        QCOMPARE(localTime.toUtc(utc.toLocalTime()), utc);
    }
}

void tst_LocalTime::zoneChanged()
{
    quoin::LocalTime localTime;
    const QDateTime utc(QDate(2024, 7, 1), QTime(10, 0), Qt::UTC);
    for (const QByteArray &zone : { QByteArray("Europe/Berlin"), QByteArray("America/New_York"), QByteArray("UTC") }) {
        setZone(zone);
        localTime.reset();
        for (int i = 0; i < 4; ++i)
            QCOMPARE(localTime.toUtc(utc.toLocalTime()), utc);
    }
}

QTEST_APPLESS_MAIN(tst_LocalTime)
#include "tst_localtime.moc"
