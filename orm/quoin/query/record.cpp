// SPDX-License-Identifier: MIT
#include <quoin/db/connection.h>
#include <quoin/db/transactionscope_p.h>
#include <quoin/meta/modelinfo.h>
#include <quoin/query/record.h>

using namespace Qt::StringLiterals;

namespace quoin {

/// What is known of a row since it was last read or written, and what was known before, for the case that this is undone.
struct RecordState::Version
{
    enum class Origin { Read, Written, Removed };
    using Pointer = std::shared_ptr<const Version>;

    Database database;
    QList<Value> values;
    Origin origin;
    Value madeKey = {};
    std::shared_ptr<const TransactionScope> scope = nullptr; ///< Whose rollback undoes it; null: none can.
    Pointer former = nullptr;
    QList<int> deferred = {};

    [[nodiscard]] bool isUndone() const { return scope && scope->isUndone(); }
    /// A row that the transaction did not make is there after its rollback, too, even when nothing was known of it before.
    [[nodiscard]] bool outlivesUndoing() const { return origin == Origin::Read && !former; }

    /// What holds when \a scope is undone. Drops what nobody can go back to, so that a record that is saved a million times has
    /// at most one version for each savepoint around it.
    static Pointer before(Pointer version, const TransactionScope *scope)
    {
        const auto isSuperseded = [&](const Version &v) {
            return v.scope && !v.outlivesUndoing() && (v.isUndone() || v.scope->decider() == scope);
        };
        while (version && isSuperseded(*version))
            version = version->former;
        if (!version || !version->former || !version->scope)
            return version;
        Version trimmed = *version;
        if (version->scope->isKept()) {
            trimmed.scope = nullptr;
            trimmed.former = nullptr;
        } else {
            trimmed.former = before(version->former, version->scope->decider());
            if (trimmed.former == version->former)
                return version;
        }
        return std::make_shared<const Version>(std::move(trimmed));
    }
};

const RecordState::Version *RecordState::current() const
{
    const Version *version = m_version.get();
    while (version && version->isUndone() && !version->outlivesUndoing())
        version = version->former.get();
    return version && version->origin != Version::Origin::Removed ? version : nullptr;
}

bool RecordState::isStored() const { return current() != nullptr; }

bool RecordState::isCertain() const
{
    const Version *version = current();
    return version && !version->isUndone();
}

const Database &RecordState::database() const
{
    static const Database none;
    const Version *version = current();
    return version ? version->database : none;
}

const QList<Value> &RecordState::loaded() const
{
    static const QList<Value> none;
    const Version *version = current();
    return version ? version->values : none;
}

bool RecordState::isChanged(const FieldInfo &field, const Value &value) const
{
    const Version *version = current();
    if (!version)
        return true;
    const auto isIn = [&](const Version &known) { return value == known.values.value(field.index); };
    if (version->deferred.contains(field.index)) // what is stored is not known, but what a new object holds is
        return !isIn(*version);
    const bool databaseWrites = field.generated || field.readOnly;
    if (version->isUndone()) // not certain: all that can be written may differ
        return field.primaryKey ? !isIn(*version) : !databaseWrites;
    return !isIn(*version) && !(databaseWrites && isIn(*m_version));
}

QList<int> RecordState::deferred() const
{
    const Version *version = current();
    return version ? version->deferred : QList<int>();
}

Result<void> RecordState::checkComplete(const ModelInfo &model, QStringView what) const
{
    const QList<int> missing = deferred();
    if (missing.isEmpty())
        return {};
    QStringList names;
    for (int index : missing)
        names << model.fields.at(index).property;
    return Error(ErrorKind::InvalidQuery,
            u"%1 would store \"%2\" of this %3 as they are in memory, but they were never read."_s.arg(
                    what, names.join(u"\", \""_s), model.className))
            .setModel(model.className, names.first())
            .setHint(u"refresh() the record, or read it without only() and defer()."_s);
}

Value RecordState::undoneKey() const { return m_version && m_version->isUndone() && !isStored() ? m_version->madeKey : Value(); }

void RecordState::replace(Version version)
{
    if (version.scope)
        version.former = Version::before(std::move(m_version), version.scope->decider());
    m_version = std::make_shared<const Version>(std::move(version));
}

void RecordState::markRead(const Connection &connection, const Database &database, QList<Value> values, QList<int> deferred)
{
    // As long as the transaction wrote nothing its rollback cannot make wrong what it read.
    std::shared_ptr<const TransactionScope> scope = connection.scope();
    while (scope && !scope->hasWritten())
        scope = scope->around();
    replace({ database, std::move(values), Version::Origin::Read, {}, std::move(scope), nullptr, std::move(deferred) });
}

void RecordState::markInserted(const Connection &connection, const Database &database, QList<Value> values, Value madeKey)
{
    replace({ database, std::move(values), Version::Origin::Written, std::move(madeKey), connection.scope() });
}

void RecordState::markUpdated(const Connection &connection, const Database &database, QList<Value> values, const ModelInfo &model,
        const QList<const FieldInfo *> &written)
{
    QList<int> deferred = this->deferred();
    deferred.removeIf([&](int index) {
        const FieldInfo *field = &model.fields.at(index);
        return field->generated || written.contains(field);
    });
    replace({ database, std::move(values), Version::Origin::Written, m_version ? m_version->madeKey : Value(), connection.scope(),
            nullptr, std::move(deferred) });
}

void RecordState::markRemoved(const Connection &connection)
{
    replace({ {}, {}, Version::Origin::Removed, {}, connection.scope() });
}

QStringList RecordBase::changedFields(const ModelInfo &model, const void *object, const RecordState &state)
{
    QStringList changed;
    for (const FieldInfo &field : model.fields) {
        if (state.isChanged(field, field.value(object)))
            changed << field.property;
    }
    return changed;
}

QStringList RecordBase::deferredFields(const ModelInfo &model, const RecordState &state)
{
    QStringList names;
    for (int index : state.deferred())
        names << model.fields.at(index).property;
    return names;
}

Error RecordBase::notStored()
{
    return Error(ErrorKind::NotFound, u"This record is new: no database has a row of it."_s)
            .setHint(u"Give it one: save(database)."_s);
}

} // namespace quoin
