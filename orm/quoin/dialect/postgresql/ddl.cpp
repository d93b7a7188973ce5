// SPDX-License-Identifier: MIT
#include <quoin/dialect/postgresql/ddl_p.h>

#include <quoin/dialect/ddltext_p.h>
#include <quoin/dialect/postgresql/tablesql_p.h>
#include <quoin/dialect/postgresql/types_p.h>
#include <quoin/dialect/preconditions_p.h>
#include <quoin/schema/apply.h>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace quoin::schema;

namespace quoin::dialect::postgresql {

namespace {

using Kind = PostCondition::Kind;

enum class Family { Boolean, Number, Moment, Other };

Family familyOf(const ColumnType &type)
{
    if (type.kind == TypeKind::Bool)
        return Family::Boolean;
    if (type.isInteger() || type.kind == TypeKind::Float || type.kind == TypeKind::Double || type.kind == TypeKind::Decimal)
        return Family::Number;
    if (type.kind == TypeKind::Date || type.kind == TypeKind::DateTime)
        return Family::Moment;
    return Family::Other;
}

/// The new value of a column whose type changes. Between families it goes by way of text, which every type has.
QString converted(const ColumnType &from, const ColumnType &to, const QString &column, const QString &type)
{
    const Family a = familyOf(from);
    const Family b = familyOf(to);
    if (a == Family::Boolean && b == Family::Number)
        return column + u"::integer::" + type;
    if (a == Family::Number && b == Family::Boolean)
        return column + u" <> 0";
    if (a == b && a != Family::Other)
        return column + u"::" + type;
    return column + u"::text::" + type;
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
    void add(const QString &sql, const QString &reverse = {}, const PostCondition &done = {})
    {
        m_plan.statements += PlanStatement { sql, reverse, describe(m_plan.changes.at(m_at)), m_at, done };
    }
    [[nodiscard]] QString alter(const TableName &table) const { return u"ALTER TABLE "_s + qualified(m_syntax, table) + u' '; }
    /// An index or a sequence lives in its table's schema.
    [[nodiscard]] QString inSchemaOf(const TableName &table, const QString &name) const
    {
        return qualified(m_syntax, { name, table.nameSpace });
    }
    [[nodiscard]] QString columnName(const TableName &table, const QString &column) const
    {
        return qualified(m_syntax, table) + u'.' + m_syntax.quoted(column);
    }
    void addIndex(const TableName &table, const Index &index);
    void setAsideViews(const TableName &table);
    Result<void> alterColumn(const AlterColumn &c);
    Result<void> replaceColumn(const AlterColumn &c);
    void recreateEnum(const AlterEnum &c);

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
    Result<void> make(const CreateEnum &c);
    Result<void> make(const DropEnum &c);
    Result<void> make(const AlterEnum &c);

    const Syntax &m_syntax;
    Preconditions m_preconditions;
    Schema m_schema; ///< As it is after the changes planned so far.
    QList<View> m_setAside;
    Plan m_plan;
    int m_at = 0;
};

Result<void> Planning::make(const CreateTable &c)
{
    const auto sql = createTableSql(m_syntax, c.table);
    if (!sql)
        return sql.error();
    const TableName name { c.table.name, c.table.nameSpace };
    add(*sql, u"DROP TABLE "_s + qualified(m_syntax, name), { Kind::TableExists, name, {} });
    for (const Index &index : c.table.indexes)
        addIndex(name, index);
    if (!c.table.comment.isEmpty())
        add(commentSql(m_syntax, u"TABLE "_s + qualified(m_syntax, name), c.table.comment));
    for (const Column &column : c.table.columns) {
        if (!column.comment.isEmpty())
            add(commentSql(m_syntax, u"COLUMN "_s + columnName(name, column.name), column.comment));
    }
    return {};
}

Result<void> Planning::make(const DropTable &c)
{
    const auto create = createTableSql(m_syntax, c.table);
    const TableName name { c.table.name, c.table.nameSpace };
    add(u"DROP TABLE "_s + qualified(m_syntax, name), create ? *create : QString(), { Kind::TableAbsent, name, {} });
    return {};
}

Result<void> Planning::make(const RenameTable &c)
{
    TableName name = c.from;
    if (c.from.nameSpace != c.to.nameSpace) {
        if (c.to.nameSpace.isEmpty())
            return Error(ErrorKind::Unsupported, u"Cannot %1: say which schema the table is to move to."_s.arg(describe(c)));
        name.nameSpace = c.to.nameSpace;
        add(alter(c.from) + u"SET SCHEMA " + m_syntax.quoted(c.to.nameSpace), {}, { Kind::TableExists, name, {} });
    }
    if (c.from.name != c.to.name)
        add(alter(name) + u"RENAME TO " + m_syntax.quoted(c.to.name), alter(c.to) + u"RENAME TO " + m_syntax.quoted(c.from.name),
                { Kind::TableExists, c.to, {} });
    return {};
}

Result<void> Planning::make(const AddColumn &c)
{
    const auto sql = columnSql(m_syntax, c.column);
    if (!sql)
        return sql.error();
    if (!c.column.nullable && !c.column.defaultValue && !c.column.generated && !c.column.autoIncrement)
        m_preconditions.noRows(c.table,
                u"%1 has %2 rows, and the new column %3 is NOT NULL without a default."_s.arg(
                        c.table.name, u"%1"_s, c.column.name));
    QString clauses = u"ADD COLUMN "_s + *sql;
    if (const QString check = typeCheckClause(m_syntax, c.column); !check.isEmpty())
        clauses += u", ADD " + check;
    add(alter(c.table) + clauses, alter(c.table) + u"DROP COLUMN " + m_syntax.quoted(c.column.name),
            { Kind::ColumnExists, c.table, c.column.name });
    if (!c.column.comment.isEmpty())
        add(commentSql(m_syntax, u"COLUMN "_s + columnName(c.table, c.column.name), c.column.comment));
    return {};
}

Result<void> Planning::make(const DropColumn &c)
{
    setAsideViews(c.table);
    add(alter(c.table) + u"DROP COLUMN " + m_syntax.quoted(c.column.name), {}, { Kind::ColumnAbsent, c.table, c.column.name });
    return {};
}

Result<void> Planning::make(const RenameColumn &c)
{
    const auto rename = [&](const QString &from, const QString &to) {
        return QString(alter(c.table) + u"RENAME COLUMN " + m_syntax.quoted(from) + u" TO " + m_syntax.quoted(to));
    };
    add(rename(c.from, c.to), rename(c.to, c.from), { Kind::ColumnExists, c.table, c.to });
    // The CHECK that belongs to the type is found by its name.
    const Table *table = m_schema.table(c.table.name, c.table.nameSpace);
    const Column *column = table ? table->column(c.from) : nullptr;
    if (column && !typeCheckClause(m_syntax, *column).isEmpty())
        add(alter(c.table) + u"RENAME CONSTRAINT " + m_syntax.quoted(typeCheckNameOf(c.from)) + u" TO "
                + m_syntax.quoted(typeCheckNameOf(c.to)));
    return {};
}

Result<void> Planning::make(const AlterColumn &c)
{
    if (c.from.generated != c.to.generated)
        return replaceColumn(c);
    return alterColumn(c);
}

/// What a column computes cannot be changed in PostgreSQL 15: it is made anew. A column that stops computing keeps its values.
Result<void> Planning::replaceColumn(const AlterColumn &c)
{
    if (!c.to.generated) {
        add(alter(c.table) + u"ALTER COLUMN " + m_syntax.quoted(c.to.name) + u" DROP EXPRESSION");
        Column before = c.from;
        before.generated.reset();
        return alterColumn({ c.table, before, c.to });
    }
    setAsideViews(c.table);
    add(alter(c.table) + u"DROP COLUMN " + m_syntax.quoted(c.from.name));
    return make(AddColumn { c.table, c.to });
}

Result<void> Planning::alterColumn(const AlterColumn &c)
{
    const QString name = m_syntax.quoted(c.to.name);
    const QString clause = u"ALTER COLUMN "_s + name + u' ';
    const auto type = PostgresqlTypes().sqlType(c.to.type);
    const auto oldType = PostgresqlTypes().sqlType(c.from.type);
    const auto value = defaultSql(c.to, defaultRules());
    const auto oldValue = defaultSql(c.from, defaultRules());
    for (const auto *part : { &type, &oldType, &value }) {
        if (!*part)
            return part->error();
    }
    const bool retyped = *type != *oldType || c.from.collation != c.to.collation;
    const QString check = typeCheckClause(m_syntax, c.to);
    const QString oldCheck = typeCheckClause(m_syntax, c.from);
    const bool redefaulted = !oldValue || *value != *oldValue || retyped;

    const QString misfit = misfitCondition(c.from.type, c.to.type, u"x"_s, m_syntax);
    if (c.from.type != c.to.type && !misfit.isEmpty())
        m_preconditions.noRowWhere(
                c.table, c.from.name,
                [&](const QString &column) { return misfitCondition(c.from.type, c.to.type, column, m_syntax); },
                u"%1 values of %2.%3 cannot be turned from %4 into %5 without loss."_s.arg(
                        u"%1"_s, c.table.name, c.from.name, c.from.type.toString(), c.to.type.toString()));
    QStringList clauses;
    if (check != oldCheck && !oldCheck.isEmpty())
        clauses += u"DROP CONSTRAINT "_s + m_syntax.quoted(typeCheckNameOf(c.from.name));
    if (c.from.autoIncrement && !c.to.autoIncrement)
        clauses += clause + u"DROP IDENTITY IF EXISTS";
    if (redefaulted && c.from.defaultValue)
        clauses += clause + u"DROP DEFAULT"; // a default that cannot be cast would block the new type
    if (retyped) {
        setAsideViews(c.table);
        clauses += clause + u"TYPE " + *type + collateClause(m_syntax, c.to) + u" USING "
                + converted(c.from.type, c.to.type, name, *type);
    }
    if (redefaulted && !value->isEmpty() && !c.to.autoIncrement)
        clauses += clause + u"SET DEFAULT " + *value;
    if (c.from.nullable && !c.to.nullable) {
        if (value->isEmpty())
            m_preconditions.noNulls(c.table, c.from.name);
        else // in a statement of its own, before: an ALTER TABLE cannot follow rows that it has not seen
            add(u"UPDATE "_s + qualified(m_syntax, c.table) + u" SET " + name + u" = "
                    + (retyped ? (oldValue && !oldValue->isEmpty() ? *oldValue : *value) : *value) + u" WHERE " + name
                    + u" IS NULL");
        clauses += clause + u"SET NOT NULL";
    } else if (!c.from.nullable && c.to.nullable) {
        clauses += clause + u"DROP NOT NULL";
    }
    if (!c.from.autoIncrement && c.to.autoIncrement)
        clauses += clause + u"ADD GENERATED BY DEFAULT AS IDENTITY";
    if (check != oldCheck && !check.isEmpty())
        clauses += u"ADD "_s + check;
    if (!clauses.isEmpty())
        add(alter(c.table) + clauses.join(u", "_s));
    if (!c.from.autoIncrement && c.to.autoIncrement) // counting goes on behind the keys that are there
        add(u"SELECT setval(pg_get_serial_sequence("_s + m_syntax.textLiteral(qualified(m_syntax, c.table)) + u", "
                + m_syntax.textLiteral(c.to.name) + u"), coalesce(max(" + name + u"), 0) + 1, false) FROM "
                + qualified(m_syntax, c.table));
    if (c.from.comment != c.to.comment)
        add(commentSql(m_syntax, u"COLUMN "_s + columnName(c.table, c.to.name), c.to.comment));
    return {};
}

Result<void> Planning::make(const AlterPrimaryKey &c)
{
    QStringList clauses;
    if (!c.from.columns.isEmpty())
        clauses += u"DROP CONSTRAINT "_s
                + m_syntax.quoted(c.from.name.isEmpty() ? QString(c.table.name + u"_pkey") : c.from.name);
    if (!c.to.columns.isEmpty()) {
        clauses += u"ADD "_s + primaryKeyClause(m_syntax, c.to);
        Index asIndex;
        for (const QString &column : c.to.columns) {
            asIndex.parts += IndexPart { .column = column };
            m_preconditions.noNulls(c.table, column);
        }
        m_preconditions.noDuplicates(c.table, asIndex);
    }
    if (!clauses.isEmpty())
        add(alter(c.table) + clauses.join(u", "_s));
    return {};
}

void Planning::addIndex(const TableName &table, const Index &index)
{
    const QString name = indexName(table, index);
    add(createIndexSql(m_syntax, table, index), u"DROP INDEX "_s + inSchemaOf(table, name), { Kind::IndexExists, table, name });
    if (!index.comment.isEmpty())
        add(commentSql(m_syntax, u"INDEX "_s + inSchemaOf(table, name), index.comment));
}

Result<void> Planning::make(const CreateIndex &c)
{
    if (c.index.unique)
        m_preconditions.noDuplicates(c.table, c.index);
    addIndex(c.table, c.index);
    return {};
}

Result<void> Planning::make(const DropIndex &c)
{
    add(u"DROP INDEX "_s + inSchemaOf(c.table, c.index.name), createIndexSql(m_syntax, c.table, c.index),
            { Kind::IndexAbsent, c.table, c.index.name });
    return {};
}

Result<void> Planning::make(const RenameIndex &c)
{
    const auto rename = [&](const QString &from, const QString &to) {
        return QString(u"ALTER INDEX " + inSchemaOf(c.table, from) + u" RENAME TO " + m_syntax.quoted(to));
    };
    add(rename(c.from, c.to), rename(c.to, c.from), { Kind::IndexExists, c.table, c.to });
    return {};
}

Result<void> Planning::make(const AddUnique &c)
{
    Index asIndex;
    for (const QString &column : c.unique.columns)
        asIndex.parts += IndexPart { .column = column };
    m_preconditions.noDuplicates(c.table, asIndex);
    const Unique named { uniqueName(c.table, c.unique), c.unique.columns };
    add(alter(c.table) + u"ADD " + uniqueClause(m_syntax, named),
            alter(c.table) + u"DROP CONSTRAINT " + m_syntax.quoted(named.name), { Kind::ConstraintExists, c.table, named.name });
    return {};
}

Result<void> Planning::make(const DropUnique &c)
{
    const QString name = uniqueName(c.table, c.unique);
    add(alter(c.table) + u"DROP CONSTRAINT " + m_syntax.quoted(name), alter(c.table) + u"ADD " + uniqueClause(m_syntax, c.unique),
            { Kind::ConstraintAbsent, c.table, name });
    return {};
}

Result<void> Planning::make(const AddForeignKey &c)
{
    m_preconditions.noOrphans(c.table, c.foreignKey);
    const QString reverse = c.foreignKey.name.isEmpty()
            ? QString()
            : QString(alter(c.table) + u"DROP CONSTRAINT " + m_syntax.quoted(c.foreignKey.name));
    add(alter(c.table) + u"ADD " + foreignKeySql(m_syntax, c.foreignKey), reverse,
            c.foreignKey.name.isEmpty() ? PostCondition() : PostCondition { Kind::ConstraintExists, c.table, c.foreignKey.name });
    return {};
}

Result<void> Planning::make(const DropForeignKey &c)
{
    const QString name = c.foreignKey.name.isEmpty() ? QString(c.table.name + u'_' + c.foreignKey.columns.join(u'_') + u"_fkey")
                                                     : c.foreignKey.name;
    add(alter(c.table) + u"DROP CONSTRAINT " + m_syntax.quoted(name),
            alter(c.table) + u"ADD " + foreignKeySql(m_syntax, c.foreignKey), { Kind::ConstraintAbsent, c.table, name });
    return {};
}

Result<void> Planning::make(const AddCheck &c)
{
    add(alter(c.table) + u"ADD " + checkClause(m_syntax, c.check),
            c.check.name.isEmpty() ? QString() : QString(alter(c.table) + u"DROP CONSTRAINT " + m_syntax.quoted(c.check.name)),
            c.check.name.isEmpty() ? PostCondition() : PostCondition { Kind::ConstraintExists, c.table, c.check.name });
    return {};
}

Result<void> Planning::make(const DropCheck &c)
{
    if (c.check.name.isEmpty())
        return Error(ErrorKind::Migration,
                u"Cannot %1: the constraint has no name by which PostgreSQL could drop it."_s.arg(describe(c)))
                .setHint(u"Take the name from the database (\\d table)."_s);
    add(alter(c.table) + u"DROP CONSTRAINT " + m_syntax.quoted(c.check.name),
            alter(c.table) + u"ADD " + checkClause(m_syntax, c.check), { Kind::ConstraintAbsent, c.table, c.check.name });
    return {};
}

Result<void> Planning::make(const AlterTableComment &c)
{
    const QString what = u"TABLE "_s + qualified(m_syntax, c.table);
    add(commentSql(m_syntax, what, c.to), commentSql(m_syntax, what, c.from));
    return {};
}

QString dropViewSql(const Syntax &syntax, const View &view)
{
    return (view.materialized ? u"DROP MATERIALIZED VIEW "_s : u"DROP VIEW "_s)
            + qualified(syntax, { view.name, view.nameSpace });
}

Result<void> Planning::make(const CreateView &c)
{
    add(createViewSql(m_syntax, c.view), dropViewSql(m_syntax, c.view),
            { Kind::TableExists, { c.view.name, c.view.nameSpace }, {} });
    return {};
}

Result<void> Planning::make(const DropView &c)
{
    m_setAside.removeIf([&](const View &v) { return v.name == c.view.name && v.nameSpace == c.view.nameSpace; });
    add(dropViewSql(m_syntax, c.view), createViewSql(m_syntax, c.view),
            { Kind::TableAbsent, { c.view.name, c.view.nameSpace }, {} });
    return {};
}

/// A view blocks changes of the columns it shows: those that name the table, or a view that does, go and come back.
void Planning::setAsideViews(const TableName &table)
{
    QStringList names { table.name };
    QList<View> affected;
    for (bool grew = true; grew;) {
        grew = false;
        for (const View &view : std::as_const(m_schema.views)) {
            const bool isKnown = std::ranges::any_of(affected + m_setAside, [&](const View &v) { return v == view; });
            const QList<Token> tokens = tokenize(view.sql);
            const bool shows = std::ranges::any_of(tokens, [&](const Token &t) { return t.isName() && names.contains(t.text); });
            if (isKnown || !shows)
                continue;
            affected += view;
            names += view.name;
            grew = true;
        }
    }
    for (auto view = affected.crbegin(); view != affected.crend(); ++view)
        add(dropViewSql(m_syntax, *view));
    m_setAside = affected + m_setAside;
}

QString valueList(const Syntax &syntax, const QStringList &values)
{
    QStringList out;
    for (const QString &value : values)
        out += syntax.textLiteral(value);
    return out.join(u", "_s);
}

Result<void> Planning::make(const CreateEnum &c)
{
    const QString name = qualified(m_syntax, { c.type.name, c.type.nameSpace });
    add(u"CREATE TYPE "_s + name + u" AS ENUM (" + valueList(m_syntax, c.type.values) + u')', u"DROP TYPE "_s + name);
    return {};
}

Result<void> Planning::make(const DropEnum &c)
{
    const QString name = qualified(m_syntax, { c.type.name, c.type.nameSpace });
    add(u"DROP TYPE "_s + name, u"CREATE TYPE "_s + name + u" AS ENUM (" + valueList(m_syntax, c.type.values) + u')');
    return {};
}

Result<void> Planning::make(const AlterEnum &c)
{
    // Values can be put in, at a place; for all else the type is made anew.
    QStringList kept;
    for (const QString &value : c.to.values) {
        if (c.from.values.contains(value))
            kept += value;
    }
    if (kept != c.from.values) {
        recreateEnum(c);
        return {};
    }
    for (qsizetype i = 0; i < c.to.values.size(); ++i) {
        if (c.from.values.contains(c.to.values.at(i)))
            continue;
        const QString place = i > 0 ? QString(u" AFTER " + m_syntax.textLiteral(c.to.values.at(i - 1)))
                                    : QString(u" BEFORE " + m_syntax.textLiteral(c.from.values.value(0)));
        add(u"ALTER TYPE "_s + qualified(m_syntax, { c.to.name, c.to.nameSpace }) + u" ADD VALUE IF NOT EXISTS "
                + m_syntax.textLiteral(c.to.values.at(i)) + (c.from.values.isEmpty() ? QString() : place));
    }
    return {};
}

void Planning::recreateEnum(const AlterEnum &c)
{
    const QString name = qualified(m_syntax, { c.to.name, c.to.nameSpace });
    const QString old = c.from.name + u"_quoin_old";
    add(u"ALTER TYPE "_s + name + u" RENAME TO " + m_syntax.quoted(old));
    add(u"CREATE TYPE "_s + name + u" AS ENUM (" + valueList(m_syntax, c.to.values) + u')');
    for (const Table &table : std::as_const(m_schema.tables)) {
        const TableName tableName { table.name, table.nameSpace };
        for (const Column &column : table.columns) {
            if (column.type.kind != TypeKind::Enum || column.type.enumName != c.from.name)
                continue;
            setAsideViews(tableName);
            const QString quoted = m_syntax.quoted(column.name);
            const QString clause = u"ALTER COLUMN "_s + quoted + u' ';
            const auto value = defaultSql(column, defaultRules());
            const bool hasDefault = value && !value->isEmpty();
            add(alter(tableName) + (hasDefault ? QString(clause + u"DROP DEFAULT, ") : QString()) + clause + u"TYPE " + name
                    + u" USING " + quoted + u"::text::" + name
                    + (hasDefault ? QString(u", " + clause + u"SET DEFAULT " + *value) : QString()));
        }
    }
    add(u"DROP TYPE "_s + qualified(m_syntax, { old, c.from.nameSpace }));
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
    m_at = int(m_plan.changes.size()) - 1;
    for (const View &view : std::as_const(m_setAside))
        add(createViewSql(m_syntax, view));
    m_plan.preconditions = m_preconditions.take();
    return m_plan;
}

} // namespace

Result<Plan> PostgresqlPlanner::plan(const QList<Change> &changes, const Schema &current) const
{
    return Planning(m_syntax, changes, current).run();
}

} // namespace quoin::dialect::postgresql
