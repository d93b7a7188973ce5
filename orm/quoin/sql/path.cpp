// SPDX-License-Identifier: MIT
#include <quoin/sql/path_p.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace quoin::sql {

using expr::NodeKind;

namespace {

Error unknownProperty(const ModelInfo &model, const QString &property)
{
    QStringList known;
    for (const FieldInfo &field : model.fields)
        known << field.property;
    for (const RelationInfo &relation : model.relations)
        known << relation.property;
    Error error(ErrorKind::InvalidQuery, u"The model %1 has no property \"%2\"."_s.arg(model.className, property));
    error.setModel(model.className, property);
    error.setHint(u"It has: %1."_s.arg(known.join(u", "_s)));
    return error;
}

Error notCrossed(const ModelInfo &model, const QString &property)
{
    Error error(ErrorKind::InvalidQuery, u"\"%1\" of %2 cannot be crossed in a path."_s.arg(property, model.className));
    error.setModel(model.className, property);
    return error.setHint(u"Only a relation leads on to another model."_s);
}

const FieldInfo *targetField(const RelationInfo &relation)
{
    if (!relation.targetField.isEmpty())
        return relation.target->field(relation.targetField);
    return relation.target->primaryKey.size() == 1 ? relation.target->primaryKey.first() : nullptr;
}

/// The field at an end of a table between two models that its column refers to.
const FieldInfo *endOfThrough(const RelationInfo &relation, const ModelInfo &end, const QString &column)
{
    if (!relation.throughModel)
        return end.primaryKey.value(0);
    const FieldInfo *key = relation.throughModel->fieldByColumn(column);
    return key && key->relation ? targetField(*key->relation) : nullptr;
}

const RelationInfo *toManyRelation(const ModelInfo &model, const QString &property)
{
    const auto found = std::ranges::find(model.relations, property, &RelationInfo::property);
    return found != model.relations.end() && found->target ? &*found : nullptr;
}

/// Calls \a node for each expression of the query itself, and \a query for each query inside it.
template<class N, class Q>
Result<void> visit(const expr::Select &select, const N &node, const Q &query)
{
    Result<void> done;
    const auto each = [&](const expr::NodePtr &one) {
        if (done && one)
            done = node(one);
    };
    const auto inner = [&](const expr::SelectPtr &one) {
        if (done && one)
            done = query(*one);
    };
    for (const auto *nodes : { &select.columns, &select.groups, &select.distinctOn })
        std::ranges::for_each(*nodes, each);
    each(select.where);
    each(select.having);
    for (const Order &term : select.order)
        each(term.node());
    inner(select.source);
    for (const expr::SetPart &part : select.parts)
        inner(part.select);
    if (select.tree)
        inner(select.tree->roots);
    for (const expr::RowsJoin &join : select.joins) {
        inner(join.rows);
        each(join.on);
    }
    return done;
}

} // namespace

Joins::Joins(const ModelInfo &model, const Joins *outer)
    : m_model(&model), m_outer(outer), m_qualified(outer), m_count(outer ? outer->m_count : &m_ownCount), m_countBefore(*m_count)
{
    m_alias = newAlias();
    m_tables.push_back({ .alias = m_alias, .nameSpace = model.nameSpace, .name = model.table });
}

Joins::Joins(const Joins &around, const QByteArray &prefix, Purpose purpose)
    : m_model(around.m_model), m_outer(around.m_outer), m_around(&around), m_purpose(purpose), m_qualified(true),
      m_count(around.m_count), m_countBefore(*m_count)
{
    const Joins &owner = around.ownerOf(prefix);
    bind(owner, owner.m_links.at(prefix), prefix);
    m_alias = m_tables.front().alias;
}

QString Joins::newAlias() const { return u"t%1"_s.arg((*m_count)++); }

void Joins::setBase(Writer base)
{
    m_base = std::move(base);
    m_qualified = true;
}

const QString &Joins::treeAlias() const
{
    const Joins *query = this;
    while (query->m_around)
        query = query->m_around;
    return query->m_treeAlias;
}

const Joins &Joins::whole() const
{
    const Joins *scope = this;
    while (scope->m_around && scope->m_purpose == Purpose::Exists)
        scope = scope->m_around;
    return *scope;
}

Result<void> Joins::collect(const expr::NodePtr &node)
{
    if (!node)
        return {};
    if (node->kind == NodeKind::Column) {
        if (auto done = resolve(node->path); !done)
            return done;
        if (!node->related && unbound(node->path))
            return Error(ErrorKind::InvalidQuery, u"A row has many of \"%1\"."_s.arg(QString::fromUtf8(node->path)))
                    .setModel(m_model->className, QString::fromUtf8(node->path));
        return {};
    }
    if (node->query) {
        if (auto done = collectInner(*node->query); !done)
            return done;
    }
    for (const expr::NodePtr &operand : node->operands) {
        if (auto done = collect(operand); !done)
            return done;
    }
    return collect(node->filter);
}

Result<void> Joins::collectInner(const expr::Select &select)
{
    m_qualified = true;
    std::vector<const ModelInfo *> between { select.model };
    return collectSelect(select, between);
}

Result<void> Joins::collectSelect(const expr::Select &select, std::vector<const ModelInfo *> &between)
{
    if (select.error)
        return *select.error;
    // What its rows are made of stands for the query itself: it is no level of its own.
    return visit(
            select, [&](const expr::NodePtr &node) { return collectOuter(node, between); },
            [&](const expr::Select &inner) { return collectSelect(inner, between); });
}

Result<void> Joins::collectOuter(const expr::NodePtr &node, std::vector<const ModelInfo *> &between)
{
    if (!node)
        return {};
    if (node->kind == NodeKind::Outer && !m_around && isMeant(*node, between)) {
        if (auto done = resolve(node->path); !done)
            return done;
        if (m_stops.contains(node->path))
            return Error(ErrorKind::InvalidQuery,
                    u"outer(): the query around has many of \"%1\"."_s.arg(QString::fromUtf8(node->path)))
                    .setModel(m_model->className)
                    .setHint(u"Refer to one value of its row, or write the condition on them into the query around."_s);
    }
    if (node->query) {
        between.push_back(node->query->model);
        auto done = collectSelect(*node->query, between);
        between.pop_back();
        if (!done)
            return done;
    }
    for (const expr::NodePtr &operand : node->operands) {
        if (auto done = collectOuter(operand, between); !done)
            return done;
    }
    return collectOuter(node->filter, between);
}

namespace {

bool isOf(const expr::Node &outer, const ModelInfo *model)
{
    return model && model->metaObject && outer.model && model->metaObject->inherits(outer.model);
}

} // namespace

/// Whether an outer() in the last of the queries inside this one, \a between, speaks of this one.
bool Joins::isMeant(const expr::Node &outer, const std::vector<const ModelInfo *> &between) const
{
    const int level = outer.level == 0 && !outer.model ? 1 : outer.level;
    if (level > 0)
        return size_t(level) == between.size();
    const auto nearer
            = std::any_of(between.begin(), between.end() - 1, [&](const ModelInfo *model) { return isOf(outer, model); });
    return !nearer && isOf(outer, m_model);
}

Result<const ResolvedColumn *> Joins::outerColumn(const expr::Node &node) const
{
    QStringList around;
    int level = 1;
    for (const Joins *scope = m_outer; scope; scope = scope->m_outer, ++level) {
        const Joins *query = scope;
        while (query->m_around)
            query = query->m_around;
        around << query->m_model->className;
        const int wanted = node.level == 0 && !node.model ? 1 : node.level;
        if (wanted != 0 ? wanted != level : !isOf(node, query->m_model))
            continue;
        if (node.model && !isOf(node, query->m_model))
            break;
        return &query->column(node.path);
    }
    const QString path = QString::fromUtf8(node.path);
    Error error(ErrorKind::InvalidQuery,
            around.isEmpty() ? u"outer(): \"%1\" has no query around it."_s.arg(path)
                             : u"outer(): no query around has the property \"%1\" of %2."_s.arg(
                                       path, node.model ? QString::fromUtf8(node.model->className()) : u"that level"_s));
    error.setModel(m_model->className, path);
    return error.setHint(around.isEmpty() ? u"It stands in a query that is put into another one: exists(), subquery(), in()."_s
                                          : u"Around it, from the inside: %1."_s.arg(around.join(u", "_s)));
}

Result<void> Joins::resolve(const QByteArray &path)
{
    if (m_columns.contains(path) || m_stops.contains(path))
        return {};
    if (path.startsWith('@') && !m_around)
        return resolveJoined(path);
    const QList<QByteArray> steps = path.split('.');
    if (!m_around)
        return walk(path, steps, 0, m_model, {});
    for (auto bound = m_bound.rbegin(); bound != m_bound.rend(); ++bound) {
        if (path == bound->prefix) {
            m_columns[path] = { bound->key, bound->keyColumn.alias, false, this, path == bound->prefix, bound->keyColumn.name };
            return {};
        }
        if (!path.startsWith(QByteArray(bound->prefix + '.')))
            continue;
        const qsizetype from = bound->prefix.count('.') + 1;
        const bool isKey = from == steps.size() - 1 && QString::fromUtf8(steps.last()) == bound->key->property;
        if (isKey && bound->alias.isEmpty()) {
            m_columns[path] = { bound->key, bound->keyColumn.alias, false, this, path == bound->prefix, bound->keyColumn.name };
            return {};
        }
        const QString alias = joinTarget(*bound);
        return walk(path, steps, from, bound->model, alias);
    }
    return {}; // of a scope around
}

/// Finds the column from the table \a alias of \a model on, or the to-many relation at which the way ends here.
Result<void> Joins::walk(const QByteArray &path, const QList<QByteArray> &steps, qsizetype from, const ModelInfo *model,
        QString alias, bool nullable)
{
    QByteArray prefix = steps.first(from).join('.');
    bool stopped = false; // what comes then is only looked at, not joined
    for (qsizetype i = from; i < steps.size(); ++i) {
        const QString property = QString::fromUtf8(steps.at(i));
        const bool isLast = i == steps.size() - 1;
        prefix += (prefix.isEmpty() ? "" : ".") + steps.at(i);
        const FieldInfo *field = model->field(property);
        if (!field) {
            const RelationInfo *relation = toManyRelation(*model, property);
            if (!relation)
                return unknownProperty(*model, property);
            if (!stopped) {
                m_links[prefix] = { model, relation, alias };
                m_stops[path] = prefix;
                m_qualified = stopped = true;
            }
            model = relation->target;
            continue;
        }
        if (isLast) {
            if (!stopped)
                m_columns[path] = { field, alias, nullable || field->nullable, this };
            return {};
        }
        const FieldInfo *to = field->relation && field->relation->target ? targetField(*field->relation) : nullptr;
        if (!to)
            return notCrossed(*model, property);
        nullable = nullable || field->nullable;
        model = field->relation->target;
        if (stopped)
            continue;
        // The key of the other row is in this row: no join for it.
        if (i == steps.size() - 2 && QString::fromUtf8(steps.last()) == to->property) {
            m_columns[path] = { field, alias, nullable, this };
            return {};
        }
        alias = joinToOne(prefix, alias, *field, *to, nullable);
    }
    return {};
}

QString Joins::joinToOne(
        const QByteArray &prefix, const QString &alias, const FieldInfo &field, const FieldInfo &to, bool optional)
{
    const ModelInfo &model = *field.relation->target;
    auto [at, isNew] = m_byPrefix.try_emplace(prefix, qsizetype(m_tables.size()));
    if (isNew) {
        m_qualified = true;
        const auto from = std::ranges::find(m_tables, alias, &Table::alias);
        const size_t rank = from == m_tables.end() ? 0 : from->rank + from->rank % 2;
        m_tables.push_back(
                { newAlias(), model.nameSpace, model.table, optional, to.column, { this, alias, field.column }, {}, rank });
    }
    return m_tables.at(size_t(at->second)).alias;
}

Result<Joins::ToOne> Joins::toOne(const QByteArray &path)
{
    if (auto found = resolve(path); !found)
        return found.error();
    const auto column = m_columns.find(path);
    const FieldInfo *field = column == m_columns.end() ? nullptr : column->second.field;
    const FieldInfo *to = field && field->relation && field->relation->target ? targetField(*field->relation) : nullptr;
    if (!to)
        return notCrossed(*m_model, QString::fromUtf8(path));
    const bool optional = column->second.nullable;
    return ToOne { joinToOne(path, column->second.alias, *field, *to, optional), optional };
}

void Joins::bind(const Joins &owner, const Link &link, const QByteArray &prefix)
{
    const RelationInfo &relation = *link.relation;
    const ModelInfo &target = *relation.target;
    const QString alias = newAlias();
    if (relation.kind == RelationInfo::Kind::HasMany) {
        const FieldInfo &there = *target.field(relation.inverse);
        const FieldInfo &here = *targetField(*there.relation);
        m_tables.push_back({ alias, target.nameSpace, target.table, false, there.column, { &owner, link.alias, here.column } });
        const FieldInfo *key = target.primaryKey.value(0, &target.fields.first());
        m_bound.push_back({ prefix, &target, key, alias, { this, alias, key->column } });
        return;
    }
    const FieldInfo &here = *endOfThrough(relation, *link.model, relation.throughColumn);
    const FieldInfo *there = endOfThrough(relation, target, relation.throughTargetColumn);
    // The table that Quoin makes stands beside that of the model that owns it.
    const QString nameSpace = relation.throughModel ? relation.throughModel->nameSpace
            : relation.ownsThroughTable             ? link.model->nameSpace
                                                    : target.nameSpace;
    m_tables.push_back(
            { alias, nameSpace, relation.throughTable, false, relation.throughColumn, { &owner, link.alias, here.column } });
    m_bound.push_back({ prefix, &target, there, {}, { this, alias, relation.throughTargetColumn } });
}

/// The alias of the table with the related rows; joins it behind the table between, where there is one.
const QString &Joins::joinTarget(Bound &bound)
{
    if (bound.alias.isEmpty()) {
        bound.alias = newAlias();
        m_tables.push_back(
                { bound.alias, bound.model->nameSpace, bound.model->table, false, bound.key->column, bound.keyColumn });
    }
    return bound.alias;
}

void Joins::cross(const QByteArray &prefix)
{
    bind(*this, m_links.at(prefix), prefix);
    std::erase_if(m_stops, [&](const auto &stop) { return stop.second == prefix; });
}

const Joins &Joins::ownerOf(const QByteArray &prefix) const
{
    const Joins *scope = this;
    while (!scope->m_links.contains(prefix))
        scope = scope->m_around;
    return *scope;
}

const ResolvedColumn &Joins::column(const QByteArray &path) const
{
    const Joins *scope = this;
    while (scope->m_around && !scope->m_columns.contains(path))
        scope = scope->m_around;
    return scope->m_columns.at(path);
}

void Joins::setNullable(const expr::NodePtr &node)
{
    if (const auto column = m_columns.find(node->path); node->kind == NodeKind::Column && column != m_columns.end())
        column->second.nullable = true;
    for (const expr::NodePtr &operand : node->operands)
        setNullable(operand);
}

const QByteArray *Joins::unbound(const QByteArray &path) const
{
    for (const Joins *scope = this; scope; scope = scope->m_around) {
        if (scope->m_columns.contains(path))
            return nullptr;
        if (const auto stop = scope->m_stops.find(path); stop != scope->m_stops.end())
            return &stop->second;
    }
    return nullptr;
}

void Joins::writeColumn(dialect::SqlWriter &out, const Column &column) const
{
    const QString alias = column.alias.isEmpty() ? column.scope->m_alias : column.alias;
    out.identifier(alias).raw("."_L1).identifier(column.name);
}

void Joins::write(dialect::SqlWriter &out) const
{
    if (m_base)
        m_base(out, m_alias);
    else
        out.table(m_tables.front().nameSpace, m_tables.front().name);
    if (!m_qualified)
        return;
    if (!m_base)
        out.raw(" AS "_L1).identifier(m_alias);
    std::vector<const Table *> tables;
    for (size_t i = 1; i < m_tables.size(); ++i)
        tables.push_back(&m_tables[i]);
    std::ranges::stable_sort(tables, {}, &Table::rank);
    for (const Table *each : tables) {
        const Table &table = *each;
        out.raw(table.optional ? " LEFT JOIN "_L1 : " JOIN "_L1);
        if (table.write) {
            table.write(out, table.alias);
            continue;
        }
        out.table(table.nameSpace, table.name).raw(" AS "_L1);
        out.identifier(table.alias).raw(" ON "_L1);
        writeColumn(out, { this, table.alias, table.column });
        out.raw(" = "_L1);
        writeColumn(out, table.to);
    }
}

void Joins::writeLink(dialect::SqlWriter &out) const
{
    const Table &table = m_tables.front();
    writeColumn(out, { this, table.alias, table.column });
    out.raw(" = "_L1);
    writeColumn(out, table.to);
}

namespace {

/// The first path of a value that ends at a relation whose rows are not at hand.
const QByteArray *unboundValue(const Joins &joins, const expr::NodePtr &node)
{
    if (!node->related)
        return nullptr;
    if (node->kind == NodeKind::Column)
        return joins.unbound(node->path);
    for (const expr::NodePtr &operand : node->operands) {
        if (const QByteArray *found = unboundValue(joins, operand))
            return found;
    }
    return nullptr;
}

} // namespace

Result<std::unique_ptr<Joins>> relatedScope(const Joins &joins, const expr::Node &call)
{
    const Joins &whole = joins.whole();
    std::unique_ptr<Joins> scope;
    for (size_t i = 0; i < call.operands.size();) {
        const QByteArray *prefix = unboundValue(scope ? *scope : whole, call.operands[i]);
        if (!prefix) {
            ++i;
            continue;
        }
        if (scope && !prefix->startsWith(QByteArray(scope->prefix() + '.')))
            return Error(ErrorKind::InvalidQuery,
                    u"One aggregate is of values of two relations: \"%1\" and \"%2\"."_s.arg(
                            QString::fromUtf8(scope->prefix()), QString::fromUtf8(*prefix)))
                    .setModel(whole.model().className)
                    .setHint(u"Aggregate the values of each relation by themselves."_s);
        if (scope)
            scope->cross(QByteArray(*prefix));
        else
            scope = std::make_unique<Joins>(whole, *prefix, Joins::Purpose::Aggregate);
        for (const expr::NodePtr &operand : call.operands) {
            if (auto found = scope->collect(operand); !found)
                return found.error();
        }
        if (auto found = scope->collect(call.filter); !found)
            return found.error();
    }
    if (!scope)
        return Error(ErrorKind::InvalidQuery, u"An aggregate of related rows stands inside a condition on the same rows."_s)
                .setModel(whole.model().className);
    return scope;
}

namespace {

bool refersFrom(const expr::NodePtr &node, int level);

bool refersFrom(const expr::Select &select, int level)
{
    bool found = false;
    (void)visit(
            select,
            [&](const expr::NodePtr &node) {
                found = found || refersFrom(node, level);
                return Result<void>();
            },
            [&](const expr::Select &inner) {
                found = found || refersFrom(inner, level);
                return Result<void>();
            });
    return found;
}

/// \a level: so many queries are between it and the one outside; an outer() that names no level may mean any.
bool refersFrom(const expr::NodePtr &node, int level)
{
    if (!node)
        return false;
    if (node->kind == NodeKind::Outer && (node->level == 0 || node->level > level))
        return true;
    return (node->query && refersFrom(*node->query, level + 1)) || refersFrom(node->filter, level)
            || std::ranges::any_of(node->operands, [level](const expr::NodePtr &operand) { return refersFrom(operand, level); });
}

} // namespace

bool refersOut(const expr::Select &select) { return refersFrom(select, 0); }
bool refersOut(const expr::NodePtr &node) { return refersFrom(node, 0); }

namespace {

bool isCondition(NodeKind kind)
{
    return (kind >= NodeKind::Equal && kind <= NodeKind::Not) || kind == NodeKind::Exists || kind == NodeKind::InSubquery
            || kind == NodeKind::Together || kind == NodeKind::Linked;
}

/// A path to what a row has many of, where it would have to be one value: not in a condition, which asks whether there is one.
QByteArray manyValued(const expr::NodePtr &node)
{
    if (!node->toMany || isCondition(node->kind) || expr::isRelatedAggregate(*node))
        return {};
    if (node->kind == NodeKind::Column)
        return node->path;
    for (size_t i = 0; i < node->operands.size(); ++i) {
        const bool asked = node->kind == NodeKind::Case && i % 2 == 0 && i + 1 < node->operands.size();
        if (const QByteArray found = asked ? QByteArray() : manyValued(node->operands[i]); !found.isEmpty())
            return found;
    }
    return {};
}

} // namespace

Result<void> checkOneValue(const expr::NodePtr &node, QStringView where)
{
    const QByteArray path = manyValued(node);
    if (path.isEmpty())
        return {};
    return Error(ErrorKind::InvalidQuery, u"%1: a row has many of \"%2\"."_s.arg(where, QString::fromUtf8(path)))
            .setHint(u"Take an aggregate of them: count(), max() …"_s);
}

} // namespace quoin::sql
