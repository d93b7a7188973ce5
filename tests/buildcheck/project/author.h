// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/model.h>

namespace blog {

class Author
{
    Q_GADGET
    QUOIN_MODEL("authors", "")
    QUOIN_FIELD(qint64, id, "primaryKey")
};

} // namespace blog
