// SPDX-License-Identifier: MIT
#include <quoin/migrate/sync.h>

#include <quoin/db/catalog.h>
#include <quoin/db/database.h>
#include <quoin/meta/modelinfo.h>
#include <quoin/meta/registry.h>
#include <quoin/migrate/planrunner.h>
#include <quoin/schema/diff.h>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace quoin::schema;

namespace quoin {

namespace {

/// Names as the engine compares them.
QString shown(const Table &table)
{
    return table.nameSpace.isEmpty() ? table.name : QString(table.nameSpace + u'.' + table.name);
}

class Names
{
public:
    explicit Names(const DiffRules &rules) : m_rules(rules) { }

    template<class A, class B>
    [[nodiscard]] bool same(const A &a, const B &b) const
    {
        const auto sensitivity = m_rules.namesAreCaseSensitive() ? Qt::CaseSensitive : Qt::CaseInsensitive;
        return a.name.compare(b.name, sensitivity) == 0 && (!m_rules.hasNamespaces() || a.nameSpace == b.nameSpace);
    }
    template<class A, class List>
    [[nodiscard]] bool contains(const List &list, const A &one) const
    {
        return std::ranges::any_of(list, [&](const auto &other) { return same(one, other); });
    }

private:
    const DiffRules &m_rules;
};

QStringList nameSpacesOf(const Schema &wanted)
{
    QStringList out;
    for (const Table &table : wanted.tables) {
        if (!out.contains(table.nameSpace))
            out += table.nameSpace;
    }
    return out.size() == 1 && out.first().isEmpty() ? QStringList() : out;
}

/// The schema as an engine without namespaces can keep it: all tables side by side. Two that would be one are refused.
Result<Schema> sideBySide(Schema wanted, const dialect::Dialect &dialect)
{
    if (dialect.capabilities().namespaces)
        return wanted;
    const Names names(dialect.diffRules());
    QList<Table> tables;
    for (Table &table : wanted.tables) {
        for (const Table &other : std::as_const(tables)) {
            if (other.nameSpace != table.nameSpace && names.same(other, table))
                return Error(ErrorKind::Unsupported,
                        u"The tables %1 cannot both be made: %2 has no schemas that could keep them apart."_s.arg(
                                shown(other) + u" and " + shown(table), dialect.capabilities().product))
                        .setTable(table.name)
                        .setHint(u"Give one of them another name."_s);
        }
        tables += table;
    }
    for (Table &table : tables) {
        table.nameSpace.clear();
        for (ForeignKey &key : table.foreignKeys)
            key.referencedNamespace.clear();
    }
    wanted.tables = tables;
    for (View &view : wanted.views)
        view.nameSpace.clear();
    return wanted;
}

/// The part of the stored schema that is to become like the wanted one.
Schema comparable(const Schema &stored, const Schema &wanted, const SyncOptions &options, const Names &names)
{
    Schema out = stored;
    out.tables.removeIf([&](const Table &table) {
        const bool isRenamed
                = std::ranges::any_of(options.hints.tables, [&](const auto &rename) { return names.same(table, rename.from); });
        if (names.contains(wanted.tables, table) || isRenamed)
            return false;
        return !options.dropUnknownTables || table.name.startsWith("quoin_"_L1); // Quoin's own bookkeeping
    });
    return out;
}

/// What stays beside the wanted: views and types that it does not name.
Schema completed(const Schema &wanted, const Schema &stored, const Names &names)
{
    Schema out = wanted;
    for (const View &view : stored.views) {
        if (!names.contains(wanted.views, view))
            out.views += view;
    }
    for (const EnumType &type : stored.enums) {
        if (!names.contains(wanted.enums, type))
            out.enums += type;
    }
    return out;
}

Result<void> refuseDestructive(const QList<Change> &changes)
{
    QStringList lossy;
    for (const Change &change : changes) {
        if (isDestructive(change))
            lossy += describe(change);
    }
    if (lossy.isEmpty())
        return {};
    return Error(ErrorKind::Migration,
            u"The database was left as it is, since matching it could lose stored data: "_s + lossy.join(u"; "_s) + u'.')
            .setHint(
                    u"If that is meant, call sync() with SyncOptions::allowDestructive; if something was only renamed, say so in "
                    u"SyncOptions::hints."_s);
}

/// Schemas of the database that are wanted and not there are made first.
Result<void> createNameSpaces(Connection &connection, const QStringList &wanted, dialect::Plan &plan)
{
    if (wanted.isEmpty() || !connection.dialect().capabilities().namespaces)
        return {};
    ConnectionCatalog catalog(connection);
    const auto known = connection.dialect().inspector().nameSpaces(catalog);
    if (!known)
        return known.error();
    for (const QString &name : wanted) {
        if (!name.isEmpty() && !known->contains(name))
            plan.statements.prepend({ .sql = u"CREATE SCHEMA "_s + connection.dialect().syntax().quoted(name),
                    .comment = u"create schema "_s + name });
    }
    return {};
}

Result<SyncReport> applied(Connection &connection, dialect::Plan plan, bool dryRun)
{
    SyncReport report { .plan = std::move(plan) };
    if (dryRun || report.plan.statements.isEmpty())
        return report;
    if (auto done = runPlan(connection, report.plan); !done)
        return done.error();
    report.applied = true;
    return report;
}

Schema managedSchema(const QList<const ModelInfo *> &models)
{
    QList<const ModelInfo *> managed;
    std::ranges::copy_if(models, std::back_inserter(managed),
            [](const ModelInfo *model) { return model->managed && !model->readOnly && !model->abstract; });
    return toSchema(managed);
}

} // namespace

Result<SyncReport> sync(Database &db, const Schema &schema, const SyncOptions &options)
{
    auto opened = db.connection();
    if (!opened)
        return opened.error();
    Connection &connection = **opened;
    const dialect::Dialect &dialect = connection.dialect();
    const Names names(dialect.diffRules());
    const auto storable = sideBySide(schema, dialect);
    if (!storable)
        return storable.error();
    const Schema &wanted = *storable;
    const QStringList nameSpaces = nameSpacesOf(wanted);

    ConnectionCatalog catalog(connection);
    const auto stored = dialect.inspector().inspect(catalog, { .nameSpaces = nameSpaces });
    if (!stored)
        return stored.error();
    const QList<Change> changes = diff(
            comparable(*stored, wanted, options, names), completed(wanted, *stored, names), dialect.diffRules(), options.hints);
    if (!options.allowDestructive) {
        if (auto harmless = refuseDestructive(changes); !harmless)
            return harmless.error();
    }
    auto plan = dialect.ddl().plan(changes, *stored);
    if (!plan)
        return plan.error();
    if (auto done = createNameSpaces(connection, nameSpaces, *plan); !done)
        return done.error();
    return applied(connection, *std::move(plan), options.dryRun);
}

Result<SyncReport> sync(Database &db, const QList<const ModelInfo *> &models, const SyncOptions &options)
{
    return sync(db, managedSchema(models), options);
}

Result<SyncReport> sync(Database &db, const SyncOptions &options)
{
    auto models = Registry::models();
    return models ? sync(db, *models, options) : Result<SyncReport>(models.error());
}

Result<SyncReport> dropTables(Database &db, const QList<const ModelInfo *> &models)
{
    auto opened = db.connection();
    if (!opened)
        return opened.error();
    Connection &connection = **opened;
    const dialect::Dialect &dialect = connection.dialect();
    const Names names(dialect.diffRules());
    const auto storable = sideBySide(managedSchema(models), dialect);
    if (!storable)
        return storable.error();
    const Schema &unwanted = *storable;
    ConnectionCatalog catalog(connection);
    const auto stored = dialect.inspector().inspect(catalog, { .nameSpaces = nameSpacesOf(unwanted) });
    if (!stored)
        return stored.error();
    Schema kept = *stored;
    kept.tables.removeIf([&](const Table &table) { return names.contains(unwanted.tables, table); });
    auto plan = dialect.ddl().plan(diff(*stored, kept, dialect.diffRules(), {}), *stored);
    return plan ? applied(connection, *std::move(plan), false) : Result<SyncReport>(plan.error());
}

Result<SyncReport> dropTables(Database &db)
{
    auto models = Registry::models();
    return models ? dropTables(db, *models) : Result<SyncReport>(models.error());
}

} // namespace quoin
