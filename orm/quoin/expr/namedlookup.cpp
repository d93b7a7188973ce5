// SPDX-License-Identifier: MIT
// Conditions by name: what a lookup makes of what is looked at and of its value.
#include <quoin/expr/named_p.h>
#include <quoin/expr/namednode_p.h>
#include <quoin/expr/namedvalue_p.h>
#include <quoin/meta/conversion_p.h>

using namespace Qt::StringLiterals;

namespace quoin::expr {

namespace {

using Kind = NamedNode::Kind;
using Type = Value::Type;

Error invalid(const QString &message) { return Error(ErrorKind::InvalidQuery, message); }

Result<QString> textOf(const QVariant &given)
{
    const auto value = naturalValue(given);
    if (!value)
        return value.error();
    return value->get<QString>() ? Result<QString>(*value->get<QString>()) : cannotRead(*value, u"text");
}

/// What every engine can search a list for.
bool isSearchable(FieldType element)
{
    switch (element) {
    case FieldType::Decimal:
    case FieldType::ByteArray:
    case FieldType::Time:
    case FieldType::DateTime: return false;
    default: return true;
    }
}

/// A lookup's plain value, as the lookup needs it for what is looked at.
class OperandReader
{
public:
    OperandReader(const Lookup &lookup, const Shape &left) : m_lookup(lookup), m_left(left) { }

    Result<LookupValue> read(const QVariant &given)
    {
        auto done = readAs(given);
        return done ? Result<LookupValue>(std::move(m_value)) : Result<LookupValue>(done.error());
    }

private:
    Result<void> readAs(const QVariant &given);
    /// Calls add(element) → Result<void> for each element of what has to be a list.
    template<class F>
    static Result<void> each(const QVariant &given, F &&add)
    {
        const auto elements = elementsOf(given);
        if (!elements)
            return elements.error();
        for (const QVariant &element : *elements) {
            if (auto added = add(element); !added)
                return added;
        }
        return {};
    }
    /// Adds to \a list what \a value is.
    template<class T, class List>
    static Result<void> added(Result<T> value, List &list)
    {
        if (!value)
            return value.error();
        list.push_back(*std::move(value));
        return {};
    }

    const Lookup &m_lookup;
    const Shape &m_left;
    LookupValue m_value;
};

Result<void> OperandReader::readAs(const QVariant &given)
{
    const auto addNode = [&](const QVariant &one) {
        return added(valueFor(m_left, one).transform([](const Value &value) { return literal(value); }), m_value.nodes);
    };
    const auto addText = [&](const QVariant &one) { return added(textOf(one), m_value.texts); };
    const auto addElement
            = [&](const QVariant &one) { return added(elementFor(m_left.field->elementType, one), m_value.values); };
    switch (m_lookup.operand) {
    case LookupOperand::Value: return addNode(given);
    case LookupOperand::List:
        return each(given, [&](const QVariant &one) { return added(valueFor(m_left, one), m_value.values); });
    case LookupOperand::Pair: {
        auto done = each(given, addNode);
        if (done && m_value.nodes.size() != 2)
            return Error(ErrorKind::Conversion, u"a list of two is needed, this one has %1."_s.arg(m_value.nodes.size()));
        return done;
    }
    case LookupOperand::Text:
    case LookupOperand::Key: return addText(given);
    case LookupOperand::Keys: return each(given, addText);
    case LookupOperand::Flag: {
        const auto flag = naturalValue(given).and_then(Conversion<bool>::fromValue);
        m_value.flag = flag && *flag;
        return flag ? Result<void>() : Result<void>(flag.error());
    }
    case LookupOperand::Json: {
        auto json = documentOf(given);
        if (!json)
            return json.error();
        m_value.json = *std::move(json);
        return {};
    }
    case LookupOperand::Element: return addElement(given);
    case LookupOperand::Elements: return each(given, addElement);
    }
    Q_UNREACHABLE();
}

/// Can what is on the left be looked at so?
Result<void> checkLeft(const Lookup &lookup, const Shape &left, const QString &text)
{
    const QString name = shown(text);
    if (lookup.of != Type::Null && (left.type != lookup.of || !left.isPlain()))
        return invalid(
                u"\"%1\" looks into the type %2, not into the type %3."_s.arg(name, valueTypeName(lookup.of), left.typeName()));
    switch (lookup.operand) {
    case LookupOperand::Text:
        if (!left.isText())
            return invalid(u"\"%1\" looks into texts, not into the type %2."_s.arg(name, left.typeName()));
        return {};
    case LookupOperand::Value:
    case LookupOperand::List:
    case LookupOperand::Pair:
        if (left.type == Type::List || left.type == Type::Vector)
            return invalid(u"\"%1\": lists are not compared as a whole: engines do not agree on what is equal."_s.arg(name));
        return {};
    case LookupOperand::Element:
    case LookupOperand::Elements:
        if (!left.field)
            return invalid(u"\"%1\" looks into a list that is a property."_s.arg(name));
        if (!isSearchable(left.field->elementType))
            return invalid(
                    u"\"%1\": lists of texts, numbers, booleans, UUIDs and dates can be searched on every engine, this one "
                    "cannot."_s.arg(name));
        return {};
    case LookupOperand::Flag:
    case LookupOperand::Key:
    case LookupOperand::Keys:
    case LookupOperand::Json: return {};
    }
    Q_UNREACHABLE();
}

} // namespace

Error wrongValue(const QString &text, const Shape &left, const Error &error)
{
    QString place = u"The value of \"%1\""_s.arg(shown(text));
    if (left.field)
        place += u" does not fit the property %1 (%2): "_s.arg(left.field->property, left.field->typeName);
    else
        place += u" does not fit: "_s;
    Error wrong(error.kind(), place + error.message());
    wrong.setHint(error.hint());
    if (left.field && left.field->model())
        wrong.setModel(left.field->model()->className, left.field->property);
    return wrong;
}

Result<Named> NameResolver::lookup(const NamedNode &node) const
{
    if (node.operands.size() == 1) {
        const auto path = resolvePath(m_scope, node.text, true);
        if (!path)
            return path.error();
        return built(path->lookup ? *path->lookup : *findLookup(u"exact"), path->left, node.operands[0], node.text);
    }
    if (!findLookup(node.text))
        return invalid(u"There is no lookup \"%1\"."_s.arg(shown(node.text))).setHint(whatThereIs(node.text, lookupNames()));
    const auto left = expression(node.operands[0]);
    return left ? built(*findLookup(node.text, left->shape.type), *left, node.operands[1], node.text) : left;
}

Result<Named> NameResolver::built(const Lookup &lookup, const Named &left, const NamedPtr &value, const QString &text) const
{
    if (auto sound = checkLeft(lookup, left.shape, text); !sound)
        return sound.error();
    Level level = left.shape.level;
    const auto condition = [&](LookupValue operand) {
        return Named { lookup.build(left.node, std::move(operand)), { .type = Type::Bool, .level = conditionLevel(level) } };
    };
    if (value->kind == Kind::Value) {
        auto operand = OperandReader(lookup, left.shape).read(value->value);
        return operand ? Result<Named>(condition(*std::move(operand))) : wrongValue(text, left.shape, operand.error());
    }
    if (lookup.operand == LookupOperand::List && value->kind == Kind::Subquery)
        return inQuery(left, *value, text);
    if (lookup.operand != LookupOperand::Value)
        return invalid(u"\"%1\" takes a plain value, not an expression."_s.arg(shown(text)));
    auto right = expression(value);
    if (!right)
        return right;
    if (!comparable(left.shape, right->shape))
        return invalid(u"\"%1\": the types %2 and %3 cannot be compared."_s.arg(
                shown(text), left.shape.typeName(), right->shape.typeName()));
    level = higher(level, right->shape.level);
    return condition({ .nodes = { std::move(right->node) } });
}

} // namespace quoin::expr
