// SPDX-License-Identifier: MIT
// Queries whose rows are put together: UNION, INTERSECT, EXCEPT.
#include <quoin/sql/comparison_p.h>
#include <quoin/sql/expressions_p.h>
#include <quoin/sql/selection_p.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace quoin::sql {

namespace {

using dialect::SqlWriter;
using expr::SetOperation;

QLatin1StringView wordOf(SetOperation operation)
{
    switch (operation) {
    case SetOperation::Union: return " UNION "_L1;
    case SetOperation::UnionAll: return " UNION ALL "_L1;
    case SetOperation::Intersect: return " INTERSECT "_L1;
    case SetOperation::IntersectAll: return " INTERSECT ALL "_L1;
    case SetOperation::Except: return " EXCEPT "_L1;
    case SetOperation::ExceptAll: return " EXCEPT ALL "_L1;
    }
    Q_UNREACHABLE();
}

QString columnAlias(size_t column) { return u"_%1"_s.arg(column + 1); }

/// Values of two enumerations that are stored as words are read by the first one's.
Result<void> checkAlike(const QList<const FieldInfo *> &first, const QList<const FieldInfo *> &other)
{
    for (qsizetype i = 0; i < first.size() && i < other.size(); ++i) {
        const FieldInfo *a = first.at(i);
        const FieldInfo *b = other.at(i);
        const bool words = (a && isTextEnum(*a)) || (b && isTextEnum(*b));
        if (words && (!a || !b || a->columnType != b->columnType))
            return Error(ErrorKind::InvalidQuery,
                    u"Column %1 of the queries that are put together is an enumeration in one and something else in the other."_s
                            .arg(i + 1));
    }
    return {};
}

/// The queries one after the other, each closed so that engines with and without parentheses read the same.
Result<void> writeRows(SqlWriter &out, const expr::Select &select, const dialect::Dialect &dialect, const Standing &standing)
{
    QList<const FieldInfo *> fields;
    for (size_t i = 0; i < select.parts.size(); ++i) {
        const expr::SetPart &part = select.parts[i];
        const bool isAll = part.operation == SetOperation::IntersectAll || part.operation == SetOperation::ExceptAll;
        if (i > 0 && isAll && !dialect.capabilities().setAll)
            return Error(ErrorKind::Unsupported,
                    u"%1 has no%2."_s.arg(dialect.capabilities().product, wordOf(part.operation)).trimmed())
                    .setHint(u"Without ALL equal rows count as one."_s);
        if (part.select->lock)
            return lockedInside(*select.model);
        if (i > 0)
            out.raw(wordOf(part.operation));
        const bool closed = isCut(*part.select) || !part.select->parts.empty();
        if (closed)
            out.raw("SELECT * FROM ("_L1);
        QList<const FieldInfo *> own;
        const Standing inside {
            .outer = standing.outer, .ordered = false, .columns = standing.columns, .around = standing.around, .fields = &own
        };
        if (auto written = writeSelect(out, *part.select, Projection::Rows, dialect, inside); !written)
            return written;
        if (closed)
            out.raw(") AS "_L1).identifier(u"part%1"_s.arg(i + 1));
        if (i == 0)
            fields = own;
        else if (auto alike = checkAlike(fields, own); !alike)
            return alike;
    }
    if (standing.fields)
        *standing.fields = fields;
    return {};
}

/// A term of the order is one of the columns that the queries give.
Result<void> writeOrder(SqlWriter &out, const expr::Select &select, const QList<Order> &order, const dialect::Dialect &dialect,
        const Joins *outer)
{
    const expr::Select *first = &select;
    while (!first->parts.empty())
        first = first->parts.front().select.get();
    SelectBody body(*first, dialect, outer);
    if (!body.prepared())
        return body.prepared();
    Joins &joins = body.joins();
    for (const expr::NodePtr &column : first->columns) {
        if (auto found = joins.collect(column); !found)
            return found;
    }
    SqlWriter none(out.syntax());
    const ExpressionWriter values(none, joins, dialect);
    for (qsizetype i = 0; i < order.size(); ++i) {
        const Order &term = order.at(i);
        const auto found = std::ranges::find_if(
                first->columns, [&](const expr::NodePtr &column) { return expr::sameNode(column, term.node()); });
        if (found == first->columns.end())
            return Error(
                    ErrorKind::InvalidQuery, u"orderBy() of queries that are put together takes what the first one selects."_s)
                    .setHint(u"Select what the order is by, too."_s);
        out.raw(i == 0 ? " ORDER BY "_L1 : ", "_L1);
        const ValueType type = values.typeOf(*found);
        const FieldInfo *field = (*found)->kind == expr::NodeKind::Column ? joins.column((*found)->path).field : nullptr;
        if (field) {
            if (auto sound = checkOrdered(*field); !sound)
                return sound;
        }
        const auto plain = [&](SqlWriter &to) { to.identifier(columnAlias(size_t(found - first->columns.begin()))); };
        const auto comparable = [&](SqlWriter &to) {
            if (field)
                writeOrdered(to, *field, type.column, plain);
            else
                to.syntax().comparable(to, comparedAs(type), plain);
        };
        // What the first query gives without NULLs another one may give with them.
        out.syntax().orderTerm(out, comparable, term.isDescending(), term.hasNullsFirst(), true);
    }
    joins.giveBack();
    return {};
}

} // namespace

Result<void> writeParts(SqlWriter &out, const expr::Select &select, const dialect::Dialect &dialect, const Standing &standing)
{
    if (select.where || select.having || !select.groups.empty() || select.distinct)
        return Error(ErrorKind::InvalidQuery,
                u"A selection that was put together of several takes orderBy(), limit() and offset(), and nothing else."_s)
                .setModel(select.model->className)
                .setHint(u"Group and filter the selections before."_s);
    QList<Order> order = select.order;
    if (!standing.ordered && !isCut(select))
        order.clear();
    else if (isCut(select)) {
        // Pages neither lose nor repeat rows: what tells them apart decides in the end.
        for (const expr::NodePtr &column : select.columns) {
            const bool given = std::ranges::any_of(order, [&](const Order &term) { return expr::sameNode(term.node(), column); });
            if (!given)
                order << Order(column, false);
        }
    }
    if (order.isEmpty() && !isCut(select))
        return writeRows(out, select, dialect, standing);
    out.raw("SELECT "_L1);
    for (size_t i = 0; i < select.columns.size(); ++i)
        out.raw(i == 0 ? ""_L1 : ", "_L1).identifier(columnAlias(i));
    out.raw(" FROM ("_L1);
    if (auto written = writeRows(out, select, dialect, standing); !written)
        return written;
    out.raw(") AS together"_L1);
    if (auto written = writeOrder(out, select, directed(select, order), dialect, standing.outer); !written)
        return written;
    if (isCut(select))
        dialect.syntax().limitOffset(out, select.limit, select.offset);
    return {};
}

} // namespace quoin::sql
