// SPDX-License-Identifier: MIT
#include <quoin/dialect/postgresql/integrity_p.h>

using namespace Qt::StringLiterals;

namespace quoin::dialect::postgresql {

namespace {

QString textOf(const Value &value) { return value.toVariant().toString(); }

/// The schema that the extension's functions are in.
Result<QString> schemaOfAmcheck(CatalogRunner &catalog)
{
    const auto found
            = catalog.rows(u"SELECT a.name, n.nspname FROM pg_available_extensions a LEFT JOIN pg_extension e ON "
                           "e.extname = a.name LEFT JOIN pg_namespace n ON n.oid = e.extnamespace WHERE a.name = 'amcheck'"_s);
    if (!found)
        return found.error();
    if (!found->isEmpty() && !found->constFirst().at(1).isNull())
        return textOf(found->constFirst().at(1));
    Error error(ErrorKind::Unsupported,
            u"PostgreSQL checks a database's integrity by its extension amcheck, which is not installed in this one."_s);
    return error.setHint(found->isEmpty()
                    ? u"Install PostgreSQL's contrib modules on the server, then run: CREATE EXTENSION amcheck"_s
                    : u"Run as a superuser: CREATE EXTENSION amcheck"_s);
}

} // namespace

Result<QStringList> integrityChecks(const Syntax &syntax, const QStringList &tables, CatalogRunner &catalog)
{
    const auto nameSpace = schemaOfAmcheck(catalog);
    if (!nameSpace)
        return nameSpace.error();
    // A name that is no table's is the server's error.
    QStringList names;
    for (const QString &table : tables)
        names << syntax.textLiteral(syntax.quoted(table)) + "::regclass::oid"_L1;
    const QString which = names.isEmpty() ? u"true"_s : QString(u"%1 IN ("_s + names.join(u", "_s) + u')');
    // Not the temporary tables, which may be another session's.
    const QString schema = syntax.quoted(*nameSpace);
    QStringList statements { u"SELECT c.oid::regclass || ': ' || found.msg FROM pg_class c JOIN pg_am a ON a.oid = c.relam, "
                             "%1.verify_heapam(c.oid::regclass) AS found WHERE a.amname = 'heap' AND c.relkind IN ('r', 'm') AND "
                             "c.relpersistence <> 't' AND %2"_s.arg(schema, which.arg(u"c.oid"_s)) };
    // An index's check ends with the first thing that it finds, as an error: each has to have a statement of its own.
    const auto indexes = catalog.rows(
            u"SELECT c.oid::bigint FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am a ON a.oid = "
            "c.relam WHERE a.amname = 'btree' AND c.relkind = 'i' AND c.relpersistence <> 't' AND i.indisvalid AND "
            "i.indisready AND %1 ORDER BY c.relname"_s.arg(which.arg(u"i.indrelid"_s)));
    if (!indexes)
        return indexes.error();
    for (const CatalogRunner::Row &index : *indexes) {
        statements << u"SELECT 'ok' FROM (SELECT %1.bt_index_check(%2::regclass, true)) AS checked"_s.arg(
                schema, textOf(index.constFirst()));
    }
    return statements;
}

} // namespace quoin::dialect::postgresql
