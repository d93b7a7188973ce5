// SPDX-License-Identifier: MIT
#include <quoin/sql/changes.h>
#include <quoin/sql/columnvalue.h>
#include <quoin/sql/expressions_p.h>
#include <quoin/sql/lists_p.h>
#include <quoin/sql/path_p.h>

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

Result<void> writeValue(SqlWriter &out, const ModelInfo &model, const NewValue &given, const dialect::Dialect &dialect)
{
    const FieldInfo &field = *given.field;
    out.identifier(field.column).raw(" = "_L1);
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
    if (!joins.alias().isEmpty())
        return unsupported(model, field, u"it reads rows of another model");
    ExpressionWriter values(out, joins, dialect);
    if (given.value->kind != expr::NodeKind::Column && values.typeOf(given.value).isDecimal()
            && !dialect.capabilities().exactDecimals)
        return unsupported(model, field, u"the engine would round decimals");
    values.setSensitive(field.sensitive);
    return values.write(given.value);
}

/// The statement so far, with WHERE: the condition itself, or the keys of the rows that it chooses where it reaches other tables
/// or is cut, since no engine takes joins or limits there as the others do.
Result<Compiled> chosenBy(SqlWriter &out, const expr::Select &select, const dialect::Dialect &dialect)
{
    const ModelInfo &model = *select.model;
    const bool cut = select.limit >= 0 || select.offset > 0;
    Joins joins(model);
    if (auto found = joins.collect(select.where); !found)
        return found.error();
    if (select.where || cut)
        out.raw(" WHERE "_L1);
    Compiled keys;
    if (cut || !joins.alias().isEmpty()) {
        auto compiled = compileSelect(select, Projection::Keys, dialect);
        if (!compiled)
            return compiled.error();
        keys = *std::move(compiled);
        // One more level: MySQL neither limits a list of IN nor reads the table that it changes, but a table made before it does
        // both.
        const bool several = model.primaryKey.size() > 1;
        out.raw(several ? "("_L1 : ""_L1);
        writeList(out, model.primaryKey);
        out.raw(several ? ") IN (SELECT "_L1 : " IN (SELECT "_L1);
        writeList(out, model.primaryKey);
        out.raw(" FROM ("_L1);
        keys.text += ") AS chosen)"_L1;
    } else if (select.where) {
        ConditionWriter conditions(out, joins, dialect);
        if (auto written = conditions.write(select.where); !written)
            return written.error();
    }
    const QList<bool> sensitive = out.sensitive() + keys.sensitive;
    const QString text = out.takeText() + keys.text;
    return Compiled { text, out.takeBindings() + keys.bindings, sensitive };
}

} // namespace

Result<Compiled> compileUpdate(const expr::Select &select, const QList<NewValue> &values, const dialect::Dialect &dialect)
{
    const ModelInfo &model = *select.model;
    auto ordered = inOrder(model, values, dialect);
    if (!ordered)
        return ordered.error();
    SqlWriter out(dialect.syntax());
    out.raw("UPDATE "_L1).table(model.nameSpace, model.table);
    for (qsizetype i = 0; i < ordered->size(); ++i) {
        out.raw(i == 0 ? " SET "_L1 : ", "_L1);
        if (auto written = writeValue(out, model, ordered->at(i), dialect); !written)
            return written.error();
    }
    return chosenBy(out, select, dialect);
}

Result<Compiled> compileDelete(const expr::Select &select, const dialect::Dialect &dialect)
{
    SqlWriter out(dialect.syntax());
    out.raw("DELETE FROM "_L1).table(select.model->nameSpace, select.model->table);
    return chosenBy(out, select, dialect);
}

} // namespace quoin::sql
