// SPDX-License-Identifier: MIT
#include <quoin/meta/declaration_p.h>

#include <quoin/core/result.h>
#include <quoin/meta/scopes_p.h>

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>

namespace quoin {

using namespace Qt::StringLiterals;

namespace {

// A class as moc describes it, its bases not looked up yet.
struct JsonClass
{
    ModelDeclaration model;
    QStringList superClasses;
};

// moc puts the text of a class info into JSON as it stands in the source, escapes included; the meta-object has what they mean.
QString withoutEscapes(const QString &literal)
{
    QString text;
    text.reserve(literal.size());
    for (qsizetype i = 0; i < literal.size(); ++i) {
        if (literal.at(i) != u'\\' || i + 1 == literal.size()) {
            text += literal.at(i);
            continue;
        }
        switch (const QChar escaped = literal.at(++i); escaped.unicode()) {
        case u'n': text += u'\n'; break;
        case u't': text += u'\t'; break;
        case u'r': text += u'\r'; break;
        case u'"':
        case u'\'':
        case u'?':
        case u'\\': text += escaped; break;
        default: text += u'\\' + QString(escaped); break; // by number: nobody names a column so
        }
    }
    return text;
}

JsonClass readClass(const QJsonObject &given, const QString &source)
{
    JsonClass result;
    ModelDeclaration &model = result.model;
    model.className = given["qualifiedClassName"_L1].toString();
    model.source = source;
    model.gadget = given["gadget"_L1].toBool();
    for (const QJsonValue value : given["classInfos"_L1].toArray()) {
        const QJsonObject info = value.toObject();
        const QString name = info["name"_L1].toString();
        if (name.startsWith("quoin."_L1))
            model.infos.append(ClassInfo::of(name.sliced(6), withoutEscapes(info["value"_L1].toString())));
    }
    for (const QJsonValue value : given["properties"_L1].toArray()) {
        const QJsonObject given = value.toObject();
        PropertyDeclaration property;
        property.name = given["name"_L1].toString();
        property.type = given["type"_L1].toString();
        property.writable = (given.contains("write"_L1) || given.contains("member"_L1)) && !given["constant"_L1].toBool();
        property.stored = given["stored"_L1] != QJsonValue(false) && given["stored"_L1] != QJsonValue(u"false"_s);
        model.properties.append(std::move(property));
    }
    for (const QJsonValue value : given["methods"_L1].toArray()) {
        const QJsonObject method = value.toObject();
        if (method["arguments"_L1].toArray().isEmpty())
            model.methods.append({ method["name"_L1].toString(), method["returnType"_L1].toString() });
    }
    for (const QJsonValue base : given["superClasses"_L1].toArray())
        result.superClasses.append(base.toObject()["name"_L1].toString());
    return result;
}

void readEnums(const QJsonObject &given, Declarations &into)
{
    const QString scope = given["qualifiedClassName"_L1].toString();
    for (const QJsonValue value : given["enums"_L1].toArray()) {
        const QJsonObject given = value.toObject();
        EnumDeclaration declaration;
        declaration.name = scope + u"::"_s + given["name"_L1].toString();
        declaration.flags = given["isFlag"_L1].toBool();
        for (const QJsonValue key : given["values"_L1].toArray())
            declaration.keys.append(key.toString());
        into.enums.append(std::move(declaration));
    }
}

// Prepends what the base classes declare, as QMetaObject shows it: the bases' properties first, the root's at the very front.
void inherit(JsonClass &derived, const QHash<QString, JsonClass> &classes, int depth = 0)
{
    constexpr int sensible = 32; // a cycle cannot be compiled, but JSON can be edited
    if (derived.superClasses.isEmpty() || depth > sensible)
        return;
    // moc allows one base with a meta-object, the first.
    const NameMatch found = resolveName(derived.superClasses.constFirst(), derived.model.className, classes.keys());
    if (found.names.size() != 1 || found.names.constFirst() == derived.model.className)
        return;
    JsonClass base = classes.value(found.names.constFirst());
    inherit(base, classes, depth + 1);
    derived.model.bases = base.model.bases;
    derived.model.bases.append(base.model.className);
    derived.model.properties = base.model.properties + derived.model.properties;
    derived.model.methods = base.model.methods + derived.model.methods;
    QList<ClassInfo> infos;
    for (const ClassInfo &info : std::as_const(base.model.infos)) {
        if (info.name != "table"_L1 && info.name != "options"_L1)
            infos.append(info);
    }
    derived.model.infos = infos + derived.model.infos;
}

Result<QJsonArray> filesOf(const MetatypesDocument &given)
{
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(given.json, &problem);
    QJsonArray files = document.isArray() ? document.array() : QJsonArray { document.object() };
    // An empty list is what moc collects from a target without classes.
    const bool isMocs = files.isEmpty() || files.at(0).toObject().contains("outputRevision"_L1);
    if (problem.error == QJsonParseError::NoError && isMocs)
        return files;
    const QString why = problem.error != QJsonParseError::NoError
            ? QString(problem.errorString() + u" at byte "_s + QString::number(problem.offset))
            : u"it has no class descriptions"_s;
    return Error(ErrorKind::Configuration,
            (given.name.isEmpty() ? u"The JSON"_s : given.name) + u" is not moc's metatypes JSON: "_s + why + u'.')
            .setHint(
                    u"Give the file that quoin_add_models() or qt_extract_metatypes() makes: meta_types/qt6<target>_metatypes.json."_s);
}

} // namespace

std::optional<Error> declare(const QList<MetatypesDocument> &documents, Declarations &into)
{
    QHash<QString, JsonClass> classes;
    QStringList order;
    for (const MetatypesDocument &document : documents) {
        const auto files = filesOf(document);
        if (!files)
            return files.error();
        for (const QJsonValue file : *files) {
            const QString header = file["inputFile"_L1].toString();
            for (const QJsonValue value : file["classes"_L1].toArray()) {
                const QJsonObject given = value.toObject();
                readEnums(given, into);
                if (given["namespace"_L1].toBool())
                    continue;
                const JsonClass described = readClass(given, header);
                const QString name = described.model.className;
                if (!classes.contains(name))
                    order.append(name);
                classes.insert(name, described);
            }
        }
    }
    for (const QString &name : std::as_const(order)) {
        JsonClass described = classes.value(name);
        inherit(described, classes);
        into.models.append(std::move(described.model));
    }
    return std::nullopt;
}

} // namespace quoin
