// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/qlist.h>

#include <random>

namespace differential {

/// Numbers that are the same on every machine for the same seed: the standard fixes those of the engine, not those of its
/// distributions.
class Random
{
public:
    explicit Random(quint64 seed) : m_engine(seed) { }

    /// From 0, and below \a end.
    int below(int end) { return int(m_engine() % quint64(end)); }
    int between(int low, int high) { return low + below(high - low + 1); }
    bool oneIn(int times) { return below(times) == 0; }
    template<class T>
    const T &of(const QList<T> &list)
    {
        return list.at(below(int(list.size())));
    }

private:
    std::mt19937_64 m_engine;
};

} // namespace differential
