// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/db/database.h>
#include <quoin/expr/namedquery.h>
#include <quoin/query/dynamicrow.h>

namespace quoin {

class QueryCore;
struct SqlText;

namespace expr {
struct NamedSelect;
} // namespace expr

/// A query whose model and properties are named by text: for QML, configuration, tools. Immutable like Query<T>, and compiled
/// from the same tree; what is wrong with a name or a value is the error of the call that runs it. Of the models that Registry
/// knows.
///
/// \code
/// auto rows = db.query(u"Post").filter(Q(u"author__name__icontains", u"ann"_s)).orderBy(u"-views").limit(10).all();
/// \endcode
class QUOIN_EXPORT DynamicQuery
{
public:
    DynamicQuery() = default; ///< Of no database: every call gives an error.
    /// One that was read from JSON, say: NamedQuery::fromJson().
    DynamicQuery(Database database, NamedQuery query) : m_database(std::move(database)), m_query(std::move(query)) { }
    /// The query as plain data.
    [[nodiscard]] const NamedQuery &named() const { return m_query; }

    /// Rows for which the condition is true.
    [[nodiscard]] DynamicQuery filter(const Q &condition) const;
    /// All other rows: filter(q) and exclude(q) together are everything.
    [[nodiscard]] DynamicQuery exclude(const Q &condition) const { return filter(!condition); }
    /// Gives an expression a name that filter(), orderBy(), values() and further expressions can use.
    [[nodiscard]] DynamicQuery alias(const QString &name, const NamedExpression &expression) const;
    /// The same, and the rows have its value under that name.
    [[nodiscard]] DynamicQuery annotate(const QString &name, const NamedExpression &expression) const;
    /// Reads these instead of all properties: paths ("author__name", "created__year") and names of expressions.
    [[nodiscard]] DynamicQuery values(const QStringList &names) const;
    /// Groups rows by these paths or names. Without it values() beside aggregates are grouped by all that are none.
    [[nodiscard]] DynamicQuery groupBy(const QStringList &names) const;
    /// Groups rows several times at once, see Selection::groupByRollup(): by all of these, by all but the last … and by none; by
    /// each choice of them; by each of the sets. fn(u"grouping", F(u"name")) tells their rows apart.
    [[nodiscard]] DynamicQuery groupByRollup(const QStringList &names) const;
    [[nodiscard]] DynamicQuery groupByCube(const QStringList &names) const;
    [[nodiscard]] DynamicQuery groupBySets(const QList<QStringList> &sets) const;
    /// Each row beside each row of \a rows for which the condition is true, see Query::join(); paths to what these have begin
    /// with
    /// \a name. Filters, order and limit are of the whole, wherever they stand.
    /// \code
    /// db.query(u"Author").join(u"post"_s, db.query(u"Post"), Q(u"id", F(u"post__author"))).values({ u"name"_s, u"post__title"_s
    /// })
    /// \endcode
    [[nodiscard]] DynamicQuery join(const QString &name, const DynamicQuery &rows, const Q &on = {}) const;
    /// The same, but a row that finds none comes once, beside NULLs.
    [[nodiscard]] DynamicQuery leftJoin(const QString &name, const DynamicQuery &rows, const Q &on = {}) const;
    /// A query of the rows that this one gives, as Selection::asTable() has it. Their names are those of its values and
    /// annotations; or, with \a rows, a class with the model option rows, that class's, in their order.
    /// \code
    /// const auto totals = db.query(u"Post").values({ u"author"_s }).annotate(u"n"_s, fn(u"count")).asTable(u"Total");
    /// auto busy = totals.filter(Q(u"posts__gt", 10)).orderBy(u"author__name").all();
    /// \endcode
    [[nodiscard]] DynamicQuery asTable(const QString &rows = {}) const;
    /// The same with the rows that \a step makes of these, and of those that it made the time before, until it makes none that
    /// are new. It is a query of the class, db.query(rows), which stands for the rows that were found.
    [[nodiscard]] DynamicQuery recursive(const QString &rows, const DynamicQuery &step) const;
    /// The same, but rows that were found already are found again: it is up to the step that there is an end.
    [[nodiscard]] DynamicQuery recursiveAll(const QString &rows, const DynamicQuery &step) const;
    /// Only groups for which the condition is true.
    [[nodiscard]] DynamicQuery having(const Q &condition) const;
    /// Each row once.
    [[nodiscard]] DynamicQuery distinct() const;
    /// Replaces the order: orderBy(u"-author__name nulls last", u"title").
    template<class... Orders>
    [[nodiscard]] DynamicQuery orderBy(const Orders &...orders) const
    {
        return ordered({ NamedOrder(orders)... });
    }
    [[nodiscard]] DynamicQuery ordered(const QList<NamedOrder> &orders) const;
    /// The order turned round, NULLs included; without one the key's.
    [[nodiscard]] DynamicQuery reverse() const;
    /// Of the rows that are equal in all of these, paths or names, only the first in the query's order.
    [[nodiscard]] DynamicQuery distinctOn(const QStringList &names) const;
    /// At most \a rows, instead of what was said before; a negative number is an error when the query runs.
    [[nodiscard]] DynamicQuery limit(qint64 rows) const;
    [[nodiscard]] DynamicQuery offset(qint64 rows) const;
    /// Rows \a from (counted from 0) to before \a to of what an offset, a limit or a slice before it leaves.
    [[nodiscard]] DynamicQuery slice(qint64 from, qint64 to) const;
    /// Loads relations with the rows, each step of a path by one more statement whatever their number; see DynamicRow::related().
    /// Rows of the model only: an error with values(), annotate(), groups or distinct().
    /// \code
    /// auto posts = db.query(u"Post").with({ u"author__country"_s, u"tags"_s }).all();       // 4 statements
    /// \endcode
    [[nodiscard]] DynamicQuery with(const QStringList &relations) const;
    /// Lets update() and remove() change every row of the table.
    [[nodiscard]] DynamicQuery allowAll() const;

    /// Rows with all properties but sensitive ones, which have to be asked for by values(); or with the values and annotations.
    [[nodiscard]] Result<QList<DynamicRow>> all() const;
    /// The same as maps, in a list that QML takes.
    [[nodiscard]] Result<QVariantList> maps() const;
    /// The first row in the query's order; NotFound when there is none.
    [[nodiscard]] Result<DynamicRow> first() const;
    /// The last one; InvalidQuery after limit(), offset() or slice(), as of the next two.
    [[nodiscard]] Result<DynamicRow> last() const;
    /// The row with the smallest value, with equal ones the smallest next one; rows where one is NULL do not count. Paths or
    /// names of expressions.
    [[nodiscard]] Result<DynamicRow> earliest(const QStringList &names) const;
    /// The row with the greatest value, likewise.
    [[nodiscard]] Result<DynamicRow> latest(const QStringList &names) const;
    /// The only row; NotFound or MultipleFound when there is not exactly one.
    [[nodiscard]] Result<DynamicRow> get() const;
    /// The only row, or none; MultipleFound when there are several.
    [[nodiscard]] Result<std::optional<DynamicRow>> getOrNone() const;
    /// How many rows of the model there are. An error with groups or distinct().
    [[nodiscard]] Result<qint64> count() const;
    [[nodiscard]] Result<bool> exists() const;
    /// Aggregates over all of the query's rows, at once.
    /// \code
    /// auto total = db.query(u"Post").aggregate({ { u"views"_s, fn(u"sum", F(u"views")) } });       // { "views": 4711 }
    /// \endcode
    [[nodiscard]] Result<QVariantMap> aggregate(const QList<std::pair<QString, NamedExpression>> &expressions) const;
    /// Sets properties of all matching rows by one statement, to values or to expressions over the row as it was; gives how many
    /// were found. Without filter or limit it is refused, unless allowAll().
    /// \code
    /// auto done = db.query(u"Post").filter(Q(u"id", 7)).update({ { u"views"_s, F(u"views") + 1 }, { u"title"_s, u"New"_s } });
    /// \endcode
    Result<qint64> update(const QVariantMap &values) const;
    /// Deletes all matching rows by one statement; gives how many they were. Without filter or limit it is refused, unless
    /// allowAll().
    Result<qint64> remove() const;
    /// The statement that all() runs.
    [[nodiscard]] Result<SqlText> toSql() const;

private:
    [[nodiscard]] DynamicQuery grouped(const QStringList &names, const QList<QStringList> &sets, NamedQuery::Sets how) const;
    [[nodiscard]] QueryCore core(const expr::NamedSelect &select) const;
    /// The core, for what is about rows of the model and not of groups.
    [[nodiscard]] Result<QueryCore> ofModel(const char *call) const;
    [[nodiscard]] Result<DynamicRow> uncutFirst(const char *call) const;
    [[nodiscard]] DynamicQuery ordered(const QStringList &names, bool descending) const;
    [[nodiscard]] Result<QList<DynamicRow>> withRelated(const expr::NamedSelect &select) const;
    [[nodiscard]] Error notOne(bool none) const;

    Database m_database;
    NamedQuery m_query;
    bool m_allowAll = false;
};

/// As of a NamedQuery.
[[nodiscard]] inline Q exists(const DynamicQuery &query) { return exists(query.named()); }
[[nodiscard]] inline NamedExpression subquery(const DynamicQuery &query) { return subquery(query.named()); }

} // namespace quoin
