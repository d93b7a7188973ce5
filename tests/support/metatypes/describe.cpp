// SPDX-License-Identifier: MIT
#include "describe.h"

using namespace Qt::StringLiterals;
using namespace quoin;

// Functions of a class see each other, whatever their order.
namespace {

struct Printer
{

    static QString text(bool value) { return value ? u"yes"_s : u"no"_s; }

    template<class E>
        requires std::is_enum_v<E>
    static QString text(E value)
    {
        return QString::number(int(value));
    }

    static QString text(int value) { return QString::number(value); }

    static QString text(const QString &value) { return u'"' + value + u'"'; }

    static QString text(const Value &value) { return value.toDisplay() + u" as "_s + valueTypeName(value.type()); }

    static QString text(const schema::ColumnType &type) { return type.toString(); }

    template<class T>
    static QString text(const QList<T> &list)
    {
        QStringList texts;
        for (const T &each : list)
            texts.append(text(each));
        return u'[' + texts.join(u", "_s) + u']';
    }

    static QString text(qint64 value) { return QString::number(value); }

    template<class T>
    static QString text(const std::optional<T> &value)
    {
        return value ? text(*value) : u"-"_s;
    }

    static QString text(const schema::Default &value)
    {
        if (const auto *literal = std::get_if<Value>(&value))
            return text(*literal);
        if (const auto *function = std::get_if<schema::DefaultFunction>(&value))
            return u"function "_s + text(*function);
        return u"sql "_s + std::get<schema::SqlExpression>(value).sql;
    }

    static QString text(const schema::Generated &value)
    {
        return value.expression + (value.stored ? u" stored"_s : u" virtual"_s);
    }

    static QString text(const OrderTerm &term) { return (term.descending ? u"-"_s : u""_s) + term.property; }

    static QString text(const schema::IndexPart &part)
    {
        return (part.descending ? u"-"_s : u""_s) + (part.column.isEmpty() ? u'(' + part.expression + u')' : part.column);
    }

    static QString text(const schema::Index &index)
    {
        return index.name + text(index.parts) + (index.unique ? u" unique"_s : u""_s) + u" where "_s + index.condition
                + u" include "_s + text(index.include) + u" using "_s + index.method;
    }

    static QString text(const schema::Unique &unique) { return unique.name + text(unique.columns); }

    static QString text(const schema::Check &check) { return check.name + u": "_s + check.expression + text(check.rules); }
    static QString text(const schema::ColumnRule &rule)
    {
        return rule.column + u' ' + rule.type.toString() + u' ' + QString::number(int(rule.kind)) + u' ' + text(rule.values);
    }

    static QString text(const schema::ForeignKey &key)
    {
        return key.name + text(key.columns) + u" -> "_s + key.referencedNamespace + u'.' + key.referencedTable
                + text(key.referencedColumns) + u" on delete "_s + text(key.onDelete)
                + (key.deferrable ? u" deferrable"_s : u""_s);
    }

    static QString text(const schema::Column &column)
    {
        return column.name + u' ' + column.type.toString() + (column.nullable ? u" null"_s : u" not null"_s)
                + (column.autoIncrement ? u" autoincrement"_s : u""_s) + u" default "_s + text(column.defaultValue)
                + u" generated "_s + text(column.generated) + u" collate "_s + column.collation + u" comment "_s + column.comment;
    }

    static QString text(const RelationInfo &relation)
    {
        const QStringList parts {
            text(relation.kind),
            relation.property,
            relation.targetClass,
            relation.target ? relation.target->className : u"unresolved"_s,
            relation.targetField,
            u"reverse "_s + relation.reverse,
            u"inverse "_s + relation.inverse,
            u"onDelete "_s + text(relation.onDelete),
            u"through "_s + relation.through + u' ' + relation.throughTable + u'(' + relation.throughColumn + u','
                    + relation.throughTargetColumn + u')',
            relation.throughModel ? relation.throughModel->className : u"-"_s,
            text(relation.ownsThroughTable),
            text(relation.symmetrical),
            text(relation.deferrable),
        };
        return parts.join(u" | "_s);
    }

    static QString text(const FieldInfo &field)
    {
        const QStringList parts {
            text(field.index),
            field.property,
            field.column,
            text(field.type),
            text(field.elementType),
            text(field.storedType),
            field.typeName,
            u"nullable "_s + text(field.nullable),
            u"optional "_s + text(field.optional),
            text(field.columnType),
            u"key "_s + text(field.primaryKey),
            u"generation "_s + text(field.generation),
            u"unique "_s + text(field.unique),
            u"indexed "_s + text(field.indexed),
            u"default "_s + text(field.defaultValue),
            u"defaultFactory "_s + text(field.defaultFactory),
            u"autoNow "_s + text(field.autoNow),
            u"autoNowAdd "_s + text(field.autoNowAdd),
            u"length "_s + text(field.minLength) + u'-' + text(field.maxLength),
            u"range "_s + text(field.minimum) + u" to "_s + text(field.maximum),
            u"choices "_s + text(field.choices),
            u"format "_s + field.format,
            u"validators "_s + text(field.validators),
            u"verbose "_s + field.verboseName,
            u"help "_s + field.help,
            u"comment "_s + field.comment,
            u"editable "_s + text(field.editable),
            u"readOnly "_s + text(field.readOnly),
            u"sensitive "_s + text(field.sensitive),
            u"collation "_s + field.collation,
            u"generated "_s + text(field.generated),
            u"check "_s + field.check,
            u"enum "_s + text(field.enumStorage) + text(field.enumKeys)
                    + (field.enumStorage == EnumStorage::Integer ? text(field.enumValues)
                                                                 : QString()), // JSON knows the values only then
            u"relation "_s + text(field.relation),
        };
        return parts.join(u" | "_s);
    }
};

} // namespace

QString describe(const ModelInfo &model)
{
    QStringList lines {
        u"class "_s + model.className,
        u"table "_s + model.nameSpace + u'.' + model.table,
        u"ordering "_s + Printer::text(model.ordering),
        u"indexes "_s + Printer::text(model.indexes),
        u"uniques "_s + Printer::text(model.uniques),
        u"checks "_s + Printer::text(model.checks),
        u"abstract "_s + Printer::text(model.abstract) + u" managed "_s + Printer::text(model.managed) + u" readOnly "_s
                + Printer::text(model.readOnly) + u" rows "_s + Printer::text(model.rows),
        u"softDelete "_s + Printer::text(model.softDelete) + u' ' + model.softDeleteField,
        u"version "_s + model.versionField + u" tenant "_s + model.tenantField,
        u"verbose "_s + model.verboseName + u" / "_s + model.verboseNamePlural + u" / "_s + model.comment,
    };
    for (const FieldInfo *key : model.primaryKey)
        lines.append(u"key "_s + key->property);
    for (const FieldInfo &field : model.fields)
        lines.append(Printer::text(field));
    for (const RelationInfo &relation : model.relations)
        lines.append(Printer::text(relation));
    return lines.join(u'\n');
}

QString describe(const schema::Table &table)
{
    QStringList lines { table.nameSpace + u'.' + table.name + u" comment "_s + table.comment,
        u"primary key "_s + table.primaryKey.name + Printer::text(table.primaryKey.columns) };
    for (const auto &column : table.columns)
        lines.append(Printer::text(column));
    for (const auto &unique : table.uniques)
        lines.append(u"unique "_s + Printer::text(unique));
    for (const auto &index : table.indexes)
        lines.append(u"index "_s + Printer::text(index));
    for (const auto &key : table.foreignKeys)
        lines.append(u"foreign key "_s + Printer::text(key));
    for (const auto &check : table.checks)
        lines.append(u"check "_s + Printer::text(check));
    return lines.join(u'\n');
}
