// SPDX-License-Identifier: MIT
// Functions over windows.
#include <quoin/expr/function.h>
#include <quoin/sql/expressions_p.h>

#include <utility>

using namespace Qt::StringLiterals;

namespace quoin::sql {

using expr::Node;
using expr::NodePtr;
using Unit = expr::WindowFrame::Unit;

namespace {

QString boundText(std::optional<qint64> offset, QLatin1StringView none)
{
    if (!offset)
        return none;
    if (*offset == 0)
        return u"CURRENT ROW"_s;
    return *offset < 0 ? QString(QString::number(-*offset) % " PRECEDING"_L1)
                       : QString(QString::number(*offset) % " FOLLOWING"_L1);
}

bool isFar(std::optional<qint64> offset) { return offset && *offset != 0; }

} // namespace

Result<void> ExpressionWriter::writeWindow(const Node &node)
{
    const auto &can = m_dialect.capabilities();
    const Node &call = *node.operands.front();
    if (!can.windows)
        return unsupported(u"windows"_s, "Its version has no window functions.");
    if (call.distinct)
        return Error(ErrorKind::InvalidQuery, u"An aggregate over a window cannot count equal values once."_s)
                .setHint(u"No engine has DISTINCT there: aggregate in a sub-query."_s);
    if (auto sound = checkFrame(node); !sound)
        return sound;
    if (call.function->level == Level::Aggregate && typeOf(node.operands.front()).isDecimal() && !can.exactDecimals)
        return unsupported(u"an aggregate of exact decimals over a window"_s,
                "It keeps them as text. Use cast<double>() where rounding does no harm.");
    const Node *outer = std::exchange(m_window, &node);
    const bool insideSum = std::exchange(m_insideSum, false);
    auto written = writeCall(call);
    m_insideSum = insideSum;
    m_window = outer;
    return written;
}

Result<void> ExpressionWriter::checkFrame(const Node &node) const
{
    const expr::WindowFrame &frame = *node.window;
    const auto wrong = [](const QString &why) { return Error(ErrorKind::InvalidQuery, u"The window's frame: "_s + why); };
    if (frame.unit == Unit::Default)
        return {};
    constexpr qint64 most = 1'000'000'000;
    for (const auto &offset : { frame.from, frame.to }) {
        if (offset && (*offset < -most || *offset > most))
            return wrong(u"%1 is too far from the row."_s.arg(*offset));
    }
    if (frame.from && frame.to && *frame.from > *frame.to)
        return wrong(u"it begins at %1, behind its end at %2."_s.arg(*frame.from).arg(*frame.to));
    if (frame.unit == Unit::Rows)
        return {};
    if (frame.orders.empty())
        return wrong(u"range() and groups() need orderBy()."_s);
    if (frame.unit == Unit::Groups) {
        return m_dialect.capabilities().windowGroups
                ? Result<void>()
                : unsupported(u"frames of groups"_s, "It has ROWS and RANGE: use rows(), or denseRank() in a sub-query.");
    }
    if (!isFar(frame.from) && !isFar(frame.to))
        return {};
    const ValueType type = typeOf(node.operands.back());
    if (frame.orders.size() != 1 || (type.type != Value::Type::Int && type.type != Value::Type::Double))
        return wrong(u"range() with numbers needs orderBy() of one number."_s);
    const auto &order = frame.orders.front();
    if (type.nullable && order.nullsFirst == order.descending && !m_dialect.capabilities().nullsOrdering)
        return unsupported(
                u"range() where NULLs stand at the other end"_s, "It has no NULLS FIRST and NULLS LAST: leave them out.");
    return {};
}

Result<void> ExpressionWriter::writeOver(const Node &node)
{
    const expr::WindowFrame &frame = *node.window;
    m_out.raw(" OVER ("_L1);
    const size_t firstOrder = 1 + frame.partitions;
    for (size_t i = 1; i < node.operands.size(); ++i) {
        if (i == 1 && i < firstOrder)
            m_out.raw("PARTITION BY "_L1);
        else if (i == firstOrder)
            m_out.raw(i == 1 ? "ORDER BY "_L1 : " ORDER BY "_L1);
        else
            m_out.raw(", "_L1);
        auto written
                = i < firstOrder ? write(node.operands[i]) : writeWindowOrder(node.operands[i], frame.orders[i - firstOrder]);
        if (!written)
            return written;
    }
    // MariaDB's own functions of windows do not run without an order; any will do where none was asked for.
    if (frame.orders.empty() && node.operands.front()->function->level == Level::Window)
        m_out.raw(firstOrder == 1 ? "ORDER BY NULL"_L1 : " ORDER BY NULL"_L1);
    if (frame.unit != Unit::Default) {
        m_out.raw(frame.unit == Unit::Rows          ? " ROWS BETWEEN "_L1
                        : frame.unit == Unit::Range ? " RANGE BETWEEN "_L1
                                                    : " GROUPS BETWEEN "_L1);
        m_out.raw(boundText(frame.from, "UNBOUNDED PRECEDING"_L1)).raw(" AND "_L1);
        m_out.raw(boundText(frame.to, "UNBOUNDED FOLLOWING"_L1));
    }
    m_out.raw(")"_L1);
    return {};
}

Result<void> ExpressionWriter::writeWindowOrder(const NodePtr &operand, expr::WindowFrame::Ordering order)
{
    const auto comparable = writing([&] { return writeComparable(operand); });
    m_out.syntax().orderTerm(m_out, comparable, order.descending, order.nullsFirst, typeOf(operand).nullable);
    return result();
}

} // namespace quoin::sql
