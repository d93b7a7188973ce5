// SPDX-License-Identifier: MIT
#include <quoin/sql/conditions_p.h>
#include <quoin/sql/loading.h>
#include <quoin/sql/selection_p.h>

#include <QtCore/qnumeric.h>

using namespace Qt::StringLiterals;

namespace quoin::sql {

namespace {

using dialect::SqlWriter;

// Names that no column of a model has, so that they need no table's name in front.
constexpr QStringView keyAlias = u"quoin_key";
constexpr QStringView targetAlias = u"quoin_target";
constexpr QStringView rankAlias = u"quoin_rank";

class RelatedWriter
{
public:
    RelatedWriter(const RelatedSelect &related, const dialect::Dialect &dialect)
        : m_related(related), m_select(related.select), m_model(*related.select.model), m_dialect(dialect),
          m_body(m_select, dialect, nullptr), m_joins(m_body.joins()), m_out(dialect.syntax())
    { }

    Result<Compiled> write();

private:
    [[nodiscard]] bool isCut() const { return sql::isCut(m_select); }
    [[nodiscard]] QList<Order> order() const;
    Result<void> collect();
    void writeKeyColumn(SqlWriter &out) const;
    void writeColumns(bool named);
    Result<void> writeFrom();
    Result<void> writeKeys();
    Result<void> writeCut();
    [[nodiscard]] static QString alias(qsizetype column) { return u"_%1"_s.arg(column + 1); }

    const RelatedSelect &m_related;
    const expr::Select &m_select;
    const ModelInfo &m_model;
    const dialect::Dialect &m_dialect;
    SelectBody m_body;
    Joins &m_joins;
    SqlWriter m_out;
    QList<Order> m_order;
};

QList<Order> RelatedWriter::order() const
{
    if (!m_related.ordered && !isCut())
        return {};
    expr::Select total = m_select;
    total.limit = std::max<qint64>(total.limit, 0); // a cut one has a total order
    return totalOrder(total);
}

Result<void> RelatedWriter::collect()
{
    if (!m_select.parts.empty() || !m_select.distinctOn.empty() || (m_select.lock && isCut()))
        return Error(ErrorKind::InvalidQuery,
                u"Related rows are read by a query with filter, order and limit: not by one that was put together, with "
                u"distinctOn(), or with both a lock and a limit."_s)
                .setModel(m_model.className);
    if (auto found = m_body.collect(); !found)
        return found;
    return checkOrder(m_select, m_order, m_joins);
}

void RelatedWriter::writeKeyColumn(SqlWriter &out) const
{
    if (m_related.through)
        out.identifier(keyAlias);
    else
        writeColumn(out, { m_related.key, {}, m_related.key->nullable }, m_joins);
}

void RelatedWriter::writeColumns(bool named)
{
    const auto name = [&](qsizetype column) {
        if (named)
            m_out.raw(" AS "_L1).identifier(alias(column));
    };
    for (const FieldInfo &field : m_model.fields) {
        if (field.index > 0)
            m_out.raw(", "_L1);
        writeColumn(m_out, { &field, {}, field.nullable }, m_joins);
        name(field.index);
    }
    if (!m_related.through)
        return;
    m_out.raw(", "_L1).identifier(keyAlias);
    name(m_model.fields.size());
    m_out.raw(", "_L1).identifier(targetAlias);
    name(m_model.fields.size() + 1);
}

Result<void> RelatedWriter::writeFrom()
{
    if (auto written = m_body.writeFrom(m_out); !written)
        return written;
    if (const ThroughTable *through = m_related.through) {
        m_out.raw(" JOIN (SELECT "_L1).identifier(through->key.column).raw(" AS "_L1).identifier(keyAlias).raw(", "_L1);
        m_out.identifier(through->targetKey.column).raw(" AS "_L1).identifier(targetAlias).raw(" FROM "_L1);
        m_out.table(through->nameSpace, through->table).raw(" WHERE "_L1);
        if (auto written = writeKeys(); !written)
            return written;
        m_out.raw(") AS "_L1).identifier(u"through").raw(" ON "_L1).identifier(targetAlias).raw(" = "_L1);
        writeColumn(m_out, { through->to, {}, false }, m_joins);
        if (m_select.where)
            m_out.raw(" WHERE "_L1);
    } else {
        m_out.raw(" WHERE "_L1);
        if (auto written = writeKeys(); !written)
            return written;
        if (m_select.where)
            m_out.raw(" AND "_L1);
    }
    if (!m_select.where)
        return {};
    m_out.raw("("_L1);
    auto written = ConditionWriter(m_out, m_joins, m_dialect).write(m_select.where);
    m_out.raw(")"_L1);
    return written;
}

Result<void> RelatedWriter::writeKeys()
{
    const FieldInfo &key = m_related.through ? m_related.through->key : *m_related.key;
    const auto column = [&](SqlWriter &out) {
        if (m_related.through)
            out.identifier(key.column);
        else
            writeKeyColumn(out);
    };
    return writeKeyList(m_out, key, column, m_related.keys, m_dialect.capabilities());
}

/// So many rows of each key: those whose number among them is small enough.
Result<void> RelatedWriter::writeCut()
{
    const qsizetype columns = m_model.fields.size() + (m_related.through ? 2 : 0);
    m_out.raw("SELECT "_L1);
    for (qsizetype i = 0; i < columns; ++i)
        m_out.raw(i > 0 ? ", "_L1 : ""_L1).identifier(alias(i));
    m_out.raw(" FROM (SELECT "_L1);
    writeColumns(true);
    m_out.raw(", ROW_NUMBER() OVER (PARTITION BY "_L1);
    writeKeyColumn(m_out);
    if (auto written = writeOrder(m_out, m_order, m_joins, m_dialect); !written)
        return written;
    m_out.raw(") AS "_L1).identifier(rankAlias);
    if (auto written = writeFrom(); !written)
        return written;
    m_out.raw(") AS "_L1).identifier(u"ranked").raw(" WHERE "_L1).identifier(rankAlias).raw(" > "_L1).bind(m_select.offset);
    if (qint64 last = 0; m_select.limit >= 0 && !qAddOverflow(m_select.offset, m_select.limit, &last))
        m_out.raw(" AND "_L1).identifier(rankAlias).raw(" <= "_L1).bind(last);
    m_out.raw(" ORDER BY "_L1).identifier(rankAlias);
    return {};
}

Result<Compiled> RelatedWriter::write()
{
    m_order = order();
    auto done = collect();
    if (done && isCut()) {
        done = writeCut();
    } else if (done) {
        m_out.raw("SELECT "_L1);
        writeColumns(false);
        done = writeFrom();
        if (done)
            done = writeOrder(m_out, m_order, m_joins, m_dialect);
        m_body.writeTail(m_out);
    }
    if (!done)
        return done.error();
    const QList<bool> sensitive = m_out.sensitive();
    return Compiled { m_out.takeText(), m_out.takeBindings(), sensitive, {} };
}

} // namespace

Result<void> writeKeyList(SqlWriter &out, const FieldInfo &field, const std::function<void(SqlWriter &)> &column,
        const QList<Value> &keys, const dialect::Capabilities &can)
{
    // Above this, keys are one value where the engine can: then the statement is the same for any number of them.
    constexpr qsizetype few = 8;
    if (keys.size() > few && out.syntax().inLongList(out, field.columnType, column, keys, field.sensitive))
        return {};
    // A limit for the whole statement; what stands beside has few values.
    if (keys.size() > mostKeys(can))
        return Error(ErrorKind::Unsupported,
                u"%1 takes at most %2 keys of this type in one list; these are %3."_s.arg(can.product)
                        .arg(mostKeys(can))
                        .arg(keys.size()));
    column(out);
    out.raw(" IN ("_L1);
    for (qsizetype i = 0; i < keys.size(); ++i) {
        if (i > 0)
            out.raw(", "_L1);
        out.bind(keys.at(i), field.sensitive);
    }
    out.raw(")"_L1);
    return {};
}

ThroughTable throughTableOf(const ModelInfo &model, const RelationInfo &relation)
{
    ThroughTable through { .table = relation.throughTable };
    if (const ModelInfo *between = relation.throughModel) {
        through.nameSpace = between->nameSpace;
        through.key = *between->fieldByColumn(relation.throughColumn);
        through.targetKey = *between->fieldByColumn(relation.throughTargetColumn);
        through.from = model.field(through.key.relation->targetField);
        through.to = relation.target->field(through.targetKey.relation->targetField);
        return through;
    }
    through.nameSpace = (relation.ownsThroughTable ? model : *relation.target).nameSpace;
    through.from = model.primaryKey.constFirst();
    through.to = relation.target->primaryKey.constFirst();
    through.key = *through.from;
    through.key.column = relation.throughColumn;
    through.targetKey = *through.to;
    through.targetKey.column = relation.throughTargetColumn;
    return through;
}

Result<Compiled> compileRelated(const RelatedSelect &related, const dialect::Dialect &dialect)
{
    return RelatedWriter(related, dialect).write();
}

} // namespace quoin::sql
