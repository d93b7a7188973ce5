// SPDX-License-Identifier: MIT
#include <quoin/meta/convert.h>

#include <quoin/core/nearest.h>
#include <quoin/core/secret.h>
#include <quoin/meta/jsonvalue_p.h>
#include <quoin/meta/relationaccess_p.h>

#include <QtCore/qdatastream.h>
#include <QtCore/qdebug.h>
#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>

#include <algorithm>

namespace quoin {

using namespace Qt::StringLiterals;

namespace {

using Fields = QList<const FieldInfo *>;

// The chosen fields in the model's order; a name that is none is an error, for else a typing error would show a secret or lose
// data.
Result<Fields> chosenFields(const ModelInfo &model, const ConvertOptions &options, bool sensitiveToo)
{
    for (const QStringList *names : { &options.only, &options.exclude }) {
        for (const QString &name : *names) {
            if (!model.field(name) && !model.relation(name))
                return Error(ErrorKind::Configuration, u"There is no property "_s + name + u" to choose."_s)
                        .setHint(didYouMean(name, model.propertyNames()))
                        .setModel(model.className, name);
        }
    }
    Fields fields;
    for (const FieldInfo &field : model.fields) {
        const bool wanted = options.only.isEmpty() ? sensitiveToo || !field.sensitive : options.only.contains(field.property);
        if (wanted && !options.exclude.contains(field.property))
            fields.append(&field);
    }
    return fields;
}

// Lets us see the loaded object of a relation whatever its class.
struct LoadedKey : ForeignKeyBase
{
    [[nodiscard]] const void *object() const { return m_object.get(); }
};

// The loaded object, kept alive by the copy of the relation that is returned with it.
std::optional<LoadedKey> loadedRelation(const FieldInfo &field, const void *object, const ConvertOptions &options)
{
    if (!field.relation || !options.relations)
        return std::nullopt;
    LoadedKey relation;
    field.read(object, relation);
    return relation.isLoaded() ? std::optional(relation) : std::nullopt;
}

// The loaded rows of a HasMany or ManyToMany that is chosen.
std::shared_ptr<const RelatedRows> loadedRows(const RelationInfo &relation, const void *object, const ConvertOptions &options)
{
    const bool wanted = options.only.isEmpty() || options.only.contains(relation.property);
    if (!wanted || options.exclude.contains(relation.property) || !options.relations || !relation.metacall)
        return nullptr;
    ToManyBase list;
    relation.read(object, list);
    return RelationAccess::rows(list);
}

// Objects that hold each other (a category and its parent) end somewhere: loaded objects are copies, so there is no circle.
ConvertOptions nested(const ConvertOptions &options) { return { .relations = options.relations }; }

using GivenValues = QList<std::pair<QString, Result<Value>>>;

Result<void> setAll(const ModelInfo &model, void *object, const GivenValues &given, const ConvertOptions &options)
{
    const auto chosen = chosenFields(model, options, true);
    if (!chosen)
        return chosen.error();
    QList<FieldError> errors;
    struct Setting
    {
        const FieldInfo *field;
        Value value;
        Value before;
    };
    QList<Setting> settings;
    for (const auto &[name, value] : given) {
        const FieldInfo *field = model.field(name);
        if (!field || !chosen->contains(field)) {
            // To-many relations have no column: what a client sends of them is no mistake, but not this row's.
            if (!options.ignoreUnknown && !model.relation(name))
                errors.append({ name, u"unknown"_s,
                        field ? u"The property is not among the chosen ones."_s
                              : QString(u"There is no such property. "_s + didYouMean(name, model.propertyNames())).trimmed() });
            continue;
        }
        if (!value) {
            errors.append({ name, u"conversion"_s, field->sensitive ? u"The value cannot be read."_s : value.error().message() });
            continue;
        }
        settings.append({ field, *value, field->value(object) });
    }
    qsizetype done = 0;
    for (; done < settings.size(); ++done) {
        if (auto written = settings[done].field->setValue(object, settings[done].value); !written)
            errors.append({ settings[done].field->property, u"conversion"_s, written.error().message() });
    }
    if (errors.isEmpty())
        return {};
    // Taking a property's own value back cannot fail but where the class's setter refuses it: then there is nothing better.
    for (const Setting &setting : std::as_const(settings))
        (void)setting.field->setValue(object, setting.before);
    return Error(ErrorKind::Validation, u"The values of the "_s + model.verboseName + u" cannot be read."_s)
            .setModel(model.className)
            .setFieldErrors(errors);
}

Result<Value> keyOfMap(const FieldInfo &field, const QVariantMap &map)
{
    const QString key = field.relation->targetField;
    if (const auto found = map.constFind(key); found != map.cend())
        return Value::fromVariant(*found);
    return Error(ErrorKind::Conversion, u"The object has no "_s + key + u", which is its key."_s);
}

GivenValues givenValues(const ModelInfo &model, const QJsonObject &json)
{
    GivenValues given;
    for (auto it = json.begin(); it != json.end(); ++it) {
        const FieldInfo *field = model.field(it.key());
        const bool isObject = field && field->relation && it->isObject();
        given.append({ it.key(),
                !field             ? Result<Value>(Value())
                        : isObject ? keyOfMap(*field, it->toObject().toVariantMap())
                                   : valueOf(*field, *it) });
    }
    return given;
}

bool isJsonNull(const Value &value)
{
    const auto *json = value.get<JsonText>();
    return json && json->utf8 == "null";
}

} // namespace

Result<QVariantMap> toVariantMap(const ModelInfo &model, const void *object, const ConvertOptions &options)
{
    const auto fields = chosenFields(model, options, false);
    if (!fields)
        return fields.error();
    QVariantMap map;
    for (const FieldInfo *field : *fields) {
        if (const auto loaded = loadedRelation(*field, object, options)) {
            auto related = toVariantMap(*field->relation->target, loaded->object(), nested(options));
            if (!related)
                return related.error();
            map.insert(field->property, *related);
        } else {
            map.insert(field->property, field->value(object).toVariant());
        }
    }
    for (const RelationInfo &relation : model.relations) {
        const auto rows = loadedRows(relation, object, options);
        if (!rows)
            continue;
        QVariantList list;
        for (const auto &row : *rows) {
            auto related = toVariantMap(*relation.target, row.get(), nested(options));
            if (!related)
                return related.error();
            list.append(QVariant(*std::move(related)));
        }
        map.insert(relation.property, list);
    }
    return map;
}

Result<QJsonObject> toJson(const ModelInfo &model, const void *object, const ConvertOptions &options)
{
    const auto fields = chosenFields(model, options, false);
    if (!fields)
        return fields.error();
    QJsonObject json;
    for (const FieldInfo *field : *fields) {
        if (const auto loaded = loadedRelation(*field, object, options)) {
            auto related = toJson(*field->relation->target, loaded->object(), nested(options));
            if (!related)
                return related.error();
            json.insert(field->property, *related);
        } else {
            json.insert(field->property, jsonOf(field->value(object)));
        }
    }
    for (const RelationInfo &relation : model.relations) {
        const auto rows = loadedRows(relation, object, options);
        if (!rows)
            continue;
        QJsonArray list;
        for (const auto &row : *rows) {
            auto related = toJson(*relation.target, row.get(), nested(options));
            if (!related)
                return related.error();
            list.append(*std::move(related));
        }
        json.insert(relation.property, list);
    }
    return json;
}

Result<void> fromVariantMap(const ModelInfo &model, void *object, const QVariantMap &map, const ConvertOptions &options)
{
    QList<std::pair<QString, Result<Value>>> given;
    for (auto it = map.cbegin(); it != map.cend(); ++it) {
        const FieldInfo *field = model.field(it.key());
        const bool isObject = field && field->relation && it->typeId() == QMetaType::QVariantMap;
        given.append({ it.key(),
                !field             ? Result<Value>(Value())
                        : isObject ? keyOfMap(*field, it->toMap())
                                   : valueOf(*field, *it) });
    }
    return setAll(model, object, given, options);
}

Result<void> fromJson(const ModelInfo &model, void *object, const QJsonObject &json, const ConvertOptions &options)
{
    return setAll(model, object, givenValues(model, json), options);
}

// Format: a number of the layout, the class, one JSON object in UTF-8, and since layout 2 the names of the properties that are
// JSON's null, as those that are NULL look alike in the object. JSON keeps every other type exactly, and a file that was written
// by another version of the class can still be read.
Result<void> writeTo(QDataStream &stream, const ModelInfo &model, const void *object, const ConvertOptions &options)
{
    constexpr quint8 layout = 2;
    ConvertOptions keys = options;
    keys.relations = false;
    const auto json = toJson(model, object, keys);
    if (!json)
        return json.error();
    QStringList jsonNulls;
    for (const FieldInfo &field : model.fields) {
        if (field.nullable && json->contains(field.property) && isJsonNull(field.value(object)))
            jsonNulls << field.property;
    }
    stream << layout << model.className << QJsonDocument(*json).toJson(QJsonDocument::Compact) << jsonNulls;
    if (stream.status() != QDataStream::Ok)
        return Error(ErrorKind::Conversion, u"The stream does not take the data."_s).setModel(model.className);
    return {};
}

Result<void> readFrom(QDataStream &stream, const ModelInfo &model, void *object, const ConvertOptions &options)
{
    quint8 layout = 0;
    QString className;
    QByteArray json;
    QStringList jsonNulls;
    stream >> layout;
    const bool known = layout == 1 || layout == 2;
    if (known)
        stream >> className >> json;
    if (layout == 2)
        stream >> jsonNulls;
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (stream.status() != QDataStream::Ok || !known || !document.isObject())
        return Error(ErrorKind::Conversion, u"The stream does not contain an object that quoin::writeTo() wrote."_s)
                .setModel(model.className);
    if (className != model.className)
        return Error(ErrorKind::Conversion,
                u"The stream contains an object of "_s + className + u", not of "_s + model.className + u'.')
                .setModel(model.className);
    GivenValues given = givenValues(model, document.object());
    for (auto &[name, value] : given) {
        if (jsonNulls.contains(name))
            value = Value(JsonText { "null" });
    }
    return setAll(model, object, given, options);
}

QString toDisplay(const ModelInfo &model, const void *object)
{
    constexpr qsizetype longest = 60;
    QStringList parts;
    for (const FieldInfo &field : model.fields) {
        QString text = field.sensitive ? maskText() : field.value(object).toDisplay();
        if (text.size() > longest)
            text = text.first(longest - 1) + u'…';
        parts.append(field.property + u": "_s + text);
    }
    return model.className + u'(' + parts.join(u", "_s) + u')';
}

bool sameRow(const ModelInfo &model, const void *a, const void *b)
{
    if (a == b)
        return true;
    if (model.primaryKey.isEmpty())
        return false;
    return std::ranges::all_of(model.primaryKey, [&](const FieldInfo *field) {
        const Value x = field->value(a);
        const bool none = x.isNull() || (field->generation == KeyGeneration::AutoIncrement && x == Value(0))
                || (field->generation == KeyGeneration::Uuid && x == Value(QUuid()));
        return !none && x == field->value(b);
    });
}

size_t keyHash(const ModelInfo &model, const void *object, size_t seed)
{
    QtPrivate::QHashCombine combine;
    for (const FieldInfo *field : model.primaryKey)
        seed = combine(seed, field->value(object));
    return seed;
}

QDebug operator<<(QDebug debug, const Shown &shown)
{
    const QDebugStateSaver saver(debug);
    debug.noquote().nospace() << (shown.m_model ? toDisplay(**shown.m_model, shown.m_object) : shown.m_model.error().toString());
    return debug;
}

} // namespace quoin
