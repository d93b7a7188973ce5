// SPDX-License-Identifier: MIT
#include <quoin/db/connection.h>
#include <quoin/meta/validation.h>
#include <quoin/query/bulk.h>
#include <quoin/query/modelstatements_p.h>
#include <quoin/query/readback_p.h>
#include <quoin/query/violation_p.h>
#include <quoin/query/writerules_p.h>
#include <quoin/sql/bulkstatements.h>
#include <quoin/sql/columnvalue.h>

#include <QtCore/qhash.h>

#include <algorithm>
#include <functional>

using namespace Qt::StringLiterals;

namespace quoin {

namespace {

using Fields = QList<const FieldInfo *>;

constexpr int mostKeys = 500;
/// Conditions of several columns are a tree, whose depth engines limit.
constexpr int mostCompositeKeys = 100;

/// Writes \a count rows of a list by one statement; gives how many were found.
using Write = std::function<Result<qint64>(qsizetype first, qsizetype count)>;

/// A batch that fails by the fault of one row is tried again row by row, to name it.
Result<qint64> writeBatch(Database &database, qsizetype first, qsizetype count, const Write &write)
{
    if (count == 1) {
        auto written = write(first, 1);
        return written ? written : Result<qint64>(written.error().setRow(first));
    }
    auto savepoint = database.begin();
    if (!savepoint)
        return savepoint.error();
    auto written = write(first, count);
    if (written) {
        auto kept = savepoint->commit();
        return kept ? written : Result<qint64>(kept.error());
    }
    if (!isOneRowsFault(written.error()))
        return written;
    if (auto undone = savepoint->rollback(); !undone)
        return undone.error();
    for (qsizetype row = first; row < first + count; ++row) {
        if (auto alone = write(row, 1); !alone)
            return alone.error().setRow(row);
    }
    return written;
}

/// So many rows of so many placeholders are one statement.
Result<qint64> writeAll(Database &database, qsizetype total, int wished, qsizetype placeholders, const Write &write)
{
    const int most = database.dialect().capabilities().maxBinds;
    const auto rows = std::clamp<qsizetype>(most / std::max<qsizetype>(placeholders, 1), 1, wished);
    auto transaction = database.begin();
    if (!transaction)
        return transaction.error();
    qint64 found = 0;
    for (qsizetype at = 0; at < total; at += rows) {
        auto written = writeBatch(database, at, std::min(rows, total - at), write);
        if (!written)
            return written;
        found += *written;
    }
    auto kept = transaction->commit();
    return kept ? Result<qint64>(found) : Result<qint64>(kept.error());
}

/// Two rows of one list with the same key: engines differ in which of them wins.
Result<void> checkDistinctKeys(const ModelInfo &model, const ObjectSpan &objects)
{
    QHash<QList<Value>, qsizetype> seen;
    for (qsizetype i = 0; i < objects.count; ++i) {
        const QList<Value> key = model.key(objects.at(i));
        if (const auto other = seen.constFind(key); other != seen.cend())
            return Error(ErrorKind::InvalidQuery,
                    u"Rows %1 and %2 of the list are the same %3."_s.arg(*other).arg(i).arg(model.className))
                    .setModel(model.className)
                    .setRow(i)
                    .setHint(u"Keep one of them."_s);
        seen.insert(key, i);
    }
    return {};
}

/// One call of bulkUpdate().
class BulkUpdate
{
public:
    BulkUpdate(Database &database, const ModelInfo &model, const ObjectSpan &objects)
        : m_database(database), m_model(model), m_objects(objects)
    { }

    Result<qint64> run(const QList<FieldRef> &given);

private:
    Result<void> findConnection();
    Result<void> chooseFields(const QList<FieldRef> &given);
    Result<void> checkRows(bool all);
    Result<qint64> write(qsizetype first, qsizetype count);
    Result<qint64> writeOne(qsizetype index);

    Database &m_database;
    const ModelInfo &m_model;
    const ObjectSpan &m_objects;
    Connection *m_connection = nullptr;
    ModelStatements *m_statements = nullptr;
    Fields m_fields;
    std::shared_ptr<Statement> m_statement; ///< Of the last number of rows …
    qsizetype m_statementRows = 0;          ///< … which is this.
    QList<int> m_values;
};

Result<qint64> BulkUpdate::run(const QList<FieldRef> &given)
{
    if (auto writable = checkWritable(m_model); !writable)
        return writable.error();
    if (auto found = findConnection(); !found)
        return found.error();
    if (auto chosen = chooseFields(given); !chosen)
        return chosen.error();
    if (auto checked = checkRows(given.isEmpty()); !checked)
        return checked.error();
    if (auto found = findConnection(); !found) // the models' own functions may have had a lost one replaced
        return found.error();
    if (m_objects.count == 0)
        return 0;

    const qsizetype key = m_model.primaryKey.size();
    const int wished = m_connection->dialect().capabilities().bulkUpdateRows;
    const qsizetype placeholders = m_fields.size() * (1 + key) + key; // as many as the longest spelling has
    auto found = writeAll(m_database, m_objects.count, wished, placeholders,
            [this](qsizetype first, qsizetype count) { return write(first, count); });
    m_statement.reset();
    if (!found || *found != m_objects.count || !m_objects.state)
        return found; // which of the rows was not found is not known: none is taken for stored
    for (qsizetype i = 0; i < m_objects.count; ++i)
        rememberUpdate(m_database, m_model, m_objects.at(i), m_objects.stateAt(i), m_fields, *m_connection);
    return found;
}

Result<void> BulkUpdate::findConnection()
{
    auto connection = m_database.connection();
    if (!connection)
        return connection.error();
    m_connection = *connection;
    m_statements = &ModelStatements::of(*m_connection, m_model);
    return {};
}

Result<void> BulkUpdate::chooseFields(const QList<FieldRef> &given)
{
    auto fields = resolveUpdatable(m_model, given);
    if (!fields)
        return fields.error();
    m_fields = fields->isEmpty() ? m_statements->updatable() : *std::move(fields);
    for (const FieldInfo &field : m_model.fields) {
        if (field.autoNow && !m_fields.contains(&field))
            m_fields << &field;
    }
    if (!m_fields.isEmpty())
        return {};
    return Error(ErrorKind::InvalidQuery, u"%1 has no column that can be updated."_s.arg(m_model.className))
            .setModel(m_model.className);
}

/// \a all: every column is written, not only those that were asked for.
Result<void> BulkUpdate::checkRows(bool all)
{
    std::optional<QDateTime> now;
    for (qsizetype i = 0; i < m_objects.count; ++i) {
        const RecordState *state = m_objects.stateAt(i);
        if (auto complete = all && state ? state->checkComplete(m_model, u"bulkUpdate()") : Result<void>(); !complete)
            return complete.error().setRow(i);
        auto valid = state && state->isStoredIn(m_database) ? checkChanges(m_model, m_objects.at(i), *state) : Result<void>();
        if (valid)
            valid = setAutomaticValues(m_model, m_objects.at(i), false, now);
        if (valid)
            valid = fullClean(m_model, m_objects.at(i), m_fields);
        if (!valid)
            return valid.error().setRow(i);
    }
    return checkDistinctKeys(m_model, m_objects);
}

Result<qint64> BulkUpdate::writeOne(qsizetype index)
{
    const ModelStatements::Update &update = m_statements->update(m_fields);
    auto statement = m_connection->prepare(update.sql);
    if (!statement)
        return withModel(statement.error(), m_model);
    if (auto bound = update.binder.bind(**statement, m_objects.at(index)); !bound)
        return bound.error();
    auto found = (*statement)->execute();
    return found ? found : Result<qint64>(withModel(found.error(), m_model));
}

Result<qint64> BulkUpdate::write(qsizetype first, qsizetype count)
{
    Result<qint64> found = 0;
    if (count == 1) {
        found = writeOne(first);
    } else {
        if (count != m_statementRows) {
            auto compiled = sql::compileBulkUpdate(m_model, m_fields, int(count), m_connection->dialect());
            if (!compiled)
                return withModel(compiled.error(), m_model);
            auto statement = m_connection->prepare(compiled->text);
            if (!statement)
                return withModel(statement.error(), m_model);
            m_statement = *std::move(statement);
            m_values = std::move(compiled->values);
            m_statementRows = count;
        }
        const Fields all = m_fields + m_model.primaryKey;
        std::vector<FieldCodec::Bind> binds;
        for (const FieldInfo *field : all)
            binds.push_back(codecFor(*field).bind);
        for (int i = 0; i < int(m_values.size()); ++i) {
            const auto column = m_values.at(i) % all.size();
            const auto row = m_values.at(i) / all.size();
            if (auto bound = binds[size_t(column)](*m_statement, i, *all.at(column), m_objects.at(first + row)); !bound)
                return bound.error();
        }
        found = m_statement->execute();
        if (!found)
            return withModel(found.error(), m_model);
    }
    if (!found || *found == 0 || m_statements->generated().isEmpty())
        return found;
    QList<void *> objects;
    for (qsizetype i = first; i < first + count; ++i)
        objects << m_objects.at(i);
    auto lost = readBack(*m_connection, m_model, objects, m_statements->generated(), m_model.primaryKey);
    return lost ? found : Result<qint64>(lost.error());
}

} // namespace

Result<qint64> BulkWriter::update(const ObjectSpan &objects, const QList<FieldRef> &fields)
{
    return BulkUpdate(m_database, m_model, objects).run(fields);
}

Result<qint64> BulkWriter::remove(const ObjectSpan &objects)
{
    if (auto writable = checkWritable(m_model); !writable)
        return writable.error();
    if (objects.count == 0)
        return 0;
    auto connection = m_database.connection();
    if (!connection)
        return connection.error();
    const qsizetype width = m_model.primaryKey.size();
    const auto write = [&](qsizetype first, qsizetype count) -> Result<qint64> {
        auto statement = (*connection)->prepare(sql::compileBulkDelete(m_model, int(count), (*connection)->dialect()));
        if (!statement)
            return withModel(statement.error(), m_model);
        int placeholder = 0;
        for (qsizetype i = first; i < first + count; ++i) {
            const QList<Value> key = keyOf(m_database, m_model, objects.at(i), objects.stateAt(i));
            for (qsizetype part = 0; part < width; ++part) {
                auto value = sql::columnValue(*m_model.primaryKey.at(part), key.at(part));
                if (!value)
                    return value.error();
                (*statement)->bind(placeholder++, *value);
            }
        }
        auto found = (*statement)->execute();
        return found ? found : Result<qint64>(withModel(found.error(), m_model));
    };
    auto found = writeAll(m_database, objects.count, width == 1 ? mostKeys : mostCompositeKeys, width, write);
    for (qsizetype i = 0; found && i < objects.count; ++i) {
        if (RecordState *state = objects.stateAt(i); state && state->isStoredIn(m_database))
            state->markRemoved(**connection);
    }
    return found;
}

} // namespace quoin
