// SPDX-License-Identifier: MIT
#include <quoin/dialect/sqlite/rebuild_p.h>

#include <quoin/dialect/sqlite/convert_p.h>
#include <quoin/dialect/sqlite/tablesql_p.h>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace quoin::schema;

namespace quoin::dialect::sqlite {

namespace {

bool isRequired(const Column &column, const Table &table)
{
    return !column.generated && (!column.nullable || table.primaryKey.columns.contains(column.name));
}

/// Does a column become NOT NULL, with a default for the rows that have no value?
bool isFilled(const Column &from, const Column &to, const Rebuild &rebuild)
{
    return from.nullable && isRequired(to, rebuild.to) && to.defaultValue;
}

/// Names that no rebuild of ours may meet.
QString freeName(const QString &wanted, const Schema &schema)
{
    QString name = wanted;
    while (std::ranges::any_of(schema.tables, [&](const Table &t) { return t.name.compare(name, Qt::CaseInsensitive) == 0; }))
        name += u'_';
    return name;
}

bool counts(const Table &table) { return std::ranges::any_of(table.columns, &Column::autoIncrement); }

} // namespace

Result<QStringList> rebuildStatements(const Syntax &syntax, const Rebuild &rebuild, const Schema &schema)
{
    const QString temporary = freeName(u"quoin_new_"_s + rebuild.to.name, schema);
    auto create = createTableSql(syntax, rebuild.to, temporary);
    if (!create)
        return create.error();
    QStringList out { *create };

    QStringList targets;
    QStringList sources;
    for (const Column &column : rebuild.to.columns) {
        const Column *old = rebuild.from.column(column.name);
        if (!old || column.generated)
            continue;
        targets += syntax.quoted(column.name);
        QString source = conversion(old->type, column.type, syntax.quoted(old->name), syntax).expression;
        if (isFilled(*old, column, rebuild)) {
            auto value = defaultSql(column, defaultRules());
            if (!value)
                return value.error();
            source = u"coalesce("_s + source + u", " + *value + u')';
        }
        sources += source;
    }
    if (!targets.isEmpty())
        out += u"INSERT INTO "_s + syntax.quoted(temporary) + u" (" + targets.join(u", "_s) + u") SELECT " + sources.join(u", "_s)
                + u" FROM " + syntax.quoted(rebuild.from.name);
    if (counts(rebuild.from) && counts(rebuild.to)) { // keys that were given once are not given again
        const QString literal = syntax.textLiteral(temporary);
        out += u"DELETE FROM sqlite_sequence WHERE name = "_s + literal;
        out += u"INSERT INTO sqlite_sequence (name, seq) SELECT "_s + literal + u", seq FROM sqlite_sequence WHERE name = "
                + syntax.textLiteral(rebuild.from.name);
    }
    out += u"DROP TABLE "_s + syntax.quoted(rebuild.from.name);
    // Views and triggers of other tables name this one, which is away for a moment: the old way of renaming leaves them alone.
    out += u"PRAGMA legacy_alter_table=ON"_s;
    out += u"ALTER TABLE "_s + syntax.quoted(temporary) + u" RENAME TO " + syntax.quoted(rebuild.to.name);
    out += u"PRAGMA legacy_alter_table=OFF"_s;
    for (const Index &index : rebuild.to.indexes)
        out += createIndexSql(syntax, { rebuild.to.name, {} }, index);
    for (const Trigger &trigger : rebuild.to.triggers)
        out += trigger.sql;
    return out;
}

void addPreconditions(Preconditions &preconditions, const Syntax &syntax, const Rebuild &rebuild)
{
    const TableName table { rebuild.from.name, {} };
    for (const Column &column : rebuild.to.columns) {
        const Column *old = rebuild.from.column(column.name);
        if (!old) {
            if (isRequired(column, rebuild.to) && !column.defaultValue && !column.autoIncrement)
                preconditions.noRows(table,
                        u"%1 has %2 rows, and the new column %3 is NOT NULL without a default."_s.arg(
                                table.name, u"%1"_s, column.name));
            continue;
        }
        if (column.generated)
            continue;
        if (old->nullable && isRequired(column, rebuild.to) && !isFilled(*old, column, rebuild))
            preconditions.noNulls(table, old->name);
        if (old->type == column.type)
            continue;
        const QString message = u"%1 values of %2.%3 cannot be turned from %4 into %5."_s.arg(
                u"%1"_s, table.name, old->name, old->type.toString(), column.type.toString());
        const auto misfit = [&](const QString &name) {
            const QString condition = conversion(old->type, column.type, name, syntax).misfit;
            return condition.isEmpty() ? u"0"_s : QString(name + u" IS NOT NULL AND " + condition);
        };
        if (misfit(u"x"_s) != u"0"_s)
            preconditions.noRowWhere(table, old->name, misfit, message);
    }
    // What holds for new columns shows when the rows are copied.
    const auto wasThere = [&](const QStringList &columns) {
        return std::ranges::all_of(columns, [&](const QString &column) { return rebuild.from.column(column) != nullptr; });
    };
    for (const Unique &unique : rebuild.to.uniques) {
        const bool isNew = wasThere(unique.columns)
                && std::ranges::none_of(rebuild.from.uniques, [&](const Unique &u) { return u.columns == unique.columns; });
        Index asIndex;
        for (const QString &column : unique.columns)
            asIndex.parts += IndexPart { .column = column };
        if (isNew)
            preconditions.noDuplicates(table, asIndex);
    }
    for (const ForeignKey &key : rebuild.to.foreignKeys) {
        const bool isNew = wasThere(key.columns) && std::ranges::none_of(rebuild.from.foreignKeys, [&](const ForeignKey &k) {
            return k.columns == key.columns && k.referencedTable == key.referencedTable
                    && k.referencedColumns == key.referencedColumns;
        });
        if (isNew)
            preconditions.noOrphans(table, key);
    }
}

} // namespace quoin::dialect::sqlite
