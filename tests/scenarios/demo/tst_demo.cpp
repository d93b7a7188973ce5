// SPDX-License-Identifier: MIT
#include <testsupport.h>

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace quoin;

class tst_Demo : public QObject
{
    Q_OBJECT

private slots:
    void tour_data();
    void tour();
    void keepsTheTablesOfAnEarlierTour();
    void refusesWrongArguments_data();
    void refusesWrongArguments();
    void isPlainWhereThereIsNoTerminal();
    void fitsItsWidth_data();
    void fitsItsWidth();

private:
    struct Run
    {
        int exitCode = -1;
        QString output;
        QString errors;

        /// The summary of what was wrong; a message of Qt Test has room for about 1,000 characters.
        [[nodiscard]] QByteArray ending() const { return QString(output + errors).right(900).toUtf8(); }
    };
    static Run run(const QStringList &arguments);
};

tst_Demo::Run tst_Demo::run(const QStringList &arguments)
{
    QProcess process;
    process.start(QStringLiteral(QUOIN_DEMO), QStringList { u"--headless"_s, u"--size"_s, u"small"_s } + arguments);
    if (!process.waitForFinished(240'000) || process.exitStatus() != QProcess::NormalExit)
        return { -1, QString::fromUtf8(process.readAllStandardOutput()), process.errorString() };
    return { process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
        QString::fromUtf8(process.readAllStandardError()) };
}

void tst_Demo::tour_data() { QUOIN_TARGET_ROWS(); }

void tst_Demo::tour()
{
    const auto target = QUOIN_TARGET();
    const QString url = test::freshDatabase(target);
    const Run tour = run({ url });
    QVERIFY2(tour.exitCode == 0, tour.ending().constData());
    QVERIFY(tour.output.contains(u"all right"_s));
    QVERIFY(!tour.output.contains(u'✗' + QString(QChar::Nbsp)));
    QCOMPARE(tour.errors, QString());
    QVERIFY(tour.output.contains(target.native ? u"the client library"_s : u"QSqlQuery"_s));
    // The password in a server's URL is nowhere.
    if (const QString password = QUrl(url).password(); !password.isEmpty())
        QVERIFY(!tour.output.contains(password));
}

void tst_Demo::keepsTheTablesOfAnEarlierTour()
{
    const QString url = test::freshDatabase(test::engines().constFirst());
    QCOMPARE(run({ url }).exitCode, 0);
    const Run second = run({ url });
    QCOMPARE(second.exitCode, 2);
    QVERIFY2(second.output.contains(u"shop_orders"_s) && second.output.contains(u"--fresh"_s), qPrintable(second.output));
    const Run fresh = run({ url, u"--fresh"_s });
    QVERIFY2(fresh.exitCode == 0, fresh.ending().constData());
}

void tst_Demo::refusesWrongArguments_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QString>("says");
    QTest::newRow("size") << QStringList { u"--size"_s, u"huge"_s } << 2 << u"small, medium, large"_s;
    QTest::newRow("number") << QStringList { u"--customers"_s, u"many"_s } << 2 << u"--customers"_s;
    QTest::newRow("too few") << QStringList { u"--orders"_s, u"3"_s } << 2 << u"from 100 up"_s;
    QTest::newRow("two URLs") << QStringList { u"sqlite::memory:"_s, u"sqlite:x"_s } << 2 << u"more than one URL"_s;
    QTest::newRow("engine") << QStringList { u"oracle://localhost/x"_s } << 1 << u"oracle"_s;
}

void tst_Demo::refusesWrongArguments()
{
    QFETCH(QStringList, arguments);
    QFETCH(int, exitCode);
    QFETCH(QString, says);
    const Run tour = run(arguments);
    QCOMPARE(tour.exitCode, exitCode);
    const QString printed = tour.output + tour.errors;
    QVERIFY2(printed.contains(says), qPrintable(printed));
}

void tst_Demo::isPlainWhereThereIsNoTerminal()
{
    const QChar escape(u'\033');
    QVERIFY(!run({}).output.contains(escape));
    QVERIFY(run({ u"--color"_s, u"always"_s }).output.contains(escape));
}

void tst_Demo::fitsItsWidth_data()
{
    QTest::addColumn<int>("width");
    QTest::newRow("narrow") << 80;
    QTest::newRow("wide") << 160;
}

void tst_Demo::fitsItsWidth()
{
    QFETCH(int, width);
    const Run tour = run({ u"--width"_s, QString::number(width) });
    QCOMPARE(tour.exitCode, 0);
    const QStringList lines = tour.output.split(u'\n');
    for (const QString &line : lines)
        QVERIFY2(line.contains(u"שלום"_s) || line.size() <= width, qPrintable(line));
    QCOMPARE(tour.output.contains(u"─┬─"_s), width > 100);
}

QTEST_GUILESS_MAIN(tst_Demo)
#include "tst_demo.moc"
