// SPDX-License-Identifier: MIT
#include <quoin/db/connection.h>
#include <quoin/db/threadconnections_p.h>
#include <quoin/meta/validation.h>
#include <quoin/query/bulk.h>
#include <quoin/query/bulkcopy_p.h>
#include <quoin/query/modelstatements_p.h>
#include <quoin/query/readback_p.h>
#include <quoin/query/violation_p.h>
#include <quoin/query/writerules_p.h>
#include <quoin/sql/bulkstatements.h>

#include <QtCore/qset.h>

#include <algorithm>
#include <map>
#include <span>

using namespace Qt::StringLiterals;

namespace quoin {

namespace {

using Fields = QList<const FieldInfo *>;
using Action = sql::OnConflict::Action;

/// Rows between two savepoints: what is stored again, one by one, to find the one that was refused.
constexpr qsizetype rowsPerSavepoint = 500;

void addNew(Fields &fields, const Fields &others)
{
    for (const FieldInfo *field : others) {
        if (!fields.contains(field))
            fields << field;
    }
}

bool containsAll(const Fields &fields, const Fields &wanted)
{
    return std::ranges::all_of(wanted, [&](const FieldInfo *field) { return fields.contains(field); });
}

QString namesOf(const Fields &fields)
{
    QStringList names;
    for (const FieldInfo *field : fields)
        names << field->property;
    return names.join(u", "_s);
}

/// One call of bulkInsert().
class BulkInsert
{
public:
    BulkInsert(Database &database, const ModelInfo &model, const ObjectSpan &objects, const BulkInsertOptions &options)
        : m_database(database), m_model(model), m_objects(objects), m_options(options)
    { }

    Result<BulkInsertResult> run();

private:
    enum class Outcome : quint8 { Pending, Stored, Ignored, Failed };
    struct Row
    {
        qsizetype index;
        const ModelStatements::Insert *plan; ///< Chosen before anything is stored: later the object has a key.
        Action action;                       ///< What its statement says about conflicts.
        Outcome outcome = Outcome::Pending;
        bool keyIsMade = false; ///< By the database. The plan goes with the connection, which may be closed by progress().
    };
    using Rows = std::span<Row>;
    struct Batch
    {
        std::shared_ptr<Statement> statement;
        Fields returned; ///< Ignore: then come the columns by which the rows are recognised.
        RowReader reader;
    };

    Result<void> findConnection();
    Result<void> resolveOptions();
    Result<void> checkConflicts();
    Result<void> checkRows();
    Result<void> planRows();
    Result<void> checkDistinct();
    Result<void> store();
    Result<void> storeChunk(Rows rows);
    Result<void> storeOneByOne(Rows rows);
    Result<void> storeRows(Rows rows);
    Result<bool> copy(Rows rows);
    Result<void> storeBatch(Rows rows);
    Result<Batch *> prepared(const Row &row, int rows);
    Result<void> readAll(Cursor &cursor, const Batch &batch, Rows rows);
    Result<void> readStored(Cursor &cursor, const Batch &batch, Rows rows);
    Result<void> takeKeys(const Statement &statement, Rows rows);

    [[nodiscard]] void *object(const Row &row) const { return m_objects.at(row.index); }
    [[nodiscard]] qsizetype batchRows(const Row &row) const;
    [[nodiscard]] bool hasConnectionsKey(const Row &row) const;
    [[nodiscard]] Fields wanted(const Row &row) const;
    [[nodiscard]] Fields recognisedBy(const Row &row) const;
    [[nodiscard]] bool isIgnoredConflict(const Error &error) const;
    Result<void> refuse(Row &row, Error error);
    void forgetKeys(bool ofAll);

    Database &m_database;
    const ModelInfo &m_model;
    const ObjectSpan &m_objects;
    const BulkInsertOptions &m_options;
    Connection *m_connection = nullptr;
    std::shared_ptr<const bool> m_alive; ///< False once that is gone.
    const dialect::Capabilities *m_can = nullptr;
    QList<Fields> m_uniqueKeys;
    Fields m_conflictFields;
    Fields m_updateFields;
    bool m_ignoresByHand = false; ///< The engine has no INSERT that leaves rows out.
    std::vector<Row> m_rows;
    std::map<std::tuple<const ModelStatements::Insert *, Action, int>, Batch> m_batches;
    std::optional<BulkCopy> m_copy;
    std::optional<qint64> m_keyIncrement;
    QList<Error> m_failed;
};

Result<BulkInsertResult> BulkInsert::run()
{
    if (auto writable = checkWritable(m_model); !writable)
        return writable.error();
    if (auto found = findConnection(); !found)
        return found.error();
    if (auto resolved = resolveOptions(); !resolved)
        return resolved.error();
    if (auto valid = checkRows(); !valid)
        return valid.error();
    if (auto found = findConnection(); !found) // the models' own functions may have had a lost one replaced
        return found.error();
    if (auto planned = planRows(); !planned)
        return planned.error();

    if (auto stored = store(); !stored) {
        forgetKeys(true);
        return stored.error();
    }
    forgetKeys(false);
    BulkInsertResult result { .failed = std::move(m_failed) };
    std::ranges::sort(result.failed, {}, &Error::row);
    for (const Row &row : m_rows) {
        if (row.outcome == Outcome::Ignored)
            result.ignored << row.index;
        if (row.outcome != Outcome::Stored)
            continue;
        ++result.stored;
        const FieldInfo *key = m_model.autoIncrementField();
        if (RecordState *state = m_objects.stateAt(row.index))
            state->markInserted(
                    *m_connection, m_database, m_model.values(object(row)), row.keyIsMade ? key->value(object(row)) : Value());
    }
    return result;
}

Result<void> BulkInsert::findConnection()
{
    auto connection = m_database.connection();
    if (!connection)
        return connection.error();
    m_connection = *connection;
    m_alive = ThreadConnections::current().alive(m_connection);
    m_can = &m_connection->dialect().capabilities();
    return {};
}

Result<void> BulkInsert::resolveOptions()
{
    if (m_options.batchSize < 0)
        return Error(ErrorKind::InvalidQuery, u"batchSize takes no negative number: %1."_s.arg(m_options.batchSize))
                .setModel(m_model.className);
    auto conflictFields = resolveFields(m_model, m_options.conflictFields);
    if (!conflictFields)
        return conflictFields.error();
    auto updateFields = resolveUpdatable(m_model, m_options.updateFields);
    if (!updateFields)
        return updateFields.error();
    m_conflictFields = *std::move(conflictFields);
    m_updateFields = *std::move(updateFields);
    m_uniqueKeys = uniqueKeys(m_model);
    return checkConflicts();
}

Result<void> BulkInsert::checkConflicts()
{
    if (m_options.onConflict == Conflict::Fail)
        return {};
    if (m_options.onConflict == Conflict::Update && m_conflictFields.isEmpty())
        m_conflictFields = m_model.primaryKey;
    const auto isGiven
            = [&](const Fields &key) { return key.size() == m_conflictFields.size() && containsAll(key, m_conflictFields); };
    if (!m_conflictFields.isEmpty() && std::ranges::none_of(m_uniqueKeys, isGiven)) {
        return Error(ErrorKind::InvalidQuery,
                u"(%1) is not unique in %2: no row can conflict by it."_s.arg(namesOf(m_conflictFields), m_model.className))
                .setModel(m_model.className)
                .setHint(u"conflictFields are the primary key, a unique property, or all properties of a unique constraint."_s);
    }
    if (m_options.onConflict == Conflict::Ignore) {
        m_ignoresByHand = !m_can->ignoreConflicts || !m_can->insertReturning;
        return {};
    }
    if (!m_can->upsertUpdate)
        return Error(ErrorKind::Unsupported, u"This version of %1 cannot update on a conflict."_s.arg(m_can->product))
                .setModel(m_model.className);
    // Where the fields cannot be named, a conflict by any other unique value would change the wrong row.
    for (const Fields &key : std::as_const(m_uniqueKeys)) {
        const bool countsUp = key.size() == 1 && key.first()->generation == KeyGeneration::AutoIncrement;
        if (m_can->upsertTarget || isGiven(key) || countsUp)
            continue;
        return Error(ErrorKind::Unsupported,
                u"%1 cannot tell a conflict by (%2) from one by (%3), which is unique in %4, too."_s.arg(
                        m_can->product, namesOf(m_conflictFields), namesOf(key), m_model.className))
                .setModel(m_model.className)
                .setHint(u"Use updateOrCreate() for each row in a transaction."_s);
    }
    return {};
}

/// What Quoin makes itself, and every rule of the model, before anything is sent.
Result<void> BulkInsert::checkRows()
{
    m_rows.reserve(size_t(m_objects.count));
    std::optional<QDateTime> now;
    for (qsizetype i = 0; i < m_objects.count; ++i) {
        Row row { .index = i, .plan = nullptr, .action = Action::Fail };
        const RecordState *state = m_objects.stateAt(i);
        if (auto complete = state ? state->checkComplete(m_model, u"bulkInsert()") : Result<void>(); !complete)
            return complete.error().setRow(i);
        auto valid = state ? forgetUndoneKey(m_model, object(row), *state) : Result<void>();
        if (valid)
            valid = setAutomaticValues(m_model, object(row), true, now);
        if (valid)
            valid = fullClean(m_model, object(row));
        if (!valid) {
            if (auto refused = refuse(row, valid.error()); !refused)
                return refused;
        }
        m_rows.push_back(row);
    }
    return {};
}

Result<void> BulkInsert::planRows()
{
    ModelStatements &statements = ModelStatements::of(*m_connection, m_model);
    const FieldInfo *const madeKey = m_model.autoIncrementField();
    for (Row &row : m_rows) {
        row.plan = &statements.insert(object(row));
        row.keyIsMade = madeKey && row.plan->readBack.contains(madeKey);
        if (m_options.onConflict == Conflict::Ignore && !m_ignoresByHand && !recognisedBy(row).isEmpty())
            row.action = Action::Ignore;
        const bool complete = m_options.onConflict == Conflict::Update && containsAll(row.plan->bound, m_conflictFields)
                && std::ranges::none_of(
                        m_conflictFields, [&](const FieldInfo *field) { return field->value(object(row)).isNull(); });
        if (complete) // else it conflicts with nothing: NULL is unlike any value, and a new key is new
            row.action = Action::Update;
        // The engine that cannot name the fields takes a conflict by a given key for one by the conflict fields.
        const FieldInfo *key = m_model.autoIncrementField();
        if (complete && !m_can->upsertTarget && key && !m_conflictFields.contains(key) && row.plan->bound.contains(key)) {
            return Error(ErrorKind::Unsupported,
                    u"%1 cannot tell a conflict by (%2) from one by \"%3\", which this row has set."_s.arg(
                            m_can->product, namesOf(m_conflictFields), key->property))
                    .setModel(m_model.className)
                    .setRow(row.index)
                    .setHint(u"Leave the key to the database."_s);
        }
    }
    return checkDistinct();
}

/// Engines differ in what two rows of one list do that conflict with each other: the later one wins, or it is an error.
Result<void> BulkInsert::checkDistinct()
{
    if (m_options.onConflict != Conflict::Update)
        return {};
    QHash<QList<Value>, qsizetype> seen;
    for (Row &row : m_rows) {
        if (row.action != Action::Update || row.outcome == Outcome::Failed)
            continue;
        auto values = columnValues(m_conflictFields, object(row));
        if (!values)
            continue; // its statement says why
        const auto [other, isNew] = [&] {
            const auto found = seen.constFind(*values);
            return std::pair(found == seen.cend() ? row.index : *found, found == seen.cend());
        }();
        if (isNew) {
            seen.insert(*std::move(values), row.index);
            continue;
        }
        Error error(ErrorKind::InvalidQuery,
                u"Rows %1 and %2 of the list have the same (%3): they cannot both be stored."_s.arg(other).arg(row.index).arg(
                        namesOf(m_conflictFields)));
        error.setModel(m_model.className).setHint(u"Keep one of them."_s);
        if (auto refused = refuse(row, error); !refused)
            return refused;
    }
    return {};
}

Result<void> BulkInsert::refuse(Row &row, Error error)
{
    error.setRow(row.index);
    if (!m_options.continueOnError)
        return error;
    row.outcome = Outcome::Failed;
    m_failed << std::move(error);
    return {};
}

Result<void> BulkInsert::store()
{
    if (m_rows.empty())
        return {};
    auto transaction = m_database.begin();
    if (!transaction)
        return transaction.error();
    if (m_options.batchSize == 0 && m_options.onConflict == Conflict::Fail && !m_options.continueOnError)
        m_copy.emplace(*m_connection, m_model);
    const bool copies = m_copy && !m_options.progress && m_copy->takes(*m_rows.front().plan);
    const auto chunk = size_t(std::max<qsizetype>(copies ? BulkCopy::mostRows : rowsPerSavepoint, m_options.batchSize));
    for (size_t at = 0; at < m_rows.size(); at += chunk) {
        const Rows rows = Rows(m_rows).subspan(at, std::min(chunk, m_rows.size() - at));
        if (auto stored = storeChunk(rows); !stored)
            return stored;
        const auto done = qsizetype(at + rows.size());
        if (m_options.progress && !m_options.progress(done, m_objects.count))
            return Error(ErrorKind::Cancelled,
                    u"bulkInsert() was cancelled after %1 of %2 rows; none is stored."_s.arg(done).arg(m_objects.count))
                    .setModel(m_model.className);
        if (!*m_alive)
            return Error(
                    ErrorKind::Connection, u"The connection was closed while bulkInsert() ran; none of the rows is stored."_s)
                    .setModel(m_model.className);
    }
    m_batches.clear();
    return transaction->commit();
}

Result<void> BulkInsert::storeChunk(Rows rows)
{
    auto savepoint = m_database.begin();
    if (!savepoint)
        return savepoint.error();
    auto stored = storeRows(rows);
    if (stored)
        return savepoint->commit();
    if (!isOneRowsFault(stored.error()))
        return stored;
    if (auto undone = savepoint->rollback(); !undone)
        return undone;
    for (Row &row : rows) {
        if (row.outcome != Outcome::Failed)
            row.outcome = Outcome::Pending;
    }
    m_copy.reset(); // from here on by INSERT, which finds the row
    if (rows.size() <= size_t(rowsPerSavepoint))
        return storeOneByOne(rows);
    for (size_t at = 0; at < rows.size(); at += size_t(rowsPerSavepoint)) {
        if (auto done = storeChunk(rows.subspan(at, std::min(rows.size() - at, size_t(rowsPerSavepoint)))); !done)
            return done;
    }
    return {};
}

Result<void> BulkInsert::storeOneByOne(Rows rows)
{
    for (size_t i = 0; i < rows.size(); ++i) {
        Row &row = rows[i];
        if (row.outcome == Outcome::Failed)
            continue;
        auto savepoint = m_database.begin();
        if (!savepoint)
            return savepoint.error();
        auto stored = storeRows(rows.subspan(i, 1));
        auto ended = stored ? savepoint->commit() : savepoint->rollback();
        if (!ended)
            return ended;
        if (stored)
            continue;
        if (!isOneRowsFault(stored.error()))
            return stored;
        if (isIgnoredConflict(stored.error()))
            row.outcome = Outcome::Ignored;
        else if (auto refused = refuse(row, stored.error()); !refused)
            return refused;
    }
    return {};
}

bool BulkInsert::isIgnoredConflict(const Error &error) const
{
    if (!m_ignoresByHand || error.kind() != ErrorKind::UniqueViolation)
        return false;
    QSet<QString> columns;
    for (const FieldInfo *field : m_conflictFields)
        columns << field->column;
    const QStringList violated = error.columns();
    return columns.isEmpty() || columns == QSet<QString>(violated.cbegin(), violated.cend());
}

/// In statements of neighbours that leave the same columns to the database.
Result<void> BulkInsert::storeRows(Rows rows)
{
    for (size_t at = 0; at < rows.size();) {
        const Row &first = rows[at];
        const bool copies = m_copy && first.outcome != Outcome::Failed && m_copy->takes(*first.plan);
        const auto most = std::min(rows.size() - at, size_t(copies ? BulkCopy::mostRows : batchRows(first)));
        size_t count = 1;
        while (count < most && rows[at + count].plan == first.plan && rows[at + count].action == first.action
                && rows[at + count].outcome != Outcome::Failed)
            ++count;
        if (copies && count >= size_t(BulkCopy::leastRows)) {
            auto copied = copy(rows.subspan(at, count));
            if (!copied)
                return copied.error();
            at += *copied ? count : 0; // else once more, by INSERT
            continue;
        }
        count = std::min(count, size_t(batchRows(first)));
        if (first.outcome != Outcome::Failed) {
            if (auto stored = storeBatch(rows.subspan(at, count)); !stored)
                return stored;
        }
        at += first.outcome != Outcome::Failed ? count : 1;
    }
    return {};
}

qsizetype BulkInsert::batchRows(const Row &row) const
{
    const qsizetype columns = row.plan->bound.size();
    if (columns == 0)
        return 1; // no engine has a spelling for several rows of nothing
    const int wished = m_options.batchSize > 0 ? m_options.batchSize : m_can->bulkInsertRows;
    return std::clamp<qsizetype>(m_can->maxBinds / columns, 1, wished);
}

/// True when the key alone comes back, and the connection tells it without rows of RETURNING.
bool BulkInsert::hasConnectionsKey(const Row &row) const
{
    const Fields &missing = row.plan->readBack;
    const bool tells = m_can->lastInsertId && !(m_can->lastInsertIdIsFirst && m_can->insertReturning);
    return tells && row.action == Action::Fail && missing.size() == 1
            && missing.first()->generation == KeyGeneration::AutoIncrement;
}

/// What the object does not know of its row.
Fields BulkInsert::wanted(const Row &row) const
{
    Fields fields = row.plan->readBack;
    if (row.action != Action::Update)
        return fields;
    addNew(fields, m_model.primaryKey);
    const Fields updated = m_updateFields;
    for (const FieldInfo *field : row.plan->bound) {
        if (!m_conflictFields.contains(field) && !updated.contains(field) && (!updated.isEmpty() || field->autoNowAdd)
                && !fields.contains(field))
            fields << field;
    }
    return fields;
}

/// What tells apart the rows that were stored from those left out: all that is unique about them.
Fields BulkInsert::recognisedBy(const Row &row) const
{
    Fields fields;
    for (const Fields &key : m_uniqueKeys) {
        if (containsAll(row.plan->bound, key))
            addNew(fields, key);
    }
    return fields;
}

Result<BulkInsert::Batch *> BulkInsert::prepared(const Row &row, int rows)
{
    const auto [at, isNew] = m_batches.try_emplace({ row.plan, row.action, rows });
    Batch &batch = at->second;
    if (!isNew)
        return &batch;
    if (m_can->insertReturning && !hasConnectionsKey(row))
        batch.returned = wanted(row);
    batch.reader = RowReader(batch.returned);
    Fields returning = batch.returned;
    sql::OnConflict onConflict { .action = row.action };
    if (row.action == Action::Ignore)
        returning += recognisedBy(row);
    if (row.action != Action::Fail)
        onConflict.fields = m_conflictFields;
    if (row.action == Action::Update) {
        for (const FieldInfo *field : row.plan->bound) {
            const bool given = m_updateFields.isEmpty() ? !field->autoNowAdd : m_updateFields.contains(field) || field->autoNow;
            if (given && !field->primaryKey && !m_conflictFields.contains(field))
                onConflict.updated << field;
        }
    }
    auto statement = m_connection->prepare(
            sql::compileBulkInsert(m_model, row.plan->bound, rows, onConflict, returning, m_connection->dialect()));
    if (!statement) {
        m_batches.erase(at);
        return withModel(statement.error(), m_model);
    }
    batch.statement = *std::move(statement);
    return &batch;
}

/// False when the engine has no such way for these rows: nothing is stored.
Result<bool> BulkInsert::copy(Rows rows)
{
    QList<void *> objects;
    objects.reserve(qsizetype(rows.size()));
    for (const Row &row : rows)
        objects << object(row);
    auto copied = m_copy->store(*rows.front().plan, objects);
    if (!copied)
        return copied;
    if (!*copied) {
        m_copy.reset();
        return false;
    }
    for (Row &row : rows)
        row.outcome = Outcome::Stored;
    return true;
}

Result<void> BulkInsert::storeBatch(Rows rows)
{
    const Row &first = rows.front();
    auto found = prepared(first, int(rows.size()));
    if (!found)
        return found.error();
    const Batch &batch = **found;
    int placeholder = 0;
    for (const Row &row : rows) {
        if (auto bound = row.plan->binder.bind(*batch.statement, object(row), placeholder); !bound)
            return bound;
        placeholder += int(row.plan->bound.size());
    }
    if (batch.returned.isEmpty() && first.action != Action::Ignore) {
        auto stored = batch.statement->execute();
        if (!stored)
            return withModel(stored.error(), m_model);
        for (Row &row : rows)
            row.outcome = Outcome::Stored;
        return takeKeys(*batch.statement, rows);
    }
    auto cursor = batch.statement->query();
    if (!cursor)
        return withModel(cursor.error(), m_model);
    auto read = first.action == Action::Ignore ? readStored(**cursor, batch, rows) : readAll(**cursor, batch, rows);
    batch.statement->close();
    return read;
}

/// Each row came back. The engines give them in the order of VALUES, whatever standards leave open.
Result<void> BulkInsert::readAll(Cursor &cursor, const Batch &batch, Rows rows)
{
    for (Row &row : rows) {
        if (!cursor.next())
            return cursor.error() ? withModel(*cursor.error(), m_model)
                                  : Error(ErrorKind::Unknown, u"The database gave back fewer rows than it was sent."_s)
                                            .setModel(m_model.className);
        if (auto read = batch.reader.read(cursor, object(row)); !read)
            return read;
        row.outcome = Outcome::Stored;
    }
    return {};
}

/// Only the rows that were stored came back, in order: each is the next one with the same unique values.
Result<void> BulkInsert::readStored(Cursor &cursor, const Batch &batch, Rows rows)
{
    const Fields by = recognisedBy(rows.front());
    for (Row &row : rows)
        row.outcome = Outcome::Ignored;
    size_t at = 0;
    while (cursor.next()) {
        QList<Value> stored;
        for (qsizetype i = 0; i < by.size(); ++i)
            stored << cursor.value(int(batch.returned.size() + i), by.at(i)->columnType);
        for (;; ++at) {
            if (at == rows.size())
                return Error(ErrorKind::Unknown, u"The database gave back a row that it was not sent."_s)
                        .setModel(m_model.className)
                        .setHint(u"A trigger changes (%1) of new rows, by which they are recognised."_s.arg(namesOf(by)));
            auto sent = columnValues(by, object(rows[at]));
            if (!sent)
                return sent.error();
            if (*sent == stored)
                break;
        }
        if (auto read = batch.reader.read(cursor, object(rows[at])); !read)
            return read;
        rows[at++].outcome = Outcome::Stored;
    }
    return cursor.error() ? Result<void>(withModel(*cursor.error(), m_model)) : Result<void>();
}

/// No rows came back: the connection tells a key, the others follow it, and what is missing then is read.
Result<void> BulkInsert::takeKeys(const Statement &statement, Rows rows)
{
    Fields missing = wanted(rows.front());
    const bool updated = rows.front().action == Action::Update;
    const FieldInfo *key = m_model.autoIncrementField();
    if (key && missing.contains(key) && !updated) {
        qint64 number = statement.lastInsertId();
        if (!m_keyIncrement) {
            const QString sql = m_connection->dialect().syntax().keyIncrement();
            auto answer = sql.isEmpty() ? Result<QList<QList<Value>>>(QList<QList<Value>> {}) : m_database.rows(sql);
            if (!answer)
                return answer.error();
            m_keyIncrement = answer->isEmpty()              ? 1
                    : answer->first().first().get<qint64>() ? *answer->first().first().get<qint64>()
                                                            : 1;
        }
        if (!m_can->lastInsertIdIsFirst)
            number -= qint64(rows.size() - 1) * *m_keyIncrement;
        for (const Row &row : rows) {
            if (auto set = key->setValue(object(row), Value(number)); !set)
                return set;
            number += *m_keyIncrement;
        }
        missing.removeOne(key);
    }
    if (missing.isEmpty())
        return {};
    QList<void *> objects;
    for (const Row &row : rows)
        objects << object(row);
    const auto lost = readBack(*m_connection, m_model, objects, missing, updated ? m_conflictFields : m_model.primaryKey);
    if (!lost || *lost == 0)
        return lost ? Result<void>() : Result<void>(lost.error());
    return Error(ErrorKind::NotFound, u"%1 new rows of %2 cannot be found again."_s.arg(*lost).arg(m_model.className))
            .setModel(m_model.className)
            .setHint(u"A trigger changes the values by which they are found."_s);
}

/// A key that the database made for a row which is not stored after all would be taken for a given one the next time.
void BulkInsert::forgetKeys(bool ofAll)
{
    const FieldInfo *key = m_model.autoIncrementField();
    if (!key)
        return;
    const Value unset = key->optional ? Value() : Value(qint64(0));
    for (const Row &row : m_rows) {
        if ((ofAll || row.outcome != Outcome::Stored) && row.keyIsMade)
            (void)key->setValue(object(row), unset); // which held it before
    }
}

} // namespace

Result<BulkInsertResult> BulkWriter::insert(const ObjectSpan &objects, const BulkInsertOptions &options)
{
    return BulkInsert(m_database, m_model, objects, options).run();
}

} // namespace quoin
