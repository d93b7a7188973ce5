// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/query/bulk.h>
#include <quoin/query/query.h>

namespace quoin {

/// A row of the other end as it was given: an object, or its key.
struct RelatedKey
{
    Value key {};
    const void *object = nullptr; ///< Of the target's model.
};

/// The untyped core behind RelatedSet.
class QUOIN_EXPORT RelatedSetCore
{
public:
    RelatedSetCore(Database database, const RowType &type, const RelationStep &step, void *object);

    [[nodiscard]] QueryCore query() const;
    /// All rows into the relation of the object, unless they are there.
    Result<const ToManyBase *> load() const;
    [[nodiscard]] Result<bool> contains(const RelatedKey &row) const;
    Result<void> add(const std::vector<RelatedKey> &rows);
    /// New rows of the given through model, which get the object as their one end.
    Result<void> add(const Result<const ModelInfo *> &through, const ObjectSpan &rows);
    Result<void> remove(const std::vector<RelatedKey> &rows);
    Result<void> set(const std::vector<RelatedKey> &rows);
    Result<void> clear();

private:
    friend class RelatedChange;
    Database m_database;
    const RowType *m_type;
    RelationStep m_step;
    void *m_object;
    ToManyBase *m_list = nullptr;
    const ModelInfo *m_model = nullptr;
    const RelationInfo *m_relation = nullptr;
    Value m_key; ///< The object's, as the others hold it.
    std::shared_ptr<const Error> m_error;
};

/// The rows of T that a relation of one object leads to: as a query, and to change. Refers to the object, which has to live as
/// long; what is loaded in its relation is forgotten with each change.
///
/// Several statements of one call run in a transaction. Adding what is there, or removing what is not, is no error.
/// \code
/// auto tags = db.related<&Post::tags>(post);
/// tags.add(red);                       // an object or its key, or a list of them
/// tags.set(QList<Tag> { red, blue });  // adds and removes no more than has to be
/// auto few = tags.query().filter(field<&Tag::name>.startsWith(u"r"_s)).all();
/// \endcode
template<class T>
class RelatedSet
{
public:
    explicit RelatedSet(RelatedSetCore core) : m_core(std::move(core)) { }

    /// The rows as a query, to be refined.
    [[nodiscard]] Query<T> query() const { return Query<T>(m_core.query()); }
    /// All of them, which the object's relation has from then on: asked again, no statement runs.
    [[nodiscard]] Result<QList<T>> all() const
    {
        const auto loaded = m_core.load();
        if (!loaded)
            return loaded.error();
        const auto &list = static_cast<const RelatedList<T> &>(**loaded);
        return QList<T>(list.begin(), list.end());
    }
    [[nodiscard]] Result<qint64> count() const { return query().count(); }
    template<class X>
    [[nodiscard]] Result<bool> contains(const X &row) const
    {
        return m_core.contains(keyOf(row));
    }

    /// Connects rows, given as stored objects, keys, or a list of either: for a ManyToMany by rows of the table between (those of
    /// a given through model have its defaults), for a HasMany by setting their foreign key.
    template<class X>
    Result<void> add(const X &rows)
    {
        return m_core.add(keysOf(rows));
    }
    /// Connects by rows of the through model, which have its attributes and the other end; this end is set. They are stored by
    /// this, and have their keys then.
    template<class Through>
    Result<void> addThrough(QList<Through> &rows)
    {
        return m_core.add(modelOf<Through>(), write::spanOf(rows));
    }
    /// Disconnects rows. Those of a HasMany stay and point at nothing: an error of kind Relation where their foreign key cannot.
    template<class X>
    Result<void> remove(const X &rows)
    {
        return m_core.remove(keysOf(rows));
    }
    /// Afterwards exactly these are connected; those that were and stay are not touched.
    template<class X>
    Result<void> set(const X &rows)
    {
        return m_core.set(keysOf(rows));
    }
    /// Disconnects all.
    Result<void> clear() { return m_core.clear(); }

private:
    template<class X>
    static RelatedKey keyOf(const X &row)
    {
        if constexpr (std::is_same_v<X, T>)
            return { .object = &row };
        else
            return { .key = expr::toValue<X>(row) };
    }
    template<class X>
    static std::vector<RelatedKey> keysOf(const X &rows)
    {
        if constexpr (requires {
                          std::begin(rows);
                          std::end(rows);
                      } && !expr::TextLike<X> && !std::is_same_v<X, QByteArray>) {
            std::vector<RelatedKey> keys;
            for (const auto &row : rows)
                keys.push_back(keyOf(row));
            return keys;
        } else {
            return { keyOf(rows) };
        }
    }

    RelatedSetCore m_core;
};

template<auto Member, class T>
auto Database::related(T &object) const
{
    using Class = typename expr::MemberTraits<decltype(Member)>::Class;
    using Target = query::loadTarget<Member>;
    static_assert(std::is_base_of_v<Class, T>, "related(): the relation belongs to another model");
    static_assert(std::is_base_of_v<ToManyBase, query::MemberType<Member>>,
            "related(): is for HasMany and ManyToMany; a to-one relation is a property of the object");
    static_assert(std::is_member_object_pointer_v<decltype(Member)>, "related(): needs the member itself, not its getter");
    return RelatedSet<Target>(RelatedSetCore(*this, rowType<T>, query::stepOf<Member>(), &object));
}

} // namespace quoin
