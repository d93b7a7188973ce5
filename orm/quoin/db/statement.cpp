// SPDX-License-Identifier: MIT
#include <quoin/db/connection.h>
#include <quoin/db/statement.h>
#include <quoin/db/statementtext_p.h>
#include <quoin/telemetry/statementevent.h>

#include <limits>

using namespace Qt::StringLiterals;

namespace quoin {

namespace {

qint64 maxBytes(const Connection &connection)
{
    const int limit = connection.dialect().capabilities().maxStatementBytes;
    return limit > 0 ? limit : std::numeric_limits<int>::max();
}

} // namespace

Statement::Statement(Connection &connection, QString sql)
    : m_connection(connection), m_sql(std::move(sql)), m_kind(connection.kindOf(m_sql)), m_maxBytes(maxBytes(connection))
{ }

Statement::~Statement() = default;

void Statement::bind(int index, const Value &value)
{
    switch (value.type()) {
    case Value::Type::Null: return bindNull(index);
    case Value::Type::Bool: return bindBool(index, *value.get<bool>());
    case Value::Type::Int: return bindInt64(index, *value.get<qint64>());
    case Value::Type::UInt: return bindUInt64(index, *value.get<quint64>());
    case Value::Type::Double: return bindDouble(index, *value.get<double>());
    case Value::Type::Text: return bindText(index, *value.get<QString>());
    case Value::Type::Binary: return bindBinary(index, *value.get<QByteArray>());
    case Value::Type::Date: return bindDate(index, *value.get<QDate>());
    case Value::Type::Time: return bindTime(index, *value.get<QTime>());
    case Value::Type::DateTime: return bindDateTime(index, *value.get<QDateTime>());
    case Value::Type::Uuid: return bindUuid(index, *value.get<QUuid>());
    case Value::Type::Decimal: return bindDecimal(index, *value.decimal());
    case Value::Type::Json: return bindJson(index, value.get<JsonText>()->utf8);
    case Value::Type::List: return bindList(index, *value.list());
    case Value::Type::Vector: return bindVector(index, *value.vector());
    }
}

void Statement::bindAll(const QList<Value> &values)
{
    if (values.size() != placeholderCount()) {
        m_bindError = Error(ErrorKind::InvalidQuery,
                u"The statement has %1 placeholders, and %2 values are given for them."_s.arg(placeholderCount())
                        .arg(values.size()));
        m_bindError->setStatement(m_sql);
        return;
    }
    for (int i = 0; i < values.size(); ++i)
        bind(i, values.at(i));
}

void Statement::failBinding(int index, QStringView why)
{
    if (m_bindError)
        return;
    m_bindError = Error(ErrorKind::Conversion, u"The value for placeholder %1 cannot be stored: %2."_s.arg(index + 1).arg(why));
    m_bindError->setStatement(m_sql);
}

bool Statement::failTooLarge(int index)
{
    failBinding(index,
            u"what is bound has %1 bytes, and %2 takes %3 in one statement"_s.arg(m_boundBytes)
                    .arg(m_connection.dialect().capabilities().product)
                    .arg(m_maxBytes));
    return false;
}

Result<void> Statement::beforeRun()
{
    m_boundBytes = 0;
    if (auto bound = std::exchange(m_bindError, std::nullopt))
        return *std::move(bound);
    if (auto usable = m_connection.checkUsable(); !usable)
        return usable;
    return m_connection.checkAllowed(m_kind, m_sql);
}

Result<qint64> Statement::execute()
{
    if (auto ready = beforeRun(); !ready)
        return ready.error();
    m_connection.noteWrite();
    StatementTimer timer(m_sql);
    auto rows = doExecute();
    if (rows && m_connection.inTransaction()) {
        if (auto still = m_connection.checkTransaction(m_sql); !still)
            rows = still.error();
    }
    if (rows && m_kind != StatementKind::ChangesRows)
        rows = 0; // engines and drivers count something else here: rows read, or what the statement before changed
    timer.finish(rows.has_value() ? *rows : -1, rows.has_value());
    return rows;
}

Result<Cursor *> Statement::query()
{
    if (auto ready = beforeRun(); !ready)
        return ready.error();
    StatementTimer timer(m_sql);
    auto cursor = doQuery();
    if (cursor && m_connection.inTransaction()) {
        if (auto still = m_connection.checkTransaction(m_sql); !still)
            cursor = still.error();
    }
    timer.finish(-1, cursor.has_value());
    return cursor;
}

void Statement::close() { doClose(); }

} // namespace quoin
