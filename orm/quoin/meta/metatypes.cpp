// SPDX-License-Identifier: MIT
#include <quoin/meta/metatypes.h>

#include <quoin/meta/builder_p.h>

#include <QtCore/qfile.h>

namespace quoin {

using namespace Qt::StringLiterals;

ModelSet::ModelSet() = default;
ModelSet::ModelSet(ModelSet &&) noexcept = default;
ModelSet &ModelSet::operator=(ModelSet &&) noexcept = default;
ModelSet::~ModelSet() = default;

QList<const ModelInfo *> ModelSet::models() const
{
    QList<const ModelInfo *> models;
    for (const auto &model : m_models)
        models.append(model.get());
    return models;
}

const ModelInfo *ModelSet::find(QStringView classOrTable) const
{
    for (const auto &model : m_models) {
        if (model->className == classOrTable)
            return model.get();
    }
    const QString tail = u"::"_s + classOrTable;
    for (const auto &model : m_models) {
        if (model->table == classOrTable || model->className.endsWith(tail))
            return model.get();
    }
    return nullptr;
}

QList<Error> ModelSet::errors() const { return m_errors; }

QString ModelSet::source(const QString &className) const { return m_sources.value(className); }

namespace {

Result<ModelSet> build(Declarations declarations)
{
    QList<ModelDeclaration> models;
    for (ModelDeclaration &declaration : declarations.models) {
        if (declaration.isModel())
            models.append(std::move(declaration));
    }
    declarations.models = std::move(models);
    ModelBuilder builder;
    builder.build(declarations);
    return builder.takeSet();
}

} // namespace

Result<ModelSet> ModelSet::fromFiles(const QStringList &files)
{
    QList<MetatypesDocument> documents;
    for (const QString &name : files) {
        QFile file(name);
        if (!file.open(QFile::ReadOnly))
            return Error(ErrorKind::Configuration,
                    u"The metatypes file "_s + name + u" cannot be read: "_s + file.errorString() + u'.')
                    .setHint(u"It is made by the build: run it first."_s);
        documents.append({ file.readAll(), name });
    }
    Declarations declarations;
    if (const auto problem = declare(documents, declarations))
        return *problem;
    return build(std::move(declarations));
}

Result<ModelSet> ModelSet::fromJson(const QByteArray &json, const QString &source)
{
    Declarations declarations;
    if (const auto problem = declare(QList<MetatypesDocument> { { json, source } }, declarations))
        return *problem;
    return build(std::move(declarations));
}

} // namespace quoin
