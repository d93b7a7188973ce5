// SPDX-License-Identifier: MIT
#pragma once

// Not part of the API: the binary protocol of MySQL and MariaDB, as rows come over the connection. Numbers are little-endian.

#include <quoin/core/value.h>
#include <quoin/db/drivers/statementchannel_p.h>

#include <mysql.h>

namespace quoin::mysql {

/// A result column's type on the wire.
struct Column
{
    enum_field_types type = MYSQL_TYPE_NULL;
    bool isUnsigned = false;
    bool isBinary = false; ///< A string of bytes, not of characters.
};

/// Takes the bytes of one value from \a row and steps over them.
Cell takeCell(enum_field_types type, unsigned char *&row);

/// False when the type holds no such value, or this one is not one.
bool decode(const Column &column, Cell cell, bool &value);
bool decode(const Column &column, Cell cell, qint64 &value);
bool decode(const Column &column, Cell cell, quint64 &value);
bool decode(const Column &column, Cell cell, double &value);
bool decode(const Column &column, Cell cell, QString &value);
bool decode(const Column &column, Cell cell, QByteArray &value);
bool decode(const Column &column, Cell cell, QDate &value);
bool decode(const Column &column, Cell cell, QTime &value);
bool decode(const Column &column, Cell cell, QDateTime &value);
bool decode(const Column &column, Cell cell, QUuid &value);
bool decode(const Column &column, Cell cell, Decimal &value);
/// As the server types it: integers and floating point as such, bytes as Binary, all else as Text.
Value decodeRaw(const Column &column, Cell cell);

} // namespace quoin::mysql
