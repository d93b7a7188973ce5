// SPDX-License-Identifier: MIT
#include <quoin/sql/comparison_p.h>
#include <quoin/sql/compiler.h>
#include <quoin/sql/expressions_p.h>
#include <quoin/sql/lists_p.h>
#include <quoin/sql/path_p.h>
#include <quoin/sql/selection_p.h>

using namespace Qt::StringLiterals;

namespace quoin::sql {

namespace {

using dialect::SqlWriter;

Result<void> writeOrder(SqlWriter &out, const QList<Order> &order, const Joins &joins, const dialect::Dialect &dialect)
{
    ExpressionWriter values(out, joins, dialect);
    for (qsizetype i = 0; i < order.size(); ++i) {
        out.raw(i == 0 ? " ORDER BY "_L1 : ", "_L1);
        const Order &term = order.at(i);
        const ValueType type = values.typeOf(term.node());
        Result<void> written;
        const auto plain = [&](SqlWriter &) {
            if (auto done = values.write(term.node()); !done)
                written = done;
        };
        const auto comparable = [&](SqlWriter &to) {
            if (term.node()->kind == expr::NodeKind::Column)
                writeOrdered(to, *joins.column(term.node()->path).field, type.column, plain);
            else
                to.syntax().comparable(to, comparedAs(type), plain);
        };
        out.syntax().orderTerm(out, comparable, term.isDescending(), term.hasNullsFirst(), type.nullable);
        if (!written)
            return written;
    }
    return {};
}

void writeKey(SqlWriter &out, const ModelInfo &model)
{
    out.raw(" WHERE "_L1);
    for (qsizetype i = 0; i < model.primaryKey.size(); ++i) {
        if (i > 0)
            out.raw(" AND "_L1);
        out.identifier(model.primaryKey.at(i)->column).raw(" = "_L1).placeholder();
    }
}

} // namespace

QList<Order> totalOrder(const expr::Select &select)
{
    QList<Order> order = select.order;
    if (order.isEmpty()) {
        for (const OrderTerm &term : select.model->ordering)
            order << Order(expr::column(term.property.toUtf8()), term.descending);
    }
    if (order.isEmpty() && select.limit < 0 && select.offset == 0)
        return order; // any order will do
    for (const FieldInfo *key : select.model->primaryKey) {
        const QByteArray path = key->property.toUtf8();
        const bool given = std::any_of(order.cbegin(), order.cend(),
                [&](const Order &term) { return term.node()->kind == expr::NodeKind::Column && term.node()->path == path; });
        if (!given)
            order << Order(expr::column(path), false);
    }
    return order;
}

Result<Compiled> compileSelect(const expr::Select &select, Projection projection, const dialect::Dialect &dialect)
{
    if (projection == Projection::Rows && !select.columns.empty())
        return compileSelection(select, dialect);
    const ModelInfo &model = *select.model;
    const QList<Order> order
            = projection == Projection::Rows || select.limit >= 0 || select.offset > 0 ? totalOrder(select) : QList<Order>();
    Joins joins(model);
    if (auto found = joins.collect(select.where); !found)
        return found.error();
    for (const Order &term : order) {
        if (expr::hasAggregate(term.node()))
            return Error(ErrorKind::InvalidQuery, u"orderBy(): rows have no order by an aggregate of them."_s)
                    .setModel(model.className)
                    .setHint(u"Read the aggregate with values() or select(), and order by it there."_s);
        if (auto found = joins.collect(term.node()); !found)
            return found.error();
        if (term.node()->kind != expr::NodeKind::Column)
            continue;
        if (auto sound = checkOrdered(*joins.column(term.node()->path).field); !sound)
            return sound.error();
    }

    SqlWriter out(dialect.syntax());
    const bool cut = select.limit >= 0 || select.offset > 0;
    if (projection == Projection::Count)
        out.raw(cut ? "SELECT count(*) FROM (SELECT 1 AS one FROM "_L1 : "SELECT count(*) FROM "_L1);
    else if (projection == Projection::Exists)
        out.raw("SELECT 1 FROM "_L1);
    else if (projection == Projection::Keys) {
        out.raw(cut ? "SELECT "_L1 : "SELECT DISTINCT "_L1); // DISTINCT keeps MySQL from merging it into what is around it
        for (qsizetype i = 0; i < model.primaryKey.size(); ++i) {
            out.raw(i > 0 ? ", "_L1 : ""_L1);
            writeColumn(out, { model.primaryKey.at(i), {}, false }, joins);
        }
        out.raw(" FROM "_L1);
    } else {
        out.raw("SELECT "_L1);
        for (const FieldInfo &field : model.fields) {
            if (field.index > 0)
                out.raw(", "_L1);
            writeColumn(out, { &field, {}, field.nullable }, joins);
        }
        out.raw(" FROM "_L1);
    }
    joins.write(out);
    if (select.where) {
        out.raw(" WHERE "_L1);
        ConditionWriter conditions(out, joins, dialect);
        if (auto written = conditions.write(select.where); !written)
            return written.error();
    }
    if (auto written = writeOrder(out, order, joins, dialect); !written)
        return written.error();
    if (projection == Projection::Exists)
        dialect.syntax().limitOffset(out, select.limit == 0 ? 0 : 1, select.offset);
    else if (cut)
        dialect.syntax().limitOffset(out, select.limit, select.offset);
    if (projection == Projection::Count && cut)
        out.raw(") AS counted"_L1);
    const QList<bool> sensitive = out.sensitive();
    return Compiled { out.takeText(), out.takeBindings(), sensitive, {} };
}

QString compileInsert(const ModelInfo &model, const QList<const FieldInfo *> &fields, const QList<const FieldInfo *> &returning,
        const dialect::Dialect &dialect)
{
    SqlWriter out(dialect.syntax());
    if (fields.isEmpty()) {
        dialect.syntax().insertDefaults(out, model.nameSpace, model.table);
    } else {
        out.raw("INSERT INTO "_L1).table(model.nameSpace, model.table).raw(" ("_L1);
        writeList(out, fields);
        out.raw(") VALUES "_L1);
        writePlaceholders(out, int(fields.size()));
    }
    if (!returning.isEmpty()) {
        out.raw(" RETURNING "_L1);
        writeList(out, returning);
    }
    return out.takeText();
}

QString compileUpdate(const ModelInfo &model, const QList<const FieldInfo *> &fields, const dialect::Dialect &dialect)
{
    SqlWriter out(dialect.syntax());
    out.raw("UPDATE "_L1).table(model.nameSpace, model.table).raw(" SET "_L1);
    for (qsizetype i = 0; i < fields.size(); ++i) {
        if (i > 0)
            out.raw(", "_L1);
        out.identifier(fields.at(i)->column).raw(" = "_L1).placeholder();
    }
    writeKey(out, model);
    return out.takeText();
}

QString compileDelete(const ModelInfo &model, const dialect::Dialect &dialect)
{
    SqlWriter out(dialect.syntax());
    out.raw("DELETE FROM "_L1).table(model.nameSpace, model.table);
    writeKey(out, model);
    return out.takeText();
}

QString compileSelectByKey(const ModelInfo &model, const QList<const FieldInfo *> &columns, const dialect::Dialect &dialect)
{
    SqlWriter out(dialect.syntax());
    out.raw("SELECT "_L1);
    writeList(out, columns);
    out.raw(" FROM "_L1).table(model.nameSpace, model.table);
    writeKey(out, model);
    return out.takeText();
}

} // namespace quoin::sql
