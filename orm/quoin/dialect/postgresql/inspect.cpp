// SPDX-License-Identifier: MIT
#include <quoin/dialect/postgresql/inspect_p.h>

#include <quoin/dialect/cells_p.h>
#include <quoin/dialect/postgresql/queries_p.h>
#include <quoin/dialect/postgresql/syntax_p.h>
#include <quoin/dialect/postgresql/tablesql_p.h>
#include <quoin/dialect/postgresql/types_p.h>
#include <quoin/dialect/typecheck_p.h>

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace quoin::schema;

namespace quoin::dialect::postgresql {

namespace {

using Row = CatalogRunner::Row;

QStringList listOf(const Value &json)
{
    QStringList out;
    const QJsonArray array = QJsonDocument::fromJson(textOf(json).toUtf8()).array();
    for (const QJsonValue one : array)
        out += one.toString();
    return out;
}

ReferentialAction actionOf(const Value &code)
{
    const QString letter = textOf(code);
    if (letter == u"r"_s)
        return ReferentialAction::Restrict;
    if (letter == u"c"_s)
        return ReferentialAction::Cascade;
    if (letter == u"n"_s)
        return ReferentialAction::SetNull;
    if (letter == u"d"_s)
        return ReferentialAction::SetDefault;
    return ReferentialAction::NoAction;
}

class Inspection
{
public:
    Inspection(CatalogRunner &runner, const InspectOptions &options) : m_runner(runner), m_options(options) { }

    Result<Schema> run();

private:
    Result<void> enums();
    Result<void> columns();
    Result<void> constraints();
    Result<void> indexes();
    Result<void> views();
    Result<void> triggers();
    Result<void> sequences();

    Result<QList<Row>> ask(const QString &query);
    Column columnOf(const Row &row, const Table &table) const;
    bool foldTypeCheck(Table &table, const Check &check);
    void finish(Table &table);
    Table *find(const Row &row)
    {
        const QString nameSpace = textOf(row.at(0));
        const QString name = textOf(row.at(1));
        const auto found = m_places.constFind(nameSpace + u'\n' + name);
        return found == m_places.cend() ? nullptr : &m_schema.tables[*found];
    }

    CatalogRunner &m_runner;
    const InspectOptions &m_options;
    Schema m_schema;
    QHash<QString, qsizetype> m_places; ///< Where a table is in the schema.
};

Result<QList<Row>> Inspection::ask(const QString &query)
{
    const PostgresqlSyntax syntax { Capabilities() };
    QStringList names;
    for (const QString &name : m_options.nameSpaces)
        names += name.isEmpty() ? u"current_schema()"_s : syntax.textLiteral(name);
    const QString condition = u"n.nspname IN ("_s + (names.isEmpty() ? u"current_schema()"_s : names.join(u", "_s)) + u')';
    return m_runner.rows(query.arg(condition, nameSpaceColumn).trimmed());
}

Result<void> Inspection::enums()
{
    auto rows = ask(enumQuery);
    if (!rows)
        return rows.error();
    for (const Row &row : std::as_const(*rows))
        m_schema.enums += EnumType { textOf(row.at(1)), textOf(row.at(0)), listOf(row.at(2)) };
    return {};
}

Column Inspection::columnOf(const Row &row, const Table &) const
{
    Column column { .name = textOf(row.at(2)), .type = PostgresqlTypes().fromSql(textOf(row.at(3))) };
    column.nullable = !flagOf(row.at(4));
    if (const QString collation = textOf(row.at(8)); collation != ownCollation)
        column.collation = collation;
    column.comment = textOf(row.at(9));
    if (const QString enumName = textOf(row.at(11)); !enumName.isEmpty()) {
        const auto type = std::ranges::find(m_schema.enums, enumName, &EnumType::name);
        if (type != m_schema.enums.end())
            column.type = ColumnType { .kind = TypeKind::Enum, .values = type->values, .enumName = enumName };
    }
    const QString expression = textOf(row.at(5));
    // serial, or what a dump makes of it: with or without the sequence belonging to the column.
    const bool counts = column.type.isInteger() && expression.startsWith("nextval("_L1);
    column.autoIncrement = !textOf(row.at(6)).isEmpty() || counts;
    if (!textOf(row.at(7)).isEmpty())
        column.generated = Generated { expression, textOf(row.at(7)) == u"s"_s };
    else if (!row.at(5).isNull())
        column.defaultValue = SqlExpression { expression }; // read when the type is known for good
    return column;
}

Result<void> Inspection::columns()
{
    auto rows = ask(columnQuery);
    if (!rows)
        return rows.error();
    for (const Row &row : std::as_const(*rows)) {
        const QString name = textOf(row.at(1));
        if (!m_options.tables.isEmpty() && !m_options.tables.contains(name))
            continue;
        Table *table = find(row);
        if (!table) {
            m_places.insert(textOf(row.at(0)) + u'\n' + name, m_schema.tables.size());
            m_schema.tables += Table { .name = name, .nameSpace = textOf(row.at(0)), .comment = textOf(row.at(10)) };
            table = &m_schema.tables.last();
            if (!row.at(12).isNull())
                table->opaque += textOf(row.at(12));
            if (!row.at(13).isNull())
                table->opaque += u"INHERITS ("_s + textOf(row.at(13)) + u')';
        }
        if (!row.at(2).isNull())
            table->columns += columnOf(row, *table);
    }
    return {};
}

Result<void> Inspection::constraints()
{
    auto rows = ask(constraintQuery);
    if (!rows)
        return rows.error();
    for (const Row &row : std::as_const(*rows)) {
        Table *table = find(row);
        if (!table)
            continue;
        const QString name = textOf(row.at(2));
        const QString kind = textOf(row.at(3));
        const QStringList columns = listOf(row.at(4));
        if (kind == u"p"_s) {
            table->primaryKey = PrimaryKey { name, columns };
        } else if (kind == u"u"_s) {
            table->uniques += Unique { name, columns };
        } else if (kind == u"c"_s) {
            const Check check { name, textOf(row.at(11)) };
            if (!foldTypeCheck(*table, check))
                table->checks += check;
        } else if (kind == u"f"_s) {
            ForeignKey key { .name = name, .columns = columns, .referencedTable = textOf(row.at(7)) };
            key.referencedNamespace = textOf(row.at(6));
            key.referencedColumns = listOf(row.at(5));
            key.onUpdate = actionOf(row.at(8));
            key.onDelete = actionOf(row.at(9));
            key.deferrable = flagOf(row.at(10));
            table->foreignKeys += key;
        } else {
            table->opaque += u"CONSTRAINT "_s + name + u' ' + textOf(row.at(12));
        }
    }
    return {};
}

/// By the name that Quoin gives it, and the meaning.
bool Inspection::foldTypeCheck(Table &table, const Check &check)
{
    const PostgresqlSyntax syntax { Capabilities() };
    for (Column &column : table.columns) {
        if (check.name != typeCheckNameOf(column.name))
            continue;
        const auto expression = parseExpression(check.expression, expressionRules());
        const auto type = expression ? typeOfCheck(*expression, column.name, column.type) : std::nullopt;
        if (!type || storedType(*type) != column.type)
            return false;
        column.type = *type;
        return true;
    }
    return false;
}

Result<void> Inspection::indexes()
{
    auto rows = ask(indexQuery);
    if (!rows)
        return rows.error();
    for (const Row &row : std::as_const(*rows)) {
        Table *table = find(row);
        if (!table)
            continue;
        const QString name = textOf(row.at(2));
        if (table->indexes.isEmpty() || table->indexes.last().name != name) {
            Index index { .name = name, .unique = flagOf(row.at(3)), .comment = textOf(row.at(11)) };
            if (const QString method = textOf(row.at(4)); method != u"btree"_s)
                index.method = method;
            index.condition = textOf(row.at(5));
            table->indexes += index;
        }
        Index &index = table->indexes.last();
        if (!flagOf(row.at(6))) {
            index.include += textOf(row.at(7));
            continue;
        }
        IndexPart part { .column = textOf(row.at(7)), .descending = flagOf(row.at(9)) };
        if (part.column.isEmpty())
            part.expression = textOf(row.at(8));
        part.operatorClass = textOf(row.at(10));
        index.parts += part;
    }
    return {};
}

Result<void> Inspection::views()
{
    auto rows = ask(viewQuery);
    if (!rows)
        return rows.error();
    for (const Row &row : std::as_const(*rows)) {
        QString sql = textOf(row.at(3)).trimmed();
        if (sql.endsWith(u';'))
            sql.chop(1);
        m_schema.views += View { textOf(row.at(1)), textOf(row.at(0)), sql, flagOf(row.at(2)), textOf(row.at(4)) };
    }
    return {};
}

Result<void> Inspection::triggers()
{
    auto rows = ask(triggerQuery);
    if (!rows)
        return rows.error();
    for (const Row &row : std::as_const(*rows)) {
        if (Table *table = find(row))
            table->triggers += Trigger { textOf(row.at(2)), textOf(row.at(3)) };
    }
    return {};
}

Result<void> Inspection::sequences()
{
    auto rows = ask(sequenceQuery);
    if (!rows)
        return rows.error();
    for (const Row &row : std::as_const(*rows))
        m_schema.sequences += Sequence { textOf(row.at(1)), textOf(row.at(0)), numberOf(row.at(2)), numberOf(row.at(3)) };
    return {};
}

void Inspection::finish(Table &table)
{
    for (Column &column : table.columns) {
        if (column.autoIncrement && table.primaryKey.columns != QStringList { column.name }) {
            column.autoIncrement = false; // a counter beside the key: kept as its expression
            if (!column.defaultValue)
                table.opaque += column.name + u" IDENTITY";
        } else if (column.autoIncrement) {
            column.defaultValue.reset();
        }
        if (column.defaultValue)
            column.defaultValue = defaultFromSql(std::get<SqlExpression>(*column.defaultValue).sql, column.type, defaultRules());
    }
}

Result<Schema> Inspection::run()
{
    for (auto step : { &Inspection::enums, &Inspection::columns, &Inspection::constraints, &Inspection::indexes,
                 &Inspection::views, &Inspection::triggers, &Inspection::sequences }) {
        if (auto done = (this->*step)(); !done)
            return done.error();
    }
    for (Table &table : m_schema.tables)
        finish(table);
    return m_schema;
}

Result<QStringList> names(CatalogRunner &runner, const QString &query)
{
    auto rows = runner.rows(query);
    if (!rows)
        return rows.error();
    QStringList out;
    for (const Row &row : std::as_const(*rows))
        out += textOf(row.first());
    return out;
}

} // namespace

Result<Schema> PostgresqlInspector::inspect(CatalogRunner &runner, const InspectOptions &options) const
{
    return Inspection(runner, options).run();
}

Result<QStringList> PostgresqlInspector::nameSpaces(CatalogRunner &runner) const
{
    return names(runner,
            u"SELECT nspname FROM pg_namespace WHERE nspname NOT LIKE 'pg!_%' ESCAPE '!' "
            u"AND nspname <> 'information_schema' ORDER BY nspname"_s);
}

Result<QStringList> PostgresqlInspector::databases(CatalogRunner &runner) const
{
    return names(runner, u"SELECT datname FROM pg_database WHERE NOT datistemplate AND datallowconn ORDER BY datname"_s);
}

} // namespace quoin::dialect::postgresql
