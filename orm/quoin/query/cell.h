// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/expr/arithmetic.h>

#include <limits>

namespace quoin {

class Cursor;
class FieldInfo;

/// One column of a row of computed values. \a field is the property, if the column is nothing else.
struct Cell
{
    Cursor &cursor;
    int column;
    const FieldInfo *field;
};

// Each reads a value; false for NULL, and for an error, which is then in the cursor or in \a error.
QUOIN_EXPORT bool readValue(const Cell &cell, bool &value, std::optional<Error> &error);
QUOIN_EXPORT bool readValue(const Cell &cell, quint64 &value, std::optional<Error> &error);
QUOIN_EXPORT bool readValue(const Cell &cell, double &value, std::optional<Error> &error);
QUOIN_EXPORT bool readValue(const Cell &cell, float &value, std::optional<Error> &error);
QUOIN_EXPORT bool readValue(const Cell &cell, QString &value, std::optional<Error> &error);
QUOIN_EXPORT bool readValue(const Cell &cell, QByteArray &value, std::optional<Error> &error);
QUOIN_EXPORT bool readValue(const Cell &cell, QDate &value, std::optional<Error> &error);
QUOIN_EXPORT bool readValue(const Cell &cell, QTime &value, std::optional<Error> &error);
QUOIN_EXPORT bool readValue(const Cell &cell, QDateTime &value, std::optional<Error> &error);
QUOIN_EXPORT bool readValue(const Cell &cell, QUuid &value, std::optional<Error> &error);
QUOIN_EXPORT bool readValue(const Cell &cell, Decimal &value, std::optional<Error> &error);
QUOIN_EXPORT bool readValue(const Cell &cell, QUrl &value, std::optional<Error> &error);
QUOIN_EXPORT bool readValue(const Cell &cell, QJsonObject &value, std::optional<Error> &error);
QUOIN_EXPORT bool readValue(const Cell &cell, QJsonArray &value, std::optional<Error> &error);
QUOIN_EXPORT bool readValue(const Cell &cell, QJsonDocument &value, std::optional<Error> &error);
QUOIN_EXPORT bool readValue(const Cell &cell, QJsonValue &value, std::optional<Error> &error);
/// The key of a relation.
QUOIN_EXPORT bool readValue(const Cell &cell, ForeignKeyBase &value, std::optional<Error> &error);
/// A signed integer in a range; one out of it is an error.
QUOIN_EXPORT bool readInteger(const Cell &cell, qint64 &number, qint64 minimum, qint64 maximum, std::optional<Error> &error);
/// The number of an enumeration's value, however its property stores it.
QUOIN_EXPORT bool readEnum(const Cell &cell, qint64 &number, std::optional<Error> &error);
/// Nothing was read: success where that was NULL, and the type has a place for it.
QUOIN_EXPORT Result<void> checkNull(const Cell &cell, std::optional<Error> error, bool holdsNull);

/// Which C++ types a selection gives.
template<class T>
inline constexpr bool isReadable = std::is_arithmetic_v<T> || std::is_enum_v<T> || std::is_same_v<T, QString>
        || std::is_same_v<T, QByteArray> || std::is_same_v<T, QDate> || std::is_same_v<T, QTime> || std::is_same_v<T, QDateTime>
        || std::is_same_v<T, QUuid> || std::is_same_v<T, Decimal> || std::is_same_v<T, QUrl> || std::is_same_v<T, QJsonObject>
        || std::is_same_v<T, QJsonArray> || std::is_same_v<T, QJsonDocument> || std::is_same_v<T, QJsonValue>
        || std::is_base_of_v<ForeignKeyBase, T>;

/// Reads a value, with NULL as an empty std::optional, or an empty relation.
template<class T>
Result<void> readCell(const Cell &cell, T &value)
{
    using V = expr::unwrapped<T>;
    static_assert(isReadable<V>,
            "a selection gives numbers, texts, dates, JSON, keys and the like; read the whole model for this type");
    std::optional<Error> error;
    V read {};
    bool found;
    if constexpr (std::is_enum_v<V>) {
        qint64 number = 0;
        found = readEnum(cell, number, error);
        read = V(number);
    } else if constexpr (std::is_integral_v<V> && !std::is_same_v<V, bool> && !std::is_same_v<V, quint64>) {
        qint64 number = 0;
        found = readInteger(cell, number, qint64(std::numeric_limits<V>::min()), qint64(std::numeric_limits<V>::max()), error);
        read = V(number);
    } else {
        found = readValue(cell, read, error);
    }
    if (found) {
        value = std::move(read);
        return {};
    }
    value = T();
    return checkNull(cell, std::move(error), expr::isOptional<T> || std::is_base_of_v<ForeignKeyBase, T>);
}

} // namespace quoin
