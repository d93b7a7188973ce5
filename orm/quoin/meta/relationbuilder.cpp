// SPDX-License-Identifier: MIT
#include <quoin/meta/builder_p.h>

#include <quoin/core/nearest.h>
#include <quoin/meta/naming_p.h>
#include <quoin/meta/scopes_p.h>

namespace quoin {

using namespace Qt::StringLiterals;

namespace {

QString path(const ModelInfo &model, const QString &property) { return model.className + u'.' + property; }

// The ForeignKey and OneToOne fields of a model that point at another one.
QList<const FieldInfo *> fieldsPointingAt(const ModelInfo &from, const ModelInfo *target)
{
    QList<const FieldInfo *> found;
    for (const FieldInfo &field : from.fields) {
        if (field.relation && field.relation->target == target)
            found.append(&field);
    }
    return found;
}

QStringList propertiesOf(const QList<const FieldInfo *> &fields)
{
    QStringList names;
    for (const FieldInfo *field : fields)
        names.append(field->property);
    return names;
}

QString typeOfRelation(const RelationInfo &relation)
{
    switch (relation.kind) {
    case RelationInfo::Kind::ForeignKey: return u"quoin::ForeignKey"_s;
    case RelationInfo::Kind::OneToOne: return u"quoin::OneToOne"_s;
    case RelationInfo::Kind::HasMany: return u"quoin::HasMany"_s;
    case RelationInfo::Kind::ManyToMany: return u"quoin::ManyToMany"_s;
    }
    Q_UNREACHABLE();
}

} // namespace

Result<const ModelInfo *> ModelBuilder::findModel(QStringView name, const ModelDraft &from, QStringView option) const
{
    const NameMatch match = resolveName(name, from.declaration.className, classNames());
    const QString what = option.isEmpty() ? QString(u"The relation points at "_s + name)
                                          : QString(u"The option "_s + option + u" names "_s + name);
    if (match.names.size() > 1)
        return configurationError(what + u", which is ambiguous: there are "_s + match.names.join(u" and "_s) + u'.',
                u"Write it with its namespace."_s);
    if (match.names.isEmpty()) {
        QString hint = didYouMean(name, classNames());
        if (hint.isEmpty() || nearest(name, classNames()).isEmpty())
            hint = u"Make it one with QUOIN_MODEL, and link or list the file that defines it."_s;
        return configurationError(what + u", which is no model."_s, hint);
    }
    for (const ModelInfo *model : allModels()) {
        if (model->className == match.names.constFirst())
            return model;
    }
    Q_UNREACHABLE();
}

void ModelBuilder::resolveRelations()
{
    for (ModelDraft &draft : m_drafts) {
        QString property;
        if (draft.failed)
            continue;
        if (auto resolved = resolveToOneFields(draft, property); !resolved)
            fail(draft, resolved.error(), property);
    }
    // What has no column of its own looks at the other ends' foreign keys, which are known now.
    for (ModelDraft &draft : m_drafts) {
        for (RelationInfo &relation : draft.info->relations) {
            if (draft.failed)
                break;
            const bool many = relation.kind == RelationInfo::Kind::ManyToMany;
            if (auto resolved = many ? resolveManyToMany(draft, relation) : resolveHasMany(draft, relation); !resolved)
                fail(draft, resolved.error(), relation.property);
        }
    }
    for (ModelDraft &draft : m_drafts) {
        for (RelationInfo &relation : draft.info->relations) {
            if (draft.failed || relation.kind != RelationInfo::Kind::ManyToMany || !relation.target)
                continue;
            if (auto paired = pairManyToMany(draft, relation); !paired)
                fail(draft, paired.error(), relation.property);
        }
    }
    checkReverseNames();
}

Result<void> ModelBuilder::resolveToOneFields(ModelDraft &draft, QString &property)
{
    for (PropertyDraft &each : draft.properties) {
        if (!each.isToOne())
            continue;
        property = each.field.property;
        FieldInfo &field = draft.info->fields[draft.info->field(property)->index];
        if (auto resolved = resolveToOne(draft, field, 0); !resolved)
            return resolved;
        if (!field.relation->target)
            continue;
        if (auto literals = settleLiterals(field, each); !literals)
            return literals;
    }
    return {};
}

// The column of a foreign key is like the one it points at, which can be a foreign key itself.
Result<void> ModelBuilder::resolveToOne(ModelDraft &draft, FieldInfo &field, int depth)
{
    constexpr int longestChain = 16;
    RelationInfo &relation = *field.relation;
    if (relation.target && !relation.targetField.isEmpty() && field.columnType != schema::ColumnType())
        return {}; // resolved on the way to another one
    if (depth > longestChain)
        return configurationError(
                u"The keys of these models are relations that point at each other in a circle: none of them has a type."_s,
                u"Give one of them a key of its own."_s);
    const auto found = findModel(relation.targetClass, draft);
    if (!found)
        return found.error();
    const ModelInfo *target = *found;
    relation.target = target;
    relation.targetClass = target->className;
    field.typeName = typeOfRelation(relation) + u'<' + target->className + u'>';
    ModelDraft *targetDraft = draftOf(target);
    if (targetDraft && targetDraft->failed)
        return {}; // its mistake was reported
    if (target->abstract)
        return configurationError(u"The relation points at "_s + target->className + u", which is abstract and has no table."_s,
                u"Point at one of its children."_s);
    if (target->rows)
        return configurationError(
                u"The relation points at "_s + target->className + u", whose rows are a query's, and not in a table."_s,
                u"Point at a model, and join the query's rows."_s);

    const FieldInfo *key = nullptr;
    if (!relation.targetField.isEmpty()) {
        key = target->field(relation.targetField);
        QStringList unique;
        for (const FieldInfo &each : target->fields) {
            if (each.unique || (each.primaryKey && target->primaryKey.size() == 1))
                unique.append(each.property);
        }
        if (!key || !unique.contains(key->property))
            return configurationError(u"to="_s + relation.targetField + u" names "_s
                            + (key ? u"a property of "_s : u"no column of "_s) + target->className
                            + (key ? u" that is not unique."_s : u"."_s),
                    key ? QString(u"Add unique to "_s + path(*target, key->property) + u'.')
                        : didYouMean(relation.targetField, unique));
    } else if (target->primaryKey.size() == 1) {
        key = target->primaryKey.constFirst();
    } else if (target->primaryKey.isEmpty()) {
        return configurationError(u"The relation points at "_s + target->className + u", which has no primary key."_s,
                u"Name a unique property of it with to=."_s);
    } else {
        return configurationError(
                u"The relation points at "_s + target->className + u", whose primary key has several columns."_s,
                u"Name a unique property of it with to=, or give it a key of one column and make the others unique together."_s);
    }
    if (key->relation) {
        FieldInfo *writable = targetDraft ? &targetDraft->info->fields[key->index] : nullptr;
        if (writable && writable->columnType == schema::ColumnType()) {
            if (auto resolved = resolveToOne(*targetDraft, *writable, depth + 1); !resolved)
                return resolved;
        }
    }
    relation.targetField = key->property;
    field.columnType = key->columnType;
    field.collation = key->collation; // MySQL compares a foreign key only with a column of its own collation
    field.storedType = key->storedType;
    field.maxLength = key->maxLength;
    field.enumStorage = key->enumStorage;
    if (key->storedType == FieldType::Enum) {
        field.enumKeys = key->enumKeys;
        field.enumValues = key->enumValues;
    }
    return {};
}

/// Null for a model that is wrong itself, which is said of it.
Result<const ModelInfo *> ModelBuilder::findTarget(const ModelDraft &draft, RelationInfo &relation)
{
    const auto found = findModel(relation.targetClass, draft);
    if (!found)
        return found.error();
    relation.target = *found;
    relation.targetClass = (*found)->className;
    const ModelDraft *targetDraft = draftOf(*found);
    return targetDraft && targetDraft->failed ? nullptr : *found;
}

Result<void> ModelBuilder::resolveHasMany(ModelDraft &draft, RelationInfo &relation)
{
    const auto found = findTarget(draft, relation);
    if (!found)
        return found.error();
    if (!*found)
        return {};
    const ModelInfo &target = **found;
    const QList<const FieldInfo *> candidates = fieldsPointingAt(target, draft.info.get());
    const QString names = propertiesOf(candidates).join(u", "_s);
    if (candidates.isEmpty())
        return configurationError(target.className + u" has no foreign key that points here."_s,
                u"Add QUOIN_FIELD(quoin::ForeignKey<"_s + draft.declaration.className + u">, "_s
                        + lastPart(draft.declaration.className).toLower() + u", \"reverse="_s + relation.property
                        + u"\") to it."_s);
    // Either end may name the other; without names there must be one candidate.
    QList<const FieldInfo *> matching;
    for (const FieldInfo *candidate : candidates) {
        if (relation.reverse.isEmpty() ? candidate->relation->reverse == relation.property
                                       : candidate->property == relation.reverse)
            matching.append(candidate);
    }
    if (matching.isEmpty() && !relation.reverse.isEmpty())
        return configurationError(
                u"reverse="_s + relation.reverse + u" names no foreign key of "_s + target.className + u" that points here."_s,
                u"Those that do: "_s + names + u'.');
    if (matching.isEmpty() && candidates.size() == 1 && candidates.constFirst()->relation->reverse.isEmpty())
        matching = candidates;
    if (matching.size() != 1) {
        const QString choice = candidates.size() == 1
                ? QString(path(target, names) + u" has another reverse name: "_s + candidates.constFirst()->relation->reverse
                          + u'.')
                : QString(target.className + u" has several foreign keys that point here: "_s + names + u'.');
        return configurationError(choice, u"Say which one with reverse="_s + candidates.constFirst()->property + u'.');
    }
    relation.inverse = matching.constFirst()->property;
    relation.reverse = relation.inverse;
    relation.targetField = matching.constFirst()->relation->targetField;
    if (ModelDraft *targetDraft = draftOf(&target)) {
        RelationInfo &other = *targetDraft->info->fields[matching.constFirst()->index].relation;
        other.inverse = relation.property;
        if (other.reverse.isEmpty())
            other.reverse = relation.property;
    }
    return {};
}

Result<void> ModelBuilder::resolveManyToMany(ModelDraft &draft, RelationInfo &relation)
{
    const auto found = findTarget(draft, relation);
    if (!found)
        return found.error();
    if (!*found)
        return {};
    const ModelInfo &target = **found;
    if (relation.symmetrical && &target != draft.info.get())
        return configurationError(u"symmetrical is for a relation of a class with itself."_s,
                u"Remove it, or point at "_s + draft.declaration.className + u'.');
    if (relation.symmetrical && !relation.reverse.isEmpty())
        return configurationError(
                u"A symmetrical relation is its own other end: it has no reverse name."_s, u"Remove reverse= or symmetrical."_s);
    for (const ModelInfo *end : { static_cast<const ModelInfo *>(draft.info.get()), &target }) {
        if (end->primaryKey.size() != 1 && relation.through.isEmpty())
            return configurationError(u"The table between needs keys of one column, but "_s + end->className
                            + (end->primaryKey.isEmpty() ? u" has no primary key."_s : u" has a primary key of several."_s),
                    u"Give it a key of one column, or name a model for the table between with through=."_s);
    }
    return relation.through.isEmpty() ? Result<void>() : resolveThrough(draft, relation);
}

Result<void> ModelBuilder::resolveThrough(ModelDraft &draft, RelationInfo &relation)
{
    if (!relation.throughTable.isEmpty())
        return configurationError(
                u"through= and table= exclude each other: the through model has a table."_s, u"Remove table=."_s);
    const auto found = findModel(relation.through, draft, u"through");
    if (!found)
        return found.error();
    const ModelInfo &between = **found;
    relation.through = between.className;
    relation.throughModel = &between;
    relation.throughTable = between.table;
    if (const ModelDraft *betweenDraft = draftOf(&between); betweenDraft && betweenDraft->failed)
        return {};
    const bool self = relation.target == draft.info.get();
    const QList<const FieldInfo *> here = fieldsPointingAt(between, draft.info.get());
    const QList<const FieldInfo *> there = fieldsPointingAt(between, relation.target);
    for (const auto &[fields, end] :
            { std::pair(here, static_cast<const ModelInfo *>(draft.info.get())), std::pair(there, relation.target) }) {
        if (fields.size() == (self ? 2 : 1))
            continue;
        return configurationError(u"The through model "_s + between.className + u" needs "_s
                        + (self ? u"two foreign keys"_s : u"one foreign key"_s) + u" to "_s + end->className + u", but has "_s
                        + (fields.isEmpty() ? u"none."_s
                                            : QString(QString::number(fields.size()) + u": "_s
                                                      + propertiesOf(fields).join(u", "_s) + u'.')),
                self ? u"The first is the row itself, the second the row it is connected with."_s
                     : u"Exactly one has to point at each end."_s);
    }
    relation.throughColumn = here.constFirst()->column;
    relation.throughTargetColumn = there.constLast()->column;
    return {};
}

// The two ends of a many-to-many relation share one table; the end that names the other owns it.
Result<void> ModelBuilder::pairManyToMany(ModelDraft &draft, RelationInfo &relation)
{
    ModelInfo &info = *draft.info;
    ModelDraft *targetDraft = draftOf(relation.target);
    if (targetDraft && targetDraft->failed)
        return {};
    const bool self = relation.target == &info;
    const RelationInfo *other = nullptr;
    QStringList candidates;
    for (const RelationInfo &each : relation.target->relations) {
        if (each.kind != RelationInfo::Kind::ManyToMany || each.target != &info || &each == &relation || relation.symmetrical
                || each.symmetrical)
            continue;
        candidates.append(each.property);
        if (relation.reverse == each.property || each.reverse == relation.property)
            other = &each;
    }
    if (!other && !relation.reverse.isEmpty() && candidates.contains(relation.reverse))
        other = relation.target->relation(relation.reverse);
    if (!other && !self && relation.reverse.isEmpty() && candidates.size() == 1
            && relation.target->relation(candidates.constFirst())->reverse.isEmpty())
        return configurationError(
                path(*relation.target, candidates.constFirst()) + u" points back here, but neither names the other."_s,
                u"Add reverse="_s + candidates.constFirst()
                        + u" if they are two ends of one relation; give both another reverse= if they are not."_s);
    if (other) {
        relation.inverse = other->property;
        if (other->reverse.isEmpty() == relation.reverse.isEmpty() && other->reverse != relation.property)
            return configurationError(u"reverse="_s + relation.reverse + u" and that of "_s
                            + path(*relation.target, other->property) + u" do not match."_s,
                    u"Name the other end in one of them."_s);
    }
    if (relation.throughModel) {
        relation.reverse = relation.inverse.isEmpty() ? relation.reverse : relation.inverse;
        return {};
    }

    const bool owns = !other || relation.reverse.isEmpty() != other->reverse.isEmpty()
            ? !other || !relation.reverse.isEmpty()
            : path(info, relation.property) < path(*relation.target, other->property);
    relation.ownsThroughTable = owns;
    const ModelInfo &owner = owns ? info : *relation.target;
    const QString &ownerProperty = owns ? relation.property : other->property;
    const QString given = !relation.throughTable.isEmpty() ? relation.throughTable : other ? other->throughTable : QString();
    relation.throughTable = given.isEmpty() ? fittingName(owner.table + u'_' + snakeCase(ownerProperty)) : given;
    const QString here = snakeCase(lastPart(info.className)) + u"_id"_s,
                  there = snakeCase(lastPart(relation.target->className)) + u"_id"_s;
    const bool alike = here == there;
    relation.throughColumn = alike ? QString((owns ? u"from_"_s : u"to_"_s) + here) : here;
    relation.throughTargetColumn = alike ? QString((owns ? u"to_"_s : u"from_"_s) + there) : there;
    return {};
}

// A reverse name is a name on the target: it must be free there, and lead to one relation only.
void ModelBuilder::checkReverseNames()
{
    struct Use
    {
        const ModelInfo *model;
        QString property;
    };
    QHash<QString, Use> uses;
    const auto check = [&](const ModelInfo &model, const RelationInfo &relation) -> Result<void> {
        if (relation.reverse.isEmpty() || !relation.target || relation.kind == RelationInfo::Kind::HasMany)
            return {};
        const ModelInfo &target = *relation.target;
        if (const ModelDraft *targetDraft = draftOf(&target); targetDraft && targetDraft->failed)
            return {};
        const RelationInfo *taken = target.relation(relation.reverse);
        const bool otherEnd = taken && relation.inverse == relation.reverse && taken->target == &model;
        if (!otherEnd && (taken || target.field(relation.reverse)))
            return configurationError(
                    u"reverse="_s + relation.reverse + u" is the name of another property of "_s + target.className + u'.',
                    u"Choose a name that is free there."_s);
        const QString name = path(target, relation.reverse);
        if (const auto other = uses.constFind(name); other != uses.cend() && !otherEnd)
            return configurationError(u"reverse="_s + relation.reverse + u" is also the reverse name of "_s
                            + path(*other->model, other->property) + u'.',
                    u"Give each relation to "_s + target.className + u" a reverse name of its own."_s);
        uses.insert(name, { &model, relation.property });
        return {};
    };
    for (ModelDraft &draft : m_drafts) {
        const ModelInfo &info = *draft.info;
        QList<RelationInfo> all = info.relations;
        for (const FieldInfo &field : info.fields) {
            if (field.relation)
                all.append(*field.relation);
        }
        for (const RelationInfo &relation : std::as_const(all)) {
            if (draft.failed)
                break;
            if (auto checked = check(info, relation); !checked)
                fail(draft, checked.error(), relation.property);
        }
    }
}

} // namespace quoin
