// SPDX-License-Identifier: MIT
#include "expressions.h"

#include "data.h"

#include <quoin/expr/lookup.h>
#include <quoin/expr/shape_p.h>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace quoin;
using quoin::expr::Argument;

namespace differential {

namespace {

using Type = Value::Type;

/// Paths over \a steps relations at most, and over at most two of those to many rows.
void collect(const ModelInfo &model, const QString &prefix, int steps, bool isRelated, QList<Path> &row, QList<Path> &related)
{
    for (const FieldInfo &field : model.fields) {
        (isRelated ? related : row) << Path { prefix + field.property, &field };
        if (field.relation && steps > 0)
            collect(*field.relation->target, prefix + field.property + u"__"_s, steps - 1, isRelated, row, related);
    }
    for (const RelationInfo &relation : model.relations) {
        related << Path { prefix + relation.property, relation.target->primaryKey.first(), true };
        if (steps > 0)
            collect(*relation.target, prefix + relation.property + u"__"_s, steps - 1, true, row, related);
    }
}

/// The type that expressions take the property for; Null: only lookups know it.
Type plainType(const FieldInfo &field)
{
    const expr::Shape shape = expr::shapeOf(field, field.nullable);
    return shape.isPlain() ? shape.type : Type::Null;
}

bool isNumber(Type type) { return type == Type::Int || type == Type::Double || type == Type::Decimal; }
bool isMoment(Type type) { return type == Type::Date || type == Type::DateTime; }

/// Those whose results are not the same twice, or whose types are no part of this.
bool isLeftOut(const expr::Function &function)
{
    const QList<std::string_view> names { "random", "now", "chr", "toJson", "jsonLength", "listLength", "jsonObject", "pi" };
    return names.contains(function.name);
}

bool isAdding(const expr::Function &function) { return function.name.starts_with("add"); }

/// Can it give a value of that type?
bool gives(const expr::Function &function, Type type)
{
    using enum Argument;
    if (function.form != expr::Form::Spelled || function.level != Level::Row || isLeftOut(function))
        return false;
    if (function.result != Type::Null)
        return function.result == type;
    switch (function.arguments[0]) {
    case Common: return isNumber(type) || isMoment(type) || type == Type::Text || type == Type::Time;
    case Orderable: return isNumber(type) || isMoment(type) || type == Type::Time;
    case Number: return isNumber(type);
    case Moment: return isMoment(type);
    case Instant: return type == Type::DateTime;
    default: return false;
    }
}

} // namespace

Expressions::Expressions(Random &random, const ModelInfo &model) : m_random(random), m_model(model)
{
    collect(model, {}, 2, false, m_row, m_related);
}

const Path &Expressions::property() { return m_random.of(m_row); }

Type Expressions::type()
{
    static const QList<Type> types { Type::Int, Type::Int, Type::Double, Type::Decimal, Type::Text, Type::Text, Type::Date,
        Type::DateTime, Type::Time };
    const Type type = m_random.of(types);
    return pathsOf(m_row, type).isEmpty() ? Type::Int : type; // each model has a key
}

QList<Path> Expressions::pathsOf(const QList<Path> &all, Type type) const
{
    QList<Path> fitting;
    std::ranges::copy_if(all, std::back_inserter(fitting),
            [type](const Path &path) { return !path.isRelation && plainType(*path.field) == type; });
    return fitting;
}

std::optional<quoin::NamedExpression> Expressions::property(Type type)
{
    const QList<Path> paths = pathsOf(m_row, type);
    return paths.isEmpty() ? std::nullopt : std::optional<quoin::NamedExpression>(F(m_random.of(paths).text));
}

quoin::NamedExpression Expressions::literal(Type type)
{
    // Numbers that are calculated with are small: else there would be nothing but overflow.
    if (type == Type::Int)
        return namedValue(m_random.between(-3, 12));
    return namedValue(randomValue(m_random, type).toVariant());
}

quoin::NamedExpression Expressions::value(Type type, int depth, bool column)
{
    const auto plain = property(type);
    if (!column && (m_random.oneIn(4) || !plain))
        return literal(type);
    if (depth > 0) {
        const int kind = m_random.below(10);
        if (kind < 3 && isNumber(type))
            return arithmetic(type, depth);
        if (kind < 4)
            return choice(type, depth);
        if (kind < 5 && m_mayRelate && depth > 0)
            return relatedAggregate(type);
        if (kind < 8) {
            if (auto called = function(type, depth))
                return *called;
        }
    }
    return plain ? *plain : literal(type);
}

quoin::NamedExpression Expressions::arithmetic(Type type, int depth)
{
    const auto left = value(type, depth - 1);
    // An integer beside another kind of number becomes one.
    const auto right = value(m_random.oneIn(5) ? Type::Int : type, depth - 1, false);
    switch (m_random.below(type == Type::Int ? 6 : type == Type::Double ? 5 : 4)) {
    case 0: return left + right;
    case 1: return left - right;
    case 2: return left * right;
    case 3: return -left;
    case 4: return left / right;
    default: return left % right;
    }
}

std::optional<quoin::NamedExpression> Expressions::function(Type type, int depth)
{
    QList<const expr::Function *> fitting;
    for (const expr::Function &function : expr::functionTable) {
        if (gives(function, type))
            fitting << &function;
    }
    if (fitting.isEmpty())
        return std::nullopt;
    const expr::Function &chosen = *m_random.of(fitting);
    const auto takes = int(expr::argumentCount(chosen));
    const auto required = int(expr::requiredArguments(chosen));
    const int count = chosen.repeats ? m_random.between(std::max(required, 1), 3) : m_random.between(required, takes);
    std::vector<NamedOperand> arguments;
    for (int i = 0; i < count; ++i) {
        Argument what = chosen.arguments[size_t(std::min(i, takes - 1))];
        const bool isPower = chosen.name == "exp" || chosen.name == "power";
        if ((isAdding(chosen) && i == 1) || isPower) {
            // Far from the ends of the calendar, and of what a double holds.
            const auto number = property(Type::Int);
            arguments.emplace_back(number && m_random.oneIn(2) ? *number % 12 : namedValue(m_random.between(-4, 12)));
            continue;
        }
        auto given = argument(what, type, i == 0 ? depth : std::min(depth, 1));
        if (!given)
            return std::nullopt;
        arguments.push_back(*std::move(given));
    }
    return fn(QString::fromLatin1(chosen.name.data(), qsizetype(chosen.name.size())), arguments);
}

std::optional<NamedOperand> Expressions::argument(Argument argument, Type wanted, int depth)
{
    using enum Argument;
    const QList<QString> words { u"a"_s, u"-"_s, u"b"_s, u"é"_s, u"ab"_s, u" "_s, u"\U0001F642"_s };
    const QList<QString> patterns { u"^a"_s, u"b$"_s, u"[a-c]+"_s, u"a.b"_s, u"\\d"_s, u"(a|b)\\\\?"_s, u"\\s"_s, u"[^a]"_s };
    const auto of = [&](const QList<Type> &types) { return NamedOperand(value(m_random.of(types), depth - 1)); };
    switch (argument) {
    case Text: return of({ Type::Text });
    case Integer: return of({ Type::Int });
    case Double: return of({ Type::Double, Type::Double, Type::Int });
    case Number: return of({ isNumber(wanted) ? wanted : Type::Int });
    case Moment: return of({ isMoment(wanted) ? wanted : m_random.oneIn(2) ? Type::Date : Type::DateTime });
    case Date: return of({ Type::Date });
    case Instant: return of({ Type::DateTime });
    case Clock: return of({ Type::Time, Type::DateTime });
    case Any: return of({ Type::Int, Type::Double, Type::Decimal });
    case Common:
    case Orderable: return NamedOperand(value(wanted, depth - 1, false));
    case Length: return NamedOperand(m_random.below(8));
    case Position: return NamedOperand(m_random.between(1, 5));
    case Digits: return NamedOperand(m_random.between(-2, 3));
    case Bits: return NamedOperand(m_random.oneIn(4) ? 63 : m_random.below(8));
    case Words: return NamedOperand(m_random.of(words));
    case Pattern: return NamedOperand(m_random.of(patterns));
    case Replacement: return NamedOperand(m_random.of(QList<QString> { u"x"_s, QString(), u"<\\1>"_s, u"\\\\"_s }));
    default: return std::nullopt;
    }
}

quoin::NamedExpression Expressions::choice(Type type, int depth)
{
    const bool mayRelate = std::exchange(m_mayRelate, false);
    NamedWhen branches;
    for (int i = m_random.between(1, 2); i > 0; --i)
        branches = branches.when(condition(std::min(depth - 1, 1)), value(type, depth - 1, false));
    const auto otherwise = value(type, depth - 1);
    m_mayRelate = mayRelate;
    return branches.otherwise(otherwise);
}

quoin::NamedExpression Expressions::relatedAggregate(Type type)
{
    const auto counted = [&] { return fn(u"count", F(m_random.of(m_related).text)); };
    const QList<Path> paths = pathsOf(m_related, type);
    if (type == Type::Int && (m_random.oneIn(3) || paths.isEmpty()) && !m_related.isEmpty())
        return m_random.oneIn(3) ? counted().distinct() : counted();
    if (paths.isEmpty())
        return property(type).value_or(literal(type));
    const F path(m_random.of(paths).text);
    if (isNumber(type) && m_random.oneIn(2))
        return fn(u"sum", path);
    return fn(m_random.oneIn(2) ? u"min" : u"max", path);
}

quoin::NamedExpression Expressions::aggregate()
{
    const bool mayRelate = std::exchange(m_mayRelate, false);
    static const QStringList ofNumbers { u"sum"_s, u"avg"_s, u"min"_s, u"max"_s, u"stddevPop"_s, u"stddevSamp"_s, u"varPop"_s,
        u"varSamp"_s };
    quoin::NamedExpression made = fn(u"count");
    const Type type = this->type();
    if (!m_random.oneIn(5)) {
        const bool isCount = m_random.oneIn(4);
        const QString name = isCount ? u"count"_s
                : isNumber(type)     ? m_random.of(ofNumbers)
                : m_random.oneIn(2)  ? u"min"_s
                                     : u"max"_s;
        made = fn(name, value(type, m_random.below(2)));
        if (m_random.oneIn(4))
            made = made.distinct();
    }
    if (m_random.oneIn(3))
        made = made.filter(condition(1));
    m_mayRelate = mayRelate;
    return made;
}

QVariant Expressions::literalFor(const FieldInfo &field)
{
    if (field.nullable && m_random.oneIn(12))
        return {};
    if (field.relation || field.primaryKey)
        return m_random.between(0, 12);
    const Value value = randomValue(m_random, field);
    if (field.type == FieldType::Enum)
        return field.enumKeys.at(field.enumValues.indexOf(*value.get<qint64>()));
    return value.toVariant();
}

Q Expressions::textLookup(const QString &path)
{
    static const QStringList lookups { u"contains"_s, u"startswith"_s, u"endswith"_s, u"iexact"_s, u"icontains"_s,
        u"istartswith"_s, u"iendswith"_s, u"regex"_s, u"iregex"_s };
    static const QStringList patterns { u"^a"_s, u"b$"_s, u"^[a-b]+$"_s, u"a.b"_s, u"\\d"_s, u"é"_s, u"^$"_s, u"\\\\"_s };
    const QString &chosen = m_random.of(lookups);
    const QVariant needle
            = chosen.endsWith("regex"_L1) ? QVariant(m_random.of(patterns)) : randomValue(m_random, Type::Text).toVariant();
    return Q(path + u"__"_s + chosen, needle);
}

Q Expressions::lookup(const Path &path)
{
    static const QStringList lookups { u"exact"_s, u"ne"_s, u"lt"_s, u"lte"_s, u"gt"_s, u"gte"_s };
    const QString &text = path.text;
    if (m_random.oneIn(6))
        return Q(text + (m_random.oneIn(2) ? u"__isnull"_s : u"__isnotnull"_s), m_random.oneIn(2));
    if (plainType(*path.field) == Type::Text && m_random.oneIn(2))
        return textLookup(text);
    if (m_random.oneIn(8)) {
        QVariantList list;
        for (int i = m_random.below(4); i > 0; --i)
            list << literalFor(*path.field);
        return Q(text + u"__in"_s, QVariant(list));
    }
    if (m_random.oneIn(8)) {
        const QVariantList limits { literalFor(*path.field), literalFor(*path.field) };
        if (path.field->type != FieldType::Enum)
            return Q(text + u"__range"_s, QVariant(limits));
    }
    return Q(text + u"__"_s + m_random.of(lookups), literalFor(*path.field));
}

Q Expressions::comparison(const quoin::NamedExpression &left, Type type)
{
    static const QStringList lookups { u"exact"_s, u"ne"_s, u"lt"_s, u"lte"_s, u"gt"_s, u"gte"_s };
    switch (m_random.below(6)) {
    case 0: return Q(left, u"isnull", m_random.oneIn(2));
    case 1: return Q(left, m_random.of(lookups), value(type, 1));
    case 2: {
        QVariantList list;
        for (int i = m_random.below(4); i > 0; --i)
            list << randomValue(m_random, type).toVariant();
        return Q(left, u"in", QVariant(list));
    }
    case 3:
        return Q(left, u"range",
                QVariant(QVariantList { randomValue(m_random, type).toVariant(), randomValue(m_random, type).toVariant() }));
    default: return Q(left, m_random.of(lookups), literal(type));
    }
}

/// Of two properties whose types go together.
Q Expressions::columnComparison()
{
    static const QStringList lookups { u"exact"_s, u"ne"_s, u"lt"_s, u"lte"_s, u"gt"_s, u"gte"_s };
    const bool mayRelate = m_mayRelate && m_random.oneIn(3);
    const Path &left = m_random.of(mayRelate ? m_related : m_row);
    QList<Path> fitting;
    const expr::Shape shape = expr::shapeOf(*left.field, left.field->nullable);
    const auto isKey = [](const FieldInfo &field) { return field.relation || field.primaryKey; };
    for (const Path &path : m_row) {
        const bool areKeys = isKey(*left.field) || isKey(*path.field);
        const bool areAlike = !areKeys || (isKey(*left.field) && isKey(*path.field));
        if (path.text != left.text && !left.isRelation && areAlike
                && expr::comparable(shape, expr::shapeOf(*path.field, path.field->nullable)))
            fitting << path;
    }
    if (fitting.isEmpty())
        return lookup(left);
    return Q(left.text + u"__"_s + m_random.of(lookups), F(m_random.of(fitting).text));
}

Q Expressions::condition(int depth)
{
    if (depth > 0) {
        switch (m_random.below(5)) {
        case 0: return condition(depth - 1) && condition(depth - 1);
        case 1: return condition(depth - 1) || condition(depth - 1);
        case 2: return !condition(depth - 1);
        default: break;
        }
    }
    switch (m_random.below(m_mayRelate && !m_related.isEmpty() ? 8 : 5)) {
    case 0: return columnComparison();
    case 1:
    case 2: {
        const Type type = this->type();
        return comparison(value(type, std::max(depth, 1)), type);
    }
    case 3:
    case 4: return lookup(m_random.of(m_row));
    case 5: {
        const Type type = this->type();
        return comparison(relatedAggregate(type), type);
    }
    default: return lookup(m_random.of(m_related));
    }
}

} // namespace differential
