// SPDX-License-Identifier: MIT
#include <quoin/sql/expressions_p.h>

#include <quoin/dialect/tokens_p.h>
#include <quoin/expr/function.h>
#include <quoin/sql/pattern_p.h>
#include <quoin/sql/selection_p.h>

using namespace Qt::StringLiterals;

namespace quoin::sql {

using expr::Node;
using expr::NodeKind;
using expr::NodePtr;

namespace {

/// Some engines have a function's argument written several times; nested, that would double at each level.
constexpr qsizetype longestText = 4'000'000;

QLatin1StringView operatorOf(NodeKind kind)
{
    switch (kind) {
    case NodeKind::Add: return " + "_L1;
    case NodeKind::Subtract: return " - "_L1;
    case NodeKind::Multiply: return " * "_L1;
    default: Q_UNREACHABLE();
    }
}

/// What may leave 64 bits, and what an engine that goes on in floating point then keeps so: the smallest integer by -1 does, too.
bool isSum(const Node &node)
{
    return node.kind == NodeKind::Add || node.kind == NodeKind::Subtract || node.kind == NodeKind::Multiply
            || node.kind == NodeKind::Divide || node.kind == NodeKind::Negate;
}

/// The type that both are converted to.
Value::Type commonType(Value::Type a, Value::Type b)
{
    using Type = Value::Type;
    if (a == Type::Null || b == Type::Null || a == b)
        return a == Type::Null ? b : a;
    if (a == Type::Double || b == Type::Double)
        return Type::Double;
    if (a == Type::Decimal || b == Type::Decimal)
        return Type::Decimal;
    return a;
}

QString functionName(const expr::Function &function)
{
    return QString::fromLatin1(function.name.data(), qsizetype(function.name.size()));
}

} // namespace

Value::Type valueType(const schema::ColumnType &type)
{
    using schema::TypeKind;
    switch (type.kind) {
    case TypeKind::Bool: return Value::Type::Bool;
    case TypeKind::Int16:
    case TypeKind::Int32:
    case TypeKind::Int64:
    case TypeKind::UInt16:
    case TypeKind::UInt32: return Value::Type::Int;
    case TypeKind::UInt64: return Value::Type::UInt;
    case TypeKind::Float:
    case TypeKind::Double: return Value::Type::Double;
    case TypeKind::Decimal: return Value::Type::Decimal;
    case TypeKind::String:
    case TypeKind::Text:
    case TypeKind::Enum: return Value::Type::Text;
    case TypeKind::Binary: return Value::Type::Binary;
    case TypeKind::Date: return Value::Type::Date;
    case TypeKind::Time: return Value::Type::Time;
    case TypeKind::DateTime: return Value::Type::DateTime;
    case TypeKind::Uuid: return Value::Type::Uuid;
    case TypeKind::Json: return Value::Type::Json;
    case TypeKind::Array: return Value::Type::List;
    case TypeKind::Vector: return Value::Type::Vector;
    case TypeKind::Opaque: break;
    }
    return Value::Type::Null;
}

ValueType ExpressionWriter::typeOf(const NodePtr &node) const
{
    ValueType all;
    const auto add = [&](const ValueType &one) {
        all.type = commonType(all.type, one.type);
        all.nullable = all.nullable || one.nullable;
        all.sensitive = all.sensitive || one.sensitive;
    };
    switch (node->kind) {
    case NodeKind::Column: {
        const ResolvedColumn &column = m_joins.column(node->path);
        all = { valueType(column.field->columnType), column.nullable, column.field->sensitive, column.field->columnType };
        return all;
    }
    case NodeKind::Outer:
        if (const auto outer = m_joins.outerColumn(*node)) {
            const ResolvedColumn &column = **outer;
            all = { valueType(column.field->columnType), column.nullable, column.field->sensitive, column.field->columnType };
        }
        return all;
    case NodeKind::TreeDepth: return { .type = Value::Type::Int };
    case NodeKind::Subquery: return typeOfQuery(*node->query);
    case NodeKind::Literal: all = { node->value.type(), node->value.isNull(), false, {} }; break;
    case NodeKind::Add:
    case NodeKind::Subtract:
    case NodeKind::Multiply:
    case NodeKind::Negate:
    case NodeKind::Divide:
    case NodeKind::Modulo:
        for (const NodePtr &operand : node->operands)
            add(typeOf(operand));
        all.nullable = all.nullable || node->kind == NodeKind::Divide || node->kind == NodeKind::Modulo;
        break;
    case NodeKind::Case:
        for (size_t i = 0; i < node->operands.size(); ++i) {
            if (i % 2 == 1 || i + 1 == node->operands.size())
                add(typeOf(node->operands[i]));
        }
        break;
    case NodeKind::Call: {
        if (expr::isRelatedAggregate(*node))
            return typeOfRelated(*node);
        const expr::Function &function = *node->function;
        if (function.form == expr::Form::ListElement)
            all.column = typeOf(node->operands.front()).column;
        bool allNullable = true;
        for (const NodePtr &operand : node->operands) {
            ValueType one = typeOf(operand);
            allNullable = allNullable && one.nullable;
            if (operand != node->operands.front() && !expr::hasCommonType(function))
                one.type = all.type;
            add(one);
        }
        if (function.result != Value::Type::Null)
            all.type = function.result;
        else if (function.form == expr::Form::ListElement && all.column.element)
            all = { valueType(*all.column.element), true, all.sensitive, *all.column.element };
        if (function.nulls != expr::Nulls::OfAny)
            all.nullable = function.nulls == expr::Nulls::Always || (function.nulls == expr::Nulls::OfAll && allNullable);
        break;
    }
    case NodeKind::Window:
        all = typeOf(node->operands.front());
        for (const NodePtr &operand : node->operands)
            all.sensitive = all.sensitive || typeOf(operand).sensitive;
        break;
    default: all.type = Value::Type::Bool; break;
    }
    if (all.type == Value::Type::Decimal)
        all.column = schema::ColumnType::decimal(Decimal::maxDigits, 0); // as many digits as there may be
    return all;
}

Error ExpressionWriter::unsupported(const QString &what, const char *why) const
{
    Error error(ErrorKind::Unsupported,
            u"%1 cannot compute %2 so that it means the same as on the other engines."_s.arg(
                    m_dialect.capabilities().product, what));
    return error.setHint(QString::fromLatin1(why));
}

std::function<void(dialect::SqlWriter &)> ExpressionWriter::writing(const std::function<Result<void>()> &function)
{
    return [this, function](dialect::SqlWriter &) {
        if (auto written = function(); !written && !m_error)
            m_error = written.error();
    };
}

Result<void> ExpressionWriter::result()
{
    if (!m_error)
        return {};
    return *std::exchange(m_error, std::nullopt);
}

Result<void> ExpressionWriter::write(const NodePtr &node)
{
    if (m_out.text().size() > longestText && !node->operands.empty())
        return Error(ErrorKind::InvalidQuery, u"The expression is nested too deep for its text to be written."_s)
                .setHint(u"Split the query, or compute a part of it in the program."_s);
    switch (node->kind) {
    case NodeKind::Column: writeColumn(m_out, m_joins.column(node->path), m_joins); return {};
    case NodeKind::Literal:
        if (node->value.isNull()) {
            m_out.raw("NULL"_L1);
        } else {
            const dialect::OriginScope origin(m_out, { &node->value });
            m_out.syntax().typed(m_out, node->value, m_sensitive);
        }
        return {};
    case NodeKind::Add:
    case NodeKind::Subtract:
    case NodeKind::Multiply:
    case NodeKind::Divide:
    case NodeKind::Modulo:
    case NodeKind::Negate: return writeArithmetic(*node);
    case NodeKind::Call: return writeCall(*node);
    case NodeKind::Window: return writeWindow(*node);
    case NodeKind::Case: return writeCase(*node);
    case NodeKind::Outer: {
        const auto column = m_joins.outerColumn(*node);
        if (!column)
            return column.error();
        writeColumn(m_out, **column, m_joins);
        return {};
    }
    case NodeKind::TreeDepth:
        if (m_joins.treeAlias().isEmpty())
            return Error(ErrorKind::InvalidQuery, u"treeDepth() is of the rows of a tree; this query has none."_s)
                    .setHint(u"Ask for descendants() or ancestors()."_s);
        m_out.identifier(m_joins.treeAlias()).raw(".depth"_L1);
        return {};
    case NodeKind::Subquery: {
        m_out.raw("("_L1);
        auto written = writeSelect(m_out, *node->query, Projection::Rows, m_dialect, { .outer = &m_joins, .ordered = false });
        m_out.raw(")"_L1);
        return written;
    }
    case NodeKind::TooDeep:
        return Error(ErrorKind::InvalidQuery,
                u"The expression is nested more than %1 deep, or has more than %2 parts."_s.arg(expr::maximumDepth)
                        .arg(expr::maximumSize));
    default: return Error(ErrorKind::InvalidQuery, u"A value was expected, not a condition."_s);
    }
}

Result<void> ExpressionWriter::writeArithmetic(const Node &node)
{
    Value::Type type = Value::Type::Null;
    for (const NodePtr &operand : node.operands)
        type = commonType(type, typeOf(operand).type);
    const bool number = type == Value::Type::Int || type == Value::Type::Double || type == Value::Type::Decimal
            || type == Value::Type::Null;
    if (!number)
        return Error(ErrorKind::InvalidQuery, u"+ - * / and % are for numbers, not for %1."_s.arg(valueTypeName(type)));
    if (type == Value::Type::Decimal && !m_dialect.capabilities().exactDecimals)
        return unsupported(u"with exact decimals"_s,
                "It keeps them as text. Use cast<double>() where rounding does no harm, or compute in the program.");
    const bool integers = type == Value::Type::Int;
    if (type == Value::Type::Double) {
        m_out.syntax().checkOverflow(m_out, type, writing([&] { return writeOperation(node, false); }));
        return result();
    }
    if (!integers || !isSum(node) || m_insideSum)
        return writeOperation(node, integers);
    m_out.syntax().checkOverflow(m_out, type, writing([&] {
        m_insideSum = true;
        auto written = writeOperation(node, true);
        m_insideSum = false;
        return written;
    }));
    return result();
}

Result<void> ExpressionWriter::writeOperation(const Node &node, bool integers)
{
    if (node.kind == NodeKind::Negate) {
        m_out.raw("(- "_L1);
        auto written = writeOperand(node.operands[0], integers);
        m_out.raw(")"_L1);
        return written;
    }
    const bool insideSum = std::exchange(m_insideSum, m_insideSum && isSum(node));
    const auto operand = [&](size_t at) {
        return writing([this, &node, at, integers] { return writeOperand(node.operands[at], integers); });
    };
    if (node.kind == NodeKind::Divide) {
        m_out.syntax().divide(m_out, integers, operand(0), operand(1));
    } else {
        m_out.raw("("_L1);
        operand(0)(m_out);
        m_out.raw(node.kind == NodeKind::Modulo ? " % NULLIF("_L1 : operatorOf(node.kind));
        operand(1)(m_out);
        m_out.raw(node.kind == NodeKind::Modulo ? ", 0))"_L1 : ")"_L1);
    }
    m_insideSum = insideSum;
    return result();
}

Result<void> ExpressionWriter::writeOperand(const NodePtr &node, bool integers)
{
    if (integers && node->kind == NodeKind::Column) {
        m_out.syntax().wide(m_out, m_joins.column(node->path).field->columnType, writing([&] { return write(node); }));
        return result();
    }
    if (isSum(*node))
        return write(node);
    const bool insideSum = std::exchange(m_insideSum, false);
    auto written = write(node);
    m_insideSum = insideSum;
    return written;
}

Result<void> ExpressionWriter::checkArguments(const Node &node) const
{
    const expr::Function &function = *node.function;
    for (size_t i = 0; i < node.operands.size() && i < function.arguments.size(); ++i) {
        const Value &value = node.operands[i]->value;
        const auto wrong = [&](const QString &wanted) {
            return Error(ErrorKind::InvalidQuery,
                    u"%1(): argument %2 has to be %3, not %4."_s.arg(
                            functionName(function), QString::number(i + 1), wanted, value.toDisplay()));
        };
        const qint64 number = value.get<qint64>() ? *value.get<qint64>() : -1;
        constexpr qint64 most = 1'000'000;
        if (function.arguments[i] == expr::Argument::Length && (number < 0 || number > most))
            return wrong(u"a length from 0 to %1"_s.arg(most));
        if (function.arguments[i] == expr::Argument::Position && (number < 1 || number > most))
            return wrong(u"a position from 1 to %1"_s.arg(most));
        constexpr int digits = 15; // of a double
        const int dimensions
                = i > 0 && function.arguments[i] == expr::Argument::Vector ? typeOf(node.operands[0]).column.length : 0;
        if (const auto *vector = value.vector(); vector && dimensions > 0 && qsizetype(vector->size()) != dimensions)
            return Error(ErrorKind::InvalidQuery,
                    u"%1(): the property has %2 dimensions, the vector %3."_s.arg(functionName(function))
                            .arg(dimensions)
                            .arg(vector->size()));
        const bool isInteger = value.get<qint64>();
        if (function.arguments[i] == expr::Argument::Digits && (!isInteger || number < -digits || number > digits))
            return wrong(u"a number of digits from -%1 to %1"_s.arg(digits));
        if (function.arguments[i] == expr::Argument::Bits && (number < 0 || number > 63))
            return wrong(u"a number of bits from 0 to 63"_s);
        Result<void> sound;
        if (function.arguments[i] == expr::Argument::Pattern)
            sound = checkPattern(value.get<QString>() ? *value.get<QString>() : QString());
        if (function.arguments[i] == expr::Argument::Replacement)
            sound = checkReplacement(value.get<QString>() ? *value.get<QString>() : QString());
        if (!sound)
            return sound;
        if (function.arguments[i] == expr::Argument::Words && (!value.get<QString>() || value.get<QString>()->isEmpty()))
            return wrong(u"a text that is not empty"_s);
    }
    return {};
}

Result<void> ExpressionWriter::writeRaw(const Node &node)
{
    const QString text = QString::fromUtf8(node.path);
    QList<dialect::Token> places = dialect::tokenize(text, m_out.syntax().tokenRules());
    places.removeIf([](const dialect::Token &token) { return !token.isSymbol(u"?"); });
    if (places.size() != qsizetype(node.operands.size()))
        return Error(ErrorKind::InvalidQuery,
                u"The SQL text has %1 placeholders (?) for %2, and %3 values are given for them."_s.arg(places.size())
                        .arg(m_dialect.capabilities().product)
                        .arg(node.operands.size()))
                .setStatement(text);
    const bool insideSum = std::exchange(m_insideSum, false);
    qsizetype from = 0;
    m_out.raw("("_L1);
    for (qsizetype i = 0; i < places.size(); ++i) {
        m_out.raw(text.sliced(from, places.at(i).from - from));
        if (auto written = write(node.operands[size_t(i)]); !written)
            return written;
        from = places.at(i).to;
    }
    m_out.raw(text.sliced(from)).raw(")"_L1);
    m_insideSum = insideSum;
    return {};
}

Result<void> ExpressionWriter::writeCall(const Node &node)
{
    if (!node.path.isEmpty()) // a piece of SQL
        return writeRaw(node);
    return expr::isRelatedAggregate(node) ? writeRelatedAggregate(node) : writeFunction(node);
}

Result<void> ExpressionWriter::writeFunction(const Node &node)
{
    const expr::Function &function = *node.function;
    if (auto sound = checkArguments(node); !sound)
        return sound;
    const bool insideSum = std::exchange(m_insideSum, false);
    auto written = function.form == expr::Form::Spelled ? writeSpelled(node) : writeForm(node);
    m_insideSum = insideSum;
    return written;
}

Result<void> ExpressionWriter::writeSpelled(const Node &node)
{
    const expr::Function &function = *node.function;
    const bool common = expr::hasCommonType(function);
    Value::Type type = Value::Type::Null;
    for (size_t i = 0; i < node.operands.size() && (i == 0 || common); ++i)
        type = commonType(type, typeOf(node.operands[i]).type);
    const dialect::Spelling *spelling = m_out.syntax().spelling(function.name, type);
    if (!spelling || spelling->unsupported)
        return unsupported(functionName(function) % u"()", spelling ? spelling->unsupported : "It has no such function.");
    if (common && function.repeats && node.operands.size() == 1) // min(x) of SQLite's would be an aggregate
        return write(node.operands.front());
    return writeSpelling(*spelling, node);
}

Result<void> ExpressionWriter::writeSpelling(const dialect::Spelling &spelling, const Node &node)
{
    if (node.operands.empty() && node.filter && !m_dialect.capabilities().aggregateFilter) {
        Node counted = node; // of rows: there is no argument that a CASE could make NULL
        counted.operands.push_back(expr::literal(Value(1)));
        return writeSpelling(spelling, counted);
    }
    const Node *window = std::exchange(m_window, nullptr); // what is inside has windows of its own
    const bool isShort = node.operands.size() < expr::argumentCount(*node.function) && spelling.shorter;
    const QLatin1StringView text(isShort ? spelling.shorter : spelling.text);
    const bool isExtreme = node.function->name == "min" || node.function->name == "max"; // equal values change nothing
    if (node.distinct && !isExtreme && !text.contains("{d}"_L1))
        return unsupported(functionName(*node.function) % u"() of different values", "It counts each value, and every row.");
    // What stands between "{" and "}" is an argument's number, or "*" for all of them.
    qsizetype from = 0;
    for (qsizetype open = text.indexOf(u'{'); open >= 0; open = text.indexOf(u'{', from)) {
        m_out.raw(text.sliced(from, open - from));
        const QChar which = text.at(open + 1);
        from = open + 3;
        if (which != u'*') {
            Result<void> written;
            if (which == u'd')
                m_out.raw(node.distinct ? "DISTINCT "_L1 : ""_L1);
            else if (which == u'f') {
                written = writeFilter(node);
                if (written && window)
                    written = writeOver(*window);
            } else
                written = writeArgument(node, size_t(which.digitValue()));
            if (!written)
                return written;
            continue;
        }
        const QLatin1StringView each(spelling.each);
        const qsizetype at = each.indexOf("{}"_L1);
        for (size_t i = 0; i < node.operands.size(); ++i) {
            m_out.raw(i == 0 ? ""_L1 : QLatin1StringView(spelling.between)).raw(each.first(at));
            if (auto written = write(node.operands[i]); !written)
                return written;
            m_out.raw(each.sliced(at + 2));
        }
    }
    m_out.raw(text.sliced(from));
    return {};
}

Result<void> ExpressionWriter::writeArgument(const Node &node, size_t at)
{
    const NodePtr &operand = node.operands.at(at);
    const auto plain = [&]() -> Result<void> {
        if (!node.distinct || operand->kind == NodeKind::Column)
            return write(operand);
        m_out.syntax().distinguished(m_out, typeOf(operand).type, writing([&] { return write(operand); }));
        return result();
    };
    if (!node.filter || m_dialect.capabilities().aggregateFilter)
        return plain();
    m_out.raw("CASE WHEN "_L1);
    if (auto written = ConditionWriter(m_out, m_joins, m_dialect).write(node.filter); !written)
        return written;
    m_out.raw(" THEN "_L1);
    auto written = plain();
    m_out.raw(" END"_L1);
    return written;
}

Result<void> ExpressionWriter::writeFilter(const Node &node)
{
    if (!node.filter || !m_dialect.capabilities().aggregateFilter)
        return {};
    m_out.raw(" FILTER (WHERE "_L1);
    auto written = ConditionWriter(m_out, m_joins, m_dialect).write(node.filter);
    m_out.raw(")"_L1);
    return written;
}

Result<void> ExpressionWriter::writeCase(const Node &node)
{
    const bool insideSum = std::exchange(m_insideSum, false);
    m_out.raw("CASE"_L1);
    ConditionWriter conditions(m_out, m_joins, m_dialect);
    for (size_t i = 0; i + 1 < node.operands.size(); i += 2) {
        m_out.raw(" WHEN "_L1);
        if (auto written = conditions.write(node.operands[i]); !written)
            return written;
        m_out.raw(" THEN "_L1);
        if (auto written = write(node.operands[i + 1]); !written)
            return written;
    }
    m_out.raw(" ELSE "_L1);
    if (auto written = write(node.operands.back()); !written)
        return written;
    m_out.raw(" END"_L1);
    m_insideSum = insideSum;
    return {};
}

} // namespace quoin::sql
