// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/qlist.h>
#include <QtCore/qstring.h>

#include <optional>

namespace bench {

/// One contender in one workload on one engine.
struct Measurement
{
    QString engine;
    QString workload;
    QString contender;
    int rows = 0;
    qint64 medianNs = 0;                ///< Of the whole workload.
    std::optional<qint64> peakRssBytes; ///< Of a process that ran the workload once; for the select.
    std::optional<double> ratio;        ///< To "handwritten" in the same run.
    std::optional<double> memoryRatio;
};

/// The ratio that a contender must reach; none for those that are measured for comparison only.
std::optional<double> target(const QString &engine, const QString &workload, const QString &contender);
inline constexpr double memoryTarget = 1.10;

/// A table of one workload on one engine, losses and all.
void print(const QList<Measurement> &measurements);
/// How many targets were reached, and which were not.
void printSummary(const QList<Measurement> &measurements);
/// The ratios as tables for docs/performance.md, one an engine.
void printMarkdown(const QList<Measurement> &measurements);
/// bench-results.json: see docs/performance.md.
bool write(const QList<Measurement> &measurements, const QString &file);

} // namespace bench
