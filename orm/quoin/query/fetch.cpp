// SPDX-License-Identifier: MIT
#include <quoin/db/connection.h>
#include <quoin/query/fetch.h>
#include <quoin/query/peers_p.h>
#include <quoin/query/relationloader_p.h>

using namespace Qt::StringLiterals;

namespace quoin {

namespace {

/// A key that the program set says nothing of the property that it refers to: the primary key, unless some relation to the
/// model says otherwise.
Result<void> checkRefersToKey(const ModelInfo &target)
{
    const auto unclear = [&](const QString &why) {
        return Error(ErrorKind::Relation, u"This key of %1 was not read from a database, so that %2"_s.arg(target.className, why))
                .setModel(target.className)
                .setHint(u"Load it by its object: db.fetchRelated<&Model::relation>(object)."_s);
    };
    if (target.primaryKey.size() != 1)
        return unclear(u"it is not known which property it refers to."_s);
    const auto models = Registry::models();
    if (!models)
        return models.error();
    for (const ModelInfo *model : *models) {
        for (const FieldInfo &field : model->fields) {
            if (field.relation && field.relation->target == &target
                    && field.relation->targetField != target.primaryKey.constFirst()->property)
                return unclear(u"it could refer to %1 (as %2 of %3 does) or to the primary key."_s.arg(
                        field.relation->targetField, field.property, model->className));
        }
    }
    return {};
}

Result<void> loadByKey(const Database &database, const ForeignKeyBase &reference, const RowType &type)
{
    const auto &model = type.model();
    if (!model)
        return model.error();
    const ModelInfo &target = **model;
    if (auto clear = checkRefersToKey(target); !clear)
        return clear;
    const FieldInfo &key = *target.primaryKey.constFirst();
    QueryCore query(database, target);
    query.select().where
            = expr::binary(expr::NodeKind::Equal, expr::column(key.property.toUtf8()), expr::literal(reference.key()));
    RecordState *state = nullptr;
    const std::shared_ptr<void> object = type.make(target, &state);
    const auto found = query.readFirst(object.get(), 1);
    if (!found)
        return found.error();
    if (*found == 0)
        return {};
    if (state) {
        auto connection = database.connection();
        if (!connection)
            return connection.error();
        state->markRead(**connection, database, target.values(object.get()));
    }
    RelationAccess::setObject(reference, object);
    return {};
}

} // namespace

Result<void> loadReference(const Database &database, const ForeignKeyBase &reference, const RowType &target)
{
    if (reference.isLoaded() || reference.isNull())
        return {};
    if (auto *peers = static_cast<PeerGroup *>(RelationAccess::peers(reference)))
        return peers->load(database, target, reference);
    if (database.lazyLoading() == LazyLoading::Forbidden) {
        const auto &model = target.model();
        return Error(ErrorKind::Relation, u"Loading a relation later is forbidden in this database."_s)
                .setModel(model ? (*model)->className : QString())
                .setHint(u"Load it by its object: db.fetchRelated<&Model::relation>(object)."_s);
    }
    return loadByKey(database, reference, target);
}

Result<void> loadList(const Database &database, const ToManyBase &relation, const RowType &target)
{
    if (relation.isLoaded())
        return {};
    if (auto *peers = static_cast<PeerGroup *>(RelationAccess::peers(relation)))
        return peers->load(database, target, relation);
    const auto &model = target.model();
    return Error(ErrorKind::Relation,
            u"This list of %1 is of an object that was not read from a database: it is not known whose it is."_s.arg(
                    model ? (*model)->className : QString()))
            .setHint(u"Load it by its object: db.fetchRelated<&Model::relation>(object)."_s);
}

Result<void> fetchAllRelated(
        const Database &database, const RowType &type, std::span<void *const> objects, const FetchOptions &options)
{
    const auto &model = type.model();
    if (!model)
        return model.error();
    // Names and steps have to stay where they are while they are used.
    std::vector<QByteArray> names;
    std::vector<const ModelInfo *> targets;
    const auto note = [&](const RelationInfo &relation) {
        names.push_back(relation.property.toUtf8());
        targets.push_back(relation.target);
    };
    for (const FieldInfo &field : (*model)->fields) {
        if (field.relation)
            note(*field.relation);
    }
    for (const RelationInfo &relation : (*model)->relations)
        note(relation);
    Loads loads;
    for (size_t i = 0; i < names.size(); ++i)
        loads.push_back({ .step
                = { std::string_view(names[i].constData(), size_t(names[i].size())), nullptr, &rowTypeOf(*targets[i]) } });
    return loadRelations(database, **model, loads, objects, { .concurrent = options.concurrent });
}

Result<void> fetchRelated(const Database &database, const RowType &type, std::span<void *const> objects, const Loads &loads)
{
    const auto &model = type.model();
    return model ? loadRelations(database, **model, loads, objects, {}) : Result<void>(model.error());
}

} // namespace quoin
