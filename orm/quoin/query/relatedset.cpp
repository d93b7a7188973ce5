// SPDX-License-Identifier: MIT
#include <quoin/query/relatedset.h>

#include <quoin/db/connection.h>
#include <quoin/meta/relationaccess_p.h>
#include <quoin/query/modelstatements_p.h>
#include <quoin/query/relationloader_p.h>
#include <quoin/query/violation_p.h>
#include <quoin/query/writerules_p.h>
#include <quoin/sql/changes.h>
#include <quoin/sql/columnvalue.h>
#include <quoin/sql/linking.h>

#include <QtCore/qset.h>

using namespace Qt::StringLiterals;

namespace quoin {

namespace {

/// New objects of a model whose class is not known.
class NewObjects
{
public:
    NewObjects(const ModelInfo &model, qsizetype count) : m_type(model.metaObject->metaType())
    {
        m_span.size = size_t(m_type.sizeOf());
        m_span.first = ::operator new(m_span.size * size_t(count), std::align_val_t(m_type.alignOf()));
        for (; m_span.count < count; ++m_span.count)
            m_type.construct(m_span.at(m_span.count));
    }
    ~NewObjects()
    {
        for (qsizetype i = 0; i < m_span.count; ++i)
            m_type.destruct(m_span.at(i));
        ::operator delete(m_span.first, std::align_val_t(m_type.alignOf()));
    }
    Q_DISABLE_COPY_MOVE(NewObjects)
    [[nodiscard]] const ObjectSpan &span() const { return m_span; }

private:
    QMetaType m_type;
    ObjectSpan m_span;
};

} // namespace

/// One change of a set.
class RelatedChange
{
public:
    explicit RelatedChange(RelatedSetCore &set)
        : m_database(set.m_database), m_model(*set.m_model), m_relation(*set.m_relation), m_target(*set.m_relation->target),
          m_key(set.m_key)
    {
        if (m_relation.kind == RelationInfo::Kind::ManyToMany)
            m_through = sql::throughTableOf(m_model, m_relation);
        else
            m_reference = m_target.field(m_relation.inverse);
    }

    Result<void> check() const;
    Result<void> add(const std::vector<RelatedKey> &rows);
    Result<void> remove(const std::vector<RelatedKey> &rows);
    Result<void> set(const std::vector<RelatedKey> &rows);
    Result<void> clear();

private:
    using Keys = QList<Value>;
    [[nodiscard]] Result<Keys> keysOf(const std::vector<RelatedKey> &rows) const;
    [[nodiscard]] const FieldInfo &targetKey() const { return m_through ? *m_through->to : *m_target.primaryKey.constFirst(); }
    [[nodiscard]] const FieldInfo &throughField(const FieldInfo &column) const
    {
        return *m_relation.throughModel->fieldByColumn(column.column);
    }
    [[nodiscard]] Result<Keys> current() const;
    /// Calls run(Keys) for parts of the keys that a statement has room for, in a transaction where there are several.
    template<class F>
    Result<void> inParts(const Keys &keys, F &&run) const;
    Result<void> execute(const Result<sql::Compiled> &compiled) const;
    Result<void> link(const Keys &keys) const;
    Result<void> linkByObjects(const Keys &keys) const;
    Result<void> unlink(const Keys &keys) const;
    /// HasMany: gives rows that are (not) connected another foreign key.
    Result<qint64> point(const Keys *keys, const Value &from, const Value &to) const;
    [[nodiscard]] Result<void> checkNullable() const;

    Database m_database;
    const ModelInfo &m_model;
    const RelationInfo &m_relation;
    const ModelInfo &m_target;
    const Value &m_key;
    std::optional<sql::ThroughTable> m_through;
    const FieldInfo *m_reference = nullptr; ///< HasMany: the target's foreign key.
};

Result<void> RelatedChange::check() const
{
    const ModelInfo *written = m_through ? m_relation.throughModel : &m_target;
    if (written) {
        if (auto writable = checkWritable(*written); !writable)
            return writable;
    }
    if (m_through)
        return {};
    if (m_target.primaryKey.size() != 1)
        return Error(ErrorKind::Relation,
                u"Rows of %1 cannot be told by one key: they are connected by storing them with another \"%2\"."_s.arg(
                        m_target.className, m_reference->property))
                .setModel(m_model.className, m_relation.property);
    if (m_reference->readOnly || m_reference->primaryKey)
        return Error(ErrorKind::Relation,
                u"%1::%2 cannot be changed: it is read-only or a part of the key."_s.arg(
                        m_target.className, m_reference->property))
                .setModel(m_model.className, m_relation.property);
    return {};
}

Result<RelatedChange::Keys> RelatedChange::keysOf(const std::vector<RelatedKey> &rows) const
{
    const FieldInfo &field = targetKey();
    Keys keys;
    QSet<Value> seen;
    for (const RelatedKey &row : rows) {
        auto key = row.object ? Result<Value>(keyValue(field, row.object)) : sql::columnValue(field, row.key);
        if (!key)
            return key.error();
        if (key->isNull() || (row.object && isUnset(field, row.object)))
            return Error(ErrorKind::Relation, u"A %1 without a key cannot be connected."_s.arg(m_target.className))
                    .setModel(m_model.className, m_relation.property)
                    .setHint(u"Store it first."_s);
        if (seen.contains(*key))
            continue;
        seen.insert(*key);
        keys.append(*std::move(key));
    }
    return keys;
}

Result<void> RelatedChange::execute(const Result<sql::Compiled> &compiled) const
{
    const ModelInfo &model = m_relation.throughModel ? *m_relation.throughModel : m_model;
    if (!compiled)
        return withModel(compiled.error(), model);
    auto connection = m_database.connection();
    if (!connection)
        return connection.error();
    auto done = (*connection)->execute(compiled->text, compiled->bindings);
    return done ? Result<void>() : Result<void>(withModel(done.error(), model));
}

template<class F>
Result<void> RelatedChange::inParts(const Keys &keys, F &&run) const
{
    const qsizetype most = sql::mostKeys(m_database.dialect().capabilities()) / 2; // two values a row, in two directions
    if (keys.size() <= most)
        return keys.isEmpty() ? Result<void>() : run(keys);
    Database database = m_database;
    auto transaction = database.begin();
    if (!transaction)
        return transaction.error();
    for (qsizetype at = 0; at < keys.size(); at += most) {
        if (auto done = run(keys.mid(at, most)); !done)
            return done;
    }
    return transaction->commit();
}

Result<RelatedChange::Keys> RelatedChange::current() const
{
    auto connection = m_database.connection();
    if (!connection)
        return connection.error();
    Keys keys;
    if (m_through) {
        auto compiled = sql::compileLinked(*m_through, m_key, (*connection)->dialect());
        if (!compiled)
            return compiled.error();
        auto statement = (*connection)->prepare(compiled->text);
        if (!statement)
            return withModel(statement.error(), m_model);
        const auto close = qScopeGuard([&] { (*statement)->close(); });
        (*statement)->bindAll(compiled->bindings);
        auto cursor = (*statement)->query();
        if (!cursor)
            return withModel(cursor.error(), m_model);
        while ((*cursor)->next())
            keys.append((*cursor)->value(0, m_through->targetKey.columnType));
        return (*cursor)->error() ? Result<Keys>(withModel(*(*cursor)->error(), m_model)) : Result<Keys>(keys);
    }
    class Column final : public ColumnSink
    {
    public:
        explicit Column(const schema::ColumnType &type) : m_type(type) { }
        Result<void> row(Cursor &cursor, const QList<const FieldInfo *> &) override
        {
            keys.append(cursor.value(0, m_type));
            return cursor.error() ? Result<void>(*cursor.error()) : Result<void>();
        }
        Keys keys;

    private:
        const schema::ColumnType &m_type;
    };
    QueryCore query(m_database, m_target);
    query.select().where
            = expr::binary(expr::NodeKind::Equal, expr::column(m_reference->property.toUtf8()), expr::literal(m_key));
    query.select().columns = { expr::column(targetKey().property.toUtf8()) };
    Column column(targetKey().columnType);
    auto read = query.readColumns(column);
    return read ? Result<Keys>(column.keys) : Result<Keys>(read.error());
}

Result<void> RelatedChange::link(const Keys &keys) const
{
    if (m_relation.throughModel)
        return keys.isEmpty() ? Result<void>() : linkByObjects(keys);
    return inParts(keys, [&](const Keys &part) {
        return execute(sql::compileLink(*m_through, m_key, part, m_relation.symmetrical, m_database.dialect()));
    });
}

/// A through model has columns of its own: its objects know their defaults.
Result<void> RelatedChange::linkByObjects(const Keys &keys) const
{
    const ModelInfo &through = *m_relation.throughModel;
    const bool both = m_relation.symmetrical;
    const NewObjects objects(through, keys.size() * (both ? 2 : 1));
    const auto set = [&](qsizetype at, const Value &here, const Value &there) -> Result<void> {
        auto done = throughField(m_through->key).setValue(objects.span().at(at), here);
        return done ? throughField(m_through->targetKey).setValue(objects.span().at(at), there) : done;
    };
    for (qsizetype i = 0; i < keys.size(); ++i) {
        auto done = set(i, m_key, keys.at(i));
        if (done && both)
            done = set(keys.size() + i, keys.at(i), m_key);
        if (!done)
            return done;
    }
    Database database = m_database;
    auto stored = BulkWriter(database, through).insert(objects.span(), {});
    return stored ? Result<void>() : Result<void>(stored.error());
}

Result<void> RelatedChange::unlink(const Keys &keys) const
{
    return inParts(keys, [&](const Keys &part) {
        return execute(sql::compileUnlink(*m_through, m_key, &part, m_relation.symmetrical, m_database.dialect()));
    });
}

Result<qint64> RelatedChange::point(const Keys *keys, const Value &from, const Value &to) const
{
    QueryCore query(m_database, m_target);
    expr::NodePtr where;
    if (!from.isNull())
        where = expr::binary(expr::NodeKind::Equal, expr::column(m_reference->property.toUtf8()), expr::literal(from));
    if (keys)
        where = expr::combine(expr::NodeKind::And, std::move(where),
                expr::in(expr::column(targetKey().property.toUtf8()), std::vector<Value>(keys->begin(), keys->end())));
    query.select().where = std::move(where);
    return query.updateFields({ { m_reference, expr::literal(to) } });
}

Result<void> RelatedChange::checkNullable() const
{
    if (m_reference->nullable)
        return {};
    return Error(ErrorKind::Relation,
            u"Rows of %1 cannot be without \"%2\": its column is not nullable."_s.arg(m_target.className, m_reference->property))
            .setModel(m_model.className, m_relation.property)
            .setHint(u"Remove the rows themselves, or give %1::%2 the option null."_s.arg(
                    m_target.className, m_reference->property));
}

Result<void> RelatedChange::add(const std::vector<RelatedKey> &rows)
{
    auto keys = keysOf(rows);
    if (!keys || keys->isEmpty())
        return keys ? Result<void>() : Result<void>(keys.error());
    if (m_through && !m_relation.throughModel)
        return link(*keys);
    auto transaction = m_database.begin();
    if (!transaction)
        return transaction.error();
    Result<void> done;
    if (m_through) {
        auto there = current();
        if (!there)
            return there.error();
        const QSet<Value> known(there->cbegin(), there->cend());
        keys->removeIf([&](const Value &key) { return known.contains(key); });
        done = link(*keys);
    } else {
        qint64 found = 0;
        done = inParts(*keys, [&](const Keys &part) {
            auto changed = point(&part, {}, m_key);
            found += changed ? *changed : 0;
            return changed ? Result<void>() : Result<void>(changed.error());
        });
        if (done && found != keys->size())
            done = Error(ErrorKind::NotFound,
                    u"%1 of %2 rows of %3 are not there."_s.arg(keys->size() - found).arg(keys->size()).arg(m_target.className))
                           .setModel(m_target.className);
    }
    return done ? transaction->commit() : done;
}

Result<void> RelatedChange::remove(const std::vector<RelatedKey> &rows)
{
    auto keys = keysOf(rows);
    if (!keys)
        return keys.error();
    if (m_through)
        return unlink(*keys);
    if (auto nullable = checkNullable(); !nullable)
        return nullable;
    return inParts(*keys, [&](const Keys &part) {
        auto changed = point(&part, m_key, {});
        return changed ? Result<void>() : Result<void>(changed.error());
    });
}

Result<void> RelatedChange::set(const std::vector<RelatedKey> &rows)
{
    auto keys = keysOf(rows);
    if (!keys)
        return keys.error();
    auto transaction = m_database.begin();
    if (!transaction)
        return transaction.error();
    auto there = current();
    if (!there)
        return there.error();
    const QSet<Value> wanted(keys->cbegin(), keys->cend()), known(there->cbegin(), there->cend());
    there->removeIf([&](const Value &key) { return wanted.contains(key) || key.isNull(); });
    keys->removeIf([&](const Value &key) { return known.contains(key); });
    Result<void> done;
    if (m_through) {
        done = unlink(*there);
        if (done)
            done = link(*keys);
    } else {
        if (!there->isEmpty()) {
            done = checkNullable();
            if (done)
                done = inParts(*there, [&](const Keys &part) {
                    auto changed = point(&part, m_key, {});
                    return changed ? Result<void>() : Result<void>(changed.error());
                });
        }
        if (done && !keys->isEmpty()) {
            std::vector<RelatedKey> added;
            for (const Value &key : std::as_const(*keys))
                added.push_back({ .key = key });
            done = add(added);
        }
    }
    return done ? transaction->commit() : done;
}

Result<void> RelatedChange::clear()
{
    if (m_through)
        return execute(sql::compileUnlink(*m_through, m_key, nullptr, m_relation.symmetrical, m_database.dialect()));
    if (auto nullable = checkNullable(); !nullable)
        return nullable;
    auto changed = point(nullptr, m_key, {});
    return changed ? Result<void>() : Result<void>(changed.error());
}

RelatedSetCore::RelatedSetCore(Database database, const RowType &type, const RelationStep &step, void *object)
    : m_database(std::move(database)), m_type(&type), m_step(step), m_object(object)
{
    m_list = static_cast<ToManyBase *>(step.member(object));
    const auto &model = type.model();
    if (!model) {
        m_error = std::make_shared<const Error>(model.error());
        return;
    }
    m_model = *model;
    m_relation = m_model->relation(QString::fromUtf8(step.property.data(), qsizetype(step.property.size())));
    if (!m_relation) {
        m_error = std::make_shared<const Error>(
                Error(ErrorKind::Relation, u"The member is no relation of the model: it has another name than its property."_s)
                        .setModel(m_model->className));
        return;
    }
    const FieldInfo &key = RelationLoader::ownKey(*m_model, *m_relation);
    m_key = keyValue(key, object);
    if (m_key.isNull() || isUnset(key, object)) {
        m_error = std::make_shared<const Error>(
                Error(ErrorKind::Relation, u"The %1 has no key, so that nothing is connected with it."_s.arg(m_model->className))
                        .setModel(m_model->className, m_relation->property)
                        .setHint(u"Store it first."_s));
    }
}

QueryCore RelatedSetCore::query() const
{
    if (m_error)
        return QueryCore(*m_error);
    QueryCore query(m_database, *m_relation->target);
    if (m_relation->kind == RelationInfo::Kind::HasMany) {
        query.select().where
                = expr::binary(expr::NodeKind::Equal, expr::column(m_relation->inverse.toUtf8()), expr::literal(m_key));
        return query;
    }
    const sql::ThroughTable through = sql::throughTableOf(*m_model, *m_relation);
    query.select().where = expr::linked(expr::column(through.to->property.toUtf8()),
            { .nameSpace = through.nameSpace,
                    .table = through.table,
                    .key = through.key.column,
                    .target = through.targetKey.column,
                    .value = m_key,
                    .sensitive = through.key.sensitive });
    return query;
}

Result<const ToManyBase *> RelatedSetCore::load() const
{
    if (m_error)
        return *m_error;
    if (RelationAccess::isWhole(*m_list))
        return m_list;
    void *const objects[] { m_object };
    auto loaded = loadRelations(m_database, *m_model, { Load { .step = m_step } }, objects, {});
    return loaded ? Result<const ToManyBase *>(m_list) : Result<const ToManyBase *>(loaded.error());
}

Result<bool> RelatedSetCore::contains(const RelatedKey &row) const
{
    if (m_error)
        return *m_error;
    QueryCore query = this->query();
    const ModelInfo &target = *m_relation->target;
    if (!row.object && target.primaryKey.size() != 1)
        return Error(ErrorKind::InvalidQuery, u"The key of %1 has several parts: give the object."_s.arg(target.className))
                .setModel(target.className);
    for (const FieldInfo *key : target.primaryKey) {
        const Value value = row.object ? keyValue(*key, row.object) : row.key;
        query.select().where = expr::combine(expr::NodeKind::And, query.select().where,
                expr::binary(expr::NodeKind::Equal, expr::column(key->property.toUtf8()), expr::literal(value)));
    }
    return query.exists();
}

namespace {

/// What was loaded is not what is there any more, even after an error: a part of the change may have happened.
template<class F>
Result<void> changing(const std::shared_ptr<const Error> &error, ToManyBase *list, F &&run)
{
    if (error)
        return *error;
    list->unload();
    return run();
}

} // namespace

Result<void> RelatedSetCore::add(const std::vector<RelatedKey> &rows)
{
    return changing(m_error, m_list, [&] {
        RelatedChange change(*this);
        auto sound = change.check();
        return sound ? change.add(rows) : sound;
    });
}

Result<void> RelatedSetCore::add(const Result<const ModelInfo *> &through, const ObjectSpan &rows)
{
    return changing(m_error, m_list, [&]() -> Result<void> {
        if (!through)
            return through.error();
        if (*through != m_relation->throughModel)
            return Error(ErrorKind::Relation,
                    u"%1::%2 is not connected by rows of %3."_s.arg(
                            m_model->className, m_relation->property, (*through)->className))
                    .setModel(m_model->className, m_relation->property);
        const FieldInfo &field = *(*through)->fieldByColumn(m_relation->throughColumn);
        for (qsizetype i = 0; i < rows.count; ++i) {
            if (auto set = field.setValue(rows.at(i), m_key); !set)
                return set;
        }
        auto stored = BulkWriter(m_database, **through).insert(rows, {});
        return stored ? Result<void>() : Result<void>(stored.error());
    });
}

Result<void> RelatedSetCore::remove(const std::vector<RelatedKey> &rows)
{
    return changing(m_error, m_list, [&] {
        RelatedChange change(*this);
        auto sound = change.check();
        return sound ? change.remove(rows) : sound;
    });
}

Result<void> RelatedSetCore::set(const std::vector<RelatedKey> &rows)
{
    return changing(m_error, m_list, [&] {
        RelatedChange change(*this);
        auto sound = change.check();
        return sound ? change.set(rows) : sound;
    });
}

Result<void> RelatedSetCore::clear()
{
    return changing(m_error, m_list, [&] {
        RelatedChange change(*this);
        auto sound = change.check();
        return sound ? change.clear() : sound;
    });
}

} // namespace quoin
