// SPDX-License-Identifier: MIT
#include <quoin/core/mask.h>

#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;

class tst_Mask : public QObject
{
    Q_OBJECT

private slots:
    void messages_data();
    void messages();
    void awkwardValuesNeverLeak_data();
    void awkwardValuesNeverLeak();
};

// Messages as the engines give them.
void tst_Mask::messages_data()
{
    QTest::addColumn<QString>("message");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const QString &message, const QString &expected) {
        QTest::newRow(name) << message << expected;
    };
    const auto same = [&](const char *name, const QString &message) { row(name, message, message); };

    same("empty", {});
    same("plain", u"database is locked"_s);

    same("sqlite: unique", u"UNIQUE constraint failed: users.email, users.tenant"_s);
    same("sqlite: no table", u"no such table: main.users"_s);
    same("sqlite: near keyword", u"near \"FORM\": syntax error"_s);
    row("sqlite: near literal", u"near \"'ann@x'\": syntax error"_s, u"near \"•••\": syntax error"_s);
    row("sqlite: token", u"unrecognized token: \"'ann\""_s, u"unrecognized token: \"•••\""_s);
    row("sqlite: check", u"CHECK constraint failed: kind IN ('gold', 'silver')"_s, u"CHECK constraint failed: kind IN ('•••')"_s);

    same("postgresql: column", u"ERROR:  null value in column \"email\" of relation \"users\" violates not-null constraint"_s);
    same("postgresql: relation", u"ERROR:  relation \"order details\" does not exist"_s);
    same("postgresql: user", u"FATAL:  password authentication failed for user \"ann\""_s);
    same("postgresql: server",
            u"connection to server at \"127.0.0.1\", port 5432 failed: FATAL:  database \"shop\" does not exist"_s);
    row("postgresql: unique",
            u"ERROR:  duplicate key value violates unique constraint \"users_email_key\"\n"
            "DETAIL:  Key (tenant, lower(email))=(1, ann@x) already exists.\n(23505) QPSQL: Unable to create query"_s,
            u"ERROR:  duplicate key value violates unique constraint \"users_email_key\"\n"
            "DETAIL:  Key (tenant, lower(email))=(•••) already exists.\n(23505) QPSQL: Unable to create query"_s);
    row("postgresql: foreign key", u"DETAIL:  Key (author)=(7) is not present in table \"authors\"."_s,
            u"DETAIL:  Key (author)=(•••) is not present in table \"authors\"."_s);
    row("postgresql: row", u"DETAIL:  Failing row contains (1, ann@x, (nested), null)."_s,
            u"DETAIL:  Failing row contains (•••)."_s);
    row("postgresql: exclusion", u"DETAIL:  Key (during)=([1,5)) conflicts with existing key (during)=([2,6))."_s,
            u"DETAIL:  Key (during)=(•••) conflicts with existing key (during)=(•••)."_s);
    row("postgresql: syntax of a value", u"ERROR:  invalid input syntax for type integer: \"ann\""_s,
            u"ERROR:  invalid input syntax for type integer: \"•••\""_s);
    row("postgresql: range", u"ERROR:  value \"99999999999\" is out of range for type integer"_s,
            u"ERROR:  value \"•••\" is out of range for type integer"_s);
    row("postgresql: enum", u"invalid input value for enum mood: \"sad\""_s, u"invalid input value for enum mood: \"•••\""_s);
    row("postgresql: excerpt",
            u"ERROR:  syntax error at or near \"FORM\"\nLINE 1: SELECT 'ann' FORM users\n                     ^"_s,
            u"ERROR:  syntax error at or near \"FORM\"\nLINE 1: •••"_s);
    row("postgresql: context",
            u"ERROR:  invalid input syntax for type json\nDETAIL:  Token \"ann\" is invalid.\n"
            "CONTEXT:  JSON data, line 1: {\"name\": ann...\nHINT:  Check it."_s,
            u"ERROR:  invalid input syntax for type json\nDETAIL:  Token \"•••\" is invalid.\nCONTEXT: •••\nHINT:  Check it."_s);
    row("postgresql: German", u"DETAIL:  Schlüssel »(email)=(ann@x)« existiert bereits."_s,
            u"DETAIL:  Schlüssel »•••« existiert bereits."_s);

    row("mysql: unique", u"Duplicate entry 'ann@x' for key 'users.email'"_s, u"Duplicate entry '•••' for key 'users.email'"_s);
    same("mysql: column", u"Unknown column 'nmae' in 'field list'"_s);
    same("mysql: null", u"Column 'email' cannot be null"_s);
    same("mysql: table", u"Table 'shop.users' doesn't exist"_s);
    same("mysql: default", u"Field 'name' doesn't have a default value"_s);
    same("mysql: account", u"Access denied for user 'ann'@'localhost' (using password: YES)"_s);
    same("mysql: host", u"Can't connect to server on 'db.example.org' (115)"_s);
    same("mysql: foreign key",
            u"Cannot add or update a child row: a foreign key constraint fails (`shop`.`posts`, CONSTRAINT "
            "`posts_author` FOREIGN KEY (`author`) REFERENCES `authors` (`id`))"_s);
    row("mysql: value", u"Incorrect integer value: 'ann' for column `shop`.`users`.`age` at row 1"_s,
            u"Incorrect integer value: '•••' for column `shop`.`users`.`age` at row 1"_s);
    same("mysql: long", u"Data too long for column 'name' at row 1"_s);
    row("mysql: near",
            u"You have an error in your SQL syntax; check the manual for the right syntax to use near 'FORM users "
            "WHERE name = 'ann'' at line 1"_s,
            u"You have an error in your SQL syntax; check the manual for the right syntax to use near '•••' at line 1"_s);
}

void tst_Mask::messages()
{
    QFETCH(QString, message);
    const QString masked = quoin::maskLiterals(message);
    QTEST(masked, "expected");
    QCOMPARE(quoin::maskLiterals(masked), masked); // an error that is passed on may be masked again
}

// The engines do not escape what they quote: values full of quotes, brackets and line breaks must not get through.
void tst_Mask::awkwardValuesNeverLeak_data()
{
    QTest::addColumn<QString>("value");
    QTest::newRow("apostrophe") << u"s3cret's s3cret"_s;
    QTest::newRow("apostrophe and blank") << u"s3cret' s3cret"_s;
    QTest::newRow("only quotes") << u"'' \"\" s3cret ''"_s;
    QTest::newRow("double quotes") << u"\"s3cret\" s3cret \"s3cret\""_s;
    QTest::newRow("brackets") << u"s3cret) (s3cret))"_s;
    QTest::newRow("line break") << u"s3cret\ns3cret"_s;
    QTest::newRow("leading quote") << u"'s3cret"_s;
    QTest::newRow("trailing quote") << u"s3cret'"_s;
    QTest::newRow("guillemets") << u"»s3cret« s3cret"_s;
    QTest::newRow("Unicode") << u"é's3cret'é"_s;
}

void tst_Mask::awkwardValuesNeverLeak()
{
    QFETCH(QString, value);
    const QStringList templates {
        u"Duplicate entry '%1' for key 'users.email'"_s,
        u"Incorrect datetime value: '%1' for column `shop`.`users`.`born` at row 1"_s,
        u"ERROR:  invalid input syntax for type integer: \"%1\""_s,
        u"DETAIL:  Key (email)=(%1) already exists."_s,
        u"DETAIL:  Failing row contains (1, %1, null)."_s,
        u"DETAIL:  Key (email)=(%1) is not present in table \"users\"."_s,
    };
    for (const QString &text : templates) {
        const QString masked = quoin::maskLiterals(text.arg(value));
        QVERIFY2(!masked.contains(u"s3cret"), qPrintable(masked));
        QVERIFY2(masked.contains(u"•••"), qPrintable(masked));
    }
}

QTEST_APPLESS_MAIN(tst_Mask)
#include "tst_mask.moc"
