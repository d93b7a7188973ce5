// SPDX-License-Identifier: MIT
// JSON, lists, collections and the like: functions that are not a matter of spelling.
#include <quoin/expr/function.h>
#include <quoin/sql/comparison_p.h>
#include <quoin/sql/expressions_p.h>

#include <QtCore/qregularexpression.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace quoin::sql {

using expr::Form;
using expr::Node;

namespace {

/// \a name, in the rows of one table.
template<class T, size_t N>
T named(const std::array<std::pair<std::string_view, T>, N> &rows, std::string_view name)
{
    const auto found = std::ranges::find(rows, name, &std::pair<std::string_view, T>::first);
    return found->second;
}

constexpr std::array jsonNames {
    std::pair { std::string_view("jsonAt"), dialect::JsonAs::Json },
    std::pair { std::string_view("jsonText"), dialect::JsonAs::Text },
    std::pair { std::string_view("jsonInteger"), dialect::JsonAs::Integer },
    std::pair { std::string_view("jsonDouble"), dialect::JsonAs::Double },
    std::pair { std::string_view("jsonBool"), dialect::JsonAs::Bool },
    std::pair { std::string_view("jsonIsNull"), dialect::JsonAs::IsNull },
};

constexpr std::array listNames {
    std::pair { std::string_view("listContains"), dialect::ListTest::Contains },
    std::pair { std::string_view("listContainsAll"), dialect::ListTest::ContainsAll },
    std::pair { std::string_view("listContainedBy"), dialect::ListTest::ContainedBy },
    std::pair { std::string_view("listOverlaps"), dialect::ListTest::Overlaps },
};

Result<void> checkPath(const std::vector<Value> &path)
{
    constexpr qint64 most = 1'000'000'000;
    for (const Value &step : path) {
        if (const auto *index = step.get<qint64>(); index && (*index < 0 || *index > most))
            return Error(ErrorKind::InvalidQuery, u"at(%1): elements are counted from 0."_s.arg(*index))
                    .setHint(u"No engine but one counts from the end: length() tells how many there are."_s);
    }
    return {};
}

} // namespace

Result<void> ExpressionWriter::writeDocument(const Node &node)
{
    const expr::NodePtr &operand = node.operands.front();
    const auto document = writing([this, &operand] { return write(operand); });
    const dialect::Syntax &syntax = m_out.syntax();
    const bool sensitive = m_sensitive || typeOf(operand).sensitive;
    std::vector<Value> path = node.values;
    Result<void> written;
    switch (node.function->form) {
    case Form::JsonPath:
        written = checkPath(path);
        if (written)
            written = syntax.jsonAt(m_out, named(jsonNames, node.function->name), path, document, sensitive);
        break;
    case Form::JsonContains: {
        const JsonText json = *path.back().get<JsonText>();
        path.pop_back();
        written = checkPath(path);
        if (written)
            written = syntax.jsonContains(m_out, node.function->name == "jsonContainedBy", path, document, json, sensitive);
        break;
    }
    case Form::ListTest:
    case Form::ListElement: {
        const schema::ColumnType type = typeOf(operand).column;
        if (type.kind != schema::TypeKind::Array)
            return Error(ErrorKind::InvalidQuery,
                    u"%1() takes a list that is a property."_s.arg(
                            QString::fromLatin1(node.function->name.data(), qsizetype(node.function->name.size()))));
        if (node.function->form == Form::ListTest) {
            written = syntax.listTest(
                    m_out, named(listNames, node.function->name), *type.element, document, *path.front().list(), sensitive);
            break;
        }
        written = checkPath(path);
        if (written)
            written = syntax.listAt(m_out, *type.element, document, *path.front().get<qint64>());
        break;
    }
    default: break;
    }
    if (auto inside = result(); !inside)
        return inside;
    return written;
}

Result<void> ExpressionWriter::writeForm(const Node &node)
{
    switch (node.function->form) {
    case Form::Collect: return writeCollection(node);
    case Form::Grouping:
        for (size_t i = 0; i < node.operands.size(); ++i) {
            m_out.raw(i == 0 ? "GROUPING("_L1 : ", "_L1);
            if (auto written = write(node.operands[i]); !written)
                return written;
        }
        m_out.raw(")"_L1);
        return {};
    case Form::User: return writeUserCall(node);
    case Form::Distance: {
        const int dimensions = typeOf(node.operands[0]).column.length;
        const auto operand = [&](size_t at) { return writing([this, &node, at] { return write(node.operands[at]); }); };
        if (dimensions > 0 && m_out.syntax().distance(m_out, node.function->name, dimensions, operand(0), operand(1)))
            return result();
        return writeSpelled(node);
    }
    case Form::Search: {
        QStringList words;
        for (const Value &word : node.values)
            words << *word.get<QString>();
        if (words.isEmpty()) {
            m_out.raw("1 = 1"_L1);
            return {};
        }
        const auto text = writing([&] { return write(node.operands.front()); });
        auto written = m_out.syntax().search(m_out, text, words, m_sensitive);
        auto inside = result();
        return inside ? written : inside;
    }
    default: return writeDocument(node);
    }
}

Result<void> ExpressionWriter::writeCollection(const Node &node)
{
    using Kind = dialect::Collection::Kind;
    const std::string_view name = node.function->name;
    const Kind kind = name == "stringAgg" ? Kind::Text : name == "jsonArrayAgg" ? Kind::JsonArray : Kind::JsonObject;
    const expr::NodePtr &order = node.operands.back();
    if (m_window)
        return unsupported(u"%1() over a window"_s.arg(QLatin1StringView(name.data(), qsizetype(name.size()))),
                "No engine collects values in an order there: read the rows and collect in the program.");
    if (node.distinct && (kind != Kind::Text || !expr::sameNode(order, node.operands.front())))
        return Error(ErrorKind::InvalidQuery, u"Only the texts of stringAgg() in their own order can be collected once each."_s);
    const size_t count = node.values.size();
    dialect::Collection collection { .kind = kind,
        .value = writing([&] { return write(node.operands.front()); }),
        .order = writing([&] { return writeComparable(order); }),
        .descending = *node.values[count - 2].get<bool>(),
        .nullsFirst = *node.values[count - 1].get<bool>(),
        .nullable = typeOf(order).nullable,
        .distinct = node.distinct,
        .sensitive = m_sensitive };
    if (kind == Kind::Text)
        collection.separator = *node.values.front().get<QString>();
    if (kind == Kind::JsonObject)
        collection.key = writing([&] { return write(node.operands[1]); });
    if (node.filter)
        collection.filter = writing([&] { return ConditionWriter(m_out, m_joins, m_dialect).write(node.filter); });
    auto written = m_out.syntax().collect(m_out, collection);
    auto inside = result();
    return inside ? written : inside;
}

Result<void> ExpressionWriter::writeUserCall(const Node &node)
{
    static const QRegularExpression sound(u"^[A-Za-z_][A-Za-z0-9_]*(?:\\.[A-Za-z_][A-Za-z0-9_]*)?$"_s);
    const QString &name = *node.values.front().get<QString>();
    if (!sound.match(name).hasMatch() || name.endsWith(u'\n'))
        return Error(ErrorKind::InvalidQuery, u"\"%1\" cannot be the name of a function."_s.arg(name))
                .setHint(
                        u"It is letters from A to Z, digits and _, with a schema before a point if needed; arguments are bound, not written into it."_s);
    m_out.raw(name).raw("("_L1);
    for (size_t i = 0; i < node.operands.size(); ++i) {
        m_out.raw(i == 0 ? ""_L1 : ", "_L1);
        if (auto written = write(node.operands[i]); !written)
            return written;
    }
    m_out.raw(")"_L1);
    return {};
}

Result<void> ExpressionWriter::writeComparable(const expr::NodePtr &operand)
{
    const ValueType type = typeOf(operand);
    const auto plain = writing([&] { return write(operand); });
    if (operand->kind != expr::NodeKind::Column) {
        m_out.syntax().comparable(m_out, comparedAs(type), plain);
        return result();
    }
    const FieldInfo &field = *m_joins.column(operand->path).field;
    if (auto sound = checkOrdered(field); !sound)
        return sound;
    writeOrdered(m_out, field, type.column, plain);
    return result();
}

} // namespace quoin::sql
