// SPDX-License-Identifier: MIT
#include <quoin/dialect/explain.h>

#include <QtCore/qstringlist.h>

using namespace Qt::StringLiterals;

namespace quoin {

namespace {

void write(QString &out, const QList<PlanStep> &steps, int depth)
{
    for (const PlanStep &step : steps) {
        out += QString(2 * depth, u' ') + step.operation;
        if (!step.table.isEmpty())
            out += u' ' + step.table;
        if (!step.index.isEmpty())
            out += u" by "_s + step.index;
        QStringList figures;
        const auto figure = [&](const std::optional<double> &number, const QString &unit) {
            if (number)
                figures << QString::number(*number, 'g', 6) + unit;
        };
        figure(step.rows, u" rows expected"_s);
        figure(step.actualRows, u" rows"_s);
        figure(step.milliseconds, u" ms"_s);
        figure(step.cost, u" cost"_s);
        if (!figures.isEmpty())
            out += u" ("_s + figures.join(u", "_s) + u')';
        if (!step.detail.isEmpty())
            out += u": "_s + step.detail;
        out += u'\n';
        write(out, step.steps, depth + 1);
    }
}

} // namespace

QString QueryPlan::toString() const
{
    QString out;
    write(out, steps, 0);
    return out;
}

dialect::Explainer::~Explainer() = default;

} // namespace quoin
