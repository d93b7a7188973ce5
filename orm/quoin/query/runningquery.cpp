// SPDX-License-Identifier: MIT
#include <quoin/query/runningquery_p.h>

#include <quoin/query/shapecache_p.h>

using namespace Qt::StringLiterals;

namespace quoin {

Result<RunningQuery> RunningQuery::start(const Database &database, const expr::Select &select, sql::Projection projection)
{
    auto connection = database.connection();
    if (!connection)
        return connection.error();
    const sql::Shape shape(select, projection);
    ShapeCache &cache = ShapeCache::of(**connection);
    if (const sql::ShapeStatement *known = cache.find(shape)) {
        auto prepared = (*connection)->prepare(known->text());
        if (!prepared)
            return withModel(prepared.error(), *select.model);
        Statement &statement = **prepared;
        const auto bind = [&](int index, const Value &value) { statement.bind(index, value); };
        if (known->each(shape, (*connection)->dialect(), bind))
            return run(**connection, *select.model, *std::move(prepared), known->columns());
        statement.forgetBindings();
    }
    auto compiled = sql::compileSelect(select, projection, (*connection)->dialect());
    if (!compiled)
        return withModel(compiled.error(), *select.model);
    if (select.lock && projection == sql::Projection::Rows && !(*connection)->inTransaction())
        return Error(ErrorKind::InvalidQuery, u"forUpdate() and forShare() lock rows until a transaction ends; there is none."_s)
                .setModel(select.model->className)
                .setHint(u"Run the query between db.begin() and commit(), or in db.transaction()."_s);
    cache.learn(shape, *compiled, (*connection)->dialect());
    auto statement = (*connection)->prepare(compiled->text);
    if (!statement)
        return withModel(statement.error(), *select.model);
    (*statement)->bindAll(compiled->bindings);
    return run(**connection, *select.model, *std::move(statement), compiled->columns);
}

Result<RunningQuery> RunningQuery::run(Connection &connection, const ModelInfo &model, std::shared_ptr<Statement> statement,
        const QList<const FieldInfo *> &columns)
{
    auto cursor = statement->query();
    if (!cursor)
        return withModel(cursor.error(), model);
    return RunningQuery(connection, model, std::move(statement), **cursor, columns);
}

ModelRows::ModelRows(const expr::Select &select, Connection &connection, const Database &database)
    : m_model(*select.model), m_connection(connection), m_database(database),
      m_whole(&ModelStatements::of(connection, m_model).reader())
{
    if (select.properties.isEmpty())
        return;
    QList<const FieldInfo *> fields;
    for (const FieldInfo &field : m_model.fields) {
        if (select.properties.contains(field.property.toUtf8()))
            fields << &field;
        else
            m_deferred << field.index;
    }
    m_part.emplace(fields);
}

namespace query {

Result<void> KeysetMarks::take(Cursor &cursor, int column)
{
    QList<Value> values;
    values.reserve(terms.size());
    for (const sql::KeysetTerm &term : terms)
        values << cursor.value(column++, term.type);
    if (cursor.error())
        return *cursor.error();
    if (onlyLast)
        rows.clear();
    rows << std::move(values);
    return {};
}

} // namespace query

Loads notJoined(Loads loads)
{
    for (Load &load : loads) {
        load.joined = false;
        load.loads = notJoined(std::move(load.loads));
    }
    return loads;
}

} // namespace quoin
