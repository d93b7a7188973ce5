// SPDX-License-Identifier: MIT
// Writing single rows: what goes out, what comes back, and what is refused before anything is sent.
#include <quoin/quoin.h>

#include <quoin/telemetry/statementevent.h>

#include <models/keys.h>
#include <tables/tables.h>
#include <testsupport.h>

#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace quoin;
using quoin::test::createTables;
using quoin::test::Target;

namespace writing {

class Shelf
{
    Q_GADGET
    QUOIN_MODEL("shelves", "")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(QString, name, "maxLength=50, unique")
};

/// One of each thing that an insert or update treats in its own way.
class Item
{
    Q_GADGET
    QUOIN_MODEL("items", "unique=(shelf, code) name=items_place, check='quantity < 1000' name=items_few")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(QString, code, "maxLength=20")
    QUOIN_FIELD(quoin::ForeignKey<Shelf>, shelf, "onDelete=restrict")
    QUOIN_FIELD(int, quantity, "min=0")
    QUOIN_FIELD(int, doubled, "generated='quantity * 2' stored")
    QUOIN_FIELD(QUuid, token, "default=uuid()")
    QUOIN_FIELD(QDateTime, stockedAt, "default=now()")
    QUOIN_FIELD(std::optional<QString>, note, "maxLength=100")
    QUOIN_FIELD(QDateTime, createdAt, "autoNowAdd")
    QUOIN_FIELD(QDateTime, changedAt, "autoNow")
    QUOIN_FIELD(QString, source, "maxLength=20, readOnly, default=database")
};

/// Nothing to give: each column has a value from the database.
class Ticket
{
    Q_GADGET
    QUOIN_MODEL("tickets", "")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(QDateTime, drawnAt, "default=now()")
};

/// Looser than its table, which is NOT NULL.
class Loose
{
    Q_GADGET
    QUOIN_MODEL("loose", "managed=no")
    QUOIN_FIELD(qint64, id, "primaryKey, autoIncrement=no")
    QUOIN_FIELD(std::optional<int>, amount, "")
};

/// A key whose two parts can be wrong each in its own way.
class Place
{
    Q_GADGET
    QUOIN_MODEL("places", "primaryKey=(label, number)")
    QUOIN_FIELD(QString, label, "maxLength=20")
    QUOIN_FIELD(qint16, number, "")
};

class View
{
    Q_GADGET
    QUOIN_MODEL("item_view", "readOnly, managed=no")
    QUOIN_FIELD(qint64, id, "primaryKey, autoIncrement=no")
    QUOIN_FIELD(QString, code, "")
};

} // namespace writing

using namespace writing;

class tst_Write : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();

    void insert_data() { QUOIN_TARGET_ROWS(); }
    void insert();
    void insertWithGivenValues_data() { QUOIN_TARGET_ROWS(); }
    void insertWithGivenValues();
    void insertOfDefaultsAlone_data() { QUOIN_TARGET_ROWS(); }
    void insertOfDefaultsAlone();
    void update_data() { QUOIN_TARGET_ROWS(); }
    void update();
    void updateOfGivenColumns_data() { QUOIN_TARGET_ROWS(); }
    void updateOfGivenColumns();
    void updateWithEqualValuesIsAMatch_data() { QUOIN_TARGET_ROWS(); }
    void updateWithEqualValuesIsAMatch();
    void updateRefusesColumns_data();
    void updateRefusesColumns();
    void save_data() { QUOIN_TARGET_ROWS(); }
    void save();
    void removeAndRefresh_data() { QUOIN_TARGET_ROWS(); }
    void removeAndRefresh();
    void notFound_data() { QUOIN_TARGET_ROWS(); }
    void notFound();
    void errorsShowNoValues_data() { QUOIN_TARGET_ROWS(); }
    void errorsShowNoValues();
    void failedBindingIsForgotten_data() { QUOIN_TARGET_ROWS(); }
    void failedBindingIsForgotten();
    void updateOrCreateKeepsTheKey_data() { QUOIN_TARGET_ROWS(); }
    void updateOrCreateKeepsTheKey();
    void compositeKey_data() { QUOIN_TARGET_ROWS(); }
    void compositeKey();
    void uuidKey_data() { QUOIN_TARGET_ROWS(); }
    void uuidKey();
    void naturalKey_data() { QUOIN_TARGET_ROWS(); }
    void naturalKey();
    void uniqueViolation_data() { QUOIN_TARGET_ROWS(); }
    void uniqueViolation();
    void keyViolation_data() { QUOIN_TARGET_ROWS(); }
    void keyViolation();
    void foreignKeyViolation_data() { QUOIN_TARGET_ROWS(); }
    void foreignKeyViolation();
    void notNullViolation_data() { QUOIN_TARGET_ROWS(); }
    void notNullViolation();
    void checkViolation_data() { QUOIN_TARGET_ROWS(); }
    void checkViolation();
    void validationBeforeSending_data() { QUOIN_TARGET_ROWS(); }
    void validationBeforeSending();
    void readOnlyModelIsRefused();
    void missingTable_data() { QUOIN_TARGET_ROWS(); }
    void missingTable();

private:
    /// A database with the tables and one shelf, made once per target and kept; rows of items go before each test.
    Database &open(const Target &target);
    Shelf shelf(Database &db) { return db.query<Shelf>().first().value(); }
    Item item(Database &db, const QString &code, int quantity = 3)
    {
        Item item;
        item.code = code;
        item.shelf = shelf(db);
        item.quantity = quantity;
        return item;
    }
    QHash<QString, Database> m_databases;
};

void tst_Write::initTestCase()
{
    for (const auto &model : { modelOf<Shelf>(), modelOf<Item>(), modelOf<Ticket>(), modelOf<Loose>(), modelOf<View>() })
        QVERIFY_RESULT(model);
}

Database &tst_Write::open(const Target &target)
{
    Database &db = m_databases[target.name];
    if (!db.isValid()) {
        db = Database::open(test::freshDatabase(target)).value();
        createTables<Shelf, Item, Ticket, Place, keys::Device, keys::Reading, keys::Country>(db).value();
        db.execute(u"CREATE TABLE loose (id bigint PRIMARY KEY, amount integer NOT NULL)"_s).value();
        Shelf first { .name = u"first"_s };
        db.insert(first).value();
    }
    for (const QString &table : { u"items"_s, u"readings"_s, u"devices"_s, u"countries"_s, u"loose"_s })
        db.execute(u"DELETE FROM "_s + table).value();
    return db;
}

void tst_Write::insert()
{
    Database &db = open(QUOIN_TARGET());
    const QDateTime before = QDateTime::currentDateTimeUtc().addSecs(-2);
    Item first = item(db, u"A-1"_s);
    QVERIFY_RESULT(db.insert(first));

    QVERIFY(first.id > 0);
    QCOMPARE(first.doubled, 6);
    QVERIFY(!first.token.isNull());
    QVERIFY(first.stockedAt > before && first.stockedAt < before.addSecs(60));
    QVERIFY(first.createdAt > before);
    QCOMPARE(first.createdAt, first.changedAt);
    QCOMPARE(first.source, u"database"_s);
    QVERIFY(!first.note);

    Item second = item(db, u"A-2"_s);
    QVERIFY_RESULT(db.insert(second));
    QVERIFY(second.id > first.id);
    QVERIFY(second.token != first.token);

    const auto stored = db.get<Item>(first.id);
    QVERIFY_RESULT(stored);
    QCOMPARE(stored->code, u"A-1"_s);
    QCOMPARE(stored->quantity, 3);
    QCOMPARE(stored->token, first.token);
    QCOMPARE(stored->stockedAt, first.stockedAt);
    QCOMPARE(stored->createdAt, first.createdAt);
    QCOMPARE(stored->shelf.key(), Value(shelf(db).id));
}

void tst_Write::insertWithGivenValues()
{
    Database &db = open(QUOIN_TARGET());
    Item given = item(db, u"B"_s);
    given.id = 1'000'000;
    given.token = QUuid::createUuid();
    given.stockedAt = QDateTime(QDate(1969, 12, 31), QTime(23, 59, 59, 123), Qt::UTC);
    given.note = u"noted"_s;
    const Item wanted = given;
    QVERIFY_RESULT(db.insert(given));
    const auto stored = db.get<Item>(wanted.id);
    QVERIFY_RESULT(stored);
    QCOMPARE(stored->token, wanted.token);
    QCOMPARE(stored->stockedAt, wanted.stockedAt);
    QCOMPARE(stored->note, wanted.note);
}

void tst_Write::insertOfDefaultsAlone()
{
    Database &db = open(QUOIN_TARGET());
    Ticket one;
    Ticket two;
    QVERIFY_RESULT(db.insert(one));
    QVERIFY_RESULT(db.insert(two));
    QVERIFY(one.drawnAt.isValid());
    QVERIFY(two.id > one.id);
}

void tst_Write::update()
{
    Database &db = open(QUOIN_TARGET());
    Item changed = item(db, u"A"_s);
    QVERIFY_RESULT(db.insert(changed));
    const QDateTime created = changed.createdAt;
    changed.changedAt = changed.changedAt.addDays(-1);
    changed.quantity = 50;
    changed.note = u"more"_s;
    QVERIFY_RESULT(db.update(changed));
    QCOMPARE(changed.doubled, 100); // computed again by the database, and read back
    QVERIFY(changed.changedAt >= created);
    const auto stored = db.get<Item>(changed.id);
    QVERIFY_RESULT(stored);
    QCOMPARE(stored->quantity, 50);
    QCOMPARE(stored->note, std::optional(u"more"_s));
    QCOMPARE(stored->createdAt, created);
    QCOMPARE(stored->changedAt, changed.changedAt);
    QCOMPARE(stored->source, u"database"_s);

    changed.note.reset();
    QVERIFY_RESULT(db.update(changed));
    QCOMPARE(db.get<Item>(changed.id)->note, std::optional<QString>());
}

void tst_Write::updateOfGivenColumns()
{
    Database &db = open(QUOIN_TARGET());
    Item changed = item(db, u"A"_s);
    QVERIFY_RESULT(db.insert(changed));
    changed.quantity = 9;
    changed.note = u"not to be stored"_s;
    QStringList sent;
    {
        StatementObserver observer([&](const StatementEvent &event) { sent << event.sql; });
        QVERIFY_RESULT(db.update(changed, { field<&Item::quantity> }));
    }
    const auto stored = db.get<Item>(changed.id);
    QVERIFY_RESULT(stored);
    QCOMPARE(stored->quantity, 9);
    QCOMPARE(stored->note, std::optional<QString>());
    QVERIFY(sent.first().startsWith(u"UPDATE"));
    QVERIFY(!sent.first().contains(u"note"));
    QVERIFY(sent.first().contains(u"changed_at")); // an autoNow field goes with every update
}

void tst_Write::updateWithEqualValuesIsAMatch()
{
    Database &db = open(QUOIN_TARGET());
    Shelf same = shelf(db);
    QVERIFY_RESULT(db.update(same)); // MariaDB alone would say that no row changed
    QVERIFY_RESULT(db.update(same));
    QCOMPARE(db.execute(u"UPDATE shelves SET name = 'first' WHERE name = 'first'"_s).value(), 1);
}

void tst_Write::updateRefusesColumns_data()
{
    QTest::addColumn<int>("column");
    QTest::addColumn<QString>("says");
    QTest::newRow("primary key") << 0 << u"primary key"_s;
    QTest::newRow("readOnly") << 1 << u"readOnly"_s;
    QTest::newRow("generated") << 2 << u"computed by the database"_s;
    QTest::newRow("of another model") << 3 << u"is not a column of writing::Item"_s;
}

void tst_Write::updateRefusesColumns()
{
    QFETCH(int, column);
    QFETCH(QString, says);
    Database &db = open(test::engines().first());
    Item changed = item(db, u"A"_s);
    QVERIFY_RESULT(db.insert(changed));
    const QList<FieldRef> columns { field<&Item::id>, field<&Item::source>, field<&Item::doubled>, field<&Shelf::name> };
    int sent = 0;
    const StatementObserver observer([&](const StatementEvent &) { ++sent; });
    const auto refused = db.update(changed, { field<&Item::quantity>, columns.at(column) });
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind(), ErrorKind::InvalidQuery);
    QVERIFY2(refused.error().message().contains(says), qPrintable(refused.error().message()));
    QCOMPARE(refused.error().model(), u"writing::Item"_s);
    const auto alsoRefused = db.updateOrCreate({ field<&Item::shelf>, field<&Item::code> }, changed, { columns.at(column) });
    QVERIFY(!alsoRefused);
    QCOMPARE(alsoRefused.error().message(), refused.error().message());
    QCOMPARE(sent, 0);
}

void tst_Write::save()
{
    Database &db = open(QUOIN_TARGET());
    Item saved = item(db, u"A"_s);
    QVERIFY_RESULT(db.save(saved));
    const qint64 id = saved.id;
    saved.quantity = 4;
    QVERIFY_RESULT(db.save(saved));
    QCOMPARE(saved.id, id);
    QCOMPARE(db.query<Item>().count().value(), 1);
    QCOMPARE(db.get<Item>(id)->quantity, 4);

    // A key that the program gives: updated where there is a row, inserted where there is none.
    keys::Country country { .code = u"NZ"_s, .name = u"New Zealand"_s };
    QVERIFY_RESULT(db.save(country));
    country.name = u"Aotearoa"_s;
    QVERIFY_RESULT(db.save(country));
    QCOMPARE(db.query<keys::Country>().count().value(), 1);
    QCOMPARE(db.get<keys::Country>(u"NZ"_s)->name, u"Aotearoa"_s);
}

void tst_Write::removeAndRefresh()
{
    Database &db = open(QUOIN_TARGET());
    Item one = item(db, u"A"_s);
    Item two = item(db, u"B"_s);
    QVERIFY_RESULT(db.insert(one));
    QVERIFY_RESULT(db.insert(two));
    QVERIFY_RESULT(db.execute(u"UPDATE items SET quantity = 77"_s));
    QVERIFY_RESULT(db.refresh(one));
    QCOMPARE(one.quantity, 77);
    QCOMPARE(one.doubled, 154);
    QVERIFY_RESULT(db.remove(one));
    QCOMPARE(db.query<Item>().count().value(), 1);
    QCOMPARE(db.get<Item>(one.id).error().kind(), ErrorKind::NotFound);
    QVERIFY_RESULT(db.get<Item>(two.id));
}

void tst_Write::notFound()
{
    Database &db = open(QUOIN_TARGET());
    Item gone = item(db, u"A"_s);
    QVERIFY_RESULT(db.insert(gone));
    QVERIFY_RESULT(db.remove(gone));
    for (const Result<void> &failed : { db.update(gone), db.remove(gone), db.refresh(gone) }) {
        QVERIFY(!failed);
        QCOMPARE(failed.error().kind(), ErrorKind::NotFound);
        QCOMPARE(failed.error().model(), u"writing::Item"_s);
        QVERIFY2(failed.error().message().contains(u"id %1"_s.arg(gone.id)), qPrintable(failed.error().message()));
    }
    const auto wrongKey = db.get<keys::Reading>(1);
    QCOMPARE(wrongKey.error().kind(), ErrorKind::InvalidQuery);
    QVERIFY2(wrongKey.error().message().contains(u"device, takenAt"), qPrintable(wrongKey.error().message()));
}

void tst_Write::errorsShowNoValues()
{
    Database &db = open(QUOIN_TARGET());
    const auto missing = db.get<keys::Country>(u"ZZ"_s);
    QCOMPARE(missing.error().kind(), ErrorKind::NotFound);
    QCOMPARE(missing.error().message(), u"There is no keys::Country with this code."_s);
    const QUuid id = QUuid::createUuid();
    QVERIFY(db.get<keys::Device>(id).error().message().contains(id.toString(QUuid::WithoutBraces)));
    const auto both = db.get<Place>(u"kitchen"_s, 5);
    QCOMPARE(both.error().message(), u"There is no writing::Place with this label, number 5."_s);
    const auto outOfRange = db.get<Place>(u"kitchen"_s, 123456);
    QCOMPARE(outOfRange.error().kind(), ErrorKind::Conversion);
    QVERIFY2(!outOfRange.error().toString().contains(u"123456"), qPrintable(outOfRange.error().toString()));
    QVERIFY(outOfRange.error().message().contains(u"-32768 to 32767"));
}

void tst_Write::failedBindingIsForgotten()
{
    Database &db = open(QUOIN_TARGET());
    // The first part is refused by the statement, the second before the statement could say so.
    const auto refused = db.get<Place>(u"a\0b"_s, 123456);
    QCOMPARE(refused.error().kind(), ErrorKind::Conversion);
    const auto missing = db.get<Place>(u"kitchen"_s, 5);
    QCOMPARE(missing.error().kind(), ErrorKind::NotFound);
}

void tst_Write::updateOrCreateKeepsTheKey()
{
    Database &db = open(QUOIN_TARGET());
    Item one = item(db, u"one"_s);
    Item two = item(db, u"two"_s);
    QVERIFY_RESULT(db.insert(one));
    QVERIFY_RESULT(db.insert(two));
    Item given = item(db, u"one"_s, 9);
    given.id = two.id;
    const QList<FieldRef> byPlace { field<&Item::shelf>, field<&Item::code> };
    QVERIFY(!db.updateOrCreate(byPlace, given, { field<&Item::id>, field<&Item::quantity> }));
    QCOMPARE(db.get<Item>(two.id)->quantity, two.quantity);
    QCOMPARE(db.get<Item>(one.id)->quantity, one.quantity);
    const auto updated = db.updateOrCreate(byPlace, given, { field<&Item::quantity> });
    QVERIFY_RESULT(updated);
    QCOMPARE(updated->object.id, one.id);
    QCOMPARE(db.get<Item>(one.id)->quantity, 9);
    QCOMPARE(db.get<Item>(two.id)->quantity, two.quantity);
}

void tst_Write::compositeKey()
{
    Database &db = open(QUOIN_TARGET());
    keys::Device device { .id = {}, .name = u"Thermometer"_s };
    QVERIFY_RESULT(db.insert(device));
    const QDateTime at(QDate(2024, 2, 29), QTime(12, 0, 0, 500), Qt::UTC);
    for (int i = 0; i < 3; ++i) {
        keys::Reading reading { .takenAt = at.addMSecs(i), .device = device, .value = double(i) };
        QVERIFY_RESULT(db.insert(reading));
    }
    auto read = db.get<keys::Reading>(device.id, at.addMSecs(1));
    QVERIFY_RESULT(read);
    QCOMPARE(read->value, 1.0);
    read->value = 21.5;
    QVERIFY_RESULT(db.update(*read));
    QVERIFY_RESULT(db.save(*read));
    QCOMPARE(db.get<keys::Reading>(device.id, at)->value, 0.0);
    QCOMPARE(db.get<keys::Reading>(device.id, at.addMSecs(1))->value, 21.5);
    QVERIFY_RESULT(db.remove(*read));
    QCOMPARE(db.query<keys::Reading>().count().value(), 2);

    keys::Reading twice { .takenAt = at, .device = device, .value = 1 };
    QCOMPARE(db.insert(twice).error().kind(), ErrorKind::UniqueViolation);
    const auto refused = db.update(twice, { field<&keys::Reading::takenAt> });
    QCOMPARE(refused.error().kind(), ErrorKind::InvalidQuery);
}

void tst_Write::uuidKey()
{
    Database &db = open(QUOIN_TARGET());
    keys::Device made { .id = {}, .name = u"made"_s };
    QVERIFY_RESULT(db.insert(made));
    QVERIFY(!made.id.isNull());
    QCOMPARE(db.get<keys::Device>(made.id)->name, u"made"_s);

    const QUuid id = QUuid::createUuid();
    keys::Device given { .id = id, .name = u"given"_s };
    QVERIFY_RESULT(db.insert(given));
    QCOMPARE(given.id, id);
    keys::Device saved { .id = {}, .name = u"saved"_s };
    QVERIFY_RESULT(db.save(saved));
    saved.name = u"saved again"_s;
    QVERIFY_RESULT(db.save(saved));
    QCOMPARE(db.query<keys::Device>().count().value(), 3);
}

void tst_Write::naturalKey()
{
    Database &db = open(QUOIN_TARGET());
    keys::Country upper { .code = u"DE"_s, .name = u"Germany"_s };
    keys::Country lower { .code = u"de"_s, .name = u"germany"_s }; // another key: comparison knows case on every engine
    QVERIFY_RESULT(db.insert(upper));
    QVERIFY_RESULT(db.insert(lower));
    QCOMPARE(db.get<keys::Country>(u"de"_s)->name, u"germany"_s);
    QVERIFY_RESULT(db.remove(upper));
    QCOMPARE(db.query<keys::Country>().count().value(), 1);
}

void tst_Write::uniqueViolation()
{
    Database &db = open(QUOIN_TARGET());
    Item one = item(db, u"A"_s);
    Item same = item(db, u"A"_s);
    QVERIFY_RESULT(db.insert(one));
    const auto failed = db.insert(same);
    QVERIFY(!failed);
    QCOMPARE(failed.error().kind(), ErrorKind::UniqueViolation);
    QCOMPARE(failed.error().model(), u"writing::Item"_s);
    QCOMPARE(failed.error().table(), u"items"_s);
    QCOMPARE(failed.error().constraint(), u"items_place"_s);
    QCOMPARE(failed.error().columns(), QStringList({ u"shelf_id"_s, u"code"_s }));
    QVERIFY(failed.error().statement().startsWith(u"INSERT"));
    QVERIFY(!failed.error().isRetryable());
    QCOMPARE(db.query<Item>().count().value(), 1);

    Shelf second { .name = u"first"_s };
    const auto name = db.insert(second);
    QCOMPARE(name.error().kind(), ErrorKind::UniqueViolation);
    QCOMPARE(name.error().columns(), QStringList { u"name"_s });
    QCOMPARE(name.error().field(), u"name"_s);
    QVERIFY(!name.error().constraint().isEmpty());
}

void tst_Write::keyViolation()
{
    Database &db = open(QUOIN_TARGET());
    keys::Country one { .code = u"DE"_s, .name = u"Germany"_s };
    keys::Country two { .code = u"DE"_s, .name = u"Deutschland"_s };
    QVERIFY_RESULT(db.insert(one));
    const auto failed = db.insert(two);
    QCOMPARE(failed.error().kind(), ErrorKind::UniqueViolation);
    QCOMPARE(failed.error().columns(), QStringList { u"code"_s });
    QCOMPARE(failed.error().field(), u"code"_s);
}

void tst_Write::foreignKeyViolation()
{
    const Target target = QUOIN_TARGET();
    Database &db = open(target);
    Item orphan = item(db, u"A"_s);
    orphan.shelf = ForeignKey<Shelf>(Value(424242));
    const auto failed = db.insert(orphan);
    QVERIFY(!failed);
    QCOMPARE(failed.error().kind(), ErrorKind::ForeignKeyViolation);
    QCOMPARE(failed.error().model(), u"writing::Item"_s);
    if (target.engine == "sqlite"_L1) { // which does not say which one
        QVERIFY(failed.error().hint().contains(u"foreign_key_list"));
    } else {
        QCOMPARE(failed.error().columns(), QStringList { u"shelf_id"_s });
        QVERIFY(!failed.error().constraint().isEmpty());
    }

    Item kept = item(db, u"B"_s);
    QVERIFY_RESULT(db.insert(kept));
    Shelf used = shelf(db);
    QCOMPARE(db.remove(used).error().kind(), ErrorKind::ForeignKeyViolation);
}

void tst_Write::notNullViolation()
{
    Database &db = open(QUOIN_TARGET());
    Loose empty { .id = 1, .amount = {} };
    const auto failed = db.insert(empty);
    QVERIFY(!failed);
    QCOMPARE(failed.error().kind(), ErrorKind::NotNullViolation);
    QCOMPARE(failed.error().model(), u"writing::Loose"_s);
    QCOMPARE(failed.error().field(), u"amount"_s);
    QCOMPARE(failed.error().columns(), QStringList { u"amount"_s });
}

void tst_Write::checkViolation()
{
    Database &db = open(QUOIN_TARGET());
    Item many = item(db, u"A"_s, 1000);
    const auto failed = db.insert(many);
    QVERIFY(!failed);
    QCOMPARE(failed.error().kind(), ErrorKind::CheckViolation);
    QCOMPARE(failed.error().constraint(), u"items_few"_s);
    QCOMPARE(failed.error().model(), u"writing::Item"_s);
}

void tst_Write::validationBeforeSending()
{
    Database &db = open(QUOIN_TARGET());
    Item stored = item(db, u"A"_s);
    QVERIFY_RESULT(db.insert(stored));
    Item wrong = item(db, u"x"_s.repeated(21), -1);
    wrong.note = u"y"_s.repeated(101);
    int sent = 0;
    const StatementObserver observer([&](const StatementEvent &) { ++sent; });
    const auto failed = db.insert(wrong);
    QVERIFY(!failed);
    QCOMPARE(failed.error().kind(), ErrorKind::Validation);
    QStringList fields;
    for (const FieldError &error : failed.error().fieldErrors())
        fields << error.field;
    QCOMPARE(fields, QStringList({ u"code"_s, u"quantity"_s, u"note"_s }));

    stored.quantity = -5;
    QCOMPARE(db.update(stored).error().kind(), ErrorKind::Validation);
    QCOMPARE(db.save(stored).error().kind(), ErrorKind::Validation);
    QCOMPARE(db.update(stored, { field<&Item::quantity> }).error().kind(), ErrorKind::Validation);
    QCOMPARE(sent, 0);
    // What is not written is not asked.
    QVERIFY_RESULT(db.update(stored, { field<&Item::note> }));
}

void tst_Write::readOnlyModelIsRefused()
{
    Database &db = open(test::engines().first());
    int sent = 0;
    const StatementObserver observer([&](const StatementEvent &) { ++sent; });
    View view { .id = 1, .code = u"A"_s };
    for (const Result<void> &failed : { db.insert(view), db.update(view), db.save(view), db.remove(view) }) {
        QVERIFY(!failed);
        QCOMPARE(failed.error().kind(), ErrorKind::Unsupported);
        QVERIFY(failed.error().message().contains(u"read-only"));
    }
    QCOMPARE(sent, 0);
}

void tst_Write::missingTable()
{
    Database &db = open(QUOIN_TARGET());
    View view { .id = 1, .code = u"A"_s };
    const auto failed = db.refresh(view);
    QVERIFY(!failed);
    QCOMPARE(failed.error().kind(), ErrorKind::InvalidQuery);
    QCOMPARE(failed.error().table(), u"item_view"_s);
    QVERIFY(failed.error().hint().contains(u"sync()"));
}

QTEST_GUILESS_MAIN(tst_Write)
#include "tst_write.moc"
