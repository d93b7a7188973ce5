// SPDX-License-Identifier: MIT
#include <quoin/expr/named_p.h>
#include <quoin/expr/namedselect.h>

using namespace Qt::StringLiterals;

namespace quoin::expr {

namespace {

class SelectResolver
{
public:
    SelectResolver(const NamedQuery &query, const ModelInfo &model) : m_query(query), m_result { NameScope(model) }
    {
        m_result.select.model = &model;
    }
    Result<NamedSelect> resolve();

private:
    Result<void> addNames();
    Result<void> addConditions();
    Result<void> addColumns();
    Result<void> addColumn(const QString &name);
    Result<void> addGroups();
    Result<void> addOrder();
    Result<void> addLimits();
    [[nodiscard]] Error wrong(const QString &message) const
    {
        return Error(ErrorKind::InvalidQuery, message).setModel(m_result.select.model->className);
    }

    const NamedQuery &m_query;
    NamedSelect m_result;
};

Result<void> SelectResolver::addNames()
{
    for (const NamedQuery::Name &name : m_query.names) {
        if (auto added = m_result.scope.add(name.name, name.expression); !added)
            return added;
    }
    return {};
}

Result<void> SelectResolver::addConditions()
{
    for (const Q &filter : m_query.filters) {
        auto condition = m_result.scope.condition(filter);
        if (!condition)
            return condition.error();
        m_result.select.where = combine(NodeKind::And, m_result.select.where, together(*std::move(condition)));
    }
    auto having = m_result.scope.condition(m_query.having, Level::Aggregate);
    if (!having)
        return having.error();
    m_result.select.having = together(*std::move(having));
    return {};
}

Result<void> SelectResolver::addColumn(const QString &name)
{
    for (const NamedColumn &column : m_result.columns) {
        if (column.name == name)
            return wrong(u"values(): \"%1\" is named twice."_s.arg(shown(name)));
    }
    auto named = m_result.scope.expression(F(name));
    if (!named)
        return named.error();
    const Shape &shape = named->shape;
    m_result.columns.push_back({ name, shape.field, shape.type });
    m_result.select.columns.push_back(std::move(named->node));
    return {};
}

/// The values that were asked for and annotations; without values the model's properties. Where these are all there is, the
/// statement is the one that reads models.
Result<void> SelectResolver::addColumns()
{
    QStringList names = m_query.values;
    bool annotated = false;
    for (const NamedQuery::Name &name : m_query.names) {
        annotated = annotated || name.selected;
        if (name.selected && !names.contains(name.name))
            names << name.name;
    }
    const bool model = m_query.values.isEmpty();
    const bool plain = model && !annotated && m_query.groups.isEmpty() && !m_query.having.node() && !m_query.distinct;
    if (model && (!m_query.groups.isEmpty() || m_query.having.node()) && !annotated)
        return wrong(u"A query with groups needs values() or annotate(): what is to be read of each group?"_s);
    if (model && m_query.groups.isEmpty()) {
        for (const FieldInfo &field : m_result.select.model->fields) {
            m_result.columns.push_back({ field.property, &field, shapeOf(field, field.nullable).type, field.sensitive });
            if (!plain)
                m_result.select.columns.push_back(column(field.property.toUtf8()));
        }
    }
    for (const QString &name : std::as_const(names)) {
        if (auto added = addColumn(name); !added)
            return added;
    }
    return {};
}

Result<void> SelectResolver::addGroups()
{
    for (const QString &name : m_query.groups) {
        auto named = m_result.scope.expression(F(name), Level::Row);
        if (!named)
            return named.error();
        m_result.select.groups.push_back(std::move(named->node));
    }
    return {};
}

Result<void> SelectResolver::addOrder()
{
    for (const NamedOrder &order : m_query.order) {
        auto term = m_result.scope.order(order);
        if (!term)
            return term.error();
        m_result.select.order << *std::move(term);
    }
    return {};
}

Result<void> SelectResolver::addLimits()
{
    const qint64 limit = m_query.limit.value_or(0);
    for (const qint64 rows : { limit, m_query.offset }) {
        if (rows < 0)
            return wrong(u"limit() and offset() take no negative number: %1."_s.arg(rows));
    }
    m_result.select.limit = m_query.limit.value_or(-1);
    m_result.select.offset = m_query.offset;
    m_result.select.distinct = m_query.distinct;
    return {};
}

Result<NamedSelect> SelectResolver::resolve()
{
    using Step = Result<void> (SelectResolver::*)();
    for (const Step step : { &SelectResolver::addNames, &SelectResolver::addConditions, &SelectResolver::addColumns,
                 &SelectResolver::addGroups, &SelectResolver::addOrder, &SelectResolver::addLimits }) {
        if (auto done = (this->*step)(); !done)
            return done.error();
    }
    return std::move(m_result);
}

} // namespace

Result<NamedSelect> resolve(const NamedQuery &query)
{
    return Registry::find(query.model).and_then([&](const ModelInfo *model) -> Result<NamedSelect> {
        if (model->abstract)
            return Error(ErrorKind::InvalidQuery, model->className + u" is abstract: it has no table."_s)
                    .setModel(model->className);
        return SelectResolver(query, *model).resolve();
    });
}

} // namespace quoin::expr
