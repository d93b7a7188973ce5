// SPDX-License-Identifier: MIT
#include <quoin/dialect/syntax.h>

#include <quoin/core/quotes.h>
#include <quoin/dialect/tokens_p.h>

using namespace Qt::StringLiterals;

namespace quoin::dialect {

Syntax::~Syntax() = default;

QString Syntax::quoted(QStringView name) const { return inQuotes(name, u'"'); }

QString Syntax::tableName(QStringView, QStringView table) const { return quoted(table); }

QString Syntax::textLiteral(QStringView text) const { return inQuotes(text, u'\''); }

QString Syntax::placeholder(int) const { return u"?"_s; }

TokenRules Syntax::tokenRules() const { return {}; }

void Syntax::comparable(SqlWriter &out, const schema::ColumnType &, const std::function<void(SqlWriter &)> &operand) const
{
    operand(out);
}

const Spelling *Syntax::spelling(std::string_view function, Value::Type) const { return commonSpelling(function); }

void Syntax::typed(SqlWriter &out, const Value &value, bool sensitive) const { out.bind(value, sensitive); }

void Syntax::cast(SqlWriter &out, const schema::ColumnType &, const std::function<void(SqlWriter &)> &operand) const
{
    operand(out);
}

void Syntax::null(SqlWriter &out, Value::Type) const { out.raw(u"NULL"); }

void Syntax::wide(SqlWriter &out, const schema::ColumnType &, const std::function<void(SqlWriter &)> &operand) const
{
    operand(out);
}

QString Syntax::bulkLoad(QStringView, QStringView, const QStringList &) const { return {}; }

QString Syntax::nextKeys(QStringView, QStringView, QStringView) const { return {}; }

void Syntax::checkOverflow(SqlWriter &out, Value::Type, const std::function<void(SqlWriter &)> &operand) const { operand(out); }

void Syntax::distinguished(SqlWriter &out, Value::Type, const std::function<void(SqlWriter &)> &operand) const { operand(out); }

void Syntax::selected(SqlWriter &out, Value::Type, const std::function<void(SqlWriter &)> &operand) const { operand(out); }

void Syntax::asReal(SqlWriter &out, const std::function<void(SqlWriter &)> &operand) const { operand(out); }

void Syntax::onConflictUpdate(SqlWriter &out, const QStringList &columns, const QStringList &updated) const
{
    out.raw(" ON CONFLICT ("_L1);
    for (qsizetype i = 0; i < columns.size(); ++i)
        out.raw(i == 0 ? ""_L1 : ", "_L1).identifier(columns.at(i));
    for (qsizetype i = 0; i < updated.size(); ++i) {
        out.raw(i == 0 ? ") DO UPDATE SET "_L1 : ", "_L1).identifier(updated.at(i)).raw(" = EXCLUDED."_L1);
        out.identifier(updated.at(i));
    }
}

QList<int> Syntax::updateRows(SqlWriter &out, QStringView nameSpace, QStringView table, const QList<TypedColumn> &columns,
        const QList<TypedColumn> &keys, int rows) const
{
    const auto name = [](QLatin1StringView letter, qsizetype i) { return QString(letter + QString::number(i)); };
    const QList<TypedColumn> all = columns + keys;
    const qsizetype firstKey = columns.size();
    out.raw("WITH given ("_L1);
    for (qsizetype i = 0; i < all.size(); ++i)
        out.raw(i == 0 ? ""_L1 : ", "_L1).raw(name("v"_L1, i));
    out.raw(") AS (VALUES "_L1);
    QList<int> values;
    for (int row = 0; row < rows; ++row) {
        for (qsizetype i = 0; i < all.size(); ++i) {
            values << int(values.size());
            out.raw(i > 0 ? ", "_L1 : row > 0 ? ", ("_L1 : "("_L1);
            if (row > 0) // the first row decides the types
                out.placeholder();
            else
                out.raw("CAST("_L1).placeholder().raw(" AS "_L1).raw(all.at(i).sqlType).raw(")"_L1);
        }
        out.raw(")"_L1);
    }
    out.raw(") UPDATE "_L1).table(nameSpace, table).raw(" AS stored"_L1);
    for (qsizetype i = 0; i < columns.size(); ++i)
        out.raw(i == 0 ? " SET "_L1 : ", "_L1).identifier(columns.at(i).name).raw(" = given."_L1).raw(name("v"_L1, i));
    out.raw(" FROM given"_L1);
    for (qsizetype i = 0; i < keys.size(); ++i) {
        out.raw(i == 0 ? " WHERE stored."_L1 : " AND stored."_L1).identifier(keys.at(i).name).raw(" = given."_L1);
        out.raw(name("v"_L1, firstKey + i));
    }
    return values;
}

bool Syntax::inLongList(
        SqlWriter &, const schema::ColumnType &, const std::function<void(SqlWriter &)> &, const QList<Value> &, bool) const
{
    return false;
}

void Syntax::lockRows(SqlWriter &out, bool forUpdate, LockWait wait, const QStringList &tables) const
{
    out.raw(forUpdate ? " FOR UPDATE"_L1 : " FOR SHARE"_L1);
    for (qsizetype i = 0; i < tables.size(); ++i)
        out.raw(i == 0 ? " OF "_L1 : ", "_L1).identifier(tables.at(i));
    if (wait != LockWait::Wait)
        out.raw(wait == LockWait::NoWait ? " NOWAIT"_L1 : " SKIP LOCKED"_L1);
}

Result<void> Syntax::jsonAt(SqlWriter &, JsonAs, const std::vector<Value> &, const std::function<void(SqlWriter &)> &, bool) const
{
    return Error(ErrorKind::Unsupported, u"The engine cannot look into JSON."_s);
}

Result<void> Syntax::jsonContains(
        SqlWriter &, bool, const std::vector<Value> &, const std::function<void(SqlWriter &)> &, const JsonText &, bool) const
{
    return Error(ErrorKind::Unsupported, u"The engine cannot compare the parts of JSON."_s);
}

Result<void> Syntax::listTest(SqlWriter &, ListTest, const schema::ColumnType &, const std::function<void(SqlWriter &)> &,
        const ValueList &, bool) const
{
    return Error(ErrorKind::Unsupported, u"The engine cannot look into lists."_s);
}

Result<void> Syntax::listAt(
        SqlWriter &out, const schema::ColumnType &element, const std::function<void(SqlWriter &)> &list, qint64 index) const
{
    using schema::TypeKind;
    const JsonAs as = element.isInteger()                                         ? JsonAs::Integer
            : element.kind == TypeKind::Double || element.kind == TypeKind::Float ? JsonAs::Double
            : element.kind == TypeKind::Bool                                      ? JsonAs::Bool
                                                                                  : JsonAs::Text;
    return jsonAt(out, as, { Value(index) }, list, false);
}

bool Syntax::distance(SqlWriter &, std::string_view, int, const std::function<void(SqlWriter &)> &,
        const std::function<void(SqlWriter &)> &) const
{
    return false;
}

QString Syntax::keyIncrement() const { return {}; }

QStringList Syntax::afterTransaction(const BeginOptions &) const { return {}; }

} // namespace quoin::dialect
