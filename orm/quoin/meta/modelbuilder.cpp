// SPDX-License-Identifier: MIT
#include <quoin/meta/builder_p.h>

#include <quoin/core/nearest.h>
#include <quoin/meta/metatypes.h>
#include <quoin/meta/naming_p.h>

#include <algorithm>

namespace quoin {

using namespace Qt::StringLiterals;

QString wordsOf(QStringView name) { return snakeCase(name).replace(u'_', u' '); }

namespace {

// English, as class names are; verboseNamePlural= says it otherwise.
QString pluralOf(const QString &singular)
{
    const auto endsWithAny = [&](std::initializer_list<QStringView> endings) {
        return std::ranges::any_of(endings, [&](QStringView ending) { return singular.endsWith(ending); });
    };
    if (endsWithAny({ u"s", u"x", u"z", u"ch", u"sh" }))
        return singular + u"es"_s;
    if (singular.endsWith(u'y') && !endsWithAny({ u"ay", u"ey", u"oy", u"uy" }))
        return singular.chopped(1) + u"ies"_s;
    return singular + u's';
}

} // namespace

ModelBuilder::ModelBuilder(QList<const ModelInfo *> known) : m_known(std::move(known)) { }
ModelBuilder::~ModelBuilder() = default;

void ModelBuilder::fail(ModelDraft &draft, Error error, const QString &property)
{
    error.setModel(draft.declaration.className, property);
    draft.failed = true;
    if (!m_failures.contains(draft.declaration.className))
        m_failures.insert(draft.declaration.className, error);
    m_errors.append(std::move(error));
}

std::shared_ptr<const ModelInfo> ModelBuilder::rowsOf(QList<FieldInfo> fields)
{
    auto model = std::make_shared<ModelInfo>();
    model->className = model->table = u"rows"_s;
    model->rows = model->readOnly = true;
    model->managed = false;
    for (FieldInfo &field : fields) {
        field.index = int(model->fields.size());
        field.column = u"_%1"_s.arg(field.index + 1); // names that differ in case alone are one to an engine
        field.m_model = model.get();
        field.primaryKey = field.unique = field.indexed = false;
        field.nullable = true;
        model->m_byProperty.insert(field.property, field.index);
        model->m_byColumn.insert(field.column, field.index);
        model->fields.append(std::move(field));
    }
    return model;
}

void ModelBuilder::build(const Declarations &declarations)
{
    for (const ModelDeclaration &declaration : declarations.models) {
        const bool again = std::ranges::any_of(
                m_drafts, [&](const ModelDraft &draft) { return draft.declaration.className == declaration.className; });
        if (!again)
            m_drafts.push_back(makeDraft(declaration, declarations.enums));
    }
    for (ModelDraft &draft : m_drafts) {
        if (!draft.failed)
            settleModel(draft);
    }
    checkTables();
    resolveRelations();
    for (ModelDraft &draft : m_drafts) {
        if (!draft.failed)
            checkIndexedText(draft);
    }
    spreadFailures();
    checkNames();
    checkKeyLengths();
    spreadFailures();
    for (ModelDraft &draft : m_drafts)
        draft.info->clean = cleanMethodOf(draft.info->metaObject);
}

ModelDraft ModelBuilder::makeDraft(const ModelDeclaration &declaration, const QList<EnumDeclaration> &enums)
{
    ModelDraft draft;
    draft.declaration = declaration;
    draft.info = std::make_unique<ModelInfo>();
    ModelInfo &info = *draft.info;
    info.className = declaration.className;
    info.metaObject = declaration.metaObject;
    info.table = declaration.info(u"table").value_or(QString());
    if (info.table.isEmpty())
        info.table = snakeCase(lastPart(info.className));
    if (!declaration.gadget) {
        fail(draft, configurationError(u"A QObject cannot be a model: rows are values."_s, u"Make the class a Q_GADGET."_s));
        return draft;
    }

    const auto options = parseOptions(declaration.info(u"options").value_or(QString()));
    if (!options)
        fail(draft, options.error());
    else if (auto applied = applyModelOptions(draft, *options); !applied)
        fail(draft, applied.error());

    QStringList properties;
    for (const PropertyDeclaration &property : declaration.properties) {
        properties.append(property.name);
        draftProperty(draft, property, enums);
    }
    QStringList mentioned;
    for (const ClassInfo &classInfo : declaration.infos) {
        if (classInfo.name == "table"_L1 || classInfo.name == "options"_L1)
            continue;
        if (!properties.contains(classInfo.name))
            fail(draft,
                    configurationError(
                            u"There are options for a property "_s + classInfo.name + u", which the class does not have."_s,
                            didYouMean(classInfo.name, properties)),
                    classInfo.name);
        else if (mentioned.contains(classInfo.name) && declaration.bases.isEmpty())
            fail(draft,
                    configurationError(
                            u"There are two Q_CLASSINFO with options for this property."_s, u"Write all its options into one."_s),
                    classInfo.name);
        mentioned.append(classInfo.name);
    }

    // From here on the fields stay where they are: others point at them.
    for (PropertyDraft &property : draft.properties) {
        if (property.isToMany()) {
            info.relations.append(property.relation);
            continue;
        }
        if (property.isToOne())
            property.field.relation = property.relation;
        property.field.index = int(info.fields.size());
        property.field.m_model = &info;
        info.fields.append(property.field);
        info.m_byProperty.insert(property.field.property, property.field.index);
        info.m_byColumn.insert(property.field.column, property.field.index);
    }
    return draft;
}

void ModelBuilder::settleModel(ModelDraft &draft)
{
    ModelInfo &info = *draft.info;
    if (info.rows) {
        info.readOnly = true;
        info.managed = false;
    }
    if (info.comment.isEmpty())
        info.comment = info.verboseName;
    if (info.verboseName.isEmpty())
        info.verboseName = wordsOf(lastPart(info.className));
    if (info.verboseNamePlural.isEmpty())
        info.verboseNamePlural = pluralOf(info.verboseName);

    for (const QString &base : std::as_const(draft.declaration.bases)) {
        const auto concrete = [&](const auto &model) { return model->className == base && !model->abstract; };
        const bool known = std::ranges::any_of(m_known, concrete);
        if (known || std::ranges::any_of(m_drafts, [&](const ModelDraft &other) { return concrete(other.info); }))
            return fail(draft,
                    configurationError(u"The base class "_s + base + u" is a model with a table of its own."_s,
                            u"Add the class option abstract to "_s + base + u", or point at it with quoin::OneToOne."_s));
    }
    if (info.fields.isEmpty() && !info.abstract)
        return fail(draft,
                configurationError(u"The class has no property that could be a column."_s,
                        u"Declare one with QUOIN_FIELD(qint64, id, \"primaryKey\")."_s));
    if (info.table.toUtf8().size() > maxNameBytes)
        return fail(draft,
                configurationError(
                        u"The table's name \""_s + info.table + u"\" is longer than 63 bytes, which not every engine stores."_s,
                        u"Give it a shorter one in QUOIN_MODEL."_s));
    for (const QStringView reserved : { u"quoin_", u"sqlite_", u"pg_" }) {
        if (info.table.startsWith(reserved, Qt::CaseInsensitive))
            return fail(draft,
                    configurationError(
                            u"Tables whose names begin with "_s + reserved + u" are reserved."_s, u"Choose another name."_s));
    }
    QString property;
    if (auto checked = checkColumnNames(draft, property); !checked)
        return fail(draft, checked.error(), property);
    if (auto settled = settlePrimaryKey(draft, property); !settled)
        return fail(draft, settled.error(), property);
    if (auto settled = settleSpecialFields(draft); !settled)
        return fail(draft, settled.error());
    if (auto settled = settleIndexes(draft); !settled)
        return fail(draft, settled.error());
}

Result<void> ModelBuilder::checkColumnNames(const ModelDraft &draft, QString &property)
{
    QHash<QString, QString> seen; // engines differ in whether case matters: it must not
    for (const FieldInfo &field : std::as_const(draft.info->fields)) {
        const QString folded = field.column.toCaseFolded();
        if (const auto other = seen.constFind(folded); other != seen.cend()) {
            property = field.property;
            return configurationError(u"Its column "_s + field.column + u" is also that of the property "_s + *other + u'.',
                    u"Give one of them another name with column=; large and small letters do not count."_s);
        }
        seen.insert(folded, field.property);
    }
    return {};
}

Result<void> ModelBuilder::settlePrimaryKey(ModelDraft &draft, QString &property)
{
    ModelInfo &info = *draft.info;
    QList<FieldInfo *> keys;
    for (FieldInfo &field : info.fields) {
        if (field.primaryKey)
            keys.append(&field);
    }
    if (!draft.primaryKey.isEmpty()) {
        if (!keys.isEmpty()) {
            property = keys.constFirst()->property;
            return configurationError(u"The primary key is declared twice: by the class option primaryKey=("_s
                            + draft.primaryKey.join(u", "_s) + u") and by this property."_s,
                    u"Keep one of the two."_s);
        }
        for (const QString &name : std::as_const(draft.primaryKey)) {
            const FieldInfo *found = info.field(name);
            if (!found)
                return configurationError(
                        u"The class option primaryKey names "_s + name + u", which is no column of the class."_s,
                        didYouMean(name, info.propertyNames()));
            FieldInfo &field = info.fields[found->index];
            if (field.nullable)
                return configurationError(
                        u"The primary key names "_s + name + u", which can be NULL."_s, u"Use its type without std::optional."_s);
            if (field.primaryKey)
                return configurationError(u"The class option primaryKey names "_s + name + u" twice."_s);
            field.primaryKey = true;
            keys.append(&field);
        }
    }
    for (FieldInfo *key : std::as_const(keys))
        info.primaryKey.append(key);
    if (keys.isEmpty()) {
        if (info.abstract || info.readOnly)
            return {};
        return configurationError(u"The class has no primary key."_s,
                u"Add one, for example QUOIN_FIELD(qint64, id, \"primaryKey\"); a database view needs none with the class option readOnly."_s);
    }

    for (FieldInfo *key : std::as_const(keys)) {
        const auto propertyDraft = std::ranges::find(
                draft.properties, key->property, [](const PropertyDraft &each) { return each.field.property; });
        const bool said = propertyDraft->has("autoIncrement"_L1) || propertyDraft->has("generate"_L1);
        if (keys.size() > 1) {
            if (key->generation == KeyGeneration::AutoIncrement) {
                property = key->property;
                return configurationError(u"One column of several that are the primary key cannot count by itself."_s,
                        u"Remove autoIncrement, or primaryKey from the other properties and make them unique together."_s);
            }
        } else if (!said && !key->defaultValue && !key->generated && key->defaultFactory.isEmpty()) {
            if (key->type == FieldType::Int || key->type == FieldType::LongLong)
                key->generation = KeyGeneration::AutoIncrement;
            else if (key->type == FieldType::Uuid)
                key->generation = KeyGeneration::Uuid;
        }
    }
    return {};
}

Result<void> ModelBuilder::settleSpecialFields(ModelDraft &draft)
{
    ModelInfo &info = *draft.info;
    info.softDelete = draft.softDelete;
    if (!draft.softDelete)
        info.softDeleteField.clear();
    if (info.softDelete) {
        const FieldInfo *field = info.field(info.softDeleteField);
        if (!field)
            return configurationError(u"softDelete needs a property "_s + info.softDeleteField + u" for the time of deletion."_s,
                    u"Add QUOIN_FIELD(std::optional<QDateTime>, "_s + info.softDeleteField
                            + u", \"\"), or name another one: softDelete=removedAt."_s);
        if (field->type != FieldType::DateTime || !field->optional)
            return configurationError(
                    u"The property "_s + field->property + u" of softDelete is of type "_s + field->typeName + u'.',
                    u"It has to be a std::optional<QDateTime>: empty means not deleted."_s);
    }
    if (!info.versionField.isEmpty()) {
        const FieldInfo *field = info.field(info.versionField);
        if (!field)
            return configurationError(u"version names "_s + info.versionField + u", which is no column of the class."_s,
                    didYouMean(info.versionField, info.propertyNames()));
        const bool counts = field->type == FieldType::Int || field->type == FieldType::LongLong || field->type == FieldType::UInt;
        if (!counts || field->nullable || field->primaryKey)
            return configurationError(u"The version property "_s + field->property + u" is "_s
                            + (field->primaryKey ? u"the primary key."_s : QString(u"of type "_s + field->typeName + u'.')),
                    u"It has to be an int or qint64 of its own, which each update counts up."_s);
    }
    if (!info.tenantField.isEmpty()) {
        const FieldInfo *field = info.field(info.tenantField);
        if (!field)
            return configurationError(u"tenant names "_s + info.tenantField + u", which is no column of the class."_s,
                    didYouMean(info.tenantField, info.propertyNames()));
    }
    for (const OrderTerm &term : std::as_const(info.ordering)) {
        if (!info.field(term.property))
            return configurationError(u"ordering names "_s + term.property + u", which is no column of the class."_s,
                    didYouMean(term.property, info.propertyNames()));
    }
    return {};
}

Result<void> ModelBuilder::settleIndexes(ModelDraft &draft)
{
    ModelInfo &info = *draft.info;
    const auto columnOf = [&](const QString &name, QStringView option) -> Result<const FieldInfo *> {
        if (const FieldInfo *field = info.field(name))
            return field;
        return configurationError(u"The class option "_s + option + u" names "_s + name + u", which is no column of the class."_s,
                didYouMean(name, info.propertyNames()));
    };
    for (const IndexDraft &each : std::as_const(draft.indexes)) {
        schema::Index index { .unique = each.unique, .condition = each.condition, .method = each.method };
        QStringList columns;
        for (const OptionItem &item : each.option.items) {
            if (item.quoted) {
                index.parts.append({ .expression = item.text });
                columns.append(u"expr"_s);
                continue;
            }
            const bool descending = item.text.startsWith(u'-');
            const auto field = columnOf(item.text.sliced(descending ? 1 : 0).trimmed(), u"index");
            if (!field)
                return field.error();
            if (columns.contains((*field)->column))
                return configurationError(u"The class option index names "_s + (*field)->property + u" twice."_s);
            index.parts.append({ .column = (*field)->column, .descending = descending });
            columns.append((*field)->column);
        }
        for (const QString &name : each.include) {
            const auto field = columnOf(name, u"index");
            if (!field)
                return field.error();
            index.include.append((*field)->column);
        }
        index.name = each.name.isEmpty() ? constraintName(info.table, columns, u"idx") : each.name;
        info.indexes.append(index);
    }
    for (const IndexDraft &each : std::as_const(draft.uniques)) {
        schema::Unique unique;
        for (const OptionItem &item : each.option.items) {
            const auto field = columnOf(item.text, u"unique");
            if (!field)
                return field.error();
            if (unique.columns.contains((*field)->column))
                return configurationError(u"The class option unique names "_s + (*field)->property + u" twice."_s);
            unique.columns.append((*field)->column);
        }
        unique.name = each.name.isEmpty() ? constraintName(info.table, unique.columns, u"key") : each.name;
        info.uniques.append(unique);
    }
    int number = 0;
    for (schema::Check &check : info.checks) {
        ++number;
        if (check.name.isEmpty())
            check.name
                    = constraintName(info.table, number == 1 ? QStringList() : QStringList { QString::number(number) }, u"check");
    }
    QStringList names;
    for (const auto &index : std::as_const(info.indexes))
        names.append(index.name);
    for (const auto &unique : std::as_const(info.uniques))
        names.append(unique.name);
    for (const auto &check : std::as_const(info.checks))
        names.append(check.name);
    for (const QString &name : std::as_const(names)) {
        if (names.count(name) > 1)
            return configurationError(u"Two indexes or constraints of the class are both called "_s + name + u'.',
                    u"Give one of them another name with name=."_s);
        if (name.toUtf8().size() > maxNameBytes)
            return configurationError(u"The name \""_s + name + u"\" is longer than 63 bytes, which not every engine stores."_s,
                    u"Choose a shorter one."_s);
    }
    return {};
}

void ModelBuilder::checkTables()
{
    QHash<QString, QString> owners;
    const auto key = [](const ModelInfo &model) { return QString(model.nameSpace + u'.' + model.table).toCaseFolded(); };
    for (const ModelInfo *model : std::as_const(m_known)) {
        if (!model->abstract)
            owners.insert(key(*model), model->className);
    }
    for (ModelDraft &draft : m_drafts) {
        if (draft.failed || draft.info->abstract)
            continue;
        const auto owner = owners.constFind(key(*draft.info));
        if (owner == owners.cend())
            owners.insert(key(*draft.info), draft.declaration.className);
        else
            fail(draft,
                    configurationError(u"Its table "_s + draft.info->table + u" is also that of "_s + *owner + u'.',
                            u"Give one of them another table in QUOIN_MODEL; large and small letters do not count."_s));
    }
}

// A model that points at one with a mistake cannot be used either, but has no mistake of its own.
void ModelBuilder::spreadFailures()
{
    bool more = true;
    const auto failedTarget = [&](const RelationInfo &relation) -> const Error * {
        for (const ModelInfo *target : { relation.target, relation.throughModel }) {
            const ModelDraft *draft = target ? draftOf(target) : nullptr;
            if (draft && draft->failed)
                return &*m_failures.constFind(draft->declaration.className);
        }
        return nullptr;
    };
    while (more) {
        more = false;
        for (ModelDraft &draft : m_drafts) {
            if (draft.failed)
                continue;
            const Error *why = nullptr;
            for (const FieldInfo &field : std::as_const(draft.info->fields)) {
                if (field.relation && !why)
                    why = failedTarget(*field.relation);
            }
            for (const RelationInfo &relation : std::as_const(draft.info->relations)) {
                if (!why)
                    why = failedTarget(relation);
            }
            if (why) {
                const Error copy = *why;
                m_failures.insert(draft.declaration.className, copy);
                draft.failed = more = true;
            }
        }
    }
}

QStringList ModelBuilder::classNames() const
{
    QStringList names;
    for (const ModelDraft &draft : m_drafts)
        names.append(draft.declaration.className);
    for (const ModelInfo *model : m_known)
        names.append(model->className);
    return names;
}

ModelDraft *ModelBuilder::draftOf(const ModelInfo *model)
{
    const auto found = std::ranges::find_if(m_drafts, [&](const ModelDraft &draft) { return draft.info.get() == model; });
    return found == m_drafts.end() ? nullptr : &*found;
}

QList<const ModelInfo *> ModelBuilder::allModels() const
{
    QList<const ModelInfo *> models = m_known;
    for (const ModelDraft &draft : m_drafts)
        models.append(draft.info.get());
    return models;
}

std::vector<std::unique_ptr<ModelInfo>> ModelBuilder::takeModels()
{
    std::vector<std::unique_ptr<ModelInfo>> models;
    for (ModelDraft &draft : m_drafts) {
        if (!draft.failed)
            models.push_back(std::move(draft.info));
    }
    std::ranges::sort(models, {}, [](const auto &model) { return model->className; });
    return models;
}

ModelSet ModelBuilder::takeSet()
{
    ModelSet set;
    for (const ModelDraft &draft : m_drafts)
        set.m_sources.insert(draft.declaration.className, draft.declaration.source);
    set.m_models = takeModels();
    set.m_errors = m_errors;
    return set;
}

} // namespace quoin
