// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/core/value.h>
#include <quoin/meta/relations.h>

#include <memory>
#include <optional>
#include <vector>

namespace quoin::expr {

/// What a node is. Typed expressions build nothing but these, and one walk (sql/) writes them.
enum class NodeKind : quint8 {
    Column,  ///< path; related where it crosses a to-many relation
    Literal, ///< value, or the one of references
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual, ///< two operands
    IsNull,
    IsNotNull, ///< one operand
    In,        ///< one operand, values or references
    Between,   ///< three operands
    Contains,
    StartsWith,
    EndsWith, ///< operand, and a Literal of text; ignoreCase. Equal with ignoreCase is of this kind, too.
    And,
    Or,  ///< any number of operands
    Not, ///< one operand
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,     ///< two operands
    Negate,     ///< one operand
    Call,       ///< function, its arguments
    Case,       ///< condition, value, condition, value …, and the value for all else
    Row,        ///< operands, compared as a whole: the first that differs decides
    Outer,      ///< path in a query around this one; level, model
    Subquery,   ///< query: the value that its one row has
    Exists,     ///< query
    InSubquery, ///< one operand, query
    Together,   ///< one operand: the condition of one filter(), whose parts speak of one and the same related row
    TreeDepth,  ///< how far a row is from the roots of Select::tree
    Linked,     ///< one operand, link: a table between connects it with a key
    Window,     ///< a Call, what rows are divided by, what they are ordered by; window says which is which
    TooDeep     ///< stands for a tree that was nested beyond maximumDepth; the compiler answers with an error
};

struct CommonTable;
struct Function;
struct Node;
struct Select;
using NodePtr = std::shared_ptr<const Node>;
using SelectPtr = std::shared_ptr<const Select>;

/// The rows of a table between two models that have this key in one column.
struct Link
{
    QString nameSpace;
    QString table;
    QString key;    ///< The column with the key …
    QString target; ///< … and that with the operand.
    Value value;
    bool sensitive = false;
};

/// Of a Window: which of its operands are what, and which rows around a row are looked at.
struct WindowFrame
{
    enum class Unit : quint8 { Default, Rows, Range, Groups }; ///< Default: the engine's, which is the same on all.
    struct Ordering
    {
        bool descending;
        bool nullsFirst;
        friend bool operator==(const Ordering &, const Ordering &) = default;
    };

    size_t partitions = 0;           ///< So many operands after the call divide the rows …
    std::vector<Ordering> orders {}; ///< … and those after them order them so.
    Unit unit = Unit::Default;
    std::optional<qint64> from {}; ///< Relative to the row, below zero before it; none: from the beginning.
    std::optional<qint64> to = 0;  ///< None: to the end.
    friend bool operator==(const WindowFrame &, const WindowFrame &) = default;
};

/// How deep a tree can be: far from what any engine takes, and from the end of the stack of whoever walks or destroys it.
inline constexpr quint16 maximumDepth = 500;
/// How many parts it can have. What stands in it several times is one object and counts each time, as whoever walks goes there
/// each time: twenty sums of the sum before with itself are a million.
inline constexpr quint32 maximumSize = 1'000'000;

/// One immutable part of an expression, shared by every query that uses it.
struct Node
{
    NodeKind kind = NodeKind::Literal;
    bool ignoreCase = false;
    bool related = false; ///< A value of each related row: a path across a to-many relation, or what is computed of one.
    bool toMany = false;  ///< There is such a path somewhere in it.
    quint8 level = 0;     ///< Outer: so many queries up; 0: the nearest of \a model.
    quint16 depth = 0;    ///< 0: a leaf.
    quint32 size = 1;     ///< Nodes.
    QByteArray path {};   ///< Properties from the query's model, with dots: "author.name".
    Value value {};
    std::vector<Value> values {}; ///< Of an In: what is looked for; of a Call: what is a part of the function, as a path in JSON.
    /// Related rows as values: which of their properties is the key, only the relation that they are compared with knows.
    std::vector<ForeignKeyBase> references {};
    std::vector<NodePtr> operands {};
    const Function *function = nullptr;
    bool distinct = false;               ///< Call of an aggregate: equal values count once …
    NodePtr filter {};                   ///< … and only rows for which this is true.
    SelectPtr query {};                  ///< Subquery, Exists, InSubquery
    const QMetaObject *model = nullptr;  ///< Outer: whose property it is; null: whoever's.
    std::shared_ptr<const Link> link {}; ///< Linked
    std::shared_ptr<const WindowFrame> window {};
};

/// An aggregate of what related rows have is a value of the row that they belong to, not of a group of rows.
QUOIN_EXPORT bool isRelatedAggregate(const Node &node);

QUOIN_EXPORT NodePtr column(QByteArray path);
/// The same across a to-many relation (HasMany, ManyToMany) at any place, the last included.
QUOIN_EXPORT NodePtr relatedColumn(QByteArray path);
/// A property of rows that were joined under \a name.
QUOIN_EXPORT NodePtr joinedColumn(const QByteArray &name, const QByteArray &path, bool related = false);
/// A property of a query around the one in which this stands.
QUOIN_EXPORT NodePtr outerColumn(QByteArray path, const QMetaObject *model, int level = 0);
QUOIN_EXPORT NodePtr row(std::vector<NodePtr> values);
QUOIN_EXPORT NodePtr subquery(SelectPtr query);
QUOIN_EXPORT NodePtr treeDepth();
QUOIN_EXPORT NodePtr exists(SelectPtr query);
QUOIN_EXPORT NodePtr in(NodePtr operand, SelectPtr query);
/// What one filter() asks: its parts speak of one related row. \a condition itself where that makes no difference.
QUOIN_EXPORT NodePtr together(NodePtr condition);
QUOIN_EXPORT NodePtr literal(Value value);
QUOIN_EXPORT NodePtr literal(ForeignKeyBase reference);
QUOIN_EXPORT NodePtr unary(NodeKind kind, NodePtr operand);
QUOIN_EXPORT NodePtr binary(NodeKind kind, NodePtr left, NodePtr right);
QUOIN_EXPORT NodePtr between(NodePtr operand, NodePtr low, NodePtr high);
QUOIN_EXPORT NodePtr in(NodePtr operand, std::vector<Value> values);
QUOIN_EXPORT NodePtr in(NodePtr operand, std::vector<ForeignKeyBase> references);
QUOIN_EXPORT NodePtr textMatch(NodeKind kind, NodePtr operand, QString needle, bool ignoreCase);
QUOIN_EXPORT NodePtr linked(NodePtr operand, Link link);
/// Does \a pattern match somewhere in the text?
QUOIN_EXPORT NodePtr patternMatch(NodePtr operand, QString pattern, bool ignoreCase);
QUOIN_EXPORT NodePtr call(const Function &function, std::vector<NodePtr> arguments, std::vector<Value> values = {});
/// \a branches: condition, value, condition, value …, and the value for all else.
QUOIN_EXPORT NodePtr choose(std::vector<NodePtr> branches);
/// The aggregate \a call with equal values counted once, or only of the rows for which \a condition is true, too.
QUOIN_EXPORT NodePtr distinctCall(const NodePtr &call);
QUOIN_EXPORT NodePtr filteredCall(const NodePtr &call, NodePtr condition);
/// The \a call over \a frame's rows; \a parts: what they are divided and then ordered by.
QUOIN_EXPORT NodePtr windowCall(const NodePtr &call, std::vector<NodePtr> parts, WindowFrame frame);
/// Do both say the same?
QUOIN_EXPORT bool sameNode(const NodePtr &a, const NodePtr &b);
/// Do both ask the same?
QUOIN_EXPORT bool sameSelect(const SelectPtr &a, const SelectPtr &b);
QUOIN_EXPORT bool sameTable(const std::shared_ptr<const CommonTable> &a, const std::shared_ptr<const CommonTable> &b);
/// Is an aggregate in it? Those of related rows and of sub-queries are none of this query's. One over a window is none:
/// it does not make groups.
QUOIN_EXPORT bool hasAggregate(const NodePtr &node);
/// Is it a call of grouping()?
QUOIN_EXPORT bool isGrouping(const Node &node);
QUOIN_EXPORT bool hasWindow(const NodePtr &node);
/// And and Or: one of the same kind inside is flattened, unless it is so long that copying it again would make a loop quadratic;
/// a null side is the other one.
QUOIN_EXPORT NodePtr combine(NodeKind kind, NodePtr left, NodePtr right);

} // namespace quoin::expr
