// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/core/value.h>
#include <quoin/schema/columntype.h>

#include <optional>

namespace quoin {

/// The rows of one running statement, forward only. The typed getters are what everything above reads with: true when the column
/// has a value; false when it is NULL, or when it cannot be read as asked for, and then error() is set and next() gives false
/// from then on. Columns count from 0. Used by the thread of its connection.
class QUOIN_EXPORT Cursor
{
public:
    virtual ~Cursor();

    /// On to the next row. False after the last one and on an error: see error().
    virtual bool next() = 0;
    [[nodiscard]] virtual int columnCount() const = 0;
    [[nodiscard]] virtual QString columnName(int column) const = 0;

    virtual bool isNull(int column) = 0;
    virtual bool boolean(int column, bool &value) = 0;
    virtual bool int64(int column, qint64 &value) = 0;
    virtual bool uint64(int column, quint64 &value) = 0;
    virtual bool real(int column, double &value) = 0;
    virtual bool text(int column, QString &value) = 0;
    virtual bool binary(int column, QByteArray &value) = 0;
    virtual bool date(int column, QDate &value) = 0;
    virtual bool time(int column, QTime &value) = 0;
    virtual bool dateTime(int column, QDateTime &value) = 0; ///< In UTC.
    virtual bool uuid(int column, QUuid &value) = 0;
    virtual bool decimal(int column, Decimal &value) = 0;
    virtual bool json(int column, QByteArray &utf8) = 0;
    virtual bool list(int column, const schema::ColumnType &element, ValueList &value) = 0;
    virtual bool vector(int column, Value::Vector &value) = 0;

    /// The column as a value of \a type; a null Value for NULL.
    Value value(int column, const schema::ColumnType &type);
    /// The column as the engine itself types it: numbers as Int or Double, else Text or Binary.
    virtual Value rawValue(int column) = 0;

    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }

protected:
    /// Keeps the first error; always false, so that getters can return it.
    bool fail(Error error);
    /// "column 'x' holds …, which is not a …": the Conversion error of a getter.
    bool failConversion(int column, QStringView wanted);
    std::optional<Error> m_error;
};

} // namespace quoin
