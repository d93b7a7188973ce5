// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/meta/modelinfo.h>
#include <quoin/meta/registry.h>

#include <QtCore/qjsonobject.h>
#include <QtCore/qvariant.h>

class QDataStream;
class QDebug;

namespace quoin {

/// Which properties take part in a conversion, and how strict it is.
struct ConvertOptions
{
    QStringList only; ///< Properties; empty: all that are not sensitive.
    QStringList exclude;
    bool relations = true;      ///< Write loaded objects of relations as objects; else keys, and none of those to many.
    bool ignoreUnknown = false; ///< Reading: pass over keys that are no property of the model; else they are an error.
};

// --- the untyped core

/// The chosen properties by name, as the Qt values a program expects. A ForeignKey or OneToOne whose object is at hand is a map,
/// else its key. A HasMany or ManyToMany that was loaded is a list of maps, else left out.
QUOIN_EXPORT Result<QVariantMap> toVariantMap(const ModelInfo &model, const void *object, const ConvertOptions &options = {});
/// The same as JSON: dates and times in ISO 8601 (UTC), UUIDs without braces, decimals as texts so that no digit is lost, binary
/// data in Base64, infinities and NaN as the texts "Infinity", "-Infinity", "NaN". NULL is null, and so is JSON's null in a
/// std::optional<QJsonValue>, which fromJson() reads as NULL: toVariantMap() and writeTo() keep them apart.
QUOIN_EXPORT Result<QJsonObject> toJson(const ModelInfo &model, const void *object, const ConvertOptions &options = {});

/// Sets the properties that the map names; the others stay. Nothing is set when one of them is wrong: the Validation error lists
/// each (codes "unknown", "conversion"). A related object may be given as its key, or as a map that has the key. The names
/// of HasMany and ManyToMany are known but passed over: their rows have keys of their own.
QUOIN_EXPORT Result<void> fromVariantMap(
        const ModelInfo &model, void *object, const QVariantMap &map, const ConvertOptions &options = {});
QUOIN_EXPORT Result<void> fromJson(
        const ModelInfo &model, void *object, const QJsonObject &json, const ConvertOptions &options = {});

/// Writes the chosen properties with their names, so that a reader with other properties knows what it misses.
QUOIN_EXPORT Result<void> writeTo(
        QDataStream &stream, const ModelInfo &model, const void *object, const ConvertOptions &options = {});
/// Reads what writeTo() wrote.
QUOIN_EXPORT Result<void> readFrom(QDataStream &stream, const ModelInfo &model, void *object, const ConvertOptions &options = {});

/// "Post(id: 1, title: \"Hello\")". Sensitive values are masked, long ones cut.
QUOIN_EXPORT QString toDisplay(const ModelInfo &model, const void *object);

// --- the same for a model class

template<class T>
Result<QVariantMap> toVariantMap(const T &object, const ConvertOptions &options = {})
{
    return modelOf<T>().and_then([&](const ModelInfo *model) { return toVariantMap(*model, &object, options); });
}

template<class T>
Result<QJsonObject> toJson(const T &object, const ConvertOptions &options = {})
{
    return modelOf<T>().and_then([&](const ModelInfo *model) { return toJson(*model, &object, options); });
}

/// A new T with the given values; those not given are as T's constructor leaves them.
/// \code
/// auto post = quoin::fromJson<Post>(request, { .exclude = { u"id"_s } });
/// if (!post)
///     return reply(post.error().fieldErrors());
/// \endcode
template<class T>
Result<T> fromVariantMap(const QVariantMap &map, const ConvertOptions &options = {})
{
    T object;
    const auto read
            = modelOf<T>().and_then([&](const ModelInfo *model) { return fromVariantMap(*model, &object, map, options); });
    return read ? Result<T>(std::move(object)) : Result<T>(read.error());
}

template<class T>
Result<T> fromJson(const QJsonObject &json, const ConvertOptions &options = {})
{
    T object;
    const auto read = modelOf<T>().and_then([&](const ModelInfo *model) { return fromJson(*model, &object, json, options); });
    return read ? Result<T>(std::move(object)) : Result<T>(read.error());
}

template<class T>
Result<void> writeTo(QDataStream &stream, const T &object, const ConvertOptions &options = {})
{
    return modelOf<T>().and_then([&](const ModelInfo *model) { return writeTo(stream, *model, &object, options); });
}

template<class T>
Result<void> readFrom(QDataStream &stream, T &object, const ConvertOptions &options = {})
{
    return modelOf<T>().and_then([&](const ModelInfo *model) { return readFrom(stream, *model, &object, options); });
}

// --- identity

/// True when both have the same key: they are the same row, whatever else differs. Objects without a key yet (0 from a database
/// that counts, a null UUID) are never the same.
QUOIN_EXPORT bool sameRow(const ModelInfo &model, const void *a, const void *b);
QUOIN_EXPORT size_t keyHash(const ModelInfo &model, const void *object, size_t seed = 0);

template<class T>
bool sameRow(const T &a, const T &b)
{
    const auto &model = modelOf<T>();
    return model && sameRow(**model, &a, &b);
}

/// For containers that hold rows by key: std::unordered_set<Post, KeyHash, SameRow>.
template<class T>
size_t keyHash(const T &object, size_t seed = 0)
{
    const auto &model = modelOf<T>();
    return model ? keyHash(**model, &object, seed) : seed;
}

struct SameRow
{
    template<class T>
    bool operator()(const T &a, const T &b) const
    {
        return sameRow(a, b);
    }
};

struct KeyHash
{
    template<class T>
    size_t operator()(const T &object) const
    {
        return keyHash(object);
    }
};

// --- debug output

/// What qDebug() << show(post) prints; refers to the object, which has to live as long.
class QUOIN_EXPORT Shown
{
public:
    Shown(const Result<const ModelInfo *> &model, const void *object) : m_model(model), m_object(object) { }
    QUOIN_EXPORT friend QDebug operator<<(QDebug debug, const Shown &shown);

private:
    const Result<const ModelInfo *> &m_model;
    const void *m_object;
};

template<class T>
Shown show(const T &object)
{
    return Shown(modelOf<T>(), &object);
}

} // namespace quoin
