// SPDX-License-Identifier: MIT
#include <quoin/expr/named_p.h>
#include <quoin/expr/namednode_p.h>
#include <quoin/expr/namedvalue_p.h>
#include <quoin/meta/conversion_p.h>

#include <QtCore/qregularexpression.h>

using namespace Qt::StringLiterals;

namespace quoin {

namespace expr {

namespace {

using Kind = NamedNode::Kind;
using Type = Value::Type;

Error invalid(const QString &message) { return Error(ErrorKind::InvalidQuery, message); }

Error tooDeep()
{
    return invalid(
            u"The expression is nested more than %1 deep, or has more than %2 parts."_s.arg(maximumDepth).arg(maximumSize));
}

Named literalOf(const Value &value) { return { literal(value), shapeOf(value) }; }

std::optional<NodeKind> operatorOf(QStringView sign)
{
    if (sign.size() != 1)
        return std::nullopt;
    switch (sign.front().unicode()) {
    case u'+': return NodeKind::Add;
    case u'-': return NodeKind::Subtract;
    case u'*': return NodeKind::Multiply;
    case u'/': return NodeKind::Divide;
    case u'%': return NodeKind::Modulo;
    default: return std::nullopt;
    }
}

} // namespace

Result<Named> NameResolver::expression(const NamedPtr &node) const
{
    switch (node->kind) {
    case Kind::Reference:
        return resolvePath(m_scope, node->text, false).transform([](NamedPath path) { return std::move(path.left); });
    case Kind::Value: return naturalValue(node->value).transform(literalOf);
    case Kind::Call: return call(*node);
    case Kind::Arithmetic: return arithmetic(*node);
    case Kind::Case: return choice(*node);
    case Kind::Over: return window(*node);
    case Kind::Outer: return outer(*node);
    case Kind::Subquery: return subquery(*node);
    case Kind::TooDeep: return tooDeep();
    case Kind::Exists:
    case Kind::Lookup:
    case Kind::And:
    case Kind::Or:
    case Kind::Not: break;
    }
    return invalid(u"A value is needed here, not a condition."_s);
}

Result<std::vector<NamedArgument>> NameResolver::arguments(const NamedNode &node) const
{
    std::vector<NamedArgument> arguments;
    for (const NamedPtr &operand : node.operands) {
        if (operand->kind == Kind::Value) {
            arguments.push_back({ std::nullopt, operand->value });
            continue;
        }
        auto resolved = expression(operand);
        if (!resolved)
            return resolved.error();
        arguments.push_back({ *std::move(resolved) });
    }
    return arguments;
}

Result<Named> NameResolver::call(const NamedNode &node, bool windowed) const
{
    const Function *function = findFunction(node.text);
    if (!function)
        return invalid(u"There is no function \"%1\"."_s.arg(shown(node.text))).setHint(whatThereIs(node.text, functionNames()));
    const bool isAggregate = function->level == Level::Aggregate && function->form != Form::Grouping;
    if (!isAggregate && (node.distinct || node.filter))
        return invalid(u"%1() is no aggregate: only these have distinct() and filter()."_s.arg(nameOf(*function)));
    if (windowed ? !isAggregate && function->level != Level::Window : function->level == Level::Window)
        return invalid(windowed
                        ? u"%1() is no aggregate and no function of windows: it cannot be over() one."_s.arg(nameOf(*function))
                        : u"%1() is a function of windows: say over() which."_s.arg(nameOf(*function)));
    const auto given = arguments(node);
    if (!given)
        return given.error();
    auto called = applyFunction(*function, *given);
    if (called && node.distinct)
        called->node = distinctCall(called->node);
    if (!called || !node.filter)
        return called;
    const auto filter = condition(node.filter);
    if (!filter)
        return filter.error();
    if (filter->shape.level != Level::Row)
        return invalid(u"%1().filter() looks at single rows: it cannot hold an aggregate."_s.arg(nameOf(*function)));
    called->node = filteredCall(called->node, filter->node);
    return called;
}

Result<Named> NameResolver::arithmetic(const NamedNode &node) const
{
    const auto kind = operatorOf(node.text);
    const bool negates = node.operands.size() == 1 && kind == NodeKind::Subtract;
    if (!kind || (!negates && node.operands.size() != 2))
        return invalid(u"\"%1\" is none of + - * / and %."_s.arg(shown(node.text)));
    const auto given = arguments(node);
    if (!given)
        return given.error();
    std::vector<Named> sides;
    for (size_t i = 0; i < given->size(); ++i) {
        const NamedArgument &one = (*given)[i];
        const NamedArgument &other = (*given)[given->size() - 1 - i];
        if (one.expression) {
            sides.push_back(*one.expression);
            continue;
        }
        auto value = other.expression && other.expression->shape.isNumber() ? valueBeside(other.expression->shape, one.value)
                                                                            : naturalValue(one.value);
        if (!value)
            return value.error();
        sides.push_back(literalOf(*value));
    }
    for (const Named &side : sides) {
        if (!side.shape.isNumber())
            return invalid(
                    u"+ - * / and % are for numbers, not for the type %1 (concat() joins texts)."_s.arg(side.shape.typeName()));
        if (side.shape.type == Type::UInt)
            return invalid(u"An unsigned 64-bit number cannot be calculated with on every engine."_s);
    }
    const auto both = commonShape(sides.front().shape, sides.back().shape);
    if (!both)
        return invalid(u"A decimal and a floating-point number do not mix."_s).setHint(u"Use toDouble() on the decimal."_s);
    if (*kind == NodeKind::Divide && both->type == Type::Decimal)
        return invalid(u"The engines round the quotient of two decimals differently."_s).setHint(u"Use toDouble() first."_s);
    if (*kind == NodeKind::Modulo && both->type != Type::Int)
        return invalid(u"% is for integers."_s);
    Shape shape = *both;
    shape.nullable = shape.nullable || *kind == NodeKind::Divide || *kind == NodeKind::Modulo;
    if (negates)
        return Named { unary(NodeKind::Negate, sides[0].node), shape };
    return Named { binary(*kind, sides[0].node, sides[1].node), shape };
}

Result<Named> NameResolver::choice(const NamedNode &node) const
{
    if (node.operands.size() < 3 || node.operands.size() % 2 == 0)
        return invalid(u"A CASE needs a condition and its value, any number of them, and the value for all else."_s);
    const auto isValue = [&](size_t i) { return i % 2 == 1 || i + 1 == node.operands.size(); };
    // First what says the type, then the plain values beside it.
    std::vector<std::optional<Named>> parts(node.operands.size());
    std::optional<Shape> common;
    Level level = Level::Row;
    const auto add = [&](size_t i, Named named) -> Result<void> {
        level = higher(level, named.shape.level);
        if (isValue(i)) {
            if (named.shape.field && named.shape.field->type == FieldType::Enum)
                return invalid(u"A CASE has no values of an enumeration: use numbers or texts."_s);
            common = common ? commonShape(*common, named.shape) : named.shape;
            if (!common)
                return invalid(u"The types of a CASE's values have nothing in common."_s);
        } else if (!named.node) {
            named.node = literal(Value(true));
        }
        parts[i] = std::move(named);
        return {};
    };
    for (size_t i = 0; i < node.operands.size(); ++i) {
        if (isValue(i) && node.operands[i]->kind == Kind::Value)
            continue;
        auto resolved = isValue(i) ? expression(node.operands[i]) : condition(node.operands[i]);
        if (!resolved)
            return resolved.error();
        if (auto added = add(i, *std::move(resolved)); !added)
            return added.error();
    }
    const std::optional<Shape> beside = common;
    for (size_t i = 0; i < node.operands.size(); ++i) {
        if (parts[i])
            continue;
        auto value = beside ? valueBeside(*beside, node.operands[i]->value) : naturalValue(node.operands[i]->value);
        if (!value)
            return value.error();
        if (auto added = add(i, literalOf(*value)); !added)
            return added.error();
    }
    std::vector<NodePtr> branches;
    branches.reserve(parts.size());
    for (std::optional<Named> &part : parts)
        branches.push_back(std::move(part->node));
    common->level = level;
    return Named { choose(std::move(branches)), *common };
}

Result<Named> NameResolver::condition(const NamedPtr &node) const
{
    if (!node)
        return Named {};
    switch (node->kind) {
    case Kind::Lookup: return lookup(*node);
    case Kind::Exists: return exists(*node);
    case Kind::Not: {
        auto inner = condition(node->operands[0]);
        if (inner)
            inner->node = unary(NodeKind::Not, inner->node ? inner->node : literal(Value(true)));
        return inner;
    }
    case Kind::And:
    case Kind::Or: {
        Named all;
        for (size_t i = 0; i < node->operands.size(); ++i) {
            auto one = condition(node->operands[i]);
            if (!one)
                return one;
            if (node->kind == Kind::Or && !one->node)
                return Named {};
            all.shape.level = higher(all.shape.level, one->shape.level);
            all.node = combine(node->kind == Kind::And ? NodeKind::And : NodeKind::Or, all.node, one->node);
        }
        all.shape.type = Type::Bool;
        return all;
    }
    case Kind::TooDeep: return tooDeep();
    default: return invalid(u"A condition is needed here, not a value."_s);
    }
}

} // namespace expr

namespace {

Error manyOf(const ModelInfo &model)
{
    return Error(ErrorKind::InvalidQuery, u"A row has many of these: only a condition or an aggregate can stand for them."_s)
            .setModel(model.className)
            .setHint(u"Take an aggregate of them: count(), max(), sum() …"_s);
}

} // namespace

NameScope::NameScope(const ModelInfo &model, const NameScope *around) : m_model(model), m_around(around) { }
NameScope::NameScope(const NameScope &) = default;
NameScope::~NameScope() = default;

Result<void> NameScope::checkName(const QString &name) const
{
    const auto wrong = [&](const QString &what) {
        return Error(ErrorKind::InvalidQuery, u"\"%1\" %2"_s.arg(expr::shown(name), what)).setModel(m_model.className);
    };
    static const QRegularExpression word(u"\\A[\\p{L}_][\\p{L}\\p{N}_]*\\z"_s);
    if (!word.match(name).hasMatch() || name.contains("__"_L1) || name.size() > 60)
        return wrong(u"cannot be a name in a query: one has letters, digits and single underscores."_s);
    if (m_model.field(name) || m_model.relation(name))
        return wrong(u"is a property of %1 already."_s.arg(m_model.className));
    if (m_names.contains(name) || m_rows.contains(name))
        return wrong(u"is the name of another expression of this query, or of rows that it joins."_s);
    return {};
}

Result<void> NameScope::addRows(const QString &name, const ModelInfo &rows, bool optional)
{
    if (auto free = checkName(name); !free)
        return free;
    m_rows.insert(name, std::make_shared<const Rows>(Rows { &rows, optional }));
    return {};
}

const NameScope::Rows *NameScope::findRows(QStringView name) const
{
    return m_rows.isEmpty() ? nullptr : m_rows.value(name.toString()).get();
}

Result<void> NameScope::add(const QString &name, const NamedExpression &expression)
{
    if (auto free = checkName(name); !free)
        return free;
    auto resolved = expr::NameResolver(*this).expression(expression.node());
    if (!resolved)
        return resolved.error();
    m_names.insert(name, std::make_shared<const expr::Named>(*std::move(resolved)));
    return {};
}

Result<expr::NodePtr> NameScope::condition(const Q &condition, Level highest) const
{
    auto resolved = expr::NameResolver(*this).condition(condition.node());
    if (!resolved)
        return resolved.error();
    if (resolved->shape.level > highest)
        return Error(ErrorKind::InvalidQuery,
                resolved->shape.level == Level::Aggregate
                        ? u"filter() looks at single rows: a condition on an aggregate belongs into having()."_s
                        : u"A condition on a window belongs into a query around this one: asTable()."_s)
                .setModel(m_model.className);
    return std::move(resolved->node);
}

Result<expr::Named> NameScope::expression(const NamedExpression &expression, Level highest) const
{
    auto resolved = expr::NameResolver(*this).expression(expression.node());
    if (resolved && resolved->shape.level == Level::Related)
        return manyOf(m_model);
    if (resolved && resolved->shape.level > highest)
        return Error(ErrorKind::InvalidQuery,
                resolved->shape.level == Level::Window ? u"A window cannot stand here: it is made of the rows that are found."_s
                                                       : u"An aggregate cannot stand here: it is of many rows."_s)
                .setModel(m_model.className);
    return resolved;
}

Result<Order> NameScope::order(const NamedOrder &order) const
{
    const auto resolved = expr::NameResolver(*this).expression(order.expression());
    if (!resolved)
        return resolved.error();
    if (resolved->shape.level == Level::Related)
        return manyOf(m_model);
    Order term(resolved->node, order.isDescending());
    switch (order.nulls()) {
    case NamedOrder::Nulls::First: return term.nullsFirst();
    case NamedOrder::Nulls::Last: return term.nullsLast();
    case NamedOrder::Nulls::Default: break;
    }
    return term;
}

Result<expr::NodePtr> NameScope::assigned(const FieldInfo &field, const QVariant &value) const
{
    const expr::Shape shape = expr::shapeOf(field, field.nullable);
    const expr::NamedPtr node = expr::valueNode(value);
    if (node->kind == expr::NamedNode::Kind::Value) {
        auto converted = expr::valueFor(field, node->value);
        if (!converted)
            return expr::wrongValue(field.property, shape, converted.error());
        return expr::literal(*std::move(converted));
    }
    auto resolved = expression(NamedExpression(node), Level::Row);
    if (!resolved)
        return resolved.error();
    if (!expr::comparable(shape, resolved->shape))
        return Error(ErrorKind::InvalidQuery,
                u"The property %1 (%2) cannot be given an expression of the type %3."_s.arg(
                        field.property, field.typeName, resolved->shape.typeName()))
                .setModel(m_model.className, field.property);
    return std::move(resolved->node);
}

const expr::Named *NameScope::find(QStringView name) const
{
    return m_names.isEmpty() ? nullptr : m_names.value(name.toString()).get();
}

QStringList NameScope::names() const
{
    QStringList names = m_names.keys() + m_rows.keys();
    names.sort();
    return names;
}

Result<Condition> toCondition(const ModelInfo &model, const Q &condition)
{
    return NameScope(model).condition(condition).transform([](expr::NodePtr node) { return Condition(std::move(node)); });
}

} // namespace quoin
