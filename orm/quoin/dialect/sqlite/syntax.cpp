// SPDX-License-Identifier: MIT
#include <quoin/dialect/sqlite/syntax_p.h>

#include <quoin/core/decimal.h>
#include <quoin/dialect/jsonlist_p.h>
#include <quoin/dialect/tokens_p.h>

using namespace Qt::StringLiterals;
using quoin::schema::ColumnType;
using quoin::schema::TypeKind;

namespace quoin::dialect::sqlite {

namespace {

/// The needle as a GLOB pattern. Its wildcards have no escape character: each stands in a set of its own, as [*].
QString globPattern(TextMatch match, QStringView needle)
{
    QString out;
    if (match == TextMatch::Contains || match == TextMatch::EndsWith)
        out += u'*';
    for (QChar c : needle) {
        if (c == u'*' || c == u'?' || c == u'[')
            out += u'[' + QString(c) + u']';
        else
            out += c;
    }
    if (match == TextMatch::Contains || match == TextMatch::StartsWith)
        out += u'*';
    return out;
}

/// Decimals of so many digits keep their order, and stay apart, as floating-point numbers (DBL_DIG).
constexpr int exactDigitsOfReal = 15;

/// A key whose order as text is the order of the decimals: sign, integer part padded to all the digits there can be,
/// fraction without trailing zeros. For negative numbers the digits are turned round (0 is j … 9 is a) and a character
/// behind them all ends the key, so that -1.55 comes before -1.5.
void decimalKey(SqlWriter &out, const std::function<void(SqlWriter &)> &operand)
{
    QString turned = u"m"_s;
    for (int digit = 0; digit < 10; ++digit)
        turned = u"replace(%1,'%2','%3')"_s.arg(turned).arg(digit).arg(QChar(u'j' - digit));
    out.raw(u"(SELECT CASE WHEN substr(v,1,1)='-' THEN '0'||")
            .raw(turned)
            .raw(u"||'~' ELSE '1'||m END FROM (SELECT v, replace(printf('%65s',substr(t,1,instr(t,'.')-1)),' ','0')||"
                 u"rtrim(substr(t,instr(t,'.')+1),'.0') AS m FROM (SELECT v, ltrim(v,'-')||'.' AS t FROM (SELECT ");
    operand(out);
    out.raw(u" AS v))))");
}

/// An aggregate cannot stand in the query that the key needs: there a function makes the same key. Columns have fewer digits than
/// the most, mostly, and keep the key that every program's SQLite knows.
bool isCalculated(const ColumnType &type) { return type.precision <= 0 || type.precision >= Decimal::maxDigits; }

} // namespace

TokenRules SqliteSyntax::tokenRules() const { return { .squareBrackets = true }; }

Result<void> SqliteSyntax::checkIdentifier(QStringView name) const
{
    if (name.isEmpty())
        return Error(ErrorKind::Configuration, u"A name in the database cannot be empty."_s);
    if (name.contains(QChar(0)))
        return Error(ErrorKind::Configuration, u"The name \"%1\" cannot be used: it contains a NUL character."_s.arg(name));
    return {};
}

void SqliteSyntax::comparable(SqlWriter &out, const ColumnType &type, const std::function<void(SqlWriter &)> &operand) const
{
    if (type.kind == TypeKind::Decimal && type.precision > 0 && type.precision <= exactDigitsOfReal) {
        asReal(out, operand);
    } else if (type.kind == TypeKind::Decimal && m_ownFunctions && isCalculated(type)) {
        out.raw(u"quoin_decimal_key(");
        operand(out);
        out.raw(u")");
    } else if (type.kind == TypeKind::Decimal) {
        decimalKey(out, operand);
    } else if (type.kind == TypeKind::UInt64) {
        out.raw(u"substr('00000000000000000000'||");
        operand(out);
        out.raw(u",-20)");
    } else {
        operand(out);
    }
}

void SqliteSyntax::asReal(SqlWriter &out, const std::function<void(SqlWriter &)> &operand) const
{
    out.raw(u"CAST(");
    operand(out);
    out.raw(u" AS REAL)");
}

void SqliteSyntax::textMatch(SqlWriter &out, TextMatch match, bool ignoreCase, const std::function<void(SqlWriter &)> &text,
        const QString &needle, bool sensitive) const
{
    if (ignoreCase) {
        switch (match) {
        case TextMatch::Whole: out.raw(u"quoin_iexact("); break;
        case TextMatch::Contains: out.raw(u"quoin_icontains("); break;
        case TextMatch::StartsWith: out.raw(u"quoin_istarts_with("); break;
        case TextMatch::EndsWith: out.raw(u"quoin_iends_with("); break;
        }
        text(out);
        out.raw(u", ").bind(matchPattern(match, ignoreCase, needle), sensitive).raw(u")");
    } else if (match == TextMatch::Contains) { // patterns are limited to 50,000 bytes, instr() is not
        out.raw(u"instr(");
        text(out);
        out.raw(u", ").bind(matchPattern(match, ignoreCase, needle), sensitive).raw(u") > 0");
    } else {
        text(out);
        out.raw(u" GLOB ").bind(matchPattern(match, ignoreCase, needle), sensitive);
    }
}

QString SqliteSyntax::matchPattern(TextMatch match, bool ignoreCase, const QString &needle) const
{
    return ignoreCase || match == TextMatch::Contains ? needle : globPattern(match, needle);
}

void SqliteSyntax::orderTerm(
        SqlWriter &out, const std::function<void(SqlWriter &)> &expression, bool descending, bool nullsFirst, bool nullable) const
{
    // NULLs are the smallest by themselves.
    const bool natural = !nullable || nullsFirst == !descending;
    if (!natural && !m_nullsOrdering) {
        expression(out);
        out.raw(nullsFirst ? u" IS NULL DESC, " : u" IS NULL, ");
    }
    expression(out);
    if (descending)
        out.raw(u" DESC");
    if (!natural && m_nullsOrdering)
        out.raw(nullsFirst ? u" NULLS FIRST" : u" NULLS LAST");
}

void SqliteSyntax::divide(
        SqlWriter &out, bool, const std::function<void(SqlWriter &)> &a, const std::function<void(SqlWriter &)> &b) const
{
    // Integers divide as integers, and by zero it is NULL.
    out.raw(u"(");
    a(out);
    out.raw(u" / ");
    b(out);
    out.raw(u")");
}

void SqliteSyntax::checkOverflow(SqlWriter &out, Value::Type type, const std::function<void(SqlWriter &)> &operand) const
{
    if (type == Value::Type::Double) {
        out.raw(m_ownFunctions ? u"quoin_finite(" : u"");
        operand(out);
        out.raw(m_ownFunctions ? u")" : u"");
        return;
    }
    // It goes on in floating point; abs() of the smallest integer is its only arithmetic that fails.
    out.raw(u"CASE typeof(");
    operand(out);
    out.raw(u") WHEN 'real' THEN abs(-9223372036854775807 - 1) ELSE ");
    operand(out);
    out.raw(u" END");
}

void SqliteSyntax::distinguished(SqlWriter &out, Value::Type type, const std::function<void(SqlWriter &)> &operand) const
{
    if (type != Value::Type::Decimal) {
        operand(out);
        return;
    }
    // They are texts with as many digits as they came with: 1.0 is 1.00.
    out.raw(u"rtrim(rtrim(");
    operand(out);
    out.raw(u" || CASE instr(");
    operand(out);
    out.raw(u", '.') WHEN 0 THEN '.' ELSE '' END, '0'), '.')");
}

void SqliteSyntax::limitOffset(SqlWriter &out, qint64 limit, qint64 offset) const
{
    if (limit >= 0 || offset > 0)
        out.raw(u" LIMIT ").bind(limit);
    if (offset > 0)
        out.raw(u" OFFSET ").bind(offset);
}

void SqliteSyntax::insertDefaults(SqlWriter &out, QStringView nameSpace, QStringView table) const
{
    out.raw(u"INSERT INTO ").table(nameSpace, table).raw(u" DEFAULT VALUES");
}

void SqliteSyntax::onConflictDoNothing(SqlWriter &out, const QStringList &columns) const
{
    out.raw(u" ON CONFLICT ");
    for (qsizetype i = 0; i < columns.size(); ++i)
        out.raw(i == 0 ? u"(" : u", ").identifier(columns.at(i)).raw(i == columns.size() - 1 ? u") " : u"");
    out.raw(u"DO NOTHING");
}

bool SqliteSyntax::inLongList(SqlWriter &out, const ColumnType &, const std::function<void(SqlWriter &)> &operand,
        const QList<Value> &values, bool sensitive) const
{
    const std::optional<QString> list = jsonList(values);
    if (!list)
        return false;
    operand(out);
    out.raw(u" IN (SELECT value FROM json_each(").bind(*list, sensitive).raw(u"))");
    return true;
}

Result<QStringList> SqliteSyntax::begin(const BeginOptions &options) const
{
    if (options.readOnly)
        return QStringList { u"BEGIN DEFERRED"_s, u"PRAGMA query_only=1"_s };
    switch (options.lock) {
    case LockMode::Deferred: return QStringList { u"BEGIN DEFERRED"_s };
    case LockMode::Exclusive: return QStringList { u"BEGIN EXCLUSIVE"_s };
    case LockMode::Default: // a transaction that reads first and writes later fails when another wrote in between
    case LockMode::Immediate: break;
    }
    return QStringList { u"BEGIN IMMEDIATE"_s };
}

QStringList SqliteSyntax::afterTransaction(const BeginOptions &options) const
{
    return options.readOnly ? QStringList { u"PRAGMA query_only=0"_s } : QStringList();
}

} // namespace quoin::dialect::sqlite
