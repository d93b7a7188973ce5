// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/schema/change_fwd.h>
#include <quoin/schema/hints.h>
#include <quoin/schema/schema.h>

namespace quoin::schema {

// clang-format off
// One struct per change; old and new state both inside, so that each can be reversed and explained.
struct CreateTable { Table table; friend bool operator==(const CreateTable &, const CreateTable &) = default; };
struct DropTable { Table table; friend bool operator==(const DropTable &, const DropTable &) = default; };
struct RenameTable { TableName from; TableName to; friend bool operator==(const RenameTable &, const RenameTable &) = default; };
struct AddColumn { TableName table; Column column; friend bool operator==(const AddColumn &, const AddColumn &) = default; };
struct DropColumn { TableName table; Column column; friend bool operator==(const DropColumn &, const DropColumn &) = default; };
struct RenameColumn { TableName table; QString from; QString to; friend bool operator==(const RenameColumn &, const RenameColumn &) = default; };
struct AlterColumn { TableName table; Column from; Column to; friend bool operator==(const AlterColumn &, const AlterColumn &) = default; };
struct AlterPrimaryKey { TableName table; PrimaryKey from; PrimaryKey to; friend bool operator==(const AlterPrimaryKey &, const AlterPrimaryKey &) = default; };
struct CreateIndex { TableName table; Index index; friend bool operator==(const CreateIndex &, const CreateIndex &) = default; };
struct DropIndex { TableName table; Index index; friend bool operator==(const DropIndex &, const DropIndex &) = default; };
struct RenameIndex { TableName table; QString from; QString to; friend bool operator==(const RenameIndex &, const RenameIndex &) = default; };
struct AddUnique { TableName table; Unique unique; friend bool operator==(const AddUnique &, const AddUnique &) = default; };
struct DropUnique { TableName table; Unique unique; friend bool operator==(const DropUnique &, const DropUnique &) = default; };
struct AddForeignKey { TableName table; ForeignKey foreignKey; friend bool operator==(const AddForeignKey &, const AddForeignKey &) = default; };
struct DropForeignKey { TableName table; ForeignKey foreignKey; friend bool operator==(const DropForeignKey &, const DropForeignKey &) = default; };
struct AddCheck { TableName table; Check check; friend bool operator==(const AddCheck &, const AddCheck &) = default; };
struct DropCheck { TableName table; Check check; friend bool operator==(const DropCheck &, const DropCheck &) = default; };
struct AlterTableComment { TableName table; QString from; QString to; friend bool operator==(const AlterTableComment &, const AlterTableComment &) = default; };
struct CreateView { View view; friend bool operator==(const CreateView &, const CreateView &) = default; };
struct DropView { View view; friend bool operator==(const DropView &, const DropView &) = default; };
struct CreateEnum { EnumType type; friend bool operator==(const CreateEnum &, const CreateEnum &) = default; };
struct DropEnum { EnumType type; friend bool operator==(const DropEnum &, const DropEnum &) = default; };
struct AlterEnum { EnumType from; EnumType to; friend bool operator==(const AlterEnum &, const AlterEnum &) = default; };

// clang-format on

/// "add column posts.slug string(80)": one line for people.
QUOIN_EXPORT QString describe(const Change &change);
/// True when applying it can lose stored data: dropped tables and columns, narrowed types, removed enum values.
QUOIN_EXPORT bool isDestructive(const Change &change);
/// Does every value of \a from have its own place in \a to, so that changing the type loses nothing?
QUOIN_EXPORT bool widens(const ColumnType &from, const ColumnType &to);
/// The change that takes it back (data that was dropped does not come back).
QUOIN_EXPORT Change reversed(const Change &change);

} // namespace quoin::schema
