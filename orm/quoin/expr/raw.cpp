// SPDX-License-Identifier: MIT
#include <quoin/expr/raw.h>

namespace quoin::expr {

NodePtr rawCall(const Function &function, const QString &sql, std::vector<NodePtr> operands)
{
    Node node = *call(function, std::move(operands));
    if (node.kind == NodeKind::Call)
        node.path = sql.toUtf8();
    return std::make_shared<const Node>(std::move(node));
}

} // namespace quoin::expr
