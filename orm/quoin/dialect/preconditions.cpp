// SPDX-License-Identifier: MIT
#include <quoin/dialect/preconditions_p.h>

#include <quoin/dialect/ddltext_p.h>

using namespace Qt::StringLiterals;
using namespace quoin::schema;

namespace quoin::dialect {

void Preconditions::follow(const Change &change)
{
    if (const auto *c = std::get_if<CreateTable>(&change)) {
        m_tables[key({ c->table.name, c->table.nameSpace })] = std::nullopt;
    } else if (const auto *c = std::get_if<RenameTable>(&change)) {
        const auto before = m_tables.contains(key(c->from)) ? m_tables.take(key(c->from)) : std::optional(c->from);
        m_tables[key(c->to)] = before;
        const QString prefix = key(c->from) + u'\n';
        const QHash<QString, std::optional<QString>> columns = m_columns;
        for (auto it = columns.begin(); it != columns.end(); ++it) {
            if (it.key().startsWith(prefix)) {
                m_columns.remove(it.key());
                m_columns[key(c->to, it.key().sliced(prefix.size()))] = it.value();
            }
        }
    } else if (const auto *c = std::get_if<AddColumn>(&change)) {
        m_columns[key(c->table, c->column.name)] = std::nullopt;
    } else if (const auto *c = std::get_if<RenameColumn>(&change)) {
        const QString from = key(c->table, c->from);
        m_columns[key(c->table, c->to)] = m_columns.contains(from) ? m_columns.take(from) : std::optional(c->from);
    }
}

std::optional<QString> Preconditions::tableBefore(const TableName &table) const
{
    const auto known = m_tables.constFind(key(table));
    if (known == m_tables.cend())
        return qualified(m_syntax, table);
    return *known ? std::optional(qualified(m_syntax, **known)) : std::nullopt;
}

std::optional<QString> Preconditions::columnBefore(const TableName &table, const QString &column) const
{
    const auto known = m_columns.constFind(key(table, column));
    if (known == m_columns.cend())
        return m_syntax.quoted(column);
    return *known ? std::optional(m_syntax.quoted(**known)) : std::nullopt;
}

std::optional<QStringList> Preconditions::columnsBefore(const TableName &table, const QStringList &columns) const
{
    QStringList out;
    for (const QString &column : columns) {
        const auto before = columnBefore(table, column);
        if (!before)
            return {};
        out += *before;
    }
    return out;
}

void Preconditions::noRows(const TableName &table, const QString &message)
{
    if (const auto name = tableBefore(table))
        m_all += Precondition { u"SELECT count(*) FROM "_s + *name, message };
}

void Preconditions::noRowWhere(const TableName &table, const QString &column,
        const std::function<QString(const QString &)> &condition, const QString &message)
{
    const auto name = tableBefore(table);
    const auto before = columnBefore(table, column);
    if (name && before)
        m_all += Precondition { u"SELECT count(*) FROM "_s + *name + u" WHERE " + condition(*before), message };
}

void Preconditions::noNulls(const TableName &table, const QString &column)
{
    noRowWhere(
            table, column, [](const QString &name) { return QString(name + u" IS NULL"); },
            u"%1 rows of %2 have no value for %3, which is to be NOT NULL."_s.arg(u"%1"_s, table.name, column));
}

void Preconditions::noDuplicates(const TableName &table, const Index &index)
{
    const auto name = tableBefore(table);
    if (!name)
        return;
    QStringList parts;
    QStringList conditions;
    for (const IndexPart &part : index.parts) {
        const auto column = part.column.isEmpty() ? std::optional(QString(u'(' + part.expression + u')'))
                                                  : columnBefore(table, part.column);
        if (!column)
            return;
        parts += *column;
        conditions += *column + u" IS NOT NULL";
    }
    if (!index.condition.isEmpty())
        conditions += u'(' + index.condition + u')';
    const QString sql = u"SELECT count(*) FROM (SELECT 1 AS one FROM "_s + *name + u" WHERE " + conditions.join(u" AND "_s)
            + u" GROUP BY " + parts.join(u", "_s) + u" HAVING count(*) > 1) AS duplicates";
    m_all += Precondition { sql,
        u"%1 values of (%2) in %3 are stored more than once, but are to be unique."_s.arg(
                u"%1"_s, parts.join(u", "_s), table.name) };
}

void Preconditions::noOrphans(const TableName &table, const ForeignKey &key)
{
    const TableName referenced { key.referencedTable, key.referencedNamespace };
    const auto child = tableBefore(table);
    const auto columns = columnsBefore(table, key.columns);
    if (!child || !columns)
        return;
    const auto parent = tableBefore(referenced);
    const auto keys = columnsBefore(referenced, key.referencedColumns);
    QStringList present;
    QStringList matches;
    for (qsizetype i = 0; i < columns->size(); ++i) {
        present += u"c."_s + columns->at(i) + u" IS NOT NULL";
        if (keys)
            matches += u"p."_s + keys->at(i) + u" = c." + columns->at(i);
    }
    QString sql = u"SELECT count(*) FROM "_s + *child + u" c WHERE " + present.join(u" AND "_s);
    if (parent && keys)
        sql += u" AND NOT EXISTS (SELECT 1 FROM "_s + *parent + u" p WHERE " + matches.join(u" AND "_s) + u')';
    m_all += Precondition { sql,
        u"%1 rows of %2 refer by (%3) to rows of %4 that do not exist."_s.arg(
                u"%1"_s, table.name, key.columns.join(u", "_s), key.referencedTable) };
}

QString misfitCondition(const ColumnType &from, const ColumnType &to, const QString &column, const Syntax &syntax)
{
    if (to.kind == TypeKind::String && !widens(from, to) && (from.isText() || from.kind == TypeKind::Enum))
        return u"char_length("_s + column + u") > " + QString::number(to.length);
    if (to.kind == TypeKind::Binary && to.length > 0 && from.kind == TypeKind::Binary && !widens(from, to))
        return u"octet_length("_s + column + u") > " + QString::number(to.length);
    if (to.kind == TypeKind::Enum && (from.isText() || from.kind == TypeKind::Enum)) {
        QStringList values;
        for (const QString &value : to.values)
            values += syntax.textLiteral(value);
        return column + u" NOT IN (" + values.join(u", ") + u')';
    }
    const bool isFraction = from.kind == TypeKind::Decimal || from.kind == TypeKind::Double || from.kind == TypeKind::Float;
    if (isFraction && to.isInteger())
        return column + u" <> round(" + column + u')';
    if (from.kind == TypeKind::Decimal && to.kind == TypeKind::Decimal && to.scale < from.scale)
        return column + u" <> round(" + column + u", " + QString::number(to.scale) + u')';
    if (to.kind == TypeKind::Bool && from.isInteger())
        return column + u" NOT IN (0, 1)";
    return {};
}

} // namespace quoin::dialect
