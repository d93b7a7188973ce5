// SPDX-License-Identifier: MIT
// "Get or create" by many at once: one row, one creator, and nobody fails.
#include <quoin/quoin.h>

#include <quoin/telemetry/statementevent.h>

#include <tables/tables.h>
#include <testsupport.h>

#include <QtTest/qtest.h>

#include <barrier>
#include <mutex>
#include <set>
#include <thread>

using namespace Qt::StringLiterals;
using namespace quoin;
using quoin::test::createTables;
using quoin::test::Target;

namespace counting {

class Counter
{
    Q_GADGET
    QUOIN_MODEL("counters", "unique=(realm, name)")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(QString, realm, "maxLength=40")
    QUOIN_FIELD(QString, name, "maxLength=40")
    QUOIN_FIELD(std::optional<QString>, code, "maxLength=40, unique")
    QUOIN_FIELD(int, value, "")
    QUOIN_FIELD(QString, note, "")
};

} // namespace counting

using namespace counting;

class tst_GetOrCreate : public QObject
{
    Q_OBJECT

private slots:
    void one_data() { QUOIN_TARGET_ROWS(); }
    void one();
    void sixteenThreads_data() { QUOIN_TARGET_ROWS(); }
    void sixteenThreads();
    void sixteenThreadsUpdate_data() { QUOIN_TARGET_ROWS(); }
    void sixteenThreadsUpdate();
    void sixteenThreadsInTransactions_data() { QUOIN_TARGET_ROWS(); }
    void sixteenThreadsInTransactions();
    void insideATransaction_data() { QUOIN_TARGET_ROWS(); }
    void insideATransaction();
    void needsUniqueness();
    void otherErrorsPass_data() { QUOIN_TARGET_ROWS(); }
    void otherErrorsPass();

private:
    Database &open(const Target &target);
    QHash<QString, Database> m_databases;
};

Database &tst_GetOrCreate::open(const Target &target)
{
    Database &db = m_databases[target.name];
    if (!db.isValid()) {
        db = Database::open(test::freshDatabase(target)).value();
        createTables<Counter>(db).value();
    }
    db.execute(u"DELETE FROM counters"_s).value();
    return db;
}

namespace {

constexpr int threadCount = 16;
constexpr int keyCount = 4;
const QList<FieldRef> byName { field<&Counter::realm>, field<&Counter::name> };

/// Runs function(thread, key) in sixteen threads that start each key together, and gives all errors.
template<class F>
QStringList together(F &&function)
{
    QStringList errors;
    std::mutex mutex;
    std::barrier start(threadCount);
    std::vector<std::thread> threads;
    for (int i = 0; i < threadCount; ++i) {
        threads.emplace_back([&, i] {
            for (int key = 0; key < keyCount; ++key) {
                start.arrive_and_wait();
                if (const Result<void> done = function(i, key); !done) {
                    const std::lock_guard lock(mutex);
                    errors << done.error().toString();
                }
            }
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    return errors;
}

Counter counter(int key, int value = 0)
{
    Counter made;
    made.realm = u"realm"_s;
    made.name = u"key %1"_s.arg(key);
    made.value = value;
    return made;
}

} // namespace

void tst_GetOrCreate::one()
{
    Database &db = open(QUOIN_TARGET());
    auto made = db.getOrCreate(byName, counter(1, 5));
    QVERIFY_RESULT(made);
    QVERIFY(made->created);
    QVERIFY(made->object.id > 0);
    auto found = db.getOrCreate(byName, counter(1, 6));
    QVERIFY_RESULT(found);
    QVERIFY(!found->created);
    QCOMPARE(found->object.id, made->object.id);
    QCOMPARE(found->object.value, 5); // the defaults are for new rows

    auto updated = db.updateOrCreate(byName, counter(1, 7), { field<&Counter::value> });
    QVERIFY_RESULT(updated);
    QVERIFY(!updated->created);
    QCOMPARE(updated->object.id, made->object.id);
    QCOMPARE(db.get<Counter>(made->object.id)->value, 7);

    Counter all = counter(1, 8);
    all.note = u"noted"_s;
    QVERIFY_RESULT(db.updateOrCreate(byName, all));
    QCOMPARE(db.get<Counter>(made->object.id)->note, u"noted"_s);
    QVERIFY(db.updateOrCreate(byName, counter(2))->created);
    QCOMPARE(db.query<Counter>().count().value(), 2);
}

void tst_GetOrCreate::sixteenThreads()
{
    Database &db = open(QUOIN_TARGET());
    std::array<std::atomic<int>, keyCount> created {};
    std::array<std::array<qint64, threadCount>, keyCount> ids {};
    const QStringList errors = together([&](int thread, int key) -> Result<void> {
        Database mine = db;
        auto got = mine.getOrCreate(byName, counter(key, thread));
        if (!got)
            return got.error();
        created[size_t(key)] += got->created;
        ids[size_t(key)][size_t(thread)] = got->object.id;
        return {};
    });
    QCOMPARE(errors, QStringList());
    for (size_t key = 0; key < keyCount; ++key) {
        QCOMPARE(created[key].load(), 1);
        QCOMPARE(std::set(ids[key].begin(), ids[key].end()).size(), size_t(1));
    }
    QCOMPARE(db.query<Counter>().count().value(), keyCount);
}

void tst_GetOrCreate::sixteenThreadsUpdate()
{
    Database &db = open(QUOIN_TARGET());
    std::array<std::atomic<int>, keyCount> created {};
    const QStringList errors = together([&](int thread, int key) -> Result<void> {
        Database mine = db;
        auto got = mine.updateOrCreate(byName, counter(key, thread + 1));
        if (!got)
            return got.error();
        created[size_t(key)] += got->created;
        return {};
    });
    QCOMPARE(errors, QStringList());
    for (size_t key = 0; key < keyCount; ++key)
        QCOMPARE(created[key].load(), 1);
    const auto rows = db.query<Counter>().all();
    QVERIFY_RESULT(rows);
    QCOMPARE(rows->size(), keyCount);
    for (const Counter &row : *rows)
        QVERIFY(row.value >= 1 && row.value <= threadCount);
}

void tst_GetOrCreate::sixteenThreadsInTransactions()
{
    Database &db = open(QUOIN_TARGET());
    std::array<std::atomic<int>, keyCount> created {};
    const QStringList errors = together([&](int thread, int key) -> Result<void> {
        Database mine = db;
        bool mineIsNew = false;
        auto done = mine.transaction(
                [&](Transaction &) -> Result<void> {
                    auto got = mine.getOrCreate(byName, counter(key, thread));
                    mineIsNew = got && got->created;
                    return got ? Result<void>() : Result<void>(got.error());
                },
                { .retries = 20 });
        if (done)
            created[size_t(key)] += mineIsNew;
        return done;
    });
    QCOMPARE(errors, QStringList());
    for (size_t key = 0; key < keyCount; ++key)
        QCOMPARE(created[key].load(), 1);
    QCOMPARE(db.query<Counter>().count().value(), keyCount);
}

void tst_GetOrCreate::insideATransaction()
{
    Database &db = open(QUOIN_TARGET());
    {
        auto transaction = db.begin();
        QVERIFY_RESULT(transaction);
        QVERIFY(db.getOrCreate(byName, counter(1))->created);
        QVERIFY(!db.getOrCreate(byName, counter(1))->created);
        QVERIFY_RESULT(db.updateOrCreate(byName, counter(2)));
    }
    QCOMPARE(db.query<Counter>().count().value(), 0);
    auto transaction = db.begin();
    QVERIFY_RESULT(transaction);
    QVERIFY(db.getOrCreate(byName, counter(1))->created);
    QVERIFY_RESULT(transaction->commit());
    QCOMPARE(db.query<Counter>().count().value(), 1);
}

void tst_GetOrCreate::needsUniqueness()
{
    Database &db = open(test::engines().first());
    int sent = 0;
    const StatementObserver observer([&](const StatementEvent &) { ++sent; });
    const QList<QList<FieldRef>> notUnique { { field<&Counter::realm> }, { field<&Counter::name>, field<&Counter::value> }, {},
        { field<&Counter::code> } }; // unique, but NULL is not
    for (const QList<FieldRef> &lookup : notUnique) {
        for (const Error &error : { db.getOrCreate(lookup, counter(1)).error(), db.updateOrCreate(lookup, counter(1)).error() }) {
            QCOMPARE(error.kind(), ErrorKind::InvalidQuery);
            QVERIFY2(error.message().contains(u"not unique"), qPrintable(error.message()));
        }
    }
    QCOMPARE(sent, 0);
    Counter coded = counter(1);
    coded.code = u"c"_s;
    QVERIFY_RESULT(db.getOrCreate({ field<&Counter::code> }, coded));
    QVERIFY_RESULT(db.getOrCreate({ field<&Counter::realm>, field<&Counter::name>, field<&Counter::value> }, counter(2)));
}

void tst_GetOrCreate::otherErrorsPass()
{
    Database &db = open(QUOIN_TARGET());
    Counter coded = counter(1);
    coded.code = u"taken"_s;
    QVERIFY_RESULT(db.insert(coded));
    Counter other = counter(2);
    other.code = u"taken"_s; // not what is looked up by: no race, an error
    const auto failed = db.getOrCreate(byName, other);
    QCOMPARE(failed.error().kind(), ErrorKind::UniqueViolation);
    Counter longName = counter(3);
    longName.realm = u"x"_s.repeated(41);
    QCOMPARE(db.getOrCreate(byName, longName).error().kind(), ErrorKind::Validation);
    QCOMPARE(db.query<Counter>().count().value(), 1);
}

QTEST_GUILESS_MAIN(tst_GetOrCreate)
#include "tst_getorcreate.moc"
