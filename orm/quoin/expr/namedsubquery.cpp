// SPDX-License-Identifier: MIT
// Queries by name inside of others, and what they say of the ones around them.
#include <quoin/expr/named_p.h>
#include <quoin/expr/namednode_p.h>
#include <quoin/expr/namedselect.h>

using namespace Qt::StringLiterals;

namespace quoin::expr {

namespace {

using Type = Value::Type;

Error invalid(const QString &message) { return Error(ErrorKind::InvalidQuery, message); }

SelectPtr selectOf(const NamedSelect &query) { return std::make_shared<const Select>(query.select); }

Shape shapeOf(const NamedColumn &column) { return { .type = column.type, .field = column.field, .nullable = true }; }

/// Its columns as those of a query around; null where something else than properties and functions of them is in it.
NodePtr asOuter(const NodePtr &node, const QMetaObject *model, int level)
{
    if (node->kind == NodeKind::Column)
        return outerColumn(node->path, model, level);
    if (node->kind != NodeKind::Call && node->kind != NodeKind::Literal)
        return nullptr;
    Node copy = *node;
    for (NodePtr &operand : copy.operands) {
        operand = asOuter(operand, model, level);
        if (!operand)
            return nullptr;
    }
    return std::make_shared<const Node>(std::move(copy));
}

} // namespace

Result<Named> NameResolver::outer(const NamedNode &node) const
{
    const NameScope *scope = &m_scope;
    for (int level = 0; level < node.levels && scope; ++level)
        scope = scope->around();
    if (node.levels < 1 || node.levels > 255 || !scope)
        return invalid(u"OuterRef(\"%1\"): there is no query %2 levels around this one."_s.arg(shown(node.text)).arg(node.levels))
                .setModel(m_scope.model().className);
    const auto path = resolvePath(*scope, node.text, false);
    if (!path)
        return path.error();
    const QMetaObject *model = scope->model().metaObject;
    NodePtr column = path->left.shape.level == Level::Row
            ? asOuter(path->left.node, model, node.levels == 1 && model ? 0 : node.levels)
            : nullptr;
    if (!column)
        return invalid(u"OuterRef(\"%1\") has to be a property of one row of the query around."_s.arg(shown(node.text)))
                .setModel(scope->model().className);
    return Named { std::move(column), path->left.shape };
}

Result<Named> NameResolver::subquery(const NamedNode &node) const
{
    const auto query = resolve(*node.query, &m_scope);
    if (!query)
        return query.error();
    if (query->columns.size() != 1 || query->select.columns.empty())
        return invalid(u"A sub-query that stands for a value gives one: name it by values."_s)
                .setModel(query->select.model->className);
    return Named { expr::subquery(selectOf(*query)), shapeOf(query->columns.front()) };
}

Result<Named> NameResolver::exists(const NamedNode &node) const
{
    return resolve(*node.query, &m_scope).transform([](const NamedSelect &query) {
        return Named { expr::exists(selectOf(query)), { .type = Type::Bool } };
    });
}

Result<Named> NameResolver::inQuery(const Named &left, const NamedNode &node, const QString &text) const
{
    const auto query = resolve(*node.query, &m_scope);
    if (!query)
        return query.error();
    const ModelInfo *model = query->select.model;
    if (query->select.columns.empty()) {
        const FieldInfo *field = left.shape.field;
        const bool points
                = left.shape.rows ? left.shape.rows == model : field && field->relation && field->relation->target == model;
        if (!points)
            return invalid(u"\"%1\": rows of %2 are compared with a relation that points at them, not with the type %3."_s.arg(
                                   shown(text), model->className, left.shape.typeName()))
                    .setHint(u"Name the value that is compared, by values."_s);
    } else if (query->columns.size() != 1) {
        return invalid(
                u"\"%1\": the sub-query gives %2 values, and one is compared."_s.arg(shown(text)).arg(query->columns.size()));
    } else if (const Shape right = shapeOf(query->columns.front()); !comparable(left.shape, right)) {
        return invalid(
                u"\"%1\": the types %2 and %3 cannot be compared."_s.arg(shown(text), left.shape.typeName(), right.typeName()));
    }
    return Named { in(left.node, selectOf(*query)), { .type = Type::Bool, .level = conditionLevel(left.shape.level) } };
}

} // namespace quoin::expr
