// SPDX-License-Identifier: MIT
// A Record does not believe what was rolled back: it is again what it was before, and stores its values again.
#include <quoin/quoin.h>

#include <quoin/telemetry/statementevent.h>

#include <tables/tables.h>
#include <testsupport.h>

#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace quoin;
using quoin::test::createTables;
using quoin::test::Target;

namespace rollingback {

class Account : public quoin::Record<Account>
{
    Q_GADGET
    QUOIN_MODEL("accounts", "")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(QString, owner, "maxLength=50")
    QUOIN_FIELD(int, balance, "")
    QUOIN_FIELD(int, cents, "generated='balance * 100' stored")
};

} // namespace rollingback

using rollingback::Account;

class tst_RecordRollback : public QObject
{
    Q_OBJECT

private slots:
    void changed_data() { QUOIN_TARGET_ROWS(); }
    void changed();
    void made_data() { QUOIN_TARGET_ROWS(); }
    void made();
    void keyOfAnotherRowByNow_data() { QUOIN_TARGET_ROWS(); }
    void keyOfAnotherRowByNow();
    void givenKeyStays_data() { QUOIN_TARGET_ROWS(); }
    void givenKeyStays();
    void removed_data() { QUOIN_TARGET_ROWS(); }
    void removed();
    void byScope_data() { QUOIN_TARGET_ROWS(); }
    void byScope();
    void byALostConnection_data() { QUOIN_TARGET_ROWS(); }
    void byALostConnection();
    void byAPoisonedCommit_data() { QUOIN_TARGET_ROWS(); }
    void byAPoisonedCommit();
    void retried_data() { QUOIN_TARGET_ROWS(); }
    void retried();
    void committed_data() { QUOIN_TARGET_ROWS(); }
    void committed();
    void innerRolledBack_data() { QUOIN_TARGET_ROWS(); }
    void innerRolledBack();
    void outerRolledBack_data() { QUOIN_TARGET_ROWS(); }
    void outerRolledBack();
    void manySavepoints_data() { QUOIN_TARGET_ROWS(); }
    void manySavepoints();
    void copiesAndMoves_data() { QUOIN_TARGET_ROWS(); }
    void copiesAndMoves();
    void readInside_data() { QUOIN_TARGET_ROWS(); }
    void readInside();
    void readAfterWrites_data() { QUOIN_TARGET_ROWS(); }
    void readAfterWrites();
    void refreshedInside_data() { QUOIN_TARGET_ROWS(); }
    void refreshedInside();
    void getOrCreateInside_data() { QUOIN_TARGET_ROWS(); }
    void getOrCreateInside();

private:
    Database &open(const Target &target);
    static Account ann(Database &db)
    {
        Account account = newAnn();
        account.save(db).value();
        return account;
    }
    static Account newAnn()
    {
        Account account;
        account.owner = u"Ann"_s;
        account.balance = 1;
        return account;
    }
    /// What the database holds, whatever a record believes.
    static QList<qint64> balances(Database &db)
    {
        QList<qint64> balances;
        const auto rows = db.rows(u"SELECT balance FROM accounts ORDER BY id"_s);
        for (const auto &row : rows.value())
            balances << *row.first().get<qint64>();
        return balances;
    }
    QHash<QString, Database> m_databases;
};

Database &tst_RecordRollback::open(const Target &target)
{
    Database &db = m_databases[target.name];
    if (!db.isValid()) {
        db = Database::open(test::freshDatabase(target)).value();
        createTables<Account>(db).value();
    }
    db.execute(u"DELETE FROM accounts"_s).value();
    return db;
}

void tst_RecordRollback::changed()
{
    Database &db = open(QUOIN_TARGET());
    Account account = ann(db);
    auto transaction = db.begin();
    QVERIFY_RESULT(transaction);
    account.balance = 2;
    QVERIFY_RESULT(account.save());
    QVERIFY(!account.isChanged());
    QVERIFY_RESULT(transaction->rollback());

    QCOMPARE(balances(db), QList<qint64> { 1 });
    QCOMPARE(account.balance, 2); // memory is the program's own
    QCOMPARE(account.changedFields(), QStringList { u"balance"_s });
    QVERIFY_RESULT(account.save());
    QCOMPARE(balances(db), QList<qint64> { 2 });
    QVERIFY(!account.isChanged());
    QCOMPARE(account.cents, 200);
    account.cents = 5; // this one the program changed
    QCOMPARE(account.save().error().kind(), ErrorKind::InvalidQuery);
}

void tst_RecordRollback::made()
{
    Database &db = open(QUOIN_TARGET());
    Account account = newAnn();
    auto transaction = db.begin();
    QVERIFY_RESULT(transaction);
    QVERIFY_RESULT(account.save(db));
    account.balance = 2;
    QVERIFY_RESULT(account.save());
    QVERIFY(account.isStored());
    QVERIFY_RESULT(transaction->rollback());

    QVERIFY(!account.isStored());
    QCOMPARE(account.save().error().kind(), ErrorKind::NotFound);
    QVERIFY_RESULT(account.save(db));
    QVERIFY(account.isStored());
    QCOMPARE(balances(db), QList<qint64> { 2 });
    QCOMPARE(db.get<Account>(account.id)->balance, 2);
}

void tst_RecordRollback::keyOfAnotherRowByNow()
{
    Database &db = open(QUOIN_TARGET());
    Account account = newAnn();
    auto transaction = db.begin();
    QVERIFY_RESULT(transaction);
    QVERIFY_RESULT(account.save(db));
    const qint64 key = account.id;
    QVERIFY_RESULT(transaction->rollback());

    Account other = newAnn();
    other.id = key;
    other.balance = 5;
    QVERIFY_RESULT(db.insert(other));
    QVERIFY_RESULT(account.save(db));
    QVERIFY(account.id != key);
    QCOMPARE(db.get<Account>(key)->balance, 5);
    QCOMPARE(db.get<Account>(account.id)->balance, 1);
}

void tst_RecordRollback::givenKeyStays()
{
    Database &db = open(QUOIN_TARGET());
    Account account = newAnn();
    account.id = 4711;
    auto transaction = db.begin();
    QVERIFY_RESULT(transaction);
    QVERIFY_RESULT(account.save(db));
    QVERIFY_RESULT(transaction->rollback());
    QVERIFY_RESULT(account.save(db));
    QCOMPARE(account.id, 4711);
    QVERIFY_RESULT(db.get<Account>(4711));
}

void tst_RecordRollback::removed()
{
    Database &db = open(QUOIN_TARGET());
    Account account = ann(db);
    auto transaction = db.begin();
    QVERIFY_RESULT(transaction);
    QVERIFY_RESULT(account.remove());
    QVERIFY(!account.isStored());
    QVERIFY_RESULT(transaction->rollback());

    QVERIFY(account.isStored());
    QVERIFY(!account.isChanged());
    account.balance = 3;
    QVERIFY_RESULT(account.save());
    QCOMPARE(balances(db), QList<qint64> { 3 });
    QVERIFY_RESULT(account.remove());
    QVERIFY(!account.isStored());
    QCOMPARE(balances(db), QList<qint64>());
}

void tst_RecordRollback::byScope()
{
    Database &db = open(QUOIN_TARGET());
    Account account = ann(db);
    {
        const auto transaction = db.begin();
        QVERIFY_RESULT(transaction);
        account.balance = 2;
        QVERIFY_RESULT(account.save());
    }
    QCOMPARE(account.changedFields(), QStringList { u"balance"_s });
    QVERIFY_RESULT(account.save());
    QCOMPARE(balances(db), QList<qint64> { 2 });
}

void tst_RecordRollback::byALostConnection()
{
    Database &db = open(QUOIN_TARGET());
    Account account = ann(db);
    Account created = newAnn();
    auto transaction = db.begin();
    QVERIFY_RESULT(transaction);
    account.balance = 2;
    QVERIFY_RESULT(account.save());
    QVERIFY_RESULT(created.save(db));
    db.close();
    QVERIFY(account.isChanged());
    QVERIFY(!created.isStored());
    QCOMPARE(transaction->commit().error().kind(), ErrorKind::Connection);
    QVERIFY_RESULT(account.save());
    QVERIFY_RESULT(created.save(db));
    QCOMPARE(balances(db), QList<qint64>({ 2, 1 }));
}

void tst_RecordRollback::byAPoisonedCommit()
{
    Database &db = open(QUOIN_TARGET());
    Account account = ann(db);
    auto transaction = db.begin();
    QVERIFY_RESULT(transaction);
    account.balance = 2;
    QVERIFY_RESULT(account.save());
    QVERIFY(!db.execute(u"INSERT INTO nowhere VALUES (1)"_s));
    QVERIFY(!transaction->commit());
    QVERIFY(account.isChanged());
    QVERIFY_RESULT(account.save());
    QCOMPARE(balances(db), QList<qint64> { 2 });
}

void tst_RecordRollback::retried()
{
    Database &db = open(QUOIN_TARGET());
    Account account = ann(db);
    Account created = newAnn();
    int runs = 0;
    const Result<void> done = db.transaction(
            [&](Transaction &) -> Result<void> {
                account.balance = 7;
                if (auto saved = account.save(); !saved)
                    return saved;
                if (auto saved = created.save(db); !saved)
                    return saved;
                return ++runs < 3 ? Result<void>(Error(ErrorKind::Deadlock, u"the engine chose this one"_s).setRetryable(true))
                                  : Result<void>();
            },
            { .retries = 3 });
    QVERIFY_RESULT(done);
    QCOMPARE(runs, 3);
    QCOMPARE(balances(db), QList<qint64>({ 7, 1 }));
    QCOMPARE(db.get<Account>(created.id)->balance, 1);
    QVERIFY(!account.isChanged());
    QVERIFY(!created.isChanged());
}

void tst_RecordRollback::committed()
{
    Database &db = open(QUOIN_TARGET());
    Account account = newAnn();
    for (int balance = 1; balance < 4; ++balance) {
        auto transaction = db.begin();
        QVERIFY_RESULT(transaction);
        account.balance = balance;
        QVERIFY_RESULT(account.save(db));
        QVERIFY_RESULT(transaction->commit());
        QVERIFY(!account.isChanged());
        QCOMPARE(balances(db), QList<qint64> { balance });
    }
    int sent = 0;
    const StatementObserver observer([&](const StatementEvent &) { ++sent; });
    QVERIFY_RESULT(account.save());
    QCOMPARE(sent, 0);
}

void tst_RecordRollback::innerRolledBack()
{
    Database &db = open(QUOIN_TARGET());
    Account account = ann(db);
    Account created = newAnn();
    auto outer = db.begin();
    QVERIFY_RESULT(outer);
    account.balance = 2;
    QVERIFY_RESULT(account.save());
    {
        auto inner = db.begin();
        QVERIFY_RESULT(inner);
        account.balance = 3;
        account.owner = u"Bob"_s;
        QVERIFY_RESULT(account.save());
        QVERIFY_RESULT(created.save(db));
        QVERIFY_RESULT(inner->rollback());
    }
    QCOMPARE(account.changedFields(), QStringList({ u"owner"_s, u"balance"_s }));
    QVERIFY(!created.isStored());
    account.owner = u"Ann"_s;
    QCOMPARE(account.changedFields(), QStringList { u"balance"_s });
    account.balance = 2; // what the outer one stored
    QVERIFY(!account.isChanged());
    QVERIFY_RESULT(created.save(db));
    QVERIFY_RESULT(outer->commit());
    QVERIFY(!account.isChanged());
    QVERIFY(created.isStored());
    QCOMPARE(balances(db), QList<qint64>({ 2, 1 }));
}

void tst_RecordRollback::outerRolledBack()
{
    Database &db = open(QUOIN_TARGET());
    Account account = ann(db);
    Account created = newAnn();
    Account gone = ann(db);
    auto outer = db.begin();
    QVERIFY_RESULT(outer);
    {
        auto inner = db.begin();
        QVERIFY_RESULT(inner);
        account.balance = 3;
        QVERIFY_RESULT(account.save());
        QVERIFY_RESULT(created.save(db));
        QVERIFY_RESULT(gone.remove());
        QVERIFY_RESULT(inner->commit());
    }
    QVERIFY(!account.isChanged());
    QVERIFY(created.isStored());
    QVERIFY(!gone.isStored());
    account.balance = 4;
    QVERIFY_RESULT(account.save());
    QVERIFY_RESULT(outer->rollback());

    QVERIFY(account.isChanged());
    QVERIFY(!created.isStored());
    QVERIFY(gone.isStored());
    QVERIFY_RESULT(account.save());
    QVERIFY_RESULT(created.save(db));
    QCOMPARE(balances(db), QList<qint64>({ 4, 1, 1 }));
}

void tst_RecordRollback::manySavepoints()
{
    Database &db = open(QUOIN_TARGET());
    Account account = ann(db);
    {
        const auto outer = db.begin();
        QVERIFY_RESULT(outer);
        for (int balance = 2; balance < 60; ++balance) {
            auto inner = db.begin();
            QVERIFY_RESULT(inner);
            account.balance = balance;
            QVERIFY_RESULT(account.save());
            QVERIFY_RESULT(balance % 3 == 0 ? inner->rollback() : inner->commit());
            QCOMPARE(account.isChanged(), balance % 3 == 0);
        }
        QCOMPARE(balances(db), QList<qint64> { 59 });
    }
    QCOMPARE(account.changedFields(), QStringList { u"balance"_s });
    QVERIFY_RESULT(account.save());
    QCOMPARE(balances(db), QList<qint64> { 59 });
}

void tst_RecordRollback::copiesAndMoves()
{
    Database &db = open(QUOIN_TARGET());
    auto account = std::make_unique<Account>(ann(db));
    const Account before = *account;
    auto transaction = db.begin();
    QVERIFY_RESULT(transaction);
    account->balance = 2;
    QVERIFY_RESULT(account->save());
    Account copy = *account;
    std::vector<Account> moved;
    moved.push_back(std::move(*account));
    account.reset(); // the one that was saved is gone before the rollback
    QVERIFY_RESULT(transaction->rollback());
    QVERIFY(!before.isChanged());
    QVERIFY(copy.isChanged());
    QVERIFY(moved.front().isChanged());
    QVERIFY_RESULT(moved.front().save());
    QCOMPARE(balances(db), QList<qint64> { 2 });
    QVERIFY(copy.isChanged()); // it was not told
}

void tst_RecordRollback::readInside()
{
    Database &db = open(QUOIN_TARGET());
    ann(db);
    Account account;
    {
        const auto transaction = db.begin();
        QVERIFY_RESULT(transaction);
        account = db.query<Account>().first().value();
    }
    // Nothing was written, so nothing of what was read can be wrong.
    QVERIFY(account.isStored());
    QVERIFY(!account.isChanged());
    account.balance = 2;
    QCOMPARE(account.changedFields(), QStringList { u"balance"_s });
    QVERIFY_RESULT(account.save());
    QCOMPARE(balances(db), QList<qint64> { 2 });
}

void tst_RecordRollback::readAfterWrites()
{
    Database &db = open(QUOIN_TARGET());
    ann(db);
    for (const bool saved : { false, true }) {
        Account account;
        {
            const auto transaction = db.begin();
            QVERIFY_RESULT(transaction);
            QVERIFY_RESULT(db.execute(u"UPDATE accounts SET balance = 5"_s));
            account = db.query<Account>().first().value();
            QCOMPARE(account.balance, 5);
            QVERIFY(!account.isChanged());
            if (saved) {
                account.balance = 6;
                QVERIFY_RESULT(account.save());
            }
        }
        // The row is there, but what it holds was never seen.
        QVERIFY(account.isStored());
        QVERIFY(account.isChanged());
        account.balance = 5;
        QVERIFY_RESULT(account.save());
        QCOMPARE(balances(db), QList<qint64> { 5 });
        QVERIFY(!account.isChanged());
        QVERIFY_RESULT(db.execute(u"UPDATE accounts SET balance = 1"_s));
    }
}

void tst_RecordRollback::refreshedInside()
{
    Database &db = open(QUOIN_TARGET());
    Account account = ann(db);
    {
        const auto transaction = db.begin();
        QVERIFY_RESULT(transaction);
        account.balance = 5;
        QVERIFY_RESULT(account.save());
        QVERIFY_RESULT(account.refresh());
        QVERIFY(!account.isChanged());
    }
    QCOMPARE(account.changedFields(), QStringList { u"balance"_s });
    QVERIFY_RESULT(account.refresh());
    QCOMPARE(account.balance, 1);
}

void tst_RecordRollback::getOrCreateInside()
{
    Database &db = open(QUOIN_TARGET());
    Account wanted = newAnn();
    wanted.id = 12;
    Account account;
    {
        const auto transaction = db.begin();
        QVERIFY_RESULT(transaction);
        auto created = db.getOrCreate({ field<&Account::id> }, wanted);
        QVERIFY_RESULT(created);
        QVERIFY(created->created);
        account = created->object;
        QVERIFY(account.isStored());
    }
    QVERIFY(!account.isStored());
    QVERIFY_RESULT(account.save(db));
    QCOMPARE(balances(db), QList<qint64> { 1 });
}

QTEST_GUILESS_MAIN(tst_RecordRollback)
#include "tst_recordrollback.moc"
