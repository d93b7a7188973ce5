// SPDX-License-Identifier: MIT
#pragma once

// The name of a change, for headers that only carry lists of them: what changes are is in change.h.
#include <variant>

namespace quoin::schema {

struct CreateTable;
struct DropTable;
struct RenameTable;
struct AddColumn;
struct DropColumn;
struct RenameColumn;
struct AlterColumn;
struct AlterPrimaryKey;
struct CreateIndex;
struct DropIndex;
struct RenameIndex;
struct AddUnique;
struct DropUnique;
struct AddForeignKey;
struct DropForeignKey;
struct AddCheck;
struct DropCheck;
struct AlterTableComment;
struct CreateView;
struct DropView;
struct CreateEnum;
struct DropEnum;
struct AlterEnum;

/// One step from one schema to another. Every planner writes every alternative: a new kind of change does not compile
/// until each engine plans it.
using Change = std::variant<CreateTable, DropTable, RenameTable, AddColumn, DropColumn, RenameColumn, AlterColumn,
        AlterPrimaryKey, CreateIndex, DropIndex, RenameIndex, AddUnique, DropUnique, AddForeignKey, DropForeignKey, AddCheck,
        DropCheck, AlterTableComment, CreateView, DropView, CreateEnum, DropEnum, AlterEnum>;

} // namespace quoin::schema
