// SPDX-License-Identifier: MIT
// Query::join(): to-one relations that come in the query's own statement.
#include <quoin/db/connection.h>
#include <quoin/query/modelstatements_p.h>
#include <quoin/query/peers_p.h>
#include <quoin/query/query.h>
#include <quoin/query/relationloader_p.h>
#include <quoin/query/violation_p.h>
#include <quoin/sql/joined.h>

#include <QtCore/qscopeguard.h>

using namespace Qt::StringLiterals;

namespace quoin {

namespace {

/// A joined relation and what was read of it.
struct Joined
{
    const Load &load;
    const FieldInfo &field; ///< The relation, in the model before.
    const ModelInfo &model; ///< Its target.
    const FieldInfo &key;   ///< What it refers to there.
    QByteArray path;
    int before; ///< Its place among the joined relations; -1: the query's rows.
    int column; ///< Where its columns begin.
    ResultPeers peers;
    KeyIndex index;
    std::vector<std::shared_ptr<void>> objects {}; ///< By the key's number: rows that point at the same one share it.
    void *current = nullptr;                       ///< In this row.
};

/// The joined relations in the order of their columns: one after that which leads to it.
class JoinedRelations
{
public:
    JoinedRelations(const ModelInfo &model, LazyLoading lazyLoading)
        : m_lazyLoading(lazyLoading), m_column(int(model.fields.size()))
    { }

    Result<void> add(const ModelInfo &model, const Loads &loads, int before = -1)
    {
        for (const Load &load : loads) {
            if (!load.joined)
                continue;
            const QByteArray name(load.step.property.data(), qsizetype(load.step.property.size()));
            const FieldInfo *field = model.field(QString::fromUtf8(name));
            if (!field || !field->relation)
                return Error(ErrorKind::InvalidQuery,
                        u"\"%1\" of %2 is no relation to one."_s.arg(QString::fromUtf8(name), model.className))
                        .setModel(model.className, QString::fromUtf8(name));
            const ModelInfo &target = *field->relation->target;
            const QByteArray path = before < 0 ? name : m_all[size_t(before)]->path + '.' + name;
            m_all.push_back(std::make_unique<Joined>(Joined { .load = load,
                    .field = *field,
                    .model = target,
                    .key = *target.field(field->relation->targetField),
                    .path = path,
                    .before = before,
                    .column = m_column,
                    .peers = ResultPeers(target, m_lazyLoading, load.loads),
                    .index = {} }));
            m_column += int(target.fields.size());
            if (auto added = add(target, load.loads, int(m_all.size()) - 1); !added)
                return added;
        }
        return {};
    }
    [[nodiscard]] std::vector<std::unique_ptr<Joined>> &all() { return m_all; }

private:
    const LazyLoading m_lazyLoading;
    int m_column;
    std::vector<std::unique_ptr<Joined>> m_all;
};

void setObject(const Joined &joined, void *row, const std::shared_ptr<const void> &object)
{
    if (joined.load.step.member) {
        RelationAccess::setObject(*static_cast<ForeignKeyBase *>(joined.load.step.member(row)), object);
        return;
    }
    ForeignKeyBase reference;
    joined.field.read(row, reference);
    joined.field.write(row, ForeignKeyBase()); // moc leaves out what it takes for equal: it compares keys
    RelationAccess::setObject(reference, object);
    joined.field.write(row, reference);
}

Result<void> readObject(Joined &joined, Cursor &cursor, Connection &connection, const Database &database, void *before)
{
    joined.current = nullptr;
    const int keyColumn = joined.column + joined.key.index;
    if (!before || cursor.isNull(keyColumn))
        return cursor.error() ? Result<void>(*cursor.error()) : Result<void>();
    const int number = joined.index.add(cursor.value(keyColumn, joined.key.columnType));
    if (size_t(number) == joined.objects.size()) {
        RecordState *state = nullptr;
        auto object = joined.load.step.target->make(joined.model, &state);
        const RowReader &reader = ModelStatements::of(connection, joined.model).reader();
        if (auto read = reader.read(cursor, object.get(), &joined.peers, joined.column); !read)
            return read;
        joined.peers.finish(object.get());
        if (state)
            state->markRead(connection, database, joined.model.values(object.get()));
        joined.objects.push_back(std::move(object));
    }
    const auto &object = joined.objects[size_t(number)];
    joined.current = object.get();
    setObject(joined, before, object);
    return {};
}

} // namespace

Result<void> QueryCore::readJoined(RowSink &sink) const
{
    auto opened = m_database.connection();
    if (!opened)
        return opened.error();
    Connection &connection = **opened;
    const ModelInfo &model = *m_select.model;
    const LazyLoading lazyLoading = this->lazyLoading(m_database.lazyLoading());
    JoinedRelations relations(model, lazyLoading);
    if (auto added = relations.add(model, *m_loads); !added)
        return added;
    sql::JoinedSelect select { .select = m_select, .relations = {} };
    for (const auto &joined : relations.all())
        select.relations.append({ joined->path, &joined->model, &joined->key });
    const auto compiled = sql::compileJoined(select, connection.dialect());
    if (!compiled)
        return withModel(compiled.error(), model);
    auto prepared = connection.prepare(compiled->text);
    if (!prepared)
        return withModel(prepared.error(), model);
    ResultPeers peers(model, lazyLoading, *m_loads);
    {
        Statement &statement = **prepared;
        const auto close = qScopeGuard([&] { statement.close(); });
        statement.bindAll(compiled->bindings);
        auto cursor = statement.query();
        if (!cursor)
            return withModel(cursor.error(), model);
        const RowReader &reader = ModelStatements::of(connection, model).reader();
        while ((*cursor)->next()) {
            const RowSink::Slot slot = sink.next();
            if (auto row = reader.read(**cursor, slot.object, &peers); !row)
                return row;
            peers.finish(slot.object);
            if (slot.state)
                slot.state->markRead(connection, m_database, model.values(slot.object));
            for (const auto &joined : relations.all()) {
                void *before = joined->before < 0 ? slot.object : relations.all()[size_t(joined->before)]->current;
                if (auto read = readObject(*joined, **cursor, connection, m_database, before); !read)
                    return withModel(read.error(), model);
            }
        }
        if ((*cursor)->error())
            return withModel(*(*cursor)->error(), model);
    }
    prepared->reset();
    // What is to be loaded besides, for the rows and for those that were joined.
    const LoadRelationsOptions options { .lazyLoading = lazyLoading, .concurrent = m_concurrent, .joinedAreThere = true };
    if (auto loaded = loadRelations(m_database, model, *m_loads, sink.rows(), options); !loaded)
        return loaded;
    for (const auto &joined : relations.all()) {
        std::vector<void *> objects;
        for (const auto &object : joined->objects)
            objects.push_back(object.get());
        if (auto loaded = loadRelations(m_database, joined->model, joined->load.loads, objects, options); !loaded)
            return loaded;
    }
    return {};
}

} // namespace quoin
