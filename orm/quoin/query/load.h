// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/expr/field.h>
#include <quoin/query/record.h>

#include <span>

namespace quoin {

class QueryCore;

/// How rows of a model class are made by code that does not know the class.
struct RowType
{
    const Result<const ModelInfo *> &(*model)();                                ///< Null where only its description is known.
    std::shared_ptr<void> (*make)(const ModelInfo &model, RecordState **state); ///< A new object, and its RecordState or null.
};

template<class T>
inline constexpr RowType rowType {
    &modelOf<T>,
    [](const ModelInfo &, RecordState **state) -> std::shared_ptr<void> {
        auto object = std::make_shared<T>();
        *state = recordStateOf(*object);
        return object;
    },
};

/// For code that knows only the description: that of the class, if the program queries it somewhere; else objects are made by
/// moc's description, and nobody can save one of a class that is never named.
QUOIN_EXPORT const RowType &rowTypeOf(const ModelInfo &model);
QUOIN_EXPORT bool addRowType(const QMetaObject &metaObject, const RowType &type);
template<class T>
inline const bool isRowTypeKnown = addRowType(T::staticMetaObject, rowType<T>);

/// One relation of a path of relations.
struct RelationStep
{
    std::string_view property;
    void *(*member)(void *object); ///< The relation inside of an object; null where only its getter and setter are known.
    const RowType *target;
};

/// A relation to load with the rows of a query, and what to load with its rows in turn.
struct Load
{
    RelationStep step;
    bool joined = false;
    std::shared_ptr<const QueryCore> query {}; ///< How its rows are read; null: all of them.
    std::vector<Load> loads {};
};
using Loads = std::vector<Load>;

/// Adds a path to what is loaded, or the query and joined of its last step to what is there.
QUOIN_EXPORT void addLoad(Loads &loads, std::span<const RelationStep> path, const QueryCore *query, bool joined);

namespace query {

template<class T>
struct LoadTarget
{
    using type = void;
};
template<class T>
struct LoadTarget<ForeignKey<T>>
{
    using type = T;
};
template<class T>
struct LoadTarget<OneToOne<T>>
{
    using type = T;
};
template<class T>
struct LoadTarget<HasMany<T>>
{
    using type = T;
};
template<class T>
struct LoadTarget<ManyToMany<T>>
{
    using type = T;
};

template<auto Member>
using MemberType = typename expr::MemberTraits<decltype(Member)>::Type;
/// The model that the relation leads to; void for what is none.
template<auto Member>
using loadTarget = typename LoadTarget<MemberType<Member>>::type;

/// The model at the end of the path, when each step is a relation to the class of the next one's member; else void.
template<class From, auto... Path>
struct PathEnd
{
    using type = From;
};
template<class From, auto First, auto... Rest>
struct PathEnd<From, First, Rest...>
{
    using Class = typename expr::MemberTraits<decltype(First)>::Class;
    using Next = std::conditional_t<std::is_base_of_v<Class, From>, loadTarget<First>, void>;
    using type = typename PathEnd<Next, Rest...>::type;
};
template<auto First, auto... Rest>
struct PathEnd<void, First, Rest...>
{
    using type = void;
};
template<class From, auto... Path>
using pathEnd = typename PathEnd<From, Path...>::type;

template<auto Member>
constexpr RelationStep stepOf()
{
    RelationStep step { expr::memberName<Member>(), nullptr, &rowType<loadTarget<Member>> };
    if constexpr (std::is_member_object_pointer_v<decltype(Member)>) {
        using Class = typename expr::MemberTraits<decltype(Member)>::Class;
        step.member = [](void *object) -> void * { return &(static_cast<Class *>(object)->*Member); };
    }
    return step;
}

template<auto... Path>
inline constexpr std::array<RelationStep, sizeof...(Path)> pathSteps { stepOf<Path>()... };

} // namespace query

} // namespace quoin
