// SPDX-License-Identifier: MIT
#include <quoin/query/readback_p.h>
#include <quoin/query/rowcodec_p.h>
#include <quoin/query/violation_p.h>
#include <quoin/sql/bulkstatements.h>
#include <quoin/sql/columnvalue.h>

#include <QtCore/qhash.h>

using namespace Qt::StringLiterals;

namespace quoin {

Result<QList<Value>> columnValues(const QList<const FieldInfo *> &fields, const void *object)
{
    QList<Value> values;
    values.reserve(fields.size());
    for (const FieldInfo *field : fields) {
        auto value = sql::columnValue(*field, field->value(object));
        if (!value)
            return value.error();
        values << *std::move(value);
    }
    return values;
}

Result<qsizetype> readBack(Connection &connection, const ModelInfo &model, const QList<void *> &objects,
        const QList<const FieldInfo *> &columns, const QList<const FieldInfo *> &by)
{
    auto statement = connection.prepare(sql::compileSelectBy(model, columns + by, by, int(objects.size()), connection.dialect()));
    if (!statement)
        return withModel(statement.error(), model);
    QHash<QList<Value>, void *> byValues;
    int placeholder = 0;
    for (void *object : objects) {
        auto values = columnValues(by, object);
        if (!values)
            return values.error();
        for (const Value &value : std::as_const(*values))
            (*statement)->bind(placeholder++, value);
        byValues.insert(*std::move(values), object);
    }
    auto opened = (*statement)->query();
    if (!opened)
        return withModel(opened.error(), model);
    Cursor &cursor = **opened;
    const RowReader reader(columns);
    while (cursor.next()) {
        QList<Value> values;
        for (qsizetype i = 0; i < by.size(); ++i)
            values << cursor.value(int(columns.size() + i), by.at(i)->columnType);
        void *const object = byValues.take(values);
        if (!object)
            continue;
        if (auto read = reader.read(cursor, object); !read) {
            (*statement)->close();
            return read.error();
        }
    }
    if (cursor.error())
        return withModel(*cursor.error(), model);
    (*statement)->close();
    return byValues.size();
}

} // namespace quoin
