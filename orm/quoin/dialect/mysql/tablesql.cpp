// SPDX-License-Identifier: MIT
#include <quoin/dialect/mysql/tablesql_p.h>

#include <quoin/core/quotes.h>
#include <quoin/dialect/ddltext_p.h>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace quoin::schema;

namespace quoin::dialect::mysql {

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
    case TypeKind::UInt64:
    case TypeKind::Float:
    case TypeKind::Double:
    case TypeKind::Decimal: return text;
    case TypeKind::Binary: return u"unhex('"_s + text + u"')"; // a literal is shown as text, with losses
    case TypeKind::String:
    case TypeKind::Text:
    case TypeKind::Enum:
        // The catalogue shows literals in three-byte UTF-8, with ? for what is beyond.
        if (std::ranges::any_of(text, [](QChar c) { return c.isSurrogate(); }))
            return u"unhex('"_s + QString::fromLatin1(text.toUtf8().toHex()) + u"')";
        [[fallthrough]];
    default: return inQuotes(QString(text).replace(u'\\', u"\\\\"_s), u'\'');
    }
}

/// Types whose default MySQL takes only as an expression.
bool isLarge(const ColumnType &type)
{
    switch (type.kind) {
    case TypeKind::Text:
    case TypeKind::Json:
    case TypeKind::Array:
    case TypeKind::Vector: return true;
    case TypeKind::String: return type.length > maxVarchar;
    case TypeKind::Binary: return type.length == 0 || type.length > maxVarbinary;
    default: return false;
    }
}

bool hasCollation(const ColumnType &type) { return type.isText() || type.kind == TypeKind::Enum; }

} // namespace

const ExpressionRules &expressionRules()
{
    static const ExpressionRules rules { .tokens = { .backslashEscapes = true, .doubleQuotesAreText = true },
        .foldsNames = true };
    return rules;
}

TableSql::TableSql(const Syntax &syntax, const TypeMapper &types, Flavour flavour)
    : m_syntax(syntax), m_types(types), m_flavour(flavour)
{
    // The session's time zone is UTC (the connection sets it).
    m_defaults.expressions = expressionRules();
    m_defaults.functions = { { DefaultFunction::CurrentTimestamp, u"current_timestamp(3)"_s },
        { DefaultFunction::CurrentDate, u"curdate()"_s }, { DefaultFunction::CurrentTime, u"curtime(3)"_s },
        { DefaultFunction::GenerateUuid, u"uuid()"_s }, { DefaultFunction::CurrentTimestamp, u"current_timestamp()"_s },
        { DefaultFunction::CurrentTimestamp, u"current_timestamp"_s }, { DefaultFunction::CurrentTimestamp, u"now()"_s },
        { DefaultFunction::CurrentTimestamp, u"now(3)"_s }, { DefaultFunction::CurrentDate, u"current_date()"_s },
        { DefaultFunction::CurrentTime, u"curtime()"_s } };
    m_defaults.literal = literal;
}

QString TableSql::collation() const { return m_flavour == Flavour::MariaDb ? u"utf8mb4_nopad_bin"_s : u"utf8mb4_0900_bin"_s; }

Result<QString> TableSql::column(const Column &column, const Table &table) const
{
    const auto type = m_types.sqlType(column.type);
    if (!type)
        return type.error();
    const QString name = m_syntax.quoted(column.name);
    QString sql = name + u' ' + *type;
    if (!column.collation.isEmpty() || hasCollation(column.type))
        sql += u" COLLATE " + (column.collation.isEmpty() ? collation() : column.collation);
    const bool isKey = table.primaryKey.columns.contains(column.name);
    if (column.generated)
        sql += u" GENERATED ALWAYS AS (" + column.generated->expression + u") "
                + (column.generated->stored ? u"STORED" : u"VIRTUAL");
    else
        sql += column.nullable && !isKey ? u" NULL" : u" NOT NULL";
    if (column.autoIncrement)
        sql += u" AUTO_INCREMENT";
    const auto value = defaultSql(column, m_defaults);
    if (!value)
        return value.error();
    if (!value->isEmpty() && !column.autoIncrement && !column.generated) {
        const bool isValue = std::holds_alternative<Value>(*column.defaultValue);
        const auto *function = std::get_if<DefaultFunction>(&*column.defaultValue);
        const bool isCall = value->startsWith("unhex("_L1);
        const bool isPlain = (isValue && !isCall && (m_flavour == Flavour::MariaDb || !isLarge(column.type)))
                || (function && (m_flavour == Flavour::MariaDb || *function == DefaultFunction::CurrentTimestamp));
        sql += isPlain ? QString(u" DEFAULT " + *value) : QString(u" DEFAULT (" + *value + u')');
    }
    if (!column.comment.isEmpty())
        sql += u" COMMENT " + m_syntax.textLiteral(column.comment);
    const QString check = typeCheck(column.type, name, m_syntax, m_flavour);
    if (!check.isEmpty() && m_flavour == Flavour::MariaDb)
        sql += u" CHECK (" + check + u')';
    return sql;
}

QString TableSql::typeCheckName(const QString &column, const QString &table) const
{
    return dialect::typeCheckName(table + u'_' + column, 64); // names of checks are the schema's in MySQL
}

QString TableSql::separateTypeCheck(const Column &column, const QString &table) const
{
    if (m_flavour == Flavour::MariaDb)
        return {};
    const QString check = typeCheck(column.type, m_syntax.quoted(column.name), m_syntax, m_flavour);
    return check.isEmpty() ? QString() : checkClause(m_syntax, { typeCheckName(column.name, table), check });
}

Result<QString> TableSql::index(const TableName &table, const Index &index) const
{
    const auto refused = [&](const QString &why) {
        return Error(ErrorKind::Unsupported,
                u"The index %1 on %2 cannot be made: %3."_s.arg(indexName(table, index), table.name, why));
    };
    if (index.unique && !index.condition.isEmpty())
        return refused(
                u"MySQL and MariaDB have no partial indexes, and without its condition it would refuse rows that may be there"_s);
    QStringList parts;
    for (const IndexPart &part : index.parts) {
        if (part.column.isEmpty() && m_flavour == Flavour::MariaDb)
            return refused(u"MariaDB has no indexes on expressions"_s).setHint(u"Index a generated column."_s);
        QString sql = part.column.isEmpty() ? QString(u'(' + part.expression + u')') : m_syntax.quoted(part.column);
        if (part.prefixLength > 0)
            sql += u'(' + QString::number(part.prefixLength) + u')';
        if (part.descending)
            sql += u" DESC";
        parts += sql;
    }
    QString kind = index.unique ? u"UNIQUE "_s : QString();
    QString method;
    if (index.method == u"fulltext"_s || index.method == u"spatial"_s)
        kind = index.method.toUpper() + u' ';
    else if (index.method == u"hash"_s)
        method = u" USING HASH"_s;
    QString sql = kind + u"INDEX " + m_syntax.quoted(indexName(table, index)) + method + u" (" + parts.join(u", "_s) + u')';
    if (!index.comment.isEmpty())
        sql += u" COMMENT " + m_syntax.textLiteral(index.comment);
    return sql;
}

Result<QString> TableSql::foreignKey(const ForeignKey &key) const
{
    if (key.onDelete == ReferentialAction::SetDefault || key.onUpdate == ReferentialAction::SetDefault)
        return Error(ErrorKind::Unsupported,
                u"The foreign key (%1) cannot be made: InnoDB has no SET DEFAULT."_s.arg(key.columns.join(u", "_s)));
    return foreignKeyClause(m_syntax, key);
}

Result<QString> TableSql::createTable(const Table &table) const
{
    QStringList parts;
    const auto add = [&](const Result<QString> &part) {
        if (part && !part->isEmpty())
            parts += *part;
        return part.has_value();
    };
    const TableName name { table.name, table.nameSpace };
    for (const Column &c : table.columns) {
        if (auto sql = column(c, table); !add(sql))
            return sql.error().setTable(table.name);
    }
    if (!table.primaryKey.columns.isEmpty())
        parts += u"PRIMARY KEY ("_s + nameList(m_syntax, table.primaryKey.columns) + u')';
    for (const Unique &unique : table.uniques)
        parts += uniqueClause(m_syntax, unique);
    for (const Index &i : table.indexes) {
        if (auto sql = index(name, i); !add(sql))
            return sql.error();
    }
    for (const Column &c : table.columns)
        add(separateTypeCheck(c, table.name));
    for (const Check &check : table.checks)
        parts += checkClause(m_syntax, check);
    for (const ForeignKey &key : table.foreignKeys) {
        if (auto sql = foreignKey(key); !add(sql))
            return sql.error().setTable(table.name);
    }
    QString sql = u"CREATE TABLE "_s + qualified(m_syntax, name) + u" (\n    " + parts.join(u",\n    "_s)
            + u"\n) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE " + collation();
    if (!table.comment.isEmpty())
        sql += u" COMMENT=" + m_syntax.textLiteral(table.comment);
    return sql;
}

} // namespace quoin::dialect::mysql
