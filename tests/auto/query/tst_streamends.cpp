// SPDX-License-Identifier: MIT
// How streams end before their last row: closed, with their transaction, connection or thread, and by errors.
#include <quoin/quoin.h>

#include <quoin/db/connection.h>

#include <logcapture.h>
#include <statementcounter.h>
#include <tables/tables.h>
#include <testsupport.h>

#include <QtCore/qthread.h>
#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace quoin;
using quoin::test::createTables;
using quoin::test::StatementCounter;
using quoin::test::Target;

namespace streamends {

class Item
{
    Q_GADGET
    QUOIN_MODEL("items", "")
    QUOIN_FIELD(qint64, id, "primaryKey, autoIncrement=no")
    QUOIN_FIELD(int, number, "")
};

class Absent
{
    Q_GADGET
    QUOIN_MODEL("absent", "")
    QUOIN_FIELD(qint64, id, "primaryKey, autoIncrement=no")
};

} // namespace streamends

using namespace streamends;

class tst_StreamEnds : public QObject
{
    Q_OBJECT

private slots:
    void early_data() { QUOIN_TARGET_ROWS(); }
    void early();
    void serverIsFree_data() { QUOIN_TARGET_ROWS(); }
    void serverIsFree();
    void longResults_data() { QUOIN_TARGET_ROWS(); }
    void longResults();
    void withItsTransaction_data() { QUOIN_TARGET_ROWS(); }
    void withItsTransaction();
    void withItsSavepoint_data() { QUOIN_TARGET_ROWS(); }
    void withItsSavepoint();
    void overTransactions_data() { QUOIN_TARGET_ROWS(); }
    void overTransactions();
    void withItsConnection_data() { QUOIN_TARGET_ROWS(); }
    void withItsConnection();
    void handleGone_data() { QUOIN_TARGET_ROWS(); }
    void handleGone();
    void otherThread_data() { QUOIN_TARGET_ROWS(); }
    void otherThread();
    void destroyedElsewhere_data() { QUOIN_TARGET_ROWS(); }
    void destroyedElsewhere();
    void threadEnds_data() { QUOIN_TARGET_ROWS(); }
    void threadEnds();
    void errors_data() { QUOIN_TARGET_ROWS(); }
    void errors();
    void errorInTheMiddle_data() { QUOIN_TARGET_ROWS(); }
    void errorInTheMiddle();

private:
    static Database open(const Target &target);
};

namespace {

constexpr int items = 600;

/// Runs it in a thread of its own, and waits for it.
template<class F>
void inThread(F function)
{
    const std::unique_ptr<QThread> thread(QThread::create(std::move(function)));
    thread->start();
    thread->wait();
}

/// Reads on; gives how many rows came.
qint64 rest(Stream<Item> &stream)
{
    qint64 rows = 0;
    for (auto at = stream.begin(); at != stream.end(); ++at)
        ++rows;
    return rows;
}

} // namespace

Database tst_StreamEnds::open(const Target &target)
{
    auto db = Database::open(test::freshDatabase(target)).value();
    createTables<Item>(db).value();
    QList<Item> rows;
    for (int i = 0; i < items; ++i)
        rows << Item { .id = i, .number = i };
    db.bulkInsert(rows).value();
    return db;
}

void tst_StreamEnds::early()
{
    auto db = open(QUOIN_TARGET());
    for (const int after : { 1, 255, 256, 257, items }) {
        auto stream = db.query<Item>().orderBy(field<&Item::id>).stream();
        int seen = 0;
        for (const Item &item : stream) {
            QCOMPARE(item.id, seen);
            if (++seen == after)
                break;
        }
        QCOMPARE(seen, after);
        stream.close();
        QVERIFY(stream.begin() == stream.end());
        QVERIFY_RESULT(stream.result());
        stream.close();
        QCOMPARE(db.query<Item>().count().value(), items);
    }
    auto never = db.query<Item>().stream();
    never.close();
    QVERIFY(never.begin() == never.end());
    QVERIFY_RESULT(never.result());
    { // one that is assigned to ends, too
        auto stream = db.query<Item>().stream();
        QVERIFY(stream.begin() != stream.end());
        stream = db.query<Item>().filter(field<&Item::id> < 2).stream();
        QCOMPARE(rest(stream), 2);
    }
    QVERIFY_RESULT(db.execute(u"DROP TABLE items"_s));
}

/// No lock of the abandoned statement is left: somebody else can change the table at once.
void tst_StreamEnds::serverIsFree()
{
    const Target target = QUOIN_TARGET();
    const QString url = test::freshDatabase(target);
    const auto fast = [&] {
        auto options = ConnectionOptions::fromUrl(url).value();
        options.busyTimeout = std::chrono::milliseconds(1000);
        if (options.engine == Engine::Sqlite)
            options.journalMode = u"delete"_s; // where a reader keeps writers out
        return Database::open(options).value();
    };
    auto db = fast();
    createTables<Item>(db).value();
    QList<Item> rows;
    for (int i = 0; i < items; ++i)
        rows << Item { .id = i, .number = i };
    db.bulkInsert(rows).value();
    auto other = fast();
    const auto change = [&] { return other.execute(u"ALTER TABLE items ADD COLUMN more integer"_s); };

    {
        auto stream = db.query<Item>().stream();
        QVERIFY(stream.begin() != stream.end());
        if (target.engine == "sqlite"_L1)
            QVERIFY(!change()); // or the test shows nothing
    }
    QVERIFY_RESULT(change());
}

/// Of a result that goes on and on nobody waits for the rest.
void tst_StreamEnds::longResults()
{
    const Target target = QUOIN_TARGET();
    auto db = open(target);
    QVERIFY_RESULT(db.execute(u"INSERT INTO items SELECT a.id * 1000 + b.id + 1000, a.id FROM items a CROSS JOIN items b"_s));
    const auto query = db.query<Item>().orderBy(field<&Item::id>);
    StatementCounter statements;
    for (int round = 0; round < 3; ++round) {
        auto stream = query.stream();
        int seen = 0;
        for (const Item &item : stream) {
            if (++seen == 1000)
                break;
            QVERIFY(item.id >= 0);
        }
        QCOMPARE(seen, 1000);
    }
    const QStringList texts = statements.texts();
    const bool asked = texts.filter(u"KILL QUERY"_s).size() == 3; // the other servers are told by their protocol
    QCOMPARE(asked, target.engine == "mysql"_L1 && target.native);
    QCOMPARE(query.filter(field<&Item::id> < 1000).count().value(), items);
    // And inside a transaction, which it leaves alone.
    auto transaction = db.begin();
    QVERIFY_RESULT(transaction);
    Item item { .id = -1, .number = 0 };
    QVERIFY_RESULT(db.insert(item));
    {
        auto stream = query.stream();
        QVERIFY(stream.begin() != stream.end());
    }
    QVERIFY_RESULT(db.get<Item>(-1));
    QVERIFY_RESULT(transaction->commit());
    QVERIFY_RESULT(db.get<Item>(-1));
}

void tst_StreamEnds::withItsTransaction()
{
    auto db = open(QUOIN_TARGET());
    for (const bool commit : { true, false }) {
        auto transaction = db.begin();
        QVERIFY_RESULT(transaction);
        auto stream = db.query<Item>().orderBy(field<&Item::id>).stream();
        auto at = stream.begin();
        QCOMPARE(at->id, 0);
        QVERIFY_RESULT(commit ? transaction->commit() : transaction->rollback());
        ++at;
        QVERIFY(at == stream.end());
        QVERIFY(stream.error());
        QCOMPARE(stream.error()->kind(), ErrorKind::Transaction);
        QVERIFY2(stream.error()->message().contains("has ended"_L1), qPrintable(stream.error()->message()));
        QCOMPARE(db.query<Item>().count().value(), items);
    }
    // One that was read to its end does not care, and one that goes unread does no harm.
    auto transaction = db.begin();
    QVERIFY_RESULT(transaction);
    auto whole = db.query<Item>().stream();
    QCOMPARE(rest(whole), items);
    auto unread = db.query<Item>().stream();
    QVERIFY_RESULT(transaction->commit());
    QVERIFY_RESULT(whole.result());
    QCOMPARE(rest(unread), items); // it begins now
    QVERIFY_RESULT(unread.result());
}

void tst_StreamEnds::withItsSavepoint()
{
    auto db = open(QUOIN_TARGET());
    auto transaction = db.begin();
    QVERIFY_RESULT(transaction);
    auto before = db.query<Item>().orderBy(field<&Item::id>).stream();
    QVERIFY(before.begin() != before.end());

    auto savepoint = db.begin();
    QVERIFY_RESULT(savepoint);
    auto undone = db.query<Item>().orderBy(field<&Item::id>).stream();
    QVERIFY(undone.begin() != undone.end());
    QVERIFY_RESULT(savepoint->rollback());
    auto at = undone.begin();
    ++at;
    QVERIFY(at == undone.end());
    QVERIFY(undone.error());
    QCOMPARE(undone.error()->kind(), ErrorKind::Transaction);

    savepoint = db.begin();
    QVERIFY_RESULT(savepoint);
    auto kept = db.query<Item>().orderBy(field<&Item::id>).stream();
    QVERIFY(kept.begin() != kept.end());
    QVERIFY_RESULT(savepoint->commit()); // a part of the transaction now
    QCOMPARE(rest(kept), items);
    QVERIFY_RESULT(kept.result());
    QCOMPARE(rest(before), items);
    QVERIFY_RESULT(before.result());
    QVERIFY_RESULT(transaction->commit());
}

/// One that began outside sees transactions come and go.
void tst_StreamEnds::overTransactions()
{
    auto db = open(QUOIN_TARGET());
    auto stream = db.query<Item>().orderBy(field<&Item::id>).stream();
    auto at = stream.begin();
    QVERIFY(at != stream.end());
    for (const bool commit : { true, false, true, false }) {
        auto transaction = db.begin();
        QVERIFY_RESULT(transaction);
        for (int i = 0; i < 100; ++i)
            ++at;
        QVERIFY_RESULT(db.query<Item>().filter(field<&Item::id> == 0).update(set(field<&Item::number>, int(at->id))));
        QVERIFY_RESULT(commit ? transaction->commit() : transaction->rollback());
    }
    QCOMPARE(at->id, 400);
    QCOMPARE(rest(stream), items - 400);
    QVERIFY_RESULT(stream.result());
    QCOMPARE(db.get<Item>(0)->number, 300);
}

void tst_StreamEnds::withItsConnection()
{
    const Target target = QUOIN_TARGET();
    auto db = open(target);
    auto stream = db.query<Item>().orderBy(field<&Item::id>).stream();
    auto at = stream.begin();
    QVERIFY(at != stream.end());
    db.close();
    ++at;
    QVERIFY(at == stream.end());
    QVERIFY(stream.error());
    QCOMPARE(stream.error()->kind(), ErrorKind::Connection);
    QCOMPARE(db.query<Item>().count().value(), items); // a new connection
    auto again = db.query<Item>().stream();
    QCOMPARE(rest(again), items);
}

/// The stream is a handle, too.
void tst_StreamEnds::handleGone()
{
    std::optional<Database> db = open(QUOIN_TARGET());
    auto stream = db->query<Item>().orderBy(field<&Item::id>).stream();
    QVERIFY(stream.begin() != stream.end());
    db.reset();
    QCOMPARE(rest(stream), items);
    QVERIFY_RESULT(stream.result());
}

void tst_StreamEnds::otherThread()
{
    auto db = open(QUOIN_TARGET());
    auto stream = db.query<Item>().orderBy(field<&Item::id>).stream();
    auto at = stream.begin();
    QVERIFY(at != stream.end());
    std::optional<Error> error;
    inThread([&] {
        ++at;
        if (at == stream.end())
            error = stream.error();
    });
    QVERIFY(error);
    QCOMPARE(error->kind(), ErrorKind::InvalidQuery);
    QVERIFY2(error->message().contains("another thread"_L1), qPrintable(error->message()));
    QCOMPARE(db.query<Item>().count().value(), items);
    QVERIFY_RESULT(db.execute(u"DROP TABLE items"_s)); // the statement has ended
}

void tst_StreamEnds::destroyedElsewhere()
{
    const Target target = QUOIN_TARGET();
    auto db = open(target);
    auto stream = std::make_unique<Stream<Item>>(db.query<Item>().stream());
    QVERIFY(stream->begin() != stream->end());
    inThread([&] { stream.reset(); });
    QVERIFY_RESULT(db.execute(u"DROP TABLE items"_s));
    // One that was made in one thread and runs in another is that one's.
    auto again = open(target);
    auto later = again.query<Item>().stream();
    qint64 seen = 0;
    inThread([&] {
        seen = rest(later);
        again.close();
    });
    QCOMPARE(seen, items);
    QVERIFY_RESULT(later.result());
}

void tst_StreamEnds::threadEnds()
{
    auto db = open(QUOIN_TARGET());
    std::unique_ptr<Stream<Item>> stream;
    inThread([&] {
        stream = std::make_unique<Stream<Item>>(db.query<Item>().stream());
        (void)stream->begin();
    });
    QVERIFY(stream);
    auto at = stream->begin();
    ++at;
    QVERIFY(at == stream->end());
    QVERIFY(stream->error());
    QCOMPARE(stream->error()->kind(), ErrorKind::InvalidQuery);
    stream.reset();
    QVERIFY_RESULT(db.execute(u"DROP TABLE items"_s));
}

void tst_StreamEnds::errors()
{
    auto db = open(QUOIN_TARGET());
    {
        auto stream = db.query<Absent>().stream();
        QVERIFY(stream.begin() == stream.end());
        QVERIFY(stream.error());
        QCOMPARE(stream.error()->kind(), ErrorKind::InvalidQuery);
        QCOMPARE(stream.error()->model(), u"streamends::Absent"_s);
        QVERIFY(!stream.result());
    }
    {
        auto stream = Database().query<Item>().stream();
        QVERIFY(stream.begin() == stream.end());
        QVERIFY(stream.error());
        QCOMPARE(stream.error()->kind(), ErrorKind::Configuration);
    }
    // Nobody asks: it is logged.
    test::LogCapture log;
    for (const Absent &absent : db.query<Absent>().stream())
        QVERIFY(absent.id > 0);
    QVERIFY2(log.text().contains("a stream ended with an error that nobody asked for"_L1), qPrintable(log.text()));
}

/// The rows before the one that cannot be read come first.
void tst_StreamEnds::errorInTheMiddle()
{
    auto db = Database::open(test::freshDatabase(QUOIN_TARGET())).value();
    QVERIFY_RESULT(db.execute(u"CREATE TABLE items (id bigint PRIMARY KEY, number integer)"_s));
    QVERIFY_RESULT(db.execute(u"INSERT INTO items VALUES (0, 0)"_s));
    for (int i = 1; i < 512; i *= 2)
        QVERIFY_RESULT(db.execute(u"INSERT INTO items SELECT id + %1, 1 FROM items"_s.arg(i)));
    QVERIFY_RESULT(db.execute(u"UPDATE items SET number = NULL WHERE id = 300"_s));
    auto stream = db.query<Item>().orderBy(field<&Item::id>).stream();
    QCOMPARE(rest(stream), 300);
    QVERIFY(stream.error());
    QCOMPARE(stream.error()->kind(), ErrorKind::Conversion);
    QCOMPARE(stream.error()->field(), u"number"_s);
    QVERIFY(stream.begin() == stream.end());
    auto numbers = db.query<Item>().orderBy(field<&Item::id>).values(field<&Item::number>).stream();
    qint64 seen = 0;
    for ([[maybe_unused]] const int number : numbers)
        ++seen;
    QCOMPARE(seen, 300);
    QVERIFY(numbers.error());
    QCOMPARE(numbers.error()->kind(), ErrorKind::Conversion);
    QVERIFY_RESULT(db.execute(u"DROP TABLE items"_s));
}

QTEST_GUILESS_MAIN(tst_StreamEnds)
#include "tst_streamends.moc"
