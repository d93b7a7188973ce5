// SPDX-License-Identifier: MIT
#include <quoin/core/nearest.h>
#include <quoin/db/connection.h>
#include <quoin/meta/relationaccess_p.h>
#include <quoin/query/modelstatements_p.h>
#include <quoin/query/peers_p.h>
#include <quoin/query/query.h>
#include <quoin/query/relationloader_p.h>
#include <quoin/query/violation_p.h>
#include <quoin/sql/columnvalue.h>

#include <QtCore/qsemaphore.h>
#include <QtCore/qthreadpool.h>

#include <algorithm>
#include <exception>
#include <mutex>

using namespace Qt::StringLiterals;

namespace quoin {

namespace {

bool isSignedInteger(const schema::ColumnType &type)
{
    return type.kind == schema::TypeKind::Int16 || type.kind == schema::TypeKind::Int32 || type.kind == schema::TypeKind::Int64;
}

bool isOneInteger(const ModelInfo &model)
{
    if (model.primaryKey.size() != 1)
        return false;
    const FieldInfo &key = *model.primaryKey.constFirst();
    return !key.optional && (key.type == FieldType::LongLong || key.type == FieldType::Int);
}

} // namespace

bool integerKey(const FieldInfo &field, const void *object, qint64 &key)
{
    if (field.optional)
        return false;
    if (field.type == FieldType::LongLong) {
        field.read(object, key);
        return true;
    }
    if (field.type == FieldType::Int) {
        int number = 0;
        field.read(object, number);
        key = number;
        return true;
    }
    return false;
}

Value keyValue(const FieldInfo &field, const void *object)
{
    const Value value = field.value(object);
    auto stored = sql::columnValue(field, value);
    return stored ? *std::move(stored) : value;
}

const FieldInfo &RelationLoader::ownKey(const ModelInfo &model, const RelationInfo &relation)
{
    switch (relation.kind) {
    case RelationInfo::Kind::ForeignKey:
    case RelationInfo::Kind::OneToOne: return *model.field(relation.property);
    case RelationInfo::Kind::HasMany: return *model.field(relation.targetField);
    case RelationInfo::Kind::ManyToMany: break;
    }
    if (const ModelInfo *between = relation.throughModel)
        return *model.field(between->fieldByColumn(relation.throughColumn)->relation->targetField);
    return *model.primaryKey.constFirst();
}

RelationLoader::RelationLoader(
        const Database &database, const ModelInfo &model, const RelationInfo &relation, const RowType &target)
    : m_database(database), m_model(model), m_relation(relation), m_target(target), m_targetModel(relation.target)
{
    switch (relation.kind) {
    case RelationInfo::Kind::ForeignKey:
    case RelationInfo::Kind::OneToOne: m_key = m_targetModel->field(relation.targetField); break;
    case RelationInfo::Kind::HasMany: m_key = m_targetModel->field(relation.inverse); break;
    case RelationInfo::Kind::ManyToMany: m_through = sql::throughTableOf(model, relation); break;
    }
}

struct RelationLoader::Reading
{
    const KeyIndex &keys;
    const Options &options;
    expr::Select select;
    bool ordered;
    ResultPeers peers;
    Loaded loaded;
    std::vector<std::shared_ptr<RelatedRows>> lists;
    KeyIndex targets;                                ///< ManyToMany: keys of the targets that were read …
    std::vector<std::shared_ptr<const void>> shared; ///< … and they.
    std::vector<void *> objects;                     ///< All that were read, for what is loaded with them.
};

Result<RelationLoader::Loaded> RelationLoader::load(const KeyIndex &keys, const Options &options)
{
    static const Loads none;
    expr::Select select { .model = m_targetModel };
    if (options.query) {
        if (const Error *wrong = options.query->error())
            return *wrong;
        select = options.query->select();
    }
    const bool cut = select.limit >= 0 || select.offset > 0;
    const bool byKey = select.order.isEmpty() && m_targetModel->ordering.isEmpty() && isOneInteger(*m_targetModel);
    const LazyLoading lazyLoading = options.query
            ? options.query->lazyLoading(options.lazyLoading.value_or(m_database.lazyLoading()))
            : options.lazyLoading.value_or(m_database.lazyLoading());
    const Loads &loads = options.loads ? *options.loads : none;
    Reading reading { .keys = keys,
        .options = options,
        .select = std::move(select),
        .ordered = m_relation.isToMany() && (cut || !byKey),
        .peers = ResultPeers(*m_targetModel, lazyLoading, loads),
        .loaded = {},
        .lists = {},
        .targets = {},
        .shared = {},
        .objects = {} };
    if (m_relation.isToMany()) {
        reading.lists.resize(size_t(keys.size()));
        for (auto &list : reading.lists)
            list = std::make_shared<RelatedRows>();
    } else {
        reading.loaded.objects.resize(size_t(keys.size()));
    }
    if (keys.size() > 0 && reading.select.limit != 0) {
        if (auto read = this->read(reading, keys.keys()); !read)
            return read.error();
    }
    for (const auto &list : reading.lists) {
        if (!reading.ordered)
            sort(*list);
        list->shrink_to_fit();
    }
    reading.loaded.lists.assign(reading.lists.begin(), reading.lists.end());
    auto nested = loadRelations(m_database, *m_targetModel, loads, reading.objects, { .lazyLoading = lazyLoading });
    return nested ? Result<Loaded>(std::move(reading.loaded)) : Result<Loaded>(nested.error());
}

/// In as few statements as the engine's limits allow: one.
Result<void> RelationLoader::read(Reading &reading, const QList<Value> &keys)
{
    auto connection = m_database.connection();
    if (!connection)
        return connection.error();
    sql::RelatedSelect related { .select = reading.select, .ordered = reading.ordered };
    const FieldInfo &column = m_through ? m_through->key : *m_key;
    for (const Value &key : keys) {
        auto value = sql::columnValue(column, key);
        if (!value)
            return value.error();
        related.keys.append(*std::move(value));
    }
    related.key = m_key;
    related.through = m_through ? &*m_through : nullptr;
    auto compiled = sql::compileRelated(related, (*connection)->dialect());
    if (!compiled && compiled.error().kind() == ErrorKind::Unsupported && keys.size() > 1
            && keys.size() > sql::mostKeys((*connection)->dialect().capabilities())) {
        const qsizetype half = keys.size() / 2;
        auto first = read(reading, keys.first(half));
        return first ? read(reading, keys.sliced(half)) : first;
    }
    return compiled ? readRows(reading, *compiled) : Result<void>(withModel(compiled.error(), *m_targetModel));
}

Result<void> RelationLoader::readRows(Reading &reading, const sql::Compiled &compiled)
{
    auto connection = m_database.connection();
    if (!connection)
        return connection.error();
    auto prepared = (*connection)->prepare(compiled.text);
    if (!prepared)
        return withModel(prepared.error(), *m_targetModel);
    Statement &statement = **prepared;
    const auto close = qScopeGuard([&] { statement.close(); });
    statement.bindAll(compiled.bindings);
    auto opened = statement.query();
    if (!opened)
        return withModel(opened.error(), *m_targetModel);
    Cursor &cursor = **opened;
    const RowReader &reader = ModelStatements::of(**connection, *m_targetModel).reader();
    const auto columns = int(m_targetModel->fields.size());

    const auto readObject = [&]() -> Result<std::shared_ptr<void>> {
        RecordState *state = nullptr;
        std::shared_ptr<void> object = m_target.make(*m_targetModel, &state);
        if (auto read = reader.read(cursor, object.get(), &reading.peers); !read)
            return read.error();
        reading.peers.finish(object.get());
        if (state)
            state->markRead(**connection, m_database, m_targetModel->values(object.get()));
        reading.objects.push_back(object.get());
        return object;
    };
    // The key stands in the row: it tells whether the rest has to be read at all.
    const FieldInfo &key = m_through ? m_through->key : *m_key;
    const int keyColumn = m_through ? columns : m_key->index;
    while (cursor.next()) {
        qint64 number = 0;
        const int slot = !isSignedInteger(key.columnType) ? reading.keys.find(cursor.value(keyColumn, key.columnType))
                : cursor.int64(keyColumn, number)         ? reading.keys.findInteger(number)
                                                          : -1;
        if (slot < 0)
            continue; // the engine compares more loosely than we do
        std::shared_ptr<const void> object;
        if (m_through) {
            const int target = targetOf(reading, cursor, columns + 1);
            if (size_t(target) < reading.shared.size())
                object = reading.shared[size_t(target)];
        }
        if (!object) {
            auto read = readObject();
            if (!read)
                return read.error();
            object = *std::move(read);
            if (m_through)
                reading.shared.push_back(object);
        }
        if (m_relation.isToMany())
            reading.lists[size_t(slot)]->push_back(std::move(object));
        else
            reading.loaded.objects[size_t(slot)] = std::move(object);
    }
    return cursor.error() ? Result<void>(withModel(*cursor.error(), *m_targetModel)) : Result<void>();
}

/// ManyToMany: the number of the target that the row is about.
int RelationLoader::targetOf(Reading &reading, Cursor &cursor, int column) const
{
    const schema::ColumnType &type = m_through->targetKey.columnType;
    qint64 number = 0;
    if (isSignedInteger(type) && cursor.int64(column, number))
        return reading.targets.addInteger(number);
    return reading.targets.add(cursor.value(column, type));
}

/// By the key, which is one integer: cheaper here than by the engine, which finds them in this order more often than not.
void RelationLoader::sort(RelatedRows &rows) const
{
    const FieldInfo &field = *m_targetModel->primaryKey.constFirst();
    const auto keyOf = [&](const std::shared_ptr<const void> &row) {
        qint64 key = 0;
        (void)integerKey(field, row.get(), key);
        return key;
    };
    if (!std::ranges::is_sorted(rows, {}, keyOf))
        std::ranges::stable_sort(rows, {}, keyOf);
}

namespace {

Error unknownRelation(const ModelInfo &model, const QString &property)
{
    QStringList known;
    for (const FieldInfo &field : model.fields) {
        if (field.relation)
            known << field.property;
    }
    for (const RelationInfo &relation : model.relations)
        known << relation.property;
    return Error(ErrorKind::InvalidQuery, u"\"%1\" is no relation of %2."_s.arg(property, model.className))
            .setModel(model.className, property)
            .setHint(known.isEmpty() ? u"The model has none."_s : didYouMean(property, known));
}

/// One relation of rows that are there.
class RowRelation
{
public:
    RowRelation(const ModelInfo &model, const RelationInfo &relation, const Load &load)
        : m_relation(relation), m_field(RelationLoader::ownKey(model, relation)), m_step(load.step),
          m_whole(!load.query || isWhole(load.query->select()))
    { }

    /// The numbers of the rows' keys; -1 for a row that points at nothing.
    std::vector<int> collect(std::span<void *const> rows, KeyIndex &keys) const
    {
        std::vector<int> places;
        places.reserve(rows.size());
        for (void *row : rows) {
            if (m_relation.isToMany()) {
                qint64 number = 0;
                places.push_back(integerKey(m_field, row, number) ? keys.addInteger(number) : add(keys, keyValue(m_field, row)));
            } else if (m_step.member) {
                places.push_back(addReference(keys, *static_cast<const ForeignKeyBase *>(m_step.member(row))));
            } else {
                ForeignKeyBase reference;
                m_field.read(row, reference);
                places.push_back(addReference(keys, reference));
            }
        }
        return places;
    }
    void assign(std::span<void *const> rows, const std::vector<int> &places, const RelationLoader::Loaded &loaded) const
    {
        static const auto none = std::make_shared<const RelatedRows>();
        for (size_t i = 0; i < rows.size(); ++i) {
            const int slot = places[i];
            if (m_relation.isToMany())
                setRows(rows[i], slot < 0 ? none : loaded.lists[size_t(slot)]);
            else if (slot >= 0)
                setObject(rows[i], loaded.objects[size_t(slot)]);
        }
    }

private:
    static bool isWhole(const expr::Select &select) { return !select.where && select.limit < 0 && select.offset == 0; }
    static int add(KeyIndex &keys, const Value &key) { return key.isNull() ? -1 : keys.add(key); }
    int addReference(KeyIndex &keys, const ForeignKeyBase &reference) const
    {
        const Value &key = reference.key();
        if (const auto *number = key.get<qint64>(); number && !RelationAccess::isGiven(reference)) [[likely]]
            return keys.addInteger(*number);
        if (RelationAccess::isGiven(reference)) // the program's own object stays
            return -1;
        auto stored = sql::columnValue(m_field, key);
        return add(keys, stored ? *stored : key);
    }
    void setObject(void *row, const std::shared_ptr<const void> &object) const
    {
        if (m_step.member) {
            RelationAccess::setObject(*static_cast<ForeignKeyBase *>(m_step.member(row)), object);
            return;
        }
        ForeignKeyBase reference;
        m_field.read(row, reference);
        m_field.write(row, ForeignKeyBase()); // moc leaves out what it takes for equal: it compares keys
        RelationAccess::setObject(reference, object);
        m_field.write(row, reference);
    }
    void setRows(void *row, const std::shared_ptr<const RelatedRows> &list) const
    {
        if (m_step.member) {
            RelationAccess::setRows(*static_cast<ToManyBase *>(m_step.member(row)), list, m_whole);
            return;
        }
        ToManyBase relation;
        m_relation.read(row, relation);
        RelationAccess::setRows(relation, list, m_whole);
        m_relation.write(row, relation);
    }

    const RelationInfo &m_relation;
    const FieldInfo &m_field;
    const RelationStep &m_step;
    const bool m_whole;
};

Result<void> loadRelation(const Database &database, const ModelInfo &model, const Load &load, std::span<void *const> rows,
        const LoadRelationsOptions &options)
{
    const QString property = QString::fromUtf8(load.step.property.data(), qsizetype(load.step.property.size()));
    const RelationInfo *relation = model.relation(property);
    if (!relation)
        return unknownRelation(model, property);
    const RowRelation row(model, *relation, load);
    KeyIndex keys;
    const std::vector<int> places = row.collect(rows, keys);
    auto loaded = RelationLoader(database, model, *relation, *load.step.target)
                          .load(keys, { .query = load.query.get(), .loads = &load.loads, .lazyLoading = options.lazyLoading });
    if (!loaded)
        return loaded.error();
    row.assign(rows, places, *loaded);
    return {};
}

/// The threads that load beside the caller's. Each has a connection of its own to a database, for as long as it is busy and a
/// little longer.
QThreadPool &loadingThreads()
{
    static QThreadPool pool;
    static const bool configured = [] {
        pool.setMaxThreadCount(4);
        pool.setExpiryTimeout(2000);
        return true;
    }();
    (void)configured;
    return pool;
}

/// Each relation is another member of the same rows, so that loading them at the same time touches nothing twice.
Result<void> loadConcurrently(const Database &database, const ModelInfo &model, const std::vector<const Load *> &loads,
        std::span<void *const> rows, const LoadRelationsOptions &options)
{
    std::vector<Result<void>> results(loads.size());
    std::vector<std::exception_ptr> thrown(loads.size()); // by the program's own classes, as they are made and read
    const auto load = [&](size_t i, const Database &here) {
        try {
            results[i] = loadRelation(here, model, *loads[i], rows, options);
        } catch (...) {
            thrown[i] = std::current_exception();
        }
    };
    QSemaphore done;
    for (size_t i = 1; i < loads.size(); ++i) {
        loadingThreads().start([&, i, database] {
            load(i, database);
            done.release();
        });
    }
    load(0, database);
    done.acquire(int(loads.size()) - 1);
    for (const std::exception_ptr &exception : thrown) {
        if (exception)
            std::rethrow_exception(exception);
    }
    const auto failed = std::ranges::find_if(results, [](const Result<void> &result) { return !result.has_value(); });
    return failed == results.end() ? Result<void>() : *failed;
}

} // namespace

Result<void> loadRelations(const Database &database, const ModelInfo &model, const Loads &loads, std::span<void *const> rows,
        const LoadRelationsOptions &options)
{
    std::vector<const Load *> missing;
    for (const Load &load : loads) {
        if (!load.joined || !options.joinedAreThere)
            missing.push_back(&load);
    }
    if (missing.empty() || rows.empty())
        return {};
    auto connection = database.connection();
    if (!connection)
        return connection.error();
    if (options.concurrent && missing.size() > 1 && !(*connection)->inTransaction())
        return loadConcurrently(database, model, missing, rows, options);
    for (const Load *load : missing) {
        if (auto loaded = loadRelation(database, model, *load, rows, options); !loaded)
            return loaded;
    }
    return {};
}

void addLoad(Loads &loads, std::span<const RelationStep> path, const QueryCore *query, bool joined)
{
    auto at = std::ranges::find(loads, path.front().property, [](const Load &load) { return load.step.property; });
    if (at == loads.end())
        at = loads.insert(loads.end(), { .step = path.front() });
    at->joined = at->joined || joined;
    if (path.size() > 1)
        return addLoad(at->loads, path.subspan(1), query, joined);
    if (!query)
        return;
    at->joined = false; // its filter is not one of the rows around
    at->query = std::make_shared<const QueryCore>(*query);
    if (query->loads())
        at->loads = *query->loads();
}

namespace {

std::mutex rowTypesMutex;
QHash<const QMetaObject *, const RowType *> &rowTypes()
{
    static QHash<const QMetaObject *, const RowType *> types;
    return types;
}

} // namespace

bool addRowType(const QMetaObject &metaObject, const RowType &type)
{
    const std::lock_guard lock(rowTypesMutex);
    rowTypes().insert(&metaObject, &type);
    return true;
}

const RowType &rowTypeOf(const ModelInfo &model)
{
    static constexpr RowType unnamed { nullptr, [](const ModelInfo &made, RecordState **state) -> std::shared_ptr<void> {
                                          *state = nullptr;
                                          const QMetaType type = made.metaObject->metaType();
                                          return { type.create(), [type](void *object) { type.destroy(object); } };
                                      } };
    const std::lock_guard lock(rowTypesMutex);
    const RowType *known = rowTypes().value(model.metaObject);
    return known ? *known : unnamed;
}

} // namespace quoin
