// SPDX-License-Identifier: MIT
#include <quoin/dialect/mysql/dialect.h>

#include <quoin/dialect/mysql/capabilities_p.h>
#include <quoin/dialect/mysql/ddl_p.h>
#include <quoin/dialect/mysql/diff_p.h>
#include <quoin/dialect/mysql/errors_p.h>
#include <quoin/dialect/mysql/inspect_p.h>
#include <quoin/dialect/mysql/syntax_p.h>
#include <quoin/dialect/mysql/tablesql_p.h>
#include <quoin/dialect/mysql/types_p.h>

using namespace Qt::StringLiterals;

namespace quoin::dialect::mysql {

namespace {

class MysqlDialect final : public Dialect
{
public:
    explicit MysqlDialect(const ServerInfo &server)
        : m_capabilities(capabilitiesOf(server)), m_syntax(m_capabilities),
          m_types(flavourOf(server), m_capabilities.maxDecimalScale), m_tableSql(m_syntax, m_types, flavourOf(server)),
          m_ddl(m_tableSql), m_inspector(m_tableSql), m_diffRules(m_tableSql)
    { }

    [[nodiscard]] QString name() const override { return u"mysql"_s; }
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
    MysqlSyntax m_syntax;
    MysqlTypes m_types;
    TableSql m_tableSql;
    MysqlPlanner m_ddl;
    MysqlInspector m_inspector;
    MysqlDiffRules m_diffRules;
    MysqlErrors m_errors;
};

/// There is no statement for a whole database: it is taken table by table.
Result<QStringList> MysqlDialect::maintenance(Maintenance job, const QStringList &tables, CatalogRunner &catalog) const
{
    QStringList quoted;
    for (const QString &table : tables)
        quoted += m_syntax.quoted(table);
    if (tables.isEmpty()) {
        const auto schema = m_inspector.inspect(catalog);
        if (!schema)
            return schema.error();
        for (const schema::Table &table : schema->tables)
            quoted += m_syntax.quoted(table.name);
    }
    if (quoted.isEmpty())
        return QStringList();
    const QString list = u" TABLE "_s + quoted.join(u", "_s);
    switch (job) {
    case Maintenance::Vacuum:
    case Maintenance::Optimize: return QStringList { u"OPTIMIZE"_s + list };
    case Maintenance::Analyze: return QStringList { u"ANALYZE"_s + list };
    case Maintenance::IntegrityCheck: return QStringList { u"CHECK"_s + list };
    }
    return QStringList();
}

} // namespace

std::shared_ptr<const Dialect> makeDialect(const ServerInfo &server) { return std::make_shared<MysqlDialect>(server); }

} // namespace quoin::dialect::mysql
