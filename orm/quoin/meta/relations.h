// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/core/value.h>
#include <quoin/meta/registry.h>
#include <quoin/meta/relationpeers.h>

#include <iterator>
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
    mutable std::shared_ptr<const void> m_object;
    bool m_given = false; // m_object came without the relation: m_key is its primary key, which the column may not refer to

private:
    friend struct RelationAccess;
    mutable PeersPointer m_peers; // of a row that was read, until it is loaded

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
    [[nodiscard]] const T &operator*() const { return *get(); }
    /// The loaded object to keep, or null: rows that point at the same one share it.
    [[nodiscard]] std::shared_ptr<const T> shared() const { return std::static_pointer_cast<const T>(m_object); }

    /// Loads the object unless it is at hand, for all rows of the same result by one statement; see LazyLoading. A key that no
    /// row has is no error: get() stays null. Needs <quoin/query/fetch.h>.
    /// \code
    /// for (const Post &post : posts) {
    ///     if (auto loaded = post.author.load(db); !loaded)
    ///         return loaded.error();
    ///     print(post.author->name);       // 1 statement for all posts
    /// }
    /// \endcode
    template<class Source>
    Result<void> load(Source &source) const
    {
        return loadRelation(source, *this);
    }
};

/// A ForeignKey that is unique: at most one row points at each row of T.
template<class T>
class OneToOne : public ForeignKey<T>
{
public:
    using ForeignKey<T>::ForeignKey;
};

/// The loaded rows of a relation to many; a row that several lists have is one object.
using RelatedRows = std::vector<std::shared_ptr<const void>>;

/// What HasMany and ManyToMany hold: the loaded objects, if they were.
class QUOIN_EXPORT ToManyBase
{
public:
    [[nodiscard]] bool isLoaded() const { return m_rows != nullptr; }
    /// Of the loaded objects: 0 when none were loaded.
    [[nodiscard]] qsizetype size() const { return m_rows ? qsizetype(m_rows->size()) : 0; }
    [[nodiscard]] bool isEmpty() const { return size() == 0; }
    /// Forgets what was loaded, so that load() reads it again.
    void unload() { m_rows.reset(); }
    /// Two are equal when both show the same load: they have no column of their own.
    friend bool operator==(const ToManyBase &a, const ToManyBase &b)
    {
        return a.m_rows == b.m_rows && a.m_peers.get() == b.m_peers.get() && a.m_row == b.m_row;
    }

protected:
    [[nodiscard]] const std::shared_ptr<const void> *data() const { return m_rows ? m_rows->data() : nullptr; }

private:
    friend struct RelationAccess;
    mutable std::shared_ptr<const RelatedRows> m_rows;
    mutable PeersPointer m_peers; // of a row that was read …
    quint32 m_row = 0;            // … and which one it was
    mutable bool m_whole = false; // no query of its own left rows out
};

/// The loaded rows as a constant list: in the model's order (or that of the query which they were loaded by), then by key. Empty
/// when they were not loaded; access never runs SQL.
template<class T>
class RelatedList : public ToManyBase
{
public:
    class const_iterator
    {
    public:
        using iterator_category = std::random_access_iterator_tag;
        using value_type = T;
        using difference_type = qptrdiff;
        using pointer = const T *;
        using reference = const T &;

        const_iterator() = default;
        explicit const_iterator(const std::shared_ptr<const void> *at) : m_at(at) { }
        reference operator*() const { return *static_cast<const T *>(m_at->get()); }
        pointer operator->() const { return static_cast<const T *>(m_at->get()); }
        reference operator[](difference_type n) const { return *(*this + n); }
        const_iterator &operator++() { return *this += 1; }
        const_iterator &operator--() { return *this += -1; }
        const_iterator operator++(int) { return const_iterator(m_at++); }
        const_iterator operator--(int) { return const_iterator(m_at--); }
        const_iterator &operator+=(difference_type n)
        {
            m_at += n;
            return *this;
        }
        const_iterator &operator-=(difference_type n) { return *this += -n; }
        friend const_iterator operator+(const_iterator it, difference_type n) { return it += n; }
        friend const_iterator operator+(difference_type n, const_iterator it) { return it += n; }
        friend const_iterator operator-(const_iterator it, difference_type n) { return it -= n; }
        friend difference_type operator-(const_iterator a, const_iterator b) { return a.m_at - b.m_at; }
        friend auto operator<=>(const_iterator a, const_iterator b) = default;

    private:
        const std::shared_ptr<const void> *m_at = nullptr;
    };

    [[nodiscard]] const_iterator begin() const { return const_iterator(data()); }
    [[nodiscard]] const_iterator end() const { return const_iterator(data() + size()); }
    [[nodiscard]] const T &operator[](qsizetype index) const { return begin()[index]; }
    [[nodiscard]] const T &at(qsizetype index) const { return begin()[index]; }
    [[nodiscard]] const T &first() const { return *begin(); }
    [[nodiscard]] const T &last() const { return begin()[size() - 1]; }
    /// One of them to keep.
    [[nodiscard]] std::shared_ptr<const T> shared(qsizetype index) const
    {
        return std::static_pointer_cast<const T>(data()[index]);
    }

    /// Loads the rows unless they are at hand, for all rows of the same result by one statement; see LazyLoading. An error of
    /// kind Relation for an object that was not read from a database. Needs <quoin/query/fetch.h>.
    template<class Source>
    Result<void> load(Source &source) const
    {
        return loadRelation(source, *this);
    }
};

/// The rows of T whose foreign key points here.
template<class T>
class HasMany : public RelatedList<T>
{
};

/// The rows of T that a through table connects with this one.
template<class T>
class ManyToMany : public RelatedList<T>
{
};

} // namespace quoin
