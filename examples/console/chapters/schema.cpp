// SPDX-License-Identifier: MIT
#include "chapters.h"

#include "../tour/numbers.h"
#include "../tour/step.h"

#include <quoin/db/connection.h>
#include <quoin/schema/change.h>

using namespace Qt::StringLiterals;
using quoin::Database;

namespace {

void sync(Tour &tour, Database &db)
{
    Step step(tour, u"A model is a class, sync() makes its table"_s,
            u"No code generator, no base class, nothing to register. sync() "
            u"makes the "
            u"database match all models of the program."_s);
    auto changes = quoin::sync(db);
    step.ran();
    step.showClass(u"models.h"_s, u"Product"_s);
    step.limitSql(5);
    if (!step.succeeded(changes, u"the tables are made"_s))
        return;
    step.check(
            changes->applied, u"%1 changes"_s.arg(changes->plan.changes.size()));
    const QStringList tables = db.tables().value();
    for (const QString &table :
            { u"shop_customers"_s, u"shop_products"_s, u"shop_order_lines"_s })
        step.check(tables.contains(table), table);
}

void syncAgain(Tour &tour, Database &db)
{
    Step step(tour, u"And again: nothing to do"_s,
            u"What a database says of itself and what the models say is compared by "
            u"meaning, in a fixed number of catalogue queries."_s);
    auto changes = quoin::sync(db);
    step.ran();
    step.limitSql(2);
    if (!step.succeeded(changes, u"compared"_s))
        return;
    Table found({ u"change"_s });
    for (const quoin::schema::Change &change : changes->plan.changes)
        found.add({ quoin::schema::describe(change) });
    if (!step.check(!changes->applied && changes->plan.changes.isEmpty(),
                u"no change found"_s))
        step.show(found);
}

} // namespace

bool connectChapter(Tour &tour, const QString &url)
{
    tour.chapter(u"Connecting"_s,
            u"The same program runs on SQLite, PostgreSQL and MySQL or MariaDB. "
            u"Below: the code that runs, the statements that the "
            u"engine got, and what came back."_s);
    Step step(tour, u"Open a database"_s,
            u"A cheap handle, copied like a QString, for all threads: each gets a connection of its own."_s);
    auto db = quoin::Database::open(url);
    step.ran();
    if (!step.succeeded(db, u"connected"_s))
        return false;
    tour.setDatabase(*db);
    const quoin::dialect::Capabilities &server = db->dialect().capabilities();
    const bool native = db->connection().value()->isNative();
    step.show(Table({ u"where"_s, u"server"_s, u"statements run by"_s })
                    .add({ db->toDisplay(),
                            server.product + u' ' + server.version.toString(),
                            native ? u"the client library, on Qt's connection"_s
                                   : u"QSqlQuery"_s }));
    return true;
}

bool schemaChapter(Tour &tour, ShopSize size)
{
    tour.chapter(u"Models and tables"_s,
            u"moc's meta-object is the single source of truth: types, options, relations and rules stand in the class."_s);
    tour.run({ sync, syncAgain });
    if (tour.failures() > 0)
        return false;

    Terminal &terminal = tour.terminal();
    Generator generator(
            tour.database(), size, [&](const QString &table, qint64 rows) {
                terminal.progress(StyledText(
                        u"  filling: %1 %2"_s.arg(grouped(rows), table),
                        Style::Dim));
            });
    terminal.print();
    auto filled = generator.fill();
    terminal.progress({});
    if (!filled) {
        tour.fail(u"filling the tables: "_s + filled.error().toString());
        return false;
    }
    Table table({ u"filled one by one, a transaction each"_s, u"rows"_s,
            u"time"_s, u"rate"_s });
    qint64 rows = 0;
    std::chrono::nanoseconds time {};
    for (const Filled &each : *filled) {
        table.add({ each.table, grouped(each.rows), duration(each.time),
                perSecond(each.rows, each.time) });
        rows += each.rows;
        time += each.time;
    }
    table.add({ u"all"_s, grouped(rows), duration(time), perSecond(rows, time) });
    for (const StyledText &line : table.lines(terminal.width() - 2, 12)) {
        StyledText indented(u"  "_s);
        indented.append(line);
        terminal.print(indented);
    }
    return true;
}
