// SPDX-License-Identifier: MIT
#include "testsupport.h"

#include <quoin/db/connection.h>

#include <QElapsedTimer>
#include <QTest>

#include <map>

using namespace Qt::StringLiterals;
using namespace quoin;
using quoin::test::Target;

/// Statements that run while others are read, and results that nobody reads to the end: the client libraries of the servers do
/// one thing at a time.
class tst_NestedStatements : public QObject
{
    Q_OBJECT

private slots:
    void insideARunningQuery_data() { QUOIN_TARGET_ROWS(); }
    void insideARunningQuery();
    void threeDeep_data() { QUOIN_TARGET_ROWS(); }
    void threeDeep();
    void sameTextTwice_data() { QUOIN_TARGET_ROWS(); }
    void sameTextTwice();
    void beforeTheFirstRow_data() { QUOIN_TARGET_ROWS(); }
    void beforeTheFirstRow();
    void currentRowStays_data() { QUOIN_TARGET_ROWS(); }
    void currentRowStays();
    void writingInside_data() { QUOIN_TARGET_ROWS(); }
    void writingInside();
    void abandoned_data();
    void abandoned();
    void abandonedInTransaction_data() { QUOIN_TARGET_ROWS(); }
    void abandonedInTransaction();
    void destroyedWhileRunning_data() { QUOIN_TARGET_ROWS(); }
    void destroyedWhileRunning();
    void reuseAfterError_data() { QUOIN_TARGET_ROWS(); }
    void reuseAfterError();
    void errorInTheMiddle_data() { QUOIN_TARGET_ROWS(); }
    void errorInTheMiddle();
    void errorInTheMiddleOfTheOuter_data() { QUOIN_TARGET_ROWS(); }
    void errorInTheMiddleOfTheOuter();
    void executeOfAQuery_data() { QUOIN_TARGET_ROWS(); }
    void executeOfAQuery();
    void alteredTable_data() { QUOIN_TARGET_ROWS(); }
    void alteredTable();
    void statementOutlivesConnection_data() { QUOIN_TARGET_ROWS(); }
    void statementOutlivesConnection();

private:
    static constexpr int rows = 1000;

    static std::unique_ptr<Connection> openFresh(const Target &target)
    {
        const auto options = ConnectionOptions::fromUrl(test::freshDatabase(target));
        auto opened = options ? Connection::open(*options) : Result<std::unique_ptr<Connection>>(options.error());
        if (!opened)
            qFatal("%s", qPrintable(opened.error().toString()));
        return *std::move(opened);
    }

    /// One connection a target, with the table numbers (id 0 … 999).
    Connection &connectionTo(const Target &target)
    {
        auto &connection = m_connections[target.name];
        if (connection)
            return *connection;
        connection = openFresh(target);
        const auto check = [](const auto &result) {
            if (!result)
                qFatal("%s", qPrintable(result.error().toString()));
        };
        check(connection->run(u"CREATE TABLE numbers (id integer PRIMARY KEY, text varchar(40) NOT NULL)"_s));
        check(connection->begin({}));
        for (int id = 0; id < rows; ++id)
            check(connection->execute(
                    u"INSERT INTO numbers VALUES (?, ?)"_s, { id, QString(u"number "_s + QString::number(id)) }));
        check(connection->commit());
        return *connection;
    }

    /// A query over a million rows that the server makes up: long enough that nobody holds all of it by accident.
    static QString many() { return u"SELECT a.id * 1000 + b.id, a.text FROM numbers a CROSS JOIN numbers b"_s; }

    static qint64 count(Connection &connection)
    {
        auto statement = connection.prepare(u"SELECT count(*) FROM numbers"_s);
        if (!statement)
            return -1;
        auto cursor = (*statement)->query();
        qint64 value = -2;
        if (!cursor || !(*cursor)->next() || !(*cursor)->int64(0, value))
            return -3;
        (*statement)->close();
        return value;
    }

    std::map<QString, std::unique_ptr<Connection>> m_connections;
};

void tst_NestedStatements::insideARunningQuery()
{
    Connection &connection = connectionTo(QUOIN_TARGET());
    auto outer = connection.prepare(u"SELECT id, text FROM numbers ORDER BY id"_s);
    QVERIFY_RESULT(outer);
    auto cursor = (*outer)->query();
    QVERIFY_RESULT(cursor);
    auto inner = connection.prepare(u"SELECT text FROM numbers WHERE id = ?"_s);
    QVERIFY_RESULT(inner);
    int seen = 0;
    while ((*cursor)->next()) {
        qint64 id = -1;
        QString outerText;
        QString innerText;
        QVERIFY((*cursor)->int64(0, id));
        QCOMPARE(id, seen);
        (*inner)->bindInt64(0, id);
        auto found = (*inner)->query();
        QVERIFY_RESULT(found);
        QVERIFY((*found)->next());
        QVERIFY((*found)->text(0, innerText));
        QVERIFY(!(*found)->next());
        QVERIFY((*cursor)->text(1, outerText)); // the outer row is still there
        QCOMPARE(outerText, innerText);
        ++seen;
    }
    QVERIFY(!(*cursor)->error());
    QCOMPARE(seen, rows);
}

void tst_NestedStatements::threeDeep()
{
    Connection &connection = connectionTo(QUOIN_TARGET());
    int seen = 0;
    auto a = connection.prepare(u"SELECT id FROM numbers WHERE id < 10 ORDER BY id"_s);
    auto b = connection.prepare(u"SELECT id FROM numbers WHERE id < 11 ORDER BY id"_s);
    auto c = connection.prepare(u"SELECT id FROM numbers WHERE id < 12 ORDER BY id"_s);
    QVERIFY(a && b && c);
    auto first = (*a)->query();
    QVERIFY_RESULT(first);
    while ((*first)->next()) {
        auto second = (*b)->query();
        QVERIFY_RESULT(second);
        while ((*second)->next()) {
            auto third = (*c)->query();
            QVERIFY_RESULT(third);
            while ((*third)->next())
                ++seen;
        }
    }
    QCOMPARE(seen, 10 * 11 * 12);
}

/// The cache does not give out a statement that runs.
void tst_NestedStatements::sameTextTwice()
{
    Connection &connection = connectionTo(QUOIN_TARGET());
    const QString sql = u"SELECT id FROM numbers WHERE id < 50 ORDER BY id"_s;
    auto outer = connection.prepare(sql);
    QVERIFY_RESULT(outer);
    auto cursor = (*outer)->query();
    QVERIFY_RESULT(cursor);
    int seen = 0;
    while ((*cursor)->next()) {
        auto inner = connection.prepare(sql);
        QVERIFY_RESULT(inner);
        QVERIFY(inner->get() != outer->get());
        auto again = (*inner)->query();
        QVERIFY_RESULT(again);
        QVERIFY((*again)->next());
        ++seen;
    }
    QCOMPARE(seen, 50);
}

void tst_NestedStatements::beforeTheFirstRow()
{
    Connection &connection = connectionTo(QUOIN_TARGET());
    auto outer = connection.prepare(u"SELECT id FROM numbers ORDER BY id"_s);
    QVERIFY_RESULT(outer);
    auto cursor = (*outer)->query();
    QVERIFY_RESULT(cursor);
    QCOMPARE(count(connection), rows);
    int seen = 0;
    for (qint64 id = -1; (*cursor)->next(); ++seen) {
        QVERIFY((*cursor)->int64(0, id));
        QCOMPARE(id, seen);
    }
    QCOMPARE(seen, rows);
}

void tst_NestedStatements::currentRowStays()
{
    Connection &connection = connectionTo(QUOIN_TARGET());
    auto outer = connection.prepare(u"SELECT id, text FROM numbers ORDER BY id"_s);
    QVERIFY_RESULT(outer);
    auto cursor = (*outer)->query();
    QVERIFY_RESULT(cursor);
    for (int i = 0; i <= rows / 2; ++i)
        QVERIFY((*cursor)->next());
    QCOMPARE(count(connection), rows);
    QCOMPARE(count(connection), rows);
    qint64 id = -1;
    QString text;
    QVERIFY((*cursor)->int64(0, id));
    QVERIFY((*cursor)->text(1, text));
    QCOMPARE(id, rows / 2);
    QCOMPARE(text, u"number %1"_s.arg(rows / 2));
    QVERIFY((*cursor)->next());
    QVERIFY((*cursor)->int64(0, id));
    QCOMPARE(id, rows / 2 + 1);
}

void tst_NestedStatements::writingInside()
{
    const Target target = QUOIN_TARGET();
    Connection &connection = connectionTo(target);
    QVERIFY_RESULT(connection.run(u"CREATE TABLE IF NOT EXISTS copies (id integer PRIMARY KEY)"_s));
    auto outer = connection.prepare(u"SELECT id FROM numbers ORDER BY id"_s);
    QVERIFY_RESULT(outer);
    QVERIFY_RESULT(connection.begin({}));
    auto cursor = (*outer)->query();
    QVERIFY_RESULT(cursor);
    while ((*cursor)->next()) {
        qint64 id = -1;
        QVERIFY((*cursor)->int64(0, id));
        const auto stored = connection.execute(u"INSERT INTO copies VALUES (?)"_s, { id });
        QVERIFY_RESULT(stored);
        QCOMPARE(*stored, 1);
    }
    QVERIFY(!(*cursor)->error());
    QVERIFY_RESULT(connection.commit());
    const auto removed = connection.execute(u"DELETE FROM copies"_s);
    QVERIFY_RESULT(removed);
    QCOMPARE(*removed, rows);
}

void tst_NestedStatements::abandoned_data()
{
    QTest::addColumn<int>("target");
    QTest::addColumn<int>("read");
    for (int target = 0; target < test::targets().size(); ++target) {
        for (const int read : { 0, 1, 300, 100'000 })
            QTest::addRow("%s after %d rows", qPrintable(test::targets().at(target).name), read) << target << read;
    }
}

/// Closed early, a long result does not have to be waited for where the server can be told (PostgreSQL) or reads by itself
/// (SQLite), and everything works as before.
void tst_NestedStatements::abandoned()
{
    QFETCH(int, read);
    const Target target = QUOIN_TARGET();
    Connection &connection = connectionTo(target);
    auto statement = connection.prepare(many());
    QVERIFY_RESULT(statement);
    for (int round = 0; round < 2; ++round) {
        auto cursor = (*statement)->query();
        QVERIFY_RESULT(cursor);
        for (int i = 0; i < read; ++i)
            QVERIFY((*cursor)->next());
        (*statement)->close();
        QVERIFY(!(*cursor)->next());
        QVERIFY(!(*cursor)->error());
    }
    QCOMPARE(count(connection), rows);
    QVERIFY(connection.isUsable());
    QVERIFY_RESULT(connection.begin({}));
    QVERIFY_RESULT(connection.commit());
}

/// Cancelling would abort the transaction on PostgreSQL: it has to go on.
void tst_NestedStatements::abandonedInTransaction()
{
    Connection &connection = connectionTo(QUOIN_TARGET());
    QVERIFY_RESULT(connection.run(u"CREATE TABLE IF NOT EXISTS kept (id integer PRIMARY KEY)"_s));
    QVERIFY_RESULT(connection.begin({}));
    QVERIFY_RESULT(connection.execute(u"INSERT INTO kept VALUES (?)"_s, { 1 }));
    auto statement = connection.prepare(u"SELECT a.id FROM numbers a CROSS JOIN (SELECT id FROM numbers WHERE id < 50) b"_s);
    QVERIFY_RESULT(statement);
    auto cursor = (*statement)->query();
    QVERIFY_RESULT(cursor);
    for (int i = 0; i < 500; ++i)
        QVERIFY((*cursor)->next());
    (*statement)->close();
    QVERIFY_RESULT(connection.execute(u"INSERT INTO kept VALUES (?)"_s, { 2 }));
    QVERIFY_RESULT(connection.commit());
    const auto removed = connection.execute(u"DELETE FROM kept"_s);
    QVERIFY_RESULT(removed);
    QCOMPARE(*removed, 2);
}

void tst_NestedStatements::destroyedWhileRunning()
{
    Connection &connection = connectionTo(QUOIN_TARGET());
    auto other = connection.prepare(u"SELECT id FROM numbers ORDER BY id"_s);
    QVERIFY_RESULT(other);
    {
        // Not from the cache, which would keep it: a second one of the same text.
        auto kept = connection.prepare(u"SELECT id, text FROM numbers"_s);
        auto statement = connection.prepare(u"SELECT id, text FROM numbers"_s);
        QVERIFY_RESULT(statement);
        auto cursor = (*statement)->query();
        QVERIFY_RESULT(cursor);
        QVERIFY((*cursor)->next());
        // And another one that comes in while the first is destroyed.
        auto running = (*other)->query();
        QVERIFY_RESULT(running);
        QVERIFY((*running)->next());
    }
    qint64 id = -1;
    auto again = (*other)->query();
    QVERIFY_RESULT(again);
    QVERIFY((*again)->next());
    QVERIFY((*again)->int64(0, id));
    QCOMPARE(id, 0);
    (*other)->close();
    QCOMPARE(count(connection), rows);
}

void tst_NestedStatements::reuseAfterError()
{
    Connection &connection = connectionTo(QUOIN_TARGET());
    auto statement = connection.prepare(u"INSERT INTO numbers VALUES (?, ?)"_s);
    QVERIFY_RESULT(statement);
    for (int round = 0; round < 3; ++round) {
        (*statement)->bindInt64(0, 5);
        (*statement)->bindText(1, u"double");
        const auto refused = (*statement)->execute();
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind(), ErrorKind::UniqueViolation);
        QCOMPARE(refused.error().statement(), (*statement)->sql());
        (*statement)->bindInt64(0, rows + round);
        const auto stored = (*statement)->execute();
        QVERIFY_RESULT(stored);
        QCOMPARE(*stored, 1);
    }
    const auto removed = connection.execute(u"DELETE FROM numbers WHERE id >= ?"_s, { rows });
    QVERIFY_RESULT(removed);
    QCOMPARE(*removed, 3);
    const auto missing = connection.prepare(u"SELECT nothing FROM nowhere"_s);
    QVERIFY(!missing || !(*missing)->query());
    QCOMPARE(count(connection), rows);
}

namespace {

/// A query that fails at one of its rows, after many were sent.
QString failing(const QString &engine)
{
    if (engine == "postgresql"_L1)
        return u"SELECT 1 / (900 - id) FROM (SELECT id FROM numbers ORDER BY id LIMIT 1000) AS n"_s;
    if (engine == "sqlite"_L1)
        return u"SELECT CASE WHEN id < 900 THEN id ELSE abs(-9223372036854775808 + id - id) END FROM numbers ORDER BY id"_s;
    return u"SELECT CASE WHEN id < 900 THEN id ELSE 9223372036854775807 + id END FROM numbers ORDER BY id"_s;
}

} // namespace

void tst_NestedStatements::errorInTheMiddle()
{
    const Target target = QUOIN_TARGET();
    Connection &connection = connectionTo(target);
    auto statement = connection.prepare(failing(target.engine));
    QVERIFY_RESULT(statement);
    for (int round = 0; round < 2; ++round) {
        auto cursor = (*statement)->query();
        bool failed = !cursor; // by a way that reads whole results the error comes at once
        if (cursor) {
            while ((*cursor)->next()) { }
            failed = (*cursor)->error().has_value();
            (*statement)->close();
        }
        QVERIFY(failed);
        QCOMPARE(count(connection), rows);
    }
}

void tst_NestedStatements::errorInTheMiddleOfTheOuter()
{
    const Target target = QUOIN_TARGET();
    Connection &connection = connectionTo(target);
    auto statement = connection.prepare(failing(target.engine));
    QVERIFY_RESULT(statement);
    auto cursor = (*statement)->query();
    if (!cursor)
        return; // it came at once
    QVERIFY((*cursor)->next());
    QCOMPARE(count(connection), rows); // reads the outer one ahead, over its error
    int more = 0;
    while ((*cursor)->next())
        ++more;
    QCOMPARE(more, 899);
    QVERIFY((*cursor)->error());
}

void tst_NestedStatements::executeOfAQuery()
{
    Connection &connection = connectionTo(QUOIN_TARGET());
    QVERIFY_RESULT(connection.execute(u"SELECT id FROM numbers"_s));
    QCOMPARE(count(connection), rows);
    // And a query of what gives no rows.
    auto statement = connection.prepare(u"UPDATE numbers SET text = text WHERE id < 3"_s);
    QVERIFY_RESULT(statement);
    auto cursor = (*statement)->query();
    QVERIFY_RESULT(cursor);
    QVERIFY(!(*cursor)->next());
    QVERIFY(!(*cursor)->error());
    // Matched rows count, also those that the update leaves as they are.
    const auto matched = (*statement)->execute();
    QVERIFY_RESULT(matched);
    QCOMPARE(*matched, 3);
}

/// A prepared statement of which the table changes under it.
void tst_NestedStatements::alteredTable()
{
    Connection &connection = connectionTo(QUOIN_TARGET());
    QVERIFY_RESULT(connection.run(u"CREATE TABLE changing (id integer PRIMARY KEY)"_s));
    QVERIFY_RESULT(connection.execute(u"INSERT INTO changing VALUES (1)"_s));
    auto statement = connection.prepare(u"SELECT * FROM changing"_s);
    QVERIFY_RESULT(statement);
    auto cursor = (*statement)->query();
    QVERIFY_RESULT(cursor);
    QVERIFY((*cursor)->next());
    QCOMPARE((*cursor)->columnCount(), 1);
    (*statement)->close();
    QVERIFY_RESULT(connection.run(u"ALTER TABLE changing ADD COLUMN more integer DEFAULT 7"_s));
    cursor = (*statement)->query();
    QVERIFY_RESULT(cursor);
    QVERIFY((*cursor)->next());
    QCOMPARE((*cursor)->columnCount(), 2);
    QCOMPARE((*cursor)->columnName(1), u"more"_s);
    qint64 more = 0;
    QVERIFY((*cursor)->int64(1, more));
    QCOMPARE(more, 7);
    (*statement)->close();
}

void tst_NestedStatements::statementOutlivesConnection()
{
    auto connection = openFresh(QUOIN_TARGET());
    auto statement = connection->prepare(u"SELECT 1"_s);
    QVERIFY_RESULT(statement);
    connection.reset();
    statement->reset();
}

QTEST_GUILESS_MAIN(tst_NestedStatements)
#include "tst_nestedstatements.moc"
