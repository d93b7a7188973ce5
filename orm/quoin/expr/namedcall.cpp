// SPDX-License-Identifier: MIT
// Functions by name: what the templates of functions.h check when they are compiled.
#include <quoin/expr/named_p.h>
#include <quoin/expr/namedvalue_p.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace quoin::expr {

namespace {

using Type = Value::Type;

bool hasCommonType(Argument argument) { return argument == Argument::Common || argument == Argument::Orderable; }

class Call
{
public:
    Call(const Function &function, const std::vector<NamedArgument> &arguments) : m_function(function), m_arguments(arguments) { }
    Result<Named> resolve();

private:
    [[nodiscard]] Error wrong(const QString &what) const
    {
        return Error(ErrorKind::InvalidQuery, nameOf(m_function) + u"(): "_s + what);
    }
    [[nodiscard]] Argument argumentAt(size_t at) const
    {
        return m_function.arguments[std::min(at, argumentCount(m_function) - 1)];
    }
    Result<void> checkCount() const;
    Result<void> findCommon();
    Result<void> add(size_t at);
    Result<void> addStep(size_t at);
    [[nodiscard]] Shape result() const;

    const Function &m_function;
    const std::vector<NamedArgument> &m_arguments;
    std::optional<Shape> m_common; ///< Of those arguments that need one type.
    std::vector<NodePtr> m_nodes;
    std::vector<Shape> m_shapes;
    std::vector<Value> m_steps;
};

Result<void> Call::checkCount() const
{
    const bool isPath = m_function.form == Form::JsonPath;
    const size_t step = m_function.form == Form::ListElement;
    const size_t least = requiredArguments(m_function) + step;
    const size_t most = argumentCount(m_function) + step;
    if (m_arguments.size() >= least && (m_arguments.size() <= most || m_function.repeats || isPath))
        return {};
    const QString takes = m_function.repeats || isPath ? u"at least %1"_s.arg(least)
            : least == most                            ? QString::number(least)
                                                       : u"%1 to %2"_s.arg(least).arg(most);
    return wrong(u"it takes %1 arguments, not %2."_s.arg(takes).arg(m_arguments.size()));
}

/// The type of what is no plain value, to which those are brought.
Result<void> Call::findCommon()
{
    for (size_t i = 0; i < m_arguments.size(); ++i) {
        const auto &given = m_arguments[i].expression;
        if (!given || !hasCommonType(argumentAt(i)))
            continue;
        m_common = m_common ? commonShape(*m_common, given->shape) : given->shape;
        if (!m_common)
            return wrong(u"the arguments' types have nothing in common."_s);
    }
    return {};
}

Result<void> Call::add(size_t at)
{
    const NamedArgument &given = m_arguments[at];
    const Argument argument = argumentAt(at);
    Named named;
    if (given.expression) {
        if (argument >= Argument::Length || (argument == Argument::Vector && at > 0))
            return wrong(u"argument %1 has to be %2, not an expression."_s.arg(QString::number(at + 1), argumentName(argument)));
        named = *given.expression;
    } else {
        const bool isOtherwise = m_function.level == Level::Window && at == 2; // of lag() and lead()
        auto value = hasCommonType(argument) && m_common ? valueBeside(*m_common, given.value)
                : isOtherwise                            ? valueBeside(m_shapes.front(), given.value)
                                                         : valueFor(argument, given.value);
        if (!value)
            return wrong(u"argument %1: "_s.arg(at + 1) + value.error().message());
        named = { literal(*value), shapeOf(*value) };
    }
    if (m_function.level == Level::Window && named.shape.field && named.shape.field->type == FieldType::Enum)
        return wrong(u"an enumeration's storage is known to its property only: take its row's key."_s);
    if (m_function.level == Level::Window && named.shape.level == Level::Related)
        return wrong(u"a row has many of these; take an aggregate of them."_s);
    // As cast<T>() has it: the engines write and read other types in ways of their own.
    const bool number = named.shape.isNumber() || (named.shape.isPlain() && named.shape.type == Type::Bool);
    const bool castable = m_function.name != "toInteger" || number;
    if (!accepts(argument, named.shape) || !castable)
        return wrong(u"argument %1 has to be %2, not of the type %3."_s.arg(
                QString::number(at + 1), castable ? argumentName(argument) : u"a number"_s, named.shape.typeName()));
    const bool ofRows = named.shape.level == Level::Row || named.shape.level == Level::Related;
    if (m_function.level == Level::Aggregate && !ofRows)
        return wrong(u"an aggregate of an aggregate: aggregate the values of the rows."_s);
    m_nodes.push_back(std::move(named.node));
    m_shapes.push_back(named.shape);
    return {};
}

/// A key of a JSON object, or the number of an element.
Result<void> Call::addStep(size_t at)
{
    const NamedArgument &given = m_arguments[at];
    const bool isKey = m_function.form == Form::JsonPath;
    const auto value = given.expression ? Result<Value>(Value()) : valueFor(Argument::Length, given.value);
    if (!value)
        return wrong(u"argument %1: "_s.arg(at + 1) + value.error().message());
    if (!value->get<qint64>() && !(isKey && value->get<QString>()))
        return wrong(u"argument %1 has to be %2, as a plain value."_s.arg(
                QString::number(at + 1), isKey ? u"a key or the number of an element"_s : u"the number of an element"_s));
    m_steps.push_back(*value);
    return {};
}

Shape Call::result() const
{
    Shape shape { .type = m_function.result };
    if (m_function.form == Form::ListElement)
        shape.type = valueTypeOf(m_shapes[0].field->elementType);
    else if (shape.type == Type::Null && !m_shapes.empty())
        shape.type = m_common ? m_common->type : m_shapes[0].type;
    if (shape.type == Type::UInt)
        shape.type = Type::Int; // what is computed has 64 bits with a sign
    const auto nullable = [](const Shape &one) { return one.nullable; };
    switch (m_function.nulls) {
    case Nulls::OfAny: shape.nullable = std::ranges::any_of(m_shapes, nullable); break;
    case Nulls::OfAll: shape.nullable = std::ranges::all_of(m_shapes, nullable); break;
    case Nulls::Always: shape.nullable = true; break;
    case Nulls::Never: break;
    }
    shape.level = m_function.level;
    for (const Shape &one : m_shapes)
        shape.level = higher(shape.level, one.level);
    if (m_function.level == Level::Aggregate && shape.level == Level::Related)
        shape.level = Level::Row; // one value of all that a row has
    return shape;
}

Result<Named> Call::resolve()
{
    if (auto sound = checkCount(); !sound)
        return sound.error();
    if (auto found = findCommon(); !found)
        return found.error();
    for (size_t i = 0; i < m_arguments.size(); ++i) {
        const bool isStep = takesSteps(m_function) && i >= argumentCount(m_function);
        if (auto added = isStep ? addStep(i) : add(i); !added)
            return added.error();
    }
    if (m_function.form == Form::ListElement && !m_shapes[0].field)
        return wrong(u"argument 1 has to be a list that is a property."_s);
    // Plain values count, too: coalesce(size, 0.5) is of doubles.
    m_common.reset();
    for (size_t i = 0; i < m_shapes.size(); ++i) {
        if (!hasCommonType(argumentAt(i)))
            continue;
        m_common = m_common ? commonShape(*m_common, m_shapes[i]) : m_shapes[i];
        if (!m_common)
            return wrong(u"the arguments' types have nothing in common."_s);
    }
    Shape shape = result();
    if (m_function.level == Level::Window && m_shapes.size() == 3) { // lag(), lead()
        const auto both = commonShape(m_shapes[0], m_shapes[2]);
        if (!both)
            return wrong(u"the value for a missing row has nothing in common with the expression."_s);
        shape.type = both->type;
        shape.nullable = m_shapes[0].nullable || m_shapes[2].nullable;
    }
    const bool isBetween = m_shapes.size() == 2 && m_function.arguments[1] == Argument::Moment;
    if (isBetween && m_shapes[0].type != m_shapes[1].type)
        return wrong(u"it is between two dates, or between two moments; toDate() gives a moment's date."_s);
    return Named { expr::call(m_function, std::move(m_nodes), std::move(m_steps)), shape };
}

} // namespace

QString nameOf(const Function &function) { return QString::fromLatin1(function.name.data(), qsizetype(function.name.size())); }

Result<Named> applyFunction(const Function &function, const std::vector<NamedArgument> &arguments)
{
    return Call(function, arguments).resolve();
}

} // namespace quoin::expr
