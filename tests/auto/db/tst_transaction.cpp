// SPDX-License-Identifier: MIT
// Transactions as scopes: what is kept, what is undone, and when they say no. The table is one of plain SQL, so that nothing
// above db/ is needed.
#include <quoin/db/connection.h>
#include <quoin/db/database.h>
#include <quoin/telemetry/statementevent.h>

#include <testsupport.h>

#include <QtCore/qregularexpression.h>
#include <QtCore/qsemaphore.h>
#include <QtTest/qtest.h>

#include <atomic>
#include <thread>

using namespace Qt::StringLiterals;
using namespace quoin;
using quoin::test::Target;

namespace {

/// In a _data() function: the six targets without those of one engine.
void rowsWithout(QLatin1StringView engine)
{
    QTest::addColumn<int>("target");
    for (int row = 0; row < test::targets().size(); ++row) {
        if (test::targets().at(row).engine != engine)
            QTest::newRow(qPrintable(test::targets().at(row).name)) << row;
    }
}

void rowsOf(QLatin1StringView engine)
{
    QTest::addColumn<int>("target");
    for (int row = 0; row < test::targets().size(); ++row) {
        if (test::targets().at(row).engine == engine)
            QTest::newRow(qPrintable(test::targets().at(row).name)) << row;
    }
}

Result<void> add(Database &db, int n)
{
    auto done = db.execute(u"INSERT INTO numbers (n, total) VALUES (%1, 0)"_s.arg(n));
    return done ? Result<void>() : Result<void>(done.error());
}

QList<int> stored(Database &db)
{
    QList<int> out;
    const auto rows = db.rows(u"SELECT n FROM numbers ORDER BY n"_s);
    for (const auto &row : rows.value())
        out << int(*row.first().get<qint64>());
    return out;
}

qint64 total(Database &db, int n)
{
    return *db.rows(u"SELECT total FROM numbers WHERE n = %1"_s.arg(n)).value().first().first().get<qint64>();
}

} // namespace

class tst_Transaction : public QObject
{
    Q_OBJECT

private slots:
    void commit_data() { QUOIN_TARGET_ROWS(); }
    void commit();
    void rollbackByScope_data() { QUOIN_TARGET_ROWS(); }
    void rollbackByScope();
    void rollbackByError_data() { QUOIN_TARGET_ROWS(); }
    void rollbackByError();
    void rollbackByException_data() { QUOIN_TARGET_ROWS(); }
    void rollbackByException();
    void savepointsThreeDeep_data() { QUOIN_TARGET_ROWS(); }
    void savepointsThreeDeep();
    void poison_data() { QUOIN_TARGET_ROWS(); }
    void poison();
    void savepointHeals_data() { QUOIN_TARGET_ROWS(); }
    void savepointHeals();
    void innerThatFailedCannotBeKept_data() { QUOIN_TARGET_ROWS(); }
    void innerThatFailedCannotBeKept();
    void swallowedErrorDoesNotCommit_data() { QUOIN_TARGET_ROWS(); }
    void swallowedErrorDoesNotCommit();
    void usedAfterItsEnd_data() { QUOIN_TARGET_ROWS(); }
    void usedAfterItsEnd();
    void innerOutlivesOuter_data() { QUOIN_TARGET_ROWS(); }
    void innerOutlivesOuter();
    void closedInside_data() { QUOIN_TARGET_ROWS(); }
    void closedInside();
    void isolation_data() { rowsWithout("sqlite"_L1); }
    void isolation();
    void readOnly_data() { QUOIN_TARGET_ROWS(); }
    void readOnly();
    void lockModes_data() { rowsOf("sqlite"_L1); }
    void lockModes();
    void unsupportedBeforeAnySql_data() { QUOIN_TARGET_ROWS(); }
    void unsupportedBeforeAnySql();
    void deadlock_data() { rowsWithout("sqlite"_L1); }
    void deadlock();
    void busyIsRetried_data() { rowsOf("sqlite"_L1); }
    void busyIsRetried();
    void serializationFailure_data() { rowsOf("postgresql"_L1); }
    void serializationFailure();
    void retriesEnd_data() { QUOIN_TARGET_ROWS(); }
    void retriesEnd();
    void exceptionsAreRetried_data() { QUOIN_TARGET_ROWS(); }
    void exceptionsAreRetried();
    void endedByTheFunction_data() { QUOIN_TARGET_ROWS(); }
    void endedByTheFunction();
    void otherThreads_data() { QUOIN_TARGET_ROWS(); }
    void otherThreads();
    void destroyedByAnotherThread_data() { QUOIN_TARGET_ROWS(); }
    void destroyedByAnotherThread();
    void errorAtTheCommit_data() { rowsWithout("mysql"_L1); }
    void errorAtTheCommit();

private:
    /// Tables once per target; rows go before each test.
    Database &open(const Target &target, const QString &options = {});
    QHash<QString, Database> m_databases;
};

Database &tst_Transaction::open(const Target &target, const QString &options)
{
    Database &db = m_databases[target.name + options];
    if (!db.isValid()) {
        const QString url = test::freshDatabase(target);
        db = Database::open(options.isEmpty() ? url : url + (url.contains(u'?') ? u'&' : u'?') + options).value();
        db.execute(u"CREATE TABLE numbers (n integer PRIMARY KEY, total integer NOT NULL)"_s).value();
    }
    db.execute(u"DELETE FROM numbers"_s).value();
    return db;
}

void tst_Transaction::commit()
{
    Database &db = open(QUOIN_TARGET());
    auto transaction = db.begin();
    QVERIFY_RESULT(transaction);
    QVERIFY(transaction->isActive());
    QVERIFY(!transaction->isSavepoint());
    QVERIFY_RESULT(add(db, 1));
    QVERIFY_RESULT(transaction->commit());
    QVERIFY(!transaction->isActive());

    const Result<int> answer = db.transaction([&](Transaction &) -> Result<int> {
        auto done = add(db, 2);
        return done ? Result<int>(42) : Result<int>(done.error());
    });
    QVERIFY_RESULT(answer);
    QCOMPARE(*answer, 42);
    db.close(); // nothing of it was only in this connection
    QCOMPARE(stored(db), QList<int>({ 1, 2 }));
}

void tst_Transaction::rollbackByScope()
{
    Database &db = open(QUOIN_TARGET());
    {
        auto transaction = db.begin();
        QVERIFY_RESULT(transaction);
        QVERIFY_RESULT(add(db, 1));
        QCOMPARE(stored(db), QList<int> { 1 });
    }
    QCOMPARE(stored(db), QList<int>());
    auto moved = db.begin();
    QVERIFY_RESULT(moved);
    {
        const Transaction taken = std::move(*moved);
        QVERIFY(!moved->isActive());
        QVERIFY_RESULT(add(db, 2));
    }
    QCOMPARE(stored(db), QList<int>());
}

void tst_Transaction::rollbackByError()
{
    Database &db = open(QUOIN_TARGET());
    const Result<void> failed = db.transaction([&](Transaction &) -> Result<void> {
        add(db, 1).value();
        return Error(ErrorKind::Stale, u"the program's own error"_s);
    });
    QVERIFY(!failed);
    QCOMPARE(failed.error().kind(), ErrorKind::Stale);
    QCOMPARE(failed.error().message(), u"the program's own error"_s);
    QCOMPARE(stored(db), QList<int>());
    QVERIFY(!(*db.connection())->inTransaction());
}

void tst_Transaction::rollbackByException()
{
    Database &db = open(QUOIN_TARGET());
    struct Thrown
    {
        int value;
    };
    int caught = 0;
    try {
        (void)db.transaction([&](Transaction &) -> Result<void> {
            add(db, 1).value();
            throw Thrown { 7 };
        });
    } catch (const Thrown &thrown) {
        caught = thrown.value;
    }
    QCOMPARE(caught, 7);
    QVERIFY(!(*db.connection())->inTransaction());
    QCOMPARE(stored(db), QList<int>());
}

void tst_Transaction::savepointsThreeDeep()
{
    Database &db = open(QUOIN_TARGET());
    auto outer = db.begin();
    QVERIFY_RESULT(outer);
    QVERIFY_RESULT(add(db, 1));
    {
        auto second = db.begin();
        QVERIFY_RESULT(second);
        QVERIFY(second->isSavepoint());
        QVERIFY_RESULT(add(db, 2));
        {
            auto third = db.begin();
            QVERIFY_RESULT(third);
            QVERIFY_RESULT(add(db, 3));
            QVERIFY_RESULT(third->rollback());
        }
        QCOMPARE(stored(db), QList<int>({ 1, 2 }));
        {
            auto third = db.begin();
            QVERIFY_RESULT(third);
            QVERIFY_RESULT(add(db, 4));
            QVERIFY_RESULT(third->commit());
        }
        QVERIFY_RESULT(second->commit());
    }
    {
        auto second = db.begin();
        QVERIFY_RESULT(second);
        {
            auto third = db.begin();
            QVERIFY_RESULT(third);
            QVERIFY_RESULT(add(db, 5));
            QVERIFY_RESULT(third->commit());
        }
        // rolled back by its scope, with what the inner one had kept
    }
    QCOMPARE(stored(db), QList<int>({ 1, 2, 4 }));
    QVERIFY_RESULT(outer->commit());
    QCOMPARE(stored(db), QList<int>({ 1, 2, 4 }));
}

void tst_Transaction::poison()
{
    Database &db = open(QUOIN_TARGET());
    auto transaction = db.begin();
    QVERIFY_RESULT(transaction);
    QVERIFY_RESULT(add(db, 1));
    const auto failure = add(db, 1);
    QCOMPARE(failure.error().kind(), ErrorKind::UniqueViolation);

    int sent = 0;
    const auto refused = [&] {
        const StatementObserver observer([&](const StatementEvent &) { ++sent; });
        return db.rows(u"SELECT n FROM numbers"_s);
    }();
    QVERIFY(!refused);
    QCOMPARE(sent, 0);
    QCOMPARE(refused.error().kind(), ErrorKind::Transaction);
    QVERIFY2(refused.error().toString().contains(failure.error().message()), qPrintable(refused.error().toString()));
    QCOMPARE(refused.error().causes().first().kind(), ErrorKind::UniqueViolation);
    QCOMPARE(db.begin().error().kind(), ErrorKind::Transaction);

    const auto committed = transaction->commit();
    QCOMPARE(committed.error().kind(), ErrorKind::Transaction);
    QVERIFY(committed.error().message().contains(u"rolled back"));
    QCOMPARE(stored(db), QList<int>());
    QVERIFY_RESULT(add(db, 9)); // the connection is as good as before
}

void tst_Transaction::savepointHeals()
{
    Database &db = open(QUOIN_TARGET());
    auto outer = db.begin();
    QVERIFY_RESULT(outer);
    QVERIFY_RESULT(add(db, 1));
    {
        auto inner = db.begin();
        QVERIFY_RESULT(inner);
        QVERIFY_RESULT(add(db, 2));
        QVERIFY(!add(db, 1));
        QVERIFY(!add(db, 3));
        QVERIFY_RESULT(inner->rollback());
    }
    QVERIFY_RESULT(add(db, 4));
    {
        auto inner = db.begin();
        QVERIFY_RESULT(inner);
        QVERIFY(!db.execute(u"INSERT INTO nowhere VALUES (1)"_s));
        // rolled back by its scope
    }
    QVERIFY_RESULT(add(db, 5));
    QVERIFY_RESULT(outer->commit());
    QCOMPARE(stored(db), QList<int>({ 1, 4, 5 }));
}

void tst_Transaction::innerThatFailedCannotBeKept()
{
    Database &db = open(QUOIN_TARGET());
    const Result<void> done = db.transaction([&](Transaction &) -> Result<void> {
        add(db, 1).value();
        const Result<void> inner = db.transaction([&](Transaction &) -> Result<void> {
            add(db, 2).value();
            (void)add(db, 1); // fails, and nobody looks
            return {};
        });
        if (inner || inner.error().kind() != ErrorKind::Transaction)
            return Error(ErrorKind::Unknown, u"the inner one was kept"_s);
        return add(db, 3);
    });
    QVERIFY_RESULT(done);
    QCOMPARE(stored(db), QList<int>({ 1, 3 }));
}

void tst_Transaction::swallowedErrorDoesNotCommit()
{
    Database &db = open(QUOIN_TARGET());
    const Result<void> done = db.transaction([&](Transaction &) -> Result<void> {
        add(db, 1).value();
        (void)add(db, 1);
        return {};
    });
    QVERIFY(!done);
    QCOMPARE(done.error().kind(), ErrorKind::Transaction);
    QCOMPARE(done.error().causes().first().kind(), ErrorKind::UniqueViolation);
    QCOMPARE(stored(db), QList<int>());
}

void tst_Transaction::usedAfterItsEnd()
{
    Database &db = open(QUOIN_TARGET());
    auto transaction = db.begin();
    QVERIFY_RESULT(transaction);
    QVERIFY_RESULT(transaction->rollback());
    for (const Result<void> &refused : { transaction->commit(), transaction->rollback() }) {
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind(), ErrorKind::Transaction);
        QVERIFY(refused.error().message().contains(u"already ended"));
    }
}

void tst_Transaction::innerOutlivesOuter()
{
    Database &db = open(QUOIN_TARGET());
    auto outer = db.begin();
    QVERIFY_RESULT(outer);
    auto inner = db.begin();
    QVERIFY_RESULT(inner);
    QVERIFY_RESULT(add(db, 1));
    QVERIFY_RESULT(outer->commit()); // takes what is inside with it
    QCOMPARE(stored(db), QList<int> { 1 });
    auto next = db.begin();
    QVERIFY_RESULT(next);
    QVERIFY_RESULT(add(db, 2));
    const auto late = inner->commit();
    QCOMPARE(late.error().kind(), ErrorKind::Transaction);
    QVERIFY_RESULT(add(db, 3)); // the new transaction is not touched by it
    QVERIFY_RESULT(next->commit());
    QCOMPARE(stored(db), QList<int>({ 1, 2, 3 }));

    // The same for one that its scope ends, and for a savepoint inside one that was rolled back.
    next = db.begin();
    QVERIFY_RESULT(next);
    {
        auto second = db.begin();
        QVERIFY_RESULT(second);
        auto third = db.begin();
        QVERIFY_RESULT(third);
        QVERIFY_RESULT(second->rollback());
    }
    QVERIFY_RESULT(add(db, 4));
    QVERIFY_RESULT(next->commit());
    QCOMPARE(stored(db), QList<int>({ 1, 2, 3, 4 }));
}

void tst_Transaction::closedInside()
{
    Database &db = open(QUOIN_TARGET());
    auto transaction = db.begin();
    QVERIFY_RESULT(transaction);
    QVERIFY_RESULT(add(db, 1));
    db.close();
    const auto lost = transaction->commit();
    QCOMPARE(lost.error().kind(), ErrorKind::Connection);
    QVERIFY2(lost.error().message().contains(u"nothing of it was kept"), qPrintable(lost.error().message()));
    QCOMPARE(stored(db), QList<int>());
    {
        auto scoped = db.begin();
        QVERIFY_RESULT(scoped);
        db.close();
        QVERIFY_RESULT(add(db, 2)); // on the next connection, which the old scope's end leaves alone
    }
    QCOMPARE(stored(db), QList<int> { 2 });
}

void tst_Transaction::isolation()
{
    Database &db = open(QUOIN_TARGET());
    QVERIFY_RESULT(add(db, 1));
    const auto seen = [&](IsolationLevel level) {
        auto transaction = db.begin({ .isolation = level });
        transaction.value();
        const qsizetype before = stored(db).size();
        std::thread([&] { add(db, 100 + int(level)).value(); }).join(); // another thread is another connection
        const qsizetype after = stored(db).size();
        transaction->commit().value();
        return int(after - before);
    };
    QCOMPARE(seen(IsolationLevel::ReadCommitted), 1);
    QCOMPARE(seen(IsolationLevel::RepeatableRead), 0);
    QCOMPARE(seen(IsolationLevel::ReadUncommitted), 1);
    // The level was for one transaction: the next has the session's own again.
    const bool mariadb = db.dialect().name() == "mysql"_L1;
    QCOMPARE(seen(IsolationLevel::Default), mariadb ? 0 : 1);
}

void tst_Transaction::readOnly()
{
    Database &db = open(QUOIN_TARGET());
    QVERIFY_RESULT(add(db, 1));
    {
        auto transaction = db.begin({ .readOnly = true });
        QVERIFY_RESULT(transaction);
        QCOMPARE(stored(db), QList<int> { 1 });
        const auto refused = add(db, 2);
        QVERIFY(!refused);
        QVERIFY2(refused.error().message().contains(u"read-only"), qPrintable(refused.error().message()));
    }
    QVERIFY_RESULT(add(db, 3)); // it was that transaction's, not the connection's
    QCOMPARE(stored(db), QList<int>({ 1, 3 }));
}

void tst_Transaction::lockModes()
{
    Database &db = open(QUOIN_TARGET(), u"busyTimeout=0s&journalMode=delete"_s);
    // What a second connection can do while the transaction is open: read, and begin to write.
    const auto others = [&](const TransactionOptions &options) {
        auto transaction = db.begin(options);
        transaction.value();
        std::pair<bool, bool> can;
        std::thread([&] {
            can.first = db.rows(u"SELECT n FROM numbers"_s).has_value();
            can.second = db.begin({ .lock = LockMode::Immediate }).has_value();
        }).join();
        return can;
    };
    QCOMPARE(others({ .lock = LockMode::Deferred }), std::pair(true, true));
    QCOMPARE(others({ .lock = LockMode::Immediate }), std::pair(true, false));
    QCOMPARE(others({ .lock = LockMode::Exclusive }), std::pair(false, false));
    QCOMPARE(others({}), std::pair(true, false));
    QCOMPARE(others({ .readOnly = true }), std::pair(true, true));
}

void tst_Transaction::unsupportedBeforeAnySql()
{
    const Target target = QUOIN_TARGET();
    Database &db = open(target);
    int sent = 0;
    const StatementObserver observer([&](const StatementEvent &) { ++sent; });
    if (target.engine != "sqlite"_L1) {
        for (const LockMode mode : { LockMode::Deferred, LockMode::Immediate, LockMode::Exclusive }) {
            const auto refused = db.begin({ .lock = mode });
            QCOMPARE(refused.error().kind(), ErrorKind::Unsupported);
        }
    }
    auto outer = db.begin();
    QVERIFY_RESULT(outer);
    const int before = sent;
    for (const TransactionOptions &options : { TransactionOptions { .isolation = IsolationLevel::Serializable },
                 TransactionOptions { .readOnly = true }, TransactionOptions { .lock = LockMode::Immediate } }) {
        const auto refused = db.begin(options);
        QCOMPARE(refused.error().kind(), ErrorKind::Unsupported);
    }
    QCOMPARE(sent, before);
    QVERIFY_RESULT(add(db, 1)); // a refusal before any SQL does not harm the transaction
    QVERIFY_RESULT(outer->commit());
}

void tst_Transaction::deadlock()
{
    const Target target = QUOIN_TARGET();
    for (const int retries : { 0, 5 }) {
        Database &db = open(target);
        QVERIFY_RESULT(add(db, 1));
        QVERIFY_RESULT(add(db, 2));
        // Both have their first row before either asks for its second.
        std::atomic<int> holding = 0;
        std::array<Result<void>, 2> results;
        std::array<int, 2> runs {};
        std::array<std::thread, 2> threads;
        for (int i = 0; i < 2; ++i) {
            threads[size_t(i)] = std::thread([&, i] {
                results[size_t(i)] = db.transaction(
                        [&, i](Transaction &) -> Result<void> {
                            const auto raise = [&](int n) {
                                return db.execute(u"UPDATE numbers SET total = total + 1 WHERE n = %1"_s.arg(n))
                                        .transform([](qint64) { });
                            };
                            const bool first = runs[size_t(i)]++ == 0;
                            if (auto done = raise(1 + i); !done)
                                return done;
                            if (first) {
                                ++holding;
                                while (holding < 2)
                                    std::this_thread::yield();
                            }
                            return raise(2 - i);
                        },
                        { .retries = retries });
            });
        }
        for (std::thread &thread : threads)
            thread.join();
        if (retries == 0) {
            QCOMPARE(int(results[0].has_value()) + int(results[1].has_value()), 1);
            const Error &error = (results[0] ? results[1] : results[0]).error();
            QCOMPARE(error.kind(), ErrorKind::Deadlock);
            QVERIFY(error.isRetryable());
            QCOMPARE(total(db, 1), 1);
        } else {
            QVERIFY_RESULT(results[0]);
            QVERIFY_RESULT(results[1]);
            QCOMPARE(runs[0] + runs[1], 3);
            QCOMPARE(total(db, 1), 2);
            QCOMPARE(total(db, 2), 2);
        }
    }
}

void tst_Transaction::busyIsRetried()
{
    Database &db = open(QUOIN_TARGET(), u"busyTimeout=0s"_s);
    QSemaphore locked;
    QSemaphore enough;
    std::thread holder([&] {
        auto transaction = db.begin();
        transaction.value();
        locked.release();
        enough.acquire();
        transaction->commit().value();
    });
    locked.acquire();
    const auto refused = db.transaction([&](Transaction &) { return add(db, 1); });
    const bool failed = !refused;
    std::thread([&] {
        QThread::msleep(60);
        enough.release();
    }).detach();
    const auto done = db.transaction([&](Transaction &) { return add(db, 2); }, { .retries = 10 });
    holder.join();
    QVERIFY(failed);
    QCOMPARE(refused.error().kind(), ErrorKind::Timeout);
    QVERIFY(refused.error().isRetryable());
    QVERIFY_RESULT(done);
    QCOMPARE(stored(db), QList<int> { 2 });
}

void tst_Transaction::serializationFailure()
{
    const Target target = QUOIN_TARGET();
    for (const int retries : { 0, 5 }) {
        Database &db = open(target);
        QVERIFY_RESULT(add(db, 1));
        int runs = 0;
        const Result<void> done = db.transaction(
                [&](Transaction &) -> Result<void> {
                    const qint64 read = total(db, 1);
                    if (runs++ == 0)
                        std::thread([&] { db.execute(u"UPDATE numbers SET total = total + 10 WHERE n = 1"_s).value(); }).join();
                    return db.execute(u"UPDATE numbers SET total = %1 WHERE n = 1"_s.arg(read + 1)).transform([](qint64) { });
                },
                { .isolation = IsolationLevel::RepeatableRead, .retries = retries });
        if (retries == 0) {
            QCOMPARE(done.error().kind(), ErrorKind::SerializationFailure);
            QVERIFY(done.error().isRetryable());
            QCOMPARE(total(db, 1), 10);
        } else {
            QVERIFY_RESULT(done);
            QCOMPARE(runs, 2);
            QCOMPARE(total(db, 1), 11);
        }
    }
}

void tst_Transaction::retriesEnd()
{
    Database &db = open(QUOIN_TARGET());
    int runs = 0;
    const auto again = [&](Transaction &) -> Result<void> {
        ++runs;
        return Error(ErrorKind::Stale, u"try again"_s).setRetryable(true);
    };
    QCOMPARE(db.transaction(again, { .retries = 2 }).error().kind(), ErrorKind::Stale);
    QCOMPARE(runs, 3);
    // An inner one is part of the outer, which alone can run again.
    runs = 0;
    (void)db.transaction([&](Transaction &) -> Result<void> { return db.transaction(again, { .retries = 2 }); });
    QCOMPARE(runs, 1);
    // What would fail again is not tried again.
    runs = 0;
    (void)db.transaction(
            [&](Transaction &) -> Result<void> {
                ++runs;
                return Error(ErrorKind::NotFound, u"no"_s);
            },
            { .retries = 2 });
    QCOMPARE(runs, 1);
}

void tst_Transaction::exceptionsAreRetried()
{
    Database &db = open(QUOIN_TARGET());
    int runs = 0;
    const auto thrown = [&](int failures, bool retryable) {
        return [&, failures, retryable](Transaction &) -> Result<void> {
            add(db, runs).value();
            if (++runs <= failures)
                throw Exception(Error(ErrorKind::Deadlock, u"this one"_s).setRetryable(retryable));
            return {};
        };
    };
    QVERIFY_RESULT(db.transaction(thrown(1, true), { .retries = 2 }));
    QCOMPARE(runs, 2);
    QCOMPARE(stored(db), QList<int> { 1 });

    const auto caught = [&](int failures, bool retryable) -> ErrorKind {
        runs = 10;
        try {
            (void)db.transaction(thrown(10 + failures, retryable), { .retries = 2 });
        } catch (const Exception &exception) {
            return exception.error().kind();
        }
        return ErrorKind::Unknown;
    };
    QCOMPARE(caught(99, true), ErrorKind::Deadlock); // it passes on when the runs are used up
    QCOMPARE(runs, 13);
    QCOMPARE(caught(99, false), ErrorKind::Deadlock);
    QCOMPARE(runs, 11);
    QVERIFY(!(*db.connection())->inTransaction());
    QCOMPARE(stored(db), QList<int> { 1 });
}

void tst_Transaction::endedByTheFunction()
{
    Database &db = open(QUOIN_TARGET());
    QVERIFY_RESULT(db.transaction([&](Transaction &transaction) -> Result<void> {
        add(db, 1).value();
        return transaction.commit();
    }));
    QVERIFY_RESULT(db.transaction([&](Transaction &transaction) -> Result<void> {
        add(db, 2).value();
        return transaction.rollback();
    }));
    QCOMPARE(stored(db), QList<int> { 1 });
    // What is kept is not done twice, whatever fails afterwards.
    int runs = 0;
    const Result<void> failed = db.transaction(
            [&](Transaction &transaction) -> Result<void> {
                ++runs;
                add(db, 3).value();
                transaction.commit().value();
                return Error(ErrorKind::Timeout, u"too late"_s).setRetryable(true);
            },
            { .retries = 2 });
    QCOMPARE(failed.error().kind(), ErrorKind::Timeout);
    QCOMPARE(runs, 1);
    QCOMPARE(stored(db), QList<int>({ 1, 3 }));
}

void tst_Transaction::otherThreads()
{
    Database &db = open(QUOIN_TARGET());
    auto transaction = db.begin();
    QVERIFY_RESULT(transaction);
    QVERIFY_RESULT(add(db, 1));
    std::array<Result<void>, 2> refused;
    std::thread([&] { refused = { transaction->commit(), transaction->rollback() }; }).join();
    for (const Result<void> &each : refused) {
        QCOMPARE(each.error().kind(), ErrorKind::Transaction);
        QVERIFY2(each.error().message().contains(u"another thread"), qPrintable(each.error().message()));
        QVERIFY(!each.error().hint().isEmpty());
    }
    QVERIFY(transaction->isActive()); // its own thread goes on as if nothing had been
    QVERIFY_RESULT(add(db, 2));
    QVERIFY_RESULT(transaction->commit());
    QCOMPARE(stored(db), QList<int>({ 1, 2 }));
}

void tst_Transaction::destroyedByAnotherThread()
{
    Database &db = open(QUOIN_TARGET());
    const auto destroyElsewhere = [](Result<Transaction> transaction) {
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"destroyed by a thread that did not begin it"_s));
        std::thread([moved = std::move(transaction).value()]() mutable { const Transaction gone = std::move(moved); }).join();
    };
    auto transaction = db.begin();
    QVERIFY_RESULT(add(db, 1));
    destroyElsewhere(std::move(transaction));
    QVERIFY_RESULT(add(db, 2)); // not in the transaction that nobody can commit any more
    db.close();
    QCOMPARE(stored(db), QList<int> { 2 });

    auto outer = db.begin();
    QVERIFY_RESULT(outer);
    QVERIFY_RESULT(add(db, 3));
    auto inner = db.begin();
    QVERIFY_RESULT(add(db, 4));
    destroyElsewhere(std::move(inner));
    QVERIFY_RESULT(add(db, 5));
    QVERIFY_RESULT(outer->commit());
    QCOMPARE(stored(db), QList<int>({ 2, 3, 5 }));

    // A thread's connection ends with it, and what it had begun.
    std::optional<Transaction> left;
    std::thread([&] {
        left = db.begin().value();
        add(db, 6).value();
    }).join();
    left.reset();
    QCOMPARE(stored(db), QList<int>({ 2, 3, 5 }));
}

void tst_Transaction::errorAtTheCommit()
{
    Database &db = open(QUOIN_TARGET());
    QVERIFY_RESULT(
            db.execute(u"CREATE TABLE parts (number_n integer NOT NULL REFERENCES numbers (n) DEFERRABLE INITIALLY DEFERRED)"_s));
    auto transaction = db.begin();
    QVERIFY_RESULT(transaction);
    QVERIFY_RESULT(add(db, 1));
    QVERIFY_RESULT(db.execute(u"INSERT INTO parts VALUES (2)"_s)); // not yet
    const auto failed = transaction->commit();
    QCOMPARE(failed.error().kind(), ErrorKind::ForeignKeyViolation);
    QVERIFY(!(*db.connection())->inTransaction());
    QCOMPARE(stored(db), QList<int>());
    QVERIFY_RESULT(add(db, 2));
    QVERIFY_RESULT(db.execute(u"INSERT INTO parts VALUES (2)"_s));
    QVERIFY_RESULT(db.execute(u"DROP TABLE parts"_s));
}

QTEST_GUILESS_MAIN(tst_Transaction)
#include "tst_transaction.moc"
