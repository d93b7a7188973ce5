// SPDX-License-Identifier: MIT
#pragma once

// Not part of the API: what the text of a property's type means.

#include <quoin/meta/modelinfo.h>

namespace quoin {

/// A property's type as far as its text tells.
struct TypeText
{
    enum class Category { Field, ToOne, ToMany, Other };
    Category category = Category::Other;
    bool optional = false; ///< std::optional around it
    FieldType type = FieldType::UserDefined;
    FieldType elementType = FieldType::Int;
    RelationInfo::Kind kind = RelationInfo::Kind::ForeignKey;
    QString name;      ///< Other: an enum or a user-defined type; relations: the target class. As spelled.
    QString canonical; ///< One spelling for all that mean the same: "std::optional<qint64>".
};

/// Reads "std::optional<QDateTime>", "quoin::ForeignKey<shop::Author>", "QList<qint64>", "unsigned int", "Status" …
TypeText parseType(QStringView text);

/// "int", "QString": the one spelling of a field type; empty for those that need a name.
QString typeSpelling(FieldType type);

/// Why a well-known C++ or Qt type cannot be a column and what to use instead; empty for types Quoin has not heard of.
QString typeAdvice(QStringView name);

} // namespace quoin
