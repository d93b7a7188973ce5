// SPDX-License-Identifier: MIT
#pragma once

// Not part of the API: where the columns of a query come from.

#include <quoin/dialect/writer.h>
#include <quoin/expr/select.h>
#include <quoin/meta/modelinfo.h>

#include <functional>
#include <map>
#include <vector>

namespace quoin::sql {

class Joins;

/// A column of a query: the field, and the table it is read from.
struct ResolvedColumn
{
    const FieldInfo *field = nullptr;
    QString alias {};             ///< Empty: the scope's own table, which needs none where it is alone.
    bool nullable = false;        ///< The field is, or a joined row may be missing.
    const Joins *scope = nullptr; ///< Whose table it is; null: of the scope at hand.
    bool isKeyOfRow = false;      ///< It stands for a related row: what it is compared with is its key.
    QString column {};            ///< Of a table between two models, which has the field's value; empty: the field's own.
};

/// The tables of one SELECT, as a scope: names are looked up here, then in the scopes around. There are two kinds: that of a
/// query, with its model's table, and one LEFT JOIN per to-one relation that a path crosses; and that of related rows, where a
/// condition or an aggregate looks at the rows that a to-many relation leads to.
class Joins
{
public:
    /// Whether a scope of related rows asks if there is one, or aggregates them.
    enum class Purpose { Exists, Aggregate };

    /// Of a query; \a outer: where it stands, if it is a sub-query.
    explicit Joins(const ModelInfo &model, const Joins *outer = nullptr);
    /// Of the rows to which the relation \a prefix, which crosses no bound of \a around, leads from there.
    Joins(const Joins &around, const QByteArray &prefix, Purpose purpose);
    Q_DISABLE_COPY_MOVE(Joins)

    /// Finds every path of the tree, and those of sub-queries that speak of this query; the error names the property that does
    /// not exist.
    Result<void> collect(const expr::NodePtr &node);
    /// The same for a whole query that stands inside this one.
    Result<void> collectInner(const expr::Select &select);
    /// Follows one more to-many relation from these related rows: there is a row for each pair then.
    void cross(const QByteArray &prefix);

    [[nodiscard]] const ResolvedColumn &column(const QByteArray &path) const;
    /// Rows of grouping sets have NULL where the properties in it have none.
    void setNullable(const expr::NodePtr &node);
    [[nodiscard]] Result<const ResolvedColumn *> outerColumn(const expr::Node &node) const;
    /// The to-many relation at which the path ends here, as its rows are not at hand; null: it leads to one value.
    [[nodiscard]] const QByteArray *unbound(const QByteArray &path) const;
    /// The relation whose rows these are: the last one crossed.
    [[nodiscard]] const QByteArray &prefix() const { return m_bound.back().prefix; }
    struct ToOne
    {
        QString alias;
        bool optional; ///< There may be no row.
    };
    /// The table to which a path of to-one relations leads, joined even if only its key is read.
    Result<ToOne> toOne(const QByteArray &path);
    /// Where a condition starts anew: the scope without the related rows that conditions around it speak of.
    [[nodiscard]] const Joins &whole() const;

    /// The alias of the query's own table; empty when it is alone and stands nowhere inside another query.
    [[nodiscard]] QString alias() const { return m_qualified ? m_alias : QString(); }
    [[nodiscard]] const ModelInfo &model() const { return *m_model; }
    using Writer = std::function<void(dialect::SqlWriter &, const QString &alias)>;
    /// Writes something else than the model's table, with its alias.
    void setBase(Writer base);
    /// Rows beside those of the model, whose properties are found by paths from "@name"; \a write writes what stands behind JOIN,
    /// with ON.
    void addRows(const QByteArray &name, const ModelInfo &model, bool optional, Writer write);
    /// Finds the paths of the condition by which the rows of the last of so many addRows() are joined.
    Result<void> collectOn(size_t rows, const expr::NodePtr &condition);
    /// The rows are of a tree, whose depths stand in a table of its own.
    void setTree() { m_treeAlias = newAlias(); }
    [[nodiscard]] const QString &treeAlias() const;
    [[nodiscard]] bool hasJoins() const { return m_tables.size() > 1; }
    /// "posts" or "posts" AS "t0" LEFT JOIN …
    void write(dialect::SqlWriter &out) const;
    /// How related rows belong to those around.
    void writeLink(dialect::SqlWriter &out) const;
    /// A name that no table of the statement has.
    [[nodiscard]] QString newAlias() const;
    /// Gives the names back that were taken since this scope began: nothing of it is written.
    void giveBack() const { *m_count = m_countBefore; }

private:
    struct Column
    {
        const Joins *scope = nullptr;
        QString alias {};
        QString name {};
    };
    struct Table
    {
        QString alias {};
        QString nameSpace {};
        QString name {};
        bool optional = false; ///< LEFT JOIN
        QString column {};     ///< Joined where it is equal to this column of the table before.
        Column to {};
        Writer write {}; ///< Of addRows().
        size_t rank = 0; ///< Tables are written in this order: those that are reached from joined rows behind these.
    };
    struct Rows
    {
        QByteArray name;
        const ModelInfo *model;
        QString alias;
        bool optional;
    };
    /// A to-many relation that a path of this scope comes to.
    struct Link
    {
        const ModelInfo *model = nullptr;
        const RelationInfo *relation = nullptr;
        QString alias {};
    };
    /// A to-many relation whose rows this scope has.
    struct Bound
    {
        QByteArray prefix;
        const ModelInfo *model;
        const FieldInfo *key; ///< Of the model: what a reference to its row holds.
        QString alias;        ///< Of the model's table; empty: not joined yet, the table between has the key.
        Column keyColumn;
    };
    Result<void> resolve(const QByteArray &path);
    Result<void> resolveJoined(const QByteArray &path);
    [[nodiscard]] bool isAtHand(size_t rows, const expr::NodePtr &node) const;
    Result<void> walk(const QByteArray &path, const QList<QByteArray> &steps, qsizetype from, const ModelInfo *model,
            QString alias, bool nullable = false);
    Result<void> collectOuter(const expr::NodePtr &node, std::vector<const ModelInfo *> &between);
    Result<void> collectSelect(const expr::Select &select, std::vector<const ModelInfo *> &between);
    [[nodiscard]] bool isMeant(const expr::Node &outer, const std::vector<const ModelInfo *> &between) const;
    QString joinToOne(const QByteArray &prefix, const QString &alias, const FieldInfo &field, const FieldInfo &to, bool optional);
    void bind(const Joins &owner, const Link &link, const QByteArray &prefix);
    const QString &joinTarget(Bound &bound);
    [[nodiscard]] const Joins &ownerOf(const QByteArray &prefix) const;
    void writeColumn(dialect::SqlWriter &out, const Column &column) const;

    const ModelInfo *m_model;
    const Joins *m_outer = nullptr;  // the scope in which the query stands
    const Joins *m_around = nullptr; // the scope whose related rows these are
    Purpose m_purpose = Purpose::Exists;
    QString m_alias;
    QString m_treeAlias;
    bool m_qualified = false;
    int m_ownCount = 0;
    int *m_count; // of the aliases taken in the whole statement
    int m_countBefore;
    Writer m_base;
    std::vector<Table> m_tables; // the first is the scope's own
    std::vector<Rows> m_rows;
    std::vector<Bound> m_bound;
    std::map<QByteArray, qsizetype> m_byPrefix; // "author" → table
    std::map<QByteArray, ResolvedColumn> m_columns;
    std::map<QByteArray, QByteArray> m_stops; // path → to-many relation
    std::map<QByteArray, Link> m_links;       // to-many relation → what it starts from
};

/// The scope of the rows that an aggregate of related rows (expr::isRelatedAggregate) is of.
Result<std::unique_ptr<Joins>> relatedScope(const Joins &joins, const expr::Node &call);
/// Whether something in the query speaks of one around it.
bool refersOut(const expr::Select &select);
bool refersOut(const expr::NodePtr &node);
/// An error where the expression is not one value of the row, but one of each of its related rows.
Result<void> checkOneValue(const expr::NodePtr &node, QStringView where);

} // namespace quoin::sql
