// SPDX-License-Identifier: MIT
#include <quoin/core/error.h>

#include <QtCore/qdebug.h>
#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using quoin::Error;
using quoin::ErrorKind;
using quoin::FieldError;

class tst_Error : public QObject
{
    Q_OBJECT

private slots:
    void kinds_data();
    void kinds();
    void keepsWhatIsSet();
    void defaultIsUnknown();
    void retryableCanBeSet();
    void copiesAreIndependent();
    void engineMessageIsMasked();
    void text_data();
    void text();
    void debugOutputIsTheText();
    void travelsInAVariant();
};

void tst_Error::kinds_data()
{
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<bool>("retryable");

    const auto row = [](const char *name, ErrorKind kind, bool retryable = false) { QTest::newRow(name) << kind << retryable; };
    row("Unknown", ErrorKind::Unknown);
    row("NotFound", ErrorKind::NotFound);
    row("MultipleFound", ErrorKind::MultipleFound);
    row("Validation", ErrorKind::Validation);
    row("UniqueViolation", ErrorKind::UniqueViolation);
    row("ForeignKeyViolation", ErrorKind::ForeignKeyViolation);
    row("NotNullViolation", ErrorKind::NotNullViolation);
    row("CheckViolation", ErrorKind::CheckViolation);
    row("Stale", ErrorKind::Stale);
    row("Deadlock", ErrorKind::Deadlock, true);
    row("SerializationFailure", ErrorKind::SerializationFailure, true);
    row("Timeout", ErrorKind::Timeout);
    row("Connection", ErrorKind::Connection);
    row("Cancelled", ErrorKind::Cancelled);
    row("Unsupported", ErrorKind::Unsupported);
    row("InvalidQuery", ErrorKind::InvalidQuery);
    row("Migration", ErrorKind::Migration);
    row("Relation", ErrorKind::Relation);
    row("Configuration", ErrorKind::Configuration);
    row("Conversion", ErrorKind::Conversion);
    row("Transaction", ErrorKind::Transaction);
}

void tst_Error::kinds()
{
    QFETCH(ErrorKind, kind);
    QFETCH(bool, retryable);
    QCOMPARE(quoin::errorKindName(kind), QString::fromLatin1(QTest::currentDataTag()));
    QCOMPARE(Error(kind, u"x"_s).isRetryable(), retryable);
}

void tst_Error::keepsWhatIsSet()
{
    Error error(ErrorKind::UniqueViolation, u"Taken."_s);
    error.setHint(u"Choose another."_s)
            .setEngine(u"1062"_s, u"23000"_s, u"Duplicate"_s)
            .setModel(u"User"_s, u"email"_s)
            .setTable(u"users"_s)
            .setConstraint(u"users_email_key"_s, { u"email"_s })
            .setStatement(u"INSERT INTO users VALUES (?)"_s)
            .setFieldErrors({ { u"email"_s, u"unique"_s, u"Already used."_s } })
            .addCause(Error(ErrorKind::Unknown, u"Below."_s));

    QCOMPARE(error.kind(), ErrorKind::UniqueViolation);
    QCOMPARE(error.message(), u"Taken."_s);
    QCOMPARE(error.hint(), u"Choose another."_s);
    QCOMPARE(error.engineCode(), u"1062"_s);
    QCOMPARE(error.sqlState(), u"23000"_s);
    QCOMPARE(error.engineMessage(), u"Duplicate"_s);
    QCOMPARE(error.model(), u"User"_s);
    QCOMPARE(error.field(), u"email"_s);
    QCOMPARE(error.table(), u"users"_s);
    QCOMPARE(error.constraint(), u"users_email_key"_s);
    QCOMPARE(error.columns(), QStringList { u"email"_s });
    QCOMPARE(error.statement(), u"INSERT INTO users VALUES (?)"_s);
    QCOMPARE(error.fieldErrors(), (QList<FieldError> { { u"email"_s, u"unique"_s, u"Already used."_s } }));
    QCOMPARE(error.causes().size(), 1);
    QCOMPARE(error.causes().first().message(), u"Below."_s);
}

void tst_Error::defaultIsUnknown()
{
    const Error error;
    QCOMPARE(error.kind(), ErrorKind::Unknown);
    QVERIFY(error.message().isEmpty());
    QCOMPARE(error.toString(), u"Unknown"_s);
}

void tst_Error::retryableCanBeSet()
{
    QVERIFY(Error(ErrorKind::Timeout, u"The database is busy."_s).setRetryable(true).isRetryable());
    QVERIFY(!Error(ErrorKind::Deadlock, u"Deadlock."_s).setRetryable(false).isRetryable());
}

void tst_Error::copiesAreIndependent()
{
    Error first(ErrorKind::Stale, u"Changed."_s);
    Error second = first;
    second.setTable(u"posts"_s);
    QVERIFY(first.table().isEmpty());
    QCOMPARE(second.table(), u"posts"_s);

    const Error moved = std::move(second);
    QCOMPARE(moved.table(), u"posts"_s);
    second = first; // a moved-from error can be assigned again
    QCOMPARE(second.message(), u"Changed."_s);
}

void tst_Error::engineMessageIsMasked()
{
    const Error error = Error(ErrorKind::UniqueViolation, u"Taken."_s)
                                .setEngine(u"1062"_s, u"23000"_s, u"Duplicate entry 'ann@example.org' for key 'users.email'"_s);
    QCOMPARE(error.engineMessage(), u"Duplicate entry '•••' for key 'users.email'"_s);
    QVERIFY(!error.toString().contains(u"ann@"));
}

void tst_Error::text_data()
{
    QTest::addColumn<Error>("error");
    QTest::addColumn<QString>("expected");

    QTest::newRow("message only") << Error(ErrorKind::NotFound, u"There is no such row."_s)
                                  << u"NotFound: There is no such row."_s;
    QTest::newRow("all") << Error(ErrorKind::UniqueViolation, u"The e-mail is taken."_s)
                                    .setHint(u"Choose another."_s)
                                    .setEngine(u"7"_s, u"23505"_s, u"duplicate key"_s)
                                    .setModel(u"User"_s, u"email"_s)
                                    .setTable(u"users"_s)
                                    .setConstraint(u"users_email_key"_s, { u"tenant"_s, u"email"_s })
                                    .setStatement(u"INSERT INTO users\nVALUES ($1)"_s)
                         << u"UniqueViolation: The e-mail is taken.\n"
                            "  hint: Choose another.\n"
                            "  model: User.email\n"
                            "  table: users\n"
                            "  constraint: users_email_key (tenant, email)\n"
                            "  engine: 7, SQLSTATE 23505: duplicate key\n"
                            "  statement: INSERT INTO users\n"
                            "    VALUES ($1)"_s;
    QTest::newRow("parts") << Error(ErrorKind::NotNullViolation, u"Missing."_s)
                                      .setEngine({}, u"23502"_s, {})
                                      .setModel(u"User"_s)
                                      .setConstraint({}, { u"email"_s })
                           << u"NotNullViolation: Missing.\n"
                              "  model: User\n"
                              "  constraint: (email)\n"
                              "  engine: SQLSTATE 23502"_s;
    QTest::newRow("fields") << Error(ErrorKind::Validation, u"User is not valid."_s)
                                       .setFieldErrors({ { u"name"_s, u"required"_s, u"A name is needed."_s },
                                               { {}, u"dates"_s, u"The end is before the start."_s },
                                               { u"age"_s, {}, u"Too small."_s } })
                            << u"Validation: User is not valid.\n"
                               "  name: A name is needed. [required]\n"
                               "  all fields: The end is before the start. [dates]\n"
                               "  age: Too small."_s;
    QTest::newRow("causes") << Error(ErrorKind::Connection, u"No server answered."_s)
                                       .addCause(Error(ErrorKind::Timeout, u"primary: 5 s."_s).setHint(u"Wait."_s))
                                       .addCause(Error(ErrorKind::Connection, u"replica: refused."_s))
                            << u"Connection: No server answered.\n"
                               "  cause: Timeout: primary: 5 s.\n"
                               "      hint: Wait.\n"
                               "  cause: Connection: replica: refused."_s;
}

void tst_Error::text()
{
    QFETCH(Error, error);
    QTEST(error.toString(), "expected");
}

void tst_Error::debugOutputIsTheText()
{
    QString output;
    QDebug(&output) << Error(ErrorKind::Stale, u"Say \"hello\"."_s) << u"next"_s;
    QCOMPARE(output.trimmed(), u"quoin::Error(Stale: Say \"hello\".) \"next\""_s);
}

void tst_Error::travelsInAVariant()
{
    const QVariant variant = QVariant::fromValue(Error(ErrorKind::Stale, u"Changed."_s));
    QCOMPARE(variant.value<Error>().kind(), ErrorKind::Stale);
}

QTEST_APPLESS_MAIN(tst_Error)
#include "tst_error.moc"
