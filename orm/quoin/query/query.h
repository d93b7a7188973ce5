// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/db/database.h>
#include <quoin/expr/assignment.h>
#include <quoin/expr/select.h>
#include <quoin/query/record.h>

#include <QtCore/qlist.h>

namespace quoin {

namespace sql {
struct Compiled;
}

/// A statement as people look at it: its text, and its bindings as text, sensitive ones masked.
struct SqlText
{
    QString text;
    QStringList bindings;
};
QUOIN_EXPORT QDebug operator<<(QDebug debug, const SqlText &sql);

/// Where the rows of a query go.
class RowSink
{
public:
    /// One row's object, and its RecordState or null.
    struct Slot
    {
        void *object;
        RecordState *state;
    };

    /// So many rows came when the same statement ran last: a guess.
    virtual void expect(qsizetype rows) = 0;
    /// The memory for the next row.
    virtual Slot next() = 0;

protected:
    ~RowSink() = default;
};

class Cursor;

/// Where rows of computed values go.
class ColumnSink
{
public:
    /// One row; \a fields: the property that each column is, or null.
    virtual Result<void> row(Cursor &cursor, const QList<const FieldInfo *> &fields) = 0;

protected:
    ~ColumnSink() = default;
};

/// The untyped core behind Query<T>.
class QUOIN_EXPORT QueryCore
{
public:
    QueryCore(Database database, const ModelInfo &model) : m_database(std::move(database)) { m_select.model = &model; }
    explicit QueryCore(Error error) : m_error(std::make_shared<const Error>(std::move(error))) { }

    [[nodiscard]] expr::Select &select() { return m_select; }
    [[nodiscard]] const expr::Select &select() const { return m_select; }
    void keep(Error error)
    {
        if (!m_error)
            m_error = std::make_shared<const Error>(std::move(error));
    }

    /// Keeps an InvalidQuery error when \a rows, given to limit() or offset(), is negative.
    void checkNotNegative(qint64 rows);

    Result<void> read(RowSink &sink) const;
    Result<void> readColumns(ColumnSink &sink) const;
    /// Reads the first row into \a object; gives how many rows there are, counted up to \a most.
    Result<int> readFirst(void *object, int most) const;
    Result<qint64> count() const;
    Result<bool> exists() const;
    Result<SqlText> toSql() const;
    void allowAll() { m_allowAll = true; }
    Result<qint64> update(const QList<Assignment> &assignments) const;
    Result<qint64> remove() const;
    [[nodiscard]] Error notOne(bool none) const;

private:
    [[nodiscard]] Result<void> checkChange() const;
    Result<qint64> runChange(const Result<sql::Compiled> &compiled) const;

    Database m_database;
    expr::Select m_select;
    std::shared_ptr<const Error> m_error;
    bool m_allowAll = false;
};

/// How to read: an immutable value. Each call gives a refined copy; nothing runs until all(), first(), get(), count() or
/// exists().
///
/// \code
/// const auto popular = db.query<Post>().filter(field<&Post::views> >= 1000);
/// auto newest = popular.orderBy(field<&Post::publishedAt>.desc()).limit(10).all();
/// auto howMany = popular.count();
/// \endcode
template<class T>
class Query
{
public:
    explicit Query(const Database &database)
        : m_core(modelOf<T>() ? QueryCore(database, **modelOf<T>()) : QueryCore(modelOf<T>().error()))
    { }

    /// Rows for which the condition is true.
    [[nodiscard]] Query filter(const Condition &condition) const &
    {
        Query copy = *this;
        copy.add(condition);
        return copy;
    }
    [[nodiscard]] Query filter(const Condition &condition) &&
    {
        add(condition);
        return std::move(*this);
    }
    template<Level L>
    Query filter(const ConditionOf<L> &) const
    {
        static_assert(L == Level::Row,
                "filter() looks at single rows: a condition on an aggregate belongs into having(), one on a window into a "
                "sub-query");
        return *this;
    }
    /// All other rows: filter(p) and exclude(p) together are everything.
    [[nodiscard]] Query exclude(const Condition &condition) const { return filter(!condition); }
    /// Replaces the order. Where it leaves a choice the key decides, so that pages neither lose nor repeat rows.
    template<class... Orders>
    [[nodiscard]] Query orderBy(const Orders &...orders) const
    {
        Query copy = *this;
        copy.m_core.select().order = { toOrder(orders)... };
        return copy;
    }
    /// At most \a rows; a negative number is an error when the query runs.
    [[nodiscard]] Query limit(qint64 rows) const
    {
        Query copy = *this;
        copy.m_core.checkNotNegative(rows);
        copy.m_core.select().limit = rows;
        return copy;
    }
    [[nodiscard]] Query offset(qint64 rows) const
    {
        Query copy = *this;
        copy.m_core.checkNotNegative(rows);
        copy.m_core.select().offset = rows;
        return copy;
    }

    [[nodiscard]] Result<QList<T>> all() const
    {
        List list;
        auto read = m_core.read(list);
        return read ? Result<QList<T>>(list.taken()) : Result<QList<T>>(read.error());
    }
    /// The first row in the query's order (without one: the key's); NotFound when there is none.
    [[nodiscard]] Result<T> first() const
    {
        auto rows = limit(1).all();
        if (!rows)
            return rows.error();
        return rows->isEmpty() ? Result<T>(m_core.notOne(true)) : Result<T>(std::move(rows->first()));
    }
    /// The only row; NotFound or MultipleFound when there is not exactly one.
    [[nodiscard]] Result<T> get() const
    {
        auto rows = two();
        if (!rows)
            return rows.error();
        return rows->size() == 1 ? Result<T>(std::move(rows->first())) : Result<T>(m_core.notOne(rows->isEmpty()));
    }
    /// The only row, or none; MultipleFound when there are several.
    [[nodiscard]] Result<std::optional<T>> getOrNone() const
    {
        auto rows = two();
        if (!rows)
            return rows.error();
        if (rows->size() > 1)
            return m_core.notOne(false);
        return rows->isEmpty() ? std::optional<T>() : std::optional<T>(std::move(rows->first()));
    }
    [[nodiscard]] Result<qint64> count() const { return m_core.count(); }

    /// Reads expressions into a Row each, a struct whose members take them in this order. With aggregates among them: a row for
    /// each group, see Selection. Defined in quoin/query/selection.h.
    template<class Row, expr::IsTerm... X>
    [[nodiscard]] auto select(const X &...expressions) const;
    /// The same as a std::tuple, or as the value itself when there is one.
    template<expr::IsTerm... X>
    [[nodiscard]] auto values(const X &...expressions) const;
    /// Aggregates over all of the query's rows, at once: a Result with a std::tuple, or with the value itself when there is one.
    /// \code
    /// auto total = db.query<Post>().filter(published).aggregate(sum(field<&Post::views>));    // Result<std::optional<qint64>>
    /// \endcode
    template<expr::IsTerm... X>
    [[nodiscard]] auto aggregate(const X &...expressions) const;
    [[nodiscard]] Result<bool> exists() const { return m_core.exists(); }
    /// The statement that all() runs.
    [[nodiscard]] Result<SqlText> toSql() const { return m_core.toSql(); }

    /// Lets update() and remove() change every row of the table.
    [[nodiscard]] Query allowAll() const
    {
        Query copy = *this;
        copy.m_core.allowAll();
        return copy;
    }
    /// Sets columns of all matching rows by one statement, without reading them; gives how many were found. All values are
    /// computed from the row as it was. Without filter or limit it is refused, unless allowAll().
    /// \code
    /// auto reset = db.query<Post>().filter(field<&Post::author> == ann).update(set(field<&Post::views>, 0));
    /// \endcode
    template<class... Assignments>
    Result<qint64> update(const Assignments &...assignments) const
    {
        return m_core.update({ assignments... });
    }
    /// Deletes all matching rows by one statement; gives how many they were. Without filter or limit it is refused, unless
    /// allowAll().
    Result<qint64> remove() const { return m_core.remove(); }

    [[nodiscard]] const QueryCore &core() const { return m_core; }

private:
    class List final : public RowSink
    {
    public:
        void expect(qsizetype rows) override { m_rows.reserve(rows); }
        Slot next() override
        {
            T &row = m_rows.emplaceBack();
            return { &row, recordStateOf(row) };
        }
        QList<T> taken()
        {
            if (m_rows.capacity() > 2 * m_rows.size()) // many fewer than expected
                m_rows.squeeze();
            return std::move(m_rows);
        }

    private:
        QList<T> m_rows;
    };

    template<auto... M>
    static Order toOrder(const Field<M...> &field)
    {
        checkModel<Field<M...>>();
        return field.asc();
    }
    template<expr::IsTerm X>
    static Order toOrder(const X &expression)
    {
        static_assert(X::level == Level::Row, "orderBy(): rows have no order by an aggregate; values() and select() have");
        return expression.asc();
    }
    static Order toOrder(const Order &order) { return order; }
    template<class F>
    static consteval void checkModel()
    {
        static_assert(std::is_base_of_v<typename F::Model, T>, "orderBy(): the property belongs to another model");
    }
    void add(const Condition &condition)
    {
        m_core.select().where = expr::combine(expr::NodeKind::And, m_core.select().where, condition.node());
    }
    Result<QList<T>> two() const
    {
        const qint64 most = m_core.select().limit;
        return most >= 0 && most < 2 ? all() : limit(2).all();
    }

    QueryCore m_core;
};

template<class T>
Query<T> Database::query() const
{
    return Query<T>(*this);
}

} // namespace quoin
