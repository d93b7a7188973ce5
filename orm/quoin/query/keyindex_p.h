// SPDX-License-Identifier: MIT
#pragma once

// Not part of the API.

#include <quoin/core/value.h>

#include <QtCore/qhash.h>
#include <QtCore/qlist.h>

#include <bit>
#include <vector>

namespace quoin {

/// Numbers keys in the order in which they first come. Integers, as most keys are, never become a Value on the way.
class KeyIndex
{
public:
    /// The key's number; its own if it is new. \a key is not null.
    int add(const Value &key)
    {
        if (const auto *number = key.get<qint64>())
            return addInteger(*number);
        const auto found = m_others.constFind(key);
        if (found != m_others.cend())
            return *found;
        const int slot = m_size++;
        m_others.insert(key, slot);
        m_otherKeys.push_back(key);
        return slot;
    }
    int addInteger(qint64 key)
    {
        if (m_table.size() < 2 * (m_integers.size() + 1))
            grow();
        Entry &entry = m_table[place(key)];
        if (entry.slot < 0) {
            entry = { key, m_size++ };
            m_integers.push_back(key);
        }
        return entry.slot;
    }
    /// -1 when it was never added.
    [[nodiscard]] int find(const Value &key) const
    {
        if (const auto *number = key.get<qint64>())
            return findInteger(*number);
        return m_others.value(key, -1);
    }
    [[nodiscard]] int findInteger(qint64 key) const { return m_table.empty() ? -1 : m_table[place(key)].slot; }

    [[nodiscard]] int size() const { return m_size; }
    [[nodiscard]] QList<Value> keys() const
    {
        QList<Value> all;
        all.reserve(m_size);
        for (const qint64 key : m_integers)
            all.append(Value(key));
        for (const Value &key : m_otherKeys)
            all.append(key);
        return all;
    }

private:
    struct Entry
    {
        qint64 key = 0;
        int slot = -1;
    };
    [[nodiscard]] size_t place(qint64 key) const
    {
        size_t at = size_t(quint64(key) * 0x9e3779b97f4a7c15u >> m_shift);
        while (m_table[at].slot >= 0 && m_table[at].key != key)
            at = (at + 1) & (m_table.size() - 1);
        return at;
    }
    void grow()
    {
        const size_t size = m_table.empty() ? 64 : m_table.size() * 4;
        std::vector<Entry> old(size);
        std::swap(old, m_table);
        m_shift = 64 - std::countr_zero(size);
        for (const Entry &entry : old) {
            if (entry.slot >= 0)
                m_table[place(entry.key)] = entry;
        }
    }

    std::vector<Entry> m_table; // open addressing, a power of two
    int m_shift = 0;
    std::vector<qint64> m_integers;
    QHash<Value, int> m_others;
    std::vector<Value> m_otherKeys;
    int m_size = 0;
};

} // namespace quoin
