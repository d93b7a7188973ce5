// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/core/value.h>
#include <quoin/schema/columntype.h>

#include <QtCore/qlist.h>

#include <optional>
#include <variant>

namespace quoin::schema {

/// A function of the database that a default can name; each engine spells it.
enum class DefaultFunction { CurrentTimestamp, CurrentDate, CurrentTime, GenerateUuid };

/// Text in one engine's SQL, where no neutral form exists.
struct SqlExpression
{
    QString sql {};
    friend bool operator==(const SqlExpression &, const SqlExpression &) = default;
};

/// What a column gets when a row does not say: a literal, a function, or an engine's own expression.
using Default = std::variant<Value, DefaultFunction, SqlExpression>;

/// A column whose value the database computes from others of its row.
struct Generated
{
    QString expression {}; ///< SQL
    bool stored = true;    ///< false: computed when read (virtual).
    friend bool operator==(const Generated &, const Generated &) = default;
};

struct Column
{
    QString name {};
    ColumnType type {};
    bool nullable = false;
    bool autoIncrement = false; ///< The database gives rising keys; at most one column, of Int32 or Int64, the sole primary key.
    std::optional<Default> defaultValue {};
    std::optional<Generated> generated {};
    QString collation {}; ///< Empty: the one Quoin's contract of comparison demands.
    QString comment {};
    friend bool operator==(const Column &, const Column &) = default;
};

struct PrimaryKey
{
    QString name {};        ///< Empty where the engine names it.
    QStringList columns {}; ///< In key order.
    friend bool operator==(const PrimaryKey &, const PrimaryKey &) = default;
};

/// One part of an index: a column, or an expression in SQL.
struct IndexPart
{
    QString column {}; ///< Empty when expression is given.
    QString expression {};
    bool descending = false;
    QString operatorClass {}; ///< PostgreSQL; else empty.
    int prefixLength = 0;     ///< MySQL: characters indexed; 0 = all.
    friend bool operator==(const IndexPart &, const IndexPart &) = default;
};

struct Index
{
    QString name {};
    QList<IndexPart> parts {};
    bool unique = false;
    QString condition {};   ///< Partial index: SQL; empty = all rows.
    QStringList include {}; ///< Covering columns beside the key.
    QString method {};      ///< "gin", "fulltext" …; empty = the engine's usual tree.
    QString comment {};
    friend bool operator==(const Index &, const Index &) = default;
};

/// A UNIQUE constraint. (A unique index is an Index; diff() knows that they mean the same.)
struct Unique
{
    QString name {};
    QStringList columns {};
    friend bool operator==(const Unique &, const Unique &) = default;
};

/// A condition on one column that each engine writes in its own words: with its quotes around the name and its escapes in texts.
struct ColumnRule
{
    enum class Kind { AtLeast, AtMost, OneOf };
    QString column {};
    ColumnType type {}; ///< The column's: it decides how its values are compared.
    Kind kind = Kind::AtLeast;
    QList<Value> values {}; ///< The bound, or what is allowed. Numbers, texts and dates.
    friend bool operator==(const ColumnRule &, const ColumnRule &) = default;
};

/// A CHECK constraint: its rules and its expression, joined by AND. As in SQL, NULL passes.
struct Check
{
    QString name {};
    QString expression {};      ///< SQL as it was given, for this engine; may be empty where there are rules.
    QList<ColumnRule> rules {}; ///< What models say by min, max, choices and enumerations; none in a schema read from a database.
    friend bool operator==(const Check &, const Check &) = default;
};

enum class ReferentialAction { NoAction, Restrict, Cascade, SetNull, SetDefault };

struct ForeignKey
{
    QString name {};
    QStringList columns {};
    QString referencedTable {};
    QString referencedNamespace {};   ///< The referenced table's own; empty = the connection's default.
    QStringList referencedColumns {}; ///< As many as columns, in the same order.
    ReferentialAction onDelete = ReferentialAction::NoAction;
    ReferentialAction onUpdate = ReferentialAction::NoAction;
    bool deferrable = false; ///< Checked at commit where the engine can.
    friend bool operator==(const ForeignKey &, const ForeignKey &) = default;
};

/// Kept as the engine's own text, never interpreted.
struct Trigger
{
    QString name {};
    QString sql {};
    friend bool operator==(const Trigger &, const Trigger &) = default;
};

struct Table
{
    QString name {};
    QString nameSpace {};     ///< PostgreSQL schema; empty = the connection's default.
    QList<Column> columns {}; ///< In table order.
    PrimaryKey primaryKey {}; ///< No columns: no key.
    QList<Unique> uniques {};
    QList<Index> indexes {};
    QList<ForeignKey> foreignKeys {};
    QList<Check> checks {};
    QList<Trigger> triggers {};
    QString comment {};
    QStringList opaque {}; ///< What Quoin cannot express, one text each (storage options, partitions …): kept and reported.

    [[nodiscard]] const Column *column(QStringView name) const
    {
        for (const Column &c : columns)
            if (c.name == name)
                return &c;
        return nullptr;
    }
    [[nodiscard]] const Index *index(QStringView name) const
    {
        for (const Index &i : indexes)
            if (i.name == name)
                return &i;
        return nullptr;
    }
    friend bool operator==(const Table &, const Table &) = default;
};

struct View
{
    QString name {};
    QString nameSpace {};
    QString sql {}; ///< The SELECT.
    bool materialized = false;
    QString comment {};
    friend bool operator==(const View &, const View &) = default;
};

/// An enumerated type that the engine declares by itself (PostgreSQL's CREATE TYPE … AS ENUM).
struct EnumType
{
    QString name {};
    QString nameSpace {};
    QStringList values {};
    friend bool operator==(const EnumType &, const EnumType &) = default;
};

struct Sequence
{
    QString name {};
    QString nameSpace {};
    qint64 start = 1;
    qint64 increment = 1;
    friend bool operator==(const Sequence &, const Sequence &) = default;
};

/// A database's structure as plain values: from models, from migration files or read from a database. No part of it
/// runs SQL. == compares letter by letter; diff() compares by meaning.
struct Schema
{
    QList<Table> tables {};
    QList<View> views {};
    QList<EnumType> enums {};
    QList<Sequence> sequences {};

    [[nodiscard]] const Table *table(QStringView name, QStringView nameSpace = {}) const
    {
        for (const Table &t : tables)
            if (t.name == name && t.nameSpace == nameSpace)
                return &t;
        return nullptr;
    }
    friend bool operator==(const Schema &, const Schema &) = default;
};

} // namespace quoin::schema
