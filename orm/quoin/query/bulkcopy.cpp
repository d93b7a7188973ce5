// SPDX-License-Identifier: MIT
#include <quoin/query/bulkcopy_p.h>

#include <quoin/query/violation_p.h>
#include <quoin/sql/compiler.h>

namespace quoin {

BulkCopy::BulkCopy(Connection &connection, const ModelInfo &model)
    : m_connection(connection), m_model(model),
      m_possible(connection.isNative() && !connection.dialect().syntax().bulkLoad(model.nameSpace, model.table, {}).isEmpty())
{ }

bool BulkCopy::takes(const ModelStatements::Insert &insert) const
{
    const FieldInfo *const key = m_model.autoIncrementField();
    return m_possible && !insert.bound.isEmpty()
            && (insert.readBack.isEmpty() || (insert.readBack.size() == 1 && insert.readBack.first() == key));
}

Result<bool> BulkCopy::store(const ModelStatements::Insert &insert, const QList<void *> &objects)
{
    auto opened = open(insert);
    if (!opened || !*opened)
        return opened;
    if (!insert.readBack.isEmpty()) {
        auto taken = takeKeys(objects);
        if (!taken || !*taken)
            return taken;
    }
    for (void *object : objects) {
        if (auto bound = m_binder.bind(m_load->row(), object); !bound)
            return bound.error();
        auto added = m_load->add();
        if (!added)
            return withModel(added.error(), m_model);
        if (!*added) {
            m_possible = false;
            m_load.reset();
            return false;
        }
    }
    auto stored = m_load->finish();
    return stored ? Result<bool>(true) : Result<bool>(withModel(stored.error(), m_model));
}

Result<bool> BulkCopy::open(const ModelStatements::Insert &insert)
{
    if (m_insert == &insert && m_load)
        return true;
    const QList<const FieldInfo *> fields = insert.bound + insert.readBack;
    QStringList columns;
    for (const FieldInfo *field : fields)
        columns << field->column;
    const auto &dialect = m_connection.dialect();
    auto load = m_connection.bulkLoad(dialect.syntax().bulkLoad(m_model.nameSpace, m_model.table, columns),
            sql::compileInsert(m_model, fields, {}, dialect));
    if (!load)
        return withModel(load.error(), m_model);
    m_insert = &insert;
    m_load = *std::move(load);
    m_binder = RowBinder(fields);
    m_possible = m_load != nullptr;
    return m_possible;
}

Result<bool> BulkCopy::takeKeys(const QList<void *> &objects)
{
    const FieldInfo &key = *m_model.autoIncrementField();
    auto statement = m_connection.prepare(m_connection.dialect().syntax().nextKeys(m_model.nameSpace, m_model.table, key.column));
    if (!statement)
        return withModel(statement.error(), m_model);
    (*statement)->bindInt64(0, objects.size());
    auto opened = (*statement)->query();
    if (!opened)
        return withModel(opened.error(), m_model);
    Cursor &cursor = **opened;
    ValueList keys;
    const bool found = cursor.next() && cursor.list(0, schema::ColumnType::of(schema::TypeKind::Int64), keys);
    const auto error = cursor.error();
    (*statement)->close();
    if (error)
        return withModel(*error, m_model);
    if (!found || qsizetype(keys.size()) != objects.size() || keys.front().isNull()) {
        m_possible = false; // the key counts by other means, or its counter is somebody else's
        m_load.reset();
        return false;
    }
    for (qsizetype i = 0; i < objects.size(); ++i) {
        if (auto set = key.setValue(objects.at(i), keys[size_t(i)]); !set)
            return set.error();
    }
    return true;
}

} // namespace quoin
