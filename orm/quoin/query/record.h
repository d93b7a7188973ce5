// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/core/value.h>
#include <quoin/db/database.h>
#include <quoin/meta/registry.h>

#include <QtCore/qlist.h>

#include <memory>

namespace quoin {

class ModelInfo;

/// What a Record knows of itself: whether it is stored, where, and what its columns held then. Copies of a record share it until
/// one of them is stored or read again.
class QUOIN_EXPORT RecordState
{
public:
    [[nodiscard]] bool isStored() const { return m_stored != nullptr; }
    [[nodiscard]] const Database &database() const;
    /// What the columns held when the row was last read or written, in the order of the model's fields.
    [[nodiscard]] const QList<Value> &loaded() const;

    void markStored(const Database &database, QList<Value> values);
    void markNew() { m_stored.reset(); }

private:
    struct Stored
    {
        Database database;
        QList<Value> values;
    };
    std::shared_ptr<const Stored> m_stored;
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
    static Error notStored();
    RecordState m_state;
};

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
