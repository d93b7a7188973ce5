// SPDX-License-Identifier: MIT
#include <quoin/meta/relations.h>

#include <quoin/meta/modelinfo.h>

namespace quoin {

RelationPeers::~RelationPeers() = default;

void RelationPeers::fewLeft() noexcept { }

Value relationKey(const Result<const ModelInfo *> &model, const void *object)
{
    // Null for a model that is wrong, whose use says so, and for a composite key, which no relation can point at.
    if (!model || (*model)->primaryKey.size() != 1)
        return {};
    return (*model)->primaryKey.constFirst()->value(object);
}

Value ForeignKeyBase::givenKey(const RelationInfo &relation) const
{
    const FieldInfo *target = relation.target ? relation.target->field(relation.targetField) : nullptr;
    return target && m_object ? target->value(m_object.get()) : m_key;
}

} // namespace quoin
