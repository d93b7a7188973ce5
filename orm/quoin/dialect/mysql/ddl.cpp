// SPDX-License-Identifier: MIT
#include <quoin/dialect/mysql/ddl_p.h>

#include <quoin/dialect/ddltext_p.h>
#include <quoin/dialect/preconditions_p.h>
#include <quoin/schema/apply.h>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace quoin::schema;

namespace quoin::dialect::mysql {

namespace {

using Kind = PostCondition::Kind;

/// One ALTER TABLE while it is being put together.
struct Alteration
{
    TableName table {};
    QStringList clauses {};
    QStringList comments {};
    QStringList columns {}; ///< Those it touches: a second change of the same column needs a statement of its own.
    int change = -1;
    PostCondition done {}; ///< Of its last clause: all have happened or none.
};

class Planning
{
public:
    Planning(const TableSql &sql, const QList<Change> &changes, const Schema &current)
        : m_sql(sql), m_syntax(sql.syntax()), m_preconditions(m_syntax), m_schema(current)
    {
        m_plan.changes = changes;
    }

    Result<Plan> run();

private:
    void add(const QString &sql, const QString &reverse = {}, const PostCondition &done = {})
    {
        m_plan.statements += PlanStatement { sql, reverse, describe(m_plan.changes.at(m_at)), m_at, done };
    }
    void flush();
    void clause(const TableName &table, const QString &sql, const PostCondition &done = {}, const QString &column = {});
    [[nodiscard]] Table tableNow(const TableName &name) const
    {
        const Table *table = m_schema.table(name.name, name.nameSpace);
        return table ? *table : Table { .name = name.name, .nameSpace = name.nameSpace };
    }
    void replaceTypeCheck(const TableName &table, const Column *from, const Column &to);
    void uniqueRows(const TableName &table, const QStringList &columns);

    Result<void> make(const CreateTable &c);
    Result<void> make(const DropTable &c);
    Result<void> make(const RenameTable &c);
    Result<void> make(const AddColumn &c);
    Result<void> make(const DropColumn &c);
    Result<void> make(const RenameColumn &c);
    Result<void> make(const AlterColumn &c);
    Result<void> make(const AlterPrimaryKey &c);
    Result<void> make(const CreateIndex &c);
    Result<void> make(const DropIndex &c);
    Result<void> make(const RenameIndex &c);
    Result<void> make(const AddUnique &c);
    Result<void> make(const DropUnique &c);
    Result<void> make(const AddForeignKey &c);
    Result<void> make(const DropForeignKey &c);
    Result<void> make(const AddCheck &c);
    Result<void> make(const DropCheck &c);
    Result<void> make(const AlterTableComment &c);
    Result<void> make(const CreateView &c);
    Result<void> make(const DropView &c);
    Result<void> make(const CreateEnum &) { return {}; } // an enumeration is its columns' own
    Result<void> make(const DropEnum &) { return {}; }
    Result<void> make(const AlterEnum &) { return {}; }

    const TableSql &m_sql;
    const Syntax &m_syntax;
    Preconditions m_preconditions;
    Schema m_schema; ///< As it is after the changes planned so far.
    QList<Alteration> m_open;
    Plan m_plan;
    int m_at = 0;
};

void Planning::flush()
{
    for (const Alteration &one : std::as_const(m_open)) {
        const QString sql = u"ALTER TABLE "_s + qualified(m_syntax, one.table) + u' ' + one.clauses.join(u", "_s);
        m_plan.statements += PlanStatement { sql, {}, one.comments.join(u"; "_s), one.change, one.done };
    }
    m_open.clear();
}

void Planning::clause(const TableName &table, const QString &sql, const PostCondition &done, const QString &column)
{
    auto open = std::ranges::find(m_open, table, &Alteration::table);
    if (open != m_open.end() && !column.isEmpty() && open->columns.contains(column)) {
        flush();
        open = m_open.end();
    }
    if (open == m_open.end()) {
        m_open += Alteration { .table = table, .change = m_at };
        open = m_open.end() - 1;
    }
    const QString comment = describe(m_plan.changes.at(m_at));
    if (!open->comments.contains(comment))
        open->comments += comment;
    open->clauses += sql;
    if (!column.isEmpty())
        open->columns += column;
    if (done.kind != Kind::None)
        open->done = done;
}

Result<void> Planning::make(const CreateTable &c)
{
    flush();
    const auto sql = m_sql.createTable(c.table);
    if (!sql)
        return sql.error();
    const TableName name { c.table.name, c.table.nameSpace };
    add(*sql, u"DROP TABLE "_s + qualified(m_syntax, name), { Kind::TableExists, name, {} });
    return {};
}

Result<void> Planning::make(const DropTable &c)
{
    flush();
    const auto create = m_sql.createTable(c.table);
    const TableName name { c.table.name, c.table.nameSpace };
    add(u"DROP TABLE "_s + qualified(m_syntax, name), create ? *create : QString(), { Kind::TableAbsent, name, {} });
    return {};
}

Result<void> Planning::make(const RenameTable &c)
{
    flush();
    const auto rename = [&](const TableName &from, const TableName &to) {
        return QString(u"RENAME TABLE "_s + qualified(m_syntax, from) + u" TO " + qualified(m_syntax, to));
    };
    add(rename(c.from, c.to), rename(c.to, c.from), { Kind::TableExists, c.to, {} });
    return {};
}

/// MySQL's separate CHECK of a type goes and comes with it.
void Planning::replaceTypeCheck(const TableName &table, const Column *from, const Column &to)
{
    const QString before = from ? m_sql.separateTypeCheck(*from, table.name) : QString();
    const QString after = m_sql.separateTypeCheck(to, table.name);
    if (before == after)
        return;
    if (!before.isEmpty())
        clause(table, u"DROP CONSTRAINT "_s + m_syntax.quoted(m_sql.typeCheckName(from->name, table.name)));
    if (!after.isEmpty())
        clause(table, u"ADD "_s + after);
}

Result<void> Planning::make(const AddColumn &c)
{
    const auto sql = m_sql.column(c.column, tableNow(c.table));
    if (!sql)
        return sql.error();
    if (!c.column.nullable && !c.column.defaultValue && !c.column.generated
            && !c.column.autoIncrement) // it would fill in 0 or ''
        m_preconditions.noRows(c.table,
                u"%1 has %2 rows, and the new column %3 is NOT NULL without a default."_s.arg(
                        c.table.name, u"%1"_s, c.column.name));
    clause(c.table, u"ADD COLUMN "_s + *sql, { Kind::ColumnExists, c.table, c.column.name }, c.column.name);
    replaceTypeCheck(c.table, nullptr, c.column);
    return {};
}

Result<void> Planning::make(const DropColumn &c)
{
    if (const QString check = m_sql.separateTypeCheck(c.column, c.table.name); !check.isEmpty())
        clause(c.table, u"DROP CONSTRAINT "_s + m_syntax.quoted(m_sql.typeCheckName(c.column.name, c.table.name)));
    clause(c.table, u"DROP COLUMN "_s + m_syntax.quoted(c.column.name), { Kind::ColumnAbsent, c.table, c.column.name },
            c.column.name);
    return {};
}

Result<void> Planning::make(const RenameColumn &c)
{
    flush(); // the other clauses of one ALTER would still have to use the old name
    const Table table = tableNow(c.table);
    if (const Column *old = table.column(c.from)) { // CHANGE restates all, with a CHECK that speaks of the new name
        Column renamed = *old;
        renamed.name = c.to;
        Table after = table;
        for (QString &name : after.primaryKey.columns)
            name = name == c.from ? c.to : name;
        const auto sql = m_sql.column(renamed, after);
        if (!sql)
            return sql.error();
        if (const QString check = m_sql.separateTypeCheck(*old, c.table.name); !check.isEmpty())
            clause(c.table, u"DROP CONSTRAINT "_s + m_syntax.quoted(m_sql.typeCheckName(c.from, c.table.name)));
        clause(c.table, u"CHANGE COLUMN "_s + m_syntax.quoted(c.from) + u' ' + *sql, { Kind::ColumnExists, c.table, c.to });
        if (const QString check = m_sql.separateTypeCheck(renamed, c.table.name); !check.isEmpty())
            clause(c.table, u"ADD "_s + check);
    } else {
        clause(c.table, u"RENAME COLUMN "_s + m_syntax.quoted(c.from) + u" TO " + m_syntax.quoted(c.to),
                { Kind::ColumnExists, c.table, c.to });
    }
    flush();
    return {};
}

Result<void> Planning::make(const AlterColumn &c)
{
    const auto sql = m_sql.column(c.to, tableNow(c.table));
    if (!sql)
        return sql.error();
    const auto value = defaultSql(c.to, m_sql.defaults());
    if (!value)
        return value.error();
    if (c.from.nullable && !c.to.nullable && !c.to.generated) {
        if (value->isEmpty()) {
            m_preconditions.noNulls(c.table, c.from.name);
        } else {
            flush();
            const QString name = m_syntax.quoted(c.from.name);
            add(u"UPDATE "_s + qualified(m_syntax, c.table) + u" SET " + name + u" = " + *value + u" WHERE " + name
                    + u" IS NULL");
        }
    }
    if (c.from.type != c.to.type && !misfitCondition(c.from.type, c.to.type, u"x"_s, m_syntax).isEmpty())
        m_preconditions.noRowWhere(
                c.table, c.from.name,
                [&](const QString &column) { return misfitCondition(c.from.type, c.to.type, column, m_syntax); },
                u"%1 values of %2.%3 cannot be turned from %4 into %5 without loss."_s.arg(
                        u"%1"_s, c.table.name, c.from.name, c.from.type.toString(), c.to.type.toString()));
    if (c.from.generated && c.to.generated && c.from.generated->stored != c.to.generated->stored) {
        // Stored and virtual cannot be turned into each other.
        clause(c.table, u"DROP COLUMN "_s + m_syntax.quoted(c.from.name), {}, c.from.name);
        flush();
        clause(c.table, u"ADD COLUMN "_s + *sql, { Kind::ColumnExists, c.table, c.to.name }, c.to.name);
        return {};
    }
    clause(c.table, u"MODIFY COLUMN "_s + *sql, {}, c.from.name);
    replaceTypeCheck(c.table, &c.from, c.to);
    return {};
}

void Planning::uniqueRows(const TableName &table, const QStringList &columns)
{
    Index index;
    for (const QString &column : columns)
        index.parts += IndexPart { .column = column };
    m_preconditions.noDuplicates(table, index);
}

Result<void> Planning::make(const AlterPrimaryKey &c)
{
    if (!c.from.columns.isEmpty())
        clause(c.table, u"DROP PRIMARY KEY"_s);
    if (!c.to.columns.isEmpty()) {
        for (const QString &column : c.to.columns)
            m_preconditions.noNulls(c.table, column);
        uniqueRows(c.table, c.to.columns);
        clause(c.table, u"ADD PRIMARY KEY ("_s + nameList(m_syntax, c.to.columns) + u')');
    }
    return {};
}

Result<void> Planning::make(const CreateIndex &c)
{
    const auto sql = m_sql.index(c.table, c.index);
    if (!sql)
        return sql.error();
    if (c.index.unique)
        m_preconditions.noDuplicates(c.table, c.index);
    clause(c.table, u"ADD "_s + *sql, { Kind::IndexExists, c.table, indexName(c.table, c.index) });
    return {};
}

Result<void> Planning::make(const DropIndex &c)
{
    clause(c.table, u"DROP INDEX "_s + m_syntax.quoted(c.index.name), { Kind::IndexAbsent, c.table, c.index.name });
    return {};
}

Result<void> Planning::make(const RenameIndex &c)
{
    clause(c.table, u"RENAME INDEX "_s + m_syntax.quoted(c.from) + u" TO " + m_syntax.quoted(c.to),
            { Kind::IndexExists, c.table, c.to });
    return {};
}

Result<void> Planning::make(const AddUnique &c)
{
    uniqueRows(c.table, c.unique.columns);
    const Unique named { uniqueName(c.table, c.unique), c.unique.columns };
    clause(c.table, u"ADD "_s + uniqueClause(m_syntax, named), { Kind::IndexExists, c.table, named.name });
    return {};
}

Result<void> Planning::make(const DropUnique &c)
{
    const QString name = uniqueName(c.table, c.unique);
    clause(c.table, u"DROP INDEX "_s + m_syntax.quoted(name), { Kind::IndexAbsent, c.table, name });
    return {};
}

Result<void> Planning::make(const AddForeignKey &c)
{
    const auto sql = m_sql.foreignKey(c.foreignKey);
    if (!sql)
        return sql.error();
    m_preconditions.noOrphans(c.table, c.foreignKey);
    flush(); // the key it refers to may be made by an ALTER that is still open
    const QString name = c.foreignKey.name;
    add(u"ALTER TABLE "_s + qualified(m_syntax, c.table) + u" ADD " + *sql,
            name.isEmpty()
                    ? QString()
                    : QString(u"ALTER TABLE "_s + qualified(m_syntax, c.table) + u" DROP FOREIGN KEY " + m_syntax.quoted(name)),
            name.isEmpty() ? PostCondition() : PostCondition { Kind::ConstraintExists, c.table, name });
    return {};
}

Result<void> Planning::make(const DropForeignKey &c)
{
    if (c.foreignKey.name.isEmpty())
        return Error(
                ErrorKind::Migration, u"Cannot %1: the constraint has no name by which it could be dropped."_s.arg(describe(c)));
    flush(); // a key of the same name cannot be dropped and made in one statement
    const auto sql = m_sql.foreignKey(c.foreignKey);
    add(u"ALTER TABLE "_s + qualified(m_syntax, c.table) + u" DROP FOREIGN KEY " + m_syntax.quoted(c.foreignKey.name),
            sql ? QString(u"ALTER TABLE "_s + qualified(m_syntax, c.table) + u" ADD " + *sql) : QString(),
            { Kind::ConstraintAbsent, c.table, c.foreignKey.name });
    return {};
}

Result<void> Planning::make(const AddCheck &c)
{
    clause(c.table, u"ADD "_s + checkClause(m_syntax, c.check),
            c.check.name.isEmpty() ? PostCondition() : PostCondition { Kind::ConstraintExists, c.table, c.check.name });
    return {};
}

Result<void> Planning::make(const DropCheck &c)
{
    if (c.check.name.isEmpty())
        return Error(
                ErrorKind::Migration, u"Cannot %1: the constraint has no name by which it could be dropped."_s.arg(describe(c)));
    clause(c.table, u"DROP CONSTRAINT "_s + m_syntax.quoted(c.check.name), { Kind::ConstraintAbsent, c.table, c.check.name });
    return {};
}

Result<void> Planning::make(const AlterTableComment &c)
{
    clause(c.table, u"COMMENT="_s + m_syntax.textLiteral(c.to));
    return {};
}

Result<void> Planning::make(const CreateView &c)
{
    if (c.view.materialized)
        return Error(ErrorKind::Unsupported, u"Cannot %1: MySQL and MariaDB have no materialized views."_s.arg(describe(c)));
    flush();
    const QString name = qualified(m_syntax, { c.view.name, c.view.nameSpace });
    add(u"CREATE VIEW "_s + name + u" AS " + c.view.sql, u"DROP VIEW "_s + name);
    return {};
}

Result<void> Planning::make(const DropView &c)
{
    flush();
    const QString name = qualified(m_syntax, { c.view.name, c.view.nameSpace });
    add(u"DROP VIEW "_s + name, u"CREATE VIEW "_s + name + u" AS " + c.view.sql);
    return {};
}

Result<Plan> Planning::run()
{
    for (m_at = 0; m_at < m_plan.changes.size(); ++m_at) {
        const Change change = m_plan.changes.at(m_at);
        if (auto good = checkNames(m_syntax, change); !good)
            return good.error();
        if (auto made = std::visit([this](const auto &c) { return make(c); }, change); !made)
            return made.error();
        m_preconditions.follow(change);
        if (auto done = apply(change, m_schema); !done)
            return done.error();
    }
    flush();
    m_plan.preconditions = m_preconditions.take();
    return m_plan;
}

} // namespace

Result<Plan> MysqlPlanner::plan(const QList<Change> &changes, const Schema &current) const
{
    return Planning(m_sql, changes, current).run();
}

} // namespace quoin::dialect::mysql
