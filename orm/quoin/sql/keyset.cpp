// SPDX-License-Identifier: MIT
#include <quoin/expr/shape_p.h>
#include <quoin/sql/comparison_p.h>
#include <quoin/sql/expressions_p.h>
#include <quoin/sql/keyset.h>
#include <quoin/sql/selection_p.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace quoin::sql {

namespace {

using expr::NodeKind;
using expr::NodePtr;

Result<void> checkHasKey(const expr::Select &select)
{
    const auto refused = [&](const QString &why) {
        return Error(ErrorKind::InvalidQuery, why).setModel(select.model->className).setHint(u"page() counts rows instead."_s);
    };
    const auto isAny = [&](bool (*test)(const NodePtr &)) {
        return std::ranges::any_of(select.columns, test)
                || std::ranges::any_of(select.order, [&](const Order &term) { return test(term.node()); });
    };
    if (!select.parts.empty())
        return refused(u"Rows of selections that are put together have no key by which one of them can be found again."_s);
    if (!select.columns.empty() && select.distinct)
        return refused(u"Rows after distinct() have no key by which one of them can be found again."_s);
    if (!select.groups.empty() || select.having || isAny(expr::hasAggregate))
        return refused(u"Groups of rows have no key by which one of them can be found again."_s);
    if (!select.joins.empty())
        return refused(u"Rows of another query stand beside those of this one, so that its key finds several."_s);
    if (isAny(expr::hasWindow))
        return refused(u"Windows look at all rows of the query: they cannot be computed from some of them."_s);
    if (select.model->primaryKey.isEmpty())
        return Error(ErrorKind::Unsupported,
                u"%1 has no primary key by which a row could be found again."_s.arg(select.model->className))
                .setModel(select.model->className)
                .setHint(u"page() counts rows instead."_s);
    return {};
}

/// The rows that have this value: equal in the order's sense.
NodePtr sameAs(const KeysetTerm &term, const Value &value)
{
    const NodePtr &node = term.order.node();
    if (value.isNull())
        return expr::unary(NodeKind::IsNull, node);
    if (term.isCollated || term.asRange)
        return expr::between(node, expr::literal(value), expr::literal(value));
    return expr::binary(NodeKind::Equal, node, expr::literal(value));
}

/// The rows whose value stands behind this one; each alone is one range.
std::vector<NodePtr> behind(const KeysetTerm &term, const Value &value, bool before)
{
    const NodePtr &node = term.order.node();
    const bool descending = term.order.isDescending() != before;
    const bool nullsFirst = term.order.hasNullsFirst() != before;
    if (value.isNull())
        return nullsFirst ? std::vector { expr::unary(NodeKind::IsNotNull, node) } : std::vector<NodePtr>();
    std::vector ranges { expr::binary(descending ? NodeKind::Less : NodeKind::Greater, node, expr::literal(value)) };
    if (term.nullable && !nullsFirst)
        ranges.push_back(expr::unary(NodeKind::IsNull, node));
    return ranges;
}

/// Rows with equal values in some terms, and a range of values in the next.
struct Range
{
    NodePtr condition;
    qsizetype nullTerms; ///< So many first terms need no order, as the last of them is NULL in all rows.
};

/// Conditions that exclude each other, and together are all rows behind the values.
std::vector<Range> rangesBehind(const QList<KeysetTerm> &terms, const QList<Value> &values, bool before)
{
    std::vector<Range> ranges;
    NodePtr equal; // in the terms so far
    for (qsizetype i = 0; i < terms.size(); ++i) {
        for (const NodePtr &range : behind(terms.at(i), values.at(i), before))
            ranges.push_back({ expr::combine(NodeKind::And, equal, range), range->kind == NodeKind::IsNull ? i + 1 : 0 });
        equal = expr::combine(NodeKind::And, equal, sameAs(terms.at(i), values.at(i)));
    }
    return ranges;
}

/// (a, b) > (x, y), where all terms go in one direction and nothing in them can be NULL; else null.
NodePtr rowBehind(const QList<KeysetTerm> &terms, const QList<Value> &values, bool before)
{
    std::vector<NodePtr> columns;
    std::vector<NodePtr> literals;
    const bool descending = terms.first().order.isDescending();
    for (qsizetype i = 0; i < terms.size(); ++i) {
        const KeysetTerm &term = terms.at(i);
        if (!term.isInRowRange || term.nullable || values.at(i).isNull() || term.order.isDescending() != descending)
            return nullptr;
        columns.push_back(term.order.node());
        literals.push_back(expr::literal(values.at(i)));
    }
    const NodeKind kind = descending != before ? NodeKind::Less : NodeKind::Greater;
    if (columns.size() == 1)
        return expr::binary(kind, columns.front(), literals.front());
    return expr::binary(kind, expr::row(std::move(columns)), expr::row(std::move(literals)));
}

} // namespace

Result<QList<SelectedColumn>> selectedColumns(const expr::Select &select, const dialect::Dialect &dialect)
{
    SelectBody body(select, dialect, nullptr);
    if (auto found = body.collect(); !found)
        return found.error();
    for (const NodePtr &node : select.columns) {
        if (auto found = body.joins().collect(node); !found)
            return found.error();
    }
    dialect::SqlWriter none(dialect.syntax());
    const ExpressionWriter values(none, body.joins(), dialect);
    QList<SelectedColumn> columns;
    for (const NodePtr &node : select.columns) {
        const bool isColumn = node->kind == NodeKind::Column;
        columns << SelectedColumn { isColumn ? body.joins().column(node->path).field : nullptr, values.typeOf(node).type };
    }
    return columns;
}

Result<QList<KeysetTerm>> keysetTerms(const expr::Select &select, const dialect::Dialect &dialect)
{
    if (auto has = checkHasKey(select); !has)
        return has.error();
    expr::Select cut = select;
    cut.limit = 1; // such an order is total
    SelectBody body(cut, dialect, nullptr);
    if (auto found = body.collect(); !found)
        return found.error();
    const QList<Order> order = totalOrder(cut);
    if (auto sound = checkOrder(cut, order, body.joins()); !sound)
        return sound.error();
    dialect::SqlWriter none(dialect.syntax());
    const ExpressionWriter values(none, body.joins(), dialect);
    QList<KeysetTerm> terms;
    for (const Order &one : order) {
        const ValueType type = values.typeOf(one.node());
        KeysetTerm term { .order = one,
            .type = expr::columnTypeOf(type.type),
            .value = type.type,
            .nullable = type.nullable,
            .sensitive = type.sensitive };
        if (one.node()->kind == NodeKind::Column) {
            const ResolvedColumn &column = body.joins().column(one.node()->path);
            term.type = column.field->columnType;
            term.isCollated = !column.field->collation.isEmpty();
            term.asRange = !dialect.capabilities().rowRanges;
            term.isInRowRange = dialect.capabilities().rowRanges && !term.isCollated && !isTextEnum(*column.field)
                    && !one.node()->path.contains('.');
        }
        terms << term;
    }
    return terms;
}

expr::Select keysetSelect(
        const expr::Select &select, const QList<KeysetTerm> &terms, const QList<Value> &values, bool before, qint64 rows)
{
    expr::Select page = select;
    if (!select.distinctOn.empty()) { // which row is the first of its kind must not depend on where the page begins
        expr::Select source = select;
        source.columns.clear();
        source.properties.clear();
        page = { .model = select.model,
            .columns = select.columns,
            .properties = select.properties,
            .source = std::make_shared<const expr::Select>(std::move(source)) };
    }
    page.order.clear();
    std::vector<NodePtr> nodes;
    for (const KeysetTerm &term : terms) {
        page.order << term.order; // directed already
        nodes.push_back(term.order.node());
    }
    page.reversed = before;
    page.limit = rows;
    if (page.columns.empty())
        page.marks = nodes;
    else
        page.columns.insert(page.columns.end(), nodes.begin(), nodes.end());
    if (values.isEmpty())
        return page;
    page.offset = 0;
    const auto within = [&](const NodePtr &range) { return expr::combine(NodeKind::And, page.where, range); };
    if (const NodePtr row = rowBehind(terms, values, before)) {
        page.where = within(row);
        return page;
    }
    const std::vector<Range> ranges = rangesBehind(terms, values, before);
    if (ranges.size() == 1 || page.lock) { // rows that are locked come from the table itself
        NodePtr any;
        for (const Range &range : ranges)
            any = expr::combine(NodeKind::Or, any, range.condition);
        page.where = within(any);
        return page;
    }
    expr::Select together { .model = page.model, .columns = page.columns };
    for (const Range &range : ranges) {
        expr::Select part = page;
        part.where = within(range.condition);
        part.order = page.order.sliced(range.nullTerms); // MySQL would sort by them
        part.marks.clear();
        part.properties.clear();
        together.parts.push_back({ expr::SetOperation::UnionAll, std::make_shared<const expr::Select>(std::move(part)) });
    }
    if (!page.columns.empty()) {
        together.order = page.order;
        together.reversed = before;
        together.limit = rows;
        return together;
    }
    return { .model = page.model,
        .properties = page.properties,
        .order = page.order,
        .limit = rows,
        .reversed = before,
        .source = std::make_shared<const expr::Select>(std::move(together)),
        .marks = page.marks };
}

} // namespace quoin::sql
