// SPDX-License-Identifier: MIT
#include <quoin/query/modelstatements_p.h>
#include <quoin/query/record.h>
#include <quoin/query/writerules_p.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace quoin {

namespace {

/// Models have few fields: comparing them all beats making a QString to look up, on the path of every update of given columns.
const FieldInfo *fieldNamed(const ModelInfo &model, const QByteArray &property)
{
    const QUtf8StringView name(property);
    const auto found = std::ranges::find_if(
            model.fields, [name](const FieldInfo &field) { return QAnyStringView::equal(field.property, name); });
    return found == model.fields.end() ? nullptr : &*found;
}

} // namespace

Result<void> checkWritable(const ModelInfo &model)
{
    if (!model.readOnly && !model.abstract)
        return {};
    return Error(ErrorKind::Unsupported,
            (model.abstract ? u"%1 is abstract: it has no table of its own."_s : u"%1 is read-only (a database view)."_s)
                    .arg(model.className))
            .setModel(model.className);
}

Result<QList<const FieldInfo *>> resolveFields(const ModelInfo &model, const QList<FieldRef> &fields)
{
    QList<const FieldInfo *> resolved;
    for (const FieldRef &reference : fields) {
        const FieldInfo *field = fieldNamed(model, reference.property());
        if (!field || !model.metaObject->inherits(reference.model())) {
            return Error(ErrorKind::InvalidQuery,
                    u"\"%1\" is not a column of %2."_s.arg(QString::fromUtf8(reference.property()), model.className))
                    .setModel(model.className, QString::fromUtf8(reference.property()));
        }
        if (!resolved.contains(field))
            resolved << field;
    }
    return resolved;
}

Result<QList<const FieldInfo *>> resolveUpdatable(const ModelInfo &model, const QList<FieldRef> &fields)
{
    auto given = resolveFields(model, fields);
    if (!given)
        return given;
    for (const FieldInfo *field : std::as_const(*given)) {
        if (!field->primaryKey && !field->readOnly && !field->generated)
            continue;
        return Error(ErrorKind::InvalidQuery,
                (field->primaryKey                ? u"\"%1\" is the primary key of %2: a stored row keeps its key."_s
                                : field->readOnly ? u"\"%1\" of %2 is readOnly."_s
                                                  : u"\"%1\" of %2 is computed by the database."_s)
                        .arg(field->property, model.className))
                .setModel(model.className, field->property)
                .setHint(u"Leave it out of the list. A row with another key is a new row: insert it, and remove this one."_s);
    }
    return given;
}

Result<void> setAutomaticValues(const ModelInfo &model, void *object, bool inserting, std::optional<QDateTime> &now)
{
    for (const FieldInfo &field : model.fields) {
        if (field.autoNow || (inserting && field.autoNowAdd)) {
            if (!now)
                now = QDateTime::currentDateTimeUtc();
            Value value(*now);
            if (field.columnType.kind == schema::TypeKind::Date)
                value = Value(now->date());
            else if (field.columnType.kind == schema::TypeKind::Time)
                value = Value(now->time());
            if (auto set = field.setValue(object, value); !set)
                return set;
        } else if (inserting && field.generation == KeyGeneration::Uuid && isUnset(field, object)) {
            if (auto set = field.setValue(object, Value(QUuid::createUuid())); !set)
                return set;
        } else if (inserting && !field.defaultFactory.isEmpty()) {
            if (auto set = field.makeDefault(object); !set)
                return set;
        }
    }
    return {};
}

QList<Value> keyOf(const Database &database, const ModelInfo &model, const void *object, const RecordState *state)
{
    if (!state || !state->isStoredIn(database))
        return model.key(object);
    QList<Value> key;
    for (const FieldInfo *field : model.primaryKey)
        key << state->loaded().value(field->index);
    return key;
}

void rememberUpdate(const Database &database, const ModelInfo &model, const void *object, RecordState *state,
        const QList<const FieldInfo *> &written, const Connection &connection)
{
    if (!state || !state->isStoredIn(database) || !state->isCertain())
        return;
    QList<Value> values = state->loaded();
    for (const FieldInfo &field : model.fields) {
        if (field.generated || written.contains(&field))
            values[field.index] = field.value(object);
    }
    state->markUpdated(connection, database, std::move(values), model, written);
}

Result<void> forgetUndoneKey(const ModelInfo &model, void *object, const RecordState &state)
{
    const FieldInfo *key = model.autoIncrementField();
    const Value undone = state.undoneKey();
    if (!key || undone.isNull() || !(key->value(object) == undone))
        return {};
    return key->setValue(object, key->optional ? Value() : Value(0));
}

Result<void> checkChanges(const ModelInfo &model, const void *object, const RecordState &state)
{
    for (const FieldInfo &field : model.fields) {
        if ((!field.primaryKey && !field.readOnly && !field.generated) || !state.isChanged(field, field.value(object)))
            continue;
        return Error(ErrorKind::InvalidQuery,
                (field.primaryKey ? u"The primary key \"%1\" of a stored %2 was changed."_s
                                  : u"\"%1\" of %2 was changed, but only the database writes it."_s)
                        .arg(field.property, model.className))
                .setModel(model.className, field.property)
                .setHint(u"Set it back, or refresh() the record."_s);
    }
    return {};
}

bool isOneRowsFault(const Error &error)
{
    switch (error.kind()) {
    case ErrorKind::Validation:
    case ErrorKind::UniqueViolation:
    case ErrorKind::ForeignKeyViolation:
    case ErrorKind::NotNullViolation:
    case ErrorKind::CheckViolation:
    case ErrorKind::Conversion: return true;
    case ErrorKind::Unknown: return !error.isRetryable(); // what a trigger raised
    default: return false;
    }
}

QList<QList<const FieldInfo *>> uniqueKeys(const ModelInfo &model)
{
    QList<QList<const FieldInfo *>> keys;
    const auto add = [&](const QStringList &columns) {
        QList<const FieldInfo *> fields;
        for (const QString &column : columns)
            fields << model.fieldByColumn(column);
        if (!fields.isEmpty() && !fields.contains(nullptr))
            keys << fields;
    };
    if (!model.primaryKey.isEmpty())
        keys << model.primaryKey;
    for (const FieldInfo &field : model.fields) {
        if (field.unique && !(model.primaryKey.size() == 1 && field.primaryKey))
            keys << QList<const FieldInfo *> { &field };
    }
    for (const schema::Unique &unique : model.uniques)
        add(unique.columns);
    for (const schema::Index &index : model.indexes) {
        QStringList columns;
        for (const schema::IndexPart &part : index.parts)
            columns << part.column;
        if (index.unique && index.condition.isEmpty() && !columns.contains(QString()))
            add(columns);
    }
    return keys;
}

} // namespace quoin
