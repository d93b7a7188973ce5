// SPDX-License-Identifier: MIT
#include <quoin/dialect/sqlite/tablesql_p.h>

#include <quoin/core/quotes.h>
#include <quoin/dialect/ddltext_p.h>
#include <quoin/dialect/sqlite/types_p.h>

using namespace Qt::StringLiterals;
using namespace quoin::schema;

namespace quoin::dialect::sqlite {

namespace {

QString literal(const ColumnType &type, const QString &text)
{
    switch (type.kind) {
    case TypeKind::Bool:
    case TypeKind::Int16:
    case TypeKind::Int32:
    case TypeKind::Int64:
    case TypeKind::UInt16:
    case TypeKind::UInt32:
    case TypeKind::Float:
    case TypeKind::Double: return text;
    case TypeKind::Binary: return u"x'"_s + text + u'\'';
    default: return inQuotes(text, u'\'');
    }
}

/// A default that is not a literal stands in parentheses.
QString defaultClause(const QString &sql, const Column &column)
{
    const bool isLiteral = column.defaultValue && std::holds_alternative<Value>(*column.defaultValue);
    return isLiteral ? QString(u" DEFAULT " + sql) : QString(u" DEFAULT (" + sql + u')');
}

} // namespace

const ExpressionRules &expressionRules()
{
    static const ExpressionRules rules { .tokens = { .squareBrackets = true }, .foldsNames = true };
    return rules;
}

const DefaultRules &defaultRules()
{
    // A version 4 UUID: the digits of the version and the variant are set.
    static const QString uuid
            = u"lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || "
              u"substr('89ab', abs(random() % 4) + 1, 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))"_s;
    static const DefaultRules rules {
        .expressions = expressionRules(),
        .functions = { { DefaultFunction::CurrentTimestamp, u"strftime('%Y-%m-%d %H:%M:%f', 'now')"_s },
                { DefaultFunction::CurrentDate, u"CURRENT_DATE"_s },
                { DefaultFunction::CurrentTime, u"strftime('%H:%M:%f', 'now')"_s }, { DefaultFunction::GenerateUuid, uuid },
                { DefaultFunction::CurrentTimestamp, u"CURRENT_TIMESTAMP"_s },
                { DefaultFunction::CurrentTimestamp, u"datetime('now')"_s }, { DefaultFunction::CurrentDate, u"date('now')"_s },
                { DefaultFunction::CurrentTime, u"CURRENT_TIME"_s } },
        .literal = literal,
    };
    return rules;
}

Result<QString> columnSql(const Syntax &syntax, const Column &column, const Table &table)
{
    const QString name = syntax.quoted(column.name);
    if (column.autoIncrement) // exactly these words, or SQLite does not count
        return QString(name + u" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL");
    const auto type = SqliteTypes().sqlType(column.type);
    if (!type)
        return type.error();
    QString sql = type->isEmpty() ? name : QString(name + u' ' + *type);
    if (column.generated)
        sql += u" GENERATED ALWAYS AS (" + column.generated->expression + u") "
                + (column.generated->stored ? u"STORED" : u"VIRTUAL");
    if (!column.nullable || table.primaryKey.columns.contains(column.name))
        sql += u" NOT NULL";
    const auto value = defaultSql(column, defaultRules());
    if (!value)
        return value.error();
    if (!value->isEmpty())
        sql += defaultClause(*value, column);
    if (!column.collation.isEmpty())
        sql += u" COLLATE " + syntax.quoted(column.collation);
    if (const QString check = typeCheck(column.type, name, syntax); !check.isEmpty())
        sql += u" CHECK (" + check + u')';
    return sql;
}

Result<QString> createTableSql(const Syntax &syntax, const Table &table, const QString &name)
{
    QStringList parts;
    bool counts = false;
    for (const Column &column : table.columns) {
        auto sql = columnSql(syntax, column, table);
        if (!sql)
            return sql.error().setTable(table.name);
        parts += *sql;
        counts = counts || column.autoIncrement;
    }
    if (!table.primaryKey.columns.isEmpty() && !counts)
        parts += primaryKeyClause(syntax, table.primaryKey);
    for (const Unique &unique : table.uniques)
        parts += uniqueClause(syntax, unique);
    for (const ForeignKey &key : table.foreignKeys)
        parts += foreignKeyClause(syntax, key) + (key.deferrable ? u" DEFERRABLE INITIALLY DEFERRED"_s : QString());
    for (const Check &check : table.checks)
        parts += checkClause(syntax, check);
    const QString options = table.opaque.isEmpty() ? QString() : QString(u' ' + table.opaque.join(u", "_s));
    return QString(u"CREATE TABLE " + syntax.quoted(name.isEmpty() ? table.name : name) + u" (\n    " + parts.join(u",\n    "_s)
            + u"\n)" + options);
}

QString createIndexSql(const Syntax &syntax, const TableName &table, const Index &index)
{
    QStringList parts;
    for (const IndexPart &part : index.parts)
        parts += (part.column.isEmpty() ? part.expression : syntax.quoted(part.column))
                + (part.descending ? u" DESC"_s : QString());
    QString sql = (index.unique ? u"CREATE UNIQUE INDEX "_s : u"CREATE INDEX "_s) + syntax.quoted(indexName(table, index))
            + u" ON " + syntax.quoted(table.name) + u" (" + parts.join(u", "_s) + u')';
    if (!index.condition.isEmpty())
        sql += u" WHERE " + index.condition;
    return sql;
}

} // namespace quoin::dialect::sqlite
