// SPDX-License-Identifier: MIT
#include <quoin/meta/builder_p.h>

#include <algorithm>

namespace quoin {

using namespace Qt::StringLiterals;
using schema::ColumnType;
using schema::TypeKind;

namespace {

bool makesTables(const ModelInfo &model) { return !model.abstract && model.managed && !model.readOnly; }

/// Something in the database with a name, and the property that it comes from.
struct Named
{
    QString name;
    QString what;
    QString property;
};

QString propertyOf(const ModelInfo &model, const QString &column)
{
    const FieldInfo *field = model.fieldByColumn(column);
    return field ? field->property : QString();
}

/// The indexes and constraints of one table.
template<class PropertyOf>
void appendNames(QList<Named> &names, const schema::Table &table, const PropertyOf &propertyOfColumn)
{
    for (const schema::Unique &unique : table.uniques)
        names.append({ unique.name, u"unique constraint"_s, propertyOfColumn(unique.columns.constFirst()) });
    for (const schema::Index &index : table.indexes)
        names.append({ index.name, u"index"_s, propertyOfColumn(index.parts.constFirst().column) });
    for (const schema::ForeignKey &key : table.foreignKeys)
        names.append({ key.name, u"foreign key"_s, propertyOfColumn(key.columns.constFirst()) });
    for (const schema::Check &check : table.checks)
        names.append({ check.name, u"check"_s, check.rules.isEmpty() ? QString() : propertyOfColumn(check.rules[0].column) });
}

/// All names of a model's tables but that of its own table.
QList<Named> namesOf(const ModelInfo &model)
{
    QList<Named> names;
    appendNames(names, model.toTable(), [&](const QString &column) { return propertyOf(model, column); });
    const QList<schema::Table> tables = model.toTables();
    for (const RelationInfo &relation : model.relations) {
        const auto through = std::ranges::find(tables, relation.throughTable, &schema::Table::name);
        if (!relation.ownsThroughTable || through == tables.end())
            continue;
        names.append({ relation.throughTable, u"table"_s, relation.property });
        appendNames(names, *through, [&](const QString &) { return relation.property; });
    }
    return names;
}

QString path(const ModelInfo &model, const QString &property)
{
    return property.isEmpty() ? model.className : QString(model.className + u'.' + property);
}

/// What a column adds to the length of a key, in MySQL's bytes; 0 where the length is no question.
int keyBytes(const ColumnType &type)
{
    switch (type.kind) {
    case TypeKind::String: return 4 * type.length;
    case TypeKind::Binary: return type.length;
    case TypeKind::Uuid: return 4 * 36;
    case TypeKind::Enum: {
        qsizetype longest = 0;
        for (const QString &value : type.values)
            longest = std::max(longest, value.size());
        return int(4 * longest);
    }
    default: return 8;
    }
}

} // namespace

// MySQL cannot index text of any length, and no engine should have to.
void ModelBuilder::checkIndexedText(ModelDraft &draft)
{
    ModelInfo &info = *draft.info;
    QStringList keyed;
    for (const schema::Index &index : std::as_const(info.indexes)) {
        for (const schema::IndexPart &part : index.parts) {
            if (index.method.isEmpty())
                keyed.append(part.column);
        }
    }
    for (const schema::Unique &unique : std::as_const(info.uniques))
        keyed.append(unique.columns);
    for (const FieldInfo &field : std::as_const(info.fields)) {
        const bool unbounded = field.columnType.kind == schema::TypeKind::Text
                || (field.columnType.kind == schema::TypeKind::Binary && field.columnType.length == 0);
        if (unbounded && !field.relation && (field.primaryKey || field.unique || field.indexed || keyed.contains(field.column)))
            fail(draft,
                    configurationError(
                            u"A property that is a key, unique or indexed needs a length: not every engine can index text without one."_s,
                            field.type == FieldType::UserDefined ? u"Let its converter store string(n)."_s
                                                                 : u"Add maxLength=255."_s),
                    field.property);
    }
}

// Indexes share the names of their whole schema on PostgreSQL and SQLite, foreign keys those of the database on MySQL: each name
// is given once. Large and small letters do not count.
void ModelBuilder::checkNames()
{
    QHash<QString, QString> owners;
    const auto key
            = [](const ModelInfo &model, const QString &name) { return QString(model.nameSpace + u'.' + name).toCaseFolded(); };
    for (const ModelInfo *model : allModels()) {
        const ModelDraft *draft = draftOf(model);
        if (makesTables(*model) && !(draft && draft->failed))
            owners.insert(key(*model, model->table), u"the table of "_s + model->className);
    }
    for (const ModelInfo *model : std::as_const(m_known)) {
        if (!makesTables(*model))
            continue;
        for (const Named &named : namesOf(*model))
            owners.insert(key(*model, named.name), u"the "_s + named.what + u" of "_s + path(*model, named.property));
    }
    for (ModelDraft &draft : m_drafts) {
        const ModelInfo &info = *draft.info;
        if (draft.failed || !makesTables(info))
            continue;
        for (const Named &named : namesOf(info)) {
            const auto owner = owners.constFind(key(info, named.name));
            if (owner == owners.cend()) {
                owners.insert(key(info, named.name), u"the "_s + named.what + u" of "_s + path(info, named.property));
                continue;
            }
            fail(draft,
                    configurationError(
                            u"The name "_s + named.name + u" of its "_s + named.what + u" is also that of "_s + *owner + u'.',
                            named.what == "table"_L1
                                    ? u"Choose another one with table=."_s
                                    : u"Give one of the tables or columns another name, or declare it in the class's options "
                                      "with name=."_s),
                    named.property);
            break;
        }
    }
}

// What fits into an index of MySQL, the strictest: 3072 bytes, four for each character.
void ModelBuilder::checkKeyLengths()
{
    constexpr int most = 3072;
    for (ModelDraft &draft : m_drafts) {
        const ModelInfo &info = *draft.info;
        if (draft.failed || !makesTables(info))
            continue;
        const schema::Table table = info.toTable();
        QList<QStringList> keys { table.primaryKey.columns };
        for (const schema::Unique &unique : table.uniques)
            keys.append(unique.columns);
        for (const schema::Index &index : table.indexes) {
            QStringList columns;
            for (const schema::IndexPart &part : index.parts)
                columns.append(part.column);
            if (index.method.isEmpty())
                keys.append(columns);
        }
        for (const QStringList &columns : std::as_const(keys)) {
            int bytes = 0;
            const FieldInfo *longest = nullptr;
            for (const QString &column : columns) {
                const FieldInfo *field = info.fieldByColumn(column);
                if (!field)
                    continue; // an expression
                bytes += keyBytes(field->columnType);
                if (!longest || keyBytes(field->columnType) > keyBytes(longest->columnType))
                    longest = field;
            }
            if (bytes <= most)
                continue;
            fail(draft,
                    configurationError(u"A key or index of "_s + columns.join(u", "_s) + u" takes up to "_s
                                    + QString::number(bytes) + u" bytes, four for each character; they end at "_s
                                    + QString::number(most) + u'.',
                            u"Choose a maxLength= of at most 768, of all its columns together."_s),
                    longest->property);
            break;
        }
    }
}

} // namespace quoin
