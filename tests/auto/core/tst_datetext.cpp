// SPDX-License-Identifier: MIT
#include <quoin/core/datetext.h>

#include <QtCore/qrandom.h>
#include <QtCore/qtimezone.h>
#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;

class tst_DateText : public QObject
{
    Q_OBJECT

private slots:
    void dates_data();
    void dates();
    void times_data();
    void times();
    void dateTimes_data();
    void dateTimes();
    void wrongDates_data();
    void wrongDates();
    void wrongTimes_data();
    void wrongTimes();
    void wrongDateTimes_data();
    void wrongDateTimes();
    void formattingConvertsToUtc_data();
    void formattingConvertsToUtc();
    void refusesWhatHasNoText();
    void everyDayAgreesWithQDate();
    void randomMomentsAgreeWithQDateTime();
    void randomOffsetsAgreeWithQDateTime();
    void cutTextIsRefused();
};

namespace {

QDateTime utc(int year, int month, int day, int hour = 0, int minute = 0, int second = 0, int msec = 0)
{
    return QDateTime(QDate(year, month, day), QTime(hour, minute, second, msec), Qt::UTC);
}

qint64 randomMoment()
{
    static const qint64 first = utc(1, 1, 1).toMSecsSinceEpoch();
    static const qint64 last = utc(9999, 12, 31, 23, 59, 59, 999).toMSecsSinceEpoch();
    return first + qint64(QRandomGenerator::global()->generate64() % quint64(last - first + 1));
}

/// Both overloads give the same.
template<class T>
bool parsesAlike(bool (*bytes)(QByteArrayView, T &), bool (*text)(QStringView, T &), const QString &input, T &value)
{
    T other = value;
    const bool ok = bytes(input.toUtf8(), value);
    return ok == text(input, other) && value == other && ok;
}

} // namespace

void tst_DateText::dates_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QDate>("date");
    QTest::newRow("first") << u"0001-01-01"_s << QDate(1, 1, 1);
    QTest::newRow("last") << u"9999-12-31"_s << QDate(9999, 12, 31);
    QTest::newRow("epoch") << u"1970-01-01"_s << QDate(1970, 1, 1);
    QTest::newRow("before the epoch") << u"1969-12-31"_s << QDate(1969, 12, 31);
    QTest::newRow("after 2038") << u"2038-01-20"_s << QDate(2038, 1, 20);
    QTest::newRow("leap day") << u"2024-02-29"_s << QDate(2024, 2, 29);
    QTest::newRow("leap day of a 400th year") << u"2000-02-29"_s << QDate(2000, 2, 29);
}

void tst_DateText::dates()
{
    QFETCH(QString, text);
    QFETCH(QDate, date);
    QDate parsed;
    QVERIFY(parsesAlike<QDate>(quoin::parseDate, quoin::parseDate, text, parsed));
    QCOMPARE(parsed, date);
    quoin::DateText formatted;
    QVERIFY(quoin::formatDate(date, formatted));
    QCOMPARE(QString::fromLatin1(formatted.data()), text);
}

void tst_DateText::times_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QTime>("time");
    QTest::addColumn<QString>("formatted");
    QTest::newRow("midnight") << u"00:00:00.000"_s << QTime(0, 0) << u"00:00:00.000"_s;
    QTest::newRow("last") << u"23:59:59.999"_s << QTime(23, 59, 59, 999) << u"23:59:59.999"_s;
    QTest::newRow("no fraction") << u"12:34:56"_s << QTime(12, 34, 56) << u"12:34:56.000"_s;
    QTest::newRow("1 digit") << u"12:34:56.7"_s << QTime(12, 34, 56, 700) << u"12:34:56.700"_s;
    QTest::newRow("2 digits") << u"12:34:56.07"_s << QTime(12, 34, 56, 70) << u"12:34:56.070"_s;
    QTest::newRow("microseconds are cut") << u"12:34:56.789999"_s << QTime(12, 34, 56, 789) << u"12:34:56.789"_s;
    QTest::newRow("nanoseconds are cut") << u"12:34:56.000999999"_s << QTime(12, 34, 56, 0) << u"12:34:56.000"_s;
}

void tst_DateText::times()
{
    QFETCH(QString, text);
    QFETCH(QTime, time);
    QFETCH(QString, formatted);
    QTime parsed;
    QVERIFY(parsesAlike<QTime>(quoin::parseTime, quoin::parseTime, text, parsed));
    QCOMPARE(parsed, time);
    quoin::TimeText output;
    QVERIFY(quoin::formatTime(time, output));
    QCOMPARE(QString::fromLatin1(output.data()), formatted);
}

void tst_DateText::dateTimes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QDateTime>("dateTime");
    QTest::newRow("blank") << u"2024-02-29 13:45:00.250"_s << utc(2024, 2, 29, 13, 45, 0, 250);
    QTest::newRow("T") << u"2024-02-29T13:45:00.250"_s << utc(2024, 2, 29, 13, 45, 0, 250);
    QTest::newRow("no fraction") << u"2024-02-29 13:45:07"_s << utc(2024, 2, 29, 13, 45, 7);
    QTest::newRow("Z") << u"2024-02-29T13:45:07Z"_s << utc(2024, 2, 29, 13, 45, 7);
    QTest::newRow("fraction and Z") << u"2024-02-29T13:45:07.5Z"_s << utc(2024, 2, 29, 13, 45, 7, 500);
    QTest::newRow("+00") << u"2024-02-29 13:45:07+00"_s << utc(2024, 2, 29, 13, 45, 7);
    QTest::newRow("+HH") << u"2024-03-01 00:15:00+02"_s << utc(2024, 2, 29, 22, 15);
    QTest::newRow("-HH:MM") << u"2024-02-28 20:00:00.123-04:30"_s << utc(2024, 2, 29, 0, 30, 0, 123);
    QTest::newRow("+HH:MM:SS") << u"1890-01-01 00:53:28+00:53:28"_s << utc(1890, 1, 1);
    QTest::newRow("before the epoch") << u"1969-12-31 23:59:59.999"_s << utc(1969, 12, 31, 23, 59, 59, 999);
    QTest::newRow("after 2038") << u"2040-06-01 12:00:00"_s << utc(2040, 6, 1, 12);
    QTest::newRow("first") << u"0001-01-01 00:00:00.000"_s << utc(1, 1, 1);
    QTest::newRow("last") << u"9999-12-31 23:59:59.999"_s << utc(9999, 12, 31, 23, 59, 59, 999);
    QTest::newRow("offset back into range") << u"0001-01-01 01:00:00+01"_s << utc(1, 1, 1);
}

void tst_DateText::dateTimes()
{
    QFETCH(QString, text);
    QFETCH(QDateTime, dateTime);
    QDateTime parsed;
    QVERIFY(parsesAlike<QDateTime>(quoin::parseDateTime, quoin::parseDateTime, text, parsed));
    QCOMPARE(parsed, dateTime);
    QCOMPARE(parsed.timeSpec(), Qt::UTC);
    quoin::DateTimeText formatted;
    QVERIFY(quoin::formatDateTime(parsed, formatted));
    QCOMPARE(QString::fromLatin1(formatted.data()), dateTime.toString(u"yyyy-MM-dd HH:mm:ss.zzz"));
}

void tst_DateText::wrongDates_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : { "", "2024", "2024-02", "2024-2-29", "24-02-29", "2023-02-29", "1900-02-29", "2024-04-31",
                 "2024-00-10", "2024-13-10", "2024-01-00", "2024-01-32", "0000-01-01", "0000-00-00", "10000-01-01", "-2024-01-01",
                 "2024-01-01 BC", "2024-01-01 ", " 2024-01-01", "2024/01/01", "2024-01-0x", "infinity", "2024-01-01\n" })
        QTest::newRow(text) << QString::fromLatin1(text);
    QTest::newRow("other digits") << u"٢٠٢٤-٠١-٠١"_s;
}

void tst_DateText::wrongDates()
{
    QFETCH(QString, text);
    const QDate before(1999, 9, 9);
    QDate date = before;
    QVERIFY(!quoin::parseDate(text.toUtf8(), date));
    QVERIFY(!quoin::parseDate(text, date));
    QCOMPARE(date, before);
}

void tst_DateText::wrongTimes_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text :
            { "", "12", "12:34", "12:34:5", "24:00:00", "12:60:00", "12:34:60", "12:34:56.", "12:34:56.1234567890", "12:34:56,5",
                    "-01:00:00", "838:59:59", "12:34:56Z", "12:34:56 PM", "12-34-56", "12:34:56.12x" })
        QTest::newRow(text) << QString::fromLatin1(text);
}

void tst_DateText::wrongTimes()
{
    QFETCH(QString, text);
    const QTime before(1, 2, 3);
    QTime time = before;
    QVERIFY(!quoin::parseTime(text.toUtf8(), time));
    QVERIFY(!quoin::parseTime(text, time));
    QCOMPARE(time, before);
}

void tst_DateText::wrongDateTimes_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : { "", "2024-02-29", "13:45:00", "2024-02-29  13:45:00", "2024-02-29_13:45:00", "2024-02-29 13:45",
                 "2024-02-30 13:45:00", "2024-02-29 24:00:00", "2024-02-29 13:45:00 BC", "2024-02-29 13:45:00+",
                 "2024-02-29 13:45:00+2", "2024-02-29 13:45:00+24", "2024-02-29 13:45:00+02:", "2024-02-29 13:45:00+02:60",
                 "2024-02-29 13:45:00+02:00:00:00", "2024-02-29 13:45:00ZZ", "2024-02-29 13:45:00 UTC", "2024-02-29 13:45:00.",
                 "infinity", "-infinity", "0001-01-01 00:00:00+01", "9999-12-31 23:59:59-01", "0000-00-00 00:00:00" })
        QTest::newRow(text) << QString::fromLatin1(text);
}

void tst_DateText::wrongDateTimes()
{
    QFETCH(QString, text);
    const QDateTime before = utc(1999, 9, 9);
    QDateTime dateTime = before;
    QVERIFY(!quoin::parseDateTime(text.toUtf8(), dateTime));
    QVERIFY(!quoin::parseDateTime(text, dateTime));
    QCOMPARE(dateTime, before);
}

void tst_DateText::formattingConvertsToUtc_data()
{
    QTest::addColumn<QDateTime>("dateTime");
    QTest::addColumn<QString>("text");
    const QTimeZone berlin("Europe/Berlin");
    QTest::newRow("UTC") << utc(2024, 2, 29, 13) << u"2024-02-29 13:00:00.000"_s;
    QTest::newRow("offset") << QDateTime(QDate(2024, 3, 1), QTime(1, 30), Qt::OffsetFromUTC, 7200)
                            << u"2024-02-29 23:30:00.000"_s;
    QTest::newRow("zone in winter") << QDateTime(QDate(2024, 1, 1), QTime(0, 0), berlin) << u"2023-12-31 23:00:00.000"_s;
    QTest::newRow("zone in summer") << QDateTime(QDate(2024, 7, 1), QTime(0, 0), berlin) << u"2024-06-30 22:00:00.000"_s;
    QTest::newRow("local") << utc(2024, 2, 29, 13).toLocalTime() << u"2024-02-29 13:00:00.000"_s;
}

void tst_DateText::formattingConvertsToUtc()
{
    QFETCH(QDateTime, dateTime);
    quoin::DateTimeText text;
    QVERIFY(quoin::formatDateTime(dateTime, text));
    QTEST(QString::fromLatin1(text.data()), "text");
}

void tst_DateText::refusesWhatHasNoText()
{
    quoin::DateText date { "untouched" };
    QVERIFY(!quoin::formatDate(QDate(), date));
    QVERIFY(!quoin::formatDate(QDate(-1, 12, 31), date));
    QVERIFY(!quoin::formatDate(QDate(10000, 1, 1), date));
    QVERIFY(!quoin::formatDate(QDate::fromJulianDay(784354017364), date)); // the last that QDate has
    QCOMPARE(date.data(), "untouched");

    quoin::TimeText time { "untouched" };
    QVERIFY(!quoin::formatTime(QTime(), time));
    QCOMPARE(time.data(), "untouched");

    quoin::DateTimeText dateTime { "untouched" };
    QVERIFY(!quoin::formatDateTime(QDateTime(), dateTime));
    QVERIFY(!quoin::formatDateTime(utc(1, 1, 1).addMSecs(-1), dateTime));
    QVERIFY(!quoin::formatDateTime(utc(10000, 1, 1), dateTime));
    QVERIFY(!quoin::formatDateTime(QDateTime::fromMSecsSinceEpoch(std::numeric_limits<qint64>::max(), Qt::UTC), dateTime));
    QVERIFY(!quoin::formatDateTime(QDateTime::fromMSecsSinceEpoch(std::numeric_limits<qint64>::min(), Qt::UTC), dateTime));
    QCOMPARE(dateTime.data(), "untouched");
}

void tst_DateText::everyDayAgreesWithQDate()
{
    // Every day of 800 years, two of the calendar's periods.
    for (QDate day(1600, 1, 1); day.year() < 2400; day = day.addDays(1)) {
        quoin::DateText text;
        QVERIFY(quoin::formatDate(day, text));
        QDate parsed;
        QVERIFY(quoin::parseDate(QByteArrayView(text.data()), parsed));
        if (parsed != day
                || QDate(QByteArrayView(text.data()).first(4).toInt(), QByteArrayView(text.data()).sliced(5, 2).toInt(),
                           QByteArrayView(text.data()).sliced(8, 2).toInt())
                        != day)
            QFAIL(qPrintable(day.toString(Qt::ISODate)));
    }
}

void tst_DateText::randomMomentsAgreeWithQDateTime()
{
    for (int i = 0; i < 20000; ++i) {
        const QDateTime moment = QDateTime::fromMSecsSinceEpoch(randomMoment(), Qt::UTC);
        quoin::DateTimeText text;
        QVERIFY(quoin::formatDateTime(moment, text));
        QString iso = moment.toString(Qt::ISODateWithMs); // 2024-02-29T13:45:00.250Z
        QCOMPARE(QString::fromLatin1(text.data()), iso.chopped(1).replace(u'T', u' '));
        QDateTime parsed;
        QVERIFY(quoin::parseDateTime(iso, parsed));
        QCOMPARE(parsed, moment);
        QVERIFY(quoin::parseDateTime(QByteArrayView(text.data()), parsed));
        QCOMPARE(parsed, moment);
    }
}

void tst_DateText::randomOffsetsAgreeWithQDateTime()
{
    const qint64 day = 24 * 60 * 60 * 1000;
    for (int i = 0; i < 20000; ++i) {
        const int offset = (QRandomGenerator::global()->bounded(2 * 14 * 60 + 1) - 14 * 60) * 60;
        const qint64 msecs
                = std::clamp(randomMoment(), utc(1, 1, 2).toMSecsSinceEpoch(), utc(9999, 12, 31).toMSecsSinceEpoch() - day);
        const QString iso = QDateTime::fromMSecsSinceEpoch(msecs, Qt::OffsetFromUTC, offset).toString(Qt::ISODateWithMs);
        QDateTime parsed;
        QVERIFY2(quoin::parseDateTime(iso, parsed), qPrintable(iso));
        QCOMPARE(parsed, QDateTime::fromString(iso, Qt::ISODateWithMs));
    }
}

void tst_DateText::cutTextIsRefused()
{
    const QByteArray text = "2024-02-29 13:45:07.250+02:00";
    const QList<qsizetype> whole { 19, 21, 22, 23, 26, 29 }; // seconds, fractions, +HH, +HH:MM
    QDateTime parsed;
    for (qsizetype size = 0; size <= text.size(); ++size)
        QCOMPARE(quoin::parseDateTime(QByteArrayView(text).first(size), parsed), whole.contains(size));
}

QTEST_APPLESS_MAIN(tst_DateText)
#include "tst_datetext.moc"
