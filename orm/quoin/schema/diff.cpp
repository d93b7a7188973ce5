// SPDX-License-Identifier: MIT
#include <quoin/schema/diff.h>

#include <quoin/schema/apply.h>

#include <QtCore/qset.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace quoin::schema {

DiffRules::~DiffRules() = default;

namespace {

/// Columns whose type or key changes, as "namespace\ntable\tcolumn": foreign keys on them or to them leave and come back.
using ColumnSet = QSet<QString>;

/// The two schemas side by side. The changes are collected by kind, because the order in which they can be applied is
/// an order of kinds; all() strings them together.
class Differ
{
public:
    Differ(const Schema &from, const Schema &to, const DiffRules &rules) : m_from(from), m_to(to), m_rules(rules) { }

    void rename(const DiffHints &hints);
    void run();
    [[nodiscard]] QList<Change> all() const;

private:
    // Names as they are compared.
    [[nodiscard]] QString folded(const QString &name) const { return m_rules.namesAreCaseSensitive() ? name : name.toLower(); }
    [[nodiscard]] QStringList folded(const QStringList &names) const;
    [[nodiscard]] QString key(const QString &name, const QString &nameSpace) const;
    [[nodiscard]] QString key(const Table &table) const { return key(table.name, table.nameSpace); }
    [[nodiscard]] bool same(const QString &a, const QString &b) const { return folded(a) == folded(b); }
    [[nodiscard]] const Table *counterpart(const Table &table, const Schema &schema) const;
    [[nodiscard]] const Column *counterpart(const Column &column, const Table &table) const;

    // What things mean.
    [[nodiscard]] Column meaning(const Column &column, const Table &table) const;
    [[nodiscard]] Index meaning(const Index &index) const;
    [[nodiscard]] ForeignKey meaning(const ForeignKey &key) const;
    [[nodiscard]] bool isPlainUnique(const Index &index) const;
    [[nodiscard]] bool isMadeForForeignKey(const Index &index, const Table &to) const;

    void tables();
    void createTables(QList<const Table *> wanted);
    void dropTables(const QList<const Table *> &unwanted);
    void table(const Table &from, const Table &to);
    void columns(const Table &from, const Table &to);
    void uniques(const Table &from, const Table &to);
    void indexes(const Table &from, const Table &to);
    void checks(const Table &from, const Table &to);
    void foreignKeys(const Table &from, const Table &to);
    void views();
    void enums();
    [[nodiscard]] bool standsOnTouched(const ForeignKey &foreignKey, const Table &table) const;
    void touch(const Table &table, const QStringList &columns);

    Schema m_from; // a copy: renames are applied to it first
    const Schema &m_to;
    const DiffRules &m_rules;
    ColumnSet m_touched;

    QList<Change> m_renames, m_dropViews, m_dropForeignKeys, m_dropConstraints, m_dropTables, m_enums, m_createTables,
            m_addColumns, m_alterColumns, m_keys, m_dropColumns, m_comments, m_addConstraints, m_addForeignKeys, m_createViews,
            m_dropEnums;
};

QStringList Differ::folded(const QStringList &names) const
{
    QStringList out;
    for (const QString &name : names)
        out += folded(name);
    return out;
}

QString Differ::key(const QString &name, const QString &nameSpace) const
{
    return m_rules.hasNamespaces() ? QString(folded(nameSpace) + u'\n' + folded(name)) : folded(name);
}

const Table *Differ::counterpart(const Table &table, const Schema &schema) const
{
    for (const Table &other : schema.tables) {
        if (key(other) == key(table))
            return &other;
    }
    return nullptr;
}

const Column *Differ::counterpart(const Column &column, const Table &table) const
{
    for (const Column &other : table.columns) {
        if (same(other.name, column.name))
            return &other;
    }
    return nullptr;
}

Column Differ::meaning(const Column &column, const Table &table) const
{
    Column out = column;
    out.name = folded(column.name);
    out.type = column.autoIncrement ? m_rules.normalizedKeyType(column.type) : m_rules.normalizedType(column.type);
    if (!out.type.enumName.isEmpty())
        out.type.values.clear(); // the type's own change tells of its values
    out.defaultValue = m_rules.normalizedDefault(column);
    if (out.generated) {
        out.generated->expression = m_rules.normalizedExpression(column.generated->expression);
        out.nullable = true;
    }
    if (table.primaryKey.columns.contains(column.name))
        out.nullable = false;
    out.collation = m_rules.normalizedCollation(column.collation);
    out.comment = m_rules.hasComments() ? m_rules.normalizedComment(column.comment) : QString();
    return out;
}

Index Differ::meaning(const Index &index) const
{
    Index out = index;
    for (IndexPart &part : out.parts) {
        part.column = folded(part.column);
        if (!part.expression.isEmpty())
            part.expression = m_rules.normalizedExpression(part.expression);
    }
    out.condition = m_rules.hasPartialIndexes() && !index.condition.isEmpty() ? m_rules.normalizedExpression(index.condition)
                                                                              : QString();
    out.include = m_rules.hasCoveringIndexes() ? folded(index.include) : QStringList();
    if (out.method == u"btree"_s)
        out.method.clear();
    out.comment = m_rules.hasComments() ? m_rules.normalizedComment(index.comment) : QString();
    return out;
}

ForeignKey Differ::meaning(const ForeignKey &key) const
{
    ForeignKey out = key;
    out.name.clear();
    out.columns = folded(key.columns);
    out.referencedColumns = folded(key.referencedColumns);
    out.referencedTable = folded(key.referencedTable);
    if (!m_rules.hasNamespaces())
        out.referencedNamespace.clear();
    out.onDelete = m_rules.normalizedAction(key.onDelete);
    out.onUpdate = m_rules.normalizedAction(key.onUpdate);
    if (!m_rules.hasDeferrableForeignKeys())
        out.deferrable = false;
    return out;
}

bool Differ::isPlainUnique(const Index &index) const
{
    const Index plain = meaning(index);
    return plain.unique && plain.condition.isEmpty() && plain.include.isEmpty() && plain.method.isEmpty()
            && std::ranges::all_of(plain.parts, [](const IndexPart &part) {
                   return part.expression.isEmpty() && !part.descending && part.operatorClass.isEmpty() && part.prefixLength == 0;
               });
}

QStringList columnsOf(const Index &index)
{
    QStringList out;
    for (const IndexPart &part : index.parts)
        out += part.column;
    return out;
}

bool Differ::isMadeForForeignKey(const Index &index, const Table &to) const
{
    if (!m_rules.indexesForeignKeys() || index.unique)
        return false;
    const QStringList columns = folded(columnsOf(index));
    return std::ranges::any_of(
            to.foreignKeys, [&](const ForeignKey &foreignKey) { return folded(foreignKey.columns) == columns; });
}

void Differ::rename(const DiffHints &hints)
{
    const auto add = [this](const Change &change) {
        if (apply(change, m_from).has_value()) // a hint about what is not there, or is renamed already, says nothing
            m_renames += change;
    };
    for (const DiffHints::TableRename &hint : hints.tables) {
        if (!m_from.table(hint.to.name, hint.to.nameSpace))
            add(RenameTable { hint.from, hint.to });
    }
    for (const DiffHints::ColumnRename &hint : hints.columns) {
        const Table *table = m_from.table(hint.table.name, hint.table.nameSpace);
        if (table && !table->column(hint.to))
            add(RenameColumn { hint.table, hint.from, hint.to });
    }
}

void Differ::run()
{
    if (m_rules.hasEnumTypes())
        enums();
    tables();
    views();
}

QList<Change> Differ::all() const
{
    return m_renames + m_dropViews + m_dropForeignKeys + m_dropConstraints + m_dropTables + m_enums + m_createTables
            + m_addColumns + m_alterColumns + m_keys + m_dropColumns + m_comments + m_addConstraints + m_addForeignKeys
            + m_createViews + m_dropEnums;
}

void Differ::tables()
{
    QList<const Table *> wanted;
    QList<const Table *> unwanted;
    QList<std::pair<const Table *, const Table *>> kept;
    for (const Table &to : m_to.tables) {
        if (const Table *from = counterpart(to, m_from))
            kept.emplaceBack(from, &to);
        else
            wanted += &to;
    }
    for (const Table &from : std::as_const(m_from.tables)) {
        if (!counterpart(from, m_to))
            unwanted += &from;
    }
    dropTables(unwanted);
    createTables(wanted);
    for (const auto &[from, to] : std::as_const(kept))
        table(*from, *to);
    // Last, as foreign keys have to leave and come back where the columns under them change.
    for (const auto &[from, to] : std::as_const(kept))
        foreignKeys(*from, *to);
}

/// Parents first. In a cycle the first table goes without its foreign keys to those that are not there yet.
void Differ::createTables(QList<const Table *> wanted)
{
    const auto isWaiting = [&](const ForeignKey &foreignKey, const Table *table) {
        const QString target = key(foreignKey.referencedTable, foreignKey.referencedNamespace);
        return target != key(*table) && std::ranges::any_of(wanted, [&](const Table *other) { return key(*other) == target; });
    };
    while (!wanted.isEmpty()) {
        auto next = std::ranges::find_if(wanted, [&](const Table *table) {
            return std::ranges::none_of(table->foreignKeys, [&](const ForeignKey &k) { return isWaiting(k, table); });
        });
        const Table *table = next == wanted.end() ? wanted.first() : *next;
        Table created = *table;
        created.foreignKeys.clear();
        for (const ForeignKey &foreignKey : table->foreignKeys) {
            if (isWaiting(foreignKey, table))
                m_addForeignKeys += AddForeignKey { { table->name, table->nameSpace }, foreignKey };
            else
                created.foreignKeys += foreignKey;
        }
        m_createTables += CreateTable { created };
        wanted.removeOne(table);
    }
}

/// Children first; in a cycle the foreign keys that are in the way go before, and so not with their table.
void Differ::dropTables(const QList<const Table *> &unwanted)
{
    QList<Table> left;
    for (const Table *table : unwanted)
        left += *table;
    const auto refersTo = [&](const ForeignKey &foreignKey, const Table &table) {
        return key(foreignKey.referencedTable, foreignKey.referencedNamespace) == key(table);
    };
    const auto isReferenced = [&](const Table &table) {
        return std::ranges::any_of(left, [&](const Table &other) {
            return key(other) != key(table)
                    && std::ranges::any_of(other.foreignKeys, [&](const ForeignKey &k) { return refersTo(k, table); });
        });
    };
    while (!left.isEmpty()) {
        const auto next = std::ranges::find_if_not(left, isReferenced);
        const qsizetype at = next == left.end() ? 0 : std::distance(left.begin(), next);
        const Table dropped = left.takeAt(at);
        for (Table &other : left) {
            other.foreignKeys.removeIf([&](const ForeignKey &foreignKey) {
                if (!refersTo(foreignKey, dropped))
                    return false;
                m_dropForeignKeys += DropForeignKey { { other.name, other.nameSpace }, foreignKey };
                return true;
            });
        }
        m_dropTables += DropTable { dropped };
    }
}

void Differ::table(const Table &from, const Table &to)
{
    const TableName name { from.name, from.nameSpace };
    columns(from, to);
    if (folded(from.primaryKey.columns) != folded(to.primaryKey.columns)
            || (m_rules.hasPrimaryKeyNames() && from.primaryKey.name != to.primaryKey.name)) {
        m_keys += AlterPrimaryKey { name, from.primaryKey, to.primaryKey };
        touch(from, from.primaryKey.columns);
    }
    if (m_rules.hasComments() && m_rules.normalizedComment(from.comment) != m_rules.normalizedComment(to.comment))
        m_comments += AlterTableComment { name, from.comment, to.comment };
    uniques(from, to);
    indexes(from, to);
    checks(from, to);
}

void Differ::columns(const Table &from, const Table &to)
{
    const TableName name { from.name, from.nameSpace };
    for (const Column &wanted : to.columns) {
        const Column *stored = counterpart(wanted, from);
        if (!stored) {
            m_addColumns += AddColumn { name, wanted };
            continue;
        }
        const Column before = meaning(*stored, from);
        const Column after = meaning(wanted, to);
        if (before == after)
            continue;
        Column altered = wanted;
        altered.name = stored->name; // names that differ by case alone are the engine's, as it is the same column
        m_alterColumns += AlterColumn { name, *stored, altered };
        if (before.type != after.type || before.collation != after.collation)
            touch(from, { stored->name });
    }
    for (const Column &stored : from.columns) {
        if (!counterpart(stored, to))
            m_dropColumns += DropColumn { name, stored };
    }
}

void Differ::touch(const Table &table, const QStringList &columns)
{
    for (const QString &column : columns)
        m_touched += key(table) + u'\t' + folded(column);
}

/// Unique constraints and plain unique indexes are one thing; what counts is their columns.
void Differ::uniques(const Table &from, const Table &to)
{
    const TableName name { from.name, from.nameSpace };
    struct Key
    {
        QStringList columns;
        Change drop;
    };
    QList<Key> stored;
    for (const Unique &unique : from.uniques)
        stored += Key { unique.columns, DropUnique { name, unique } };
    for (const Index &index : from.indexes) {
        if (isPlainUnique(index))
            stored += Key { columnsOf(index), DropIndex { name, index } };
    }
    const auto take = [&](const QStringList &columns) {
        const QStringList wanted = folded(columns);
        const auto found = std::ranges::find_if(stored, [&](const Key &k) { return folded(k.columns) == wanted; });
        if (found == stored.end())
            return false;
        stored.erase(found);
        return true;
    };
    for (const Unique &unique : to.uniques) {
        if (!take(unique.columns))
            m_addConstraints += AddUnique { name, unique };
    }
    for (const Index &index : to.indexes) {
        if (isPlainUnique(index) && !take(columnsOf(index)))
            m_addConstraints += CreateIndex { name, index };
    }
    for (const Key &left : std::as_const(stored)) {
        m_dropConstraints += left.drop;
        touch(from, left.columns);
    }
}

void Differ::indexes(const Table &from, const Table &to)
{
    const TableName name { from.name, from.nameSpace };
    QList<Index> stored;
    QList<Index> wanted;
    for (const Index &index : from.indexes) {
        if (!isPlainUnique(index))
            stored += index;
    }
    for (const Index &index : to.indexes) {
        if (!isPlainUnique(index))
            wanted += index;
    }
    const auto takeSame = [&](bool (*mayMatch)(const QString &, const QString &), bool renames) {
        QList<Index> left;
        for (const Index &index : std::as_const(wanted)) {
            Index mine = meaning(index);
            const auto found = std::ranges::find_if(stored, [&](const Index &other) {
                Index theirs = meaning(other);
                theirs.name = mine.name;
                return mayMatch(other.name, index.name) && theirs == mine;
            });
            if (found == stored.end()) {
                left += index;
                continue;
            }
            if (renames)
                m_addConstraints += RenameIndex { name, found->name, index.name };
            stored.erase(found);
        }
        wanted = left;
    };
    takeSame([](const QString &a, const QString &b) { return a == b; }, false);
    takeSame([](const QString &, const QString &b) { return b.isEmpty(); }, false);
    takeSame([](const QString &, const QString &) { return true; }, true);
    for (const Index &index : std::as_const(stored)) {
        if (!isMadeForForeignKey(index, to))
            m_dropConstraints += DropIndex { name, index };
    }
    for (const Index &index : std::as_const(wanted))
        m_addConstraints += CreateIndex { name, index };
}

void Differ::checks(const Table &from, const Table &to)
{
    const TableName name { from.name, from.nameSpace };
    QList<Check> stored = from.checks;
    for (const Check &check : to.checks) {
        const QString wanted = m_rules.normalizedCheck(check);
        const auto found
                = std::ranges::find_if(stored, [&](const Check &other) { return m_rules.normalizedCheck(other) == wanted; });
        if (found == stored.end())
            m_addConstraints += AddCheck { name, check };
        else
            stored.erase(found);
    }
    for (const Check &check : std::as_const(stored))
        m_dropConstraints += DropCheck { name, check };
}

bool Differ::standsOnTouched(const ForeignKey &foreignKey, const Table &table) const
{
    const auto touches = [&](const QString &tableKey, const QStringList &columns) {
        return std::ranges::any_of(
                columns, [&](const QString &column) { return m_touched.contains(tableKey + u'\t' + folded(column)); });
    };
    return touches(key(table), foreignKey.columns)
            || touches(key(foreignKey.referencedTable, foreignKey.referencedNamespace), foreignKey.referencedColumns);
}

void Differ::foreignKeys(const Table &from, const Table &to)
{
    const TableName name { from.name, from.nameSpace };
    QList<ForeignKey> stored = from.foreignKeys;
    for (const ForeignKey &foreignKey : to.foreignKeys) {
        const auto found
                = std::ranges::find_if(stored, [&](const ForeignKey &other) { return meaning(other) == meaning(foreignKey); });
        if (found == stored.end()) {
            m_addForeignKeys += AddForeignKey { name, foreignKey };
            continue;
        }
        if (standsOnTouched(*found, from)) {
            m_dropForeignKeys += DropForeignKey { name, *found };
            m_addForeignKeys += AddForeignKey { name, foreignKey };
        }
        stored.erase(found);
    }
    for (const ForeignKey &foreignKey : std::as_const(stored))
        m_dropForeignKeys += DropForeignKey { name, foreignKey };
}

void Differ::views()
{
    const auto find = [&](const View &view, const Schema &schema) -> const View * {
        for (const View &other : schema.views) {
            if (key(other.name, other.nameSpace) == key(view.name, view.nameSpace))
                return &other;
        }
        return nullptr;
    };
    const auto isSame = [&](const View &a, const View &b) {
        return a.materialized == b.materialized && m_rules.normalizedExpression(a.sql) == m_rules.normalizedExpression(b.sql);
    };
    // Later views may stand on earlier ones: drop from the end.
    for (qsizetype i = m_from.views.size() - 1; i >= 0; --i) {
        const View &view = m_from.views.at(i);
        const View *wanted = find(view, m_to);
        if (!wanted || !isSame(view, *wanted))
            m_dropViews += DropView { view };
    }
    for (const View &view : m_to.views) {
        const View *stored = find(view, m_from);
        if (!stored || !isSame(*stored, view))
            m_createViews += CreateView { view };
    }
}

void Differ::enums()
{
    const auto find = [&](const EnumType &type, const Schema &schema) -> const EnumType * {
        for (const EnumType &other : schema.enums) {
            if (key(other.name, other.nameSpace) == key(type.name, type.nameSpace))
                return &other;
        }
        return nullptr;
    };
    for (const EnumType &wanted : m_to.enums) {
        const EnumType *stored = find(wanted, m_from);
        if (!stored)
            m_enums += CreateEnum { wanted };
        else if (stored->values != wanted.values)
            m_enums += AlterEnum { *stored, wanted };
    }
    for (const EnumType &stored : std::as_const(m_from.enums)) {
        if (!find(stored, m_to))
            m_dropEnums += DropEnum { stored };
    }
}

} // namespace

QList<Change> diff(const Schema &from, const Schema &to, const DiffRules &rules, const DiffHints &hints)
{
    Differ differ(from, to, rules);
    differ.rename(hints);
    differ.run();
    return differ.all();
}

} // namespace quoin::schema
