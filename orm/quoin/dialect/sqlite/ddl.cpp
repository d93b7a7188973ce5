// SPDX-License-Identifier: MIT
#include <quoin/dialect/sqlite/ddl_p.h>

#include <quoin/dialect/ddltext_p.h>
#include <quoin/dialect/preconditions_p.h>
#include <quoin/dialect/sqlite/rebuild_p.h>
#include <quoin/dialect/sqlite/tablesql_p.h>
#include <quoin/schema/apply.h>
#include <quoin/schema/overloaded.h>

#include <QtCore/qset.h>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace quoin::schema;

namespace quoin::dialect::sqlite {

namespace {

using Kind = PostCondition::Kind;

const QString foreignKeyCheck = u"SELECT * FROM pragma_foreign_key_check"_s;

bool mentions(const QString &sql, const QString &name)
{
    for (const Token &token : tokenize(sql, expressionRules().tokens)) {
        if (token.kind != Token::Kind::End && token.text.compare(name, Qt::CaseInsensitive) == 0)
            return true;
    }
    return false;
}

/// Does the table have anything, other than the column itself, that names the column?
bool isUsed(const QString &column, const Table &table, const Schema &schema)
{
    const auto names = [&](const QStringList &columns) { return columns.contains(column, Qt::CaseInsensitive); };
    const auto inText = [&](const QString &sql) { return mentions(sql, column); };
    return names(table.primaryKey.columns)
            || std::ranges::any_of(table.uniques, [&](const Unique &u) { return names(u.columns); })
            || std::ranges::any_of(table.foreignKeys, [&](const ForeignKey &k) { return names(k.columns); })
            || std::ranges::any_of(table.checks,
                    [&](const Check &c) {
                        return inText(c.expression) || std::ranges::any_of(c.rules, [&](const ColumnRule &r) {
                            return r.column.compare(column, Qt::CaseInsensitive) == 0;
                        });
                    })
            || std::ranges::any_of(table.triggers, [&](const Trigger &t) { return inText(t.sql); })
            || std::ranges::any_of(schema.views, [&](const View &v) { return inText(v.sql); })
            || std::ranges::any_of(table.columns, [&](const Column &c) { return c.generated && inText(c.generated->expression); })
            || std::ranges::any_of(table.indexes, [&](const Index &i) {
                   return inText(i.condition) || std::ranges::any_of(i.parts, [&](const IndexPart &p) {
                       return p.column.compare(column, Qt::CaseInsensitive) == 0 || inText(p.expression);
                   });
               });
}

class Planning
{
public:
    Planning(const Syntax &syntax, const QList<Change> &changes, const Schema &current)
        : m_syntax(syntax), m_preconditions(syntax), m_schema(current)
    {
        m_plan.changes = changes;
        m_plan.transactional = true;
    }

    Result<Plan> run();

private:
    [[nodiscard]] const QList<Change> &changes() const { return m_plan.changes; }
    [[nodiscard]] bool needsRebuild(const Change &change) const;
    [[nodiscard]] bool leadsToRebuild(int at) const;
    [[nodiscard]] Result<void> rebuild(int at);
    [[nodiscard]] Result<void> step(int at);
    void add(int change, const QString &sql, const QString &reverse = {}, const PostCondition &done = {})
    {
        m_plan.statements += PlanStatement { sql, reverse, describe(changes().at(change)), change, done };
    }
    [[nodiscard]] const Table *table(const TableName &name) const { return m_schema.table(name.name, name.nameSpace); }

    // One for each kind of change that is made without a rebuild.
    Result<void> make(int at, const CreateTable &c);
    Result<void> make(int at, const DropTable &c);
    Result<void> make(int at, const RenameTable &c);
    Result<void> make(int at, const AddColumn &c);
    Result<void> make(int at, const DropColumn &c);
    Result<void> make(int at, const RenameColumn &c);
    Result<void> make(int at, const CreateIndex &c);
    Result<void> make(int at, const DropIndex &c);
    Result<void> make(int at, const RenameIndex &c);
    Result<void> make(int at, const AddUnique &c);
    Result<void> make(int at, const CreateView &c);
    Result<void> make(int at, const DropView &c);

    const Syntax &m_syntax;
    Preconditions m_preconditions;
    Schema m_schema; ///< As it is after the changes planned so far.
    Plan m_plan;
    QSet<int> m_done;
};

/// By the change alone and the table as it is then.
bool Planning::needsRebuild(const Change &change) const
{
    return std::visit(Overloaded {
                              [](const CreateTable &) { return false; },
                              [](const DropTable &) { return false; },
                              [](const RenameTable &) { return false; },
                              [](const AddColumn &c) {
                                  // Neither a key nor a stored generated column; a default has to be a constant, and to be there
                                  // for NOT NULL.
                                  const bool isConstant = c.column.defaultValue
                                          && std::holds_alternative<Value>(*c.column.defaultValue)
                                          && !std::get<Value>(*c.column.defaultValue).isNull();
                                  return c.column.autoIncrement || (c.column.generated && c.column.generated->stored)
                                          || (c.column.defaultValue && !isConstant)
                                          || (!c.column.nullable && !isConstant && !c.column.generated);
                              },
                              [this](const DropColumn &c) {
                                  const Table *t = table(c.table);
                                  return !t || isUsed(c.column.name, *t, m_schema);
                              },
                              [](const RenameColumn &) { return false; },
                              [](const AlterColumn &) { return true; },
                              [](const AlterPrimaryKey &) { return true; },
                              [](const CreateIndex &) { return false; },
                              [](const DropIndex &) { return false; },
                              [](const RenameIndex &) { return false; },
                              [](const AddUnique &) { return false; },
                              [](const DropUnique &) { return true; },
                              [](const AddForeignKey &) { return true; },
                              [](const DropForeignKey &) { return true; },
                              [](const AddCheck &) { return true; },
                              [](const DropCheck &) { return true; },
                              [](const AlterTableComment &) { return false; },
                              [](const CreateView &) { return false; },
                              [](const DropView &) { return false; },
                              [](const CreateEnum &) { return false; },
                              [](const DropEnum &) { return false; },
                              [](const AlterEnum &) { return false; },
                      },
            change);
}

bool isRenameOrDrop(const Change &change)
{
    return std::holds_alternative<RenameTable>(change) || std::holds_alternative<RenameColumn>(change)
            || std::holds_alternative<DropTable>(change) || std::holds_alternative<CreateTable>(change);
}

/// Will the table of this change be rebuilt anyway, so that the change may go along?
bool Planning::leadsToRebuild(int at) const
{
    const auto name = tableOf(changes().at(at));
    if (!name || isRenameOrDrop(changes().at(at)))
        return false;
    for (int i = at; i < changes().size(); ++i) {
        if (m_done.contains(i) || tableOf(changes().at(i)) != name)
            continue;
        if (isRenameOrDrop(changes().at(i)))
            return false;
        if (needsRebuild(changes().at(i)))
            return true;
    }
    return false;
}

Result<void> Planning::rebuild(int at)
{
    const TableName name = *tableOf(changes().at(at));
    const Table *before = table(name);
    if (!before)
        return Error(ErrorKind::Migration,
                u"Cannot %1: the database has no table \"%2\"."_s.arg(describe(changes().at(at)), name.name));
    for (const QString &option : before->opaque) {
        if (option != u"STRICT"_s && option != u"WITHOUT ROWID"_s)
            return Error(ErrorKind::Unsupported,
                    u"Cannot %1: the table \"%2\" would have to be rebuilt, which would lose its \"%3\"."_s.arg(
                            describe(changes().at(at)), name.name, option));
    }
    Rebuild rebuild { .from = *before };
    for (int i = at; i < changes().size(); ++i) {
        if (m_done.contains(i) || tableOf(changes().at(i)) != name)
            continue;
        if (isRenameOrDrop(changes().at(i)))
            break;
        if (auto done = apply(changes().at(i), m_schema); !done)
            return done;
        m_done += i;
        if (const auto *c = std::get_if<CreateIndex>(&changes().at(i)); c && c->index.unique)
            m_preconditions.noDuplicates(name, c->index);
    }
    rebuild.to = *table(name);
    addPreconditions(m_preconditions, m_syntax, rebuild);
    for (int i : std::as_const(m_done)) {
        if (i >= at && tableOf(changes().at(i)) == name)
            m_preconditions.follow(changes().at(i));
    }
    const auto statements = rebuildStatements(m_syntax, rebuild, m_schema);
    if (!statements)
        return statements.error();
    for (const QString &sql : *statements)
        add(at, sql);
    m_plan.before = QStringList { u"PRAGMA foreign_keys=OFF"_s };
    m_plan.after = QStringList { u"PRAGMA legacy_alter_table=OFF"_s, u"PRAGMA foreign_keys=ON"_s };
    if (m_plan.verify.isEmpty())
        m_plan.verify += foreignKeyCheck;
    for (const View &view : std::as_const(m_schema.views)) {
        if (mentions(view.sql, name.name)) // fails when the view asks for what is gone
            m_plan.verify += u"SELECT 1 FROM "_s + m_syntax.quoted(view.name) + u" LIMIT 0";
    }
    return {};
}

Result<void> Planning::make(int at, const CreateTable &c)
{
    const auto sql = createTableSql(m_syntax, c.table);
    if (!sql)
        return sql.error();
    const TableName name { c.table.name, c.table.nameSpace };
    add(at, *sql, u"DROP TABLE "_s + m_syntax.quoted(c.table.name), { Kind::TableExists, name, {} });
    for (const Index &index : c.table.indexes)
        add(at, createIndexSql(m_syntax, name, index), {}, { Kind::IndexExists, name, indexName(name, index) });
    return {};
}

Result<void> Planning::make(int at, const DropTable &c)
{
    const auto create = createTableSql(m_syntax, c.table);
    // With foreign keys on, dropping a parent first deletes its rows one by one, and so its children's.
    m_plan.before = QStringList { u"PRAGMA foreign_keys=OFF"_s };
    if (m_plan.after.isEmpty())
        m_plan.after += u"PRAGMA foreign_keys=ON"_s;
    if (m_plan.verify.isEmpty())
        m_plan.verify += foreignKeyCheck;
    add(at, u"DROP TABLE "_s + m_syntax.quoted(c.table.name), create ? *create : QString(),
            { Kind::TableAbsent, { c.table.name, c.table.nameSpace }, {} });
    return {};
}

Result<void> Planning::make(int at, const RenameTable &c)
{
    const auto rename = [&](const QString &from, const QString &to) -> QString {
        return u"ALTER TABLE "_s + m_syntax.quoted(from) + u" RENAME TO " + m_syntax.quoted(to);
    };
    add(at, rename(c.from.name, c.to.name), rename(c.to.name, c.from.name), { Kind::TableExists, c.to, {} });
    return {};
}

Result<void> Planning::make(int at, const AddColumn &c)
{
    const Table *t = table(c.table);
    const auto sql = columnSql(m_syntax, c.column, t ? *t : Table());
    if (!sql)
        return sql.error();
    const QString alter = u"ALTER TABLE "_s + m_syntax.quoted(c.table.name);
    add(at, alter + u" ADD COLUMN " + *sql, alter + u" DROP COLUMN " + m_syntax.quoted(c.column.name),
            { Kind::ColumnExists, c.table, c.column.name });
    return {};
}

Result<void> Planning::make(int at, const DropColumn &c)
{
    add(at, u"ALTER TABLE "_s + m_syntax.quoted(c.table.name) + u" DROP COLUMN " + m_syntax.quoted(c.column.name), {},
            { Kind::ColumnAbsent, c.table, c.column.name });
    return {};
}

Result<void> Planning::make(int at, const RenameColumn &c)
{
    const auto rename = [&](const QString &from, const QString &to) -> QString {
        return u"ALTER TABLE "_s + m_syntax.quoted(c.table.name) + u" RENAME COLUMN " + m_syntax.quoted(from) + u" TO "
                + m_syntax.quoted(to);
    };
    add(at, rename(c.from, c.to), rename(c.to, c.from), { Kind::ColumnExists, c.table, c.to });
    return {};
}

Result<void> Planning::make(int at, const CreateIndex &c)
{
    const QString name = indexName(c.table, c.index);
    if (c.index.unique)
        m_preconditions.noDuplicates(c.table, c.index);
    add(at, createIndexSql(m_syntax, c.table, c.index), u"DROP INDEX "_s + m_syntax.quoted(name),
            { Kind::IndexExists, c.table, name });
    return {};
}

Result<void> Planning::make(int at, const DropIndex &c)
{
    add(at, u"DROP INDEX "_s + m_syntax.quoted(c.index.name), createIndexSql(m_syntax, c.table, c.index),
            { Kind::IndexAbsent, c.table, c.index.name });
    return {};
}

Result<void> Planning::make(int at, const RenameIndex &c)
{
    const Table *t = table(c.table);
    const Index *old = t ? t->index(c.from) : nullptr;
    if (!old)
        return Error(ErrorKind::Migration, u"Cannot %1: there is no such index."_s.arg(describe(changes().at(at))));
    Index renamed = *old;
    renamed.name = c.to;
    add(at, u"DROP INDEX "_s + m_syntax.quoted(c.from));
    add(at, createIndexSql(m_syntax, c.table, renamed), {}, { Kind::IndexExists, c.table, c.to });
    return {};
}

/// A unique index is the same promise, and needs no rebuild.
Result<void> Planning::make(int at, const AddUnique &c)
{
    Index index { .name = uniqueName(c.table, c.unique), .unique = true };
    for (const QString &column : c.unique.columns)
        index.parts += IndexPart { .column = column };
    return make(at, CreateIndex { c.table, index });
}

Result<void> Planning::make(int at, const CreateView &c)
{
    if (c.view.materialized)
        return Error(ErrorKind::Unsupported, u"Cannot %1: SQLite has no materialized views."_s.arg(describe(changes().at(at))));
    const QString name = m_syntax.quoted(c.view.name);
    add(at, u"CREATE VIEW "_s + name + u" AS " + c.view.sql, u"DROP VIEW "_s + name);
    return {};
}

Result<void> Planning::make(int at, const DropView &c)
{
    const QString name = m_syntax.quoted(c.view.name);
    add(at, u"DROP VIEW "_s + name, u"CREATE VIEW "_s + name + u" AS " + c.view.sql);
    return {};
}

Result<void> Planning::step(int at)
{
    const Change &change = changes().at(at);
    if (auto good = checkNames(m_syntax, change); !good)
        return good;
    if (leadsToRebuild(at))
        return rebuild(at);
    auto made = std::visit(Overloaded {
                                   // What only a rebuild can do has gone there; SQLite has no comments and no enumerated types.
                                   [](const AlterColumn &) { return Result<void>(); },
                                   [](const AlterPrimaryKey &) { return Result<void>(); },
                                   [](const DropUnique &) { return Result<void>(); },
                                   [](const AddForeignKey &) { return Result<void>(); },
                                   [](const DropForeignKey &) { return Result<void>(); },
                                   [](const AddCheck &) { return Result<void>(); },
                                   [](const DropCheck &) { return Result<void>(); },
                                   [](const AlterTableComment &) { return Result<void>(); },
                                   [](const CreateEnum &) { return Result<void>(); },
                                   [](const DropEnum &) { return Result<void>(); },
                                   [](const AlterEnum &) { return Result<void>(); },
                                   [&](const auto &c) { return make(at, c); },
                           },
            change);
    if (!made)
        return made;
    m_preconditions.follow(change);
    if (const auto *unique = std::get_if<AddUnique>(&change)) { // stored as an index, and found as one when read back
        Index index { .name = uniqueName(unique->table, unique->unique), .unique = true };
        for (const QString &column : unique->unique.columns)
            index.parts += IndexPart { .column = column };
        return apply(CreateIndex { unique->table, index }, m_schema);
    }
    return apply(change, m_schema);
}

Result<Plan> Planning::run()
{
    for (int i = 0; i < changes().size(); ++i) {
        if (m_done.contains(i))
            continue;
        if (auto done = step(i); !done)
            return done.error();
    }
    m_plan.preconditions = m_preconditions.take();
    return m_plan;
}

} // namespace

Result<Plan> SqlitePlanner::plan(const QList<Change> &changes, const Schema &current) const
{
    return Planning(m_syntax, changes, current).run();
}

} // namespace quoin::dialect::sqlite
