// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/core/value.h>
#include <quoin/meta/columntype.h>
#include <quoin/meta/relations.h>

#include <optional>
#include <type_traits>

// Declared only: who has such a property has included them.
class QJsonArray;
class QJsonDocument;
class QJsonObject;
class QJsonValue;
class QUrl;

namespace quoin::expr {

QUOIN_EXPORT Value storedValue(const QUrl &url);
QUOIN_EXPORT Value storedValue(const QJsonDocument &document);
QUOIN_EXPORT Value storedValue(const QJsonObject &object);
QUOIN_EXPORT Value storedValue(const QJsonArray &array);

template<class T>
struct Unwrapped
{
    using type = T;
};
template<class T>
struct Unwrapped<std::optional<T>>
{
    using type = T;
};
/// The type without std::optional.
template<class T>
using unwrapped = typename Unwrapped<std::remove_cvref_t<T>>::type;

template<class T>
inline constexpr bool isOptional = !std::is_same_v<unwrapped<T>, std::remove_cvref_t<T>>;

template<class T>
struct RelationTarget
{
    using type = void;
};
template<class T>
struct RelationTarget<ForeignKey<T>>
{
    using type = T;
};
template<class T>
struct RelationTarget<OneToOne<T>>
{
    using type = T;
};
/// The model a to-one relation points at; void for all else.
template<class T>
using relationTarget = typename RelationTarget<unwrapped<T>>::type;
template<class T>
inline constexpr bool isToOne = !std::is_void_v<relationTarget<T>>;

template<class T>
struct RelatedTarget : RelationTarget<T>
{
};
template<class T>
struct RelatedTarget<HasMany<T>>
{
    using type = T;
};
template<class T>
struct RelatedTarget<ManyToMany<T>>
{
    using type = T;
};
/// The model that a relation of any kind leads to; void for all else.
template<class T>
using relatedTarget = typename RelatedTarget<unwrapped<T>>::type;
template<class T>
inline constexpr bool isRelation = !std::is_void_v<relatedTarget<T>>;
template<class T>
inline constexpr bool isToMany = isRelation<T> && !isToOne<T>;

/// Is \a T, or what its std::optional holds, a row that a column of C++ type \a Column can point at, or another such column?
template<class Column, class T>
inline constexpr bool isReference = std::is_base_of_v<ForeignKeyBase, unwrapped<T>>
        || (isRelation<Column> && std::is_same_v<relatedTarget<Column>, unwrapped<T>>);

/// The row as a node takes it.
template<class Column, class T>
ForeignKeyBase toReference(const T &value)
{
    if constexpr (isOptional<T>)
        return value ? toReference<Column>(*value) : ForeignKeyBase();
    else if constexpr (std::is_base_of_v<ForeignKeyBase, T>)
        return value;
    else
        return ForeignKey<T>(value);
}

template<class T>
concept UserColumn = requires(const T &value) { ColumnTraits<T>::toColumn(value); };

template<class T>
concept TextLike = std::is_convertible_v<T, QStringView> || std::is_same_v<std::remove_cvref_t<T>, QLatin1StringView>
        || std::is_convertible_v<T, QString>;

/// The Value that a C++ value is in a column of C++ type \a Column. Which pairs exist is what comparisons accept.
template<class Column, class T>
Value toValue(const T &value)
{
    using C = unwrapped<Column>;
    if constexpr (std::is_same_v<T, std::nullopt_t>) {
        return {};
    } else if constexpr (isOptional<T>) {
        return value ? toValue<Column>(*value) : Value();
    } else if constexpr (UserColumn<T>) {
        return Value(ColumnTraits<T>::toColumn(value));
    } else if constexpr (std::is_base_of_v<ForeignKeyBase, T>) {
        return value.key();
    } else if constexpr (std::is_enum_v<T>) {
        return Value(qint64(value));
    } else if constexpr (std::is_same_v<T, bool>) {
        return Value(value);
    } else if constexpr (std::is_integral_v<T>) {
        if constexpr (std::is_unsigned_v<T> && sizeof(T) == 8)
            return Value(quint64(value));
        else if (std::is_same_v<C, quint64> && value >= T(0)) // -1 stays below all that the column holds
            return Value(quint64(value));
        else
            return Value(qint64(value));
    } else if constexpr (std::is_floating_point_v<T>) {
        return Value(double(value));
    } else if constexpr (std::is_same_v<T, QUrl> || std::is_same_v<T, QJsonDocument> || std::is_same_v<T, QJsonObject>
            || std::is_same_v<T, QJsonArray>) {
        return storedValue(value);
    } else if constexpr (std::is_same_v<C, QUrl> && TextLike<T>) {
        return Value(QString(value));
    } else if constexpr (std::is_same_v<T, QLatin1StringView>) {
        return Value(QString(value));
    } else if constexpr (std::is_constructible_v<Value, const T &>) {
        return Value(value);
    } else {
        return Value(QString(value));
    }
}

/// Which C++ values may be compared with a column of C++ type \a Column.
template<class Column, class T>
consteval bool comparable()
{
    using C = unwrapped<Column>;
    using V = unwrapped<T>;
    if constexpr (std::is_same_v<V, std::nullopt_t>)
        return true;
    else if constexpr (std::is_same_v<C, V>)
        return true;
    else if constexpr (isRelation<C>)
        return std::is_same_v<V, relatedTarget<C>> || std::is_integral_v<V> || std::is_same_v<V, QUuid>
                || std::is_same_v<V, Value> || TextLike<V>;
    else if constexpr (std::is_same_v<C, bool> || std::is_same_v<V, bool>)
        return false;
    else if constexpr (std::is_same_v<C, Decimal>)
        return std::is_integral_v<V>;
    else if constexpr (std::is_integral_v<C>)
        return std::is_integral_v<V>;
    else if constexpr (std::is_floating_point_v<C>)
        return std::is_arithmetic_v<V>;
    else if constexpr (std::is_same_v<C, QString> || std::is_same_v<C, QUrl>)
        return TextLike<V>;
    else
        return false;
}

} // namespace quoin::expr
