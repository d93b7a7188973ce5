// SPDX-License-Identifier: MIT
// What a program meets when the ground is not as it should be: each is one clear Error with its kind, on each engine and by both
// ways.
#include "diskfull.h"
#include "otheruser.h"
#include "silentserver.h"
#include "tables.h"
#include "testsupport.h"

#include <quoin/quoin.h>

#include <QElapsedTimer>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QUrl>
#include <QUrlQuery>

using namespace Qt::StringLiterals;
using namespace quoin::test;
using quoin::Database;
using quoin::Error;
using quoin::ErrorKind;
using quoin::Result;

class Note
{
    Q_GADGET
    QUOIN_MODEL("notes", "")
    QUOIN_FIELD(qint64, id, "primaryKey, autoIncrement")
    QUOIN_FIELD(QString, title, "maxLength=80")
    QUOIN_FIELD(int, stars, "")
};

/// The table of Page is not as the model says.
class Page
{
    Q_GADGET
    QUOIN_MODEL("pages", "")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(std::optional<bool>, flag, "")
    QUOIN_FIELD(std::optional<int>, number, "")
    QUOIN_FIELD(std::optional<double>, real, "")
    QUOIN_FIELD(std::optional<quoin::Decimal>, price, "precision=12, scale=2")
    QUOIN_FIELD(std::optional<QDate>, day, "")
    QUOIN_FIELD(std::optional<QTime>, hour, "")
    QUOIN_FIELD(std::optional<QDateTime>, at, "")
    QUOIN_FIELD(std::optional<QUuid>, uuid, "")
    QUOIN_FIELD(std::optional<QJsonObject>, json, "")
    QUOIN_FIELD(std::optional<QStringList>, words, "")
};

/// What every error has to have. \a said: a piece of its text.
static void verifyError(const Error &error, ErrorKind kind, const QString &said = {})
{
    QVERIFY2(error.kind() == kind, qPrintable(quoin::errorKindName(kind) + u" was expected:\n"_s + error.toString()));
    QVERIFY2(!error.message().isEmpty() && error.message().endsWith(u'.'), qPrintable(error.toString()));
    QVERIFY2(error.toString().contains(said, Qt::CaseInsensitive),
            qPrintable(u"\""_s + said + u"\" was expected:\n"_s + error.toString()));
}

/// For a Result that has to be an error. The test goes on only when it is.
#define VERIFY_FAILS(expression, ...) \
    do { \
        const auto &failed_ = (expression); \
        QVERIFY2(!failed_.has_value(), #expression " did not fail"); \
        verifyError(failed_.error(), __VA_ARGS__); \
        if (QTest::currentTestFailed()) \
            return; \
    } while (false)

class tst_BadInput : public QObject
{
    Q_OBJECT

private slots:
    void wrongUrl_data();
    void wrongUrl();
    void missingDriver_data() { QUOIN_TARGET_ROWS(); }
    void missingDriver();
    void refusedConnection_data() { serverRows(); }
    void refusedConnection();
    void connectingIsTriedAgain_data() { serverRows(); }
    void connectingIsTriedAgain();
    void serverThatNeverAnswers_data() { serverRows(); }
    void serverThatNeverAnswers();
    void unknownHost_data() { serverRows(); }
    void unknownHost();
    void wrongPassword_data() { serverRows(); }
    void wrongPassword();
    void unknownUser_data() { serverRows(); }
    void unknownUser();
    void unknownDatabase_data() { serverRows(); }
    void unknownDatabase();
    void missingFolder_data() { sqliteRows(); }
    void missingFolder();
    void folderInPlaceOfFile_data() { sqliteRows(); }
    void folderInPlaceOfFile();
    void readOnlyFile_data() { sqliteRows(); }
    void readOnlyFile();
    void readOnlyConnection_data() { QUOIN_TARGET_ROWS(); }
    void readOnlyConnection();
    void notADatabase_data() { sqliteRows(); }
    void notADatabase();
    void damagedFile_data() { sqliteRows(); }
    void damagedFile();
    void diskFull_data() { QUOIN_TARGET_ROWS(); }
    void diskFull();
    void missingTable_data() { QUOIN_TARGET_ROWS(); }
    void missingTable();
    void missingColumn_data() { QUOIN_TARGET_ROWS(); }
    void missingColumn();
    void furtherColumn_data() { QUOIN_TARGET_ROWS(); }
    void furtherColumn();
    void columnsOfOtherTypes_data();
    void columnsOfOtherTypes();
    void wrongSql_data();
    void wrongSql();
    void wrongNumberOfBindings_data() { QUOIN_TARGET_ROWS(); }
    void wrongNumberOfBindings();
    void neverOpened();

private:
    static void rowsOf(bool sqlite);
    static void serverRows() { rowsOf(false); }
    static void sqliteRows() { rowsOf(true); }
};

void tst_BadInput::rowsOf(bool sqlite)
{
    QTest::addColumn<int>("target");
    for (int row = 0; row < targets().size(); ++row) {
        if ((targets().at(row).engine == "sqlite"_L1) == sqlite)
            QTest::newRow(qPrintable(targets().at(row).name)) << row;
    }
}

/// The server's URL, by the target's way, with no patience for what cannot succeed.
static QUrl urlOf(const Target &target)
{
    QUrl url(serverUrl(target.engine));
    QUrlQuery query;
    query.addQueryItem(u"connectRetries"_s, u"0"_s);
    if (!target.native)
        query.addQueryItem(u"native"_s, u"off"_s);
    url.setQuery(query);
    return url;
}

static Result<Database> open(const QUrl &url) { return Database::open(url.toString(QUrl::FullyEncoded)); }

static QString sqliteUrl(const Target &target, const QString &path)
{
    return u"sqlite://"_s + QString::fromLatin1(QUrl::toPercentEncoding(path, "/"))
            + (target.native ? QString() : u"?native=off"_s);
}

void tst_BadInput::wrongUrl_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("said");
    QTest::newRow("empty") << QString() << u"empty"_s;
    QTest::newRow("unknown engine") << u"postgresq://h/d"_s << u"\"postgresql\""_s;
    QTest::newRow("unknown option") << u"sqlite::memory:?busyTimout=5s"_s << u"\"busyTimeout\""_s;
    QTest::newRow("option of another engine") << u"sqlite::memory:?sslMode=require"_s << u"sslMode"_s;
    QTest::newRow("wrong value") << u"sqlite::memory:?native=sometimes"_s << u"on or off"_s;
    QTest::newRow("no database") << u"mysql://ann:hunter2@h"_s << u"no database"_s;
}

/// tst_url has all of them; here, that Database::open() passes them on.
void tst_BadInput::wrongUrl()
{
    QFETCH(QString, url);
    QFETCH(QString, said);
    VERIFY_FAILS(Database::open(url), ErrorKind::Configuration, said);
}

// ---- no driver: in a child process that looks for plugins nowhere

/// Opens the URL of the environment and prints what came of it; the exit code is the error's kind.
static int openWithoutPlugins()
{
    QCoreApplication::setLibraryPaths({});
    const auto opened = Database::fromEnvironment("QUOIN_TEST_URL");
    fprintf(stdout, "%s\n", qPrintable(opened ? u"opened"_s : opened.error().toString()));
    return opened ? 0 : 100 + int(opened.error().kind());
}

void tst_BadInput::missingDriver()
{
    const Target target = QUOIN_TARGET();
    QProcess child;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"QUOIN_TEST_URL"_s, freshDatabase(target));
    environment.remove(u"QT_PLUGIN_PATH"_s);
    child.setProcessEnvironment(environment);
    child.start(QCoreApplication::applicationFilePath(), { u"--without-plugins"_s });
    QVERIFY(child.waitForFinished());
    const QByteArray printed = child.readAllStandardOutput();
    QVERIFY2(child.exitCode() == 100 + int(ErrorKind::Configuration), printed.constData());
    const QByteArray driver = target.engine == "sqlite"_L1 ? "QSQLITE" : target.engine == "mysql"_L1 ? "QMYSQL" : "QPSQL";
    QVERIFY2(printed.contains(driver), printed.constData());
    QVERIFY2(printed.contains("libqt6sql6"), printed.constData()); // what to install
}

// ---- no connection

void tst_BadInput::refusedConnection()
{
    QUrl url = urlOf(QUOIN_TARGET());
    url.setPort(1); // nobody listens there
    const auto opened = open(url);
    VERIFY_FAILS(opened, ErrorKind::Connection, u"host and port"_s);
    QVERIFY(opened.error().isRetryable());
}

void tst_BadInput::connectingIsTriedAgain()
{
    QUrl url = urlOf(QUOIN_TARGET());
    url.setPort(1);
    QUrlQuery query(url);
    query.removeQueryItem(u"connectRetries"_s);
    query.addQueryItem(u"connectRetries"_s, u"3"_s);
    url.setQuery(query);
    QElapsedTimer timer;
    timer.start();
    VERIFY_FAILS(open(url), ErrorKind::Connection);
    QVERIFY2(timer.elapsed() >= 25 + 50 + 100, "there were no pauses between the attempts");
}

void tst_BadInput::serverThatNeverAnswers()
{
    const SilentServer server;
    QUrl url = urlOf(QUOIN_TARGET());
    url.setHost(u"127.0.0.1"_s);
    url.setPort(server.port());
    QUrlQuery query(url);
    query.addQueryItem(u"connectTimeout"_s, u"2s"_s);
    url.setQuery(query);
    QElapsedTimer timer;
    timer.start();
    VERIFY_FAILS(open(url), ErrorKind::Timeout, u"in time"_s);
    QVERIFY2(timer.elapsed() < 10'000, "the time limit was not kept");
}

void tst_BadInput::unknownHost()
{
    QUrl url = urlOf(QUOIN_TARGET());
    url.setHost(u"no-such-host.invalid"_s);
    VERIFY_FAILS(open(url), ErrorKind::Connection, u"server's name"_s);
}

void tst_BadInput::wrongPassword()
{
    QUrl url = urlOf(QUOIN_TARGET());
    url.setPassword(u"not-the-password"_s);
    const auto opened = open(url);
    VERIFY_FAILS(opened, ErrorKind::Connection, u"password"_s);
    QVERIFY(!opened.error().isRetryable());
    QVERIFY(!opened.error().toString().contains(u"not-the-password"));
}

void tst_BadInput::unknownUser()
{
    QUrl url = urlOf(QUOIN_TARGET());
    url.setUserName(u"nobody-of-this-name"_s);
    VERIFY_FAILS(open(url), ErrorKind::Connection, u"user name or the password"_s);
}

void tst_BadInput::unknownDatabase()
{
    QUrl url = urlOf(QUOIN_TARGET());
    url.setPath(u"/no_such_database"_s);
    const auto opened = open(url);
    VERIFY_FAILS(opened, ErrorKind::Connection, u"no database of this name"_s);
    QVERIFY(!opened.error().isRetryable());
}

// ---- files

void tst_BadInput::missingFolder()
{
    const QTemporaryDir folder;
    VERIFY_FAILS(
            Database::open(sqliteUrl(QUOIN_TARGET(), folder.filePath(u"none/a.sqlite"_s))), ErrorKind::Connection, u"folder"_s);
}

void tst_BadInput::folderInPlaceOfFile()
{
    const QTemporaryDir folder;
    VERIFY_FAILS(Database::open(sqliteUrl(QUOIN_TARGET(), folder.path())), ErrorKind::Connection, u"cannot be opened"_s);
}

/// Opens the URL of the environment, reads one row and fails to write another. The exit code is 0 when all went as it should.
static int writeToReadOnlyFile()
{
    auto opened = Database::fromEnvironment("QUOIN_TEST_URL");
    if (!opened) {
        fprintf(stdout, "not even opened: %s\n", qPrintable(opened.error().toString()));
        return 1;
    }
    const auto read = opened->get<Note>(1);
    Note note { .title = u"new"_s };
    const auto written = opened->insert(note);
    fprintf(stdout, "%s\n", qPrintable(read ? read->title : read.error().toString()));
    fprintf(stdout, "%s\n", qPrintable(written ? u"written"_s : written.error().toString()));
    return read && !written && written.error().kind() == ErrorKind::Connection && written.error().message().contains(u"read-only")
            ? 0
            : 2;
}

void tst_BadInput::readOnlyFile()
{
    const Target target = QUOIN_TARGET();
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"notes.sqlite"_s);
    {
        auto database = Database::open(sqliteUrl(target, path) + (target.native ? u"?"_s : u"&"_s) + u"journalMode=delete"_s);
        QVERIFY_RESULT(database);
        QVERIFY_RESULT(createTables<Note>(*database));
        Note note { .title = u"old"_s };
        QVERIFY_RESULT(database->insert(note));
        database->close();
    }
    QVERIFY(QFile::setPermissions(path, QFile::ReadOwner | QFile::ReadGroup | QFile::ReadOther));
    QVERIFY(QFile::setPermissions(folder.path(), QFile::ReadOwner | QFile::ExeOwner | QFile::ReadOther | QFile::ExeOther));
    // root may write everything, so the child gives that up.
    QProcess child;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(
            u"QUOIN_TEST_URL"_s, sqliteUrl(target, path) + (target.native ? u"?"_s : u"&"_s) + u"journalMode=delete"_s);
    child.setProcessEnvironment(environment);
    child.setChildProcessModifier([] { becomeOtherUser(); });
    child.start(QCoreApplication::applicationFilePath(), { u"--read-only-file"_s });
    QVERIFY2(child.waitForFinished(), qPrintable(child.errorString()));
    QFile::setPermissions(folder.path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    QVERIFY2(child.exitCode() == 0, QByteArray(child.readAllStandardOutput() + child.readAllStandardError()).constData());
}

void tst_BadInput::readOnlyConnection()
{
    const QString url = freshDatabase(QUOIN_TARGET());
    auto writable = Database::open(url);
    QVERIFY_RESULT(writable);
    QVERIFY_RESULT(createTables<Note>(*writable));
    Note note { .title = u"old"_s };
    QVERIFY_RESULT(writable->insert(note));

    auto readOnly = Database::open(url + (url.contains(u'?') ? u"&"_s : u"?"_s) + u"readOnly=yes"_s);
    QVERIFY_RESULT(readOnly);
    QVERIFY_RESULT(readOnly->get<Note>(note.id));
    Note another { .title = u"new"_s };
    const auto written = readOnly->insert(another);
    QVERIFY(!written);
    QVERIFY2(written.error().toString().contains(u"read-only", Qt::CaseInsensitive), qPrintable(written.error().toString()));
    QVERIFY_RESULT(readOnly->get<Note>(note.id)); // the connection is as good as before
    QCOMPARE(readOnly->query<Note>().count().value_or(-1), 1);
}

static void writeFile(const QString &path, qint64 at, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QFile::ReadWrite));
    QVERIFY(file.seek(at));
    QCOMPARE(file.write(bytes), bytes.size());
}

void tst_BadInput::notADatabase()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"letter.sqlite"_s);
    writeFile(path, 0, QByteArray("Dear Ann, this is no database. ").repeated(500));
    VERIFY_FAILS(Database::open(sqliteUrl(QUOIN_TARGET(), path)), ErrorKind::Connection, u"not an SQLite database"_s);
}

void tst_BadInput::damagedFile()
{
    const Target target = QUOIN_TARGET();
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"notes.sqlite"_s);
    {
        auto database = Database::open(sqliteUrl(target, path));
        QVERIFY_RESULT(database);
        QVERIFY_RESULT(createTables<Note>(*database));
        auto transaction = database->begin();
        QVERIFY_RESULT(transaction);
        for (int i = 0; i < 2000; ++i) {
            Note note { .title = u"a note that fills pages"_s, .stars = i };
            QVERIFY_RESULT(database->insert(note));
        }
        QVERIFY_RESULT(transaction->commit());
        database->close();
    }
    writeFile(path, 4096, QByteArray(8 * 4096, char(0xa5))); // the header and the schema stay, pages of rows do not
    auto database = Database::open(sqliteUrl(target, path));
    QVERIFY_RESULT(database);
    VERIFY_FAILS(database->query<Note>().all(), ErrorKind::Connection, u"damaged"_s);
    auto again = Database::open(sqliteUrl(target, path));
    QVERIFY_RESULT(again);
    const auto checked = again->integrityCheck();
    if (checked)
        QVERIFY(!checked->isEmpty());
    else
        verifyError(checked.error(), ErrorKind::Connection, u"damaged"_s);
}

void tst_BadInput::diskFull()
{
    const Target target = QUOIN_TARGET();
    const FullDisk disk(target);
    auto database = Database::open(disk.url());
    QVERIFY_RESULT(database);
    QVERIFY_RESULT(disk.createTable(*database));
    const QString text(1000, u'x');
    Result<qint64> stored;
    int rows = 0;
    for (; stored && rows < 20'000; ++rows)
        stored = database->execute(FullDisk::insertSql(*database), { quoin::Value(rows + 1), quoin::Value(text) });
    VERIFY_FAILS(stored, ErrorKind::Connection, u"full"_s);
    QVERIFY2(rows > 1, "not even the first row was stored");
    // What was stored is there, and the connection works.
    const auto counted = database->rows(u"SELECT count(*) FROM full_disk"_s);
    QVERIFY_RESULT(counted);
    QCOMPARE(counted->at(0).at(0), quoin::Value(rows - 1));
    database->close();
}

// ---- tables that are not as the models say

void tst_BadInput::missingTable()
{
    auto database = Database::open(freshDatabase(QUOIN_TARGET()));
    QVERIFY_RESULT(database);
    Note note { .id = 1, .title = u"a"_s };
    VERIFY_FAILS(database->get<Note>(1), ErrorKind::InvalidQuery, u"notes"_s);
    VERIFY_FAILS(database->query<Note>().all(), ErrorKind::InvalidQuery, u"notes"_s);
    VERIFY_FAILS(database->query<Note>().count(), ErrorKind::InvalidQuery, u"notes"_s);
    VERIFY_FAILS(database->update(note), ErrorKind::InvalidQuery, u"notes"_s);
    VERIFY_FAILS(database->remove(note), ErrorKind::InvalidQuery, u"notes"_s);
    note.id = 0;
    const auto inserted = database->insert(note);
    VERIFY_FAILS(inserted, ErrorKind::InvalidQuery, u"notes"_s);
    QVERIFY2(inserted.error().hint().contains(u"sync()"), qPrintable(inserted.error().toString())); // what to do
    QCOMPARE(inserted.error().model(), u"Note"_s);
    QVERIFY_RESULT(createTables<Note>(*database)); // and then all is well, on the same connection
    QVERIFY_RESULT(database->insert(note));
}

void tst_BadInput::missingColumn()
{
    const Target target = QUOIN_TARGET();
    auto database = Database::open(freshDatabase(target));
    QVERIFY_RESULT(database);
    QVERIFY_RESULT(database->execute(u"CREATE TABLE notes (id INTEGER PRIMARY KEY, title VARCHAR(80))"_s));
    QVERIFY_RESULT(database->execute(u"INSERT INTO notes (id, title) VALUES (1, 'a')"_s));
    Note note { .title = u"a"_s, .stars = 3 };
    VERIFY_FAILS(database->insert(note), ErrorKind::InvalidQuery, u"stars"_s);
    note.id = 1;
    VERIFY_FAILS(database->update(note), ErrorKind::InvalidQuery, u"stars"_s);
    if (target.name == "sqlite-qsqlquery"_L1) {
        // SQLite takes an unknown name in double quotes for a text; its own call to forbid that is not to be had through
        // QSqlQuery.
        VERIFY_FAILS(database->get<Note>(1), ErrorKind::Conversion, u"stars"_s);
        return;
    }
    VERIFY_FAILS(database->get<Note>(1), ErrorKind::InvalidQuery, u"stars"_s);
    VERIFY_FAILS(database->query<Note>().filter(quoin::field<&Note::stars> > 1).count(), ErrorKind::InvalidQuery, u"stars"_s);
}

/// One that the model does not know is no harm unless the table insists on it.
void tst_BadInput::furtherColumn()
{
    auto database = Database::open(freshDatabase(QUOIN_TARGET()));
    QVERIFY_RESULT(database);
    QVERIFY_RESULT(createTables<Note>(*database));
    QVERIFY_RESULT(database->execute(u"ALTER TABLE notes ADD COLUMN colour VARCHAR(10) DEFAULT 'red'"_s));
    Note note { .title = u"a"_s };
    QVERIFY_RESULT(database->insert(note));
    QVERIFY_RESULT(database->get<Note>(note.id));
    QVERIFY_RESULT(database->execute(u"DROP TABLE notes"_s));
    // SQLite gives a lone INTEGER PRIMARY KEY its numbers; the servers are given one.
    const QString key = database->options().engine == quoin::Engine::Mysql ? u"BIGINT AUTO_INCREMENT PRIMARY KEY"_s
            : database->options().engine == quoin::Engine::Postgresql      ? u"BIGSERIAL PRIMARY KEY"_s
                                                                           : u"INTEGER PRIMARY KEY"_s;
    QVERIFY_RESULT(database->execute(
            u"CREATE TABLE notes (id "_s + key + u", title VARCHAR(80), stars INTEGER, owner VARCHAR(10) NOT NULL)"_s));
    VERIFY_FAILS(database->insert(note = { .title = u"b"_s }), ErrorKind::NotNullViolation, u"owner"_s);
}

void tst_BadInput::columnsOfOtherTypes_data()
{
    QTest::addColumn<int>("target");
    QTest::addColumn<QString>("column");
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("value");
    // A column's type that none of the model's is, with a value that says nothing to it.
    const QList<std::pair<QString, QString>> foreign {
        { u"VARCHAR(40)"_s, u"'no number, no date'"_s },
        { u"VARCHAR(40)"_s, u"'12 apples'"_s },
        { u"VARCHAR(40)"_s, u"'2024-02-30'"_s },
        { u"VARCHAR(40)"_s, u"'{'"_s },
    };
    const QStringList columns { u"flag"_s, u"number"_s, u"real"_s, u"price"_s, u"day"_s, u"hour"_s, u"at"_s, u"uuid"_s, u"json"_s,
        u"words"_s };
    for (int target = 0; target < targets().size(); ++target) {
        for (const QString &column : columns) {
            for (const auto &[type, value] : foreign)
                QTest::addRow("%s: %s is %s", qPrintable(targets().at(target).name), qPrintable(column), qPrintable(value))
                        << target << column << type << value;
        }
        const auto row = [&](const char *name, const QString &column, const QString &type, const QString &value) {
            QTest::addRow("%s: %s", qPrintable(targets().at(target).name), name) << target << column << type << value;
        };
        row("a fraction for an int", u"number"_s, u"DOUBLE PRECISION"_s, u"1.5"_s);
        row("a number beyond an int", u"number"_s, u"BIGINT"_s, u"3000000000"_s);
        row("a number for a UUID", u"uuid"_s, u"INTEGER"_s, u"7"_s);
        row("a number for JSON", u"json"_s, u"INTEGER"_s, u"7"_s);
        row("a number for a list", u"words"_s, u"INTEGER"_s, u"7"_s);
        row("a real for a day", u"day"_s, u"DOUBLE PRECISION"_s, u"1.5"_s);
        row("a time for a day", u"day"_s, u"TIME"_s, u"'12:00:00'"_s);
        row("a day for a UUID", u"uuid"_s, u"DATE"_s, u"'2024-02-29'"_s);
        row("JSON of another shape", u"json"_s, u"VARCHAR(40)"_s, u"'[1]'"_s);
    }
}

/// A value that is not of the property's type is a Conversion error that names the column: never a wrong value, never a crash.
void tst_BadInput::columnsOfOtherTypes()
{
    QFETCH(QString, column);
    QFETCH(QString, type);
    QFETCH(QString, value);
    const Target target = QUOIN_TARGET();
    static QHash<QString, Database> databases; // one a target, for all rows
    if (!databases.contains(target.name))
        databases.insert(target.name, Database::open(freshDatabase(target)).value());
    Database *const database = &databases[target.name];
    QVERIFY_RESULT(database->execute(u"DROP TABLE IF EXISTS pages"_s));
    QVERIFY_RESULT(createTables<Page>(*database));
    const QString name = database->dialect().syntax().quoted(column);
    QVERIFY_RESULT(database->execute(u"ALTER TABLE pages DROP COLUMN "_s + name));
    QVERIFY_RESULT(database->execute(u"ALTER TABLE pages ADD COLUMN "_s + name + u' ' + type));
    QVERIFY_RESULT(database->execute(u"INSERT INTO pages (id, "_s + name + u") VALUES (1, "_s + value + u')'));
    database->close(); // no statement shall be left that was prepared for the table as it was
    const auto read = database->get<Page>(1);
    QVERIFY2(!read, "a value was made of it");
    verifyError(read.error(), ErrorKind::Conversion, column);
    QVERIFY(!QTest::currentTestFailed());
    // NULL in the same column is as good as ever, and so is the connection.
    QVERIFY_RESULT(database->execute(u"UPDATE pages SET "_s + name + u" = NULL"_s));
    QVERIFY_RESULT(database->get<Page>(1));
}

// ---- statements

void tst_BadInput::wrongSql_data()
{
    QTest::addColumn<int>("target");
    QTest::addColumn<QString>("sql");
    for (int target = 0; target < targets().size(); ++target) {
        const QByteArray name = targets().at(target).name.toLatin1();
        QTest::addRow("%s: misspelt", name.constData()) << target << u"SELEC 1"_s;
        QTest::addRow("%s: cut off", name.constData()) << target << u"SELECT * FROM"_s;
        QTest::addRow("%s: empty", name.constData()) << target << QString();
        QTest::addRow("%s: open quote", name.constData()) << target << u"SELECT 'abc"_s;
    }
}

void tst_BadInput::wrongSql()
{
    QFETCH(QString, sql);
    auto database = Database::open(freshDatabase(QUOIN_TARGET()));
    QVERIFY_RESULT(database);
    VERIFY_FAILS(database->execute(sql), ErrorKind::InvalidQuery);
    VERIFY_FAILS(database->rows(sql), ErrorKind::InvalidQuery);
    QVERIFY_RESULT(database->rows(u"SELECT 1"_s));
}

void tst_BadInput::wrongNumberOfBindings()
{
    auto database = Database::open(freshDatabase(QUOIN_TARGET()));
    QVERIFY_RESULT(database);
    const auto &syntax = database->dialect().syntax();
    QVERIFY_RESULT(database->execute(u"CREATE TABLE pairs (a INTEGER, b INTEGER)"_s));
    const QString insert
            = u"INSERT INTO pairs (a, b) VALUES ("_s + syntax.placeholder(1) + u", "_s + syntax.placeholder(2) + u')';
    VERIFY_FAILS(database->execute(insert), ErrorKind::InvalidQuery);
    VERIFY_FAILS(database->execute(insert, { 1 }), ErrorKind::InvalidQuery);
    VERIFY_FAILS(database->execute(insert, { 1, 2, 3 }), ErrorKind::InvalidQuery);
    VERIFY_FAILS(database->rows(u"SELECT 1"_s, { 1 }), ErrorKind::InvalidQuery);
    QVERIFY_RESULT(database->execute(insert, { 1, 2 }));
    const auto rows = database->rows(u"SELECT a, b FROM pairs"_s);
    QVERIFY_RESULT(rows);
    QCOMPARE(rows->size(), 1);
}

void tst_BadInput::neverOpened()
{
    Database database;
    Note note { .title = u"a"_s };
    VERIFY_FAILS(database.insert(note), ErrorKind::Configuration, u"open()"_s);
    VERIFY_FAILS(database.get<Note>(1), ErrorKind::Configuration, u"open()"_s);
    VERIFY_FAILS(database.query<Note>().all(), ErrorKind::Configuration, u"open()"_s);
    VERIFY_FAILS(database.execute(u"SELECT 1"_s), ErrorKind::Configuration, u"open()"_s);
    VERIFY_FAILS(database.begin(), ErrorKind::Configuration, u"open()"_s);
    VERIFY_FAILS(database.vacuum(), ErrorKind::Configuration, u"open()"_s);
    QVERIFY(!database.toDisplay().isEmpty());
    database.close();
}

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = application.arguments();
    if (arguments.contains(u"--without-plugins"_s))
        return openWithoutPlugins();
    if (arguments.contains(u"--read-only-file"_s))
        return writeToReadOnlyFile();
    tst_BadInput test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_badinput.moc"
