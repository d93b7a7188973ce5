// SPDX-License-Identifier: MIT
#pragma once

// Not part of the API.

#include <quoin/sql/conditions_p.h>

namespace quoin::sql {

/// What is known of an expression's values before an engine computed them.
struct ValueType
{
    Value::Type type = Value::Type::Null; ///< Null: of a NULL, whose type the context gives.
    bool nullable = false;
    bool sensitive = false; ///< A sensitive column is in it: values beside it are not shown.
    schema::ColumnType column {};

    /// Whether the engine keeps such values in a form that it cannot calculate with: decimals as text.
    [[nodiscard]] bool isDecimal() const { return type == Value::Type::Decimal || type == Value::Type::UInt; }
};

/// How the engine brings such values into the form in which it compares them: text and decimals have one of their own.
schema::ColumnType comparedAs(const ValueType &type);

/// The type of a column's values.
Value::Type valueType(const schema::ColumnType &type);

/// Writes expressions that give a value. What it writes is closed: it can stand beside any operator.
class ExpressionWriter
{
public:
    ExpressionWriter(dialect::SqlWriter &out, const Joins &joins, const dialect::Dialect &dialect)
        : m_out(out), m_joins(joins), m_dialect(dialect)
    { }

    Result<void> write(const expr::NodePtr &node);
    [[nodiscard]] ValueType typeOf(const expr::NodePtr &node) const;
    /// Literals from here on stand beside something sensitive.
    void setSensitive(bool sensitive) { m_sensitive = sensitive; }

private:
    Result<void> writeArithmetic(const expr::Node &node);
    Result<void> writeOperation(const expr::Node &node, bool integers);
    Result<void> writeOperand(const expr::NodePtr &node, bool integers);
    Result<void> writeCall(const expr::Node &node);
    Result<void> writeRaw(const expr::Node &node);
    Result<void> writeFunction(const expr::Node &node);
    Result<void> writeRelatedAggregate(const expr::Node &node);
    /// What is not a matter of spelling: by the function's form.
    Result<void> writeForm(const expr::Node &node);
    Result<void> writeDocument(const expr::Node &node);
    Result<void> writeCollection(const expr::Node &node);
    Result<void> writeUserCall(const expr::Node &node);
    /// As ORDER BY takes it.
    Result<void> writeComparable(const expr::NodePtr &operand);
    /// By the dialect's spelling for its first argument's type.
    Result<void> writeSpelled(const expr::Node &node);
    Result<void> writeSpelling(const dialect::Spelling &spelling, const expr::Node &node);
    Result<void> writeArgument(const expr::Node &node, size_t at);
    Result<void> writeFilter(const expr::Node &node);
    Result<void> writeWindow(const expr::Node &node);
    Result<void> checkFrame(const expr::Node &window) const;
    /// OVER (…)
    Result<void> writeOver(const expr::Node &window);
    Result<void> writeWindowOrder(const expr::NodePtr &operand, expr::WindowFrame::Ordering order);
    Result<void> checkArguments(const expr::Node &node) const;
    Result<void> writeCase(const expr::Node &node);
    [[nodiscard]] ValueType typeOfRelated(const expr::Node &call) const;
    [[nodiscard]] ValueType typeOfQuery(const expr::Select &select) const;
    [[nodiscard]] Error unsupported(const QString &what, const char *why) const;
    /// Lets \a function write through a callback that cannot fail; the first error is kept.
    [[nodiscard]] std::function<void(dialect::SqlWriter &)> writing(const std::function<Result<void>()> &function);
    Result<void> result();

    dialect::SqlWriter &m_out;
    const Joins &m_joins;
    const dialect::Dialect &m_dialect;
    std::optional<Error> m_error;
    bool m_sensitive = false;
    const expr::Node *m_window = nullptr; ///< The window that the call to be written is over.
    bool m_insideSum = false;             ///< The whole sum is checked for overflow, not each step.
};

} // namespace quoin::sql
