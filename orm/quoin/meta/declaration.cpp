// SPDX-License-Identifier: MIT
#include <quoin/meta/declaration_p.h>

#include <algorithm>

namespace quoin {

using namespace Qt::StringLiterals;

bool ModelDeclaration::isModel() const { return info(u"table") || info(u"options"); }

std::optional<QString> ModelDeclaration::info(QStringView name) const
{
    // The last one wins in C++ too: QMetaObject::indexOfClassInfo() searches from the most derived class.
    for (auto it = infos.crbegin(); it != infos.crend(); ++it) {
        if (it->name == name)
            return it->value;
    }
    return std::nullopt;
}

bool ModelDeclaration::isMember(QStringView property) const
{
    const auto info = std::find_if(infos.crbegin(), infos.crend(), [&](const ClassInfo &each) { return each.name == property; });
    return info != infos.crend() && info->member;
}

namespace {

constexpr QLatin1StringView prefix = "quoin."_L1;

void declareEnums(const QMetaObject *metaObject, Declarations &into)
{
    for (int i = metaObject->enumeratorOffset(); i < metaObject->enumeratorCount(); ++i) {
        const QMetaEnum given = metaObject->enumerator(i);
        EnumDeclaration declaration;
        declaration.name = QString::fromUtf8(given.scope()) + u"::"_s + QString::fromUtf8(given.enumName());
        declaration.flags = given.isFlag();
        if (std::ranges::any_of(into.enums, [&](const EnumDeclaration &known) { return known.name == declaration.name; }))
            continue;
        for (int key = 0; key < given.keyCount(); ++key) {
            declaration.keys.append(QString::fromUtf8(given.key(key)));
            declaration.values.append(given.value(key));
        }
        into.enums.append(std::move(declaration));
    }
}

// The class itself, its bases, and the classes and namespaces whose enums it mentions.
void declareVisibleEnums(const QMetaObject *metaObject, Declarations &into)
{
    for (const QMetaObject *level = metaObject; level; level = level->superClass()) {
        declareEnums(level, into);
        if (const auto *related = level->d.relatedMetaObjects) {
            for (; *related; ++related)
                declareEnums(*related, into);
        }
    }
}

void declareProperties(const QMetaObject *level, ModelDeclaration &model, Declarations &into)
{
    for (int i = level->propertyOffset(); i < level->propertyCount(); ++i) {
        const QMetaProperty given = level->property(i);
        PropertyDeclaration property;
        property.name = QString::fromUtf8(given.name());
        property.type = QString::fromUtf8(given.typeName());
        property.writable = given.isWritable();
        property.stored = given.isStored();
        property.metaType = given.metaType();
        property.metacall = level->d.static_metacall;
        property.metaIndex = given.relativePropertyIndex();
        // An enum of a namespace or of another class: its QMetaType knows where it is declared.
        if ((property.metaType.flags() & QMetaType::IsEnumeration) && property.metaType.metaObject())
            declareEnums(property.metaType.metaObject(), into);
        model.properties.append(std::move(property));
    }
}

} // namespace

void declare(const QMetaObject *metaObject, Declarations &into)
{
    declareVisibleEnums(metaObject, into);

    ModelDeclaration model;
    model.className = QString::fromUtf8(metaObject->className());
    model.metaObject = metaObject;
    model.gadget = !metaObject->inherits(&QObject::staticMetaObject);
    QList<const QMetaObject *> levels;
    for (const QMetaObject *level = metaObject; level; level = level->superClass())
        levels.prepend(level);
    for (const QMetaObject *level : std::as_const(levels)) {
        const bool own = level == metaObject;
        if (!own)
            model.bases.append(QString::fromUtf8(level->className()));
        declareProperties(level, model, into);
        for (int i = level->methodOffset(); i < level->methodCount(); ++i) {
            const QMetaMethod method = level->method(i);
            if (method.parameterCount() == 0)
                model.methods.append({ QString::fromUtf8(method.name()), QString::fromUtf8(method.typeName()) });
        }
        for (int i = level->classInfoOffset(); i < level->classInfoCount(); ++i) {
            const QMetaClassInfo info = level->classInfo(i);
            const auto name = QString::fromUtf8(info.name());
            // A base class keeps its table and options to itself: only what it says about its properties is inherited.
            if (name.startsWith(prefix) && (own || (name != "quoin.table"_L1 && name != "quoin.options"_L1)))
                model.infos.append(ClassInfo::of(name.sliced(prefix.size()), QString::fromUtf8(info.value())));
        }
    }
    into.models.append(std::move(model));
}

} // namespace quoin
