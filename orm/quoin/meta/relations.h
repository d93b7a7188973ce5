// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/core/value.h>
#include <quoin/meta/registry.h>

#include <memory>
#include <vector>

namespace quoin {

struct RelationInfo;

/// The primary key of a row of T. Used by the templates below.
QUOIN_EXPORT Value relationKey(const Result<const ModelInfo *> &model, const void *object);

/// What ForeignKey and OneToOne hold, whatever they point at.
class QUOIN_EXPORT ForeignKeyBase
{
public:
    /// The referenced row's key; null when it points at nothing. Of an object that was given, this is its primary key: a relation
    /// that refers to another property (to=) takes that one when the row is written.
    [[nodiscard]] const Value &key() const { return m_key; }
    /// The key as the column of this relation holds it.
    [[nodiscard]] Value keyFor(const RelationInfo &relation) const { return m_given ? givenKey(relation) : m_key; }
    [[nodiscard]] bool isNull() const { return m_key.isNull(); }
    /// True when the object itself is at hand.
    [[nodiscard]] bool isLoaded() const { return m_object != nullptr; }
    void clear()
    {
        m_key = {};
        m_object.reset();
        m_given = false;
    }
    /// Points at the row with this key; forgets an object that was given, and a loaded one of another key.
    void setKey(Value key)
    {
        if (m_object && (m_given || !(m_key == key)))
            m_object.reset();
        m_key = std::move(key);
        m_given = false;
    }

    friend bool operator==(const ForeignKeyBase &a, const ForeignKeyBase &b) { return a.m_key == b.m_key; }

protected:
    Value m_key;
    std::shared_ptr<const void> m_object;
    bool m_given = false; // m_object came without the relation: m_key is its primary key, which the column may not refer to

private:
    [[nodiscard]] Value givenKey(const RelationInfo &relation) const;
};

/// A property that points at one row of T: a column with its key. Holds the object too once it was loaded or given.
/// T may be only declared where the property is.
/// \code
/// Post post { .title = u"Hello"_s, .author = ann };   // ann is a stored Author
/// post.author.key();                                  // its key
/// \endcode
template<class T>
class ForeignKey : public ForeignKeyBase
{
public:
    ForeignKey() = default;
    ForeignKey(Value key) { m_key = std::move(key); }
    template<class U>
        requires std::is_same_v<U, T>
    ForeignKey(const U &object)
    {
        m_key = relationKey(modelOf<U>(), &object);
        m_object = std::make_shared<const U>(object);
        m_given = true;
    }
    /// The loaded object, or null: access never runs SQL.
    [[nodiscard]] const T *get() const { return static_cast<const T *>(m_object.get()); }
    [[nodiscard]] const T *operator->() const { return get(); }
};

/// A ForeignKey that is unique: at most one row points at each row of T.
template<class T>
class OneToOne : public ForeignKey<T>
{
public:
    using ForeignKey<T>::ForeignKey;
};

/// What HasMany and ManyToMany hold: the loaded objects, if they were.
class QUOIN_EXPORT ToManyBase
{
public:
    [[nodiscard]] bool isLoaded() const { return m_objects != nullptr; }
    /// Two are equal when both show the same load: they have no column of their own.
    friend bool operator==(const ToManyBase &a, const ToManyBase &b) { return a.m_objects == b.m_objects; }

protected:
    std::shared_ptr<const void> m_objects;
};

/// The rows of T whose foreign key points here.
template<class T>
class HasMany : public ToManyBase
{
};

/// The rows of T that a through table connects with this one.
template<class T>
class ManyToMany : public ToManyBase
{
};

} // namespace quoin
