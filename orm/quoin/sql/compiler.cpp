// SPDX-License-Identifier: MIT
#include <quoin/sql/commontables_p.h>
#include <quoin/sql/comparison_p.h>
#include <quoin/sql/compiler.h>
#include <quoin/sql/expressions_p.h>
#include <quoin/sql/lists_p.h>
#include <quoin/sql/path_p.h>
#include <quoin/sql/selection_p.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace quoin::sql {

namespace {

using dialect::SqlWriter;

} // namespace

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

namespace {

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

QList<Order> directed(const expr::Select &select, QList<Order> order)
{
    if (select.reversed) {
        for (Order &term : order) {
            const Order turned(term.node(), !term.isDescending());
            term = term.hasNullsFirst() ? turned.nullsLast() : turned.nullsFirst();
        }
    }
    return order;
}

namespace {

/// What tells rows apart: their key; of rows of a query all that they have.
void appendKey(QList<Order> &order, const ModelInfo &model, const QByteArray &joined)
{
    QList<const FieldInfo *> fields = model.rows ? QList<const FieldInfo *>() : model.primaryKey;
    if (model.rows) {
        for (const FieldInfo &field : model.fields) {
            if (checkOrdered(field))
                fields << &field;
        }
    }
    for (const FieldInfo *field : std::as_const(fields)) {
        const QByteArray property = field->property.toUtf8();
        const expr::NodePtr node = joined.isEmpty() ? expr::column(property) : expr::joinedColumn(joined, property);
        const bool given
                = std::any_of(order.cbegin(), order.cend(), [&](const Order &term) { return expr::sameNode(term.node(), node); });
        if (!given)
            order << Order(node, false);
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
    if (order.isEmpty() && !isCut(select) && !select.reversed)
        return order; // any order will do
    appendKey(order, *select.model, {});
    for (const expr::RowsJoin &join : select.joins) // of several rows for one
        appendKey(order, *join.rows->model, join.name);
    return directed(select, order);
}

Result<void> checkOrder(const expr::Select &select, const QList<Order> &order, Joins &joins)
{
    for (const Order &term : order) {
        if (expr::hasAggregate(term.node()))
            return Error(ErrorKind::InvalidQuery, u"orderBy(): rows have no order by an aggregate of them."_s)
                    .setModel(select.model->className)
                    .setHint(u"Read the aggregate with values() or select(), and order by it there."_s);
        if (auto one = checkOneValue(term.node(), u"orderBy()"); !one)
            return one;
        if (auto found = joins.collect(term.node()); !found)
            return found;
        if (term.node()->kind != expr::NodeKind::Column)
            continue;
        if (auto sound = checkOrdered(*joins.column(term.node()->path).field); !sound)
            return sound;
    }
    return {};
}

namespace {

Result<void> writeColumns(
        SqlWriter &out, const expr::Select &select, Projection projection, const Joins &joins, const dialect::Dialect &dialect)
{
    const ModelInfo &model = *select.model;
    switch (projection) {
    case Projection::Count: out.raw("SELECT count(*)"_L1); break;
    case Projection::Exists: out.raw("SELECT 1"_L1); break;
    case Projection::Keys:
        out.raw(isCut(select) ? "SELECT "_L1
                              : "SELECT DISTINCT "_L1); // DISTINCT keeps MySQL from merging it into what is around it
        for (qsizetype i = 0; i < model.primaryKey.size(); ++i) {
            out.raw(i > 0 ? ", "_L1 : ""_L1);
            writeColumn(out, { model.primaryKey.at(i) }, joins);
        }
        break;
    case Projection::Rows: {
        out.raw(select.distinct && select.source ? "SELECT DISTINCT "_L1 : "SELECT "_L1);
        bool first = true;
        for (const FieldInfo &field : model.fields) {
            if (!select.properties.isEmpty() && !select.properties.contains(field.property.toUtf8()))
                continue;
            if (!std::exchange(first, false))
                out.raw(", "_L1);
            writeColumn(out, { &field }, joins);
        }
        for (size_t i = 0; i < select.marks.size(); ++i) {
            out.raw(", "_L1);
            if (auto written = ExpressionWriter(out, joins, dialect).write(select.marks[i]); !written)
                return written;
            out.raw(" AS "_L1).identifier(u"_%1"_s.arg(i + 1));
        }
        break;
    }
    }
    return {};
}

} // namespace

Result<void> writeSelect(SqlWriter &out, const expr::Select &select, Projection projection, const dialect::Dialect &dialect,
        const Standing &standing)
{
    if (!select.parts.empty() && projection == Projection::Count) {
        out.raw("SELECT count(*) FROM ("_L1);
        auto written = writeParts(out, select, dialect, { .ordered = false });
        out.raw(") AS counted"_L1);
        return written;
    }
    if (!select.parts.empty())
        return writeParts(out, select, dialect, standing);
    if (!select.columns.empty() && (projection == Projection::Rows || projection == Projection::Exists))
        return writeSelection(out, select, dialect, standing);
    if (!select.columns.empty() && projection == Projection::Count) { // groups, or different rows
        out.raw("SELECT count(*) FROM ("_L1);
        auto written = writeSelection(out, select, dialect, { .ordered = false });
        out.raw(") AS counted"_L1);
        return written;
    }
    // Rows that have to be made before they can be counted.
    const bool isDistinct = select.distinct && select.source;
    const bool counted = projection == Projection::Count && (isCut(select) || isDistinct);
    SelectBody body(select, dialect, standing.outer);
    if (auto found = body.collect(); !found)
        return found;
    const bool ordered = isCut(select) || (projection == Projection::Rows && standing.ordered);
    const QList<Order> order = ordered ? totalOrder(select) : QList<Order>();
    if (auto sound = checkOrder(select, order, body.joins()); !sound)
        return sound;
    for (const expr::NodePtr &mark : select.marks) {
        if (auto found = body.joins().collect(mark); !found)
            return found;
    }
    if (counted)
        out.raw("SELECT count(*) FROM ("_L1);
    if (counted && !isDistinct)
        out.raw("SELECT 1 AS one"_L1);
    else if (auto written = writeColumns(out, select, counted ? Projection::Rows : projection, body.joins(), dialect); !written)
        return written;
    auto done = body.writeFrom(out);
    if (done)
        done = body.writeWhere(out);
    if (done)
        done = writeOrder(out, order, body.joins(), dialect);
    if (!done)
        return done;
    if (projection == Projection::Exists && !standing.outer)
        writeLimit(out, select, select.limit == 0 ? 0 : 1);
    else if (isCut(select))
        writeLimit(out, select);
    if (projection == Projection::Rows)
        body.writeTail(out);
    if (counted)
        out.raw(") AS counted"_L1);
    return {};
}

Result<Compiled> compileSelect(const expr::Select &select, Projection projection, const dialect::Dialect &dialect)
{
    SqlWriter out(dialect.syntax());
    QList<const FieldInfo *> fields;
    if (auto written = writeStatement(out, select, projection, dialect, { .fields = &fields }); !written)
        return written.error();
    const QList<bool> sensitive = out.sensitive();
    return Compiled { out.takeText(), out.takeBindings(), sensitive, fields, out.takeOrigins() };
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
