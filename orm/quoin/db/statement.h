// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/db/cursor.h>

namespace quoin {

class Connection;
enum class StatementKind : quint8;

/// A prepared statement of one connection. Bind every placeholder (they count from 0), then execute() or query(); values are
/// copied. Used by the connection's thread only.
class QUOIN_EXPORT Statement
{
public:
    virtual ~Statement();

    virtual void bindNull(int index) = 0;
    virtual void bindBool(int index, bool value) = 0;
    virtual void bindInt64(int index, qint64 value) = 0;
    virtual void bindUInt64(int index, quint64 value) = 0;
    virtual void bindDouble(int index, double value) = 0;
    virtual void bindText(int index, QStringView value) = 0;
    virtual void bindBinary(int index, QByteArrayView value) = 0;
    virtual void bindDate(int index, QDate value) = 0;
    virtual void bindTime(int index, QTime value) = 0;
    virtual void bindDateTime(int index, const QDateTime &value) = 0;
    virtual void bindUuid(int index, const QUuid &value) = 0;
    virtual void bindDecimal(int index, const Decimal &value) = 0;
    virtual void bindJson(int index, QByteArrayView utf8) = 0;
    virtual void bindList(int index, const ValueList &value) = 0;
    virtual void bindVector(int index, const Value::Vector &value) = 0;
    void bind(int index, const Value &value);
    /// All placeholders at once; another number of values is an InvalidQuery error of the next run.
    void bindAll(const QList<Value> &values);

    /// Runs it and gives the number of rows inserted, matched by an update, or removed; 0 for what does none of these (SELECT,
    /// CREATE TABLE …).
    Result<qint64> execute();
    /// Runs it; the cursor lives until the statement runs again, is closed or destroyed.
    Result<Cursor *> query();
    /// Forgets values that were bound and never run, and what was wrong with them: whoever is given the statement begins anew.
    void forgetBindings()
    {
        m_bindError.reset();
        m_boundBytes = 0;
    }
    /// Ends a running query and frees what the server holds for it. The statement stays prepared.
    void close();
    /// The auto-increment key of the last execute(), where capabilities().lastInsertId.
    [[nodiscard]] virtual qint64 lastInsertId() const = 0;

    [[nodiscard]] const QString &sql() const { return m_sql; }

    /// How many rows its reader counted last: what to reserve for the next time.
    [[nodiscard]] qsizetype lastRowCount() const { return m_lastRowCount; }
    void setLastRowCount(qsizetype rows) { m_lastRowCount = rows; }

protected:
    Statement(Connection &connection, QString sql);
    virtual Result<qint64> doExecute() = 0;
    virtual Result<Cursor *> doQuery() = 0;
    virtual void doClose() = 0;
    [[nodiscard]] virtual int placeholderCount() const = 0;
    /// A value that a bind…() could not take (text with NUL, NaN where there is none): reported by the next run instead of sent.
    void failBinding(int index, QStringView why);
    /// Counts a text or binary value; false when what is bound now is more than the engine takes at once: then the binding has
    /// failed. To be asked before the value is copied.
    bool fits(int index, qsizetype bytes)
    {
        m_boundBytes += bytes;
        return m_boundBytes <= m_maxBytes || failTooLarge(index);
    }
    /// What is wrong with the bound values, which is forgotten.
    std::optional<Error> takeBindError() { return std::exchange(m_bindError, std::nullopt); }

    Connection &m_connection;

private:
    Result<void> beforeRun();
    bool failTooLarge(int index);

    QString m_sql;
    StatementKind m_kind;
    qsizetype m_lastRowCount = 0;
    std::optional<Error> m_bindError;
    qint64 m_maxBytes;
    qint64 m_boundBytes = 0; ///< Since the last run.
};

} // namespace quoin
