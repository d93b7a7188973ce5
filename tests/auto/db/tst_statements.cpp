// SPDX-License-Identifier: MIT
// What a statement's text may be, what it counts, and what it may do to a transaction: the same on every engine by both ways.
#include "testsupport.h"

#include <quoin/db/connection.h>
#include <quoin/quoin.h>

#include <sqlite3.h>

#include <QElapsedTimer>
#include <QLoggingCategory>
#include <QtSql/qsqldatabase.h>
#include <QtSql/qsqldriver.h>

using namespace Qt::StringLiterals;
using namespace quoin::test;
using quoin::Database;
using quoin::ErrorKind;
using quoin::Value;

class tst_Statements : public QObject
{
    Q_OBJECT

private slots:
    void severalStatements_data();
    void severalStatements();
    void oneStatement_data();
    void oneStatement();
    void programs_data();
    void programs();
    void programAndMore_data() { QUOIN_TARGET_ROWS(); }
    void programAndMore();
    void countedRows_data();
    void countedRows();
    void schemaInATransaction_data() { QUOIN_TARGET_ROWS(); }
    void schemaInATransaction();
    void temporaryTableInATransaction_data() { QUOIN_TARGET_ROWS(); }
    void temporaryTableInATransaction();
    void transactionStatements_data();
    void transactionStatements();
    void endedByAProcedure();
    void tooLargeForSqlite_data();
    void tooLargeForSqlite();
    void statementTimeoutOnSqlite();
    void logRulesAtAnyTime();

private:
    /// A database with the tables t (n) of two rows and log (n), made once per target.
    Database &database();
    static qint64 rowsOf(Database &db, const QString &table)
    {
        return db.rows(u"SELECT count(*) FROM "_s + table).value().first().first().toVariant().toLongLong();
    }
    QHash<QString, Database> m_databases;
};

Database &tst_Statements::database()
{
    const Target target = QUOIN_TARGET();
    Database &db = m_databases[target.name];
    if (!db.isValid()) {
        db = Database::open(freshDatabase(target)).value();
        db.execute(u"CREATE TABLE t (n integer)"_s).value();
        db.execute(u"CREATE TABLE log (n integer)"_s).value();
    }
    db.execute(u"DELETE FROM t"_s).value();
    db.execute(u"INSERT INTO t VALUES (1), (2)"_s).value();
    db.execute(u"DELETE FROM log"_s).value();
    return db;
}

/// Rows for every target on which the text is written.
static void textRows(const char *what, const QString &sql, const QString &engines = u"sqlite postgresql mysql"_s)
{
    for (int target = 0; target < targets().size(); ++target) {
        if (engines.contains(targets().at(target).engine))
            QTest::addRow("%s: %s", qPrintable(targets().at(target).name), what) << target << sql;
    }
}

void tst_Statements::severalStatements_data()
{
    QTest::addColumn<int>("target");
    QTest::addColumn<QString>("sql");
    textRows("two inserts", u"INSERT INTO t VALUES (3); INSERT INTO t VALUES (4)"_s);
    textRows("a query and a DELETE", u"SELECT 1; DELETE FROM t"_s);
    textRows("without a blank", u"SELECT 1;DELETE FROM t;"_s);
    textRows("behind a comment", u"SELECT 1; -- and now\n DELETE FROM t"_s);
    textRows("behind a long comment", u"SELECT 1; /* ; */ DELETE FROM t"_s);
    textRows("behind a text", u"SELECT 'it''s'; DELETE FROM t"_s);
    textRows("a backslash in a text", u"SELECT 'a\\'; DELETE FROM t --'"_s, u"sqlite postgresql"_s);
    textRows("an escaped quote", u"SELECT 'a\\''; DELETE FROM t"_s, u"mysql"_s);
    textRows("a double quote in a text", u"SELECT \"a\\\"\"; DELETE FROM t"_s, u"mysql"_s);
    textRows("an escape string", u"SELECT E'a\\''; DELETE FROM t"_s, u"postgresql"_s);
    textRows("a dollar quote", u"SELECT $a$ ; $a$; DELETE FROM t"_s, u"postgresql"_s);
    textRows("a dollar in a name", u"SELECT 1 AS a$b$; DELETE FROM t; SELECT 1 AS c$b$"_s, u"postgresql"_s);
    textRows("a comment in a comment", u"SELECT 1 /* /* */ */; DELETE FROM t"_s, u"postgresql"_s);
    textRows("a comment that does not nest", u"SELECT 1 /* /* */; DELETE FROM t"_s, u"sqlite mysql"_s);
    textRows("minus minus is no comment", u"SELECT 1--1; DELETE FROM t"_s, u"mysql"_s);
    textRows("code in a comment", u"SELECT 1 /*! ; DELETE FROM t */"_s, u"mysql"_s);
    textRows("MariaDB's code in a comment", u"SELECT 1 /*M!100000 ; DELETE FROM t */"_s, u"mysql"_s);
    textRows("a bracket", u"SELECT 1 AS [a'b]; DELETE FROM t"_s, u"sqlite"_s);
    textRows("a transaction", u"BEGIN; DELETE FROM t; COMMIT"_s);
    textRows("DDL and more", u"CREATE TABLE event (n integer); DELETE FROM t"_s);
}

void tst_Statements::severalStatements()
{
    QFETCH(QString, sql);
    Database &db = database();
    for (int run = 0; run < 2; ++run) {
        const auto executed = db.execute(sql);
        QVERIFY(!executed);
        QCOMPARE(executed.error().kind(), ErrorKind::InvalidQuery);
        QVERIFY2(executed.error().message().contains(u"more than one statement"), qPrintable(executed.error().toString()));
        QCOMPARE(db.rows(sql).error().kind(), ErrorKind::InvalidQuery);
        QCOMPARE(db.connection().value()->run(sql).error().kind(), ErrorKind::InvalidQuery);
    }
    QCOMPARE(rowsOf(db, u"t"_s), 2);
}

void tst_Statements::oneStatement_data()
{
    QTest::addColumn<int>("target");
    QTest::addColumn<QString>("sql");
    textRows("a semicolon at the end", u"SELECT 1;"_s);
    textRows("blanks and comments at the end", u"SELECT 1 ; \n -- DELETE FROM t; \n /* ; */ "_s);
    textRows("two at the end", u"SELECT 1;;"_s, u"sqlite postgresql"_s);
    textRows("in a text", u"SELECT '; DELETE FROM t'"_s);
    textRows("in a name", u"SELECT 1 AS \"a;b\""_s, u"sqlite postgresql"_s);
    textRows("in backticks", u"SELECT 1 AS `a;b`"_s, u"sqlite mysql"_s);
    textRows("in brackets", u"SELECT 1 AS [a;b]"_s, u"sqlite"_s);
    textRows("in a comment", u"SELECT /* ; DELETE */ 1"_s);
    textRows("in a nested comment", u"SELECT /* /* ; */ ; */ 1"_s, u"postgresql"_s);
    textRows("in a dollar quote", u"SELECT $$ ; DELETE FROM t $$"_s, u"postgresql"_s);
    textRows("in a tagged dollar quote", u"SELECT $x$ $$ ; $$ $x$"_s, u"postgresql"_s);
    textRows("behind an escaped quote", u"SELECT 'a\\'; b'"_s, u"mysql"_s);
    textRows("behind a hash", u"SELECT 1 # ; DELETE FROM t"_s, u"mysql"_s);
}

void tst_Statements::oneStatement()
{
    QFETCH(QString, sql);
    Database &db = database();
    const auto rows = db.rows(sql);
    QVERIFY_RESULT(rows);
    QCOMPARE(rows->size(), 1);
}

void tst_Statements::programs_data()
{
    QTest::addColumn<int>("target");
    QTest::addColumn<QString>("sql");
    const QString before = u"CREATE TRIGGER watcher BEFORE INSERT ON t FOR EACH ROW "_s;
    textRows("one statement", before + u"BEGIN INSERT INTO log VALUES (NEW.n); END"_s, u"sqlite mysql"_s);
    textRows("semicolon at the end", before + u"BEGIN INSERT INTO log VALUES (NEW.n); END;"_s, u"sqlite mysql"_s);
    textRows("two statements", before + u"BEGIN DELETE FROM log; INSERT INTO log VALUES (NEW.n); END"_s, u"sqlite mysql"_s);
    textRows("CASE inside",
            before + u"BEGIN INSERT INTO log VALUES (CASE WHEN NEW.n > 0 THEN 1 ELSE 2 END); DELETE FROM log WHERE n = 2; END"_s,
            u"sqlite mysql"_s);
    textRows("without BEGIN", before + u"INSERT INTO log VALUES (NEW.n)"_s, u"mysql"_s);
    textRows("IF without BEGIN", before + u"IF NEW.n > 0 THEN DELETE FROM log; INSERT INTO log VALUES (NEW.n); END IF"_s,
            u"mysql"_s);
    textRows("blocks in blocks",
            before
                    + u"BEGIN DECLARE EXIT HANDLER FOR NOT FOUND BEGIN END; "
                      "IF NEW.n > 0 THEN BEGIN CASE NEW.n WHEN 3 THEN INSERT INTO log VALUES (3); END CASE; END; END IF; END"_s,
            u"mysql"_s);
}

void tst_Statements::programs()
{
    QFETCH(QString, sql);
    Database &db = database();
    QVERIFY_RESULT(db.execute(sql));
    const auto inserted = db.execute(u"INSERT INTO t VALUES (3)"_s);
    const auto dropped = db.execute(u"DROP TRIGGER watcher"_s);
    QVERIFY_RESULT(inserted);
    QVERIFY_RESULT(dropped);
    QCOMPARE(*inserted, 1);
    QCOMPARE(rowsOf(db, u"log"_s), 1);
}

/// A program as each engine writes it runs, but not with a statement behind it.
void tst_Statements::programAndMore()
{
    const QString engine = QUOIN_TARGET().engine;
    const QString program = engine == "sqlite"_L1
            ? u"CREATE TRIGGER p AFTER INSERT ON t BEGIN DELETE FROM log; INSERT INTO log VALUES (NEW.n); END"_s
            : engine == "mysql"_L1 ? u"CREATE PROCEDURE p() BEGIN DELETE FROM log; INSERT INTO log VALUES (1); END"_s
                                   : u"CREATE PROCEDURE p() LANGUAGE plpgsql AS $$ BEGIN DELETE FROM log; "
                                     "INSERT INTO log VALUES (1); END $$"_s;
    Database &db = database();
    const auto refused = db.execute(program + u"; DELETE FROM t"_s);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind(), ErrorKind::InvalidQuery);
    QVERIFY_RESULT(db.execute(program + u" ;"_s));
    QVERIFY_RESULT(db.execute(engine == "sqlite"_L1 ? u"INSERT INTO t VALUES (3)"_s : u"CALL p()"_s));
    QCOMPARE(rowsOf(db, u"log"_s), 1);
    QVERIFY_RESULT(db.execute(engine == "sqlite"_L1 ? u"DROP TRIGGER p"_s : u"DROP PROCEDURE p"_s));
    if (engine == "postgresql"_L1) {
        QVERIFY_RESULT(db.execute(u"CREATE PROCEDURE p() BEGIN ATOMIC DELETE FROM log; INSERT INTO log VALUES (2); END"_s));
        QVERIFY_RESULT(db.execute(u"DROP PROCEDURE p"_s));
        QVERIFY_RESULT(db.execute(
                u"CREATE RULE r AS ON DELETE TO t DO ALSO (INSERT INTO log VALUES (1); INSERT INTO log VALUES (2))"_s));
        QVERIFY_RESULT(db.execute(u"DROP RULE r ON t"_s));
        QVERIFY_RESULT(db.execute(u"DO $$ BEGIN DELETE FROM log; DELETE FROM t; END $$"_s));
    }
}

void tst_Statements::countedRows_data()
{
    QTest::addColumn<int>("target");
    QTest::addColumn<QString>("sql");
    QTest::addColumn<qint64>("rows");
    const auto row = [](const QString &sql, qint64 rows, const QString &engines = u"sqlite postgresql mysql"_s) {
        for (int target = 0; target < targets().size(); ++target) {
            if (engines.contains(targets().at(target).engine))
                QTest::addRow("%s: %s", qPrintable(targets().at(target).name), qPrintable(sql)) << target << sql << rows;
        }
    };
    row(u"SELECT n FROM t"_s, 0);
    row(u"-- a comment\nSELECT n FROM t"_s, 0);
    row(u"(SELECT n FROM t)"_s, 0, u"postgresql mysql"_s);
    row(u"WITH x AS (SELECT n FROM t) SELECT n FROM x"_s, 0);
    row(u"CREATE TABLE other (n integer)"_s, 0);
    row(u"CREATE TABLE other AS SELECT n FROM t"_s, 0);
    row(u"INSERT INTO t VALUES (3), (4), (5)"_s, 3);
    row(u"  /* a */ INSERT INTO t SELECT n FROM t"_s, 2);
    row(u"INSERT INTO t VALUES (3), (4) RETURNING n"_s, 2, u"sqlite postgresql"_s);
    row(u"UPDATE t SET n = 7 WHERE n = 1"_s, 1);
    row(u"UPDATE t SET n = n"_s, 2); // matched
    row(u"UPDATE t SET n = 7 WHERE n = 100"_s, 0);
    row(u"DELETE FROM t"_s, 2);
    row(u"DELETE FROM t WHERE n = 100"_s, 0);
    row(u"WITH x AS (SELECT 1 AS n) DELETE FROM t WHERE n IN (SELECT n FROM x)"_s, 1, u"sqlite postgresql"_s);
    row(u"WITH x AS (DELETE FROM t RETURNING n) SELECT n FROM x"_s, 0, u"postgresql"_s);
    row(u"PRAGMA user_version"_s, 0, u"sqlite"_s);
    row(u"TRUNCATE TABLE t"_s, 0, u"postgresql mysql"_s);
}

void tst_Statements::countedRows()
{
    QFETCH(QString, sql);
    QFETCH(qint64, rows);
    Database &db = database();
    QVERIFY_RESULT(db.execute(u"DROP TABLE IF EXISTS other"_s));
    for (int run = 0; run < 2; ++run) {
        const auto counted = db.execute(sql);
        QVERIFY_RESULT(counted);
        QCOMPARE(*counted, rows);
        (void)database();
        QVERIFY_RESULT(db.execute(u"DROP TABLE IF EXISTS other"_s));
    }
}

/// Undone with the transaction, or refused before it is sent: never committed without a word.
void tst_Statements::schemaInATransaction()
{
    Database &db = database();
    const bool undone = db.dialect().capabilities().transactionalDdl;
    const QString create = u"CREATE TABLE made (n integer)"_s;
    // Prepared and kept, as it would be the second time.
    QVERIFY_RESULT(db.execute(create));
    QVERIFY_RESULT(db.execute(u"DROP TABLE made"_s));
    for (const bool directly : { false, true }) {
        auto transaction = db.begin().value();
        QVERIFY_RESULT(db.execute(u"INSERT INTO t VALUES (3)"_s));
        const auto made = directly ? db.connection().value()->run(create) : db.execute(create).transform([](qint64) { });
        if (undone) {
            QVERIFY_RESULT(made);
        } else {
            QVERIFY(!made);
            QCOMPARE(made.error().kind(), ErrorKind::Transaction);
            QVERIFY2(made.error().toString().contains(u"before the transaction"), qPrintable(made.error().toString()));
            QVERIFY_RESULT(db.execute(u"INSERT INTO t VALUES (4)"_s)); // nothing was sent: the transaction goes on
        }
        QVERIFY_RESULT(transaction.rollback());
        QCOMPARE(rowsOf(db, u"t"_s), 2);
        QVERIFY(!db.rows(u"SELECT n FROM made"_s));
    }
}

void tst_Statements::temporaryTableInATransaction()
{
    Database &db = database();
    auto transaction = db.begin().value();
    QVERIFY_RESULT(db.execute(u"INSERT INTO t VALUES (3)"_s));
    QVERIFY_RESULT(db.execute(u"CREATE TEMPORARY TABLE short (n integer)"_s));
    QVERIFY_RESULT(transaction.rollback());
    QCOMPARE(rowsOf(db, u"t"_s), 2);
    if (QUOIN_TARGET().engine == "mysql"_L1)
        QVERIFY_RESULT(db.execute(u"DROP TEMPORARY TABLE short"_s));
}

void tst_Statements::transactionStatements_data()
{
    QTest::addColumn<int>("target");
    QTest::addColumn<QString>("sql");
    for (const char *sql : { "COMMIT", "commit;", "ROLLBACK", "/* */ BEGIN" })
        textRows(sql, QString::fromLatin1(sql));
    textRows("END", u"END"_s, u"sqlite postgresql"_s);
    textRows("START TRANSACTION", u"START TRANSACTION"_s, u"postgresql mysql"_s);
    textRows("autocommit", u"SET autocommit = 1"_s, u"mysql"_s);
}

void tst_Statements::transactionStatements()
{
    QFETCH(QString, sql);
    Database &db = database();
    auto transaction = db.begin().value();
    QVERIFY_RESULT(db.execute(u"INSERT INTO t VALUES (3)"_s));
    const auto refused = db.execute(sql);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind(), ErrorKind::Transaction);
    QVERIFY(!db.connection().value()->run(sql));
    QVERIFY_RESULT(db.execute(u"SAVEPOINT mine"_s));
    QVERIFY_RESULT(db.execute(u"INSERT INTO t VALUES (4)"_s));
    QVERIFY_RESULT(db.execute(u"ROLLBACK TO SAVEPOINT mine"_s));
    QCOMPARE(rowsOf(db, u"t"_s), 3);
    QVERIFY_RESULT(transaction.rollback());
    QCOMPARE(rowsOf(db, u"t"_s), 2);
}

/// What no word of the statement tells: seen by the native way, which asks the connection's state.
void tst_Statements::endedByAProcedure()
{
    const QList<Target> all = targets();
    const auto target = std::ranges::find(all, u"mysql-native"_s, &Target::name);
    Database db = Database::open(freshDatabase(*target)).value();
    QVERIFY_RESULT(db.execute(u"CREATE TABLE t (n integer)"_s));
    QVERIFY_RESULT(db.execute(u"CREATE PROCEDURE keep() BEGIN COMMIT; END"_s));
    auto transaction = db.begin().value();
    QVERIFY_RESULT(db.execute(u"INSERT INTO t VALUES (1)"_s));
    const auto called = db.execute(u"CALL keep()"_s);
    QVERIFY(!called);
    QCOMPARE(called.error().kind(), ErrorKind::Transaction);
    QVERIFY(!db.execute(u"INSERT INTO t VALUES (2)"_s)); // would be outside of any transaction
    QVERIFY(!transaction.commit());
    QCOMPARE(rowsOf(db, u"t"_s), 1);
}

void tst_Statements::tooLargeForSqlite_data()
{
    QTest::addColumn<int>("target");
    QTest::addColumn<Value>("value");
    for (int target = 0; target < targets().size(); ++target) {
        if (targets().at(target).engine != "sqlite"_L1)
            continue;
        const QByteArray name = targets().at(target).name.toLatin1();
        QTest::addRow("%s: text", name.constData()) << target << Value(QString(2000, u'a'));
        QTest::addRow("%s: binary", name.constData()) << target << Value(QByteArray(2000, 'a'));
        QTest::addRow("%s: JSON", name.constData()) << target << Value(quoin::JsonText { '"' + QByteArray(2000, 'a') + '"' });
    }
}

/// Never stored as NULL: SQLite's own limit, lowered for that.
void tst_Statements::tooLargeForSqlite()
{
    QFETCH(Value, value);
    const QStringList before = QSqlDatabase::connectionNames();
    Database db = Database::open(freshDatabase(QUOIN_TARGET())).value();
    QVERIFY_RESULT(db.execute(u"CREATE TABLE t (n)"_s));
    for (const QString &name : QSqlDatabase::connectionNames()) {
        if (before.contains(name))
            continue;
        const QVariant handle = QSqlDatabase::database(name, false).driver()->handle();
        sqlite3_limit(*static_cast<sqlite3 *const *>(handle.constData()), SQLITE_LIMIT_LENGTH, 1000);
    }
    const auto stored = db.execute(u"INSERT INTO t VALUES (?)"_s, { value });
    QVERIFY(!stored);
    QCOMPARE(stored.error().kind(), ErrorKind::Conversion);
    QCOMPARE(rowsOf(db, u"t"_s), 0);
    QVERIFY_RESULT(db.execute(u"INSERT INTO t VALUES (?)"_s, { u"short"_s }));
}

void tst_Statements::statementTimeoutOnSqlite()
{
    const QString endless = u"WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c"_s;
    Database db = Database::open(u"sqlite::memory:?statementTimeout=200ms"_s).value();
    QElapsedTimer timer;
    timer.start();
    const auto rows = db.rows(endless);
    QVERIFY(!rows);
    QCOMPARE(rows.error().kind(), ErrorKind::Timeout);
    QVERIFY2(timer.elapsed() >= 150 && timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
    QCOMPARE(db.execute(endless).error().kind(), ErrorKind::Timeout);
    QCOMPARE(db.connection().value()->run(endless).error().kind(), ErrorKind::Timeout);
    QVERIFY_RESULT(db.rows(u"SELECT 1"_s));
    const auto byQSqlQuery = Database::open(u"sqlite::memory:?statementTimeout=200ms&native=off"_s);
    QVERIFY(!byQSqlQuery);
    QCOMPARE(byQSqlQuery.error().kind(), ErrorKind::Configuration);
}

/// \see QLoggingCategory::setFilterRules()
void tst_Statements::logRulesAtAnyTime()
{
    Database db = Database::open(u"sqlite::memory:"_s).value();
    static QStringList lines;
    const auto previous = qInstallMessageHandler([](QtMsgType, const QMessageLogContext &context, const QString &line) {
        if (qstrcmp(context.category, "quoin.statement") == 0)
            lines += line;
    });
    QVERIFY_RESULT(db.rows(u"SELECT 1"_s));
    QLoggingCategory::setFilterRules(u"quoin.statement.debug=true"_s);
    QVERIFY_RESULT(db.rows(u"SELECT 2"_s));
    QLoggingCategory::setFilterRules({});
    QVERIFY_RESULT(db.rows(u"SELECT 3"_s));
    qInstallMessageHandler(previous);
    QCOMPARE(lines.size(), 1);
    QVERIFY2(lines.first().contains(u"SELECT 2"), qPrintable(lines.first()));
}

QTEST_GUILESS_MAIN(tst_Statements)
#include "tst_statements.moc"
