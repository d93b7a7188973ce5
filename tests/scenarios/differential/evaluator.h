// SPDX-License-Identifier: MIT
#pragma once

#include "cell.h"
#include "data.h"

#include <quoin/expr/namedselect.h>

#include <QtCore/qmap.h>

namespace differential {

/// What a query gives by the rules of docs/portability.md.
struct Expected
{
    QList<QList<Cell>> rows {};
    QList<qsizetype> runs {}; ///< So many rows each may come in any order among themselves.
    bool mustFail = false;    ///< There is no answer but an error.
    Doubts doubts {};
    bool unknown = false; ///< Something in it is beyond the evaluator.
};

/// A row of a model; none where a relation points at nothing.
struct Row
{
    const quoin::ModelInfo *model = nullptr;
    const QList<quoin::Value> *values = nullptr;
};

/// Answers queries from rows in memory: it walks the tree that the compiler walks (expr::Select), and knows no SQL.
class Evaluator
{
public:
    explicit Evaluator(const Data &data);

    Expected evaluate(const quoin::expr::Select &select);
    /// The type of what an expression of a query of \a model gives.
    static quoin::Value::Type typeOf(const quoin::expr::NodePtr &node, const quoin::ModelInfo &model);

private:
    using Bindings = QMap<QByteArray, Row>; // by relation, as a path: "remarks", "parts.tags"
    /// What an expression looks at: a row, and those of its related rows that are at hand.
    struct Context
    {
        Row row {};
        Bindings aggregated {};                  ///< Those that an aggregate is made of …
        Bindings found {};                       ///< … and those of which a condition asks whether there are such.
        const std::vector<Row> *group = nullptr; ///< The rows that an aggregate of the query is made of.
        const std::vector<quoin::expr::NodePtr> *groups = nullptr; ///< What they have in common.

        /// Without what conditions around have found: where a condition begins anew.
        [[nodiscard]] Context whole() const
        {
            Context copy = *this;
            copy.found.clear();
            return copy;
        }
    };
    /// Where a path leads.
    struct End
    {
        Row row {};
        const quoin::FieldInfo *field = nullptr;
        QByteArray unbound {}; ///< It stops at this relation to many rows, whose rows are not at hand.
        bool absent = false;   ///< It goes through a relation whose rows are said not to be there.
    };
    struct Entry
    {
        QList<Cell> cells;
        QList<Cell> keys;
    };

    // Conditions (conditions.cpp)
    Truth holds(const quoin::expr::NodePtr &node, const Context &context);
    Truth truth(const quoin::expr::NodePtr &node, const Context &context);
    Truth comparison(const quoin::expr::Node &node, const Context &context);
    Truth textMatch(const quoin::expr::Node &node, const Context &context);
    Truth oneOf(const quoin::expr::Node &node, const Context &context);
    Truth between(const quoin::expr::Node &node, const Context &context);
    QByteArray firstUnbound(const quoin::expr::Node &node, const Context &context) const;
    [[nodiscard]] bool isAbsent(const quoin::expr::Node &node, const Context &context) const;
    [[nodiscard]] bool isWithoutRows(const quoin::expr::Node &node, const Context &context) const;

    // Values (values.cpp)
    Cell value(const quoin::expr::NodePtr &node, const Context &context);
    Cell arithmetic(const quoin::expr::Node &node, const Context &context);
    Cell call(const quoin::expr::NodePtr &node, const Context &context);
    Cell choice(const quoin::expr::Node &node, const Context &context);
    Cell aggregate(const quoin::expr::NodePtr &node, const std::vector<Context> &contexts);
    std::vector<Context> relatedContexts(const quoin::expr::Node &node, const Context &context) const;
    [[nodiscard]] QByteArray unboundValue(const quoin::expr::Node &node, const Context &context) const;

    // Paths (evaluator.cpp)
    [[nodiscard]] End follow(const QByteArray &path, const Context &context) const;
    [[nodiscard]] std::vector<Row> relatedRows(const QByteArray &relation, const Context &context) const;
    [[nodiscard]] Row rowWithKey(const quoin::ModelInfo &model, const quoin::Value &key) const;

    // Queries (evaluator.cpp)
    std::vector<std::vector<Row>> groupsOf(const std::vector<Row> &rows, const std::vector<quoin::expr::NodePtr> &groups);
    QList<quoin::Order> orderOf(const quoin::expr::Select &select, bool grouped, const std::vector<quoin::expr::NodePtr> &groups,
            const std::vector<quoin::expr::NodePtr> &columns) const;
    void sort(std::vector<Entry> &entries, const QList<quoin::Order> &order, Expected &expected);

    const Data &m_data;
    QHash<const quoin::ModelInfo *, QHash<qint64, const QList<quoin::Value> *>> m_byKey;
    const quoin::ModelInfo *m_model = nullptr;
    Doubts m_doubts;
    bool m_unknown = false;
};

} // namespace differential
