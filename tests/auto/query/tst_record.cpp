// SPDX-License-Identifier: MIT
// What a Record knows of itself, and that it sends nothing that did not change.
#include <quoin/quoin.h>

#include <quoin/telemetry/statementevent.h>

#include <tables/tables.h>
#include <testsupport.h>

#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace quoin;
using quoin::test::createTables;
using quoin::test::Target;

namespace recording {

class Person : public quoin::Record<Person>
{
    Q_GADGET
    QUOIN_MODEL("persons", "")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(QString, name, "maxLength=50")
    QUOIN_FIELD(int, age, "min=0")
    QUOIN_FIELD(std::optional<QString>, note, "maxLength=50")
    QUOIN_FIELD(int, twice, "generated='age * 2' stored")
};

} // namespace recording

using recording::Person;

class tst_Record : public QObject
{
    Q_OBJECT

private slots:
    void life_data() { QUOIN_TARGET_ROWS(); }
    void life();
    void changedColumnsOnly_data() { QUOIN_TARGET_ROWS(); }
    void changedColumnsOnly();
    void givenColumnsLeaveTheRestChanged_data() { QUOIN_TARGET_ROWS(); }
    void givenColumnsLeaveTheRestChanged();
    void readRecordsAreStored_data() { QUOIN_TARGET_ROWS(); }
    void readRecordsAreStored();
    void copies_data() { QUOIN_TARGET_ROWS(); }
    void copies();
    void keyOfAStoredRecord_data() { QUOIN_TARGET_ROWS(); }
    void keyOfAStoredRecord();
    void changedKeyIsNotAnotherRow_data() { QUOIN_TARGET_ROWS(); }
    void changedKeyIsNotAnotherRow();
    void anotherDatabase_data() { QUOIN_TARGET_ROWS(); }
    void anotherDatabase();
    void failedSaveStaysChanged_data() { QUOIN_TARGET_ROWS(); }
    void failedSaveStaysChanged();
    void newOnesHaveNoDatabase();

private:
    Database &open(const Target &target);
    static Person ann(Database &db)
    {
        Person person;
        person.name = u"Ann"_s;
        person.age = 30;
        person.save(db).value();
        return person;
    }
    QHash<QString, Database> m_databases;
};

Database &tst_Record::open(const Target &target)
{
    Database &db = m_databases[target.name];
    if (!db.isValid()) {
        db = Database::open(test::freshDatabase(target)).value();
        createTables<Person>(db).value();
    }
    db.execute(u"DELETE FROM persons"_s).value();
    return db;
}

void tst_Record::life()
{
    Database &db = open(QUOIN_TARGET());
    Person person;
    QVERIFY(!person.isStored());
    QVERIFY(person.isChanged());
    QCOMPARE(person.changedFields(), QStringList({ u"id"_s, u"name"_s, u"age"_s, u"note"_s, u"twice"_s }));
    person.name = u"Ann"_s;
    person.age = 30;
    QVERIFY_RESULT(person.save(db));
    QVERIFY(person.isStored());
    QVERIFY(!person.isChanged());
    QVERIFY(person.id > 0);
    QCOMPARE(person.twice, 60);

    person.age = 31;
    QVERIFY(person.isChanged());
    QCOMPARE(person.changedFields(), QStringList { u"age"_s });
    QVERIFY_RESULT(person.save());
    QVERIFY(!person.isChanged());
    QCOMPARE(person.twice, 62);

    QVERIFY_RESULT(db.execute(u"UPDATE persons SET name = 'Anne'"_s));
    QVERIFY_RESULT(person.refresh());
    QCOMPARE(person.name, u"Anne"_s);
    QVERIFY(!person.isChanged());

    QVERIFY_RESULT(person.remove());
    QVERIFY(!person.isStored());
    QCOMPARE(db.query<Person>().count().value(), 0);
    QCOMPARE(person.remove().error().kind(), ErrorKind::NotFound);
    QVERIFY_RESULT(person.save(db)); // new again, with the key it had
    QCOMPARE(db.query<Person>().get()->name, u"Anne"_s);
}

void tst_Record::changedColumnsOnly()
{
    Database &db = open(QUOIN_TARGET());
    Person person = ann(db);
    person.age = 40;
    person.note = u"older"_s;
    QStringList sent;
    {
        const StatementObserver observer([&](const StatementEvent &event) { sent << event.sql; });
        QVERIFY_RESULT(person.save());
    }
    QCOMPARE(sent.size(), 2); // and the generated column is read again
    QVERIFY2(sent.first().startsWith(u"UPDATE") && sent.first().contains(u"age") && sent.first().contains(u"note")
                    && !sent.first().contains(u"name"),
            qPrintable(sent.first()));
    sent.clear();
    {
        const StatementObserver observer([&](const StatementEvent &event) { sent << event.sql; });
        QVERIFY_RESULT(person.save());
        QVERIFY_RESULT(db.update(person));
        person.age = 41;
        person.age = 40; // back to what is stored
        QVERIFY_RESULT(person.save());
    }
    QCOMPARE(sent, QStringList());
}

void tst_Record::givenColumnsLeaveTheRestChanged()
{
    Database &db = open(QUOIN_TARGET());
    Person person = ann(db);
    person.age = 50;
    person.name = u"later"_s;
    QVERIFY_RESULT(db.update(person, { field<&Person::age> }));
    QCOMPARE(person.changedFields(), QStringList { u"name"_s });
    QCOMPARE(db.get<Person>(person.id)->name, u"Ann"_s);
    QVERIFY_RESULT(person.save());
    const auto stored = db.get<Person>(person.id);
    QVERIFY_RESULT(stored);
    QCOMPARE(stored->name, u"later"_s);
    QCOMPARE(stored->age, 50);
}

void tst_Record::readRecordsAreStored()
{
    Database &db = open(QUOIN_TARGET());
    ann(db);
    ann(db);
    auto all = db.query<Person>().all();
    QVERIFY_RESULT(all);
    QCOMPARE(all->size(), 2);
    for (Person &person : *all) {
        QVERIFY(person.isStored());
        QVERIFY(!person.isChanged());
    }
    all->first().note = u"first"_s;
    QVERIFY_RESULT(all->first().save());
    QCOMPARE(db.get<Person>(all->first().id)->note, std::optional(u"first"_s));
    QVERIFY(db.query<Person>().first()->isStored());
    QVERIFY(db.get<Person>(all->last().id)->isStored());
}

void tst_Record::copies()
{
    Database &db = open(QUOIN_TARGET());
    Person one = ann(db);
    Person two = one;
    QVERIFY(two.isStored());
    QVERIFY(!two.isChanged());
    two.age = 99;
    QVERIFY(two.isChanged());
    QVERIFY(!one.isChanged());
    QVERIFY_RESULT(two.save());
    QCOMPARE(one.age, 30);
    QVERIFY(!one.isChanged()); // it does not know: refresh() tells it
    QVERIFY_RESULT(one.refresh());
    QCOMPARE(one.age, 99);
    QVERIFY_RESULT(two.remove());
    QVERIFY(one.isStored());
    one.name = u"gone"_s;
    QCOMPARE(one.save().error().kind(), ErrorKind::NotFound);
}

void tst_Record::keyOfAStoredRecord()
{
    Database &db = open(QUOIN_TARGET());
    Person person = ann(db);
    const qint64 id = person.id;
    person.id = id + 1000;
    int sent = 0;
    const StatementObserver observer([&](const StatementEvent &) { ++sent; });
    const auto refused = person.save();
    QCOMPARE(refused.error().kind(), ErrorKind::InvalidQuery);
    QVERIFY2(refused.error().message().contains(u"primary key"), qPrintable(refused.error().message()));
    QVERIFY(refused.error().hint().contains(u"refresh()"));
    person.id = id;
    person.twice = 5;
    QCOMPARE(person.save().error().kind(), ErrorKind::InvalidQuery);
    QCOMPARE(sent, 0);
}

void tst_Record::changedKeyIsNotAnotherRow()
{
    Database &db = open(QUOIN_TARGET());
    Person one = ann(db);
    Person two = ann(db);
    const qint64 id = one.id;
    one.name = u"renamed"_s;
    one.id = two.id;
    QVERIFY(!one.save());
    QVERIFY_RESULT(one.refresh()); // as the hint of that error says
    QCOMPARE(one.id, id);
    QCOMPARE(one.name, u"Ann"_s);
    QVERIFY(!one.isChanged());

    one.id = two.id;
    QVERIFY_RESULT(one.remove());
    QVERIFY(!one.isStored());
    QVERIFY(!db.get<Person>(id));
    QVERIFY_RESULT(two.refresh());
}

void tst_Record::anotherDatabase()
{
    const Target target = QUOIN_TARGET();
    Database &db = open(target);
    Database other = Database::open(test::freshDatabase(target)).value();
    createTables<Person>(other).value();
    Person person = ann(db);
    Person copy = person;
    copy.age = 55;
    QVERIFY_RESULT(other.save(person)); // unchanged, but not known there
    QVERIFY(person.recordState().isStoredIn(other));
    QCOMPARE(other.get<Person>(person.id)->name, u"Ann"_s);
    person.age = 31;
    QVERIFY_RESULT(person.save());
    QCOMPARE(other.get<Person>(person.id)->age, 31);
    QCOMPARE(db.get<Person>(person.id)->age, 30);

    // Each column is written, not only what differs from the other database's row.
    QVERIFY_RESULT(other.execute(u"UPDATE persons SET name = 'Eve'"_s));
    QVERIFY_RESULT(other.save(copy));
    QCOMPARE(other.get<Person>(copy.id)->name, u"Ann"_s);
    QCOMPARE(other.get<Person>(copy.id)->age, 55);

    Person stays = db.get<Person>(copy.id).value();
    QVERIFY_RESULT(other.remove(stays));
    QVERIFY(stays.isStored());
    QVERIFY_RESULT(stays.refresh());
    QCOMPARE(other.query<Person>().count().value(), 0);
}

void tst_Record::failedSaveStaysChanged()
{
    Database &db = open(QUOIN_TARGET());
    Person person = ann(db);
    person.age = -1;
    QCOMPARE(person.save().error().kind(), ErrorKind::Validation);
    QCOMPARE(person.changedFields(), QStringList { u"age"_s });
    Person wrong;
    wrong.name = u"x"_s.repeated(51);
    QVERIFY(!wrong.save(db));
    QVERIFY(!wrong.isStored());
}

void tst_Record::newOnesHaveNoDatabase()
{
    Person person;
    for (const Result<void> &failed : { person.save(), person.remove(), person.refresh() }) {
        QVERIFY(!failed);
        QCOMPARE(failed.error().kind(), ErrorKind::NotFound);
        QVERIFY(failed.error().hint().contains(u"save(database)"));
    }
}

QTEST_GUILESS_MAIN(tst_Record)
#include "tst_record.moc"
