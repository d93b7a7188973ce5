// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/expr/aggregates.h>
#include <quoin/expr/grouping.h>
#include <quoin/query/cell.h>
#include <quoin/query/query.h>

#include <tuple>

namespace quoin {

namespace query {

template<class... T>
struct RowOf
{
    using type = std::tuple<T...>;
};
template<class T>
struct RowOf<T>
{
    using type = T;
};
/// What values() gives for a row: one value, or a tuple.
template<class... T>
using rowOf = typename RowOf<T...>::type;

/// A row of computed values, column by column.
template<class Row, class... T>
class ColumnList final : public ColumnSink
{
public:
    Result<void> row(Cursor &cursor, const QList<const FieldInfo *> &fields) override
    {
        return read(cursor, fields, std::index_sequence_for<T...>());
    }
    QList<Row> rows;

private:
    template<size_t... At>
    Result<void> read(Cursor &cursor, const QList<const FieldInfo *> &fields, std::index_sequence<At...>)
    {
        std::tuple<T...> values;
        Result<void> done;
        (void)((done = readCell(Cell { cursor, int(At), fields.at(qsizetype(At)) }, std::get<At>(values))) && ...);
        if (done)
            rows.append(Row { std::move(std::get<At>(values))... });
        return done;
    }
};

template<class T>
Order orderOf(const T &term)
{
    return term.asc();
}
inline Order orderOf(const Order &order) { return order; }

} // namespace query

/// A query that reads expressions instead of models. An immutable value like Query; nothing runs until all() or first().
///
/// Where an expression is an aggregate, there is one row for each group of rows that are equal in groupBy()'s expressions;
/// without groupBy(), in all the selected expressions that are none.
/// \code
/// struct Row { QString name; qint64 posts; std::optional<qint64> views; };
/// auto rows = db.query<Post>()
///         .select<Row>(field<&Post::author, &Author::name>, count(), sum(field<&Post::views>))
///         .having(count() > 5).orderBy(count().desc()).all();
/// \endcode
template<class Row, class... T>
class Selection
{
public:
    using Element = Row; ///< What a row is.
    static constexpr bool isOneColumn = sizeof...(T) == 1;

    explicit Selection(QueryCore core) : m_core(std::move(core)) { }

    /// Groups rows by these expressions; what is selected beside aggregates has to be made of them.
    template<expr::IsTerm... X>
    [[nodiscard]] Selection groupBy(const X &...expressions) const
    {
        static_assert(((X::level == Level::Row) && ...),
                "groupBy(): rows are grouped by what each row has one of, not by an aggregate");
        Selection copy = *this;
        copy.m_core.groupBy({ expressions.node()... });
        return copy;
    }
    /// Groups rows several times at once: by all of these, by all but the last, and so on; at last all rows are one. In the rows
    /// of a set what it does not group by is NULL, which orNull() has a place for, and grouping() tells from a value that is
    /// NULL. The rows are the same on every engine: what has no grouping sets reads the query once for each.
    /// \code
    /// auto rows = db.query<Sale>().values(orNull(field<&Sale::country>), orNull(field<&Sale::city>), sum(field<&Sale::amount>))
    ///         .groupByRollup(field<&Sale::country>, field<&Sale::city>).all();    // cities, countries, and the sum of all
    /// \endcode
    template<expr::IsTerm... X>
    [[nodiscard]] Selection groupByRollup(const X &...expressions) const
    {
        return grouped(QueryCore::Sets::Rollup, expressions...);
    }
    /// By each choice of these, from all to none; of at most 6.
    template<expr::IsTerm... X>
    [[nodiscard]] Selection groupByCube(const X &...expressions) const
    {
        return grouped(QueryCore::Sets::Cube, expressions...);
    }
    /// By each of these sets: groupBySets(groupingSet(a, b), groupingSet(a), groupingSet()); at most 64.
    template<std::same_as<GroupingSet>... S>
    [[nodiscard]] Selection groupBySets(const S &...sets) const
    {
        Selection copy = *this;
        copy.m_core.groupBySets({ sets.nodes()... });
        return copy;
    }
    /// Only groups for which the condition is true.
    template<Level L>
    [[nodiscard]] Selection having(const ConditionOf<L> &condition) const
    {
        static_assert(L != Level::Window, "having(): a condition on a window belongs into a query around this one");
        Selection copy = *this;
        copy.m_core.having(condition.node());
        return copy;
    }
    /// Each row once.
    [[nodiscard]] Selection distinct() const
    {
        Selection copy = *this;
        copy.m_core.select().distinct = true;
        return copy;
    }
    /// Replaces the order. What the pages of limit() need to be told apart is appended.
    template<class... Orders>
    [[nodiscard]] Selection orderBy(const Orders &...orders) const
    {
        Selection copy = *this;
        copy.m_core.orderBy({ query::orderOf(orders)... });
        return copy;
    }
    /// The rows of both, each once; see Query. orderBy() after it takes what the first one selects.
    [[nodiscard]] Selection unite(const Selection &other) const { return combined(expr::SetOperation::Union, other); }
    [[nodiscard]] Selection uniteAll(const Selection &other) const { return combined(expr::SetOperation::UnionAll, other); }
    [[nodiscard]] Selection intersect(const Selection &other) const { return combined(expr::SetOperation::Intersect, other); }
    [[nodiscard]] Selection intersectAll(const Selection &other) const
    {
        return combined(expr::SetOperation::IntersectAll, other);
    }
    [[nodiscard]] Selection except(const Selection &other) const { return combined(expr::SetOperation::Except, other); }
    [[nodiscard]] Selection exceptAll(const Selection &other) const { return combined(expr::SetOperation::ExceptAll, other); }
    /// Of what there is so far; see Query.
    [[nodiscard]] Selection slice(qint64 from, qint64 to) const
    {
        Selection copy = *this;
        copy.m_core.slice(from, to);
        return copy;
    }
    /// The order turned round, NULLs included.
    [[nodiscard]] Selection reverse() const
    {
        Selection copy = *this;
        copy.m_core.select().reversed = !copy.m_core.select().reversed;
        return copy;
    }
    [[nodiscard]] Selection limit(qint64 rows) const
    {
        Selection copy = *this;
        copy.m_core.limit(rows);
        return copy;
    }
    [[nodiscard]] Selection offset(qint64 rows) const
    {
        Selection copy = *this;
        copy.m_core.offset(rows);
        return copy;
    }

    [[nodiscard]] Result<QList<Row>> all() const
    {
        query::ColumnList<Row, T...> list;
        auto read = m_core.readColumns(list);
        return read ? Result<QList<Row>>(std::move(list.rows)) : Result<QList<Row>>(read.error());
    }
    /// As Query's.
    [[nodiscard]] Stream<Row> stream() const;
    [[nodiscard]] Result<Page<Row>> page(qint64 number, qint64 size) const;
    /// As Query's; InvalidQuery for what has no key to find a row by: groups, distinct(), windows, and what is put together.
    [[nodiscard]] Result<KeysetPage<Row>> keysetPage(const KeysetPosition &position) const;
    /// NotFound when there is no row.
    [[nodiscard]] Result<Row> first() const
    {
        auto rows = slice(0, 1).all();
        if (!rows)
            return rows.error();
        return rows->isEmpty() ? Result<Row>(m_core.notOne(true)) : Result<Row>(std::move(rows->first()));
    }
    /// The statement that all() runs.
    [[nodiscard]] Result<SqlText> toSql() const { return m_core.toSql(); }
    /// As Query's.
    [[nodiscard]] Result<QueryPlan> explain() const;
    [[nodiscard]] Result<QueryPlan> explain(const ExplainOptions &options) const;

    /// The only row; NotFound or MultipleFound when there is not exactly one.
    [[nodiscard]] Result<Row> get() const
    {
        auto rows = slice(0, 2).all();
        if (!rows)
            return rows.error();
        return rows->size() == 1 ? Result<Row>(std::move(rows->first())) : Result<Row>(m_core.notOne(rows->isEmpty()));
    }
    /// How many rows there are: groups where there are groups, different rows after distinct().
    [[nodiscard]] Result<qint64> count() const { return m_core.count(); }
    [[nodiscard]] Result<bool> exists() const { return m_core.exists(); }
    /// The query as a part of another one: subquery(), exists(), in().
    [[nodiscard]] expr::SelectPtr subselect() const { return m_core.subselect(); }

    /// A query of the rows that this one gives, as if they stood in a table: it can be filtered, ordered, joined and aggregated,
    /// and it can be a part of others, as often as one likes; the statement has it once, in front (WITH). Row is a class with the
    /// model option rows, whose properties are what is selected, in this order.
    /// \code
    /// class Total { Q_GADGET
    ///     QUOIN_MODEL("totals", "rows")
    ///     QUOIN_FIELD(quoin::ForeignKey<Author>, author, "null")
    ///     QUOIN_FIELD(qint64, posts, "")
    /// };
    /// const auto totals = db.query<Post>().select<Total>(field<&Post::author>, count()).asTable();
    /// auto busy = totals.filter(field<&Total::posts> > 10).orderBy(field<&Total::author, &Author::name>).all();
    /// \endcode
    [[nodiscard]] Query<Row> asTable() const { return Query<Row>(m_core.asTable(modelOf<Row>())); }
    /// The same with the rows that \a step makes of these, and of those that it made the time before, until it makes none that
    /// are new. It is a function that takes a Query<Row> of them, which it reads once, and gives a selection of Row.
    /// \code
    /// const auto numbers = first.recursive([](const Query<Number> &found) {
    ///     return found.filter(field<&Number::n> < 100).select<Number>(field<&Number::n> + 1);
    /// });
    /// \endcode
    template<class Step>
    [[nodiscard]] Query<Row> recursive(const Step &step) const
    {
        return recursively(step, false);
    }
    /// The same, but rows that were found already are found again (UNION ALL): it is up to the step that there is an end.
    template<class Step>
    [[nodiscard]] Query<Row> recursiveAll(const Step &step) const
    {
        return recursively(step, true);
    }

private:
    template<expr::IsTerm... X>
    Selection grouped(QueryCore::Sets sets, const X &...expressions) const
    {
        static_assert(((X::level == Level::Row) && ...),
                "groupByRollup(), groupByCube(): rows are grouped by what each row has one of, not by an aggregate");
        Selection copy = *this;
        copy.m_core.groupBy({ expressions.node()... }, sets);
        return copy;
    }
    template<class Step>
    Query<Row> recursively(const Step &step, bool all) const
    {
        const QueryCore found = m_core.foundRows(modelOf<Row>());
        const auto next = step(Query<Row>(found));
        static_assert(std::is_same_v<typename decltype(next)::Element, Row>,
                "recursive(): the step has to select rows of the same class: found.select<Row>(…)");
        return Query<Row>(m_core.asTable(found, next.subselect(), all));
    }
    Selection combined(expr::SetOperation operation, const Selection &other) const
    {
        Selection copy = *this;
        copy.m_core.combine(operation, other.m_core);
        return copy;
    }

    QueryCore m_core;
};

/// What select() and values() give with grouping() among them: what it speaks of has to be said first.
template<class Row, class... T>
class UngroupedSelection
{
public:
    explicit UngroupedSelection(QueryCore core) : m_selection(std::move(core)) { }
    /// See Selection.
    template<expr::IsTerm... X>
    [[nodiscard]] Selection<Row, T...> groupByRollup(const X &...expressions) const
    {
        return m_selection.groupByRollup(expressions...);
    }
    template<expr::IsTerm... X>
    [[nodiscard]] Selection<Row, T...> groupByCube(const X &...expressions) const
    {
        return m_selection.groupByCube(expressions...);
    }
    template<std::same_as<GroupingSet>... S>
    [[nodiscard]] Selection<Row, T...> groupBySets(const S &...sets) const
    {
        return m_selection.groupBySets(sets...);
    }
    template<class... A>
    void all(const A &...) const
    {
        static_assert(sizeof...(A) > 1000,
                "grouping() tells rows of grouping sets apart: ask for them by groupByRollup(), groupByCube() or groupBySets()");
    }
    template<class... A>
    void groupBy(const A &...) const
    {
        static_assert(sizeof...(A) > 1000,
                "grouping() tells rows of grouping sets apart: ask for them by groupByRollup(), groupByCube() or groupBySets()");
    }

private:
    Selection<Row, T...> m_selection;
};

template<class T>
template<class Row, expr::IsTerm... X>
auto Query<T>::select(const X &...expressions) const
{
    static_assert(((X::level != Level::Related) && ...),
            "select(), values(): a row has many of these; read an aggregate of them: count(field<…>), max(field<…>), or "
            "sum(field<…>)");
    static_assert(
            requires { Row { std::declval<typename X::Type>()... }; },
            "select<Row>(): Row's members do not take values of these expressions' types, in this order (int is qint64, what may "
            "be NULL a std::optional)");
    QueryCore core = m_core;
    core.columns({ expressions.node()... });
    if constexpr ((std::is_same_v<X, Grouping> || ...))
        return UngroupedSelection<Row, typename X::Type...>(std::move(core));
    else
        return Selection<Row, typename X::Type...>(std::move(core));
}

template<class T>
template<expr::IsTerm... X>
auto Query<T>::values(const X &...expressions) const
{
    static_assert(sizeof...(X) > 0, "values(): say which");
    return select<query::rowOf<typename X::Type...>>(expressions...);
}

template<class T>
template<expr::IsTerm... X>
auto Query<T>::aggregate(const X &...expressions) const
{
    static_assert(((X::level == Level::Aggregate) && ...),
            "aggregate(): gives one row for all the query's rows, so each expression has to be an aggregate; values() groups by "
            "others");
    using Row = query::rowOf<typename X::Type...>;
    QueryCore core = m_core;
    core.columns({ expressions.node()... });
    if (core.select().limit >= 0 || core.select().offset > 0)
        core.keep(Error(ErrorKind::InvalidQuery,
                QStringLiteral("aggregate() is of all rows: it cannot come after limit() or offset().")));
    core.select().order.clear();
    return Selection<Row, typename X::Type...>(std::move(core)).first();
}

} // namespace quoin
