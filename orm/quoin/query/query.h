// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/db/database.h>
#include <quoin/expr/assignment.h>
#include <quoin/expr/select.h>
#include <quoin/query/load.h>
#include <quoin/query/record.h>

#include <QtCore/qcontainerfwd.h>
#include <QtCore/qhash.h>
#include <QtCore/qlist.h>

namespace quoin {

namespace sql {
struct Compiled;
struct NewValue;
} // namespace sql

namespace query {
struct KeysetMarks;
} // namespace query

struct ExplainOptions;
struct KeysetPosition;
struct QueryPlan;
template<class Row>
struct KeysetPage;
template<class Row>
struct Page;
template<class Row>
class Stream;

/// A statement as people look at it: its text, and its bindings as text, sensitive ones masked.
struct QUOIN_EXPORT SqlText
{
    QString text;
    QStringList bindings;

    /// Over several lines, a clause each, the bindings behind it.
    [[nodiscard]] QString formatted() const;
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
    /// All rows, when the last one has come.
    virtual std::vector<void *> rows() = 0;

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

/// What forUpdate() and forShare() do where a row is locked already.
using LockWait = expr::RowLock::Wait;

/// The untyped core behind Query<T>.
class QUOIN_EXPORT QueryCore
{
public:
    QueryCore(Database database, const ModelInfo &model);
    /// Of a model whose declaration is wrong, every call gives that error.
    QueryCore(const Database &database, const Result<const ModelInfo *> &model);
    /// Every call gives this error.
    explicit QueryCore(Error error);
    // Defined elsewhere: each refinement of a query is a copy, which would be compiled into every program a dozen times.
    QueryCore(const QueryCore &);
    QueryCore(QueryCore &&) noexcept;
    QueryCore &operator=(const QueryCore &);
    QueryCore &operator=(QueryCore &&) noexcept;
    ~QueryCore();

    [[nodiscard]] const Database &database() const { return m_database; }
    [[nodiscard]] expr::Select &select() { return m_select; }
    [[nodiscard]] const expr::Select &select() const { return m_select; }
    /// With the error that building it met.
    [[nodiscard]] expr::SelectPtr subselect() const;
    /// The first error is what every call gives.
    void keep(Error error);

    void filter(const expr::NodePtr &condition);
    void having(const expr::NodePtr &condition);
    void orderBy(std::initializer_list<Order> order);
    /// Reads these expressions instead of the model's columns.
    void columns(std::initializer_list<expr::NodePtr> expressions);
    void groupBy(std::initializer_list<expr::NodePtr> expressions);
    enum class Sets : quint8 { Rollup, Cube };
    /// Groups by these several times at once.
    void groupBy(std::initializer_list<expr::NodePtr> expressions, Sets sets);
    void groupBySets(const std::vector<std::vector<expr::NodePtr>> &sets);
    /// A negative number of rows is an InvalidQuery error, which is kept.
    void limit(qint64 rows);
    void offset(qint64 rows);
    /// Rows \a from to before \a to of what there is so far.
    void slice(qint64 from, qint64 to);
    /// Keeps an InvalidQuery error after limit() or offset(), for what \a call says.
    void checkNotCut(QStringView call);
    /// Reads the key and only these properties, or (\a others) all of those that it read so far but these.
    void choose(const QList<FieldRef> &fields, bool others);
    /// The queries that together find the rows whose \a property (empty: the key) is one of these values.
    Result<QList<QueryCore>> inBulk(const QByteArray &property, std::vector<Value> values) const;
    /// The value of \a object by which inBulk() found it.
    [[nodiscard]] Value bulkKey(const QByteArray &property, const void *object) const;

    void lock(expr::RowLock::Strength strength, expr::RowLock::Wait wait, const QList<FieldRef> &of);
    /// The rows of both, put together.
    void combine(expr::SetOperation operation, const QueryCore &other);
    /// Models: each row once.
    void makeDistinct();
    /// A query of rows of this class, which are those of the query; with a step recursively, see expr::CommonTable.
    [[nodiscard]] QueryCore asTable(const Result<const ModelInfo *> &rows) const;
    [[nodiscard]] QueryCore asTable(const QueryCore &found, const expr::SelectPtr &step, bool all) const;
    /// What a step reads the rows from that were found before it.
    [[nodiscard]] QueryCore foundRows(const Result<const ModelInfo *> &rows) const;
    /// Puts rows of \a other beside those of the query.
    void join(const QueryCore &other, const expr::NodePtr &on, bool optional);
    void follow(QByteArray relation, bool towardsRoot, bool withRoots, int maximumDepth);
    /// The first thing that was wrong while it was built, or null.
    [[nodiscard]] const Error *error() const { return m_error.get(); }
    void load(std::span<const RelationStep> path, const QueryCore *query, bool joined);
    [[nodiscard]] const Loads *loads() const { return m_loads.get(); }
    /// What join() asks for is loaded by statements of its own.
    void joinNothing();
    void setConcurrent() { m_concurrent = true; }
    [[nodiscard]] bool isConcurrent() const { return m_concurrent; }
    void setLazyLoading(LazyLoading mode) { m_lazyLoading = mode; }
    [[nodiscard]] LazyLoading lazyLoading(LazyLoading otherwise) const { return m_lazyLoading.value_or(otherwise); }

    /// \a marks: gets the values of the terms of a select that sql::keysetSelect() made.
    Result<void> read(RowSink &sink, query::KeysetMarks *marks = nullptr) const;
    Result<void> readColumns(ColumnSink &sink, query::KeysetMarks *marks = nullptr) const;
    /// Reads the first row into \a object; gives how many rows there are, counted up to \a most.
    Result<int> readFirst(void *object, int most) const;
    Result<qint64> count() const;
    Result<bool> exists() const;
    Result<SqlText> toSql() const;
    Result<SqlText> updateSql(const QList<Assignment> &assignments) const;
    Result<SqlText> removeSql() const;
    /// How the engine runs the statement of read(): quoin/query/explain.h.
    Result<QueryPlan> explain(const ExplainOptions &options) const;
    void allowAll() { m_allowAll = true; }
    Result<qint64> update(const QList<Assignment> &assignments) const;
    Result<void> update(const QList<Assignment> &assignments, RowSink &changed) const;
    /// The same for fields that are known to be writable.
    Result<qint64> updateFields(QList<sql::NewValue> values) const;
    Result<qint64> remove() const;
    Result<void> remove(RowSink &removed) const;
    [[nodiscard]] Error notOne(bool none) const;

private:
    Result<void> readJoined(RowSink &sink) const;
    [[nodiscard]] Result<void> checkChange() const;
    Result<qint64> runChange(const Result<sql::Compiled> &compiled) const;
    Result<void> readChanged(const Result<sql::Compiled> &compiled, RowSink &sink) const;
    /// Adds the time of the change where the model keeps it.
    [[nodiscard]] QList<sql::NewValue> withTimes(QList<sql::NewValue> values) const;
    [[nodiscard]] Result<QList<sql::NewValue>> newValues(const QList<Assignment> &assignments) const;

    Database m_database;
    expr::Select m_select;
    std::shared_ptr<const Error> m_error;
    std::shared_ptr<const Loads> m_loads;
    std::optional<LazyLoading> m_lazyLoading;
    bool m_allowAll = false;
    bool m_concurrent = false;
};

namespace query {

/// The value of a key that is no NULL, as the program has it.
template<class Key>
Key keyFrom(const Value &value)
{
    if constexpr (std::is_integral_v<Key> && !std::is_same_v<Key, bool>) {
        const auto *number = value.get<qint64>();
        return number ? Key(*number) : Key(value.get<quint64>() ? *value.get<quint64>() : 0);
    } else {
        static_assert(
                !std::is_floating_point_v<Key> && std::is_constructible_v<Value, Key> && requires(const Key &key) { qHash(key); },
                "inBulk(): keys are integers, texts, UUIDs, dates or binary");
        const Key *key = value.get<Key>();
        return key ? *key : Key();
    }
}

} // namespace query

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
    using Element = T; ///< What a row is.
    explicit Query(const Database &database) : m_core(database, modelOf<T>()) { (void)isRowTypeKnown<T>; }

    explicit Query(QueryCore core) : m_core(std::move(core)) { }

    /// Rows for which the condition is true. What it asks of related rows, across HasMany and ManyToMany, one and the same of
    /// them has to fulfil; two calls may be fulfilled by two.
    [[nodiscard]] Query filter(const Condition &condition) const &
    {
        Query copy = *this;
        copy.m_core.filter(condition.node());
        return copy;
    }
    [[nodiscard]] Query filter(const Condition &condition) &&
    {
        m_core.filter(condition.node());
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
    template<expr::IsTerm X>
    Query filter(const X &) const
    {
        static_assert(std::is_void_v<X>,
                "filter() takes a condition: compare the property with something, as in field<&Post::draft> == true");
        return *this;
    }
    /// All other rows: filter(p) and exclude(p) together are everything.
    [[nodiscard]] Query exclude(const Condition &condition) const { return filter(!condition); }
    template<Level L>
    Query exclude(const ConditionOf<L> &condition) const
    {
        return filter(condition);
    }
    template<expr::IsTerm X>
    Query exclude(const X &) const
    {
        static_assert(std::is_void_v<X>,
                "exclude() takes a condition: compare the property with something, as in field<&Post::draft> == true");
        return *this;
    }
    /// Replaces the order. Where it leaves a choice the key decides, so that pages neither lose nor repeat rows.
    template<class... Orders>
    [[nodiscard]] Query orderBy(const Orders &...orders) const
    {
        Query copy = *this;
        copy.m_core.orderBy({ toOrder(orders)... });
        return copy;
    }
    /// The order turned round, NULLs included; without one the key's.
    [[nodiscard]] Query reverse() const
    {
        Query copy = *this;
        copy.m_core.select().reversed = !copy.m_core.select().reversed;
        return copy;
    }
    /// Of the rows that are equal in all of these, only the first in the query's order.
    /// \code
    /// db.query<Post>().distinctOn(field<&Post::author>).orderBy(field<&Post::publishedAt>.desc())    // each author's newest
    /// \endcode
    template<expr::IsTerm... X>
    [[nodiscard]] Query distinctOn(const X &...expressions) const
    {
        static_assert(((X::level == Level::Row) && ...), "distinctOn(): takes what each row has one of");
        Query copy = *this;
        copy.m_core.select().distinctOn = { expressions.node()... };
        return copy;
    }
    /// Each row once: what uniteAll() puts together may have one several times. A query of one table never has.
    [[nodiscard]] Query distinct() const
    {
        Query copy = *this;
        copy.m_core.makeDistinct();
        return copy;
    }
    /// Rows \a from (counted from 0) to before \a to of those of the query: of what an offset, a limit or a slice before it
    /// leaves. A number below 0, or \a to before \a from, is an error when the query runs.
    /// \code
    /// query.slice(10, 20).slice(2, 5)    // rows 12 to 14
    /// \endcode
    [[nodiscard]] Query slice(qint64 from, qint64 to) const
    {
        Query copy = *this;
        copy.m_core.slice(from, to);
        return copy;
    }

    /// Reads these properties and the key; all others are left as a new object has them. The record knows which: they are not
    /// written unless they are set, and refresh() reads them.
    /// \code
    /// auto titles = db.query<Post>().only<&Post::title, &Post::views>().all();      // without the long text of each
    /// \endcode
    template<auto... Members>
    [[nodiscard]] Query only() const
    {
        return choose<Members...>(false);
    }
    /// Reads all properties but these, and the key.
    template<auto... Members>
    [[nodiscard]] Query defer() const
    {
        return choose<Members...>(true);
    }

    /// The rows of this query and of \a other, each once (uniteAll(): as often as both have it together). What comes after it, as
    /// filter(), orderBy() and limit(), is of the whole.
    /// \code
    /// const auto seen = popular.unite(recent).except(hidden).orderBy(field<&Post::title>).limit(20);
    /// \endcode
    [[nodiscard]] Query unite(const Query &other) const { return combined(expr::SetOperation::Union, other); }
    [[nodiscard]] Query uniteAll(const Query &other) const { return combined(expr::SetOperation::UnionAll, other); }
    /// The rows that both have; with All, a row as often as the one that has it less often.
    [[nodiscard]] Query intersect(const Query &other) const { return combined(expr::SetOperation::Intersect, other); }
    [[nodiscard]] Query intersectAll(const Query &other) const { return combined(expr::SetOperation::IntersectAll, other); }
    /// The rows that \a other does not have; with All, each of its rows takes one away.
    [[nodiscard]] Query except(const Query &other) const { return combined(expr::SetOperation::Except, other); }
    [[nodiscard]] Query exceptAll(const Query &other) const { return combined(expr::SetOperation::ExceptAll, other); }

    /// These rows, and the rows that point at them by a relation of the model to itself, and those that point at these, and so
    /// on: each once, down to \a maximumDepth steps, at most 1000. What comes after it is of the whole; treeDepth() is how many
    /// steps away a row is. Data that goes round in circles does no harm.
    /// \code
    /// db.query<Category>().filter(field<&Category::name> == u"Garden"_s).descendants(field<&Category::parent>).all();
    /// \endcode
    template<auto Member>
    [[nodiscard]] Query descendants(const Field<Member> &relation, int maximumDepth = 500) const
    {
        return followed(relation, false, maximumDepth);
    }
    /// These rows, and the ones that they point at, and so on up to the root.
    template<auto Member>
    [[nodiscard]] Query ancestors(const Field<Member> &relation, int maximumDepth = 500) const
    {
        return followed(relation, true, maximumDepth);
    }
    /// At most \a rows, instead of what was said before; a negative number is an error when the query runs. Rows of rows:
    /// slice().
    [[nodiscard]] Query limit(qint64 rows) const
    {
        Query copy = *this;
        copy.m_core.limit(rows);
        return copy;
    }
    [[nodiscard]] Query offset(qint64 rows) const
    {
        Query copy = *this;
        copy.m_core.offset(rows);
        return copy;
    }

    /// Loads a relation with the rows, by one more statement whatever their number; with a path, one for each step. What several
    /// rows share is one object.
    /// \code
    /// auto posts = db.query<Post>().with<&Post::author, &Author::country>().with<&Post::tags>().all();     // 4 statements
    /// \endcode
    template<auto... Path>
    [[nodiscard]] Query with() const
    {
        Query copy = *this;
        copy.m_core.load(path<Path...>(), nullptr, false);
        return copy;
    }
    /// The same, by a query of its own for the last step: its filter leaves rows out of the lists, its order is theirs, and its
    /// limit counts for each list by itself. Made with related(); what it has with() is loaded, too.
    /// \code
    /// auto authors = db.query<Author>()
    ///         .with<&Author::posts>(related<Post>().orderBy(field<&Post::publishedAt>.desc()).limit(3)).all();
    /// \endcode
    template<auto... Path, class R>
    [[nodiscard]] Query with(const Query<R> &query) const
    {
        static_assert(std::is_same_v<R, query::pathEnd<T, Path...>>, "with(): the query is of another model than the relation");
        Query copy = *this;
        copy.m_core.load(path<Path...>(), &query.core(), false);
        return copy;
    }
    /// Loads to-one relations by a JOIN in the query's own statement; with a path, each of its steps. One statement less than
    /// with(), but a related row comes once for each row that points at it: with() is faster for more than a few rows.
    template<auto... Path>
    [[nodiscard]] Query join() const
    {
        static_assert((std::is_base_of_v<ForeignKeyBase, query::MemberType<Path>> && ...),
                "join(): is for ForeignKey and OneToOne; a relation to many is loaded by with()");
        Query copy = *this;
        copy.m_core.load(path<Path...>(), nullptr, true);
        return copy;
    }
    /// Each row beside each row of \a other for which the condition is true: a row comes as often as it finds one, and not at all
    /// where it finds none. joined<&R::property> is what they have. \a other is a table, a query of its rows, or of those of
    /// another query (Selection::asTable()). It may speak of the row beside which it stands by outer<>, which PostgreSQL runs for
    /// each of them (LATERAL); elsewhere that works for conditions outer<> == property, and for all of them without limit().
    /// \code
    /// const auto best = db.query<Post>().filter(field<&Post::author> ==
    /// outer<&Author::id>).orderBy(field<&Post::views>.desc()).limit(3); auto rows =
    /// db.query<Author>().join(best).values(field<&Author::name>, joined<&Post::title>).all();
    /// \endcode
    template<class R>
    [[nodiscard]] Query join(const Query<R> &other, const Condition &on = {}) const
    {
        Query copy = *this;
        copy.m_core.join(other.core(), on.node(), false);
        return copy;
    }
    /// The same, but a row that finds none comes once, beside NULLs.
    template<class R>
    [[nodiscard]] Query leftJoin(const Query<R> &other, const Condition &on = {}) const
    {
        Query copy = *this;
        copy.m_core.join(other.core(), on.node(), true);
        return copy;
    }
    template<class R, Level L>
    Query join(const Query<R> &, const ConditionOf<L> &) const
    {
        static_assert(L == Level::Row, "join(): rows stand beside each other by what each of them has, not by an aggregate");
        return *this;
    }
    template<class R, Level L>
    Query leftJoin(const Query<R> &other, const ConditionOf<L> &on) const
    {
        return join(other, on);
    }
    /// Runs the statements of several with() at the same time, each in a thread with a connection of its own; one after the
    /// other inside a transaction, whose changes other connections do not see.
    [[nodiscard]] Query concurrently() const
    {
        Query copy = *this;
        copy.m_core.setConcurrent();
        return copy;
    }
    /// What load() does for relations of these rows that were not loaded with them.
    [[nodiscard]] Query lazyLoading(LazyLoading mode) const
    {
        Query copy = *this;
        copy.m_core.setLazyLoading(mode);
        return copy;
    }

    [[nodiscard]] Result<QList<T>> all() const
    {
        List list;
        auto read = m_core.read(list);
        return read ? Result<QList<T>>(list.taken()) : Result<QList<T>>(read.error());
    }
    /// The rows one after the other, in the memory of a few: for more than fit. Defined in quoin/query/stream.h.
    /// \code
    /// auto posts = popular.stream();
    /// for (const Post &post : posts)
    ///     write(post);
    /// if (auto read = posts.result(); !read) return read.error();
    /// \endcode
    [[nodiscard]] Stream<T> stream() const;
    /// The page with this number, from 1, of \a size rows each, and how many there are. A page far behind costs what all rows
    /// before it cost: see keysetPage(). Defined in quoin/query/paging.h.
    [[nodiscard]] Result<Page<T>> page(qint64 number, qint64 size) const;
    /// A page that begins where another one ended: the thousandth costs what the first one costs, and rows that come or go
    /// meanwhile shift nothing. Defined in quoin/query/paging.h.
    [[nodiscard]] Result<KeysetPage<T>> keysetPage(const KeysetPosition &position) const;
    /// The first row in the query's order (without one: the key's); NotFound when there is none.
    [[nodiscard]] Result<T> first() const
    {
        auto rows = slice(0, 1).all();
        if (!rows)
            return rows.error();
        return rows->isEmpty() ? Result<T>(m_core.notOne(true)) : Result<T>(std::move(rows->first()));
    }
    /// The last row in the query's order (without one: the key's); NotFound when there is none.
    [[nodiscard]] Result<T> last() const
    {
        Query turned = reverse();
        turned.m_core.checkNotCut(u"last()");
        return turned.first();
    }
    /// The row with the smallest value, with equal ones the smallest next one; rows where one is NULL do not count. NotFound when
    /// there is none; an InvalidQuery error after limit(), offset() or slice().
    /// \code
    /// auto oldest = db.query<Post>().earliest(field<&Post::publishedAt>);
    /// \endcode
    template<expr::IsTerm... X>
    [[nodiscard]] Result<T> earliest(const X &...terms) const
    {
        static_assert(sizeof...(X) > 0, "earliest(): say by what");
        Query ordered = filter((known(terms) && ...)).orderBy(terms...);
        ordered.m_core.checkNotCut(u"earliest()");
        return ordered.first();
    }
    /// The row with the greatest value, likewise.
    template<expr::IsTerm... X>
    [[nodiscard]] Result<T> latest(const X &...terms) const
    {
        static_assert(sizeof...(X) > 0, "latest(): say by what");
        Query ordered = filter((known(terms) && ...)).orderBy(terms.desc()...);
        ordered.m_core.checkNotCut(u"latest()");
        return ordered.first();
    }
    /// The query's rows with these keys, by key; keys without a row are not among them. Any number of keys: a statement for each
    /// 100,000.
    /// \code
    /// auto byKey = db.query<Post>().inBulk(QList<qint64> { 3, 1, 4 });      // Result<QHash<qint64, Post>>
    /// \endcode
    template<class Key>
    [[nodiscard]] Result<QHash<Key, T>> inBulk(const QList<Key> &keys) const
    {
        return inBulkBy<Key>({}, keys);
    }
    /// The same by another property, which has to be unique.
    template<auto Member>
    [[nodiscard]] auto inBulk(const QList<expr::unwrapped<typename Field<Member>::Type>> &keys) const
    {
        static_assert(std::is_base_of_v<typename Field<Member>::Model, T>, "inBulk(): the property belongs to another model");
        return inBulkBy<expr::unwrapped<typename Field<Member>::Type>>(Field<Member>::path(), keys);
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
    /// Rows by name: of these properties ("title", "author__name") and named() expressions, or of all properties but sensitive
    /// ones. Values are the Qt types that a program expects, invalid for NULL. Defined in quoin/query/valuemaps.h.
    /// \code
    /// auto maps = db.query<Post>().valueMaps(field<&Post::title>, named(u"twice"_s, field<&Post::views> * 2));
    /// \endcode
    template<class... X>
    [[nodiscard]] Result<QList<QVariantMap>> valueMaps(const X &...columns) const;
    [[nodiscard]] Result<bool> exists() const { return m_core.exists(); }
    /// The statement that all() runs.
    [[nodiscard]] Result<SqlText> toSql() const { return m_core.toSql(); }
    /// Those that update() and remove() would run, or why they would not.
    template<class... Assignments>
    [[nodiscard]] Result<SqlText> updateSql(const Assignments &...assignments) const
    {
        return m_core.updateSql({ assignments... });
    }
    [[nodiscard]] Result<SqlText> removeSql() const { return m_core.removeSql(); }
    /// How the engine runs the statement: a tree of steps, and the engine's own words. Include quoin/query/explain.h.
    /// \code
    /// qInfo().noquote() << posts.explain()->toString();
    /// auto measured = posts.explain({ .analyze = true });        // runs it; Unsupported on SQLite
    /// \endcode
    [[nodiscard]] Result<QueryPlan> explain() const;
    [[nodiscard]] Result<QueryPlan> explain(const ExplainOptions &options) const;

    /// Locks the rows that it reads until the transaction ends, so that nobody else changes, deletes or locks them; only inside a
    /// transaction. \a wait: what happens where another transaction has locked a row: wait (a Timeout error when that is too
    /// long), a Timeout error at once, or leave the row out. \a of: relations whose rows are locked instead of the query's own;
    /// name it, too, by its key. Unsupported on an engine that locks no rows, and where it cannot skip or name tables.
    /// \code
    /// auto job = db.query<Job>().filter(field<&Job::done> == false).forUpdate(LockWait::SkipLocked).first();
    /// \endcode
    [[nodiscard]] Query forUpdate(LockWait wait = LockWait::Wait, const QList<FieldRef> &of = {}) const
    {
        return locked(expr::RowLock::Strength::Update, wait, of);
    }
    /// The same, but others may lock the rows so, too: nobody changes them.
    [[nodiscard]] Query forShare(LockWait wait = LockWait::Wait, const QList<FieldRef> &of = {}) const
    {
        return locked(expr::RowLock::Strength::Share, wait, of);
    }

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
        static_assert(
                (std::is_same_v<Assignments, Assignment> && ...), "update() takes what set() makes: set(field<&Post::views>, 7)");
        return m_core.update({ assignments... });
    }
    /// Deletes all matching rows by one statement; gives how many they were. Without filter or limit it is refused, unless
    /// allowAll().
    Result<qint64> remove() const { return m_core.remove(); }
    /// The same, and gives the rows as they are afterwards, in no order. Unsupported where UPDATE gives no rows back.
    template<class... Assignments>
    [[nodiscard]] Result<QList<T>> updateReturning(const Assignments &...assignments) const
    {
        List list;
        auto done = m_core.update({ assignments... }, list);
        return done ? Result<QList<T>>(list.taken()) : Result<QList<T>>(done.error());
    }
    /// Gives the rows as they were.
    [[nodiscard]] Result<QList<T>> removeReturning() const
    {
        List list;
        auto done = m_core.remove(list);
        return done ? Result<QList<T>>(list.taken()) : Result<QList<T>>(done.error());
    }

    /// The query as a part of another one: exists(), in().
    [[nodiscard]] expr::SelectPtr subselect() const { return m_core.subselect(); }
    static constexpr bool isOneColumn = false;

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
        std::vector<void *> rows() override
        {
            std::vector<void *> pointers;
            pointers.reserve(size_t(m_rows.size()));
            for (T &row : m_rows)
                pointers.push_back(&row);
            return pointers;
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

    /// isNotNull() without its warning for what never is NULL: nobody wrote it.
    template<expr::IsTerm X>
    static Condition known(const X &term)
    {
        static_assert(X::level == Level::Row, "earliest(), latest(): rows are compared by what each has one of");
        return Condition(expr::unary(expr::NodeKind::IsNotNull, term.node()));
    }
    template<auto... M>
    static Order toOrder(const Field<M...> &field)
    {
        checkModel<Field<M...>>();
        return field.asc();
    }
    template<expr::IsTerm X>
    static Order toOrder(const X &expression)
    {
        static_assert(X::level != Level::Aggregate, "orderBy(): rows have no order by an aggregate; values() and select() have");
        return expression.asc();
    }
    static Order toOrder(const Order &order) { return order; }
    template<class X>
        requires(!expr::IsTerm<X>)
    static Order toOrder(const X &)
    {
        static_assert(std::is_void_v<X>,
                "orderBy() takes properties and expressions, as in field<&Post::views>.desc(); by a condition: when(…, "
                "0).otherwise(1)");
        return Order({}, false);
    }
    template<class F>
    static consteval void checkModel()
    {
        static_assert(std::is_base_of_v<typename F::Model, T>, "orderBy(): the property belongs to another model");
    }
    template<auto... Members>
    Query choose(bool others) const
    {
        static_assert(std::is_base_of_v<RecordBase, T>,
                "only() and defer(): a plain object cannot know what was not read of it, and update() would store that as it is "
                "in memory; derive the model from quoin::Record, or read a struct with select<Row>()");
        static_assert((std::is_base_of_v<typename Field<Members>::Model, T> && ...),
                "only() and defer(): the property belongs to another model");
        Query copy = *this;
        copy.m_core.choose({ field<Members>... }, others);
        return copy;
    }
    template<class Key>
    Result<QHash<Key, T>> inBulkBy(const QByteArray &property, const QList<Key> &keys) const
    {
        std::vector<Value> values;
        for (const Key &key : keys)
            values.push_back(expr::toValue<Key>(key));
        auto parts = m_core.inBulk(property, std::move(values));
        if (!parts)
            return parts.error();
        QHash<Key, T> byKey;
        for (const QueryCore &part : *parts) {
            List list;
            if (auto read = part.read(list); !read)
                return read.error();
            QList<T> rows = list.taken();
            for (T &row : rows)
                byKey.insert(query::keyFrom<Key>(part.bulkKey(property, &row)), std::move(row));
        }
        return byKey;
    }
    template<auto... Path>
    static std::span<const RelationStep> path()
    {
        static_assert(sizeof...(Path) > 0, "with(): say which relation");
        constexpr bool sound = !std::is_void_v<query::pathEnd<T, Path...>>;
        static_assert(sound,
                "this path leaves the model: every member has to be a relation (ForeignKey, OneToOne, HasMany or ManyToMany) to "
                "the "
                "class of the next one");
        if constexpr (sound)
            return query::pathSteps<Path...>;
        else
            return {};
    }
    Query locked(expr::RowLock::Strength strength, LockWait wait, const QList<FieldRef> &of) const
    {
        Query copy = *this;
        copy.m_core.lock(strength, wait, of);
        return copy;
    }
    Query combined(expr::SetOperation operation, const Query &other) const
    {
        Query copy = *this;
        copy.m_core.combine(operation, other.m_core);
        return copy;
    }
    template<auto Member>
    Query followed(const Field<Member> &relation, bool towardsRoot, int maximumDepth) const
    {
        using Target = expr::relationTarget<typename Field<Member>::Type>;
        static_assert(std::is_same_v<Target, T>, "a tree is followed by a ForeignKey or OneToOne of the model to itself");
        Query copy = *this;
        copy.m_core.follow(relation.path(), towardsRoot, true, maximumDepth);
        return copy;
    }
    Result<QList<T>> two() const { return slice(0, 2).all(); }

    QueryCore m_core;
};

/// A query for with(): what it reads, its with() says.
template<class T>
[[nodiscard]] Query<T> related()
{
    return Query<T>(Database());
}

template<class T>
Query<T> Database::query() const
{
    return Query<T>(*this);
}

} // namespace quoin
