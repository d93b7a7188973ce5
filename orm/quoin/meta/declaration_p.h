// SPDX-License-Identifier: MIT
#pragma once

// Not part of the API: what a class says about itself, before anything of it is understood. Both sources of models, meta-objects
// and metatypes JSON, become these values, so that one parser and one validator serve both.

#include <quoin/core/error.h>

#include <QtCore/qmetaobject.h>

#include <optional>

namespace quoin {

struct PropertyDeclaration
{
    using Metacall = void (*)(QObject *, QMetaObject::Call, int, void **);

    QString name;
    QString type; ///< As text: spelled as in the class (JSON), or as QMetaType names it.
    bool writable = true;
    bool stored = true; ///< STORED false keeps a property out of the table.
    QMetaType metaType; ///< Of a running program only, as what follows.
    Metacall metacall = nullptr;
    int metaIndex = -1; ///< As the metacall counts.
};

/// A Q_INVOKABLE without parameters.
struct MethodDeclaration
{
    QString name;
    QString returnType;
};

struct EnumDeclaration
{
    QString name; ///< Qualified: "shop::Post::Status".
    QStringList keys;
    QList<qint64> values; ///< Empty from JSON, which has the keys only.
    bool flags = false;
};

/// One Q_CLASSINFO("quoin.…").
struct ClassInfo
{
    QString name; ///< Without "quoin.".
    QString value;
    bool member = false; ///< Written by QUOIN_FIELD: the property is the member of its name, without a function in between.

    /// An "@" at the end is QUOIN_FIELD's mark. (In front it could not be: moc does not join a text with an empty one.)
    static ClassInfo of(QString name, const QString &value)
    {
        const bool member = value.endsWith(u'@');
        return { std::move(name), member ? value.chopped(1) : value, member };
    }
};

struct ModelDeclaration
{
    QString className;                     ///< Qualified.
    QString source;                        ///< The header, where known.
    QStringList bases;                     ///< Base classes that are gadgets, as spelled.
    QList<ClassInfo> infos;                ///< Own ones and, for properties, those of base classes; in order.
    QList<PropertyDeclaration> properties; ///< Those of base classes first.
    QList<MethodDeclaration> methods;      ///< Likewise.
    bool gadget = true;                    ///< false: a QObject or a namespace.
    const QMetaObject *metaObject = nullptr;

    /// True when the class says that it is a model: it has quoin.table or quoin.options.
    [[nodiscard]] bool isModel() const;
    [[nodiscard]] std::optional<QString> info(QStringView name) const;
    [[nodiscard]] bool isMember(QStringView property) const;
};

struct Declarations
{
    QList<ModelDeclaration> models;
    QList<EnumDeclaration> enums;
};

/// Adds the class, its enums and those its properties use.
void declare(const QMetaObject *metaObject, Declarations &into);

/// The content of a metatypes file: one moc output, or the list that qt_extract_metatypes collects.
struct MetatypesDocument
{
    QByteArray json;
    QString name; ///< For messages; may be empty.
};

/// Adds every class and enum of the documents, which may inherit each other's. An error when one is not moc's.
std::optional<Error> declare(const QList<MetatypesDocument> &documents, Declarations &into);

} // namespace quoin
