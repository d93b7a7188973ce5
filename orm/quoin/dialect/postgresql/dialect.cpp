// SPDX-License-Identifier: MIT
#include <quoin/dialect/postgresql/dialect.h>

#include <quoin/dialect/postgresql/capabilities_p.h>
#include <quoin/dialect/postgresql/ddl_p.h>
#include <quoin/dialect/postgresql/diff_p.h>
#include <quoin/dialect/postgresql/errors_p.h>
#include <quoin/dialect/postgresql/inspect_p.h>
#include <quoin/dialect/postgresql/integrity_p.h>
#include <quoin/dialect/postgresql/syntax_p.h>
#include <quoin/dialect/postgresql/types_p.h>

using namespace Qt::StringLiterals;

namespace quoin::dialect::postgresql {

namespace {

class PostgresqlDialect final : public Dialect
{
public:
    explicit PostgresqlDialect(const ServerInfo &server)
        : m_capabilities(capabilitiesOf(server)), m_syntax(m_capabilities), m_ddl(m_syntax), m_diffRules(m_syntax)
    { }

    [[nodiscard]] QString name() const override { return u"postgresql"_s; }
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
    PostgresqlSyntax m_syntax;
    PostgresqlTypes m_types;
    PostgresqlPlanner m_ddl;
    PostgresqlInspector m_inspector;
    PostgresqlDiffRules m_diffRules;
    PostgresqlErrors m_errors;
};

Result<QStringList> PostgresqlDialect::maintenance(Maintenance job, const QStringList &tables, CatalogRunner &catalog) const
{
    const auto each = [&](const QString &command) {
        QStringList quoted;
        for (const QString &table : tables)
            quoted += m_syntax.quoted(table);
        return QStringList { quoted.isEmpty() ? command : QString(command + u' ' + quoted.join(u", "_s)) };
    };
    switch (job) {
    case Maintenance::Vacuum: return each(u"VACUUM"_s);
    case Maintenance::Analyze: return each(u"ANALYZE"_s);
    case Maintenance::Optimize: return each(u"VACUUM (ANALYZE)"_s);
    case Maintenance::IntegrityCheck: return integrityChecks(m_syntax, tables, catalog);
    }
    return QStringList();
}

} // namespace

std::shared_ptr<const Dialect> makeDialect(const ServerInfo &server) { return std::make_shared<PostgresqlDialect>(server); }

} // namespace quoin::dialect::postgresql
