// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/core/value.h>
#include <quoin/db/database.h>
#include <quoin/meta/registry.h>

#include <QtCore/qlist.h>

#include <memory>

namespace quoin {

class FieldInfo;
class ModelInfo;

/// What a Record knows of itself: whether it is stored, where, and what its columns held then. Copies of a record share it until
/// one of them is stored or read again.
///
/// What a transaction or savepoint did and a rollback undid, it does not believe: it is again what it was before. The values in
/// memory stay as they are, so that a function that runs again stores them again.
class QUOIN_EXPORT RecordState
{
public:
    [[nodiscard]] bool isStored() const;
    /// Stored in this database; a record of another one is unknown here.
    [[nodiscard]] bool isStoredIn(const Database &database) const { return isStored() && this->database() == database; }
    [[nodiscard]] const Database &database() const;
    /// What the columns held when the row was last read or written, in the order of the model's fields; where one was not read,
    /// what the property held then.
    [[nodiscard]] const QList<Value> &loaded() const;
    /// False when loaded() was read among changes that were rolled back since: any column may hold something else.
    [[nodiscard]] bool isCertain() const;
    /// Whether a property that holds \a value was changed since. What the database itself computed for a write that was rolled
    /// back is no change of the program's.
    [[nodiscard]] bool isChanged(const FieldInfo &field, const Value &value) const;
    /// The indexes of the fields that were not read; see Query::only().
    [[nodiscard]] QList<int> deferred() const;
    /// Success, or InvalidQuery that names what was not read: \a what, such as "bulkInsert()", would store it as it is in memory.
    [[nodiscard]] Result<void> checkComplete(const ModelInfo &model, QStringView what) const;
    /// The key that the database made for an insert that was rolled back, or null: it may be another row's by now.
    [[nodiscard]] Value undoneKey() const;

    // --- what happened to the row, inside the transaction that \a connection is in
    void markRead(const Connection &connection, const Database &database, QList<Value> values, QList<int> deferred = {});
    /// \a madeKey is the key that the database made, or null when it made none.
    void markInserted(const Connection &connection, const Database &database, QList<Value> values, Value madeKey);
    /// \a written, and what the database computes, need not be read any more.
    void markUpdated(const Connection &connection, const Database &database, QList<Value> values, const ModelInfo &model,
            const QList<const FieldInfo *> &written);
    void markRemoved(const Connection &connection);

private:
    struct Version;
    [[nodiscard]] const Version *current() const;
    void replace(Version version);

    std::shared_ptr<const Version> m_version;
};

/// An optional base of models: an instance knows whether it is stored and what changed since, so that an update writes only that;
/// and it has the Active Record spelling. Costs a pointer and, once stored, a copy of the row.
///
/// \code
/// class Customer : public quoin::Record<Customer>
/// {
///     Q_GADGET
///     QUOIN_MODEL("customers", "")
///     QUOIN_FIELD(qint64, id, "primaryKey")
///     QUOIN_FIELD(QString, name, "maxLength=100")
/// };
/// Customer customer;
/// customer.name = u"Ann"_s;
/// customer.save(db);                 // INSERT
/// customer.name = u"Anne"_s;
/// customer.changedFields();          // { "name" }
/// customer.save();                   // UPDATE … SET name
/// \endcode
class QUOIN_EXPORT RecordBase
{
public:
    /// True for a row that was read from or written to a database (and not removed since).
    [[nodiscard]] bool isStored() const { return m_state.isStored(); }
    [[nodiscard]] const RecordState &recordState() const { return m_state; }
    [[nodiscard]] RecordState &recordState() { return m_state; }

protected:
    static QStringList changedFields(const ModelInfo &model, const void *object, const RecordState &state);
    static QStringList deferredFields(const ModelInfo &model, const RecordState &state);
    static Error notStored();
    RecordState m_state;
};

/// The state of a Record; null for an object of a model that is none.
template<class T>
RecordState *recordStateOf(T &object)
{
    if constexpr (std::is_base_of_v<RecordBase, T>)
        return &object.recordState();
    else
        return nullptr;
}

template<class T>
class Record : public RecordBase
{
public:
    /// The properties that differ from the stored row; all of them for a new one.
    [[nodiscard]] QStringList changedFields() const
    {
        const auto &model = modelOf<T>();
        return model ? RecordBase::changedFields(**model, self(), m_state) : QStringList();
    }
    [[nodiscard]] bool isChanged() const { return !isStored() || !changedFields().isEmpty(); }
    /// The properties that were not read: Query::only() and defer() left them out, so they hold what a new object holds. One that
    /// is set to something else counts as changed; refresh() reads them all.
    [[nodiscard]] QStringList deferredFields() const
    {
        const auto &model = modelOf<T>();
        return model ? RecordBase::deferredFields(**model, m_state) : QStringList();
    }

    /// Inserts a new row, or updates the changed columns of a stored one; nothing is sent when nothing changed.
    Result<void> save(Database &database) { return database.save(*self()); }
    /// The same, in the database it came from.
    Result<void> save()
    {
        return where().and_then([this](Database database) { return database.save(*self()); });
    }
    Result<void> remove()
    {
        return where().and_then([this](Database database) { return database.remove(*self()); });
    }
    Result<void> refresh()
    {
        return where().and_then([this](Database database) { return database.refresh(*self()); });
    }

private:
    [[nodiscard]] T *self() { return static_cast<T *>(this); }
    [[nodiscard]] const T *self() const { return static_cast<const T *>(this); }
    [[nodiscard]] Result<Database> where() const
    {
        return isStored() ? Result<Database>(m_state.database()) : Result<Database>(notStored());
    }
};

} // namespace quoin
