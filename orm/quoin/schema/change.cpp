// SPDX-License-Identifier: MIT
#include <quoin/schema/change.h>

#include <quoin/schema/overloaded.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace quoin::schema {

namespace {

QString shown(const TableName &table)
{
    return table.nameSpace.isEmpty() ? table.name : QString(table.nameSpace + u'.' + table.name);
}

QString shown(const Table &table) { return shown(TableName { table.name, table.nameSpace }); }
QString shown(const View &view) { return shown(TableName { view.name, view.nameSpace }); }
QString shown(const EnumType &type) { return shown(TableName { type.name, type.nameSpace }); }

/// The name, or what stands for it when the engine names it.
QString named(const QString &name, const QString &otherwise) { return name.isEmpty() ? otherwise : name; }

/// The check's name, or its expression, or the columns it is about.
QString shown(const Check &check)
{
    QStringList columns;
    for (const ColumnRule &rule : check.rules)
        columns += rule.column;
    return named(check.name, named(check.expression, columns.join(u", "_s)));
}

QString list(const QStringList &columns) { return u"("_s + columns.join(u", "_s) + u')'; }

QString parts(const Index &index)
{
    QStringList all;
    for (const IndexPart &part : index.parts)
        all += (part.column.isEmpty() ? part.expression : part.column) + (part.descending ? u" desc"_s : QString());
    return list(all);
}

QString shown(const std::optional<Default> &value)
{
    if (!value)
        return u"none"_s;
    return std::visit(Overloaded {
                              [](const Value &v) { return v.toDisplay(); },
                              [](DefaultFunction function) {
                                  switch (function) {
                                  case DefaultFunction::CurrentTimestamp: return u"the current timestamp"_s;
                                  case DefaultFunction::CurrentDate: return u"the current date"_s;
                                  case DefaultFunction::CurrentTime: return u"the current time"_s;
                                  case DefaultFunction::GenerateUuid: return u"a generated uuid"_s;
                                  }
                                  return QString();
                              },
                              [](const SqlExpression &expression) { return expression.sql; },
                      },
            *value);
}

/// What differs between the two states of a column, as "int32 to int64, not null to null".
QString difference(const Column &from, const Column &to)
{
    QStringList all;
    if (from.type != to.type)
        all += from.type.toString() + u" to " + to.type.toString();
    if (from.nullable != to.nullable)
        all += to.nullable ? u"not null to null"_s : u"null to not null"_s;
    if (from.autoIncrement != to.autoIncrement)
        all += to.autoIncrement ? u"with auto increment"_s : u"without auto increment"_s;
    if (from.defaultValue != to.defaultValue)
        all += u"default "_s + shown(from.defaultValue) + u" to " + shown(to.defaultValue);
    if (from.generated != to.generated)
        all += !to.generated ? u"not generated any more"_s : u"generated as "_s + to.generated->expression;
    if (from.collation != to.collation)
        all += u"collation "_s + named(from.collation, u"default"_s) + u" to " + named(to.collation, u"default"_s);
    if (from.comment != to.comment)
        all += u"comment"_s;
    return all.isEmpty() ? u"nothing"_s : all.join(u", "_s);
}

struct IntegerRange
{
    bool isSigned;
    int bits;
};

IntegerRange rangeOf(TypeKind kind)
{
    switch (kind) {
    case TypeKind::Int16: return { true, 16 };
    case TypeKind::Int32: return { true, 32 };
    case TypeKind::UInt16: return { false, 16 };
    case TypeKind::UInt32: return { false, 32 };
    case TypeKind::UInt64: return { false, 64 };
    default: return { true, 64 };
    }
}

bool integerFits(TypeKind from, TypeKind to)
{
    const IntegerRange a = rangeOf(from);
    const IntegerRange b = rangeOf(to);
    if (a.isSigned == b.isSigned)
        return b.bits >= a.bits;
    return !a.isSigned && b.bits > a.bits;
}

/// Decimal digits that every value of an integer type fits into.
int digitsOf(TypeKind kind)
{
    switch (rangeOf(kind).bits) {
    case 16: return 5;
    case 32: return 10;
    default: return kind == TypeKind::UInt64 ? 20 : 19;
    }
}

/// Bits of the integers that a floating type keeps exactly.
int exactBits(TypeKind kind) { return kind == TypeKind::Float ? 24 : 53; }

bool enumFits(const ColumnType &from, const ColumnType &to)
{
    return std::ranges::all_of(from.values, [&](const QString &value) { return to.values.contains(value); });
}

/// The most characters that a value's text form has; -1 without a bound.
int longestText(const ColumnType &type)
{
    switch (type.kind) {
    case TypeKind::Bool: return 5;
    case TypeKind::Int16:
    case TypeKind::Int32:
    case TypeKind::Int64:
    case TypeKind::UInt16:
    case TypeKind::UInt32:
    case TypeKind::UInt64: return digitsOf(type.kind) + 1;
    case TypeKind::Decimal: return type.precision + 3;
    case TypeKind::String: return type.length;
    case TypeKind::Date: return 10;
    case TypeKind::Time: return 12;
    case TypeKind::DateTime: return 30;
    case TypeKind::Uuid: return 36;
    case TypeKind::Enum: {
        qsizetype longest = 0;
        for (const QString &value : type.values)
            longest = std::max(longest, value.size());
        return int(longest);
    }
    default: return -1;
    }
}

/// Does every value of \a from have its own place in \a to?
bool typeFits(const ColumnType &from, const ColumnType &to)
{
    if (from == to)
        return true;
    if (to.kind == TypeKind::Text)
        return from.kind != TypeKind::Binary && from.kind != TypeKind::Opaque;
    if (to.kind == TypeKind::String) {
        const int longest = longestText(from);
        return longest >= 0 && longest <= to.length;
    }
    if (from.isInteger()) {
        if (to.isInteger())
            return integerFits(from.kind, to.kind);
        if (to.kind == TypeKind::Decimal)
            return to.precision - to.scale >= digitsOf(from.kind);
        return (to.kind == TypeKind::Float || to.kind == TypeKind::Double) && rangeOf(from.kind).bits <= exactBits(to.kind);
    }
    if (from.kind == TypeKind::Bool)
        return to.isInteger();
    if (from.kind != to.kind)
        return from.kind == TypeKind::Float && to.kind == TypeKind::Double;
    switch (from.kind) {
    case TypeKind::Decimal: return to.scale >= from.scale && to.precision - to.scale >= from.precision - from.scale;
    case TypeKind::Vector: return to.length == 0;
    case TypeKind::Binary: return to.length == 0 || (from.length != 0 && to.length >= from.length);
    case TypeKind::Enum: return enumFits(from, to);
    case TypeKind::Array: return from.element && to.element && typeFits(*from.element, *to.element);
    default: return false;
    }
}

} // namespace

bool widens(const ColumnType &from, const ColumnType &to) { return typeFits(from, to); }

QString describe(const Change &change)
{
    return std::visit(
            Overloaded {
                    [](const CreateTable &c) -> QString { return u"create table "_s + shown(c.table); },
                    [](const DropTable &c) -> QString { return u"drop table "_s + shown(c.table); },
                    [](const RenameTable &c) -> QString { return u"rename table "_s + shown(c.from) + u" to " + shown(c.to); },
                    [](const AddColumn &c) -> QString {
                        return u"add column "_s + shown(c.table) + u'.' + c.column.name + u' ' + c.column.type.toString();
                    },
                    [](const DropColumn &c) -> QString { return u"drop column "_s + shown(c.table) + u'.' + c.column.name; },
                    [](const RenameColumn &c) -> QString {
                        return u"rename column "_s + shown(c.table) + u'.' + c.from + u" to " + c.to;
                    },
                    [](const AlterColumn &c) -> QString {
                        return u"alter column "_s + shown(c.table) + u'.' + c.to.name + u": " + difference(c.from, c.to);
                    },
                    [](const AlterPrimaryKey &c) -> QString {
                        return u"alter primary key of "_s + shown(c.table) + u": " + list(c.from.columns) + u" to "
                                + list(c.to.columns);
                    },
                    [](const CreateIndex &c) -> QString {
                        return (c.index.unique ? u"create unique index "_s : u"create index "_s) + c.index.name + u" on "
                                + shown(c.table) + u' ' + parts(c.index);
                    },
                    [](const DropIndex &c) -> QString { return u"drop index "_s + c.index.name + u" on " + shown(c.table); },
                    [](const RenameIndex &c) -> QString {
                        return u"rename index "_s + c.from + u" on " + shown(c.table) + u" to " + c.to;
                    },
                    [](const AddUnique &c) -> QString {
                        return u"add unique "_s + shown(c.table) + u' ' + list(c.unique.columns);
                    },
                    [](const DropUnique &c) -> QString {
                        return u"drop unique "_s + shown(c.table) + u' ' + list(c.unique.columns);
                    },
                    [](const AddForeignKey &c) -> QString {
                        return u"add foreign key "_s + shown(c.table) + u' ' + list(c.foreignKey.columns) + u" to "
                                + shown(TableName { c.foreignKey.referencedTable, c.foreignKey.referencedNamespace }) + u' '
                                + list(c.foreignKey.referencedColumns);
                    },
                    [](const DropForeignKey &c) -> QString {
                        return u"drop foreign key "_s + shown(c.table) + u' ' + list(c.foreignKey.columns);
                    },
                    [](const AddCheck &c) -> QString { return u"add check "_s + shown(c.check) + u" on " + shown(c.table); },
                    [](const DropCheck &c) -> QString { return u"drop check "_s + shown(c.check) + u" on " + shown(c.table); },
                    [](const AlterTableComment &c) -> QString { return u"change comment of table "_s + shown(c.table); },
                    [](const CreateView &c) -> QString { return u"create view "_s + shown(c.view); },
                    [](const DropView &c) -> QString { return u"drop view "_s + shown(c.view); },
                    [](const CreateEnum &c) -> QString { return u"create enum "_s + shown(c.type); },
                    [](const DropEnum &c) -> QString { return u"drop enum "_s + shown(c.type); },
                    [](const AlterEnum &c) -> QString {
                        return u"alter enum "_s + shown(c.to) + u": " + list(c.from.values) + u" to " + list(c.to.values);
                    },
            },
            change);
}

bool isDestructive(const Change &change)
{
    return std::visit(Overloaded {
                              [](const CreateTable &) { return false; },
                              [](const DropTable &) { return true; },
                              [](const RenameTable &) { return false; },
                              [](const AddColumn &) { return false; },
                              [](const DropColumn &c) { return !c.column.generated; },
                              [](const RenameColumn &) { return false; },
                              [](const AlterColumn &c) {
                                  if (c.from.generated)
                                      return false;
                                  // A default takes the place of every NULL; without one, rows with NULL refuse the change.
                                  const bool replacesNulls = c.from.nullable && !c.to.nullable && c.to.defaultValue;
                                  return bool(c.to.generated) || replacesNulls || !typeFits(c.from.type, c.to.type);
                              },
                              [](const AlterPrimaryKey &) { return false; },
                              [](const CreateIndex &) { return false; },
                              [](const DropIndex &) { return false; },
                              [](const RenameIndex &) { return false; },
                              [](const AddUnique &) { return false; },
                              [](const DropUnique &) { return false; },
                              [](const AddForeignKey &) { return false; },
                              [](const DropForeignKey &) { return false; },
                              [](const AddCheck &) { return false; },
                              [](const DropCheck &) { return false; },
                              [](const AlterTableComment &) { return false; },
                              [](const CreateView &) { return false; },
                              [](const DropView &c) { return c.view.materialized; },
                              [](const CreateEnum &) { return false; },
                              [](const DropEnum &) { return false; },
                              [](const AlterEnum &c) {
                                  return !std::ranges::all_of(
                                          c.from.values, [&](const QString &value) { return c.to.values.contains(value); });
                              },
                      },
            change);
}

Change reversed(const Change &change)
{
    return std::visit(Overloaded {
                              [](const CreateTable &c) -> Change { return DropTable { c.table }; },
                              [](const DropTable &c) -> Change { return CreateTable { c.table }; },
                              [](const RenameTable &c) -> Change { return RenameTable { c.to, c.from }; },
                              [](const AddColumn &c) -> Change { return DropColumn { c.table, c.column }; },
                              [](const DropColumn &c) -> Change { return AddColumn { c.table, c.column }; },
                              [](const RenameColumn &c) -> Change { return RenameColumn { c.table, c.to, c.from }; },
                              [](const AlterColumn &c) -> Change { return AlterColumn { c.table, c.to, c.from }; },
                              [](const AlterPrimaryKey &c) -> Change { return AlterPrimaryKey { c.table, c.to, c.from }; },
                              [](const CreateIndex &c) -> Change { return DropIndex { c.table, c.index }; },
                              [](const DropIndex &c) -> Change { return CreateIndex { c.table, c.index }; },
                              [](const RenameIndex &c) -> Change { return RenameIndex { c.table, c.to, c.from }; },
                              [](const AddUnique &c) -> Change { return DropUnique { c.table, c.unique }; },
                              [](const DropUnique &c) -> Change { return AddUnique { c.table, c.unique }; },
                              [](const AddForeignKey &c) -> Change { return DropForeignKey { c.table, c.foreignKey }; },
                              [](const DropForeignKey &c) -> Change { return AddForeignKey { c.table, c.foreignKey }; },
                              [](const AddCheck &c) -> Change { return DropCheck { c.table, c.check }; },
                              [](const DropCheck &c) -> Change { return AddCheck { c.table, c.check }; },
                              [](const AlterTableComment &c) -> Change { return AlterTableComment { c.table, c.to, c.from }; },
                              [](const CreateView &c) -> Change { return DropView { c.view }; },
                              [](const DropView &c) -> Change { return CreateView { c.view }; },
                              [](const CreateEnum &c) -> Change { return DropEnum { c.type }; },
                              [](const DropEnum &c) -> Change { return CreateEnum { c.type }; },
                              [](const AlterEnum &c) -> Change { return AlterEnum { c.to, c.from }; },
                      },
            change);
}

} // namespace quoin::schema
