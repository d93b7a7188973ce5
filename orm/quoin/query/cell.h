// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/db/cursor.h>
#include <quoin/expr/arithmetic.h>
#include <quoin/meta/modelinfo.h>

#include <limits>

namespace quoin {

/// One column of a row of computed values. \a field is the property, if the column is nothing else.
struct Cell
{
    Cursor &cursor;
    int column;
    const FieldInfo *field;
};

/// The number of an enumeration's value, however its property stores it. False: NULL, or an error that is in \a error.
QUOIN_EXPORT bool readEnum(const Cell &cell, qint64 &number, std::optional<Error> &error);
/// The key of a relation.
QUOIN_EXPORT bool readKey(const Cell &cell, Value &key);
QUOIN_EXPORT bool readJson(const Cell &cell, QJsonDocument &document, std::optional<Error> &error);
QUOIN_EXPORT bool readJson(const Cell &cell, QJsonValue &value, std::optional<Error> &error);
QUOIN_EXPORT Error cellError(const Cell &cell, std::optional<Error> error, bool isNull);
QUOIN_EXPORT Error numberDoesNotFit(const Cell &cell, qint64 number);

/// Which C++ types a selection gives.
template<class T>
inline constexpr bool isReadable = std::is_arithmetic_v<T> || std::is_enum_v<T> || std::is_same_v<T, QString>
        || std::is_same_v<T, QByteArray> || std::is_same_v<T, QDate> || std::is_same_v<T, QTime> || std::is_same_v<T, QDateTime>
        || std::is_same_v<T, QUuid> || std::is_same_v<T, Decimal> || std::is_same_v<T, QUrl> || std::is_same_v<T, QJsonObject>
        || std::is_same_v<T, QJsonArray> || std::is_same_v<T, QJsonDocument> || std::is_same_v<T, QJsonValue>
        || std::is_base_of_v<ForeignKeyBase, T>;

/// Reads a value; false for NULL, and for an error, which is then in the cursor or in \a error.
template<class T>
bool readValue(const Cell &cell, T &value, std::optional<Error> &error)
{
    static_assert(isReadable<T>,
            "a selection gives numbers, texts, dates, JSON, keys and the like; read the whole model for this type");
    Cursor &cursor = cell.cursor;
    if constexpr (std::is_same_v<T, bool>) {
        return cursor.boolean(cell.column, value);
    } else if constexpr (std::is_same_v<T, quint64>) {
        return cursor.uint64(cell.column, value);
    } else if constexpr (std::is_integral_v<T>) {
        qint64 number = 0;
        if (!cursor.int64(cell.column, number))
            return false;
        if (number < qint64(std::numeric_limits<T>::min()) || number > qint64(std::numeric_limits<T>::max())) {
            error = numberDoesNotFit(cell, number);
            return false;
        }
        value = T(number);
        return true;
    } else if constexpr (std::is_floating_point_v<T>) {
        double number = 0;
        if (!cursor.real(cell.column, number))
            return false;
        value = T(number);
        return true;
    } else if constexpr (std::is_enum_v<T>) {
        qint64 number = 0;
        if (!readEnum(cell, number, error))
            return false;
        value = T(number);
        return true;
    } else if constexpr (std::is_base_of_v<ForeignKeyBase, T>) {
        Value key;
        if (!readKey(cell, key))
            return false;
        value.setKey(std::move(key));
        return true;
    } else if constexpr (std::is_same_v<T, QUrl>) {
        QString text;
        if (!cursor.text(cell.column, text))
            return false;
        value = QUrl(text);
        return true;
    } else if constexpr (std::is_same_v<T, QJsonObject> || std::is_same_v<T, QJsonArray> || std::is_same_v<T, QJsonDocument>) {
        QJsonDocument document;
        if (!readJson(cell, document, error))
            return false;
        if constexpr (std::is_same_v<T, QJsonObject>)
            value = document.object();
        else if constexpr (std::is_same_v<T, QJsonArray>)
            value = document.array();
        else
            value = document;
        return true;
    } else if constexpr (std::is_same_v<T, QJsonValue>) {
        return readJson(cell, value, error);
    } else if constexpr (std::is_same_v<T, QString>) {
        return cursor.text(cell.column, value);
    } else if constexpr (std::is_same_v<T, QByteArray>) {
        return cursor.binary(cell.column, value);
    } else if constexpr (std::is_same_v<T, QDate>) {
        return cursor.date(cell.column, value);
    } else if constexpr (std::is_same_v<T, QTime>) {
        return cursor.time(cell.column, value);
    } else if constexpr (std::is_same_v<T, QDateTime>) {
        return cursor.dateTime(cell.column, value);
    } else if constexpr (std::is_same_v<T, QUuid>) {
        return cursor.uuid(cell.column, value);
    } else {
        return cursor.decimal(cell.column, value);
    }
}

/// The same with NULL as an empty std::optional, or an empty relation.
template<class T>
Result<void> readCell(const Cell &cell, T &value)
{
    std::optional<Error> error;
    expr::unwrapped<T> read {};
    if (readValue(cell, read, error)) {
        value = std::move(read);
        return {};
    }
    constexpr bool holdsNull = expr::isOptional<T> || std::is_base_of_v<ForeignKeyBase, T>;
    if (!holdsNull || error || cell.cursor.error())
        return cellError(cell, std::move(error), !holdsNull);
    value = T();
    return {};
}

} // namespace quoin
