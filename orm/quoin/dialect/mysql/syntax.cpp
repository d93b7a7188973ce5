// SPDX-License-Identifier: MIT
#include <quoin/dialect/mysql/syntax_p.h>

#include <quoin/core/quotes.h>
#include <quoin/dialect/jsonlist_p.h>
#include <quoin/dialect/pattern_p.h>
#include <quoin/dialect/tokens_p.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace quoin::dialect::mysql {

namespace {

/// Of a CHAR that is to hold any text: what is longer becomes LONGTEXT.
constexpr int longestText = 1 << 24;

} // namespace

TokenRules MysqlSyntax::tokenRules() const
{
    return { .backslashEscapes = true, .doubleQuotesAreText = true, .hashComments = true, .versionComments = true };
}

QString MysqlSyntax::quoted(QStringView name) const { return inQuotes(name, u'`'); }

QString MysqlSyntax::textLiteral(QStringView text) const { return inQuotes(text.toString().replace(u'\\', u"\\\\"_s), u'\''); }

Result<void> MysqlSyntax::checkIdentifier(QStringView name) const
{
    const auto refused = [&](const QString &why) {
        return Error(ErrorKind::Configuration, u"The name \"%1\" cannot be used: %2."_s.arg(name, why));
    };
    if (name.isEmpty())
        return Error(ErrorKind::Configuration, u"A name in the database cannot be empty."_s);
    if (name.contains(QChar(0)))
        return refused(u"it contains a NUL character"_s);
    if (name.back() == u' ')
        return refused(u"MySQL and MariaDB allow no blank at its end"_s);
    if (std::ranges::any_of(name, [](QChar c) { return c.isSurrogate(); }))
        return refused(u"MySQL and MariaDB keep no characters beyond U+FFFF in names"_s);
    if (name.size() > m_maxIdentifierLength)
        return refused(u"it has %1 characters, MySQL and MariaDB keep %2"_s.arg(name.size()).arg(m_maxIdentifierLength));
    return {};
}

void MysqlSyntax::textMatch(SqlWriter &out, TextMatch match, bool ignoreCase, const std::function<void(SqlWriter &)> &text,
        const QString &needle, bool sensitive) const
{
    const QStringView fold = ignoreCase ? QStringView(u"LOWER(") : QStringView();
    const QStringView folded = ignoreCase ? QStringView(u")") : QStringView();
    out.raw(fold);
    text(out);
    out.raw(folded).raw(u" LIKE ").raw(fold).bind(matchPattern(match, ignoreCase, needle), sensitive).raw(folded);
    // Whatever the column's collation: byte by byte.
    out.raw(u" COLLATE utf8mb4_bin ESCAPE '").raw(QString(likeEscape)).raw(u"'");
}

QString MysqlSyntax::matchPattern(TextMatch match, bool, const QString &needle) const { return likePattern(match, needle); }

void MysqlSyntax::orderTerm(
        SqlWriter &out, const std::function<void(SqlWriter &)> &expression, bool descending, bool nullsFirst, bool nullable) const
{
    // NULLs are the smallest by themselves, and there is no NULLS FIRST or LAST.
    if (nullable && nullsFirst == descending) {
        expression(out);
        out.raw(nullsFirst ? u" IS NULL DESC, " : u" IS NULL, ");
    }
    expression(out);
    if (descending)
        out.raw(u" DESC");
}

void MysqlSyntax::divide(
        SqlWriter &out, bool integers, const std::function<void(SqlWriter &)> &a, const std::function<void(SqlWriter &)> &b) const
{
    out.raw(u"(");
    a(out);
    out.raw(integers ? u" DIV NULLIF(" : u" / NULLIF("); // in strict mode a division by zero is an error where rows are written
    b(out);
    out.raw(u", 0))");
}

void MysqlSyntax::typed(SqlWriter &out, const Value &value, bool sensitive) const
{
    // Prepared, a placeholder's type is not known yet, and that of what is computed with it would be text.
    switch (value.type()) {
    case Value::Type::Bool:
    case Value::Type::Int: out.raw(u"CAST(").bind(value, sensitive).raw(u" AS SIGNED)"); break;
    case Value::Type::Double: out.raw(u"CAST(").bind(value, sensitive).raw(u" AS DOUBLE)"); break;
    case Value::Type::Decimal:
        out.raw(u"CAST(").bind(value, sensitive);
        out.raw(u" AS DECIMAL(65,%1))"_s.arg(std::min(value.decimal()->scale(), 30)));
        break;
    case Value::Type::Date: out.raw(u"CAST(").bind(value, sensitive).raw(u" AS DATE)"); break;
    case Value::Type::Time: out.raw(u"CAST(").bind(value, sensitive).raw(u" AS TIME(3))"); break;
    case Value::Type::DateTime: out.raw(u"CAST(").bind(value, sensitive).raw(u" AS DATETIME(3))"); break;
    default: out.bind(value, sensitive); break;
    }
}

void MysqlSyntax::cast(SqlWriter &out, const schema::ColumnType &type, const std::function<void(SqlWriter &)> &operand) const
{
    using schema::TypeKind;
    const auto as = [&]() -> QString {
        switch (type.kind) {
        case TypeKind::Bool:
        case TypeKind::Int16:
        case TypeKind::Int32:
        case TypeKind::Int64:
        case TypeKind::UInt16:
        case TypeKind::UInt32: return u"SIGNED"_s;
        case TypeKind::UInt64: return u"UNSIGNED"_s;
        case TypeKind::Float:
        case TypeKind::Double: return u"DOUBLE"_s;
        case TypeKind::Decimal: return u"DECIMAL(65,%1)"_s.arg(std::min(type.scale, 30));
        case TypeKind::Date: return u"DATE"_s;
        case TypeKind::Time: return u"TIME(3)"_s;
        case TypeKind::DateTime: return u"DATETIME(3)"_s;
        case TypeKind::Binary: return type.length > 0 ? u"BINARY(%1)"_s.arg(type.length) : QString();
        case TypeKind::Uuid: return u"CHAR(36)"_s;
        default: return u"CHAR(%1)"_s.arg(type.length > 0 ? type.length : longestText);
        }
    }();
    if (as.isEmpty()) {
        operand(out);
        return;
    }
    out.raw(u"CAST(");
    operand(out);
    out.raw(u" AS ").raw(as).raw(u")");
}

void MysqlSyntax::selected(SqlWriter &out, Value::Type type, const std::function<void(SqlWriter &)> &operand) const
{
    if (type != Value::Type::Text) {
        operand(out);
        return;
    }
    // Prepared, before the values are bound, it tells a length of 0, and QMYSQL makes room for so much. Of the longest type the
    // room is made when the rows have come.
    out.raw(u"CAST(");
    operand(out);
    out.raw(u" AS CHAR(%1))"_s.arg(longestText));
}

void MysqlSyntax::wide(SqlWriter &out, const schema::ColumnType &type, const std::function<void(SqlWriter &)> &operand) const
{
    using schema::TypeKind;
    if (type.kind != TypeKind::UInt16 && type.kind != TypeKind::UInt32) {
        operand(out);
        return;
    }
    out.raw(u"CAST("); // else a difference below zero would be an error
    operand(out);
    out.raw(u" AS SIGNED)");
}

void MysqlSyntax::lockRows(SqlWriter &out, bool forUpdate, LockWait wait, const QStringList &tables) const
{
    if (forUpdate || m_forShare) {
        Syntax::lockRows(out, forUpdate, wait, tables);
        return;
    }
    out.raw(u" LOCK IN SHARE MODE");
    if (wait != LockWait::Wait)
        out.raw(wait == LockWait::NoWait ? u" NOWAIT" : u" SKIP LOCKED");
}

void MysqlSyntax::limitOffset(SqlWriter &out, qint64 limit, qint64 offset) const
{
    if (limit >= 0)
        out.raw(u" LIMIT ").bind(limit);
    else if (offset > 0)
        out.raw(u" LIMIT 18446744073709551615"); // there is no OFFSET alone; this is how the manual says "all"
    if (offset > 0)
        out.raw(u" OFFSET ").bind(offset);
}

void MysqlSyntax::insertDefaults(SqlWriter &out, QStringView nameSpace, QStringView table) const
{
    out.raw(u"INSERT INTO ").table(nameSpace, table).raw(u" () VALUES ()");
}

void MysqlSyntax::onConflictDoNothing(SqlWriter &, const QStringList &) const { }

// The columns cannot be named: any unique constraint counts. VALUES() is the one spelling that MariaDB and MySQL share.
void MysqlSyntax::onConflictUpdate(SqlWriter &out, const QStringList &, const QStringList &updated) const
{
    for (qsizetype i = 0; i < updated.size(); ++i) {
        out.raw(i == 0 ? u" ON DUPLICATE KEY UPDATE " : u", ").identifier(updated.at(i)).raw(u" = VALUES(");
        out.identifier(updated.at(i)).raw(u")");
    }
}

// A derived table of parameters would get its types before they are known; CASE … ELSE has the column's.
QList<int> MysqlSyntax::updateRows(SqlWriter &out, QStringView nameSpace, QStringView table, const QList<TypedColumn> &columns,
        const QList<TypedColumn> &keys, int rows) const
{
    const auto firstKey = int(columns.size());
    const auto width = int(columns.size() + keys.size());
    QList<int> values;
    const auto key = [&](int row) {
        for (int i = 0; i < int(keys.size()); ++i) {
            out.raw(i == 0 ? u"(" : u" AND ").identifier(keys.at(i).name).raw(u" = ").placeholder();
            values << row * width + firstKey + i;
        }
        out.raw(u")");
    };
    out.raw(u"UPDATE ").table(nameSpace, table);
    for (int i = 0; i < firstKey; ++i) {
        out.raw(i == 0 ? u" SET " : u", ").identifier(columns.at(i).name).raw(u" = CASE");
        for (int row = 0; row < rows; ++row) {
            out.raw(u" WHEN ");
            key(row);
            out.raw(u" THEN ").placeholder();
            values << row * width + i;
        }
        out.raw(u" ELSE ").identifier(columns.at(i).name).raw(u" END");
    }
    for (int row = 0; row < rows; ++row) {
        out.raw(row == 0 ? u" WHERE " : u" OR ");
        key(row);
    }
    return values;
}

bool MysqlSyntax::inLongList(SqlWriter &out, const schema::ColumnType &type, const std::function<void(SqlWriter &)> &operand,
        const QList<Value> &values, bool sensitive) const
{
    const std::optional<QString> list = m_jsonTable ? jsonList(values) : std::nullopt;
    if (!list)
        return false;
    qsizetype longest = 36; // a UUID's
    for (const Value &value : values) {
        if (const auto *text = value.get<QString>())
            longest = std::max(longest, text->size());
    }
    operand(out);
    out.raw(u" IN (SELECT listed.v FROM JSON_TABLE(").bind(*list, sensitive).raw(u", '$[*]' COLUMNS (v ");
    out.raw(type.isInteger() ? u"BIGINT"_s : u"VARCHAR(%1)"_s.arg(longest)).raw(u" PATH '$')) AS listed)");
    return true;
}

QString MysqlSyntax::keyIncrement() const { return u"SELECT @@auto_increment_increment"_s; }

Result<QStringList> MysqlSyntax::begin(const BeginOptions &options) const
{
    if (options.lock != LockMode::Default)
        return Error(ErrorKind::Unsupported, u"MySQL's and MariaDB's transactions have no lock mode."_s)
                .setHint(u"Lock modes are SQLite's; here choose an isolation level."_s);
    QStringList out;
    switch (options.isolation) { // counts for the next transaction only
    case IsolationLevel::Default: break;
    case IsolationLevel::ReadUncommitted: out += u"SET TRANSACTION ISOLATION LEVEL READ UNCOMMITTED"_s; break;
    case IsolationLevel::ReadCommitted: out += u"SET TRANSACTION ISOLATION LEVEL READ COMMITTED"_s; break;
    case IsolationLevel::RepeatableRead: out += u"SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"_s; break;
    case IsolationLevel::Serializable: out += u"SET TRANSACTION ISOLATION LEVEL SERIALIZABLE"_s; break;
    }
    out += options.readOnly ? u"START TRANSACTION READ ONLY"_s : u"START TRANSACTION"_s;
    return out;
}

} // namespace quoin::dialect::mysql
