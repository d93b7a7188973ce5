// SPDX-License-Identifier: MIT
#include "workloads.h"

#include "affinity.h"
#include "memory.h"

#include <algorithm>
#include <chrono>
#include <functional>
#include <map>
#include <numeric>
#include <vector>

using namespace Qt::StringLiterals;

namespace bench {

namespace {

using Clock = std::chrono::steady_clock;

struct Workload
{
    QString name;
    int rows;
    CoreBinding::Place place; ///< With the server when each row is a request of its own.
    bool writes;
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
QList<Measurement> compete(const QString &engine, Arena &arena, const Workload &workload, std::vector<Entry> &all, int rounds)
{
    std::vector<Entry *> entries;
    for (Entry &entry : all) {
        entry.times.clear();
        if (entry.contender->takesPart(workload.name))
            entries.push_back(&entry);
    }
    int run = 0;
    for (int round = 0; round <= rounds; ++round) {
        for (size_t turn = 0; turn < entries.size(); ++turn) {
            Entry &entry = *entries[(turn + size_t(round)) % entries.size()];
            try {
                workload.prepare(*entry.contender, run++);
                // Not before each reading: a checkpoint makes every SQLite connection forget its pages.
                if (workload.writes || run == 1)
                    arena.settle();
                const auto start = Clock::now();
                workload.run(*entry.contender);
                const auto end = Clock::now();
                const qint64 elapsed = std::chrono::nanoseconds(end - start).count();
                const qint64 taken = entry.contender->ownTime().value_or(elapsed);
                workload.check(*entry.contender);
                if (round > 0)
                    entry.times.push_back(taken);
            } catch (const std::exception &error) {
                fail(u"%1, %2, %3: %4"_s.arg(engine, workload.name, entry.name, QString::fromUtf8(error.what())));
            }
        }
    }
    QList<Measurement> measurements;
    for (const Entry *entry : entries)
        measurements.append({ .engine = engine,
                .workload = workload.name,
                .contender = entry->name,
                .rows = workload.rows,
                .medianNs = median(entry->times) });
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

QStringList peerNames()
{
#ifdef QUOIN_BENCH_SOCI
    return { u"soci"_s, u"sqlalchemy"_s, u"django"_s };
#else
    return { u"sqlalchemy"_s, u"django"_s };
#endif
}

ContenderPtr makeContender(const QString &name, const quoin::ConnectionOptions &options)
{
    if (name == "quoin"_L1)
        return makeQuoin(options, true);
    if (name == "quoin-qsqlquery"_L1)
        return makeQuoin(options, false);
#ifdef QUOIN_BENCH_SOCI
    if (name == "soci"_L1)
        return makeSoci(options);
#endif
    if (peerNames().contains(name))
        return makePeer(name, options);
    return name == "native"_L1 ? makeNative(options) : makeHandwritten(options);
}

QList<Measurement> runWorkloads(const QString &engine, Arena &arena, const Settings &settings)
{
    const int inserted = settings.quick ? 10'000 : 100'000;
    constexpr int stored = 100'000;
    const int byKey = settings.quick ? 5'000 : 20'000;
    const QList<PlainPost> posts = makePosts(stored);
    const QList<PlainPost> insertedPosts = posts.first(inserted);
    const QList<qint64> keys = makeKeys(byKey, stored);
    QList<PlainPost> lookedUp;
    for (qint64 key : keys)
        lookedUp.append(posts.at(key - 1));
    QList<Edit> edits;
    const QList<Search> searches = makeSearches(settings.quick ? 500 : 2000, stored);
    QList<PlainPost> searched;
    for (const Search &search : searches)
        searched += found(search, posts);
    const QList<int> counted(settings.quick ? 5 : 20, 50'000);
    const int streamed = settings.quick ? 2 : 10; // times what is stored
    const int upserted = settings.quick ? 5'000 : 100'000;
    const auto changedPosts = [&] {
        QList<PlainPost> changed = posts.first(upserted);
        for (qsizetype i = 0; i < changed.size(); ++i) {
            changed[i].id = i + upserted / 2 + 1; // one half is stored, the other is new
            changed[i].views += 1;
        }
        return changed;
    }();

    const auto count = [](qsizetype i) { return qint64(i) + 1; };
    const auto nothing = [](Contender &, int) { };
    const QList<Workload> workloads {
        { u"insert"_s, inserted, CoreBinding::Place::With, true,
                [&](Contender &contender, int) {
                    arena.clear();
                    contender.give(insertedPosts);
                },
                [](Contender &contender) { contender.insert(); },
                [&](Contender &contender) { checkSame(contender.take(), insertedPosts, count); } },
        { u"bulk_insert"_s, inserted, CoreBinding::Place::With, true,
                [&](Contender &contender, int) {
                    arena.clear();
                    contender.give(insertedPosts);
                },
                [](Contender &contender) { contender.bulkInsert(); },
                [&](Contender &contender) { checkSame(contender.take(), insertedPosts, count); } },
        { u"select"_s, stored, CoreBinding::Place::Beside, false, nothing, [](Contender &contender) { contender.select(); },
                [&](Contender &contender) { checkSame(contender.take(), posts, count); } },
        { u"eager"_s, stored, CoreBinding::Place::Beside, false, nothing, [](Contender &contender) { contender.eager(); },
                [&](Contender &contender) {
                    const QStringList names = contender.takeNames();
                    if (!std::ranges::equal(names, posts, {}, {}, [](const PlainPost &post) { return authorName(post.author); }))
                        fail(u"the authors are not those of the posts"_s);
                } },
        { u"many_to_many"_s, articleCount, CoreBinding::Place::Beside, false, nothing,
                [](Contender &contender) { contender.manyToMany(); },
                [&](Contender &contender) {
                    const QStringList names = contender.takeNames();
                    qint64 article = 0;
                    const auto isItsTags = [&](const QString &tags) {
                        ++article;
                        QStringList expected;
                        for (qint64 tag : tagsOf(article))
                            expected.append(tagName(tag));
                        return tags == expected.join(u',');
                    };
                    if (names.size() != articleCount || !std::ranges::all_of(names, isItsTags))
                        fail(u"the tags are not those of the articles"_s);
                } },
        { u"lookup"_s, byKey, CoreBinding::Place::With, false, nothing, [&](Contender &contender) { contender.lookup(keys); },
                [&](Contender &contender) { checkSame(contender.take(), lookedUp, [&](qsizetype i) { return keys.at(i); }); } },
        { u"pages"_s, stored, CoreBinding::Place::With, false, nothing, [](Contender &contender) { contender.pages(); },
                [&](Contender &contender) { checkSame(contender.take(), posts, count); } },
        { u"filter5"_s, int(searches.size()), CoreBinding::Place::With, false, nothing,
                [&](Contender &contender) { contender.search(searches); },
                [&](Contender &contender) {
                    checkSame(contender.take(), searched, [&](qsizetype i) { return searched.at(i).id; });
                } },
        { u"count"_s, int(counted.size()), CoreBinding::Place::With, false, nothing,
                [&](Contender &contender) { contender.count(counted); },
                [&](Contender &contender) {
                    const auto expected
                            = std::ranges::count_if(posts, [](const PlainPost &post) { return post.views >= 50'000; });
                    if (contender.takeNumbers() != QList<qint64>(counted.size(), expected))
                        fail(u"the count is not what was stored"_s);
                } },
        { u"group"_s, authorCount, CoreBinding::Place::With, false, nothing, [&](Contender &contender) { contender.group(); },
                [&](Contender &contender) {
                    QList<qint64> expected;
                    for (qint64 author = 1; author <= authorCount; ++author)
                        expected << author << 0 << 0;
                    for (const PlainPost &post : posts) {
                        expected[(post.author - 1) * 3 + 1] += 1;
                        expected[(post.author - 1) * 3 + 2] += post.views;
                    }
                    if (contender.takeNumbers() != expected)
                        fail(u"the groups are not what was stored"_s);
                } },
        { u"update"_s, byKey, CoreBinding::Place::With, true, [&](Contender &, int run) { edits = makeEdits(keys, run); },
                [&](Contender &contender) { contender.update(edits); },
                [&](Contender &contender) {
                    contender.lookup(keys);
                    const QList<PlainPost> stored = contender.take();
                    for (qsizetype i = 0; i < edits.size(); ++i) {
                        if (stored.at(i).title != edits.at(i).title || stored.at(i).views != edits.at(i).views)
                            fail(u"update %1 was not stored"_s.arg(i));
                    }
                } },
        { u"upsert"_s, upserted, CoreBinding::Place::With, true,
                [&](Contender &contender, int) {
                    arena.fill(posts.first(upserted));
                    contender.give(changedPosts);
                },
                [](Contender &contender) { contender.upsert(); },
                [&](Contender &contender) {
                    (void)contender.take();
                    contender.select();
                    const QList<PlainPost> rows = contender.take();
                    const auto views = [](qint64 sum, const PlainPost &post) { return sum + post.views; };
                    const qint64 expected = std::accumulate(posts.begin(), posts.begin() + upserted / 2, qint64(0), views)
                            + std::accumulate(changedPosts.begin(), changedPosts.end(), qint64(0), views);
                    if (rows.size() != upserted + upserted / 2
                            || std::accumulate(rows.begin(), rows.end(), qint64(0), views) != expected)
                        fail(u"the rows are not what was stored"_s);
                } },
        { u"stream"_s, stored * streamed, CoreBinding::Place::Beside, false,
                [&](Contender &, int run) {
                    if (run > 0)
                        return;
                    arena.fill(posts);
                    arena.repeat(streamed);
                },
                [](Contender &contender) { contender.stream(); },
                [&](Contender &contender) {
                    const auto views = [](qint64 sum, const PlainPost &post) { return sum + post.views; };
                    const QList<qint64> expected { qint64(stored) * streamed,
                        std::accumulate(posts.begin(), posts.end(), qint64(0), views) * streamed };
                    if (contender.takeNumbers() != expected)
                        fail(u"the rows are not what was stored"_s);
                } },
    };

    std::vector<Entry> entries;
    for (const QString &name : contenderNames() + (settings.peers ? peerNames() : QStringList())) {
        if (settings.contenders.isEmpty() || settings.contenders.contains(name))
            entries.push_back({ name, makeContender(name, arena.options()), {} });
    }

    QList<Measurement> all;
    bool filled = false;
    for (const Workload &workload : workloads) {
        if (!settings.workloads.isEmpty() && !settings.workloads.contains(workload.name))
            continue;
        const bool fillsItself = QStringList { u"insert"_s, u"bulk_insert"_s, u"upsert"_s, u"stream"_s }.contains(workload.name);
        if (!fillsItself && !std::exchange(filled, true))
            arena.fill(posts);
        std::optional<CoreBinding> binding;
        if (settings.serverCore && arena.options().engine != quoin::Engine::Sqlite)
            binding.emplace(*settings.serverCore, workload.place);
        QList<Measurement> measurements = compete(engine, arena, workload, entries, settings.rounds);
        if (workload.name == "select"_L1) {
            for (Measurement &measurement : measurements) {
                if (peerNames().contains(measurement.contender))
                    continue;
                measurement.peakRssBytes = peakMemoryOfSelect(measurement.contender, arena.options());
            }
        }
        setRatios(measurements);
        print(measurements);
        all += measurements;
    }
    return all;
}

} // namespace bench
