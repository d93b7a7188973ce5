// SPDX-License-Identifier: MIT
#include <quoin/dialect/postgresql/syntax_p.h>

#include <quoin/dialect/pattern_p.h>
#include <quoin/dialect/tokens_p.h>

using namespace Qt::StringLiterals;
using quoin::schema::ColumnType;
using quoin::schema::TypeKind;

namespace quoin::dialect::postgresql {

TokenRules PostgresqlSyntax::tokenRules() const
{
    return { .dollarQuotes = true, .nestedComments = true, .numberedPlaceholders = true };
}

QString PostgresqlSyntax::tableName(QStringView nameSpace, QStringView table) const
{
    return nameSpace.isEmpty() ? quoted(table) : QString(quoted(nameSpace) + u'.' + quoted(table));
}

Result<void> PostgresqlSyntax::checkIdentifier(QStringView name) const
{
    if (name.isEmpty())
        return Error(ErrorKind::Configuration, u"A name in the database cannot be empty."_s);
    if (name.contains(QChar(0)))
        return Error(ErrorKind::Configuration, u"The name \"%1\" cannot be used: it contains a NUL character."_s.arg(name));
    const qsizetype bytes = name.toUtf8().size();
    if (bytes > m_maxIdentifierBytes) // PostgreSQL would cut it without a word
        return Error(ErrorKind::Configuration,
                u"The name \"%1\" cannot be used: it has %2 bytes, PostgreSQL keeps %3."_s.arg(name).arg(bytes).arg(
                        m_maxIdentifierBytes));
    return {};
}

void PostgresqlSyntax::comparable(
        SqlWriter &out, const schema::ColumnType &type, const std::function<void(SqlWriter &)> &operand) const
{
    operand(out);
    if (type.isText()) // by characters, also where the database or a column that others made has a language's order
        out.raw(u" COLLATE \"C\"");
}

void PostgresqlSyntax::textMatch(SqlWriter &out, TextMatch match, bool ignoreCase, const std::function<void(SqlWriter &)> &text,
        const QString &needle, bool sensitive) const
{
    // ICU's root collation knows all of Unicode whatever the database's locale is; under "C" ILIKE folds ASCII only.
    const QStringView fold = ignoreCase ? QStringView(u"lower(") : QStringView();
    const QStringView folded = ignoreCase ? QStringView(u" COLLATE \"und-x-icu\")") : QStringView();
    out.raw(fold);
    text(out);
    out.raw(folded).raw(u" LIKE ").raw(fold).bind(matchPattern(match, ignoreCase, needle), sensitive).raw(folded);
    out.raw(u" ESCAPE '").raw(QString(likeEscape)).raw(u"'");
}

QString PostgresqlSyntax::matchPattern(TextMatch match, bool, const QString &needle) const { return likePattern(match, needle); }

void PostgresqlSyntax::orderTerm(
        SqlWriter &out, const std::function<void(SqlWriter &)> &expression, bool descending, bool nullsFirst, bool nullable) const
{
    expression(out);
    if (descending)
        out.raw(u" DESC");
    if (nullable && nullsFirst != descending) // NULLs are the largest by themselves
        out.raw(nullsFirst ? u" NULLS FIRST" : u" NULLS LAST");
}

void PostgresqlSyntax::divide(
        SqlWriter &out, bool, const std::function<void(SqlWriter &)> &a, const std::function<void(SqlWriter &)> &b) const
{
    out.raw(u"(");
    a(out);
    out.raw(u" / NULLIF(");
    b(out);
    out.raw(u", 0))");
}

namespace {

/// The type in which values are calculated with; empty where it says itself what it is.
QStringView typeName(Value::Type type)
{
    switch (type) {
    case Value::Type::Bool: return u"boolean";
    case Value::Type::Int: return u"bigint";
    case Value::Type::UInt:
    case Value::Type::Decimal: return u"numeric";
    case Value::Type::Double: return u"double precision";
    case Value::Type::Text: return u"text";
    case Value::Type::Binary: return u"bytea";
    case Value::Type::Date: return u"date";
    case Value::Type::Time: return u"time";
    case Value::Type::DateTime: return u"timestamptz";
    case Value::Type::Uuid: return u"uuid";
    case Value::Type::Json: return u"jsonb";
    case Value::Type::Vector: return u"real[]";
    default: return {};
    }
}

Value::Type valueType(const ColumnType &type)
{
    switch (type.kind) {
    case TypeKind::Bool: return Value::Type::Bool;
    case TypeKind::Int16:
    case TypeKind::Int32:
    case TypeKind::Int64:
    case TypeKind::UInt16:
    case TypeKind::UInt32: return Value::Type::Int;
    case TypeKind::UInt64:
    case TypeKind::Decimal: return Value::Type::Decimal;
    case TypeKind::Float:
    case TypeKind::Double: return Value::Type::Double;
    case TypeKind::String:
    case TypeKind::Text: return Value::Type::Text;
    case TypeKind::Enum: return type.enumName.isEmpty() ? Value::Type::Text : Value::Type::Null;
    case TypeKind::Binary: return Value::Type::Binary;
    case TypeKind::Date: return Value::Type::Date;
    case TypeKind::Time: return Value::Type::Time;
    case TypeKind::DateTime: return Value::Type::DateTime;
    case TypeKind::Uuid: return Value::Type::Uuid;
    case TypeKind::Json: return Value::Type::Json;
    default: return Value::Type::Null;
    }
}

} // namespace

void PostgresqlSyntax::typed(SqlWriter &out, const Value &value, bool sensitive) const
{
    const QStringView type = typeName(value.type());
    if (type.isEmpty())
        out.bind(value, sensitive);
    else
        out.raw(u"CAST(").bind(value, sensitive).raw(u" AS ").raw(type).raw(u")");
}

void PostgresqlSyntax::cast(SqlWriter &out, const ColumnType &type, const std::function<void(SqlWriter &)> &operand) const
{
    const Value::Type as = valueType(type);
    if (typeName(as).isEmpty()) {
        operand(out);
        return;
    }
    out.raw(u"CAST(");
    operand(out);
    out.raw(u" AS ").raw(typeName(as)).raw(u")");
    if (as == Value::Type::Text) // texts of one column have one order
        out.raw(u" COLLATE \"C\"");
}

void PostgresqlSyntax::null(SqlWriter &out, Value::Type type) const
{
    const QStringView name = typeName(type);
    out.raw(name.isEmpty() ? u"NULL"_s : u"CAST(NULL AS %1)"_s.arg(name));
}

void PostgresqlSyntax::wide(SqlWriter &out, const ColumnType &type, const std::function<void(SqlWriter &)> &operand) const
{
    if (type.kind == TypeKind::Int64) {
        operand(out);
        return;
    }
    out.raw(u"CAST(");
    operand(out);
    out.raw(u" AS bigint)");
}

bool PostgresqlSyntax::distance(SqlWriter &out, std::string_view function, int dimensions,
        const std::function<void(SqlWriter &)> &a, const std::function<void(SqlWriter &)> &b) const
{
    if (!m_vectorType)
        return false;
    // The column is an array; an index is on the same cast of it.
    const QString cast = u" AS vector(%1))"_s.arg(dimensions);
    out.raw(u"(CAST(");
    a(out);
    out.raw(cast).raw(function == "l2Distance" ? u" <-> CAST(" : function == "cosineDistance" ? u" <=> CAST(" : u" <#> CAST(");
    b(out);
    out.raw(cast).raw(u")");
    return true;
}

QString PostgresqlSyntax::bulkLoad(QStringView nameSpace, QStringView table, const QStringList &columns) const
{
    QStringList names;
    for (const QString &column : columns)
        names << quoted(column);
    return u"COPY %1 (%2) FROM STDIN (FORMAT binary)"_s.arg(tableName(nameSpace, table), names.join(u", "));
}

QString PostgresqlSyntax::nextKeys(QStringView nameSpace, QStringView table, QStringView column) const
{
    return u"SELECT array_agg(nextval(counter)) FROM (SELECT pg_get_serial_sequence(%1, %2)::regclass AS counter OFFSET 0) AS "
           u"key, "
           u"generate_series(1, ?::integer) WHERE has_sequence_privilege(counter, 'USAGE')"_s.arg(
                   textLiteral(tableName(nameSpace, table)), textLiteral(column));
}

void PostgresqlSyntax::limitOffset(SqlWriter &out, qint64 limit, qint64 offset) const
{
    if (limit >= 0)
        out.raw(u" LIMIT ").bind(limit);
    if (offset > 0)
        out.raw(u" OFFSET ").bind(offset);
}

void PostgresqlSyntax::insertDefaults(SqlWriter &out, QStringView nameSpace, QStringView table) const
{
    out.raw(u"INSERT INTO ").table(nameSpace, table).raw(u" DEFAULT VALUES");
}

void PostgresqlSyntax::onConflictDoNothing(SqlWriter &out, const QStringList &columns) const
{
    out.raw(u" ON CONFLICT ");
    for (qsizetype i = 0; i < columns.size(); ++i)
        out.raw(i == 0 ? u"(" : u", ").identifier(columns.at(i)).raw(i == columns.size() - 1 ? u") " : u"");
    out.raw(u"DO NOTHING");
}

bool PostgresqlSyntax::inLongList(SqlWriter &out, const schema::ColumnType &, const std::function<void(SqlWriter &)> &operand,
        const QList<Value> &values, bool sensitive) const
{
    operand(out);
    out.raw(u" = ANY(").bind(Value(ValueList(values.begin(), values.end())), sensitive).raw(u")");
    return true;
}

Result<QStringList> PostgresqlSyntax::begin(const BeginOptions &options) const
{
    if (options.lock != LockMode::Default)
        return Error(ErrorKind::Unsupported, u"PostgreSQL's transactions have no lock mode."_s)
                .setHint(u"Lock modes are SQLite's; here choose an isolation level."_s);
    QString sql = u"BEGIN"_s;
    switch (options.isolation) {
    case IsolationLevel::Default: break;
    case IsolationLevel::ReadUncommitted: sql += u" ISOLATION LEVEL READ UNCOMMITTED"; break;
    case IsolationLevel::ReadCommitted: sql += u" ISOLATION LEVEL READ COMMITTED"; break;
    case IsolationLevel::RepeatableRead: sql += u" ISOLATION LEVEL REPEATABLE READ"; break;
    case IsolationLevel::Serializable: sql += u" ISOLATION LEVEL SERIALIZABLE"; break;
    }
    if (options.readOnly)
        sql += u" READ ONLY";
    return QStringList { sql };
}

} // namespace quoin::dialect::postgresql
