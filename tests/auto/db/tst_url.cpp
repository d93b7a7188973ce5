// SPDX-License-Identifier: MIT
// Every form of a database URL, and what is said about one that is wrong: never the password.
#include <quoin/db/url.h>

#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace quoin;

using Change = std::function<void(ConnectionOptions &)>;

/// What is compared: everything, as text that shows the difference.
static QString described(const ConnectionOptions &o)
{
    const QStringList parts {
        u"engine="_s + QString::number(int(o.engine)),
        u"host="_s + o.host,
        u"port="_s + QString::number(o.port),
        u"user="_s + o.user,
        u"password="_s + o.password.reveal(),
        u"database="_s + o.database,
        u"native="_s + QString::number(o.native),
        u"readOnly="_s + QString::number(o.readOnly),
        u"connectTimeout="_s + QString::number(o.connectTimeout.count()),
        u"busyTimeout="_s + QString::number(o.busyTimeout.count()),
        u"statementTimeout="_s + QString::number(o.statementTimeout.count()),
        u"connectRetries="_s + QString::number(o.connectRetries),
        u"statementCache="_s + QString::number(o.statementCache),
        u"schema="_s + o.nameSpace,
        u"applicationName="_s + o.applicationName,
        u"sslMode="_s + QString::number(int(o.sslMode)),
        u"sslCa="_s + o.sslCa,
        u"sslCert="_s + o.sslCert,
        u"sslKey="_s + o.sslKey,
        u"journalMode="_s + o.journalMode,
        u"synchronous="_s + o.synchronous,
        u"cacheSize="_s + QString::number(o.cacheSizeKib),
    };
    return parts.join(u'\n');
}

class tst_Url : public QObject
{
    Q_OBJECT

private slots:
    void valid_data();
    void valid();
    void passwordWithAnyCharacter_data();
    void passwordWithAnyCharacter();
    void wrong_data();
    void wrong();
    void malformedNeverShowsThePassword_data();
    void malformedNeverShowsThePassword();
    void display_data();
    void display();
    void displayReadsBack_data();
    void displayReadsBack();
    void environment();
    void settings_data();
    void settings();
    void wrongSettings_data();
    void wrongSettings();
};

void tst_Url::valid_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<Change>("change"); // from the defaults

    const auto row = [](const char *name, const QString &url, Change change) { QTest::newRow(name) << url << change; };
    const auto sqlite = [](const QString &file) { return [file](ConnectionOptions &o) { o.database = file; }; };
    const auto option = [&](const char *name, const QString &text, const Change &change) {
        row(name, u"sqlite:a?"_s + text, [change](ConnectionOptions &o) {
            o.database = u"a"_s;
            change(o);
        });
    };
    const auto server = [&](const char *name, const QString &url, const Change &change) {
        row(name, url, [change](ConnectionOptions &o) {
            o.engine = Engine::Postgresql;
            o.host = u"h"_s;
            o.database = u"d"_s;
            change(o);
        });
    };
    const auto same = [](ConnectionOptions &) { };

    row("sqlite: relative", u"sqlite:shop.sqlite"_s, sqlite(u"shop.sqlite"_s));
    row("sqlite: relative, in a folder", u"sqlite:data/shop.sqlite"_s, sqlite(u"data/shop.sqlite"_s));
    row("sqlite: absolute", u"sqlite:///var/lib/shop.sqlite"_s, sqlite(u"/var/lib/shop.sqlite"_s));
    row("sqlite: absolute, one slash", u"sqlite:/var/lib/shop.sqlite"_s, sqlite(u"/var/lib/shop.sqlite"_s));
    row("sqlite: in memory", u"sqlite::memory:"_s, sqlite(u":memory:"_s));
    row("sqlite: upper case", u"SQLite:shop.sqlite"_s, sqlite(u"shop.sqlite"_s));
    row("sqlite: blank, question mark, hash, percent", u"sqlite:my%20shop%3F%23%25.sqlite"_s, sqlite(u"my shop?#%.sqlite"_s));
    row("sqlite: a blank and an @ as they are", u"sqlite:my shop@home.sqlite"_s, sqlite(u"my shop@home.sqlite"_s));
    row("sqlite: other scripts", u"sqlite:b%C3%BCcher-книги.sqlite"_s, sqlite(u"bücher-книги.sqlite"_s));
    row("blanks around it", u"  sqlite:shop.sqlite\n"_s, sqlite(u"shop.sqlite"_s));

    server("postgresql", u"postgresql://h/d"_s, same);
    server("postgres", u"postgres://h/d"_s, same);
    server("mysql", u"mysql://h/d"_s, [](auto &o) { o.engine = Engine::Mysql; });
    server("mariadb", u"mariadb://h/d"_s, [](auto &o) { o.engine = Engine::Mysql; });
    server("port", u"postgresql://h:6543/d"_s, [](auto &o) { o.port = 6543; });
    server("user", u"postgresql://ann@h/d"_s, [](auto &o) { o.user = u"ann"_s; });
    server("user and password", u"postgresql://ann:secret@h/d"_s, [](auto &o) {
        o.user = u"ann"_s;
        o.password = Secret(u"secret"_s);
    });
    server("password without user", u"postgresql://:secret@h/d"_s, [](auto &o) { o.password = Secret(u"secret"_s); });
    server("empty password", u"postgresql://ann:@h/d"_s, [](auto &o) { o.user = u"ann"_s; });
    server("user with @ and /", u"mysql://ann%40home%2F:x@h/d"_s, [](auto &o) {
        o.engine = Engine::Mysql;
        o.user = u"ann@home/"_s;
        o.password = Secret(u"x"_s);
    });
    server("no host", u"postgresql:///d"_s, [](auto &o) { o.host.clear(); });
    server("no host but a user", u"postgresql://ann@/d"_s, [](auto &o) {
        o.host.clear();
        o.user = u"ann"_s;
    });
    server("IPv4", u"mysql://127.0.0.1:3306/d"_s, [](auto &o) {
        o.engine = Engine::Mysql;
        o.host = u"127.0.0.1"_s;
        o.port = 3306;
    });
    server("IPv6", u"postgresql://[::1]/d"_s, [](auto &o) { o.host = u"::1"_s; });
    server("IPv6 with a port and a user", u"postgresql://ann:x@[2001:db8::7]:5433/d"_s, [](auto &o) {
        o.user = u"ann"_s;
        o.password = Secret(u"x"_s);
        o.host = u"2001:db8::7"_s;
        o.port = 5433;
    });
    server("IPv6 with a zone", u"postgresql://[fe80::1%25eth0]/d"_s, [](auto &o) { o.host = u"fe80::1%eth0"_s; });
    server("Unix socket", u"postgresql://ann@%2Fvar%2Frun%2Fpostgresql/d"_s, [](auto &o) {
        o.user = u"ann"_s;
        o.host = u"/var/run/postgresql"_s;
    });
    server("Unix socket with a port", u"postgresql://%2Ftmp:5433/d"_s, [](auto &o) {
        o.host = u"/tmp"_s;
        o.port = 5433;
    });
    server("database of any name", u"postgresql://h/my%20d%2Fb%40%3F%C3%A9"_s, [](auto &o) { o.database = u"my d/b@?é"_s; });

    option("native=off", u"native=off"_s, [](auto &o) { o.native = false; });
    option("native=on", u"native=on"_s, [](auto &) { });
    option("readOnly=yes", u"readOnly=yes"_s, [](auto &o) { o.readOnly = true; });
    option("readOnly=TRUE", u"readOnly=TRUE"_s, [](auto &o) { o.readOnly = true; });
    option("readOnly=1", u"readOnly=1"_s, [](auto &o) { o.readOnly = true; });
    option("readOnly=no", u"readOnly=no"_s, [](auto &) { });
    option("the name's case is free", u"READONLY=1"_s, [](auto &o) { o.readOnly = true; });
    server("connectTimeout=5s", u"postgresql://h/d?connectTimeout=7s"_s, [](auto &o) { o.connectTimeout = 7s; });
    server("connectTimeout=250ms", u"postgresql://h/d?connectTimeout=250ms"_s, [](auto &o) { o.connectTimeout = 250ms; });
    server("connectTimeout=1200", u"postgresql://h/d?connectTimeout=1200"_s, [](auto &o) { o.connectTimeout = 1200ms; });
    option("busyTimeout=2min", u"busyTimeout=2min"_s, [](auto &o) { o.busyTimeout = 2min; });
    option("busyTimeout=0", u"busyTimeout=0"_s, [](auto &o) { o.busyTimeout = 0ms; });
    option("statementTimeout=30s", u"statementTimeout=30s"_s, [](auto &o) { o.statementTimeout = 30s; });
    option("longest duration", u"statementTimeout=2147483647ms"_s, [](auto &o) { o.statementTimeout = 2147483647ms; });
    option("connectRetries=0", u"connectRetries=0"_s, [](auto &o) { o.connectRetries = 0; });
    option("statementCache=17", u"statementCache=17"_s, [](auto &o) { o.statementCache = 17; });
    option("journalMode=delete", u"journalMode=delete"_s, [](auto &o) { o.journalMode = u"delete"_s; });
    option("journalMode=WAL", u"journalMode=WAL"_s, [](auto &o) { o.journalMode = u"wal"_s; });
    option("synchronous=off", u"synchronous=off"_s, [](auto &o) { o.synchronous = u"off"_s; });
    option("cacheSize=8192", u"cacheSize=8192"_s, [](auto &o) { o.cacheSizeKib = 8192; });
    option("several", u"native=off&readOnly=on&cacheSize=1"_s, [](auto &o) {
        o.native = false;
        o.readOnly = true;
        o.cacheSizeKib = 1;
    });
    server("sslmode=require", u"postgresql://h/d?sslmode=require"_s, [](auto &o) { o.sslMode = SslMode::Require; });
    server("sslMode=disable", u"postgresql://h/d?sslMode=disable"_s, [](auto &o) { o.sslMode = SslMode::Disable; });
    server("sslMode=prefer", u"postgresql://h/d?sslMode=prefer"_s, same);
    server("sslMode=verify-ca", u"postgresql://h/d?sslMode=verify-ca"_s, [](auto &o) { o.sslMode = SslMode::VerifyCa; });
    server("sslMode=verify-full", u"mysql://h/d?sslMode=verify-full"_s, [](auto &o) {
        o.engine = Engine::Mysql;
        o.sslMode = SslMode::VerifyFull;
    });
    server("certificates", u"postgresql://h/d?sslCa=/etc/ca.pem&sslCert=my%20cert.pem&sslKey=a%26b%3Dc.pem"_s, [](auto &o) {
        o.sslCa = u"/etc/ca.pem"_s;
        o.sslCert = u"my cert.pem"_s;
        o.sslKey = u"a&b=c.pem"_s;
    });
    server("schema", u"postgresql://h/d?schema=shop,public"_s, [](auto &o) { o.nameSpace = u"shop,public"_s; });
    server("applicationName", u"postgresql://h/d?applicationName=Till+7"_s, [](auto &o) { o.applicationName = u"Till+7"_s; });
    server("a value with =", u"postgresql://h/d?applicationName=a=b"_s, [](auto &o) { o.applicationName = u"a=b"_s; });
}

void tst_Url::valid()
{
    QFETCH(QString, url);
    QFETCH(Change, change);
    ConnectionOptions expected;
    change(expected);
    const auto read = ConnectionOptions::fromUrl(url);
    QVERIFY2(read, read ? "" : qPrintable(read.error().toString()));
    QCOMPARE(described(*read), described(expected));
}

void tst_Url::passwordWithAnyCharacter_data()
{
    QTest::addColumn<QString>("password");
    for (char c = 0x20; c < 0x7f; ++c)
        QTest::addRow("ASCII 0x%02x", c) << u"a"_s + QLatin1Char(c) + u"b"_s;
    QTest::newRow("all of them") << uR"( !"#$%&'()*+,-./:;<=>?@[\]^_`{|}~)"_s;
    QTest::newRow("looks encoded") << u"%41%2F"_s;
    QTest::newRow("umlauts") << u"pä$$wörd"_s;
    QTest::newRow("emoji") << u"🔑🗝️"_s;
    QTest::newRow("tab and line feed") << u"a\tb\n"_s;
    QTest::newRow("a whole URL") << u"postgresql://u:p@h/d?x=y#z"_s;
}

void tst_Url::passwordWithAnyCharacter()
{
    QFETCH(QString, password);
    const QString encoded = QString::fromLatin1(QUrl::toPercentEncoding(password));
    const auto read = ConnectionOptions::fromUrl(u"postgresql://ann:"_s + encoded + u"@h:1/d?native=off"_s);
    QVERIFY2(read, read ? "" : qPrintable(read.error().toString()));
    QCOMPARE(read->password.reveal(), password);
    QCOMPARE(read->user, u"ann"_s);
    QCOMPARE(read->host, u"h"_s);
    QCOMPARE(read->database, u"d"_s);
    QVERIFY(!read->native);
}

void tst_Url::wrong_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("said"); // a piece of the error's text
    QTest::addColumn<QString>("hint"); // a piece of its hint

    const auto row = [](const char *name, const QString &url, const QString &said, const QString &hint = {}) {
        QTest::newRow(name) << url << said << hint;
    };
    row("nothing", u""_s, u"empty"_s, u"sqlite:file.sqlite"_s);
    row("only blanks", u"  \n"_s, u"empty"_s);
    row("no engine", u"shop.sqlite"_s, u"does not begin with an engine"_s, u"sqlite:file.sqlite"_s);
    row("no engine, no word", u"//h/d"_s, u"does not begin with an engine"_s);
    row("unknown engine, near", u"postgrasql://h/d"_s, u"\"postgrasql\""_s, u"\"postgresql\""_s);
    row("unknown engine, near mysql", u"mysq://h/d"_s, u"\"mysq\""_s, u"\"mysql\""_s);
    row("unknown engine, swapped", u"sqltie:a"_s, u"\"sqltie\""_s, u"\"sqlite\""_s);
    row("unknown engine, far", u"oracle://h/d"_s, u"\"oracle\""_s, u"sqlite, postgresql"_s);

    row("sqlite: no file", u"sqlite:"_s, u"names no file"_s, u"sqlite::memory:"_s);
    row("sqlite: no file, two slashes", u"sqlite://"_s, u"names no file"_s);
    row("sqlite: a folder", u"sqlite:///var/lib/"_s, u"names no file"_s);
    row("sqlite: no file, options", u"sqlite:?native=off"_s, u"names no file"_s);
    row("sqlite: a host", u"sqlite://localhost/a"_s, u"no host"_s, u"sqlite:///absolute"_s);
    row("sqlite: two slashes", u"sqlite://a.sqlite"_s, u"no host"_s, u"sqlite:relative"_s);
    row("sqlite: hash", u"sqlite:a#b"_s, u"'#'"_s, u"%23"_s);
    row("sqlite: NUL", u"sqlite:a%00b"_s, u"NUL"_s);

    row("no slashes", u"postgresql:h/d"_s, u"two slashes"_s, u"postgresql://user:password@host/database"_s);
    row("one slash", u"mysql:/h/d"_s, u"two slashes"_s);
    row("no database", u"postgresql://h"_s, u"names no database"_s, u"postgresql://user:password@host/database"_s);
    row("no database, slash", u"mysql://ann:x@h/"_s, u"names no database"_s);
    row("no database, options", u"postgresql://h?native=off"_s, u"names no database"_s);
    row("two databases", u"postgresql://h/a/b"_s, u"'/'"_s, u"%2F"_s);
    row("hash", u"postgresql://h/a#b"_s, u"'#'"_s, u"%23"_s);
    row("port: word", u"postgresql://h:five/d"_s, u"port"_s, u"user:password@host:5432"_s);
    row("port: empty", u"postgresql://h:/d"_s, u"port"_s);
    row("port: 0", u"postgresql://h:0/d"_s, u"port"_s);
    row("port: 65536", u"postgresql://h:65536/d"_s, u"port"_s);
    row("port: negative", u"postgresql://h:-1/d"_s, u"port"_s);
    row("port: plus", u"postgresql://h:+1/d"_s, u"port"_s);
    row("port: blank", u"postgresql://h: 1/d"_s, u"port"_s);
    row("port after brackets: word", u"postgresql://[::1]:x/d"_s, u"port"_s);
    row("IPv6 without brackets", u"postgresql://::1/d"_s, u"more than one ':'"_s, u"[::1]:5432"_s);
    row("IPv6, bracket not closed", u"postgresql://[::1/d"_s, u"']' is missing"_s);
    row("IPv6, something behind", u"postgresql://[::1]x/d"_s, u"follows the ']'"_s);
    row("blank in the host", u"postgresql://my host/d"_s, u"blank"_s);
    row("percent without digits", u"postgresql://h/a%2"_s, u"'%'"_s, u"%25"_s);
    row("percent with other letters", u"postgresql://h/a%zz"_s, u"'%'"_s, u"%25"_s);
    row("not UTF-8", u"postgresql://h/a%FF"_s, u"UTF-8"_s);

    row("unknown option, near", u"sqlite:a?busyTimout=5s"_s, u"\"busyTimout\""_s, u"\"busyTimeout\""_s);
    row("unknown option, near readOnly", u"mysql://h/d?readonyl=1"_s, u"\"readonyl\""_s, u"\"readOnly\""_s);
    row("unknown option, near sslMode", u"postgresql://h/d?ssl-mode=require"_s, u"\"ssl-mode\""_s, u"\"sslMode\""_s);
    row("unknown option, far", u"sqlite:a?colour=red"_s, u"\"colour\""_s, u"busyTimeout"_s);
    row("the engine is named", u"sqlite:a?colour=red"_s, u"sqlite has no option"_s);
    row("connectTimeout on SQLite", u"sqlite:a?connectTimeout=5s"_s, u"sqlite has no option"_s, u"postgresql and mysql"_s);
    row("applicationName on MySQL", u"mysql://h/d?applicationName=a"_s, u"mysql has no option"_s, u"postgresql"_s);
    row("option of servers", u"sqlite:a?sslMode=require"_s, u"\"sslMode\""_s, u"postgresql and mysql"_s);
    row("option of PostgreSQL", u"mysql://h/d?schema=x"_s, u"\"schema\""_s, u"postgresql"_s);
    row("option of SQLite", u"postgresql://h/d?journalmode=wal"_s, u"\"journalMode\""_s, u"sqlite"_s);
    row("option twice", u"sqlite:a?native=on&Native=off"_s, u"twice"_s);
    row("option without a name", u"sqlite:a?=1"_s, u"without a name"_s, u"?name=value"_s);
    row("only the question mark", u"sqlite:a?"_s, u"without a name"_s);
    row("an & too many", u"sqlite:a?native=on&"_s, u"without a name"_s);
    row("option without =", u"sqlite:a?native"_s, u"no value"_s, u"on or off"_s);
    row("option without a value", u"sqlite:a?busyTimeout="_s, u"no value"_s, u"5s"_s);
    row("switch: word", u"sqlite:a?native=perhaps"_s, u"\"perhaps\""_s, u"on or off"_s);
    row("number: word", u"sqlite:a?connectRetries=two"_s, u"\"two\""_s, u"whole number"_s);
    row("number: negative", u"sqlite:a?connectRetries=-1"_s, u"\"-1\""_s, u"0 or more"_s);
    row("number: fraction", u"sqlite:a?statementCache=1.5"_s, u"\"1.5\""_s, u"whole number"_s);
    row("number: too large", u"sqlite:a?statementCache=2147483648"_s, u"\"2147483648\""_s);
    row("duration: word", u"sqlite:a?busyTimeout=soon"_s, u"\"soon\""_s, u"5s"_s);
    row("duration: unit alone", u"sqlite:a?busyTimeout=s"_s, u"\"s\""_s, u"250ms"_s);
    row("duration: other unit", u"sqlite:a?busyTimeout=5h"_s, u"\"5h\""_s);
    row("duration: negative", u"sqlite:a?busyTimeout=-5s"_s, u"\"-5s\""_s);
    row("duration: fraction", u"sqlite:a?busyTimeout=1.5s"_s, u"\"1.5s\""_s);
    row("duration: blank", u"sqlite:a?busyTimeout=5 s"_s, u"\"5 s\""_s);
    row("duration: too long", u"sqlite:a?busyTimeout=2147484s"_s, u"\"2147484s\""_s);
    row("word: unknown", u"sqlite:a?journalMode=wall"_s, u"\"wall\""_s, u"wal, delete, truncate, memory, off"_s);
    row("word: sslMode", u"postgresql://h/d?sslmode=always"_s, u"\"always\""_s, u"verify-full"_s);
    row("percent in an option", u"sqlite:a?applicationName=100%"_s, u"'%'"_s, u"%25"_s);
}

void tst_Url::wrong()
{
    QFETCH(QString, url);
    QFETCH(QString, said);
    QFETCH(QString, hint);
    const auto read = ConnectionOptions::fromUrl(url);
    QVERIFY(!read);
    QCOMPARE(read.error().kind(), ErrorKind::Configuration);
    QVERIFY2(read.error().message().contains(said), qPrintable(read.error().toString()));
    QVERIFY2(read.error().hint().contains(hint), qPrintable(read.error().toString()));
    QVERIFY2(read.error().toString().contains(read.error().message()), qPrintable(read.error().toString()));
}

void tst_Url::malformedNeverShowsThePassword_data()
{
    QTest::addColumn<QString>("url");
    // Each piece between special characters is looked for: the password is "hunter2", "swordfish" or both.
    const QStringList urls {
        u"postgresql://ann:hunter2@swordfish@h/d"_s,
        u"postgresql://ann:hunter2/swordfish@h/d"_s,
        u"postgresql://ann:hunter2?swordfish@h/d"_s,
        u"postgresql://ann:hunter2#swordfish@h/d"_s,
        u"postgresql://ann:hunter2@swordfish/more@h/d"_s,
        u"postgresql://ann:hunter2/swordfish@more@h/d"_s,
        u"postgresql://ann:hunter2?sslMode=swordfish@h/d"_s,
        u"postgresql://ann:hunter2?swordfish=1@h/d"_s,
        u"postgresql://ann:hunter2&swordfish=1/x?@h/d"_s,
        u"postgresql://ann:hunter2%swordfish@h/d"_s,
        u"postgresql://ann:hunter2%FFswordfish@h/d"_s,
        u"postgresql://ann:hunter2%00swordfish@h/d"_s,
        u"postgresql://ann:hunter2[swordfish@h:x/d"_s,
        u"postgresql://ann:hunter2"_s,
        u"postgresql://ann:hunter2/d"_s,
        u"postgresql://ann:hunter2:swordfish/d"_s,
        u"postgresql://ann:hunter2@"_s,
        u"postgresql://ann:hunter2@h"_s,
        u"postgresql://ann:hunter2@h:swordfish/d"_s,
        u"postgresql://ann:hunter2@h/d?colour=swordfish"_s,
        u"postgresql://ann:hunter2@h/d?password=swordfish"_s,
        u"postgresql://ann:hunter2@h/d?sslMode=never"_s,
        u"postgresql://ann:hunter2@h/d/e"_s,
        u"postgresql:ann:hunter2@h/d"_s,
        u"postgresql:/ann:hunter2@h/d"_s,
        u"postgrasql://ann:hunter2@h/d"_s,
        u"postgresql//ann:hunter2@h/d"_s,
        u"//ann:hunter2@h/d"_s,
        u":hunter2@h/d"_s,
        u"ann:hunter2@h/d"_s,
        u"ann/hunter2"_s,
        u"hunter2"_s,
        u"sqlite://ann:hunter2@h/d"_s,
        u"sqlite:///d?password=hunter2"_s,
        u"mysql://ann:hunter2@h /d"_s,
        u"mysql://ann:hunter2@[h/d"_s,
    };
    for (const QString &url : urls)
        QTest::newRow(qPrintable(url)) << url;
}

void tst_Url::malformedNeverShowsThePassword()
{
    QFETCH(QString, url);
    const auto read = ConnectionOptions::fromUrl(url);
    QVERIFY(!read);
    QCOMPARE(read.error().kind(), ErrorKind::Configuration);
    QVERIFY(!read.error().message().isEmpty());
    const QString text = read.error().toString();
    QVERIFY2(!text.contains(u"hunter2") && !text.contains(u"swordfish"), qPrintable(text));
}

void tst_Url::display_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("shown");
    const auto row = [](const QString &url, const QString &shown) { QTest::newRow(qPrintable(url)) << url << shown; };
    row(u"sqlite:shop.sqlite"_s, u"sqlite:shop.sqlite"_s);
    row(u"sqlite:/var/my shop.sqlite"_s, u"sqlite:///var/my%20shop.sqlite"_s);
    row(u"SQLITE::memory:?native=on"_s, u"sqlite::memory:"_s);
    row(u"postgres://ann:hunter2@h:5432/d"_s, u"postgresql://ann:•••@h:5432/d"_s);
    row(u"mariadb://ann:hunter2@h/d?connectTimeout=1500&busyTimeout=7000ms"_s,
            u"mysql://ann:•••@h/d?connectTimeout=1500&busyTimeout=7s"_s);
    row(u"postgresql://ann@[::1]:5432/d"_s, u"postgresql://ann@[::1]:5432/d"_s);
    row(u"postgresql://:hunter2@h/d"_s, u"postgresql://:•••@h/d"_s);
    row(u"postgresql:///d?sslmode=verify-full"_s, u"postgresql:///d?sslMode=verify-full"_s);
    row(u"postgresql://%2Ftmp/b%C3%BCcher"_s, u"postgresql://%2Ftmp/bücher"_s);
}

void tst_Url::display()
{
    QFETCH(QString, url);
    QFETCH(QString, shown);
    const auto read = ConnectionOptions::fromUrl(url);
    QVERIFY(read);
    QCOMPARE(read->toDisplay(), shown);
    QVERIFY(!read->toDisplay().contains(u"hunter2"));
}

/// Everything but the password comes back from what is displayed.
void tst_Url::displayReadsBack()
{
    QFETCH(QString, url);
    const auto read = ConnectionOptions::fromUrl(url);
    QVERIFY(read);
    const auto again = ConnectionOptions::fromUrl(read->toDisplay());
    QVERIFY2(again, again ? "" : qPrintable(again.error().toString()));
    ConnectionOptions expected = *read;
    if (!expected.password.isEmpty())
        expected.password = Secret(maskText());
    QCOMPARE(described(*again), described(expected));
}

void tst_Url::displayReadsBack_data() { valid_data(); }

void tst_Url::environment()
{
    constexpr auto variable = "QUOIN_TEST_OF_URLS";
    const auto unset = qScopeGuard([] { qunsetenv("QUOIN_TEST_OF_URLS"); });

    const auto missing = ConnectionOptions::fromEnvironment(variable);
    QVERIFY(!missing);
    QCOMPARE(missing.error().kind(), ErrorKind::Configuration);
    QVERIFY(missing.error().message().contains(u"QUOIN_TEST_OF_URLS"));

    qputenv(variable, "mysql://ann:hunter2@h/d?ssl=1");
    const auto bad = ConnectionOptions::fromEnvironment(variable);
    QVERIFY(!bad);
    QCOMPARE(bad.error().kind(), ErrorKind::Configuration);
    QVERIFY2(bad.error().message().contains(u"QUOIN_TEST_OF_URLS"), qPrintable(bad.error().message()));
    QVERIFY2(bad.error().message().contains(u"\"ssl\""), qPrintable(bad.error().message()));
    QVERIFY(!bad.error().toString().contains(u"hunter2"));

    qputenv(variable, "mysql://ann:hunter2@h/d");
    const auto good = ConnectionOptions::fromEnvironment(variable);
    QVERIFY(good);
    QCOMPARE(good->engine, Engine::Mysql);
    QCOMPARE(good->password.reveal(), u"hunter2"_s);
}

using Keys = QList<std::pair<QString, QVariant>>;

/// The keys in the group "database" of an INI file, written and read again.
static Result<ConnectionOptions> fromKeys(const Keys &keys)
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"application.ini"_s);
    {
        QSettings settings(path, QSettings::IniFormat);
        settings.setValue(u"window/size"_s, 7);
        for (const auto &[key, value] : keys)
            settings.setValue(u"database/"_s + key, value);
    }
    QSettings settings(path, QSettings::IniFormat);
    settings.beginGroup(u"database"_s);
    return ConnectionOptions::fromSettings(settings);
}

void tst_Url::settings_data()
{
    QTest::addColumn<Keys>("keys");
    QTest::addColumn<QString>("url"); // that means the same
    QTest::newRow("url") << Keys { { u"url"_s, u"postgresql://ann:a,b@h/d?native=off"_s } }
                         << u"postgresql://ann:a,b@h/d?native=off"_s;
    QTest::newRow("file") << Keys { { u"engine"_s, u"sqlite"_s }, { u"database"_s, u"/var/a?b.sqlite"_s } }
                          << u"sqlite:///var/a%3Fb.sqlite"_s;
    QTest::newRow("server") << Keys { { u"engine"_s, u"mariadb"_s }, { u"host"_s, u"h"_s }, { u"port"_s, 3307 },
        { u"user"_s, u"ann"_s }, { u"password"_s, u"a@b, \"c\"/%"_s }, { u"database"_s, u"d"_s },
        { u"connectTimeout"_s, u"2s"_s }, { u"native"_s, false } }
                            << u"mysql://ann:a%40b%2C%20%22c%22%2F%25@h:3307/d?connectTimeout=2s&native=off"_s;
    QTest::newRow("options") << Keys { { u"engine"_s, u"postgres"_s }, { u"database"_s, u"d"_s }, { u"sslmode"_s, u"require"_s },
        { u"statementCache"_s, 5 } }
                             << u"postgresql:///d?sslMode=require&statementCache=5"_s;
}

void tst_Url::settings()
{
    QFETCH(Keys, keys);
    QFETCH(QString, url);
    const auto read = fromKeys(keys);
    QVERIFY2(read, read ? "" : qPrintable(read.error().toString()));
    QCOMPARE(described(*read), described(ConnectionOptions::fromUrl(url).value()));
}

void tst_Url::wrongSettings_data()
{
    QTest::addColumn<Keys>("keys");
    QTest::addColumn<QString>("said");
    const std::pair<QString, QVariant> engine { u"engine"_s, u"mysql"_s };
    const std::pair<QString, QVariant> database { u"database"_s, u"d"_s };
    QTest::newRow("nothing") << Keys {} << u"neither"_s;
    QTest::newRow("no engine") << Keys { database } << u"\"engine\""_s;
    QTest::newRow("unknown engine") << Keys { { u"engine"_s, u"mysqll"_s }, database } << u"\"mysqll\""_s;
    QTest::newRow("no database") << Keys { engine } << u"\"database\""_s;
    QTest::newRow("url and more") << Keys { { u"url"_s, u"sqlite:a"_s }, { u"password"_s, u"hunter2"_s } } << u"\"password\""_s;
    QTest::newRow("wrong url") << Keys { { u"url"_s, u"mysql://a:hunter2@h"_s } } << u"names no database"_s;
    QTest::newRow("a list") << Keys { engine, database, { u"password"_s, QStringList { u"hunter2"_s, u"b"_s } } }
                            << u"\"password\""_s;
    QTest::newRow("port") << Keys { engine, database, { u"port"_s, u"x"_s } } << u"port"_s;
    QTest::newRow("unknown key") << Keys { engine, database, { u"passwort"_s, u"hunter2"_s } } << u"\"passwort\""_s;
    QTest::newRow("key of servers") << Keys { { u"engine"_s, u"sqlite"_s }, database, { u"password"_s, u"hunter2"_s } }
                                    << u"\"password\""_s;
    QTest::newRow("wrong value") << Keys { engine, database, { u"busyTimeout"_s, u"soon"_s } } << u"\"soon\""_s;
}

void tst_Url::wrongSettings()
{
    QFETCH(Keys, keys);
    QFETCH(QString, said);
    const auto read = fromKeys(keys);
    QVERIFY(!read);
    QCOMPARE(read.error().kind(), ErrorKind::Configuration);
    QVERIFY2(read.error().message().contains(said), qPrintable(read.error().toString()));
    QVERIFY2(read.error().message().contains(u"group \"database\""), qPrintable(read.error().toString()));
    QVERIFY(!read.error().toString().contains(u"hunter2"));
}

QTEST_GUILESS_MAIN(tst_Url)
#include "tst_url.moc"
