// SPDX-License-Identifier: MIT
#include <quoin/expr/window.h>

namespace quoin {

expr::NodePtr Window::node(const expr::NodePtr &call) const
{
    std::vector<expr::NodePtr> parts = m_partitions;
    expr::WindowFrame frame = m_frame;
    frame.partitions = m_partitions.size();
    for (const Order &order : m_orders) {
        parts.push_back(order.node());
        frame.orders.push_back({ order.isDescending(), order.hasNullsFirst() });
    }
    return expr::windowCall(call, std::move(parts), std::move(frame));
}

Window Window::framed(expr::WindowFrame::Unit unit, FrameBound from, FrameBound to) const
{
    Window copy = *this;
    copy.m_frame.unit = unit;
    copy.m_frame.from = from.offset();
    copy.m_frame.to = to.offset();
    return copy;
}

} // namespace quoin
