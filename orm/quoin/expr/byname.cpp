// SPDX-License-Identifier: MIT
#include <quoin/expr/namednode_p.h>
#include <quoin/expr/namedquery.h>
#include <quoin/expr/node.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace quoin {

namespace expr {

using Kind = NamedNode::Kind;

namespace {

/// Calls look(node) for each tree of a query; null for none.
template<class F>
void eachTree(const quoin::NamedQuery &query, F look)
{
    for (const auto &name : query.names)
        look(name.expression.node());
    for (const quoin::Q &filter : query.filters)
        look(filter.node());
    look(query.having.node());
    for (const quoin::NamedOrder &order : query.order)
        look(order.expression());
    for (const auto &join : query.joins) {
        look(join.on.node());
        if (join.rows)
            eachTree(*join.rows, look);
    }
    for (const auto &rows : { query.from, query.step }) {
        if (rows)
            eachTree(*rows, look);
    }
}

} // namespace

NamedPtr makeNamed(NamedNode node)
{
    int depth = node.query ? 0 : -1;
    quint64 size = 1;
    const auto look = [&](const NamedPtr &below) {
        if (!below)
            return;
        depth = std::max(depth, int(below->depth));
        size += below->size;
    };
    std::ranges::for_each(node.operands, look);
    look(node.filter);
    if (node.query)
        eachTree(*node.query, look);
    node.depth = quint16(std::min(depth + 1, maximumDepth + 1));
    node.size = quint32(std::min<quint64>(size, maximumSize + 1));
    if (node.depth > maximumDepth || node.size > maximumSize)
        node = { .kind = Kind::TooDeep, .depth = maximumDepth };
    return std::make_shared<const NamedNode>(std::move(node));
}

NamedPtr combineNamed(Kind kind, const NamedPtr &left, const NamedPtr &right)
{
    if (!left || !right) // no condition and anything: that one; no condition or anything: no condition
        return kind == Kind::Or ? nullptr : left ? left : right;
    // Flat as the typed one, and as there long lists are not copied again and again.
    constexpr size_t longestCopy = 1024;
    NamedNode node { .kind = kind };
    for (const NamedPtr &side : { left, right }) {
        if (side->kind == kind && side->operands.size() < longestCopy)
            node.operands.insert(node.operands.end(), side->operands.begin(), side->operands.end());
        else
            node.operands.push_back(side);
    }
    return makeNamed(std::move(node));
}

NamedPtr valueNode(const QVariant &value)
{
    if (value.metaType() == QMetaType::fromType<quoin::NamedExpression>())
        return value.value<quoin::NamedExpression>().node();
    return makeNamed({ .kind = Kind::Value, .value = value });
}

quoin::NamedExpression namedArithmetic(QStringView sign, const NamedOperand &left, const NamedOperand &right)
{
    return quoin::NamedExpression(
            makeNamed({ .kind = Kind::Arithmetic, .text = sign.toString(), .operands = { left.node(), right.node() } }));
}

namespace {

/// "no condition" where a tree needs a node.
NamedPtr conditionNode(const NamedPtr &node) { return node ? node : makeNamed({ .kind = Kind::And }); }

} // namespace

} // namespace expr

using expr::makeNamed;
using Kind = expr::NamedNode::Kind;

NamedExpression::NamedExpression() : m_node(makeNamed({})) { }

NamedExpression NamedExpression::distinct() const
{
    expr::NamedNode node = *m_node;
    node.distinct = true;
    return NamedExpression(makeNamed(std::move(node)));
}

NamedExpression NamedExpression::filter(const Q &condition) const
{
    expr::NamedNode node = *m_node;
    node.filter = expr::combineNamed(Kind::And, node.filter, condition.node());
    return NamedExpression(makeNamed(std::move(node)));
}

NamedExpression NamedExpression::over(const NamedWindow &window) const
{
    expr::NamedNode node { .kind = Kind::Over, .operands = { m_node } };
    node.operands.insert(node.operands.end(), window.partitions().begin(), window.partitions().end());
    for (const NamedOrder &order : window.orders())
        node.operands.push_back(order.expression());
    node.window = std::make_shared<const NamedWindow>(window);
    return NamedExpression(makeNamed(std::move(node)));
}

NamedWindow NamedWindow::divided(std::vector<expr::NamedPtr> partitions) const
{
    NamedWindow copy = *this;
    copy.m_partitions = std::move(partitions);
    return copy;
}

NamedWindow NamedWindow::ordered(const std::vector<NamedOrder> &orders) const
{
    NamedWindow copy = *this;
    copy.m_orders = orders;
    return copy;
}

NamedWindow NamedWindow::framed(Unit unit, std::optional<qint64> from, std::optional<qint64> to) const
{
    NamedWindow copy = *this;
    copy.m_unit = unit;
    copy.m_from = from;
    copy.m_to = to;
    return copy;
}

NamedOrder NamedExpression::asc() const { return NamedOrder(*this); }

NamedOrder NamedExpression::desc() const { return NamedOrder(*this, true); }

NamedOperand::NamedOperand(const QVariant &value) : m_node(expr::valueNode(value)) { }

F::F(QStringView path) : NamedExpression(makeNamed({ .kind = Kind::Reference, .text = path.toString() })) { }

OuterRef::OuterRef(QStringView path, int levels)
    : NamedExpression(makeNamed({ .kind = Kind::Outer, .levels = levels, .text = path.toString() }))
{ }

Q exists(const NamedQuery &query)
{
    return Q(makeNamed({ .kind = Kind::Exists, .query = std::make_shared<const NamedQuery>(query) }));
}

NamedExpression subquery(const NamedQuery &query)
{
    return NamedExpression(makeNamed({ .kind = Kind::Subquery, .query = std::make_shared<const NamedQuery>(query) }));
}

Q::Q(QStringView lookup, const NamedOperand &value)
    : m_node(makeNamed({ .kind = Kind::Lookup, .text = lookup.toString(), .operands = { value.node() } }))
{ }

Q::Q(const NamedExpression &expression, QStringView lookup, const NamedOperand &value)
    : m_node(makeNamed({ .kind = Kind::Lookup, .text = lookup.toString(), .operands = { expression.node(), value.node() } }))
{ }

Q operator&&(const Q &a, const Q &b) { return Q(expr::combineNamed(Kind::And, a.m_node, b.m_node)); }

Q operator||(const Q &a, const Q &b) { return Q(expr::combineNamed(Kind::Or, a.m_node, b.m_node)); }

Q operator!(const Q &a) { return Q(makeNamed({ .kind = Kind::Not, .operands = { expr::conditionNode(a.m_node) } })); }

NamedOrder::NamedOrder(QStringView text)
{
    QStringView path = text.trimmed();
    if (path.startsWith(u'-') || path.startsWith(u'+')) {
        m_descending = path.startsWith(u'-');
        path = path.sliced(1);
    }
    for (const auto &[ending, nulls] : { std::pair(" nulls first"_L1, Nulls::First), std::pair(" nulls last"_L1, Nulls::Last) }) {
        if (path.endsWith(ending, Qt::CaseInsensitive)) {
            m_nulls = nulls;
            path = path.chopped(ending.size()).trimmed();
            break;
        }
    }
    m_expression = F(path).node();
}

NamedWhen NamedWhen::when(const Q &condition, const NamedOperand &value) const
{
    NamedWhen copy = *this;
    copy.m_branches.push_back(expr::conditionNode(condition.node()));
    copy.m_branches.push_back(value.node());
    return copy;
}

NamedExpression NamedWhen::otherwise(const NamedOperand &value) const
{
    std::vector<expr::NamedPtr> operands = m_branches;
    operands.push_back(value.node());
    return NamedExpression(makeNamed({ .kind = Kind::Case, .operands = std::move(operands) }));
}

NamedExpression fn(QStringView name, const std::vector<NamedOperand> &arguments)
{
    std::vector<expr::NamedPtr> operands;
    operands.reserve(arguments.size());
    for (const NamedOperand &argument : arguments)
        operands.push_back(argument.node());
    return NamedExpression(makeNamed({ .kind = Kind::Call, .text = name.toString(), .operands = std::move(operands) }));
}

NamedExpression namedValue(const NamedOperand &value) { return NamedExpression(value.node()); }

NamedExpression operator-(const NamedExpression &operand)
{
    return NamedExpression(makeNamed({ .kind = Kind::Arithmetic, .text = u"-"_s, .operands = { operand.node() } }));
}

} // namespace quoin
