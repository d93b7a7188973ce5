// SPDX-License-Identifier: MIT
#include <quoin/sql/changes.h>
#include <quoin/sql/columnvalue.h>
#include <quoin/sql/commontables_p.h>
#include <quoin/sql/expressions_p.h>
#include <quoin/sql/lists_p.h>
#include <quoin/sql/path_p.h>
#include <quoin/sql/selection_p.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace quoin::sql {

namespace {

using dialect::SqlWriter;

Error unsupported(const ModelInfo &model, const FieldInfo &field, QStringView why)
{
    return Error(ErrorKind::Unsupported, u"\"%1\" of %2 cannot be set to this: %3."_s.arg(field.property, model.className, why))
            .setModel(model.className, field.property);
}

/// Whether the value is computed from this property of the row.
bool reads(const expr::Node &value, const FieldInfo &field)
{
    if (value.kind == expr::NodeKind::Column)
        return QString::fromUtf8(value.path) == field.property;
    return std::ranges::any_of(value.operands, [&](const expr::NodePtr &operand) { return reads(*operand, field); });
}

/// SQL says that every value is computed from the row as it was. On the engine that goes from left to right a column is set after
/// those that read it; two that read each other cannot be set so.
Result<QList<NewValue>> inOrder(const ModelInfo &model, QList<NewValue> values, const dialect::Dialect &dialect)
{
    if (!dialect.capabilities().updateReadsNewValues)
        return values;
    QList<NewValue> ordered;
    while (!values.isEmpty()) {
        const auto isRead = [&](const NewValue &value) {
            return std::ranges::any_of(values,
                    [&](const NewValue &other) { return other.field != value.field && reads(*other.value, *value.field); });
        };
        const auto next = std::ranges::find_if_not(values, isRead);
        if (next == values.end()) {
            return Error(ErrorKind::Unsupported,
                    u"%1 cannot exchange the values of two columns in one UPDATE."_s.arg(dialect.capabilities().product))
                    .setModel(model.className, values.first().field->property);
        }
        ordered << *next;
        values.erase(next);
    }
    return ordered;
}

Result<void> checkReturning(const ModelInfo &model, const dialect::Dialect &dialect, bool returning)
{
    if (!returning || dialect.capabilities().updateReturning)
        return {};
    return Error(ErrorKind::Unsupported, u"%1 gives no changed rows back."_s.arg(dialect.capabilities().product))
            .setModel(model.className)
            .setHint(u"Read the rows, by a query with forUpdate(), in the same transaction."_s);
}

void writeReturning(SqlWriter &out, const ModelInfo &model)
{
    for (const FieldInfo &field : model.fields)
        out.raw(field.index == 0 ? " RETURNING "_L1 : ", "_L1).identifier(field.column);
}

/// A value of joined rows: the row to be changed may find several.
bool isOfJoined(const expr::NodePtr &node)
{
    return node
            && ((node->kind == expr::NodeKind::Column && node->path.startsWith('@')) || isOfJoined(node->filter)
                    || std::ranges::any_of(node->operands, isOfJoined));
}

bool reachesOut(const expr::NodePtr &node)
{
    return node && (node->query || node->toMany || reachesOut(node->filter) || std::ranges::any_of(node->operands, reachesOut));
}

/// Whether the value comes from rows of other tables or from a sub-query, which on some engines would read rows that the same
/// statement has changed already, and on others must not read them at all.
Result<bool> isFromElsewhere(const ModelInfo &model, const NewValue &given)
{
    Joins joins(model);
    if (auto found = joins.collect(given.value); !found)
        return found.error();
    return joins.hasJoins() || reachesOut(given.value);
}

Result<void> checkComputed(
        const ModelInfo &model, const NewValue &given, const ExpressionWriter &values, const dialect::Dialect &dialect)
{
    if (auto one = checkOneValue(given.value, u"set()"); !one)
        return one;
    if (expr::hasAggregate(given.value))
        return Error(ErrorKind::InvalidQuery, u"set(): \"%1\" has no group of rows to aggregate."_s.arg(given.field->property))
                .setModel(model.className, given.field->property)
                .setHint(u"Aggregate related rows, or use a sub-query."_s);
    if (given.value->kind != expr::NodeKind::Column && values.typeOf(given.value).isDecimal()
            && !dialect.capabilities().exactDecimals)
        return unsupported(model, *given.field, u"the engine would round decimals");
    return {};
}

Result<void> writeValue(SqlWriter &out, const ModelInfo &model, const NewValue &given, const dialect::Dialect &dialect)
{
    const FieldInfo &field = *given.field;
    if (given.value->kind == expr::NodeKind::Literal) {
        auto value = columnValue(field, given.value->value);
        if (!value)
            return value.error();
        if (value->isNull() && !field.nullable)
            return Error(ErrorKind::Validation, u"\"%1\" of %2 cannot be NULL."_s.arg(field.property, model.className))
                    .setModel(model.className, field.property);
        out.bind(*value, field.sensitive);
        return {};
    }
    Joins joins(model);
    if (auto found = joins.collect(given.value); !found)
        return found;
    ExpressionWriter values(out, joins, dialect);
    if (auto sound = checkComputed(model, given, values, dialect); !sound)
        return sound;
    values.setSensitive(field.sensitive);
    return values.write(given.value);
}

/// UPDATE of the rows that a query computes: their keys with the new values. It is one statement, so that the values are those of
/// before on every engine.
Result<Compiled> updateFrom(
        const expr::Select &select, const QList<NewValue> &values, const dialect::Dialect &dialect, bool returning)
{
    const ModelInfo &model = *select.model;
    if (model.primaryKey.isEmpty())
        return Error(ErrorKind::Unsupported, u"%1 has no key by which its rows could be changed."_s.arg(model.className))
                .setModel(model.className);
    const auto column = [](qsizetype at) { return u"_%1"_s.arg(at + 1); };
    expr::Select rows = select;
    rows.lock.reset();
    rows.distinct = !isCut(select) && !dialect.capabilities().updateFrom; // else MySQL would read what it is changing
    for (const FieldInfo *key : model.primaryKey)
        rows.columns.push_back(expr::column(key->property.toUtf8()));
    bool sensitive = false;
    for (const NewValue &value : values) {
        if (value.value->kind == expr::NodeKind::Literal)
            continue;
        Joins joins(model);
        if (auto found = joins.collect(value.value); !found)
            return found.error();
        SqlWriter none(dialect.syntax());
        if (auto sound = checkComputed(model, value, ExpressionWriter(none, joins, dialect), dialect); !sound)
            return sound.error();
        rows.columns.push_back(value.value);
        sensitive = sensitive || value.field->sensitive;
    }
    if (!isCut(rows))
        rows.order.clear();

    SqlWriter out(dialect.syntax());
    const auto from = [&]() -> Result<void> {
        out.raw("("_L1);
        auto written = writeStatement(out, rows, Projection::Rows, dialect, { .ordered = false, .sensitive = sensitive });
        out.raw(") AS quoin_given"_L1);
        return written;
    };
    const auto keys = [&](QLatin1StringView first) {
        for (qsizetype i = 0; i < model.primaryKey.size(); ++i) {
            out.raw(i == 0 ? first : " AND "_L1).identifier(model.table).raw("."_L1).identifier(model.primaryKey.at(i)->column);
            out.raw(" = quoin_given."_L1).identifier(column(i));
        }
    };
    const auto set = [&](bool qualified) -> Result<void> {
        qsizetype next = model.primaryKey.size();
        for (qsizetype i = 0; i < values.size(); ++i) {
            out.raw(i == 0 ? " SET "_L1 : ", "_L1);
            if (qualified)
                out.identifier(model.table).raw("."_L1);
            out.identifier(values.at(i).field->column).raw(" = "_L1);
            if (values.at(i).value->kind != expr::NodeKind::Literal)
                out.raw("quoin_given."_L1).identifier(column(next++));
            else if (auto written = writeValue(out, model, values.at(i), dialect); !written)
                return written;
        }
        return {};
    };
    out.raw("UPDATE "_L1).table(model.nameSpace, model.table);
    Result<void> done;
    if (dialect.capabilities().updateFrom) {
        done = set(false);
        out.raw(" FROM "_L1);
        if (done)
            done = from();
        keys(" WHERE "_L1);
    } else {
        out.raw(" JOIN "_L1);
        done = from();
        keys(" ON "_L1);
        if (done)
            done = set(true);
    }
    if (!done)
        return done.error();
    if (returning)
        writeReturning(out, model);
    const QList<bool> masked = out.sensitive();
    return Compiled { out.takeText(), out.takeBindings(), masked, {} };
}

/// The statement so far, with WHERE: the condition itself, or the keys of the rows that it chooses where it reaches other tables
/// or is cut, since no engine takes joins or limits there as the others do.
Result<Compiled> chosenBy(SqlWriter &out, const expr::Select &select, const dialect::Dialect &dialect, bool returning)
{
    const ModelInfo &model = *select.model;
    // Whatever of the query is not its condition chooses the rows by their keys.
    const bool cut = isCut(select) || select.source || select.tree || !select.distinctOn.empty() || !select.joins.empty();
    Joins joins(model);
    if (auto found = cut ? Result<void>() : joins.collect(select.where); !found)
        return found.error();
    if (select.where || cut)
        out.raw(" WHERE "_L1);
    if (cut || !joins.alias().isEmpty()) {
        // One more level: MySQL neither limits a list of IN nor reads the table that it changes, but a table made before it does
        // both.
        const bool several = model.primaryKey.size() > 1;
        out.raw(several ? "("_L1 : ""_L1);
        writeList(out, model.primaryKey);
        out.raw(several ? ") IN (SELECT "_L1 : " IN (SELECT "_L1);
        writeList(out, model.primaryKey);
        out.raw(" FROM ("_L1);
        if (auto written = writeStatement(out, select, Projection::Keys, dialect); !written)
            return written.error();
        out.raw(") AS chosen)"_L1);
    } else if (select.where) {
        ConditionWriter conditions(out, joins, dialect);
        if (auto written = conditions.write(select.where); !written)
            return written.error();
    }
    if (returning)
        writeReturning(out, model);
    const QList<bool> sensitive = out.sensitive();
    return Compiled { out.takeText(), out.takeBindings(), sensitive, {} };
}

} // namespace

Result<Compiled> compileUpdate(
        const expr::Select &select, const QList<NewValue> &values, const dialect::Dialect &dialect, bool returning)
{
    const ModelInfo &model = *select.model;
    if (auto can = checkReturning(model, dialect, returning); !can)
        return can.error();
    for (const NewValue &value : values) {
        if (isOfJoined(value.value))
            return Error(ErrorKind::InvalidQuery,
                    u"set(): \"%1\" is to become a value of joined rows, of which there may be several."_s.arg(
                            value.field->property))
                    .setModel(model.className, value.field->property)
                    .setHint(u"Take one of them by a sub-query: subquery(…)."_s);
        auto elsewhere = isFromElsewhere(model, value);
        if (!elsewhere)
            return elsewhere.error();
        if (*elsewhere)
            return updateFrom(select, values, dialect, returning);
    }
    auto ordered = inOrder(model, values, dialect);
    if (!ordered)
        return ordered.error();
    SqlWriter out(dialect.syntax());
    out.raw("UPDATE "_L1).table(model.nameSpace, model.table);
    for (qsizetype i = 0; i < ordered->size(); ++i) {
        out.raw(i == 0 ? " SET "_L1 : ", "_L1).identifier(ordered->at(i).field->column).raw(" = "_L1);
        if (auto written = writeValue(out, model, ordered->at(i), dialect); !written)
            return written.error();
    }
    return chosenBy(out, select, dialect, returning);
}

Result<Compiled> compileDelete(const expr::Select &select, const dialect::Dialect &dialect, bool returning)
{
    if (auto can = checkReturning(*select.model, dialect, returning); !can)
        return can.error();
    SqlWriter out(dialect.syntax());
    out.raw("DELETE FROM "_L1).table(select.model->nameSpace, select.model->table);
    return chosenBy(out, select, dialect, returning);
}

} // namespace quoin::sql
