// SPDX-License-Identifier: MIT
#include <quoin/dialect/sqlite/inspect_p.h>

#include <quoin/dialect/cells_p.h>
#include <quoin/dialect/ddltext_p.h>
#include <quoin/dialect/sqlite/syntax_p.h>
#include <quoin/dialect/sqlite/tablesql_p.h>
#include <quoin/dialect/sqlite/tabletext_p.h>
#include <quoin/dialect/sqlite/types_p.h>
#include <quoin/dialect/typecheck_p.h>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace quoin::schema;

namespace quoin::dialect::sqlite {

namespace {

using Row = CatalogRunner::Row;

const QString masterQuery
        = u"SELECT type, name, tbl_name, sql FROM sqlite_master WHERE substr(name, 1, 7) <> 'sqlite_' ORDER BY rowid"_s;
const QString columnQuery
        = u"SELECT m.name, c.name, c.type, c.\"notnull\", c.dflt_value, c.pk, c.hidden "
          u"FROM sqlite_master m, pragma_table_xinfo(m.name) c WHERE m.type = 'table' ORDER BY m.rowid, c.cid"_s;
const QString foreignKeyQuery = u"SELECT m.name, f.id, f.\"table\", f.\"from\", f.\"to\", f.on_update, f.on_delete "
                                u"FROM sqlite_master m, pragma_foreign_key_list(m.name) f WHERE m.type = 'table' "
                                u"ORDER BY m.rowid, f.id DESC, f.seq"_s;
const QString indexQuery = u"SELECT m.name, l.name, l.\"unique\", l.origin, x.cid, x.name, x.desc, x.seqno "
                           u"FROM sqlite_master m, pragma_index_list(m.name) l, pragma_index_xinfo(l.name) x "
                           u"WHERE m.type = 'table' AND x.key = 1 ORDER BY m.rowid, l.seq DESC, x.seqno"_s;

class Inspection
{
public:
    Inspection(CatalogRunner &runner, const InspectOptions &options) : m_runner(runner), m_options(options) { }

    Result<Schema> run();

private:
    Result<void> master();
    Result<void> columns();
    Result<void> foreignKeys();
    Result<void> indexes();
    void finish(Table &table);
    void foldTypeChecks(Table &table);
    void findCountingKey(Table &table);

    [[nodiscard]] bool isAsked(const QString &table) const
    {
        return m_options.tables.isEmpty() || m_options.tables.contains(table, Qt::CaseInsensitive);
    }
    Table *find(const QString &name)
    {
        const auto found = std::ranges::find(m_schema.tables, name, &Table::name);
        return found == m_schema.tables.end() ? nullptr : &*found;
    }

    CatalogRunner &m_runner;
    const InspectOptions &m_options;
    Schema m_schema;
    QHash<QString, TableText> m_texts; ///< By table.
    QHash<QString, QString> m_indexTexts;
    QStringList m_virtualTables;
    QStringList m_rowIdKeys; ///< Tables with a key column declared exactly INTEGER.
};

Result<void> Inspection::master()
{
    auto rows = m_runner.rows(masterQuery);
    if (!rows)
        return rows.error();
    for (const Row &row : std::as_const(*rows)) {
        const QString type = textOf(row.at(0));
        const QString name = textOf(row.at(1));
        const QString sql = textOf(row.at(3));
        if (type == u"view"_s)
            m_schema.views += View { .name = name, .sql = readViewText(sql) };
        if (!isAsked(textOf(row.at(2))))
            continue;
        if (type == u"table"_s) {
            // A virtual table is its module's business, and so are the tables that the module keeps beside it.
            const bool isShadow
                    = std::ranges::any_of(m_virtualTables, [&](const QString &v) { return name.startsWith(v + u'_'); });
            if (sql.startsWith("CREATE VIRTUAL"_L1, Qt::CaseInsensitive))
                m_virtualTables += name;
            else if (!isShadow) {
                m_schema.tables += Table { .name = name };
                m_texts.insert(name, readTableText(sql));
            }
        } else if (type == u"index"_s) {
            m_indexTexts.insert(name, sql);
        } else if (type == u"trigger"_s) {
            if (Table *table = find(textOf(row.at(2))))
                table->triggers += Trigger { name, sql };
        }
    }
    return {};
}

Result<void> Inspection::columns()
{
    auto rows = m_runner.rows(columnQuery);
    if (!rows)
        return rows.error();
    const SqliteTypes types;
    QHash<QString, QMap<qint64, QString>> keys;
    for (const Row &row : std::as_const(*rows)) {
        Table *table = find(textOf(row.at(0)));
        const qint64 hidden = numberOf(row.at(6));
        if (!table || hidden == 1)
            continue;
        Column column { .name = textOf(row.at(1)), .type = types.fromSql(textOf(row.at(2))) };
        const TableText::ColumnText text = m_texts.value(table->name).columns.value(column.name.toLower());
        column.nullable = !flagOf(row.at(3));
        if (!row.at(4).isNull())
            column.defaultValue = SqlExpression { textOf(row.at(4)) }; // read when the type is known for good
        if (hidden == 2 || hidden == 3)
            column.generated = Generated { text.generated, hidden == 3 };
        column.collation = text.collation;
        if (const qint64 position = numberOf(row.at(5)); position > 0) {
            keys[table->name].insert(position, column.name);
            if (textOf(row.at(2)).compare("integer"_L1, Qt::CaseInsensitive) == 0)
                m_rowIdKeys += table->name;
        }
        table->columns += column;
    }
    for (Table &table : m_schema.tables) {
        for (const QString &column : std::as_const(keys[table.name]))
            table.primaryKey.columns += column;
    }
    return {};
}

Result<void> Inspection::foreignKeys()
{
    auto rows = m_runner.rows(foreignKeyQuery);
    if (!rows)
        return rows.error();
    qint64 lastId = -1;
    QString lastTable;
    for (const Row &row : std::as_const(*rows)) {
        Table *table = find(textOf(row.at(0)));
        if (!table)
            continue;
        if (table->name != lastTable || numberOf(row.at(1)) != lastId) {
            ForeignKey key { .referencedTable = textOf(row.at(2)) };
            key.onUpdate = actionFromSql(textOf(row.at(5)));
            key.onDelete = actionFromSql(textOf(row.at(6)));
            table->foreignKeys += key;
            lastTable = table->name;
            lastId = numberOf(row.at(1));
        }
        ForeignKey &key = table->foreignKeys.last();
        key.columns += textOf(row.at(3));
        if (!row.at(4).isNull())
            key.referencedColumns += textOf(row.at(4));
    }
    for (Table &table : m_schema.tables) {
        const QList<TableText::KeyText> texts = m_texts.value(table.name).foreignKeys;
        for (qsizetype i = 0; i < table.foreignKeys.size(); ++i) {
            ForeignKey &key = table.foreignKeys[i];
            if (const Table *target = find(key.referencedTable); target && key.referencedColumns.isEmpty())
                key.referencedColumns = target->primaryKey.columns; // REFERENCES t, without columns
            const auto text = std::ranges::find_if(texts, [&](const TableText::KeyText &t) {
                return t.columns.join(u',').compare(key.columns.join(u','), Qt::CaseInsensitive) == 0;
            });
            if (text != texts.end()) {
                key.name = text->name;
                key.deferrable = text->deferrable;
            }
        }
    }
    return {};
}

Result<void> Inspection::indexes()
{
    auto rows = m_runner.rows(indexQuery);
    if (!rows)
        return rows.error();
    for (qsizetype at = 0; at < rows->size();) {
        const Row first = rows->at(at);
        Index index { .name = textOf(first.at(1)), .unique = flagOf(first.at(2)) };
        const QString origin = textOf(first.at(3));
        const IndexText text = origin == u"c"_s ? readIndexText(m_indexTexts.value(index.name)) : IndexText();
        for (; at < rows->size() && rows->at(at).at(0) == first.at(0) && rows->at(at).at(1) == first.at(1); ++at) {
            const Row &row = rows->at(at);
            IndexPart part { .column = textOf(row.at(5)), .descending = flagOf(row.at(6)) };
            const QString written = text.parts.value(index.parts.size());
            const QList<Token> tokens = tokenize(written, expressionRules().tokens);
            if (part.column.isEmpty() || std::ranges::any_of(tokens, [](const Token &t) { return t.isWord(u"collate"); })) {
                part.column.clear();
                part.expression = written;
            }
            index.parts += part;
        }
        index.condition = text.condition;
        Table *table = find(textOf(first.at(0)));
        if (!table || origin == u"pk"_s)
            continue;
        if (origin == u"c"_s) {
            table->indexes += index;
        } else {
            Unique unique;
            for (const IndexPart &part : std::as_const(index.parts))
                unique.columns += part.column;
            const QList<TableText::KeyText> texts = m_texts.value(table->name).uniques;
            for (const TableText::KeyText &known : texts) {
                if (known.columns.join(u',').compare(unique.columns.join(u','), Qt::CaseInsensitive) == 0)
                    unique.name = known.name;
            }
            table->uniques += unique;
        }
    }
    return {};
}

/// INTEGER PRIMARY KEY is the row's own number: SQLite gives it when a row does not say.
void Inspection::findCountingKey(Table &table)
{
    if (table.primaryKey.columns.size() != 1 || table.opaque.contains(u"WITHOUT ROWID"_s))
        return;
    for (Column &column : table.columns) {
        if (column.name == table.primaryKey.columns.first() && !column.defaultValue)
            column.autoIncrement = m_rowIdKeys.contains(table.name);
    }
}

void Inspection::foldTypeChecks(Table &table)
{
    const SqliteSyntax syntax { Capabilities() };
    const auto isFolded = [&](const Check &check) {
        if (!check.name.isEmpty())
            return false; // what Quoin writes for a type has no name; a constraint with one is somebody's rule
        const auto expression = parseExpression(check.expression, expressionRules());
        if (!expression)
            return false;
        return std::ranges::any_of(table.columns, [&](Column &column) {
            const QString name = column.name.toLower();
            const auto type = typeOfCheck(*expression, name, column.type);
            if (!type)
                return false;
            // Only what Quoin would write itself for this type belongs to the type.
            const QString written = typeCheck(*type, syntax.quoted(column.name), syntax);
            if (written.isEmpty() || canonicalExpression(written, expressionRules()) != expression->toString())
                return false;
            column.type = *type;
            return true;
        });
    };
    for (const Check &check : m_texts.value(table.name).checks) {
        if (!isFolded(check))
            table.checks += check;
    }
}

void Inspection::finish(Table &table)
{
    const TableText text = m_texts.value(table.name);
    table.primaryKey.name = text.primaryKeyName;
    table.opaque = text.options;
    if (text.resolvesConflicts)
        table.opaque += u"ON CONFLICT"_s;
    foldTypeChecks(table);
    findCountingKey(table);
    for (Column &column : table.columns) {
        if (table.primaryKey.columns.contains(column.name))
            column.nullable = false;
        if (column.defaultValue)
            column.defaultValue = defaultFromSql(std::get<SqlExpression>(*column.defaultValue).sql, column.type, defaultRules());
    }
}

Result<Schema> Inspection::run()
{
    for (auto step : { &Inspection::master, &Inspection::columns, &Inspection::foreignKeys, &Inspection::indexes }) {
        if (auto done = (this->*step)(); !done)
            return done.error();
    }
    for (Table &table : m_schema.tables)
        finish(table);
    return m_schema;
}

} // namespace

Result<Schema> SqliteInspector::inspect(CatalogRunner &runner, const InspectOptions &options) const
{
    return Inspection(runner, options).run();
}

Result<QStringList> SqliteInspector::nameSpaces(CatalogRunner &) const { return QStringList(); }

Result<QStringList> SqliteInspector::databases(CatalogRunner &runner) const
{
    auto rows = runner.rows(u"SELECT name FROM pragma_database_list ORDER BY seq"_s);
    if (!rows)
        return rows.error();
    QStringList out;
    for (const Row &row : std::as_const(*rows))
        out += textOf(row.first());
    return out;
}

} // namespace quoin::dialect::sqlite
