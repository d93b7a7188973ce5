// SPDX-License-Identifier: MIT
#include <quoin/dialect/sqlite/dialect.h>

#include <quoin/dialect/sqlite/capabilities_p.h>
#include <quoin/dialect/sqlite/ddl_p.h>
#include <quoin/dialect/sqlite/diff_p.h>
#include <quoin/dialect/sqlite/errors_p.h>
#include <quoin/dialect/sqlite/inspect_p.h>
#include <quoin/dialect/sqlite/syntax_p.h>
#include <quoin/dialect/sqlite/types_p.h>

using namespace Qt::StringLiterals;

namespace quoin::dialect::sqlite {

namespace {

class SqliteDialect final : public Dialect
{
public:
    explicit SqliteDialect(const ServerInfo &server)
        : m_capabilities(capabilitiesOf(server)), m_syntax(m_capabilities), m_ddl(m_syntax), m_diffRules(m_syntax)
    { }

    [[nodiscard]] QString name() const override { return u"sqlite"_s; }
    [[nodiscard]] const Capabilities &capabilities() const override { return m_capabilities; }
    [[nodiscard]] const Syntax &syntax() const override { return m_syntax; }
    [[nodiscard]] const TypeMapper &types() const override { return m_types; }
    [[nodiscard]] const DdlPlanner &ddl() const override { return m_ddl; }
    [[nodiscard]] const Inspector &inspector() const override { return m_inspector; }
    [[nodiscard]] const schema::DiffRules &diffRules() const override { return m_diffRules; }
    [[nodiscard]] const ErrorMapper &errors() const override { return m_errors; }
    [[nodiscard]] Result<QStringList> maintenance(
            Maintenance job, const QStringList &tables, CatalogRunner &catalog) const override;

private:
    Capabilities m_capabilities;
    SqliteSyntax m_syntax;
    SqliteTypes m_types;
    SqlitePlanner m_ddl;
    SqliteInspector m_inspector;
    SqliteDiffRules m_diffRules;
    SqliteErrors m_errors;
};

Result<QStringList> SqliteDialect::maintenance(Maintenance job, const QStringList &tables, CatalogRunner &) const
{
    const auto each = [&](const QString &all, const QString &one) {
        if (tables.isEmpty())
            return QStringList { all };
        QStringList out;
        for (const QString &table : tables) {
            // A pragma would take the name of no table for none at all.
            out << u"SELECT 1 FROM %1 LIMIT 0"_s.arg(m_syntax.quoted(table)) << one.arg(m_syntax.quoted(table));
        }
        return out;
    };
    switch (job) {
    case Maintenance::Vacuum:
        if (!tables.isEmpty())
            return Error(ErrorKind::Unsupported, u"SQLite vacuums the whole database, not single tables."_s);
        return QStringList { u"VACUUM"_s };
    case Maintenance::Analyze: return each(u"ANALYZE"_s, u"ANALYZE %1"_s);
    case Maintenance::Optimize: return each(u"PRAGMA optimize"_s, u"ANALYZE %1"_s);
    case Maintenance::IntegrityCheck: return each(u"PRAGMA integrity_check"_s, u"PRAGMA integrity_check(%1)"_s);
    }
    return QStringList();
}

} // namespace

std::shared_ptr<const Dialect> makeDialect(const ServerInfo &server) { return std::make_shared<SqliteDialect>(server); }

} // namespace quoin::dialect::sqlite
