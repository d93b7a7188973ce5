// SPDX-License-Identifier: MIT
#include <quoin/db/connection.h>
#include <quoin/query/modelstatements_p.h>
#include <quoin/query/query.h>
#include <quoin/query/runningquery_p.h>
#include <quoin/query/violation_p.h>
#include <quoin/query/writerules_p.h>
#include <quoin/sql/changes.h>

#include <QtCore/qscopeguard.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace quoin {

namespace {

/// Is that the answer for every row, whatever is in it? Conditions that a program makes of nothing are of this kind: no term at
/// all, or not one of an empty list.
bool isAlways(bool answer, const expr::NodePtr &node)
{
    using expr::NodeKind;
    const auto same = [&](const expr::NodePtr &operand) { return isAlways(answer, operand); };
    switch (node->kind) {
    case NodeKind::Literal: return node->value == Value(answer);
    case NodeKind::In: return !answer && node->values.empty() && node->references.empty();
    case NodeKind::Not: return isAlways(!answer, node->operands.front());
    case NodeKind::Together: return isAlways(answer, node->operands.front());
    case NodeKind::And: return answer ? std::ranges::all_of(node->operands, same) : std::ranges::any_of(node->operands, same);
    case NodeKind::Or: return answer ? std::ranges::any_of(node->operands, same) : std::ranges::all_of(node->operands, same);
    default: return false;
    }
}

} // namespace

/// Success, or why the rows of this query are not to be changed.
Result<void> QueryCore::checkChange() const
{
    if (m_error)
        return *m_error;
    const ModelInfo &model = *m_select.model;
    if (auto writable = checkWritable(model); !writable)
        return writable;
    if (auto connection = m_database.connection(); !connection)
        return connection.error();
    const bool isFiltered = m_select.where && !isAlways(true, m_select.where);
    if (isFiltered || m_select.limit >= 0 || m_allowAll)
        return {};
    return Error(ErrorKind::InvalidQuery, u"This would change every row of %1: the query has no filter."_s.arg(model.className))
            .setModel(model.className)
            .setHint(u"Add filter(), or allowAll() if every row is meant."_s);
}

Result<qint64> QueryCore::runChange(const Result<sql::Compiled> &compiled) const
{
    if (!compiled)
        return withModel(compiled.error(), *m_select.model);
    auto connection = m_database.connection();
    if (!connection)
        return connection.error();
    auto rows = (*connection)->execute(compiled->text, compiled->bindings);
    return rows ? rows : Result<qint64>(withModel(rows.error(), *m_select.model));
}

Result<void> QueryCore::readChanged(const Result<sql::Compiled> &compiled, RowSink &sink) const
{
    const ModelInfo &model = *m_select.model;
    if (!compiled)
        return withModel(compiled.error(), model);
    auto connection = m_database.connection();
    if (!connection)
        return connection.error();
    auto statement = (*connection)->prepare(compiled->text);
    if (!statement)
        return withModel(statement.error(), model);
    (*statement)->bindAll(compiled->bindings);
    auto cursor = (*statement)->query();
    if (!cursor)
        return withModel(cursor.error(), model);
    const auto closed = qScopeGuard([&] { (*statement)->close(); });
    const RowReader &reader = ModelStatements::of(**connection, model).reader();
    ResultPeers peers(model, lazyLoading(m_database.lazyLoading()), {});
    while ((*cursor)->next()) {
        const RowSink::Slot slot = sink.next();
        if (auto read = reader.read(**cursor, slot.object, &peers); !read)
            return read;
        peers.finish(slot.object);
        if (slot.state)
            slot.state->markRead(**connection, m_database, model.values(slot.object));
    }
    return (*cursor)->error() ? Result<void>(withModel(*(*cursor)->error(), model)) : Result<void>();
}

Result<QList<sql::NewValue>> QueryCore::newValues(const QList<Assignment> &assignments) const
{
    if (auto allowed = checkChange(); !allowed)
        return allowed.error();
    const ModelInfo &model = *m_select.model;
    QList<sql::NewValue> values;
    QList<const FieldInfo *> fields;
    for (const Assignment &assignment : assignments) {
        auto field = resolveUpdatable(model, { assignment.field() });
        if (!field)
            return field.error();
        if (fields.contains(field->first()))
            return Error(ErrorKind::InvalidQuery, u"\"%1\" is set twice."_s.arg(field->first()->property))
                    .setModel(model.className, field->first()->property);
        fields << field->first();
        values << sql::NewValue { field->first(), assignment.value() };
    }
    if (values.isEmpty())
        return Error(ErrorKind::InvalidQuery, u"update() without set(…) changes nothing."_s).setModel(model.className);
    return withTimes(std::move(values));
}

Result<qint64> QueryCore::updateFields(QList<sql::NewValue> values) const
{
    if (auto allowed = checkChange(); !allowed)
        return allowed.error();
    return runChange(sql::compileUpdate(m_select, withTimes(std::move(values)), m_database.dialect()));
}

QList<sql::NewValue> QueryCore::withTimes(QList<sql::NewValue> values) const
{
    const ModelInfo &model = *m_select.model;
    const auto isSet = [&](const FieldInfo &field) {
        return std::ranges::any_of(values, [&](const sql::NewValue &value) { return value.field == &field; });
    };
    const QDateTime now = QDateTime::currentDateTimeUtc();
    for (const FieldInfo &field : model.fields) {
        if (!field.autoNow || isSet(field))
            continue;
        const Value value = field.columnType.kind == schema::TypeKind::Date ? Value(now.date())
                : field.columnType.kind == schema::TypeKind::Time           ? Value(now.time())
                                                                            : Value(now);
        values << sql::NewValue { &field, expr::literal(value) };
    }
    return values;
}

Result<qint64> QueryCore::update(const QList<Assignment> &assignments) const
{
    auto values = newValues(assignments);
    if (!values)
        return values.error();
    if (m_select.limit == 0)
        return 0;
    return runChange(sql::compileUpdate(m_select, *values, m_database.dialect()));
}

Result<void> QueryCore::update(const QList<Assignment> &assignments, RowSink &changed) const
{
    auto values = newValues(assignments);
    if (!values)
        return values.error();
    if (m_select.limit == 0)
        return {};
    return readChanged(sql::compileUpdate(m_select, *values, m_database.dialect(), true), changed);
}

Result<SqlText> QueryCore::updateSql(const QList<Assignment> &assignments) const
{
    auto values = newValues(assignments);
    if (!values)
        return values.error();
    auto compiled = sql::compileUpdate(m_select, *values, m_database.dialect());
    return compiled ? Result<SqlText>(shown(*compiled)) : Result<SqlText>(withModel(compiled.error(), *m_select.model));
}

Result<SqlText> QueryCore::removeSql() const
{
    if (auto allowed = checkChange(); !allowed)
        return allowed.error();
    auto compiled = sql::compileDelete(m_select, m_database.dialect());
    return compiled ? Result<SqlText>(shown(*compiled)) : Result<SqlText>(withModel(compiled.error(), *m_select.model));
}

Result<qint64> QueryCore::remove() const
{
    if (auto allowed = checkChange(); !allowed)
        return allowed.error();
    if (m_select.limit == 0)
        return 0;
    return runChange(sql::compileDelete(m_select, m_database.dialect()));
}

Result<void> QueryCore::remove(RowSink &removed) const
{
    if (auto allowed = checkChange(); !allowed)
        return allowed;
    if (m_select.limit == 0)
        return {};
    return readChanged(sql::compileDelete(m_select, m_database.dialect(), true), removed);
}

} // namespace quoin
