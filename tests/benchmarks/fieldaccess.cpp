// SPDX-License-Identifier: MIT
#include "fieldaccess.h"

#include "blog.h"

#include <quoin/meta/modelinfo.h>

#include <benchmark/benchmark.h>

#include <cstdio>
#include <limits>

using namespace Qt::StringLiterals;

namespace bench {

namespace {

const quoin::FieldInfo &field(QStringView property) { return *quoin::modelOf<Post>().value()->field(property); }

template<class T>
void readField(benchmark::State &state, QStringView property, const T &)
{
    const quoin::FieldInfo &info = field(property);
    Post post = toModel(makePosts(1).first());
    for (auto _ : state) {
        T value {};
        info.read(&post, value);
        benchmark::DoNotOptimize(value);
        benchmark::ClobberMemory();
    }
}

/// What reading a QString cannot do without: one more reference, and one less when the copy goes.
void copyText(benchmark::State &state, QStringView, const QString &)
{
    const Post post = toModel(makePosts(1).first());
    for (auto _ : state) {
        QString value = post.title;
        benchmark::DoNotOptimize(value);
        benchmark::ClobberMemory();
    }
}

template<class T>
void writeField(benchmark::State &state, QStringView property, const T &value)
{
    const quoin::FieldInfo &info = field(property);
    Post post = toModel(makePosts(1).first());
    for (auto _ : state) {
        info.write(&post, value);
        benchmark::DoNotOptimize(post);
        benchmark::ClobberMemory();
    }
}

struct Limit
{
    const char *name;
    double nanoseconds;
};
constexpr double none = std::numeric_limits<double>::infinity();
constexpr Limit limits[] { { "copy QString", none }, { "read int", 10 }, { "write int", 10 }, { "read QString", 15 },
    { "write QString", 15 } };

class Reporter final : public benchmark::ConsoleReporter
{
public:
    Reporter() : ConsoleReporter(OO_None) { }
    bool ReportContext(const Context &) override { return true; }
    void ReportRuns(const std::vector<Run> &runs) override
    {
        for (const Run &run : runs) {
            if (run.aggregate_name != "median")
                continue;
            const auto limit
                    = std::ranges::find_if(limits, [&](const Limit &each) { return run.run_name.function_name == each.name; });
            const bool ok = run.GetAdjustedCPUTime() < limit->nanoseconds;
            std::printf("  %-17s %6.2f ns", limit->name, run.GetAdjustedCPUTime());
            if (limit->nanoseconds < none)
                std::printf("   < %.0f %s", limit->nanoseconds, ok ? "ok" : "MISS");
            std::printf("\n");
            m_ok = m_ok && ok;
        }
        std::fflush(stdout);
    }
    [[nodiscard]] bool ok() const { return m_ok; }

private:
    bool m_ok = true;
};

} // namespace

bool runFieldAccess()
{
    std::printf("\nfield access through ModelInfo\n");
    const QString text = makePosts(1).first().title;
    const auto add = [](const char *name, auto function, QStringView property, const auto &value) {
        benchmark::RegisterBenchmark(name, [=](benchmark::State &state) { function(state, property, value); })
                ->Repetitions(5)
                ->MinTime(0.05);
    };
    add("read int", &readField<int>, u"views", 0);
    add("write int", &writeField<int>, u"views", 42);
    add("copy QString", &copyText, u"title", QString());
    add("read QString", &readField<QString>, u"title", QString());
    add("write QString", &writeField<QString>, u"title", text);
    Reporter reporter;
    benchmark::RunSpecifiedBenchmarks(&reporter);
    benchmark::ClearRegisteredBenchmarks();
    return reporter.ok();
}

} // namespace bench
