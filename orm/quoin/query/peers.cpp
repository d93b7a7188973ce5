// SPDX-License-Identifier: MIT
#include <quoin/query/peers_p.h>

#include <quoin/query/query.h>
#include <quoin/query/relationloader_p.h>

#include <algorithm>
#include <map>

using namespace Qt::StringLiterals;

namespace quoin {

PeerGroup::PeerGroup(const ModelInfo &model, const RelationInfo &relation, LazyLoading mode, Lifetime lifetime)
    : RelationPeers(lifetime), m_model(model), m_relation(relation), m_mode(mode)
{ }

PeerGroup *PeerGroup::withoutPeers(const ModelInfo &model, const RelationInfo &relation, LazyLoading mode)
{
    static std::mutex mutex;
    static std::map<std::pair<const RelationInfo *, LazyLoading>, PeerGroup *> groups; // rows may outlive everything else
    const std::lock_guard lock(mutex);
    PeerGroup *&group = groups[{ &relation, mode }];
    if (!group)
        group = new PeerGroup(model, relation, mode, Lifetime::Forever);
    return group;
}

void PeerGroup::reserve(qsizetype rows)
{
    if (rows > 0)
        m_integers.reserve(size_t(rows));
}

void PeerGroup::add(const Value &key) { m_others.push_back(key); }

Value PeerGroup::keyOf(quint32 row) const
{
    if (row < m_integers.size())
        return m_integers[row];
    return row < m_others.size() ? m_others[row] : Value();
}

Error PeerGroup::forbidden() const
{
    const QString path = m_model.className + u"::"_s + m_relation.property;
    return Error(ErrorKind::Relation, u"%1 was not loaded with its row, and loading it later is forbidden here."_s.arg(path))
            .setModel(m_model.className, m_relation.property)
            .setHint(u"Add with<&%1>() to the query."_s.arg(path));
}

Result<PeerGroup::Found> PeerGroup::loadOne(const Database &database, const RowType &target, const Value &key) const
{
    KeyIndex keys;
    keys.add(key);
    auto loaded = RelationLoader(database, m_model, m_relation, target).load(keys, { .lazyLoading = m_mode });
    if (!loaded)
        return loaded.error();
    if (m_relation.isToMany())
        return Found { nullptr, loaded->lists.front() };
    return Found { loaded->objects.front(), nullptr };
}

Result<void> PeerGroup::loadAll(const Database &database, const RowType &target)
{
    m_index = {};
    std::vector<int> takers;
    const auto count = [&](int slot) {
        if (size_t(slot) == takers.size())
            takers.push_back(0);
        ++takers[size_t(slot)];
    };
    for (const qint64 key : m_integers)
        count(m_index.addInteger(key));
    for (const Value &key : m_others) {
        if (!key.isNull())
            count(m_index.add(key));
    }
    auto loaded = RelationLoader(database, m_model, m_relation, target).load(m_index, { .lazyLoading = m_mode });
    if (!loaded)
        return loaded.error();
    m_entries.clear();
    m_entries.resize(takers.size());
    m_untaken = 0;
    for (size_t slot = 0; slot < takers.size(); ++slot) {
        Entry &entry = m_entries[slot];
        entry.takers = takers[slot];
        m_untaken += entry.takers;
        if (m_relation.isToMany())
            entry.rows = std::move(loaded->lists[slot]);
        else
            entry.object = std::move(loaded->objects[slot]);
    }
    m_loaded = true;
    watch();
    return {};
}

PeerGroup::Found PeerGroup::take(int slot)
{
    Entry &entry = m_entries[size_t(slot)];
    const Found found { entry.object, entry.rows };
    if (found.object || found.rows) { // that a key leads nowhere is remembered
        --m_untaken;
        if (--entry.takers == 0)
            entry = {};
        watch();
    }
    return found;
}

/// Rows that went without taking what was loaded for them shall not leave it to those that stay.
void PeerGroup::watch()
{
    constexpr int negligible = 8;
    watchHolders(std::max(0, (m_untaken - negligible) / 2));
}

void PeerGroup::fewLeft() noexcept
{
    std::vector<Entry> gone; // destroyed without the lock: its rows may be in groups of their own
    const std::unique_lock lock(m_mutex, std::try_to_lock);
    if (!lock)
        return;
    gone.swap(m_entries);
    m_index = {};
    m_untaken = 0;
    m_loaded = false;
    watch();
}

Result<PeerGroup::Found> PeerGroup::find(const Database &database, const RowType &target, const Value &key)
{
    if (m_mode == LazyLoading::Forbidden)
        return forbidden();
    if (key.isNull())
        return Found {};
    std::unique_lock lock(m_mutex);
    const bool alone = m_mode == LazyLoading::Single || count() == 0 || holders() <= 1;
    if (!m_loaded && alone) {
        lock.unlock();
        return loadOne(database, target, key);
    }
    if (!m_loaded) { // the others of other threads wait: it is loaded for them, too
        if (auto loaded = loadAll(database, target); !loaded)
            return loaded.error();
    }
    const int slot = m_index.find(key);
    if (slot < 0 || m_entries[size_t(slot)].takers == 0)
        return loadOne(database, target, key);
    return take(slot);
}

Result<void> PeerGroup::load(const Database &database, const RowType &target, const ForeignKeyBase &reference)
{
    auto found = find(database, target, reference.keyFor(m_relation));
    if (!found)
        return found.error();
    if (!found->object)
        return {};
    RelationAccess::setObject(reference, std::move(found->object));
    // It has no use for its peers any more; what relation it is stays known, for the case that it gets another key.
    RelationAccess::setPeers(reference, withoutPeers(m_model, m_relation, m_mode));
    return {};
}

Result<void> PeerGroup::load(const Database &database, const RowType &target, const ToManyBase &relation)
{
    static const auto none = std::make_shared<const RelatedRows>();
    auto found = find(database, target, keyOf(RelationAccess::row(relation)));
    if (!found)
        return found.error();
    RelationAccess::setRows(relation, found->rows ? std::move(found->rows) : none, true);
    return {};
}

namespace {

bool isEager(const Loads &eager, const QString &property)
{
    return std::ranges::any_of(eager, [&](const Load &load) {
        return property == QLatin1StringView(load.step.property.data(), qsizetype(load.step.property.size()));
    });
}

bool hasToOne(const ModelInfo &model)
{
    return std::ranges::any_of(model.fields, [](const FieldInfo &field) { return field.relation.has_value(); });
}

} // namespace

ResultPeers::ResultPeers(const ModelInfo &model, LazyLoading mode, const Loads &eager, Rows rows) : m_model(model), m_mode(mode)
{
    if (hasToOne(model))
        m_toOne.resize(size_t(model.fields.size()));
    for (const FieldInfo &field : model.fields) {
        if (!field.relation)
            continue;
        ToOne &toOne = m_toOne[size_t(field.index)];
        const bool loaded = isEager(eager, field.property);
        if (rows == Rows::Many && mode == LazyLoading::Peers && !loaded) {
            toOne.group = new PeerGroup(model, *field.relation, mode);
            RelationAccess::setPeers(toOne.reference, toOne.group);
        } else {
            RelationAccess::setPeers(
                    toOne.reference, PeerGroup::withoutPeers(model, *field.relation, loaded ? LazyLoading::Single : mode));
        }
    }
    renew();
}

void ResultPeers::renew()
{
    m_toMany.clear();
    for (const RelationInfo &relation : m_model.relations) {
        if (relation.metacall)
            m_toMany.push_back({ &relation, &RelationLoader::ownKey(m_model, relation),
                    PeersPointer(new PeerGroup(m_model, relation, m_mode)) });
    }
}

void ResultPeers::expect(qsizetype rows)
{
    for (const ToOne &toOne : m_toOne) {
        if (toOne.group)
            toOne.group->reserve(rows);
    }
    for (const ToMany &toMany : m_toMany)
        static_cast<PeerGroup *>(toMany.group.get())->reserve(rows);
}

void ResultPeers::joinLists(void *object)
{
    for (const ToMany &toMany : m_toMany) {
        auto *group = static_cast<PeerGroup *>(toMany.group.get());
        ToManyBase relation;
        RelationAccess::setPeers(relation, group, group->count());
        if (qint64 number = 0; integerKey(*toMany.key, object, number))
            group->add(number);
        else
            group->add(keyValue(*toMany.key, object));
        toMany.relation->write(object, relation);
    }
}

} // namespace quoin
