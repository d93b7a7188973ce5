// SPDX-License-Identifier: MIT
#include <quoin/query/paging.h>

#include <quoin/query/keysettext_p.h>
#include <quoin/query/runningquery_p.h>

#include <limits>

using namespace Qt::StringLiterals;

namespace quoin::query {

namespace {

constexpr qint64 most = std::numeric_limits<qint64>::max();

Error invalid(const QueryCore &query, const QString &why)
{
    return Error(ErrorKind::InvalidQuery, why).setModel(query.select().model->className);
}

/// The rows before the page; none where there are more of them than can be counted.
std::optional<qint64> rowsBefore(qint64 number, qint64 size)
{
    return number - 1 <= most / size ? std::optional((number - 1) * size) : std::nullopt;
}

Result<QList<sql::KeysetTerm>> termsOf(const QueryCore &query, const KeysetPosition &position)
{
    if (query.error())
        return *query.error();
    const expr::Select &select = query.select();
    if (select.limit >= 0 || select.offset > 0)
        return invalid(query, u"keysetPage() cannot come after limit() or offset()."_s);
    if (position.size < 1 || position.size == most)
        return invalid(query, u"A page has at least one row, not %1."_s.arg(position.size));
    if (!position.after.isEmpty() && !position.before.isEmpty())
        return invalid(query, u"A page is after a position or before one, not both."_s);
    auto connection = query.database().connection();
    if (!connection)
        return connection.error();
    auto terms = sql::keysetTerms(select, (*connection)->dialect());
    if (!terms)
        return terms;
    if (std::ranges::any_of(*terms, &sql::KeysetTerm::sensitive))
        return invalid(query, u"keysetPage(): the order is by something sensitive, which its positions would show."_s)
                .setHint(u"Order by something else, or use page()."_s);
    return terms;
}

template<class Read>
Result<KeysetRead> readPart(const QueryCore &query, const KeysetPosition &position, Read &&read)
{
    const auto terms = termsOf(query, position);
    if (!terms)
        return terms.error();
    const ModelInfo &model = *query.select().model;
    const bool before = !position.before.isEmpty();
    const QString &given = before ? position.before : position.after;
    QList<Value> values;
    if (!given.isEmpty()) {
        auto known = keysetValues(model, *terms, given);
        if (!known)
            return known.error();
        values = *std::move(known);
    }
    QueryCore part = query;
    part.joinNothing();
    part.select() = sql::keysetSelect(query.select(), *terms, values, before, position.size + 1);
    KeysetMarks marks { .terms = *terms };
    if (auto done = read(part, marks); !done)
        return done.error();
    const bool hasMore = marks.rows.size() > position.size;
    KeysetRead page { .rows = hasMore ? qsizetype(position.size) : marks.rows.size(), .turned = before };
    // Nearest to the position and farthest from it.
    const QString near = page.rows > 0 ? keysetText(model, *terms, marks.rows.first()) : given;
    const QString far = hasMore ? keysetText(model, *terms, marks.rows.at(page.rows - 1)) : QString();
    page.next = before ? near : far;
    page.previous = before ? far : given.isEmpty() ? QString() : near;
    return page;
}

} // namespace

Result<QueryCore> pageOf(const QueryCore &query, qint64 number, qint64 size)
{
    if (query.error())
        return *query.error();
    if (number < 1 || size < 1)
        return invalid(query, u"Pages count from 1 and have at least one row: page(%1, %2)."_s.arg(number).arg(size));
    QueryCore page = query;
    expr::Select &select = page.select();
    const auto before = rowsBefore(number, size);
    const qint64 left = select.limit < 0 ? most : select.limit - before.value_or(select.limit);
    if (!before || *before > most - select.offset || left <= 0) {
        select.limit = 0;
        return page;
    }
    select.offset += *before;
    select.limit = std::min(size, left);
    return page;
}

Result<qint64> totalOf(const QueryCore &query, qint64 number, qint64 size, qsizetype got)
{
    if (got < size && (got > 0 || number == 1))
        return (number - 1) * size + got;
    return query.count();
}

Result<KeysetRead> readKeyset(const QueryCore &query, const KeysetPosition &position, RowSink &sink)
{
    return readPart(query, position, [&](const QueryCore &part, KeysetMarks &marks) { return part.read(sink, &marks); });
}

Result<KeysetRead> readKeyset(const QueryCore &query, const KeysetPosition &position, ColumnSink &sink)
{
    return readPart(query, position, [&](const QueryCore &part, KeysetMarks &marks) { return part.readColumns(sink, &marks); });
}

} // namespace quoin::query
