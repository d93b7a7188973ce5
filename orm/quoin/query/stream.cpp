// SPDX-License-Identifier: MIT
#include <quoin/query/stream.h>

#include <quoin/core/log.h>
#include <quoin/db/openstream_p.h>
#include <quoin/query/relationloader_p.h>
#include <quoin/query/runningquery_p.h>

using namespace Qt::StringLiterals;

namespace quoin {

namespace {

/// Rows that are read at a time: enough for one statement that loads a relation of them, few enough to be nothing.
constexpr qsizetype rowsAtATime = 256;
/// Where whole results are in memory anyhow, a page of rows at a time.
constexpr qint64 rowsOfAPage = 1000;

Error withoutPages(const Error &why, const Connection &connection)
{
    Error error(ErrorKind::Unsupported,
            u"By QSqlQuery %1 gives a result only as a whole, and this one cannot be read in pieces: %2"_s.arg(
                    connection.dialect().capabilities().product, why.message()));
    error.setModel(why.model());
    return error.setHint(u"all() reads it into memory; the native way streams it."_s);
}

} // namespace

struct StreamCore::Data
{
    explicit Data(QueryCore core) : query(std::move(core)) { query.joinNothing(); }

    /// Runs the query, if it has not run; false when there is nothing to read.
    bool start();
    [[nodiscard]] bool startPages(Connection &connection);
    [[nodiscard]] bool check();
    qsizetype fail(Error why, qsizetype goodRows = 0);
    /// The statement has no more rows; those that were read are still to be given out.
    void finish();
    void end();

    qsizetype readRows(RowSink &sink);
    Result<void> loadWith(RowSink &sink);
    /// The next page, which read(const QueryCore &, KeysetMarks &) reads.
    template<class F>
    qsizetype readPage(F &&read);

    enum class State { New, Running, Finished, Ended };
    QueryCore query;
    State state = State::New;
    std::shared_ptr<OpenStream> open;
    QList<const FieldInfo *> columns;
    std::optional<ModelRows> model;
    std::optional<Error> error;
    mutable bool isErrorSeen = false;

    // page by page
    bool paged = false;
    QList<sql::KeysetTerm> terms;
    QList<Value> last; ///< Of the row that was read last.
    qint64 left = -1;  ///< Rows that limit() leaves; -1: all.
};

bool StreamCore::Data::start()
{
    if (state != State::New)
        return state != State::Ended && check();
    state = State::Ended;
    if (query.error()) {
        fail(*query.error());
        return false;
    }
    if (query.select().limit == 0)
        return false;
    auto connection = query.database().connection();
    if (!connection) {
        fail(connection.error());
        return false;
    }
    if (!(*connection)->readsRowByRow())
        return startPages(**connection);
    auto running = RunningQuery::start(query.database(), query.select(), sql::Projection::Rows);
    if (!running) {
        fail(running.error());
        return false;
    }
    columns = running->columns();
    if (query.select().columns.empty())
        model.emplace(query.select(), running->connection(), query.database());
    Cursor &cursor = running->cursor();
    open = OpenStream::open(running->connection(), running->takeStatement(), cursor);
    state = State::Running;
    return true;
}

bool StreamCore::Data::startPages(Connection &connection)
{
    auto found = sql::keysetTerms(query.select(), connection.dialect());
    if (!found) {
        const Error &why = found.error();
        const bool noKey = why.kind() == ErrorKind::InvalidQuery || why.kind() == ErrorKind::Unsupported;
        fail(noKey ? withoutPages(why, connection) : why);
        return false;
    }
    terms = *std::move(found);
    left = query.select().limit;
    paged = true;
    open = OpenStream::open(connection);
    state = State::Running;
    return true;
}

bool StreamCore::Data::check()
{
    if (!open)
        return false;
    if (auto readable = open->check(); !readable) {
        fail(readable.error());
        return false;
    }
    return true;
}

qsizetype StreamCore::Data::fail(Error why, qsizetype goodRows)
{
    if (!error)
        error = std::move(why);
    if (goodRows > 0)
        finish();
    else
        end();
    return goodRows;
}

void StreamCore::Data::finish()
{
    state = State::Finished;
    open->finish();
}

void StreamCore::Data::end()
{
    state = State::Ended;
    if (auto ended = std::exchange(open, nullptr))
        ended->release();
}

qsizetype StreamCore::Data::readRows(RowSink &sink)
{
    static const Loads none;
    const Loads &loads = query.loads() ? *query.loads() : none;
    ResultPeers peers(*query.select().model, query.lazyLoading(query.database().lazyLoading()), loads);
    Cursor &cursor = open->cursor();
    qsizetype rows = 0;
    for (; rows < rowsAtATime && cursor.next(); ++rows) {
        if (auto read = model->read(cursor, sink.next(), peers); !read)
            return fail(read.error(), rows);
    }
    if (cursor.error())
        return fail(withModel(*cursor.error(), *query.select().model), rows);
    if (rows < rowsAtATime)
        finish();
    if (rows == 0)
        end();
    return rows;
}

Result<void> StreamCore::Data::loadWith(RowSink &sink)
{
    if (!query.loads() || query.loads()->empty())
        return {};
    return loadRelations(query.database(), *query.select().model, *query.loads(), sink.rows(),
            { .lazyLoading = query.lazyLoading(query.database().lazyLoading()), .concurrent = query.isConcurrent() });
}

template<class F>
qsizetype StreamCore::Data::readPage(F &&read)
{
    const qint64 rows = left < 0 ? rowsOfAPage : std::min(left, rowsOfAPage);
    QueryCore page = query;
    page.select() = sql::keysetSelect(query.select(), terms, last, false, rows);
    query::KeysetMarks marks { .terms = terms };
    if (auto done = read(page, marks); !done)
        return fail(done.error(), query.loads() ? 0 : marks.rows.size()); // those before it are good
    const auto got = qsizetype(marks.rows.size());
    if (left > 0)
        left -= got;
    if (got > 0)
        last = std::move(marks.rows.last());
    if (got < rows || left == 0)
        finish();
    if (got == 0)
        end();
    return got;
}

StreamCore::StreamCore(QueryCore query) : d(std::make_unique<Data>(std::move(query))) { }
StreamCore::StreamCore(StreamCore &&other) noexcept = default;

StreamCore &StreamCore::operator=(StreamCore &&other) noexcept
{
    std::swap(d, other.d);
    return *this;
}

StreamCore::~StreamCore()
{
    if (!d)
        return;
    d->end();
    if (d->error && !d->isErrorSeen)
        qCWarning(logStatement).noquote() << "a stream ended with an error that nobody asked for:" << d->error->toString();
}

qsizetype StreamCore::read(RowSink &sink)
{
    if (!d->start())
        return 0;
    if (d->state == Data::State::Finished) {
        d->end();
        return 0;
    }
    if (d->paged)
        return d->readPage([&](const QueryCore &page, query::KeysetMarks &marks) { return page.read(sink, &marks); });
    const qsizetype rows = d->readRows(sink);
    if (rows == 0)
        return 0;
    if (auto loaded = d->loadWith(sink); !loaded)
        return d->fail(loaded.error());
    return rows;
}

qsizetype StreamCore::readColumns(ColumnSink &sink)
{
    if (!d->start())
        return 0;
    if (d->state == Data::State::Finished) {
        d->end();
        return 0;
    }
    if (d->paged)
        return d->readPage([&](const QueryCore &page, query::KeysetMarks &marks) { return page.readColumns(sink, &marks); });
    Cursor &cursor = d->open->cursor();
    qsizetype rows = 0;
    for (; rows < rowsAtATime && cursor.next(); ++rows) {
        if (auto read = sink.row(cursor, d->columns); !read)
            return d->fail(withModel(read.error(), *d->query.select().model), rows);
    }
    if (cursor.error())
        return d->fail(withModel(*cursor.error(), *d->query.select().model), rows);
    if (rows < rowsAtATime)
        d->finish();
    if (rows == 0)
        d->end();
    return rows;
}

bool StreamCore::isOpen() { return d->check(); }

const std::optional<Error> &StreamCore::error() const
{
    d->isErrorSeen = true;
    return d->error;
}

void StreamCore::close()
{
    if (d)
        d->end();
}

} // namespace quoin
