// SPDX-License-Identifier: MIT
#include <quoin/expr/named_p.h>
#include <quoin/expr/namedselect.h>
#include <quoin/meta/builder_p.h>

using namespace Qt::StringLiterals;

namespace quoin::expr {

namespace {

/// More queries of queries than anybody writes.
constexpr int maximumTables = 50;

/// \a around: the scope of the query in which this one stands.
Result<NamedSelect> resolveInside(
        const NamedQuery &query, const CommonTablePtr &found, int depth, const NameScope *around = nullptr);

/// The query with its columns said, where they are its model's properties.
SelectPtr withColumns(Select select)
{
    if (select.columns.empty()) {
        for (const FieldInfo &field : select.model->fields)
            select.columns.push_back(column(field.property.toUtf8()));
    }
    return std::make_shared<const Select>(std::move(select));
}

class SelectResolver
{
public:
    SelectResolver(const NamedQuery &query, const ModelInfo &model, CommonTablePtr found, int depth, const NameScope *around)
        : m_query(query), m_result { NameScope(model, around) }, m_found(std::move(found)), m_depth(depth)
    {
        m_result.select.model = &model;
    }
    Result<NamedSelect> resolve();

private:
    Result<void> addTable();
    Result<void> addJoins();
    Result<SelectPtr> columnsOf(const NamedQuery &query, const CommonTablePtr &found);
    Result<void> addNames();
    Result<void> addConditions();
    Result<void> addColumns();
    Result<void> addColumn(const QString &name);
    Result<void> addGroups();
    Result<void> addOrder();
    Result<void> addLimits();
    Result<void> addRelations();
    [[nodiscard]] Error wrong(const QString &message) const
    {
        return Error(ErrorKind::InvalidQuery, message).setModel(m_result.select.model->className);
    }

    const NamedQuery &m_query;
    NamedSelect m_result;
    CommonTablePtr m_found; ///< Of a step: the rows that it begins with.
    int m_depth;            ///< So many queries are of this one's rows.
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
    const bool grouped = !m_query.groups.isEmpty() || m_query.sets != NamedQuery::Sets::One;
    const bool plain = model && !annotated && !grouped && !m_query.having.node() && !m_query.distinct;
    if (model && (grouped || m_query.having.node()) && !annotated)
        return wrong(u"A query with groups needs values() or annotate(): what is to be read of each group?"_s);
    if (model && !grouped) {
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
    const auto groups = [&](const QStringList &names) -> Result<std::vector<NodePtr>> {
        std::vector<NodePtr> nodes;
        for (const QString &name : names) {
            auto named = m_result.scope.expression(F(name), Level::Row);
            if (!named)
                return named.error();
            nodes.push_back(std::move(named->node));
        }
        return nodes;
    };
    Select &select = m_result.select;
    auto distinct = groups(m_query.distinctOn);
    if (!distinct)
        return distinct.error();
    select.distinctOn = *std::move(distinct);
    if (m_query.sets == NamedQuery::Sets::Given) {
        std::vector<std::vector<NodePtr>> sets;
        for (const QStringList &names : m_query.groupingSets) {
            auto set = groups(names);
            if (!set)
                return set.error();
            sets.push_back(*std::move(set));
        }
        return groupBySets(select, sets);
    }
    auto nodes = groups(m_query.groups);
    if (!nodes)
        return nodes.error();
    if (m_query.sets == NamedQuery::Sets::Rollup)
        return groupByRollup(select, *std::move(nodes));
    if (m_query.sets == NamedQuery::Sets::Cube)
        return groupByCube(select, *std::move(nodes));
    select.groups = *std::move(nodes);
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
    m_result.select.reversed = m_query.reversed;
    return {};
}

/// Those of the model's rows: nothing else is an object that could hold them.
Result<void> SelectResolver::addRelations()
{
    if (m_query.with.isEmpty())
        return {};
    if (!m_result.select.columns.empty() || m_result.scope.around())
        return wrong(u"with() loads relations of a model's rows: it does not go with values(), annotate(), groups or distinct(), "
                     "nor into a sub-query."_s);
    for (const QString &path : m_query.with) {
        auto relations = resolveRelations(m_result.scope, path);
        if (!relations)
            return relations.error();
        m_result.with.push_back(*std::move(relations));
    }
    return {};
}

/// The rows are those of another query, or the ones that a step begins with.
Result<void> SelectResolver::addTable()
{
    const ModelInfo *rows = m_result.select.model;
    if (m_found) {
        m_result.select.table = m_found;
        return {};
    }
    if (!m_query.from) {
        return m_query.step || m_query.again ? wrong(u"A recursive query needs rows to begin with."_s) : Result<void>();
    }
    if (!rows->rows)
        return wrong(u"%1 is a model with a table of its own."_s.arg(rows->className))
                .setHint(u"Rows of a query need a class with the model option rows: QUOIN_MODEL(\"totals\", \"rows\")."_s);
    auto from = columnsOf(*m_query.from, nullptr);
    if (!from)
        return from.error();
    CommonTable table { .rows = rows, .select = *std::move(from), .all = m_query.again };
    if (m_query.step) {
        table.found = std::make_shared<const CommonTable>(CommonTable { .rows = rows });
        auto step = columnsOf(*m_query.step, table.found);
        if (!step)
            return step.error();
        table.step = *std::move(step);
    }
    m_result.select.table = std::make_shared<const CommonTable>(std::move(table));
    return {};
}

Result<void> SelectResolver::addJoins()
{
    for (const NamedQuery::Join &join : m_query.joins) {
        if (!join.rows)
            return wrong(u"join(): \"%1\" has no query of its rows."_s.arg(shown(join.name)));
        auto rows = resolveInside(*join.rows, m_found, m_depth + 1, &m_result.scope);
        if (!rows)
            return rows.error();
        if (!rows->select.columns.empty())
            return wrong(u"join(): \"%1\" is a query of values."_s.arg(shown(join.name)))
                    .setHint(u"Join rows of a model, or of a class: asTable()."_s);
        if (auto added = m_result.scope.addRows(join.name, *rows->select.model, join.optional); !added)
            return added;
        auto on = m_result.scope.condition(join.on);
        if (!on)
            return on.error();
        m_result.select.joins.push_back({ join.name.toUtf8(), std::make_shared<const Select>(std::move(rows->select)),
                together(*std::move(on)), join.optional });
    }
    return {};
}

Result<SelectPtr> SelectResolver::columnsOf(const NamedQuery &query, const CommonTablePtr &found)
{
    auto resolved = resolveInside(query, found, m_depth + 1);
    if (!resolved)
        return resolved.error();
    return withColumns(std::move(resolved->select));
}

Result<NamedSelect> SelectResolver::resolve()
{
    using Step = Result<void> (SelectResolver::*)();
    for (const Step step : { &SelectResolver::addTable, &SelectResolver::addJoins, &SelectResolver::addNames,
                 &SelectResolver::addConditions, &SelectResolver::addColumns, &SelectResolver::addGroups,
                 &SelectResolver::addOrder, &SelectResolver::addLimits, &SelectResolver::addRelations }) {
        if (auto done = (this->*step)(); !done)
            return done.error();
    }
    return std::move(m_result);
}

/// A property for one column of rows that no class stands for.
Result<FieldInfo> fieldOf(const NamedColumn &column)
{
    if (column.name.contains("__"_L1) || column.name.contains(u'.'))
        return Error(ErrorKind::InvalidQuery, u"asTable(): \"%1\" is a path, and no name for a column."_s.arg(shown(column.name)))
                .setHint(u"Give it one: annotate(name, F(path))."_s);
    FieldInfo field = column.field ? *column.field : FieldInfo();
    if (!column.field) {
        constexpr int digits = 30; // behind the point, of a decimal
        field.type = field.storedType = fieldTypeOf(column.type);
        field.typeName = valueTypeName(column.type);
        field.columnType = column.type == Value::Type::Decimal ? schema::ColumnType::decimal(Decimal::maxDigits, digits)
                                                               : columnTypeOf(column.type);
    }
    field.property = column.name;
    return field;
}

/// A query of rows that are what another one gives, by the names that it has for them.
Result<NamedSelect> resolveRows(const NamedQuery &query, int depth, const NameScope *around)
{
    if (query.step || query.again)
        return Error(ErrorKind::InvalidQuery, u"A recursive query needs a class with the model option rows."_s);
    auto from = resolveInside(*query.from, {}, depth + 1);
    if (!from)
        return from.error();
    QList<FieldInfo> fields;
    for (const NamedColumn &column : from->columns) {
        auto field = fieldOf(column);
        if (!field)
            return field.error();
        fields << *std::move(field);
    }
    CommonTable table { .own = ModelBuilder::rowsOf(std::move(fields)) };
    table.rows = table.own.get();
    table.select = withColumns(std::move(from->select));
    const ModelInfo &model = *table.own;
    auto resolved = SelectResolver(query, model, std::make_shared<const CommonTable>(std::move(table)), depth, around).resolve();
    // Rows live longer than the query: what they know of their columns is that of the models these came from.
    for (NamedColumn &column : resolved ? resolved->columns : from->columns) {
        if (column.field && column.field->model() == &model)
            column.field = from->columns[size_t(column.field->index)].field;
    }
    return resolved;
}

Result<NamedSelect> resolveInside(const NamedQuery &query, const CommonTablePtr &found, int depth, const NameScope *around)
{
    if (depth > maximumTables)
        return Error(ErrorKind::InvalidQuery, u"The query is of a query of a query … more than %1 deep."_s.arg(maximumTables));
    if (query.model.isEmpty() && query.from)
        return resolveRows(query, depth, around);
    return Registry::find(query.model).and_then([&](const ModelInfo *model) -> Result<NamedSelect> {
        if (model->abstract)
            return Error(ErrorKind::InvalidQuery, model->className + u" is abstract: it has no table."_s)
                    .setModel(model->className);
        const bool isFound = found && model == found->rows && !query.from;
        return SelectResolver(query, *model, isFound ? found : CommonTablePtr(), depth, around).resolve();
    });
}

} // namespace

Result<NamedSelect> resolve(const NamedQuery &query, const NameScope *around) { return resolveInside(query, {}, 0, around); }

} // namespace quoin::expr
