// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/qlist.h>
#include <QtCore/qstring.h>
#include <QtTest/qtestcase.h>

/// What the tests share.
namespace quoin::test {

/// One engine that a test runs against, by one of the two ways to it.
struct Target
{
    QString name;   ///< "sqlite-native", "postgresql-qsqlquery" …: the row's name in test output.
    QString engine; ///< "sqlite", "postgresql", "mysql"
    bool native;    ///< by the client library's own calls; else by QSqlQuery
};

/// All six, always: a test that needs a server which is not there fails, it is not skipped.
QList<Target> targets();
/// The three engines, each by its native way: for tests where the way makes no difference.
QList<Target> engines();

/// How a database orders text by itself: as the server's default is, or as an English dictionary (SQLite knows no such order).
enum class Collation { Default, English };

/// A fresh, empty database on \a target for the caller alone: a URL for Database::open(). SQLite: a file in a temporary
/// folder; servers: a database that is dropped when the program ends. The servers' URLs come from the environment
/// (QUOIN_TEST_POSTGRESQL_URL, QUOIN_TEST_MYSQL_URL: a superuser on a database server made for tests); without them
/// the program ends with a message that says how to get them.
QString freshDatabase(const Target &target, Collation collation = Collation::Default);

/// The URL in the environment for the engine's test server, unchanged: for tests that connect in wrong ways.
QString serverUrl(const QString &engine);
/// The same server by its Unix socket (QUOIN_TEST_POSTGRESQL_SOCKET_URL, QUOIN_TEST_MYSQL_SOCKET_URL).
QString serverSocketUrl(const QString &engine);

} // namespace quoin::test

/// In a _data() function: one row per target.
#define QUOIN_TARGET_ROWS() \
    do { \
        QTest::addColumn<int>("target"); \
        for (int row = 0; row < ::quoin::test::targets().size(); ++row) \
            QTest::newRow(qPrintable(::quoin::test::targets().at(row).name)) << row; \
    } while (false)
/// In the test: the row's target.
#define QUOIN_TARGET() \
    ([] { \
        QFETCH(int, target); \
        return ::quoin::test::targets().at(target); \
    }())

/// QVERIFY for a Result, which prints the error.
#define QVERIFY_RESULT(expression) \
    do { \
        const auto &quoinResult_ = (expression); \
        if (!quoinResult_.has_value()) { \
            QTest::qFail(qPrintable(QStringLiteral(#expression "\n") + quoinResult_.error().toString()), __FILE__, __LINE__); \
            return; \
        } \
    } while (false)
