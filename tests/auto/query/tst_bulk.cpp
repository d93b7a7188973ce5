// SPDX-License-Identifier: MIT
// Writing many rows: by how few statements, what comes back, and that a refused row is named and takes the others with it.
#include <quoin/quoin.h>

#include <quoin/db/connection.h>
#include <quoin/dialect/dialect.h>
#include <quoin/meta/modelinfo.h>
#include <quoin/telemetry/statementevent.h>

#include <models/alltypes.h>
#include <tables/tables.h>
#include <testsupport.h>

#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace quoin;
using quoin::test::createTables;
using quoin::test::Target;

namespace bulkwriting {

class Part
{
    Q_GADGET
    QUOIN_MODEL("parts", "check='quantity < 1000' name=parts_few")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(QString, code, "maxLength=20, unique")
    QUOIN_FIELD(int, quantity, "min=0")
    QUOIN_FIELD(std::optional<QString>, note, "maxLength=100")
    QUOIN_FIELD(QDateTime, createdAt, "autoNowAdd")
    QUOIN_FIELD(QDateTime, changedAt, "autoNow")
};

/// What the database makes of a row: a key, a default, a computed column.
class Made
{
    Q_GADGET
    QUOIN_MODEL("made", "")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(int, number, "")
    QUOIN_FIELD(int, doubled, "generated='number * 2' stored")
    QUOIN_FIELD(QUuid, token, "default=uuid()")
};

/// Two things that are unique, and a key that the program gives.
class Seat
{
    Q_GADGET
    QUOIN_MODEL("seats", "primaryKey=(hall, place), unique=(ticket) name=seats_ticket")
    QUOIN_FIELD(int, hall, "")
    QUOIN_FIELD(int, place, "")
    QUOIN_FIELD(std::optional<int>, ticket, "")
    QUOIN_FIELD(QString, guest, "maxLength=50")
};

class Note : public quoin::Record<Note>
{
    Q_GADGET
    QUOIN_MODEL("notes", "")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(QString, text, "maxLength=50")
};

class Empty
{
    Q_GADGET
    QUOIN_MODEL("empty_rows", "")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(QDateTime, madeAt, "default=now()")
};

} // namespace bulkwriting

using namespace bulkwriting;

class tst_Bulk : public QObject
{
    Q_OBJECT

private slots:
    void insert_data() { QUOIN_TARGET_ROWS(); }
    void insert();
    void whatTheDatabaseMakes_data() { QUOIN_TARGET_ROWS(); }
    void whatTheDatabaseMakes();
    void mixedKeys_data() { QUOIN_TARGET_ROWS(); }
    void mixedKeys();
    void rowsOfDefaultsAlone_data() { QUOIN_TARGET_ROWS(); }
    void rowsOfDefaultsAlone();
    void givenKeys_data() { QUOIN_TARGET_ROWS(); }
    void givenKeys();
    void fewStatements_data() { QUOIN_TARGET_ROWS(); }
    void fewStatements();
    void copies_data() { QUOIN_TARGET_ROWS(); }
    void copies();
    void everyType_data() { QUOIN_TARGET_ROWS(); }
    void everyType();
    void moreThanTheLimitOfPlaceholders_data() { QUOIN_TARGET_ROWS(); }
    void moreThanTheLimitOfPlaceholders();
    void refusedRowIsNamed_data();
    void refusedRowIsNamed();
    void goOn_data() { QUOIN_TARGET_ROWS(); }
    void goOn();
    void insideATransaction_data() { QUOIN_TARGET_ROWS(); }
    void insideATransaction();
    void ignore_data() { QUOIN_TARGET_ROWS(); }
    void ignore();
    void ignoreByOneOfTwo_data() { QUOIN_TARGET_ROWS(); }
    void ignoreByOneOfTwo();
    void upsert_data() { QUOIN_TARGET_ROWS(); }
    void upsert();
    void upsertOfGivenFields_data() { QUOIN_TARGET_ROWS(); }
    void upsertOfGivenFields();
    void upsertByTheKey_data() { QUOIN_TARGET_ROWS(); }
    void upsertByTheKey();
    void upsertRefusals_data() { QUOIN_TARGET_ROWS(); }
    void upsertRefusals();
    void progress_data() { QUOIN_TARGET_ROWS(); }
    void progress();
    void records_data() { QUOIN_TARGET_ROWS(); }
    void records();
    void update_data() { QUOIN_TARGET_ROWS(); }
    void update();
    void updateOfRowsThatAreGone_data() { QUOIN_TARGET_ROWS(); }
    void updateOfRowsThatAreGone();
    void updateNamesTheRow_data() { QUOIN_TARGET_ROWS(); }
    void updateNamesTheRow();
    void updateReadsComputedColumns_data() { QUOIN_TARGET_ROWS(); }
    void updateReadsComputedColumns();
    void compositeKeys_data() { QUOIN_TARGET_ROWS(); }
    void compositeKeys();
    void remove_data() { QUOIN_TARGET_ROWS(); }
    void remove();
    void nothing_data() { QUOIN_TARGET_ROWS(); }
    void nothing();

private:
    /// A database made once per target and kept; its rows go before each test.
    Database &open(const Target &target);
    static QList<Part> parts(int count, int from = 0)
    {
        QList<Part> list;
        for (int i = from; i < from + count; ++i) {
            Part part;
            part.code = u"P%1"_s.arg(i);
            part.quantity = i % 100;
            if (i % 3 == 0)
                part.note = u"n%1"_s.arg(i);
            list << part;
        }
        return list;
    }
    /// Whether many rows go by a command of their own.
    static bool canCopy(const Database &db)
    {
        return db.connection().value()->isNative() && !db.dialect().syntax().bulkLoad({}, u"t", { u"c"_s }).isEmpty();
    }
    QHash<QString, Database> m_databases;
};

Database &tst_Bulk::open(const Target &target)
{
    Database &db = m_databases[target.name];
    if (!db.isValid()) {
        db = Database::open(test::freshDatabase(target)).value();
        createTables<Part, Made, Seat, Note, Empty, AllTypes>(db).value();
    }
    for (const QString &table : { u"parts"_s, u"made"_s, u"seats"_s, u"notes"_s, u"empty_rows"_s, u"all_types"_s })
        db.execute(u"DELETE FROM "_s + table).value();
    return db;
}

void tst_Bulk::insert()
{
    Database &db = open(QUOIN_TARGET());
    QList<Part> list = parts(1234);
    const auto done = db.bulkInsert(list);
    QVERIFY_RESULT(done);
    QCOMPARE(done->stored, 1234);
    QVERIFY(done->failed.isEmpty() && done->ignored.isEmpty());
    const QList<Part> stored = db.query<Part>().orderBy(field<&Part::id>).all().value();
    QCOMPARE(stored.size(), 1234);
    for (int i = 0; i < stored.size(); ++i) {
        QCOMPARE(stored.at(i).id, list.at(i).id); // in the order of the list
        QCOMPARE(stored.at(i).code, list.at(i).code);
        QCOMPARE(stored.at(i).quantity, list.at(i).quantity);
        QCOMPARE(stored.at(i).note, list.at(i).note);
        QCOMPARE(stored.at(i).createdAt, list.at(i).createdAt);
    }
}

void tst_Bulk::whatTheDatabaseMakes()
{
    Database &db = open(QUOIN_TARGET());
    QList<Made> list;
    for (int i = 0; i < 777; ++i)
        list << Made { .number = i };
    QVERIFY_RESULT(db.bulkInsert(list));
    for (const Made &made : std::as_const(list)) {
        QCOMPARE(made.doubled, made.number * 2);
        QVERIFY(!made.token.isNull());
        const Made stored = db.query<Made>().filter(field<&Made::number> == made.number).get().value();
        QCOMPARE(stored.id, made.id);
        QCOMPARE(stored.token, made.token);
    }
}

void tst_Bulk::mixedKeys()
{
    Database &db = open(QUOIN_TARGET());
    QList<Part> list = parts(9);
    list[3].id = 1'000'003;
    list[4].id = 1'000'004;
    list[7].id = 1'000'007;
    QVERIFY_RESULT(db.bulkInsert(list));
    QCOMPARE(list.at(4).id, 1'000'004);
    for (const Part &part : std::as_const(list))
        QCOMPARE(db.get<Part>(part.id).value().code, part.code);
}

void tst_Bulk::rowsOfDefaultsAlone()
{
    Database &db = open(QUOIN_TARGET());
    QList<Empty> list(5);
    QVERIFY_RESULT(db.bulkInsert(list));
    for (const Empty &row : std::as_const(list))
        QVERIFY(row.id > 0 && row.madeAt.isValid());
    QCOMPARE(db.query<Empty>().count().value(), 5);
}

void tst_Bulk::givenKeys()
{
    Database &db = open(QUOIN_TARGET());
    QList<Seat> list;
    for (int i = 0; i < 300; ++i)
        list << Seat {
            .hall = i / 100, .place = i % 100, .ticket = i % 2 ? std::optional<int>(i) : std::nullopt, .guest = u"g"_s
        };
    QCOMPARE(db.bulkInsert(list).value().stored, 300);
    QCOMPARE(db.query<Seat>().count().value(), 300);
}

void tst_Bulk::fewStatements()
{
    Database &db = open(QUOIN_TARGET());
    QList<Part> list = parts(1000);
    int inserts = 0;
    int copies = 0;
    const StatementObserver observer([&](const StatementEvent &event) {
        inserts += event.sql.startsWith(u"INSERT"_s);
        copies += event.sql.startsWith(u"COPY"_s);
    });
    QVERIFY_RESULT(db.bulkInsert(list));
    QCOMPARE(copies, canCopy(db) ? 1 : 0);
    QCOMPARE(inserts, canCopy(db) ? 0 : 1000 / db.dialect().capabilities().bulkInsertRows);
}

/// Where rows are copied, and where they are not though the engine could.
void tst_Bulk::copies()
{
    Database &db = open(QUOIN_TARGET());
    int copies = 0;
    const StatementObserver observer([&](const StatementEvent &event) { copies += event.sql.startsWith(u"COPY"_s); });
    const auto copiesOf = [&](auto list, const BulkInsertOptions &options = {}) {
        copies = 0;
        auto stored = db.bulkInsert(list, options);
        if (!stored || stored->stored != list.size())
            qWarning() << "not stored" << (stored ? Error() : stored.error());
        return copies;
    };
    const int one = canCopy(db) ? 1 : 0;
    QCOMPARE(copiesOf(parts(99)), 0); // too few
    QCOMPARE(copiesOf(parts(300, 100)), one);
    QCOMPARE(copiesOf(parts(300, 400), { .batchSize = 50 }), 0);
    QCOMPARE(copiesOf(parts(300, 700), { .continueOnError = true }), 0);
    QCOMPARE(copiesOf(parts(300, 1000), { .onConflict = Conflict::Ignore }), 0);
    QCOMPARE(copiesOf(QList<Made>(300)), 0); // more than the key comes back
    QList<Part> given = parts(200, 2000);
    for (Part &part : given)
        part.id = 5'000'000 + part.code.sliced(1).toInt();
    QCOMPARE(copiesOf(given), one);
    QCOMPARE(db.get<Part>(5'002'007).value().code, u"P2007"_s);
    QCOMPARE(db.query<Part>().count().value(), 1499);
}

/// Values of each type arrive as they do one by one, by whatever way the engine takes many.
void tst_Bulk::everyType()
{
    Database &db = open(QUOIN_TARGET());
    QList<AllTypes> list;
    for (int i = 0; i < 150; ++i) {
        AllTypes row;
        row.aBool = i % 2;
        row.aShort = short(-i);
        row.aUShort = ushort(65'000 + i);
        row.anInt = 1 << i % 31;
        row.aUInt = 4'000'000'000U + uint(i);
        row.aLongLong = std::numeric_limits<qint64>::min() + i;
        row.aULongLong = std::numeric_limits<quint64>::max() - quint64(i);
        row.aFloat = 0.5F * float(i);
        row.aDouble = 1e300 / (i + 1);
        row.aDecimal = Decimal::fromUnscaled(-123'456'789 * i, i % 9).value();
        row.aText = u"é\n\t\\N %1"_s.arg(i);
        row.aString = i % 3 ? u"x"_s : u""_s;
        row.aByteArray = QByteArray(i, char(i));
        row.aDate = QDate(1900, 1, 1).addDays(i * 400);
        row.aTime = QTime(0, 0).addMSecs(i * 7919);
        row.aDateTime = QDateTime(QDate(1950, 1, 1), QTime(1, 2, 3, 4), Qt::UTC).addDays(i * 365);
        row.aUuid = QUuid::createUuidV5(QUuid(), QString::number(i));
        row.aJsonValue = i;
        row.aJsonObject = { { u"n"_s, i } };
        row.aJsonArray = { i, u"a"_s };
        row.aJsonDocument = QJsonDocument(row.aJsonObject);
        row.aUrl = QUrl(u"https://example.org/%1"_s.arg(i));
        row.aStringList = { u"a,b"_s, u"\"c\""_s };
        row.anIntList = { i, -i };
        row.aDateList = { row.aDate };
        row.aDecimalList = { Decimal(i) };
        row.aVector = { 1.5F, float(i), -2 };
        row.aMood = AllTypes::Mood::Angry;
        row.aLevel = AllTypes::Level::High;
        list << row;
    }
    AllTypes single = list.last();
    QVERIFY_RESULT(db.insert(single));
    QVERIFY_RESULT(db.bulkInsert(list));
    const ModelInfo &model = *modelOf<AllTypes>().value();
    const auto valuesOf = [&](const AllTypes &row) { return model.values(&row).sliced(1); };
    for (const AllTypes &row : std::as_const(list))
        QCOMPARE(valuesOf(db.get<AllTypes>(row.id).value()), valuesOf(row));
    QCOMPARE(valuesOf(db.get<AllTypes>(list.last().id).value()), valuesOf(db.get<AllTypes>(single.id).value()));
}

void tst_Bulk::moreThanTheLimitOfPlaceholders()
{
    Database &db = open(QUOIN_TARGET());
    const int rows = db.dialect().capabilities().maxBinds / 5 + 1000;
    QList<Part> list = parts(rows);
    QCOMPARE(db.bulkInsert(list, { .batchSize = 10'000'000 }).value().stored, rows);
    QCOMPARE(db.query<Part>().count().value(), rows);
    QCOMPARE(db.get<Part>(list.last().id).value().code, list.last().code);
}

void tst_Bulk::refusedRowIsNamed_data()
{
    QTest::addColumn<int>("target");
    QTest::addColumn<int>("row");
    QTest::addColumn<QString>("code");
    QTest::addColumn<int>("quantity");
    QTest::addColumn<ErrorKind>("kind");
    for (int target = 0; target < test::targets().size(); ++target) {
        const auto row = [&](const char *name, int at, const QString &code, int quantity, ErrorKind kind) {
            QTest::addRow("%s, %s", qPrintable(test::targets().at(target).name), name)
                    << target << at << code << quantity << kind;
        };
        row("stored already", 707, u"stored"_s, 1, ErrorKind::UniqueViolation);
        row("twice in the list", 999, u"P5"_s, 1, ErrorKind::UniqueViolation);
        row("first", 0, u"stored"_s, 1, ErrorKind::UniqueViolation);
        row("check", 501, u"x"_s, 5000, ErrorKind::CheckViolation);
        row("validation", 3, u"much too long for this column"_s, 1, ErrorKind::Validation);
    }
}

void tst_Bulk::refusedRowIsNamed()
{
    Database &db = open(QUOIN_TARGET());
    QFETCH(int, row);
    QFETCH(QString, code);
    QFETCH(int, quantity);
    Part first { .code = u"stored"_s };
    db.insert(first).value();
    QList<Part> list = parts(1000);
    list[row].code = code;
    list[row].quantity = quantity;
    const auto done = db.bulkInsert(list);
    QVERIFY(!done);
    QTEST(done.error().kind(), "kind");
    QCOMPARE(done.error().row(), row);
    QCOMPARE(done.error().model(), u"bulkwriting::Part"_s);
    QVERIFY(done.error().toString().contains(u"row: %1 of the list"_s.arg(row)));
    QCOMPARE(db.query<Part>().count().value(), 1);
    for (const Part &part : std::as_const(list))
        QCOMPARE(part.id, 0); // none has a key of a row that is not there
    list.removeAt(row);
    QCOMPARE(db.bulkInsert(list).value().stored, 999);
}

void tst_Bulk::goOn()
{
    Database &db = open(QUOIN_TARGET());
    Part first { .code = u"stored"_s };
    db.insert(first).value();
    QList<Part> list = parts(1100);
    list[10].code = u"stored"_s;
    list[11].code = u"much too long for this column"_s;
    list[600].quantity = 5000;
    list[1099].code = u"P1"_s;
    const auto done = db.bulkInsert(list, { .continueOnError = true });
    QVERIFY_RESULT(done);
    QCOMPARE(done->stored, 1096);
    QList<qsizetype> failed;
    for (const Error &error : done->failed)
        failed << error.row();
    QCOMPARE(failed, (QList<qsizetype> { 10, 11, 600, 1099 }));
    QCOMPARE(done->failed.at(1).kind(), ErrorKind::Validation);
    QCOMPARE(done->failed.at(2).kind(), ErrorKind::CheckViolation);
    QCOMPARE(db.query<Part>().count().value(), 1097);
    for (int i = 0; i < list.size(); ++i) {
        if (failed.contains(i))
            QCOMPARE(list.at(i).id, 0);
        else
            QCOMPARE(db.get<Part>(list.at(i).id).value().code, list.at(i).code);
    }
}

void tst_Bulk::insideATransaction()
{
    Database &db = open(QUOIN_TARGET());
    auto transaction = db.begin().value();
    Part before { .code = u"before"_s };
    db.insert(before).value();
    QList<Part> list = parts(40);
    list[20].code = u"before"_s;
    QCOMPARE(db.bulkInsert(list).error().row(), 20);
    list[20].code = u"other"_s;
    QVERIFY_RESULT(db.bulkInsert(list)); // the transaction around it is still good
    QVERIFY_RESULT(transaction.commit());
    QCOMPARE(db.query<Part>().count().value(), 41);
}

void tst_Bulk::ignore()
{
    Database &db = open(QUOIN_TARGET());
    QList<Part> there = parts(3, 5);
    db.bulkInsert(there).value();
    QList<Part> list = parts(130);
    list[99].code = u"P98"_s; // twice in the list: the first one is stored
    const auto done = db.bulkInsert(list, { .onConflict = Conflict::Ignore });
    QVERIFY_RESULT(done);
    QCOMPARE(done->ignored, (QList<qsizetype> { 5, 6, 7, 99 }));
    QCOMPARE(done->stored, 126);
    for (int i = 0; i < list.size(); ++i) {
        if (done->ignored.contains(i))
            QCOMPARE(list.at(i).id, 0);
        else
            QCOMPARE(db.get<Part>(list.at(i).id).value().code, list.at(i).code);
    }
    QList<Part> broken = parts(30, 100);
    broken[29].code = u"new"_s;
    broken[29].quantity = 5000; // another violation is no conflict
    QCOMPARE(db.bulkInsert(broken, { .onConflict = Conflict::Ignore }).error().kind(), ErrorKind::CheckViolation);
}

void tst_Bulk::ignoreByOneOfTwo()
{
    Database &db = open(QUOIN_TARGET());
    QList<Seat> there { { .hall = 1, .place = 1, .ticket = 11, .guest = u"Ann"_s } };
    db.bulkInsert(there).value();
    QList<Seat> list { { .hall = 1, .place = 1, .ticket = 12, .guest = u"Bob"_s }, { .hall = 1, .place = 2, .guest = u"Cid"_s } };
    const BulkInsertOptions byPlace { .onConflict = Conflict::Ignore,
        .conflictFields = { field<&Seat::hall>, field<&Seat::place> } };
    auto done = db.bulkInsert(list, byPlace);
    QVERIFY_RESULT(done);
    QCOMPARE(done->ignored, QList<qsizetype> { 0 });
    list = { { .hall = 2, .place = 1, .ticket = 11, .guest = u"Dot"_s } };
    done = db.bulkInsert(list, byPlace);
    QVERIFY(!done);
    QCOMPARE(done.error().kind(), ErrorKind::UniqueViolation); // by the ticket, which was not named
    QCOMPARE(db.bulkInsert(list, { .onConflict = Conflict::Ignore }).value().stored, 0);
}

void tst_Bulk::upsert()
{
    Database &db = open(QUOIN_TARGET());
    QList<Part> there = parts(50, 100);
    db.bulkInsert(there).value();
    const QDateTime created = there.at(0).createdAt;
    QTest::qWait(5);
    QList<Part> list = parts(250);
    for (Part &part : list)
        part.quantity = 7;
    const auto done = db.bulkInsert(list, { .onConflict = Conflict::Update, .conflictFields = { field<&Part::code> } });
    QVERIFY_RESULT(done);
    QCOMPARE(done->stored, 250);
    QCOMPARE(db.query<Part>().count().value(), 250);
    for (int i = 0; i < list.size(); ++i) {
        const Part stored = db.get<Part>(list.at(i).id).value();
        QCOMPARE(stored.code, u"P%1"_s.arg(i));
        QCOMPARE(stored.quantity, 7);
        QCOMPARE(stored.createdAt, list.at(i).createdAt);
        QCOMPARE(stored.changedAt, list.at(i).changedAt);
        if (i >= 100 && i < 150) {
            QCOMPARE(stored.id, there.at(i - 100).id);
            QCOMPARE(stored.createdAt, created);
        }
    }
}

void tst_Bulk::upsertOfGivenFields()
{
    Database &db = open(QUOIN_TARGET());
    Part there { .code = u"P1"_s, .quantity = 5, .note = u"kept"_s };
    db.insert(there).value();
    QList<Part> list = parts(3);
    list[1].quantity = 70;
    const auto done = db.bulkInsert(list,
            { .onConflict = Conflict::Update,
                    .conflictFields = { field<&Part::code> },
                    .updateFields = { field<&Part::quantity> } });
    QVERIFY_RESULT(done);
    const Part stored = db.get<Part>(there.id).value();
    QCOMPARE(stored.quantity, 70);
    QCOMPARE(stored.note, u"kept"_s);
    QCOMPARE(list.at(1).id, there.id);
    QCOMPARE(list.at(1).note, u"kept"_s); // each object is as its row
}

void tst_Bulk::upsertByTheKey()
{
    Database &db = open(QUOIN_TARGET());
    QList<Note> list(3);
    for (Note &note : list)
        note.text = u"first"_s;
    db.bulkInsert(list, { .onConflict = Conflict::Update }).value(); // new keys conflict with nothing
    list << Note();
    for (Note &note : list)
        note.text = u"second"_s;
    QCOMPARE(db.bulkInsert(list, { .onConflict = Conflict::Update }).value().stored, 4);
    QCOMPARE(db.query<Note>().count().value(), 4);
    QCOMPARE(db.query<Note>().filter(field<&Note::text> == u"second"_s).count().value(), 4);
    QVERIFY(list.last().id > 0);
}

void tst_Bulk::upsertRefusals()
{
    Database &db = open(QUOIN_TARGET());
    QList<Part> list = parts(4);
    list[3].code = u"P1"_s;
    auto done = db.bulkInsert(list, { .onConflict = Conflict::Update, .conflictFields = { field<&Part::code> } });
    QCOMPARE(done.error().kind(), ErrorKind::InvalidQuery); // two rows that would be one
    QCOMPARE(done.error().row(), 3);
    done = db.bulkInsert(list, { .onConflict = Conflict::Update, .conflictFields = { field<&Part::quantity> } });
    QCOMPARE(done.error().kind(), ErrorKind::InvalidQuery); // not unique
    done = db.bulkInsert(list, { .batchSize = -1 });
    QCOMPARE(done.error().kind(), ErrorKind::InvalidQuery);
    QCOMPARE(db.query<Part>().count().value(), 0);

    // An engine that cannot name the columns would update the row with the same ticket instead.
    QList<Seat> seats { { .hall = 1, .place = 1, .guest = u"Ann"_s } };
    const auto seated = db.bulkInsert(seats, { .onConflict = Conflict::Update });
    if (db.dialect().capabilities().upsertTarget)
        QVERIFY_RESULT(seated);
    else
        QCOMPARE(seated.error().kind(), ErrorKind::Unsupported);
}

void tst_Bulk::progress()
{
    Database &db = open(QUOIN_TARGET());
    QList<Part> list = parts(1200);
    QList<qsizetype> seen;
    BulkInsertOptions options { .progress = [&](qsizetype done, qsizetype total) {
        seen << done;
        return total == 1200 && done < 1000;
    } };
    const auto cancelled = db.bulkInsert(list, options);
    QCOMPARE(cancelled.error().kind(), ErrorKind::Cancelled);
    QCOMPARE(seen, (QList<qsizetype> { 500, 1000 }));
    QCOMPARE(db.query<Part>().count().value(), 0);
    QCOMPARE(list.first().id, 0);
    options.progress = [&](qsizetype, qsizetype) -> bool { throw std::runtime_error("stop"); };
    QVERIFY_EXCEPTION_THROWN((void)db.bulkInsert(list, options), std::runtime_error);
    QCOMPARE(db.query<Part>().count().value(), 0);
}

void tst_Bulk::records()
{
    Database &db = open(QUOIN_TARGET());
    QList<Note> list(30);
    for (int i = 0; i < list.size(); ++i)
        list[i].text = u"n%1"_s.arg(i);
    QVERIFY_RESULT(db.bulkInsert(list));
    for (Note &note : list) {
        QVERIFY(note.isStored() && !note.isChanged());
        note.text += u'!';
        QVERIFY(note.isChanged());
    }
    QCOMPARE(db.bulkUpdate(list).value(), 30);
    for (const Note &note : std::as_const(list))
        QVERIFY(!note.isChanged());
    QCOMPARE(db.bulkRemove(list).value(), 30);
    for (const Note &note : std::as_const(list))
        QVERIFY(!note.isStored());
}

void tst_Bulk::update()
{
    Database &db = open(QUOIN_TARGET());
    QList<Part> list = parts(1111);
    db.bulkInsert(list).value();
    for (int i = 0; i < list.size(); ++i) {
        list[i].quantity = 900 - i % 700;
        list[i].note = i % 2 ? std::nullopt : std::optional<QString>(u"é'\\\U0001F980 %1"_s.arg(i));
        list[i].code = u"not written"_s;
    }
    QCOMPARE(db.bulkUpdate(list, { field<&Part::quantity>, field<&Part::note> }).value(), 1111);
    const QList<Part> stored = db.query<Part>().orderBy(field<&Part::id>).all().value();
    for (int i = 0; i < list.size(); ++i) {
        QCOMPARE(stored.at(i).quantity, list.at(i).quantity);
        QCOMPARE(stored.at(i).note, list.at(i).note);
        QCOMPARE(stored.at(i).code, u"P%1"_s.arg(i));
        QCOMPARE(stored.at(i).changedAt, list.at(i).changedAt);
    }
}

void tst_Bulk::updateOfRowsThatAreGone()
{
    Database &db = open(QUOIN_TARGET());
    QList<Part> list = parts(70);
    db.bulkInsert(list).value();
    db.remove(list[3]).value();
    db.remove(list[60]).value();
    for (Part &part : list)
        part.quantity = 8;
    QCOMPARE(db.bulkUpdate(list, { field<&Part::quantity> }).value(), 68);
    QCOMPARE(db.bulkUpdate(list, { field<&Part::quantity> }).value(), 68); // equal values are found, too
    QCOMPARE(db.query<Part>().filter(field<&Part::quantity> == 8).count().value(), 68);
}

void tst_Bulk::updateNamesTheRow()
{
    Database &db = open(QUOIN_TARGET());
    QList<Part> list = parts(120);
    db.bulkInsert(list).value();
    for (Part &part : list)
        part.quantity = 9;
    list[77].quantity = 5000;
    auto done = db.bulkUpdate(list);
    QCOMPARE(done.error().kind(), ErrorKind::CheckViolation);
    QCOMPARE(done.error().row(), 77);
    list[77].quantity = -1;
    done = db.bulkUpdate(list);
    QCOMPARE(done.error().kind(), ErrorKind::Validation);
    QCOMPARE(done.error().row(), 77);
    list[77] = list[5];
    done = db.bulkUpdate(list);
    QCOMPARE(done.error().kind(), ErrorKind::InvalidQuery);
    QCOMPARE(db.bulkUpdate(list, { field<&Part::id> }).error().kind(), ErrorKind::InvalidQuery);
    QCOMPARE(db.query<Part>()
                     .filter(field<&Part::quantity> == 9 && field<&Part::note>.isNotNull() && field<&Part::code> == u"P3"_s)
                     .count()
                     .value(),
            0);
}

void tst_Bulk::updateReadsComputedColumns()
{
    Database &db = open(QUOIN_TARGET());
    QList<Made> list;
    for (int i = 0; i < 60; ++i)
        list << Made { .number = i };
    db.bulkInsert(list).value();
    for (Made &made : list)
        made.number += 1000;
    QCOMPARE(db.bulkUpdate(list, { field<&Made::number> }).value(), 60);
    for (const Made &made : std::as_const(list))
        QCOMPARE(made.doubled, made.number * 2);
}

void tst_Bulk::compositeKeys()
{
    Database &db = open(QUOIN_TARGET());
    QList<Seat> list;
    for (int i = 0; i < 250; ++i)
        list << Seat { .hall = i / 100, .place = i % 100, .guest = u"g%1"_s.arg(i) };
    db.bulkInsert(list).value();
    for (Seat &seat : list)
        seat.guest += u'!';
    QCOMPARE(db.bulkUpdate(list, { field<&Seat::guest> }).value(), 250);
    QCOMPARE(db.get<Seat>(2, 49).value().guest, u"g249!"_s);
    list.removeFirst();
    QCOMPARE(db.bulkRemove(list).value(), 249);
    QCOMPARE(db.query<Seat>().get().value().guest, u"g0!"_s);
}

void tst_Bulk::remove()
{
    Database &db = open(QUOIN_TARGET());
    QList<Part> list = parts(1300);
    db.bulkInsert(list).value();
    QList<Part> half = list.mid(0, 700);
    QCOMPARE(db.bulkRemove(half).value(), 700);
    QCOMPARE(db.bulkRemove(list).value(), 600);
    QCOMPARE(db.query<Part>().count().value(), 0);
}

void tst_Bulk::nothing()
{
    Database &db = open(QUOIN_TARGET());
    QList<Part> none;
    int statements = 0;
    const StatementObserver observer([&](const StatementEvent &) { ++statements; });
    QCOMPARE(db.bulkInsert(none).value().stored, 0);
    QCOMPARE(db.bulkUpdate(none).value(), 0);
    QCOMPARE(db.bulkRemove(none).value(), 0);
    QCOMPARE(statements, 0);
}

QTEST_GUILESS_MAIN(tst_Bulk)
#include "tst_bulk.moc"
