// SPDX-License-Identifier: MIT
#pragma once

#include "random.h"

#include <quoin/expr/byname.h>
#include <quoin/expr/function.h>
#include <quoin/meta/modelinfo.h>

namespace differential {

/// A property as a path by name from the query's model.
struct Path
{
    QString text;
    const quoin::FieldInfo *field; ///< Of a relation to many rows: their key.
    bool isRelation = false;       ///< Such a relation itself.
};

/// What an expression speaks of.
enum class Reach : quint8 {
    Row,     ///< A row, and what its relations to one lead to.
    Related, ///< Rows of one relation to many, too.
};

/// Makes random expressions and conditions over the properties of one model.
class Expressions
{
public:
    Expressions(Random &random, const quoin::ModelInfo &model);

    /// A property that \a fits, anything computed of it, or a literal; \a column: not a literal alone.
    quoin::NamedExpression value(quoin::Value::Type type, int depth, bool column = true);
    quoin::Q condition(int depth);
    /// An aggregate of rows; the expression gives a number, a text, a date …
    quoin::NamedExpression aggregate();
    /// One of what a row has many of.
    quoin::NamedExpression relatedAggregate(quoin::Value::Type type);
    /// Any property of the row that can be selected, grouped and ordered by.
    const Path &property();
    /// A type that expressions can have.
    quoin::Value::Type type();
    /// The lookup of something whose type is that, with a value that fits.
    quoin::Q comparison(const quoin::NamedExpression &left, quoin::Value::Type type);

private:
    using Type = quoin::Value::Type;
    QList<Path> pathsOf(const QList<Path> &all, Type type) const;
    std::optional<quoin::NamedExpression> property(Type type);
    quoin::NamedExpression literal(Type type);
    quoin::NamedExpression arithmetic(Type type, int depth);
    std::optional<quoin::NamedExpression> function(Type type, int depth);
    std::optional<quoin::NamedOperand> argument(quoin::expr::Argument argument, Type wanted, int depth);
    quoin::NamedExpression choice(Type type, int depth);
    quoin::Q lookup(const Path &path);
    quoin::Q columnComparison();
    quoin::Q textLookup(const QString &path);
    QVariant literalFor(const quoin::FieldInfo &field);

    Random &m_random;
    const quoin::ModelInfo &m_model;
    QList<Path> m_row;
    QList<Path> m_related;
    bool m_mayRelate = true;
};

} // namespace differential
