// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/query/query.h>

namespace quoin {

// --- the untyped core

/// Loads the object that \a reference points at, and of the rows that came with it; see LazyLoading.
QUOIN_EXPORT Result<void> loadReference(const Database &database, const ForeignKeyBase &reference, const RowType &target);
/// The same for a relation to many.
QUOIN_EXPORT Result<void> loadList(const Database &database, const ToManyBase &relation, const RowType &target);
/// Loads relations of objects of one model.
QUOIN_EXPORT Result<void> fetchRelated(
        const Database &database, const RowType &type, std::span<void *const> objects, const Loads &loads);

/// How fetchAllRelated() works.
struct FetchOptions
{
    bool concurrent = false; ///< Each relation in a thread with a connection of its own; never inside a transaction.
};
QUOIN_EXPORT Result<void> fetchAllRelated(
        const Database &database, const RowType &type, std::span<void *const> objects, const FetchOptions &options);

// --- what load() of a relation calls

template<class T>
Result<void> loadRelation(const Database &database, const ForeignKey<T> &reference)
{
    return loadReference(database, reference, rowType<T>);
}

template<class T>
Result<void> loadRelation(const Database &database, const RelatedList<T> &relation)
{
    return loadList(database, relation, rowType<T>);
}

namespace query {

/// An object as a list of one, or a list; by address.
template<class T>
struct Objects
{
    using Type = T;
    static std::vector<void *> of(T &object) { return { &object }; }
};
template<class T>
struct Objects<QList<T>>
{
    using Type = T;
    static std::vector<void *> of(QList<T> &list)
    {
        std::vector<void *> objects;
        objects.reserve(size_t(list.size()));
        for (T &object : list)
            objects.push_back(&object);
        return objects;
    }
};

} // namespace query

template<auto... Path, class T>
Result<void> Database::fetchRelated(T &objects) const
{
    using Type = typename query::Objects<T>::Type;
    constexpr bool sound = sizeof...(Path) > 0 && !std::is_void_v<query::pathEnd<Type, Path...>>;
    static_assert(sound, "fetchRelated(): every member of the path has to be a relation to the class of the next one");
    if constexpr (sound) {
        Loads loads;
        addLoad(loads, query::pathSteps<Path...>, nullptr, false);
        return quoin::fetchRelated(*this, rowType<Type>, query::Objects<T>::of(objects), loads);
    } else {
        return {};
    }
}

template<class T>
Result<void> Database::fetchAllRelated(T &objects) const
{
    return fetchAllRelated(objects, {});
}

template<class T>
Result<void> Database::fetchAllRelated(T &objects, const FetchOptions &options) const
{
    using Type = typename query::Objects<T>::Type;
    return quoin::fetchAllRelated(*this, rowType<Type>, query::Objects<T>::of(objects), options);
}

} // namespace quoin
