// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/qglobal.h>

namespace quoin {

/// The C++ type of a property, without the std::optional around it. What a row is read into and written from.
enum class FieldType : quint8 {
    Bool,
    Short,
    UShort,
    Int,
    UInt,
    LongLong,
    ULongLong,
    Float,
    Double,
    Decimal,
    String,
    ByteArray,
    Date,
    Time,
    DateTime,
    Uuid,
    JsonValue,
    JsonObject,
    JsonArray,
    JsonDocument,
    Url,
    StringList,
    List,        ///< QList of bool, int, qint64, double, QUuid …: see FieldInfo::elementType
    FloatVector, ///< QList<float>
    Enum,        ///< a Q_ENUM, of 1, 2, 4 or 8 bytes
    ForeignKey,
    OneToOne,
    UserDefined ///< registered with QUOIN_COLUMN_TYPE
};

} // namespace quoin
