// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/query/selection.h>

#include <algorithm>

namespace quoin {

/// The rows of a query by the number of their page, made by page().
/// \code
/// auto page = db.query<Post>().orderBy(field<&Post::title>).page(3, 20);
/// if (page)
///     qInfo() << "page" << page->number << "of" << page->pages() << "with" << page->rows.size() << "of" << page->total;
/// \endcode
template<class Row>
struct Page
{
    QList<Row> rows;   ///< Empty behind the last page.
    qint64 number = 1; ///< From 1.
    qint64 size = 0;   ///< So many rows a page has, the last one perhaps less.
    qint64 total = 0;  ///< So many rows all pages have together.

    [[nodiscard]] qint64 pages() const { return size > 0 ? total / size + (total % size > 0) : 0; }
    [[nodiscard]] bool hasNext() const { return number < pages(); }
    [[nodiscard]] bool hasPrevious() const { return number > 1 && total > 0; }
};

/// Which page keysetPage() reads: without after and before the first one. Both together are an InvalidQuery error.
struct KeysetPosition
{
    qint64 size = 50;  ///< At most so many rows; from 1.
    QString after {};  ///< KeysetPage::next of the page before.
    QString before {}; ///< KeysetPage::previous of the page behind.
};

/// The rows of a query from where another page ended, made by keysetPage(). What the position texts hold is nobody's business
/// but Quoin's: letters, digits, "-" and "_", so that they can stand in a URL. They have the values that the query is ordered by,
/// as anybody can find out who looks: ordering by a sensitive property is refused. One that was changed, or that is of
/// a query of another model or order, is an InvalidQuery error; a position stays good while the order stays the same, whatever is
/// filtered.
/// \code
/// auto first = posts.keysetPage({ .size = 20 });
/// auto second = posts.keysetPage({ .size = 20, .after = first->next });
/// auto again = posts.keysetPage({ .size = 20, .before = second->previous });      // the first
/// \endcode
///
/// Unlike with page() nobody counts rows, so that any page costs what the first one costs, given an index of the columns of the
/// order. Any order will do: of several terms, in both directions, of related rows, with NULLs; the key decides in the end.
template<class Row>
struct KeysetPage
{
    QList<Row> rows;
    QString next;     ///< Empty: these are the last rows.
    QString previous; ///< Empty: these are the first rows.

    [[nodiscard]] bool hasNext() const { return !next.isEmpty(); }
    [[nodiscard]] bool hasPrevious() const { return !previous.isEmpty(); }
};

namespace query {

/// The query of one page's rows.
QUOIN_EXPORT Result<QueryCore> pageOf(const QueryCore &query, qint64 number, qint64 size);
/// How many rows there are, when a page has got so many: counted only where that does not tell.
QUOIN_EXPORT Result<qint64> totalOf(const QueryCore &query, qint64 number, qint64 size, qsizetype got);

/// What was read for a page, and what the page is of it.
struct KeysetRead
{
    QString next;
    QString previous;
    qsizetype rows = 0;  ///< Those behind them only say that there are more.
    bool turned = false; ///< They came the other way round.
};
QUOIN_EXPORT Result<KeysetRead> readKeyset(const QueryCore &query, const KeysetPosition &position, RowSink &sink);
QUOIN_EXPORT Result<KeysetRead> readKeyset(const QueryCore &query, const KeysetPosition &position, ColumnSink &sink);

template<class Row>
Result<KeysetPage<Row>> toPage(Result<KeysetRead> read, QList<Row> rows)
{
    if (!read)
        return read.error();
    rows.resize(std::min(rows.size(), read->rows));
    if (read->turned)
        std::reverse(rows.begin(), rows.end());
    return KeysetPage<Row> { std::move(rows), std::move(read->next), std::move(read->previous) };
}

template<class Row, class Q>
Result<Page<Row>> readPage(const QueryCore &query, qint64 number, qint64 size)
{
    auto part = pageOf(query, number, size);
    if (!part)
        return part.error();
    auto rows = Q(*std::move(part)).all();
    if (!rows)
        return rows.error();
    auto total = totalOf(query, number, size, rows->size());
    if (!total)
        return total.error();
    return Page<Row> { *std::move(rows), number, size, *total };
}

} // namespace query

template<class T>
Result<Page<T>> Query<T>::page(qint64 number, qint64 size) const
{
    return query::readPage<T, Query<T>>(m_core, number, size);
}

template<class T>
Result<KeysetPage<T>> Query<T>::keysetPage(const KeysetPosition &position) const
{
    List list;
    auto read = query::readKeyset(m_core, position, list);
    return query::toPage(std::move(read), list.taken());
}

template<class Row, class... T>
Result<Page<Row>> Selection<Row, T...>::page(qint64 number, qint64 size) const
{
    return query::readPage<Row, Selection<Row, T...>>(m_core, number, size);
}

template<class Row, class... T>
Result<KeysetPage<Row>> Selection<Row, T...>::keysetPage(const KeysetPosition &position) const
{
    query::ColumnList<Row, T...> list;
    auto read = query::readKeyset(m_core, position, list);
    return query::toPage(std::move(read), std::move(list.rows));
}

} // namespace quoin
