// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/query/selection.h>

#include <iterator>

namespace quoin {

/// The untyped core of Stream.
class QUOIN_EXPORT StreamCore
{
public:
    /// Nothing runs before the first rows are read.
    explicit StreamCore(QueryCore query);
    StreamCore(StreamCore &&other) noexcept;
    StreamCore &operator=(StreamCore &&other) noexcept;
    Q_DISABLE_COPY(StreamCore)
    ~StreamCore();

    /// Reads some rows more; gives how many of those in \a sink are good: 0 at the end, and on an error, which is kept.
    qsizetype read(RowSink &sink);
    qsizetype readColumns(ColumnSink &sink);
    /// Whether rows that were read may still be given out: not by another thread, nor when the transaction has ended in which
    /// they were read; then the error is kept.
    [[nodiscard]] bool isOpen();
    [[nodiscard]] const std::optional<Error> &error() const;
    void close();

private:
    struct Data;
    std::unique_ptr<Data> d;
};

namespace query {

/// Where the rows of a stream come from, some at a time.
template<class Row>
class StreamRows
{
public:
    virtual ~StreamRows() = default;
    /// Replaces the rows by the next ones; gives how many.
    virtual qsizetype next(StreamCore &core) = 0;
    virtual Row &at(qsizetype row) = 0;
};

template<class T>
class ModelRowsOf final : public StreamRows<T>, private RowSink
{
public:
    qsizetype next(StreamCore &core) override
    {
        m_rows.clear();
        return core.read(*this);
    }
    T &at(qsizetype row) override { return m_rows[size_t(row)]; }

private:
    void expect(qsizetype) override { }
    Slot next() override
    {
        T &row = m_rows.emplace_back();
        return { &row, recordStateOf(row) };
    }
    std::vector<void *> rows() override
    {
        std::vector<void *> pointers;
        pointers.reserve(m_rows.size());
        for (T &row : m_rows)
            pointers.push_back(&row);
        return pointers;
    }

    std::vector<T> m_rows;
};

template<class Row, class... T>
class ColumnRowsOf final : public StreamRows<Row>
{
public:
    qsizetype next(StreamCore &core) override
    {
        m_list.rows.clear();
        return core.readColumns(m_list);
    }
    Row &at(qsizetype row) override { return m_list.rows[row]; }

private:
    ColumnList<Row, T...> m_list;
};

} // namespace query

/// The rows of a query, one after the other, in the memory of a few hundred: made by stream() of a query or a selection. A range
/// to be gone through once; a second loop goes on with the row that the first one stopped at.
///
/// \code
/// auto posts = db.query<Post>().orderBy(field<&Post::id>).stream();
/// for (const Post &post : posts) {
///     if (!write(post))
///         break;                             // the statement ends with posts, or with posts.close()
/// }
/// if (posts.error())
///     return *posts.error();
/// \endcode
///
/// Without an error the loop has seen all rows. An error that nobody asked for is logged when the stream goes.
///
/// While it is open, the thread's connection can be used for anything else; on PostgreSQL and MySQL the rows that are left make
/// way for the other statement, into a temporary file when they are many. A stream that began in a transaction ends with it: what
/// is left is a Transaction error. It belongs to the thread that began it, as its connection does; a stream that another thread
/// destroys is ended by the next call of its own.
///
/// Relations of with<>() are loaded for some hundred rows at a time, and so are those of join<>(), without a JOIN.
template<class Row>
class Stream
{
public:
    class Iterator
    {
    public:
        using iterator_concept = std::input_iterator_tag;
        using value_type = Row;
        using difference_type = std::ptrdiff_t;

        Iterator() = default;
        explicit Iterator(Stream *stream) : m_stream(stream) { }
        /// The row, which may be changed and moved from; it is gone when the iterator moves on.
        Row &operator*() const { return m_stream->m_rows->at(m_stream->m_at); }
        Row *operator->() const { return &**this; }
        Iterator &operator++()
        {
            m_stream->advance();
            return *this;
        }
        void operator++(int) { m_stream->advance(); }
        friend bool operator==(const Iterator &iterator, std::default_sentinel_t) { return iterator.isAtEnd(); }

    private:
        [[nodiscard]] bool isAtEnd() const { return !m_stream || m_stream->m_at >= m_stream->m_count; }
        Stream *m_stream = nullptr;
    };

    Stream(StreamCore core, std::unique_ptr<query::StreamRows<Row>> rows) : m_core(std::move(core)), m_rows(std::move(rows)) { }

    /// Runs the query when it is called first; then it is where the rows are.
    [[nodiscard]] Iterator begin()
    {
        if (!std::exchange(m_begun, true))
            advance();
        return Iterator(this);
    }
    [[nodiscard]] std::default_sentinel_t end() const { return {}; }

    /// Why there are no more rows, if not because that was all.
    [[nodiscard]] const std::optional<Error> &error() const { return m_core.error(); }
    /// The same as a Result.
    [[nodiscard]] Result<void> result() const { return error() ? Result<void>(*error()) : Result<void>(); }
    /// Ends it before its last row: the server is free at once. So does the destructor.
    void close()
    {
        m_begun = true;
        m_count = 0;
        m_core.close();
    }

private:
    void advance()
    {
        if (++m_at < m_count) {
            if (!m_core.isOpen())
                m_count = 0;
            return;
        }
        m_at = 0;
        m_count = m_rows->next(m_core);
    }

    StreamCore m_core;
    std::unique_ptr<query::StreamRows<Row>> m_rows;
    qsizetype m_at = 0;
    qsizetype m_count = 0;
    bool m_begun = false;
};

template<class T>
Stream<T> Query<T>::stream() const
{
    return Stream<T>(StreamCore(m_core), std::make_unique<query::ModelRowsOf<T>>());
}

template<class Row, class... T>
Stream<Row> Selection<Row, T...>::stream() const
{
    return Stream<Row>(StreamCore(m_core), std::make_unique<query::ColumnRowsOf<Row, T...>>());
}

} // namespace quoin
