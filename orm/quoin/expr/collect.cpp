// SPDX-License-Identifier: MIT
#include <quoin/expr/collect.h>

namespace quoin::expr {

NodePtr collect(const Function &function, std::vector<NodePtr> operands, const Order &order, std::vector<Value> values)
{
    operands.push_back(order.node());
    values.emplace_back(order.isDescending());
    values.emplace_back(order.hasNullsFirst());
    return call(function, std::move(operands), std::move(values));
}

NodePtr toJson(NodePtr value) { return call(functionTable[functionIndex("toJson")], { std::move(value) }); }

} // namespace quoin::expr
