// SPDX-License-Identifier: MIT
#include <quoin/meta/registry.h>

#include <quoin/core/log.h>
#include <quoin/core/nearest.h>
#include <quoin/meta/builder_p.h>

#include <algorithm>
#include <atomic>
#include <mutex>

namespace quoin {

using namespace Qt::StringLiterals;

namespace {

// The newest registration. Constant-initialised, so that it is there before the first of them, in whatever order they come.
constinit std::atomic<const ModelRegistration *> newestRegistration = nullptr;

// What was parsed so far. Nothing is ever removed: pointers to models are valid until the program ends.
struct Parsed
{
    std::recursive_mutex mutex;
    const ModelRegistration *upTo = nullptr; // registrations from here on are parsed
    std::vector<std::unique_ptr<ModelInfo>> models;
    QHash<const QMetaObject *, Result<const ModelInfo *>> byMetaObject;
    QList<Error> errors;

    [[nodiscard]] QList<const ModelInfo *> list() const
    {
        QList<const ModelInfo *> all;
        for (const auto &model : models)
            all.append(model.get());
        return all;
    }
    void parse(const QList<const QMetaObject *> &metaObjects);
};

Parsed &parsed()
{
    static Parsed *instance = new Parsed; // never destroyed: models may be used by destructors of static objects
    return *instance;
}

void Parsed::parse(const QList<const QMetaObject *> &metaObjects)
{
    Declarations declarations;
    for (const QMetaObject *metaObject : metaObjects)
        declare(metaObject, declarations);
    ModelBuilder builder(list());
    builder.build(declarations);
    for (const Error &error : builder.errors()) {
        qCWarning(logModel).noquote() << error.toString();
        errors.append(error);
    }
    for (auto &model : builder.takeModels()) {
        byMetaObject.insert(model->metaObject, static_cast<const ModelInfo *>(model.get()));
        models.push_back(std::move(model));
    }
    for (const ModelDeclaration &declaration : std::as_const(declarations.models)) {
        if (byMetaObject.contains(declaration.metaObject))
            continue;
        const auto failure = builder.failures().constFind(declaration.className);
        byMetaObject.insert(declaration.metaObject, failure != builder.failures().cend() ? *failure : Error());
    }
}

} // namespace

ModelRegistration::ModelRegistration(const QMetaObject *metaObject) noexcept
    : m_metaObject(metaObject), m_next(newestRegistration.load())
{
    while (!newestRegistration.compare_exchange_weak(m_next, this)) { }
}

// Parses what was registered since the last time: everything at the first use, and the models of a plugin when it was loaded.
void Registry::parseRegistered()
{
    Parsed &state = parsed();
    const ModelRegistration *newest = newestRegistration.load();
    if (newest == state.upTo)
        return;
    QList<const QMetaObject *> metaObjects;
    for (const ModelRegistration *each = newest; each != state.upTo; each = each->m_next) {
        if (!metaObjects.contains(each->m_metaObject) && !state.byMetaObject.contains(each->m_metaObject))
            metaObjects.append(each->m_metaObject);
    }
    state.upTo = newest;
    // The order of static initialisation is the linker's: names give one that stays.
    std::ranges::sort(
            metaObjects, [](const QMetaObject *a, const QMetaObject *b) { return qstrcmp(a->className(), b->className()) < 0; });
    state.parse(metaObjects);
}

Result<const ModelInfo *> Registry::model(const QMetaObject *metaObject)
{
    const std::scoped_lock lock(parsed().mutex);
    parseRegistered();
    Parsed &state = parsed();
    if (!state.byMetaObject.contains(metaObject))
        state.parse({ metaObject }); // declared by hand, without QUOIN_MODEL
    return *state.byMetaObject.constFind(metaObject);
}

Result<const ModelInfo *> Registry::find(QStringView classOrTable)
{
    const std::scoped_lock lock(parsed().mutex);
    parseRegistered();
    const QString tail = u"::"_s + classOrTable;
    QStringList names;
    QList<const ModelInfo *> matches;
    for (const auto &model : parsed().models) {
        if (model->className == classOrTable)
            return model.get();
        if (model->className.endsWith(tail) || (!model->abstract && model->table == classOrTable))
            matches.append(model.get());
        names.append(model->className);
        if (model->table != model->className)
            names.append(model->table);
    }
    if (matches.size() == 1)
        return matches.constFirst();
    if (matches.size() > 1) {
        QStringList classes;
        for (const ModelInfo *match : std::as_const(matches))
            classes.append(match->className);
        return Error(ErrorKind::NotFound,
                u"There are several models called "_s + classOrTable + u": "_s + classes.join(u", "_s) + u'.')
                .setHint(u"Give the class with its namespace."_s);
    }
    for (const Error &error : std::as_const(parsed().errors)) {
        if (error.model() == classOrTable || error.model().endsWith(tail))
            return error; // there is one, but it is wrong
    }
    return Error(ErrorKind::NotFound, u"There is no model or table "_s + classOrTable + u'.')
            .setHint(didYouMean(classOrTable, names));
}

Result<QList<const ModelInfo *>> Registry::models()
{
    const std::scoped_lock lock(parsed().mutex);
    parseRegistered();
    if (!parsed().errors.isEmpty())
        return parsed().errors.constFirst();
    QList<const ModelInfo *> models;
    for (const ModelInfo *model : parsed().list()) {
        if (!model->abstract)
            models.append(model);
    }
    std::ranges::sort(models, {}, [](const ModelInfo *model) { return model->className; });
    return models;
}

QList<Error> Registry::check()
{
    const std::scoped_lock lock(parsed().mutex);
    parseRegistered();
    return parsed().errors;
}

} // namespace quoin
