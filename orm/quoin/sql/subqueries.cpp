// SPDX-License-Identifier: MIT
// Queries inside expressions and conditions, and aggregates of related rows, which are queries of their own, too.
#include <quoin/expr/function.h>
#include <quoin/sql/expressions_p.h>
#include <quoin/sql/selection_p.h>

using namespace Qt::StringLiterals;

namespace quoin::sql {

using dialect::SqlWriter;
using expr::Node;
using expr::NodeKind;
using expr::NodePtr;

namespace {

/// The one column that a sub-query is compared by.
Result<NodePtr> comparedColumn(const expr::Select &select, const FieldInfo *against)
{
    if (select.columns.size() == 1)
        return select.columns.front();
    if (!select.columns.empty())
        return Error(ErrorKind::InvalidQuery, u"in(): the sub-query gives %1 columns."_s.arg(select.columns.size()))
                .setHint(u"Select the one that is compared: values(…)."_s);
    const ModelInfo &model = *select.model;
    // Rows are compared by what the relation refers to.
    const bool refers = against && against->relation && against->relation->target == &model;
    const FieldInfo *key = refers          ? model.field(against->relation->targetField)
            : model.primaryKey.size() == 1 ? model.primaryKey.first()
                                           : nullptr;
    if (!key)
        return Error(ErrorKind::InvalidQuery, u"in(): rows of %1 have no key of one column."_s.arg(model.className))
                .setModel(model.className)
                .setHint(u"Select the column that is compared: values(…)."_s);
    return expr::column(key->property.toUtf8());
}

} // namespace

ValueType ExpressionWriter::typeOfRelated(const Node &call) const
{
    auto scope = relatedScope(m_joins, call);
    if (!scope)
        return {}; // the error comes when it is written
    Node inner = call;
    inner.toMany = false; // its operands are columns there
    inner.filter = {};
    SqlWriter none(m_out.syntax());
    ValueType type = ExpressionWriter(none, **scope, m_dialect).typeOf(std::make_shared<const Node>(std::move(inner)));
    (*scope)->giveBack();
    return type;
}

Result<void> ExpressionWriter::writeRelatedAggregate(const Node &call)
{
    auto scope = relatedScope(m_joins, call);
    if (!scope)
        return scope.error();
    Node inner = call;
    inner.filter = {};
    m_out.raw("(SELECT "_L1);
    ExpressionWriter values(m_out, **scope, m_dialect);
    values.setSensitive(m_sensitive);
    if (auto written = values.writeFunction(inner); !written)
        return written;
    m_out.raw(" FROM "_L1);
    (*scope)->write(m_out);
    m_out.raw(" WHERE "_L1);
    (*scope)->writeLink(m_out);
    if (call.filter) {
        const bool isOr = call.filter->kind == NodeKind::Or;
        m_out.raw(isOr ? " AND ("_L1 : " AND "_L1);
        if (auto written = ConditionWriter(m_out, **scope, m_dialect).write(call.filter); !written)
            return written;
        m_out.raw(isOr ? ")"_L1 : ""_L1);
    }
    m_out.raw(")"_L1);
    return {};
}

ValueType ExpressionWriter::typeOfQuery(const expr::Select &select) const
{
    const std::vector<NodePtr> &columns = select.columns;
    if (columns.size() != 1)
        return { .nullable = true };
    SelectBody inner(select, m_dialect, &m_joins);
    ValueType type;
    if (inner.prepared() && inner.joins().collect(columns.front())) {
        SqlWriter none(m_out.syntax());
        type = ExpressionWriter(none, inner.joins(), m_dialect).typeOf(columns.front());
    }
    inner.joins().giveBack();
    type.nullable = true; // there may be no row
    return type;
}

Result<void> ConditionWriter::writeInQuery(const Node &node)
{
    const NodePtr &operand = node.operands[0];
    const ResolvedColumn *column = operand->kind == NodeKind::Column ? &m_joins.column(operand->path) : nullptr;
    if (column) {
        if (auto comparable = columnOf(operand); !comparable)
            return comparable.error();
    }
    auto compared = comparedColumn(*node.query, column ? column->field : nullptr);
    if (!compared)
        return compared.error();
    expr::Select select = *node.query;
    select.columns = { *compared };
    const bool cut = isCut(select) && !m_dialect.capabilities().limitInSubqueries;
    if (cut && refersOut(select))
        return Error(ErrorKind::Unsupported,
                u"%1 cannot limit a sub-query of in() that refers to the query around it."_s.arg(
                        m_dialect.capabilities().product))
                .setModel(select.model->className)
                .setHint(u"Leave limit() out, or compare with a sub-query of one value."_s);

    ExpressionWriter values(m_out, m_joins, m_dialect);
    const ValueType left = values.typeOf(operand);
    const ValueType right = values.typeOf(expr::subquery(std::make_shared<const expr::Select>(select)));
    const bool isDecimal = left.isDecimal() || right.isDecimal();
    const schema::ColumnType as = isDecimal ? schema::ColumnType::decimal(Decimal::maxDigits, 0) : comparedAs(left);
    // Columns of one type are equal as they are; all else is brought to one form.
    const bool plain = column && left.column == right.column && !isDecimal;
    const auto around = [&](SqlWriter &out, const std::function<void(SqlWriter &)> &value) {
        if (plain)
            value(out);
        else
            out.syntax().comparable(out, as, value);
    };
    Result<void> written;
    around(m_out, [&](SqlWriter &) { written = values.write(operand); });
    if (!written)
        return written;
    m_out.raw(cut ? " IN (SELECT * FROM ("_L1 : " IN ("_L1);
    written = writeSelect(m_out, select, Projection::Rows, m_dialect,
            { .outer = cut ? nullptr : &m_joins, .ordered = false, .around = around });
    m_out.raw(cut ? ") AS limited)"_L1 : ")"_L1);
    return written;
}

} // namespace quoin::sql
