// SPDX-License-Identifier: MIT
// Connections: how they begin, what they keep, how they are lost and found again, and the jobs of maintenance.
#include <quoin/db/connection.h>
#include <quoin/db/database.h>
#include <quoin/telemetry/statementevent.h>

#include <testsupport.h>

#include <QtCore/qelapsedtimer.h>
#include <QtCore/qfile.h>
#include <QtCore/qprocess.h>
#include <QtCore/qsemaphore.h>
#include <QtCore/qtemporarydir.h>
#include <QtCore/qurl.h>
#include <QtSql/qsqldatabase.h>
#include <QtTest/qtest.h>

#include <atomic>
#include <thread>

using namespace Qt::StringLiterals;
using namespace quoin;
using quoin::test::Target;

namespace {

// Outlives main(), the threads' connections and QtSql's own statics.
Database leftOpen;

QString withOption(const QString &url, const QString &option) { return url + (url.contains(u'?') ? u'&' : u'?') + option; }

/// The number by which the server knows this thread's connection.
QString serverId(Database &db)
{
    const QString sql = db.dialect().name() == "mysql"_L1 ? u"SELECT connection_id()"_s : u"SELECT pg_backend_pid()"_s;
    return db.rows(sql).value().first().first().toVariant().toString();
}

void kill(Database &admin, const QString &id)
{
    if (admin.dialect().name() == "mysql"_L1)
        admin.execute(u"KILL %1"_s.arg(id)).value();
    else
        admin.rows(u"SELECT pg_terminate_backend(%1)"_s.arg(id)).value();
}

} // namespace

class tst_Connection : public QObject
{
    Q_OBJECT

private slots:
    void statementCache_data() { QUOIN_TARGET_ROWS(); }
    void statementCache();
    void sameTextTwiceAtOnce_data() { QUOIN_TARGET_ROWS(); }
    void sameTextTwiceAtOnce();
    void sixteenThreads_data() { QUOIN_TARGET_ROWS(); }
    void sixteenThreads();
    void memoryIsSharedByThreads();
    void memoryGoesWithTheHandle();
    void handleGoneInAnotherThread_data() { QUOIN_TARGET_ROWS(); }
    void handleGoneInAnotherThread();
    void lostWithManyStatements_data() { serverRows(); }
    void lostWithManyStatements();
    void copiesOfTheHandle_data() { QUOIN_TARGET_ROWS(); }
    void copiesOfTheHandle();
    void lostOutsideATransaction_data() { serverRows(); }
    void lostOutsideATransaction();
    void lostInsideATransaction_data() { serverRows(); }
    void lostInsideATransaction();
    void connectRetries();
    void unixSocket_data() { serverRows(); }
    void unixSocket();
    void maintenance_data() { QUOIN_TARGET_ROWS(); }
    void maintenance();
    void maintenanceRefusesTransactions_data() { QUOIN_TARGET_ROWS(); }
    void maintenanceRefusesTransactions();
    void integrityOfADamagedFile();
    void integrityOfADamagedIndex();
    void catalogue_data() { QUOIN_TARGET_ROWS(); }
    void catalogue();
    void pragmas();
    void staticDatabase_data() { QUOIN_TARGET_ROWS(); }
    void staticDatabase();

private:
    static void serverRows()
    {
        QTest::addColumn<int>("target");
        for (int row = 0; row < test::targets().size(); ++row) {
            if (test::targets().at(row).engine != "sqlite"_L1)
                QTest::newRow(qPrintable(test::targets().at(row).name)) << row;
        }
    }
};

void tst_Connection::statementCache()
{
    const Target target = QUOIN_TARGET();
    Database db = Database::open(withOption(test::freshDatabase(target), u"statementCache=3"_s)).value();
    Connection &connection = *db.connection().value();
    QCOMPARE(connection.isNative(), target.native);
    const auto statement = [&](int n) { return connection.prepare(u"SELECT %1"_s.arg(n)).value().get(); };
    // The statements stay alive here, so that an address is not given again.
    const auto one = connection.prepare(u"SELECT 1"_s).value();
    QVERIFY(connection.prepare(u"SELECT 1"_s).value() != one); // it is in use
    Statement *first = one.get();
    const_cast<std::shared_ptr<Statement> &>(one).reset();
    QCOMPARE(statement(1), first);
    statement(2);
    statement(3);
    QCOMPARE(statement(1), first); // used last, so that 2 goes next
    const std::weak_ptr<Statement> two = connection.prepare(u"SELECT 2"_s).value();
    QVERIFY(!two.expired());
    statement(4);
    statement(5);
    statement(6);
    QVERIFY(two.expired());

    Database none = Database::open(withOption(test::freshDatabase(target), u"statementCache=0"_s)).value();
    const std::weak_ptr<Statement> gone = none.connection().value()->prepare(u"SELECT 1"_s).value();
    QVERIFY(gone.expired());
}

void tst_Connection::sameTextTwiceAtOnce()
{
    Database db = Database::open(test::freshDatabase(QUOIN_TARGET())).value();
    QVERIFY_RESULT(db.execute(u"CREATE TABLE t (n integer)"_s));
    for (int n = 1; n <= 3; ++n)
        QVERIFY_RESULT(db.execute(u"INSERT INTO t VALUES (%1)"_s.arg(n)));
    Connection &connection = *db.connection().value();
    const QString sql = u"SELECT n FROM t ORDER BY n"_s;
    const auto outer = connection.prepare(sql).value();
    Cursor *rows = outer->query().value();
    int pairs = 0;
    while (rows->next()) {
        qint64 n = 0;
        QVERIFY(rows->int64(0, n));
        const auto inner = connection.prepare(sql).value();
        Cursor *again = inner->query().value();
        for (qint64 m = 1; again->next(); ++m, ++pairs) {
            qint64 value = 0;
            QVERIFY(again->int64(0, value));
            QCOMPARE(value, m);
        }
    }
    QVERIFY(!rows->error());
    QCOMPARE(pairs, 9);
}

void tst_Connection::sixteenThreads()
{
    Database db = Database::open(test::freshDatabase(QUOIN_TARGET())).value();
    QVERIFY_RESULT(db.execute(u"CREATE TABLE t (n integer)"_s));
    std::atomic<int> failures = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 16; ++i) {
        threads.emplace_back([&db, &failures, i] {
            for (int n = 0; n < 10; ++n) {
                const auto done = db.transaction(
                        [&](Transaction &) { return db.execute(u"INSERT INTO t VALUES (%1)"_s.arg(i * 10 + n)); });
                if (!done || *done != 1 || !db.rows(u"SELECT count(*) FROM t"_s))
                    ++failures;
            }
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(failures.load(), 0);
    QCOMPARE(db.rows(u"SELECT count(DISTINCT n) FROM t"_s)->first().first(), Value(160));
}

void tst_Connection::memoryIsSharedByThreads()
{
    for (const QString &url : { u"sqlite::memory:"_s, u"sqlite::memory:?native=off"_s }) {
        Database db = Database::open(url).value();
        QVERIFY_RESULT(db.execute(u"CREATE TABLE t (n integer)"_s));
        bool stored = false;
        std::thread([&] { stored = db.execute(u"INSERT INTO t VALUES (1)"_s).has_value(); }).join();
        QVERIFY(stored);
        QCOMPARE(db.rows(u"SELECT n FROM t"_s)->size(), 1);
        Database other = Database::open(url).value(); // another database, not the same
        QVERIFY(!other.rows(u"SELECT n FROM t"_s));
    }
}

/// Not with a connection, nor with the thread that had it.
void tst_Connection::memoryGoesWithTheHandle()
{
    for (const QString &url : { u"sqlite::memory:"_s, u"sqlite::memory:?native=off"_s }) {
        Database db;
        std::thread([&] {
            db = Database::open(url).value();
            db.execute(u"CREATE TABLE t (n integer)"_s).value();
            db.execute(u"INSERT INTO t VALUES (1)"_s).value();
        }).join();
        QCOMPARE(db.rows(u"SELECT n FROM t"_s).value().size(), 1);
        db.close();
        QCOMPARE(db.rows(u"SELECT n FROM t"_s).value().size(), 1);
        QCOMPARE(db.toDisplay().section(u'?', 0, 0), u"sqlite::memory:"_s);
        QCOMPARE(db.options().database, u":memory:"_s);
        const QStringList open = QSqlDatabase::connectionNames();
        db = Database();
        QVERIFY(QSqlDatabase::connectionNames().size() <= open.size() - 2); // this thread's and the one that kept it
    }
}

/// A thread that lives on closes its connection when it next looks for one, of whatever database.
void tst_Connection::handleGoneInAnotherThread()
{
    auto db = std::make_optional(Database::open(test::freshDatabase(QUOIN_TARGET())).value());
    Database other = Database::open(u"sqlite::memory:"_s).value();
    QSemaphore used, gone, looked, end;
    std::thread pooled([&, copy = *db]() mutable {
        copy.rows(u"SELECT 1"_s).value();
        other.rows(u"SELECT 1"_s).value();
        copy = Database();
        used.release();
        gone.acquire();
        other.rows(u"SELECT 1"_s).value();
        looked.release();
        end.acquire();
    });
    used.acquire();
    const auto before = QSqlDatabase::connectionNames().size();
    db.reset();
    QCOMPARE(QSqlDatabase::connectionNames().size(), before - 1);
    gone.release();
    looked.acquire();
    QCOMPARE(QSqlDatabase::connectionNames().size(), before - 2);
    end.release();
    pooled.join();
}

/// Nothing is printed for each of the statements, which went with the connection.
void tst_Connection::lostWithManyStatements()
{
    const Target target = QUOIN_TARGET();
    const QString url = test::freshDatabase(target);
    Database db = Database::open(url).value();
    Database admin = Database::open(url).value();
    for (int n = 0; n < 20; ++n)
        QVERIFY_RESULT(db.rows(u"SELECT %1"_s.arg(n)));
    kill(admin, serverId(db));
    QTest::qWait(50);
    static QStringList lines;
    lines.clear();
    const auto previous
            = qInstallMessageHandler([](QtMsgType, const QMessageLogContext &, const QString &line) { lines += line; });
    const auto lost = db.rows(u"SELECT 'lost'"_s);
    const auto again = db.rows(u"SELECT 'again'"_s);
    qInstallMessageHandler(previous);
    QVERIFY(!lost);
    QVERIFY_RESULT(again);
    QVERIFY2(lines.isEmpty(), qPrintable(lines.join(u'\n')));
}

void tst_Connection::copiesOfTheHandle()
{
    Database copy;
    QVERIFY(!copy.isValid());
    QCOMPARE(copy.rows(u"SELECT 1"_s).error().kind(), ErrorKind::Configuration);
    {
        Database db = Database::open(test::freshDatabase(QUOIN_TARGET())).value();
        copy = db;
        QCOMPARE(copy.connection().value(), db.connection().value());
    }
    QVERIFY_RESULT(copy.rows(u"SELECT 1"_s)); // the last one keeps it open
    const Connection *first = copy.connection().value();
    Q_UNUSED(first)
    copy.close();
    QVERIFY_RESULT(copy.rows(u"SELECT 1"_s)); // opened again
    // A thread's copy that goes last closes the connection of its own thread alone.
    std::thread([moved = std::move(copy)]() mutable { moved.rows(u"SELECT 1"_s).value(); }).join();
}

void tst_Connection::lostOutsideATransaction()
{
    const Target target = QUOIN_TARGET();
    const QString url = test::freshDatabase(target);
    Database db = Database::open(url).value();
    Database admin = Database::open(url).value();
    QVERIFY_RESULT(db.rows(u"SELECT 1"_s));
    const QString id = serverId(db);
    kill(admin, id);
    QTest::qWait(50);
    const auto lost = db.rows(u"SELECT 1"_s);
    if (!lost) {
        QCOMPARE(lost.error().kind(), ErrorKind::Connection);
        QVERIFY(lost.error().isRetryable());
    }
    QVERIFY_RESULT(db.rows(u"SELECT 1"_s));
    QVERIFY(serverId(db) != id);

    // With retries a transaction gets over it by itself.
    kill(admin, serverId(db));
    QTest::qWait(50);
    QVERIFY_RESULT(db.transaction([&](Transaction &) { return db.rows(u"SELECT 1"_s); }, { .retries = 2 }));
}

void tst_Connection::lostInsideATransaction()
{
    const Target target = QUOIN_TARGET();
    const QString url = test::freshDatabase(target);
    Database db = Database::open(url).value();
    Database admin = Database::open(url).value();
    QVERIFY_RESULT(db.execute(u"CREATE TABLE t (n integer)"_s));
    auto transaction = db.begin();
    QVERIFY_RESULT(transaction);
    QVERIFY_RESULT(db.execute(u"INSERT INTO t VALUES (1)"_s));
    kill(admin, serverId(db));
    QTest::qWait(50);
    for (int i = 0; i < 3; ++i) { // no second statement runs outside of it on another connection
        const auto lost = db.execute(u"INSERT INTO t VALUES (2)"_s);
        QVERIFY(!lost);
        QCOMPARE(lost.error().kind(), ErrorKind::Connection);
    }
    QVERIFY(!transaction->commit());
    QCOMPARE(db.rows(u"SELECT n FROM t"_s)->size(), 0);
    QVERIFY_RESULT(db.execute(u"INSERT INTO t VALUES (3)"_s));
}

void tst_Connection::unixSocket()
{
    const Target target = QUOIN_TARGET();
    QString url = test::serverSocketUrl(target.engine);
    if (!target.native)
        url += u"?native=off"_s;
    Database db = Database::open(url).value();
    QCOMPARE(db.connection().value()->isNative(), target.native);
    const bool postgresql = target.engine == "postgresql"_L1;
    // NULL: not by TCP. MariaDB names the client's address, or calls it localhost when it came by the socket.
    const auto peer = db.rows(postgresql ? u"SELECT CASE WHEN inet_client_addr() IS NULL THEN 1 ELSE 0 END"_s
                                         : u"SELECT host = 'localhost' FROM information_schema.processlist WHERE id = "
                                           "connection_id()"_s);
    QVERIFY_RESULT(peer);
    QCOMPARE(peer->at(0).at(0), Value(1));
}

namespace {

int rounds = 0; // of attempts to connect: seen by a message handler, which can capture nothing

} // namespace

void tst_Connection::connectRetries()
{
    // A port that nobody listens on, and on which a way to the server opens after 300 ms.
    const QUrl server(test::serverUrl(u"postgresql"_s));
    QProcess relay;
    relay.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    const QString script = uR"(
import socket, sys, threading, time
probe = socket.socket(); probe.bind(('127.0.0.1', 0)); port = probe.getsockname()[1]; probe.close()
print(port, flush=True)
sys.stdin.readline()
time.sleep(0.3)
listener = socket.socket(); listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(('127.0.0.1', port)); listener.listen()
def pump(a, b):
    while data := a.recv(65536):
        b.sendall(data)
while True:
    client, _ = listener.accept()
    upstream = socket.create_connection((sys.argv[1], int(sys.argv[2])))
    threading.Thread(target=pump, args=(client, upstream), daemon=True).start()
    threading.Thread(target=pump, args=(upstream, client), daemon=True).start()
)"_s;
    relay.start(u"python3"_s, { u"-c"_s, script, server.host(), QString::number(server.port()) });
    QVERIFY(relay.waitForReadyRead());
    QUrl url = server;
    url.setPort(relay.readLine().trimmed().toInt());

    QElapsedTimer timer;
    timer.start();
    const auto refused = Database::open(withOption(url.toString(QUrl::FullyEncoded), u"connectRetries=0"_s));
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind(), ErrorKind::Connection);
    QVERIFY(refused.error().isRetryable());
    QVERIFY(!refused.error().toString().contains(server.password()));

    relay.write("go\n");
    QVERIFY(relay.waitForBytesWritten());
    timer.restart();
    auto db = Database::open(withOption(url.toString(QUrl::FullyEncoded), u"connectRetries=8"_s));
    QVERIFY_RESULT(db);
    QVERIFY2(timer.elapsed() >= 200, qPrintable(QString::number(timer.elapsed())));
    QVERIFY_RESULT(db->rows(u"SELECT 1"_s));
    *db = Database();

    // Running a transaction again costs one more round of attempts, not two.
    auto twice = Database::open(withOption(url.toString(QUrl::FullyEncoded), u"connectRetries=1"_s));
    QVERIFY_RESULT(twice);
    twice->close();
    relay.kill();
    relay.waitForFinished();
    rounds = 0;
    const QtMessageHandler before = qInstallMessageHandler([](QtMsgType, const QMessageLogContext &, const QString &message) {
        if (message.contains(u"failed, attempt 1 of 2"))
            ++rounds;
    });
    const Result<void> unreachable = twice->transaction([](Transaction &) { return Result<void>(); }, { .retries = 1 });
    qInstallMessageHandler(before);
    QCOMPARE(unreachable.error().kind(), ErrorKind::Connection);
    QCOMPARE(rounds, 2);

    // What waiting does not help is not tried again.
    QUrl wrong = server;
    wrong.setPassword(u"planted-wrong"_s);
    timer.restart();
    const auto denied = Database::open(withOption(wrong.toString(QUrl::FullyEncoded), u"connectRetries=8"_s));
    QCOMPARE(denied.error().kind(), ErrorKind::Connection);
    QVERIFY(!denied.error().isRetryable());
    QVERIFY(!denied.error().toString().contains(u"planted-wrong"));
}

void tst_Connection::maintenance()
{
    const Target target = QUOIN_TARGET();
    Database db = Database::open(test::freshDatabase(target)).value();
    QVERIFY_RESULT(db.vacuum()); // nothing to do
    QVERIFY_RESULT(db.execute(u"CREATE TABLE t (n integer PRIMARY KEY, text varchar(100))"_s));
    for (int n = 0; n < 20; ++n)
        QVERIFY_RESULT(db.execute(u"INSERT INTO t VALUES (%1, 'text')"_s.arg(n)));
    QVERIFY_RESULT(db.execute(u"DELETE FROM t WHERE n < 10"_s));
    QVERIFY_RESULT(db.execute(u"CREATE VIEW v AS SELECT n FROM t"_s));
    QVERIFY_RESULT(db.vacuum());
    QVERIFY_RESULT(db.analyze());
    QVERIFY_RESULT(db.analyze({ u"t"_s }));
    QVERIFY_RESULT(db.optimize());
    if (target.engine == "postgresql"_L1) { // which does it by an extension
        const auto refused = db.integrityCheck();
        QCOMPARE(refused.error().kind(), ErrorKind::Unsupported);
        QVERIFY2(refused.error().hint().contains(u"CREATE EXTENSION amcheck"), qPrintable(refused.error().toString()));
        QVERIFY_RESULT(db.execute(u"CREATE SCHEMA \"of 'tools'\""_s));
        QVERIFY_RESULT(db.execute(u"CREATE EXTENSION amcheck SCHEMA \"of 'tools'\""_s));
    }
    for (const QStringList &tables : { QStringList(), QStringList { u"t"_s } }) {
        const auto found = db.integrityCheck(tables);
        QVERIFY_RESULT(found);
        QCOMPARE(*found, QStringList());
    }
    QCOMPARE(db.rows(u"SELECT count(*) FROM t"_s)->first().first(), Value(10));
    const QStringList missing { u"no\"such`table"_s };
    QVERIFY(!db.vacuum(missing));
    QVERIFY(!db.analyze(missing));
    QVERIFY(!db.optimize(missing));
    const auto checked = db.integrityCheck(missing);
    QVERIFY(!checked);
    QVERIFY2(checked.error().toString().contains(u"such`table"), qPrintable(checked.error().toString()));
}

void tst_Connection::maintenanceRefusesTransactions()
{
    Database db = Database::open(test::freshDatabase(QUOIN_TARGET())).value();
    auto transaction = db.begin();
    QVERIFY_RESULT(transaction);
    for (const Result<void> &refused : { db.vacuum(), db.analyze(), db.optimize() })
        QCOMPARE(refused.error().kind(), ErrorKind::Transaction);
    QVERIFY_RESULT(transaction->commit());
}

void tst_Connection::integrityOfADamagedFile()
{
    for (const Target &target : test::targets()) {
        if (target.engine != "sqlite"_L1)
            continue;
        const QString url = withOption(test::freshDatabase(target), u"journalMode=delete"_s);
        Database db = Database::open(url).value();
        QVERIFY_RESULT(db.execute(u"CREATE TABLE t (n integer PRIMARY KEY, text varchar(100))"_s));
        QVERIFY_RESULT(db.execute(u"CREATE INDEX t_text ON t (text)"_s));
        QVERIFY_RESULT(db.transaction([&](Transaction &) -> Result<void> {
            for (int n = 0; n < 2000; ++n) {
                if (auto done = db.execute(u"INSERT INTO t VALUES (?, ?)"_s, { n, u"text number %1"_s.arg(n) }); !done)
                    return done.error();
            }
            return {};
        }));
        QVERIFY_RESULT(db.integrityCheck());
        db.close();
        QFile file(QUrl(url).path());
        QVERIFY(file.open(QFile::ReadWrite));
        for (qint64 page = 3; page < file.size() / 4096; page += 3) { // the first page stays: the file is still a database
            file.seek(page * 4096 + 100);
            file.write(QByteArray(1000, '\x55'));
        }
        file.close();
        const auto damage = db.integrityCheck();
        if (damage)
            QVERIFY(!damage->isEmpty());
        else
            QCOMPARE(damage.error().kind(), ErrorKind::Connection);
        const auto rows = db.rows(u"SELECT * FROM t ORDER BY text"_s);
        QVERIFY(!rows);
        QVERIFY2(rows.error().message().contains(u"damaged"), qPrintable(rows.error().message()));
    }
}

/// An index whose order is no longer that of its operators, as after an update of the system's collations.
void tst_Connection::integrityOfADamagedIndex()
{
    for (const Target &target : test::targets()) {
        if (target.engine != "postgresql"_L1)
            continue;
        Database db = Database::open(test::freshDatabase(target)).value();
        for (const QString &sql : { u"CREATE EXTENSION amcheck"_s,
                     u"CREATE FUNCTION compared(int, int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT sign($1 - $2)::int'"_s,
                     u"CREATE OPERATOR CLASS fickle FOR TYPE int USING btree AS OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, "
                     "OPERATOR 4 >=, OPERATOR 5 >, FUNCTION 1 compared(int, int)"_s,
                     u"CREATE TABLE t (n int, m int)"_s, u"INSERT INTO t SELECT i, i FROM generate_series(1, 500) AS i"_s,
                     u"CREATE INDEX by_n ON t (n fickle)"_s, u"CREATE INDEX by_m ON t (m)"_s,
                     u"CREATE TABLE sound (n int UNIQUE)"_s })
            QVERIFY_RESULT(db.execute(sql));
        QCOMPARE(db.integrityCheck({ u"t"_s }).value(), QStringList());
        QVERIFY_RESULT(db.execute(
                u"CREATE OR REPLACE FUNCTION compared(int, int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT sign($2 - $1)::int'"_s));
        db.close(); // a session may keep the old function
        for (const QStringList &tables : { QStringList(), QStringList { u"t"_s } }) {
            const auto damage = db.integrityCheck(tables);
            QVERIFY_RESULT(damage);
            QCOMPARE(damage->size(), 1);
            QVERIFY2(damage->constFirst().contains(u"\"by_n\""), qPrintable(damage->constFirst()));
        }
        QCOMPARE(db.integrityCheck({ u"sound"_s }).value(), QStringList());
    }
}

void tst_Connection::catalogue()
{
    const Target target = QUOIN_TARGET();
    Database db = Database::open(test::freshDatabase(target)).value();
    QVERIFY_RESULT(db.execute(u"CREATE TABLE second (n integer)"_s));
    QVERIFY_RESULT(db.execute(u"CREATE TABLE first (n integer)"_s));
    const auto tables = db.tables();
    QVERIFY_RESULT(tables);
    QStringList sorted = *tables;
    sorted.sort();
    QCOMPARE(sorted, QStringList({ u"first"_s, u"second"_s }));
    const auto databases = db.databases();
    QVERIFY_RESULT(databases);
    QVERIFY(!databases->isEmpty());
    if (target.engine != "sqlite"_L1)
        QVERIFY(databases->contains(db.options().database));
    const auto schemas = db.schemas();
    QVERIFY_RESULT(schemas);
    if (db.dialect().capabilities().namespaces) {
        QVERIFY(schemas->contains(u"public"_s));
        QVERIFY_RESULT(db.execute(u"CREATE SCHEMA other"_s));
        QVERIFY_RESULT(db.execute(u"CREATE TABLE other.third (n integer)"_s));
        QCOMPARE(db.tables(u"other"_s).value(), QStringList { u"third"_s });
    }
}

void tst_Connection::pragmas()
{
    for (const Target &target : test::targets()) {
        if (target.engine != "sqlite"_L1)
            continue;
        const auto pragma = [](Database &db, const QString &name) {
            return db.rows(u"PRAGMA "_s + name).value().first().first().toVariant().toString();
        };
        Database db = Database::open(test::freshDatabase(target)).value();
        QCOMPARE(pragma(db, u"journal_mode"_s), u"wal"_s);
        QCOMPARE(pragma(db, u"foreign_keys"_s), u"1"_s);
        QCOMPARE(pragma(db, u"synchronous"_s), u"1"_s);
        QVERIFY_RESULT(db.execute(u"CREATE TABLE a (n integer PRIMARY KEY)"_s));
        QVERIFY_RESULT(db.execute(u"CREATE TABLE b (n integer REFERENCES a)"_s));
        QCOMPARE(db.execute(u"INSERT INTO b VALUES (1)"_s).error().kind(), ErrorKind::ForeignKeyViolation);
        Database chosen = Database::open(
                withOption(test::freshDatabase(target), u"journalMode=truncate&synchronous=full&cacheSize=4096"_s))
                                  .value();
        QCOMPARE(pragma(chosen, u"journal_mode"_s), u"truncate"_s);
        QCOMPARE(pragma(chosen, u"synchronous"_s), u"2"_s);
        QCOMPARE(pragma(chosen, u"cache_size"_s), u"-4096"_s);
    }
}

void tst_Connection::staticDatabase()
{
    leftOpen = Database::open(test::freshDatabase(QUOIN_TARGET())).value();
    QVERIFY_RESULT(leftOpen.rows(u"SELECT 1"_s));
    // Each row replaces the one before; the last one goes after main(): the program has to end in peace.
}

QTEST_GUILESS_MAIN(tst_Connection)
#include "tst_connection.moc"
