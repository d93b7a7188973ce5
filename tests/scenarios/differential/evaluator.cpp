// SPDX-License-Identifier: MIT
#include "evaluator.h"

#include "models.h"

#include <quoin/expr/function.h>
#include <quoin/expr/shape_p.h>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace quoin;
using quoin::expr::Node;
using quoin::expr::NodeKind;
using quoin::expr::NodePtr;

namespace differential {

namespace {

using Type = Value::Type;

Type typeOfField(const FieldInfo &field)
{
    // An enumeration is compared and ordered by its numbers.
    return field.type == FieldType::Enum ? Type::Int : expr::shapeOf(field, field.nullable).type;
}

const FieldInfo &keyOf(const ModelInfo &model) { return *model.primaryKey.first(); }

/// The property at the end of a path; a relation to many rows is their key.
const FieldInfo *fieldAt(const QByteArray &path, const ModelInfo &from)
{
    const ModelInfo *model = &from;
    const FieldInfo *field = nullptr;
    for (const QByteArray &step : path.split('.')) {
        const QString property = QString::fromUtf8(step);
        field = model->field(property);
        const RelationInfo *const relation = model->relation(property);
        if (relation)
            model = relation->target;
        if (!field)
            field = relation ? &keyOf(*model) : nullptr;
    }
    return field;
}

} // namespace

Evaluator::Evaluator(const Data &data) : m_data(data)
{
    for (const Table &table : data.tables) {
        for (const QList<Value> &row : table.rows)
            m_byKey[table.model].insert(*row.first().get<qint64>(), &row);
    }
}

Type Evaluator::typeOf(const NodePtr &node, const ModelInfo &model)
{
    Type type = Type::Null;
    const auto add = [&](const NodePtr &operand) { type = commonType(type, typeOf(operand, model)); };
    switch (node->kind) {
    case NodeKind::Column: {
        const FieldInfo *const field = fieldAt(node->path, model);
        return field ? typeOfField(*field) : Type::Null;
    }
    case NodeKind::Literal: return node->value.type();
    case NodeKind::Add:
    case NodeKind::Subtract:
    case NodeKind::Multiply:
    case NodeKind::Divide:
    case NodeKind::Modulo:
    case NodeKind::Negate: std::ranges::for_each(node->operands, add); return type;
    case NodeKind::Case:
        for (size_t i = 0; i < node->operands.size(); ++i) {
            if (i % 2 == 1 || i + 1 == node->operands.size())
                add(node->operands[i]);
        }
        return type;
    case NodeKind::Call:
        if (node->function->result != Type::Null)
            return node->function->result;
        for (size_t i = 0; i < node->operands.size() && (i == 0 || expr::hasCommonType(*node->function)); ++i)
            add(node->operands[i]);
        return type == Type::UInt && node->function->level == Level::Row ? Type::Int : type;
    default: return Type::Bool;
    }
}

Row Evaluator::rowWithKey(const ModelInfo &model, const Value &key) const
{
    const auto *number = key.get<qint64>();
    return { &model, number ? m_byKey.value(&model).value(*number) : nullptr };
}

Evaluator::End Evaluator::follow(const QByteArray &path, const Context &context) const
{
    // From the nearest of the rows at hand.
    Row row = context.row;
    QByteArray walked;
    for (const Bindings *bindings : { &context.aggregated, &context.found }) {
        for (auto bound = bindings->cbegin(); bound != bindings->cend(); ++bound) {
            const bool leadsOn = path == bound.key() || path.startsWith(QByteArray(bound.key() + '.'));
            if (leadsOn && bound.key().size() > walked.size()) {
                row = *bound;
                walked = bound.key();
            }
        }
    }
    const bool absent = !walked.isEmpty() && !row.values;
    if (path == walked)
        return { row, &keyOf(*row.model), {}, absent };
    const QByteArray rest = walked.isEmpty() ? path : path.sliced(walked.size() + 1);
    for (const QByteArray &step : rest.split('.')) {
        walked += (walked.isEmpty() ? "" : ".") + step;
        const FieldInfo *const field = row.model->field(QString::fromUtf8(step));
        if (!field)
            return { row, nullptr, walked, absent };
        if (walked == path)
            return { row, field, {}, absent };
        row = rowWithKey(*field->relation->target, row.values ? row.values->at(field->index) : Value());
    }
    return {};
}

std::vector<Row> Evaluator::relatedRows(const QByteArray &path, const Context &context) const
{
    const End end = follow(path, context);
    std::vector<Row> rows;
    if (end.unbound != path || !end.row.values)
        return rows;
    const RelationInfo &relation = *end.row.model->relation(QString::fromUtf8(path.mid(path.lastIndexOf('.') + 1)));
    const Value &key = end.row.values->at(keyOf(*end.row.model).index);
    if (relation.kind == RelationInfo::Kind::HasMany) {
        const FieldInfo &back = *relation.target->field(relation.inverse);
        for (const QList<Value> &row : m_data.table(*relation.target).rows) {
            if (row.at(back.index) == key)
                rows.push_back({ relation.target, &row });
        }
        return rows;
    }
    const bool fromItem = end.row.model == modelOf<Item>().value();
    for (const auto &[item, tag] : m_data.tagging) {
        if (Value(fromItem ? item : tag) == key)
            rows.push_back(rowWithKey(*relation.target, fromItem ? tag : item));
    }
    return rows;
}

std::vector<std::vector<Row>> Evaluator::groupsOf(const std::vector<Row> &rows, const std::vector<NodePtr> &groups)
{
    if (groups.empty())
        return { rows };
    std::vector<std::vector<Row>> found;
    std::vector<QList<Cell>> keys;
    for (const Row &row : rows) {
        QList<Cell> key;
        for (const NodePtr &node : groups)
            key << value(node, { .row = row });
        const auto isSame = [&](const QList<Cell> &other) {
            return std::ranges::equal(
                    key, other, [this](const Cell &a, const Cell &b) { return compareNulls(a, b, m_doubts) == 0; });
        };
        const auto at = std::ranges::find_if(keys, isSame) - keys.begin();
        if (size_t(at) == keys.size()) {
            keys.push_back(key);
            found.emplace_back();
        }
        found[size_t(at)].push_back(row);
    }
    return found;
}

QList<Order> Evaluator::orderOf(
        const expr::Select &select, bool grouped, const std::vector<NodePtr> &groups, const std::vector<NodePtr> &columns) const
{
    const bool isCut = select.limit >= 0 || select.offset > 0;
    QList<Order> order = select.order;
    const auto append = [&](const NodePtr &node) {
        const auto isSame = [&](const Order &term) { return expr::sameNode(term.node(), node); };
        if (std::ranges::none_of(order, isSame))
            order << Order(node, false);
    };
    if (grouped || select.distinct) {
        // Pages neither lose nor repeat rows.
        if (isCut)
            std::ranges::for_each(select.distinct ? columns : groups, append);
        return order;
    }
    if (order.isEmpty()) {
        for (const OrderTerm &term : select.model->ordering)
            order << Order(expr::column(term.property.toUtf8()), term.descending);
    }
    if (isCut || !order.isEmpty())
        append(expr::column(keyOf(*select.model).property.toUtf8()));
    return order;
}

void Evaluator::sort(std::vector<Entry> &entries, const QList<Order> &order, Expected &expected)
{
    const auto compared = [&](const Entry &a, const Entry &b) {
        for (qsizetype i = 0; i < order.size(); ++i) {
            const Cell &x = a.keys.at(i);
            const Cell &y = b.keys.at(i);
            if (x.isNull() != y.isNull())
                return x.isNull() == order.at(i).hasNullsFirst() ? -1 : 1;
            const int result = compareNulls(x, y, m_doubts);
            if (result != 0)
                return order.at(i).isDescending() ? -result : result;
        }
        return 0;
    };
    std::ranges::stable_sort(entries, [&](const Entry &a, const Entry &b) { return compared(a, b) < 0; });
    for (size_t i = 0; i < entries.size(); ++i) {
        if (i > 0 && compared(entries[i - 1], entries[i]) == 0)
            ++expected.runs.last();
        else
            expected.runs << 1;
    }
}

Expected Evaluator::evaluate(const expr::Select &select)
{
    Expected expected;
    m_doubts = {};
    m_unknown = false;
    m_model = select.model;
    std::vector<NodePtr> columns = select.columns;
    if (columns.empty()) {
        for (const FieldInfo &field : select.model->fields)
            columns.push_back(expr::column(field.property.toUtf8()));
    }
    const auto ordersByAggregate = [](const Order &term) { return expr::hasAggregate(term.node()); };
    const bool grouped = !select.groups.empty() || select.having || std::ranges::any_of(columns, expr::hasAggregate)
            || std::ranges::any_of(select.order, ordersByAggregate);
    std::vector<NodePtr> groups = select.groups;
    if (groups.empty() && grouped) {
        std::ranges::copy_if(columns, std::back_inserter(groups),
                [](const NodePtr &column) { return column->kind != NodeKind::Literal && !expr::hasAggregate(column); });
    }

    std::vector<Row> rows;
    const bool isCut = select.limit >= 0 || select.offset > 0;
    for (const QList<Value> &values : m_data.table(*select.model).rows) {
        const Row row { select.model, &values };
        const Truth chosen = select.where ? holds(select.where, { .row = row }) : Truth::True;
        if (chosen == Truth::True)
            rows.push_back(row);
        if (chosen == Truth::Failed)
            (isCut ? m_doubts.unclear : expected.mustFail) = true;
    }

    const QList<Order> order = orderOf(select, grouped, groups, columns);
    std::vector<Entry> entries;
    const auto add = [&](const Context &context) {
        Entry entry;
        for (const NodePtr &column : columns)
            entry.cells << value(column, context);
        for (const Order &term : order)
            entry.keys << value(term.node(), context);
        const auto isSame = [&](const Entry &other) {
            return std::ranges::equal(
                    entry.cells, other.cells, [this](const Cell &a, const Cell &b) { return compareNulls(a, b, m_doubts) == 0; });
        };
        if (!select.distinct || std::ranges::none_of(entries, isSame))
            entries.push_back(entry);
    };
    if (!grouped) {
        for (const Row &row : rows)
            add({ .row = row });
    } else {
        for (const std::vector<Row> &group : groupsOf(rows, groups)) {
            const Context context {
                .row = group.empty() ? Row { select.model } : group.front(), .group = &group, .groups = &groups
            };
            const Truth chosen = select.having ? holds(select.having, context) : Truth::True;
            if (chosen == Truth::True)
                add(context);
            if (chosen == Truth::Failed)
                (isCut ? m_doubts.unclear : expected.mustFail) = true;
        }
    }

    sort(entries, order, expected);
    const auto from = std::min(size_t(select.offset), entries.size());
    const auto count = select.limit < 0 ? entries.size() - from : std::min(size_t(select.limit), entries.size() - from);
    if (isCut)
        expected.runs = QList<qsizetype>(qsizetype(count), 1);
    for (size_t i = from; i < from + count; ++i) {
        expected.rows << entries[i].cells;
        if (std::ranges::any_of(entries[i].cells, &Cell::failed))
            expected.mustFail = true;
    }
    expected.doubts = m_doubts;
    expected.unknown = m_unknown;
    return expected;
}

} // namespace differential
