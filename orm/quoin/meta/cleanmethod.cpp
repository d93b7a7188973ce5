// SPDX-License-Identifier: MIT
#include <quoin/meta/builder_p.h>

namespace quoin {

using namespace Qt::StringLiterals;

namespace {

using Metacall = PropertyDeclaration::Metacall;

void call(Metacall metacall, int index, const void *object, void *result)
{
    void *arguments[] = { result };
    metacall(static_cast<QObject *>(const_cast<void *>(object)), QMetaObject::InvokeMetaMethod, index, arguments);
}

// What a Result<void> says, as errors of fields.
QList<FieldError> fieldErrorsOf(const Result<void> &result)
{
    if (result)
        return {};
    const Error &error = result.error();
    if (!error.fieldErrors().isEmpty())
        return error.fieldErrors();
    return { { error.field(), u"invalid"_s, error.message() } };
}

} // namespace

std::function<QList<FieldError>(const void *)> cleanMethodOf(const QMetaObject *metaObject)
{
    if (!metaObject)
        return {};
    for (const QMetaObject *level = metaObject; level; level = level->superClass()) {
        for (int i = level->methodOffset(); i < level->methodCount(); ++i) {
            const QMetaMethod method = level->method(i);
            if (method.methodSignature() != "clean()")
                continue;
            const Metacall metacall = level->d.static_metacall;
            const int index = method.relativeMethodIndex();
            // The aliases and qualifications a header can write are all one QMetaType.
            if (method.returnMetaType() == QMetaType::fromType<QList<FieldError>>()) {
                return [metacall, index](const void *object) {
                    QList<FieldError> errors;
                    call(metacall, index, object, &errors);
                    return errors;
                };
            }
            if (method.returnMetaType() == QMetaType::fromType<Result<void>>()) {
                return [metacall, index](const void *object) {
                    Result<void> result;
                    call(metacall, index, object, &result);
                    return fieldErrorsOf(result);
                };
            }
        }
    }
    return {};
}

} // namespace quoin
