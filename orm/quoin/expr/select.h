// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/expr/condition.h>

#include <QtCore/qlist.h>

namespace quoin {
class ModelInfo;
}

namespace quoin::expr {

/// What a query asks, before an engine is known.
struct Select
{
    const ModelInfo *model = nullptr;
    std::vector<NodePtr> columns {}; ///< Empty: all of the model's.
    NodePtr where {};
    std::vector<NodePtr> groups {}; ///< Empty: where a column is an aggregate, all the columns that are none.
    NodePtr having {};
    bool distinct = false;
    QList<Order> order {}; ///< Empty: the model's default ordering.
    qint64 limit = -1;     ///< -1: all
    qint64 offset = 0;
};

} // namespace quoin::expr
