// SPDX-License-Identifier: MIT
#include "chapters.h"

#include "../tour/step.h"

using namespace Qt::StringLiterals;
using namespace quoin::literals;
using quoin::Database;
using quoin::Error;
using quoin::ErrorKind;
using quoin::field;
using quoin::Result;
using quoin::Transaction;

namespace {

Product inStock(Database &db, int atLeast)
{
    return db.query<Product>()
            .filter(field<&Product::stock> >= atLeast)
            .orderBy(field<&Product::id>)
            .first()
            .value();
}

void commit(Tour &tour, Database &db)
{
    const Product before = inStock(db, 3);
    const auto ann =
            db.query<Customer>()
                    .filter(field<&Customer::email> == u"ann.lee@example.org"_s)
                    .get()
                    .value();
    Step step(tour, u"A transaction is a function"_s,
            u"It commits when the function gives a value and rolls back when it "
            u"gives an "
            u"error. With retries it runs again after a deadlock."_s);
    auto bought = db.transaction(
            [&](Transaction &) -> Result<Order> {
                auto product = db.get<Product>(before.id).value();
                product.stock -= 3;
                db.update(product, { field<&Product::stock> }).value();
                Order order { .number = u"TOUR-1"_s,
                    .customer = ann,
                    .total = (product.price * 3).value(),
                    .placedAt = QDateTime::currentDateTimeUtc() };
                db.insert(order).value();
                OrderLine line { .order = order,
                    .line = 1,
                    .product = product,
                    .quantity = 3,
                    .unitPrice = product.price };
                db.insert(line).value();
                return order;
            },
            { .retries = 5 });
    step.ran();
    step.succeeded(bought, u"committed"_s);
    step.equal(db.get<Product>(before.id).value().stock, before.stock - 3,
            u"three are gone"_s);
    step.equal(db.query<OrderLine>()
                       .filter(field<&OrderLine::order, &Order::number>
                               == u"TOUR-1"_s)
                       .count()
                       .value(),
            qint64(1), u"one line was stored"_s);
}

void rollback(Tour &tour, Database &db)
{
    const Product before = inStock(db, 1);
    Step step(tour, u"An error undoes everything"_s,
            u"Also one that is your own, found half-way."_s);
    auto bought = db.transaction([&](Transaction &) -> Result<void> {
        auto product = db.get<Product>(before.id).value();
        product.stock = 0;
        db.update(product, { field<&Product::stock> }).value();
        return Error(ErrorKind::Validation, u"The card was declined."_s);
    });
    step.ran();
    step.failedWith(bought, ErrorKind::Validation);
    step.equal(db.get<Product>(before.id).value().stock, before.stock,
            u"the stock is as before"_s);
}

void savepoints(Tour &tour, Database &db)
{
    const qint64 before = db.query<Tag>().count().value();
    Step step(tour, u"A transaction inside another is a savepoint"_s,
            u"begin() gives a scope that rolls back unless it was committed. The "
            u"inner one "
            u"can fail alone."_s);
    auto outer = db.begin().value();
    Tag kept { .name = u"kept"_s };
    db.insert(kept).value();
    {
        auto inner = db.begin().value();
        Tag lost { .name = u"lost"_s };
        db.insert(lost).value();
    } // not committed: rolled back
    Tag alsoKept { .name = u"also kept"_s };
    db.insert(alsoKept).value();
    auto done = outer.commit();
    step.ran();
    step.succeeded(done, u"committed"_s);
    step.equal(db.query<Tag>().count().value(), before + 2, u"two of three"_s);
    step.check(!db.query<Tag>()
                       .filter(field<&Tag::name> == u"lost"_s)
                       .exists()
                       .value(),
            u"the inner one is gone"_s);
}

void poisoned(Tour &tour, Database &db)
{
    const qint64 before = db.query<Tag>().count().value();
    Step step(tour, u"After a failed statement a transaction takes no more"_s,
            u"SQLite and MariaDB would go on and commit half of the work, "
            u"PostgreSQL would "
            u"not: here all behave alike."_s);
    auto transaction = db.begin().value();
    Tag first { .name = u"half of the work"_s };
    db.insert(first).value();
    Tag again { .name = u"half of the work"_s };
    auto failed = db.insert(again); // a UNIQUE constraint refuses it
    Tag next { .name = u"the other half"_s };
    auto refused = db.insert(next);
    auto committed = transaction.commit();
    step.ran();
    step.failedWith(failed, ErrorKind::UniqueViolation);
    step.failedWith(refused, ErrorKind::Transaction);
    step.check(!committed, u"it cannot be committed"_s);
    if (transaction.isActive())
        (void)transaction.rollback();
    if (!refused)
        step.note(refused.error().message());
    step.equal(
            db.query<Tag>().count().value(), before, u"nothing is left of it"_s);
}

void readOnly(Tour &tour, Database &db)
{
    Step step(tour, u"Read-only, isolated"_s,
            u"Isolation levels and read-only transactions are options by name; "
            u"what an "
            u"engine cannot do is refused before anything runs."_s);
    auto total = db.transaction(
            [&](Transaction &) -> Result<qint64> {
                auto orders = db.query<Order>().count().value();
                auto lines = db.query<OrderLine>().count().value();
                return orders + lines;
            },
            { .isolation = quoin::IsolationLevel::Serializable,
                    .readOnly = true });
    step.ran();
    step.succeeded(total, u"read"_s);
}

} // namespace

void transactionChapter(Tour &tour)
{
    tour.chapter(u"Transactions"_s,
            u"Every call of a thread inside its transaction belongs to it; there is no second connection to pass around."_s);
    tour.run({ commit, rollback, savepoints, poisoned, readOnly });
}
