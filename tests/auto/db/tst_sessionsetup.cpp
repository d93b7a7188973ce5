// SPDX-License-Identifier: MIT
#include "testsupport.h"

#include <quoin/db/connection.h>

#include <QDateTime>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace quoin;
using quoin::schema::ColumnType;
using quoin::schema::TypeKind;
using quoin::test::Target;

/// What a fresh connection is like, whatever the server's own settings are.
class tst_SessionSetUp : public QObject
{
    Q_OBJECT

private slots:
    void settings_data();
    void settings();
    void utc_data() { QUOIN_TARGET_ROWS(); }
    void utc();
    void readOnly_data() { QUOIN_TARGET_ROWS(); }
    void readOnly();
    void statementTimeout_data();
    void statementTimeout();
    void lockTimeout_data();
    void lockTimeout();
    void searchPath_data();
    void searchPath();
    void applicationName_data();
    void applicationName();
    void strictness_data() { QUOIN_TARGET_ROWS(); }
    void strictness();
    void textIsComparedExactly_data() { QUOIN_TARGET_ROWS(); }
    void textIsComparedExactly();
    void refusedConnections_data();
    void refusedConnections();
    void passwordsOfAnyCharacters_data();
    void passwordsOfAnyCharacters();

private:
    static void rowsOf(const QString &engine)
    {
        QTest::addColumn<int>("target");
        for (int row = 0; row < test::targets().size(); ++row) {
            if (test::targets().at(row).engine == engine)
                QTest::newRow(qPrintable(test::targets().at(row).name)) << row;
        }
    }

    static QString with(const QString &url, const QString &option) { return url + (url.contains(u'?') ? u'&' : u'?') + option; }

    static std::unique_ptr<Connection> openOrDie(const QString &url)
    {
        const auto options = ConnectionOptions::fromUrl(url);
        auto opened = options ? Connection::open(*options) : Result<std::unique_ptr<Connection>>(options.error());
        if (!opened)
            qFatal("%s", qPrintable(opened.error().toString()));
        return *std::move(opened);
    }

    static QString text(Connection &connection, const QString &sql)
    {
        auto statement = connection.prepare(sql);
        if (!statement)
            return statement.error().toString();
        auto cursor = (*statement)->query();
        if (!cursor)
            return cursor.error().toString();
        QString value;
        if (!(*cursor)->next() || !(*cursor)->text(0, value))
            return u"(none)"_s;
        (*statement)->close();
        return value;
    }
};

void tst_SessionSetUp::settings_data()
{
    QTest::addColumn<int>("target");
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("expected");
    for (int target = 0; target < test::targets().size(); ++target) {
        const QString engine = test::targets().at(target).engine;
        const auto row = [&](const QString &name, const QString &sql, const QString &expected) {
            QTest::addRow("%s: %s", qPrintable(test::targets().at(target).name), qPrintable(name)) << target << sql << expected;
        };
        if (engine == "postgresql"_L1) {
            for (const auto &[name, expected] : std::initializer_list<std::pair<QString, QString>> { { u"TimeZone"_s, u"UTC"_s },
                         { u"client_encoding"_s, u"UTF8"_s }, { u"DateStyle"_s, u"ISO, YMD"_s }, { u"bytea_output"_s, u"hex"_s },
                         { u"standard_conforming_strings"_s, u"on"_s }, { u"extra_float_digits"_s, u"1"_s },
                         { u"IntervalStyle"_s, u"iso_8601"_s }, { u"lock_timeout"_s, u"5s"_s },
                         { u"statement_timeout"_s, u"0"_s }, { u"transaction_isolation"_s, u"read committed"_s },
                         { u"client_min_messages"_s, u"warning"_s } })
                row(name, u"SELECT current_setting('%1')"_s.arg(name), expected);
        } else if (engine == "mysql"_L1) {
            for (const auto &[name, expected] : std::initializer_list<std::pair<QString, QString>> {
                         { u"time_zone"_s, u"+00:00"_s }, { u"character_set_client"_s, u"utf8mb4"_s },
                         { u"character_set_results"_s, u"utf8mb4"_s }, { u"character_set_connection"_s, u"utf8mb4"_s },
                         { u"collation_connection"_s, u"utf8mb4_nopad_bin"_s }, { u"innodb_lock_wait_timeout"_s, u"5"_s },
                         { u"autocommit"_s, u"1"_s }, { u"tx_isolation"_s, u"REPEATABLE-READ"_s } })
                row(name, u"SELECT @@SESSION.%1"_s.arg(name), expected);
            for (const QString &mode :
                    { u"STRICT_ALL_TABLES"_s, u"ONLY_FULL_GROUP_BY"_s, u"NO_ZERO_DATE"_s, u"NO_ENGINE_SUBSTITUTION"_s })
                row(mode, u"SELECT find_in_set('%1', @@SESSION.sql_mode) > 0"_s.arg(mode), u"1"_s);
        } else {
            row(u"foreign_keys"_s, u"SELECT foreign_keys FROM pragma_foreign_keys"_s, u"1"_s);
            row(u"journal_mode"_s, u"SELECT journal_mode FROM pragma_journal_mode"_s, u"wal"_s);
        }
    }
}

void tst_SessionSetUp::settings()
{
    QFETCH(QString, sql);
    QFETCH(QString, expected);
    const auto connection = openOrDie(test::freshDatabase(QUOIN_TARGET()));
    QCOMPARE(text(*connection, sql), expected);
}

void tst_SessionSetUp::utc()
{
    const auto connection = openOrDie(test::freshDatabase(QUOIN_TARGET()));
    auto statement = connection->prepare(u"SELECT current_timestamp"_s);
    QVERIFY_RESULT(statement);
    auto cursor = (*statement)->query();
    QVERIFY_RESULT(cursor);
    QVERIFY((*cursor)->next());
    QDateTime now;
    QVERIFY((*cursor)->dateTime(0, now));
    QCOMPARE(now.timeSpec(), Qt::UTC);
    QVERIFY2(qAbs(now.secsTo(QDateTime::currentDateTimeUtc())) < 60, qPrintable(now.toString(Qt::ISODateWithMs)));
}

void tst_SessionSetUp::readOnly()
{
    const QString url = test::freshDatabase(QUOIN_TARGET());
    {
        const auto writer = openOrDie(url);
        QVERIFY_RESULT(writer->run(u"CREATE TABLE t (id integer)"_s));
    }
    const auto reader = openOrDie(with(url, u"readOnly=yes"_s));
    QVERIFY(!reader->execute(u"INSERT INTO t VALUES (1)"_s));
    QCOMPARE(text(*reader, u"SELECT count(*) FROM t"_s), u"0"_s);
}

void tst_SessionSetUp::statementTimeout_data()
{
    QTest::addColumn<int>("target");
    for (int row = 0; row < test::targets().size(); ++row) {
        if (test::targets().at(row).engine != "sqlite"_L1)
            QTest::newRow(qPrintable(test::targets().at(row).name)) << row;
    }
}

void tst_SessionSetUp::statementTimeout()
{
    const Target target = QUOIN_TARGET();
    const auto connection = openOrDie(with(test::freshDatabase(target), u"statementTimeout=200ms"_s));
    const QString endless = target.engine == "postgresql"_L1 ? u"SELECT pg_sleep(30)"_s
                                                             : u"SELECT count(*) FROM seq_1_to_100000 a, seq_1_to_100000 b"_s;
    QElapsedTimer timer;
    timer.start();
    auto statement = connection->prepare(endless);
    QVERIFY_RESULT(statement);
    auto cursor = (*statement)->query();
    if (cursor) {
        QVERIFY(!(*cursor)->next());
        QVERIFY((*cursor)->error());
    }
    const Error error = cursor ? *(*cursor)->error() : cursor.error();
    QVERIFY2(error.kind() == ErrorKind::Timeout, qPrintable(error.toString()));
    QVERIFY(timer.elapsed() < 10'000);
    QVERIFY(connection->isUsable());
    QCOMPARE(text(*connection, u"SELECT 1"_s), u"1"_s);
}

void tst_SessionSetUp::lockTimeout_data() { statementTimeout_data(); }

void tst_SessionSetUp::lockTimeout()
{
    const QString url = test::freshDatabase(QUOIN_TARGET());
    const auto holder = openOrDie(url);
    QVERIFY_RESULT(holder->run(u"CREATE TABLE t (id integer PRIMARY KEY, v integer)"_s));
    QVERIFY_RESULT(holder->execute(u"INSERT INTO t VALUES (1, 1)"_s));
    QVERIFY_RESULT(holder->begin({}));
    QVERIFY_RESULT(holder->execute(u"UPDATE t SET v = 2 WHERE id = 1"_s));
    const auto waiter = openOrDie(with(url, u"busyTimeout=1s"_s));
    const auto refused = waiter->execute(u"UPDATE t SET v = 3 WHERE id = 1"_s);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind(), ErrorKind::Timeout);
    QVERIFY_RESULT(holder->rollback());
    QVERIFY_RESULT(waiter->execute(u"UPDATE t SET v = 3 WHERE id = 1"_s));
}

void tst_SessionSetUp::searchPath_data() { rowsOf(u"postgresql"_s); }

void tst_SessionSetUp::searchPath()
{
    const QString url = test::freshDatabase(QUOIN_TARGET());
    const auto owner = openOrDie(url);
    QVERIFY_RESULT(owner->run(u"CREATE SCHEMA \"it's \"\"my\"\" schema\""_s));
    const auto connection = openOrDie(with(url, u"schema=it's%20%22my%22%20schema"_s));
    QVERIFY_RESULT(connection->run(u"CREATE TABLE here (id integer)"_s));
    QCOMPARE(text(*owner, u"SELECT schemaname FROM pg_tables WHERE tablename = 'here'"_s), u"it's \"my\" schema"_s);
}

void tst_SessionSetUp::applicationName_data() { rowsOf(u"postgresql"_s); }

void tst_SessionSetUp::applicationName()
{
    const auto connection = openOrDie(with(test::freshDatabase(QUOIN_TARGET()), u"applicationName=it's;a=b"_s));
    QCOMPARE(text(*connection, u"SELECT current_setting('application_name')"_s), u"it's;a=b"_s);
}

/// What does not fit is an error on the servers; SQLite stores it (columns of models have a CHECK there).
void tst_SessionSetUp::strictness()
{
    const Target target = QUOIN_TARGET();
    const auto connection = openOrDie(test::freshDatabase(target));
    QVERIFY_RESULT(connection->run(u"CREATE TABLE t (v varchar(3), d date)"_s));
    const auto stored = connection->execute(u"INSERT INTO t (v) VALUES (?)"_s, { u"abcd"_s });
    QCOMPARE(stored.has_value(), target.engine == "sqlite"_L1);
    if (target.engine == "mysql"_L1)
        QVERIFY(!connection->execute(u"INSERT INTO t (d) VALUES ('0000-00-00')"_s));
}

void tst_SessionSetUp::textIsComparedExactly()
{
    const auto connection = openOrDie(test::freshDatabase(QUOIN_TARGET()));
    const QString differ = u"SELECT CASE WHEN %1 = %2 THEN 'equal' ELSE 'different' END"_s;
    QCOMPARE(text(*connection, differ.arg(u"'a'"_s, u"'A'"_s)), u"different"_s);
    QCOMPARE(text(*connection, differ.arg(u"'a'"_s, u"'a  '"_s)), u"different"_s);
    QCOMPARE(text(*connection, differ.arg(u"'é'"_s, u"'e'"_s)), u"different"_s);
    QCOMPARE(text(*connection, differ.arg(u"'🦊'"_s, u"'🐻'"_s)), u"different"_s);
    QCOMPARE(text(*connection, differ.arg(u"'🦊'"_s, u"'🦊'"_s)), u"equal"_s);
}

void tst_SessionSetUp::refusedConnections_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<ErrorKind>("kind");
    for (const QString &engine : { u"postgresql"_s, u"mysql"_s }) {
        const QUrl server(test::serverUrl(engine));
        const auto row
                = [&](const char *what, const std::function<void(QUrl &)> &change, ErrorKind kind = ErrorKind::Connection) {
                      QUrl url = server;
                      change(url);
                      QTest::addRow("%s: %s", qPrintable(engine), what)
                              << QString(url.toString(QUrl::FullyEncoded) + u"?connectRetries=0") << kind;
                  };
        row("wrong password", [](QUrl &url) { url.setPassword(u"tell-nobody"_s); });
        row("unknown user", [](QUrl &url) { url.setUserName(u"nobody_of_this_name"_s); });
        row("unknown database", [](QUrl &url) { url.setPath(u"/no_such_database"_s); });
        row("nobody listens", [](QUrl &url) { url.setPort(1); });
        QTest::addRow("%s: TLS that the server has not", qPrintable(engine))
                << QString(server.toString(QUrl::FullyEncoded) + u"?connectRetries=0&sslMode=require") << ErrorKind::Connection;
        QTest::addRow("%s: path with a semicolon", qPrintable(engine))
                << QString(server.toString(QUrl::FullyEncoded) + u"?sslCa=/tmp/a%3Bb.pem") << ErrorKind::Configuration;
    }
}

void tst_SessionSetUp::refusedConnections()
{
    QFETCH(QString, url);
    QFETCH(ErrorKind, kind);
    const auto options = ConnectionOptions::fromUrl(url);
    QVERIFY_RESULT(options);
    const auto connection = Connection::open(*options);
    QVERIFY(!connection);
    QCOMPARE(connection.error().kind(), kind);
    const QString shown = connection.error().toString();
    QVERIFY2(!shown.contains(QUrl(url).password()), qPrintable(shown));
}

void tst_SessionSetUp::passwordsOfAnyCharacters_data() { statementTimeout_data(); }

void tst_SessionSetUp::passwordsOfAnyCharacters()
{
    const Target target = QUOIN_TARGET();
    const QString password = u"a;b'c\\d \"e\"=f%20&sslmode=disable ü🦊"_s;
    const QString url = test::freshDatabase(target);
    const auto admin = openOrDie(url);
    const QString user = u"odd_%1"_s.arg(target.native);
    const bool isPostgresql = target.engine == "postgresql"_L1;
    const auto literal = [](QString text) -> QString { return u"'" + text.replace(u'\'', u"''"_s) + u"'"; };
    QString inMysql = password;
    inMysql.replace(u'\\', u"\\\\"_s);
    QVERIFY_RESULT(admin->run(isPostgresql ? QString(u"CREATE ROLE " + user + u" LOGIN PASSWORD " + literal(password))
                                           : QString(u"CREATE USER " + user + u"@'%' IDENTIFIED BY " + literal(inMysql))));
    if (!isPostgresql)
        QVERIFY_RESULT(admin->run(u"GRANT SELECT ON *.* TO "_s + user + u"@'%'"_s));
    QUrl other(url);
    other.setUserName(user);
    other.setPassword(password, QUrl::DecodedMode);
    const auto options = ConnectionOptions::fromUrl(other.toString(QUrl::FullyEncoded));
    QVERIFY_RESULT(options);
    QCOMPARE(options->password.reveal(), password);
    {
        const auto connection = Connection::open(*options);
        QVERIFY_RESULT(connection);
        QVERIFY(text(**connection, u"SELECT current_user"_s).startsWith(user));
    }
    QVERIFY_RESULT(admin->run(
            u"DROP %1 %2"_s.arg(isPostgresql ? u"ROLE"_s : u"USER"_s, isPostgresql ? user : QString(user + u"@'%'"_s))));
}

QTEST_GUILESS_MAIN(tst_SessionSetUp)
#include "tst_sessionsetup.moc"
