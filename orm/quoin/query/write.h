// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/db/database.h>
#include <quoin/expr/field.h>
#include <quoin/query/record.h>

#include <initializer_list>

namespace quoin {

class FieldInfo;
class ModelInfo;
struct RowKey;

/// What getOrCreate() and updateOrCreate() give.
template<class T>
struct WriteResult
{
    T object;
    bool created = false;
};

/// The untyped core behind Database's writing calls. \a state is null for models that are not a Record.
class QUOIN_EXPORT Writer
{
public:
    Writer(Database &database, const ModelInfo &model) : m_database(database), m_model(model) { }

    Result<void> insert(void *object, RecordState *state);
    Result<void> update(void *object, RecordState *state, const QList<FieldRef> &fields);
    Result<void> save(void *object, RecordState *state);
    Result<void> remove(const void *object, RecordState *state);
    Result<void> refresh(void *object, RecordState *state);
    /// Reads the row with this key into \a object.
    Result<void> load(void *object, RecordState *state, std::initializer_list<Value> key);

    /// True when a row was made. \a object has the values of the lookup and the defaults, and gets the stored row.
    Result<bool> getOrCreate(const QList<FieldRef> &lookup, void *object, RecordState *state);
    Result<bool> updateOrCreate(const QList<FieldRef> &lookup, void *object, RecordState *state, const QList<FieldRef> &fields);

private:
    Result<void> updateFields(void *object, RecordState *state, const QList<const FieldInfo *> &fields);
    Result<bool> loadByLookup(
            void *object, RecordState *state, const QList<const FieldInfo *> &lookup, const QList<Value> &values);
    /// Whether \a state tells of a row of this database.
    bool knows(const RecordState *state) const;
    Result<void> loadRow(void *object, RecordState *state, const RowKey &key);
    Result<void> fetch(void *object, const RowKey &key) const;
    Result<void> rememberRead(const void *object, RecordState &state) const;

    Database &m_database;
    const ModelInfo &m_model;
};

namespace write {

/// Runs function(Writer &) for the model of T, or gives the error of its declaration.
template<class T, class F>
auto with(Database &database, F &&function) -> std::invoke_result_t<F, Writer &>
{
    const auto &model = modelOf<T>();
    if (!model)
        return model.error();
    Writer writer(database, **model);
    return function(writer);
}

} // namespace write

template<class T, class... Key>
Result<T> Database::get(const Key &...key) const
{
    Database database = *this;
    return write::with<T>(database, [&](Writer &writer) -> Result<T> {
        T object {};
        auto loaded = writer.load(&object, recordStateOf(object), { expr::toValue<Key>(key)... });
        return loaded ? Result<T>(std::move(object)) : Result<T>(loaded.error());
    });
}

template<class T>
Result<void> Database::insert(T &object)
{
    static_assert(!std::is_const_v<T>, "insert(): the row's key and defaults are written into the object, so it cannot be const");
    return write::with<T>(*this, [&](Writer &writer) { return writer.insert(&object, recordStateOf(object)); });
}

template<class T>
Result<void> Database::update(T &object)
{
    return update(object, {});
}

template<class T>
Result<void> Database::update(T &object, const QList<FieldRef> &fields)
{
    return write::with<T>(*this, [&](Writer &writer) { return writer.update(&object, recordStateOf(object), fields); });
}

template<class T>
Result<void> Database::save(T &object)
{
    return write::with<T>(*this, [&](Writer &writer) { return writer.save(&object, recordStateOf(object)); });
}

template<class T>
Result<void> Database::remove(T &object)
{
    return write::with<T>(*this, [&](Writer &writer) { return writer.remove(&object, recordStateOf(object)); });
}

template<class T>
Result<void> Database::refresh(T &object)
{
    return write::with<T>(*this, [&](Writer &writer) { return writer.refresh(&object, recordStateOf(object)); });
}

template<class T>
Result<WriteResult<T>> Database::getOrCreate(const QList<FieldRef> &lookup, T defaults)
{
    return write::with<T>(*this, [&](Writer &writer) -> Result<WriteResult<T>> {
        auto created = writer.getOrCreate(lookup, &defaults, recordStateOf(defaults));
        return created ? Result<WriteResult<T>>(WriteResult<T> { std::move(defaults), *created })
                       : Result<WriteResult<T>>(created.error());
    });
}

template<class T>
Result<WriteResult<T>> Database::updateOrCreate(const QList<FieldRef> &lookup, T values)
{
    return updateOrCreate(lookup, std::move(values), {});
}

template<class T>
Result<WriteResult<T>> Database::updateOrCreate(const QList<FieldRef> &lookup, T values, const QList<FieldRef> &fields)
{
    return write::with<T>(*this, [&](Writer &writer) -> Result<WriteResult<T>> {
        auto created = writer.updateOrCreate(lookup, &values, recordStateOf(values), fields);
        return created ? Result<WriteResult<T>>(WriteResult<T> { std::move(values), *created })
                       : Result<WriteResult<T>>(created.error());
    });
}

} // namespace quoin
