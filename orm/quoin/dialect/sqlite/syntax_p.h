// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/dialect/capabilities.h>
#include <quoin/dialect/syntax.h>

namespace quoin::dialect::sqlite {

class SqliteSyntax final : public Syntax
{
public:
    explicit SqliteSyntax(const Capabilities &capabilities)
        : m_nullsOrdering(capabilities.nullsOrdering), m_ownFunctions(capabilities.ownFunctions)
    { }

    [[nodiscard]] Result<void> checkIdentifier(QStringView name) const override;
    [[nodiscard]] TokenRules tokenRules() const override;
    void comparable(
            SqlWriter &out, const schema::ColumnType &type, const std::function<void(SqlWriter &)> &operand) const override;
    void asReal(SqlWriter &out, const std::function<void(SqlWriter &)> &operand) const override;
    /// \a ignoreCase needs functions of ours: without them (Capabilities::ignoreCaseMatch) the query layer refuses it before.
    void textMatch(SqlWriter &out, TextMatch match, bool ignoreCase, const std::function<void(SqlWriter &)> &text,
            const QString &needle, bool sensitive) const override;
    [[nodiscard]] QString matchPattern(TextMatch match, bool ignoreCase, const QString &needle) const override;
    void orderTerm(SqlWriter &out, const std::function<void(SqlWriter &)> &expression, bool descending, bool nullsFirst,
            bool nullable) const override;
    void divide(SqlWriter &out, bool integers, const std::function<void(SqlWriter &)> &a,
            const std::function<void(SqlWriter &)> &b) const override;
    [[nodiscard]] const Spelling *spelling(std::string_view function, Value::Type argument) const override;
    void checkOverflow(SqlWriter &out, Value::Type type, const std::function<void(SqlWriter &)> &operand) const override;
    void distinguished(SqlWriter &out, Value::Type type, const std::function<void(SqlWriter &)> &operand) const override;
    Result<void> jsonAt(SqlWriter &out, JsonAs as, const std::vector<Value> &path,
            const std::function<void(SqlWriter &)> &document, bool sensitive) const override;
    Result<void> jsonContains(SqlWriter &out, bool contained, const std::vector<Value> &path,
            const std::function<void(SqlWriter &)> &document, const JsonText &json, bool sensitive) const override;
    Result<void> listTest(SqlWriter &out, ListTest test, const schema::ColumnType &element,
            const std::function<void(SqlWriter &)> &list, const ValueList &values, bool sensitive) const override;
    Result<void> collect(SqlWriter &out, const Collection &collection) const override;
    Result<void> search(SqlWriter &out, const std::function<void(SqlWriter &)> &text, const QStringList &words,
            bool sensitive) const override;
    void limitOffset(SqlWriter &out, qint64 limit, qint64 offset) const override;
    void insertDefaults(SqlWriter &out, QStringView nameSpace, QStringView table) const override;
    void onConflictDoNothing(SqlWriter &out, const QStringList &columns) const override;
    bool inLongList(SqlWriter &out, const schema::ColumnType &type, const std::function<void(SqlWriter &)> &operand,
            const QList<Value> &values, bool sensitive) const override;
    /// Every isolation level is accepted: SQLite's transactions are always serializable.
    [[nodiscard]] Result<QStringList> begin(const BeginOptions &options) const override;
    [[nodiscard]] QStringList afterTransaction(const BeginOptions &options) const override;

private:
    bool m_nullsOrdering;
    bool m_ownFunctions;
};

} // namespace quoin::dialect::sqlite
