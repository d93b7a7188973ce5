// SPDX-License-Identifier: MIT
// What hangs on the server's own settings, and is tried on servers of this program's own: encryption, and how large a value may
// be.
#include "privateservers.h"

#include <tables/tables.h>
#include <testsupport.h>

#include <quoin/dialect/capabilities.h>
#include <quoin/dialect/dialect.h>
#include <quoin/quoin.h>

#include <QtTest/qtest.h>

#include <optional>

using namespace Qt::StringLiterals;
using namespace quoin;
using quoin::test::Target;

class Attachment
{
    Q_GADGET
    QUOIN_MODEL("attachments", "")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(QByteArray, content, "")
};

class tst_ServerSettings : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_servers.emplace(); }
    void cleanupTestCase() { m_servers.reset(); }
    void encryption_data();
    void encryption();
    void clientCertificates_data() { serverRows(); }
    void clientCertificates();
    void unencryptedServer_data();
    void unencryptedServer();
    void largeValues_data();
    void largeValues();
    void manyLargeRows_data() { serverRows(); }
    void manyLargeRows();
    void packetsOfTheServersSize();
    void beyondAGigabyte_data();
    void beyondAGigabyte();

private:
    static void serverRows()
    {
        QTest::addColumn<int>("target");
        for (int row = 0; row < test::targets().size(); ++row) {
            if (test::targets().at(row).engine != "sqlite"_L1)
                QTest::newRow(qPrintable(test::targets().at(row).name)) << row;
        }
    }
    [[nodiscard]] ConnectionOptions options(const Target &target) const
    {
        ConnectionOptions options = m_servers->options(target.engine);
        options.native = target.native;
        return options;
    }
    static QString text(Database &db, const QString &sql)
    {
        const auto rows = db.rows(sql);
        return rows ? rows->constFirst().constLast().toVariant().toString() : rows.error().toString();
    }
    static bool isEncrypted(Database &db)
    {
        return db.dialect().name() == "postgresql"_L1
                ? text(db, u"SELECT CASE WHEN ssl THEN 'yes' ELSE 'no' END FROM pg_stat_ssl WHERE pid = pg_backend_pid()"_s)
                        == "yes"_L1
                : !text(db, u"SHOW SESSION STATUS LIKE 'Ssl_cipher'"_s).isEmpty();
    }

    std::optional<PrivateServers> m_servers;
};

void tst_ServerSettings::encryption_data()
{
    QTest::addColumn<int>("target");
    QTest::addColumn<SslMode>("mode");
    QTest::addColumn<QString>("authority");
    QTest::addColumn<QString>("host");
    QTest::addColumn<std::optional<ErrorKind>>("refusal");
    for (int target = 0; target < test::targets().size(); ++target) {
        if (test::targets().at(target).engine == "sqlite"_L1)
            continue;
        const auto row = [&](const char *name, SslMode mode, const QString &authority, const QString &host,
                                 std::optional<ErrorKind> refusal = {}) {
            QTest::addRow("%s: %s", qPrintable(test::targets().at(target).name), name)
                    << target << mode << authority << host << refusal;
        };
        const QString right = u"authority.crt"_s, wrong = u"other.crt"_s, address = u"127.0.0.1"_s;
        // The same address by a name that is not in the certificate: to libmariadb "localhost" would be the socket, and libpq
        // knows that 127.1 is 127.0.0.1.
        const QString otherName = test::targets().at(target).engine == "mysql"_L1 ? u"127.1"_s : u"localhost"_s;
        row("require", SslMode::Require, {}, address);
        row("require, with the authority", SslMode::Require, right, address);
        row("require, signed by another", SslMode::Require, wrong, address, ErrorKind::Connection);
        row("verify-ca", SslMode::VerifyCa, right, address);
        row("verify-ca, by another name", SslMode::VerifyCa, right, otherName);
        row("verify-ca, signed by another", SslMode::VerifyCa, wrong, address, ErrorKind::Connection);
        row("verify-ca, no such file", SslMode::VerifyCa, u"missing.crt"_s, address, ErrorKind::Connection);
        row("verify-full", SslMode::VerifyFull, right, address);
        row("verify-full, by another name", SslMode::VerifyFull, right, otherName, ErrorKind::Connection);
        row("verify-full, signed by another", SslMode::VerifyFull, wrong, address, ErrorKind::Connection);
    }
}

void tst_ServerSettings::encryption()
{
    QFETCH(SslMode, mode);
    QFETCH(QString, authority);
    QFETCH(QString, host);
    QFETCH(std::optional<ErrorKind>, refusal);
    const Target target = QUOIN_TARGET();
    ConnectionOptions options = this->options(target);
    options.sslMode = mode;
    options.host = host;
    if (!authority.isEmpty())
        options.sslCa = m_servers->file(authority);
    auto db = Database::open(options);
    if (refusal) {
        QVERIFY2(!db, "connected to a server that it could not trust");
        QVERIFY2(db.error().kind() == *refusal, qPrintable(db.error().toString()));
        QVERIFY2(!db.error().isRetryable(), qPrintable(db.error().toString()));
        QVERIFY(!db.error().toString().contains(options.password.reveal()));
        return;
    }
    QVERIFY_RESULT(db);
    QVERIFY(isEncrypted(*db));
    QCOMPARE(db->connection().value()->isNative(), target.native);
    QCOMPARE(text(*db, u"SELECT 'täxt'"_s), u"täxt"_s);
}

/// Who the server is proven to also wants to know who asks.
void tst_ServerSettings::clientCertificates()
{
    const Target target = QUOIN_TARGET();
    const bool postgresql = target.engine == "postgresql"_L1;
    ConnectionOptions options = this->options(target);
    options.sslMode = SslMode::VerifyFull;
    options.sslCa = m_servers->file(u"authority.crt"_s);
    Database admin = Database::open(options).value();
    const QString user = u"certified_%1"_s.arg(target.native);
    if (!postgresql) {
        QVERIFY_RESULT(admin.execute(u"CREATE USER %1@'%' IDENTIFIED BY 'planted-word' REQUIRE X509"_s.arg(user)));
        QVERIFY_RESULT(admin.execute(u"GRANT SELECT ON *.* TO %1@'%'"_s.arg(user)));
        options.user = user;
        options.password = Secret(u"planted-word"_s);
        const auto withoutOne = Database::open(options);
        QVERIFY(!withoutOne);
        QCOMPARE(withoutOne.error().kind(), ErrorKind::Connection);
    }
    options.sslCert = m_servers->file(u"client.crt"_s);
    options.sslKey = m_servers->file(u"client.key"_s);
    auto db = Database::open(options);
    QVERIFY_RESULT(db);
    if (postgresql)
        QCOMPARE(text(*db, u"SELECT client_dn FROM pg_stat_ssl WHERE pid = pg_backend_pid()"_s), u"/CN=quoin-client"_s);
    else
        QVERIFY(text(*db, u"SELECT current_user()"_s).startsWith(user));
}

void tst_ServerSettings::unencryptedServer_data() { serverRows(); }

/// The shared test servers have no certificate.
void tst_ServerSettings::unencryptedServer()
{
    const Target target = QUOIN_TARGET();
    for (const SslMode mode : { SslMode::Require, SslMode::VerifyCa, SslMode::VerifyFull }) {
        auto options = ConnectionOptions::fromUrl(test::serverUrl(target.engine)).value();
        options.native = target.native;
        options.connectRetries = 0;
        options.sslMode = mode;
        options.sslCa = m_servers->file(u"authority.crt"_s);
        const auto refused = Database::open(options);
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind(), ErrorKind::Connection);
    }
    // What cannot be checked for want of an authority is not promised.
    auto options = this->options(target);
    options.sslMode = SslMode::VerifyCa;
    QVERIFY(!Database::open(options));
}

void tst_ServerSettings::largeValues_data() { QUOIN_TARGET_ROWS(); }

/// What is just small enough is stored whole; what is too large is refused before it is sent, and the connection goes on.
void tst_ServerSettings::largeValues()
{
    const Target target = QUOIN_TARGET();
    if (target.engine == "mysql"_L1) {
        Database admin = Database::open(options(target)).value();
        QVERIFY_RESULT(admin.execute(u"SET GLOBAL max_allowed_packet = 1048576"_s)); // for connections from now on
    }
    ConnectionOptions here
            = target.engine == "sqlite"_L1 ? ConnectionOptions::fromUrl(test::freshDatabase(target)).value() : options(target);
    Database db = Database::open(here).value();
    const int limit = db.dialect().capabilities().maxStatementBytes;
    if (target.engine == "mysql"_L1)
        QCOMPARE(limit, 1048576 - 4096);
    QVERIFY_RESULT(db.execute(u"DROP TABLE IF EXISTS large"_s));
    QVERIFY_RESULT(db.execute(target.engine == "postgresql"_L1 ? u"CREATE TABLE large (t text, b bytea)"_s
                                                               : u"CREATE TABLE large (t longtext, b longblob)"_s));
    const qsizetype size = std::min(limit, 1'000'000);
    const QString letters(size, u'a');
    QVERIFY_RESULT(db.execute(u"INSERT INTO large (t) VALUES (?)"_s, { letters }));
    QVERIFY_RESULT(db.execute(u"INSERT INTO large (b) VALUES (?)"_s, { QByteArray(size, '\xff') }));
    QCOMPARE(text(db, u"SELECT length(t) FROM large WHERE t IS NOT NULL"_s), QString::number(size));
    QCOMPARE(text(db, u"SELECT length(b) FROM large WHERE b IS NOT NULL"_s), QString::number(size));
    if (target.engine != "mysql"_L1)
        return;
    const QString umlauts(600'000, u'ä'); // of two bytes each
    const QByteArray bytes(2'000'000, '\xff');
    for (const QList<Value> &values : { QList<Value> { umlauts, {} }, QList<Value> { {}, bytes },
                 QList<Value> { QString(700'000, u'a'), QByteArray(700'000, 'b') }, // each would fit
                 QList<Value> { Value(JsonText { '"' + QByteArray(1'200'000, 'a') + '"' }), {} } }) {
        const auto refused = db.execute(u"INSERT INTO large (t, b) VALUES (?, ?)"_s, values);
        QVERIFY(!refused);
        QVERIFY2(refused.error().kind() == ErrorKind::Conversion, qPrintable(refused.error().toString()));
        QVERIFY2(refused.error().message().contains(QString::number(limit)), qPrintable(refused.error().message()));
        QVERIFY(db.connection().value()->isUsable());
        QCOMPARE(text(db, u"SELECT count(*) FROM large"_s), u"2"_s);
    }
    // The same statement, with what fits.
    QVERIFY_RESULT(db.execute(u"INSERT INTO large (t, b) VALUES (?, ?)"_s, { QString(400'000, u'ä'), QByteArray(1000, 'b') }));
}

/// Each row fits into a packet, but not as many of them as one statement usually has.
void tst_ServerSettings::manyLargeRows()
{
    const Target target = QUOIN_TARGET();
    Database db = Database::open(options(target)).value();
    if (target.engine == "mysql"_L1) {
        QVERIFY_RESULT(db.execute(u"SET GLOBAL max_allowed_packet = 1048576"_s));
        db = Database::open(options(target)).value();
    }
    QVERIFY_RESULT(db.execute(u"DROP TABLE IF EXISTS attachments"_s));
    QVERIFY_RESULT(test::createTables<Attachment>(db));
    QList<Attachment> attachments;
    for (char letter = 'a'; letter < 'k'; ++letter)
        attachments.append({ .content = QByteArray(300'000, letter) });
    QVERIFY_RESULT(db.bulkInsert(attachments));
    const auto stored = db.query<Attachment>().orderBy(field<&Attachment::id>).all();
    QVERIFY_RESULT(stored);
    QCOMPARE(stored->size(), 10);
    for (qsizetype i = 0; i < stored->size(); ++i)
        QVERIFY(stored->at(i).content == attachments.at(i).content);
}

/// What the library does not count (the text of a statement) is the server's error, and says what it is.
void tst_ServerSettings::packetsOfTheServersSize()
{
    for (const Target &target : test::targets()) {
        if (target.engine != "mysql"_L1)
            continue;
        Database db = Database::open(options(target)).value();
        QVERIFY_RESULT(db.execute(u"SET GLOBAL max_allowed_packet = 1048576"_s));
        db = Database::open(options(target)).value();
        const auto refused = db.execute(u"DO '%1'"_s.arg(QString(1'500'000, u'a')));
        QVERIFY(!refused);
        QVERIFY2(refused.error().kind() == ErrorKind::Conversion || refused.error().kind() == ErrorKind::Connection,
                qPrintable(refused.error().toString()));
        QCOMPARE(text(db, u"SELECT 1"_s), u"1"_s);
    }
}

void tst_ServerSettings::beyondAGigabyte_data() { QUOIN_TARGET_ROWS(); }

/// No engine takes so much. Memory that nobody has written to costs nothing, so that this test costs nothing while nothing is
/// copied.
void tst_ServerSettings::beyondAGigabyte()
{
    const Target target = QUOIN_TARGET();
    ConnectionOptions here
            = target.engine == "sqlite"_L1 ? ConnectionOptions::fromUrl(test::freshDatabase(target)).value() : options(target);
    Database db = Database::open(here).value();
    QVERIFY_RESULT(db.execute(u"DROP TABLE IF EXISTS huge"_s));
    QVERIFY_RESULT(db.execute(
            target.engine == "postgresql"_L1 ? u"CREATE TABLE huge (b bytea)"_s : u"CREATE TABLE huge (b longblob)"_s));
    constexpr qsizetype size = (qsizetype(1) << 31) + 5; // what a counter of 32 bits takes for a negative number
    const auto refused = db.execute(u"INSERT INTO huge VALUES (?)"_s, { QByteArray(size, Qt::Uninitialized) });
    QVERIFY(!refused);
    QVERIFY2(refused.error().kind() == ErrorKind::Conversion, qPrintable(refused.error().toString()));
    QCOMPARE(text(db, u"SELECT count(*) FROM huge"_s), u"0"_s);
}

QTEST_GUILESS_MAIN(tst_ServerSettings)
#include "tst_serversettings.moc"
