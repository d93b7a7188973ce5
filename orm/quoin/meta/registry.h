// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/core/result.h>

#include <QtCore/qlist.h>
#include <QtCore/qmetaobject.h>

namespace quoin {

class ModelInfo;

/// What QUOIN_MODEL puts into each model class: a link in a list that is complete before main() begins. Costs a pointer;
/// nothing is parsed until models are used.
class QUOIN_EXPORT ModelRegistration
{
public:
    explicit ModelRegistration(const QMetaObject *metaObject) noexcept;

private:
    friend class Registry;
    const QMetaObject *m_metaObject;
    const ModelRegistration *m_next;
};

/// All models of the program. Thread-safe.
class QUOIN_EXPORT Registry
{
public:
    /// The description of a model class, parsed at first use. A wrong declaration is the error, with class and property named.
    static Result<const ModelInfo *> model(const QMetaObject *metaObject);
    /// By class name ("Post" or "shop::Post") or table; NotFound names what exists, the nearest first.
    static Result<const ModelInfo *> find(QStringView classOrTable);
    /// Every registered model that is not abstract, in the order of their class names.
    static Result<QList<const ModelInfo *>> models();
    /// Every problem of every registered model: what the build-time check reports, for the running program.
    static QList<Error> check();

private:
    static void parseRegistered();
};

/// The description of the model class T. Its first use parses and checks it (and its relations' targets).
template<class T>
const Result<const ModelInfo *> &modelOf()
{
    static_assert(
            requires { T::staticMetaObject; },
            "this class is no model: it needs Q_GADGET and QUOIN_MODEL (docs/guides/models.md)");
    static const Result<const ModelInfo *> info = Registry::model(&T::staticMetaObject);
    return info;
}

} // namespace quoin
