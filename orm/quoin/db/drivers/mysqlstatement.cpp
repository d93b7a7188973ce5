// SPDX-License-Identifier: MIT
#include <quoin/core/datetext.h>
#include <quoin/db/drivers/mysqlstatement_p.h>
#include <quoin/db/drivers/mysqltypes_p.h>
#include <quoin/db/drivers/valuetext_p.h>
#include <quoin/db/listtext_p.h>

#include <errmsg.h>

#include <chrono>
#include <cmath>

using namespace Qt::StringLiterals;

namespace quoin::mysql {

namespace {

struct CloseStatement
{
    void operator()(MYSQL_STMT *statement) const { mysql_stmt_close(statement); }
};
using StatementPtr = std::unique_ptr<MYSQL_STMT, CloseStatement>;

/// The statement's error; one that came in while rows were fetched is kept with the connection only.
dialect::NativeError errorOf(MYSQL_STMT *statement, MYSQL *connection)
{
    if (mysql_stmt_errno(statement) == 0) {
        return { .code = QString::number(mysql_errno(connection)),
            .sqlState = QString::fromLatin1(mysql_sqlstate(connection)),
            .message = QString::fromUtf8(mysql_error(connection)) };
    }
    return { .code = QString::number(mysql_stmt_errno(statement)),
        .sqlState = QString::fromLatin1(mysql_stmt_sqlstate(statement)),
        .message = QString::fromUtf8(mysql_stmt_error(statement)) };
}

/// Reads rows as they come in. The library hands over a pointer to each value inside the packet: nothing is copied, and no value
/// is too long for a buffer.
class MysqlCursor final : public Cursor, public IncomingRows
{
public:
    MysqlCursor(Connection &connection, Channel &channel, const QString &sql)
        : m_connection(connection), m_channel(channel), m_sql(sql)
    { }

    void attach(MYSQL_STMT *statement)
    {
        m_statement = statement;
        mysql_stmt_attr_set(statement, STMT_ATTR_CB_USER_DATA, this);
        mysql_stmt_attr_set(statement, STMT_ATTR_CB_RESULT, reinterpret_cast<const void *>(&MysqlCursor::take));
    }

    /// Takes over a statement that has just been executed.
    void start(bool interruptible)
    {
        m_interruptible = interruptible;
        m_error.reset();
        m_lateError.reset();
        const unsigned count = mysql_stmt_field_count(m_statement);
        m_columns.resize(count);
        m_cells.assign(count, Cell());
        const MYSQL_FIELD *fields = count > 0 ? mariadb_stmt_fetch_fields(m_statement) : nullptr;
        for (unsigned i = 0; i < count; ++i)
            m_columns[i] = { fields[i].type, (fields[i].flags & UNSIGNED_FLAG) != 0, fields[i].charsetnr == binaryCharset };
        m_state = count > 0 ? State::Running : State::Done;
        m_onRow = false;
        if (count > 0)
            m_channel.setIncoming(this);
    }

    /// Ends the statement's run: the rows that are left are thrown away.
    void stop()
    {
        if (m_channel.isIncoming(this)) {
            throwAway();
            m_channel.setIncoming(nullptr);
        }
        m_buffer.clear();
        m_state = State::Done;
    }

    void readAhead() override
    {
        // The row that the reader stands on has to stay readable: it becomes the first of the buffer, and is taken at once.
        const bool standing = m_onRow;
        if (standing)
            m_buffer.append(m_cells);
        while (fetch())
            m_buffer.append(m_cells);
        m_state = State::Buffered;
        if (standing)
            m_buffer.take(m_cells);
    }

    bool next() override
    {
        if (m_error)
            return false;
        switch (m_state) {
        case State::Done: return false;
        case State::Running:
            m_onRow = fetch();
            if (m_onRow)
                return true;
            m_channel.setIncoming(nullptr);
            break;
        case State::Buffered:
            if (m_buffer.take(m_cells))
                return true;
            break;
        }
        m_state = State::Done;
        if (auto lost = m_buffer.takeError())
            fail(*std::move(lost));
        if (m_lateError)
            fail(*std::exchange(m_lateError, std::nullopt));
        return false;
    }

    int columnCount() const override { return int(m_columns.size()); }
    QString columnName(int column) const override
    {
        const MYSQL_FIELD *fields = mariadb_stmt_fetch_fields(m_statement);
        return fields ? QString::fromUtf8(fields[column].name, qsizetype(fields[column].name_length)) : QString();
    }
    bool isNull(int column) override { return m_cells[size_t(column)].isNull(); }
    bool boolean(int column, bool &value) override { return read(column, value, u"a boolean"); }
    bool int64(int column, qint64 &value) override { return read(column, value, u"an integer"); }
    bool uint64(int column, quint64 &value) override { return read(column, value, u"an unsigned integer"); }
    bool real(int column, double &value) override { return read(column, value, u"a number"); }
    bool text(int column, QString &value) override { return read(column, value, u"a text"); }
    bool binary(int column, QByteArray &value) override { return read(column, value, u"binary data"); }
    bool date(int column, QDate &value) override { return read(column, value, u"a date"); }
    bool time(int column, QTime &value) override { return read(column, value, u"a time"); }
    bool dateTime(int column, QDateTime &value) override { return read(column, value, u"a date and time"); }
    bool uuid(int column, QUuid &value) override { return read(column, value, u"a UUID"); }
    bool decimal(int column, Decimal &value) override { return read(column, value, u"a decimal"); }
    bool json(int column, QByteArray &utf8) override { return read(column, utf8, u"JSON"); }

    bool list(int column, const schema::ColumnType &element, ValueList &value) override
    {
        const Cell cell = m_cells[size_t(column)];
        return !cell.isNull() && (listFromText(cell, element, value) || failConversion(column, u"a list"));
    }

    bool vector(int column, Value::Vector &value) override
    {
        const Cell cell = m_cells[size_t(column)];
        return !cell.isNull() && (vectorFromText(cell, value) || failConversion(column, u"a vector"));
    }

    Value rawValue(int column) override
    {
        const Cell cell = m_cells[size_t(column)];
        return cell.isNull() ? Value() : decodeRaw(m_columns[size_t(column)], cell);
    }

private:
    enum class State : quint8 { Running, Buffered, Done };
    static constexpr unsigned binaryCharset = 63;

    /// What the library calls for each column of a fetched row; without \a row the value is NULL.
    static void take(void *cursor, unsigned column, unsigned char **row)
    {
        auto *self = static_cast<MysqlCursor *>(cursor);
        self->m_cells[column] = row ? takeCell(self->m_columns[column].type, *row) : Cell();
    }

    template<class T>
    bool read(int column, T &value, QStringView wanted)
    {
        const Cell cell = m_cells[size_t(column)];
        if (cell.isNull())
            return false;
        return decode(m_columns[size_t(column)], cell, value) || failConversion(column, wanted);
    }

    /// The next row from the server; false at the end, and m_lateError says if the statement failed.
    bool fetch()
    {
        const int status = mysql_stmt_fetch(m_statement);
        if (status == 0 || status == MYSQL_DATA_TRUNCATED)
            return true;
        if (status != MYSQL_NO_DATA)
            m_lateError = m_connection.failed(errorOf(m_statement, m_channel.connection()), m_sql);
        mysql_stmt_free_result(m_statement);
        return false;
    }

    /// Most abandoned results are nearly read. What has not come in after some milliseconds the server is asked to stop: by
    /// another connection, there being no way on this one, and not when the statement may write.
    void throwAway()
    {
        using Clock = std::chrono::steady_clock;
        constexpr auto patience = std::chrono::milliseconds(10);
        const Clock::time_point start = Clock::now();
        bool more = true;
        while (more && Clock::now() - start < patience) {
            const int status = mysql_stmt_fetch(m_statement);
            more = status == 0 || status == MYSQL_DATA_TRUNCATED;
        }
        const bool interrupted = more && m_interruptible && interrupt();
        mysql_stmt_free_result(m_statement);
        // What had been sent already when the interruption came leaves it to the next statement.
        if (interrupted)
            mysql_query(m_channel.connection(), "DO 0");
    }

    bool interrupt()
    {
        ConnectionOptions options = m_connection.options();
        options.connectRetries = 0;
        const auto other = Connection::open(options);
        return other && (*other)->run(u"KILL QUERY %1"_s.arg(mysql_thread_id(m_channel.connection())));
    }

    Connection &m_connection;
    Channel &m_channel;
    const QString &m_sql;
    MYSQL_STMT *m_statement = nullptr;
    std::vector<Column> m_columns;
    Cells m_cells;
    RowBuffer m_buffer;
    std::optional<Error> m_lateError;
    State m_state = State::Done;
    bool m_onRow = false;
    bool m_interruptible = false;
};

class MysqlStatement final : public Statement
{
public:
    MysqlStatement(Connection &connection, std::shared_ptr<Channel> channel, const QString &sql)
        : Statement(connection, sql), m_channel(std::move(channel)), m_cursor(connection, *m_channel, this->sql()),
          m_onlyReads(QStringView(sql).trimmed().startsWith("select"_L1, Qt::CaseInsensitive))
    { }
    ~MysqlStatement() override
    {
        if (!m_channel->connection())
            return; // the library took the statement from the connection when that was closed; freeing it is safe
        m_cursor.stop();
        m_channel->acquire(); // closing would throw away what is coming in for another statement
    }
    Q_DISABLE_COPY_MOVE(MysqlStatement)

    Result<void> prepare()
    {
        m_statement.reset(mysql_stmt_init(m_channel->acquire()));
        if (!m_statement)
            return Error(ErrorKind::Unknown, u"Out of memory while preparing a statement."_s).setStatement(sql());
        const QByteArray utf8 = sql().toUtf8();
        if (mysql_stmt_prepare(m_statement.get(), utf8.constData(), static_cast<unsigned long>(utf8.size())) != 0)
            return m_connection.failed(errorOf(m_statement.get(), m_channel->connection()), sql());
        const size_t count = mysql_stmt_param_count(m_statement.get());
        m_bindsChanged = true;
        m_cursor.attach(m_statement.get());
        if (m_parameters.size() == count)
            return {}; // prepared again: what was bound stays
        m_parameters.resize(count);
        m_binds.resize(count);
        for (size_t i = 0; i < count; ++i) {
            m_binds[i].is_null = &m_parameters[i].null;
            m_binds[i].length = &m_parameters[i].length;
            m_binds[i].buffer_type = MYSQL_TYPE_LONGLONG;
            m_binds[i].buffer = &m_parameters[i].number;
        }
        return {};
    }

    void bindNull(int index) override
    {
        if (Parameter *parameter = at(index))
            parameter->null = true;
    }
    void bindBool(int index, bool value) override { bindInt64(index, value); }
    void bindInt64(int index, qint64 value) override { setNumber(index, MYSQL_TYPE_LONGLONG, quint64(value), false); }
    void bindUInt64(int index, quint64 value) override { setNumber(index, MYSQL_TYPE_LONGLONG, value, true); }
    void bindDouble(int index, double value) override
    {
        if (!std::isfinite(value))
            return failBinding(index, u"the engine cannot store NaN or infinity");
        quint64 bits;
        std::memcpy(&bits, &value, sizeof bits);
        setNumber(index, MYSQL_TYPE_DOUBLE, bits, false);
    }
    void bindText(int index, QStringView value) override
    {
        Parameter *const parameter = at(index);
        if (!parameter || !fits(index, value.size()))
            return;
        parameter->bytes.clear();
        if (const TextFault fault = appendUtf8(value, parameter->bytes); fault != TextFault::None)
            return failBinding(index, faultText(fault));
        if (!fits(index, qsizetype(parameter->bytes.size()) - value.size())) // what UTF-8 has more than UTF-16 has units
            return;
        setBytes(index, MYSQL_TYPE_STRING);
    }
    void bindBinary(int index, QByteArrayView value) override { assign(index, MYSQL_TYPE_BLOB, value); }
    void bindDate(int index, QDate value) override
    {
        DateText text;
        if (!value.isValid())
            return bindNull(index);
        if (!formatDate(value, text))
            return failBinding(index, u"the year is not in 1 to 9999");
        setTime(index, MYSQL_TYPE_DATE, value, QTime(0, 0));
    }
    void bindTime(int index, QTime value) override
    {
        if (!value.isValid())
            return bindNull(index);
        setTime(index, MYSQL_TYPE_TIME, {}, value);
    }
    void bindDateTime(int index, const QDateTime &value) override
    {
        DateTimeText text;
        if (!value.isValid())
            return bindNull(index);
        if (!formatDateTime(value, text))
            return failBinding(index, u"the year is not in 1 to 9999");
        const QDateTime utc = value.toUTC();
        setTime(index, MYSQL_TYPE_DATETIME, utc.date(), utc.time());
    }
    void bindUuid(int index, const QUuid &value) override
    {
        assign(index, MYSQL_TYPE_STRING, value.toByteArray(QUuid::WithoutBraces));
    }
    // As a decimal, not as text: MySQL compares a decimal with a text as doubles.
    void bindDecimal(int index, const Decimal &value) override { assign(index, MYSQL_TYPE_NEWDECIMAL, value.toLatin1()); }
    void bindJson(int index, QByteArrayView utf8) override { assign(index, MYSQL_TYPE_STRING, utf8); }
    void bindList(int index, const ValueList &value) override
    {
        if (const QString fault = listFault(value, false); !fault.isEmpty())
            return failBinding(index, fault);
        assign(index, MYSQL_TYPE_STRING, listToText(value));
    }
    void bindVector(int index, const Value::Vector &value) override
    {
        if (!std::all_of(value.begin(), value.end(), [](float number) { return std::isfinite(number); }))
            return failBinding(index, u"the engine cannot store NaN or infinity");
        assign(index, MYSQL_TYPE_STRING, vectorToText(value));
    }

    qint64 lastInsertId() const override { return qint64(mysql_stmt_insert_id(m_statement.get())); }

protected:
    int placeholderCount() const override { return int(m_parameters.size()); }
    Result<qint64> doExecute() override
    {
        if (auto done = run(); !done)
            return done.error();
        const auto rows = qint64(mysql_stmt_affected_rows(m_statement.get()));
        if (mysql_stmt_field_count(m_statement.get()) == 0)
            return rows;
        // Rows that nobody reads: of a SELECT, or of RETURNING.
        m_cursor.start(false);
        qint64 count = 0;
        while (m_cursor.next())
            ++count;
        if (m_cursor.error())
            return *m_cursor.error();
        return count;
    }

    Result<Cursor *> doQuery() override
    {
        if (auto done = run(); !done)
            return done.error();
        m_cursor.start(m_onlyReads);
        return &m_cursor;
    }

    void doClose() override { m_cursor.stop(); }

private:
    struct Parameter
    {
        std::string bytes; ///< Keeps its memory, so that a warm statement allocates nothing.
        quint64 number = 0;
        MYSQL_TIME time {};
        unsigned long length = 0;
        my_bool null = true;
    };

    Result<void> run()
    {
        m_cursor.stop();
        m_channel->acquire();
        bool done = runOnce();
        if (!done && m_onlyReads && mysql_stmt_errno(m_statement.get()) == CR_NEW_STMT_METADATA) {
            // The table was altered, and SELECT * gives other columns now.
            if (auto prepared = prepare(); !prepared)
                return prepared;
            done = runOnce();
        }
        return done ? Result<void>()
                    : Result<void>(m_connection.failed(errorOf(m_statement.get(), m_channel->connection()), sql()));
    }

    bool runOnce()
    {
        if (m_bindsChanged && !m_binds.empty() && mysql_stmt_bind_param(m_statement.get(), m_binds.data()) != 0)
            return false;
        m_bindsChanged = false;
        return mysql_stmt_execute(m_statement.get()) == 0;
    }

    Parameter *at(int index)
    {
        if (index >= 0 && size_t(index) < m_parameters.size())
            return &m_parameters[size_t(index)];
        failBinding(index, u"the statement has %1 placeholders"_s.arg(m_parameters.size()));
        return nullptr;
    }

    /// Points the library to where the value is; it has to be told only when type or place changed.
    void point(int index, enum_field_types type, void *buffer, bool isUnsigned = false)
    {
        m_parameters[size_t(index)].null = false;
        MYSQL_BIND &bind = m_binds[size_t(index)];
        if (bind.buffer_type == type && bind.buffer == buffer && bool(bind.is_unsigned) == isUnsigned)
            return;
        bind.buffer_type = type;
        bind.buffer = buffer;
        bind.is_unsigned = isUnsigned;
        m_bindsChanged = true;
    }

    void setNumber(int index, enum_field_types type, quint64 bits, bool isUnsigned)
    {
        Parameter *const parameter = at(index);
        if (!parameter)
            return;
        parameter->number = bits;
        point(index, type, &parameter->number, isUnsigned);
    }

    void setBytes(int index, enum_field_types type)
    {
        Parameter &parameter = m_parameters[size_t(index)];
        parameter.length = static_cast<unsigned long>(parameter.bytes.size());
        point(index, type, parameter.bytes.data());
    }

    void assign(int index, enum_field_types type, QByteArrayView value)
    {
        Parameter *const parameter = at(index);
        if (!parameter || !fits(index, value.size()))
            return;
        parameter->bytes.assign(value.data(), size_t(value.size()));
        setBytes(index, type);
    }

    void setTime(int index, enum_field_types type, QDate date, QTime time)
    {
        Parameter *const parameter = at(index);
        if (!parameter)
            return;
        MYSQL_TIME &wire = parameter->time;
        wire = {};
        wire.year = unsigned(date.year());
        wire.month = unsigned(date.month());
        wire.day = unsigned(date.day());
        wire.hour = unsigned(time.hour());
        wire.minute = unsigned(time.minute());
        wire.second = unsigned(time.second());
        wire.second_part = static_cast<unsigned long>(time.msec()) * 1000;
        wire.time_type = type == MYSQL_TYPE_TIME ? MYSQL_TIMESTAMP_TIME
                : type == MYSQL_TYPE_DATE        ? MYSQL_TIMESTAMP_DATE
                                                 : MYSQL_TIMESTAMP_DATETIME;
        point(index, type, &wire);
    }

    std::shared_ptr<Channel> m_channel;
    std::vector<Parameter> m_parameters;
    std::vector<MYSQL_BIND> m_binds;
    MysqlCursor m_cursor;
    StatementPtr m_statement;
    bool m_onlyReads;
    bool m_bindsChanged = true;
};

} // namespace

Result<std::unique_ptr<Statement>> prepareStatement(
        Connection &connection, const std::shared_ptr<Channel> &channel, const QString &sql)
{
    auto statement = std::make_unique<MysqlStatement>(connection, channel, sql);
    if (auto prepared = statement->prepare(); !prepared)
        return prepared.error();
    return std::unique_ptr<Statement>(std::move(statement));
}

} // namespace quoin::mysql
