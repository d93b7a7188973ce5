// SPDX-License-Identifier: MIT
#include "code.h"

#include <quoin/expr/namednode_p.h>

#include <QtCore/qlocale.h>

using namespace Qt::StringLiterals;
using namespace quoin;

namespace differential {

namespace {

using Kind = expr::NamedNode::Kind;

QString textCode(const QString &text)
{
    QString code = u"u\""_s;
    for (const uint c : text.toUcs4()) {
        if (c == u'"' || c == u'\\')
            code += u'\\' + QChar(c);
        else if (c < 0x20)
            code += u"\\x%1\"\"u\""_s.arg(c, 0, 16);
        else if (c < 0x7f)
            code += QChar(c);
        else if (c < 0x10000)
            code += u"\\u%1"_s.arg(c, 4, 16, QChar(u'0'));
        else
            code += u"\\U%1"_s.arg(c, 8, 16, QChar(u'0'));
    }
    return code + u"\"_s"_s;
}

QString dateCode(QDate date) { return u"QDate(%1, %2, %3)"_s.arg(date.year()).arg(date.month()).arg(date.day()); }

QString timeCode(QTime time)
{
    return u"QTime(%1, %2, %3, %4)"_s.arg(time.hour()).arg(time.minute()).arg(time.second()).arg(time.msec());
}

QString variantCode(const QVariant &variant)
{
    if (variant.typeId() == QMetaType::QVariantList) {
        QStringList parts;
        for (const QVariant &one : variant.toList())
            parts << variantCode(one);
        return u"QVariantList { %1 }"_s.arg(parts.join(u", "_s));
    }
    const auto value = Value::fromVariant(variant);
    return value ? toCode(*value) : u"QVariant()"_s;
}

QString listCode(const std::vector<expr::NamedPtr> &nodes, const QString &between)
{
    QStringList parts;
    for (const expr::NamedPtr &node : nodes) {
        const bool inner = node->kind == Kind::And || node->kind == Kind::Or || node->kind == Kind::Arithmetic;
        parts << (inner ? u'(' + toCode(node) + u')' : toCode(node));
    }
    return parts.join(between);
}

QString callCode(const expr::NamedNode &node)
{
    QString code = u"fn(u\"%1\""_s.arg(node.text);
    for (const expr::NamedPtr &operand : node.operands)
        code += u", "_s + toCode(operand);
    code += u')';
    if (node.distinct)
        code += u".distinct()"_s;
    if (node.filter)
        code += u".filter(%1)"_s.arg(toCode(node.filter));
    return code;
}

QString caseCode(const expr::NamedNode &node)
{
    QString code;
    for (size_t i = 0; i + 1 < node.operands.size(); i += 2)
        code += u"%1when(%2, %3)"_s.arg(i == 0 ? QString() : u"."_s, toCode(node.operands[i]), toCode(node.operands[i + 1]));
    return code + u".otherwise(%1)"_s.arg(toCode(node.operands.back()));
}

QString arithmeticCode(const expr::NamedNode &node)
{
    // A plain value on the left needs a partner that is an expression.
    if (node.operands.size() == 1)
        return u"-(%1)"_s.arg(toCode(node.operands[0]));
    const bool isPlain = node.operands[0]->kind == Kind::Value && node.operands[1]->kind == Kind::Value;
    const QString code = listCode(node.operands, u" %1 "_s.arg(node.text));
    return isPlain ? u"namedValue("_s + toCode(node.operands[0]) + u") %1 "_s.arg(node.text) + toCode(node.operands[1]) : code;
}

QString nullsCode(NamedOrder::Nulls nulls)
{
    return nulls == NamedOrder::Nulls::First   ? u".nullsFirst()"_s
            : nulls == NamedOrder::Nulls::Last ? u".nullsLast()"_s
                                               : QString();
}

} // namespace

QString toCode(const Value &value)
{
    switch (value.type()) {
    case Value::Type::Bool: return *value.get<bool>() ? u"true"_s : u"false"_s;
    case Value::Type::Int: return QString::number(*value.get<qint64>());
    case Value::Type::UInt: return QString::number(*value.get<quint64>()) + u"ULL"_s;
    case Value::Type::Double: {
        const QString text = QLocale::c().toString(*value.get<double>(), 'g', QLocale::FloatingPointShortest);
        return text.contains(u'.') || text.contains(u'e') ? text : text + u".0"_s;
    }
    case Value::Type::Text: return textCode(*value.get<QString>());
    case Value::Type::Date: return dateCode(*value.get<QDate>());
    case Value::Type::Time: return timeCode(*value.get<QTime>());
    case Value::Type::DateTime:
        return u"QDateTime(%1, %2, Qt::UTC)"_s.arg(
                dateCode(value.get<QDateTime>()->date()), timeCode(value.get<QDateTime>()->time()));
    case Value::Type::Uuid: return u"QUuid(u\"%1\"_s)"_s.arg(value.get<QUuid>()->toString(QUuid::WithoutBraces));
    case Value::Type::Decimal: return u"\"%1\"_dec"_s.arg(value.decimal()->toString());
    default: return value.isNull() ? u"QVariant()"_s : value.toDisplay();
    }
}

QString toCode(const expr::NamedPtr &node)
{
    if (!node)
        return u"Q()"_s;
    switch (node->kind) {
    case Kind::Reference: return u"F(u\"%1\")"_s.arg(node->text);
    case Kind::Value: return variantCode(node->value);
    case Kind::Call: return callCode(*node);
    case Kind::Arithmetic: return arithmeticCode(*node);
    case Kind::Case: return caseCode(*node);
    case Kind::Lookup:
        return node->operands.size() == 1
                ? u"Q(u\"%1\", %2)"_s.arg(node->text, toCode(node->operands[0]))
                : u"Q(%1, u\"%2\", %3)"_s.arg(toCode(node->operands[0]), node->text, toCode(node->operands[1]));
    case Kind::And: return node->operands.empty() ? u"Q()"_s : listCode(node->operands, u" && "_s);
    case Kind::Or: return listCode(node->operands, u" || "_s);
    case Kind::Not: return u"!("_s + toCode(node->operands[0]) + u')';
    case Kind::Over: // none of these is in a random query by now
    case Kind::Outer:
    case Kind::Subquery:
    case Kind::Exists:
    case Kind::TooDeep: break;
    }
    return u"…"_s;
}

QString toCode(const Case &asked)
{
    const NamedQuery &query = asked.query;
    const auto names = [](const QStringList &list) -> QString { return u"u\""_s + list.join(u"\"_s, u\""_s) + u"\"_s"_s; };
    QString code = u"db.query(u\"%1\")"_s.arg(query.model);
    for (const Q &filter : query.filters)
        code += u"\n        .filter(%1)"_s.arg(toCode(filter.node()));
    for (const NamedQuery::Name &name : query.names)
        code += u"\n        .%1(u\"%2\"_s, %3)"_s.arg(
                name.selected ? u"annotate"_s : u"alias"_s, name.name, toCode(name.expression.node()));
    if (!query.values.isEmpty())
        code += u"\n        .values({ %1 })"_s.arg(names(query.values));
    if (!query.groups.isEmpty())
        code += u"\n        .groupBy({ %1 })"_s.arg(names(query.groups));
    if (query.having.node())
        code += u"\n        .having(%1)"_s.arg(toCode(query.having.node()));
    if (query.distinct)
        code += u"\n        .distinct()"_s;
    QStringList orders;
    for (const NamedOrder &order : query.order)
        orders << toCode(order.expression()) + (order.isDescending() ? u".desc()"_s : u".asc()"_s) + nullsCode(order.nulls());
    if (!orders.isEmpty())
        code += u"\n        .orderBy(%1)"_s.arg(orders.join(u", "_s));
    if (query.limit)
        code += u"\n        .limit(%1)"_s.arg(*query.limit);
    if (query.offset > 0)
        code += u"\n        .offset(%1)"_s.arg(query.offset);
    QStringList totals;
    for (const auto &[name, expression] : asked.totals)
        totals << u"{ u\"%1\"_s, %2 }"_s.arg(name, toCode(expression.node()));
    return code + (totals.isEmpty() ? u"\n        .all()"_s : u"\n        .aggregate({ %1 })"_s.arg(totals.join(u", "_s)));
}

} // namespace differential
