// SPDX-License-Identifier: MIT
#include <quoin/query/relationloader_p.h>
#include <quoin/query/runningquery_p.h>

#include <QtCore/qset.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace quoin {

expr::SelectPtr QueryCore::subselect() const
{
    auto select = std::make_shared<expr::Select>(m_select);
    select->properties.clear(); // of rows that are only looked at, all are at hand
    select->error = m_error;
    return select;
}

void QueryCore::lock(expr::RowLock::Strength strength, expr::RowLock::Wait wait, const QList<FieldRef> &of)
{
    auto lock = std::make_shared<expr::RowLock>(expr::RowLock { strength, wait });
    for (const FieldRef &field : of) {
        const FieldInfo *own = m_select.model ? m_select.model->field(QString::fromUtf8(field.property())) : nullptr;
        lock->of.push_back(own && own->primaryKey && !own->relation ? QByteArray() : field.property());
    }
    m_select.lock = std::move(lock);
}

QueryCore::QueryCore(Database database, const ModelInfo &model) : m_database(std::move(database)) { m_select.model = &model; }

QueryCore::QueryCore(const Database &database, const Result<const ModelInfo *> &model)
{
    if (model) {
        m_database = database;
        m_select.model = *model;
    } else {
        keep(model.error());
    }
}

QueryCore::QueryCore(Error error) { keep(std::move(error)); }

QueryCore::QueryCore(const QueryCore &) = default;
QueryCore::QueryCore(QueryCore &&) noexcept = default;
QueryCore &QueryCore::operator=(const QueryCore &) = default;
QueryCore &QueryCore::operator=(QueryCore &&) noexcept = default;
QueryCore::~QueryCore() = default;

void QueryCore::keep(Error error)
{
    if (!m_error)
        m_error = std::make_shared<const Error>(std::move(error));
}

void QueryCore::filter(const expr::NodePtr &condition)
{
    m_select.where = expr::combine(expr::NodeKind::And, m_select.where, expr::together(condition));
}

void QueryCore::having(const expr::NodePtr &condition)
{
    m_select.having = expr::combine(expr::NodeKind::And, m_select.having, expr::together(condition));
}

void QueryCore::orderBy(std::initializer_list<Order> order) { m_select.order = order; }

void QueryCore::columns(std::initializer_list<expr::NodePtr> expressions) { m_select.columns = expressions; }

void QueryCore::groupBy(std::initializer_list<expr::NodePtr> expressions) { m_select.groups = expressions; }

namespace {

Error negative(qint64 rows)
{
    return Error(ErrorKind::InvalidQuery, u"limit() and offset() take no negative number: %1."_s.arg(rows));
}

} // namespace

void QueryCore::limit(qint64 rows)
{
    if (rows < 0)
        keep(negative(rows));
    m_select.limit = rows;
}

void QueryCore::offset(qint64 rows)
{
    if (rows < 0)
        keep(negative(rows));
    m_select.offset = rows;
}

void QueryCore::slice(qint64 from, qint64 to)
{
    if (m_error)
        return;
    if (from < 0 || to < from)
        return keep(Error(ErrorKind::InvalidQuery,
                u"slice() takes the number of a row from 0 and one that is not before it: not %1 and %2."_s.arg(from).arg(to)));
    const expr::RowRange range = expr::sliced({ m_select.offset, m_select.limit }, from, to);
    m_select.offset = range.offset;
    m_select.limit = range.limit;
}

Result<void> QueryCore::read(RowSink &sink, query::KeysetMarks *marks) const
{
    if (m_error)
        return *m_error;
    if (m_select.limit == 0)
        return {};
    if (m_loads && std::ranges::any_of(*m_loads, &Load::joined)) {
        if (!m_select.properties.isEmpty())
            return Error(ErrorKind::InvalidQuery, u"only() and defer() do not go with join()."_s)
                    .setModel(m_select.model->className)
                    .setHint(u"with() loads the relation, too, by a statement of its own."_s);
        return readJoined(sink);
    }
    auto running = RunningQuery::start(m_database, m_select, sql::Projection::Rows);
    if (!running)
        return running.error();
    static const Loads none;
    const Loads &loads = m_loads ? *m_loads : none;
    const LazyLoading lazyLoading = this->lazyLoading(m_database.lazyLoading());
    ResultPeers peers(*m_select.model, lazyLoading, loads);
    const ModelRows model(m_select, running->connection(), m_database);
    sink.expect(running->statement().lastRowCount());
    peers.expect(running->statement().lastRowCount());
    const auto rows = running->each([&](Cursor &cursor) -> Result<void> {
        auto row = model.read(cursor, sink.next(), peers);
        return row && marks ? marks->take(cursor, model.columnCount()) : row;
    });
    if (!rows)
        return rows.error();
    running->statement().setLastRowCount(*rows);
    if (loads.empty())
        return {};
    running->close();
    return loadRelations(
            m_database, *m_select.model, loads, sink.rows(), { .lazyLoading = lazyLoading, .concurrent = m_concurrent });
}

void QueryCore::load(std::span<const RelationStep> path, const QueryCore *query, bool joined)
{
    auto loads = std::make_shared<Loads>(m_loads ? *m_loads : Loads());
    addLoad(*loads, path, query, joined);
    m_loads = std::move(loads);
}

void QueryCore::joinNothing()
{
    if (m_loads)
        m_loads = std::make_shared<const Loads>(notJoined(*m_loads));
}

void QueryCore::checkNotCut(QStringView call)
{
    if (m_select.limit >= 0 || m_select.offset > 0)
        keep(Error(ErrorKind::InvalidQuery, u"%1 cannot come after limit() or offset()."_s.arg(call)));
}

void QueryCore::choose(const QList<FieldRef> &fields, bool others)
{
    if (m_error)
        return;
    QList<QByteArray> named;
    for (const FieldRef &field : fields)
        named << field.property();
    QList<QByteArray> chosen;
    for (const FieldInfo &field : m_select.model->fields) {
        const QByteArray property = field.property.toUtf8();
        const bool before = m_select.properties.isEmpty() || m_select.properties.contains(property);
        if (field.primaryKey || (others ? before && !named.contains(property) : named.contains(property)))
            chosen << property;
        named.removeAll(property);
    }
    if (!named.isEmpty())
        return keep(Error(ErrorKind::InvalidQuery,
                u"\"%1\" is not a column of %2."_s.arg(QString::fromUtf8(named.first()), m_select.model->className))
                        .setModel(m_select.model->className, QString::fromUtf8(named.first())));
    m_select.properties = std::move(chosen);
}

namespace {

const FieldInfo *bulkField(const ModelInfo &model, const QByteArray &property)
{
    if (!property.isEmpty())
        return model.field(QString::fromUtf8(property));
    return model.primaryKey.size() == 1 ? model.primaryKey.first() : nullptr;
}

} // namespace

Value QueryCore::bulkKey(const QByteArray &property, const void *object) const
{
    return bulkField(*m_select.model, property)->value(object);
}

Result<QList<QueryCore>> QueryCore::inBulk(const QByteArray &property, std::vector<Value> values) const
{
    if (m_error)
        return *m_error;
    const ModelInfo &model = *m_select.model;
    const auto refused = [&](const QString &why, const QString &hint) {
        return Error(ErrorKind::InvalidQuery, why).setModel(model.className, QString::fromUtf8(property)).setHint(hint);
    };
    if (m_select.limit >= 0 || m_select.offset > 0)
        return refused(u"inBulk() cannot come after limit() or offset()."_s, u"Give it fewer keys."_s);
    const FieldInfo *field = bulkField(model, property);
    if (!field)
        return refused(u"%1 has no primary key of one column for inBulk() to find rows by."_s.arg(model.className),
                u"Name a unique property: inBulk<&Model::property>(…)."_s);
    if (!field->unique && model.primaryKey != QList<const FieldInfo *> { field })
        return refused(u"\"%1\" of %2 is not unique: several rows would have one key."_s.arg(field->property, model.className),
                u"filter() by in() gives them all."_s);
    QByteArray path = field->property.toUtf8();
    if (!m_select.properties.isEmpty() && !m_select.properties.contains(path) && !field->primaryKey)
        return refused(u"inBulk() needs \"%1\", which only() or defer() leaves out."_s.arg(field->property), u"Read it, too."_s);

    constexpr size_t mostKeys = 100'000; // a list is one value to the servers, and these limit the size of one
    QSet<Value> seen;
    std::erase_if(values, [&](const Value &value) {
        const bool known = value.isNull() || seen.contains(value);
        seen.insert(value);
        return known;
    });
    QList<QueryCore> parts;
    for (size_t at = 0; at < values.size(); at += mostKeys) {
        const auto first = values.begin() + qptrdiff(at);
        std::vector<Value> some(first, first + qptrdiff(std::min(mostKeys, values.size() - at)));
        QueryCore part = *this;
        part.m_select.where = expr::combine(expr::NodeKind::And, m_select.where, expr::in(expr::column(path), std::move(some)));
        parts << std::move(part);
    }
    return parts;
}

Result<void> QueryCore::readColumns(ColumnSink &sink, query::KeysetMarks *marks) const
{
    if (m_error)
        return *m_error;
    if (m_select.limit == 0)
        return {};
    auto running = RunningQuery::start(m_database, m_select, sql::Projection::Rows);
    if (!running)
        return running.error();
    const auto rows = running->each([&](Cursor &cursor) {
        auto row = sink.row(cursor, running->columns());
        // The terms of the order are the last of the columns.
        return row && marks ? marks->take(cursor, int(running->columns().size() - marks->terms.size())) : row;
    });
    return rows ? Result<void>() : Result<void>(withModel(rows.error(), *m_select.model));
}

Result<int> QueryCore::readFirst(void *object, int most) const
{
    if (m_error)
        return *m_error;
    expr::Select cut = m_select;
    cut.limit = most;
    auto running = RunningQuery::start(m_database, cut, sql::Projection::Rows);
    if (!running)
        return running.error();
    const ModelRows model(m_select, running->connection(), m_database);
    const RowReader &reader = model.reader();
    ResultPeers *peers = running->statements().single(m_database.lazyLoading());
    bool first = true;
    return running
            ->each([&](Cursor &cursor) {
                if (!std::exchange(first, false))
                    return Result<void>();
                auto read = reader.read(cursor, object, peers);
                if (read)
                    peers->finish(object);
                return read;
            })
            .transform([](qsizetype rows) { return int(rows); });
}

Result<qint64> QueryCore::count() const
{
    if (m_error)
        return *m_error;
    auto running = RunningQuery::start(m_database, m_select, sql::Projection::Count);
    if (!running)
        return running.error();
    qint64 count = 0;
    return running
            ->each([&](Cursor &cursor) {
                (void)cursor.int64(0, count); // why not is the cursor's error
                return Result<void>();
            })
            .transform([&](qsizetype) { return count; });
}

Result<bool> QueryCore::exists() const
{
    if (m_error)
        return *m_error;
    if (m_select.limit == 0)
        return false;
    auto running = RunningQuery::start(m_database, m_select, sql::Projection::Exists);
    if (!running)
        return running.error();
    return running->each([](Cursor &) { return Result<void>(); }).transform([](qsizetype rows) { return rows > 0; });
}

Result<SqlText> QueryCore::toSql() const
{
    if (m_error)
        return *m_error;
    if (!m_database.isValid())
        return Error(ErrorKind::Configuration, u"The query's Database was never opened."_s);
    auto compiled = sql::compileSelect(m_select, sql::Projection::Rows, m_database.dialect());
    if (!compiled)
        return withModel(compiled.error(), *m_select.model);
    return shown(*compiled);
}

Error QueryCore::notOne(bool none) const
{
    const QString model = m_select.model ? m_select.model->className : QString();
    return none ? Error(ErrorKind::NotFound, u"No %1 matches the query."_s.arg(model)).setModel(model)
                : Error(ErrorKind::MultipleFound, u"More than one %1 matches the query."_s.arg(model))
                          .setModel(model)
                          .setHint(u"Filter by something unique, or ask for first()."_s);
}

} // namespace quoin
