// SPDX-License-Identifier: MIT
#pragma once

// Not part of the API: PostgreSQL's binary format, type by type. Numbers are big-endian, times microseconds from the year 2000.

#include <quoin/core/value.h>
#include <quoin/db/drivers/statementchannel_p.h>
#include <quoin/schema/columntype.h>

#include <string>

namespace quoin::postgresql {

/// The types that this library reads and writes in binary: object identifiers that PostgreSQL promises not to change
/// (pg_type.dat).
enum Oid : quint32 {
    Bool = 16,
    Bytea = 17,
    Char = 18,
    Name = 19,
    Int8 = 20,
    Int2 = 21,
    Int4 = 23,
    Text = 25,
    ObjectId = 26,
    Json = 114,
    Xml = 142,
    Float4 = 700,
    Float8 = 701,
    Unknown = 705,
    Bpchar = 1042,
    Varchar = 1043,
    Date = 1082,
    Time = 1083,
    Timestamp = 1114,
    Timestamptz = 1184,
    Numeric = 1700,
    Cstring = 2275,
    Uuid = 2950,
    Jsonb = 3802
};

/// Where dates and times are counted from.
constexpr qint64 julianDay2000 = 2451545;
constexpr qint64 epoch2000Ms = 946684800000;

/// The type of an array's elements; 0 when \a type is no array of one of the above.
[[nodiscard]] quint32 elementOf(quint32 type);
/// True when a result column of \a type can be read in binary.
[[nodiscard]] bool isKnown(quint32 type);
[[nodiscard]] bool isText(quint32 type);

// ---- writing: appends the binary form of a value for a placeholder of \a type.

enum class Encoded : quint8 {
    Binary,
    Text,      ///< What was appended is text: the server converts, or says why it cannot.
    OutOfRange ///< The type cannot hold the value; nothing was appended.
};

Encoded encode(quint32 type, bool value, std::string &bytes);
Encoded encode(quint32 type, qint64 value, std::string &bytes);
Encoded encode(quint32 type, quint64 value, std::string &bytes);
Encoded encode(quint32 type, double value, std::string &bytes);
Encoded encode(quint32 type, QByteArrayView value, std::string &bytes);
Encoded encode(quint32 type, QDate value, std::string &bytes);
Encoded encode(quint32 type, QTime value, std::string &bytes);
Encoded encode(quint32 type, const QDateTime &value, std::string &bytes);
Encoded encode(quint32 type, const QUuid &value, std::string &bytes);
Encoded encode(quint32 type, const Decimal &value, std::string &bytes);
Encoded encodeJson(quint32 type, QByteArrayView utf8, std::string &bytes);
Encoded encode(quint32 type, const ValueList &value, std::string &bytes);
Encoded encode(quint32 type, const Value::Vector &value, std::string &bytes);

// ---- reading: false when the type holds no such value, or this one is not one. In text format \a type is Text, whatever the
// column's is.

bool decode(quint32 type, Cell cell, bool &value);
bool decode(quint32 type, Cell cell, qint64 &value);
bool decode(quint32 type, Cell cell, quint64 &value);
bool decode(quint32 type, Cell cell, double &value);
bool decode(quint32 type, Cell cell, QString &value);
bool decode(quint32 type, Cell cell, QByteArray &value);
bool decode(quint32 type, Cell cell, QDate &value);
bool decode(quint32 type, Cell cell, QTime &value);
bool decode(quint32 type, Cell cell, QDateTime &value);
bool decode(quint32 type, Cell cell, QUuid &value);
bool decode(quint32 type, Cell cell, Decimal &value);
bool decodeJson(quint32 type, Cell cell, QByteArray &utf8);
bool decode(quint32 type, Cell cell, const schema::ColumnType &element, ValueList &value);
bool decode(quint32 type, Cell cell, Value::Vector &value);
/// As the server types it: integers, floating point and booleans as such, bytea as Binary, all else as Text.
Value decodeRaw(quint32 type, Cell cell);

} // namespace quoin::postgresql
