// SPDX-License-Identifier: MIT
#pragma once

#include "examinee.h"
#include "shrinker.h"

#include <QtCore/qstringlist.h>

namespace differential {

/// Asks engines and the evaluator the same random queries of the same random rows.
class Runner
{
public:
    explicit Runner(QList<Examinee> engines) : m_engines(std::move(engines)) { }

    /// One set of rows, and so many queries of it: all of them follow from the seed. Ends early after some failures.
    void run(quint64 seed, int queries);

    int asked = 0;           ///< Queries.
    int skipped = 0;         ///< Of which the evaluator could not tell the answer.
    int refused = 0;         ///< That were wrong, and refused.
    QStringList failures {}; ///< For people: the shrunk example, and how to run its set again.
    QList<Example> examples {};

private:
    void examine(quint64 seed, const Data &data, const Case &asked);
    void examineComplement(quint64 seed, const Data &data, const Case &asked);
    void report(quint64 seed, Examinee &engine, const Example &example, Difference::Kind kind);
    void store(Examinee &engine, const Data &data);
    [[nodiscard]] bool hasEnough() const { return failures.size() >= 5; }

    QList<Examinee> m_engines;
};

} // namespace differential
