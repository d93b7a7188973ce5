// SPDX-License-Identifier: MIT
#include "chapters.h"

#include "../tour/step.h"

using namespace Qt::StringLiterals;
using quoin::Database;
using quoin::ErrorKind;
using quoin::field;

namespace {

void wrongOption(Tour &tour, Database &)
{
    Step step(tour, u"A misspelt option"_s,
            u"The URL is checked before anything is contacted; the password in "
            u"it is never "
            u"shown."_s);
    auto db = Database::open(
            u"postgresql://ann:hunter2@localhost/shop?conectTimeout=3s"_s);
    step.ran();
    if (!step.failedWith(db, ErrorKind::Configuration))
        return;
    step.show(db.error());
    step.check(db.error().toString().contains(u"connectTimeout"_s),
            u"it suggests the right one"_s);
    step.check(!db.error().toString().contains(u"hunter2"_s), u"no password"_s);
}

void nobodyThere(Tour &tour, Database &)
{
    Step step(tour, u"Nobody answers"_s,
            u"An error of kind Connection: after the retries that the URL asks for."_s);
    auto db = Database::open(
            u"mysql://ann:hunter2@127.0.0.1:1/shop?connectRetries=0"_s);
    step.ran();
    if (!step.failedWith(db, ErrorKind::Connection))
        return;
    step.show(db.error());
    step.check(!db.error().toString().contains(u"hunter2"_s), u"no password"_s);
}

void misspeltSql(Tour &tour, Database &db)
{
    Step step(tour, u"SQL of your own, misspelt"_s,
            u"Raw SQL is always there, with bound values. Its errors have the "
            u"engine's code "
            u"and words, values masked."_s);
    auto rows = db.rows(u"SELECT name, prise FROM shop_products"_s);
    step.ran();
    if (!step.failedWith(rows, ErrorKind::InvalidQuery))
        return;
    step.show(rows.error());
    step.check(rows.error().toString().contains(u"prise"_s),
            u"it names the column"_s);
}

void stillReferenced(Tour &tour, Database &db)
{
    const auto order = db.get<Order>(1).value();
    Step step(tour, u"A row that others need"_s,
            u"onDelete=restrict: a customer with orders stays."_s);
    auto customer = db.get<Customer>(order.customer.key()).value();
    auto removed = customer.remove();
    step.ran();
    if (!step.failedWith(removed, ErrorKind::ForeignKeyViolation))
        return;
    step.show(removed.error());
    step.check(customer.isStored(), u"the customer is still stored"_s);
}

} // namespace

void errorsChapter(Tour &tour)
{
    tour.chapter(u"Errors for people"_s,
            u"What happened, where, and what to do. In code: a kind to recover from, and everything else as data."_s);
    tour.run({ wrongOption, nobodyThere, misspeltSql, stillReferenced });
}
