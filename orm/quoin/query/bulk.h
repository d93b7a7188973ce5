// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/db/database.h>
#include <quoin/expr/field.h>
#include <quoin/query/record.h>

#include <functional>

namespace quoin {

/// What bulkInsert() does with a row whose unique values are stored already.
enum class Conflict {
    Fail,   ///< It is an error.
    Ignore, ///< The row is left out.
    Update  ///< The stored row gets the new values ("upsert").
};

/// How bulkInsert() works. All rows are stored in one transaction (a savepoint inside of one), whatever the options.
struct BulkInsertOptions
{
    Conflict onConflict = Conflict::Fail;
    /// The unique values that count as a conflict; any other violation stays an error. Empty: for Update the primary key, for
    /// Ignore everything that is unique.
    QList<FieldRef> conflictFields {};
    /// Update: what a stored row gets. Empty: all that can be updated but the conflict fields and the time of creation. A column
    /// that a row leaves to the database (unset, with a default) keeps its value.
    QList<FieldRef> updateFields {};
    /// Rows in one statement; 0: as many as the engine is fastest with. Never more than its limit on placeholders allows.
    int batchSize = 0;
    /// Stores the other rows when one is refused, be it by validation or by the database; BulkInsertResult::failed says which.
    /// Else the first refused row is the error, Error::row() its position, and nothing is stored.
    bool continueOnError = false;
    /// Called in this thread after every few hundred rows; false cancels: nothing is stored, and the error's kind is Cancelled.
    std::function<bool(qsizetype done, qsizetype total)> progress {};
};

/// What bulkInsert() did. Positions count from 0.
struct BulkInsertResult
{
    qsizetype stored = 0;        ///< Rows inserted, or updated on a conflict.
    QList<qsizetype> ignored {}; ///< Positions of the rows that Conflict::Ignore left out; their objects are as they were.
    QList<Error> failed {};      ///< continueOnError: why, with Error::row() as the position; in order.
};

/// Instances of one model that lie one after the other, untyped.
struct ObjectSpan
{
    void *first = nullptr;
    qsizetype count = 0;
    size_t size = 0;                         ///< Of one of them, in bytes.
    RecordState *(*state)(void *) = nullptr; ///< Its RecordState; null for models that are no Record.

    [[nodiscard]] void *at(qsizetype index) const { return static_cast<char *>(first) + size * size_t(index); }
    [[nodiscard]] RecordState *stateAt(qsizetype index) const { return state ? state(at(index)) : nullptr; }
};

/// The untyped core behind Database's calls that write many rows.
class QUOIN_EXPORT BulkWriter
{
public:
    BulkWriter(Database &database, const ModelInfo &model) : m_database(database), m_model(model) { }

    Result<BulkInsertResult> insert(const ObjectSpan &objects, const BulkInsertOptions &options);
    Result<qint64> update(const ObjectSpan &objects, const QList<FieldRef> &fields);
    Result<qint64> remove(const ObjectSpan &objects);

private:
    Database &m_database;
    const ModelInfo &m_model;
};

namespace write {

template<class T>
ObjectSpan spanOf(QList<T> &objects)
{
    ObjectSpan span { objects.data(), objects.size(), sizeof(T) };
    if constexpr (std::is_base_of_v<RecordBase, T>)
        span.state = [](void *object) { return &static_cast<T *>(object)->recordState(); };
    return span;
}

/// Runs function(BulkWriter &) for the model of T, or gives the error of its declaration.
template<class T, class F>
auto withBulk(Database &database, F &&function) -> std::invoke_result_t<F, BulkWriter &>
{
    const auto &model = modelOf<T>();
    if (!model)
        return model.error();
    BulkWriter writer(database, **model);
    return function(writer);
}

} // namespace write

template<class T>
Result<BulkInsertResult> Database::bulkInsert(QList<T> &objects)
{
    return bulkInsert(objects, {});
}

template<class T>
Result<BulkInsertResult> Database::bulkInsert(QList<T> &objects, const BulkInsertOptions &options)
{
    return write::withBulk<T>(*this, [&](BulkWriter &writer) { return writer.insert(write::spanOf(objects), options); });
}

template<class T>
Result<qint64> Database::bulkUpdate(QList<T> &objects)
{
    return bulkUpdate(objects, {});
}

template<class T>
Result<qint64> Database::bulkUpdate(QList<T> &objects, const QList<FieldRef> &fields)
{
    return write::withBulk<T>(*this, [&](BulkWriter &writer) { return writer.update(write::spanOf(objects), fields); });
}

template<class T>
Result<qint64> Database::bulkRemove(QList<T> &objects)
{
    return write::withBulk<T>(*this, [&](BulkWriter &writer) { return writer.remove(write::spanOf(objects)); });
}

} // namespace quoin
