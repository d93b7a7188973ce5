// SPDX-License-Identifier: MIT
#include <quoin/db/connection.h>
#include <quoin/db/cursor.h>
#include <quoin/expr/named_p.h>
#include <quoin/expr/namedselect.h>
#include <quoin/expr/shape_p.h>
#include <quoin/query/cell.h>
#include <quoin/query/dynamicquery.h>
#include <quoin/query/query.h>
#include <quoin/query/valuemaps.h>
#include <quoin/query/violation_p.h>
#include <quoin/sql/keyset.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace quoin {

namespace {

class DynamicRows final : public ColumnSink
{
public:
    explicit DynamicRows(const std::vector<expr::NamedColumn> &columns)
    {
        auto shared = std::make_shared<DynamicRow::Columns>();
        for (size_t i = 0; i < columns.size(); ++i) {
            const expr::NamedColumn &column = columns[i];
            if (column.hidden)
                continue;
            m_reads.push_back(
                    { int(i), column.field, column.field ? column.field->columnType : expr::columnTypeOf(column.type) });
            shared->index.insert(column.name, shared->names.size());
            shared->names << column.name;
            shared->fields << column.field;
        }
        m_columns = std::move(shared);
    }

    Result<void> row(Cursor &cursor, const QList<const FieldInfo *> &) override
    {
        QList<Value> values;
        values.reserve(qsizetype(m_reads.size()));
        for (const Read &read : m_reads) {
            values << cursor.value(read.column, read.type);
            if (cursor.error())
                return checkNull(Cell { cursor, read.column, read.field }, std::nullopt, true);
        }
        rows.append(DynamicRow(m_columns, std::move(values)));
        return {};
    }
    QList<DynamicRow> rows;

private:
    struct Read
    {
        int column;
        const FieldInfo *field;
        schema::ColumnType type;
    };
    std::vector<Read> m_reads;
    std::shared_ptr<const DynamicRow::Columns> m_columns;
};

} // namespace

Result<QList<QVariantMap>> query::readMaps(QueryCore query, std::vector<MapColumn> columns)
{
    if (query.error())
        return *query.error();
    expr::Select &select = query.select();
    QStringList names;
    for (const FieldInfo &field : select.model->fields) {
        const QByteArray property = field.property.toUtf8();
        const bool isRead = select.properties.isEmpty() || select.properties.contains(property);
        if (columns.empty() && isRead && !field.sensitive) {
            names << field.property;
            select.columns.push_back(expr::column(property));
        }
    }
    for (const MapColumn &column : columns) {
        if (names.contains(column.name))
            return Error(ErrorKind::InvalidQuery, u"valueMaps(): two columns are called \"%1\"."_s.arg(column.name))
                    .setModel(select.model->className);
        names << column.name;
        select.columns.push_back(column.node);
    }
    select.properties.clear();
    auto connection = query.database().connection();
    if (!connection)
        return connection.error();
    const auto known = sql::selectedColumns(select, (*connection)->dialect());
    if (!known)
        return withModel(known.error(), *select.model);
    std::vector<expr::NamedColumn> named;
    for (qsizetype i = 0; i < known->size(); ++i) {
        const sql::SelectedColumn &column = known->at(i);
        named.push_back({ names.at(i), column.field, column.type });
    }
    DynamicRows rows(named);
    if (auto read = query.readColumns(rows); !read)
        return read.error();
    QList<QVariantMap> maps;
    maps.reserve(rows.rows.size());
    for (const DynamicRow &row : std::as_const(rows.rows))
        maps << row.toMap();
    return maps;
}

DynamicQuery Database::query(QStringView model) const { return { *this, NamedQuery { .model = model.toString() } }; }

DynamicQuery DynamicQuery::filter(const Q &condition) const
{
    DynamicQuery copy = *this;
    copy.m_query.filters << condition;
    return copy;
}

DynamicQuery DynamicQuery::alias(const QString &name, const NamedExpression &expression) const
{
    DynamicQuery copy = *this;
    copy.m_query.names << NamedQuery::Name { name, expression, false };
    return copy;
}

DynamicQuery DynamicQuery::annotate(const QString &name, const NamedExpression &expression) const
{
    DynamicQuery copy = *this;
    copy.m_query.names << NamedQuery::Name { name, expression, true };
    return copy;
}

DynamicQuery DynamicQuery::values(const QStringList &names) const
{
    DynamicQuery copy = *this;
    copy.m_query.values = names;
    return copy;
}

DynamicQuery DynamicQuery::groupBy(const QStringList &names) const { return grouped(names, {}, NamedQuery::Sets::One); }

DynamicQuery DynamicQuery::grouped(const QStringList &names, const QList<QStringList> &sets, NamedQuery::Sets how) const
{
    DynamicQuery copy = *this;
    copy.m_query.groups = names;
    copy.m_query.groupingSets = sets;
    copy.m_query.sets = how;
    return copy;
}

DynamicQuery DynamicQuery::groupByRollup(const QStringList &names) const { return grouped(names, {}, NamedQuery::Sets::Rollup); }
DynamicQuery DynamicQuery::groupByCube(const QStringList &names) const { return grouped(names, {}, NamedQuery::Sets::Cube); }
DynamicQuery DynamicQuery::groupBySets(const QList<QStringList> &sets) const
{
    return grouped({}, sets, NamedQuery::Sets::Given);
}

DynamicQuery DynamicQuery::join(const QString &name, const DynamicQuery &rows, const Q &on) const
{
    DynamicQuery copy = *this;
    copy.m_query.joins << NamedQuery::Join { name, std::make_shared<const NamedQuery>(rows.m_query), on, false };
    return copy;
}

DynamicQuery DynamicQuery::leftJoin(const QString &name, const DynamicQuery &rows, const Q &on) const
{
    DynamicQuery copy = join(name, rows, on);
    copy.m_query.joins.back().optional = true;
    return copy;
}

DynamicQuery DynamicQuery::asTable(const QString &rows) const
{
    return { m_database, NamedQuery { .model = rows, .from = std::make_shared<const NamedQuery>(m_query) } };
}

DynamicQuery DynamicQuery::recursive(const QString &rows, const DynamicQuery &step) const
{
    DynamicQuery table = asTable(rows);
    table.m_query.step = std::make_shared<const NamedQuery>(step.m_query);
    return table;
}

DynamicQuery DynamicQuery::recursiveAll(const QString &rows, const DynamicQuery &step) const
{
    DynamicQuery table = recursive(rows, step);
    table.m_query.again = true;
    return table;
}

DynamicQuery DynamicQuery::having(const Q &condition) const
{
    DynamicQuery copy = *this;
    copy.m_query.having = m_query.having && condition;
    return copy;
}

DynamicQuery DynamicQuery::distinct() const
{
    DynamicQuery copy = *this;
    copy.m_query.distinct = true;
    return copy;
}

DynamicQuery DynamicQuery::ordered(const QList<NamedOrder> &orders) const
{
    DynamicQuery copy = *this;
    copy.m_query.order = orders;
    return copy;
}

DynamicQuery DynamicQuery::limit(qint64 rows) const
{
    DynamicQuery copy = *this;
    copy.m_query.limit = rows;
    return copy;
}

DynamicQuery DynamicQuery::offset(qint64 rows) const
{
    DynamicQuery copy = *this;
    copy.m_query.offset = rows;
    return copy;
}

DynamicQuery DynamicQuery::slice(qint64 from, qint64 to) const
{
    DynamicQuery copy = *this;
    const qint64 limit = m_query.limit.value_or(-1);
    if (m_query.offset < 0 || (m_query.limit && limit < 0))
        return copy; // an error when it runs
    const bool sound = from >= 0 && to >= from;
    const expr::RowRange range = sound ? expr::sliced({ m_query.offset, limit }, from, to) : expr::RowRange { 0, -1 };
    copy.m_query.offset = range.offset;
    copy.m_query.limit = range.limit;
    return copy;
}

DynamicQuery DynamicQuery::reverse() const
{
    DynamicQuery copy = *this;
    copy.m_query.reversed = !m_query.reversed;
    return copy;
}

DynamicQuery DynamicQuery::distinctOn(const QStringList &names) const
{
    DynamicQuery copy = *this;
    copy.m_query.distinctOn = names;
    return copy;
}

DynamicQuery DynamicQuery::with(const QStringList &relations) const
{
    DynamicQuery copy = *this;
    copy.m_query.with << relations;
    return copy;
}

DynamicQuery DynamicQuery::allowAll() const
{
    DynamicQuery copy = *this;
    copy.m_allowAll = true;
    return copy;
}

QueryCore DynamicQuery::core(const expr::NamedSelect &select) const
{
    QueryCore core(m_database, *select.select.model);
    core.select() = select.select;
    if (m_allowAll)
        core.allowAll();
    return core;
}

Result<QueryCore> DynamicQuery::ofModel(const char *call) const
{
    auto found = expr::resolve(m_query);
    if (!found)
        return found.error();
    const expr::Select &select = found->select;
    const bool grouped = select.distinct || select.having || !select.groups.empty()
            || std::any_of(select.columns.begin(), select.columns.end(), expr::hasAggregate);
    if (grouped)
        return Error(ErrorKind::InvalidQuery,
                u"%1 is about rows of the model: it cannot come after groups or distinct()."_s.arg(QLatin1StringView(call)))
                .setModel(select.model->className);
    found->select.columns.clear();
    return core(*found);
}

Result<QList<DynamicRow>> DynamicQuery::all() const
{
    const auto found = expr::resolve(m_query);
    if (!found)
        return found.error();
    if (!found->with.empty())
        return withRelated(*found);
    DynamicRows rows(found->columns);
    if (auto read = core(*found).readColumns(rows); !read)
        return read.error();
    return std::move(rows.rows);
}

Result<QVariantList> DynamicQuery::maps() const
{
    return all().transform([](const QList<DynamicRow> &rows) {
        QVariantList maps;
        maps.reserve(rows.size());
        for (const DynamicRow &row : rows)
            maps << row.toMap();
        return maps;
    });
}

Error DynamicQuery::notOne(bool none) const
{
    const NamedQuery *query = &m_query;
    while (query->model.isEmpty() && query->from)
        query = query->from.get();
    const auto model = Registry::find(query->model);
    return model ? QueryCore(m_database, **model).notOne(none) : model.error();
}

Result<DynamicRow> DynamicQuery::first() const
{
    auto rows = slice(0, 1).all();
    if (!rows)
        return rows.error();
    return rows->isEmpty() ? Result<DynamicRow>(notOne(true)) : Result<DynamicRow>(rows->first());
}

Result<DynamicRow> DynamicQuery::uncutFirst(const char *call) const
{
    if (m_query.limit || m_query.offset > 0)
        return Error(ErrorKind::InvalidQuery, u"%1 cannot come after limit() or offset()."_s.arg(QLatin1StringView(call)));
    return first();
}

Result<DynamicRow> DynamicQuery::last() const { return reverse().uncutFirst("last()"); }

/// By these, without the rows where one of them is NULL.
DynamicQuery DynamicQuery::ordered(const QStringList &names, bool descending) const
{
    Q known;
    QList<NamedOrder> order;
    for (const QString &name : names) {
        known = known && Q(F(name), u"isNotNull", true);
        order << NamedOrder(F(name), descending);
    }
    return filter(known).ordered(order);
}

Result<DynamicRow> DynamicQuery::earliest(const QStringList &names) const
{
    return ordered(names, false).uncutFirst("earliest()");
}

Result<DynamicRow> DynamicQuery::latest(const QStringList &names) const { return ordered(names, true).uncutFirst("latest()"); }

Result<DynamicRow> DynamicQuery::get() const
{
    auto rows = slice(0, 2).all();
    if (!rows)
        return rows.error();
    return rows->size() == 1 ? Result<DynamicRow>(rows->first()) : Result<DynamicRow>(notOne(rows->isEmpty()));
}

Result<std::optional<DynamicRow>> DynamicQuery::getOrNone() const
{
    auto rows = slice(0, 2).all();
    if (!rows)
        return rows.error();
    if (rows->size() > 1)
        return notOne(false);
    return rows->isEmpty() ? std::optional<DynamicRow>() : std::optional<DynamicRow>(rows->first());
}

Result<qint64> DynamicQuery::count() const
{
    return ofModel("count()").and_then([](const QueryCore &core) { return core.count(); });
}

Result<bool> DynamicQuery::exists() const
{
    return ofModel("exists()").and_then([](const QueryCore &core) { return core.exists(); });
}

Result<QVariantMap> DynamicQuery::aggregate(const QList<std::pair<QString, NamedExpression>> &expressions) const
{
    auto found = expr::resolve(m_query);
    if (!found)
        return found.error();
    const auto wrong = [&](const QString &what) {
        return Error(ErrorKind::InvalidQuery, u"aggregate() "_s + what).setModel(found->select.model->className);
    };
    if (found->select.limit >= 0 || found->select.offset > 0)
        return wrong(u"is of all rows: it cannot come after limit() or offset()."_s);
    if (expressions.isEmpty())
        return wrong(u"needs at least one aggregate."_s);
    found->select.columns.clear();
    found->select.order.clear();
    found->columns.clear();
    for (const auto &[name, expression] : expressions) {
        auto named = found->scope.expression(expression);
        if (!named)
            return named.error();
        if (named->shape.level != Level::Aggregate)
            return wrong(u"gives one row for all the query's rows, so \"%1\" has to be an aggregate."_s.arg(expr::shown(name)));
        found->select.columns.push_back(named->node);
        found->columns.push_back({ name, nullptr, named->shape.type });
    }
    DynamicRows rows(found->columns);
    auto read = core(*found).readColumns(rows);
    if (!read)
        return read.error();
    return rows.rows.isEmpty() ? Result<QVariantMap>(notOne(true)) : Result<QVariantMap>(rows.rows.first().toMap());
}

Result<qint64> DynamicQuery::update(const QVariantMap &values) const
{
    const auto found = expr::resolve(m_query);
    if (!found)
        return found.error();
    auto core = ofModel("update()");
    if (!core)
        return core.error();
    const ModelInfo &model = *found->select.model;
    QList<Assignment> assignments;
    for (auto it = values.begin(); it != values.end(); ++it) {
        const FieldInfo *field = model.field(it.key());
        if (!field)
            return Error(ErrorKind::InvalidQuery,
                    u"update(): %1 has no property \"%2\"."_s.arg(model.className, expr::shown(it.key())))
                    .setModel(model.className)
                    .setHint(expr::whatThereIs(it.key(), model.propertyNames()));
        auto value = found->scope.assigned(*field, it.value());
        if (!value)
            return value.error();
        assignments << Assignment(FieldRef(field->property.toUtf8(), model.metaObject), *std::move(value));
    }
    return core->update(assignments);
}

Result<qint64> DynamicQuery::remove() const
{
    return ofModel("remove()").and_then([](const QueryCore &core) { return core.remove(); });
}

Result<SqlText> DynamicQuery::toSql() const
{
    return expr::resolve(m_query).and_then([&](const expr::NamedSelect &select) { return core(select).toSql(); });
}

} // namespace quoin
