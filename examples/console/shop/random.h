// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/qglobal.h>

#include <iterator>

/// The same numbers from the same seed on every platform, which the standard's distributions do not promise. (SplitMix64.)
class Random
{
public:
    explicit Random(quint64 seed) : m_state(seed) { }
    quint64 next()
    {
        m_state += 0x9e3779b97f4a7c15;
        quint64 z = m_state;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return z ^ (z >> 31);
    }
    /// From \a low to \a high, both included.
    int between(int low, int high) { return low + int(next() % quint64(high - low + 1)); }
    bool oneIn(int n) { return next() % quint64(n) == 0; }
    /// More often a small one: what a few customers order most.
    int skewed(int count) { return between(0, between(0, count - 1)); }
    template<class List>
    const auto &oneOf(const List &list)
    {
        return *(std::begin(list) + int(next() % quint64(std::size(list))));
    }

private:
    quint64 m_state;
};
