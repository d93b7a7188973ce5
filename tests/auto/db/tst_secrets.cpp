// SPDX-License-Identifier: MIT
// Planted secrets (the password of the URL, values of sensitive fields) appear nowhere: a child process does everything that
// could print them, with all logging on, and prints all that it is given; the test looks through its whole output.
#include "tables.h"
#include "testsupport.h"

#include <quoin/meta/convert.h>
#include <quoin/meta/validation.h>
#include <quoin/quoin.h>
#include <quoin/telemetry/statementevent.h>

#include <QDebug>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QUrl>

using namespace Qt::StringLiterals;
using namespace quoin::literals;
using namespace quoin::test;
using quoin::Database;
using quoin::Error;
using quoin::ErrorKind;
using quoin::field;
using quoin::Result;

namespace planted {

const QString email = u"planted-email-4711@example.org"_s;
const QString otherEmail = u"planted-other-4712@example.org"_s;
const QString token = u"planted-token-4713 'quoted' \"twice\" (and in brackets) \\"_s;
const QString note = u"planted-note-4714\nERROR: planted-line-4715"_s;
const QString code = u"planted-code-4716"_s;
const QString password = u"planted-password-4717/@:%"_s;
const QString document = u"planted-document-4718"_s;
const QByteArray bytes = "planted-bytes-4719";
constexpr int pin = 47204720;
constexpr double salary = 47214721.25;
const QDate birthday(1947, 3, 22);
const QUuid device(u"47234723-4723-4723-8723-472347234723"_s);
const quoin::Decimal balance = "472447244724.50"_dec;

/// Every form in which one of them could be seen: as it is, in hexadecimal, in base 64, percent-encoded, escaped.
QList<QByteArray> forms()
{
    QList<QByteArray> all;
    // The marks without what could be escaped.
    for (const QByteArray &mark : { QByteArray("planted-email-4711"), QByteArray("planted-other-4712"),
                 QByteArray("planted-token-4713"), QByteArray("planted-note-4714"), QByteArray("planted-line-4715"),
                 QByteArray("planted-code-4716"), QByteArray("planted-password-4717"), QByteArray("planted-document-4718"),
                 QByteArray("planted-bytes-4719") }) {
        all.append(mark);
        all.append(mark.toHex());
        all.append(mark.toHex().toUpper());
        all.append(mark.toBase64().first(16));
    }
    all.append({ "in brackets", "47204720", "47214721", "1947-03-22", "47234723", "472447244724" });
    return all;
}

} // namespace planted

class Account
{
    Q_GADGET
    QUOIN_MODEL("accounts", "")
    QUOIN_FIELD(qint64, id, "primaryKey, autoIncrement")
    QUOIN_FIELD(QString, email, "sensitive, unique, maxLength=60, format=email")
    QUOIN_FIELD(std::optional<QString>, token, "sensitive, unique, maxLength=80")
    QUOIN_FIELD(std::optional<QString>, note, "sensitive")
    QUOIN_FIELD(std::optional<int>, pin, "sensitive, unique, max=99999999")
    QUOIN_FIELD(std::optional<double>, salary, "sensitive")
    QUOIN_FIELD(std::optional<QDate>, birthday, "sensitive, unique")
    QUOIN_FIELD(std::optional<QUuid>, device, "sensitive, unique")
    QUOIN_FIELD(std::optional<quoin::Decimal>, balance, "sensitive, unique, precision=14, scale=2")
    QUOIN_FIELD(std::optional<QJsonObject>, document, "sensitive")
    QUOIN_FIELD(std::optional<QByteArray>, bytes, "sensitive")
    QUOIN_FIELD(int, visits, "")
};

class Voucher
{
    Q_GADGET
    QUOIN_MODEL("vouchers", "")
    QUOIN_FIELD(QString, code, "primaryKey, sensitive, maxLength=40")
    QUOIN_FIELD(int, worth, "")
};

class Redemption
{
    Q_GADGET
    QUOIN_MODEL("redemptions", "")
    QUOIN_FIELD(qint64, id, "primaryKey, autoIncrement")
    QUOIN_FIELD(quoin::ForeignKey<Voucher>, voucher, "sensitive")
};

// ---- what the child does

/// Prints all that a program could print of what it is given, and counts, so that the test sees that something was done.
class Printer
{
public:
    void print(const QString &what) { fprintf(stdout, "%s\n", qPrintable(what)); }

    void print(const Error &error)
    {
        ++m_errors;
        print(error.toString());
        print(QStringList { error.message(), error.hint(), error.engineMessage(), error.statement(), error.constraint(),
                error.table(), error.field() }
                        .join(u'\n'));
        for (const quoin::FieldError &each : error.fieldErrors())
            print(each.field + u' ' + each.code + u' ' + each.message);
        qWarning() << error;
        try {
            Result<int>(error).value();
        } catch (const quoin::Exception &exception) {
            print(QString::fromUtf8(exception.what()));
        }
        for (const Error &cause : error.causes())
            print(cause);
    }

    template<class T>
    void succeeds(const Result<T> &result)
    {
        if (!result) {
            print(result.error());
            qFatal("an operation of the test failed");
        }
    }
    template<class T>
    void fails(const Result<T> &result, ErrorKind kind)
    {
        if (result)
            qFatal("an operation of the test did not fail: %s was expected", qPrintable(quoin::errorKindName(kind)));
        print(result.error());
        if (result.error().kind() != kind)
            qFatal("%s was expected", qPrintable(quoin::errorKindName(kind)));
    }

    [[nodiscard]] int errors() const { return m_errors; }

private:
    int m_errors = 0;
};

static Account account(int number)
{
    Account made;
    made.email = number == 0 ? planted::email : QString(u"ann%1@example.org"_s.arg(number));
    if (number == 0) {
        made.token = planted::token;
        made.note = planted::note;
        made.pin = planted::pin;
        made.salary = planted::salary;
        made.birthday = planted::birthday;
        made.device = planted::device;
        made.balance = planted::balance;
        made.document = QJsonObject { { planted::document, planted::document } };
        made.bytes = planted::bytes;
    }
    return made;
}

/// A copy of a row that differs from all others but in one field.
template<auto Member>
static Account sameIn(const Account &stored)
{
    static int number = 100;
    Account copy = account(++number);
    copy.*Member = stored.*Member;
    return copy;
}

static void uniqueViolations(Printer &out, Database &database, const Account &stored)
{
    const auto insertFails = [&](Account row) { out.fails(database.insert(row), ErrorKind::UniqueViolation); };
    insertFails(sameIn<&Account::email>(stored));
    insertFails(sameIn<&Account::token>(stored));
    insertFails(sameIn<&Account::pin>(stored));
    insertFails(sameIn<&Account::birthday>(stored));
    insertFails(sameIn<&Account::device>(stored));
    insertFails(sameIn<&Account::balance>(stored));
    Account another = account(5);
    out.succeeds(database.insert(another));
    Account other = account(1);
    out.succeeds(database.insert(other));
    other.email = stored.email;
    out.fails(database.update(other), ErrorKind::UniqueViolation);
}

/// What the model itself refuses; \a spoil gives one field a value that is secret and wrong.
static void invalidValues(Printer &out, Database &database)
{
    const auto refused = [&](const std::function<void(Account &)> &spoil, ErrorKind kind) {
        Account row = account(2);
        spoil(row);
        out.fails(database.insert(row), kind);
        const auto checked = quoin::fullClean(row);
        if (!checked)
            out.print(checked.error());
    };
    refused([](Account &row) { row.email = u"planted-email-4711 is no address"_s; }, ErrorKind::Validation);
    refused([](Account &row) { row.token = planted::token.repeated(3); }, ErrorKind::Validation);
    refused([](Account &row) { row.pin = planted::pin * 10; }, ErrorKind::Validation);
    refused([](Account &row) { row.balance = "472447244724.505"_dec; }, ErrorKind::Validation);
    Account row = account(2);
    row.note = planted::note + QChar(u'\0');
    const auto inserted = database.insert(row);
    if (inserted)
        qFatal("NUL was stored");
    out.print(inserted.error());
}

/// The other forms of a row: what is printed of it, and what is made of it unless sensitive fields are asked for.
static void conversions(Printer &out, const Account &row)
{
    qInfo() << quoin::show(row);
    out.print(quoin::toDisplay(*quoin::modelOf<Account>().value(), &row));
    const auto map = quoin::toVariantMap(row);
    out.succeeds(map);
    qInfo() << *map;
    const auto json = quoin::toJson(row);
    out.succeeds(json);
    out.print(QString::fromUtf8(QJsonDocument(*json).toJson()));
    // Values that are secret and of the wrong type.
    out.fails(quoin::fromVariantMap<Account>({ { u"pin"_s, planted::token }, { u"salary"_s, planted::note },
                      { u"birthday"_s, planted::token }, { u"device"_s, planted::token }, { u"balance"_s, planted::token },
                      { u"document"_s, planted::pin }, { u"email"_s, planted::birthday } }),
            ErrorKind::Validation);
    out.fails(quoin::fromJson<Account>(
                      { { u"pin"_s, planted::token }, { u"device"_s, planted::salary }, { u"email"_s, planted::pin } }),
            ErrorKind::Validation);
}

static void queries(Printer &out, Database &database)
{
    using quoin::Query;
    const auto all = database.query<Account>();
    const QList<Query<Account>> refined {
        all.filter(field<&Account::email> == planted::email),
        all.filter(field<&Account::token>.contains(planted::token)),
        all.filter(field<&Account::note>.startsWith(planted::note)),
        all.filter(field<&Account::pin> == planted::pin || field<&Account::salary> < planted::salary),
        all.filter(field<&Account::pin>.in(QList<int> { planted::pin, 1 })),
        all.filter(field<&Account::birthday>.between(planted::birthday, planted::birthday)),
        all.exclude(field<&Account::device> == planted::device),
        all.filter(field<&Account::balance> >= planted::balance).orderBy(field<&Account::email>.desc()).limit(3),
    };
    for (const Query<Account> &query : refined) {
        const auto sql = query.toSql();
        out.succeeds(sql);
        out.print(sql->text + u' ' + sql->bindings.join(u", "_s));
        qInfo() << *sql;
        out.succeeds(query.all());
        out.succeeds(query.count());
        out.succeeds(query.exists());
    }
    out.fails(all.filter(field<&Account::email> != planted::email).get(), ErrorKind::MultipleFound);
    out.fails(all.filter(field<&Account::email> == planted::otherEmail).get(), ErrorKind::NotFound);
    out.fails(all.filter(field<&Account::email> == planted::otherEmail).first(), ErrorKind::NotFound);
    out.fails(all.filter(field<&Account::note> == QString(planted::note + QChar(u'\0'))).all(), ErrorKind::Conversion);
}

static void keys(Printer &out, Database &database)
{
    out.fails(database.get<Voucher>(planted::code), ErrorKind::NotFound);
    Voucher voucher { .code = planted::code, .worth = 10 };
    out.fails(database.update(voucher), ErrorKind::NotFound);
    out.fails(database.remove(voucher), ErrorKind::NotFound);
    out.fails(database.refresh(voucher), ErrorKind::NotFound);
    Redemption dangling;
    dangling.voucher = quoin::Value(planted::code);
    out.fails(database.insert(dangling), ErrorKind::ForeignKeyViolation);
    out.succeeds(database.insert(voucher));
    out.fails(database.insert(voucher), ErrorKind::UniqueViolation);
    out.succeeds(database.insert(dangling));
    out.fails(database.remove(voucher), ErrorKind::ForeignKeyViolation);

    auto made = account(0);
    const auto again = database.getOrCreate({ field<&Account::email> }, made);
    out.succeeds(again);
    made.visits = 7;
    out.succeeds(database.updateOrCreate({ field<&Account::email> }, made, { field<&Account::visits> }));
}

/// Values that are bound to SQL of the program's own are as secret as it says; the engine's words must not show them.
static void ownSql(Printer &out, Database &database)
{
    const QString placeholder = database.dialect().syntax().placeholder(1);
    const auto failing = [&](const QString &sql, const QList<quoin::Value> &bindings) {
        const auto done = database.execute(sql, bindings);
        if (done)
            qFatal("an operation of the test did not fail: %s", qPrintable(sql));
        out.print(done.error());
        const auto read = database.rows(sql, bindings);
        if (!read)
            out.print(read.error());
    };
    failing(u"INSERT INTO vouchers (code, worth) VALUES ("_s + placeholder + u", 1)"_s, { planted::code });
    failing(u"SELECT * FROM no_such_table WHERE a = "_s + placeholder, { planted::token });
    failing(u"UPDATE vouchers SET worth = NULL WHERE code = "_s + placeholder, { planted::code });
    if (database.options().engine != quoin::Engine::Sqlite) { // which takes text for an integer
        failing(u"UPDATE vouchers SET worth = "_s + placeholder, { planted::token });
        failing(u"INSERT INTO accounts (email, visits) VALUES ('a@example.org', "_s + placeholder + u')', { planted::note });
    }
}

static void transactions(Printer &out, Database &database)
{
    auto transaction = database.begin();
    out.succeeds(transaction);
    Account again = account(0);
    out.fails(database.insert(again), ErrorKind::UniqueViolation);
    Account next = account(3);
    out.fails(database.insert(next), ErrorKind::Transaction); // the cause is in it
    out.fails(transaction->commit(), ErrorKind::Transaction);
    const auto done = database.transaction([&](quoin::Transaction &) { return database.insert(again = account(0)); });
    out.fails(done, ErrorKind::UniqueViolation);
}

static void tablesThatDiffer(Printer &out, Database &database)
{
    out.succeeds(database.execute(u"ALTER TABLE accounts DROP COLUMN note"_s));
    Account row = account(4);
    row.note = planted::note;
    out.fails(database.insert(row), ErrorKind::InvalidQuery);
    out.succeeds(database.execute(u"ALTER TABLE accounts DROP COLUMN salary"_s));
    out.succeeds(database.execute(u"ALTER TABLE accounts ADD COLUMN salary VARCHAR(80)"_s));
    out.succeeds(database.execute(u"ALTER TABLE accounts ADD COLUMN note VARCHAR(80)"_s));
    out.succeeds(
            database.execute(u"UPDATE accounts SET salary = "_s + database.dialect().syntax().placeholder(1), { planted::code }));
    out.fails(database.query<Account>().all(), ErrorKind::Conversion);
    out.succeeds(database.execute(u"DROP TABLE redemptions"_s));
    Redemption redemption;
    redemption.voucher = quoin::Value(planted::code);
    out.fails(database.insert(redemption), ErrorKind::InvalidQuery);
}

static void connecting(Printer &out, const QString &url)
{
    const auto options = quoin::ConnectionOptions::fromUrl(url);
    out.succeeds(options);
    out.print(options->toDisplay());
    qInfo() << options->password << options->toDisplay();
    const auto malformed = [&](const QString &broken) { out.fails(Database::open(broken), ErrorKind::Configuration); };
    malformed(u"postgresql://ann:planted-password-4717@more@h/d"_s);
    malformed(u"postgresql://ann:planted-password-4717/x@h/d"_s);
    malformed(u"postgresql://ann:planted-password-4717?x@h/d"_s);
    malformed(u"postgresql://ann:planted-password-4717@h/d?pasword=planted-password-4717"_s);
    malformed(u"mysql://ann:planted-password-4717"_s);
    if (options->engine == quoin::Engine::Sqlite)
        return;
    quoin::ConnectionOptions wrong = *options;
    wrong.password = quoin::Secret(planted::password);
    wrong.connectRetries = 1;
    out.fails(Database::open(wrong), ErrorKind::Connection);
    wrong.port = 1;
    out.fails(Database::open(wrong), ErrorKind::Connection);
    wrong.host = u"no-such-host.invalid"_s;
    out.fails(Database::open(wrong), ErrorKind::Connection);
    wrong = *options;
    wrong.database = u"no_such_database"_s;
    out.fails(Database::open(wrong), ErrorKind::Connection);
}

/// The row by the engine's number on the command line.
static int doEverything(const Target &target)
{
    setvbuf(stdout, nullptr, _IOLBF, 0); // in one order with the log
    Printer out;
    const quoin::StatementObserver observer([&](const quoin::StatementEvent &event) { out.print(event.sql); });
    const QString url = freshDatabase(target);
    connecting(out, url);
    auto database = Database::open(url);
    out.succeeds(database);
    out.print(database->toDisplay());
    out.succeeds(createTables<Account, Voucher, Redemption>(*database));
    Account first = account(0);
    out.succeeds(database->insert(first));
    out.succeeds(database->get<Account>(first.id));
    uniqueViolations(out, *database, first);
    invalidValues(out, *database);
    conversions(out, first);
    queries(out, *database);
    keys(out, *database);
    ownSql(out, *database);
    transactions(out, *database);
    tablesThatDiffer(out, *database);
    out.print(u"%1 errors were printed"_s.arg(out.errors()));
    return 0;
}

// ---- the test

class tst_Secrets : public QObject
{
    Q_OBJECT

private slots:
    void nothingIsPrinted_data() { QUOIN_TARGET_ROWS(); }
    void nothingIsPrinted();
};

void tst_Secrets::nothingIsPrinted()
{
    const Target target = QUOIN_TARGET();
    QProcess child;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"QT_LOGGING_RULES"_s, u"*=true"_s);
    environment.insert(u"QT_ASSUME_STDERR_HAS_CONSOLE"_s, u"1"_s);
    child.setProcessEnvironment(environment);
    child.setProcessChannelMode(QProcess::MergedChannels);
    child.start(QCoreApplication::applicationFilePath(), { u"--do-everything"_s, target.name });
    QVERIFY2(child.waitForFinished(120'000), qPrintable(child.errorString()));
    const QByteArray printed = child.readAll();
    QVERIFY2(child.exitStatus() == QProcess::NormalExit && child.exitCode() == 0, printed.right(4000).constData());

    // That there was something to be found: errors, the log, statements, masks.
    QVERIFY2(printed.contains("errors were printed"), printed.right(4000).constData());
    QVERIFY(printed.count('\n') > 300);
    for (const char *expected : { "UniqueViolation", "ForeignKeyViolation", "Validation", "quoin.connection", "quoin.statement",
                 "INSERT INTO", "\u2022\u2022\u2022" })
        QVERIFY2(printed.contains(expected), expected);

    QList<QByteArray> secrets = planted::forms();
    if (target.engine != "sqlite"_L1)
        secrets.append(QUrl(serverUrl(target.engine)).password(QUrl::FullyDecoded).toUtf8());
    for (const QByteArray &line : printed.split('\n')) {
        for (const QByteArray &secret : std::as_const(secrets))
            QVERIFY2(!line.contains(secret), QByteArray("found " + secret + " in: " + line).constData());
    }
}

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = application.arguments();
    if (const qsizetype at = arguments.indexOf(u"--do-everything"_s); at >= 0) {
        for (const Target &target : targets()) {
            if (target.name == arguments.value(at + 1))
                return doEverything(target);
        }
        return 2;
    }
    tst_Secrets test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_secrets.moc"
