// SPDX-License-Identifier: MIT
#include "shrinker.h"

#include <quoin/expr/namednode_p.h>

#include <QtCore/qdeadlinetimer.h>

#include <algorithm>

using namespace quoin;
using namespace Qt::StringLiterals;
using quoin::expr::NamedNode;
using quoin::expr::NamedPtr;

namespace differential {

namespace {

using Kind = NamedNode::Kind;

NamedPtr made(NamedNode node) { return std::make_shared<const NamedNode>(std::move(node)); }

QList<QVariant> simplerValues(const QVariant &value)
{
    QList<QVariant> simpler;
    switch (value.typeId()) {
    case QMetaType::Int:
    case QMetaType::LongLong: {
        const qint64 number = value.toLongLong();
        for (const qint64 other : { qint64(0), qint64(1), number / 2 }) {
            if (std::abs(double(other)) < std::abs(double(number)))
                simpler << other;
        }
        break;
    }
    case QMetaType::Double:
        for (const double other : { 0.0, 1.0, std::trunc(value.toDouble()) }) {
            if (std::abs(other) < std::abs(value.toDouble()))
                simpler << other;
        }
        break;
    case QMetaType::QString: {
        const QString text = value.toString();
        for (qsizetype i = 0; i < text.size(); ++i) {
            const bool isPair = text[i].isSurrogate();
            simpler << QString(text).remove(i, isPair ? 2 : 1);
            i += isPair;
        }
        break;
    }
    case QMetaType::QVariantList: {
        const QVariantList list = value.toList();
        for (qsizetype i = 0; i < list.size(); ++i) {
            QVariantList shorter = list;
            shorter.removeAt(i);
            simpler << QVariant(shorter);
        }
        break;
    }
    default: break;
    }
    return simpler;
}

/// Everything that is one step simpler than the node.
QList<NamedPtr> simplerNodes(const NamedPtr &node)
{
    QList<NamedPtr> simpler;
    if (!node)
        return simpler;
    const bool isList = node->kind == Kind::And || node->kind == Kind::Or;
    if (node->kind == Kind::Call || node->kind == Kind::Arithmetic || node->kind == Kind::Not || isList)
        std::ranges::copy(node->operands, std::back_inserter(simpler));
    if (node->kind == Kind::Case) {
        for (size_t i = 0; i < node->operands.size(); ++i) {
            if (i % 2 == 1 || i + 1 == node->operands.size())
                simpler << node->operands[i];
        }
    }
    const auto without = [&](size_t at, size_t count) {
        NamedNode copy = *node;
        copy.operands.erase(copy.operands.begin() + qsizetype(at), copy.operands.begin() + qsizetype(at + count));
        simpler << made(std::move(copy));
    };
    for (size_t i = 0; isList && node->operands.size() > 1 && i < node->operands.size(); ++i)
        without(i, 1);
    for (size_t i = 0; node->kind == Kind::Case && node->operands.size() > 3 && i + 2 < node->operands.size(); i += 2)
        without(i, 2);
    if (node->kind == Kind::Call && node->operands.size() > 1)
        without(node->operands.size() - 1, 1);
    if (node->distinct || node->filter) {
        NamedNode copy = *node;
        copy.distinct = false;
        simpler << made(copy);
        copy = *node;
        copy.filter = {};
        simpler << made(std::move(copy));
    }
    for (size_t i = 0; i < node->operands.size(); ++i) {
        for (const NamedPtr &inner : simplerNodes(node->operands[i])) {
            NamedNode copy = *node;
            copy.operands[i] = inner;
            simpler << made(std::move(copy));
        }
    }
    for (const NamedPtr &inner : simplerNodes(node->filter)) {
        NamedNode copy = *node;
        copy.filter = inner;
        simpler << made(std::move(copy));
    }
    for (const QVariant &value : node->kind == Kind::Value ? simplerValues(node->value) : QList<QVariant>()) {
        NamedNode copy = *node;
        copy.value = value;
        simpler << made(std::move(copy));
    }
    return simpler;
}

NamedOrder ordered(const NamedOrder &order, const NamedPtr &expression)
{
    const NamedOrder copy(quoin::NamedExpression(expression), order.isDescending());
    switch (order.nulls()) {
    case NamedOrder::Nulls::First: return copy.nullsFirst();
    case NamedOrder::Nulls::Last: return copy.nullsLast();
    case NamedOrder::Nulls::Default: break;
    }
    return copy;
}

class QueryShrinker
{
public:
    explicit QueryShrinker(Case asked) : m_asked(std::move(asked)) { }

    /// Without a part of it.
    QList<Case> shorter()
    {
        leaveOut();
        return m_simpler;
    }
    /// With a simpler part.
    QList<Case> simpler()
    {
        simplify();
        return m_simpler;
    }

private:
    template<class Change>
    void add(const Change &change)
    {
        Case copy = m_asked;
        change(copy);
        m_simpler << copy;
    }
    template<class List>
    void leaveOutOf(List NamedQuery::*list)
    {
        for (qsizetype i = 0; i < (m_asked.query.*list).size(); ++i)
            add([&](Case &copy) { (copy.query.*list).removeAt(i); });
    }
    void leaveOut()
    {
        leaveOutOf(&NamedQuery::filters);
        leaveOutOf(&NamedQuery::order);
        leaveOutOf(&NamedQuery::groups);
        for (qsizetype i = 0; i < m_asked.totals.size() && m_asked.totals.size() > 1; ++i)
            add([&](Case &copy) { copy.totals.removeAt(i); });
        // A name, and where it is used.
        for (qsizetype i = 0; i < m_asked.query.names.size(); ++i) {
            add([&](Case &copy) {
                copy.query.values.removeAll(copy.query.names.at(i).name);
                copy.query.groups.removeAll(copy.query.names.at(i).name);
                copy.query.names.removeAt(i);
            });
        }
        leaveOutOf(&NamedQuery::values);
        if (m_asked.query.having.node())
            add([](Case &copy) { copy.query.having = Q(); });
        if (m_asked.query.distinct)
            add([](Case &copy) { copy.query.distinct = false; });
        if (m_asked.query.offset > 0)
            add([](Case &copy) { copy.query.offset = 0; });
        if (m_asked.query.limit)
            add([](Case &copy) { copy.query.limit.reset(); });
        if (m_asked.query.values.isEmpty() && m_asked.totals.isEmpty())
            add([](Case &copy) { copy.query.values << u"id"_s; });
    }
    void simplify()
    {
        const NamedQuery &query = m_asked.query;
        for (qsizetype i = 0; i < query.filters.size(); ++i) {
            for (const NamedPtr &node : simplerNodes(query.filters.at(i).node()))
                add([&](Case &copy) { copy.query.filters[i] = Q(node); });
        }
        for (const NamedPtr &node : simplerNodes(query.having.node()))
            add([&](Case &copy) { copy.query.having = Q(node); });
        for (qsizetype i = 0; i < query.names.size(); ++i) {
            for (const NamedPtr &node : simplerNodes(query.names.at(i).expression.node()))
                add([&](Case &copy) { copy.query.names[i].expression = quoin::NamedExpression(node); });
        }
        for (qsizetype i = 0; i < query.order.size(); ++i) {
            for (const NamedPtr &node : simplerNodes(query.order.at(i).expression()))
                add([&](Case &copy) { copy.query.order[i] = ordered(query.order.at(i), node); });
        }
        for (qsizetype i = 0; i < m_asked.totals.size(); ++i) {
            for (const NamedPtr &node : simplerNodes(m_asked.totals.at(i).second.node()))
                add([&](Case &copy) { copy.totals[i].second = quoin::NamedExpression(node); });
        }
    }

    const Case m_asked;
    QList<Case> m_simpler;
};

/// What a property that must not be NULL has when it does not matter.
Value plainest(const FieldInfo &field)
{
    using schema::TypeKind;
    if (field.type == FieldType::Enum)
        return field.enumValues.first();
    switch (field.columnType.kind) {
    case TypeKind::Bool: return false;
    case TypeKind::UInt64: return quint64(0);
    case TypeKind::Double: return 0.0;
    case TypeKind::Decimal: return Value(Decimal());
    case TypeKind::Date: return QDate(2000, 1, 1);
    case TypeKind::Time: return QTime(0, 0);
    case TypeKind::DateTime: return QDateTime(QDate(2000, 1, 1), QTime(0, 0), Qt::UTC);
    case TypeKind::Uuid: return QUuid();
    case TypeKind::String:
    case TypeKind::Text: return u""_s;
    default: return 0;
    }
}

class DataShrinker
{
public:
    DataShrinker(Example &example, const std::function<bool(const Example &)> &fails, const QDeadlineTimer &deadline)
        : m_example(example), m_fails(fails), m_deadline(deadline)
    { }

    bool leaveOut()
    {
        leaveOutRows();
        leaveOutTags();
        return m_changed;
    }
    bool simplify()
    {
        simplifyValues();
        return m_changed;
    }

private:
    bool accept(Data data)
    {
        if (m_deadline.hasExpired())
            return false;
        Example candidate { std::move(data), m_example.asked };
        if (!m_fails(candidate))
            return false;
        m_example = std::move(candidate);
        m_changed = true;
        return true;
    }
    /// Many at once first, then one by one.
    void leaveOutRows()
    {
        for (qsizetype table = m_example.data.tables.size() - 1; table >= 0; --table) {
            const auto rows = [&] { return m_example.data.tables.at(table).rows.size(); };
            for (qsizetype chunk = rows(); chunk > 0; chunk /= 2) {
                for (qsizetype from = 0; from < rows();) {
                    Data data = m_example.data;
                    for (qsizetype i = std::min(rows(), from + chunk) - 1; i >= from; --i)
                        data = data.without(table, std::min(i, data.tables.at(table).rows.size() - 1));
                    if (!accept(std::move(data)))
                        from += chunk;
                }
            }
        }
    }
    void leaveOutTags()
    {
        for (qsizetype i = m_example.data.tagging.size() - 1; i >= 0; --i) {
            Data data = m_example.data;
            data.tagging.removeAt(i);
            accept(std::move(data));
        }
    }
    void simplifyValues()
    {
        for (qsizetype table = 0; table < m_example.data.tables.size(); ++table) {
            const ModelInfo &model = *m_example.data.tables.at(table).model;
            for (qsizetype row = 0; row < m_example.data.tables.at(table).rows.size(); ++row) {
                for (const FieldInfo &field : model.fields) {
                    const Value simple = field.nullable ? Value() : plainest(field);
                    const Value &is = m_example.data.tables.at(table).rows.at(row).at(field.index);
                    if (field.primaryKey || is == simple || (field.relation && !field.nullable))
                        continue;
                    Data data = m_example.data;
                    data.tables[table].rows[row][field.index] = simple;
                    accept(std::move(data));
                }
            }
        }
    }

    Example &m_example;
    const std::function<bool(const Example &)> &m_fails;
    const QDeadlineTimer &m_deadline;
    bool m_changed = false;
};

bool shrinkQuery(Example &example, const std::function<bool(const Example &)> &fails, const QDeadlineTimer &deadline)
{
    bool changed = false;
    for (bool again = true; again && !deadline.hasExpired();) {
        const auto isAccepted = [&](const Case &asked) {
            Example candidate { example.data, asked };
            if (deadline.hasExpired() || !fails(candidate))
                return false;
            example = std::move(candidate);
            return true;
        };
        again = std::ranges::any_of(QueryShrinker(example.asked).shorter(), isAccepted)
                || std::ranges::any_of(QueryShrinker(example.asked).simpler(), isAccepted);
        changed = changed || again;
    }
    return changed;
}

} // namespace

Example shrunk(Example example, const std::function<bool(const Example &)> &fails)
{
    const QDeadlineTimer deadline(30'000);
    // Rows first: with few of them everything else is fast.
    for (bool again = true; again && !deadline.hasExpired();) {
        again = DataShrinker(example, fails, deadline).leaveOut();
        again = shrinkQuery(example, fails, deadline) || again;
        again = DataShrinker(example, fails, deadline).simplify() || again;
    }
    return example;
}

} // namespace differential
