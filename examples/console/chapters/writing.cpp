// SPDX-License-Identifier: MIT
#include "chapters.h"

#include "../tour/step.h"

#include <thread>

using namespace Qt::StringLiterals;
using namespace quoin::literals;
using quoin::Database;
using quoin::ErrorKind;
using quoin::field;

namespace {

Customer newCustomer(const QString &name, const QString &email)
{
    return { .name = name, .email = email, .country = u"DE"_s };
}

void insert(Tour &tour, Database &db)
{
    Step step(tour, u"Insert: the key comes back"_s,
            u"Whatever the database or the options make (keys, UUIDs, times) is "
            u"in "
            u"the object afterwards."_s);
    Customer ann { .name = u"Ann Lee"_s,
        .email = u"ann.lee@example.org"_s,
        .country = u"IE"_s,
        .birthday = QDate(1988, 2, 29) };
    auto stored = db.insert(ann);
    step.ran();
    if (!step.succeeded(stored, u"stored"_s))
        return;
    step.check(ann.id > 0, u"a key"_s);
    step.check(!ann.publicId.isNull(), u"a UUID"_s);
    step.check(ann.createdAt.isValid(), u"a time"_s);
    step.equal(step.statementCount(),
            db.dialect().capabilities().insertReturning ? 1
                                                        : step.statementCount(),
            u"one statement"_s);
    step.show(Table(
            { u"id"_s, u"publicId"_s, u"name"_s, u"birthday"_s, u"createdAt"_s })
                    .add({ QString::number(ann.id),
                            ann.publicId.toString(QUuid::WithoutBraces), ann.name,
                            ann.birthday->toString(Qt::ISODate),
                            ann.createdAt.toString(Qt::ISODateWithMs) }));
    step.equal(db.get<Customer>(ann.id).value().birthday, ann.birthday,
            u"reads back the same"_s);
}

void validation(Tour &tour, Database &db)
{
    Step step(tour, u"Validation: every problem at once"_s,
            u"The rules in the model are checked before anything is sent, and "
            u"the error lists "
            u"each by its field."_s);
    Customer nobody { .name = u"X"_s,
        .email = u"not an address"_s,
        .country = u"Germany"_s,
        .bonusPoints = -5 };
    auto stored = db.insert(nobody);
    step.ran();
    if (!step.failedWith(stored, ErrorKind::Validation))
        return;
    Table problems({ u"field"_s, u"code"_s, u"message"_s });
    QStringList fields;
    for (const quoin::FieldError &problem : stored.error().fieldErrors()) {
        problems.add({ problem.field, problem.code, problem.message });
        fields << problem.field;
    }
    step.show(problems, 12);
    for (const QString &name :
            { u"name"_s, u"email"_s, u"country"_s, u"bonusPoints"_s })
        step.check(fields.contains(name), name);
    step.equal(step.statementCount(), 0, u"nothing was sent"_s);
}

void uniqueViolation(Tour &tour, Database &db)
{
    Customer first = newCustomer(u"Ben Okri"_s, u"ben@example.org"_s);
    db.insert(first).value();
    Step step(tour, u"What only the database knows is a typed error too"_s,
            u"The same error on every engine: its kind, the constraint, the "
            u"columns. And no "
            u"value of the row."_s);
    Customer second { .name = u"Another Ben"_s,
        .email = u"ben@example.org"_s,
        .country = u"IE"_s };
    auto stored = db.insert(second);
    step.ran();
    if (!step.failedWith(stored, ErrorKind::UniqueViolation))
        return;
    const quoin::Error &error = stored.error();
    step.show(error);
    step.equal(error.columns(), QStringList { u"email"_s },
            u"it names the column"_s);
    step.equal(error.table(), u"shop_customers"_s, u"and the table"_s);
    step.check(!error.toString().contains(u"ben@example.org"_s),
            u"and shows no value"_s);
}

void updateColumns(Tour &tour, Database &db)
{
    Step step(tour, u"Update the columns you name"_s,
            u"Without a list all columns are written. autoNow fields are written "
            u"along with "
            u"either."_s);
    auto product = db.get<Product>(1).value();
    product.price = "24.90"_dec;
    product.stock += 10;
    auto stored = db.update(
            product, { field<&Product::price>, field<&Product::stock> });
    step.ran();
    step.succeeded(stored, u"written"_s);
    const Product again = db.get<Product>(1).value();
    step.equal(again.price, "24.90"_dec, u"the price"_s);
    step.equal(again.stock, product.stock, u"the stock"_s);
    step.check(again.updatedAt >= product.createdAt, u"and updatedAt"_s);
}

void record(Tour &tour, Database &db)
{
    Customer stored = newCustomer(u"Cleo Marsh"_s, u"cleo@example.org"_s);
    db.insert(stored).value();
    const qint64 id = stored.id;
    Step step(tour, u"A Record writes what changed"_s,
            u"Deriving from quoin::Record is optional: it adds state and the "
            u"Active Record "
            u"spelling."_s);
    auto cleo = db.get<Customer>(id).value();
    cleo.bonusPoints = 50;
    QStringList changed = cleo.changedFields();
    auto first = cleo.save();  // UPDATE … SET bonus_points
    auto second = cleo.save(); // nothing changed: nothing is sent
    step.ran();
    step.succeeded(first, u"saved"_s);
    step.succeeded(second, u"saved again"_s);
    step.equal(changed, QStringList { u"bonusPoints"_s }, u"one field changed"_s);
    step.equal(step.statementCount(), 2, u"one SELECT, one UPDATE"_s);
    step.equal(db.get<Customer>(id).value().bonusPoints, 50, u"stored"_s);
}

void compositeKey(Tour &tour, Database &db)
{
    Step step(tour, u"Composite keys"_s,
            u"An order line is known by its order and its place in it: get, "
            u"update and "
            u"remove take both."_s);
    auto line = db.get<OrderLine>(1, 1).value();
    line.quantity = 7;
    db.update(line, { field<&OrderLine::quantity> }).value();
    auto again = db.get<OrderLine>(1, 1).value();
    auto missing = db.get<OrderLine>(1, 99);
    step.ran();
    step.showClass(u"models.h"_s, u"OrderLine"_s);
    step.equal(again.quantity, 7, u"written by both parts of the key"_s);
    step.failedWith(missing, ErrorKind::NotFound);
    if (!missing)
        step.note(u"The second one: "_s + missing.error().message());
}

void getOrCreate(Tour &tour, Database &db)
{
    Step step(tour, u"getOrCreate from eight threads at once"_s,
            u"A Database is used from any thread. Exactly one row comes to be, "
            u"one caller "
            u"made it, nobody fails."_s);
    std::atomic<int> created = 0;
    std::atomic<int> failed = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i) {
        threads.emplace_back([&] {
            Database mine = db;
            auto tag = mine.getOrCreate(
                    { field<&Tag::name> }, Tag { .name = u"rare"_s });
            failed += !tag;
            created += tag && tag->created;
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    step.ran();
    step.equal(int(failed), 0, u"nobody failed"_s);
    step.equal(int(created), 1, u"one made it"_s);
    step.equal(db.query<Tag>()
                       .filter(field<&Tag::name> == u"rare"_s)
                       .count()
                       .value(),
            qint64(1), u"one row"_s);
}

void saveAndRemove(Tour &tour, Database &db)
{
    Step step(tour, u"Save, refresh, remove"_s,
            u"save() inserts what is new and updates what is stored."_s);
    Tag tag { .name = u"seasonal"_s };
    db.save(tag).value(); // no key yet: INSERT
    tag.name = u"for autumn"_s;
    db.save(tag).value(); // UPDATE
    db.refresh(tag).value();
    db.remove(tag).value();
    auto gone = db.remove(tag);
    step.ran();
    step.equal(tag.name, u"for autumn"_s, u"renamed"_s);
    step.failedWith(gone, ErrorKind::NotFound);
}

} // namespace

void writingChapter(Tour &tour)
{
    tour.chapter(u"Writing"_s,
            u"Each call gives a Result: a value or an error that says what happened, where and what to do."_s);
    tour.run({ insert, validation, uniqueViolation, updateColumns, record,
            compositeKey, saveAndRemove, getOrCreate });
}
