// SPDX-License-Identifier: MIT
#include "workloads.h"

#include "affinity.h"
#include "memory.h"

#include <algorithm>
#include <chrono>
#include <functional>
#include <map>
#include <vector>

using namespace Qt::StringLiterals;

namespace bench {

namespace {

using Clock = std::chrono::steady_clock;

struct Workload
{
    QString name;
    int rows;
    CoreBinding::Place place;                          ///< With the server when each row is a request of its own.
    std::function<void(Contender &, int run)> prepare; ///< Counts the runs of all contenders.
    std::function<void(Contender &)> run;
    std::function<void(Contender &)> check;
};

struct Entry
{
    QString name;
    ContenderPtr contender;
    std::vector<qint64> times;
};

/// Every contender has to have read, or stored, the very same rows.
void checkSame(const QList<PlainPost> &posts, const QList<PlainPost> &expected, const std::function<qint64(qsizetype)> &keyOf)
{
    if (posts.size() != expected.size())
        fail(u"%1 rows instead of %2"_s.arg(posts.size()).arg(expected.size()));
    for (qsizetype i = 0; i < posts.size(); ++i) {
        PlainPost wanted = expected.at(i);
        wanted.id = keyOf(i);
        if (digest(posts.at(i)) != digest(wanted))
            fail(u"row %1 is not what was stored"_s.arg(i));
    }
}

qint64 median(std::vector<qint64> times)
{
    std::ranges::sort(times);
    const size_t half = times.size() / 2;
    return times.size() % 2 == 1 ? times[half] : (times[half - 1] + times[half]) / 2;
}

/// Rounds in which each contender runs once, each round begun by the next one; the first is to warm up and does not count.
QList<Measurement> compete(const QString &engine, Arena &arena, const Workload &workload, std::vector<Entry> &entries, int rounds)
{
    for (Entry &entry : entries)
        entry.times.clear();
    int run = 0;
    for (int round = 0; round <= rounds; ++round) {
        for (size_t turn = 0; turn < entries.size(); ++turn) {
            Entry &entry = entries[(turn + size_t(round)) % entries.size()];
            try {
                workload.prepare(*entry.contender, run++);
                arena.settle();
                const auto start = Clock::now();
                workload.run(*entry.contender);
                const auto end = Clock::now();
                workload.check(*entry.contender);
                if (round > 0)
                    entry.times.push_back(std::chrono::nanoseconds(end - start).count());
            } catch (const std::exception &error) {
                fail(u"%1, %2, %3: %4"_s.arg(engine, workload.name, entry.name, QString::fromUtf8(error.what())));
            }
        }
    }
    QList<Measurement> measurements;
    for (const Entry &entry : entries)
        measurements.append({ .engine = engine,
                .workload = workload.name,
                .contender = entry.name,
                .rows = workload.rows,
                .medianNs = median(entry.times) });
    return measurements;
}

void setRatios(QList<Measurement> &measurements)
{
    const auto base = std::ranges::find(measurements, u"handwritten"_s, &Measurement::contender);
    if (base == measurements.end())
        return;
    const auto time = double(base->medianNs);
    const auto memory = base->peakRssBytes;
    for (Measurement &m : measurements) {
        m.ratio = double(m.medianNs) / time;
        if (m.peakRssBytes && memory)
            m.memoryRatio = double(*m.peakRssBytes) / double(*memory);
    }
}

} // namespace

QStringList contenderNames() { return { u"quoin"_s, u"quoin-qsqlquery"_s, u"handwritten"_s, u"native"_s }; }

ContenderPtr makeContender(const QString &name, const quoin::ConnectionOptions &options)
{
    if (name == "quoin"_L1)
        return makeQuoin(options, true);
    if (name == "quoin-qsqlquery"_L1)
        return makeQuoin(options, false);
    return name == "native"_L1 ? makeNative(options) : makeHandwritten(options);
}

QList<Measurement> runWorkloads(const QString &engine, Arena &arena, const Settings &settings)
{
    const int inserted = settings.quick ? 20'000 : 100'000;
    constexpr int stored = 100'000;
    constexpr int byKey = 20'000;
    const QList<PlainPost> posts = makePosts(stored);
    const QList<PlainPost> insertedPosts = posts.first(inserted);
    const QList<qint64> keys = makeKeys(byKey, stored);
    QList<PlainPost> lookedUp;
    for (qint64 key : keys)
        lookedUp.append(posts.at(key - 1));
    QList<Edit> edits;

    const auto count = [](qsizetype i) { return qint64(i) + 1; };
    const auto nothing = [](Contender &, int) { };
    const QList<Workload> workloads {
        { u"insert"_s, inserted, CoreBinding::Place::With,
                [&](Contender &contender, int) {
                    arena.clear();
                    contender.give(insertedPosts);
                },
                [](Contender &contender) { contender.insert(); },
                [&](Contender &contender) { checkSame(contender.take(), insertedPosts, count); } },
        { u"bulk_insert"_s, inserted, CoreBinding::Place::With,
                [&](Contender &contender, int) {
                    arena.clear();
                    contender.give(insertedPosts);
                },
                [](Contender &contender) { contender.bulkInsert(); },
                [&](Contender &contender) { checkSame(contender.take(), insertedPosts, count); } },
        { u"select"_s, stored, CoreBinding::Place::Beside, nothing, [](Contender &contender) { contender.select(); },
                [&](Contender &contender) { checkSame(contender.take(), posts, count); } },
        { u"lookup"_s, byKey, CoreBinding::Place::With, nothing, [&](Contender &contender) { contender.lookup(keys); },
                [&](Contender &contender) { checkSame(contender.take(), lookedUp, [&](qsizetype i) { return keys.at(i); }); } },
        { u"update"_s, byKey, CoreBinding::Place::With, [&](Contender &, int run) { edits = makeEdits(keys, run); },
                [&](Contender &contender) { contender.update(edits); },
                [&](Contender &contender) {
                    contender.lookup(keys);
                    const QList<PlainPost> stored = contender.take();
                    for (qsizetype i = 0; i < edits.size(); ++i) {
                        if (stored.at(i).title != edits.at(i).title || stored.at(i).views != edits.at(i).views)
                            fail(u"update %1 was not stored"_s.arg(i));
                    }
                } },
    };

    std::vector<Entry> entries;
    for (const QString &name : contenderNames()) {
        if (settings.contenders.isEmpty() || settings.contenders.contains(name))
            entries.push_back({ name, makeContender(name, arena.options()), {} });
    }

    QList<Measurement> all;
    bool filled = false;
    for (const Workload &workload : workloads) {
        if (!settings.workloads.isEmpty() && !settings.workloads.contains(workload.name))
            continue;
        if (!workload.name.endsWith("insert"_L1) && !std::exchange(filled, true))
            arena.fill(posts);
        std::optional<CoreBinding> binding;
        if (settings.serverCore && arena.options().engine != quoin::Engine::Sqlite)
            binding.emplace(*settings.serverCore, workload.place);
        QList<Measurement> measurements = compete(engine, arena, workload, entries, settings.rounds);
        if (workload.name == "select"_L1) {
            for (Measurement &measurement : measurements)
                measurement.peakRssBytes = peakMemoryOfSelect(measurement.contender, arena.options());
        }
        setRatios(measurements);
        print(measurements);
        all += measurements;
    }
    return all;
}

} // namespace bench
