// SPDX-License-Identifier: MIT
#include <quoin/meta/columntype.h>

#include <QtCore/qhash.h>

#include <mutex>

namespace quoin {

namespace {

struct ColumnTypes
{
    std::mutex mutex;
    QHash<int, const ColumnTypeInfo *> byType; // never removed: models keep pointers
};

ColumnTypes &columnTypes()
{
    static auto *instance = new ColumnTypes; // registered before main() and used until the very end
    return *instance;
}

} // namespace

void registerColumnType(const ColumnTypeInfo &info)
{
    ColumnTypes &types = columnTypes();
    const std::scoped_lock lock(types.mutex);
    if (!types.byType.contains(info.type.id()))
        types.byType.insert(info.type.id(), new ColumnTypeInfo(info));
}

const ColumnTypeInfo *findColumnType(QMetaType type)
{
    if (!type.isValid())
        return nullptr;
    ColumnTypes &types = columnTypes();
    const std::scoped_lock lock(types.mutex);
    return types.byType.value(type.id());
}

} // namespace quoin
