// SPDX-License-Identifier: MIT
#pragma once

// Not part of the API: from declarations to models, for both sources.

#include <quoin/meta/draft_p.h>

#include <vector>

namespace quoin {

class ModelSet;

/// Makes a set of models and finds what is wrong with them. Works in passes (properties, classes, relations, the set), and
/// says one thing about each mistake: what follows from an error is not reported.
class ModelBuilder
{
public:
    /// \a known: models made before, which the new ones may point at.
    explicit ModelBuilder(QList<const ModelInfo *> known = {});
    ~ModelBuilder();

    void build(const Declarations &declarations);
    /// Rows of a query, which no class stands for: these fields, of models or computed.
    static std::shared_ptr<const ModelInfo> rowsOf(QList<FieldInfo> fields);

    /// One per mistake, with class and property, in the order of the declarations.
    [[nodiscard]] const QList<Error> &errors() const { return m_errors; }
    /// Why a class did not become a model: its own error, or that of a model it points at.
    [[nodiscard]] const QHash<QString, Error> &failures() const { return m_failures; }
    /// The models without mistakes, by class name.
    [[nodiscard]] std::vector<std::unique_ptr<ModelInfo>> takeModels();
    [[nodiscard]] ModelSet takeSet();

private:
    // fieldbuilder.cpp: a property by itself
    void draftProperty(ModelDraft &model, const PropertyDeclaration &declaration, const QList<EnumDeclaration> &enums);
    Result<PropertyDraft> makeProperty(
            const ModelDraft &model, const PropertyDeclaration &declaration, const QList<EnumDeclaration> &enums);
    static Result<void> chooseType(PropertyDraft &draft, const ModelDraft &model, const QList<EnumDeclaration> &enums);
    static Result<void> chooseColumnType(PropertyDraft &draft);
    static Result<void> settleEnum(PropertyDraft &draft);
    static Result<void> settleField(PropertyDraft &draft);
    // defaultfactory.cpp
    static Result<void> settleDefaultFactory(PropertyDraft &draft, const ModelDeclaration &model);
    // literals.cpp
    static Result<void> settleLiterals(FieldInfo &field, const PropertyDraft &draft);

    // modelbuilder.cpp: a class by itself
    ModelDraft makeDraft(const ModelDeclaration &declaration, const QList<EnumDeclaration> &enums);
    void settleModel(ModelDraft &draft);
    Result<void> settlePrimaryKey(ModelDraft &draft, QString &property);
    Result<void> settleSpecialFields(ModelDraft &draft);
    Result<void> settleIndexes(ModelDraft &draft);
    static Result<void> checkColumnNames(const ModelDraft &draft, QString &property);

    // relationbuilder.cpp: across classes
    void resolveRelations();
    Result<const ModelInfo *> findModel(QStringView name, const ModelDraft &from, QStringView option = {}) const;
    Result<void> resolveToOne(ModelDraft &draft, FieldInfo &field, int depth);
    Result<void> resolveToOneFields(ModelDraft &draft, QString &property);
    Result<const ModelInfo *> findTarget(const ModelDraft &draft, RelationInfo &relation);
    Result<void> resolveHasMany(ModelDraft &draft, RelationInfo &relation);
    Result<void> resolveManyToMany(ModelDraft &draft, RelationInfo &relation);
    Result<void> resolveThrough(ModelDraft &draft, RelationInfo &relation);
    Result<void> pairManyToMany(ModelDraft &draft, RelationInfo &relation);
    void checkReverseNames();
    ModelDraft *draftOf(const ModelInfo *model);
    [[nodiscard]] QList<const ModelInfo *> allModels() const;

    void checkTables();
    // tablechecks.cpp: what only the finished tables show
    void checkIndexedText(ModelDraft &draft);
    void checkNames();
    void checkKeyLengths();
    void spreadFailures();

    void fail(ModelDraft &draft, Error error, const QString &property = {});
    [[nodiscard]] QStringList classNames() const;

    QList<const ModelInfo *> m_known;
    std::vector<ModelDraft> m_drafts;
    QList<Error> m_errors;
    QHash<QString, Error> m_failures;
};

/// The type that a column of this kind is read as.
FieldType fieldTypeOf(const schema::ColumnType &type);
/// "published at" of "publishedAt".
QString wordsOf(QStringView name);
/// The model's clean() as a function; empty when it has none. cleanmethod.cpp
std::function<QList<FieldError>(const void *)> cleanMethodOf(const QMetaObject *metaObject);

} // namespace quoin
