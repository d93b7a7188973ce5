// SPDX-License-Identifier: MIT
#include <quoin/meta/builder_p.h>
#include <quoin/meta/defaultfactory.h>

#include <quoin/core/nearest.h>

#include <QtCore/qhash.h>
#include <QtCore/qregularexpression.h>
#include <QtCore/qvariant.h>

#include <mutex>

namespace quoin {

using namespace Qt::StringLiterals;

namespace {

struct Factories
{
    std::mutex mutex;
    QHash<QString, DefaultFactory> byName;
};

Factories &factories()
{
    static auto *instance = new Factories;
    return *instance;
}

bool isMethod(const QString &factory) { return factory.endsWith("()"_L1); }
QString methodName(const QString &factory) { return factory.chopped(2); }

/// Types whose properties can hold nothing: an empty text, an invalid date. A number always says something.
bool canBeEmpty(const PropertyDraft &draft)
{
    if (draft.field.nullable || draft.isToOne())
        return true;
    switch (draft.field.type) {
    case FieldType::String:
    case FieldType::ByteArray:
    case FieldType::Date:
    case FieldType::Time:
    case FieldType::DateTime:
    case FieldType::Uuid:
    case FieldType::Url:
    case FieldType::StringList:
    case FieldType::List:
    case FieldType::FloatVector: return true;
    default: return false;
    }
}

/// Is the value one that a property has which nobody has set?
bool isEmpty(const Value &value)
{
    if (const auto *text = value.get<QString>())
        return text->isEmpty();
    if (const auto *bytes = value.get<QByteArray>())
        return bytes->isEmpty();
    if (const auto *uuid = value.get<QUuid>())
        return uuid->isNull();
    if (const ValueList *list = value.list())
        return list->empty();
    if (const Value::Vector *vector = value.vector())
        return vector->empty();
    return value.isNull();
}

Result<void> checkMethod(const PropertyDraft &draft, const ModelDeclaration &model)
{
    const QString name = methodName(draft.field.defaultFactory);
    QStringList names;
    for (const MethodDeclaration &method : model.methods) {
        if (method.name != name) {
            names << method.name + u"()"_s;
            continue;
        }
        const TypeText given = parseType(method.returnType), wanted = draft.type;
        QString plain = wanted.canonical; // an optional property takes the value, too
        if (wanted.optional)
            plain = plain.sliced("std::optional<"_L1.size()).chopped(1);
        if (draft.isToOne() || given.canonical == wanted.canonical || given.canonical == plain)
            return {};
        return configurationError(u"The method "_s + name + u"() gives "_s + method.returnType
                        + u", but the property is of type "_s + wanted.canonical + u'.',
                u"Let it give "_s + plain + u'.');
    }
    const QString declare = u"Declare it: Q_INVOKABLE "_s + draft.type.canonical + u' ' + name
            + u"() const. Without parentheses defaultFactory= names a function of registerDefaultFactory()."_s;
    return configurationError(u"defaultFactory names the method "_s + name + u"(), which the class does not have."_s,
            QString(didYouMean(draft.field.defaultFactory, names) + u' ' + declare).trimmed());
}

} // namespace

void registerDefaultFactory(const QString &name, const DefaultFactory &factory)
{
    Factories &known = factories();
    const std::scoped_lock lock(known.mutex);
    known.byName.insert(name, factory);
}

Result<void> ModelBuilder::settleDefaultFactory(PropertyDraft &draft, const ModelDeclaration &model)
{
    static const QRegularExpression form(u"^[A-Za-z_][A-Za-z0-9_]*(\\(\\))?$"_s);
    FieldInfo &field = draft.field;
    if (field.defaultFactory.isEmpty())
        return {};
    if (!form.match(field.defaultFactory).hasMatch())
        return configurationError(u"defaultFactory names no function: \""_s + field.defaultFactory + u"\"."_s,
                u"Write defaultFactory=token for a function of registerDefaultFactory(), defaultFactory=token() for a method."_s);
    if (draft.defaultOption || draft.has("autoIncrement"_L1) || draft.has("generate"_L1) || field.autoNow || field.autoNowAdd
            || field.generated)
        return configurationError(
                u"The property would get its value from two places: defaultFactory excludes default, autoIncrement, "
                "generate, autoNow, autoNowAdd and generated."_s,
                u"Keep one of them."_s);
    if (!canBeEmpty(draft))
        return configurationError(u"A property of type "_s + draft.type.canonical
                        + u" always has a value, so that its defaultFactory would never be called."_s,
                u"Make it a std::optional<"_s + draft.type.canonical
                        + u"> (a column that is never NULL: check='… IS NOT NULL')."_s);
    return isMethod(field.defaultFactory) ? checkMethod(draft, model) : Result<void>();
}

Result<void> FieldInfo::makeDefault(void *object) const
{
    if (defaultFactory.isEmpty() || !isEmpty(value(object)))
        return {};
    if (isMethod(defaultFactory)) {
        const int index = m_model->metaObject->indexOfMethod(defaultFactory.toLatin1());
        const QMetaMethod method = m_model->metaObject->method(index);
        QVariant made(method.returnMetaType());
        if (index < 0 || !method.invokeOnGadget(object, QGenericReturnArgument(method.typeName(), made.data())))
            return Error(ErrorKind::Configuration, u"The method "_s + defaultFactory + u" cannot be called."_s)
                    .setModel(m_model->className, property);
        if (made.metaType() == m_metaType) {
            void *arguments[] = { made.data() };
            m_metacall(static_cast<QObject *>(object), QMetaObject::WriteProperty, m_metaIndex, arguments);
            return {};
        }
        const auto converted = Value::fromVariant(made);
        return converted ? setValue(object, *converted) : Result<void>(converted.error());
    }
    DefaultFactory factory;
    {
        Factories &known = factories();
        const std::scoped_lock lock(known.mutex);
        factory = known.byName.value(defaultFactory);
    }
    if (!factory)
        return Error(ErrorKind::Configuration, u"There is no default factory "_s + defaultFactory + u" for "_s + property + u'.')
                .setModel(m_model->className, property)
                .setHint(u"Register it before the first insert: quoin::registerDefaultFactory(u\"%1\"_s, …)."_s.arg(
                        defaultFactory));
    return setValue(object, factory());
}

} // namespace quoin
