// SPDX-License-Identifier: MIT
#pragma once

// Not part of the API: expressions as they were written with names, before a model says what the names are.

#include <quoin/expr/byname.h>

namespace quoin {
struct NamedQuery;
}

namespace quoin::expr {

/// One immutable part of an expression by name.
struct NamedNode
{
    enum class Kind : quint8 {
        Reference,  ///< text: a path, with transforms behind it
        Value,      ///< value
        Call,       ///< text: the function; its arguments
        Arithmetic, ///< text: the operator; one or two operands
        Case,       ///< condition, value, condition, value …, and the value for all else
        Over,       ///< a Call, what window's rows are divided by, and what they are ordered by
        Outer,      ///< text: a path in the query so many levels around
        Subquery,   ///< query: its one value, or what a value is in
        Exists,     ///< query
        Lookup,     ///< text: path and lookup; the value. Or text: a lookup; the expression, the value.
        And,
        Or,     ///< any number of operands; And of none: no condition
        Not,    ///< one operand
        TooDeep ///< stands for what was nested beyond maximumDepth
    };
    Kind kind = Kind::Value;
    bool distinct = false; ///< Call
    quint16 depth = 0;
    int levels = 0;   ///< Outer
    quint32 size = 1; ///< Nodes, as of Node.
    QString text {};
    QVariant value {};
    std::vector<NamedPtr> operands {};
    NamedPtr filter {};                           ///< Call: a condition
    std::shared_ptr<const NamedWindow> window {}; ///< Over
    std::shared_ptr<const NamedQuery> query {};
};

NamedPtr makeNamed(NamedNode node);
/// And and Or as Q's operators make them; null is no condition.
NamedPtr combineNamed(NamedNode::Kind kind, const NamedPtr &left, const NamedPtr &right);
/// A value as a node; an expression that came inside of a QVariant is taken out.
NamedPtr valueNode(const QVariant &value);

} // namespace quoin::expr
