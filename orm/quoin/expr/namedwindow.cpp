// SPDX-License-Identifier: MIT
// Windows by name: what the templates of window.h check when they are compiled.
#include <quoin/expr/named_p.h>
#include <quoin/expr/namednode_p.h>

using namespace Qt::StringLiterals;

namespace quoin::expr {

namespace {

Error invalid(const QString &message) { return Error(ErrorKind::InvalidQuery, message); }

WindowFrame::Unit unitOf(NamedWindow::Unit unit)
{
    switch (unit) {
    case NamedWindow::Unit::Default: break;
    case NamedWindow::Unit::Rows: return WindowFrame::Unit::Rows;
    case NamedWindow::Unit::Range: return WindowFrame::Unit::Range;
    case NamedWindow::Unit::Groups: return WindowFrame::Unit::Groups;
    }
    return WindowFrame::Unit::Default;
}

} // namespace

Result<Named> NameResolver::window(const NamedNode &node) const
{
    NamedNode called = *node.operands.front();
    if (called.kind != NamedNode::Kind::Call)
        return invalid(u"over(): a function or an aggregate is needed before it."_s);
    const bool shifts
            = called.text.compare("lag"_L1, Qt::CaseInsensitive) == 0 || called.text.compare("lead"_L1, Qt::CaseInsensitive) == 0;
    if (shifts && called.operands.size() == 1)
        called.operands.push_back(valueNode(1));
    auto function = call(called, true);
    if (!function)
        return function;
    if (isRelatedAggregate(*function->node))
        return invalid(u"over(): an aggregate of related rows is a value of each row, not of the rows around it."_s);
    for (const NodePtr &operand : function->node->operands) {
        if (hasWindow(operand))
            return invalid(u"A window over a window: put the inner one into a table, asTable()."_s);
    }
    const NamedWindow &given = *node.window;
    WindowFrame frame;
    frame.partitions = given.partitions().size();
    for (const NamedOrder &order : given.orders()) {
        const bool first
                = order.nulls() == NamedOrder::Nulls::Default ? !order.isDescending() : order.nulls() == NamedOrder::Nulls::First;
        frame.orders.push_back({ order.isDescending(), first });
    }
    frame.unit = unitOf(given.unit());
    if (given.unit() != NamedWindow::Unit::Default) {
        frame.from = given.from();
        frame.to = given.to();
    }
    std::vector<NodePtr> parts;
    for (size_t i = 1; i < node.operands.size(); ++i) {
        auto part = expression(node.operands[i]);
        if (!part)
            return part;
        if (part->shape.level == Level::Window)
            return invalid(u"A window over a window: put the inner one into a table, asTable()."_s);
        if (part->shape.level == Level::Related)
            return invalid(u"over(): a row has many of these; take an aggregate of them."_s);
        parts.push_back(std::move(part->node));
    }
    function->node = windowCall(function->node, std::move(parts), std::move(frame));
    function->shape.level = Level::Window;
    return function;
}

} // namespace quoin::expr
