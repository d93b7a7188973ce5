// SPDX-License-Identifier: MIT
// A million rows in constant memory; QUOIN_STREAM_MILLIONS=10 makes them more, by hand.
#include <quoin/quoin.h>

#include <quoin/db/connection.h>

#include <testsupport.h>

#include <QtCore/qcoreapplication.h>
#include <QtCore/qelapsedtimer.h>
#include <QtCore/qfile.h>
#include <QtCore/qprocess.h>
#include <QtTest/qtest.h>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace quoin;
using quoin::test::Target;

namespace streaming {

class Row
{
    Q_GADGET
    QUOIN_MODEL("rows_of_many", "")
    QUOIN_FIELD(qint64, id, "primaryKey, autoIncrement=no")
    QUOIN_FIELD(QString, name, "maxLength=40")
    QUOIN_FIELD(double, number, "")
};

} // namespace streaming

using namespace streaming;

namespace {

constexpr auto readArgument = "--read"_L1;
constexpr auto urlVariable = "QUOIN_STREAM_URL";

qint64 millions()
{
    const int asked = qEnvironmentVariableIntValue("QUOIN_STREAM_MILLIONS");
    return asked > 0 ? asked : 1;
}

/// "VmHWM" is the most that the process ever had, "VmRSS" what it has now; in KiB.
qint64 memory(const char *what)
{
    QFile status(u"/proc/self/status"_s);
    if (!status.open(QIODevice::ReadOnly))
        return -1;
    const QList<QByteArray> lines = status.readAll().split('\n');
    for (const QByteArray &line : lines) {
        if (line.startsWith(what))
            return line.sliced(qsizetype(qstrlen(what)) + 1).trimmed().split(' ').first().toLongLong();
    }
    return -1;
}

/// Reads everything; gives the sum of the keys, or -1.
qint64 readAll(const Database &db, const QString &how)
{
    qint64 sum = 0;
    qint64 count = 0;
    const auto query = db.query<Row>().orderBy(field<&Row::id>);
    std::optional<Error> error;
    if (how == "values"_L1) {
        auto stream = query.values(field<&Row::id>, field<&Row::name>).stream();
        for (const auto &[id, name] : stream)
            sum += id;
        error = stream.error();
    } else {
        auto stream = query.stream();
        for (const Row &row : stream) {
            sum += row.id;
            // Another statement of the same connection, in the middle.
            if (++count == 1000 && how == "otherStatement"_L1 && !db.query<Row>().filter(field<&Row::id> == 7).first())
                return -1;
        }
        error = stream.error();
    }
    if (error)
        std::fprintf(stderr, "%s\n", qPrintable(error->toString()));
    return error ? -1 : sum;
}

/// The process of its own: prints the sum of all keys, and by how many KiB its memory grew at most.
int read(const QString &how)
{
    const auto options = ConnectionOptions::fromEnvironment(urlVariable);
    auto db = Database::open(options.value()).value();
    { // everything that there is to load is loaded, and the engine has filled its page cache
        auto few = db.query<Row>().limit(50'000).stream();
        for ([[maybe_unused]] const Row &row : few) { }
        auto values = db.query<Row>().limit(1000).values(field<&Row::id>, field<&Row::name>).stream();
        for ([[maybe_unused]] const auto &row : values) { }
    }
    QFile reset(u"/proc/self/clear_refs"_s); // the high-water mark begins anew
    if (!reset.open(QIODevice::WriteOnly) || reset.write("5") != 1)
        return 1;
    reset.close();
    const qint64 before = memory("VmRSS");
    const qint64 sum = readAll(db, how);
    std::printf("%lld %lld\n", static_cast<long long>(sum), static_cast<long long>(memory("VmHWM") - before));
    return 0;
}

} // namespace

class tst_Streaming : public QObject
{
    Q_OBJECT

private slots:
    void constantMemory_data();
    void constantMemory();

private:
    QString filled(const Target &target);
    QHash<QString, QString> m_urls;
};

/// The table is filled by the engine itself.
QString tst_Streaming::filled(const Target &target)
{
    QString &url = m_urls[target.name];
    if (!url.isEmpty())
        return url;
    url = test::freshDatabase(target);
    auto db = Database::open(url).value();
    db.execute(
              u"CREATE TABLE rows_of_many (id bigint PRIMARY KEY, name varchar(40) NOT NULL, number double precision NOT NULL)"_s)
            .value();
    db.execute(u"CREATE TABLE thousand (n bigint PRIMARY KEY)"_s).value();
    db.execute(u"INSERT INTO thousand VALUES (0)"_s).value();
    for (int n = 1; n < 1000; n *= 2)
        db.execute(u"INSERT INTO thousand SELECT n + %1 FROM thousand WHERE n + %1 < 1000"_s.arg(n)).value();
    for (qint64 million = 0; million < millions(); ++million)
        db.execute(u"INSERT INTO rows_of_many SELECT %1 + a.n * 1000 + b.n, 'a name of some length, as they are', a.n"
                   " FROM thousand a CROSS JOIN thousand b"_s.arg(million * 1'000'000))
                .value();
    return url;
}

void tst_Streaming::constantMemory_data()
{
    QTest::addColumn<int>("target");
    QTest::addColumn<QString>("how");
    for (int target = 0; target < test::targets().size(); ++target) {
        for (const auto *how : { "models", "values", "otherStatement" })
            QTest::addRow("%s %s", qPrintable(test::targets().at(target).name), how) << target << QString::fromLatin1(how);
    }
}

void tst_Streaming::constantMemory()
{
    QFETCH(QString, how);
    const QString url = filled(QUOIN_TARGET());
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QString::fromLatin1(urlVariable), url); // not an argument: those are everybody's to read
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    QElapsedTimer timer;
    timer.start();
    process.start(QCoreApplication::applicationFilePath(), { readArgument, how });
    QVERIFY(process.waitForFinished(800'000));
    QCOMPARE(process.exitCode(), 0);
    const QList<QByteArray> said = process.readAllStandardOutput().trimmed().split(' ');
    QCOMPARE(said.size(), 2);
    const qint64 rows = millions() * 1'000'000;
    QCOMPARE(said.at(0).toLongLong(), rows / 2 * (rows - 1));
    const double grown = said.at(1).toDouble() / 1024;
    qInfo("%lld rows: %.1f MB more, %.1f s", static_cast<long long>(rows), grown, double(timer.elapsed()) / 1000);
    QVERIFY(grown >= 0);
    QVERIFY2(grown < 20, qPrintable(u"%1 MB"_s.arg(grown)));
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 3 && arguments.at(1) == readArgument)
        return read(arguments.at(2));
    tst_Streaming test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_streaming.moc"
