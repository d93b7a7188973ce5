// SPDX-License-Identifier: MIT
#include <quoin/schema/apply.h>

#include <quoin/schema/overloaded.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace quoin::schema {

namespace {

void rename(QStringList &names, const QString &from, const QString &to)
{
    for (QString &name : names) {
        if (name == from)
            name = to;
    }
}

/// One change against one schema: each operator() is one alternative.
class Applier
{
public:
    Applier(const Change &change, Schema &schema) : m_change(change), m_schema(schema) { }

    Result<void> operator()(const CreateTable &c)
    {
        if (isTaken({ c.table.name, c.table.nameSpace }))
            return exists(u"table or view"_s, c.table.name);
        m_schema.tables += c.table;
        return {};
    }

    Result<void> operator()(const DropTable &c)
    {
        return removeFirst(m_schema.tables, [&](const Table &t) { return isNamed(t, { c.table.name, c.table.nameSpace }); });
    }

    Result<void> operator()(const RenameTable &c)
    {
        Table *table = find(c.from);
        if (!table)
            return missing(u"table"_s, c.from.name);
        if (c.to != c.from && isTaken(c.to))
            return exists(u"table or view"_s, c.to.name);
        table->name = c.to.name;
        table->nameSpace = c.to.nameSpace;
        for (Table &t : m_schema.tables) {
            for (ForeignKey &key : t.foreignKeys) {
                if (key.referencedTable == c.from.name && key.referencedNamespace == c.from.nameSpace) {
                    key.referencedTable = c.to.name;
                    key.referencedNamespace = c.to.nameSpace;
                }
            }
        }
        return {};
    }

    Result<void> operator()(const AddColumn &c)
    {
        return withTable(c.table, [&](Table &table) -> Result<void> {
            if (table.column(c.column.name))
                return exists(u"column"_s, c.column.name);
            table.columns += c.column;
            return {};
        });
    }

    Result<void> operator()(const DropColumn &c)
    {
        return withTable(c.table, [&](Table &table) {
            return removeFirst(table.columns, [&](const Column &column) { return column.name == c.column.name; });
        });
    }

    Result<void> operator()(const RenameColumn &c)
    {
        return withTable(c.table, [&](Table &table) -> Result<void> {
            const auto column = std::ranges::find(table.columns, c.from, &Column::name);
            if (column == table.columns.end())
                return missing(u"column"_s, c.from);
            if (c.to != c.from && table.column(c.to))
                return exists(u"column"_s, c.to);
            column->name = c.to;
            rename(table.primaryKey.columns, c.from, c.to);
            for (Unique &unique : table.uniques)
                rename(unique.columns, c.from, c.to);
            for (Index &index : table.indexes) {
                rename(index.include, c.from, c.to);
                for (IndexPart &part : index.parts) {
                    if (part.column == c.from)
                        part.column = c.to;
                }
            }
            for (ForeignKey &key : table.foreignKeys)
                rename(key.columns, c.from, c.to);
            for (Check &check : table.checks) {
                for (ColumnRule &rule : check.rules) {
                    if (rule.column == c.from)
                        rule.column = c.to;
                }
            }
            for (Table &t : m_schema.tables) {
                for (ForeignKey &key : t.foreignKeys) {
                    if (key.referencedTable == c.table.name && key.referencedNamespace == c.table.nameSpace)
                        rename(key.referencedColumns, c.from, c.to);
                }
            }
            return {};
        });
    }

    Result<void> operator()(const AlterColumn &c)
    {
        return withTable(c.table, [&](Table &table) -> Result<void> {
            const auto column = std::ranges::find(table.columns, c.from.name, &Column::name);
            if (column == table.columns.end())
                return missing(u"column"_s, c.from.name);
            if (c.to.name != c.from.name && table.column(c.to.name))
                return exists(u"column"_s, c.to.name);
            *column = c.to;
            return {};
        });
    }

    Result<void> operator()(const AlterPrimaryKey &c)
    {
        return withTable(c.table, [&](Table &table) -> Result<void> {
            table.primaryKey = c.to;
            return {};
        });
    }

    Result<void> operator()(const CreateIndex &c) { return add(c.table, &Table::indexes, c.index); }
    Result<void> operator()(const DropIndex &c) { return remove(c.table, &Table::indexes, c.index); }
    Result<void> operator()(const RenameIndex &c)
    {
        return withTable(c.table, [&](Table &table) -> Result<void> {
            const auto index = std::ranges::find(table.indexes, c.from, &Index::name);
            if (index == table.indexes.end())
                return missing(u"index"_s, c.from);
            if (c.to != c.from && table.index(c.to))
                return exists(u"index"_s, c.to);
            index->name = c.to;
            return {};
        });
    }
    Result<void> operator()(const AddUnique &c) { return add(c.table, &Table::uniques, c.unique); }
    Result<void> operator()(const DropUnique &c) { return remove(c.table, &Table::uniques, c.unique); }
    Result<void> operator()(const AddForeignKey &c) { return add(c.table, &Table::foreignKeys, c.foreignKey); }
    Result<void> operator()(const DropForeignKey &c) { return remove(c.table, &Table::foreignKeys, c.foreignKey); }
    Result<void> operator()(const AddCheck &c) { return add(c.table, &Table::checks, c.check); }
    Result<void> operator()(const DropCheck &c) { return remove(c.table, &Table::checks, c.check); }

    Result<void> operator()(const AlterTableComment &c)
    {
        return withTable(c.table, [&](Table &table) -> Result<void> {
            table.comment = c.to;
            return {};
        });
    }

    Result<void> operator()(const CreateView &c)
    {
        if (isTaken({ c.view.name, c.view.nameSpace }))
            return exists(u"table or view"_s, c.view.name);
        m_schema.views += c.view;
        return {};
    }
    Result<void> operator()(const DropView &c)
    {
        return removeFirst(m_schema.views, [&](const View &v) { return isNamed(v, { c.view.name, c.view.nameSpace }); });
    }
    Result<void> operator()(const CreateEnum &c)
    {
        if (std::ranges::any_of(m_schema.enums, [&](const EnumType &e) { return isNamed(e, { c.type.name, c.type.nameSpace }); }))
            return exists(u"enum"_s, c.type.name);
        m_schema.enums += c.type;
        return {};
    }
    Result<void> operator()(const DropEnum &c)
    {
        return removeFirst(m_schema.enums, [&](const EnumType &e) { return isNamed(e, { c.type.name, c.type.nameSpace }); });
    }
    Result<void> operator()(const AlterEnum &c)
    {
        for (EnumType &type : m_schema.enums) {
            if (type.name != c.from.name || type.nameSpace != c.from.nameSpace)
                continue;
            type = c.to;
            for (Table &table : m_schema.tables) {
                for (Column &column : table.columns) {
                    if (column.type.kind == TypeKind::Enum && column.type.enumName == c.from.name)
                        column.type.values = c.to.values;
                }
            }
            return {};
        }
        return missing(u"enum"_s, c.from.name);
    }

private:
    template<class Item>
    static bool isNamed(const Item &item, const TableName &name)
    {
        return item.name == name.name && item.nameSpace == name.nameSpace;
    }

    /// Tables and views share their names.
    [[nodiscard]] bool isTaken(const TableName &name) const
    {
        const auto is = [&](const auto &item) { return isNamed(item, name); };
        return std::ranges::any_of(m_schema.tables, is) || std::ranges::any_of(m_schema.views, is);
    }

    Table *find(const TableName &name)
    {
        const auto table = std::ranges::find_if(m_schema.tables, [&](const Table &t) { return isNamed(t, name); });
        return table == m_schema.tables.end() ? nullptr : &*table;
    }

    template<class Function>
    Result<void> withTable(const TableName &name, Function function)
    {
        Table *table = find(name);
        return table ? function(*table) : missing(u"table"_s, name.name);
    }

    template<class Item>
    Result<void> add(const TableName &name, QList<Item> Table::*list, const Item &item)
    {
        return withTable(name, [&](Table &table) -> Result<void> {
            const QList<Item> &items = table.*list;
            // Without a name, which the engine will give, the same thing twice is what cannot be.
            const bool taken = item.name.isEmpty() ? items.contains(item) : containsName(items, item.name);
            if (taken)
                return fail(item.name.isEmpty() ? u"the table has it already"_s
                                                : u"the table already has one with the name \"%1\""_s.arg(item.name));
            (table.*list) += item;
            return {};
        });
    }

    template<class Item>
    static bool containsName(const QList<Item> &items, const QString &name)
    {
        return std::ranges::find(items, name, &Item::name) != items.end();
    }

    /// By equality, or else by name: a change may carry less than the schema has (an empty comment, say).
    template<class Item>
    Result<void> remove(const TableName &name, QList<Item> Table::*list, const Item &item)
    {
        return withTable(name, [&](Table &table) {
            QList<Item> &items = table.*list;
            if (const qsizetype at = items.indexOf(item); at >= 0) {
                items.removeAt(at);
                return Result<void>();
            }
            return removeFirst(items, [&](const Item &other) { return !item.name.isEmpty() && other.name == item.name; });
        });
    }

    template<class List, class Predicate>
    Result<void> removeFirst(List &list, Predicate predicate)
    {
        const auto found = std::ranges::find_if(list, predicate);
        if (found == list.end())
            return fail(u"there is no such thing in the schema"_s);
        list.erase(found);
        return {};
    }

    [[nodiscard]] Error missing(const QString &what, const QString &name) const
    {
        return fail(u"the schema has no %1 \"%2\""_s.arg(what, name));
    }

    [[nodiscard]] Error exists(const QString &what, const QString &name) const
    {
        return fail(u"there already is a %1 \"%2\""_s.arg(what, name));
    }

    [[nodiscard]] Error fail(const QString &why) const
    {
        return Error(ErrorKind::Migration, u"Cannot %1: %2."_s.arg(describe(m_change), why));
    }

    const Change &m_change;
    Schema &m_schema;
};

} // namespace

Result<void> apply(const Change &change, Schema &schema) { return std::visit(Applier(change, schema), change); }

Result<Schema> applied(const QList<Change> &changes, Schema schema)
{
    for (const Change &change : changes) {
        if (auto done = apply(change, schema); !done)
            return done.error();
    }
    return schema;
}

} // namespace quoin::schema
