// SPDX-License-Identifier: MIT
#include <quoin/dialect/mysql/inspect_p.h>

#include <quoin/dialect/cells_p.h>
#include <quoin/dialect/ddltext_p.h>
#include <quoin/dialect/typecheck_p.h>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace quoin::schema;

namespace quoin::dialect::mysql {

namespace {

using Row = CatalogRunner::Row;

const QString tableQuery = u"SELECT table_name, engine, table_comment, create_options FROM information_schema.tables "
                           u"WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE' ORDER BY table_name"_s;
const QString columnQuery
        = u"SELECT table_name, column_name, column_type, is_nullable, column_default, extra, generation_expression, "
          u"collation_name, column_comment FROM information_schema.columns "
          u"WHERE table_schema = DATABASE() ORDER BY table_name, ordinal_position"_s;
const QString indexQuery
        = u"SELECT table_name, index_name, non_unique, column_name, collation, sub_part, index_type, index_comment%1 "
          u"FROM information_schema.statistics WHERE table_schema = DATABASE() "
          u"ORDER BY table_name, index_name, seq_in_index"_s;
const QString foreignKeyQuery
        = u"SELECT k.table_name, k.constraint_name, k.column_name, k.referenced_table_name, k.referenced_column_name, "
          u"r.update_rule, r.delete_rule, "
          u"CASE WHEN k.referenced_table_schema = DATABASE() THEN '' ELSE k.referenced_table_schema END "
          u"FROM information_schema.key_column_usage k JOIN information_schema.referential_constraints r "
          u"ON r.constraint_schema = k.constraint_schema AND r.constraint_name = k.constraint_name "
          u"AND r.table_name = k.table_name "
          u"WHERE k.table_schema = DATABASE() AND k.referenced_table_name IS NOT NULL "
          u"ORDER BY k.table_name, k.constraint_name, k.ordinal_position"_s;
const QString mariaDbCheckQuery
        = u"SELECT table_name, constraint_name, check_clause, level FROM information_schema.check_constraints "
          u"WHERE constraint_schema = DATABASE() ORDER BY table_name, constraint_name"_s;
const QString mysqlCheckQuery
        = u"SELECT t.table_name, c.constraint_name, c.check_clause, 'Table' FROM information_schema.check_constraints c "
          u"JOIN information_schema.table_constraints t ON t.constraint_schema = c.constraint_schema "
          u"AND t.constraint_name = c.constraint_name "
          u"WHERE c.constraint_schema = DATABASE() ORDER BY t.table_name, c.constraint_name"_s;
const QString viewQuery = u"SELECT table_name, view_definition FROM information_schema.views WHERE table_schema = DATABASE() "
                          u"ORDER BY table_name"_s;
const QString triggerQuery = u"SELECT event_object_table, trigger_name, action_timing, event_manipulation, action_statement "
                             u"FROM information_schema.triggers WHERE trigger_schema = DATABASE() ORDER BY trigger_name"_s;

class Inspection
{
public:
    Inspection(const TableSql &sql, CatalogRunner &runner, const InspectOptions &options)
        : m_sql(sql), m_runner(runner), m_options(options)
    { }

    Result<Schema> run();

private:
    Result<void> tables();
    Result<void> columns();
    Result<void> indexes();
    Result<void> foreignKeys();
    Result<void> checks();
    Result<void> views();
    Result<void> triggers();

    Column columnOf(const Row &row, Table &table) const;
    bool foldTypeCheck(Table &table, const Check &check, bool isColumns);
    void addIndex(Table &table, const Index &index, const QString &name);
    void finish(Table &table);
    Table *find(const Value &name)
    {
        const auto found = m_places.constFind(textOf(name));
        return found == m_places.cend() ? nullptr : &m_schema.tables[*found];
    }
    [[nodiscard]] bool isMariaDb() const { return m_sql.flavour() == Flavour::MariaDb; }

    const TableSql &m_sql;
    CatalogRunner &m_runner;
    const InspectOptions &m_options;
    Schema m_schema;
    QHash<QString, qsizetype> m_places; ///< Where a table is in the schema.
};

Result<void> Inspection::tables()
{
    auto rows = m_runner.rows(tableQuery);
    if (!rows)
        return rows.error();
    for (const Row &row : std::as_const(*rows)) {
        const QString name = textOf(row.at(0));
        if (!m_options.tables.isEmpty() && !m_options.tables.contains(name))
            continue;
        m_places.insert(name, m_schema.tables.size());
        Table table { .name = name, .comment = textOf(row.at(2)) };
        if (const QString engine = textOf(row.at(1)); !engine.isEmpty() && engine.compare("innodb"_L1, Qt::CaseInsensitive) != 0)
            table.opaque += u"ENGINE="_s + engine;
        if (const QString options = textOf(row.at(3)); !options.isEmpty())
            table.opaque += options;
        m_schema.tables += table;
    }
    return {};
}

Column Inspection::columnOf(const Row &row, Table &table) const
{
    const QString sqlType = textOf(row.at(2));
    const QString extra = textOf(row.at(5)).toLower();
    const QString collation = textOf(row.at(7));
    Column column { .name = textOf(row.at(1)), .type = MysqlTypes(m_sql.flavour(), 0).fromSql(sqlType) };
    if (sqlType == u"char(36)"_s && collation.startsWith("ascii"_L1))
        column.type = ColumnType::of(TypeKind::Uuid);
    column.nullable = flagOf(row.at(3));
    column.autoIncrement = extra.contains("auto_increment"_L1);
    column.comment = textOf(row.at(8));
    const bool isText = column.type.isText() || column.type.kind == TypeKind::Enum;
    if (isText && collation != m_sql.collation())
        column.collation = collation;
    if (const QString expression = textOf(row.at(6)); !expression.isEmpty())
        column.generated = Generated { expression, extra.contains("stored"_L1) || extra.contains("persistent"_L1) };
    if (extra.contains("on update"_L1))
        table.opaque += column.name + u' ' + extra.sliced(extra.indexOf("on update"_L1));
    if (row.at(4).isNull() || column.autoIncrement || column.generated)
        return column;
    // MariaDB gives an expression; MySQL a bare text, unless extra says that an expression made it.
    QString text = textOf(row.at(4));
    const bool isExpression = isMariaDb() || extra.contains("default_generated"_L1);
    column.defaultValue = SqlExpression { isExpression ? text : m_sql.syntax().textLiteral(text) };
    return column;
}

Result<void> Inspection::columns()
{
    auto rows = m_runner.rows(columnQuery);
    if (!rows)
        return rows.error();
    for (const Row &row : std::as_const(*rows)) {
        if (Table *table = find(row.at(0)))
            table->columns += columnOf(row, *table);
    }
    return {};
}

void Inspection::addIndex(Table &table, const Index &index, const QString &name)
{
    QStringList columns;
    for (const IndexPart &part : index.parts)
        columns += part.column;
    const bool isPlain = index.method.isEmpty() && std::ranges::all_of(index.parts, [](const IndexPart &part) {
        return !part.descending && part.prefixLength == 0 && part.expression.isEmpty();
    });
    if (name == u"PRIMARY"_s)
        table.primaryKey = PrimaryKey { {}, columns };
    else if (index.unique && isPlain)
        table.uniques += Unique { name, columns };
    else
        table.indexes += index;
}

Result<void> Inspection::indexes()
{
    auto rows = m_runner.rows(indexQuery.arg(isMariaDb() ? u", NULL"_s : u", expression"_s));
    if (!rows)
        return rows.error();
    for (qsizetype at = 0; at < rows->size();) {
        const Row first = rows->at(at);
        Index index { .name = textOf(first.at(1)), .unique = !flagOf(first.at(2)), .comment = textOf(first.at(7)) };
        if (const QString method = textOf(first.at(6)).toLower(); method != u"btree"_s)
            index.method = method;
        for (; at < rows->size() && rows->at(at).at(0) == first.at(0) && rows->at(at).at(1) == first.at(1); ++at) {
            const Row &row = rows->at(at);
            IndexPart part { .column = textOf(row.at(3)), .expression = textOf(row.at(8)) };
            part.descending = textOf(row.at(4)) == u"D"_s;
            part.prefixLength = index.method == u"spatial"_s ? 0 : int(numberOf(row.at(5)));
            index.parts += part;
        }
        if (Table *table = find(first.at(0)))
            addIndex(*table, index, index.name);
    }
    return {};
}

Result<void> Inspection::foreignKeys()
{
    auto rows = m_runner.rows(foreignKeyQuery);
    if (!rows)
        return rows.error();
    for (const Row &row : std::as_const(*rows)) {
        Table *table = find(row.at(0));
        if (!table)
            continue;
        const QString name = textOf(row.at(1));
        if (table->foreignKeys.isEmpty() || table->foreignKeys.last().name != name) {
            ForeignKey key { .name = name, .referencedTable = textOf(row.at(3)), .referencedNamespace = textOf(row.at(7)) };
            key.onUpdate = actionFromSql(textOf(row.at(5)));
            key.onDelete = actionFromSql(textOf(row.at(6)));
            table->foreignKeys += key;
        }
        table->foreignKeys.last().columns += textOf(row.at(2));
        table->foreignKeys.last().referencedColumns += textOf(row.at(4));
    }
    return {};
}

/// On MariaDB a column's own CHECK bears the column's name; on MySQL the type's CHECK bears the name that Quoin gives it.
bool Inspection::foldTypeCheck(Table &table, const Check &check, bool isColumns)
{
    const auto expression = parseExpression(check.expression, expressionRules());
    if (!expression)
        return false;
    for (Column &column : table.columns) {
        if (isMariaDb() ? !isColumns || check.name != column.name : check.name != m_sql.typeCheckName(column.name, table.name))
            continue;
        const auto type = typeOfCheck(*expression, column.name.toLower(), column.type);
        if (!type)
            return false;
        const QString written = typeCheck(*type, m_sql.syntax().quoted(column.name), m_sql.syntax(), m_sql.flavour());
        if (written.isEmpty() || canonicalExpression(written, expressionRules()) != expression->toString())
            return false;
        column.type = *type;
        if (type->kind == TypeKind::Json)
            column.collation.clear(); // json brings its own
        return true;
    }
    return false;
}

Result<void> Inspection::checks()
{
    auto rows = m_runner.rows(isMariaDb() ? mariaDbCheckQuery : mysqlCheckQuery);
    if (!rows)
        return rows.error();
    for (const Row &row : std::as_const(*rows)) {
        Table *table = find(row.at(0));
        const Check check { textOf(row.at(1)), textOf(row.at(2)) };
        const bool isColumns = textOf(row.at(3)) == u"Column"_s;
        if (!table || foldTypeCheck(*table, check, isColumns))
            continue;
        // A column's own CHECK has no name by which it could be dropped.
        table->checks += Check { isColumns ? QString() : check.name, check.expression };
    }
    return {};
}

Result<void> Inspection::views()
{
    auto rows = m_runner.rows(viewQuery);
    if (!rows)
        return rows.error();
    for (const Row &row : std::as_const(*rows))
        m_schema.views += View { .name = textOf(row.at(0)), .sql = textOf(row.at(1)) };
    return {};
}

Result<void> Inspection::triggers()
{
    auto rows = m_runner.rows(triggerQuery);
    if (!rows)
        return rows.error();
    for (const Row &row : std::as_const(*rows)) {
        if (Table *table = find(row.at(0)))
            table->triggers += Trigger { textOf(row.at(1)),
                u"CREATE TRIGGER "_s + m_sql.syntax().quoted(textOf(row.at(1))) + u' ' + textOf(row.at(2)) + u' '
                        + textOf(row.at(3)) + u" ON " + m_sql.syntax().quoted(textOf(row.at(0))) + u" FOR EACH ROW "
                        + textOf(row.at(4)) };
    }
    return {};
}

void Inspection::finish(Table &table)
{
    for (Column &column : table.columns) {
        if (column.defaultValue)
            column.defaultValue
                    = defaultFromSql(std::get<SqlExpression>(*column.defaultValue).sql, column.type, m_sql.defaults());
        if (column.autoIncrement && table.primaryKey.columns != QStringList { column.name }) {
            column.autoIncrement = false; // a counter beside the key, or in a part of it
            table.opaque += column.name + u" auto_increment";
        }
    }
}

Result<Schema> Inspection::run()
{
    for (auto step : { &Inspection::tables, &Inspection::columns, &Inspection::indexes, &Inspection::foreignKeys,
                 &Inspection::checks, &Inspection::views, &Inspection::triggers }) {
        if (auto done = (this->*step)(); !done)
            return done.error();
    }
    for (Table &table : m_schema.tables)
        finish(table);
    return m_schema;
}

} // namespace

Result<Schema> MysqlInspector::inspect(CatalogRunner &runner, const InspectOptions &options) const
{
    return Inspection(m_sql, runner, options).run();
}

Result<QStringList> MysqlInspector::nameSpaces(CatalogRunner &) const { return QStringList(); }

Result<QStringList> MysqlInspector::databases(CatalogRunner &runner) const
{
    auto rows = runner.rows(u"SELECT schema_name FROM information_schema.schemata WHERE schema_name NOT IN "
                            u"('information_schema', 'performance_schema', 'mysql', 'sys') ORDER BY schema_name"_s);
    if (!rows)
        return rows.error();
    QStringList out;
    for (const Row &row : std::as_const(*rows))
        out += textOf(row.first());
    return out;
}

} // namespace quoin::dialect::mysql
