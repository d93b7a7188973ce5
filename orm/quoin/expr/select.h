// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/core/result.h>
#include <quoin/expr/condition.h>

#include <QtCore/qlist.h>

#include <algorithm>
#include <limits>

namespace quoin {
class ModelInfo;
}

namespace quoin::expr {

enum class SetOperation : quint8 { Union, UnionAll, Intersect, IntersectAll, Except, ExceptAll };

/// One of several queries whose rows are put together.
struct SetPart
{
    SetOperation operation; ///< How with those before it; of the first it says nothing.
    SelectPtr select;
};

/// The rows that are reached from some by following a to-one relation of their model to itself, step by step.
struct Tree
{
    SelectPtr roots;
    QByteArray relation;      ///< The property.
    bool towardsRoot = false; ///< Follow the relation (ancestors); else from the rows it points at (descendants).
    bool withRoots = true;    ///< The rows it begins with, too: at depth 0.
    int maximumDepth = 0;
};

struct RowLock
{
    enum class Strength : quint8 { Update, Share };
    enum class Wait : quint8 { Wait, NoWait, SkipLocked };
    Strength strength = Strength::Update;
    Wait wait = Wait::Wait;
    std::vector<QByteArray>
            of {}; ///< Paths of to-one relations whose rows are locked, "" for the query's own; empty: all tables.
};

/// A query whose rows others read as those of a table, by a name in front of the statement.
struct CommonTable
{
    const ModelInfo *rows = nullptr; ///< What they are like. Its table is the name.
    SelectPtr select {};             ///< One column for each of its fields, in their order; null: of found.
    SelectPtr step {};               ///< Recursive: more rows, from those that were found the time before, until there are none.
    std::shared_ptr<const CommonTable> found {}; ///< What the step reads them from.
    bool all = false;                            ///< Rows that were found already are found again.
    std::shared_ptr<const ModelInfo> own {};     ///< rows, where no class stands for them.
};
using CommonTablePtr = std::shared_ptr<const CommonTable>;

/// Rows of another query beside each row of this one.
struct RowsJoin
{
    QByteArray name;       ///< Paths to their properties begin with it, behind a '@'.
    SelectPtr rows;        ///< With all properties of its model.
    NodePtr on {};         ///< Null: all of them.
    bool optional = false; ///< A row without any stays, beside NULLs.
};

/// An expression that queries by name can use as if it were a property.
struct NamedExpression
{
    QByteArray name;
    NodePtr node;
};

/// What a query asks, before an engine is known.
struct Select
{
    const ModelInfo *model = nullptr;
    std::vector<NodePtr> columns {}; ///< Empty: all of the model's.
    QList<QByteArray> properties {}; ///< Of a query of models: only these and the key; empty: all.
    NodePtr where {};
    std::vector<NodePtr> groups {}; ///< Empty: where a column is an aggregate, all the columns that are none.
    NodePtr having {};
    bool distinct = false;
    QList<Order> order {}; ///< Empty: the model's default ordering.
    qint64 limit = -1;     ///< -1: all
    qint64 offset = 0;
    bool reversed = false;                ///< The order turned round.
    std::vector<NodePtr> distinctOn {};   ///< Of the rows that are equal in these, the first in order.
    std::vector<quint64> groupingSets {}; ///< Rows are grouped once for each, by those of groups whose bits it has.
    std::vector<SetPart> parts {}; ///< Not empty: the rows of these; but for model, columns, order and limit all else is empty.
    SelectPtr source {};           ///< Rows of the model from here, not from its table.
    std::shared_ptr<const Tree> tree {}; ///< Rows of the model that are in it.
    CommonTablePtr table {};             ///< Rows of the model are those of this one.
    std::vector<RowsJoin> joins {};
    std::shared_ptr<const RowLock> lock {};
    std::vector<NamedExpression> names {};
    std::vector<NodePtr> marks {};         ///< Of a query of models: read behind its columns, to find the row again.
    std::shared_ptr<const Error> error {}; ///< A sub-query that was built wrongly: the query around it gives this error.
};

/// The sets of ROLLUP and CUBE of so many groups.
QUOIN_EXPORT std::vector<quint64> rollupSets(size_t groups);
QUOIN_EXPORT std::vector<quint64> cubeSets(size_t groups);
/// How many sets one query may have, on every engine.
inline constexpr size_t maximumGroupingSets = 64;
/// Group the query's rows several times; InvalidQuery for more sets than that.
QUOIN_EXPORT Result<void> groupByRollup(Select &select, std::vector<NodePtr> groups);
QUOIN_EXPORT Result<void> groupByCube(Select &select, std::vector<NodePtr> groups);
QUOIN_EXPORT Result<void> groupBySets(Select &select, const std::vector<std::vector<NodePtr>> &sets);

/// Which of all rows a query reads.
struct RowRange
{
    qint64 offset = 0;
    qint64 limit = -1; ///< -1: all
    friend bool operator==(const RowRange &, const RowRange &) = default;
};
/// Rows \a from to before \a to of those in the range; 0 <= from <= to.
constexpr RowRange sliced(RowRange range, qint64 from, qint64 to)
{
    const qint64 rows = range.limit < 0 ? to - from : std::min(to - from, std::max<qint64>(range.limit - from, 0));
    if (from > std::numeric_limits<qint64>::max() - range.offset) // there are not so many
        return { 0, 0 };
    return { range.offset + from, rows };
}

} // namespace quoin::expr
