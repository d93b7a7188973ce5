// SPDX-License-Identifier: MIT
#include <quoin/meta/modelinfo.h>

namespace quoin {

ModelInfo::ModelInfo() = default;
ModelInfo::~ModelInfo() = default;

const FieldInfo *ModelInfo::field(QStringView property) const
{
    const auto found = m_byProperty.constFind(property.toString());
    return found == m_byProperty.cend() ? nullptr : &fields.at(*found);
}

QStringList ModelInfo::propertyNames() const
{
    QStringList names;
    for (const FieldInfo &field : fields)
        names.append(field.property);
    return names;
}

const FieldInfo *ModelInfo::fieldByColumn(QStringView column) const
{
    const auto found = m_byColumn.constFind(column.toString());
    return found == m_byColumn.cend() ? nullptr : &fields.at(*found);
}

const RelationInfo *ModelInfo::relation(QStringView property) const
{
    if (const FieldInfo *found = field(property))
        return found->relation ? &*found->relation : nullptr;
    for (const RelationInfo &relation : relations) {
        if (relation.property == property)
            return &relation;
    }
    return nullptr;
}

const FieldInfo *ModelInfo::autoIncrementField() const
{
    for (const FieldInfo *key : primaryKey) {
        if (key->generation == KeyGeneration::AutoIncrement)
            return key;
    }
    return nullptr;
}

QList<Value> ModelInfo::key(const void *object) const
{
    QList<Value> values;
    values.reserve(primaryKey.size());
    for (const FieldInfo *field : primaryKey)
        values.append(field->value(object));
    return values;
}

QList<Value> ModelInfo::values(const void *object) const
{
    QList<Value> values;
    values.reserve(fields.size());
    for (const FieldInfo &field : fields)
        values.append(field.value(object));
    return values;
}

} // namespace quoin
