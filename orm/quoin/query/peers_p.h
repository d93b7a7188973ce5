// SPDX-License-Identifier: MIT
#pragma once

// Not part of the API: rows that came together, so that what one of them lacks is loaded for all.

#include <quoin/db/database.h>
#include <quoin/meta/modelinfo.h>
#include <quoin/meta/relationaccess_p.h>
#include <quoin/query/keyindex_p.h>
#include <quoin/query/load.h>

#include <mutex>

namespace quoin {

/// The rows of one result, for one of their relations: the keys of all of them, and what was loaded by these until each row has
/// taken its own. Nobody keeps the rows themselves alive, and what few rows are left to take is let go.
class PeerGroup final : public RelationPeers
{
public:
    PeerGroup(const ModelInfo &model, const RelationInfo &relation, LazyLoading mode, Lifetime lifetime = Lifetime::Counted);
    /// Without keys, for rows that come alone: the one of this relation and mode, which lives for ever.
    static PeerGroup *withoutPeers(const ModelInfo &model, const RelationInfo &relation, LazyLoading mode);

    [[nodiscard]] LazyLoading mode() const { return m_mode; }
    void reserve(qsizetype rows);
    // Only while the result is read: then nobody else knows of it.
    void add(qint64 key) { m_integers.push_back(key); }
    void add(const Value &key);
    [[nodiscard]] quint32 count() const { return quint32(m_integers.size() + m_others.size()); }

    Result<void> load(const Database &database, const RowType &target, const ForeignKeyBase &reference);
    Result<void> load(const Database &database, const RowType &target, const ToManyBase &relation);
    [[nodiscard]] Value keyOf(quint32 row) const;

private:
    friend class ResultPeers;
    /// What was loaded by one key; the number of rows that still have to take it, 0: it is gone.
    struct Entry
    {
        std::shared_ptr<const void> object;
        std::shared_ptr<const RelatedRows> rows;
        int takers = 0;
    };
    struct Found
    {
        std::shared_ptr<const void> object;
        std::shared_ptr<const RelatedRows> rows;
    };
    Result<Found> find(const Database &database, const RowType &target, const Value &key);
    Result<Found> loadOne(const Database &database, const RowType &target, const Value &key) const;
    Result<void> loadAll(const Database &database, const RowType &target);
    Found take(int slot);
    void watch();
    void fewLeft() noexcept override;
    [[nodiscard]] Error forbidden() const;

    const ModelInfo &m_model;
    const RelationInfo &m_relation;
    const LazyLoading m_mode;
    std::vector<qint64> m_integers;
    std::vector<Value> m_others; ///< Instead of these, for other types.

    std::mutex m_mutex; ///< Of what follows.
    KeyIndex m_index;
    std::vector<Entry> m_entries; ///< By a key's number in the index.
    int m_untaken = 0;
    bool m_loaded = false;
};

/// The groups of a result while it is read.
class ResultPeers
{
public:
    enum class Rows { Many, One };
    /// \a eager: what is loaded with the rows.
    ResultPeers(const ModelInfo &model, LazyLoading mode, const Loads &eager, Rows rows = Rows::Many);
    void expect(qsizetype rows);
    /// For another result.
    void renew();

    /// What the key of this field is read into, to be copied to the row: it has the peers already.
    [[nodiscard]] ForeignKeyBase &reference(const FieldInfo &field) { return m_toOne[size_t(field.index)].reference; }
    void note(const FieldInfo &field, qint64 key)
    {
        if (PeerGroup *group = m_toOne[size_t(field.index)].group)
            group->add(key);
    }
    void note(const FieldInfo &field, const Value &key)
    {
        if (PeerGroup *group = m_toOne[size_t(field.index)].group)
            group->add(key);
    }
    /// The columns of a row were read.
    void finish(void *object)
    {
        if (!m_toMany.empty())
            joinLists(object);
    }

private:
    struct ToOne
    {
        ForeignKeyBase reference;
        PeerGroup *group = nullptr; ///< Null: nobody asks for the keys.
    };
    struct ToMany
    {
        const RelationInfo *relation;
        const FieldInfo *key;
        PeersPointer group;
    };
    void joinLists(void *object);

    const ModelInfo &m_model;
    const LazyLoading m_mode;
    std::vector<ToOne> m_toOne; ///< By the index of the field; empty for a model without relations.
    std::vector<ToMany> m_toMany;
};

} // namespace quoin
