// SPDX-License-Identifier: MIT
#include <quoin/query/shapecache_p.h>

namespace quoin {

ShapeCache &ShapeCache::of(Connection &connection)
{
    static const char attachmentKey = 0;
    std::shared_ptr<void> &kept = connection.attachment(&attachmentKey);
    if (!kept)
        kept = std::make_shared<ShapeCache>(connection);
    return *static_cast<ShapeCache *>(kept.get());
}

const sql::ShapeStatement *ShapeCache::find(const sql::Shape &shape)
{
    if (!shape.isCacheable()) { // more than its key decides about its text
        StatementCounters::add(m_counters->shapeMisses);
        return nullptr;
    }
    const QByteArrayView key = shape.key();
    const auto found = m_byKey.constFind(QByteArray::fromRawData(key.data(), key.size()));
    if (found == m_byKey.cend() || !(*found)->statement) {
        StatementCounters::add(m_counters->shapeMisses);
        return nullptr;
    }
    StatementCounters::add(m_counters->shapeHits);
    m_recent.splice(m_recent.begin(), m_recent, *found);
    return &*m_recent.front().statement;
}

void ShapeCache::learn(const sql::Shape &shape, const sql::Compiled &compiled, const dialect::Dialect &dialect)
{
    if (m_capacity <= 0 || !shape.isCacheable())
        return;
    const QByteArray key = shape.key().toByteArray();
    if (m_byKey.contains(key)) // a value that did not fit its column
        return;
    if (int(m_recent.size()) >= m_capacity) {
        m_byKey.remove(m_recent.back().key);
        m_recent.pop_back();
        StatementCounters::add(m_counters->shapes, qint64(-1));
    }
    m_recent.push_front({ key, sql::ShapeStatement::learn(shape, compiled, dialect) });
    m_byKey.insert(key, m_recent.begin());
    StatementCounters::add(m_counters->shapes);
}

} // namespace quoin
