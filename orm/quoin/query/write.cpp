// SPDX-License-Identifier: MIT
#include <quoin/db/connection.h>
#include <quoin/meta/validation.h>
#include <quoin/query/modelstatements_p.h>
#include <quoin/query/query.h>
#include <quoin/query/violation_p.h>
#include <quoin/query/write.h>
#include <quoin/query/writerules_p.h>
#include <quoin/sql/columnvalue.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace quoin {

/// The values of a primary key, one for each of its fields.
struct RowKey
{
    const Value *parts;
    qsizetype count;

    static RowKey of(const QList<Value> &values) { return { values.constData(), values.size() }; }
};

namespace {

QList<Value> valuesOf(const QList<const FieldInfo *> &fields, const void *object)
{
    QList<Value> values;
    for (const FieldInfo *field : fields)
        values << field->value(object);
    return values;
}

/// "id 5", "order 3, this name": numbers and UUIDs that tell rows apart may be logged, whatever else a key says may not.
QString describeKey(const QList<const FieldInfo *> &fields, const QList<Value> &values)
{
    QStringList parts;
    for (qsizetype i = 0; i < fields.size(); ++i) {
        const FieldInfo &field = *fields.at(i);
        const Value::Type type = values.value(i).type();
        const bool shown = !field.sensitive && field.type != FieldType::Enum
                && (type == Value::Type::Int || type == Value::Type::UInt || type == Value::Type::Uuid);
        parts << (shown ? QString(field.property % u' ' % values.at(i).toDisplay()) : QString(u"this "_s % field.property));
    }
    return parts.join(u", "_s);
}

Error notFound(const ModelInfo &model, const QList<const FieldInfo *> &fields, const QList<Value> &values)
{
    return Error(ErrorKind::NotFound, u"There is no %1 with %2."_s.arg(model.className, describeKey(fields, values)))
            .setModel(model.className)
            .setTable(model.table);
}

/// Binds a key: each value as its column stores it.
Result<void> bindKey(Statement &statement, int index, const ModelInfo &model, const RowKey &key)
{
    for (qsizetype i = 0; i < key.count; ++i) {
        const Value &part = key.parts[i];
        if (const auto *number = part.get<qint64>();
                number && model.primaryKey.at(i)->columnType.kind == schema::TypeKind::Int64) {
            statement.bindInt64(index + int(i), *number); // the usual key, on the path of every look-up
            continue;
        }
        auto value = sql::columnValue(*model.primaryKey.at(i), part);
        if (!value)
            return value.error();
        statement.bind(index + int(i), *value);
    }
    return {};
}

/// The one row of a query into \a object; false when there is none.
Result<bool> readOne(Statement &statement, const RowReader &reader, void *object, ResultPeers *peers = nullptr)
{
    auto opened = statement.query();
    if (!opened)
        return opened.error();
    Cursor &cursor = **opened;
    if (!cursor.next())
        return cursor.error() ? Result<bool>(*cursor.error()) : Result<bool>(false);
    auto read = reader.read(cursor, object, peers);
    if (read && peers)
        peers->finish(object);
    statement.close();
    return read ? Result<bool>(true) : Result<bool>(read.error());
}

} // namespace

bool Writer::knows(const RecordState *state) const { return state && state->isStoredIn(m_database); }

Result<void> Writer::insert(void *object, RecordState *state)
{
    if (auto writable = checkWritable(m_model); !writable)
        return writable;
    if (state) {
        if (auto complete = state->checkComplete(m_model, u"insert()"); !complete)
            return complete;
        if (auto forgotten = forgetUndoneKey(m_model, object, *state); !forgotten)
            return forgotten;
    }
    std::optional<QDateTime> now;
    if (auto set = setAutomaticValues(m_model, object, true, now); !set)
        return set;
    if (auto clean = fullClean(m_model, object); !clean)
        return clean;
    auto connection = m_database.connection();
    if (!connection)
        return connection.error();
    ModelStatements &statements = ModelStatements::of(**connection, m_model);
    const ModelStatements::Insert &insert = statements.insert(object);
    auto statement = (*connection)->prepare(insert.sql);
    if (!statement)
        return withModel(statement.error(), m_model);
    if (auto bound = insert.binder.bind(**statement, object); !bound)
        return bound;

    const FieldInfo *counted = m_model.autoIncrementField();
    const bool makesKey = counted && insert.readBack.contains(counted);
    if (insert.returning) {
        (*connection)->noteWrite(); // it runs as a query
        auto read = readOne(**statement, insert.reader, object);
        if (!read)
            return withModel(read.error(), m_model);
    } else {
        auto rows = (*statement)->execute();
        if (!rows)
            return withModel(rows.error(), m_model);
        if (insert.lastInsertId) {
            if (auto set = insert.readBack.first()->setValue(object, Value((*statement)->lastInsertId())); !set)
                return set;
        } else if (!insert.readBack.isEmpty()) {
            // No RETURNING: the key is known by now, the rest is read by it.
            if (makesKey) {
                if (auto set = counted->setValue(object, Value((*statement)->lastInsertId())); !set)
                    return set;
            }
            if (auto read = fetch(object, RowKey::of(m_model.key(object))); !read)
                return read;
        }
    }
    if (state)
        state->markInserted(**connection, m_database, m_model.values(object), makesKey ? counted->value(object) : Value());
    return {};
}

Result<void> Writer::update(void *object, RecordState *state, const QList<FieldRef> &fields)
{
    if (fields.isEmpty())
        return updateFields(object, state, {});
    auto connection = m_database.connection();
    if (!connection)
        return connection.error();
    ModelStatements &statements = ModelStatements::of(**connection, m_model);
    if (const auto *known = statements.named(fields)) {
        const QList<const FieldInfo *> kept = *known; // longer than the connection may live
        return updateFields(object, state, kept);
    }
    auto given = resolveUpdatable(m_model, fields);
    if (!given)
        return given.error();
    statements.remember(fields, *given);
    return updateFields(object, state, *given);
}

Result<void> Writer::updateFields(void *object, RecordState *state, const QList<const FieldInfo *> &given)
{
    if (auto writable = checkWritable(m_model); !writable)
        return writable;
    auto connection = m_database.connection();
    if (!connection)
        return connection.error();

    QList<const FieldInfo *> fields = given;
    if (knows(state)) {
        if (auto writable = checkChanges(m_model, object, *state); !writable)
            return writable;
        for (const FieldInfo &field : m_model.fields) {
            if (!state->isChanged(field, field.value(object)))
                continue;
            if (given.isEmpty())
                fields << &field;
        }
        if (fields.isEmpty())
            return {}; // nothing changed, nothing is sent
    } else if (given.isEmpty()) {
        if (auto complete = state ? state->checkComplete(m_model, u"update()") : Result<void>(); !complete)
            return complete;
        fields = ModelStatements::of(**connection, m_model).updatable();
    }
    std::optional<QDateTime> now;
    if (auto set = setAutomaticValues(m_model, object, false, now); !set)
        return set;
    for (const FieldInfo &field : m_model.fields) {
        if (field.autoNow && !fields.contains(&field))
            fields << &field;
    }
    if (fields.isEmpty())
        return Error(ErrorKind::InvalidQuery, u"%1 has no column that can be updated."_s.arg(m_model.className))
                .setModel(m_model.className);
    if (auto clean = fullClean(m_model, object, fields); !clean)
        return clean;

    // The model's own functions may have used the database, and a connection that was lost is replaced when somebody asks for it.
    connection = m_database.connection();
    if (!connection)
        return connection.error();
    ModelStatements &statements = ModelStatements::of(**connection, m_model);
    const ModelStatements::Update &update = statements.update(fields);
    auto statement = (*connection)->prepare(update.sql);
    if (!statement)
        return withModel(statement.error(), m_model);
    if (auto bound = update.binder.bind(**statement, object); !bound)
        return bound;
    auto rows = (*statement)->execute();
    if (!rows)
        return withModel(rows.error(), m_model);
    if (*rows == 0)
        return notFound(m_model, m_model.primaryKey, m_model.key(object));

    if (!statements.generated().isEmpty()) {
        auto again = (*connection)->prepare(statements.selectGenerated());
        if (!again)
            return again.error();
        if (auto bound = statements.keyBinder().bind(**again, object); !bound)
            return bound;
        if (auto read = readOne(**again, statements.generatedReader(), object); !read)
            return withModel(read.error(), m_model);
    }
    if (!given.isEmpty())
        rememberUpdate(m_database, m_model, object, state, fields, **connection);
    else if (state)
        state->markUpdated(**connection, m_database, m_model.values(object), m_model, fields);
    return {};
}

Result<void> Writer::save(void *object, RecordState *state)
{
    if (state && (!state->isStored() || knows(state)))
        return state->isStored() ? updateFields(object, state, {}) : insert(object, state);
    for (const FieldInfo *key : m_model.primaryKey) {
        if (key->generation != KeyGeneration::None && isUnset(*key, object))
            return insert(object, state);
    }
    auto updated = updateFields(object, state, {});
    return !updated && updated.error().kind() == ErrorKind::NotFound ? insert(object, state) : updated;
}

Result<void> Writer::remove(const void *object, RecordState *state)
{
    if (auto writable = checkWritable(m_model); !writable)
        return writable;
    auto connection = m_database.connection();
    if (!connection)
        return connection.error();
    const QList<Value> key = keyOf(m_database, m_model, object, state);
    auto statement = (*connection)->prepare(ModelStatements::of(**connection, m_model).remove());
    if (!statement)
        return withModel(statement.error(), m_model);
    if (auto bound = bindKey(**statement, 0, m_model, RowKey::of(key)); !bound)
        return bound;
    auto rows = (*statement)->execute();
    if (!rows)
        return withModel(rows.error(), m_model);
    if (*rows == 0)
        return notFound(m_model, m_model.primaryKey, key);
    if (knows(state))
        state->markRemoved(**connection);
    return {};
}

Result<void> Writer::refresh(void *object, RecordState *state)
{
    const QList<Value> key = keyOf(m_database, m_model, object, state);
    return loadRow(object, state, RowKey::of(key));
}

Result<void> Writer::load(void *object, RecordState *state, std::initializer_list<Value> key)
{
    return loadRow(object, state, { key.begin(), qsizetype(key.size()) });
}

Result<void> Writer::loadRow(void *object, RecordState *state, const RowKey &key)
{
    if (auto read = fetch(object, key); !read || !state)
        return read;
    return rememberRead(object, *state);
}

Result<void> Writer::rememberRead(const void *object, RecordState &state) const
{
    auto connection = m_database.connection();
    if (!connection)
        return connection.error();
    state.markRead(**connection, m_database, m_model.values(object));
    return {};
}

Result<void> Writer::fetch(void *object, const RowKey &key) const
{
    if (key.count != m_model.primaryKey.size()) {
        QStringList names;
        for (const FieldInfo *field : m_model.primaryKey)
            names << field->property;
        return Error(ErrorKind::InvalidQuery,
                u"The primary key of %1 has %2 parts (%3), %4 were given."_s.arg(m_model.className)
                        .arg(names.size())
                        .arg(names.join(u", "_s))
                        .arg(key.count))
                .setModel(m_model.className);
    }
    auto connection = m_database.connection();
    if (!connection)
        return connection.error();
    ModelStatements &statements = ModelStatements::of(**connection, m_model);
    auto statement = (*connection)->prepare(statements.select());
    if (!statement)
        return withModel(statement.error(), m_model);
    if (auto bound = bindKey(**statement, 0, m_model, key); !bound)
        return bound;
    auto found = readOne(**statement, statements.reader(), object, statements.single(m_database.lazyLoading()));
    if (!found)
        return withModel(found.error(), m_model);
    if (!*found)
        return notFound(m_model, m_model.primaryKey, QList<Value>(key.parts, key.parts + key.count));
    return {};
}

namespace {

/// True when no two rows can share these values: without that, "get or create" could create twice. A unique column may hold any
/// number of NULLs.
bool isUniqueTogether(const ModelInfo &model, const QList<const FieldInfo *> &fields, const QList<Value> &values)
{
    QList<const FieldInfo *> given;
    for (qsizetype i = 0; i < fields.size(); ++i) {
        if (!values.at(i).isNull())
            given << fields.at(i);
    }
    const auto covers = [&](const QList<const FieldInfo *> &key) {
        return std::ranges::all_of(key, [&](const FieldInfo *field) { return given.contains(field); });
    };
    return std::ranges::any_of(uniqueKeys(model), covers);
}

/// How often a race may be lost before it is an error: each loss means that another caller got on.
constexpr int maximumRaces = 20;

} // namespace

Result<bool> Writer::loadByLookup(
        void *object, RecordState *state, const QList<const FieldInfo *> &lookup, const QList<Value> &values)
{
    Condition where;
    for (qsizetype i = 0; i < lookup.size(); ++i)
        where = where
                && Condition(expr::binary(
                        expr::NodeKind::Equal, expr::column(lookup.at(i)->property.toUtf8()), expr::literal(values.at(i))));
    QueryCore query(m_database, m_model);
    query.select().where = where.node();
    auto found = query.readFirst(object, 2);
    if (!found)
        return found.error();
    if (*found > 1)
        return Error(
                ErrorKind::MultipleFound, u"Several rows of %1 have %2."_s.arg(m_model.className, describeKey(lookup, values)))
                .setModel(m_model.className);
    if (*found == 1 && state) {
        if (auto remembered = rememberRead(object, *state); !remembered)
            return remembered.error();
    }
    return *found == 1;
}

Result<bool> Writer::getOrCreate(const QList<FieldRef> &lookup, void *object, RecordState *state)
{
    auto fields = resolveFields(m_model, lookup);
    if (!fields)
        return fields.error();
    const QList<Value> values = valuesOf(*fields, object);
    if (!isUniqueTogether(m_model, *fields, values)) {
        QStringList names;
        for (const FieldInfo *field : std::as_const(*fields))
            names << field->property;
        return Error(ErrorKind::InvalidQuery,
                u"The look-up by (%1) is not unique in %2: two callers at once could create two rows."_s.arg(
                        names.join(u", "_s), m_model.className))
                .setModel(m_model.className)
                .setHint(
                        u"Look up by the primary key, a unique property, or all properties of a unique constraint; none of them NULL."_s);
    }
    for (int race = 0;; ++race) {
        auto found = loadByLookup(object, state, *fields, values);
        if (!found)
            return found.error();
        if (*found)
            return false;

        auto connection = m_database.connection();
        if (!connection)
            return connection.error();
        const bool inside = (*connection)->inTransaction();
        Result<void> inserted;
        if (inside) {
            // A failed insert must not take the caller's transaction with it.
            auto savepoint = m_database.begin();
            if (!savepoint)
                return savepoint.error();
            inserted = insert(object, state);
            auto ended = inserted ? savepoint->commit() : savepoint->rollback();
            if (inserted && !ended)
                return ended.error();
        } else {
            inserted = insert(object, state);
        }
        if (inserted)
            return true;
        const bool lost = inserted.error().kind() == ErrorKind::UniqueViolation || (!inside && inserted.error().isRetryable());
        if (!lost || race >= maximumRaces)
            return inserted.error();
        if (inside && race > 0) {
            Error error(ErrorKind::SerializationFailure,
                    u"Another transaction stored the %1 with %2, which this one cannot see."_s.arg(
                            m_model.className, describeKey(*fields, values)));
            error.setModel(m_model.className).addCause(inserted.error());
            return error.setHint(u"Run the transaction again."_s);
        }
    }
}

Result<bool> Writer::updateOrCreate(const QList<FieldRef> &lookup, void *object, RecordState *state, const QList<FieldRef> &given)
{
    auto lookedUp = resolveFields(m_model, lookup);
    auto wanted = resolveUpdatable(m_model, given);
    if (!lookedUp || !wanted)
        return !lookedUp ? lookedUp.error() : wanted.error();
    QList<const FieldInfo *> fields = *wanted;
    if (fields.isEmpty()) {
        if (auto complete = state ? state->checkComplete(m_model, u"updateOrCreate()") : Result<void>(); !complete)
            return complete.error();
        for (const FieldInfo &field : m_model.fields) {
            if (!field.primaryKey && !field.readOnly && !field.generated && !field.autoNowAdd && !lookedUp->contains(&field))
                fields << &field;
        }
    }
    const QList<Value> values = valuesOf(fields, object);
    for (int race = 0;; ++race) {
        auto created = getOrCreate(lookup, object, state);
        if (!created || *created || fields.isEmpty())
            return created;
        for (qsizetype i = 0; i < fields.size(); ++i) {
            if (auto set = fields.at(i)->setValue(object, values.at(i)); !set)
                return set.error();
        }
        auto updated = updateFields(object, state, fields);
        if (updated)
            return false;
        // The row went between finding and updating it, or the engine broke a deadlock: from the start.
        auto connection = m_database.connection();
        const bool inside = connection && (*connection)->inTransaction();
        const bool lost = updated.error().kind() == ErrorKind::NotFound || (!inside && updated.error().isRetryable());
        if (!lost || race >= maximumRaces)
            return updated.error();
    }
}

} // namespace quoin
