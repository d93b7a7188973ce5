// SPDX-License-Identifier: MIT
// What the engines say when something goes wrong, by both ways, turned into kinds, tables, columns and constraints.
#include "scratch.h"

#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace quoin;

class tst_Errors : public QObject
{
    Q_OBJECT

private slots:
    void violationsAreNamed_data();
    void violationsAreNamed();
    void codesHaveKinds_data();
    void codesHaveKinds();
    void lostConnectionsAreKnown_data();
    void lostConnectionsAreKnown();
};

namespace {

/// A table with something to violate, made by the engine's own SQL.
void makeTables(Scratch &scratch)
{
    using namespace schema;
    const auto column = [](const QString &name, const QString &type, bool nullable) {
        return Column { .name = name, .type = ColumnType::fromString(type).value(), .nullable = nullable };
    };
    Table users { .name = u"users"_s,
        .columns = { column(u"id"_s, u"int64"_s, false), column(u"email"_s, u"string(20)"_s, true),
                column(u"name"_s, u"string(5)"_s, false), column(u"age"_s, u"int32"_s, true),
                column(u"boss_id"_s, u"int64"_s, true) },
        .primaryKey = { u"users_pkey"_s, { u"id"_s } } };
    users.uniques = { Unique { u"users_email"_s, { u"email"_s } } };
    users.checks = { Check { u"users_age"_s, u"age > 0"_s } };
    users.foreignKeys = { ForeignKey { .name = u"users_boss"_s,
            .columns = { u"boss_id"_s },
            .referencedTable = u"users"_s,
            .referencedColumns = { u"id"_s } } };
    scratch.become({ .tables = { users } }).value();
    scratch.run(u"INSERT INTO users VALUES (1, 'a@b', 'Ann', 3, NULL), (2, 'c@d', 'Bob', 4, 1)"_s).value();
}

} // namespace

void tst_Errors::violationsAreNamed_data()
{
    QTest::addColumn<int>("target");
    QTest::addColumn<QString>("sql");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("names"); // what must be named where the engine tells: table, column or constraint
    const auto row = [](const char *name, const char16_t *sql, ErrorKind kind, const char16_t *names) {
        for (int target = 0; target < test::targets().size(); ++target)
            QTest::addRow("%s: %s", qPrintable(test::targets().at(target).name), name)
                    << target << QStringView(sql).toString() << int(kind) << QStringView(names).toString();
    };
    row("unique", u"INSERT INTO users VALUES (3, 'a@b', 'Eve', 3, NULL)", ErrorKind::UniqueViolation, u"email");
    row("primary key", u"INSERT INTO users VALUES (1, 'x', 'Eve', 3, NULL)", ErrorKind::UniqueViolation, u"");
    row("not null", u"INSERT INTO users VALUES (3, 'x', NULL, 3, NULL)", ErrorKind::NotNullViolation, u"name");
    row("check", u"INSERT INTO users VALUES (3, 'x', 'Eve', 0, NULL)", ErrorKind::CheckViolation, u"users_age");
    row("no parent", u"INSERT INTO users VALUES (3, 'x', 'Eve', 1, 99)", ErrorKind::ForeignKeyViolation, u"");
    row("still referenced", u"DELETE FROM users WHERE id = 1", ErrorKind::ForeignKeyViolation, u"");
    row("no table", u"INSERT INTO nosuch VALUES (1)", ErrorKind::InvalidQuery, u"nosuch");
    row("no column", u"UPDATE users SET nosuch = 1", ErrorKind::InvalidQuery, u"");
    row("syntax", u"SELEKT 1", ErrorKind::InvalidQuery, u"");
}

void tst_Errors::violationsAreNamed()
{
    QFETCH(int, target);
    QFETCH(QString, sql);
    QFETCH(int, kind);
    QFETCH(QString, names);
    Scratch scratch(test::targets().at(target));
    makeTables(scratch);
    const auto done = scratch.db().execute(sql);
    QVERIFY(!done.has_value());
    const Error &error = done.error();
    QVERIFY2(error.kind() == ErrorKind(kind), qPrintable(error.toString()));
    QVERIFY2(!error.message().isEmpty() && !error.message().contains(u"a@b"_s), qPrintable(error.message()));
    const QString told = error.table() + u' ' + error.constraint() + u' ' + error.columns().join(u' ');
    QVERIFY2(told.contains(names), qPrintable(error.toString()));
}

void tst_Errors::codesHaveKinds_data()
{
    QTest::addColumn<QString>("engine");
    QTest::addColumn<QString>("code");
    QTest::addColumn<int>("kind");
    QTest::addColumn<bool>("retryable");
    const auto row = [](const char *engine, const char *code, ErrorKind kind, bool retryable = false) {
        QTest::addRow("%s %s", engine, code)
                << QString::fromLatin1(engine) << QString::fromLatin1(code) << int(kind) << retryable;
    };
    row("sqlite", "5", ErrorKind::Timeout, true);
    row("sqlite", "6", ErrorKind::Timeout, true);
    row("sqlite", "517", ErrorKind::SerializationFailure, true);
    row("sqlite", "8", ErrorKind::Connection);
    row("sqlite", "9", ErrorKind::Cancelled);
    row("sqlite", "11", ErrorKind::Connection);
    row("sqlite", "13", ErrorKind::Connection);
    row("sqlite", "14", ErrorKind::Connection);
    row("sqlite", "26", ErrorKind::Connection);
    row("sqlite", "20", ErrorKind::Conversion);
    row("sqlite", "275", ErrorKind::CheckViolation);
    row("sqlite", "787", ErrorKind::ForeignKeyViolation);
    row("sqlite", "1299", ErrorKind::NotNullViolation);
    row("sqlite", "1555", ErrorKind::UniqueViolation);
    row("sqlite", "2067", ErrorKind::UniqueViolation);
    row("postgresql", "40001", ErrorKind::SerializationFailure, true);
    row("postgresql", "40P01", ErrorKind::Deadlock, true);
    row("postgresql", "55P03", ErrorKind::Timeout, true);
    row("postgresql", "57014", ErrorKind::Cancelled);
    row("postgresql", "57014 canceling statement due to user request", ErrorKind::Cancelled);
    row("postgresql", "57014 canceling statement due to statement timeout", ErrorKind::Timeout);
    row("postgresql", "57P01", ErrorKind::Connection, true);
    row("postgresql", "22001", ErrorKind::Conversion);
    row("postgresql", "22003", ErrorKind::Conversion);
    row("postgresql", "28P01", ErrorKind::Connection);
    row("postgresql", "3D000", ErrorKind::Connection);
    row("postgresql", "25P02", ErrorKind::Transaction);
    row("postgresql", "42601", ErrorKind::InvalidQuery);
    row("postgresql", "XX000", ErrorKind::Unknown);
    row("mysql", "1213", ErrorKind::Deadlock, true);
    row("mysql", "1205", ErrorKind::Timeout, true);
    row("mysql", "1317", ErrorKind::Cancelled);
    row("mysql", "1045", ErrorKind::Connection);
    row("mysql", "1049", ErrorKind::Connection);
    row("mysql", "2002", ErrorKind::Connection, true);
    row("mysql", "2006", ErrorKind::Connection, true);
    row("mysql", "1264", ErrorKind::Conversion);
    row("mysql", "1406", ErrorKind::Conversion);
    row("mysql", "3819", ErrorKind::CheckViolation);
    row("mysql", "4025", ErrorKind::CheckViolation);
    row("mysql", "9999", ErrorKind::Unknown);
}

void tst_Errors::codesHaveKinds()
{
    QFETCH(QString, engine);
    QFETCH(QString, code);
    QFETCH(int, kind);
    QFETCH(bool, retryable);
    Scratch scratch(engineNamed(engine));
    dialect::NativeError native;
    (engine == u"postgresql"_s ? native.sqlState : native.code) = code.section(u' ', 0, 0);
    native.message = code.section(u' ', 1);
    const Error error = scratch.dialect().errors().map(native);
    QCOMPARE(error.kind(), ErrorKind(kind));
    QCOMPARE(error.isRetryable(), retryable);
    QVERIFY(!error.message().isEmpty());
}

void tst_Errors::lostConnectionsAreKnown_data()
{
    QTest::addColumn<QString>("engine");
    QTest::addColumn<QString>("code");
    QTest::addColumn<bool>("lost");
    QTest::newRow("postgresql shutdown") << u"postgresql"_s << u"57P01"_s << true;
    QTest::newRow("postgresql unique") << u"postgresql"_s << u"23505"_s << false;
    QTest::newRow("mysql gone") << u"mysql"_s << u"2006"_s << true;
    QTest::newRow("mysql lost") << u"mysql"_s << u"2013"_s << true;
    QTest::newRow("mysql unique") << u"mysql"_s << u"1062"_s << false;
    QTest::newRow("sqlite damaged") << u"sqlite"_s << u"11"_s << true;
    QTest::newRow("sqlite busy") << u"sqlite"_s << u"5"_s << false;
}

void tst_Errors::lostConnectionsAreKnown()
{
    QFETCH(QString, engine);
    QFETCH(QString, code);
    QFETCH(bool, lost);
    Scratch scratch(engineNamed(engine));
    dialect::NativeError native;
    (engine == u"postgresql"_s ? native.sqlState : native.code) = code;
    QCOMPARE(scratch.dialect().errors().losesConnection(native), lost);
}

QTEST_GUILESS_MAIN(tst_Errors)
#include "tst_errors.moc"
