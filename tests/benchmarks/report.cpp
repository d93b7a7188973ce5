// SPDX-License-Identifier: MIT
#include "report.h"

#include <QtCore/qfile.h>
#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qtextstream.h>

#include <algorithm>
#include <array>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace bench {

namespace {

struct Target
{
    QLatin1StringView engine, workload;
    double native, byQSqlQuery;
};

constexpr std::array targets {
    Target { "sqlite"_L1, "insert"_L1, 0.50, 1.05 },
    Target { "sqlite"_L1, "bulk_insert"_L1, 0.40, 1.05 },
    Target { "sqlite"_L1, "select"_L1, 0.35, 0.80 },
    Target { "sqlite"_L1, "eager"_L1, 0.36, 1.05 },
    Target { "sqlite"_L1, "lookup"_L1, 0.60, 1.05 },
    Target { "sqlite"_L1, "update"_L1, 1.00, 1.05 },
    Target { "postgresql"_L1, "insert"_L1, 0.50, 1.05 },
    Target { "postgresql"_L1, "bulk_insert"_L1, 0.18, 1.05 },
    Target { "postgresql"_L1, "select"_L1, 0.40, 1.05 },
    Target { "postgresql"_L1, "eager"_L1, 0.80, 1.05 },
    Target { "postgresql"_L1, "lookup"_L1, 0.75, 1.05 },
    Target { "postgresql"_L1, "update"_L1, 0.85, 1.05 },
    Target { "mysql"_L1, "insert"_L1, 1.00, 1.05 },
    Target { "mysql"_L1, "bulk_insert"_L1, 0.50, 1.05 },
    Target { "mysql"_L1, "select"_L1, 1.00, 1.05 },
    Target { "mysql"_L1, "eager"_L1, 1.00, 1.05 },
    Target { "mysql"_L1, "lookup"_L1, 1.00, 1.05 },
    Target { "mysql"_L1, "update"_L1, 1.00, 1.05 },
};

QString verdict(double ratio, double target)
{
    return u"≤ %1 %2"_s.arg(target, 0, 'f', 2).arg(ratio <= target ? u"ok"_s : u"MISS"_s);
}

QTextStream &out()
{
    static QTextStream stream(stdout);
    return stream;
}

} // namespace

std::optional<double> target(const QString &engine, const QString &workload, const QString &contender)
{
    for (const Target &target : targets) {
        if (target.engine != engine || target.workload != workload)
            continue;
        if (contender == "quoin"_L1)
            return target.native;
        if (contender == "quoin-qsqlquery"_L1)
            return target.byQSqlQuery;
    }
    return std::nullopt;
}

void print(const QList<Measurement> &measurements)
{
    for (const Measurement &m : measurements) {
        if (&m == &measurements.first())
            out() << '\n' << m.engine << " · " << m.workload << " · " << m.rows << " rows\n";
        out() << "  " << m.contender.leftJustified(17) << QString::number(double(m.medianNs) / 1e6, 'f', 1).rightJustified(9)
              << " ms" << QString::number(double(m.medianNs) / m.rows, 'f', 0).rightJustified(9) << " ns/row"
              << (m.ratio ? QString::number(*m.ratio, 'f', 2) : u"–"_s).rightJustified(7);
        if (const auto wanted = target(m.engine, m.workload, m.contender); wanted && m.ratio)
            out() << "   " << verdict(*m.ratio, *wanted);
        if (m.peakRssBytes) {
            out() << "   peak " << QString::number(double(*m.peakRssBytes) / (1 << 20), 'f', 1) << " MiB";
            if (m.memoryRatio) {
                out() << " (" << QString::number(*m.memoryRatio, 'f', 2);
                if (target(m.engine, m.workload, m.contender))
                    out() << ' ' << verdict(*m.memoryRatio, memoryTarget);
                out() << ')';
            }
        }
        out() << '\n';
    }
    out().flush();
}

void printSummary(const QList<Measurement> &measurements)
{
    int reached = 0, all = 0;
    QStringList losses;
    const auto count = [&](const Measurement &m, const QString &what, double ratio, double wanted) {
        ++all;
        if (ratio <= wanted)
            ++reached;
        else
            losses << u"  %1 %2 %3: %4 against %5"_s.arg(m.engine, m.workload, m.contender + what)
                              .arg(ratio, 0, 'f', 3)
                              .arg(wanted, 0, 'f', 2);
    };
    for (const Measurement &m : measurements) {
        const auto wanted = target(m.engine, m.workload, m.contender);
        if (!wanted || !m.ratio)
            continue;
        count(m, {}, *m.ratio, *wanted);
        if (m.memoryRatio)
            count(m, u" (memory)"_s, *m.memoryRatio, memoryTarget);
    }
    out() << "\n" << reached << " of " << all << " targets reached\n";
    if (!losses.isEmpty())
        out() << "Missed:\n" << losses.join(u'\n') << '\n';
    out().flush();
}

void printMarkdown(const QList<Measurement> &measurements)
{
    QStringList engines, workloads, contenders;
    const auto note = [](QStringList &list, const QString &name) {
        if (!list.contains(name))
            list << name;
    };
    for (const Measurement &m : measurements) {
        note(engines, m.engine);
        note(workloads, m.workload);
        if (m.contender != "handwritten"_L1)
            note(contenders, m.contender);
    }
    const auto find = [&](const QString &engine, const QString &workload, const QString &contender) -> const Measurement * {
        const auto found = std::ranges::find_if(measurements,
                [&](const Measurement &m) { return m.engine == engine && m.workload == workload && m.contender == contender; });
        return found == measurements.end() ? nullptr : &*found;
    };
    const auto cell = [](std::optional<double> ratio, std::optional<double> wanted) {
        if (!ratio)
            return u"–"_s;
        const QString text = QString::number(*ratio, 'f', 2);
        if (!wanted)
            return text;
        return (*ratio <= *wanted ? u"%1 (%2)"_s : u"**%1** (%2)"_s).arg(text).arg(*wanted, 0, 'f', 2);
    };
    for (const QString &engine : std::as_const(engines)) {
        out() << "\n| " << engine << " | " << contenders.join(" | "_L1) << " | handwritten, ms |\n|---|"
              << QString(u"---|"_s).repeated(contenders.size()) << "---|\n";
        for (const QString &workload : std::as_const(workloads)) {
            const Measurement *base = find(engine, workload, u"handwritten"_s);
            if (!base)
                continue;
            out() << "| " << workload << ", " << base->rows;
            for (const QString &contender : std::as_const(contenders)) {
                const Measurement *m = find(engine, workload, contender);
                out() << " | " << (m ? cell(m->ratio, target(engine, workload, contender)) : u"–"_s);
            }
            out() << " | " << QString::number(double(base->medianNs) / 1e6, 'f', 1) << " |\n";
            if (!base->peakRssBytes)
                continue;
            out() << "| " << workload << ", peak memory";
            for (const QString &contender : std::as_const(contenders)) {
                const Measurement *m = find(engine, workload, contender);
                const auto wanted = target(engine, workload, contender) ? std::optional(memoryTarget) : std::nullopt;
                out() << " | " << (m ? cell(m->memoryRatio, wanted) : u"–"_s);
            }
            out() << " | " << QString::number(double(*base->peakRssBytes) / (1 << 20), 'f', 1) << " MiB |\n";
        }
    }
    out().flush();
}

bool write(const QList<Measurement> &measurements, const QString &file)
{
    QJsonArray list;
    for (const Measurement &m : measurements) {
        list.append(QJsonObject { { u"workload"_s, m.workload }, { u"engine"_s, m.engine }, { u"contender"_s, m.contender },
                { u"rows"_s, m.rows }, { u"median_ns"_s, m.medianNs },
                { u"peak_rss_bytes"_s, m.peakRssBytes ? QJsonValue(*m.peakRssBytes) : QJsonValue() },
                { u"ratio_to_handwritten"_s, m.ratio ? QJsonValue(*m.ratio) : QJsonValue() } });
    }
    QFile target(file);
    const QByteArray json = QJsonDocument(list).toJson();
    return target.open(QIODevice::WriteOnly) && target.write(json) == json.size();
}

} // namespace bench
