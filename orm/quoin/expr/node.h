// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/core/value.h>
#include <quoin/meta/relations.h>

#include <memory>
#include <vector>

namespace quoin::expr {

/// What a node is. Typed expressions build nothing but these, and one walk (sql/) writes them.
enum class NodeKind : quint8 {
    Column,  ///< path
    Literal, ///< value, or the one of references
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual, ///< two operands
    IsNull,         ///< one operand
    In,             ///< one operand, values or references
    Between,        ///< three operands
    Contains,
    StartsWith,
    EndsWith, ///< operand, and a Literal of text; ignoreCase
    And,
    Or,  ///< any number of operands
    Not, ///< one operand
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo, ///< two operands
    Negate, ///< one operand
    Call,   ///< function, its arguments
    Case,   ///< condition, value, condition, value …, and the value for all else
    TooDeep ///< stands for a tree that was nested beyond maximumDepth; the compiler answers with an error
};

struct Function;
struct Node;
using NodePtr = std::shared_ptr<const Node>;

/// How deep a tree can be: far from what any engine takes, and from the end of the stack of whoever walks or destroys it.
inline constexpr quint16 maximumDepth = 500;

/// One immutable part of an expression, shared by every query that uses it.
struct Node
{
    NodeKind kind = NodeKind::Literal;
    bool ignoreCase = false;
    quint16 depth = 0;  ///< 0: a leaf.
    QByteArray path {}; ///< Properties from the query's model, with dots: "author.name".
    Value value {};
    std::vector<Value> values {};
    /// Related rows as values: which of their properties is the key, only the relation that they are compared with knows.
    std::vector<ForeignKeyBase> references {};
    std::vector<NodePtr> operands {};
    const Function *function = nullptr;
    bool distinct = false; ///< Call of an aggregate: equal values count once …
    NodePtr filter {};     ///< … and only rows for which this is true.
};

QUOIN_EXPORT NodePtr column(QByteArray path);
QUOIN_EXPORT NodePtr literal(Value value);
QUOIN_EXPORT NodePtr literal(ForeignKeyBase reference);
QUOIN_EXPORT NodePtr unary(NodeKind kind, NodePtr operand);
QUOIN_EXPORT NodePtr binary(NodeKind kind, NodePtr left, NodePtr right);
QUOIN_EXPORT NodePtr between(NodePtr operand, NodePtr low, NodePtr high);
QUOIN_EXPORT NodePtr in(NodePtr operand, std::vector<Value> values);
QUOIN_EXPORT NodePtr in(NodePtr operand, std::vector<ForeignKeyBase> references);
QUOIN_EXPORT NodePtr textMatch(NodeKind kind, NodePtr operand, QString needle, bool ignoreCase);
QUOIN_EXPORT NodePtr call(const Function &function, std::vector<NodePtr> arguments);
/// \a branches: condition, value, condition, value …, and the value for all else.
QUOIN_EXPORT NodePtr choose(std::vector<NodePtr> branches);
/// The aggregate \a call with equal values counted once, or only of the rows for which \a condition is true, too.
QUOIN_EXPORT NodePtr distinctCall(const NodePtr &call);
QUOIN_EXPORT NodePtr filteredCall(const NodePtr &call, NodePtr condition);
/// Do both say the same?
QUOIN_EXPORT bool sameNode(const NodePtr &a, const NodePtr &b);
/// Is an aggregate in it?
QUOIN_EXPORT bool hasAggregate(const NodePtr &node);
/// And and Or: one of the same kind inside is flattened, unless it is so long that copying it again would make a loop quadratic;
/// a null side is the other one.
QUOIN_EXPORT NodePtr combine(NodeKind kind, NodePtr left, NodePtr right);

} // namespace quoin::expr
