// SPDX-License-Identifier: MIT
#include <quoin/meta/modelinfo.h>

#include <quoin/meta/naming_p.h>

#include <algorithm>

namespace quoin {

using namespace Qt::StringLiterals;
using schema::ColumnType;
using schema::TypeKind;

// A model's table as plain values.

namespace {

std::optional<QString> sqlLiteral(const Value &value)
{
    switch (value.type()) {
    case Value::Type::Int: return QString::number(*value.get<qint64>());
    case Value::Type::UInt: return QString::number(*value.get<quint64>());
    case Value::Type::Double: return QString::number(*value.get<double>(), 'g', QLocale::FloatingPointShortest);
    case Value::Type::Decimal: return value.decimal()->toString();
    case Value::Type::Text: return sqlText(*value.get<QString>());
    case Value::Type::Date: return sqlText(value.get<QDate>()->toString(Qt::ISODate));
    default: return std::nullopt; // times and the rest are written differently by the engines: validation alone checks them
    }
}

// min, max, choices, an enum's numbers and check= as one condition. NULL passes, as it does in SQL.
QString conditionOf(const FieldInfo &field)
{
    QStringList conditions;
    QString column = sqlName(field.column);
    // SQLite keeps these as text, which must not be compared as text.
    if (field.columnType.kind == TypeKind::Decimal || field.columnType.kind == TypeKind::UInt64)
        column += u" + 0"_s;
    const auto compared = [&](const std::optional<Value> &bound, QStringView comparison) {
        if (!bound)
            return;
        if (const auto literal = sqlLiteral(*bound))
            conditions.append(column + comparison + *literal);
    };
    compared(field.minimum, u" >= ");
    compared(field.maximum, u" <= ");
    QStringList allowed;
    for (const Value &choice : field.choices) {
        if (const auto literal = sqlLiteral(choice))
            allowed.append(*literal);
    }
    if (field.type == FieldType::Enum && field.enumStorage == EnumStorage::Integer) {
        for (const qint64 value : field.enumValues)
            allowed.append(QString::number(value));
    }
    if (!allowed.isEmpty())
        conditions.append(column + u" IN ("_s + allowed.join(u", "_s) + u')');
    if (!field.check.isEmpty())
        conditions.append(conditions.isEmpty() ? field.check : QString(u'(' + field.check + u')'));
    return conditions.join(u" AND "_s);
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

schema::ForeignKey foreignKeyTo(const ModelInfo &target, const QString &table, const QString &column, const QString &targetColumn,
        const QString &ownNameSpace)
{
    return { .name = constraintName(table, { column }, u"fkey"),
        .columns = { column },
        .referencedTable = target.table,
        .referencedNamespace = target.nameSpace == ownNameSpace ? QString() : target.nameSpace,
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
    table.columns = { { .name = relation.throughColumn, .type = here->columnType },
        { .name = relation.throughTargetColumn, .type = there->columnType } };
    table.primaryKey.columns = { relation.throughColumn, relation.throughTargetColumn };
    table.foreignKeys = { foreignKeyTo(model, table.name, relation.throughColumn, here->column, model.nameSpace),
        foreignKeyTo(*relation.target, table.name, relation.throughTargetColumn, there->column, model.nameSpace) };
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
        if (field.unique && !isWholeKey)
            result.uniques.append({ constraintName(table, { field.column }, u"key"), { field.column } });
        if (field.relation) {
            const ModelInfo &target = *field.relation->target;
            auto key = foreignKeyTo(target, table, field.column, target.field(field.relation->targetField)->column, nameSpace);
            key.onDelete = actionOf(field.relation->onDelete);
            key.deferrable = field.relation->deferrable;
            result.foreignKeys.append(key);
        }
        if (const QString condition = conditionOf(field); !condition.isEmpty())
            result.checks.append({ constraintName(table, { field.column }, u"check"), condition });
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
        const QString &nameSpace = key.referencedNamespace.isEmpty() ? own.nameSpace : key.referencedNamespace;
        return std::ranges::any_of(waiting, [&](const schema::Table &table) {
            return table.name == key.referencedTable && table.nameSpace == nameSpace
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
