// SPDX-License-Identifier: MIT
// What goes wrong when an SQLite table is rebuilt carelessly, each seen to happen: none of it may.
#include "scratch.h"

#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace quoin;
using namespace quoin::schema;

class tst_SqliteRebuild : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase_data();
    void init();
    void cleanup();
    void childrenKeepTheirRows();
    void viewsAndTriggersStay();
    void countingGoesOn();
    void textInAnIntegerColumnIsFound();
    void aViewThatWouldBreakStopsIt();
    void foreignKeysAreOnAgain();
    void oneRebuildForAllChanges();
    void strictAndWithoutRowIdStay();
    void whatCannotBeRebuiltIsRefused();

private:
    Schema inspected() { return m_scratch->inspect().value(); }
    Table &table(Schema &schema, const QString &name) { return *std::ranges::find(schema.tables, name, &Table::name); }

    std::unique_ptr<Scratch> m_scratch;
};

/// Every test by both ways.
void tst_SqliteRebuild::initTestCase_data()
{
    QTest::addColumn<int>("target");
    for (int target = 0; target < test::targets().size(); ++target) {
        if (test::targets().at(target).engine == "sqlite"_L1)
            QTest::newRow(qPrintable(test::targets().at(target).name)) << target;
    }
}

void tst_SqliteRebuild::init()
{
    QFETCH_GLOBAL(int, target);
    m_scratch = std::make_unique<Scratch>(test::targets().at(target));
    for (const char16_t *sql : {
                 u"CREATE TABLE parent (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, name varchar(20) NOT NULL, number int)",
                 u"CREATE TABLE child (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, parent_id bigint REFERENCES parent (id) ON "
                 u"DELETE CASCADE)",
                 u"CREATE TABLE log (line text)",
                 u"CREATE VIEW shown AS SELECT p.name, c.id FROM parent p JOIN child c ON c.parent_id = p.id",
                 u"CREATE TRIGGER own AFTER INSERT ON parent BEGIN INSERT INTO log VALUES ('parent ' || new.name); END",
                 u"CREATE TRIGGER others AFTER INSERT ON child BEGIN INSERT INTO log SELECT 'child of ' || name FROM parent "
                 u"WHERE id = new.parent_id; END",
                 u"CREATE INDEX by_name ON parent (name COLLATE NOCASE, number DESC) WHERE number > 0",
                 u"INSERT INTO parent (id, name, number) VALUES (1, 'Ann', 5), (90, 'Bob', NULL)",
                 u"INSERT INTO child (parent_id) VALUES (1), (1), (90)",
                 u"DELETE FROM parent WHERE id = 90",
         })
        m_scratch->run(QStringView(sql).toString()).value();
}

void tst_SqliteRebuild::cleanup() { m_scratch.reset(); }

void tst_SqliteRebuild::childrenKeepTheirRows()
{
    Schema wanted = inspected();
    table(wanted, u"parent"_s).columns[1].type = ColumnType::string(30);
    QVERIFY_RESULT(m_scratch->become(wanted));
    QCOMPARE(m_scratch->rows(u"SELECT id, parent_id FROM child ORDER BY id"_s), QStringList({ u"1|1"_s, u"2|1"_s }));
    // The child still points to the table, not to one that has gone.
    QVERIFY(!m_scratch->run(u"INSERT INTO child (parent_id) VALUES (5)"_s).has_value());
    QVERIFY_RESULT(m_scratch->run(u"DELETE FROM parent WHERE id = 1"_s));
    QCOMPARE(m_scratch->rows(u"SELECT count(*) FROM child"_s), QStringList { u"0"_s });
}

void tst_SqliteRebuild::viewsAndTriggersStay()
{
    const Schema before = inspected();
    Schema wanted = before;
    table(wanted, u"parent"_s).columns[1].type = ColumnType::string(30);
    QVERIFY_RESULT(m_scratch->become(wanted));
    Schema after = inspected();
    QCOMPARE(after.views.size(), before.views.size());
    QVERIFY(table(after, u"parent"_s).triggers == table(wanted, u"parent"_s).triggers);
    QVERIFY(table(after, u"child"_s).triggers == table(wanted, u"child"_s).triggers);
    QVERIFY(table(after, u"parent"_s).indexes == table(wanted, u"parent"_s).indexes);
    QCOMPARE(m_scratch->rows(u"SELECT name, id FROM shown ORDER BY id"_s), QStringList({ u"Ann|1"_s, u"Ann|2"_s }));
    QVERIFY_RESULT(m_scratch->run(u"DELETE FROM log"_s));
    QVERIFY_RESULT(m_scratch->run(u"INSERT INTO parent (id, name) VALUES (5, 'Eve')"_s));
    QVERIFY_RESULT(m_scratch->run(u"INSERT INTO child (parent_id) VALUES (5)"_s));
    QCOMPARE(m_scratch->rows(u"SELECT line FROM log"_s), QStringList({ u"parent Eve"_s, u"child of Eve"_s }));
}

void tst_SqliteRebuild::countingGoesOn()
{
    Schema wanted = inspected();
    table(wanted, u"parent"_s).columns[1].nullable = true;
    QVERIFY_RESULT(m_scratch->become(wanted));
    QVERIFY_RESULT(m_scratch->run(u"INSERT INTO parent (name) VALUES ('Eve')"_s));
    QCOMPARE(m_scratch->rows(u"SELECT id FROM parent WHERE name = 'Eve'"_s), QStringList { u"91"_s });
}

void tst_SqliteRebuild::textInAnIntegerColumnIsFound()
{
    QVERIFY_RESULT(m_scratch->run(u"INSERT INTO parent (name) VALUES ('12'), ('abc'), ('007')"_s));
    Schema wanted = inspected();
    table(wanted, u"parent"_s).columns[1].type = ColumnType::of(TypeKind::Int32);
    table(wanted, u"parent"_s).indexes.clear();
    const auto done = m_scratch->become(wanted);
    QVERIFY(!done.has_value());
    QCOMPARE(done.error().kind(), ErrorKind::Migration);
    QVERIFY2(done.error().message().contains(u"3 values of parent.name"_s), qPrintable(done.error().message()));
    QVERIFY_RESULT(m_scratch->run(u"DELETE FROM parent WHERE name <> '12'"_s));
    QVERIFY_RESULT(m_scratch->become(wanted));
    QCOMPARE(m_scratch->rows(u"SELECT name, typeof(name) FROM parent"_s), QStringList { u"12|integer"_s });
}

void tst_SqliteRebuild::aViewThatWouldBreakStopsIt()
{
    Schema wanted = inspected();
    table(wanted, u"parent"_s).columns.removeAt(1);
    table(wanted, u"parent"_s).indexes.clear();
    table(wanted, u"parent"_s).triggers.clear();
    const auto done = m_scratch->become(wanted);
    QVERIFY(!done.has_value());
    QCOMPARE(m_scratch->rows(u"SELECT name FROM shown"_s).size(), 2); // all is as it was
}

void tst_SqliteRebuild::foreignKeysAreOnAgain()
{
    const auto isOn = [&] { return m_scratch->rows(u"PRAGMA foreign_keys"_s) + m_scratch->rows(u"PRAGMA legacy_alter_table"_s); };
    QCOMPARE(isOn(), QStringList({ u"1"_s, u"0"_s }));
    Schema wanted = inspected();
    table(wanted, u"parent"_s).columns[1].nullable = true;
    QVERIFY_RESULT(m_scratch->become(wanted));
    QCOMPARE(isOn(), QStringList({ u"1"_s, u"0"_s }));
    table(wanted, u"parent"_s).columns[2].nullable = false;
    QVERIFY_RESULT(m_scratch->run(u"INSERT INTO parent (name) VALUES ('x')"_s));
    QVERIFY(!m_scratch->become(wanted).has_value()); // number is NULL
    QCOMPARE(isOn(), QStringList({ u"1"_s, u"0"_s }));
}

void tst_SqliteRebuild::oneRebuildForAllChanges()
{
    Schema wanted = inspected();
    Table &parent = table(wanted, u"parent"_s);
    parent.columns += Column { .name = u"a"_s, .type = ColumnType::of(TypeKind::Int32), .nullable = true };
    parent.columns[1].type = ColumnType::string(99);
    parent.columns[2].type = ColumnType::of(TypeKind::Int64);
    parent.checks += Check { {}, u"number <> 3"_s };
    parent.uniques += Unique { {}, { u"name"_s } };
    const auto plan = m_scratch->plan(diff(inspected(), wanted, m_scratch->dialect().diffRules()));
    QVERIFY_RESULT(plan);
    const auto copies
            = std::ranges::count_if(plan->statements, [](const auto &s) { return s.sql.startsWith("CREATE TABLE"_L1); });
    QCOMPARE(copies, 1);
    QVERIFY(plan->transactional);
    QVERIFY_RESULT(runPlan(m_scratch->connection(), *plan));
    QCOMPARE(m_scratch->difference(wanted).value(), QString());
}

void tst_SqliteRebuild::strictAndWithoutRowIdStay()
{
    QVERIFY_RESULT(m_scratch->run(u"CREATE TABLE odd (a TEXT PRIMARY KEY NOT NULL, b INT) STRICT, WITHOUT ROWID"_s));
    Schema wanted = inspected();
    table(wanted, u"odd"_s).checks = { Check { u"c"_s, u"b > 0"_s } };
    QVERIFY_RESULT(m_scratch->become(wanted));
    const QString sql = m_scratch->rows(u"SELECT sql FROM sqlite_master WHERE name = 'odd'"_s).first();
    QVERIFY2(sql.contains(u"STRICT"_s) && sql.contains(u"WITHOUT ROWID"_s), qPrintable(sql));
}

void tst_SqliteRebuild::whatCannotBeRebuiltIsRefused()
{
    QVERIFY_RESULT(m_scratch->run(u"CREATE TABLE odd (a TEXT UNIQUE ON CONFLICT REPLACE, b INT)"_s));
    Schema wanted = inspected();
    table(wanted, u"odd"_s).checks = { Check { u"c"_s, u"b > 0"_s } };
    const auto done = m_scratch->become(wanted);
    QVERIFY(!done.has_value());
    QCOMPARE(done.error().kind(), ErrorKind::Unsupported);
    QVERIFY(done.error().message().contains(u"ON CONFLICT"_s));
}

QTEST_GUILESS_MAIN(tst_SqliteRebuild)
#include "tst_sqliterebuild.moc"
