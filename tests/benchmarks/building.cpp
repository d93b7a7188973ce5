// SPDX-License-Identifier: MIT
#include "building.h"

#include "blog.h"

#include <quoin/quoin.h>
#include <quoin/sql/shape_p.h>

#include <benchmark/benchmark.h>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace bench {

namespace {

using quoin::field;
using quoin::sql::Projection;
using quoin::sql::Shape;
using quoin::sql::ShapeStatement;

quoin::Query<Post> byKey(const quoin::Database &db, qint64 key) { return db.query<Post>().filter(field<&Post::id> == key); }

quoin::Query<Post> fiveConditions(const quoin::Database &db, qint64 key)
{
    return db.query<Post>()
            .filter(field<&Post::id> >= key && field<&Post::id> < key + 500 && field<&Post::views> >= 1000
                    && field<&Post::score> < 1000.0 && field<&Post::author> != key)
            .orderBy(field<&Post::created>.desc())
            .limit(20);
}

/// What running a query does before its statement runs: the expressions, the shape's key, its statement, the values.
template<class Build>
void build(benchmark::State &state, const quoin::Database &db, Build make)
{
    QHash<QByteArray, ShapeStatement> known;
    {
        const auto query = make(db, 1);
        const Shape shape(query.core().select(), Projection::Rows);
        const auto compiled = quoin::sql::compileSelect(query.core().select(), Projection::Rows, db.dialect()).value();
        known.insert(shape.key().toByteArray(), *ShapeStatement::learn(shape, compiled, db.dialect()));
    }
    qint64 key = 0;
    for (auto _ : state) {
        const auto query = make(db, ++key);
        const Shape shape(query.core().select(), Projection::Rows);
        const QByteArrayView bytes = shape.key();
        const auto statement = known.constFind(QByteArray::fromRawData(bytes.data(), bytes.size()));
        statement->each(shape, db.dialect(), [](int, const quoin::Value &value) { benchmark::DoNotOptimize(&value); });
        benchmark::ClobberMemory();
    }
}

/// A row by its key as a user gets it, in a database in memory: the least that a query can take.
void lookup(benchmark::State &state, const quoin::Database &db)
{
    qint64 key = 0;
    for (auto _ : state)
        benchmark::DoNotOptimize(db.get<Post>(++key % 1000 + 1).value());
}

class Reporter final : public benchmark::ConsoleReporter
{
public:
    Reporter() : ConsoleReporter(OO_None) { }
    bool ReportContext(const Context &) override { return true; }
    void ReportRuns(const std::vector<Run> &runs) override
    {
        for (const Run &run : runs) {
            if (run.aggregate_name == "median")
                m_times[QString::fromStdString(run.run_name.function_name)] = run.GetAdjustedCPUTime();
        }
    }
    [[nodiscard]] double time(const QString &name) const { return m_times.value(name); }

private:
    QHash<QString, double> m_times;
};

} // namespace

bool runBuilding()
{
    auto db = quoin::Database::open(u"sqlite::memory:"_s).value();
    const QList<const quoin::ModelInfo *> models { quoin::modelOf<Author>().value(), quoin::modelOf<Post>().value() };
    quoin::sync(db, models).value();
    QList<Post> posts;
    for (PlainPost post : makePosts(1000)) {
        post.id = posts.size() + 1;
        posts.append(toModel(post));
    }
    QList<Author> authors(authorCount); // whose keys count from 1
    db.bulkInsert(authors).value();
    db.bulkInsert(posts).value();

    const auto add = [](const char *name, auto function) {
        benchmark::RegisterBenchmark(name, function)->Repetitions(5)->MinTime(0.05);
    };
    add("one condition", [&](benchmark::State &state) { build(state, db, byKey); });
    add("five conditions", [&](benchmark::State &state) { build(state, db, fiveConditions); });
    add("lookup", [&](benchmark::State &state) { lookup(state, db); });
    Reporter reporter;
    benchmark::RunSpecifiedBenchmarks(&reporter);
    benchmark::ClearRegisteredBenchmarks();

    constexpr double most = 1500;
    const double one = reporter.time(u"one condition"_s), five = reporter.time(u"five conditions"_s);
    const double whole = reporter.time(u"lookup"_s);
    std::printf("\nbuilding a query whose statement is known\n");
    std::printf("  one condition     %7.0f ns   < %.0f %s\n", one, most, one < most ? "ok" : "MISS");
    std::printf("  five conditions   %7.0f ns   < %.0f %s\n", five, most, five < most ? "ok" : "MISS");
    std::printf("  lookup in memory  %7.0f ns\n", whole);
    std::fflush(stdout);
    return one < most && five < most;
}

} // namespace bench
