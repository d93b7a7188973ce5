// SPDX-License-Identifier: MIT
// Queries by name as JSON. What is a lookup has a path as its key; whatever else there is has a "$" before it, which no property
// has. namedjsonread.cpp is the way back.
#include <quoin/expr/namednode_p.h>
#include <quoin/expr/namedquery.h>
#include <quoin/meta/columntype.h>
#include <quoin/meta/conversion_p.h>

#include <QtCore/qjsonarray.h>

#include <cmath>

using namespace Qt::StringLiterals;

namespace quoin {

namespace {

using expr::NamedNode;
using expr::NamedPtr;
using Kind = NamedNode::Kind;

// --- values: JSON's own as they are, all others with their type

QJsonValue valueToJson(const QVariant &value);

QJsonObject typed(QLatin1StringView type, const QString &text) { return { { u"$value"_s, text }, { u"type"_s, type } }; }

QJsonArray listToJson(const QVariantList &list)
{
    QJsonArray array;
    for (const QVariant &element : list)
        array.append(valueToJson(element));
    return array;
}

QJsonValue valueToJson(const QVariant &given)
{
    if (given.isNull())
        return QJsonValue();
    switch (given.typeId()) {
    case QMetaType::Bool:
    case QMetaType::QString: return QJsonValue::fromVariant(given);
    case QMetaType::QVariantMap: {
        QJsonObject members;
        const QVariantMap map = given.toMap();
        for (auto it = map.begin(); it != map.end(); ++it)
            members.insert(it.key(), valueToJson(it.value()));
        return QJsonObject { { u"$map"_s, members } };
    }
    case QMetaType::QVariantList:
    case QMetaType::QStringList: return listToJson(given.toList());
    case QMetaType::Double: {
        // A number without a fraction would come back as an integer, and infinity not at all.
        const double real = given.toDouble();
        if (std::isfinite(real) && std::trunc(real) != real)
            return real;
        return typed("double"_L1,
                std::isnan(real)              ? u"NaN"_s
                        : std::isfinite(real) ? QString::number(real, 'g', QLocale::FloatingPointShortest)
                        : real > 0            ? u"Infinity"_s
                                              : u"-Infinity"_s);
    }
    default: break;
    }
    const ColumnTypeInfo *userType = findColumnType(given.metaType());
    const auto value = userType ? userType->toValue(given.constData()) : Value::fromVariant(given);
    if (!value) // of no type that a query could use: whoever reads it says so
        return QJsonObject { { u"$unsupported"_s, QString::fromLatin1(given.metaType().name()) } };
    switch (value->type()) {
    case Value::Type::Int: return *value->get<qint64>();
    case Value::Type::UInt: return typed("integer"_L1, QString::number(*value->get<quint64>()));
    case Value::Type::Text: return *value->get<QString>();
    case Value::Type::Binary: return typed("binary"_L1, QString::fromLatin1(value->get<QByteArray>()->toBase64()));
    case Value::Type::Date: return typed("date"_L1, value->get<QDate>()->toString(Qt::ISODate));
    case Value::Type::Time: return typed("time"_L1, value->get<QTime>()->toString(Qt::ISODateWithMs));
    case Value::Type::DateTime: return typed("dateTime"_L1, value->get<QDateTime>()->toUTC().toString(Qt::ISODateWithMs));
    case Value::Type::Uuid: return typed("uuid"_L1, value->get<QUuid>()->toString(QUuid::WithoutBraces));
    case Value::Type::Decimal: return typed("decimal"_L1, value->decimal()->toString());
    case Value::Type::Json: return valueToJson(parseJson(*value).value_or(QJsonValue()).toVariant());
    case Value::Type::List:
    case Value::Type::Vector: return listToJson(value->toVariant().toList());
    default: return QJsonValue::fromVariant(given);
    }
}

// --- trees to JSON

QJsonObject conditionToJson(const NamedPtr &node);
QJsonObject windowToJson(const NamedNode &node);

QJsonValue expressionToJson(const NamedPtr &node)
{
    const auto operands = [&] {
        QJsonArray array;
        for (const NamedPtr &operand : node->operands)
            array.append(expressionToJson(operand));
        return array;
    };
    switch (node->kind) {
    case Kind::Value: return valueToJson(node->value);
    case Kind::Reference: return QJsonObject { { u"$f"_s, node->text } };
    case Kind::Outer: {
        QJsonObject outer { { u"$outer"_s, node->text } };
        if (node->levels != 1)
            outer.insert(u"levels"_s, node->levels);
        return outer;
    }
    case Kind::Subquery: return QJsonObject { { u"$query"_s, node->query->toJson() } };
    case Kind::Arithmetic: return QJsonObject { { u'$' + node->text, operands() } };
    case Kind::Call: {
        QJsonObject call { { u"$fn"_s, node->text } };
        if (!node->operands.empty())
            call.insert(u"args"_s, operands());
        if (node->distinct)
            call.insert(u"distinct"_s, true);
        if (node->filter)
            call.insert(u"filter"_s, conditionToJson(node->filter));
        return call;
    }
    case Kind::Over: {
        QJsonObject call = expressionToJson(node->operands.front()).toObject();
        call.insert(u"over"_s, windowToJson(*node));
        return call;
    }
    case Kind::Case: {
        QJsonArray branches;
        for (size_t i = 0; i + 1 < node->operands.size(); i += 2)
            branches.append(QJsonObject {
                    { u"when"_s, conditionToJson(node->operands[i]) }, { u"then"_s, expressionToJson(node->operands[i + 1]) } });
        return QJsonObject { { u"$case"_s, branches }, { u"else"_s, expressionToJson(node->operands.back()) } };
    }
    default: return conditionToJson(node); // not a value: whoever reads it says so
    }
}

QJsonObject conditionToJson(const NamedPtr &node)
{
    if (!node)
        return {};
    const auto list = [&] {
        QJsonArray array;
        for (const NamedPtr &operand : node->operands)
            array.append(conditionToJson(operand));
        return array;
    };
    switch (node->kind) {
    case Kind::And: return node->operands.empty() ? QJsonObject() : QJsonObject { { u"$and"_s, list() } };
    case Kind::Or: return { { u"$or"_s, list() } };
    case Kind::Exists: return { { u"$exists"_s, node->query->toJson() } };
    case Kind::Not: return { { u"$not"_s, conditionToJson(node->operands[0]) } };
    case Kind::Lookup:
        if (node->operands.size() == 1 && node->text.startsWith(u'$'))
            return { { u"$lookup"_s, QJsonArray { node->text, expressionToJson(node->operands[0]) } } };
        if (node->operands.size() == 1)
            return { { node->text, expressionToJson(node->operands[0]) } };
        return { { u"$compare"_s,
                QJsonArray { expressionToJson(node->operands[0]), node->text, expressionToJson(node->operands[1]) } } };
    case Kind::TooDeep: return { { u"$tooDeep"_s, true } };
    default: return { { u"$value"_s, expressionToJson(node) } }; // not a condition: whoever reads it says so
    }
}

QJsonValue orderToJson(const NamedOrder &order)
{
    const QString nulls = order.nulls() == NamedOrder::Nulls::First ? u"first"_s
            : order.nulls() == NamedOrder::Nulls::Last              ? u"last"_s
                                                                    : QString();
    if (order.expression()->kind == Kind::Reference) {
        const QString text = (order.isDescending() ? u"-"_s : QString()) + order.expression()->text
                + (nulls.isEmpty() ? QString() : u" nulls "_s + nulls);
        const NamedOrder again(text); // a path may look like what stands around it
        if (again.expression()->text == order.expression()->text && again.isDescending() == order.isDescending()
                && again.nulls() == order.nulls())
            return text;
    }
    QJsonObject json { { u"by"_s, expressionToJson(order.expression()) } };
    if (order.isDescending())
        json.insert(u"descending"_s, true);
    if (!nulls.isEmpty())
        json.insert(u"nulls"_s, nulls);
    return json;
}

QJsonObject windowToJson(const NamedNode &node)
{
    const NamedWindow &window = *node.window;
    QJsonObject json;
    QJsonArray partitions, orders;
    for (const NamedPtr &partition : window.partitions())
        partitions.append(expressionToJson(partition));
    for (const NamedOrder &order : window.orders())
        orders.append(orderToJson(order));
    if (!partitions.isEmpty())
        json.insert(u"partitionBy"_s, partitions);
    if (!orders.isEmpty())
        json.insert(u"order"_s, orders);
    const auto bound = [](std::optional<qint64> offset) { return offset ? QJsonValue(*offset) : QJsonValue(); };
    const QString unit = window.unit() == NamedWindow::Unit::Rows ? u"rows"_s
            : window.unit() == NamedWindow::Unit::Range           ? u"range"_s
                                                                  : u"groups"_s;
    if (window.unit() != NamedWindow::Unit::Default)
        json.insert(unit, QJsonArray { bound(window.from()), bound(window.to()) });
    return json;
}

QJsonObject setsToJson(const NamedQuery &query)
{
    QJsonArray given;
    for (const QStringList &set : query.groupingSets)
        given.append(QJsonArray::fromStringList(set));
    switch (query.sets) {
    case NamedQuery::Sets::Rollup: return { { u"rollup"_s, QJsonArray::fromStringList(query.groups) } };
    case NamedQuery::Sets::Cube: return { { u"cube"_s, QJsonArray::fromStringList(query.groups) } };
    default: return { { u"sets"_s, given } };
    }
}

} // namespace

QJsonObject toJson(const Q &condition) { return conditionToJson(condition.node()); }

QJsonObject NamedQuery::toJson() const
{
    QJsonObject json;
    if (!model.isEmpty() || !from)
        json.insert(u"model"_s, model);
    const auto add = [&](const QString &key, const QJsonArray &list) {
        if (!list.isEmpty())
            json.insert(key, list);
    };
    QJsonArray named, conditions, terms;
    for (const Name &name : names) {
        QJsonObject one { { u"name"_s, name.name }, { u"as"_s, expressionToJson(name.expression.node()) } };
        if (!name.selected)
            one.insert(u"alias"_s, true);
        named.append(one);
    }
    for (const Q &filter : filters)
        conditions.append(quoin::toJson(filter));
    for (const NamedOrder &term : order)
        terms.append(orderToJson(term));
    if (from)
        json.insert(u"from"_s, from->toJson());
    if (step)
        json.insert(u"step"_s, step->toJson());
    if (again)
        json.insert(u"again"_s, true);
    QJsonArray joined;
    for (const Join &join : joins) {
        QJsonObject one { { u"name"_s, join.name } };
        if (join.rows)
            one.insert(u"rows"_s, join.rows->toJson());
        if (join.on.node())
            one.insert(u"on"_s, quoin::toJson(join.on));
        if (join.optional)
            one.insert(u"optional"_s, true);
        joined.append(one);
    }
    add(u"join"_s, joined);
    add(u"annotate"_s, named);
    add(u"filter"_s, conditions);
    add(u"values"_s, QJsonArray::fromStringList(values));
    if (sets == Sets::One)
        add(u"groupBy"_s, QJsonArray::fromStringList(groups));
    else
        json.insert(u"groupBy"_s, setsToJson(*this));
    add(u"order"_s, terms);
    if (having.node())
        json.insert(u"having"_s, quoin::toJson(having));
    if (distinct)
        json.insert(u"distinct"_s, true);
    if (limit)
        json.insert(u"limit"_s, *limit);
    if (offset != 0)
        json.insert(u"offset"_s, offset);
    if (reversed)
        json.insert(u"reversed"_s, true);
    add(u"distinctOn"_s, QJsonArray::fromStringList(distinctOn));
    add(u"with"_s, QJsonArray::fromStringList(with));
    return json;
}

} // namespace quoin
