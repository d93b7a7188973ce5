// SPDX-License-Identifier: MIT
#include <quoin/db/catalog.h>
#include <quoin/db/database.h>
#include <quoin/migrate/sync.h>
#include <quoin/quoin.h>
#include <quoin/schema/change.h>

#include <QtTest/qtest.h>

#include <testsupport.h>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace quoin;
using namespace quoin::schema;

/// Rows that point at each other and at themselves: what makes dropping tables hard.
class Team;

class Person
{
    Q_GADGET
    QUOIN_MODEL("sync_people", "")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(quoin::ForeignKey<Person>, manager, "null, onDelete=restrict")
    QUOIN_FIELD(quoin::ForeignKey<Team>, team, "null, onDelete=restrict")
};

class Team
{
    Q_GADGET
    QUOIN_MODEL("sync_teams", "")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(quoin::ForeignKey<Person>, lead, "null, onDelete=restrict")
};

class tst_Sync : public QObject
{
    Q_OBJECT

private slots:
    void createsAndFindsNothingMore_data() { QUOIN_TARGET_ROWS(); }
    void createsAndFindsNothingMore();
    void addsWhatIsMissing_data() { QUOIN_TARGET_ROWS(); }
    void addsWhatIsMissing();
    void refusesToLoseData_data() { QUOIN_TARGET_ROWS(); }
    void refusesToLoseData();
    void leavesTheUnknownAlone_data() { QUOIN_TARGET_ROWS(); }
    void leavesTheUnknownAlone();
    void dryRunOnlyTells_data() { QUOIN_TARGET_ROWS(); }
    void dryRunOnlyTells();
    void nullsAreNotReplacedUnasked_data() { QUOIN_TARGET_ROWS(); }
    void nullsAreNotReplacedUnasked();
    void rowsInTheWayAreNamed_data() { QUOIN_TARGET_ROWS(); }
    void rowsInTheWayAreNamed();
    void renamesByHint_data() { QUOIN_TARGET_ROWS(); }
    void renamesByHint();
    void isRefusedInATransaction_data() { QUOIN_TARGET_ROWS(); }
    void isRefusedInATransaction();
    void makesNamespaces();
    void dropsTheTablesOfModels_data() { QUOIN_TARGET_ROWS(); }
    void dropsTheTablesOfModels();
};

namespace {

Column column(const QString &name, const QString &type, bool nullable = false)
{
    return Column { .name = name, .type = ColumnType::fromString(type).value(), .nullable = nullable };
}

Schema shop()
{
    Table customers { .name = u"customers"_s,
        .columns = { column(u"id"_s, u"int64"_s), column(u"email"_s, u"string(80)"_s), column(u"note"_s, u"text"_s, true) },
        .primaryKey = { {}, { u"id"_s } } };
    customers.columns[0].autoIncrement = true;
    customers.uniques = { Unique { u"customers_email"_s, { u"email"_s } } };
    Table orders { .name = u"orders"_s,
        .columns = { column(u"id"_s, u"int64"_s), column(u"customer_id"_s, u"int64"_s), column(u"total"_s, u"decimal(12,2)"_s),
                column(u"placed"_s, u"datetime"_s) },
        .primaryKey = { {}, { u"id"_s } } };
    orders.columns[0].autoIncrement = true;
    orders.indexes = { Index { .name = u"orders_customer_id"_s, .parts = { IndexPart { .column = u"customer_id"_s } } } };
    orders.foreignKeys = { schema::ForeignKey { .name = u"orders_customer"_s,
            .columns = { u"customer_id"_s },
            .referencedTable = u"customers"_s,
            .referencedColumns = { u"id"_s } } };
    return { .tables = { orders, customers } };
}

QStringList described(const SyncReport &report)
{
    QStringList out;
    for (const Change &change : report.plan.changes)
        out += describe(change);
    return out;
}

QStringList tableNames(Database &db)
{
    ConnectionCatalog catalog(*db.connection().value());
    const Schema stored = db.dialect().inspector().inspect(catalog).value();
    QStringList out;
    for (const Table &table : stored.tables)
        out += table.name;
    out.sort();
    return out;
}

} // namespace

void tst_Sync::createsAndFindsNothingMore()
{
    Database db = Database::open(test::freshDatabase(QUOIN_TARGET())).value();
    const auto first = sync(db, shop());
    QVERIFY_RESULT(first);
    QVERIFY(first->applied);
    QCOMPARE(described(*first), QStringList({ u"create table customers"_s, u"create table orders"_s }));
    const auto second = sync(db, shop());
    QVERIFY_RESULT(second);
    QVERIFY(!second->applied);
    QCOMPARE(described(*second), QStringList());
}

void tst_Sync::addsWhatIsMissing()
{
    Database db = Database::open(test::freshDatabase(QUOIN_TARGET())).value();
    QVERIFY_RESULT(sync(db, shop()));
    QVERIFY_RESULT(db.execute(u"INSERT INTO customers (email) VALUES ('ann@example.org')"_s));
    Schema wanted = shop();
    wanted.tables[1].columns += column(u"phone"_s, u"string(20)"_s, true);
    wanted.tables[1].columns[1].type = ColumnType::string(120);
    wanted.tables += Table {
        .name = u"tags"_s, .columns = { column(u"name"_s, u"string(20)"_s) }, .primaryKey = { {}, { u"name"_s } }
    };
    QVERIFY_RESULT(sync(db, wanted));
    const auto again = sync(db, wanted);
    QVERIFY_RESULT(again);
    QCOMPARE(described(*again), QStringList());
    QCOMPARE(db.rows(u"SELECT email FROM customers WHERE phone IS NULL"_s).value().size(), 1);
}

void tst_Sync::refusesToLoseData()
{
    Database db = Database::open(test::freshDatabase(QUOIN_TARGET())).value();
    QVERIFY_RESULT(sync(db, shop()));
    QVERIFY_RESULT(db.execute(u"INSERT INTO customers (email, note) VALUES ('ann@example.org', 'x')"_s));
    Schema wanted = shop();
    wanted.tables[1].columns.removeLast();
    wanted.tables[1].columns += column(u"added"_s, u"int32"_s, true);
    const auto refused = sync(db, wanted);
    QVERIFY(!refused.has_value());
    QCOMPARE(refused.error().kind(), ErrorKind::Migration);
    QVERIFY(refused.error().message().contains(u"drop column customers.note"_s));
    QVERIFY(!refused.error().message().contains(u"added"_s));
    QVERIFY(refused.error().hint().contains(u"allowDestructive"_s));
    const auto unchanged = sync(db, shop());
    QVERIFY_RESULT(unchanged);
    QCOMPARE(described(*unchanged), QStringList()); // not even the harmless part was done

    QVERIFY_RESULT(sync(db, wanted, { .allowDestructive = true }));
    QCOMPARE(described(sync(db, wanted).value()), QStringList());
}

void tst_Sync::leavesTheUnknownAlone()
{
    Database db = Database::open(test::freshDatabase(QUOIN_TARGET())).value();
    QVERIFY_RESULT(db.connection().value()->run(u"CREATE TABLE theirs (a int)"_s));
    QVERIFY_RESULT(db.connection().value()->run(u"CREATE TABLE quoin_history (a int)"_s));
    QVERIFY_RESULT(db.connection().value()->run(u"CREATE VIEW seen AS SELECT a FROM theirs"_s));
    QVERIFY_RESULT(sync(db, shop()));
    QCOMPARE(tableNames(db), QStringList({ u"customers"_s, u"orders"_s, u"quoin_history"_s, u"theirs"_s }));
    QCOMPARE(db.rows(u"SELECT a FROM seen"_s).value().size(), 0);

    const auto refused = sync(db, shop(), { .dropUnknownTables = true });
    QVERIFY(!refused.has_value());
    QVERIFY(refused.error().message().contains(u"drop table theirs"_s));
    QVERIFY_RESULT(db.connection().value()->run(u"DROP VIEW seen"_s));
    QVERIFY_RESULT(sync(db, shop(), { .allowDestructive = true, .dropUnknownTables = true }));
    QCOMPARE(tableNames(db), QStringList({ u"customers"_s, u"orders"_s, u"quoin_history"_s }));
}

void tst_Sync::dryRunOnlyTells()
{
    Database db = Database::open(test::freshDatabase(QUOIN_TARGET())).value();
    const auto report = sync(db, shop(), { .dryRun = true });
    QVERIFY_RESULT(report);
    QVERIFY(!report->applied);
    QCOMPARE(described(*report).size(), 2);
    QVERIFY(!report->plan.statements.isEmpty());
    QCOMPARE(tableNames(db), QStringList());
}

/// A default would take the place of every stored NULL.
void tst_Sync::nullsAreNotReplacedUnasked()
{
    Database db = Database::open(test::freshDatabase(QUOIN_TARGET())).value();
    QVERIFY_RESULT(sync(db, shop()));
    QVERIFY_RESULT(db.execute(u"INSERT INTO customers (email) VALUES ('a')"_s));
    Schema wanted = shop();
    wanted.tables[1].columns[2].type = ColumnType::string(80); // MySQL's text has no default
    QVERIFY_RESULT(sync(db, wanted, { .allowDestructive = true }));
    wanted.tables[1].columns[2].nullable = false;
    wanted.tables[1].columns[2].defaultValue = Value(u"none"_s);
    const auto refused = sync(db, wanted);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind(), ErrorKind::Migration);
    QCOMPARE(db.rows(u"SELECT email FROM customers WHERE note IS NULL"_s).value().size(), 1);
    QVERIFY_RESULT(sync(db, wanted, { .allowDestructive = true }));
    QCOMPARE(db.rows(u"SELECT email FROM customers WHERE note = 'none'"_s).value().size(), 1);
}

void tst_Sync::rowsInTheWayAreNamed()
{
    Database db = Database::open(test::freshDatabase(QUOIN_TARGET())).value();
    QVERIFY_RESULT(sync(db, shop()));
    QVERIFY_RESULT(db.execute(u"INSERT INTO customers (email) VALUES ('a'), ('b')"_s));
    Schema wanted = shop();
    wanted.tables[1].columns += column(u"age"_s, u"int32"_s);
    const auto refused = sync(db, wanted);
    QVERIFY(!refused.has_value());
    QCOMPARE(refused.error().kind(), ErrorKind::Migration);
    QVERIFY2(refused.error().message().contains(u"customers has 2 rows"_s), qPrintable(refused.error().toString()));
    QCOMPARE(described(sync(db, shop()).value()), QStringList());
}

void tst_Sync::renamesByHint()
{
    Database db = Database::open(test::freshDatabase(QUOIN_TARGET())).value();
    QVERIFY_RESULT(sync(db, shop()));
    QVERIFY_RESULT(db.execute(u"INSERT INTO customers (email) VALUES ('a'), ('b')"_s));
    Schema wanted = shop();
    wanted.tables[1].name = u"clients"_s;
    wanted.tables[1].columns[2].name = u"remark"_s;
    wanted.tables[0].foreignKeys[0].referencedTable = u"clients"_s;
    SyncOptions options;
    options.hints.tables += DiffHints::TableRename { { u"customers"_s, {} }, { u"clients"_s, {} } };
    options.hints.columns += DiffHints::ColumnRename { { u"clients"_s, {} }, u"note"_s, u"remark"_s };
    const auto report = sync(db, wanted, options);
    QVERIFY_RESULT(report);
    QCOMPARE(described(*report),
            QStringList({ u"rename table customers to clients"_s, u"rename column clients.note to remark"_s }));
    QCOMPARE(db.rows(u"SELECT email, remark FROM clients"_s).value().size(), 2);
    QCOMPARE(described(sync(db, wanted, options).value()), QStringList());
}

void tst_Sync::isRefusedInATransaction()
{
    Database db = Database::open(test::freshDatabase(QUOIN_TARGET())).value();
    auto transaction = db.begin();
    QVERIFY_RESULT(transaction);
    const auto refused = sync(db, shop());
    QVERIFY(!refused.has_value());
    QCOMPARE(refused.error().kind(), ErrorKind::Transaction);
}

void tst_Sync::makesNamespaces()
{
    const QList<test::Target> engines = test::engines();
    const auto target = std::ranges::find(engines, u"postgresql"_s, &test::Target::engine);
    Database db = Database::open(test::freshDatabase(*target)).value();
    Schema wanted = shop();
    Table archived = wanted.tables[1];
    archived.nameSpace = u"archive"_s;
    wanted.tables += archived;
    QVERIFY_RESULT(sync(db, wanted));
    QCOMPARE(described(sync(db, wanted).value()), QStringList());
    QCOMPARE(db.rows(u"SELECT * FROM archive.customers"_s).value().size(), 0);
}

void tst_Sync::dropsTheTablesOfModels()
{
    Database db = Database::open(test::freshDatabase(QUOIN_TARGET())).value();
    QVERIFY_RESULT(db.connection().value()->run(u"CREATE TABLE theirs (a int)"_s));
    QVERIFY_RESULT(sync(db));
    QCOMPARE(tableNames(db), QStringList({ u"sync_people"_s, u"sync_teams"_s, u"theirs"_s }));
    Person ann;
    QVERIFY_RESULT(db.insert(ann));
    Team team;
    team.lead.setKey(ann.id);
    QVERIFY_RESULT(db.insert(team));
    Person bob;
    bob.manager.setKey(ann.id);
    bob.team.setKey(team.id);
    QVERIFY_RESULT(db.insert(bob));

    const auto dropped = dropTables(db);
    QVERIFY_RESULT(dropped);
    QVERIFY(dropped->applied);
    QCOMPARE(tableNames(db), QStringList({ u"theirs"_s }));
    const auto again = dropTables(db);
    QVERIFY_RESULT(again);
    QVERIFY(!again->applied);
    // Foreign keys are enforced as before.
    QVERIFY_RESULT(sync(db));
    Person lost;
    lost.manager.setKey(99);
    QCOMPARE(db.insert(lost).error().kind(), ErrorKind::ForeignKeyViolation);
}

QTEST_GUILESS_MAIN(tst_Sync)
#include "tst_sync.moc"
