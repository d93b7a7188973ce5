// SPDX-License-Identifier: MIT
#include <quoin/dialect/ddltext_p.h>

#include <quoin/dialect/writer.h>
#include <quoin/schema/overloaded.h>

#include <QtCore/qcryptographichash.h>

#include <array>
#include <optional>

using namespace Qt::StringLiterals;
using namespace quoin::schema;

namespace quoin::dialect {

namespace {

struct ActionName
{
    ReferentialAction action;
    QLatin1StringView sql;
};

constexpr std::array actions {
    ActionName { ReferentialAction::NoAction, "NO ACTION"_L1 },
    ActionName { ReferentialAction::Restrict, "RESTRICT"_L1 },
    ActionName { ReferentialAction::Cascade, "CASCADE"_L1 },
    ActionName { ReferentialAction::SetNull, "SET NULL"_L1 },
    ActionName { ReferentialAction::SetDefault, "SET DEFAULT"_L1 },
};

QString literal(const Syntax &syntax, const Value &value)
{
    switch (value.type()) {
    case Value::Type::Int: return QString::number(*value.get<qint64>());
    case Value::Type::UInt: return QString::number(*value.get<quint64>());
    case Value::Type::Double: return QString::number(*value.get<double>(), 'g', QLocale::FloatingPointShortest);
    case Value::Type::Decimal: return value.decimal()->toString();
    case Value::Type::Text: return syntax.textLiteral(*value.get<QString>());
    case Value::Type::Date: return syntax.textLiteral(value.get<QDate>()->toString(Qt::ISODate));
    default: Q_UNREACHABLE();
    }
}

QString ruleSql(const Syntax &syntax, const ColumnRule &rule)
{
    SqlWriter column(syntax);
    const auto name = [&rule](SqlWriter &out) { out.identifier(rule.column); };
    // Where these are kept as text, they are compared as doubles: to about 15 digits, as validation is exact.
    const bool maybeText = rule.type.kind == schema::TypeKind::Decimal || rule.type.kind == schema::TypeKind::UInt64;
    maybeText ? syntax.asReal(column, name) : name(column);
    const QString sql = column.text();
    QStringList values;
    for (const Value &value : rule.values)
        values += literal(syntax, value);
    switch (rule.kind) {
    case ColumnRule::Kind::AtLeast: return sql + u" >= " + values.constFirst();
    case ColumnRule::Kind::AtMost: return sql + u" <= " + values.constFirst();
    case ColumnRule::Kind::OneOf: return sql + u" IN (" + values.join(u", "_s) + u')';
    }
    Q_UNREACHABLE();
}

Result<void> checkAll(const Syntax &syntax, const QStringList &names)
{
    for (const QString &name : names) {
        if (auto good = syntax.checkIdentifier(name); !good)
            return good;
    }
    return {};
}

/// Names that the engine gives where they are empty.
Result<void> checkOptional(const Syntax &syntax, const QString &name)
{
    return name.isEmpty() ? Result<void>() : syntax.checkIdentifier(name);
}

Result<void> checkTable(const Syntax &syntax, const Table &table)
{
    QStringList names { table.name };
    for (const Column &column : table.columns)
        names += column.name;
    for (const Unique &unique : table.uniques)
        names += uniqueName({ table.name, {} }, unique);
    for (const Index &index : table.indexes)
        names += indexName({ table.name, {} }, index);
    for (const ForeignKey &key : table.foreignKeys) {
        if (!key.name.isEmpty())
            names += key.name;
    }
    for (const Check &check : table.checks) {
        if (!check.name.isEmpty())
            names += check.name;
    }
    return checkAll(syntax, names);
}

} // namespace

QString qualified(const Syntax &syntax, const TableName &table)
{
    return table.nameSpace.isEmpty() ? syntax.quoted(table.name)
                                     : QString(syntax.quoted(table.nameSpace) + u'.' + syntax.quoted(table.name));
}

QString nameList(const Syntax &syntax, const QStringList &names)
{
    QStringList quoted;
    for (const QString &name : names)
        quoted += syntax.quoted(name);
    return quoted.join(u", "_s);
}

QString constraintName(const Syntax &syntax, const QString &name)
{
    return name.isEmpty() ? QString() : QString(u"CONSTRAINT "_s + syntax.quoted(name) + u' ');
}

QString uniqueClause(const Syntax &syntax, const Unique &unique)
{
    return constraintName(syntax, unique.name) + u"UNIQUE (" + nameList(syntax, unique.columns) + u')';
}

QString primaryKeyClause(const Syntax &syntax, const PrimaryKey &key)
{
    return constraintName(syntax, key.name) + u"PRIMARY KEY (" + nameList(syntax, key.columns) + u')';
}

QString checkSql(const Syntax &syntax, const Check &check)
{
    QStringList conditions;
    for (const ColumnRule &rule : check.rules)
        conditions += ruleSql(syntax, rule);
    if (!check.expression.isEmpty())
        conditions += conditions.isEmpty() ? check.expression : QString(u'(' + check.expression + u')');
    return conditions.join(u" AND "_s);
}

QString checkClause(const Syntax &syntax, const Check &check)
{
    return constraintName(syntax, check.name) + u"CHECK (" + checkSql(syntax, check) + u')';
}

QString foreignKeyClause(const Syntax &syntax, const ForeignKey &key)
{
    QString sql = constraintName(syntax, key.name) + u"FOREIGN KEY (" + nameList(syntax, key.columns) + u") REFERENCES "
            + qualified(syntax, { key.referencedTable, key.referencedNamespace }) + u" ("
            + nameList(syntax, key.referencedColumns) + u')';
    if (key.onDelete != ReferentialAction::NoAction)
        sql += u" ON DELETE " + actionSql(key.onDelete);
    if (key.onUpdate != ReferentialAction::NoAction)
        sql += u" ON UPDATE " + actionSql(key.onUpdate);
    return sql;
}

QString actionSql(ReferentialAction action)
{
    for (const ActionName &known : actions) {
        if (known.action == action)
            return known.sql;
    }
    return {};
}

ReferentialAction actionFromSql(QStringView words)
{
    for (const ActionName &known : actions) {
        if (words.compare(known.sql, Qt::CaseInsensitive) == 0)
            return known.action;
    }
    return ReferentialAction::NoAction;
}

QString indexName(const TableName &table, const Index &index)
{
    if (!index.name.isEmpty())
        return index.name;
    QStringList words { table.name };
    for (const IndexPart &part : index.parts)
        words += part.column.isEmpty() ? u"expression"_s : part.column;
    return words.join(u'_');
}

QString uniqueName(const TableName &table, const Unique &unique)
{
    return unique.name.isEmpty() ? QString(table.name + u'_' + unique.columns.join(u'_')) : unique.name;
}

QString typeCheckName(const QString &column, int maxBytes)
{
    QString name = column + u"_type_check";
    if (name.toUtf8().size() <= maxBytes)
        return name;
    const QByteArray hash = QCryptographicHash::hash(column.toUtf8(), QCryptographicHash::Sha1).toHex().left(12);
    return u"type_check_"_s + QString::fromLatin1(hash);
}

Result<void> checkNames(const Syntax &syntax, const Change &change)
{
    return std::visit(Overloaded {
                              [&](const CreateTable &c) { return checkTable(syntax, c.table); },
                              [&](const RenameTable &c) { return syntax.checkIdentifier(c.to.name); },
                              [&](const AddColumn &c) { return syntax.checkIdentifier(c.column.name); },
                              [&](const RenameColumn &c) { return syntax.checkIdentifier(c.to); },
                              [&](const CreateIndex &c) { return syntax.checkIdentifier(indexName(c.table, c.index)); },
                              [&](const RenameIndex &c) { return syntax.checkIdentifier(c.to); },
                              [&](const AddUnique &c) { return syntax.checkIdentifier(uniqueName(c.table, c.unique)); },
                              [&](const AddForeignKey &c) { return checkOptional(syntax, c.foreignKey.name); },
                              [&](const AddCheck &c) { return checkOptional(syntax, c.check.name); },
                              [&](const CreateView &c) { return syntax.checkIdentifier(c.view.name); },
                              [&](const CreateEnum &c) { return syntax.checkIdentifier(c.type.name); },
                              [](const auto &) { return Result<void>(); }, // brings no name
                      },
            change);
}

std::optional<TableName> tableOf(const Change &change)
{
    using Answer = std::optional<TableName>;
    return std::visit(Overloaded {
                              [](const CreateTable &c) -> Answer { return TableName { c.table.name, c.table.nameSpace }; },
                              [](const DropTable &c) -> Answer { return TableName { c.table.name, c.table.nameSpace }; },
                              [](const RenameTable &c) -> Answer { return c.from; },
                              [](const CreateView &) -> Answer { return {}; },
                              [](const DropView &) -> Answer { return {}; },
                              [](const CreateEnum &) -> Answer { return {}; },
                              [](const DropEnum &) -> Answer { return {}; },
                              [](const AlterEnum &) -> Answer { return {}; },
                              [](const auto &c) -> Answer { return c.table; },
                      },
            change);
}

} // namespace quoin::dialect
