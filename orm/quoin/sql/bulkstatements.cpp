// SPDX-License-Identifier: MIT
#include <quoin/sql/bulkstatements.h>
#include <quoin/sql/lists_p.h>

using namespace Qt::StringLiterals;

namespace quoin::sql {

namespace {

using dialect::SqlWriter;

QStringList columnsOf(const QList<const FieldInfo *> &fields)
{
    QStringList columns;
    for (const FieldInfo *field : fields)
        columns << field->column;
    return columns;
}

void writeOnConflict(SqlWriter &out, const OnConflict &onConflict)
{
    switch (onConflict.action) {
    case OnConflict::Action::Fail: return;
    case OnConflict::Action::Ignore: return out.syntax().onConflictDoNothing(out, columnsOf(onConflict.fields));
    case OnConflict::Action::Update: break;
    }
    // The row shall come back even when nothing of it is to change: set what is equal anyhow.
    const QStringList fields = columnsOf(onConflict.fields);
    const QStringList updated = columnsOf(onConflict.updated);
    out.syntax().onConflictUpdate(out, fields, updated.isEmpty() ? fields.first(1) : updated);
}

/// "id" IN (?, ?) or, for a key of several columns, ("a" = ? AND "b" = ?) OR (…), which every engine reads.
void writeBy(SqlWriter &out, const QList<const FieldInfo *> &by, int rows)
{
    out.raw(" WHERE "_L1);
    if (by.size() == 1) {
        out.identifier(by.first()->column).raw(" IN "_L1);
        writePlaceholders(out, rows);
        return;
    }
    for (int row = 0; row < rows; ++row) {
        out.raw(row == 0 ? "("_L1 : " OR ("_L1);
        for (qsizetype i = 0; i < by.size(); ++i)
            out.raw(i == 0 ? ""_L1 : " AND "_L1).identifier(by.at(i)->column).raw(" = "_L1).placeholder();
        out.raw(")"_L1);
    }
}

} // namespace

QString compileBulkInsert(const ModelInfo &model, const QList<const FieldInfo *> &fields, int rows, const OnConflict &onConflict,
        const QList<const FieldInfo *> &returning, const dialect::Dialect &dialect)
{
    SqlWriter out(dialect.syntax());
    if (fields.isEmpty()) { // of defaults alone, one row at a time
        dialect.syntax().insertDefaults(out, model.nameSpace, model.table);
    } else {
        out.raw("INSERT INTO "_L1).table(model.nameSpace, model.table).raw(" ("_L1);
        writeList(out, fields);
        out.raw(") VALUES "_L1);
        for (int row = 0; row < rows; ++row) {
            if (row > 0)
                out.raw(", "_L1);
            writePlaceholders(out, int(fields.size()));
        }
    }
    writeOnConflict(out, onConflict);
    if (!returning.isEmpty()) {
        out.raw(" RETURNING "_L1);
        writeList(out, returning);
    }
    return out.takeText();
}

Result<BulkUpdate> compileBulkUpdate(
        const ModelInfo &model, const QList<const FieldInfo *> &fields, int rows, const dialect::Dialect &dialect)
{
    QList<dialect::TypedColumn> columns;
    QList<dialect::TypedColumn> keys;
    for (const auto &[from, to] : { std::pair(&fields, &columns), std::pair(&model.primaryKey, &keys) }) {
        for (const FieldInfo *field : *from) {
            auto type = dialect.types().sqlType(field->columnType);
            if (!type)
                return type.error();
            to->append({ field->column, *std::move(type) });
        }
    }
    SqlWriter out(dialect.syntax());
    const QList<int> values = dialect.syntax().updateRows(out, model.nameSpace, model.table, columns, keys, rows);
    return BulkUpdate { out.takeText(), values };
}

QString compileBulkDelete(const ModelInfo &model, int rows, const dialect::Dialect &dialect)
{
    SqlWriter out(dialect.syntax());
    out.raw("DELETE FROM "_L1).table(model.nameSpace, model.table);
    writeBy(out, model.primaryKey, rows);
    return out.takeText();
}

QString compileSelectBy(const ModelInfo &model, const QList<const FieldInfo *> &columns, const QList<const FieldInfo *> &by,
        int rows, const dialect::Dialect &dialect)
{
    SqlWriter out(dialect.syntax());
    out.raw("SELECT "_L1);
    writeList(out, columns);
    out.raw(" FROM "_L1).table(model.nameSpace, model.table);
    writeBy(out, by, rows);
    return out.takeText();
}

} // namespace quoin::sql
