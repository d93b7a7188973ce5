// SPDX-License-Identifier: MIT
#include <quoin/db/drivers/postgresqlcopy_p.h>
#include <quoin/db/drivers/postgresqltypes_p.h>
#include <quoin/db/drivers/valuetext_p.h>
#include <quoin/db/listtext_p.h>
#include <quoin/dialect/placeholders_p.h>

#include <QtCore/qendian.h>

using namespace Qt::StringLiterals;

namespace quoin::postgresql {

namespace {

/// A result column, as the server described it when the statement was prepared.
struct Column
{
    QString name;
    quint32 type = 0;      ///< As declared.
    quint32 readAs = Text; ///< The same in binary format, Text in text format.
};

/// Reads rows as they come in: libpq's single-row mode is twice as fast as whole results when there are many rows, costs nothing
/// that can be measured when there is one, and needs the memory of one row.
class PostgresqlCursor final : public Cursor, public IncomingRows
{
public:
    PostgresqlCursor(Connection &connection, Channel &channel, const std::vector<Column> &columns, const QString &sql)
        : m_connection(connection), m_channel(channel), m_columns(columns), m_sql(sql)
    { }

    /// Takes over a command whose first result is \a first, which is no error.
    void start(ResultPtr first, bool cancellable)
    {
        m_error.reset();
        m_lateError.reset();
        m_cells.resize(m_columns.size());
        m_cancellable = cancellable;
        m_row = std::move(first);
        if (PQresultStatus(m_row.get()) == PGRES_SINGLE_TUPLE) {
            m_state = State::FirstRow;
            m_channel.setIncoming(this);
        } else {
            m_channel.drain();
            m_state = State::Done;
        }
    }

    /// Ends the command: the rows that are left are thrown away.
    void stop()
    {
        if (m_channel.isIncoming(this)) {
            throwAway();
            m_channel.setIncoming(nullptr);
        }
        m_buffer.clear();
        m_row.reset();
        m_state = State::Done;
    }

    void readAhead() override
    {
        // The row that the reader stands on has to stay readable: it becomes the first of the buffer, and is taken at once.
        const bool standing = m_state == State::Running;
        if (!standing)
            showRow();
        m_buffer.append(m_cells);
        while (fetch())
            m_buffer.append(m_cells);
        m_row.reset();
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
        case State::FirstRow:
            showRow();
            m_state = State::Running;
            return true;
        case State::Running:
            if (fetch())
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
    QString columnName(int column) const override { return m_columns[size_t(column)].name; }
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
    bool vector(int column, Value::Vector &value) override { return read(column, value, u"a vector"); }

    bool json(int column, QByteArray &utf8) override
    {
        const Cell cell = m_cells[size_t(column)];
        if (cell.isNull())
            return false;
        return decodeJson(m_columns[size_t(column)].readAs, cell, utf8) || failConversion(column, u"JSON");
    }

    bool list(int column, const schema::ColumnType &element, ValueList &value) override
    {
        const Cell cell = m_cells[size_t(column)];
        if (cell.isNull())
            return false;
        return decode(m_columns[size_t(column)].readAs, cell, element, value) || failConversion(column, u"a list");
    }

    Value rawValue(int column) override
    {
        const Cell cell = m_cells[size_t(column)];
        const Column &described = m_columns[size_t(column)];
        if (cell.isNull())
            return {};
        if (described.readAs == described.type)
            return decodeRaw(described.type, cell);
        // In text format the declared type still says what it is.
        const auto as
                = [&](schema::TypeKind kind) { return valueFromText(cell, schema::ColumnType::of(kind)).value_or(Value()); };
        switch (described.type) {
        case Bool: return as(schema::TypeKind::Bool);
        case Int2:
        case Int4:
        case Int8:
        case ObjectId: return as(schema::TypeKind::Int64);
        case Float4:
        case Float8: return as(schema::TypeKind::Double);
        case Bytea: return as(schema::TypeKind::Binary);
        default: return textFromUtf8(cell);
        }
    }

private:
    enum class State : quint8 { FirstRow, Running, Buffered, Done };

    template<class T>
    bool read(int column, T &value, QStringView wanted)
    {
        const Cell cell = m_cells[size_t(column)];
        if (cell.isNull())
            return false;
        return decode(m_columns[size_t(column)].readAs, cell, value) || failConversion(column, wanted);
    }

    void showRow()
    {
        const PGresult *row = m_row.get();
        for (size_t i = 0; i < m_cells.size(); ++i) {
            const int column = int(i);
            const int length = PQgetlength(row, 0, column); // 0 for NULL, too
            m_cells[i] = length == 0 && PQgetisnull(row, 0, column) ? Cell() : Cell(PQgetvalue(row, 0, column), length);
        }
    }

    /// The next row from the server; false at the end of the command, which is then done with, and m_lateError says if it failed.
    bool fetch()
    {
        m_row.reset(PQgetResult(m_channel.connection()));
        if (PQresultStatus(m_row.get()) == PGRES_SINGLE_TUPLE) {
            showRow();
            return true;
        }
        if (!isSuccess(m_row.get()))
            m_lateError = m_connection.failed(errorOf(m_channel.connection(), m_row.get()), m_sql);
        m_row.reset();
        m_channel.drain();
        return false;
    }

    /// Most abandoned results are nearly read: "the first row" of a few. What is longer is cancelled, but not inside a
    /// transaction, which a cancelled statement would abort, and not when the statement may write.
    void throwAway()
    {
        constexpr int few = 256;
        for (int rows = 0; m_row; ++rows) {
            if (rows == few && m_cancellable)
                cancel();
            m_row.reset(PQgetResult(m_channel.connection()));
            if (m_row && !isSuccess(m_row.get()) && !(m_cancellable && rows >= few))
                std::ignore = m_connection.failed(errorOf(m_channel.connection(), m_row.get()), m_sql);
        }
    }

    void cancel()
    {
        PGcancel *request = PQgetCancel(m_channel.connection());
        if (!request)
            return;
        std::array<char, 256> why {};
        PQcancel(request, why.data(), int(why.size())); // when it fails, the rows come in as before
        PQfreeCancel(request);
    }

    Connection &m_connection;
    Channel &m_channel;
    const std::vector<Column> &m_columns;
    const QString &m_sql;
    ResultPtr m_row;
    Cells m_cells;
    RowBuffer m_buffer;
    std::optional<Error> m_lateError;
    State m_state = State::Done;
    bool m_cancellable = false;
};

class PostgresqlStatement final : public Statement, public RowOfCopy
{
public:
    PostgresqlStatement(Connection &connection, std::shared_ptr<Channel> channel, const QString &sql)
        : Statement(connection, sql), m_channel(std::move(channel)), m_cursor(connection, *m_channel, m_columns, this->sql()),
          m_onlyReads(QStringView(sql).trimmed().startsWith("select"_L1, Qt::CaseInsensitive))
    { }
    ~PostgresqlStatement() override
    {
        if (!m_channel->connection())
            return;
        m_cursor.stop();
        m_channel->discard(std::move(m_name));
    }
    Q_DISABLE_COPY_MOVE(PostgresqlStatement)

    Result<void> prepare()
    {
        PGconn *const server = m_channel->acquire();
        if (!m_name.empty())
            m_channel->discard(std::move(m_name)); // prepared again
        m_channel->flushDiscarded();
        m_name = m_channel->newName();
        const QByteArray text = dialect::numberPlaceholders(sql(), m_connection.dialect().syntax().tokenRules()).toUtf8();
        const ResultPtr prepared { PQprepare(server, m_name.c_str(), text.constData(), 0, nullptr) };
        if (!isSuccess(prepared.get()))
            return m_connection.failed(errorOf(server, prepared.get()), sql());
        const ResultPtr described { PQdescribePrepared(server, m_name.c_str()) };
        if (!isSuccess(described.get()))
            return m_connection.failed(errorOf(server, described.get()), sql());
        take(described.get());
        return {};
    }

    void bindNull(int index) override
    {
        if (Parameter *parameter = at(index))
            parameter->state = Parameter::Null;
    }
    void bindBool(int index, bool value) override { set(index, value); }
    void bindInt64(int index, qint64 value) override { set(index, value); }
    void bindUInt64(int index, quint64 value) override { set(index, value); }
    void bindDouble(int index, double value) override { set(index, value); }
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
        parameter->state = isText(parameter->type) ? Parameter::Binary : Parameter::Text;
    }
    void bindBinary(int index, QByteArrayView value) override
    {
        if (fits(index, value.size()))
            set(index, value);
    }
    void bindDate(int index, QDate value) override { value.isValid() ? set(index, value) : bindNull(index); }
    void bindTime(int index, QTime value) override { value.isValid() ? set(index, value) : bindNull(index); }
    void bindDateTime(int index, const QDateTime &value) override { value.isValid() ? set(index, value) : bindNull(index); }
    void bindUuid(int index, const QUuid &value) override { set(index, value); }
    void bindDecimal(int index, const Decimal &value) override { set(index, value); }
    void bindJson(int index, QByteArrayView utf8) override
    {
        if (Parameter *parameter = fits(index, utf8.size()) ? cleared(index) : nullptr)
            finish(index, *parameter, encodeJson(parameter->type, utf8, parameter->bytes));
    }
    void bindList(int index, const ValueList &value) override
    {
        if (const QString fault = listFault(value, true); !fault.isEmpty())
            return failBinding(index, fault);
        set(index, value);
        if (const Parameter *parameter = at(index))
            fits(index, qsizetype(parameter->bytes.size()));
    }
    void bindVector(int index, const Value::Vector &value) override { set(index, value); }

    qint64 lastInsertId() const override { return 0; } // PostgreSQL has RETURNING

    Result<bool> appendRow(std::string &bytes) override
    {
        if (auto wrong = takeBindError())
            return *std::move(wrong);
        const auto appendNumber = [&bytes](auto number) {
            std::array<char, sizeof number> buffer;
            qToBigEndian(number, buffer.data());
            bytes.append(buffer.data(), buffer.size());
        };
        for (const Parameter &parameter : m_parameters) {
            if (parameter.state == Parameter::Text)
                return false;
        }
        appendNumber(qint16(m_parameters.size()));
        for (const Parameter &parameter : m_parameters) {
            const bool isNull = parameter.state == Parameter::Null;
            appendNumber(isNull ? qint32(-1) : qint32(parameter.bytes.size()));
            if (!isNull)
                bytes += parameter.bytes;
        }
        return true;
    }

protected:
    int placeholderCount() const override { return int(m_parameters.size()); }
    Result<qint64> doExecute() override
    {
        m_cursor.stop();
        PGconn *const server = m_channel->acquire();
        ResultPtr result = execute(server);
        if (isSuccess(result.get()))
            return QByteArrayView(PQcmdTuples(result.get())).toLongLong();
        if (outdated(server, result.get())) {
            if (auto prepared = prepare(); !prepared)
                return prepared.error();
            result = execute(server);
            if (isSuccess(result.get()))
                return QByteArrayView(PQcmdTuples(result.get())).toLongLong();
        }
        return m_connection.failed(errorOf(server, result.get()), sql());
    }

    Result<Cursor *> doQuery() override
    {
        m_cursor.stop();
        PGconn *const server = m_channel->acquire();
        const bool cancellable = m_onlyReads && PQtransactionStatus(server) == PQTRANS_IDLE;
        ResultPtr first = send(server);
        if (outdated(server, first.get())) {
            m_channel->drain();
            if (auto prepared = prepare(); !prepared)
                return prepared.error();
            first = send(server);
        }
        if (!isSuccess(first.get())) {
            const Error error = m_connection.failed(errorOf(server, first.get()), sql());
            m_channel->drain();
            return error;
        }
        m_cursor.start(std::move(first), cancellable);
        return &m_cursor;
    }

    void doClose() override { m_cursor.stop(); }

private:
    struct Parameter
    {
        enum State : quint8 { Null, Text, Binary };
        std::string bytes; ///< Keeps its memory, so that a warm statement allocates nothing.
        quint32 type = 0;
        State state = Null;
    };

    /// Result columns of a type that has no binary form here are read as text, and all others of the statement then, too: libpq
    /// asks for one format for the whole result.
    void take(const PGresult *described)
    {
        m_parameters.resize(size_t(PQnparams(described)));
        for (size_t i = 0; i < m_parameters.size(); ++i)
            m_parameters[i].type = PQparamtype(described, int(i));
        m_columns.resize(size_t(PQnfields(described)));
        m_binaryResult = true;
        for (size_t i = 0; i < m_columns.size(); ++i) {
            m_columns[i].name = QString::fromUtf8(PQfname(described, int(i)));
            m_columns[i].type = PQftype(described, int(i));
            m_binaryResult = m_binaryResult && isKnown(m_columns[i].type);
        }
        for (Column &column : m_columns)
            column.readAs = m_binaryResult ? column.type : quint32(Text);
        m_values.resize(m_parameters.size());
        m_lengths.resize(m_parameters.size());
        m_formats.resize(m_parameters.size());
    }

    Parameter *at(int index)
    {
        if (index >= 0 && size_t(index) < m_parameters.size())
            return &m_parameters[size_t(index)];
        failBinding(index, u"the statement has %1 placeholders"_s.arg(m_parameters.size()));
        return nullptr;
    }

    Parameter *cleared(int index)
    {
        Parameter *const parameter = at(index);
        if (parameter)
            parameter->bytes.clear();
        return parameter;
    }

    template<class T>
    void set(int index, const T &value)
    {
        if (Parameter *parameter = cleared(index))
            finish(index, *parameter, encode(parameter->type, value, parameter->bytes));
    }

    void finish(int index, Parameter &parameter, Encoded encoded)
    {
        switch (encoded) {
        case Encoded::Binary: parameter.state = Parameter::Binary; break;
        case Encoded::Text: parameter.state = Parameter::Text; break;
        case Encoded::OutOfRange: failBinding(index, u"it is out of the range of the column's type"); break;
        }
    }

    void pointToParameters()
    {
        for (size_t i = 0; i < m_parameters.size(); ++i) {
            const Parameter &parameter = m_parameters[i];
            m_values[i] = parameter.state == Parameter::Null ? nullptr : parameter.bytes.c_str();
            m_lengths[i] = int(parameter.bytes.size());
            m_formats[i] = parameter.state == Parameter::Binary;
        }
    }

    ResultPtr execute(PGconn *server)
    {
        pointToParameters();
        return ResultPtr(PQexecPrepared(server, m_name.c_str(), int(m_parameters.size()), m_values.data(), m_lengths.data(),
                m_formats.data(), m_binaryResult));
    }

    /// Sends it and gives the first row, or how it ended.
    ResultPtr send(PGconn *server)
    {
        pointToParameters();
        if (!PQsendQueryPrepared(server, m_name.c_str(), int(m_parameters.size()), m_values.data(), m_lengths.data(),
                    m_formats.data(), m_binaryResult))
            return nullptr;
        PQsetSingleRowMode(server);
        return ResultPtr(PQgetResult(server));
    }

    /// True when only the prepared statement is out of date: the table was altered, or somebody freed it. Preparing again helps,
    /// outside of a transaction, which the failure has not spoiled.
    static bool outdated(const PGconn *server, const PGresult *result)
    {
        if (PQresultStatus(result) != PGRES_FATAL_ERROR || PQtransactionStatus(server) == PQTRANS_INERROR)
            return false;
        const QByteArrayView state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
        return state == "26000"
                || (state == "0A000"
                        && QByteArrayView(PQresultErrorField(result, PG_DIAG_SOURCE_FUNCTION)) == "RevalidateCachedQuery");
    }

    std::shared_ptr<Channel> m_channel;
    std::string m_name;
    std::vector<Parameter> m_parameters;
    std::vector<const char *> m_values;
    std::vector<int> m_lengths;
    std::vector<int> m_formats;
    std::vector<Column> m_columns;
    PostgresqlCursor m_cursor;
    bool m_onlyReads;
    bool m_binaryResult = true;
};

} // namespace

Result<std::unique_ptr<Statement>> prepareStatement(
        Connection &connection, const std::shared_ptr<Channel> &channel, const QString &sql)
{
    auto statement = std::make_unique<PostgresqlStatement>(connection, channel, sql);
    if (auto prepared = statement->prepare(); !prepared)
        return prepared.error();
    return std::unique_ptr<Statement>(std::move(statement));
}

} // namespace quoin::postgresql
