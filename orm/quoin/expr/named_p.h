// SPDX-License-Identifier: MIT
#pragma once

// Not part of the API: expressions by name once a model has said what the names are.

#include <quoin/expr/lookup.h>
#include <quoin/expr/namedscope.h>
#include <quoin/expr/shape_p.h>

namespace quoin::expr {

/// The node that a typed expression would have built, and what the compiler would have known of it.
struct Named
{
    NodePtr node;
    Shape shape;
};

/// A path by name: what it leads to, and the lookup at its end, if there is one.
struct NamedPath
{
    Named left;
    const Lookup *lookup = nullptr;
};
Result<NamedPath> resolvePath(const NameScope &scope, const QString &text, bool mayLookUp);
/// A path of relations alone, step by step.
Result<std::vector<const RelationInfo *>> resolveRelations(const NameScope &scope, const QString &text);

/// An argument of a function, before it is known what type a plain value has to have.
struct NamedArgument
{
    std::optional<Named> expression;
    QVariant value {};
};
Result<Named> applyFunction(const Function &function, const std::vector<NamedArgument> &arguments);

/// Walks an expression by name.
class NameResolver
{
public:
    explicit NameResolver(const NameScope &scope) : m_scope(scope) { }
    Result<Named> expression(const NamedPtr &node) const;
    /// Its level is the highest that is in it; its node null where there is no condition.
    Result<Named> condition(const NamedPtr &node) const;

private:
    /// \a windowed: over a window, as only some of them can be.
    Result<Named> call(const struct NamedNode &node, bool windowed = false) const;
    Result<Named> window(const NamedNode &node) const;
    Result<Named> arithmetic(const NamedNode &node) const;
    Result<Named> choice(const NamedNode &node) const;
    Result<Named> lookup(const NamedNode &node) const;
    Result<Named> built(const Lookup &lookup, const Named &left, const NamedPtr &value, const QString &text) const;
    Result<Named> inQuery(const Named &left, const NamedNode &query, const QString &text) const;
    Result<Named> outer(const NamedNode &node) const;
    Result<Named> subquery(const NamedNode &node) const;
    Result<Named> exists(const NamedNode &node) const;
    Result<std::vector<NamedArgument>> arguments(const NamedNode &node) const;

    const NameScope &m_scope;
};

/// Says which value was wrong: its type is in \a error, its field in the text.
Error wrongValue(const QString &text, const Shape &left, const Error &error);
/// A text of the caller's as messages show it: not all of a long one, nor what cannot be printed.
QString shown(QStringView text);
/// "There are: …", the likeliest first, with a question if one is likely.
QString whatThereIs(QStringView name, const QStringList &names);
QString nameOf(const Function &function);

} // namespace quoin::expr
