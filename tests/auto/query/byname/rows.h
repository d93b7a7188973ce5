// SPDX-License-Identifier: MIT
#pragma once

#include <models/shop.h>

namespace byname {

/// Rows of queries of products.
class Stock
{
    Q_GADGET
    QUOIN_MODEL("stocks", "rows")
    QUOIN_FIELD(quoin::ForeignKey<shop::Category>, category, "")
    QUOIN_FIELD(qint64, products, "")
};

class Counter
{
    Q_GADGET
    QUOIN_MODEL("counters", "rows")
    QUOIN_FIELD(qint64, number, "")
};

} // namespace byname
