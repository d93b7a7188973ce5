// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/core/value.h>

#include <QtCore/qmetatype.h>

#include <optional>

namespace quoin {

/// A user-defined type as a column: specialise it through QUOIN_COLUMN_TYPE.
template<class T>
struct ColumnTraits;

/// What Quoin keeps of a user-defined column type.
struct ColumnTypeInfo
{
    QMetaType type;         ///< T, or std::optional<T>
    const char *columnType; ///< "string(9)"
    bool optional;
    Value (*toValue)(const void *value);
    Result<void> (*fromValue)(const Value &stored, void *value);
};

QUOIN_EXPORT void registerColumnType(const ColumnTypeInfo &info);
/// Null when the type was not registered.
QUOIN_EXPORT const ColumnTypeInfo *findColumnType(QMetaType type);

/// Registers T and std::optional<T>; an object of namespace scope does so before main().
template<class T>
struct ColumnTypeRegistration
{
    ColumnTypeRegistration()
    {
        registerColumnType({ QMetaType::fromType<T>(), ColumnTraits<T>::columnType, false,
                [](const void *value) { return Value(ColumnTraits<T>::toColumn(*static_cast<const T *>(value))); },
                [](const Value &stored, void *value) -> Result<void> {
                    auto read = ColumnTraits<T>::fromColumn(stored);
                    if (!read)
                        return read.error();
                    *static_cast<T *>(value) = *std::move(read);
                    return {};
                } });
        registerColumnType({ QMetaType::fromType<std::optional<T>>(), ColumnTraits<T>::columnType, true,
                [](const void *value) {
                    const auto &given = *static_cast<const std::optional<T> *>(value);
                    return given ? Value(ColumnTraits<T>::toColumn(*given)) : Value();
                },
                [](const Value &stored, void *value) -> Result<void> {
                    auto &target = *static_cast<std::optional<T> *>(value);
                    if (stored.isNull()) {
                        target.reset();
                        return {};
                    }
                    auto read = ColumnTraits<T>::fromColumn(stored);
                    if (!read)
                        return read.error();
                    target = *std::move(read);
                    return {};
                } });
    }
};

} // namespace quoin

/// Makes Type a column type. Converter has: static constexpr const char *columnType ("string(9)", as in schema::ColumnType);
/// static Value (or what converts to it) toColumn(const Type &); static Result<Type> fromColumn(const Value &). At namespace
/// scope, in the header that models of such properties include.
/// \code
/// struct ColorColumn {
///     static constexpr const char *columnType = "string(9)";
///     static QString toColumn(const QColor &color) { return color.name(QColor::HexArgb); }
///     static quoin::Result<QColor> fromColumn(const quoin::Value &stored);
/// };
/// QUOIN_COLUMN_TYPE(QColor, ColorColumn)
/// \endcode
#define QUOIN_COLUMN_TYPE(Type, Converter) \
    template<> \
    struct quoin::ColumnTraits<Type> : Converter \
    { \
        static inline const ::quoin::ColumnTypeRegistration<Type> registration {}; \
    };
