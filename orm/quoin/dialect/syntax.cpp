// SPDX-License-Identifier: MIT
#include <quoin/dialect/syntax.h>

using namespace Qt::StringLiterals;

namespace quoin::dialect {

namespace {

QString doubled(QStringView text, QChar quote)
{
    QString out;
    out.reserve(text.size() + 2);
    out += quote;
    for (QChar c : text) {
        out += c;
        if (c == quote)
            out += c;
    }
    return out + quote;
}

} // namespace

Syntax::~Syntax() = default;

QString Syntax::quoted(QStringView name) const { return doubled(name, u'"'); }

QString Syntax::textLiteral(QStringView text) const { return doubled(text, u'\''); }

QString Syntax::placeholder(int) const { return u"?"_s; }

bool Syntax::needsComparable(const schema::ColumnType &) const { return false; }

void Syntax::comparable(SqlWriter &out, const schema::ColumnType &, const std::function<void(SqlWriter &)> &operand) const
{
    operand(out);
}

const Spelling *Syntax::spelling(std::string_view function, Value::Type) const { return commonSpelling(function); }

void Syntax::typed(SqlWriter &out, const Value &value, bool sensitive) const { out.bind(value, sensitive); }

void Syntax::wide(SqlWriter &out, const schema::ColumnType &, const std::function<void(SqlWriter &)> &operand) const
{
    operand(out);
}

void Syntax::checkOverflow(SqlWriter &out, const std::function<void(SqlWriter &)> &operand) const { operand(out); }

QStringList Syntax::afterTransaction(const BeginOptions &) const { return {}; }

} // namespace quoin::dialect
