// SPDX-License-Identifier: MIT
#include <quoin/meta/modelinfo.h>

#include <quoin/meta/naming_p.h>

#include <algorithm>

namespace quoin {

using namespace Qt::StringLiterals;

// A model's table as plain values.

namespace {

// Times and the rest are written differently by the engines: validation alone checks them.
bool hasRuleForm(const Value &value)
{
    switch (value.type()) {
    case Value::Type::Int:
    case Value::Type::UInt:
    case Value::Type::Double:
    case Value::Type::Decimal:
    case Value::Type::Text:
    case Value::Type::Date: return true;
    default: return false;
    }
}

// min, max, choices, an enum's numbers and check= as one constraint.
schema::Check checkOf(const FieldInfo &field, const QString &table)
{
    using Kind = schema::ColumnRule::Kind;
    schema::Check check { .name = constraintName(table, { field.column }, u"check"), .expression = field.check };
    const auto add = [&](Kind kind, const QList<Value> &values) {
        check.rules.append({ .column = field.column, .type = field.columnType, .kind = kind, .values = values });
    };
    if (field.minimum && hasRuleForm(*field.minimum))
        add(Kind::AtLeast, { *field.minimum });
    if (field.maximum && hasRuleForm(*field.maximum))
        add(Kind::AtMost, { *field.maximum });
    QList<Value> allowed;
    std::ranges::copy_if(field.choices, std::back_inserter(allowed), hasRuleForm);
    if (field.type == FieldType::Enum && field.enumStorage == EnumStorage::Integer)
        std::ranges::copy(field.enumValues, std::back_inserter(allowed));
    if (!allowed.isEmpty())
        add(Kind::OneOf, allowed);
    return check;
}

schema::ReferentialAction actionOf(OnDelete action)
{
    switch (action) {
    case OnDelete::Cascade: return schema::ReferentialAction::Cascade;
    case OnDelete::SetNull: return schema::ReferentialAction::SetNull;
    case OnDelete::SetDefault: return schema::ReferentialAction::SetDefault;
    case OnDelete::Restrict: return schema::ReferentialAction::Restrict;
    case OnDelete::Protect: // the library refuses first, with the rows named; the database is the safety net
    case OnDelete::NoAction: break;
    }
    return schema::ReferentialAction::NoAction;
}

schema::ForeignKey foreignKeyTo(const ModelInfo &target, const QString &table, const QString &column, const QString &targetColumn)
{
    return { .name = constraintName(table, { column }, u"fkey"),
        .columns = { column },
        .referencedTable = target.table,
        .referencedNamespace = target.nameSpace,
        .referencedColumns = { targetColumn } };
}

schema::Column columnOf(const FieldInfo &field)
{
    return { .name = field.column,
        .type = field.columnType,
        .nullable = field.nullable,
        .autoIncrement = field.generation == KeyGeneration::AutoIncrement,
        .defaultValue = field.defaultValue,
        .generated = field.generated,
        .collation = field.collation,
        .comment = field.comment };
}

bool beginsAnIndex(const schema::Table &table, const QString &column)
{
    return (!table.primaryKey.columns.isEmpty() && table.primaryKey.columns.constFirst() == column)
            || std::ranges::any_of(
                    table.uniques, [&](const schema::Unique &unique) { return unique.columns.constFirst() == column; })
            || std::ranges::any_of(table.indexes, [&](const schema::Index &index) {
                   return index.condition.isEmpty() && index.method.isEmpty() && index.parts.constFirst().column == column;
               });
}

schema::Table throughTableOf(const ModelInfo &model, const RelationInfo &relation)
{
    schema::Table table { .name = relation.throughTable, .nameSpace = model.nameSpace };
    const FieldInfo *here = model.primaryKey.constFirst();
    const FieldInfo *there = relation.target->primaryKey.constFirst();
    table.columns = { { .name = relation.throughColumn, .type = here->columnType, .collation = here->collation },
        { .name = relation.throughTargetColumn, .type = there->columnType, .collation = there->collation } };
    table.primaryKey.columns = { relation.throughColumn, relation.throughTargetColumn };
    table.foreignKeys = { foreignKeyTo(model, table.name, relation.throughColumn, here->column),
        foreignKeyTo(*relation.target, table.name, relation.throughTargetColumn, there->column) };
    for (schema::ForeignKey &key : table.foreignKeys)
        key.onDelete = schema::ReferentialAction::Cascade;
    // The primary key serves the way there; the way back needs an index of its own.
    table.indexes = { { .name = constraintName(table.name, { relation.throughTargetColumn }, u"idx"),
            .parts = { { .column = relation.throughTargetColumn } } } };
    return table;
}

} // namespace

schema::Table ModelInfo::toTable() const
{
    schema::Table result { .name = table, .nameSpace = nameSpace, .uniques = uniques, .indexes = indexes, .comment = comment };
    for (const FieldInfo *key : primaryKey)
        result.primaryKey.columns.append(key->column);
    for (const FieldInfo &field : fields) {
        result.columns.append(columnOf(field));
        const bool isWholeKey = field.primaryKey && primaryKey.size() == 1;
        const bool said = std::ranges::find(uniques, QStringList { field.column }, &schema::Unique::columns) != uniques.end();
        if (field.unique && !isWholeKey && !said)
            result.uniques.append({ constraintName(table, { field.column }, u"key"), { field.column } });
        if (field.relation) {
            const ModelInfo &target = *field.relation->target;
            auto key = foreignKeyTo(target, table, field.column, target.field(field.relation->targetField)->column);
            key.onDelete = actionOf(field.relation->onDelete);
            key.deferrable = field.relation->deferrable;
            result.foreignKeys.append(key);
        }
        if (schema::Check check = checkOf(field, table); !check.rules.isEmpty() || !check.expression.isEmpty())
            result.checks.append(std::move(check));
    }
    for (const FieldInfo &field : fields) {
        if (field.indexed && !beginsAnIndex(result, field.column))
            result.indexes.append(
                    { .name = constraintName(table, { field.column }, u"idx"), .parts = { { .column = field.column } } });
    }
    result.checks.append(checks);
    return result;
}

QList<schema::Table> ModelInfo::toTables() const
{
    QList<schema::Table> tables { toTable() };
    for (const RelationInfo &relation : relations) {
        if (relation.ownsThroughTable)
            tables.append(throughTableOf(*this, relation));
    }
    return tables;
}

schema::Schema toSchema(const QList<const ModelInfo *> &models)
{
    QList<schema::Table> waiting;
    for (const ModelInfo *model : models) {
        if (!model->abstract && model->managed && !model->readOnly)
            waiting.append(model->toTables());
    }
    // Referenced tables first; what stands in a circle keeps its place, and its foreign keys are added afterwards by who creates
    // the tables.
    schema::Schema schema;
    const auto isWaiting = [&](const schema::ForeignKey &key, const schema::Table &own) {
        return std::ranges::any_of(waiting, [&](const schema::Table &table) {
            return table.name == key.referencedTable && table.nameSpace == key.referencedNamespace
                    && !(table.name == own.name && table.nameSpace == own.nameSpace);
        });
    };
    while (!waiting.isEmpty()) {
        auto next = std::ranges::find_if(waiting, [&](const schema::Table &table) {
            return std::ranges::none_of(table.foreignKeys, [&](const schema::ForeignKey &key) { return isWaiting(key, table); });
        });
        if (next == waiting.end())
            next = waiting.begin();
        schema.tables.append(*next);
        waiting.erase(next);
    }
    return schema;
}

} // namespace quoin
