// SPDX-License-Identifier: MIT
// The program's own functions run in the middle of a call: what they throw passes on and leaves nothing half done, and what they
// do to the connection is noticed.
#include <quoin/quoin.h>

#include <quoin/telemetry/statementevent.h>

#include <tables/tables.h>
#include <testsupport.h>

#include <QtTest/qtest.h>

#include <stdexcept>

using namespace Qt::StringLiterals;
using namespace quoin;
using quoin::test::createTables;
using quoin::test::Target;

namespace usercode {

/// What the models' own functions do; nothing at first.
struct Acts
{
    std::function<Result<void>()> inClean = [] { return Result<void>(); };
    bool throwWhenMade = false;
};
Acts acts;

class Thing;
class Note;

class Owner
{
    Q_GADGET
    QUOIN_MODEL("owners", "")
public:
    Owner() { throwIfAsked(); }
    static void throwIfAsked()
    {
        if (acts.throwWhenMade)
            throw std::runtime_error("no object today");
    }
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(QString, name, "maxLength=40")
};

class Box
{
    Q_GADGET
    QUOIN_MODEL("boxes", "ordering=id")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(QString, name, "maxLength=40")
    QUOIN_FIELD(quoin::ForeignKey<Owner>, owner, "null")
    QUOIN_FIELD(quoin::HasMany<Thing>, things, "")
    QUOIN_FIELD(quoin::HasMany<Note>, notes, "")
public:
    Q_INVOKABLE quoin::Result<void> clean() const { return acts.inClean(); }
};

class Thing
{
    Q_GADGET
    QUOIN_MODEL("things", "")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(quoin::ForeignKey<Box>, box, "reverse=things")
};

class Note
{
    Q_GADGET
    QUOIN_MODEL("notes", "")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(quoin::ForeignKey<Box>, box, "reverse=notes")
};

} // namespace usercode

using namespace usercode;

class tst_UserCode : public QObject
{
    Q_OBJECT

private slots:
    void cleanup() { acts = {}; }
    void cleanThatThrows_data() { QUOIN_TARGET_ROWS(); }
    void cleanThatThrows();
    void cleanThatClosesTheConnection_data() { QUOIN_TARGET_ROWS(); }
    void cleanThatClosesTheConnection();
    void progressThatClosesTheConnection_data() { QUOIN_TARGET_ROWS(); }
    void progressThatClosesTheConnection();
    void objectsThatCannotBeMade_data() { QUOIN_TARGET_ROWS(); }
    void objectsThatCannotBeMade();
    void observersThatThrow_data() { QUOIN_TARGET_ROWS(); }
    void observersThatThrow();

private:
    static Database open(const Target &target);
};

/// Three boxes of one owner, the first with a thing and a note.
Database tst_UserCode::open(const Target &target)
{
    auto db = Database::open(test::freshDatabase(target)).value();
    createTables<Owner, Box, Thing, Note>(db).value();
    Owner owner;
    owner.name = u"Ann"_s;
    db.insert(owner).value();
    QList<Box> boxes;
    for (const QString &name : { u"a"_s, u"b"_s, u"c"_s }) {
        Box &box = boxes.emplaceBack();
        box.name = name;
        box.owner = owner;
    }
    db.bulkInsert(boxes).value();
    Thing thing;
    thing.box = boxes.at(0);
    db.insert(thing).value();
    Note note;
    note.box = boxes.at(0);
    db.insert(note).value();
    return db;
}

void tst_UserCode::cleanThatThrows()
{
    Database db = open(QUOIN_TARGET());
    QList<Box> boxes = db.query<Box>().all().value();
    acts.inClean = []() -> Result<void> { throw std::runtime_error("unclean"); };
    for (Box &box : boxes)
        box.name += u"!"_s;
    Box box;
    QVERIFY_EXCEPTION_THROWN((void)db.insert(box), std::runtime_error);
    QVERIFY_EXCEPTION_THROWN((void)db.update(boxes[0]), std::runtime_error);
    QVERIFY_EXCEPTION_THROWN((void)db.bulkUpdate(boxes), std::runtime_error);
    QList<Box> more(3);
    QVERIFY_EXCEPTION_THROWN((void)db.bulkInsert(more), std::runtime_error);
    const auto stored = [&](Transaction &) -> Result<void> {
        acts.inClean = [] { return Result<void>(); };
        Box kept;
        if (auto done = db.insert(kept); !done)
            return done;
        acts.inClean = []() -> Result<void> { throw std::runtime_error("unclean"); };
        return db.insert(box);
    };
    QVERIFY_EXCEPTION_THROWN((void)db.transaction(stored), std::runtime_error);
    acts = {};
    QCOMPARE(db.query<Box>().count().value(), 3);
    QCOMPARE(db.query<Box>().filter(field<&Box::name>.endsWith(u"!"_s)).count().value(), 0);
    QVERIFY_RESULT(db.insert(box));
}

/// As when it is lost, and clean() is the first to notice: Database then has another one.
void tst_UserCode::cleanThatClosesTheConnection()
{
    Database db = open(QUOIN_TARGET());
    QList<Box> boxes = db.query<Box>().all().value();
    acts.inClean = [&]() -> Result<void> {
        db.close();
        return db.query<Box>().exists().transform([](bool) { });
    };
    Box box;
    box.name = u"d"_s;
    QVERIFY_RESULT(db.insert(box));
    for (int i = 0; i < 2; ++i) { // the second time the names of the columns are known
        box.name += u"!"_s;
        QVERIFY_RESULT(db.update(box));
        box.name += u"?"_s;
        QVERIFY_RESULT(db.update(box, { field<&Box::name> }));
    }
    for (Box &one : boxes)
        one.name += u"!"_s;
    QCOMPARE(db.bulkUpdate(boxes).value(), 3);
    QList<Box> more(3);
    QCOMPARE(db.bulkInsert(more).value().stored, 3);
    acts = {};
    QCOMPARE(db.query<Box>().count().value(), 7);
    QCOMPARE(db.get<Box>(box.id)->name, u"d!?!?"_s);
    QCOMPARE(db.query<Box>().filter(field<&Box::name>.endsWith(u"!"_s)).count().value(), 3);
}

void tst_UserCode::progressThatClosesTheConnection()
{
    Database db = open(QUOIN_TARGET());
    QList<Box> boxes(3000);
    const auto stored = db.bulkInsert(boxes, { .progress = [&](qsizetype, qsizetype) {
        db.close();
        return true;
    } });
    QVERIFY(!stored);
    QCOMPARE(stored.error().kind(), ErrorKind::Connection);
    QCOMPARE(db.query<Box>().count().value(), 3);
    QCOMPARE(boxes.first().id, 0);
}

/// Also in the threads that load relations at the same time: the exception is the caller's.
void tst_UserCode::objectsThatCannotBeMade()
{
    Database db = open(QUOIN_TARGET());
    const auto boxes = db.query<Box>().with<&Box::things>().with<&Box::notes>().with<&Box::owner>();
    for (const auto &query : { boxes, boxes.concurrently() }) {
        acts.throwWhenMade = true;
        QVERIFY_EXCEPTION_THROWN((void)query.all(), std::runtime_error);
        QVERIFY_EXCEPTION_THROWN((void)db.query<Owner>().all(), std::runtime_error);
        acts.throwWhenMade = false;
        const auto read = query.all();
        QVERIFY_RESULT(read);
        QCOMPARE(read->first().owner->name, u"Ann"_s);
        QCOMPARE(read->first().things.size(), 1);
    }
}

void tst_UserCode::observersThatThrow()
{
    Database db = open(QUOIN_TARGET());
    int seen = 0;
    const StatementObserver throwing([](const StatementEvent &) { throw std::runtime_error("seen enough"); });
    const StatementObserver counting([&](const StatementEvent &) { ++seen; });
    QTest::ignoreMessage(QtWarningMsg, "a StatementObserver threw an exception, which is ignored");
    QCOMPARE(db.query<Box>().count().value(), 3);
    QCOMPARE(seen, 1);
    {
        QTest::ignoreMessage(QtWarningMsg, "a StatementObserver threw an exception, which is ignored"); // BEGIN
        const auto transaction = db.begin();
        QVERIFY_RESULT(transaction);
        QTest::ignoreMessage(
                QtWarningMsg, "a StatementObserver threw an exception, which is ignored"); // ROLLBACK, by a destructor
    }
    QVERIFY(seen >= 3);
}

QTEST_MAIN(tst_UserCode)
#include "tst_usercode.moc"
