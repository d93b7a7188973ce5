// SPDX-License-Identifier: MIT
#include "building.h"
#include "fieldaccess.h"
#include "memory.h"
#include "workloads.h"

#include <QtCore/qcommandlineparser.h>
#include <QtCore/qcoreapplication.h>

#include <algorithm>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace {

QStringList chosen(const QCommandLineParser &parser, const QString &option)
{
    QStringList all;
    for (const QString &value : parser.values(option))
        all += value.split(u',', Qt::SkipEmptyParts);
    return all;
}

std::unique_ptr<bench::Arena> arenaFor(const QString &engine)
{
    if (engine == "sqlite"_L1)
        return bench::Arena::sqlite();
    const QByteArray variable = "QUOIN_TEST_" + engine.toLatin1().toUpper() + "_SOCKET_URL";
    if (!qEnvironmentVariableIsSet(variable.constData())) {
        std::printf(
                "\n%s: not measured, %s is not set (scripts/bench starts servers)\n", qPrintable(engine), variable.constData());
        return nullptr;
    }
    return std::make_unique<bench::Arena>(quoin::ConnectionOptions::fromEnvironment(variable.constData()).value());
}

QString cores(const bench::Arena &arena, const bench::Settings &settings)
{
    if (arena.options().engine == quoin::Engine::Sqlite)
        return {};
    if (!settings.serverCore)
        return u", on any core"_s;
    return u", bound to core %1; contenders on the same core, in the select on the others"_s.arg(*settings.serverCore);
}

int run(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
            u"Quoin against a careful QSqlQuery loop and the engines' C APIs: ratios of medians of interleaved runs."_s);
    parser.addHelpOption();
    parser.addOptions({ { u"quick"_s, u"Fewer rows to insert and fewer rounds: under two minutes."_s },
            { u"engine"_s, u"sqlite, postgresql, mysql (several with commas); default: all."_s, u"engines"_s },
            { u"workload"_s,
                    u"insert, bulk_insert, select, eager, many_to_many, lookup, pages, filter5, count, group, update, upsert, stream, fields, build (several with commas); default: all."_s,
                    u"workloads"_s },
            { u"contender"_s, u"quoin, quoin-qsqlquery, handwritten, native (several with commas); default: all."_s,
                    u"contenders"_s },
            { u"rounds"_s, u"Measured rounds; default: 5, quick 3."_s, u"number"_s },
            { u"server-core"_s,
                    u"The core to which the servers are bound (taskset): for single requests this program binds itself to it, "
                    u"too, "
                    "for the select to the others. scripts/bench does that."_s,
                    u"number"_s },
            { u"peers"_s, u"SOCI, SQLAlchemy and Django, too (scripts/bench installs them)."_s },
            { u"markdown"_s, u"Prints the ratios as Markdown tables, too."_s },
            { u"output"_s, u"Where the results go; default: bench-results.json."_s, u"file"_s, u"bench-results.json"_s } });
    parser.process(arguments);

    bench::Settings settings { .quick = parser.isSet(u"quick"_s),
        .peers = parser.isSet(u"peers"_s),
        .rounds = parser.isSet(u"quick"_s) ? 3 : 5,
        .workloads = chosen(parser, u"workload"_s),
        .contenders = chosen(parser, u"contender"_s) };
    if (parser.isSet(u"rounds"_s))
        settings.rounds = qMax(1, parser.value(u"rounds"_s).toInt());
    if (parser.isSet(u"server-core"_s))
        settings.serverCore = parser.value(u"server-core"_s).toInt();
    QStringList engines = chosen(parser, u"engine"_s);
    if (engines.isEmpty())
        engines = { u"sqlite"_s, u"postgresql"_s, u"mysql"_s };

    bool ok = true;
    if (settings.workloads.isEmpty() || settings.workloads.contains(u"fields"_s))
        ok = bench::runFieldAccess() && ok;
    if (settings.workloads.isEmpty() || settings.workloads.contains(u"build"_s))
        ok = bench::runBuilding() && ok;
    const auto needsNoEngine = [](const QString &workload) { return workload == "fields"_L1 || workload == "build"_L1; };
    if (!settings.workloads.isEmpty() && std::ranges::all_of(settings.workloads, needsNoEngine))
        return ok ? 0 : 1;

    QList<bench::Measurement> all;
    for (const QString &engine : std::as_const(engines)) {
        const auto arena = arenaFor(engine);
        if (!arena)
            continue;
        std::printf("\n%s\n", qPrintable(arena->description() + cores(*arena, settings)));
        all += bench::runWorkloads(engine, *arena, settings);
    }
    bench::printSummary(all);
    if (parser.isSet(u"markdown"_s))
        bench::printMarkdown(all);
    const QString file = parser.value(u"output"_s);
    if (!bench::write(all, file))
        bench::fail(u"cannot write "_s + file);
    std::printf("written: %s\n", qPrintable(file));
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    // Without TZ glibc looks at /etc/localtime at every local time, which only the contenders that use local time would pay for.
    if (!qEnvironmentVariableIsSet("TZ"))
        qputenv("TZ", "UTC");
    const QCoreApplication application(argc, argv);
    try {
        return bench::servedAsMemoryProbe(application.arguments()) ? 0 : run(application.arguments());
    } catch (const std::exception &error) {
        std::fprintf(stderr, "quoin-bench: %s\n", error.what());
        return 1;
    }
}
