// SPDX-License-Identifier: MIT
#include <quoin/sql/path_p.h>

using namespace Qt::StringLiterals;

namespace quoin::sql {

namespace {

Error unknownProperty(const ModelInfo &model, const QString &property)
{
    QStringList known;
    for (const FieldInfo &field : model.fields)
        known << field.property;
    Error error(ErrorKind::InvalidQuery, u"The model %1 has no property \"%2\"."_s.arg(model.className, property));
    error.setModel(model.className, property);
    error.setHint(u"It has: %1."_s.arg(known.join(u", "_s)));
    return error;
}

const FieldInfo *targetField(const RelationInfo &relation)
{
    if (!relation.targetField.isEmpty())
        return relation.target->field(relation.targetField);
    return relation.target->primaryKey.size() == 1 ? relation.target->primaryKey.first() : nullptr;
}

} // namespace

Result<void> Joins::collect(const expr::NodePtr &node)
{
    if (!node)
        return {};
    if (node->kind == expr::NodeKind::Column)
        return resolve(node->path);
    for (const expr::NodePtr &operand : node->operands) {
        if (auto done = collect(operand); !done)
            return done;
    }
    return collect(node->filter);
}

Result<void> Joins::resolve(const QByteArray &path)
{
    if (m_columns.contains(path))
        return {};
    const QList<QByteArray> steps = path.split('.');
    const ModelInfo *model = &m_model;
    QString alias;
    QByteArray prefix;
    bool nullable = false;
    for (qsizetype i = 0; i < steps.size(); ++i) {
        const QString property = QString::fromUtf8(steps.at(i));
        const FieldInfo *field = model->field(property);
        if (!field)
            return unknownProperty(*model, property);
        if (i == steps.size() - 1) {
            m_columns[path] = { field, alias, nullable || field->nullable };
            return {};
        }
        const FieldInfo *to = field->relation && field->relation->target ? targetField(*field->relation) : nullptr;
        if (!to) {
            Error error(ErrorKind::InvalidQuery, u"\"%1\" of %2 cannot be crossed in a path."_s.arg(property, model->className));
            error.setModel(model->className, property);
            error.setHint(u"Only a ForeignKey or OneToOne leads on to another model."_s);
            return error;
        }
        nullable = nullable || field->nullable;
        // The key of the other row is in this row: no join for it.
        if (i == steps.size() - 2 && QString::fromUtf8(steps.last()) == to->property) {
            m_columns[path] = { field, alias, nullable };
            return {};
        }
        prefix += (prefix.isEmpty() ? "" : ".") + steps.at(i);
        auto [at, isNew] = m_byPrefix.try_emplace(prefix, m_joins.size());
        if (isNew)
            m_joins.push_back({ u"t%1"_s.arg(m_joins.size() + 1), alias, field, to, field->relation->target, nullable });
        alias = m_joins.at(at->second).alias;
        model = field->relation->target;
    }
    return {};
}

void Joins::write(dialect::SqlWriter &out) const
{
    out.table(m_model.nameSpace, m_model.table);
    if (m_joins.empty())
        return;
    out.raw(" AS "_L1).identifier(u"t0");
    for (const Join &join : m_joins) {
        const auto on = [&](QStringView alias, const FieldInfo *field) {
            out.identifier(alias.isEmpty() ? QStringView(u"t0") : alias).raw("."_L1).identifier(field->column);
        };
        out.raw(join.nullable ? " LEFT JOIN "_L1 : " JOIN "_L1).table(join.model->nameSpace, join.model->table).raw(" AS "_L1);
        out.identifier(join.alias).raw(" ON "_L1);
        on(join.alias, join.to);
        out.raw(" = "_L1);
        on(join.parent, join.from);
    }
}

} // namespace quoin::sql
