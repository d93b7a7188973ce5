// SPDX-License-Identifier: MIT
#include <quoin/meta/relations.h>

#include <quoin/meta/modelinfo.h>

namespace quoin {

Value relationKey(const Result<const ModelInfo *> &model, const void *object)
{
    // Null for a model that is wrong, whose use says so, and for a composite key, which no relation can point at.
    if (!model || (*model)->primaryKey.size() != 1)
        return {};
    return (*model)->primaryKey.constFirst()->value(object);
}

} // namespace quoin
