// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/dialect/expression_p.h>
#include <quoin/schema/schema.h>

#include <functional>

namespace quoin::dialect {

/// One way to spell a function as a default. The first of a function is what Quoin writes; the others are only read.
struct FunctionSpelling
{
    schema::DefaultFunction function;
    QString sql;
};

/// How an engine writes and reads defaults.
struct DefaultRules
{
    ExpressionRules expressions {};
    QList<FunctionSpelling> functions {};
    /// The literal for valueText() of a value of the type.
    std::function<QString(const schema::ColumnType &type, const QString &text)> literal {};
    /// A literal of the catalogue in valueText()'s form, where it is another one.
    std::function<QString(const schema::ColumnType &type, const QString &text)> read {};
};

/// What stands behind DEFAULT; empty for NULL. A Conversion error when the value is not one of the column's type.
Result<QString> defaultSql(const schema::Column &column, const DefaultRules &rules);

/// What a catalogue's text means to a column of the type.
std::optional<schema::Default> defaultFromSql(const QString &sql, const schema::ColumnType &type, const DefaultRules &rules);

/// The column's default in the form that equal ones share.
std::optional<schema::Default> normalDefault(const schema::Column &column, const DefaultRules &rules);

} // namespace quoin::dialect
