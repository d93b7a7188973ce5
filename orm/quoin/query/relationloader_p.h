// SPDX-License-Identifier: MIT
#pragma once

// Not part of the API.

#include <quoin/db/cursor.h>
#include <quoin/db/database.h>
#include <quoin/meta/modelinfo.h>
#include <quoin/query/keyindex_p.h>
#include <quoin/query/load.h>
#include <quoin/sql/loading.h>

namespace quoin {

/// Reads what one relation leads to from many rows, by one statement.
class RelationLoader
{
public:
    RelationLoader(const Database &database, const ModelInfo &model, const RelationInfo &relation, const RowType &target);

    /// How the related rows are read.
    struct Options
    {
        const QueryCore *query = nullptr; ///< null: all of them.
        const Loads *loads = nullptr;     ///< What is loaded with them.
        std::optional<LazyLoading> lazyLoading {};
    };
    /// By each key's number.
    struct Loaded
    {
        std::vector<std::shared_ptr<const void>> objects;      ///< ForeignKey, OneToOne; null: there is none.
        std::vector<std::shared_ptr<const RelatedRows>> lists; ///< HasMany, ManyToMany.
    };
    Result<Loaded> load(const KeyIndex &keys, const Options &options);

    /// The property of the model that has the key: its foreign key, or what others' foreign keys refer to.
    static const FieldInfo &ownKey(const ModelInfo &model, const RelationInfo &relation);

private:
    struct Reading;
    Result<void> read(Reading &reading, const QList<Value> &keys);
    Result<void> readRows(Reading &reading, const sql::Compiled &compiled);
    void sort(RelatedRows &rows) const;
    [[nodiscard]] int targetOf(Reading &reading, Cursor &cursor, int column) const;

    const Database &m_database;
    const ModelInfo &m_model;
    const RelationInfo &m_relation;
    const RowType &m_target;
    const ModelInfo *m_targetModel;
    std::optional<sql::ThroughTable> m_through;
    const FieldInfo *m_key = nullptr; ///< The target's property that has the key; null for ManyToMany.
};

/// How relations of rows that are there are loaded.
struct LoadRelationsOptions
{
    std::optional<LazyLoading> lazyLoading {};
    bool concurrent = false;
    bool joinedAreThere = false; ///< What is to be joined was.
};
/// Loads relations of rows of \a model, and relations of what was loaded.
Result<void> loadRelations(const Database &database, const ModelInfo &model, const Loads &loads, std::span<void *const> rows,
        const LoadRelationsOptions &options);

/// The value as its column holds it, so that equal keys are equal values.
Value keyValue(const FieldInfo &field, const void *object);
/// The same for a field that is an integer; else nothing.
bool integerKey(const FieldInfo &field, const void *object, qint64 &key);

} // namespace quoin
