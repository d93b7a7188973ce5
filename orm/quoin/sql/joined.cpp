// SPDX-License-Identifier: MIT
#include <quoin/sql/commontables_p.h>
#include <quoin/sql/conditions_p.h>
#include <quoin/sql/joined.h>
#include <quoin/sql/selection_p.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace quoin::sql {

Result<Compiled> compileJoined(const JoinedSelect &joined, const dialect::Dialect &dialect)
{
    const expr::Select &select = joined.select;
    const ModelInfo &model = *select.model;
    const QList<Order> order = totalOrder(select);
    if (!select.parts.empty() || select.distinct)
        return Error(ErrorKind::InvalidQuery, u"join() has no place in queries that are put together, or in distinct() ones."_s)
                .setModel(model.className)
                .setHint(u"Use with()."_s);
    SelectBody body(select, dialect, nullptr);
    if (!body.prepared())
        return body.prepared().error();
    Joins &joins = body.joins();
    // A path to the key itself needs no join, so one to another column stands for the table. A target with nothing but its key
    // is known without it.
    QList<QByteArray> columns;
    for (const JoinedSelect::Relation &relation : joined.relations) {
        const auto other
                = std::ranges::find_if(relation.target->fields, [&](const FieldInfo &field) { return &field != relation.key; });
        const FieldInfo &any = other == relation.target->fields.end() ? *relation.key : *other;
        columns << relation.path + '.' + any.property.toUtf8();
        if (auto found = joins.collect(expr::column(columns.last())); !found)
            return found.error();
    }
    if (auto found = body.collect(); !found)
        return found.error();
    if (auto sound = checkOrder(select, order, joins); !sound)
        return sound.error();

    dialect::SqlWriter out(dialect.syntax());
    if (auto written = CommonTables(select).write(out, dialect); !written)
        return written.error();
    out.raw("SELECT "_L1);
    for (const FieldInfo &field : model.fields) {
        if (field.index > 0)
            out.raw(", "_L1);
        writeColumn(out, { &field, {}, field.nullable }, joins);
    }
    for (qsizetype i = 0; i < joined.relations.size(); ++i) {
        const ModelInfo &target = *joined.relations.at(i).target;
        const ResolvedColumn &any = joins.column(columns.at(i));
        for (const FieldInfo &field : target.fields) {
            out.raw(", "_L1);
            if (target.fields.size() == 1)
                writeColumn(out, any, joins);
            else
                writeColumn(out, { &field, any.alias, true, any.scope }, joins);
        }
    }
    auto written = body.writeFrom(out);
    if (written)
        written = body.writeWhere(out);
    if (written)
        written = writeOrder(out, order, joins, dialect);
    if (!written)
        return written.error();
    if (isCut(select))
        dialect.syntax().limitOffset(out, select.limit, select.offset);
    body.writeTail(out);
    const QList<bool> sensitive = out.sensitive();
    return Compiled { out.takeText(), out.takeBindings(), sensitive, {} };
}

} // namespace quoin::sql
