// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/dialect/capabilities.h>
#include <quoin/dialect/syntax.h>

namespace quoin::dialect::mysql {

class MysqlSyntax final : public Syntax
{
public:
    explicit MysqlSyntax(const Capabilities &capabilities)
        : m_maxIdentifierLength(capabilities.maxIdentifierBytes), m_jsonTable(capabilities.jsonTable),
          m_forShare(capabilities.lockTables)
    { }

    [[nodiscard]] QString quoted(QStringView name) const override;
    [[nodiscard]] QString textLiteral(QStringView text) const override;
    [[nodiscard]] TokenRules tokenRules() const override;
    [[nodiscard]] Result<void> checkIdentifier(QStringView name) const override;
    void textMatch(SqlWriter &out, TextMatch match, bool ignoreCase, const std::function<void(SqlWriter &)> &text,
            const QString &needle, bool sensitive) const override;
    [[nodiscard]] QString matchPattern(TextMatch match, bool ignoreCase, const QString &needle) const override;
    void orderTerm(SqlWriter &out, const std::function<void(SqlWriter &)> &expression, bool descending, bool nullsFirst,
            bool nullable) const override;
    void divide(SqlWriter &out, bool integers, const std::function<void(SqlWriter &)> &a,
            const std::function<void(SqlWriter &)> &b) const override;
    [[nodiscard]] const Spelling *spelling(std::string_view function, Value::Type argument) const override;
    void typed(SqlWriter &out, const Value &value, bool sensitive) const override;
    void cast(SqlWriter &out, const schema::ColumnType &type, const std::function<void(SqlWriter &)> &operand) const override;
    void selected(SqlWriter &out, Value::Type type, const std::function<void(SqlWriter &)> &operand) const override;
    void wide(SqlWriter &out, const schema::ColumnType &type, const std::function<void(SqlWriter &)> &operand) const override;
    void lockRows(SqlWriter &out, bool forUpdate, LockWait wait, const QStringList &tables) const override;
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
    /// Writes nothing: there is no such tail that does not hide other errors (Capabilities::ignoreConflicts is false).
    void onConflictDoNothing(SqlWriter &out, const QStringList &columns) const override;
    void onConflictUpdate(SqlWriter &out, const QStringList &columns, const QStringList &updated) const override;
    QList<int> updateRows(SqlWriter &out, QStringView nameSpace, QStringView table, const QList<TypedColumn> &columns,
            const QList<TypedColumn> &keys, int rows) const override;
    bool inLongList(SqlWriter &out, const schema::ColumnType &type, const std::function<void(SqlWriter &)> &operand,
            const QList<Value> &values, bool sensitive) const override;
    [[nodiscard]] QString keyIncrement() const override;
    [[nodiscard]] Result<QStringList> begin(const BeginOptions &options) const override;

private:
    int m_maxIdentifierLength;
    bool m_jsonTable;
    bool m_forShare; // MySQL 8's words; MariaDB has kept the old ones
};

} // namespace quoin::dialect::mysql
