// SPDX-License-Identifier: MIT
#include "chapters.h"

#include "../tour/numbers.h"
#include "../tour/step.h"

#include <quoin/db/connection.h>

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;
using quoin::Database;
using quoin::field;

namespace {

constexpr int runs = 5;

/// The fastest of some runs: what else the machine did meanwhile only makes it
/// slower.
template<class F>
std::chrono::nanoseconds fastest(F &&function)
{
    qint64 best = std::numeric_limits<qint64>::max();
    for (int run = 0; run < runs; ++run) {
        QElapsedTimer timer;
        timer.start();
        function();
        best = std::min(best, timer.nsecsElapsed());
    }
    return std::chrono::nanoseconds(best);
}

struct Times
{
    std::chrono::nanoseconds all;
    std::chrono::nanoseconds byKey;
    qint64 rows;
};

constexpr int lookups = 500;

Times measure(Database &db)
{
    Times times {};
    times.all = fastest(
            [&] { times.rows = db.query<OrderLine>().all().value().size(); });
    times.byKey = fastest([&] {
        for (qint64 id = 1; id <= lookups; ++id)
            (void)db.get<Customer>(1 + id % 50).value();
    });
    return times;
}

void bothWays(Tour &tour, Database &db)
{
    quoin::ConnectionOptions options = db.options();
    const QString where = options.database;
    Step step(tour, u"Two ways to the same rows"_s,
            u"By the client library on Qt's own connection where that is safe, "
            u"else by QSqlQuery. Rows go straight into the "
            u"properties: no QVariant, no look-up by name."_s);
    options.native = true;
    auto native = Database::open(options).value();
    options.native = false;
    auto plain = Database::open(options).value();
    auto nativeTimes = measure(native); // reads every order line, and 500
    auto plainTimes = measure(plain);   // customers by key; fastest of five
    step.ran();
    step.equal(nativeTimes.rows, plainTimes.rows,
            u"both read the same number of rows"_s);
    const auto row = [](const QString &what, qint64 count,
                             std::chrono::nanoseconds nativeTime,
                             std::chrono::nanoseconds plainTime) {
        return QStringList { what, grouped(count), duration(nativeTime),
            perSecond(count, nativeTime), duration(plainTime),
            perSecond(count, plainTime),
            QString::number(double(plainTime.count())
                            / double(std::max<qint64>(1, nativeTime.count())),
                    'f', 1)
                    + u" ×"_s };
    };
    step.show(Table({ u"reading"_s, u"rows"_s, u"native"_s, u"rows/s"_s,
                            u"QSqlQuery"_s, u"rows/s"_s, u"gain"_s })
                    .add(row(u"all order lines"_s, nativeTimes.rows,
                            nativeTimes.all, plainTimes.all))
                    .add(row(u"customers by key"_s, lookups, nativeTimes.byKey,
                            plainTimes.byKey)));
    if (!native.connection().value()->isNative())
        step.note(u"The native way is off here: both columns are QSqlQuery."_s);
}

} // namespace

void speedChapter(Tour &tour)
{
    tour.chapter(u"Speed"_s,
            u"Measured here and now; scripts/bench compares with hand-written code, the C libraries and other mappers."_s);
    tour.run({ bothWays });
}
